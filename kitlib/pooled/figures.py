"""A released table as a figure, with its question, sentence and caveat."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from kitlib.dansk import join, number, plural
from kitlib.figures import ALL, Numbers, View, one_scale
from kitlib.figures.shares import is_direction
from kitlib.pooled.grids import (
    MOST_COLUMNS,
    grid_of,
    how_drawn,
    inner,
    kinds_of,
    labels_of,
    marked,
    read_out,
)
from kitlib.pooled.layout import caveat_of, span_of, title_of, whole_number
from kitlib.privacy.halfyears import said as half_year
from kitlib.privacy.policy import FEW
from kitlib.privacy.release_layout import OTHERS
from kitlib.privacy.release_result import MeanChange, SafeTable
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ALL", "mean_view", "series_view", "slide_views", "table_view"]

_PUT_TOGETHER = f"{OTHERS.capitalize()} er dem, for få enheder bruger, lagt sammen."


def table_view(table: SafeTable, *, caveat: str) -> View:
    """Return the figure of a released table.

    Parameters
    ----------
    table : SafeTable
        What passed the gate.
    caveat : str
        What stands under every figure of this release: who has contributed, and what it is for.
    """
    return _view(table, grid_of(table), caveat)


def slide_views(table: SafeTable, *, caveat: str) -> list[View]:
    """Return the figure in parts that can be read on a slide: all districts, then one at a time.

    The scales stay those of the whole table. Of more answers than there is room for side by side
    only everybody's are on slides, one below another; page, workbook and data have the rest.
    """
    grid = grid_of(table)
    if "b" not in table.public and len(_answers(grid)) > MOST_COLUMNS:
        return [_view(table, _everybody(grid, table.words.a), caveat)]
    districts = [row for row in grid.rows if row in grid.parents - {ALL}]
    if not districts:
        return [_view(table, grid, caveat)]
    kinds = kinds_of(table.public)
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


def _answers(grid: Numbers) -> tuple[str, ...]:
    """What is counted, where groups stand the other way."""
    return grid.rows if ALL in grid.columns else grid.columns


def _everybody(grid: Numbers, what: str) -> Numbers:
    """Everybody's answers alone, one below another."""
    turned, answers = ALL in grid.columns, _answers(grid)
    values = {
        (label, ALL): grid.values.get((label, ALL) if turned else (ALL, label), 0)
        for label in answers
    }
    scales = one_scale(values, answers, (ALL,))
    return Numbers(answers, (ALL,), values, scales, down=what, mark=grid.mark, hatched=grid.hatched)


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
    total = _value(everyone[inner(everyone, total=True)])
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
        said += _shown(everyone[inner(everyone)])
    if words.frie and OTHERS in set(public["a"]):
        said.append(_PUT_TOGETHER)
    cells = [grid.values.get((row, column), 0) for row in grid.rows for column in grid.columns]
    away = sum(n is None for n in cells)  # as many as one can count in the figure
    if away and grid.mark == HIDDEN:
        said.append(f"{plural(away, 'tal er skjult', 'tal er skjult')}.")
    bars = is_direction(grid) and grid.mark == FEW and "b" not in public
    if bars:
        said.append("Bjælkerne er andele af rækkens personer, til hver side af 'samme'.")
        said += ["Få har ingen bjælke."] if away else []
    else:
        said += how_drawn(grid)
    question = title_of(table)
    if not whole:
        question += f" {group}" if question.endswith("?") else f", {group}"
    return View(
        key=f"udgivelse.{words.name.replace('.', '_')}",
        question=question,
        sentence=" ".join(said),
        caveat=f"{caveat_of(table)} {caveat}".strip(),
        alt=read_out(grid),
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
    cells = rows[inner(rows)]
    values = {(half_year(str(r.periode)), str(r.a)): whole_number(r.n) for r in cells.itertuples()}
    periods = tuple(half_year(period) for period in table.periods)
    labels = labels_of(cells["a"])
    rows_of, columns, down, across = periods, labels, "", words.a
    if words.b:
        down = "Halvår"  # else nobody sees that the columns are the first of the two answers
    if len(labels) > MOST_COLUMNS:
        values = {(a, p): n for (p, a), n in values.items()}
        rows_of, columns, down, across = labels, periods, words.a, ""
    scales = one_scale(values, rows_of, columns)
    grid = Numbers(rows_of, columns, values, scales, across, down, **marked(table))
    sentence = _since(rows, table)
    return View(
        key=f"udgivelse.{words.name.replace('.', '_')}_halvaar",
        question=f"{words.spoergsmaal} Halvår for halvår,{span_of(table.periods)}",
        sentence=sentence,
        caveat=f"Hvert halvår tæller kun det nye. {words.forbehold} {caveat}".strip(),
        alt=read_out(grid),
        data=rows,
        ring="udgivelse",
        blocks=(grid,),
    )


def _since(rows: pd.DataFrame, table: SafeTable) -> str:
    """Say how many more or fewer than last time, with the room for chance and for the moving."""
    before, last = table.periods[-2:]
    totals = rows[rows["a"] == TOTAL].set_index("periode")["n"]
    now, then = whole_number(totals[last]), whole_number(totals[before])
    if now is None or then is None:
        return f"Der er for få til at sammenligne {half_year(last)} med {half_year(before)}."
    change = now - then
    off = math.ceil(1.96 * (2 * table.spread**2 + now + then) ** 0.5)
    than = f"i {half_year(last)} {'end' if change else 'som'} i {half_year(before)}"
    said = f"Omkring {number(abs(change))} {'flere' if change > 0 else 'færre'}"
    # One sentence: on a slide there is room for no more, and a change is never told without it.
    return (
        f"{said if change else 'Lige så mange'} {than}; op til {number(off)} fra eller til kan "
        "være tilfældigt eller flyttet."
    )


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
        question=title_of(mean),
        sentence=sentence,
        caveat=f"Tallet er afrundet. {words.forbehold} {caveat}".strip(),
        alt=sentence,
        data=data,
        ring="udgivelse",
    )


def _value(rows: pd.DataFrame) -> int | None:
    return whole_number(rows["n"].iloc[0]) if len(rows) else 0


def _people(n: int | None, one: str, many: str, mark: str) -> str:
    few = f"Et skjult antal {many}" if mark == HIDDEN else f"Få {many}"
    return few if n is None else plural(n, one, many)


def _shown(rows: pd.DataFrame) -> list[str]:
    shown = [(str(r.a), whole_number(r.n)) for r in rows.itertuples()]
    short = {label: label.partition(", ")[0] for label, _ in shown}
    if len(set(short.values())) < len(short):
        short = {label: label for label in short}  # "leg, inde" and "leg, ude" are two
    parts = [f"{number(n)} {short[label]}" for label, n in shown if n]
    return [f"{join(parts)}."] if 0 < len(parts) <= MOST_COLUMNS else []
