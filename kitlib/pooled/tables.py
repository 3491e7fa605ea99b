"""A release as a workbook with notes, as tidy CSV, and described column by column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kitlib import writing
from kitlib.dansk import long_date
from kitlib.pooled.layout import caveat_of, laid_out, mark_of, title_of
from kitlib.privacy.release import Gate, SafeTable
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "csv_bytes", "description", "tidy", "workbook_bytes"]

#: Each column of the tidy table, and what it is.
COLUMNS = {
    "tabel": "Hvilken tabel rækken hører til.",
    "periode": "Halvåret: '2026 H1' er 1. halvår 2026. 'I alt' er dem alle lagt sammen; tomt er "
    "dem, der ikke har en dato.",
    "distrikt": "Distriktet. 'I alt' er alle distrikter.",
    "type": "Slags enhed. 'I alt' er alle slags.",
    "a": "Det, rækken tæller, fx en retning. 'I alt' er alle.",
    "b": "Den anden inddeling, hvor der er en. 'I alt' er alle; tomt, hvor der ingen er.",
    "n": "Hvor mange. Tomt, hvor tallet ikke er vist.",
    "status": "'vist', 'få' (under det, der vises) eller 'skjult'.",
    "metode": "'noegle': tallet er flyttet lidt. 'skjul': tallet er præcist, og nogle er skjult.",
    "flyttet": "For det meste er tallet flyttet mindre end det. 0, hvor det ikke er flyttet.",
}


def tidy(gate: Gate) -> pd.DataFrame:
    """Return every published cell: one column each of `COLUMNS`; `n` is Int64."""
    import pandas as pd

    parts = []
    for table in gate.tables:
        off = [math.ceil(table.spread * times**0.5) for times in _times(table)]
        public = table.series.assign(tabel=table.words.name, metode=gate.method, flyttet=off)
        for name in ("distrikt", "type"):
            if name not in public:
                public[name] = TOTAL
            public[name] = public[name].replace("", TOTAL)
        if "b" not in public:
            public["b"] = ""
        parts.append(public[list(COLUMNS)])
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(parts, ignore_index=True)


def _times(table: SafeTable) -> list[int]:
    """How many moved numbers each number is of: half-years, and cells of a row or column."""
    many = {TOTAL: max(1, len(table.periods))}
    rows = table.series
    times = [many.get(period, 1) for period in rows["periode"]]
    if "b" not in rows:
        return times
    a, b = (rows[name].nunique() - 1 for name in ("a", "b"))
    cells = {(True, False): a, (False, True): b}
    ends = zip(rows["a"] == TOTAL, rows["b"] == TOTAL, strict=True)
    return [n * cells.get(end, 1) for n, end in zip(times, ends, strict=True)]


def csv_bytes(gate: Gate) -> bytes:
    """Return the tidy table as CSV a Danish spreadsheet opens without being asked."""
    return writing.csv_bytes(tidy(gate))


def workbook_bytes(
    gate: Gate,
    *,
    title: str,
    coverage: str,
    cannot: Sequence[str],
    learning: str,
    day: date,
    protected: str,
    footer: str = "",
) -> bytes:
    """Return the workbook: a sheet of notes, then a sheet a table; hidden is hatched and said.

    Parameters
    ----------
    footer : str
        What stands on every sheet, also one that is printed alone; empty where there is nothing.
    """
    import xlsxwriter

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    # Nobody's name, no program, and no clock: what a file tells of who made it is told by nobody.
    blank = {"author": "", "company": "", "manager": "", "comments": "", "keywords": ""}
    made = datetime(day.year, day.month, day.day)
    book.set_properties({**blank, "title": title, "created": made})
    styles = {
        "h": book.add_format({"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"}),
        "b": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "c": book.add_format(
            {
                "bold": True,
                "bottom": 1,
                "text_wrap": True,
                "valign": "bottom",
                "align": "right",
                "indent": 1,
            }
        ),
        "t": book.add_format({"text_wrap": True, "valign": "top"}),
        "s": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "m": book.add_format(
            {"bold": True, "num_format": "#,##0", "valign": "top", "align": "right", "indent": 1}
        ),
        "q0": book.add_format({"valign": "top", "font_color": "#67635B"}),
        "n": book.add_format(
            {"num_format": "#,##0", "valign": "top", "align": "right", "indent": 1}
        ),
        "w": book.add_format(
            {"valign": "top", "align": "right", "indent": 1, "font_color": "#67635B"}
        ),
        "x": book.add_format(
            {"pattern": 14, "fg_color": "#A9A393", "align": "right", "valign": "top", "indent": 1}
        ),
        "q": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#67635B"}),
    }
    _notes(
        book=book,
        styles=styles,
        gate=gate,
        title=title,
        coverage=coverage,
        cannot=cannot,
        learning=learning,
        day=day,
        protected=protected,
        footer=footer,
    )
    for place, table in enumerate(gate.tables, start=1):
        _sheet(book, styles, table, f"Tabel {place}", (coverage, learning, footer))
    book.close()
    return buffer.getvalue()


def _page(book: Any, name: str, widths: Sequence[int]) -> Any:
    page = book.add_worksheet(name)
    page.hide_gridlines(2)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(0.7, 0.7, 0.7, 0.7)
    return page


def _notes(
    book: Any,
    styles: dict[str, Any],
    gate: Gate,
    title: str,
    coverage: str,
    cannot: Sequence[str],
    learning: str,
    day: date,
    protected: str,
    footer: str,
) -> None:
    page = _page(book, "Læs først", (78,))
    lines: list[tuple[str, str]] = [
        (title, "h"),
        (f"Lavet {long_date(day)}.", "q"),
        (coverage, "t"),
        (learning, "t"),
        *([(footer, "s")] if footer else []),
        ("", "t"),
        ("Arkene", "b"),
    ]
    lines += [(f"Tabel {i}: {t.words.kort}", "t") for i, t in enumerate(gate.tables, start=1)]
    lines += [("", "t"), ("Sådan er tallene beskyttet", "b"), (protected, "t")]
    for mean in gate.means:
        from kitlib.pooled.figures import mean_view

        view = mean_view(mean, caveat="")
        lines += [("", "t"), (view.question, "b"), (view.sentence, "t"), (view.caveat, "q")]
    lines += [("", "t"), ("Hvad tallene ikke kan", "b"), *((line, "t") for line in cannot)]
    for row, (text, style) in enumerate(lines):
        page.write_string(row, 0, text, styles[style])
        # Only some programs grow a row with its text by themselves.
        page.set_row(row, 22 if style == "h" else 15.5 * max(1, -(-len(text) // 76)))


def _narrowest(heading: str) -> int:
    """How wide a column is in which no word of a heading is broken; it is in bold."""
    return math.ceil(1.15 * max(map(len, heading.split()), default=0)) + 1


def _sheet(
    book: Any, styles: dict[str, Any], table: SafeTable, name: str, said: Sequence[str]
) -> None:
    laid = laid_out(table.public, table.words, mark_of(table))
    even = max(13, min(24, 72 // len(laid.heads)))
    widths = (30, *(max(even, _narrowest(head)) for head in laid.heads))
    page = _page(book, name, widths)
    if sum(widths) > 90:
        page.set_landscape()
    # Long lines stay within what one sees at once, however many columns the table has.
    last = next(i for i in range(len(widths)) if i + 1 == len(widths) or sum(widths[: i + 1]) > 90)
    wide = sum(widths[: last + 1])
    top = [(title_of(table), "h"), (caveat_of(table), "q"), *((s, "q") for s in said if s)]
    for row, (text, style) in enumerate(top):
        page.merge_range(row, 0, row, last, text, styles[style])
        size = 22 if style == "h" else 15.5
        page.set_row(row, size * max(1, -(-len(text) * (1.5 if style == "h" else 1.1) // wide)))
    first = len(top) + 1
    if laid.above:
        page.write_string(first, 1, laid.above, styles["q0"])
        first += 1
    for place, head in enumerate((laid.corner, *laid.heads)):
        page.write_string(first, place, head, styles["b" if place == 0 else "c"])
    headed = zip((laid.corner, *laid.heads), widths, strict=True)
    lines = max(-(-len(head) * 1.3 // width) for head, width in headed)
    page.set_row(first, 15.5 * max(1, lines))
    page.freeze_panes(first + 1, 1)
    page.repeat_rows(first)
    names = [label for label, _ in laid.rows]
    for row, (label, numbers) in enumerate(laid.rows, start=first + 1):
        above = label == names[-1] or any(other.startswith(f"{label}, ") for other in names)
        page.write_string(row, 0, label, styles["s" if above else "t"])
        for place, n in enumerate(numbers, start=1):
            if n is None:
                page.write_string(
                    row, place, laid.mark, styles["x" if laid.mark == HIDDEN else "w"]
                )
            else:
                page.write_number(row, place, n, styles["m" if above else "n"])


def description(
    gate: Gate, *, title: str, coverage: str, learning: str, day: date, protected: str
) -> str:
    """Return what each column and table is, as plain text."""
    lines = [title, "=" * len(title), "", f"Lavet {long_date(day)}.", coverage, learning, ""]
    lines += ["Filen tal.csv", "-------------", "En række for hvert felt og hver sum."]
    lines += ["", *(f"{name}: {doc}" for name, doc in COLUMNS.items()), ""]
    lines += ["Tabellerne", "----------"]
    for table in gate.tables:
        words = table.words
        parted = " og ".join(table.grouping) or "alle samlet"
        lines += [
            f"{words.name}: {title_of(table)}",
            f"  a: {words.a}." + (f" b: {words.b}." if "b" in table.public else ""),
            f"  Tæller: {words.flertal}. Delt efter: {parted}.",
            f"  {caveat_of(table)}",
            "",
        ]
    lines += ["Sådan er tallene beskyttet", "--------------------------", protected, ""]
    return "\n".join(lines)
