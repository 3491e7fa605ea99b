"""A released table as a figure, with its question, sentence and caveat."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kitlib.dansk import join, number, plural
from kitlib.figures import ALL, Numbers, View, one_scale
from kitlib.figures.numbers import apart
from kitlib.figures.shares import is_direction
from kitlib.pooled.layout import mark_of
from kitlib.privacy.halfyears import said as half_year
from kitlib.privacy.policy import FEW
from kitlib.privacy.release_result import MeanChange, SafeTable
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ALL", "mean_view", "series_view", "slide_views", "table_view"]

_MOST_COLUMNS = 6
_TWO_MEASURES = "Prikker og bjælker er tegnet i hver sin målestok, så se på tallene."


def table_view(table: SafeTable, *, caveat: str) -> View:
    """Return the figure of a released table.

    Parameters
    ----------
    table : SafeTable
        What passed the gate.
    caveat : str
        What stands under every figure of this release: who has contributed, and what it is for.
    """
    return _view(table, _grid_of(table), caveat)


def slide_views(table: SafeTable, *, caveat: str) -> list[View]:
    """Return the figure in parts that can be read on a slide: all districts, then one at a time.

    The scales stay those of the whole table.
    """
    grid = _grid_of(table)
    districts = [row for row in grid.rows if row in grid.parents - {ALL}]
    if not districts:
        return [_view(table, grid, caveat)]
    kinds = _kinds(table.public)
    parts = [replace(grid, rows=(*districts, ALL))]
    if kinds:
        parts.append(replace(grid, rows=(*(row for row in grid.rows if row in kinds), ALL)))
    parts += [
        replace(grid, rows=tuple(r for r in grid.rows if name in (r, grid.inside.get(r, ("",))[0])))
        for name in districts
    ]
    # A district with nothing but few stands among the districts; a slide of its own says no more.
    parts = [part for part in parts if ALL in part.rows or _told(part)]
    return [_view(table, part, caveat) for part in parts]


def _told(grid: Numbers) -> bool:
    """Whether any number of it is told."""
    return any(
        grid.values.get((row, column)) is not None for row in grid.rows for column in grid.columns
    )


def _view(table: SafeTable, grid: Numbers, caveat: str) -> View:
    """Return a table's figure; of one district where everyone is not among its rows."""
    words, public = table.words, table.public
    whole = "b" in public or ALL in (*grid.rows, *grid.columns)
    group = TOTAL if whole else grid.rows[0]
    everyone = public[public["gruppe"] == group]
    total = _value(everyone[_inner(everyone, total=True)])
    who = _people(total, words.ental, words.flertal, grid.mark)
    said = [f"{who}."]
    if whole:
        units = plural(table.n_units, "enhed", "enheder")
        said = [f"{who} fra {units}."]
        if words.saetning:
            n = (
                ("et skjult antal" if grid.mark == HIDDEN else FEW)
                if total is None
                else number(total)
            )
            said = [words.saetning.format(n=n, enheder=units)]
    if "b" not in public:
        said += _shown(everyone[_inner(everyone)])
    cells = [grid.values.get((row, column), 0) for row in grid.rows for column in grid.columns]
    away = sum(n is None for n in cells)  # as many as one can count in the figure
    if away and grid.mark == HIDDEN:
        said.append(f"{plural(away, 'tal er skjult', 'tal er skjult')}.")
    bars = is_direction(grid) and grid.mark == FEW and "b" not in public
    if bars:
        said.append("Bjælkerne er andele af rækkens personer, til hver side af 'samme'.")
        said += ["Få har ingen bjælke."] if away else []
    else:
        said += [_TWO_MEASURES] if apart(grid) else []
        said += [own] if (own := _own_scales(grid)) else []
    span = _span(table)
    question = f"{words.spoergsmaal}{span}"
    if not whole:
        question += f", {group}" if span else f" {group}"
    return View(
        key=f"udgivelse.{words.name.replace('.', '_')}",
        question=question,
        sentence=" ".join(said),
        caveat=f"{words.forbehold} {caveat}".strip(),
        alt=_alt(grid),
        data=public,
        ring="udgivelse",
        blocks=(replace(grid, sides=bars),),
    )


