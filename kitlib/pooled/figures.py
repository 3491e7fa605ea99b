"""A released table as a figure: dots where there are few, bars where many, hatched where hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.dansk import join, number, plural
from kitlib.instruments.marks import LEFT, RIGHT, area, rows_of, write
from kitlib.privacy.release import MeanChange, SafeTable
from kitlib.privacy.suppression import HIDDEN
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.view import View

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ALL", "mean_view", "table_view", "unit_view"]

#: What people read where a margin counts everyone.
ALL = "Alle"

_FEW = 20  # under it dots, so that nobody reads a tendency out of a bar
_MOST_DOTS = 40  # above it a dot a person can no longer be counted with the eye
_ACROSS = 10
_DOT = 0.2  # inches
_SMALLEST_DOT = 0.1  # below it a dot can no longer be pointed at
_TALLEST = 1.0  # inches of dots above one another, where a bar stands beside them
_HEAD = 0.78
_NAMES = 2.7
_MOST_COLUMNS = 6
_TWO_MEASURES = "Prikker og bjælker har hver sit mål, så se på tallene."


@dataclass(frozen=True)
class _Grid:
    """Numbers to draw: None is hidden; `scales` tells which rows are held against each other."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Mapping[tuple[str, str], int | None]
    scales: Mapping[str, int]
    across: str  # what the columns are, said above them
    down: str = ""  # what the rows are, said above them

    def dots(self, n: int) -> bool:
        """Whether a number is drawn as a dot a person: all of them where none is large.

        So few are never a bar, whatever stands beside them (see `kitlib.evidence.policy`).
        """
        most = max((v for v in self.values.values() if v is not None), default=0)
        return most <= _MOST_DOTS or n < _FEW

    def mixed(self, row: str) -> bool:
        """Whether a bar stands on the row's scale, so that dots must be held against it."""
        return not self.dots(self.scales[row])


