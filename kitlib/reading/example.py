"""The grey example row of the kit's own workbook, known whole: no real note is taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kitlib.columns import Column
from kitlib.reading.values.cells import as_text
from kitlib.texts import load

__all__ = ["EXAMPLE", "guess", "is_example", "is_whole_example"]

#: What the first cell of the example begins with.
EXAMPLE = "Eksempel: "


def is_example(cell: object) -> bool:
    """Tell whether a cell begins as the example's first does.

    Examples
    --------
    >>> is_example("Eksempel: 3-3-2026"), is_example("Eksempel på en god leg")
    (True, False)
    """
    return isinstance(cell, str) and cell.lstrip().casefold().startswith(EXAMPLE.strip().casefold())


def guess(column: Column) -> Any:
    """Return an example of a column the wording file says nothing of."""
    if column.allowed:
        return column.allowed[0]
    kinds = {
        "dato": "3-3-2026",
        "kode": "B07",
        "koder": "B03, B12",
        "ja_nej": "ja",
        "sekunder": "1:15",
    }
    if column.kind in ("heltal", "tal"):
        return int(column.low or 1)
    return kinds.get(column.kind)


def is_whole_example(row: Sequence[str], columns: Sequence[Column] = ()) -> bool:
    """Tell whether a row says what an example says, and nothing of anybody's own.

    Parameters
    ----------
    row : sequence of str
        Its cells, as `as_text` writes them.
    columns : sequence of Column
        What is declared; where the wording file says nothing of one, its guess stands.

    Examples
    --------
    >>> is_whole_example(["Eksempel: 3-3-2026", "2", "samling"])
    True
    >>> is_whole_example(["Eksempel: 3-3-2026", "Tog selv hue på."])
    False
    """
    first, *rest = row
    words = {first[len(EXAMPLE.strip()) :].strip(), *rest} - {""}
    words -= {as_text(guess(c)) for c in columns}
    examples = load("projektmappe")["eksempel"].values()
    return any(words <= {as_text(v) for v in example.values()} for example in examples)
