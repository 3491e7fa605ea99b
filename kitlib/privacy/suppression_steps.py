"""Steps away from the true table: the program that looks for one more possible world.

Each cell may go some steps up and some steps down. What a step costs, how far a number must go
and which cells stay decide the question; an answer in whole steps is a world. Outside networks
the cheapest answer may be fractional: then it is rounded number by number, and only where that
leads nowhere is the question asked in whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kitlib.privacy.suppression_solver import NEAR, Program
from kitlib.privacy.suppression_system import Insider, System

__all__ = ["Demand", "Steps"]

#: A number, how far it must reach, and the insider that must not tell (-1: none, but everyone).
Demand = tuple[int, int, int]

#: Seconds for a question in whole numbers; a world found by then is as possible as the best. So
#: long that a busy machine answers as a quiet one does.
_PATIENCE = 10.0

#: How many numbers to round one after another before giving up.
_DEEPEST = 40


class Steps:
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
        self,
        demand: Demand,
        sign: int,
        need: int,
        most: int,
        gain: float,
        known: Insider | None = None,
    ) -> np.ndarray | None:
        """Return the cheapest world where the number moves between `need` and `most`.

        Parameters
        ----------
        gain : float
            Added to the cost of each of the number's own steps.
        known : Insider, optional
            Whose knowledge the world must fit.
        """
        width = len(self._cells)
        aim = int(self._column[demand[0]])
        ahead, back = (aim, aim + width) if sign > 0 else (aim + width, aim)
        held, high = self._within([known] if known is not None else [])
        top = min(self._high[ahead], most, *high[held == ahead])
        if top < max(need, 1):
            return None
        others = (held != ahead) & (held != back)
        held = np.concatenate([[ahead, back], held[others]])
        high = np.concatenate([[top, 0.0], high[others]])
        low = np.zeros(len(held))
        low[0] = need
        own = self._costs[[ahead]] + gain
        found = self._ask(held, low, high, own)
        return None if found is None else self._as_world(found)

    def _within(self, known: Sequence[Insider]) -> tuple[np.ndarray, np.ndarray]:
        """Return the columns of what some insiders know, which may not move."""
        most = self._high.copy()
        for one in known:
            at = self._column[one.at]
            at = at[at >= 0]
            most[at] = most[at + len(self._cells)] = 0.0
        less = np.flatnonzero(most < self._high)
        return less, most[less]

    def towards(self, steps: Mapping[int, int], known: Sequence[Insider]) -> np.ndarray | None:
        """Return a world where numbers go as many of their (signed) steps as can be together."""
        width = len(self._cells)
        aims = self._column[np.array(list(steps), dtype=np.int64)]
        far = np.array(list(steps.values()), dtype=np.int64)
        ahead, back = np.where(far > 0, aims, aims + width), np.where(far > 0, aims + width, aims)
        high, costs = self._high.copy(), self._costs.copy()
        high[ahead] = np.minimum(high[ahead], np.abs(far))
        costs[ahead], costs[back] = -1.0, 1.0
        held, less = self._within(known)
        high[held] = np.minimum(high[held], less)
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