def table_view(table: SafeTable, *, caveat: str) -> View:
    """Return the figure of a released table.

    Parameters
    ----------
    table : SafeTable
        What passed the gate.
    caveat : str
        What stands under every figure of this release: who has contributed, and what it is for.
    """
    words, public = table.words, table.public
    everyone = public[public["gruppe"] == TOTAL]
    grid = _grid_of(table)
    total = _value(everyone[_inner(everyone, total=True)])
    units = plural(table.n_units, "enhed", "enheder")
    who = _people(total, words.ental, words.flertal)
    said = [f"{who} fra {units}."]
    if words.saetning:
        n = "et skjult antal" if total is None else number(total)
        said = [words.saetning.format(n=n, enheder=units)]
    if "b" not in public:
        said += _shown(everyone[_inner(everyone)])
    away = sum(n is None for n in grid.values.values())  # as many as one can count in the figure
    if away:
        said.append(f"{plural(away, 'tal er skjult', 'tal er skjult')}.")
    if _apart(grid):
        said.append(_TWO_MEASURES)
    if ALL in grid.rows and grid.mixed(ALL) and len(set(grid.scales.values())) > 1:
        said.append(f"Rækken {ALL} har sit eget mål.")
    draw, height = _drawn(grid)
    return View(
        f"udgivelse.{words.name.replace('.', '_')}", words.spoergsmaal, " ".join(said),
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
    grid = _Grid(tuple(labels), (mine, all_), values, _one_scale(labels, values), "")
    total = _of(own, TOTAL)
    who = _people(total, words.ental, words.flertal)
    draw, height = _drawn(grid)
    sentence = f"Jeres egne tal: {who[0].lower()}{who[1:]}. Ved siden af står tallene fra alle."
    if _apart(grid):
        sentence += f" {_TWO_MEASURES}"
    data = own.assign(a=own["a"].astype(str))
    return View(
        f"enhed.{words.name.replace('.', '_')}", words.spoergsmaal, sentence,
        f"{words.forbehold} {caveat}".strip(), _alt(grid), data, "udgivelse", draw, height,
    )  # fmt: skip


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


def _grid_of(table: SafeTable) -> _Grid:
    public = table.public
    if "b" in public:
        cells = public[_inner(public) & (public["b"] != TOTAL)]
        rows, columns = _labels(cells["a"]), _labels(cells["b"])
        values = {(str(r.a), str(r.b)): _int(r.n) for r in cells.itertuples()}
        return _Grid(rows, columns, values, _one_scale(rows, values), table.words.b,
                     table.words.a)  # fmt: skip
    cells = public[_inner(public)]
    labels, groups = _labels(cells["a"]), _labels(cells["gruppe"])
    names = {g: ALL if g == TOTAL else g for g in groups}
    by_label = {(str(r.a), names[str(r.gruppe)]): _int(r.n) for r in cells.itertuples()}
    shown = tuple(names[g] for g in groups)
    if len(groups) == 1 or (len(labels) > _MOST_COLUMNS and len(groups) <= _MOST_COLUMNS):
        return _Grid(labels, shown, by_label, _one_scale(labels, by_label), "")
    turned = {(group, label): n for (label, group), n in by_label.items()}
    scales = _one_scale([g for g in shown if g != ALL], turned)
    scales |= _one_scale([ALL], turned)
    return _Grid(shown, labels, turned, scales, table.words.a)


def _one_scale(rows: Sequence[str], values: Mapping[tuple[str, str], int | None]) -> dict[str, int]:
    most = max((n or 0 for (row, _), n in values.items() if row in rows), default=0)
    return dict.fromkeys(rows, max(most, 1))


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
    parts = [f"{number(n)} {label.partition(', ')[0]}" for label, n in shown if n]
    return [f"{join(parts)}."] if 0 < len(parts) <= _MOST_COLUMNS else []


def _alt(grid: _Grid) -> str:
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


def _drawn(grid: _Grid) -> tuple[Any, float]:
    """Return how to draw the grid, and the height it takes."""
    wide = _wide(grid)
    parents = {row for row in grid.rows if any(o.startswith(f"{row}, ") for o in grid.rows)}
    parents |= {ALL} & set(grid.rows)
    names = {row: _name_lines(row, parents) for row in grid.rows}
    heads = {c: look.wrap(c, 72 * (wide - 0.15), look.SIZES["small"]) for c in grid.columns}
    head = max(len(lines) for lines in heads.values()) * 0.24 + (0.36 if grid.across else 0.12)
    across = min(2 * _ACROSS, max(3, int((wide - 0.85) / _DOT)))
    across = _ACROSS if _ACROSS <= across < 2 * _ACROSS else across
    talls = {}
    for row in grid.rows:
        drawn = [n for c in grid.columns if grid.dots(n := grid.values.get((row, c)) or 0)]
        deep = -(-max(drawn, default=0) // across) * _DOT
        if grid.mixed(row):
            pitch, rows = _measure(grid.scales[row], wide)
            deep = pitch * rows
        talls[row] = max(0.56, deep + 0.2, len(names[row]) * 0.27 + 0.14)
    # A short view fills the projector.
    spare = max(0.0, 4.6 - head - sum(talls.values())) / len(grid.rows)
    talls = {row: tall + spare for row, tall in talls.items()}
    height = head + sum(talls.values()) + 0.1

    def draw(figure: Any) -> None:
        if grid.down:
            write(figure, LEFT, head - 0.3, [grid.down], size=look.SIZES["small"],
                  color=look.QUIET)  # fmt: skip
        if grid.across:
            write(figure, LEFT + _NAMES, 0, [grid.across], size=look.SIZES["small"],
                  color=look.QUIET)  # fmt: skip
        for place, column in enumerate(grid.columns):
            lines = heads[column]
            x = LEFT + _NAMES + place * wide
            write(figure, x, head - len(lines) * 0.24 - 0.06, lines, size=look.SIZES["small"],
                  weight="bold")  # fmt: skip
        ax = area(figure, LEFT, head, RIGHT - LEFT, height - head)
        look.bare(ax)
        ax.set(xlim=(0, RIGHT - LEFT), ylim=(height - head, 0))
        top = 0.0
        for row in grid.rows:
            ax.axhline(top, color=look.HAIR, linewidth=1)
            inside = any(row.startswith(f"{other}, ") for other in parents)
            ax.text(0.22 if inside else 0, top + talls[row] / 2, "\n".join(names[row]),
                    size=look.SIZES["body"], va="center", linespacing=1.15,
                    weight="bold" if row in parents else "normal")  # fmt: skip
            for place, column in enumerate(grid.columns):
                n = grid.values.get((row, column), 0)
                x = _NAMES + place * wide
                if n is None:
                    _hatch(ax, x, top + talls[row] / 2, wide)
                else:
                    _cell(ax, grid, n, x, top, wide, talls[row], grid.scales[row], across,
                          grid.mixed(row))  # fmt: skip
            top += talls[row]

    return draw, height


def _name_lines(row: str, parents: set[str]) -> list[str]:
    """Wrap a row's name; below its district the district is not said again."""
    above = next((p for p in parents if row.startswith(f"{p}, ")), None)
    said = row.removeprefix(f"{above}, ") if above else row
    return look.wrap(said, 72 * (_NAMES - 0.3), look.SIZES["body"])


def _cell(
    ax: Any, grid: _Grid, n: int, x: float, top: float, wide: float, tall: float, most: int,
    across: int, mixed: bool,
) -> None:  # fmt: skip
    middle = top + tall / 2
    ax.text(x, middle, number(n), size=look.SIZES["body"], va="center_baseline",
            weight="bold" if n else "normal", color=look.INK if n else look.QUIET)  # fmt: skip
    start = x + _beside(max(most, n))
    pitch, deep = _DOT, -(-n // across)
    spots = rows_of(n, across)
    if mixed:
        pitch, deep = _measure(most, wide)
        spots = [(i // deep, i % deep) for i in range(n)]
    high = middle - deep * pitch / 2
    if grid.dots(n):
        xs = [start + (c + 0.5) * pitch for c, _ in spots]
        ys = [high + (r + 0.5) * pitch for _, r in spots]
        ax.plot(xs, ys, linestyle="none", marker="o", markersize=72 * pitch * 0.7, color=look.BLUE)
        return
    from matplotlib.patches import Rectangle

    bar = (start, high), _bar(n, most, wide), deep * pitch
    ax.add_patch(Rectangle(*bar, color=look.BLUE, linewidth=0))


def _beside(most: int) -> float:
    """Return how far from a cell's left its marks begin: right of its number."""
    return 0.14 + 0.13 * len(number(most))


def _measure(most: int, wide: float) -> tuple[float, int]:
    """Return how wide a dot is and how many stand in a column, so that a bar of `most` fits.

    A bar is as deep as the dots beside it and as long as that many dots, so one can be held
    against the other. Where even the smallest dots are too large for that, see `_apart`.
    """
    room = wide - _beside(most) - 0.2
    fits = [(min(_DOT, room * deep / most, _TALLEST / deep), deep) for deep in range(1, 11)]
    large = [(pitch, deep) for pitch, deep in fits if pitch >= 0.7 * _DOT]
    pitch, deep = large[0] if large else max(fits)
    return max(_SMALLEST_DOT, pitch), deep


def _apart(grid: _Grid) -> bool:
    """Whether dots cannot be drawn small enough to be held against a bar."""
    return any(
        grid.mixed(row)
        and _bar(grid.scales[row], grid.scales[row], _wide(grid))
        < 0.99 * pitch * grid.scales[row] / deep
        for row in grid.rows
        for pitch, deep in [_measure(grid.scales[row], _wide(grid))]
    )


def _bar(n: int, most: int, wide: float) -> float:
    """Return how long a bar of `n` is: as long as that many dots, and never outside its cell."""
    pitch, deep = _measure(most, wide)
    return n * min(pitch / deep, (wide - _beside(most) - 0.2) / most)


def _wide(grid: _Grid) -> float:
    return (RIGHT - LEFT - _NAMES) / len(grid.columns)


def _hatch(ax: Any, x: float, middle: float, wide: float) -> None:
    """Draw what is hidden as hidden: hatched, never as zero or as nothing."""
    from matplotlib.patches import Rectangle

    width, tall = min(wide - 0.15, 1.9), 0.42
    ax.add_patch(Rectangle((x, middle - tall / 2), width, tall, facecolor="none",
                           edgecolor="#A9A393", hatch="////", linewidth=0))  # fmt: skip
    behind = {"facecolor": look.PAPER, "edgecolor": "none", "pad": 3}
    ax.text(x + width / 2, middle, HIDDEN, size=look.SIZES["small"], ha="center", va="center",
            color=look.INK, bbox=behind)  # fmt: skip
