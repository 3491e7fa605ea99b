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

#: Cost of a step of a cell that is hidden anyway; keeps worlds small, so that they last.
STEP = 1e-3

#: Worlds remembered from one choice to the next.
_REMEMBERED = 4000


class Worlds:
    """A choice of hidden cells, the worlds found so far for it, and a search for new ones.

    Parameters
    ----------
    system : System
    insider : bool
        Whether a hidden single may be known to the attacker.
    reach : float
        How far from the truth a number may go in a world. In a network the width is enough;
        elsewhere a larger reach finds more.
    """

    def __init__(self, system: System, *, insider: bool, reach: float) -> None:
        self.system = system
        self.hidden = system.must_hide.copy()
        self.moves = np.zeros((1, system.size), dtype=np.int32)
        self._memory = self.moves
        self._up = np.minimum(system.high - system.n, reach)
        self._down = np.minimum(system.n - system.low, reach)
        self._insider = insider
        widths: dict[int, int] = {}
        for target in system.targets:
            widths[target.variable] = max(widths.get(target.variable, 0), target.width)
        self._aims = np.array(sorted(widths), dtype=np.int64)
        self._widths = np.array([widths[v] for v in self._aims.tolist()], dtype=np.int64)
        single = (system.n == 1) & np.isfinite(system.low) & (system.must_hide | system.open)
        self._singles = np.flatnonzero(single)
        same = system.same_person
        self._counts = np.array(
            [[a != s and (int(s), int(a)) not in same for s in self._singles] for a in self._aims],
            dtype=bool,
        ).reshape(len(self._aims), len(self._singles))
        self._may = system.may_hide | system.open
        self._grow = _Pair(system, self._up, self._down)
        self._stay = _Pair(system, self._up, self._down)
        self._grow.let(np.flatnonzero(self._may))
        self._stay.let(np.flatnonzero(self.hidden | system.open))
        self._stay.prefer(np.full(system.size, STEP))

    def start(self, hidden: np.ndarray) -> None:
        """Take up another choice, with the remembered worlds that stay possible under it."""
        self._stay.hold(np.flatnonzero(self.hidden & ~hidden))
        self._stay.let(np.flatnonzero(hidden & ~self.hidden))
        self.hidden = hidden.copy()
        away = ~(hidden | self.system.open)
        self.moves = self._memory[~(self._memory[:, away] != 0).any(axis=1)]

    def hide(self, cells: np.ndarray) -> None:
        """Hide some cells more."""
        self.hidden[cells] = True
        self._stay.let(cells)

    def show(self, cell: int) -> np.ndarray:
        """Show a cell again; return the worlds there were, for `unshow`."""
        before = self.moves
        self.hidden[cell] = False
        self._stay.hold(np.array([cell]))
        self.moves = before[before[:, cell] == 0]
        return before

    def unshow(self, cell: int, before: np.ndarray) -> None:
        """Hide a cell again that could not be shown."""
        self.hide(np.array([cell]))
        self.moves = before

    def add(self, world: np.ndarray) -> None:
        """Remember a world, and hide what it moves."""
        fresh = np.flatnonzero((world != 0) & ~self.hidden & self.system.may_hide)
        if len(fresh):
            self.hide(fresh)
        self.moves = np.vstack([self.moves, world[None, :]])
        self._memory = np.vstack([self._memory[-_REMEMBERED:], world[None, :]])

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

    def nearest(self, demand: Demand, sign: int, costs: np.ndarray) -> np.ndarray | None:
        """Return the cheapest world where a number goes as far as is still lacking.

        Parameters
        ----------
        sign : {1, -1}
            Whether it goes up or down.
        costs : array
            Cost of each step away from the truth, per variable.
        """
        need = self._lack(demand, sign)
        self._grow.prefer(costs)
        return self._grow.world(demand, sign, need, need, 0.0)

    def furthest(self, demand: Demand, sign: int) -> np.ndarray | None:
        """Return the world of hidden cells where a number goes furthest, up to what is lacking."""
        world = self._stay.world(demand, sign, 0, self._lack(demand, sign), -1.0)
        return world if world is not None and world[demand[0]] != 0 else None

    def _lack(self, demand: Demand, sign: int) -> int:
        aim, width, single = demand
        moved = self.moves[:, aim]
        return 1 if single >= 0 else width + int(moved.min() if sign > 0 else -moved.max())


