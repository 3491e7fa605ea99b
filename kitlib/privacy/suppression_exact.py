"""The cheapest choice of cells, or how far from it a choice can at most be: cutting planes.

Each cell may be hidden (1) or not (0). Where a choice leaves a number too near, the attacker's
own linear program says, through its duals, which cells would give it room: a sum over them must be
at least what is lacking. These sums are gathered, first for choices in parts and then for whole
ones, and the cheapest choice that meets them all is a lower bound; where it also holds, it is the
optimum. (Fischetti and Salazar 2001, section 4; coefficients above the right-hand side are cut down
to it.)
"""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time as clock

import numpy as np

from kitlib.privacy.suppression_fast import (
    Impossible,
    TooSlow,
    hide_for,
    holds,
    prune,
    unmet,
)
from kitlib.privacy.suppression_solver import NEAR, Program
from kitlib.privacy.suppression_steps import Demand
from kitlib.privacy.suppression_system import System
from kitlib.privacy.suppression_worlds import Worlds

__all__ = ["Choice", "choose"]

#: Demands to learn from at a time.
_AT_ONCE = 60

#: Seconds for showing cells again where the time went before there was a choice.
_GRACE = 1.0


@dataclass(frozen=True, eq=False)
class Choice:
    """What to hide, what it costs, and what any choice costs at least."""

    hidden: np.ndarray
    cost: float
    bound: float
    #: Possible tables that show that it holds, as steps from the truth, one a row.
    worlds: np.ndarray

    @property
    def optimal(self) -> bool:
        return self.cost <= self.bound + NEAR

    @property
    def gap(self) -> float:
        """How much of the cost may be too much."""
        return 0.0 if self.optimal else (self.cost - self.bound) / self.cost


class _Cutter:
    """Finds what a choice, whole or in parts, lacks."""

    def __init__(self, system: System, reach: float) -> None:
        self._system = system
        self.up = np.minimum(system.high - system.n, reach).astype(float)
        self.down = np.minimum(system.n - system.low, reach).astype(float)
        at_truth = system.row_truth
        self._row_low = system.row_low - at_truth
        self._row_high = system.row_high - at_truth
        nothing = np.zeros(system.size)
        self._program = Program(system.rows, self._row_low, self._row_high, nothing, nothing)
        self._fixed = system.must_hide | system.open

    def at(self, share: np.ndarray) -> None:
        """Look at a choice from now on (1: hidden)."""
        self._low, self._high = -self.down * share, self.up * share
        self._program.bound(np.arange(self._system.size), self._low, self._high)

    def cut(self, demand: Demand, share: np.ndarray) -> tuple[np.ndarray, float] | None:
        """Return weights and a least sum that the choice must have and this one has not."""
        aim, width, one = demand
        up, down = self.up, self.down
        held = np.zeros(0, dtype=np.int64)
        if one >= 0:
            known = self._system.insiders[one]
            held, up, down = known.at, up.copy(), down.copy()
            up[held] = down[held] = 0.0
            self._program.bound(held, 0.0 * up[held], 0.0 * up[held])
        weights, constant = np.zeros(self._system.size), 0.0
        for sign in (1.0, -1.0):
            self._program.cost(np.array([aim]), np.array([-sign]))
            found = self._program.least()
            if found is None:
                raise RuntimeError("The truth does not fit its own sums.")
            columns, rows = self._program.duals
            weights += np.where(columns > NEAR, columns * down, 0)
            weights += np.where(columns < -NEAR, -columns * up, 0)
            ends = np.where(rows > 0, self._row_low, self._row_high)
            constant -= float((rows[np.abs(rows) > NEAR] * ends[np.abs(rows) > NEAR]).sum())
        self._program.bound(held, self._low[held], self._high[held])
        needed = width - constant - float(weights[self._fixed].sum())
        weights[self._fixed] = 0.0
        weights[~self._system.may_hide] = 0.0
        if needed <= NEAR or float(weights @ share) >= needed - 1e-4:
            return None
        weights = np.minimum(weights, needed)
        weights[weights < NEAR] = 0.0
        return weights, needed


