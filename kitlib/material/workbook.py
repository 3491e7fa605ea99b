"""The workbook to fill in: what a team may write where, with lists to choose from.

Its headings are read back by `kitlib.reading`, its example rows are passed over, and its lists
lie on a sheet of their own, since a drop-down longer than 255 characters vanishes without a word.
The team's own words have the first columns there, whether there are any yet or not, so that
`kitlib.material.booklists` can write them anew when om.toml says others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from kitlib import look
from kitlib.about import About
from kitlib.columns import Column
from kitlib.instruments import Instrument
from kitlib.reading.example import EXAMPLE, guess
from kitlib.reading.raw import letter
from kitlib.texts import load
from kitlib.writing import replacing

__all__ = ["LAST", "LISTS", "OWN_WORDS", "write_own_workbook", "write_workbook"]

_ROWS = 500
LISTS = "Lister"
_NOT_IN_TITLES = frozenset("[]:*?/\\'")  # Excel's own signs
_DAYS = (date(2000, 1, 1), date(2100, 12, 31))  # those a note may be from
_CODE = 9  # characters; a CPR number has at least ten
_MOST = 255  # characters Excel shows of a message
_WIDTHS = {"tekst": 44, "dato": 13, "heltal": 14, "tal": 12, "ja_nej": 11, "sekunder": 10}
_LINE = 15  # points: a line of text in a cell
_LIST_WIDTH = 24
_WIDTH = 20  # of other kinds, and of the first column, where "Eksempel: " stands

# What a Column's kind alone cannot say: which columns hold the team's own words.
OWN_WORDS = {"situation": "day", "tema": "temaer", "hvem_saa": "roller"}

#: The last row a list of the team's own words may fill.
LAST = 201


@dataclass(frozen=True)
class _Table:
    """A sheet to fill in: its name, its columns in the order they stand, and how many show."""

    key: str
    title: str
    columns: tuple[Column, ...]
    shown: int


def write_workbook(
    path: Path, instruments: Sequence[Instrument], about: About, *, own: Path | None = None
) -> Path:
    """Write a team's workbook: a front sheet, and a sheet for every table of some instruments.

    Parameters
    ----------
    path : Path
        Where to; ends in .xlsx.
    instruments : sequence of Instrument
        Whose tables.
    about : About
        Its situations, themes and roles become lists to choose from.
    own : Path, optional
        A team's folder, whose own words in `tekster` go over the kit's.
    """
    words = load("projektmappe", own=own)
    ours = words["skrives_af_vaerktoejet"]
    tables = [
        _table(key, instrument.title(key), columns, words)
        for instrument in instruments
        for key, columns in {instrument.name: instrument.columns, **instrument.tables}.items()
        if key not in ours
    ]
    return _write(path, tables, about, words, "linjer")


def write_own_workbook(path: Path, instruments: Sequence[Instrument], about: About) -> Path:
    """Write the workbook of one employee's own citizens, person by person (ring mit)."""
    words = load("projektmappe")
    tables = [_table(i.name, i.title(i.name), i.own_columns, words) for i in instruments]
    return _write(path, tables, about, words, "egne_linjer")


def _table(key: str, title: str, columns: Sequence[Column], words: Mapping[str, Any]) -> _Table:
    """Put the columns that show first; the optional ones nobody asked for are folded away."""
    wanted = words["vises"].get(key, ())
    by_name = {c.name: c for c in columns}
    shown = [by_name[name] for name in wanted if name in by_name]
    shown += [c for c in columns if c.required and c not in shown]
    folded = [c for c in columns if c not in shown]
    fits = len(title) <= 31 and _NOT_IN_TITLES.isdisjoint(title)
    return _Table(key, title if fits else key, (*shown, *folded), len(shown))


def _write(
    path: Path, tables: Sequence[_Table], about: About, words: Mapping[str, Any], lines: str
) -> Path:
    import xlsxwriter

    # In memory, for the library cannot clean up after a disk that fills while it writes.
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": words["overskrift"], "author": "", "company": ""})
        looks = _Looks(book)
        _front(book, looks, words, words[lines])
        pages = [book.add_worksheet(table.title) for table in tables]
        lists = _Lists(book.add_worksheet(LISTS), looks, words["lister"], about)
        for page, table in zip(pages, tables, strict=True):
            example = words["eksempel"].get(table.key, {})
            spoken = replace(table, columns=tuple(_spoken(c, about) for c in table.columns))
            _sheet(page, looks, spoken, lists, about, example)
    with replacing(path) as temporary:
        temporary.write_bytes(made.getvalue())
    return path


