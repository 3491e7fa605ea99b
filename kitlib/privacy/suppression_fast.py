"""Choosing what else to hide: quickly, and always so that it holds.

Each demand that is not met yet is met in the cheapest way by itself (a minimum-cost flow, with the
cost of a cell spread over its steps and then spread anew over the steps it took), what was hidden
for one serving the next. Afterwards every cell that the rest can do without is shown again, the
dearest first.
"""

from __future__ import annotations

from time import monotonic

import numpy as np

from kitlib.privacy.suppression_worlds import STEP, Demand, Worlds

__all__ = ["Impossible", "hide_for", "prune", "unmet"]


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


def unmet(worlds: Worlds, *, at_most: int) -> list[Demand]:
    """Return demands that what is hidden does not meet; none only where it meets them all.

    All widths that are too narrow, and then insiders' demands until there are `at_most`.
    """
    failed: dict[Demand, None] = {}
    narrow: set[int] = set()
    for demand in _in_order(worlds, worlds.lacking()):
        aim, _, single = demand
        if single >= 0 and (aim in narrow or len(failed) >= at_most):
            continue
        if not worlds.proves(demand) and not _stretch(worlds, demand):
            failed[demand] = None
            narrow.add(aim)
    return list(failed)


def prune(worlds: Worlds, costs: np.ndarray, *, until: float) -> None:
    """Show again every cell that the others can do without, the dearest first, while time lasts."""
    extra = np.flatnonzero(worlds.hidden & ~worlds.system.must_hide)
    for cell in sorted(extra.tolist(), key=lambda c: (-costs[c], c)):
        if monotonic() > until:
            return
        before = worlds.show(cell)
        if not _holds(worlds):
            worlds.unshow(cell, before)


def _holds(worlds: Worlds) -> bool:
    """Whether what is hidden meets every demand; adds the worlds that show it."""
    while lacking := worlds.lacking():
        for demand in lacking:
            if not worlds.proves(demand) and not _stretch(worlds, demand):
                return False
    return True


def _in_order(worlds: Worlds, demands: list[Demand]) -> list[Demand]:
    """Widths first, the smallest cells (hardest to move) first; then what insiders know."""
    n = worlds.system.n
    return sorted(demands, key=lambda d: (d[2] >= 0, n[d[0]], d))


def _meet(worlds: Worlds, demand: Demand, costs: np.ndarray) -> None:
    """Meet one demand: with what is hidden if that will do, else by the cheaper direction."""
    if _stretch(worlds, demand):
        return
    best: tuple[float, np.ndarray] | None = None
    for sign in (1, -1):
        found = _cheapest(worlds, demand, sign, costs)
        if found is not None and (best is None or found[0] < best[0] - 1e-9):
            best = found
    if best is None:
        best = _down_and_up(worlds, demand, costs)
    if best is None:
        raise Impossible
    worlds.add(best[1])


def _stretch(worlds: Worlds, demand: Demand) -> bool:
    """Meet one demand with what is hidden: one way, the other, or as far as it goes both."""
    for sign in (1, -1):
        if worlds.proves(demand):
            return True
        world = worlds.furthest(demand, sign)
        if world is not None:
            worlds.add(world)
    return worlds.proves(demand)


def _down_and_up(
    worlds: Worlds, demand: Demand, costs: np.ndarray
) -> tuple[float, np.ndarray] | None:
    """Go down step by step as far as anything hidden lets it, and then up from there."""
    aim, width, single = demand
    if single >= 0:
        return None
    for _ in range(width):
        step = int(worlds.moves[:, aim].max() - worlds.moves[:, aim].min()) + 1
        down = _cheapest(worlds, (aim, step, -1), -1, costs)
        if down is None:
            break
        worlds.add(down[1])
        up = _cheapest(worlds, demand, 1, costs)
        if up is not None:
            return up
    return None


def _cheapest(
    worlds: Worlds, demand: Demand, sign: int, costs: np.ndarray
) -> tuple[float, np.ndarray] | None:
    """Find a cheap world, spreading each cell's cost over the steps it takes."""
    per_step = np.where(worlds.hidden | worlds.system.open, STEP, np.minimum(costs, 1e6))
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
