"""Counts from rows of any size, written once: pandas, DuckDB and Spark give the same figures.

Engines count the inner cells in one pass over the rows; what is left is a few lines, and labels,
order and margins are made of those here, the same way whatever counted them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from kitlib.columns import is_total
from kitlib.disclosure.rowkeys import NOBODY, with_row_keys
from kitlib.disclosure.steps import MODULUS
from kitlib.engines import engine as loaded
from kitlib.ordinary import require_ordinary
from kitlib.problems import KitError, Problem, ProblemReport, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ENGINES", "TOTAL", "UNKNOWN", "Engine", "counts", "inner", "open_rows"]

#: The label of every margin; in the data it raises.
TOTAL = "I alt"
#: The label of rows that have none.
UNKNOWN = "uoplyst"

Engine = Literal["pandas", "duckdb", "spark"]
ENGINES: tuple[str, ...] = get_args(Engine)

#: The column of keys, and the columns that are added to count with.
KEY = "noegle"
_VALUE, _BROKEN, _LEAST_KEY = "kit_tal", "kit_brud", "kit_mindste"
_COUNTED = ("n", "sum", "med_tal", KEY, _VALUE, _BROKEN, _LEAST_KEY)
_MEMORY_LIMIT = "3GB"  # DuckDB spills to disk above it, so that a laptop keeps breathing


def counts(
    frame: Any,
    by: Sequence[str],
    *,
    value: str | None = None,
    person: str | None = None,
    secret: bytes | None = None,
) -> pd.DataFrame:
    """Count rows by some columns, with all margins.

    Parameters
    ----------
    frame : pandas or polars DataFrame, DuckDB relation, Spark DataFrame
        One row a person (or note). Rows flagged `er_total` by `read_table` are not counted.
    by : sequence of str
        Columns to count by. Labels of any type; those missing count as "uoplyst".
    value : str, optional
        A column of whole numbers to add up beside the count.
    person : str, optional
        The column that names each row's person, for keys by which counts can be protected.
    secret : bytes, optional
        What keys are made with; given with `person`.

    Returns
    -------
    DataFrame
        `by` (str), `n` (int64) and, with `value`, `sum` and `med_tal` (int64; rows that have the
        value); with `person`, `noegle` (int64: the sum of the persons' keys modulo 2**32, see
        `kitlib.disclosure`). Each inner cell that occurs and each of its margins, whose label is
        "I alt"; a combination that is not there is 0. Sorted by label with "I alt" last.

    Raises
    ------
    KitError
        A column is not there, "I alt" is a label in the data, a value is no whole number, or a
        row names no person.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"type": ["skole", "skole", "unge"], "svar": [1, 2, 1]})
    >>> counts(rows, ["type"])[["type", "n"]].values.tolist()
    [['skole', 2], ['unge', 1], ['I alt', 3]]
    """
    import numpy as np
    import pandas as pd

    cells = inner(frame, by, value=value, person=person, secret=secret)
    numbers = [name for name in cells.columns if name not in by]
    if not by:
        return cells.astype(dict.fromkeys(numbers, "int64"))
    known = [[*sorted(cells[name].unique()), TOTAL] for name in by]
    codes = [pd.Categorical(cells[n], k).codes for n, k in zip(by, known, strict=True)]
    shape = [len(labels) for labels in known]
    # Each cell once for every way to add it up; its place says where "I alt" has taken over.
    places = [np.array([np.prod(shape, dtype=np.int64) - 1])]
    for away in product((False, True), repeat=len(by)):
        at = [
            np.full_like(c, s - 1, dtype=np.int64) if a else c.astype(np.int64)
            for c, s, a in zip(codes, shape, away, strict=True)
        ]
        places.append(np.ravel_multi_index(at, shape))
    flat, back = np.unique(np.concatenate(places), return_inverse=True)
    own = cells[numbers].to_numpy(dtype=np.int64)
    sums = np.zeros((len(flat), len(numbers)), dtype=np.int64)
    np.add.at(sums, back.ravel()[1:], np.concatenate([own] * (len(places) - 1)))
    labels = zip(by, known, np.unravel_index(flat, shape), strict=True)
    made = pd.DataFrame({name: [k[place] for place in at] for name, k, at in labels})
    made = made.assign(**{name: sums[:, place] for place, name in enumerate(numbers)})
    return made.assign(**{KEY: made[KEY] % MODULUS}) if KEY in made else made


def inner(
    frame: Any,
    by: Sequence[str],
    *,
    value: str | None = None,
    person: str | None = None,
    secret: bytes | None = None,
) -> pd.DataFrame:
    """Count the inner cells only: what `counts`, `suppress` and `perturb` start from."""
    import narwhals as nw

    by = list(by)
    rows: Any = nw.from_native(frame)
    rows = rows.lazy() if isinstance(rows, nw.DataFrame) else rows
    columns = list(rows.collect_schema().names())
    _check(columns, by, value, person)
    if "er_total" in columns:
        rows = rows.filter(~nw.col("er_total").fill_null(False))
    wanted = [nw.len().alias("n")]
    try:
        if value is not None:
            rows = _with_value(rows, value)
            wanted += [
                nw.col(_VALUE).sum().alias("sum"),
                nw.col(_VALUE).count().alias("med_tal"),
            ]
            if _BROKEN in rows.collect_schema().names():
                wanted.append(nw.col(_BROKEN).sum().alias(_BROKEN))
        if person is not None:
            rows = with_row_keys(rows, person, KEY, secret or b"")
            wanted += [nw.col(KEY).sum().alias(KEY), nw.col(KEY).min().alias(_LEAST_KEY)]
        counted = rows.group_by(by).agg(*wanted) if by else rows.select(*wanted)
        if person is not None:
            # Before it leaves the engine: a sum over 2**53 would lose its last digits in a float.
            counted = counted.with_columns((nw.col(KEY) % MODULUS).cast(nw.Int64).alias(KEY))
        found = _to_pandas(counted)
    except KitError:
        raise
    except Exception as error:
        if value is None or not _is_conversion(error):
            raise
        raise _not_whole(value) from None
    if value is not None and _BROKEN in found and found.pop(_BROKEN).fillna(0).sum():
        raise _not_whole(value)
    if person is not None and found.pop(_LEAST_KEY).eq(NOBODY).any():
        hint = "Udfyld den på alle rækker. Uden den kan tallet ikke beskyttes."
        raise KitError(
            Problem("Der mangler en person på en række.", hint, column=person, code="person")
        )
    return _labelled(found, by)


def _to_pandas(rows: Any) -> pd.DataFrame:
    """Fetch the few lines that were counted, from whichever engine counted them."""
    import pandas as pd

    native = rows.to_native()
    if hasattr(native, "toPandas"):
        # Spark's own way to pandas warns with every new pandas; its rows are plain Python.
        return pd.DataFrame([row.asDict() for row in native.collect()], columns=native.columns)
    found: pd.DataFrame = native.df() if hasattr(native, "df") else rows.collect().to_pandas()
    return found


def _labelled(found: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Write every label the same way whatever engine read it, and join those that became one."""
    import pandas as pd

    numbers = [name for name in found.columns if name not in by]
    labels: dict[str, Any] = {name: [_label(v) for v in found[name].astype(object)] for name in by}
    table = pd.DataFrame({**labels, **{n: found[n].fillna(0).astype("int64") for n in numbers}})
    for name in by:
        if sums := [label for label in table[name] if is_total(label)]:
            said = " ".join(sums[0].split())
            said = f"'{said}' står blandt rækkerne og betyder 'I alt'."
            hint = "Fjern rækken, hvis den er en sum. Er det en gruppe, så giv den et andet navn."
            raise KitError(Problem(said, hint, column=name, code="i_alt"))
    if not by:
        return table
    summed = table.groupby(by, as_index=False, sort=False)[numbers].sum()
    if KEY in summed:
        summed[KEY] %= MODULUS
    return summed.sort_values(by, ignore_index=True)[[*by, *numbers]]


