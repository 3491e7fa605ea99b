"""Reading one's own WHO-5 file: the coding must be declared, and only self-report is taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, SupportsIndex

from kitlib.about import About
from kitlib.columns import Column, fold
from kitlib.instruments.who5.columns import ITEMS, YOUNGEST, columns_for
from kitlib.instruments.who5.evidence import coding_of, contradicted_by
from kitlib.instruments.who5.scores import recode
from kitlib.instruments.who5.wide import OneTime, only_numbered, times_in
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.reading.names import Names
    from kitlib.reading.opened import Opened

Synonyms = Mapping[str, list[str]] | None

__all__ = ["columns_written", "prepare_own"]

_SCORE = re.compile(
    r"(?:.+_)?(?:sum|total|i_alt|indeks|index|score|point|procent|pct)(?:_.+)?|who_?5"
)
_ONLY_SCORES = "Her står kun færdige tal og ikke de fem svar, så ingen rækker er læst."
_WRITE_ANSWERS = (
    "Skriv de fem svar i kolonnerne q1 til q5. Et tal, der er regnet ud, kan ikke tjekkes."
)
_OWN_SCORES = "Værktøjet regner selv tallet ud af de fem svar, så kolonnen er ikke med."
_MAY_STAY = "Den kan blive stående."
_TO_INDEX = 4  # points of the index a point of the sum
_OFF = Problem(
    "Tallet passer ikke til de fem svar i rækken. Det er svarene, der gælder.",
    "Tjek, at svarene er skrevet rigtigt.",
    level="advarsel",
    code="who5_tal_passer_ikke",
)
_WIDE = Problem(
    "Filen har en persons målinger ved siden af hinanden.",
    "Skriv i den i regneark.",
    code="eget_bred",
)
_PROXY = "Skriv kun svar, personen selv har givet. Kan de ikke selv svare, så brug noter i stedet."


def prepare_own(
    path: Path,
    about: About,
    sheet: str | None = None,
    synonyms: Mapping[str, list[str]] | None = None,
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read one's own WHO-5 file with the items brought to 0-5.

    Parameters
    ----------
    path : Path
        The table file.
    about : About
        `who5_kodning` says how numbers are written; `who5_hvem` who answers.
    sheet : str, optional
        Sheet of a workbook.
    synonyms : mapping, optional
        The user's own headings.

    Returns
    -------
    (DataFrame or None, list of Problem)
        None where the whole file is refused. Rows answered by others than the person, or about
        someone too young, are left out and reported.
    """
    from kitlib.reading import open_table
    from kitlib.reading.names import Names

    refused = refused_people(about)
    if refused is not None:
        return None, [refused]
    table = open_table(path, sheet)
    names = Names.of(columns_for("0-5"), synonyms)
    wide = times_in(table, names)
    coding = _not_known(table, wide, names) or _coding(table, wide, about, synonyms)
    if isinstance(coding, Problem):
        return None, [coding]
    columns = tuple(_any_answer(c) for c in columns_for(coding))
    frame, problems = _read(table, wide, columns, synonyms)
    if frame is None:
        return None, problems
    frame, problems = _summed(frame, problems)
    if frame is None:
        return None, problems
    frame, problems = _unanswered(frame, problems, Names.of(columns, synonyms))
    frame = recode(frame, coding)
    wrong, told = _against_scores(table, frame, coding, problems) if not wide else (False, [])
    if wrong:
        return None, told
    frame, refused_rows = _self_report(frame)
    return frame, problems + told + refused_rows


def columns_written(
    path: Path, about: About, sheet: str | None, synonyms: Mapping[str, list[str]]
) -> tuple[Column, ...]:
    """Return the columns as this file writes its answers: from 0 to 5, or from 1 to 6.

    Raises
    ------
    KitError
        Where it cannot be seen, WHO-5 does not belong there, or one row holds several
        measurements.
    """
    from kitlib.reading import open_table
    from kitlib.reading.names import Names

    table = open_table(path, sheet)
    names = Names.of(columns_for("0-5"), synonyms)
    wide = times_in(table, names)
    refused = refused_people(about) or _not_known(table, wide, names)
    found = refused or (_WIDE if wide else _coding(table, {}, about, synonyms))
    if isinstance(found, Problem):
        raise KitError(found)
    return columns_for(found)


def _not_known(table: Opened, wide: Mapping[str, OneTime], names: Names) -> Problem | None:
    return None if wide else only_numbered(table, names)


def _coding(
    table: Opened, wide: Mapping[str, OneTime], about: About, synonyms: Synonyms
) -> str | Problem:
    # Answers are looked at before any is taken as a score, so the items are read as text.
    asked = tuple(_as_text(c) for c in columns_for("0-5") if c.name in ITEMS)
    parts = [_frame_of(t, asked, synonyms) for t in wide.values() or [table]]
    return coding_of(_below(parts), about.who5_kodning)


def _frame_of(
    table: Opened | OneTime, columns: tuple[Column, ...], synonyms: Synonyms
) -> pd.DataFrame | None:
    from kitlib.reading import read_columns

    return read_columns(table, columns, synonyms=synonyms).frame  # type: ignore[arg-type]


