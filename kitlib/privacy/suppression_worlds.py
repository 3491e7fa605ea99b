"""Possible worlds: whole tables an attacker cannot tell from the true one.

A world is kept as its difference from the truth. Two worlds that put a number `width` apart prove
that it is protected; a world that moves a number and leaves a single where it is proves that the
person in the single cannot tell. Each world serves all numbers it moves, so few need be computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kitlib.privacy.suppression_solver import NEAR, Program
from kitlib.privacy.suppression_system import System

__all__ = ["Demand", "Worlds"]

#: A number, how far it must reach, and the single that is known meanwhile (-1: none).
Demand = tuple[int, int, int]

#: Cost of a step of a cell that is hidden anyway; keeps worlds small, so that they last.
STEP = 1e-3

#: Seconds for a question in whole numbers; a world found by then is as possible as the best.
_PATIENCE = 1.0

#: How many numbers to round one after another before giving up.
_DEEPEST = 40

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
        self._memory = [np.zeros(system.size, dtype=np.int32)]
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
        self._counts = system.person[self._aims][:, None] != system.person[self._singles][None, :]
        self._take(np.array(self._memory))
        self._may = system.may_hide | system.open
        self._grow = _Pair(system, np.flatnonzero(self._may), self._up, self._down, slack=0.05)
        self._stay: _Pair | None = None

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
        self._blind = np.zeros((len(self._aims), len(self._singles)), dtype=np.float32)
        self._tell_apart(worlds, 1)

    def _tell_apart(self, worlds: np.ndarray, times: int) -> None:
        """Count, for each number and single, the worlds that move the one and not the other."""
        if self._insider and len(self._singles) and len(worlds):
            away = (worlds[:, self._aims] != 0).astype(np.float32)
            still = (worlds[:, self._singles] == 0).astype(np.float32)
            self._blind += times * (away.T @ still)

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
        if self._insider and len(self._singles):
            untold = (self._blind < 0.5) & self._counts
            aims, singles = np.nonzero(untold)
            pairs = zip(self._aims[aims].tolist(), self._singles[singles].tolist(), strict=True)
            found += [(aim, 1, single) for aim, single in pairs]
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
        world = self._among_hidden().world(demand, sign, 0, self._lack(demand, sign), -1.0)
        return world if world is not None and world[demand[0]] != 0 else None

    def broad(self, demands: Sequence[Demand]) -> np.ndarray | None:
        """Return a world of hidden cells that goes towards many demands at once.

        Each number is sent one way by lot. Where only insiders are left to lead astray, half of
        the singles, by lot, stay where they are.
        """
        rng = np.random.default_rng(self._used)
        widths = [d for d in demands if d[2] < 0]
        held = np.zeros(0, dtype=np.int64)
        if not widths:
            singles = np.unique([d[2] for d in demands])
            held = singles[(rng.random(len(singles)) < 0.5) | (singles == demands[0][2])]
        kept = set(held.tolist())
        steps: dict[int, int] = {}
        for demand in widths or demands:
            aim, _, single = demand
            if aim not in kept and (single < 0 or single in kept):
                sign = 1 if rng.random() < 0.5 or self._down[aim] < 1 else -1
                steps.setdefault(aim, sign * self._lack(demand, sign))
        world = self._among_hidden().towards(steps, held)
        return world if world is not None and world.any() else None

    def _among_hidden(self) -> _Pair:
        if self._stay is None:
            cells = np.flatnonzero(self.hidden | self.system.open)
            self._stay = _Pair(self.system, cells, self._up, self._down)
            self._stay.prefer(np.full(self.system.size, STEP))
        return self._stay

    def _lack(self, demand: Demand, sign: int) -> int:
        aim, width, single = demand
        moved = self.moves[:, aim]
        return 1 if single >= 0 else width + int(moved.min() if sign > 0 else -moved.max())


class _Pair:
    """A program of steps up and steps down of some cells; where it must be, in whole steps."""

    def __init__(
        self,
        system: System,
        cells: np.ndarray,
        up: np.ndarray,
        down: np.ndarray,
        *,
        slack: float = 0.0,
    ) -> None:
        # Steps cost so little that an answer within .4 has the number itself where it should be.
        self._slack = (slack, 0.4)
        self._size = system.size
        self._cells = cells
        self._column = np.full(system.size, -1, dtype=np.int64)
        self._column[cells] = np.arange(len(cells))
        self._parts = self._rows(system)
        self._most = np.concatenate([up[cells], down[cells]])
        self._high = self._most.copy()
        self._costs = np.zeros(2 * len(cells))
        self._needs_whole = not system.is_network
        self._program = self._made(whole=False)
        self._whole: Program | None = None

    def _rows(
        self, system: System
    ) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray]:
        row, variable, sign = system.flat_rows
        at = self._column[variable]
        moves = at >= 0
        row, at, sign = row[moves], at[moves], sign[moves]
        kept, first = np.unique(row, return_index=True)
        rows = [
            (np.concatenate([a, a + len(self._cells)]), np.concatenate([s, -s]))
            for a, s in zip(np.split(at, first[1:]), np.split(sign, first[1:]), strict=True)
        ]
        truth = system.row_truth[kept]
        return rows[: len(kept)], system.row_low[kept] - truth, system.row_high[kept] - truth

    def _made(self, *, whole: bool) -> Program:
        rows, low, high = self._parts
        none = np.zeros(len(self._high))
        program = Program(rows, low, high, none, self._high, whole=whole, slack=self._slack)
        program.cost(np.arange(len(self._costs)), self._costs)
        return program

    def let(self, cells: np.ndarray) -> bool:
        """Let cells move; False where one of them has no place here."""
        at = self._column[cells]
        if (at < 0).any():
            return False
        self._bound(np.concatenate([at, at + len(self._cells)]), self._most)
        return True

    def hold(self, cells: np.ndarray) -> None:
        """Keep cells at the truth."""
        at = self._column[cells]
        at = at[at >= 0]
        self._bound(np.concatenate([at, at + len(self._cells)]), np.zeros(len(self._most)))

    def prefer(self, costs: np.ndarray) -> None:
        """Set what each step costs."""
        self._costs = np.concatenate([costs[self._cells], costs[self._cells]])
        for program in self._programs:
            program.change_cost(np.arange(len(self._costs)), self._costs)

    def world(
        self, demand: Demand, sign: int, need: int, most: int, gain: float
    ) -> np.ndarray | None:
        """Return the cheapest world where the number moves between `need` and `most`.

        Parameters
        ----------
        gain : float
            Added to the cost of each of the number's own steps.
        """
        width = len(self._cells)
        aim, single = int(self._column[demand[0]]), demand[2]
        ahead, back = (aim, aim + width) if sign > 0 else (aim + width, aim)
        top = min(self._high[ahead], most)
        if top < max(need, 1):
            return None
        known = int(self._column[single]) if single >= 0 else -1
        held = np.array([ahead, back, *([known, known + width] if known >= 0 else [])])
        low, high = np.zeros(len(held)), np.zeros(len(held))
        low[0], high[0] = need, top
        own = self._costs[[ahead]] + gain
        found = self._ask(held, low, high, own)
        return None if found is None else self._as_world(found)

    def towards(self, steps: Mapping[int, int], held: np.ndarray) -> np.ndarray | None:
        """Return a world where numbers go as many of their (signed) steps as can be together."""
        width = len(self._cells)
        aims = self._column[np.array(list(steps), dtype=np.int64)]
        far = np.array(list(steps.values()), dtype=np.int64)
        ahead, back = np.where(far > 0, aims, aims + width), np.where(far > 0, aims + width, aims)
        high, costs = self._high.copy(), self._costs.copy()
        high[ahead] = np.minimum(high[ahead], np.abs(far))
        costs[ahead], costs[back] = -1.0, 1.0
        at = self._column[held]
        high[at], high[at + width] = 0.0, 0.0
        all_, none = np.arange(2 * width), np.zeros(2 * width)
        found = self._ask(all_, none, high, costs)
        return None if found is None else self._as_world(found)

    def _as_world(self, found: np.ndarray) -> np.ndarray:
        steps, width = np.rint(found).astype(np.int32), len(self._cells)
        world = np.zeros(self._size, dtype=np.int32)
        world[self._cells] = steps[:width] - steps[width:]
        return world

    @property
    def _programs(self) -> list[Program]:
        return [p for p in (self._program, self._whole) if p is not None]

    def _bound(self, columns: np.ndarray, high: np.ndarray) -> None:
        self._high[columns] = high[columns]
        for program in self._programs:
            program.bound(columns, np.zeros(len(columns)), self._high[columns])

    def _ask(
        self, held: np.ndarray, low: np.ndarray, high: np.ndarray, own: np.ndarray
    ) -> np.ndarray | None:
        """Solve with some bounds, and costs of the first of them, changed for this once."""
        found = self._solve(self._program, held, low, high, own)
        if found is None or not self._needs_whole or _is_whole(found):
            return found
        dived = self._dive(held, low, high, own, found)
        if dived is not None:
            return dived
        self._whole = self._whole or self._made(whole=True)
        return self._solve(self._whole, held, low, high, own)

    def _solve(
        self,
        program: Program,
        held: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        own: np.ndarray,
    ) -> np.ndarray | None:
        program.bound(held, low, high)
        program.change_cost(held[: len(own)], own)
        if program is self._whole:
            program.within(_PATIENCE)
            found = program.least_so_far()
        else:
            found = program.least()
        program.bound(held, np.zeros(len(held)), self._high[held])
        program.change_cost(held[: len(own)], self._costs[held[: len(own)]])
        return None if found is None else found[1]

    def _dive(
        self,
        held: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        own: np.ndarray,
        point: np.ndarray,
    ) -> np.ndarray | None:
        """Round one number after another, solving anew in between; None where that leads nowhere.

        Not the best whole answer, but mostly one, at a small part of the time.
        """
        least, most = np.zeros(len(self._high)), self._high.copy()
        least[held], most[held] = low, high
        program = self._program
        program.bound(held, low, high)
        program.change_cost(held[: len(own)], own)
        program.prefer_dual(True)
        found: np.ndarray | None = point
        for _ in range(_DEEPEST):
            assert found is not None
            part = np.abs(found - np.rint(found))
            broken = np.flatnonzero(part > NEAR)
            if not len(broken):
                break
            at = broken[[np.argmin(part[broken])]]
            value = np.rint(found[at])
            up = bool(value[0] > found[at][0])
            kept = (least[at], most[at])
            least[at], most[at] = (value, most[at]) if up else (least[at], value)
            program.bound(at, least[at], most[at])
            answer = program.least()
            if answer is None:
                least[at], most[at] = (kept[0], value - 1) if up else (value + 1, kept[1])
                program.bound(at, least[at], most[at])
                answer = program.least()
            found = None if answer is None else answer[1]
            if found is None:
                break
        else:
            found = None
        program.prefer_dual(False)
        all_ = np.arange(len(most))
        program.bound(all_, np.zeros(len(most)), self._high)
        program.change_cost(held[: len(own)], self._costs[held[: len(own)]])
        return found


def _is_whole(values: np.ndarray) -> bool:
    return bool(np.abs(values - np.rint(values)).max() < NEAR)
