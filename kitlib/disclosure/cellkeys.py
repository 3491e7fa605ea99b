"""Cell keys: every person has a lasting random key, and a cell's key is their sum.

The keys add up over cells, units and districts as counts do, so nobody has to see a person to
protect one: a unit hands over counts and sums of keys.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from kitlib.columns import is_total
from kitlib.disclosure.steps import MODULUS, PerturbationSteps
from kitlib.problems import KitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "TOTAL",
    "add_keys",
    "count_key",
    "moved",
    "named",
    "person_key",
    "perturb",
    "sums_of",
]

#: The label of every margin; in the data it raises.
TOTAL = "I alt"


def person_key(secret: bytes, code: str) -> int:
    """Return a person's lasting key: known to whoever has the unit's secret, random to all others.

    Parameters
    ----------
    secret : bytes
        The unit's own.
    code : str
        The person's code in its normal form, so that one person has one key.

    Returns
    -------
    int
        From 0 to 2**32 - 1.

    Examples
    --------
    >>> person_key(b"enhedens", "U4") == person_key(b"enhedens", "U4")
    True
    >>> person_key(b"enhedens", "U4") == person_key(b"en andens", "U4")
    False
    """
    return _key(secret, b"person", code)


def count_key(secret: bytes, *what: str | int) -> int:
    """Return the key of a count that was typed without persons.

    Parameters
    ----------
    secret : bytes
        The unit's own.
    *what : str or int
        Table, cell, period and the count itself: a cell that has not changed keeps its key, and so
        its published number.

    Examples
    --------
    >>> count_key(b"enhedens", "who5.retning", "samme", "2026 H1", 4) in range(2**32)
    True
    """
    # Each part with its length, so that no two lists of parts are written alike.
    return _key(secret, b"antal", "".join(f"{len(str(part))}:{part}" for part in what))


def add_keys(keys: Iterable[int]) -> int:
    """Return the sum of keys, as a cell of these persons carries it.

    Examples
    --------
    >>> add_keys([2**32 - 1, 2])
    1
    """
    return sum(int(key) for key in keys) % MODULUS


def perturb(
    cells: pd.DataFrame,
    dims: Sequence[str],
    *,
    count: str = "n",
    key: str = "noegle",
    table: pd.DataFrame,
    secret: bytes,
    few: int | None = None,
    name: str = "",
) -> pd.DataFrame:
    """Return what is published of a table of counts: every inner cell and every margin.

    Parameters
    ----------
    cells : DataFrame
        One row an inner cell: `dims`, `count` (whole, at least 0) and `key` (the sum of its
        persons' keys). Rows of one cell are added up.
    dims : sequence of str
        The columns that part the table.
    count, key : str
        Names of the columns of counts and of keys.
    table : DataFrame
        From `perturbation_table`.
    secret : bytes
        The publisher's own; see `PerturbationSteps`.
    few : int, optional
        Move every count as large ones are, and publish what comes below this as few: `count` is
        missing there, also where nobody is. Without it the table's own rows are used, and 0 is
        published as 0.
    name : str
        What the table is, and of which period: tells empty cells of different tables apart.

    Returns
    -------
    DataFrame
        `dims` and `count` (Int64, published): each combination of labels and of "I alt", sorted
        by label in the order of `cells` with "I alt" last. No true count and no key is in it.

    Raises
    ------
    KitError
        A column is not there, a count or key is missing or below 0, or a label is what a sum is
        called.

    Notes
    -----
    A margin is looked up by its own persons and not added up of published cells, so its error is
    as small as a cell's; sums therefore do not add up to the last digit.

    Examples
    --------
    >>> import pandas as pd
    >>> from kitlib.disclosure import perturbation_table
    >>> cells = pd.DataFrame({"svar": ["op", "ned"], "n": [8, 0], "noegle": [77, 0]})
    >>> perturb(cells, ["svar"], table=perturbation_table(2, 1), secret=b"kun til eksempler")[
    ...     "svar"
    ... ].tolist()
    ['op', 'ned', 'I alt']
    """
    steps = PerturbationSteps(table, secret)
    made = _every_cell(cells, list(dims), count, key)

    def said(cell: tuple[object, ...], n: int, added: int) -> int | None:
        if few is None:
            return steps.published(n, added)
        number = steps.moved(n, added, named(name, cell))
        return number if number >= few else None

    return _said(made, dims, count, said)


def moved(
    cells: pd.DataFrame,
    dims: Sequence[str],
    *,
    count: str = "n",
    key: str = "noegle",
    steps: PerturbationSteps,
    name: str = "",
) -> pd.DataFrame:
    """Return every cell and margin moved, before it is decided what is few: to be added up.

    Parameters
    ----------
    cells, dims, count, key, name
        As for `perturb`.
    steps : PerturbationSteps
        The table and the publisher's secret.

    Returns
    -------
    DataFrame
        As `perturb` gives, with numbers that may be small or below 0. They are not published:
        tables of different persons, such as those of different half-years, are added up cell by
        cell, and what comes below the few is left out of the sum.

    Examples
    --------
    >>> import pandas as pd
    >>> from kitlib.disclosure import PerturbationSteps, perturbation_table
    >>> cells = pd.DataFrame({"svar": ["op", "ned"], "n": [80, 50], "noegle": [77, 5]})
    >>> steps = PerturbationSteps(perturbation_table(2, 1), b"kun til eksempler")
    >>> moved(cells, ["svar"], steps=steps)["n"].sub([80, 50, 130]).between(-2, 2).all().item()
    True
    """
    made = _every_cell(cells, list(dims), count, key)
    return _said(made, dims, count, lambda cell, n, k: steps.moved(n, k, named(name, cell)))


def named(name: str, cell: tuple[object, ...]) -> str:
    """Return what tells a cell with nobody in it from every other."""
    return "\n".join([name, *map(str, cell)])


def sums_of(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], tuple[int, int]]:
    """Return count and sum of keys of each cell that is there, and of each of its margins.

    Parameters
    ----------
    rows : iterable of tuple
        A label for each way to part, then the count and the sum of keys.

    Examples
    --------
    >>> sums_of([("op", 8, 77), ("op", 1, 2), ("ned", 3, 5)])
    {('op',): (9, 79), ('I alt',): (12, 84), ('ned',): (3, 5)}
    """
    inner: dict[tuple[Any, ...], tuple[int, int]] = {}
    for row in rows:
        before, added = inner.get(row[:-2], (0, 0))
        inner[row[:-2]] = (before + row[-2], added + row[-1])
    sums: dict[tuple[Any, ...], tuple[int, int]] = {}
    for labels, (n, key) in inner.items():
        for cell in product(*((label, TOTAL) for label in labels)):
            before, added = sums.get(cell, (0, 0))
            sums[cell] = (before + n, (added + key) % MODULUS)
    return sums


def _every_cell(
    cells: pd.DataFrame, names: list[str], count: str, key: str
) -> dict[tuple[object, ...], tuple[int, int]]:
    """Return count and sum of keys of each combination of labels and of "I alt"."""
    _refuse(cells, names, count, key)
    found = cells[[*names, count, key]].astype({count: "int64", key: "int64"})
    labels = [[*dict.fromkeys(found[name]), TOTAL] for name in names]
    sums = sums_of(found.itertuples(index=False, name=None))
    return {cell: sums.get(cell, (0, 0)) for cell in product(*labels)}


def _said(
    made: dict[tuple[object, ...], tuple[int, int]],
    dims: Sequence[str],
    count: str,
    said: Callable[[tuple[object, ...], int, int], int | None],
) -> pd.DataFrame:
    import pandas as pd

    rows = [(*cell, said(cell, n, key)) for cell, (n, key) in made.items()]
    return pd.DataFrame(rows, columns=[*dims, count]).astype({count: "Int64"})


def _key(secret: bytes, kind: bytes, what: str) -> int:
    digest = hmac.digest(secret, kind + b"\0" + what.encode("utf-8"), "sha256")
    return int.from_bytes(digest[:4], "big")


def _refuse(cells: pd.DataFrame, names: list[str], count: str, key: str) -> None:
    missing = [name for name in (*names, count, key) if name not in cells]
    if missing:
        raise KitError(
            f"Kolonnen '{missing[0]}' er der ikke.", hint=f"Der er: {', '.join(map(str, cells))}."
        )
    if not names:
        raise KitError("Der skal være mindst én inddeling.", hint="Nævn en kolonne at dele efter.")
    numbers = cells[[count, key]]
    if numbers.isna().any().any() or (numbers < 0).any().any():
        raise KitError("Et antal eller en nøgle mangler eller er under 0.", hint="Ret tabellen.")
    called = next((c for name in names for c in cells[name].unique() if is_total(c)), None)
    if called is not None:
        raise KitError(
            f"En række hedder '{called}', og sådan hedder en sum.",
            hint="Tag summen ud af tabellen; den bliver regnet her.",
        )
