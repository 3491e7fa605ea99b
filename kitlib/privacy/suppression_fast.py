"""Choosing what else to hide: quickly, and always so that it holds.

Each demand that is not met yet is met in the cheapest way by itself (a minimum-cost flow, with the
cost of a cell spread over its steps and then spread anew over the steps it took), what was hidden
for one serving the next. Afterwards every cell that the rest can do without is shown again, the
dearest first.
"""

from __future__ import annotations

import numpy as np

from kitlib.privacy.suppression_worlds import Demand, Worlds

__all__ = ["Impossible", "hide_for", "holds", "prune"]

#: A step of a cell that is hidden anyway; keeps worlds small.
_STEP = 1e-3


class Impossible(Exception):
    """Nothing that may be hidden meets a demand."""


def hide_for(worlds: Worlds, costs: np.ndarray) -> None:
    """Hide more until every demand is met.

    Raises
    ------
    Impossible
        Where a demand cannot be met though everything that may be hidden were.
    """
    while lacking := worlds.lacking():
        for demand in _in_order(worlds, lacking):
            if not worlds.proves(demand):
                _meet(worlds, demand, costs)


def _in_order(worlds: Worlds, demands: list[Demand]) -> list[Demand]:
    """Widths first, the smallest cells (hardest to move) first; then what insiders know."""
    n = worlds.system.n
    return sorted(demands, key=lambda d: (d[2] >= 0, n[d[0]], d))


def _meet(worlds: Worlds, demand: Demand, costs: np.ndarray) -> None:
    """Meet one demand: with what is hidden if that will do, else by the cheaper direction."""
    worlds.only_hidden()
    if _stretch(worlds, demand):
        return
    worlds.everything()
    best: tuple[float, np.ndarray] | None = None
    for sign in (1, -1):
        found = _cheapest(worlds, demand, sign, costs)
        if found is not None and (best is None or found[0] < best[0] - 1e-9):
            best = found
    if best is not None:
        _take(worlds, best[1])
    elif not _stretch(worlds, demand):
        raise Impossible


def _take(worlds: Worlds, world: np.ndarray) -> None:
    worlds.hidden |= (world != 0) & worlds.system.may_hide
    worlds.add(world)


def _cheapest(
    worlds: Worlds, demand: Demand, sign: int, costs: np.ndarray
) -> tuple[float, np.ndarray] | None:
    """Find a cheap world, spreading each cell's cost over the steps it takes."""
    per_step = np.where(worlds.hidden | worlds.system.open, _STEP, costs)
    best: tuple[float, np.ndarray] | None = None
    for _ in range(3):
        world = worlds.nearest(demand, sign, per_step)
        if world is None:
            return best
        fresh = (world != 0) & ~worlds.hidden & ~worlds.system.open
        cost = float(costs[fresh].sum())
        if best is not None and cost >= best[0]:
            return best
        best = cost, world
        if cost == 0:
            return best
        per_step[fresh] = costs[fresh] / np.abs(world[fresh])
    return best


def prune(worlds: Worlds, costs: np.ndarray) -> None:
    """Show again every cell that the others can do without, the dearest first."""
    extra = np.flatnonzero(worlds.hidden & ~worlds.system.must_hide)
    for cell in sorted(extra.tolist(), key=lambda c: (-costs[c], c)):
        before = worlds.moves
        worlds.hidden[cell] = False
        worlds.keep(before[:, cell] == 0)
        worlds.only_hidden()
        if not holds(worlds):
            worlds.hidden[cell] = True
            worlds.moves = before


def holds(worlds: Worlds) -> bool:
    """Whether what is hidden meets every demand; adds the worlds that show it."""
    while lacking := worlds.lacking():
        for demand in lacking:
            if not worlds.proves(demand) and not _stretch(worlds, demand):
                return False
    return True


def _stretch(worlds: Worlds, demand: Demand) -> bool:
    """Meet one demand with what may move now: one way, the other, or as far as it goes both."""
    for sign in (1, -1):
        if worlds.proves(demand):
            return True
        world = worlds.furthest(demand, sign)
        if world is not None:
            _take(worlds, world)
    return worlds.proves(demand)
