"""The key of each row of a large table, made where the rows are: pandas, DuckDB or Spark."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["NOBODY", "with_row_keys"]

#: The key of a row that names no person, and so cannot be protected.
NOBODY = -1

_BLOCK = 64  # bytes that SHA-256 works on at a time, as HMAC is defined (RFC 2104)
_KIND = b"person\0"


def with_row_keys(rows: nw.LazyFrame[Any], person: str, name: str, secret: bytes) -> Any:
    """Return the rows with each person's key in a column of its own, `NOBODY` where none is named.

    Parameters
    ----------
    rows : narwhals LazyFrame
        Over pandas, polars, a DuckDB relation or a Spark DataFrame.
    person : str
        The column that names each row's person. Texts are taken as they stand without spaces
        around, and whole numbers as their digits.
    name : str
        The new column; Int64, 0 to 2**32 - 1.
    secret : bytes
        Whoever publishes alone has it.

    Notes
    -----
    It is HMAC-SHA256 to the letter, as `person_key`; in DuckDB and Spark it is written out with
    their own SHA-256, so that no row leaves the engine.
    """
    import narwhals as nw

    native = rows.to_native()
    if hasattr(native, "project"):
        column = '"' + person.replace('"', '""') + '"'
        return nw.from_native(native.project(f'*, {_duckdb(column, secret)} as "{name}"'))
    if hasattr(native, "selectExpr"):
        column = "`" + person.replace("`", "``") + "`"
        return nw.from_native(native.selectExpr("*", f"{_spark(column, secret)} as `{name}`"))
    return _in_memory(rows, person, name, secret)


def _in_memory(rows: nw.LazyFrame[Any], person: str, name: str, secret: bytes) -> Any:
    import narwhals as nw

    frame = rows.collect()
    known: dict[Any, int] = {}
    keys = []
    for value in frame[person].to_list():
        if value not in known:
            text = _text(value)
            known[value] = NOBODY if text is None else _key(secret, text)
        keys.append(known[value])
    made = nw.new_series(name, keys, dtype=nw.Int64, backend=frame.implementation)
    return frame.with_columns(made.alias(name)).lazy()


def _text(value: Any) -> str | None:
    if value is None or value != value or str(value) == "<NA>":
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a whole column with gaps comes as floats from pandas
    return str(value).strip(" ") or None


def _key(secret: bytes, text: str) -> int:
    digest = hmac.digest(secret, _KIND + text.encode("utf-8"), "sha256")
    return int.from_bytes(digest[:4], "big")


def _pads(secret: bytes) -> tuple[str, str]:
    """Return HMAC's two pads as hex; the kind of key stands after the inner one."""
    from hashlib import sha256

    short = secret if len(secret) <= _BLOCK else sha256(secret).digest()
    block = short.ljust(_BLOCK, b"\0")
    inner = bytes(b ^ 0x36 for b in block) + _KIND
    return inner.hex(), bytes(b ^ 0x5C for b in block).hex()


def _duckdb(column: str, secret: bytes) -> str:
    inner, outer = _pads(secret)
    text = f"nullif(trim(cast({column} as varchar), ' '), '')"
    first = f"from_hex(sha256(from_hex('{inner}') || encode({text})))"
    whole = f"sha256(from_hex('{outer}') || {first})"
    return f"coalesce(cast('0x' || {whole}[1:8] as bigint), {NOBODY})"


def _spark(column: str, secret: bytes) -> str:
    inner, outer = _pads(secret)
    text = f"nullif(trim(BOTH ' ' FROM cast({column} as string)), '')"
    first = f"unhex(sha2(concat(unhex('{inner}'), encode({text}, 'UTF-8')), 256))"
    whole = f"sha2(concat(unhex('{outer}'), {first}), 256)"
    return f"coalesce(cast(conv(substring({whole}, 1, 8), 16, 10) as bigint), {NOBODY})"
