"""A circle is a file: its phases, questions, minutes and fields, read with every mistake told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from kitlib.circle.tomlplaces import Path as Place
from kitlib.circle.tomlplaces import parse_lenient, places
from kitlib.problems import KitError, Problem, ProblemReport, did_you_mean

__all__ = ["KINDS", "PARTS", "Circle", "Field", "Phase", "known_circles", "read_circle"]

#: Kinds of field: one line, text, a list of answers, and answers laid in piles.
KINDS = ("linje", "tekst", "svar", "bunker")

#: What a phase may hold beside its fields.
PARTS = ("bud", "siden_sidst", "visninger", "parkering", "proevehandling", "referat")

DEFAULT = "laeringscirklen"

_FORMAT = 1
_WHEN = ("altid", "proevehandling")
_MOST_MINUTES = 480


@dataclass(frozen=True)
class Field:
    """Something a team may write in a phase.

    Parameters
    ----------
    key : str
        Name in the logbog, phase first: "se.set".
    label, help : str
        What stands over and under it.
    kind : str
        One of `KINDS`.
    judged : bool
        Whether a word that often carries a judgement gets a quiet question while it is written.
    hidden : bool
        Whether answers are typed with the projection hidden and shown together.
    missing : str
        The one line said where it is empty; it never stops anybody.
    source : str
        For "bunker": the key of the answers that are laid in piles.
    """

    key: str
    label: str
    kind: str
    help: str = ""
    judged: bool = False
    hidden: bool = False
    missing: str = ""
    source: str = ""


@dataclass(frozen=True)
class Phase:
    """One step of the circle."""

    key: str
    title: str
    minutes: int
    questions: tuple[str, ...]
    paper: str = ""
    parts: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    when: str = "altid"


@dataclass(frozen=True)
class Circle:
    """A whole circle.

    Parameters
    ----------
    key : str
        The file's name without its ending.
    title, about : str
        What it is called, and whose it is.
    phases : tuple of Phase
    minutes : int
        How long the file says it takes, without "Siden sidst".
    arrive, air : int
        Minutes before the first phase and after the last, where there is more time than that.
    own : bool
        True where it was read from the team's folder.

    Examples
    --------
    >>> circle = read_circle()
    >>> [p.title for p in circle.planned(60).phases]
    ['Ramme og bud', 'Se', 'Undres', 'Forstå', 'Prøve af', 'Runde af']
    """

    key: str
    title: str
    about: str
    phases: tuple[Phase, ...]
    minutes: int
    arrive: int = 0
    air: int = 0
    own: bool = False

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by its key."""
        return {f.key: f for p in self.phases for f in p.fields}

    def planned(self, minutes: int | None = None, *, revisit: bool = False) -> Circle:
        """Return the circle as it runs on a day: its minutes add up to the time there is.

        Parameters
        ----------
        minutes : int, optional
            The time there is; the file's own where not said.
        revisit : bool
            Whether there is a trial to come back to ("Siden sidst").

        Notes
        -----
        More time than the file asks for goes to arriving (a third) and to air at the end, so 60
        becomes 5 + 60 + 10 of 75. Less time shortens every phase by its share (ours).

        Examples
        --------
        >>> circle = read_circle()
        >>> [p.minutes for p in circle.planned(45).phases]
        [4, 8, 7, 11, 9, 6]
        >>> longer = circle.planned(75)
        >>> longer.arrive, longer.air
        (5, 10)
        """
        kept = [p for p in self.phases if p.when == "altid" or revisit]
        own = sum(p.minutes for p in kept)
        total = minutes or self.minutes
        spare = max(0, total - own)
        arrive = spare // 3
        shares = _share([p.minutes for p in kept], min(total, own))
        phases = tuple(replace(p, minutes=m) for p, m in zip(kept, shares, strict=True))
        return replace(self, phases=phases, minutes=total, arrive=arrive, air=spare - arrive)