def _label(value: Any) -> str:
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return UNKNOWN
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "ja" if value else "nej"
    if hasattr(value, "isoformat"):
        text = str(value.isoformat())
        return text.removesuffix("T00:00:00")
    if isinstance(value, float) or type(value).__name__.startswith("float"):
        return str(int(value)) if float(value).is_integer() else str(float(value))
    return str(value).strip() or UNKNOWN


def _check(columns: list[str], by: list[str], value: str | None, person: str | None) -> None:
    problems = [
        Problem(
            f"Kolonnen '{name}' er ikke i tabellen.",
            did_you_mean(name, columns) or f"Der er: {', '.join(columns)}.",
            column=name,
            code="kolonne_mangler",
        )
        for name in (*by, *filter(None, (value, person)))
        if name not in columns
    ]
    problems += [
        Problem(
            f"Kolonnen '{name}' hedder som en af dem, der tælles i.",
            f"Giv den et andet navn, fx '{name}_svar'.",
            column=name,
            code="reserveret",
        )
        for name in by
        if name in _COUNTED
    ]
    if len(set(by)) < len(by):
        problems.append(
            Problem("Den samme kolonne er nævnt to gange.", "Nævn den én gang.", code="dobbelt")
        )
    if problems:
        raise KitError(ProblemReport.of(problems))


