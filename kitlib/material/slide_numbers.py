"""Numbers on a slide: a table of words and numbers that can be edited, and bars as shapes on it.

Nothing is painted, so every letter is as large as it says, and is read aloud as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kitlib import look
from kitlib.dansk import number
from kitlib.figures import Block, Numbers
from kitlib.figures.measured import FEW
from kitlib.figures.shares import EDGE, bars, colours, furthest

__all__ = ["LETTERS", "head_height", "put_numbers", "rows_that_fit"]

#: Points; nothing on a slide is smaller, so that it is read from the back row.
LETTERS = 24
_MOST_ROWS = 7
_ROW = 0.48  # inches
_LINE = 0.4
_BAR = 0.26
_LEAST_SIDES = 0.9
_LEAST_ROOM = 0.15
_SHORT_OF = 0.85  # Arial's words are wider than those lines are measured in
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # a table without lines and colours


def head_height(grid: Numbers, across: float) -> float:
    """Return how many inches the headings take."""
    _, columns, _ = _widths(grid, across)
    heads = zip(grid.columns, columns, strict=True)
    lines = max(len(_lines(name, wide)) for name, wide in heads)
    return max(lines, len(_corner(grid))) * _LINE + 0.2


def rows_that_fit(grid: Numbers, across: float, room: float) -> int:
    """Return how many rows there is room for below the headings; at least one."""
    return max(1, min(_MOST_ROWS, int((room - head_height(grid, across)) / _ROW)))


def some_bare(block: Block, across: float) -> bool:
    """Tell whether some number has no bar where others have, since so few are never a bar."""
    if not isinstance(block, Numbers) or block.hatched or block.sides:
        return False
    _, columns, _ = _widths(block, across)
    shown = [n for n in block.values.values() if n]
    return (
        _room(block, columns) > _LEAST_ROOM and any(n < FEW for n in shown) and _most(block) >= FEW
    )


def put_numbers(page: Any, grid: Numbers, left: float, top: float, across: float, alt: str) -> None:
    """Put numbers on a slide, as wide as `across` inches."""
    first, columns, last = _widths(grid, across)
    head = head_height(grid, across)
    widths = [first, *columns, *([last] if last else [])]
    table = _table(page, len(grid.rows) + 1, widths, (left, top, head), alt)
    _write(table.cell(0, 0), _corner(grid), quiet=True, foot=True)
    for place, (name, wide) in enumerate(zip(grid.columns, columns, strict=True), start=1):
        _write(table.cell(0, place), _lines(name, wide), bold=True, foot=True)
    starts = [left + first + sum(columns[:place]) for place in range(len(columns))]
    for line, row in enumerate(grid.rows, start=1):
        _write_row(table, line, grid, row)
        middle = top + head + (line - 0.5) * _ROW
        if last:
            _put_sides(page, grid, row, left + across - last / 2, middle, last - 0.3)
        elif not grid.sides:
            _put_bars(page, grid, row, list(zip(starts, columns, strict=True)), middle)
    if last:
        for place, colour in colours(grid).items():
            _bar(
                page,
                starts[place] + 0.03,
                top + head - 0.07,
                columns[place] - 0.2,
                0.06,
                colour,
                EDGE,
            )
        tall = _ROW * len(grid.rows)
        _bar(page, left + across - last / 2, top + head, 0.015, tall, look.QUIET)


def _widths(grid: Numbers, across: float) -> tuple[float, list[float], float]:
    """Return inches for names, for each column of numbers, and for bars to either side.

    No word of a heading is broken; what is left is for bars. Bars to either side of a middle that
    would be shorter than can be told apart are left out.
    """
    names = [grid.inside[r][1] if grid.is_inside(r) else r for r in grid.rows]
    names += _corner(grid)
    first = max(_wide(name) for name in (*names, "Distrikt Nord")) + 0.15
    needs = [
        max(_wide(word) for word in (*_short(c).split(), "1.000")) + 0.16 for c in grid.columns
    ]
    # Long names give way before headings do, and headings before the slide's edge.
    first = max(1.2, min(first, across - sum(needs)))
    spare = max(0.0, across - first - sum(needs))
    if grid.sides:
        return first, needs, spare if spare >= _LEAST_SIDES else 0.0
    return first, [need + spare / len(needs) for need in needs], 0.0


def _corner(grid: Numbers) -> list[str]:
    """What stands above the names of rows: what is across and what is down, where both are said."""
    if not grid.down:
        return []
    return [*([f"{grid.across} →"] if grid.across else []), f"{grid.down} ↓"]


def _wide(text: str) -> float:
    """Inches a line takes; the font of slides is wider than the one lines are measured in."""
    return look.text_width(text, LETTERS, "Bold") / 72 / _SHORT_OF


def _short(name: str) -> str:
    return name.partition(", ")[0]


def _lines(name: str, wide: float) -> list[str]:
    return look.wrap(_short(name), 72 * (wide - 0.05) * _SHORT_OF, LETTERS, "Bold")


def _table(
    page: Any, rows: int, widths: Sequence[float], at: tuple[float, float, float], alt: str
) -> Any:
    """Make an empty table at left and top, with headings so tall."""
    from pptx.util import Inches

    left, top, head = at
    tall = head + _ROW * (rows - 1)
    box = (Inches(left), Inches(top), Inches(sum(widths)), Inches(tall))
    shape = page.shapes.add_table(rows, len(widths), *box)
    shape.name = "Tal"
    shape._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    _plain(shape.table)
    for place, wide in enumerate(widths):
        shape.table.columns[place].width = Inches(wide)
    for place in range(rows):
        shape.table.rows[place].height = Inches(_ROW if place else head)
    return shape.table


def _write_row(table: Any, line: int, grid: Numbers, row: str) -> None:
    inside = grid.is_inside(row)
    said = f"   {grid.inside[row][1]}" if inside else row
    _write(table.cell(line, 0), [said], bold=row in grid.parents)
    for place, name in enumerate(grid.columns, start=1):
        n = grid.values.get((row, name), 0)
        told = grid.mark if n is None else number(n)
        _write(table.cell(line, place), [told], quiet=n is None)


def _plain(table: Any) -> None:
    """Take the program's own colours and bands off a table."""
    table.first_row, table.horz_banding = True, False
    style = table._tbl.tblPr.find(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"
    )
    style.text = _NO_STYLE


