"""Reads the text of a circle file and tells every mistake in it, with its line and a hint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kitlib.circle.model import Circle, Field, Phase
from kitlib.problems import Problem, did_you_mean
from kitlib.settings import Settings, parse_settings
from kitlib.settings.places import Path as Place

__all__ = [
    "CIRCLE_KEYS",
    "FIELD_KEYS",
    "FORMAT",
    "FRONT",
    "KINDS",
    "MOST_MINUTES",
    "PARTS",
    "PHASE_KEYS",
    "WHEN",
    "parse_circle",
]

#: Kinds of field: one line, text, a list of answers, and answers laid in piles.
KINDS = ("linje", "tekst", "svar", "bunker")

#: What a phase may hold beside its fields.
PARTS = ("bud", "siden_sidst", "visninger", "parkering", "proevehandling", "referat")

FORMAT = 1
FRONT = ("nysgerrig", "set", "tror", "")
WHEN = ("altid", "proevehandling")
MOST_MINUTES = 480


def parse_circle(text: str, *, key: str, file: str) -> tuple[Circle, list[Problem]]:
    """Read a circle from its text and return it with every mistake found."""
    settings = parse_settings(text, file=file, kind="cirkel")
    reader = _Reader(settings)
    circle = reader.circle(settings.table, key)
    problems = reader.problems
    if settings.problems:
        # What a line that cannot be read would have said is not missing as well.
        problems = [p for p in problems if p.code != "cirkel_mangler"]
    return circle, [*settings.problems, *problems]


CIRCLE_KEYS = ("format", "titel", "minutter", "om", "faser")
PHASE_KEYS = ("noegle", "navn", "minutter", "spoergsmaal", "papir", "dele", "naar", "felter")
FIELD_KEYS = (
    "noegle",
    "tekst",
    "slags",
    "hjaelp",
    "doemmende_ord",
    "skjult",
    "mangler",
    "af",
    "forside",
)


class _Reader:
    """Turns tables into a circle, collecting faults with the line they stand on."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.problems: list[Problem] = []

    def fault(self, place: Place, message: str, hint: str, code: str = "cirkel_vaerdi") -> None:
        self.problems.append(self.settings.problem(place, message, hint, code=code))

    def circle(self, table: Mapping[str, Any], key: str) -> Circle:
        self.known(table, (), CIRCLE_KEYS)
        given = table.get("format", FORMAT)
        if given != FORMAT or given is True:
            self.fault(
                ("format",),
                "Filen er lavet til en anden udgave af værktøjet.",
                "Opdater værktøjet, eller skriv format = 1.",
                "cirkel_format",
            )
        title = self.text(table, (), "titel", need='Skriv fx titel = "Læringscirklen".')
        raw = table.get("faser", [])
        if not isinstance(raw, list) or not raw or not all(isinstance(p, dict) for p in raw):
            self.fault(
                ("faser",),
                "Der er ingen faser.",
                'Skriv [[faser]] på en linje for sig, og under den navn = "Se".',
                "cirkel_mangler",
            )
            raw = []
        phases = tuple(self.phase(p, ("faser", i), i) for i, p in enumerate(raw))
        for kind, keys in (
            ("fase", [p.key for p in phases]),
            ("felt", [f.key for p in phases for f in p.fields]),
        ):
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
        self.known(table, place, PHASE_KEYS)
        title = self.text(table, place, "navn", need='Skriv fx navn = "Se".')
        key = self.key(table, place) or f"fase{number + 1}"
        parts = self.choices(table, place, "dele", PARTS)
        fields = table.get("felter", [])
        if not isinstance(fields, list) or not all(isinstance(f, dict) for f in fields):
            self.fault(
                (*place, "felter"),
                "Felterne kan ikke læses.",
                "Skriv [[faser.felter]] på en linje for sig før hvert felt.",
            )
            fields = []
        made = tuple(self.field(f, (*place, "felter", i), key) for i, f in enumerate(fields))
        when = self.choice(table, place, "naar", WHEN, "altid")
        if "minutter" not in table:
            self.fault(
                place, "Fasen har ingen minutter.", "Skriv fx minutter = 10.", "cirkel_mangler"
            )
        return Phase(
            key=key,
            title=title or key,
            minutes=self.minutes(table, place, default=5),
            questions=self.texts(table, place, "spoergsmaal"),
            paper=self.text(table, place, "papir"),
            parts=parts,
            fields=made,
            when=when,
        )

    def field(self, table: Mapping[str, Any], place: Place, phase: str) -> Field:
        self.known(table, place, FIELD_KEYS)
        key = self.key(table, place)
        if "noegle" not in table:
            self.fault(
                place, "Feltet har ingen nøgle.", 'Skriv fx noegle = "set".', "cirkel_mangler"
            )
        label = self.text(table, place, "tekst", need='Skriv fx tekst = "Det har vi set".')
        kind = self.choice(table, place, "slags", KINDS, "tekst")
        return Field(
            key=f"{phase}.{key or place[-1]}",
            label=label,
            kind=kind,
            help=self.text(table, place, "hjaelp"),
            judged=self.flag(table, place, "doemmende_ord"),
            hidden=self.flag(table, place, "skjult"),
            missing=self.text(table, place, "mangler"),
            source=self.text(table, place, "af"),
            front=self.choice(table, place, "forside", FRONT, ""),
        )

    def sources(self, phases: tuple[Phase, ...]) -> None:
        answers = [f.key for p in phases for f in p.fields if f.kind == "svar"]
        for i, phase in enumerate(phases):
            for j, found in enumerate(phase.fields):
                if found.kind == "bunker" and found.source not in answers:
                    hint = did_you_mean(found.source, answers) or (
                        f'Skriv fx af = "{answers[0]}".'
                        if answers
                        else 'Lav først et felt med slags = "svar".'
                    )
                    self.fault(
                        ("faser", i, "felter", j, "af"),
                        "Bunkerne mangler svar at lægge i bunker.",
                        hint,
                    )

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
        if not whole or not 1 <= value <= MOST_MINUTES:
            if "minutter" in table:
                self.fault(
                    (*place, "minutter"),
                    "Minutter skal være et helt tal fra 1 til 480.",
                    "Skriv fx minutter = 10, uden anførselstegn.",
                )
            return max(1, default)
        return int(value)

    def flag(self, table: Mapping[str, Any], place: Place, key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.fault(
                (*place, key),
                "Her skal stå true eller false.",
                f"Skriv {key} = true eller {key} = false, uden anførselstegn.",
            )
            return False
        return value
