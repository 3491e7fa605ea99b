"""Hiding cells of a table of counts so that no one can work them out again.

`suppress` hides what tells too much by itself (*primary* cells, see `suppression_rules`), then the
cheapest further cells that keep the primary ones from being computed from the rest (*secondary*
cells), and has the result attacked by code of its own (`audit`) before it lets it out.

Notes
-----
The attacker knows every published number of all tables given, the policy, that counts are whole
and that a hidden cell is at least 1 (zeros are published), and may be the person in a hidden
single. The problem is the
cell suppression problem of Fischetti and Salazar, "Solving the cell suppression problem on tabular
data with linear constraints", Management Science 47 (2001), with whole numbers and the stronger
attacker added. What is not covered: an attacker who reasons backwards from which cells were chosen;
a unit that takes its own persons away; another release of the same or some of the same persons.
Numbers moved by keys (`perturb`) stand against the last two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import process_time as clock
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from kitlib.privacy.suppression_attack import attack
from kitlib.privacy.suppression_cells import Hierarchies, Table, table
from kitlib.privacy.suppression_coarser import coarser_tables
from kitlib.privacy.suppression_exact import Choice, choose
from kitlib.privacy.suppression_fast import Impossible, TooSlow
from kitlib.privacy.suppression_result import Release, result
from kitlib.privacy.suppression_rules import DEFAULT_THRESHOLD, Sensitive, sensitive
from kitlib.privacy.suppression_system import Attacker, System, build
from kitlib.privacy.suppression_worlds import Worlds
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Linked", "Refused", "suppress"]

#: Seconds the attack may look for whole numbers in three dimensions and linked tables.
_LEAST_AUDIT = 2.0


@dataclass(frozen=True, eq=False)
class Linked:
    """Another table on the same persons that is published together with the first."""

    cells: pd.DataFrame
    dims: Sequence[str]
    hierarchies: Hierarchies | None = None
    answers: Sequence[str] = ()


class Refused(KitError):
    """A table that cannot be protected; `coarser` is the nearest one that can, if any."""

    def __init__(self, problem: Problem, *, coarser: Release | None = None) -> None:
        super().__init__(problem)
        self.coarser = coarser


def suppress(
    cells: pd.DataFrame,
    dims: Sequence[str],
    *,
    count: str = "n",
    threshold: int = DEFAULT_THRESHOLD,
    hierarchies: Hierarchies | None = None,
    answers: Sequence[str] = (),
    linked: Sequence[Linked] = (),
    attacker: Attacker = "informed",
    cost: str | Mapping[Any, float] = "count",
    margins: bool = True,
    seconds: float = 4.0,
) -> Release:
    """Hide what must not be known in a table of counts, and what would give it away.

    Parameters
    ----------
    cells : DataFrame
        One row an inner cell: the columns `dims` (labels of any kind) and `count`, whole numbers
        >= 0. A combination that is missing counts 0. Margins are added here.
    dims : sequence of str
        Up to three dimensions.
    threshold : int
        A cell with 0 < n < threshold is primary.
    hierarchies : mapping, optional
        Groups of labels, per dimension: the column (or columns, nearest first) of `cells` that
        holds them, or a mapping label -> group or group -> labels. Groups become margins.
    answers : sequence of str
        Dimensions that hold what people answered: a group of which all, or all but one, gave the
        same answer is hidden too.
    linked : sequence of Linked
        Tables on the same persons, protected together with this one.
    attacker : {"informed", "nonnegative"}
        "nonnegative" is the weaker model of other tools, for comparison only: hidden cells may be
        0, and no attacker is in the table.
    cost : {"count", "cells"} or mapping
        What to hide as little of: persons (default) or cells. A mapping from tuples of labels
        to weights multiplies the persons of those cells; inf keeps a cell showing.
    margins : bool
        Whether `published` lists margins. They are protected against either way.
    seconds : float
        Of the processor's time, so that what else the machine does changes nothing.
        Time to spend on finding the cheapest choice and proving it. A choice that holds is found
        either way, except that a large table in three dimensions (or linked) may be refused where
        none is found in half as much time again. The attack takes about as long once more there.
    Returns
    -------
    Release

    Raises
    ------
    Refused
        Where the table cannot be protected.
    KitError
        For cells that cannot be read.

    Examples
    --------
    >>> import pandas as pd
    >>> cells = pd.DataFrame({"afdeling": list("AABBCC"), "svar": ["ja", "nej"] * 3,
    ...                       "n": [3, 20, 17, 9, 12, 15]})
    >>> release = suppress(cells, ["afdeling", "svar"])
    >>> release.cells.loc[release.cells["status"] != "vist", ["afdeling", "svar", "n", "status"]]
      afdeling svar   n    status
    0        A   ja   3    primær
    1        A  nej  20  sekundær
    3        B   ja  17  sekundær
    4        B  nej   9  sekundær
    """
    dims = tuple(dims)
    options: _Options = {
        "count": count,
        "threshold": threshold,
        "linked": linked,
        "attacker": attacker,
        "margins": margins,
        "seconds": seconds,
    }
    release = _protect(cells, dims, hierarchies, answers, cost=cost, **options)
    if release is not None:
        return release
    for less in coarser_tables(cells, dims, hierarchies):
        kept = [name for name in answers if name in less.dims]
        found = _protect(less.cells, less.dims, less.hierarchies, kept, cost="count", **options)
        if found is not None:
            hint = f"Vis i stedet tabellen {' og '.join(less.given_up)}."
            raise Refused(_refusal(hint), coarser=found)
    raise Refused(_refusal("Heller ingen grovere tabel er sikker: Vent, til der er flere med."))


class _Options(TypedDict):
    count: str
    threshold: int
    linked: Sequence[Linked]
    attacker: Attacker
    margins: bool
    seconds: float


def _protect(
    cells: pd.DataFrame,
    dims: Sequence[str],
    hierarchies: Hierarchies | None,
    answers: Sequence[str],
    *,
    count: str,
    threshold: int,
    linked: Sequence[Linked],
    attacker: Attacker,
    cost: str | Mapping[Any, float],
    margins: bool,
    seconds: float,
) -> Release | None:
    """Protect a table with the tables that go with it; None where that cannot be done."""
    reading: _Reading = {"count": count, "threshold": threshold}
    tables = [_read(cells, dims, hierarchies, answers, **reading)]
    for other in linked:
        its = (other.cells, other.dims, other.hierarchies, other.answers)
        tables.append(_read(*its, **reading))
    system = build(tables, threshold=threshold, attacker=attacker)
    costs = _costs(system, tables[0][0], cost)
    system = replace(system, may_hide=system.may_hide & np.isfinite(costs) | system.must_hide)
    try:
        choice = _choose(system, costs, attacker, seconds)
    except Impossible:
        return None
    hidden = choice.hidden
    late, known = np.inf, None
    if not system.is_network:
        late, known = clock() + max(seconds, _LEAST_AUDIT), choice.worlds
    bounds = attack(system, hidden, insider=attacker == "informed", worlds=known, until=late)
    if bounds.unprotected or not _tells(system, hidden):
        return None
    made = [
        result(
            system,
            number,
            read=tables[number],
            choice=choice,
            bounds=bounds,
            threshold=threshold,
            attacker=attacker,
            margins=margins,
        )
        for number in range(len(tables))
    ]
    return replace(made[0], linked=tuple(made[1:]))


class _Reading(TypedDict):
    count: str
    threshold: int


def _read(
    cells: pd.DataFrame,
    dims: Sequence[str],
    hierarchies: Hierarchies | None,
    answers: Sequence[str],
    *,
    count: str,
    threshold: int,
) -> tuple[Table, Sensitive]:
    if len(dims) > 3:
        raise KitError("En tabel kan højst have tre inddelinger.", hint="Udelad en af dem.")
    read = table(cells, dims, count=count, hierarchies=hierarchies)
    return read, sensitive(read, threshold=threshold, answers=answers)


def _costs(system: System, first: Table, cost: str | Mapping[Any, float]) -> np.ndarray:
    """Cost of hiding each variable; a hidden zero costs as one person."""
    if isinstance(cost, str) and cost not in ("count", "cells"):
        raise KitError(f"'{cost}' er ikke en pris, værktøjet kender.", hint="Brug 'count'.")
    if cost == "cells":
        return np.ones(system.size)
    costs = np.maximum(system.n, 1).astype(float)
    if isinstance(cost, Mapping):
        place = dict(zip(first.labels(), system.tables[0], strict=True))
        for labels, weight in cost.items():
            cell = labels if isinstance(labels, tuple) else (labels,)
            if cell not in place:
                raise KitError("Et felt med vægt findes ikke i tabellen.", hint="Ret felterne.")
            if not weight >= 0:
                raise KitError("En vægt skal være et tal på 0 eller mere.", hint="Ret vægten.")
            costs[place[cell]] *= weight
    return costs


def _choose(system: System, costs: np.ndarray, attacker: Attacker, seconds: float) -> Choice:
    """Choose what to hide beside the primary cells.

    In a network no number need go further than the width; elsewhere it may have to, so a table is
    not given up before everything has been let go as far as all persons in it.
    """
    width = max((t.width for t in system.targets), default=1)
    furthest = float(width if system.is_network else width + system.n.max(initial=0))
    for reach in sorted({min(4.0 * width, furthest), furthest}):
        worlds = Worlds(system, insider=attacker == "informed", reach=reach)
        try:
            return choose(worlds, costs, until=clock() + seconds, reach=furthest)
        except Impossible:
            continue
        except TooSlow:
            break
    raise Impossible


def _tells(system: System, hidden: np.ndarray) -> bool:
    """Whether anything but zeros is left to publish (or nothing was there to begin with)."""
    cell = system.is_cell
    return bool((system.n[cell & ~hidden] > 0).any() or not (system.n[cell] > 0).any())


def _refusal(hint: str) -> Problem:
    message = "Tabellen kan ikke gøres sikker: Der er for få i felterne."
    return Problem(message, hint, code="kan_ikke_beskyttes")
