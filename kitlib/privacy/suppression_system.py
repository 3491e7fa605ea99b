"""What an attacker knows, as numbers: cells, what adds up, and how far a hidden one can reach.

One system holds every table that is published together. Cells that count the same persons are one
variable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from kitlib.privacy.suppression_cells import Key, Table
from kitlib.privacy.suppression_rules import Sensitive
from kitlib.problems import KitError, Problem, did_you_mean

__all__ = ["Attacker", "Insider", "System", "Target", "build", "singles"]

#: "informed": a hidden cell is at least 1, since zeros are published. "nonnegative": the weaker
#: model of other tools, at least 0.
Attacker = Literal["informed", "nonnegative"]


@dataclass(frozen=True, eq=False)
class Insider:
    """What somebody knows of hidden numbers: the person alone in a cell knows the own answer.

    Attributes
    ----------
    at : array
        The variable whose number they know, alone.
    own : array
        Variables that count no other person, so that knowing them tells of nobody.
    """

    at: np.ndarray
    own: np.ndarray


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
    #: May be hidden; must be; is hidden by its nature (differences).
    may_hide: np.ndarray
    must_hide: np.ndarray
    open: np.ndarray
    rows: tuple[tuple[np.ndarray, np.ndarray], ...]
    row_low: np.ndarray
    row_high: np.ndarray
    targets: tuple[Target, ...]
    #: Per published table: the variable of each flat cell, and which are sensitive there.
    tables: tuple[np.ndarray, ...]
    #: Who knows more than what is published.
    insiders: tuple[Insider, ...]
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

    def others(self, total: int, cell: int) -> int:
        """Return the number of those in a group who are not in one cell of it."""
        made = self.variable(self.n[total] - self.n[cell], -np.inf)
        self.row((made, total, cell), (1, -1, 1))
        return made

    def adds_up(self, table: Table, place: np.ndarray) -> None:
        for parent, parts in table.equations():
            self.row((place[parent], *place[parts]), (1.0, *(-1.0 for _ in parts)))


def build(
    tables: Sequence[tuple[Table, Sensitive]],
    *,
    threshold: int,
    attacker: Attacker = "informed",
) -> System:
    """Put together all that is published.

    Raises
    ------
    KitError
        For an unknown attacker, and where two tables count the same cell differently.
    """
    if attacker not in get_args(Attacker):
        hint = did_you_mean(str(attacker), list(get_args(Attacker))) or "Brug 'informed'."
        raise KitError(Problem(f"'{attacker}' er ikke en angriber, værktøjet kender.", hint))
    least = 1 if attacker == "informed" else 0
    draft = _Draft()
    of_key: dict[Key, int] = {}
    places: list[np.ndarray] = []
    must: set[int] = set()
    zeros: set[int] = set()
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
            targets.append(Target(draft.others(place[total], place[cell]), threshold))
    cells = len(of_key)
    targets += [Target(variable, threshold) for variable in sorted(must)]
    n = np.array(draft.n, dtype=np.int64)
    may = np.zeros(n.size, dtype=bool)
    may[:cells] = n[:cells] > 0
    may[sorted(zeros)] = True
    must_hide = np.zeros(n.size, dtype=bool)
    must_hide[sorted(must)] = True
    open_ = np.arange(n.size) >= cells
    may_be = must_hide | open_
    insiders = tuple(singles(n, np.array(draft.low), may_be, _person_of(draft)))
    network = len(tables) == 1 and tables[0][0].is_network
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
        insiders=insiders,
        is_network=network,
    )


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


def singles(
    n: np.ndarray, low: np.ndarray, may: np.ndarray, person: np.ndarray
) -> Iterator[Insider]:
    """Each person alone in a cell that may be hidden, who knows the own answer."""
    for single in np.flatnonzero((n == 1) & np.isfinite(low) & may).tolist():
        yield Insider(np.array([single]), np.flatnonzero(person == person[single]))
