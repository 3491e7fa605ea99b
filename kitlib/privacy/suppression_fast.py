"""Choosing what else to hide: quickly, and always so that it holds.

Each demand that is not met yet is met in the cheapest way by itself (a minimum-cost flow, with the
cost of a cell spread over its steps and then spread anew over the steps it took), what was hidden
for one serving the next. Afterwards every cell that the rest can do without is shown again, the
dearest first.
"""

from __future__ import annotations

from time import process_time as clock

import numpy as np

from kitlib.privacy.suppression_steps import Demand
from kitlib.privacy.suppression_worlds import STEP, Worlds

__all__ = ["Impossible", "TooSlow", "hide_for", "holds", "prune", "unmet"]


#: So few demands are met one by one.
_FEW = 4


class Impossible(Exception):
    """Nothing that may be hidden meets a demand."""


class TooSlow(Exception):
    """The time was up before a choice held."""


def hide_for(worlds: Worlds, costs: np.ndarray, *, until: float = np.inf) -> None:
    """Hide more until every demand is met.

    Raises
    ------
    Impossible
        Where a demand cannot be met though everything that may be hidden were.
    TooSlow
        Where the time is up (on the clock of `time.process_time`) and demands are left.
    """
    while lacking := _sweep(worlds):
        left = 0
        for demand in _in_order(worlds, lacking):
            if clock() > until:
                raise TooSlow
            if not worlds.proves(demand) and not _meet(worlds, demand, costs):
                left += 1
        # What no whole world was found for in time may be met once more is hidden for the others.
        if left == len(lacking) or (left and worlds.system.is_network):
            raise Impossible


def unmet(worlds: Worlds, *, at_most: int, until: float = np.inf) -> list[Demand]:
    """Return demands that what is hidden does not meet; none only where it meets them all.

    All widths that are too narrow, and then insiders' demands until there are `at_most`. Where
    the time is up, one that may be met is among them.
    """
    failed: dict[Demand, None] = {}
    narrow: set[int] = set()
    for demand in _in_order(worlds, _sweep(worlds)):
        aim, _, one = demand
        if one >= 0 and (aim in narrow or len(failed) >= at_most):
            continue
        late = clock() > until
        if not worlds.proves(demand) and (late or not _stretch(worlds, demand)):
            failed[demand] = None
            narrow.add(aim)
            if late:
                break
    return list(failed)


def prune(worlds: Worlds, costs: np.ndarray, *, until: float) -> None:
    """Show again every cell that the others can do without, the dearest first, while time lasts.

    Twice as many at a time for as long as that goes well.
    """
    extra = np.flatnonzero(worlds.hidden & ~worlds.system.must_hide)
    order = np.array(sorted(extra.tolist(), key=lambda c: (-costs[c], c)), dtype=np.int64)
    at, size = 0, 1
    while at < len(order) and clock() <= until:
        some = order[at : at + size]
        gone = worlds.show(some)
        if holds(worlds, until=until):
            at, size = at + size, size * 2
        else:
            worlds.unshow(some, gone)
            at, size = at + (size == 1), max(size // 2, 1)


def holds(worlds: Worlds, *, until: float = np.inf) -> bool:
    """Whether what is hidden is seen to meet every demand in time; adds the worlds that show it."""
    while lacking := _sweep(worlds):
        for demand in _in_order(worlds, lacking):
            if worlds.proves(demand):
                continue
            if clock() > until or not _stretch(worlds, demand):
                return False
    return True


def _sweep(worlds: Worlds) -> list[Demand]:
    """Meet many demands at once as long as that settles many of them; return what is left."""
    lacking = worlds.lacking()
    while len(lacking) > _FEW:
        world = worlds.broad(lacking)
        if world is None:
            return lacking
        worlds.add(world)
        before, lacking = len(lacking), worlds.lacking()
        if len(lacking) > 0.8 * before:
            break
    return lacking


def _in_order(worlds: Worlds, demands: list[Demand]) -> list[Demand]:
    """Widths first, the smallest cells (hardest to move) first; then what insiders know."""
    n = worlds.system.n
    return sorted(demands, key=lambda d: (d[2] >= 0, n[d[0]], d))


def _meet(worlds: Worlds, demand: Demand, costs: np.ndarray) -> bool:
    """Meet one demand: with what is hidden if that will do, else by the cheaper direction."""
    if _stretch(worlds, demand):
        return True
    best: tuple[float, np.ndarray] | None = None
    for sign in (1, -1):
        found = _cheapest(worlds, demand, sign, costs)
        if found is not None and (best is None or found[0] < best[0] - 1e-9):
            best = found
    if best is None:
        best = _down_and_up(worlds, demand, costs)
    if best is None:
        return False
    worlds.add(best[1])
    return True


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
    aim, width, one = demand
    if one >= 0:
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
