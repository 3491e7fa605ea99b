"""What an attacker can know of a table in which somebody has hidden cells, by whatever method."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kitlib.privacy.suppression_attack import attack
from kitlib.privacy.suppression_cells import TOTAL, Hierarchies, Table, table
from kitlib.privacy.suppression_rules import DEFAULT_THRESHOLD, sensitive
from kitlib.privacy.suppression_system import Attacker, build
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["audit"]


def audit(
    cells: pd.DataFrame,
    dims: Sequence[str],
    *,
    hidden: pd.DataFrame | Iterable[Hashable],
    count: str = "n",
    threshold: int = DEFAULT_THRESHOLD,
    hierarchies: Hierarchies | None = None,
    answers: Sequence[str] = (),
    attacker: Attacker = "informed",
) -> pd.DataFrame:
    """Compute what an attacker can know of each hidden cell of a table.

    Parameters
    ----------
    cells : DataFrame
        The true inner cells, as `suppress` takes them.
    dims : sequence of str
        The table's dimensions.
    hidden : DataFrame or iterable
        The hidden cells, margins too: a frame with the columns `dims`, or one tuple of labels a
        cell ("I alt" in a margin).
    attacker : {"informed", "nonnegative"}

    Returns
    -------
    DataFrame
        One row a hidden cell: `dims`, `n`, `low`, `high` (inf where nothing ends it) and
        `protected`; a cell that is not primary needs no width and counts as protected.

    Raises
    ------
    KitError
        For a hidden cell that the table does not have, and for what `suppress` refuses to read.

    Examples
    --------
    Every line has two hidden cells, and still one of them is given away:

    >>> import pandas as pd
    >>> rows = {"w": [30, 47, 64, 89], "x": [90, 124, 5, 31], "y": [92, 100, 59, 85],
    ...         "z": [800, 991, 651, 685]}
    >>> cells = pd.DataFrame(
    ...     [(r, c, n) for r, line in rows.items() for c, n in zip("abcd", line)],
    ...     columns=["række", "kolonne", "n"],
    ... )
    >>> hidden = [tuple(cell) for cell in "wa wb wc xa xc yb yd zb zd".split()]
    >>> found = audit(cells, ["række", "kolonne"], hidden=hidden)
    >>> found.set_index(["række", "kolonne"]).loc[("w", "b"), ["low", "high"]].tolist()
    [47.0, 47.0]
    """
    import pandas as pd

    dims = list(dims)
    whole = table(cells, dims, count=count, hierarchies=hierarchies)
    found = sensitive(whole, threshold=threshold, answers=answers)
    system = build([(whole, found)], threshold=threshold, attacker=attacker)
    place = system.tables[0]
    mask = np.zeros(system.size, dtype=bool)
    flat = _flat_cells(whole, dims, hidden)
    mask[place[flat]] = True
    bounds = attack(system, mask, insider=attacker == "informed")
    labels = list(whole.labels())
    shown = pd.DataFrame([labels[cell] for cell in flat], columns=dims, dtype=object)
    at = place[flat]
    shown["n"] = pd.array(system.n[at], dtype="Int64")
    shown["low"], shown["high"] = bounds.low[at], bounds.high[at]
    shown["protected"] = [int(v) not in bounds.unprotected for v in at]
    return shown


def _flat_cells(
    whole: Table, dims: Sequence[str], hidden: pd.DataFrame | Iterable[Hashable]
) -> list[int]:
    """Find the flat number of each hidden cell."""
    import pandas as pd

    if isinstance(hidden, pd.DataFrame):
        missing = [name for name in dims if name not in hidden.columns]
        if missing:
            raise KitError(f"Kolonnen '{missing[0]}' mangler.", hint="Nævn hver inddeling.")
        named = list(hidden[list(dims)].itertuples(index=False, name=None))
    else:
        named = [cell if isinstance(cell, tuple) else (cell,) for cell in hidden]
    place = {labels: i for i, labels in enumerate(whole.labels())}
    unknown = [cell for cell in named if cell not in place]
    if unknown:
        raise KitError(
            Problem(
                f"{len(unknown)} af de skjulte felter findes ikke i tabellen.",
                f"Skriv felterne som i tabellen, og '{TOTAL}' hvor der er lagt sammen.",
                code="felt_ukendt",
            )
        )
    return sorted({place[cell] for cell in named})
