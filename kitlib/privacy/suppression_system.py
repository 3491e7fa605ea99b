"""What an attacker knows, as numbers: cells, what adds up, and how far a hidden one can reach.

One system holds every table that is published together and every earlier release it can be held
against. Cells that count the same persons are one variable. An earlier release has variables of
its own, tied to today's: when `came` persons have come and `went` have gone in between, each cell
lies within [then - went, then + came], and the attacker is taken to know both numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from kitlib.privacy.suppression_cells import Key, Table
from kitlib.privacy.suppression_rules import Sensitive
from kitlib.problems import KitError, Problem, did_you_mean

__all__ = ["Attacker", "Past", "System", "Target", "build"]

#: "informed": a hidden cell is at least 1, since zeros are published. "nonnegative": the weaker
#: model of other tools, at least 0.
Attacker = Literal["informed", "nonnegative"]


@dataclass(frozen=True, eq=False)
class Past:
    """An earlier release: its table, what was hidden (flat) and what was sensitive."""

    table: Table
    hidden: np.ndarray
    sensitive: Sensitive


@dataclass(frozen=True)
class Target:
    """A number that must stay uncertain: at least `width` between its bounds."""

    variable: int
    width: int


@dataclass(frozen=True, eq=False)
class System:
    """Variables with their truth and reach, and rows `low <= coefficients x <= high`."""

    n: np.ndarray
    #: Least and most a variable can be where it is hidden.
    low: np.ndarray
    high: np.ndarray
    #: May be hidden now; must be; is hidden by the past or by its nature (differences).
    may_hide: np.ndarray
    must_hide: np.ndarray
    open: np.ndarray
    rows: tuple[tuple[np.ndarray, np.ndarray], ...]
    row_low: np.ndarray
    row_high: np.ndarray
    targets: tuple[Target, ...]
    #: Per published table: the variable of each flat cell, and which are sensitive there.
    tables: tuple[np.ndarray, ...]
    change: np.ndarray
    #: Which person a single holds, as a number; -1 for what is no single.
    person: np.ndarray
    is_network: bool

    @property
    def size(self) -> int:
        return int(self.n.size)

    @cached_property
    def flat_rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Row, variable and coefficient of everything in `rows`, row by row."""
        sizes = [len(variables) for variables, _ in self.rows]
        row = np.repeat(np.arange(len(sizes)), sizes)
        if not len(row):
            return row, np.zeros(0, dtype=np.int64), np.zeros(0)
        variables, signs = zip(*self.rows, strict=True)
        return row, np.concatenate(variables), np.concatenate(signs)

    @cached_property
    def row_truth(self) -> np.ndarray:
        """What each row adds up to."""
        row, variable, sign = self.flat_rows
        return np.bincount(row, weights=sign * self.n[variable], minlength=len(self.rows))

    @property
    def is_cell(self) -> np.ndarray:
        """Which variables are cells that are published now."""
        mask = np.zeros(self.size, dtype=bool)
        for variables in self.tables:
            mask[variables] = True
        return mask


@dataclass
class _Draft:
    """The system while it is put together."""

    n: list[int] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[list[int], list[float], float, float]] = field(default_factory=list)

    def variable(self, n: int, low: float, high: float = np.inf) -> int:
        self.n.append(int(n))
        self.low.append(low)
        self.high.append(high)
        return len(self.n) - 1

    def row(
        self, variables: Iterable[int], signs: Iterable[float], low: float = 0, high: float = 0
    ) -> None:
        self.rows.append(([int(v) for v in variables], list(signs), low, high))

    def difference(self, one: int, other: int) -> int:
        """Return a variable that is always one - other."""
        made = self.variable(self.n[one] - self.n[other], -np.inf)
        self.row((made, one, other), (1, -1, 1))
        return made

    def adds_up(self, table: Table, place: np.ndarray) -> None:
        for parent, parts in table.equations():
            self.row((place[parent], *place[parts]), (1.0, *(-1.0 for _ in parts)))


