"""A released table as a grid of numbers: what stands down, what across, and on which scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kitlib.dansk import number
from kitlib.figures import ALL, Numbers, one_scale
from kitlib.figures.numbers import apart, bare
from kitlib.pooled.layout import mark_of, whole_number
from kitlib.privacy.release_result import SafeTable
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MOST_COLUMNS",
    "grid_of",
    "how_drawn",
    "inner",
    "kinds_of",
    "labels_of",
    "marked",
    "read_out",
]

MOST_COLUMNS = 6
_TWO_MEASURES = "Prikker og bjælker er tegnet i hver sin målestok, så se på tallene."


def grid_of(table: SafeTable) -> Numbers:
    public = table.public
    if "b" in public:
        cells = public[inner(public) & (public["b"] != TOTAL)]
        rows, columns = labels_of(cells["a"]), labels_of(cells["b"])
        values = {(str(r.a), str(r.b)): whole_number(r.n) for r in cells.itertuples()}
        return Numbers(
            rows,
            columns,
            values,
            one_scale(values, rows, columns),
            table.words.b,
            table.words.a,
            **marked(table),
        )
    cells = public[inner(public)]
    labels, groups = labels_of(cells["a"]), labels_of(cells["gruppe"])
    names = {g: ALL if g == TOTAL else g for g in groups}
    by_label = {(str(r.a), names[str(r.gruppe)]): whole_number(r.n) for r in cells.itertuples()}
    shown = tuple(names[g] for g in groups)
    if len(groups) == 1 or (len(labels) > MOST_COLUMNS and len(groups) <= MOST_COLUMNS):
        scales = one_scale(by_label, labels, shown)
        return Numbers(labels, shown, by_label, scales, **marked(table))
    turned = {(group, label): n for (label, group), n in by_label.items()}
    grid = Numbers(
        shown, labels, turned, {}, table.words.a, inside=_inside(public), **marked(table)
    )
    districts, kinds = grid.parents - {ALL}, kinds_of(public) & set(shown)
    scales = {}
    for held_together in (set(shown) - grid.parents - kinds, districts, kinds, {ALL}):
        scales |= one_scale(turned, held_together, labels)
    return replace(grid, scales=scales)


def marked(table: SafeTable) -> dict[str, Any]:
    """How a number that is not told stands in a figure: as a word, or drawn as hidden."""
    mark = mark_of(table)
    return {"mark": mark, "hatched": mark == HIDDEN}


def _inside(public: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return which district's row each row of a district and a kind belongs under."""
    if "distrikt" not in public or "type" not in public:
        return {}
    rows = public.drop_duplicates("gruppe")
    groups = list(
        zip(*(rows[name].astype(str) for name in ("gruppe", "distrikt", "type")), strict=True)
    )
    of = {district: group for group, district, kind in groups if district and not kind}
    return {
        group: (of[district], kind) for group, district, kind in groups if kind and district in of
    }


def kinds_of(public: pd.DataFrame) -> set[str]:
    """Return the rows of a kind in all districts, where there are rows of districts too."""
    if "distrikt" not in public or "type" not in public:
        return set()
    rows = public[(public["distrikt"] == "") & (public["type"] != "")]
    return set(rows["gruppe"].astype(str))


def how_drawn(grid: Numbers) -> list[str]:
    """Say what the drawing of numbers is held against, where that matters."""
    if bare(grid):
        return []
    said = [_TWO_MEASURES] if apart(grid) else []
    scales = {grid.scales[row, column] for row in grid.rows for column in grid.columns}
    if len(scales) > 1 and not all(scale.dots(scale.most) for scale in scales):
        own = f"Rækken {next(iter(grid.parents))} er tegnet i sin egen målestok."
        if len(grid.parents) > 1:
            own = f"Distrikterne og rækken {ALL} er tegnet i hver sin målestok."
        said.append(own)
    return said


def inner(frame: pd.DataFrame, *, total: bool = False) -> pd.Series:
    """Which rows are single labels (or, with `total`, all of them together)."""
    mask = frame["a"] == TOTAL if total else frame["a"] != TOTAL
    if total and "b" in frame:
        mask &= frame["b"] == TOTAL
    return mask


def labels_of(column: pd.Series) -> tuple[str, ...]:
    return tuple(str(label) for label in dict.fromkeys(column))


def read_out(grid: Numbers) -> str:
    """Read the grid out, row by row."""
    lines = []
    for row in grid.rows:
        cells = [
            f"{column} {grid.mark if n is None else number(n)}"
            for column in grid.columns
            if (n := grid.values.get((row, column), 0)) is None or n >= 0
        ]
        lines.append(f"{row}: {', '.join(cells)}.")
    return " ".join(lines)
