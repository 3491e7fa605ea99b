"""Possible worlds: whole tables an attacker cannot tell from the true one.

A world is kept as its difference from the truth. Two worlds that put a number `width` apart prove
that it is protected; a world that moves a number and leaves a single where it is proves that the
person in the single cannot tell. Each world serves all numbers it moves, so few need be computed.
"""

from __future__ import annotations

import numpy as np

from kitlib.privacy.suppression_solver import NEAR, Program
from kitlib.privacy.suppression_system import System

__all__ = ["Demand", "Worlds"]

#: A number, how far it must reach, and the single that is known meanwhile (-1: none).
Demand = tuple[int, int, int]


class Worlds:
    """The worlds found so far for a choice of hidden cells, and a search for new ones.

    Parameters
    ----------
    system : System
    insider : bool
        Whether a hidden single may be known to the attacker.
    reach : int
        How far from the truth a number may go in a world. In a network the width is enough;
        elsewhere a larger reach finds more.
    """

    def __init__(self, system: System, *, insider: bool, reach: int) -> None:
        self.system = system
        self.hidden = system.must_hide.copy()
        self.moves = np.zeros((1, system.size), dtype=np.int32)
        self._up = np.minimum(system.high - system.n, reach)
        self._down = np.minimum(system.n - system.low, reach)
        self._insider = insider
        self._aims = np.array(sorted({t.variable for t in system.targets}), dtype=np.int64)
        widths = {v: 0 for v in self._aims.tolist()}
        for target in system.targets:
            widths[target.variable] = max(widths[target.variable], target.width)
        self._widths = np.array([widths[v] for v in self._aims.tolist()], dtype=np.int64)
        single = (system.n == 1) & np.isfinite(system.low) & (system.must_hide | system.open)
        self._singles = np.flatnonzero(single)
        same = system.same_person
        self._counts = np.array(
            [[a != s and (int(s), int(a)) not in same for s in self._singles] for a in self._aims],
            dtype=bool,
        ).reshape(len(self._aims), len(self._singles))
        self._may = system.may_hide | system.open
        self._grow = self._program(whole=False)
        self._grow_whole = None if system.is_network else self._program(whole=True)
        self._limits(self._may)

    def _program(self, *, whole: bool) -> Program:
        system = self.system
        rows = [
            (np.concatenate([v, v + system.size]), np.concatenate([c, -c])) for v, c in system.rows
        ]
        at_truth = np.array([float(c @ system.n[v]) for v, c in system.rows])
        nothing = np.zeros(2 * system.size)
        return Program(
            rows,
            system.row_low - at_truth,
            system.row_high - at_truth,
            nothing,
            nothing,
            whole=whole,
        )

    @property
    def _programs(self) -> list[Program]:
        return [p for p in (self._grow, self._grow_whole) if p is not None]

    def _limits(self, allowed: np.ndarray) -> None:
        """Let only what is allowed move."""
        self._allowed = allowed.copy()
        high = np.concatenate([np.where(allowed, self._up, 0), np.where(allowed, self._down, 0)])
        for program in self._programs:
            program.bound(np.arange(2 * self.system.size), np.zeros(high.size), high)

    def only_hidden(self) -> None:
        """From now on look for worlds that move hidden cells only."""
        self._limits(self.hidden | self.system.open)

    def everything(self) -> None:
        """From now on look for worlds that move any cell that may be hidden."""
        self._limits(self._may)

    def lacking(self) -> list[Demand]:
        """Return what no world at hand proves yet."""
        if not len(self._aims):
            return []
        moved = self.moves[:, self._aims]
        span = moved.max(axis=0) - moved.min(axis=0)
        short = np.flatnonzero(span < self._widths)
        found: list[Demand] = [(int(self._aims[i]), int(self._widths[i]), -1) for i in short]
        if self._insider and len(self._singles):
            away = (moved != 0).astype(np.float32)
            still = (self.moves[:, self._singles] == 0).astype(np.float32)
            untold = (away.T @ still == 0) & self._counts
            for aim, single in zip(*np.nonzero(untold), strict=True):
                found.append((int(self._aims[aim]), 1, int(self._singles[single])))
        return found

    def proves(self, demand: Demand) -> bool:
        """Whether the worlds at hand meet one demand."""
        aim, width, single = demand
        moved = self.moves[:, aim]
        if single < 0:
            return bool(moved.max() - moved.min() >= width)
        return bool((moved[self.moves[:, single] == 0] != 0).any())

    def add(self, world: np.ndarray) -> None:
        self.moves = np.vstack([self.moves, world[None, :]])

    def keep(self, rows: np.ndarray) -> None:
        """Keep some of the worlds."""
        self.moves = self.moves[rows]

    def nearest(self, demand: Demand, sign: int, costs: np.ndarray) -> np.ndarray | None:
        """Return the cheapest world where a number goes as far as is still lacking.

        Parameters
        ----------
        sign : {1, -1}
            Whether it goes up or down.
        costs : array
            Cost of each step away from the truth, per variable.
        """
        aim, width, single = demand
        moved = self.moves[:, aim]
        need = 1 if single >= 0 else width + int(moved.min() if sign > 0 else -moved.max())
        return self._search(aim, sign, single, need, np.concatenate([costs, costs]))

    def furthest(self, demand: Demand, sign: int) -> np.ndarray | None:
        """Return the world where a number goes furthest, up to what is lacking; None if nowhere."""
        aim, width, single = demand
        moved = self.moves[:, aim]
        most = 1 if single >= 0 else width + int(moved.min() if sign > 0 else -moved.max())
        costs = np.full(2 * self.system.size, 1e-4)
        costs[[aim, aim + self.system.size]] = -1.0
        world = self._search(aim, sign, single, 0, costs, most)
        return world if world is not None and world[aim] != 0 else None

    def _search(
        self,
        aim: int,
        sign: int,
        single: int,
        need: int,
        costs: np.ndarray,
        most: int | None = None,
    ) -> np.ndarray | None:
        reach = (self._up if sign > 0 else self._down)[aim]
        top = min(reach, need if most is None else most)
        if top < need or not self._allowed[aim]:
            return None
        size = self.system.size
        ahead, back = (aim, aim + size) if sign > 0 else (aim + size, aim)
        held = np.array([ahead, back, *([single, single + size] if single >= 0 else [])])
        low, high = np.zeros(len(held)), np.zeros(len(held))
        low[0], high[0] = need, top
        was = self._high_of(held)
        try:
            found = self._ask(self._grow, held, low, high, costs)
            if found is not None and self._grow_whole is not None and not _is_whole(found):
                found = self._ask(self._grow_whole, held, low, high, costs)
        finally:
            for program in self._programs:
                program.bound(held, np.zeros(len(held)), was)
        if found is None:
            return None
        steps = np.rint(found).astype(np.int32)
        return steps[:size] - steps[size:]

    def _ask(
        self,
        program: Program,
        held: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        costs: np.ndarray,
    ) -> np.ndarray | None:
        program.bound(held, low, high)
        program.cost(np.arange(len(costs)), costs)
        found = program.least()
        return None if found is None else found[1]

    def _high_of(self, columns: np.ndarray) -> np.ndarray:
        size = self.system.size
        cell = columns % size
        allowed = self._allowed[cell]
        return np.where(allowed, np.where(columns < size, self._up[cell], self._down[cell]), 0)


def _is_whole(values: np.ndarray) -> bool:
    return bool(np.abs(values - np.rint(values)).max() < NEAR)