def choose(worlds: Worlds, costs: np.ndarray, *, until: float, reach: float) -> Choice:
    """Choose what to hide: the cheapest, or what holds and is found by then.

    Parameters
    ----------
    worlds : Worlds
    costs : array
        Cost of hiding each variable.
    until : float
        When to be content (by `time.process_time`). In a network a choice that holds is
        always found, however long it takes; elsewhere it may take half as long again.
    reach : float
        How far from the truth a number need ever go.

    Raises
    ------
    Impossible
        Where no choice holds.
    TooSlow
        Where none is seen to hold in time, which happens in three dimensions and linked tables.
    """
    search = _Search(worlds, costs, until, reach)
    search.run()
    return Choice(search.best, search.cost, min(search.bound, search.cost), search.shown)


class _Search:
    def __init__(self, worlds: Worlds, costs: np.ndarray, until: float, reach: float) -> None:
        self._worlds, self._costs, self._until = worlds, costs, until
        now = clock()
        self._half = now + 0.6 * (until - now)
        self._system = worlds.system
        self._free = np.flatnonzero(self._system.may_hide & ~self._system.must_hide)
        self._whole_costs = bool((costs[self._free] % 1 == 0).all())
        self.best = self._system.must_hide.copy()
        self.cost = np.inf
        self.bound = 0.0
        self.shown = np.zeros((0, self._system.size), dtype=np.int32)
        self._stalled = 0
        self._cutter = _Cutter(self._system, reach)
        self._needy: dict[Demand, None] = {}
        self._cuts: set[bytes] = set()
        none, ones = np.zeros(0), np.ones(len(self._free))
        self._parts = Program([], none, none, 0 * ones, ones)
        self._wholes = Program([], none, none, 0 * ones, ones, whole=True)
        for program in (self._parts, self._wholes):
            program.cost(np.arange(len(ones)), costs[self._free])

    def _paid(self, hidden: np.ndarray) -> float:
        return float(self._costs[hidden & ~self._system.must_hide].sum())

    @property
    def _late(self) -> float:
        """When to stop; without a choice that holds there is no stopping."""
        return self._until if np.isfinite(self.cost) else np.inf

    @property
    def _is_done(self) -> bool:
        return self.cost <= self.bound + NEAR or clock() > self._until

    def run(self) -> None:
        self._search()
        if not np.isfinite(self.cost):
            self._first()

    def _search(self) -> None:
        if not self._system.is_network:
            self._first()
            self._learn_widths()
        if self._is_done or not self._learn(self._system.must_hide, mend=False):
            return
        if len(self._free):
            while self._goes_on() and self._round_in_parts():
                pass
            while self._goes_on() and self._round_in_wholes():
                pass

    def _goes_on(self) -> bool:
        """Whether there is more to do; after a while without a choice that holds, one is found."""
        if not np.isfinite(self.cost) and clock() > self._half:
            self._first()
        return not self._is_done

    def _first(self) -> None:
        """Find a choice that holds before looking for the cheapest: whole numbers take time.

        Hiding more and more is given half of the time; after that everything is hidden that may
        be, and what can be done without is shown again.
        """
        begun = clock()
        left = max(self._until - begun, _GRACE)
        worlds = self._worlds
        worlds.start(self._system.must_hide)
        # In a network that is quick, and a choice is always found.
        late = np.inf if self._system.is_network else begun + 0.5 * left
        try:
            hide_for(worlds, self._costs, until=late)
        except (Impossible, TooSlow):
            worlds.start(self._system.may_hide)
            if not holds(worlds, until=begun + 1.5 * left):
                raise (TooSlow if clock() > begun + 1.5 * left else Impossible) from None
        prune(worlds, self._costs, until=max(begun + 0.75 * left, clock() + _GRACE))
        self._take(worlds.hidden)

    def _learn_widths(self) -> None:
        """Begin with what the primary cells by themselves lack; sums of parts show that quickly."""
        self._worlds.start(self._system.must_hide)
        lacking = [demand for demand in self._worlds.lacking() if demand[2] < 0]
        self._needy.update(dict.fromkeys(lacking))
        self._cut_all(lacking, (self._system.must_hide | self._system.open).astype(float))
        while not self._is_done and self._round_in_parts():
            pass

    def _raise_bound(self, value: float) -> None:
        if np.isfinite(value):
            low = np.ceil(value - 1e-4) if self._whole_costs else value
            self.bound = max(self.bound, float(low))

    def _round_in_parts(self) -> bool:
        """Cut off the cheapest choice in parts; False when that has little more to give."""
        found = self._parts.least()
        if found is None:
            return False
        before = self.bound
        self._raise_bound(found[0])
        share = self._share(found[1])
        added = self._cut_all(list(self._needy), share)
        self._stalled = self._stalled + 1 if self.bound <= before + NEAR else 0
        return added > 0 and self._stalled < 8

    def _round_in_wholes(self) -> bool:
        """Cut off the cheapest whole choice, or find that it holds."""
        late = self._until if np.isfinite(self.cost) else self._half
        self._wholes.within(late - clock())
        found = self._wholes.least_so_far()
        self._raise_bound(self._wholes.bound_below)
        if found is None or self._is_done:
            return found is None and not np.isfinite(self.cost) and clock() > self._half
        share = self._share(np.rint(found[1]))
        hidden = share > 0.5
        added = self._cut_all(list(self._needy), share)
        if added:
            return True
        return self._learn(hidden & self._system.may_hide, mend=True)

    def _share(self, free: np.ndarray) -> np.ndarray:
        share = (self._system.must_hide | self._system.open).astype(float)
        share[self._free] = np.clip(free, 0, 1)
        return share

    def _learn(self, hidden: np.ndarray, *, mend: bool) -> bool:
        """Add the demands that a whole choice does not meet, and cuts; mend it as a candidate."""
        worlds = self._worlds
        worlds.start(hidden)
        lacking = unmet(worlds, at_most=_AT_ONCE, until=self._late)
        if not lacking:
            self._take(hidden)
            return False
        share = (hidden | self._system.open).astype(float)
        self._needy.update(dict.fromkeys(lacking))
        added = self._cut_all(lacking, share)
        if not added:
            self._add(~hidden & self._system.may_hide, 1.0)
        if mend:
            self._mend()
        return True

    def _mend(self) -> None:
        """Make the choice at hand hold, and take it if it is better."""
        try:
            hide_for(self._worlds, self._costs, until=self._late)
        except TooSlow:
            return
        prune(self._worlds, self._costs, until=self._until)
        self._take(self._worlds.hidden)

    def _take(self, hidden: np.ndarray) -> None:
        if self._paid(hidden) < self.cost - NEAR:
            self.best, self.cost = hidden.copy(), self._paid(hidden)
            self.shown = self._worlds.moves.copy()

    def _cut_all(self, demands: list[Demand], share: np.ndarray) -> int:
        self._cutter.at(share)
        added = 0
        for demand in demands:
            if clock() > self._until:
                break
            found = self._cutter.cut(demand, share)
            if found is not None:
                added += self._add(*found)
        return added

    def _add(self, weights: np.ndarray, least: float) -> int:
        own = np.asarray(weights, dtype=float)[self._free]
        kept = np.flatnonzero(own)
        name = np.round(np.append(own[kept], least), 4).tobytes() + kept.tobytes()
        if name in self._cuts:
            return 0
        self._cuts.add(name)
        for program in (self._parts, self._wholes):
            program.add_row(kept, own[kept], least)
        return 1