def _below(parts: Sequence[pd.DataFrame | None]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([p for p in parts if p is not None] or [pd.DataFrame()])


def _read(
    table: Opened,
    wide: Mapping[str, OneTime],
    columns: tuple[Column, ...],
    synonyms: Synonyms,
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read a table, a wide one time by time."""
    from kitlib.reading import read_columns

    if not wide:
        reading = read_columns(table, columns, synonyms=synonyms)
        return reading.frame, list(reading.problems)
    problems: dict[Problem, None] = {}
    parts = []
    others = tuple(c for c in columns if c.name != "tidspunkt")
    for time, one in wide.items():
        found = read_columns(one, others, synonyms=synonyms)  # type: ignore[arg-type]
        problems |= dict.fromkeys(found.problems)
        if found.frame is not None:
            # Who has not answered yet at this time has no row.
            part = found.frame[found.frame[list(ITEMS)].notna().any(axis=1)]
            parts.append(part.assign(tidspunkt=time).astype({"tidspunkt": "string"}))
    if not parts:
        return None, list(problems)
    order = [c.name for c in columns]
    return _below(parts)[order], list(problems)


def _summed(
    frame: pd.DataFrame, problems: list[Problem]
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Say of a column with a score already made that it is made of the answers alone."""
    made = [
        p for p in problems if p.code == "kolonne_ukendt" and _SCORE.fullmatch(fold(p.column or ""))
    ]
    if not made:
        return frame, problems
    others = [p for p in problems if p not in made]
    if frame[list(ITEMS)].isna().all(axis=None):
        told = replace(
            made[0], message=_ONLY_SCORES, hint=_WRITE_ANSWERS, level="fejl", code="who5_kun_tal"
        )
        return None, [*others, told]
    return frame, [*others, *(replace(p, message=_OWN_SCORES, hint=_MAY_STAY) for p in made)]


def _against_scores(
    table: Opened, frame: pd.DataFrame, coding: str, problems: Sequence[Problem]
) -> tuple[bool, list[Problem]]:
    """Hold the answers against scores somebody has made of them, where the file has any.

    Returns
    -------
    (bool, list of Problem)
        Whether the scores say that the answers are written in the other way; and what is told.
    """
    from kitlib.reading import read_columns

    given = [p.column for p in problems if p.message == _OWN_SCORES and p.column]
    items = frame[list(ITEMS)]
    sums = items.sum(axis=1)[items.notna().all(axis=1)]
    told: list[Problem] = []
    for heading in given:
        column = Column("tal", "tal", "Det, der er regnet ud.", synonyms=(heading,))
        read = read_columns(table, (column,)).frame
        if read is None:
            continue
        made = read["tal"].reindex(sums.index).dropna().astype(float)
        own = sums[made.index].astype(float)
        # A sum may be of the numbers as they are written.
        raw = own + (len(ITEMS) if coding == "1-6" else 0)
        off = made[~(made.eq(own) | made.eq(own * _TO_INDEX) | made.eq(raw))]
        if off.empty:
            continue
        other = own + (len(ITEMS) if coding == "1-6" else -len(ITEMS))
        if len(off) == len(made) and (made.eq(other) | made.eq(other * _TO_INDEX)).all():
            return True, [contradicted_by(heading, coding)]
        told.append(replace(_OFF, column=heading).on(off.index))
    return False, told


def _unanswered(
    frame: pd.DataFrame, problems: list[Problem], names: Names
) -> tuple[pd.DataFrame, list[Problem]]:
    """Tell a row none of whose answers can be read once, and not once for each of them."""
    items: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.code == "celle" and problem.row and names.match(problem.column or "") in ITEMS:
            items.setdefault(problem.row, []).append(problem)
    rows = {row for row, found in items.items() if len(found) == len(ITEMS)}
    if not rows:
        return frame, problems
    gone = {id(p) for row in rows for p in items[row]}
    told = [_no_answers(items[row][0]) for row in sorted(rows)]
    return frame[~frame.index.isin(rows)], [p for p in problems if id(p) not in gone] + told


def _no_answers(one: Problem) -> Problem:
    message = "Ingen af de fem svar kan læses, så rækken er ikke med."
    hint = "Skriv svarene, eller lad cellerne stå tomme."
    return replace(one, message=message, hint=hint, column=None, code="who5_ingen_svar")


def refused_people(about: About) -> Problem | None:
    """Return why WHO-5 may not be used for those om.toml names, or None."""
    for problem in about.problems:
        if problem.code in ("who5_personale", "who5_boern"):
            return Problem(problem.message, problem.hint, code=problem.code)
    if about.type == "dagtilbud":
        return Problem(
            "WHO-5 besvares af personen selv og er ikke til små børn.",
            f"Børn svarer selv fra omkring {YOUNGEST} år. I et dagtilbud er der ingen at spørge.",
            code="who5_boern",
        )
    return None


def _as_text(column: Column) -> Column:
    return replace(column, kind="tekst", low=None, high=None, answers=())


def _any_answer(column: Column) -> Column:
    """Let any answer to who answered through, so that a proxy gets its own message."""
    return replace(column, allowed=()) if column.name == "hvem_svarer" else column


def _self_report(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    import pandas as pd

    problems: list[Problem] = []
    out = pd.Series(False, index=frame.index)
    if "hvem_svarer" in frame:
        who = frame["hvem_svarer"].dropna()
        proxy = who.index[[fold(str(w)) != "selv" for w in who]]
        problems += [
            Problem(
                "Svaret er givet af en anden end personen selv, så rækken er ikke med.",
                _PROXY,
                row=_row(label),
                column="hvem_svarer",
                code="who5_andre_svarer",
            )
            for label in proxy
        ]
        out |= out.index.isin(proxy)
    if "alder" in frame:
        young = frame.index[frame["alder"].lt(YOUNGEST).fillna(False).astype(bool)]
        problems += [
            Problem(
                f"WHO-5 er ikke til børn under omkring {YOUNGEST} år, så rækken er ikke med.",
                "Brug noter og barnets egne ord i stedet.",
                row=_row(label),
                column="alder",
                code="who5_for_ung",
            )
            for label in young
        ]
        out |= out.index.isin(young)
    return frame[~out], problems


def _row(label: object) -> int | None:
    """The frame's index is the row as the spreadsheet numbers it."""
    return int(label) if isinstance(label, SupportsIndex) else None
