"""BORIS exports of events, tabular and aggregated, as CSV, TSV or workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kitlib.columns import fold
from kitlib.dansk import join
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.reading.annotation import Annotated, Annotation, check_count, told_at
from kitlib.reading.boris_cells import cells_of, times_of
from kitlib.reading.boris_headings import AGGREGATED_BARE, Headings, headings_in

__all__ = ["looks_like_boris", "project_problem", "read_boris"]

_TOP = 60  # rows; the metadata block above the header is about 18
_NOBODY = "No focal subject"
_NO_MODIFIER = ("", "None", "NA")
_EXPORT = "Vælg Observations, Export events, Tabular events i BORIS, og gem som .tsv."


class _Event(NamedTuple):
    """One row of an export; its times are still text."""

    row: int
    observation: str
    subject: str
    behaviour: str
    modifiers: tuple[str, ...]
    status: str
    start: str
    stop: str
    comments: tuple[str, ...]
    rate: str
    aggregated: bool

    @property
    def key(self) -> tuple[object, ...]:
        return self.observation, self.subject, self.behaviour, self.modifiers

    def text(self, *more: str) -> str:
        """What was seen, how, and what was written about it."""
        words = self.behaviour
        if self.modifiers:
            words = f"{words} ({', '.join(self.modifiers)})".strip()
        said = "; ".join(dict.fromkeys(c for c in (*self.comments, *more) if c))
        return f"{words}: {said}" if words and said else words or said


@dataclass
class _Paired:
    """Events as notes, and which rows pair with nothing."""

    rows: list[Annotation] = field(default_factory=list)
    unended: list[int] = field(default_factory=list)
    unbegun: list[int] = field(default_factory=list)
    strange: list[int] = field(default_factory=list)


def looks_like_boris(path: Path) -> bool:
    """Tell by its top whether a table is a BORIS export."""
    return any(_is_top(row) for rows in cells_of(path, _TOP).sheets for row in rows)


def _is_top(row: Sequence[str]) -> bool:
    return headings_in(row) is not None or AGGREGATED_BARE.fits(row)


def project_problem(path: Path) -> Problem:
    """Say how the events of a BORIS project become a table that can be read."""
    message = "Filen er et BORIS-projekt, og det læser værktøjet ikke."
    hint = f"Åbn det i BORIS. {_EXPORT} Læg tabellen i mappen."
    return Problem(message, hint, path.name, code="boris_projekt")


def read_boris(path: Path) -> Annotated:
    """Read every event of a BORIS export.

    Parameters
    ----------
    path : Path
        Tabular or aggregated events of BORIS 7, 8 or 9; also saved again by a spreadsheet.

    Returns
    -------
    Annotated
        `lag` is the subject; `tekst` the behaviour, its modifiers in brackets, and what was
        written about it after a colon. Several observations are several films.

    Raises
    ------
    KitError
        Where the table is no BORIS export, or a time in it is no number.

    Notes
    -----
    The columns that name media files are never looked at.
    """
    events: list[_Event] = []
    left_out: dict[str, None] = {}
    strays: list[int] = []
    cells = cells_of(path)
    for sheet in cells.sheets:
        of_sheet, columns = _events(sheet)
        events += [e for e in of_sheet if e.behaviour or e.start]
        strays += [e.row for e in of_sheet if not e.behaviour and not e.start]
        left_out |= dict.fromkeys(columns)
    if not events:
        hint = f"Eksportér igen fra BORIS. {_EXPORT}"
        raise KitError(
            Problem("Filen er ikke en tabel fra BORIS.", hint, file=path.name, code="boris")
        )
    check_count(path, len(events))
    found, scaled = times_of(*([getattr(e, n) for e in events] for n in ("start", "stop", "rate")))
    bad = [e.row for e, times in zip(events, found, strict=True) if times is None]
    if bad:
        raise KitError(_no_number(bad).placed(file=path.name))
    paired = _paired(events, [times for times in found if times is not None])
    several = len({e.observation for e in events}) > 1
    rows = paired.rows if several else [r._replace(klip=None) for r in paired.rows]
    told = _problems(paired, scaled=scaled, left_out=[*left_out])
    return Annotated(rows, [*cells.told, *told, *_told_of(strays)])


def _told_of(strays: Sequence[int]) -> list[Problem]:
    message = "Rækken har hverken tid eller adfærd og er ikke med."
    return told_at(strays, message, "Slet den, eller skriv begge dele.", "boris_raekke")


def _events(rows: Sequence[Sequence[str]]) -> tuple[list[_Event], list[str]]:
    """Return a sheet's events, and headings of columns with words that are not read."""
    events: list[_Event] = []
    headings: Headings | None = None
    unread: dict[str, None] = {}
    observation = ""
    for number, row in enumerate(rows, start=1):
        found = headings_in(row)
        if found is not None:
            headings = found
        elif fold(row[0] if row else "") == "observation_id":
            # The block above a table of version 7; in a file of several it ends the one before.
            observation, headings = row[1].strip() if len(row) > 1 else "", None
        elif any(row):
            columns = headings or (AGGREGATED_BARE.at(row) if AGGREGATED_BARE.fits(row) else None)
            if columns is not None:
                events.append(_event(number, row, columns, observation))
                unread |= dict.fromkeys(columns.unread(row))
    return events, list(unread)


