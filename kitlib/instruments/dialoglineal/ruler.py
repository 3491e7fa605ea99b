"""The ruler itself: 1-10 on five quiet tints, with the first-person sentences over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.instruments.dialoglineal.columns import HIGH, LOW
from kitlib.instruments.dialoglineal.wording import Band, bands
from kitlib.instruments.marks import area, text_height, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["GOAL", "NOW", "START", "TINTS", "draw_ruler", "sentences_height"]

# Marks of a citizen's three numbers: told apart by size and filling, colour only helps.
START: dict[str, Any] = {
    "marker": "o",
    "markersize": 13,
    "markerfacecolor": look.PAPER,
    "markeredgecolor": look.BLUE,
    "markeredgewidth": 2.2,
}
GOAL: dict[str, Any] = {
    "marker": "o",
    "markersize": 22,
    "markerfacecolor": look.PAPER,
    "markeredgecolor": look.ORANGE,
    "markeredgewidth": 2.6,
}
NOW: dict[str, Any] = {
    "marker": "o",
    "markersize": 9,
    "markerfacecolor": look.BLUE,
    "markeredgecolor": look.BLUE,
}

#: Two tints by turns: a scale of tints would say that one end is better.
TINTS = (look.FAINT, "#F6F2E8")
_SIZE = look.SIZES["small"]
_STEPS = 0.32  # inches for the row of step numbers
_AIR = 0.12


def _lines(band: Band, width: float) -> list[str]:
    share = (band.high - band.low + 1) / (HIGH - LOW + 1)
    return look.even(band.sentence, 72 * width * share - 12, _SIZE)


def sentences_height(width: float) -> float:
    """Return the inches the sentences and step numbers take above a ruler of this width."""
    most = max(len(_lines(band, width)) for band in bands())
    return text_height(most, _SIZE) + _AIR + _STEPS


def draw_ruler(
    figure: Any,
    left: float,
    top: float,
    width: float,
    height: float,
    *,
    rows: float,
    sentences: bool = True,
) -> Axes:
    """Draw sentences, steps and tints, and return the axes for what stands on them.

    Parameters
    ----------
    left, top, width, height : float
        In inches; the sentences stand inside the height, the tints below them.
    rows : float
        Height of the tinted part in the axes' own units, counted from the top.
    sentences : bool
        Whether there is room for the sentences; without them the tints fill the whole height
        and the step numbers stand just outside it.
    """
    head = sentences_height(width) if sentences else 0.0
    ax = area(figure, left, top + head, width, height - head)
    look.bare(ax)
    ax.set(xlim=(LOW - 0.5, HIGH + 0.5), ylim=(rows, 0))
    ax.set_xticks(range(LOW, HIGH + 1))
    ax.tick_params(axis="x", labeltop=True, labelbottom=True, labelsize=_SIZE, pad=4)
    step = width / (HIGH - LOW + 1)
    for place, band in enumerate(bands()):
        ax.axvspan(band.low - 0.5, band.high + 0.5, color=TINTS[place % 2], linewidth=0, zorder=0)
        if not sentences:
            continue
        lines = _lines(band, width)
        above = head - _STEPS - text_height(lines, _SIZE)
        middle = left + step * ((band.low + band.high) / 2 - LOW + 0.5)
        write(figure, middle, top + above, lines, size=_SIZE, ha="center", color=look.INK)
    return ax