def _with_value(rows: Any, value: str) -> Any:
    """Add the value as whole numbers, and whether it was something else.

    Only whole numbers add up to the same on every engine, in whatever order they come.
    """
    import narwhals as nw

    kind, column = rows.collect_schema()[value], nw.col(value)
    if kind.is_float():
        # A whole column with gaps comes as floats from pandas; floats add whole numbers exactly.
        there = nw.when(~column.is_nan()).then(column)
        broken = (column != column.round(0)) & ~column.is_nan()
        return rows.with_columns(there.alias(_VALUE), broken.cast(nw.Int64).alias(_BROKEN))
    if kind == nw.String:
        # Only pandas' nullable kinds can turn a missing text into a missing number.
        there = nw.when(~column.is_null()).then(column.fill_null("0").cast(nw.Int64))
        return rows.with_columns(there.alias(_VALUE))
    if not kind.is_integer():
        raise _not_whole(value)
    return rows.with_columns(column.cast(nw.Int64).alias(_VALUE))


def _not_whole(value: str) -> KitError:
    hint = "Skriv hele tal, fx point eller trin uden komma."
    return KitError(Problem("Der er andet end hele tal.", hint, column=value, code="ikke_hele"))


def _is_conversion(error: Exception) -> bool:
    words = str(error).casefold()
    return isinstance(error, (ValueError, TypeError)) or "conver" in words or "cast" in words


def open_rows(path: str | Path, engine: Engine | None = None) -> Any:
    """Open a Parquet or CSV file with an engine, without reading more than it needs.

    Parameters
    ----------
    path : str or Path
        .parquet or .csv (UTF-8; ";", "," or tab). CSV is read as text, so that no engine guesses.
    engine : {"pandas", "duckdb", "spark"}, optional
        DuckDB where not said: it reads files larger than the memory.

    Raises
    ------
    KitError
        The file is not there or of another kind, or the engine is unknown or not installed.
    """
    path = Path(path)
    engine = engine or "duckdb"
    if engine not in ENGINES:
        hint = did_you_mean(str(engine), ENGINES) or f"Vælg en af: {', '.join(ENGINES)}."
        raise KitError(f"Motoren '{engine}' kendes ikke.", hint=hint)
    if not path.exists():
        raise KitError(f"Filen '{path.name}' findes ikke.", hint="Tjek navnet og stien.")
    require_ordinary(path)
    kind = path.suffix.casefold()
    if kind not in (".parquet", ".csv", ".txt", ".tsv"):
        raise KitError(
            Problem(
                "Filen er hverken Parquet eller CSV.",
                "Gem den som en af dem.",
                path.name,
                code="raekker_slags",
            )
        )
    readers = {"pandas": _pandas, "duckdb": _duckdb, "spark": _spark}
    return readers[engine](path, "" if kind == ".parquet" else _delimiter(path))


def _delimiter(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.readline(65_536)
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KitError(
            Problem(
                "Filen er ikke gemt som UTF-8.",
                "Gem den som CSV UTF-8.",
                path.name,
                code="raekker_kodning",
            )
        ) from None
    return max(";,\t", key=text.count)


def _pandas(path: Path, delimiter: str) -> Any:
    import pandas as pd

    if not delimiter:
        # DuckDB reads Parquet already, so pandas need not bring a reader of its own along.
        return _duckdb(path, "").df()
    return pd.read_csv(
        path,
        sep=delimiter,
        dtype="string",
        encoding="utf-8-sig",
        keep_default_na=False,
        na_values=[""],
    )


def _duckdb(path: Path, delimiter: str) -> Any:
    connection = _connection()
    if not delimiter:
        return connection.read_parquet(str(path))
    return connection.read_csv(str(path), sep=delimiter, header=True, all_varchar=True)


@cache
def _connection() -> Any:
    """One connection for as long as the program runs: older DuckDB closes it under a relation."""
    connection = loaded("duckdb").connect(config={"memory_limit": _MEMORY_LIMIT})
    connection.execute("set enable_progress_bar = false")
    return connection


def _spark(path: Path, delimiter: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        hint = 'Installer den med: python -m pip install "laeringskit[spark]"'
        raise KitError("Spark er ikke installeret.", hint=hint) from None
    session = SparkSession.builder.appName("laeringskit").getOrCreate()
    session.conf.set("spark.sql.ansi.enabled", "true")  # a text is no number, and not nothing
    if not delimiter:
        return session.read.parquet(str(path))
    return session.read.csv(
        str(path),
        sep=delimiter,
        header=True,
        encoding="UTF-8",
        quote='"',
        escape='"',
        multiLine=True,
    )
