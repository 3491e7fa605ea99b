"""A released table as a figure, with its question, sentence and caveat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kitlib.dansk import join, number, plural
from kitlib.pooled.grid import ALL, Grid, Scale, apart, drawn, one_scale
from kitlib.privacy.policy import TableWords
from kitlib.privacy.release import MeanChange, SafeTable
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN
from kitlib.view import View

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ALL", "mean_view", "slide_views", "table_view", "unit_view"]

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
    parts = [replace(grid, rows=(*districts, ALL))]
    parts += [
        replace(grid, rows=tuple(r for r in grid.rows if name in (r, grid.inside.get(r, ("",))[0])))
        for name in districts
    ]
    return [_view(table, part, caveat) for part in parts]


def _view(table: SafeTable, grid: Grid, caveat: str) -> View:
    """Return a table's figure; of one district where everyone is not among its rows."""
    words, public = table.words, table.public
    whole = "b" in public or ALL in (*grid.rows, *grid.columns)
    group = TOTAL if whole else grid.rows[0]
    everyone = public[public["gruppe"] == group]
    total = _value(everyone[_inner(everyone, total=True)])
    who = _people(total, words.ental, words.flertal)
    said = [f"{who}."]
    if whole:
        units = plural(table.n_units, "enhed", "enheder")
        said = [f"{who} fra {units}."]
        if words.saetning:
            n = "et skjult antal" if total is None else number(total)
            said = [words.saetning.format(n=n, enheder=units)]
    if "b" not in public:
        said += _shown(everyone[_inner(everyone)])
    cells = [grid.values.get((row, column), 0) for row in grid.rows for column in grid.columns]
    if away := sum(n is None for n in cells):  # as many as one can count in the figure
        said.append(f"{plural(away, 'tal er skjult', 'tal er skjult')}.")
    if apart(grid):
        said.append(_TWO_MEASURES)
    if own := _own_scales(grid):
        said.append(own)
    draw, height = drawn(grid)
    question = words.spoergsmaal if whole else f"{words.spoergsmaal} {group}"
    return View(
        f"udgivelse.{words.name.replace('.', '_')}", question, " ".join(said),
        f"{words.forbehold} {caveat}".strip(), _alt(grid), public, "udgivelse", draw, height,
    )  # fmt: skip


def unit_view(table: SafeTable, unit: str, *, caveat: str) -> View:
    """Return one unit's own figure beside the pooled one, for that unit alone."""
    words = table.words
    own = table.by_unit[unit]
    everyone = table.public
    everyone = everyone[everyone["gruppe"] == TOTAL]
    labels = [str(a) for a in everyone[_inner(everyone)]["a"]]
    mine, all_ = "Jeres egne", ALL
    values = {(a, mine): _of(own, a) for a in labels} | {
        (a, all_): _of(everyone, a) for a in labels
    }
    # So few beside so many could not be seen on one scale.
    scales = one_scale(values, labels, [mine]) | one_scale(values, labels, [all_])
    grid = Grid(tuple(labels), (mine, all_), values, scales)
    draw, height = drawn(grid)
    shown = [n for label in labels if (n := values[label, mine])]
    sentence = _of_own(_of(own, TOTAL), bool(shown), words)
    if away := sum(values[label, mine] is None for label in labels if shown):
        sentence += f" {plural(away, 'tal er skjult', 'tal er skjult')}."
    sentence += " Ved siden af står tallene fra alle."
    if shown and any(scale.most > max(shown) for scale in scales.values()):
        sentence += " Jeres egne og alles er tegnet i hver sin målestok."
    data = own.assign(a=own["a"].astype(str))
    return View(
        f"enhed.{words.name.replace('.', '_')}", words.spoergsmaal, sentence,
        f"{words.forbehold} {caveat}".strip(), _alt(grid), data, "udgivelse", draw, height,
    )  # fmt: skip


