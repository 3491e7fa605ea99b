"""Columns of WHO-5: counts in a team's folder, person by person only in one's own file."""

from __future__ import annotations

from kitlib.columns import Column
from kitlib.evidence.change import LABELS
from kitlib.instruments.who5.wording import answers, item_names, items

__all__ = ["COLUMNS", "ITEMS", "LABELS", "OWN_COLUMNS", "TIMES", "YOUNGEST", "columns_for"]

ITEMS = ("q1", "q2", "q3", "q4", "q5")
#: Before the talks, after up to eight of them, and three months later.
TIMES = ("før", "efter", "3 måneder")
#: Self-report holds from about this age, in years.
YOUNGEST = 9

# How people write each time beside its own word.
_BEFORE = ("start", "ved start", "før forløb", "før forløbet", "før samtalerne", "førmåling", "pre")
_AFTER = (
    *("slut", "ved slut", "efter forløb", "efter forløbet", "efter samtalerne", "eftermåling"),
    "post",
)
_LATER = (
    *("3 mdr", "3 mdr.", "tre måneder", "3 måneder efter", "tre måneder efter", "3 mdr. efter"),
    *("3 måneders opfølgning", "opfølgning"),
)


def _said(words: tuple[str, ...], time: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, time) for word in words)


_TIME_ANSWERS = (*_said(_BEFORE, TIMES[0]), *_said(_AFTER, TIMES[1]), *_said(_LATER, TIMES[2]))
# What an answer may be shortened by, and still be the only one it can be.
_OF_THE_TIME = " af tiden"

COLUMNS = (
    Column(
        "fra",
        "valg",
        "Den måling, der sammenlignes fra.",
        label="Fra",
        required=True,
        allowed=TIMES[:2],
        answers=_TIME_ANSWERS,
    ),
    Column(
        "til",
        "valg",
        "Den måling, der sammenlignes til.",
        label="Til",
        required=True,
        allowed=TIMES[1:],
        answers=_TIME_ANSWERS,
    ),
    Column(
        "retning",
        "valg",
        "Retningen for den enkelte. En ændring er tydelig, når den er større, end tilfældighed "
        "plejer at give.",
        label="Retning",
        required=True,
        allowed=LABELS,
        answers=(
            ("lidt højere", LABELS[1]),
            ("samme (0 points)", LABELS[2]),
            ("uændret", LABELS[2]),
            ("lidt lavere", LABELS[3]),
        ),
    ),
    Column(
        "antal",
        "heltal",
        "Hvor mange personer det gælder.",
        label="Antal",
        unit="personer",
        low=0,
        required=True,
        synonyms=("Antal personer", "Hvor mange"),
    ),
    Column(
        "dato",
        "dato",
        "En dag i det halvår, hvor den sidste af de to målinger er fra. Med den kan tallene følges "
        "halvår for halvår i det samlede billede.",
        label="Dato",
        unit="dag",
    ),
)


def columns_for(coding: str) -> tuple[Column, ...]:
    """Return the columns of one's own file for a coding of the items.

    Parameters
    ----------
    coding : {"0-5", "1-6", ""}
        How numbers are written. With "" only answer words may stand.

    Examples
    --------
    >>> q1 = next(c for c in columns_for("1-6") if c.name == "q1")
    >>> q1.low, q1.high
    (1, 6)
    """
    shift = 1 if coding == "1-6" else 0
    short = ((w.removesuffix(_OF_THE_TIME), v) for w, v in answers() if w.endswith(_OF_THE_TIME))
    words = tuple((word, value + shift) for word, value in (*answers(), *short))
    wording = items()
    return (
        Column(
            "borger",
            "kode",
            "Borgerens kode. Aldrig et navn og aldrig et CPR-nummer.",
            label="Borger",
            required=True,
            synonyms=("Borgerens kode", "Ung", "Elev", "Deltager"),
        ),
        Column(
            "tidspunkt",
            "valg",
            "Før samtalerne, efter dem, eller tre måneder efter.",
            label="Tidspunkt",
            required=True,
            allowed=TIMES,
            answers=_TIME_ANSWERS,
        ),
        Column("dato", "dato", "Dagen, personen svarede.", label="Dato", unit="dag"),
        *(
            Column(
                name,
                "heltal",
                f"Spørgsmål {n} om de sidste to uger, besvaret af personen selv.",
                label=item_names()[n - 1],
                unit="0-5",
                low=shift,
                high=5 + shift,
                answers=words,
                synonyms=_item_headings(n, wording),
            )
            for n, name in enumerate(ITEMS, start=1)
        ),
        Column(
            "eget_tal",
            "heltal",
            "Svaret på ét eget spørgsmål ved siden af, fx om ensomhed.",
            label="Eget tal",
            unit="0-10",
            low=0,
            high=10,
            synonyms=("Eget tal 0-10",),
        ),
        Column(
            "eget_spoergsmaal",
            "tekst",
            "Det spørgsmål, det egne tal svarer på.",
            label="Eget spørgsmål",
        ),
        Column(
            "hvem_svarer",
            "valg",
            "Altid personen selv. Andre kan ikke svare for dem.",
            label="Hvem svarer",
            allowed=("selv",),
            answers=(
                ("mig selv", "selv"),
                ("personen selv", "selv"),
                ("borgeren selv", "selv"),
                ("borgeren", "selv"),
                ("den unge selv", "selv"),
                ("eleven selv", "selv"),
            ),
        ),
        Column(
            "alder",
            "heltal",
            f"Alder, hvis den er relevant. Fra omkring {YOUNGEST} år.",
            label="Alder",
            unit="år",
            low=0,
            high=120,
        ),
        Column(
            "ord",
            "tekst",
            "Personens egne ord.",
            label="Egne ord",
            synonyms=("Borgerens ord", "Borgerens egne ord", "Med egne ord"),
        ),
        Column("note", "tekst", "Din egen note om samtalen.", label="Note"),
    )


def _item_headings(n: int, wording: tuple[str, ...]) -> tuple[str, ...]:
    headings = (f"WHO-5 {n}", f"WHO5_{n}", f"Spørgsmål {n}")
    if not wording:
        return headings
    item = wording[n - 1]
    return (*headings, item, f"I de sidste 2 uger {item}", f"I de sidste to uger {item}")


OWN_COLUMNS = columns_for("0-5")
