"""The published numbers for other programs: Parquet, and a Frictionless datapackage of it all."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.engines import engine
from kitlib.pooled.layout import caveat_of, title_of
from kitlib.pooled.tables import COLUMNS, tidy
from kitlib.privacy.policy import FEW
from kitlib.privacy.release_result import Gate
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.privacy.suppression_result import HIDDEN

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["package_bytes", "parquet_bytes"]

_WHOLE = ("n", "flyttet")
#: What a row is told apart by; no two have the same.
_KEY = ["tabel", "periode", "distrikt", "type", "a", "b"]
_MAY_BE_EMPTY = ("periode", "b", "n")
_PERIOD = rf"(20\d\d H[12]|{TOTAL})"


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as Parquet, the same bytes every time.

    Examples
    --------
    >>> import pandas as pd
    >>> parquet_bytes(pd.DataFrame({"n": [7]}))[:4]
    b'PAR1'
    """
    with tempfile.TemporaryDirectory() as place, engine("duckdb").connect() as connection:
        connection.register("tal", frame)
        path = Path(place) / "tal.parquet"
        connection.execute(f"copy (select * from tal) to '{path.as_posix()}' (format parquet)")
        return path.read_bytes()


def package_bytes(
    gate: Gate, files: Mapping[str, bytes], *, title: str, day: date, licence: str, about: str
) -> bytes:
    """Return datapackage.json: what each file and column is, its codes, its method and licence.

    Parameters
    ----------
    files : mapping of str to bytes
        Content of `tal.csv` and `tal.parquet`.
    licence : str
        Such as "CC-BY-4.0".
    about : str
        Who has contributed, and how the numbers are protected.
    """
    frame = tidy(gate)
    package = {
        "profile": "data-package",
        "name": "samlet-billede",
        "title": title,
        "description": about,
        "created": f"{day.isoformat()}T00:00:00Z",
        "licenses": [{"name": licence}],
        "resources": [
            _resource(name, content, [_field(column, frame) for column in COLUMNS])
            for name, content in files.items()
        ],
        "tabeller": [
            {
                "navn": t.words.name,
                "spoergsmaal": title_of(t),
                "taeller": t.words.flertal,
                "perioder": list(t.periods),
                "forbehold": caveat_of(t),
            }
            for t in gate.tables
        ],
        "metode": gate.method,
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _resource(name: str, content: bytes, fields: list[dict[str, Any]]) -> dict[str, Any]:
    stem, _, kind = name.partition(".")
    made: dict[str, Any] = {
        "name": stem if kind == "csv" else f"{stem}-{kind}",
        "path": name,
        "type": "table" if kind == "csv" else "file",
        "format": kind,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if kind != "csv":
        return made  # it carries its own schema, which the library's reader would take apart
    made |= {
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";"},
        "profile": "tabular-data-resource",
    }
    schema = {"fields": fields, "missingValues": [""], "primaryKey": _KEY}
    return {**made, "schema": schema}


def _field(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    rules: dict[str, Any] = {} if name in _MAY_BE_EMPTY else {"required": True}
    if name in _WHOLE:
        rules["minimum"] = 0
    if name == "periode":
        rules["pattern"] = _PERIOD
    codes = {
        "status": ["vist", FEW, HIDDEN],
        "metode": ["noegle", "skjul"],
        "tabel": list(dict.fromkeys(frame["tabel"])),
    }.get(name)
    if codes:
        rules["enum"] = codes
    kind = "integer" if name in _WHOLE else "string"
    said = {"name": name, "type": kind, "description": COLUMNS[name]}
    return {**said, "constraints": rules} if rules else said