def _share(minutes: list[int], total: int) -> list[int]:
    """Scale whole minutes to a sum by largest remainders; no phase vanishes."""
    own = sum(minutes)
    exact = [m * total / own for m in minutes]
    down = [max(1, int(e)) for e in exact]
    by_rest = sorted(range(len(minutes)), key=lambda i: int(exact[i]) - exact[i])
    for i in by_rest[: max(0, total - sum(down))]:
        down[i] += 1
    return down


def known_circles(folder: Path | None = None) -> dict[str, Path | Any]:
    """Return every circle by name: the kit's own, and over them those in a team's folder."""
    texts = files("kitlib") / "texts"
    found: dict[str, Any] = {DEFAULT: texts / f"{DEFAULT}.toml"}
    for item in sorted((texts / "cirkler").iterdir(), key=lambda p: p.name):
        if item.name.endswith(".toml"):
            found[item.name.removesuffix(".toml")] = item
    if folder is not None:
        for path in [*sorted(folder.glob("*.toml")), *sorted((folder / "cirkler").glob("*.toml"))]:
            key = path.stem.casefold()
            if key in found or path.parent.name == "cirkler":
                found[key] = path
    return found


def check_name(name: str | None, folder: str | Path) -> None:
    """Refuse a circle that is not there, before anything is opened.

    Raises
    ------
    KitError
        Where there is none of that name; names the nearest.
    """
    _key(name, known_circles(Path(folder)))


def _key(name: str | None, known: Mapping[str, Any]) -> str:
    key = (name or DEFAULT).casefold().removesuffix(".toml").replace(" ", "_")
    if key not in known:
        hint = did_you_mean(key, list(known)) or f"Vælg mellem: {', '.join(known)}."
        raise KitError(f"Cirklen '{name}' findes ikke.", hint=hint)
    return key


def read_circle(name: str | None = None, *, folder: Path | None = None) -> Circle:
    """Read a circle by name; a copy in the team's folder, or its `cirkler`, overrides the kit's.

    Raises
    ------
    KitError
        With every mistake in the file, each with its line and a hint; or where there is none of
        that name.

    Examples
    --------
    >>> read_circle("smtte").title
    'SMTTE'
    """
    known = known_circles(folder)
    key = _key(name, known)
    path = known[key]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        hint = "Gem den som UTF-8 i Notesblok (Gem som, Kodning: UTF-8)."
        raise KitError(Problem("Filen er ikke gemt som UTF-8.", hint, path.name)) from None
    except OSError:
        hint = "Luk den i andre programmer, og prøv igen."
        raise KitError(Problem("Filen kan ikke åbnes.", hint, path.name)) from None
    circle, problems = parse_circle(text, key=key, file=path.name)
    if problems:
        raise KitError(ProblemReport.of(sorted(problems, key=lambda p: p.row or 0)))
    return replace(circle, own=folder is not None and isinstance(path, Path)
                   and path.is_relative_to(folder))  # fmt: skip


def parse_circle(text: str, *, key: str, file: str) -> tuple[Circle, list[Problem]]:
    """Read a circle from its text and return it with every mistake found."""
    table, wrong = parse_lenient(text)
    reader = _Reader(places(text), file)
    for line in wrong:
        hint = 'Hver linje ser ud som: navn = "Se". Husk anførselstegn om tekst og ] efter lister.'
        reader.problems.append(
            Problem("Linjen kan ikke læses.", hint, file, row=line, code="cirkel_linje")
        )
    circle = reader.circle(table, key)
    if wrong:
        # What a line that cannot be read would have said is not missing as well.
        reader.problems = [p for p in reader.problems if p.code != "cirkel_mangler"]
    return circle, reader.problems


_CIRCLE_KEYS = ("format", "titel", "minutter", "om", "faser")
_PHASE_KEYS = ("noegle", "navn", "minutter", "spoergsmaal", "papir", "dele", "naar", "felter")
_FIELD_KEYS = (
    "noegle", "tekst", "slags", "hjaelp", "doemmende_ord", "skjult", "mangler", "af",
)  # fmt: skip


