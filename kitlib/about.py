"""om.toml: what a team says about its own data before anything is read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kitlib.codes import normal
from kitlib.dansk import join
from kitlib.persons import PERSONS, Persons
from kitlib.problems import KitError, Problem, did_you_mean
from kitlib.settings import Settings, read_settings
from kitlib.viewwords import OwnWords, kits_words, read_own_words

__all__ = [
    "FORMAT",
    "KINDS",
    "MAX_VIEWS",
    "SITUATIONS",
    "WHO5_WHO",
    "About",
    "about_of",
    "read_about",
]

#: Kinds of unit a team may belong to.
KINDS = ("dagtilbud", "skole", "fritid", "unge", "andet")

#: The day of a dagtilbud, from morning to going home, where om.toml names no situations (ours).
SITUATIONS = (
    "aflevering",
    "morgenmad",
    "leg",
    "samling",
    "garderobe",
    "legeplads",
    "måltid",
    "puslebord",
    "søvn",
    "tur",
    "hentning",
)

FORMAT = 1


@dataclass(frozen=True)
class About:
    """What om.toml says, checked.

    Parameters
    ----------
    navn, type, distrikt, nysgerrig, periode : str
        Name of the team, kind of unit (one of `KINDS`), district, what it is curious about,
        and the period in the team's own words.
    visninger : tuple of str
        At most three views chosen for a session.
    situationer, temaer, roller : tuple of str
        The team's own lists, in the order of the day where that means something.
    koder : tuple of str
        Every child or young person there is, by their code as people know it, so that the one
        nobody wrote about is seen.
    personord : str
        What the people are called where the kind of unit does not say it: "barn", "elev", "ung"
        or "borger".
    who5_hvem : str
        Who answers WHO-5: "borgere", "elever" or "unge"; staff is refused.
    who5_kodning : str
        "0-5" or "1-6"; numbers always need it, answer words never do.
    dialoglineal_faelles : bool
        True when the citizens' rulers are shared in the team.
    formaal, hjemmel, dataansvarlig, adgang : str
        Purpose, legal basis, controller, and who has access.
    slettes : date or None
        The day the data goes.
    opdigtet : bool
        True for invented sample data: needs no `slettes` and may be written anywhere.
    own : tuple of (str, str)
        What the team says in place of the kit's words at views; of another file than om.toml.
    """

    navn: str = ""
    type: str = "andet"
    distrikt: str = ""
    nysgerrig: str = ""
    periode: str = ""
    visninger: tuple[str, ...] = ()
    situationer: tuple[str, ...] = ()
    temaer: tuple[str, ...] = ()
    roller: tuple[str, ...] = ()
    koder: tuple[str, ...] = ()
    personord: str = ""
    who5_hvem: str = ""
    who5_kodning: str = ""
    dialoglineal_faelles: bool = False
    formaal: str = ""
    hjemmel: str = ""
    dataansvarlig: str = ""
    adgang: str = ""
    slettes: date | None = None
    opdigtet: bool = False
    format: int = FORMAT
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    own: OwnWords = field(default=(), repr=False)

    @property
    def person_word(self) -> str:
        """The word for the people the data is about: barn, elev, ung or borger."""
        if self.personord:
            return self.personord
        if self.type == "fritid" and self.who5_hvem.casefold() == "unge":
            return "ung"
        words = {"dagtilbud": "barn", "skole": "elev", "fritid": "barn", "unge": "ung"}
        return words.get(self.type, "borger")

    @property
    def persons(self) -> Persons:
        """That word in every form: `about.persons.fill("Hvad ser {barnet}?")` says it in a text."""
        return PERSONS[self.person_word]

    def says(self, place: str, **told: object) -> str:
        """Return a view's question, or a sentence that always stands at it, in the team's words.

        Parameters
        ----------
        place : str
            Where it stands in visninger.toml, such as "postits.tavlen.spoergsmaal".
        **told
            What stands in its own braces.

        Examples
        --------
        >>> About().says("postits.et_barn.spoergsmaal", kode="B07")
        'Hvad har vi set hos B07 over tid?'
        """
        text = self.persons.fill(dict(self.own).get(place) or kits_words()[place])
        for name, value in told.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    @property
    def day(self) -> tuple[str, ...]:
        """The situations in the order of the day."""
        return self.situationer or SITUATIONS


_KEYS = {f.name: f for f in fields(About) if f.name not in ("problems", "own")}
_LISTS = {"visninger", "situationer", "temaer", "roller", "koder"}
MAX_VIEWS = 3  # two to four figures a session, not twelve

_WHO5_STAFF = "WHO-5 om kolleger hører ikke hjemme her. Tal med arbejdsmiljøgruppen."
_STAFF_WORDS = (
    "medarbejder",
    "personale",
    "kolleg",
    "ansat",
    "pædagog",
    "lærer",
    "stab",
    "leder",
    "vikar",
)
_YOUNG_WORDS = ("børn", "barn", "vuggestue", "børnehave", "dagplej", "forældre")
#: Who may answer WHO-5: the person, never staff.
WHO5_WHO = ("borgere", "elever", "unge")


def read_about(path: Path) -> tuple[About, list[Problem]]:
    """Read om.toml and return what it says together with every fault in it.

    Parameters
    ----------
    path : Path
        The file. A missing one is a fault, not an exception.

    Returns
    -------
    (About, list of Problem)
        Keys that are wrong keep their default; unknown ones are reported with a hint.
    """
    name = path.name
    if not path.exists():
        hint = "Skriv 'laeringskit ny MAPPE' for at få en at udfylde."
        if path.with_name(f"{name}.txt").exists():
            hint = f"Den hedder {name}.txt: slå filtypenavne til i Stifinder, og slet .txt."
        return About(), [Problem("Filen om.toml mangler.", hint, name, code="om_mangler")]
    try:
        settings = read_settings(path, kind="om")
    except KitError as error:
        return About(), list(error.report)
    about, problems = about_of(settings)
    own, told = read_own_words(path.parent)
    problems += told
    return replace(about, own=own, problems=tuple(problems)), problems


def about_of(settings: Settings) -> tuple[About, list[Problem]]:
    """Return what a file that is read says, as `read_about`."""
    about, problems = _check(settings.table, settings.file)
    # What stands in the file has a line; what is missing has none.
    placed = [replace(p, row=settings.line((p.column or "",))) for p in problems]
    told = [*settings.problems, *_once(placed, settings.problems)]
    return replace(about, problems=tuple(told)), told


def _once(problems: list[Problem], lines: tuple[Problem, ...]) -> list[Problem]:
    """Leave out that something is missing where its line is there and told to be wrong."""
    wrong = {p.row for p in lines}
    wrong |= {p.row for p in problems if not p.code.startswith("om_mangler")}
    return [p for p in problems if not (p.row in wrong and p.code.startswith("om_mangler"))]


def _check(table: dict[str, Any], name: str) -> tuple[About, list[Problem]]:
    problems: list[Problem] = []
    values: dict[str, Any] = {}

    def fault(key: str, message: str, hint: str, code: str) -> None:
        problems.append(Problem(message, hint, name, column=key, code=code))

    for key, value in table.items():
        if key not in _KEYS:
            hint = did_you_mean(key, list(_KEYS)) or f"Kendte ord er: {', '.join(_KEYS)}."
            fault(key, f"Ordet '{key}' kendes ikke.", hint, "om_ukendt")
            continue
        try:
            values[key] = _convert(key, value)
        except ValueError as error:
            fault(key, "Værdien passer ikke.", str(error), "om_vaerdi")

    if values.get("format", FORMAT) != FORMAT:
        fault(
            "format",
            "Filen er lavet til en anden udgave af værktøjet.",
            "Opdater værktøjet, eller skriv format = 1.",
            "om_format",
        )
    if values.get("type", "andet") not in KINDS:
        hint = did_you_mean(str(values.pop("type")), KINDS) or f"Skriv en af: {', '.join(KINDS)}."
        fault("type", "Typen kendes ikke.", hint, "om_type")
    if values.get("personord", "") not in ("", *PERSONS):
        values.pop("personord")
        fault(
            "personord",
            "Ordet for dem, det handler om, kendes ikke.",
            f"Skriv et af: {', '.join(PERSONS)}.",
            "om_personord",
        )
    if len(values.get("visninger", ())) > MAX_VIEWS:
        values["visninger"] = values["visninger"][:MAX_VIEWS]
        fault(
            "visninger",
            "Der er valgt flere end 3 visninger.",
            "Vælg højst 3. Resten kan stadig findes frem undervejs.",
            "om_visninger",
        )
    problems += _check_codes(values, name)
    problems += _check_who5(values, name)
    if values.get("who5_kodning", "") not in ("", "0-5", "1-6"):
        values.pop("who5_kodning")
        hint = 'Skriv who5_kodning = "0-5" eller who5_kodning = "1-6".'
        fault("who5_kodning", "Kodningen kendes ikke.", hint, "om_kodning_who5")
    problems += _check_dates(values, name)
    if not values.get("navn"):
        fault("navn", "Teamets navn mangler.", 'Skriv fx navn = "Solsikken".', "om_mangler_navn")
    return About(**values, problems=tuple(problems)), problems


def _check_codes(values: dict[str, Any], name: str) -> list[Problem]:
    """Tell codes that are none, and those that are the same person's however they are written."""
    said: dict[str, list[str]] = {}
    for code in values.get("koder", ()):
        said.setdefault(normal(code), []).append(code)
    values["koder"] = tuple(codes[0] for form, codes in said.items() if form)
    problems = []
    if "" in said:
        problems.append(
            Problem(
                "Der står noget under koder, som ikke er en kode.",
                'Skriv fx koder = ["B01", "B02"].',
                name,
                column="koder",
                code="om_koder",
            )
        )
    for codes in said.values():
        if len(codes) > 1 and normal(codes[0]):
            which = f"{join(list(dict.fromkeys(codes)))} er regnet for en og samme."
            hint = "Er det to, så giv den ene en ny kode."
            problems.append(
                Problem(which, hint, name, column="koder", level="advarsel", code="kode_samme")
            )
    return problems