class _Pair:
    """A program of steps up and steps down, and where it must be asked, the one in whole steps."""

    def __init__(self, system: System, up: np.ndarray, down: np.ndarray) -> None:
        size = self._size = system.size
        rows = [(np.concatenate([v, v + size]), np.concatenate([c, -c])) for v, c in system.rows]
        at_truth = np.array([float(c @ system.n[v]) for v, c in system.rows])
        none = np.zeros(2 * size)
        self._parts = (rows, system.row_low - at_truth, system.row_high - at_truth, none, none)
        self._program = Program(*self._parts)
        self._whole: Program | None = None
        self._needs_whole = not system.is_network
        self._most = np.concatenate([up, down])
        self._high = np.zeros(2 * size)
        self._costs = np.zeros(2 * size)

    def let(self, cells: np.ndarray) -> None:
        """Let cells move."""
        self._bound(cells, self._most)

    def hold(self, cells: np.ndarray) -> None:
        """Keep cells at the truth."""
        self._bound(cells, np.zeros(2 * self._size))

    def prefer(self, costs: np.ndarray) -> None:
        """Set what each step costs."""
        self._costs = np.concatenate([costs, costs])
        for program in self._programs:
            program.cost(np.arange(2 * self._size), self._costs)

    def world(
        self, demand: Demand, sign: int, need: int, most: int, gain: float
    ) -> np.ndarray | None:
        """Return the cheapest world where the number moves between `need` and `most`.

        Parameters
        ----------
        gain : float
            Added to the cost of each of the number's own steps.
        """
        aim, _, single = demand
        size = self._size
        ahead, back = (aim, aim + size) if sign > 0 else (aim + size, aim)
        top = min(self._high[ahead], most)
        if top < max(need, 1):
            return None
        held = np.array([ahead, back, *([single, single + size] if single >= 0 else [])])
        low, high = np.zeros(len(held)), np.zeros(len(held))
        low[0], high[0] = need, top
        own = self._costs[[ahead]] + gain
        found = self._ask(self._program, held, low, high, own)
        if found is not None and self._needs_whole and not _is_whole(found):
            if self._whole is None:
                self._whole = Program(*self._parts, whole=True)
                self._whole.bound(np.arange(2 * size), np.zeros(2 * size), self._high)
                self._whole.cost(np.arange(2 * size), self._costs)
            found = self._ask(self._whole, held, low, high, own)
        if found is None:
            return None
        steps = np.rint(found).astype(np.int32)
        return steps[:size] - steps[size:]

    @property
    def _programs(self) -> list[Program]:
        return [p for p in (self._program, self._whole) if p is not None]

    def _bound(self, cells: np.ndarray, high: np.ndarray) -> None:
        at = np.concatenate([cells, cells + self._size])
        self._high[at] = high[at]
        for program in self._programs:
            program.bound(at, np.zeros(len(at)), self._high[at])

    def _ask(
        self,
        program: Program,
        held: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        own: np.ndarray,
    ) -> np.ndarray | None:
        program.bound(held, low, high)
        program.change_cost(held[:1], own)
        found = program.least()
        program.bound(held, np.zeros(len(held)), self._high[held])
        program.change_cost(held[:1], self._costs[held[:1]])
        return None if found is None else found[1]


def _is_whole(values: np.ndarray) -> bool:
    return bool(np.abs(values - np.rint(values)).max() < NEAR)
