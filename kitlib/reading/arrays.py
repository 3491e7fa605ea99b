"""Columns as arrays of the dtype their kind has, made without what `pandas.array` asks first.

A team's folder is many small columns: there the asking costs more than the making.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cells", "complete", "joined", "missing", "text"]


@cache
def _dtype(name: str) -> Any:
    import pandas as pd

    return pd.api.types.pandas_dtype(name)


def text(words: Sequence[Any] | npt.NDArray[np.object_]) -> Any:
    """Return an array of dtype "string"; None is missing.

    Examples
    --------
    >>> text(["B07", None]).isna().tolist()
    [False, True]
    """
    dtype = _dtype("string")
    return dtype.construct_array_type()._from_sequence(words, dtype=dtype)


def cells(column: pd.Series) -> list[Any]:
    """Return what stands in a column, cell by cell; a date as a number.

    Examples
    --------
    >>> import pandas as pd
    >>> cells(pd.Series(["B07", None], dtype="string"))
    ['B07', <NA>]
    """
    values = column.to_numpy()
    values = values.view(np.int64) if values.dtype.kind == "M" else values
    return np.asarray(values, dtype=object).tolist()


def missing(dtype: str, n: int) -> Any:
    """Return n missing values of one of the dtypes a `Column` has.

    Examples
    --------
    >>> missing("Int64", 2).tolist()
    [<NA>, <NA>]
    """
    import pandas as pd

    match dtype:
        case "datetime64[ns]":
            return np.full(n, np.datetime64("NaT", "ns"))
        case "Int64":
            return pd.arrays.IntegerArray(np.zeros(n, dtype=np.int64), np.ones(n, dtype=bool))
        case "Float64":
            return pd.arrays.FloatingArray(np.zeros(n), np.ones(n, dtype=bool))
        case "boolean":
            return pd.arrays.BooleanArray(np.zeros(n, dtype=bool), np.ones(n, dtype=bool))
    # One missing text, n times over: to look through a million of them costs more than the rest.
    return text([None]).take(np.zeros(n, dtype=np.intp))


def complete(frame: pd.DataFrame, dtypes: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns named, each with its dtype, missing where the frame has none.

    Parameters
    ----------
    frame : DataFrame
        Whatever columns it has; those that are not named come after the others, as they are.
    dtypes : mapping of str to str
        Column name to dtype.

    Examples
    --------
    >>> import pandas as pd
    >>> complete(pd.DataFrame({"antal": [3]}), {"dato": "datetime64[ns]", "antal": "Int64"})["dato"]
    array(['NaT'], dtype='datetime64[ns]')
    """
    given = {str(name): values for name, values in frame.items()}
    columns = {}
    for name, dtype in dtypes.items():
        values = given.pop(name, None)
        if values is None:
            columns[name] = missing(dtype, len(frame))
        else:
            wanted = _dtype(dtype)
            columns[name] = (values if values.dtype == wanted else values.astype(wanted)).array
    return columns | {name: values.array for name, values in given.items()}


def joined(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Lay the columns of several tables one below the other.

    Parameters
    ----------
    parts : sequence of mapping of str to array
        A table each; all columns of one are of one length.

    Examples
    --------
    >>> joined([{"antal": np.array([1])}, {"antal": np.array([2, 3])}])["antal"].tolist()
    [1, 2, 3]
    """
    names = [*dict.fromkeys(name for part in parts for name in part)]
    kinds = {name: {str(p[name].dtype) if name in p else "" for p in parts} for name in names}
    if any(len(kind) > 1 for kind in kinds.values()):
        import pandas as pd

        # A column that one of them has not got, or of another kind: a frame knows what becomes.
        whole = pd.concat([pd.DataFrame(part) for part in parts], ignore_index=True)
        return {str(name): column.array for name, column in whole.items()}
    return {name: _one_below([part[name] for part in parts]) for name in names}


def _one_below(arrays: Sequence[Any]) -> Any:
    if any(isinstance(array, np.ndarray) for array in arrays):
        return np.concatenate([np.asarray(array) for array in arrays])
    return type(arrays[0])._concat_same_type(arrays)