def _check_who5(values: dict[str, Any], name: str) -> list[Problem]:
    who = values.get("who5_hvem", "")
    if not who:
        return []
    folded = who.casefold()
    if any(word in folded for word in _STAFF_WORDS):
        return [Problem(_WHO5_STAFF, "", name, column="who5_hvem", code="who5_personale")]
    if any(word in folded for word in _YOUNG_WORDS):
        hint = (
            "Børn fra omkring 9 år kan svare selv: skriv elever eller unge. "
            "Andre svarer ikke for dem."
        )
        message = "WHO-5 besvares af personen selv og er ikke til små børn."
        return [Problem(message, hint, name, column="who5_hvem", code="who5_boern")]
    if folded not in WHO5_WHO:
        hint = f"Skriv en af: {', '.join(WHO5_WHO)}."
        message = "Det er uklart, hvem der svarer på WHO-5."
        return [Problem(message, hint, name, column="who5_hvem", code="who5_hvem")]
    return []


def _check_dates(values: dict[str, Any], name: str) -> list[Problem]:
    if values.get("opdigtet"):
        return []
    problems = []
    if not values.get("formaal"):
        problems.append(
            Problem(
                "Formålet mangler.",
                "Skriv med en sætning, hvad noterne skal bruges til.",
                name,
                column="formaal",
                code="om_mangler_formaal",
            )
        )
    if values.get("slettes") is None:
        problems.append(
            Problem(
                "Sletningsdatoen mangler eller er ikke en dato.",
                "Skriv den dag, noterne slettes, fx slettes = 2026-12-31.",
                name,
                column="slettes",
                code="om_mangler_slettes",
            )
        )
    return problems


def _convert(key: str, value: Any) -> Any:
    """Bring a TOML value to the type the key has; the ValueError's text is the hint."""
    if key in _LISTS:
        if key == "koder" and isinstance(value, list):
            # A code that is a number needs no quotes.
            value = [str(v) if type(v) is int else v for v in value]
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ValueError(f'Skriv en liste: {key} = ["leg", "samling"].')
        return tuple(v.strip() for v in value if v.strip())
    if key in ("opdigtet", "dialoglineal_faelles"):
        if not isinstance(value, bool):
            raise ValueError(f"Skriv {key} = true eller {key} = false, uden anførselstegn.")
        return value
    if key == "slettes":
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            from kitlib.reading.values.cells import parse_date

            parsed = parse_date(value)
            if parsed is not None:
                return parsed
        raise ValueError("Skriv datoen uden anførselstegn, fx slettes = 2026-12-31.")
    if key == "format":
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError("Skriv format = 1.")
        return value
    if not isinstance(value, str):
        raise ValueError(f'Skriv en tekst i anførselstegn: {key} = "…".')
    return value.strip()
