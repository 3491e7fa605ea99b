"""What an attacker knows, as numbers: cells, what adds up, and how far a hidden one can reach.

One system holds every table that is published together and every earlier release it can be held
against. Cells that count the same persons are one variable. An earlier release has variables of
its own, tied to today's: when `came` persons have come and `went` have gone in between, each cell
lies within [then - went, then + came], and the attacker is taken to know both numbers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from kitlib.privacy.suppression_cells import Key, Table
from kitlib.privacy.suppression_parties import Party, singles, units_of
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
    #: Who knows more than what is published.
    parties: tuple[Party, ...]
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

    units: tuple[Hashable, ...] = ()
    #: Whether each unit's part is known of every table of today.
    is_parted: bool = False
    n: list[int] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[list[int], list[float], float, float]] = field(default_factory=list)
    #: Per variable how many of it are each unit's, and whether nobody else is in it.
    part: list[np.ndarray] = field(default_factory=list)
    own: list[np.ndarray] = field(default_factory=list)

    def variable(self, n: int, low: float, high: float = np.inf) -> int:
        self.n.append(int(n))
        self.low.append(low)
        self.high.append(high)
        self.part.append(np.zeros(len(self.units), dtype=np.int64))
        self.own.append(np.zeros(len(self.units), dtype=bool))
        return len(self.n) - 1

    def row(
        self, variables: Iterable[int], signs: Iterable[float], low: float = 0, high: float = 0
    ) -> None:
        self.rows.append(([int(v) for v in variables], list(signs), low, high))

    def difference(self, one: int, other: int) -> int:
        """Return a variable that is always one - other."""
        made = self.variable(self.n[one] - self.n[other], -np.inf)
        self.row((made, one, other), (1, -1, 1))
        self.part[made] = self.part[one] - self.part[other]
        return made

    def others(self, total: int, cell: int) -> int:
        """Return the number of those in a group who are not in one cell of it."""
        made = self.difference(total, cell)
        self.own[made] = self.own[total]
        return made

    def change(self, now: int, then: int, *, parts_known: bool) -> int:
        """Return how many more there are than there were."""
        made = self.difference(now, then)
        if parts_known:
            self.own[made] = self.part[made] == self.n[made]
        return made

    def adds_up(self, table: Table, place: np.ndarray) -> None:
        for parent, parts in table.equations():
            self.row((place[parent], *place[parts]), (1.0, *(-1.0 for _ in parts)))

    def parts(self, table: Table, place: np.ndarray) -> None:
        """Note whose persons a table's cells count."""
        if table.shares is None:
            return
        at = np.array([self.units.index(unit) for unit in table.shares.units], dtype=np.int64)
        for cell, variable in enumerate(place.tolist()):
            part = table.shares.n[:, cell]
            line = table.shares.line[cell] == np.arange(len(at))
            self.part[variable][at] = part
            self.own[variable][at] |= line | ((part == self.n[variable]) & (part > 0))


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
        raise KitError(Problem(f"'{attacker}' er ikke en angriber, værktøjet kender.", hint))
    least = 1 if attacker == "informed" else 0
    every = [table for table, _ in tables] + [then.table for then in past]
    seen = (unit for t in every if t.shares is not None for unit in t.shares.units)
    is_parted = all(table.shares is not None for table, _ in tables)
    draft = _Draft(tuple(dict.fromkeys(seen)), is_parted)
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
        draft.parts(table, place)
        places.append(place)
        must.update(place[found.rule != ""].tolist())
        zeros.update(place[found.open_zeros].tolist())
        for cell, total in found.one_answer:
            targets.append(Target(draft.others(place[total], place[cell]), threshold))
    cells = len(of_key)
    known: set[int] = set()
    before: list[np.ndarray] = []
    for then in past:
        before.append(_tie(draft, then, of_key, must, change, targets, least, threshold))
        known |= {int(v) for v in before[-1][~then.hidden]}
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
    parted = [(t.shares, place) for (t, _), place in zip(tables, places, strict=True)]
    parted += [(then.table.shares, place) for then, place in zip(past, before, strict=True)]
    known_to = [(part, place) for part, place in parted if part is not None]
    own = dict(zip(draft.units, np.array(draft.own).T, strict=True))
    parties = (
        *singles(n, np.array(draft.low), must_hide | open_, _person_of(draft)),
        *units_of(known_to, n, own),
    )
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
        parties=parties,
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
) -> np.ndarray:
    """Add an earlier release; return the variables of its cells."""
    n = then.table.n.ravel()
    place = np.array([draft.variable(value, min(least, value)) for value in n], dtype=np.int64)
    draft.adds_up(then.table, place)
    draft.parts(then.table, place)
    both = draft.is_parted and then.table.shares is not None
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
        step = draft.n[now] - int(n[cell])
        # A unit takes its own change away from all.
        left = np.abs(step - (draft.part[now] - draft.part[place[cell]])) * both
        if 0 < abs(step) < threshold or ((left > 0) & (left < threshold)).any():
            change.add(now)
            if then.hidden[cell]:
                made = draft.change(now, int(place[cell]), parts_known=both)
                targets.append(Target(made, threshold))
            else:
                must.add(now)
    for cell in np.flatnonzero(then.hidden & (then.sensitive.rule != "")).tolist():
        targets.append(Target(int(place[cell]), threshold))
    for cell, total in then.sensitive.one_answer:
        targets.append(Target(draft.others(int(place[total]), int(place[cell])), threshold))
    return place


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