class _Looks:
    """The formats of one workbook; a cell's own number format goes with its column's kind."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
        self._book, self._base = book, base | {"bottom": 1, "bottom_color": look.HAIR}
        self._made: dict[tuple[str, bool], Any] = {}
        paper = {"bg_color": look.FAINT, "bottom": 2, "bottom_color": look.INK}
        self.heading = book.add_format({**base, **paper, "bold": True, "valign": "vcenter"})
        self.title = book.add_format({**base, "bold": True, "font_size": 20, "valign": "vcenter"})
        self.number = book.add_format(
            {
                **base,
                "font_size": 13,
                "align": "right",
                "indent": 1,
                "valign": "vcenter",
                "font_color": look.QUIET,
            }
        )
        self.quiet = book.add_format({**base, "italic": True, "font_color": look.QUIET})
        self.line = book.add_format({**base, "font_size": 13, "valign": "vcenter"})

    def cell(self, column: Column, *, example: bool = False) -> Any:
        """Return the format of a column's cells; an example is grey."""
        # Typed as text, so that "007" keeps its zeros and 1:15 does not become a time of day.
        formats = {"dato": "dd-mm-yyyy", "heltal": "0", "tal": "General", "ja_nej": "General"}
        number = "General" if column.answers else formats.get(column.kind, "@")
        if (number, example) not in self._made:
            grey = {"font_color": look.QUIET, "italic": True} if example else {}
            style = {**self._base, "num_format": number, "align": "left", **grey}
            self._made[number, example] = self._book.add_format(style)
        return self._made[number, example]