def series_view(table: SafeTable, *, caveat: str) -> View:
    """Return the half-years of a table below one another, all together."""
    words, rows = table.words, table.series
    rows = rows[(rows["gruppe"] == TOTAL) & (rows["periode"] != TOTAL)]
    if "b" in rows:
        rows = rows[rows["b"] == TOTAL]
    cells = rows[_inner(rows)]
    values = {(half_year(str(r.periode)), str(r.a)): _int(r.n) for r in cells.itertuples()}
    periods = tuple(half_year(period) for period in table.periods)
    labels = _labels(cells["a"])
    if len(labels) > _MOST_COLUMNS:
        values, periods, labels = {(a, p): n for (p, a), n in values.items()}, labels, periods
    grid = Numbers(
        periods, labels, values, one_scale(values, periods, labels), words.a, **_marked(table)
    )
    sentence = _since(rows, table)
    return View(
        key=f"udgivelse.{words.name.replace('.', '_')}_halvaar",
        question=f"{words.spoergsmaal} Halvår for halvår",
        sentence=sentence,
        caveat=f"Hvert halvår tæller kun det nye. {words.forbehold} {caveat}".strip(),
        alt=_alt(grid),
        data=rows,
        ring="udgivelse",
        blocks=(grid,),
    )


def _since(rows: pd.DataFrame, table: SafeTable) -> str:
    """Say how many more or fewer than last time, with the room for chance and for the moving."""
    before, last = table.periods[-2:]
    totals = rows[rows["a"] == TOTAL].set_index("periode")["n"]
    now, then = _int(totals[last]), _int(totals[before])
    if now is None or then is None:
        return f"Der er for få til at sammenligne {half_year(last)} med {half_year(before)}."
    change = now - then
    off = math.ceil(1.96 * (2 * table.spread**2 + now + then) ** 0.5)
    said = (
        "lige så mange"
        if change == 0
        else (f"omkring {number(abs(change))} {'flere' if change > 0 else 'færre'}")
    )
    return (
        f"{said[0].upper()}{said[1:]} i {half_year(last)} end i {half_year(before)}. Det, der kan "
        f"være tilfældigt eller flyttet, er op til {number(off)} fra eller til."
    )


def _span(table: SafeTable) -> str:
    """Say which half-years a table is of."""
    named = [half_year(period) for period in table.periods if period]
    if not named:
        return ""
    return f" {named[0]}" if len(named) == 1 else f" {named[0]} til {named[-1]}"


def mean_view(mean: MeanChange, *, caveat: str) -> View:
    """Return a mean change as words: a figure would draw it finer than it is told."""
    import pandas as pd

    words = mean.words
    way = "højere" if mean.change > 0 else "lavere"
    change = f"omkring {number(abs(mean.change))} {words.gennemsnit} {way}"
    if mean.change == 0:
        change = "omkring det samme"
    sentence = (
        f"I gennemsnit {change}. {mean.n} {words.flertal} fra "
        f"{plural(mean.n_units, 'enhed', 'enheder')}."
    )
    if mean.off:
        sentence += f" Tallet er flyttet lidt med vilje, men højst {mean.off} {words.gennemsnit} "
        sentence += "i 19 af 20 tilfælde."
    data = pd.DataFrame([(mean.change, mean.n)], columns=["aendring", "antal"])
    return View(
        key=f"udgivelse.{words.name.replace('.', '_')}",
        question=words.spoergsmaal,
        sentence=sentence,
        caveat=f"Tallet er afrundet. {words.forbehold} {caveat}".strip(),
        alt=sentence,
        data=data,
        ring="udgivelse",
    )


