"""The attack on a published table: how near can someone who knows all of it get to what is hidden?

Nothing here knows how cells were chosen. From the published numbers, the sums they obey and the
policy, it computes the least and the most each hidden number can be, in whole numbers: by linear
programs where their bounds are whole by themselves, else by integer programs (in three dimensions
and in tables that share cells a linear bound can be wider than the truth, and so too kind).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time as clock

import numpy as np

from kitlib.privacy.suppression_solver import NEAR, Program
from kitlib.privacy.suppression_system import Insider, System

__all__ = ["Bounds", "attack"]

#: Seconds for one question in whole numbers where there is little time.
_PATIENCE = 0.5


@dataclass(frozen=True, eq=False)
class Bounds:
    """What the attacker finds: per variable the bounds, and which targets are not protected."""

    low: np.ndarray
    high: np.ndarray
    #: Variables that an attacker comes too near, without and with what some insider knows.
    narrow: frozenset[int]
    told: frozenset[int]

    @property
    def unprotected(self) -> frozenset[int]:
        return self.narrow | self.told


def attack(
    system: System,
    hidden: np.ndarray,
    *,
    insider: bool = True,
    worlds: np.ndarray | None = None,
    until: float = np.inf,
) -> Bounds:
    """Attack a system where `hidden` says which variables are not published.

    Parameters
    ----------
    insider : bool
        Whether the attacker may also be one of the system's insiders.
    worlds : array, optional
        Whole tables said to be possible, one a row, as steps from the truth. None is believed: each
        is held against the published numbers here, and those that do not fit are left out.
    until : float
        When to stop looking for whole numbers further out (by `time.process_time`). The
        bounds are then those of the tables found by that time, all of them possible, so that no
        attacker can come nearer.

    Returns
    -------
    Bounds
        A target that is not hidden is its own bounds, and so not protected.
    """
    seen = _Attack(system, hidden | system.open, until)
    if worlds is not None:
        seen.hold_against(system, worlds)
    low, high = system.n.astype(float), system.n.astype(float)
    for variable in seen.variables.tolist():
        low[variable], high[variable] = seen.bounds(variable)
    narrow = {t.variable for t in system.targets if high[t.variable] - low[t.variable] < t.width}
    told: frozenset[int] = frozenset()
    if insider:
        aims = sorted({t.variable for t in system.targets} - narrow)
        told = seen.told(system.insiders, aims)
    return Bounds(low, high, frozenset(narrow), told)


class _Attack:
    """The attacker's own equations: hidden variables only, the published ones moved across."""

    def __init__(self, system: System, hidden: np.ndarray, until: float) -> None:
        self.variables = np.flatnonzero(hidden)
        self._until = until
        self._n = system.n
        #: Whole tables met so far, the hidden numbers of each, and the ends of them all.
        self._met: list[np.ndarray] = [system.n[self.variables].astype(float)]
        self._least, self._most = self._met[0].copy(), self._met[0].copy()
        self._column = {int(v): i for i, v in enumerate(self.variables)}
        low, high = system.low[self.variables].copy(), system.high[self.variables].copy()
        rows, row_low, row_high = [], [], []
        for (at, signs), least, most in zip(
            system.rows, system.row_low, system.row_high, strict=True
        ):
            known = float(signs[~hidden[at]] @ system.n[at[~hidden[at]]])
            left, weight = at[hidden[at]], signs[hidden[at]]
            if len(left) == 1:
                column = self._column[int(left[0])]
                ends = sorted(((least - known) / weight[0], (most - known) / weight[0]))
                low[column] = max(low[column], ends[0])
                high[column] = min(high[column], ends[1])
            elif len(left):
                rows.append((np.array([self._column[int(v)] for v in left]), weight))
                row_low.append(least - known)
                row_high.append(most - known)
        _tighten(rows, row_low, row_high, low, high)
        self._low, self._high = low, high
        parts = (rows, np.array(row_low), np.array(row_high), low, high)
        self._linear = Program(*parts)
        self._whole = None if system.is_network else Program(*parts, whole=True)

    def hold_against(self, system: System, worlds: np.ndarray) -> None:
        """Take up those tables that agree with everything that is published."""
        elsewhere = np.ones(system.size, dtype=bool)
        elsewhere[self.variables] = False
        for steps in np.unique(worlds, axis=0):
            if steps[elsewhere].any():
                continue
            table = system.n + steps
            sums = np.array([float(signs @ table[at]) for at, signs in system.rows])
            if (
                (system.low <= table).all()
                and (table <= system.high).all()
                and (system.row_low <= sums).all()
                and (sums <= system.row_high).all()
            ):
                self._take(table[self.variables].astype(float))

    def bounds(self, variable: int) -> tuple[float, float]:
        """Return the least and the most a hidden variable can be."""
        column = self._column[int(variable)]
        return self._end(column, 1), -self._end(column, -1)

    def _take(self, table: np.ndarray) -> None:
        self._met.append(table)
        np.minimum(self._least, table, out=self._least)
        np.maximum(self._most, table, out=self._most)

    def _shown(self, column: int, sign: int) -> float:
        """The least (or most, with its sign turned) among the tables met."""
        return float(self._least[column] if sign > 0 else -self._most[column])

    def _end(self, column: int, sign: int) -> float:
        limit = float(self._low[column] if sign > 0 else -self._high[column])
        if self._shown(column, sign) <= limit:
            return limit
        if self._whole is None:
            return _rounded_up(self._ask(self._linear, column, sign)[0])
        if clock() <= self._until:
            least = _rounded_up(self._ask(self._linear, column, sign)[0])
            if not np.isfinite(least):
                return least
            if self._shown(column, sign) > least:
                return self._furthest_whole(column, sign)
        return self._shown(column, sign)

    def _furthest_whole(self, column: int, sign: int) -> float:
        """Ask for whole numbers, for as long as there is time."""
        assert self._whole is not None
        if not np.isfinite(self._until):
            return _rounded_up(self._ask(self._whole, column, sign)[0])
        self._whole.within(min(_PATIENCE, self._until - clock()))
        self._whole.cost(np.array([column]), np.array([float(sign)]))
        found = self._whole.least_so_far()
        if found is not None:
            self._is_met(found[1])
        return self._shown(column, sign)

    def _is_met(self, point: np.ndarray) -> None:
        """Take up a table where its numbers are whole."""
        nearest = np.rint(point)
        if len(point) and np.abs(point - nearest).max() < NEAR:
            self._take(nearest)

    def _ask(self, program: Program, column: int, sign: int) -> tuple[float, np.ndarray]:
        program.cost(np.array([column]), np.array([float(sign)]))
        found = program.least()
        if found is None:
            raise RuntimeError("The published numbers contradict each other.")
        self._is_met(found[1])
        return found

    def told(self, insiders: Sequence[Insider], aims: Sequence[int]) -> frozenset[int]:
        """Return the aims of which one value is left to some insider.

        Any possible table that moves the aim and agrees with what they know shows that there
        are more; the tables met on the way to the bounds settle most pairs, and the rest are asked
        one by one.
        """
        hidden = [aim for aim in aims if aim in self._column]
        settled: set[int] = set()
        met = np.array(self._met)
        moved = met != self._n[self.variables]
        for one in insiders:
            known, low, high = self._ends_for(one)
            agrees = ((met[:, known] >= low) & (met[:, known] <= high)).all(axis=1)
            free = moved[agrees].any(axis=0)
            nobody_else = set(one.own.tolist())
            others = (aim for aim in hidden if aim not in nobody_else)
            left = [a for a in others if a not in settled and not free[self._column[a]]]
            if left:
                settled |= self._settled_by(known, low, high, left)
        return frozenset(settled)

    def _ends_for(self, one: Insider) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Which hidden numbers an insider knows, and their least and most to them."""
        hidden = np.array([variable in self._column for variable in one.at.tolist()], dtype=bool)
        at = one.at[hidden]
        known = np.array([self._column[variable] for variable in at.tolist()], dtype=np.int64)
        truth = self._n[at].astype(float)
        return known, truth, truth

    def _settled_by(
        self, known: np.ndarray, low: np.ndarray, high: np.ndarray, aims: Sequence[int]
    ) -> set[int]:
        """Ask for another value of each aim while the known numbers have narrower ends."""
        self._fix(known, low, high)
        settled: set[int] = set()
        met = len(self._met)
        for aim in aims:
            column = self._column[aim]
            if any(table[column] != self._n[aim] for table in self._met[met:]):
                continue
            if not any(self._moves(column, sign) for sign in (-1, 1)):
                settled.add(aim)
        self._fix(known, self._low[known], self._high[known])
        return settled

    def _fix(self, columns: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        for program in (self._linear, self._whole):
            if program is not None:
                program.bound(columns, low, high)

    def _moves(self, column: int, sign: int) -> bool:
        """Whether the number can be another than the true one, upwards (-1) or downwards (1)."""
        beyond = sign * self._n[self.variables[column]] - 1 + NEAR
        value, world = self._ask(self._linear, column, sign)
        if self._whole is None or not np.isfinite(value) or value > beyond:
            return bool(value <= beyond)
        if np.abs(world - np.rint(world)).max() < NEAR:
            return True
        return bool(self._ask(self._whole, column, sign)[0] <= beyond)


def _tighten(
    rows: Sequence[tuple[np.ndarray, np.ndarray]],
    row_low: Sequence[float],
    row_high: Sequence[float],
    low: np.ndarray,
    high: np.ndarray,
) -> None:
    """Draw the ends nearer by each sum alone, a few times over: no number can be beyond these."""
    for _ in range(3):
        for (at, weight), least, most in zip(rows, row_low, row_high, strict=True):
            down = np.where(weight > 0, low[at], high[at]) * weight
            up = np.where(weight > 0, high[at], low[at]) * weight
            if np.isinf(down).sum() <= 1 and np.isfinite(most):
                limit = (most - _others(down)) / weight
                rises = weight > 0
                high[at[rises]] = np.minimum(high[at[rises]], np.floor(limit[rises] + NEAR))
                low[at[~rises]] = np.maximum(low[at[~rises]], np.ceil(limit[~rises] - NEAR))
            if np.isinf(up).sum() <= 1 and np.isfinite(least):
                limit = (least - _others(up)) / weight
                rises = weight > 0
                low[at[rises]] = np.maximum(low[at[rises]], np.ceil(limit[rises] - NEAR))
                high[at[~rises]] = np.minimum(high[at[~rises]], np.floor(limit[~rises] + NEAR))


def _others(ends: np.ndarray) -> np.ndarray:
    """Sum of all the others, for each; what has no end leaves only itself one."""
    known = np.isfinite(ends)
    total = ends[known].sum()
    if known.all():
        return np.asarray(total - ends)
    return np.where(known, ends[~known].sum(), total)


def _rounded_up(value: float) -> float:
    return float(np.ceil(value - NEAR)) + 0.0 if np.isfinite(value) else value