def build(
    tables: Sequence[tuple[Table, Sensitive]],
    past: Sequence[Past] = (),
    *,
    threshold: int,
    attacker: Attacker = "informed",
) -> System:
    """Put together all that is published with all that was.

    Raises
    ------
    KitError
        For an unknown attacker, and where two tables count the same cell differently.
    """
    if attacker not in get_args(Attacker):
        hint = did_you_mean(str(attacker), list(get_args(Attacker))) or "Brug 'informed'."
        raise KitError(Problem(f"'{attacker}' er ikke en angriber, kittet kender.", hint))
    least = 1 if attacker == "informed" else 0
    draft = _Draft()
    of_key: dict[Key, int] = {}
    places: list[np.ndarray] = []
    must: set[int] = set()
    zeros: set[int] = set()
    change: set[int] = set()
    targets: list[Target] = []
    for table, found in tables:
        n = table.n.ravel()
        place = np.empty(n.size, dtype=np.int64)
        for cell, key in enumerate(table.keys()):
            if key not in of_key:
                of_key[key] = draft.variable(n[cell], min(least, n[cell]))
            place[cell] = of_key[key]
            if draft.n[place[cell]] != n[cell]:
                raise KitError(
                    Problem(
                        "To tabeller tæller den samme gruppe forskelligt.",
                        "Tabeller, der hører sammen, skal tælle de samme personer.",
                        code="tabeller_uenige",
                    )
                )
        draft.adds_up(table, place)
        places.append(place)
        must.update(place[found.rule != ""].tolist())
        zeros.update(place[found.open_zeros].tolist())
        for cell, total in found.one_answer:
            targets.append(Target(draft.difference(place[total], place[cell]), threshold))
    cells = len(of_key)
    known: set[int] = set()
    for then in past:
        known |= _tie(draft, then, of_key, must, change, targets, least, threshold)
    targets += [Target(variable, threshold) for variable in sorted(must)]
    n = np.array(draft.n, dtype=np.int64)
    may = np.zeros(n.size, dtype=bool)
    may[:cells] = n[:cells] > 0
    may[sorted(zeros)] = True
    must_hide = np.zeros(n.size, dtype=bool)
    must_hide[sorted(must)] = True
    open_ = np.arange(n.size) >= cells
    open_[sorted(known)] = False
    changed = np.zeros(n.size, dtype=bool)
    changed[sorted(change)] = True
    network = len(tables) == 1 and tables[0][0].is_network and not past
    return System(
        n=n,
        low=np.array(draft.low),
        high=np.array(draft.high),
        may_hide=may | must_hide,
        must_hide=must_hide,
        open=open_,
        rows=tuple((np.array(v), np.array(s)) for v, s, _, _ in draft.rows),
        row_low=np.array([low for *_, low, _ in draft.rows], dtype=float),
        row_high=np.array([high for *_, high in draft.rows], dtype=float),
        targets=tuple(dict.fromkeys(targets)),
        tables=tuple(places),
        change=changed,
        person=_person_of(draft),
        is_network=network,
    )


def _tie(
    draft: _Draft,
    then: Past,
    of_key: dict[Key, int],
    must: set[int],
    change: set[int],
    targets: list[Target],
    least: int,
    threshold: int,
) -> set[int]:
    """Add an earlier release; return its variables that everyone has seen."""
    n = then.table.n.ravel()
    place = np.array([draft.variable(value, min(least, value)) for value in n], dtype=np.int64)
    draft.adds_up(then.table, place)
    shared = [(c, of_key[key], key) for c, key in enumerate(then.table.keys()) if key in of_key]
    came: dict[frozenset[str], int] = {}
    went: dict[frozenset[str], int] = {}
    for cell, now, key in shared:
        level = frozenset(name for name, _ in key)
        step = draft.n[now] - int(n[cell])
        came[level] = came.get(level, 0) + max(step, 0)
        went[level] = went.get(level, 0) + max(-step, 0)
    most_came, most_went = max(came.values(), default=0), max(went.values(), default=0)
    for cell, now, _ in shared:
        draft.row((now, place[cell]), (1, -1), -most_went, most_came)
        if 0 < abs(draft.n[now] - int(n[cell])) < threshold:
            change.add(now)
            if then.hidden[cell]:
                targets.append(Target(draft.difference(now, int(place[cell])), threshold))
            else:
                must.add(now)
    for cell in np.flatnonzero(then.hidden & (then.sensitive.rule != "")).tolist():
        targets.append(Target(int(place[cell]), threshold))
    for cell, total in then.sensitive.one_answer:
        targets.append(Target(draft.difference(int(place[total]), int(place[cell])), threshold))
    return {int(v) for v in place[~then.hidden]}


def _person_of(draft: _Draft) -> np.ndarray:
    """Number the persons in singles: singles of which one adds up to the other hold the same.

    Two margins may count the same person though neither is part of the other; the inner cell they
    share tells. Elsewhere -1.
    """
    n = draft.n
    above: dict[int, int] = {v: v for v, value in enumerate(n) if value == 1}

    def top(single: int) -> int:
        while above[single] != single:
            single = above[single]
        return single

    for variables, signs, *_ in draft.rows:
        if n[variables[0]] == 1 and max(signs[1:], default=1) == -1:
            for part in variables[1:]:
                if n[part] == 1:
                    above[top(part)] = top(variables[0])
    return np.array([top(v) if v in above else -1 for v in range(len(n))], dtype=np.int64)