def _event(number: int, row: Sequence[str], columns: Headings, observation: str) -> _Event:
    def at(place: int | None) -> str:
        return row[place].strip() if place is not None and 0 <= place < len(row) else ""

    modifiers = [m.strip() for p in columns.modifiers for m in at(p).split("|")]
    return _Event(
        row=number,
        observation=at(columns.observation) or observation,
        subject=at(columns.subject),
        behaviour=at(columns.behaviour),
        modifiers=tuple(m for m in modifiers if m not in _NO_MODIFIER),
        status=at(columns.status).upper(),
        start=at(columns.start),
        stop=at(columns.stop),
        comments=tuple(c for p in columns.comments if (c := at(p))),
        rate=at(columns.rate),
        aggregated=columns.stop is not None,
    )


def _paired(
    events: Sequence[_Event], times: Sequence[tuple[float | None, float | None]]
) -> _Paired:
    """Join the START and the STOP of a state; an event without them is a point."""
    paired = _Paired()
    begun: dict[tuple[object, ...], list[tuple[int, _Event]]] = {}
    for event, (start, stop) in zip(events, times, strict=True):
        if event.status == "STOP" and begun.get(event.key):
            place, first = begun[event.key].pop(0)
            text = first.text(*event.comments)
            paired.rows[place] = paired.rows[place]._replace(slut=start, tekst=text)
            continue
        end = stop if event.aggregated else start
        if event.status == "START":
            begun.setdefault(event.key, []).append((len(paired.rows), event))
            end = None
        elif event.status == "STOP":
            # A STOP whose START was cut away tells at least when it ended.
            paired.unbegun.append(event.row)
        elif event.status == "STATE" and stop is None:
            paired.unended.append(event.row)
        elif event.status not in ("STATE", "POINT"):
            paired.strange.append(event.row)
        subject = None if event.subject in ("", _NOBODY) else event.subject
        klip = event.observation or None
        paired.rows.append(Annotation(start, end, subject, None, event.text(), klip))
    paired.unended += sorted(e.row for open_ones in begun.values() for _, e in open_ones)
    return paired


def _no_number(rows: Sequence[int]) -> ProblemReport:
    hint = "Skriv antal sekunder, fx 75.5."
    message = "Tiden er ikke et tal."
    return ProblemReport.of(told_at(rows, message, hint, "tid", level="fejl"))


def _problems(paired: _Paired, *, scaled: bool, left_out: Sequence[str]) -> list[Problem]:
    problems = [
        *told_at(
            paired.unended,
            "Det begyndte, men BORIS siger ikke, hvornår det sluttede. Noten står ved sin start.",
            "Sæt slut i BORIS, og eksportér igen.",
            "start_uden_slut",
        ),
        *told_at(
            paired.unbegun,
            "Det sluttede, men BORIS siger ikke, hvornår det begyndte. Noten står ved sin slut.",
            "Sæt start i BORIS, og eksportér igen.",
            "slut_uden_start",
        ),
        *told_at(
            paired.strange,
            "Rækken siger ikke START, STOP, STATE eller POINT. Noten står ved sin tid.",
            "Eksportér igen fra BORIS.",
            "boris_status",
        ),
    ]
    if scaled:
        message = "Excel har læst punktum som tusind. Tiderne er delt med 1000 igen."
        hint = "Tjek en af dem mod filmen, eller læg BORIS' egen fil i mappen."
        problems.append(Problem(message, hint, level="advarsel", code="boris_tusind"))
    if left_out:
        which = "Kolonnen" if len(left_out) == 1 else "Kolonnerne"
        problems.append(
            Problem(
                f"{which} {join(list(left_out))} hører ikke til noterne og er ikke med.",
                "Skriv det i kommentaren i BORIS, hvis det skal med.",
                level="advarsel",
                code="kolonne_ukendt",
            )
        )
    return problems