def _grid_of(table: SafeTable) -> Numbers:
    public = table.public
    if "b" in public:
        cells = public[_inner(public) & (public["b"] != TOTAL)]
        rows, columns = _labels(cells["a"]), _labels(cells["b"])
        values = {(str(r.a), str(r.b)): _int(r.n) for r in cells.itertuples()}
        return Numbers(
            rows,
            columns,
            values,
            one_scale(values, rows, columns),
            table.words.b,
            table.words.a,
            **_marked(table),
        )
    cells = public[_inner(public)]
    labels, groups = _labels(cells["a"]), _labels(cells["gruppe"])
    names = {g: ALL if g == TOTAL else g for g in groups}
    by_label = {(str(r.a), names[str(r.gruppe)]): _int(r.n) for r in cells.itertuples()}
    shown = tuple(names[g] for g in groups)
    if len(groups) == 1 or (len(labels) > _MOST_COLUMNS and len(groups) <= _MOST_COLUMNS):
        scales = one_scale(by_label, labels, shown)
        return Numbers(labels, shown, by_label, scales, **_marked(table))
    turned = {(group, label): n for (label, group), n in by_label.items()}
    grid = Numbers(
        shown, labels, turned, {}, table.words.a, inside=_inside(public), **_marked(table)
    )
    districts, kinds = grid.parents - {ALL}, _kinds(public) & set(shown)
    scales = {}
    for held_together in (set(shown) - grid.parents - kinds, districts, kinds, {ALL}):
        scales |= one_scale(turned, held_together, labels)
    return replace(grid, scales=scales)


def _marked(table: SafeTable) -> dict[str, Any]:
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


def _kinds(public: pd.DataFrame) -> set[str]:
    """Return the rows of a kind in all districts, where there are rows of districts too."""
    if "distrikt" not in public or "type" not in public:
        return set()
    rows = public[(public["distrikt"] == "") & (public["type"] != "")]
    return set(rows["gruppe"].astype(str))


def _own_scales(grid: Numbers) -> str:
    """Say which rows are drawn on a scale of their own, where bars make that matter."""
    scales = {grid.scales[row, column] for row in grid.rows for column in grid.columns}
    if len(scales) < 2 or all(scale.dots(scale.most) for scale in scales):
        return ""
    if len(grid.parents) > 1:
        return f"Distrikterne og rækken {ALL} er tegnet i hver sin målestok."
    return f"Rækken {next(iter(grid.parents))} er tegnet i sin egen målestok."


def _inner(frame: pd.DataFrame, *, total: bool = False) -> pd.Series:
    """Which rows are single labels (or, with `total`, all of them together)."""
    mask = frame["a"] == TOTAL if total else frame["a"] != TOTAL
    if total and "b" in frame:
        mask &= frame["b"] == TOTAL
    return mask


def _labels(column: pd.Series) -> tuple[str, ...]:
    return tuple(str(label) for label in dict.fromkeys(column))


def _int(value: object) -> int | None:
    import pandas as pd

    return None if pd.isna(value) else int(str(value))  # type: ignore[call-overload]


def _value(rows: pd.DataFrame) -> int | None:
    return _int(rows["n"].iloc[0]) if len(rows) else 0


def _people(n: int | None, one: str, many: str, mark: str) -> str:
    few = f"Et skjult antal {many}" if mark == HIDDEN else f"Få {many}"
    return few if n is None else plural(n, one, many)


def _shown(rows: pd.DataFrame) -> list[str]:
    shown = [(str(r.a), _int(r.n)) for r in rows.itertuples()]
    short = {label: label.partition(", ")[0] for label, _ in shown}
    if len(set(short.values())) < len(short):
        short = {label: label for label in short}  # "leg, inde" and "leg, ude" are two
    parts = [f"{number(n)} {short[label]}" for label, n in shown if n]
    return [f"{join(parts)}."] if 0 < len(parts) <= _MOST_COLUMNS else []


def _alt(grid: Numbers) -> str:
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