def _of_own(total: int | None, shown: bool, words: TableWords) -> str:
    if total == 0:
        return f"I har ingen {words.flertal} her."
    who = _people(total, words.ental, words.flertal)
    who = f"{who[0].lower()}{who[1:]}"
    if not shown:
        return f"Jeres egne tal ({who}) er skjult. De er få, og ingen skal kunne regnes ud."
    return f"Jeres egne tal: {who}."


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
    data = pd.DataFrame([(mean.change, mean.n)], columns=["aendring", "antal"])
    return View(
        f"udgivelse.{words.name.replace('.', '_')}", words.spoergsmaal, sentence,
        f"Tallet er afrundet. {words.forbehold} {caveat}".strip(), sentence, data, "udgivelse",
    )  # fmt: skip


def _grid_of(table: SafeTable) -> Grid:
    public = table.public
    if "b" in public:
        cells = public[_inner(public) & (public["b"] != TOTAL)]
        rows, columns = _labels(cells["a"]), _labels(cells["b"])
        values = {(str(r.a), str(r.b)): _int(r.n) for r in cells.itertuples()}
        return Grid(rows, columns, values, one_scale(values, rows, columns), table.words.b,
                     table.words.a)  # fmt: skip
    cells = public[_inner(public)]
    labels, groups = _labels(cells["a"]), _labels(cells["gruppe"])
    names = {g: ALL if g == TOTAL else g for g in groups}
    by_label = {(str(r.a), names[str(r.gruppe)]): _int(r.n) for r in cells.itertuples()}
    shown = tuple(names[g] for g in groups)
    if len(groups) == 1 or (len(labels) > _MOST_COLUMNS and len(groups) <= _MOST_COLUMNS):
        return Grid(labels, shown, by_label, one_scale(values=by_label, rows=labels, columns=shown))
    turned = {(group, label): n for (label, group), n in by_label.items()}
    grid = Grid(shown, labels, turned, {}, table.words.a, inside=_inside(public))
    districts = grid.parents - {ALL}
    scales: dict[tuple[str, str], Scale] = {}
    for held_together in (set(shown) - grid.parents, districts, {ALL}):
        scales |= one_scale(turned, held_together, labels)
    return replace(grid, scales=scales)


def _inside(public: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return which district's row each row of a district and a kind belongs under."""
    if "distrikt" not in public or "type" not in public:
        return {}
    rows = public.drop_duplicates("gruppe")
    groups = list(zip(*(rows[name].astype(str) for name in ("gruppe", "distrikt", "type")),
                      strict=True))  # fmt: skip
    of = {district: group for group, district, kind in groups if district and not kind}
    return {
        group: (of[district], kind) for group, district, kind in groups if kind and district in of
    }


def _own_scales(grid: Grid) -> str:
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


def _of(frame: pd.DataFrame, label: str) -> int | None:
    return _value(frame[frame["a"] == label])


def _people(n: int | None, one: str, many: str) -> str:
    return f"Et skjult antal {many}" if n is None else plural(n, one, many)


def _shown(rows: pd.DataFrame) -> list[str]:
    shown = [(str(r.a), _int(r.n)) for r in rows.itertuples()]
    short = {label: label.partition(", ")[0] for label, _ in shown}
    if len(set(short.values())) < len(short):
        short = {label: label for label in short}  # "leg, inde" and "leg, ude" are two
    parts = [f"{number(n)} {short[label]}" for label, n in shown if n]
    return [f"{join(parts)}."] if 0 < len(parts) <= _MOST_COLUMNS else []


def _alt(grid: Grid) -> str:
    """Read the grid out, row by row."""
    lines = []
    for row in grid.rows:
        cells = [
            f"{column} {HIDDEN if n is None else number(n)}"
            for column in grid.columns
            if (n := grid.values.get((row, column), 0)) is None or n >= 0
        ]
        lines.append(f"{row}: {', '.join(cells)}.")
    return " ".join(lines)