class _Reader:
    """Turns tables into a circle, collecting faults with the line they stand on."""

    def __init__(self, lines: Mapping[Place, int], file: str) -> None:
        self.lines = lines
        self.file = file
        self.problems: list[Problem] = []

    def fault(self, place: Place, message: str, hint: str, code: str = "cirkel_vaerdi") -> None:
        where = place
        while where and where not in self.lines:
            where = where[:-1]
        row = self.lines.get(where)
        name = place[-1] if place and isinstance(place[-1], str) else None
        self.problems.append(Problem(message, hint, self.file, row=row, column=name, code=code))

    def circle(self, table: Mapping[str, Any], key: str) -> Circle:
        self.known(table, (), _CIRCLE_KEYS)
        if table.get("format", _FORMAT) != _FORMAT:
            self.fault(("format",), "Filen er lavet til en anden udgave af kittet.",
                       "Opdater kittet, eller skriv format = 1.", "cirkel_format")  # fmt: skip
        title = self.text(table, (), "titel", need='Skriv fx titel = "Læringscirklen".')
        raw = table.get("faser", [])
        if not isinstance(raw, list) or not raw or not all(isinstance(p, dict) for p in raw):
            self.fault(("faser",), "Der er ingen faser.",
                       'Skriv [[faser]] på en linje for sig, og under den navn = "Se".',
                       "cirkel_mangler")  # fmt: skip
            raw = []
        phases = tuple(self.phase(p, ("faser", i), i) for i, p in enumerate(raw))
        for kind, keys in (("fase", [p.key for p in phases]),
                           ("felt", [f.key for p in phases for f in p.fields])):  # fmt: skip
            for double in sorted({k for k in keys if keys.count(k) > 1}):
                last = len(keys) - 1 - keys[::-1].index(double)
                place: Place = ("faser", last, "noegle") if kind == "fase" else ("faser",)
                many = "faser" if kind == "fase" else "felter"
                hint = f"Giv den ene en anden nøgle end '{double}'."
                self.fault(place, f"To {many} har samme nøgle.", hint, "cirkel_dobbelt")
        self.sources(phases)
        own = sum(p.minutes for p in phases if p.when == "altid")
        minutes = self.minutes(table, (), default=own)
        return Circle(key, title or key, self.text(table, (), "om"), phases, minutes)

    def phase(self, table: Mapping[str, Any], place: Place, number: int) -> Phase:
        self.known(table, place, _PHASE_KEYS)
        title = self.text(table, place, "navn", need='Skriv fx navn = "Se".')
        key = self.key(table, place) or f"fase{number + 1}"
        parts = self.choices(table, place, "dele", PARTS)
        fields = table.get("felter", [])
        if not isinstance(fields, list) or not all(isinstance(f, dict) for f in fields):
            self.fault((*place, "felter"), "Felterne kan ikke læses.",
                       "Skriv [[faser.felter]] på en linje for sig før hvert felt.")  # fmt: skip
            fields = []
        made = tuple(self.field(f, (*place, "felter", i), key) for i, f in enumerate(fields))
        when = self.choice(table, place, "naar", _WHEN, "altid")
        if "minutter" not in table:
            self.fault(place, "Fasen har ingen minutter.", "Skriv fx minutter = 10.",
                       "cirkel_mangler")  # fmt: skip
        return Phase(
            key, title or key, self.minutes(table, place, default=5),
            self.texts(table, place, "spoergsmaal"), self.text(table, place, "papir"),
            parts, made, when,
        )  # fmt: skip

    def field(self, table: Mapping[str, Any], place: Place, phase: str) -> Field:
        self.known(table, place, _FIELD_KEYS)
        key = self.key(table, place)
        if "noegle" not in table:
            self.fault(place, "Feltet har ingen nøgle.", 'Skriv fx noegle = "set".',
                       "cirkel_mangler")  # fmt: skip
        label = self.text(table, place, "tekst", need='Skriv fx tekst = "Det har vi set".')
        kind = self.choice(table, place, "slags", KINDS, "tekst")
        return Field(
            f"{phase}.{key or place[-1]}", label, kind, self.text(table, place, "hjaelp"),
            self.flag(table, place, "doemmende_ord"), self.flag(table, place, "skjult"),
            self.text(table, place, "mangler"), self.text(table, place, "af"),
        )  # fmt: skip

    def sources(self, phases: tuple[Phase, ...]) -> None:
        answers = [f.key for p in phases for f in p.fields if f.kind == "svar"]
        for i, phase in enumerate(phases):
            for j, found in enumerate(phase.fields):
                if found.kind == "bunker" and found.source not in answers:
                    hint = did_you_mean(found.source, answers) or (
                        f'Skriv fx af = "{answers[0]}".' if answers
                        else 'Lav først et felt med slags = "svar".')  # fmt: skip
                    self.fault(("faser", i, "felter", j, "af"),
                               "Bunkerne mangler svar at lægge i bunker.", hint)  # fmt: skip

    def known(self, table: Mapping[str, Any], place: Place, keys: tuple[str, ...]) -> None:
        for key in table:
            if key not in keys:
                hint = did_you_mean(key, keys) or f"Kendte ord er: {', '.join(keys)}."
                self.fault((*place, key), f"Ordet '{key}' kendes ikke.", hint, "cirkel_ukendt")

    def text(self, table: Mapping[str, Any], place: Place, key: str, need: str = "") -> str:
        if key not in table:
            if need:
                self.fault(place, f"Her mangler '{key}'.", need, "cirkel_mangler")
            return ""
        if not isinstance(table[key], str) or (need and not table[key].strip()):
            self.fault((*place, key), "Her skal stå en tekst.", f'Skriv {key} = "…".')
            return ""
        return str(table[key]).strip()

    def texts(self, table: Mapping[str, Any], place: Place, key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fault((*place, key), "Her skal stå en liste.", f'Skriv {key} = ["…", "…"].')
            return ()
        return tuple(v.strip() for v in value if v.strip())

    def key(self, table: Mapping[str, Any], place: Place) -> str:
        value = self.text(table, place, "noegle")
        if value and not all(c.isascii() and (c.isalnum() or c == "_") for c in value):
            hint = 'Skriv fx noegle = "egen_del". Teksten, I ser, må have alle bogstaver.'
            message = "Nøglen må kun have små bogstaver a-z, tal og _."
            self.fault((*place, "noegle"), message, hint)
            return ""
        return value

    def choice(
        self, table: Mapping[str, Any], place: Place, key: str, known: tuple[str, ...], default: str
    ) -> str:
        value = table.get(key, default)
        if value not in known:
            hint = did_you_mean(str(value), known) or f"Skriv en af: {', '.join(known)}."
            self.fault((*place, key), "Værdien kendes ikke.", hint)
            return default
        return str(value)

    def choices(
        self, table: Mapping[str, Any], place: Place, key: str, known: tuple[str, ...]
    ) -> tuple[str, ...]:
        values = self.texts(table, place, key)
        for value in values:
            if value not in known:
                hint = did_you_mean(value, known) or f"Skriv nogle af: {', '.join(known)}."
                self.fault((*place, key), f"'{value}' kendes ikke.", hint)
        return tuple(v for v in values if v in known)

    def minutes(self, table: Mapping[str, Any], place: Place, *, default: int) -> int:
        value = table.get("minutter", default)
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not 1 <= value <= _MOST_MINUTES:
            if "minutter" in table:
                self.fault((*place, "minutter"), "Minutter skal være et helt tal fra 1 til 480.",
                           "Skriv fx minutter = 10, uden anførselstegn.")  # fmt: skip
            return max(1, default)
        return int(value)

    def flag(self, table: Mapping[str, Any], place: Place, key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.fault((*place, key), "Her skal stå true eller false.",
                       f"Skriv {key} = true eller {key} = false, uden anførselstegn.")  # fmt: skip
            return False
        return value
