"""Tables as people leave them, cell by cell with what each of them means.

A cell is what was written and what must come out. `NOTHING` must come out blank and untold;
`TOLD` has no value, so it must be told; a pair of an answer and `DOUBT` may come out so or be told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from kitlib.columns import Column
from kitlib.problems import Problem

COLUMNS = (
    Column("dato", "dato", "Dagen.", unit="dag", required=True),
    Column("observation", "tekst", "Det, der blev set.", required=True),
    Column("barn", "kode", "Kode."),
    Column("sammen_med", "koder", "Koder."),
    Column("antal", "heltal", "Hvor mange."),
    Column("andel", "tal", "Et tal."),
    Column("start", "sekunder", "Hvor i filmen."),
    Column("maa_vises", "ja_nej", "Om den må vises."),
)
HEADS = [c.name for c in COLUMNS]
NOTHING, TOLD = "<intet>", "<fortalt>"
#: Numbers are written so: between thousands, and before decimals.
STYLES = {"dansk": (".", ","), "engelsk": (",", "."), "mellemrum": (" ", ",")}
#: Letters that tell a file's encoding, as any real file has somewhere.
WITNESS = "Åse så på æblerne, før øen fór forbi"


@dataclass(frozen=True)
class Cell:
    """What was written, and what it means."""

    written: str
    means: Any


BLANK = st.sampled_from([Cell(w, NOTHING) for w in ("", "", "", " ", "\u00a0", " \t", "\u200b")])

_DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))
_MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
_FORMS = [
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}.{d.month}.{d:%y}",
    lambda d: f"{d.day}/{d.month} {d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.isoformat()} 14:30:00",
    lambda d: f"{d:%d-%m-%Y} 14.30",
    lambda d: f"{d.day}. {_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"d. {d.day}. {_MONTHS[d.month - 1][:3]}. {d.year}",
    lambda d: f" {d:%d-%m-%Y}\u00a0",
]
DAYS = st.one_of(
    *[st.builds(lambda d, form: Cell(form(d), d), _DAYS, st.sampled_from(_FORMS))] * 9,
    st.sampled_from([Cell(w, TOLD) for w in ("i går", "32-1-2026", "uge 9", "2/11", "", " ")]),
)

_WORDS = [
    "tog støvler på",
    "siger: jeg vil selv",
    "ja; og nej, tak",
    'sagde "hej"',
    "to\nlinjer",
    "NA",
    "null",
    "nan",
    "None",
    "-",
    "=1+1",
    "1.000",
    "1,5",
    "007",
    "3-3-2026",
    "TRUE",
    "#freja",
    "'citat'",
    "5 %",
    "a\tb",
    "x  y",
    "Kilde",
    "æ ø å Æ Ø Å",
    "é og “sådan”",
    '"',
    "slut\\",
    "0",
    "lang " * 40 + "note",
    ";",
    ",",
    "|",
    "dato",
    "i alt var vi fem",
    "Eksempler på leg",
    "#N/A her",
]
WORDS = st.sampled_from([Cell(w, w.strip()) for w in _WORDS])
CODES = st.one_of(
    BLANK,
    st.sampled_from(
        [
            *(Cell(w, w.strip()) for w in ("B07", "u04", " B12 ", "007", "7", "U-4", "10")),
            *(Cell("B07;", "B07"), Cell("010203-1234", TOLD), Cell("B07, B12", TOLD)),
        ]
    ),
)
LISTS = st.one_of(
    BLANK,
    st.sampled_from(
        [
            Cell(w, "B03, B12")
            for w in ("B03, B12", "B03;B12", "B03 og B12", "B03/B12", "B03 B12", "B03,B12,B03")
        ]
    ),
)
ANSWERS = st.one_of(
    BLANK,
    st.sampled_from(
        [
            *(Cell(w, True) for w in ("ja", "Ja", "JA.", "x", "1", "sand", "TRUE")),
            *(Cell(w, False) for w in ("nej", "NEJ", "0", "Falsk")),
            *(Cell(w, TOLD) for w in ("måske", "2")),
        ]
    ),
)


def number(value: float, style: str, *, apart: bool) -> str:
    """Write a number in a style, with or without a sign between its thousands."""
    thousands, point = STYLES[style]
    text = f"{value:,}" if apart else f"{value}"
    return text.replace(",", "t").replace(".", point).replace("t", thousands)


def _numbers(values: Any, style: str, told: Any) -> Any:
    some = st.builds(lambda v, apart: Cell(number(v, style, apart=apart), v), values, st.booleans())
    return st.one_of(BLANK, some, some, some, st.sampled_from([Cell(w, TOLD) for w in told]))


WHOLE = st.one_of(st.integers(0, 40), st.integers(-5, 2_000_000))
PARTS = st.one_of(
    WHOLE.map(float).map(int),
    st.integers(1, 99_999).map(lambda n: n / 100 + 0.5 if n % 100 == 50 else n / 100),
    st.integers(0, 999).map(lambda n: n / 1000),
)


def row(style: str) -> Any:
    """Return rows of cells in the order of `COLUMNS`."""
    point = STYLES[style][1]
    times = [Cell("1:15", 75.0), Cell("0:21", 21.0), Cell("1:02:05", 3725.0), Cell("75", 75.0)]
    times += [Cell(f"75{point}5", 75.5)] if point == "," else []
    times += [Cell("1 min 15 s", 75.0), Cell("snart", TOLD), Cell("-3", TOLD)]
    return st.tuples(
        DAYS,
        WORDS,
        CODES,
        LISTS,
        _numbers(WHOLE, style, ["3 gange", "ca. 5", f"2{point}5"]),
        _numbers(PARTS, style, ["4,8 pct.", "en halv"]),
        st.one_of(BLANK, st.sampled_from(times)),
        ANSWERS,
    )


DRESSED = [
    *("{}", "{}", "{}", "{} ", "\ufeff{}", "{} *", "{}:", "{} (se vejledning)", "\u200b{}"),
    *("{}\n(dag, måned)", "{} [enhed]"),
]


@dataclass(frozen=True)
class Table:
    """A table as lines of cells, and what each of them means.

    Parameters
    ----------
    lines : list of list of str
        As they are written.
    head : int
        The line of headings, from 0.
    names : list of str or None
        The column each heading stands for.
    rows : dict
        The rows below, by number.
    told : list of int
        Rows that are no notes, and must be told.
    more : dict
        Rows of one more table below; each is read as it is or told.
    """

    lines: list[list[str]]
    head: int
    names: list[str | None]
    rows: dict[int, dict[str, Cell]]
    told: list[int]
    more: dict[int, dict[str, Cell]]


@st.composite
def tables(draw: Any, style: str) -> Table:
    """Return a table with what people put around and into one."""
    order = draw(st.permutations(range(len(HEADS))))
    names: list[str | None] = [HEADS[i] for i in order]
    heads = [_dressed(draw, HEADS[i]) for i in order]
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(1, len(names)))
        names.insert(place, None)
        heads.insert(place, draw(st.sampled_from(["", "", "vejr", "Vores eget"])))
    lines: list[list[str]] = []
    for _ in range(draw(st.integers(0, 2))):
        lines.append(draw(st.sampled_from([["Vores noter"], ["Uge 9, stuen Sol"], [], ["", " "]])))
    head = len(lines)
    lines.append(heads)
    rows: dict[int, dict[str, Cell]] = {}
    told: list[int] = []
    more: dict[int, dict[str, Cell]] = {}
    some = draw(st.lists(row(style), min_size=1, max_size=6))
    some.insert(draw(st.integers(0, len(some))), _witness(style))
    for cells in some:
        by_name = {HEADS[i]: cells[i] for i in range(len(HEADS))}
        rows[len(lines) + 1] = by_name
        lines.append(["" if n is None else by_name[n].written for n in names])
        if draw(st.integers(0, 4)) == 0:
            lines.append(draw(st.sampled_from([[], [" ", "\u00a0"], [""] * len(names)])))
    if draw(st.integers(0, 3)) == 0:
        again = draw(st.permutations(range(len(HEADS))))
        lines += [[], [HEADS[i] for i in again]]
        for cells in draw(st.lists(row(style), min_size=1, max_size=3)):
            more[len(lines) + 1] = dict(zip(HEADS, cells, strict=True))
            lines.append([cells[i].written for i in again])
    if draw(st.integers(0, 2)) == 0:
        lines.append([])
        told.append(len(lines) + 1)
        lines.append([draw(st.sampled_from(["Kilde: egne noter", "I alt", "Noter fra uge 9"]))])
    return Table(lines, head, names, rows, told, more)


def _witness(style: str) -> tuple[Cell, ...]:
    """Return the row that tells how a file is written: its letters, days and numbers."""
    blank = Cell("", NOTHING)
    numbers = [Cell(number(v, style, apart=True), v) for v in (1_234_567, 12.5)]
    day = Cell("25-12-2025", date(2025, 12, 25))
    return (day, Cell(WITNESS, WITNESS), blank, blank, *numbers, blank, blank)


def _dressed(draw: Any, name: str) -> str:
    heading = draw(st.sampled_from(DRESSED)).format(name)
    if draw(st.integers(0, 5)) == 0:
        heading = heading.replace("_", draw(st.sampled_from([" ", "\n", "-", "\u00a0", "  "])))
    return heading.upper() if draw(st.integers(0, 5)) == 0 else heading


def in_encoding(table: Table, encoding: str) -> Table:
    """Return a table without what an old encoding has no sign for: no program could write it so."""

    def kept(text: Any) -> Any:
        return text.encode(encoding, "ignore").decode(encoding) if isinstance(text, str) else text

    def cell(old: Cell) -> Cell:
        means = old.means
        return Cell(kept(old.written), kept(means).strip() if isinstance(means, str) else means)

    lines = [[kept(text) for text in line] for line in table.lines]
    rows = {at: {name: cell(c) for name, c in cells.items()} for at, cells in table.rows.items()}
    more = {at: {name: cell(c) for name, c in cells.items()} for at, cells in table.more.items()}
    return replace(table, lines=lines, rows=rows, more=more)


def told_of(problems: Any) -> set[tuple[int, str]]:
    """Return every row told of with its column as declared, "" where none was named."""
    return {
        (place, p.column or "")
        for p in problems
        for place in (p.rows or ((p.row,) if p.row else ()))
    }


def check(table: Table, frame: pd.DataFrame, problems: list[Problem]) -> None:
    """Hold what came out against what was meant, every cell of it."""
    told = told_of(problems)
    rows = {place for place, _ in told}
    headings = dict(zip(table.names, table.lines[table.head], strict=True))
    for place in table.told:
        assert place in rows, f"row {place} is lost"
        assert place not in frame.index
    for place, cells in table.rows.items():
        required = [cells[c.name].means for c in COLUMNS if c.required]
        if TOLD in required or NOTHING in required:
            assert place in rows and place not in frame.index, f"row {place}"
            continue
        assert place in frame.index, f"row {place} is lost: {cells}"
        for name, cell in cells.items():
            got = frame.loc[place, name]
            where = f"{name} in row {place}: {cell.written!r} came out as {got!r}"
            if cell.means in (TOLD, NOTHING) and isinstance(cell.means, str):
                assert pd.isna(got), where
                said = any(r == place and _same(c, headings[name]) for r, c in told)
                assert said == (cell.means == TOLD), where
            elif isinstance(cell.means, date):
                assert not pd.isna(got) and got.date() == cell.means, where
            else:
                assert not pd.isna(got) and got == cell.means, where
    for place in table.more:
        assert place in rows or place in frame.index, f"row {place} of the second table is lost"
    strangers = set(frame.index) - set(table.rows)
    for place in strangers:
        cells = table.more[place]  # a row from nowhere has none
        assert frame.loc[place, "observation"] == cells["observation"].means
        assert frame.loc[place, "dato"].date() == cells["dato"].means


def _same(column: str, heading: str) -> bool:
    one, other = ("".join(filter(str.isalnum, text)) for text in (column, heading))
    return one == other