@dataclass
class _Lists:
    """The sheet of lists: the team's own words first, then each list of answers, once."""

    page: Any
    looks: _Looks
    words: Mapping[str, Any]
    about: About
    _places: dict[tuple[Any, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.freeze_panes(1, 0)
        self.page.set_row(0, 34)
        for column, name in enumerate(OWN_WORDS.values()):
            self._write(column, self.words[name], getattr(self.about, name))
        self.page.write_string(0, len(OWN_WORDS), self.words["raad"], self.looks.quiet)
        self.page.set_column(len(OWN_WORDS), len(OWN_WORDS), 44)

    def own(self, column: str) -> str:
        """Return the formula that names a list of the team's own, as long as it is just now."""
        letters = letter(list(OWN_WORDS).index(column))
        filled = f"{LISTS}!${letters}$2:${letters}${LAST}"
        return f"=OFFSET({LISTS}!${letters}$2,0,0,MAX(1,COUNTA({filled})),1)"

    def place(self, entries: Sequence[Any], heading: str) -> str:
        """Return the formula that names a list of answers."""
        key = tuple(entries)
        if key not in self._places:
            column = len(OWN_WORDS) + 1 + len(self._places)
            self._write(column, heading, entries)
            letters = letter(column)
            self._places[key] = f"={LISTS}!${letters}$2:${letters}${len(entries) + 1}"
        return self._places[key]

    def _write(self, column: int, heading: str, entries: Sequence[Any]) -> None:
        self.page.set_column(column, column, _LIST_WIDTH)
        self.page.write_string(0, column, heading, self.looks.heading)
        for row, entry in enumerate(entries, start=1):
            self.page.write(row, column, entry)


# What those the data is about are called in a heading or an explanation written for children.
_CHILD = re.compile(r"\b(et barn|børnenes|børnene|børn|barnets|barnet|barn)\b", re.IGNORECASE)


def _spoken(column: Column, about: About) -> Column:
    """Return a column as this team speaks of its people: "Den unges egne ord"."""
    heading, doc = (
        about.persons.fill(_CHILD.sub(r"{\1}", text)) for text in (column.heading, column.doc)
    )
    return replace(column, label=heading, doc=doc)


def _front(book: Any, looks: _Looks, words: Mapping[str, Any], lines: Sequence[str]) -> None:
    page = book.add_worksheet(words["forside_navn"])
    page.hide_gridlines(2)
    page.set_column(0, 0, 6)
    page.set_column(1, 1, 96)
    page.set_row(0, 44)
    page.write_string(0, 1, words["overskrift"], looks.title)
    for row, line in enumerate(lines, start=1):
        page.set_row(row, 36)
        page.write_number(row, 0, row, looks.number)
        page.write_string(row, 1, line, looks.line)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)


def _sheet(
    page: Any,
    looks: _Looks,
    table: _Table,
    lists: _Lists,
    about: About,
    example: Mapping[str, Any],
) -> None:
    page.freeze_panes(1, 0)
    page.set_row(0, 34)
    page.outline_settings(symbols_right=False)
    lines = 1
    for j, column in enumerate(table.columns):
        folded = j >= table.shown
        narrow = j == 0 or column.name in OWN_WORDS or _entries(column)
        width = _WIDTH if narrow else _WIDTHS.get(column.kind, _WIDTH)
        fold = {"level": 1, "hidden": True} if folded else {}
        if j == table.shown - 1 < len(table.columns) - 1:
            fold = {"collapsed": True}  # the plus stands over it
        page.set_column(j, j, width, None, fold)
        page.write_string(0, j, column.heading, looks.heading)
        page.write_comment(0, j, _explain(column), {"author": "", "x_scale": 2, "y_scale": 1.2})
        told = example.get(column.name, guess(column))
        told = f"{EXAMPLE}{told}" if j == 0 else told
        if told is not None:
            page.write(1, j, told, looks.cell(column, example=True))
            if not folded:
                lines = max(lines, -(-len(str(told)) // width))
        for row in range(2, _ROWS + 2):
            page.write_blank(row, j, None, looks.cell(column))
        for rule in _rules(column, lists):
            page.data_validation(2, j, _ROWS + 1, j, rule)
    # Not every program makes a row as tall as its text when a file is opened.
    page.set_row(1, _LINE * lines + 4)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _rules(column: Column, lists: _Lists) -> Iterator[dict[str, Any]]:
    """Return what Excel should check of a column's cells, with what it says in Danish."""
    entries = _entries(column)
    if entries:
        place = lists.place(entries, column.heading)
        yield _told(column, {"validate": "list", "source": place})
    elif column.name in OWN_WORDS:
        # A list to choose from, and room for a word that is not on it.
        rule = {"validate": "list", "source": lists.own(column.name), "show_error": False}
        yield _told(column, rule)
    elif column.kind == "dato":
        low, high = _DAYS
        rule = {"validate": "date", "criteria": "between", "minimum": low, "maximum": high}
        yield _told(column, rule)
    elif column.kind in ("heltal", "tal") and column.low is not None:
        kind = "integer" if column.kind == "heltal" else "decimal"
        if column.high is None:
            yield _told(column, {"validate": kind, "criteria": ">=", "value": column.low})
        else:
            rule = {"criteria": "between", "minimum": column.low, "maximum": column.high}
            yield _told(column, {"validate": kind, **rule})
    elif column.kind == "kode":
        rule = {"validate": "length", "criteria": "<=", "value": _CODE, "error_type": "warning"}
        yield _told(
            column,
            rule,
            "Det er langt for en kode. Skriv en kode som B07, aldrig et navn eller et CPR-nummer.",
        )


def _entries(column: Column) -> tuple[Any, ...]:
    """Return the answers a column's list holds, in the order they are declared."""
    if column.kind == "ja_nej":
        return ("ja", "nej")
    if column.allowed:
        return column.allowed
    if column.kind != "heltal":
        return ()
    words = {value: word for word, value in reversed(column.answers)}
    # "4: ..." may as well be written 4.
    numbers = [value for value, word in words.items() if word.startswith(f"{value}:")]
    return (*dict.fromkeys(words[v] for _, v in column.answers), *sorted(numbers))


def _told(column: Column, rule: dict[str, Any], message: str = "") -> dict[str, Any]:
    allowed = column.allowed_text
    if (column.kind == "heltal" and column.answers) or len(allowed) > _MOST:
        allowed = "Vælg et af svarene på listen. Tryk på den lille pil i cellen."
    return {"error_title": "Det passer ikke", "error_message": message or allowed, **rule}


def _explain(column: Column) -> str:
    need = "Skal udfyldes." if column.required else "Kan stå tom."
    return f"{column.doc} {column.allowed_text} {need}"
