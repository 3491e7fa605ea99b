"""Possible worlds: whole tables an attacker cannot tell from the true one.

A world is kept as its difference from the truth. Two worlds that put a number `width` apart prove
that it is protected; a world that moves a number and fits what an insider knows proves that they
cannot tell. Each world serves all numbers it moves, so few need be computed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kitlib.privacy.suppression_steps import Demand, Steps
from kitlib.privacy.suppression_system import Insider, System

__all__ = ["STEP", "Worlds"]

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
        Whether the attacker may be one of the insiders.
    reach : float
        How far from the truth a number may go in a world. In a network the width is enough;
        elsewhere a larger reach finds more.
    """

    def __init__(self, system: System, *, insider: bool, reach: float) -> None:
        self.system = system
        self.hidden = system.must_hide.copy()
        self._memory = [np.zeros(system.size, dtype=np.int32)]
        self._up = np.minimum(system.high - system.n, reach)
        self._down = np.minimum(system.n - system.low, reach)
        widths: dict[int, int] = {}
        for target in system.targets:
            widths[target.variable] = max(widths.get(target.variable, 0), target.width)
        self._aims = np.array(sorted(widths), dtype=np.int64)
        self._widths = np.array([widths[v] for v in self._aims.tolist()], dtype=np.int64)
        self._may = system.may_hide | system.open
        self._insiders = system.insiders if insider else ()
        self._known_at = np.array([int(one.at[0]) for one in self._insiders], dtype=np.int64)
        self._counts = np.ones((len(self._aims), len(self._insiders)), dtype=bool)
        for number, one in enumerate(self._insiders):
            self._counts[:, number] = ~np.isin(self._aims, one.own)
        self._take(np.array(self._memory))
        self._grow = Steps(system, np.flatnonzero(self._may), self._up, self._down, slack=0.05)
        self._stay: Steps | None = None

    def start(self, hidden: np.ndarray) -> None:
        """Take up another choice, with the remembered worlds that stay possible under it."""
        self.hidden = hidden.copy()
        self._stay = None
        away = ~(hidden | self.system.open)
        memory = np.array(self._memory)
        self._take(memory[~(memory[:, away] != 0).any(axis=1)])

    @property
    def moves(self) -> np.ndarray:
        """The worlds at hand, one a row, as steps from the truth."""
        return self._rows[: self._used]

    def _take(self, worlds: np.ndarray) -> None:
        self._used = len(worlds)
        self._rows = np.vstack([worlds, np.zeros((64, self.system.size), dtype=np.int32)])
        self._blind = np.zeros((len(self._aims), len(self._insiders)), dtype=np.float32)
        self._tell_apart(worlds, 1)

    def _tell_apart(self, worlds: np.ndarray, times: int) -> None:
        """Count, for each number and insider, the worlds that move the one and fit the other."""
        if self._insiders and len(worlds):
            away = (worlds[:, self._aims] != 0).astype(np.float32)
            self._blind += times * (away.T @ (worlds[:, self._known_at] == 0).astype(np.float32))

    def hide(self, cells: np.ndarray) -> None:
        """Hide some cells more."""
        self.hidden[cells] = True
        if self._stay is not None and not self._stay.let(cells):
            self._stay = None

    def show(self, cells: np.ndarray) -> np.ndarray:
        """Show cells again; return the worlds that are no longer possible, for `unshow`."""
        before = self.moves
        self.hidden[cells] = False
        if self._stay is not None:
            self._stay.hold(cells)
        gone = (before[:, cells] != 0).any(axis=1)
        lost, kept = before[gone], before[~gone]
        self._rows[: len(kept)] = kept
        self._used = len(kept)
        self._tell_apart(lost, -1)
        return lost

    def unshow(self, cells: np.ndarray, gone: np.ndarray) -> None:
        """Hide cells again that could not be shown; what was found meanwhile stays possible."""
        self.hide(cells)
        for world in gone:
            self._put(world)
        self._tell_apart(gone, 1)

    def add(self, world: np.ndarray) -> None:
        """Remember a world, and hide what it moves."""
        fresh = np.flatnonzero((world != 0) & ~self.hidden & self.system.may_hide)
        if len(fresh):
            self.hide(fresh)
        self._put(world)
        self._tell_apart(world[None, :], 1)
        if len(self._memory) < _REMEMBERED:
            self._memory.append(world)

    def _put(self, world: np.ndarray) -> None:
        if self._used == len(self._rows):
            self._rows = np.vstack([self._rows, np.zeros_like(self._rows)])
        self._rows[self._used] = world
        self._used += 1

    def lacking(self) -> list[Demand]:
        """Return what no world at hand proves yet."""
        if not len(self._aims):
            return []
        moved = self.moves[:, self._aims]
        span = moved.max(axis=0) - moved.min(axis=0)
        short = np.flatnonzero(span < self._widths)
        found: list[Demand] = [(int(self._aims[i]), int(self._widths[i]), -1) for i in short]
        aims, insiders = np.nonzero((self._blind < 0.5) & self._counts)
        pairs = zip(self._aims[aims].tolist(), insiders.tolist(), strict=True)
        return found + [(aim, 1, one) for aim, one in pairs]

    def proves(self, demand: Demand) -> bool:
        """Whether the worlds at hand meet one demand."""
        aim, width, one = demand
        moved = self.moves[:, aim]
        if one < 0:
            return bool(moved.max() - moved.min() >= width)
        known = self._insiders[one]
        steps = self.moves[:, known.at]
        fits = (steps == 0).all(axis=1)
        return bool((moved[fits] != 0).any())

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
        return self._grow.world(demand, sign, need, need, 0.0, self._known(demand))

    def furthest(self, demand: Demand, sign: int) -> np.ndarray | None:
        """Return the world of hidden cells where a number goes furthest, up to what is lacking."""
        most, known = self._lack(demand, sign), self._known(demand)
        world = self._among_hidden().world(demand, sign, 0, most, -1.0, known)
        return world if world is not None and world[demand[0]] != 0 else None

    def broad(self, demands: Sequence[Demand]) -> np.ndarray | None:
        """Return a world of hidden cells that goes towards many demands at once.

        Each number is sent one way by lot. Where only insiders are left to lead astray, it fits
        what half of them know, by lot.
        """
        rng = np.random.default_rng(self._used)
        widths = [d for d in demands if d[2] < 0]
        held: set[int] = set()
        if not widths:
            left = np.unique([d[2] for d in demands])
            lot = (rng.random(len(left)) < 0.5) | (left == demands[0][2])
            held = set(left[lot].tolist())
        known = [self._insiders[one] for one in held]
        kept = {v for each in known for v in each.at.tolist()}
        steps: dict[int, int] = {}
        for demand in widths or demands:
            aim, _, one = demand
            if aim not in kept and (one < 0 or one in held):
                sign = 1 if rng.random() < 0.5 or self._down[aim] < 1 else -1
                steps.setdefault(aim, sign * self._lack(demand, sign))
        world = self._among_hidden().towards(steps, known)
        return world if world is not None and world.any() else None

    def _among_hidden(self) -> Steps:
        if self._stay is None:
            cells = np.flatnonzero(self.hidden | self.system.open)
            self._stay = Steps(self.system, cells, self._up, self._down)
            self._stay.prefer(np.full(self.system.size, STEP))
        return self._stay

    def _known(self, demand: Demand) -> Insider | None:
        return self._insiders[demand[2]] if demand[2] >= 0 else None

    def _lack(self, demand: Demand, sign: int) -> int:
        aim, width, one = demand
        moved = self.moves[:, aim]
        return 1 if one >= 0 else width + int(moved.min() if sign > 0 else -moved.max())