def _write(
    cell: Any, lines: Sequence[str], *, bold: bool = False, quiet: bool = False, foot: bool = False
) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches, Pt

    cell.margin_left = cell.margin_top = cell.margin_bottom = cell.margin_right = Inches(0.03)
    if foot:
        cell.margin_bottom = Inches(0.12)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if foot else MSO_ANCHOR.MIDDLE
    cell.text_frame.word_wrap = False
    cell.text_frame.text = "\v".join(lines)
    for run in cell.text_frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(LETTERS), bold
        run.font.color.rgb = RGBColor.from_string((look.QUIET if quiet else look.INK).lstrip("#"))


def _put_sides(page: Any, grid: Numbers, row: str, middle_x: float, y: float, wide: float) -> None:
    """Bars to either side of the middle, all rows on one scale."""
    scale = wide / 2 / furthest(grid)
    for colour, start, long in bars(grid, row):
        if long:
            _bar(page, middle_x + start * scale, y - _BAR / 2, long * scale, _BAR, colour, EDGE)


def _put_bars(
    page: Any, grid: Numbers, row: str, columns: Sequence[tuple[float, float]], y: float
) -> None:
    """A bar beside each number that is not few: one scale for the whole table."""
    most, beside = _most(grid), _beside(grid)
    room = _room(grid, [wide for _, wide in columns])
    for (start, _), name in zip(columns, grid.columns, strict=True):
        n = grid.values.get((row, name)) or 0
        if n >= FEW and room > _LEAST_ROOM:
            _bar(page, start + beside, y - _BAR / 2, room * n / most, _BAR, look.BLUE)


def _most(grid: Numbers) -> int:
    return max((n for n in grid.values.values() if n), default=1)


def _beside(grid: Numbers) -> float:
    """Return how far right of a number's left edge its bar begins."""
    return 0.1 + _wide(number(_most(grid)))


def _room(grid: Numbers, columns: Sequence[float]) -> float:
    """Return how long the longest bar may be."""
    return min(columns) - _beside(grid) - 0.15


def _bar(
    page: Any, left: float, top: float, wide: float, tall: float, colour: str, edge: str = ""
) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Inches, Pt

    bar = page.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(wide), Inches(tall)
    )
    bar.name = "Bjælke"
    bar.shadow.inherit = False
    bar.fill.solid()
    bar.fill.fore_color.rgb = RGBColor.from_string(colour.lstrip("#"))
    if edge:
        bar.line.color.rgb, bar.line.width = RGBColor.from_string(edge.lstrip("#")), Pt(0.5)
    else:
        bar.line.fill.background()
