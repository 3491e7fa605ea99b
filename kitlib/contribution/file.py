"""The file of a contribution: a manifest, counts, a format version and a checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kitlib.contribution.model import Contribution
from kitlib.problems import KitError, Problem, ProblemReport

__all__ = ["CELL", "FORMAT", "KEYS", "checksum", "fingerprint", "from_bytes", "to_bytes"]

#: 3: a citizen on the ruler counts once. Keys of one who counts in every half-year tell too much.
FORMAT = 3

KEYS = ("enhed", "type", "distrikt", "kvartal", "dato", "nr", "sort", "dele", "opdigtet")
#: What stands of a cell in the file, in order.
CELL = ("a", "b", "periode", "antal", "personer", "sum", "noegle")
_LONGEST = 2**63  # what a column of whole numbers holds
_LARGEST = 2_000_000  # bytes; a contribution is a few kilobytes, and 200 of them are read at once


def to_bytes(contribution: Contribution, recipients: Sequence[str] = ()) -> bytes:
    """Return the file: readable JSON, or sealed for receivers where there are any.

    Raises
    ------
    ValueError
        Where the contribution breaks a rule: a fault in the kit, not in what the user did.
    """
    faults = contribution.faults()
    if faults:
        raise ValueError(f"a contribution that may not leave: {faults}")
    inner = _inner(contribution)
    outer = {"laeringskit": "bidrag", "format": FORMAT, "kontrol": _digest(inner), **inner}
    data = (json.dumps(outer, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    if not recipients:
        return data
    from kitlib.privacy.lock import seal

    return seal(data, recipients)


def from_bytes(
    data: bytes, *, file: str | None = None, identity: str | None = None
) -> Contribution:
    """Read a contribution, opened in memory where it is sealed, or say why it is refused.

    Parameters
    ----------
    data : bytes
        The file.
    file : str, optional
        Its name, for the reason.
    identity : str, optional
        The analyst's secret identity, for sealed files.

    Raises
    ------
    KitError
        Damaged, altered, of an older or newer version, sealed for somebody else, or breaking a
        rule.
    """
    from kitlib.privacy.lock import is_locked

    if len(data) > _LARGEST:
        raise _refused("Filen er for stor til at være et bidrag.", file, "bidrag_stor")
    if is_locked(data):
        if identity is None:
            hint = "Sig, hvor nøglen ligger, med --noegle FIL."
            raise _refused("Bidraget er låst til en modtager.", file, "bidrag_laast", hint)
        data = _opened(data, identity, file)
    try:
        outer = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _refused("Filen er skadet eller er ikke et bidrag.", file, "bidrag_skadet") from None
    if not isinstance(outer, dict) or outer.get("laeringskit") != "bidrag":
        raise _refused("Filen er ikke et bidrag.", file, "bidrag_andet")
    version = outer.get("format")
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        hint = "Opdater værktøjet, og prøv igen."
        raise _refused("Bidraget er lavet med en nyere udgave.", file, "bidrag_nyere", hint)
    if isinstance(version, int) and not isinstance(version, bool) and 0 < version < FORMAT:
        hint = "Bed enheden lave det igen med: laeringskit bidrag MAPPE"
        raise _refused("Bidraget er lavet med en ældre udgave.", file, "bidrag_aeldre", hint)
    if version != FORMAT or set(outer) != {
        "laeringskit",
        "format",
        "kontrol",
        "manifest",
        "tabeller",
    }:
        raise _refused("Bidraget har ikke den form, det skal.", file, "bidrag_form")
    inner = {"manifest": outer["manifest"], "tabeller": outer["tabeller"]}
    if outer["kontrol"] != _digest(inner):
        raise _refused("Bidraget er ændret, efter at værktøjet skrev det.", file, "bidrag_aendret")
    try:
        found = _contribution(**inner)
    except (TypeError, ValueError, KeyError, OverflowError):
        raise _refused("Bidraget har ikke den form, det skal.", file, "bidrag_form") from None
    faults = found.faults()
    if faults:
        raise KitError(
            ProblemReport.of(Problem(fault, _AGAIN, file, code="bidrag_regel") for fault in faults)
        )
    return found


def checksum(data: bytes) -> str:
    """Return the checksum of a file's bytes, as the log keeps it.

    Examples
    --------
    >>> checksum(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def fingerprint(contribution: Contribution) -> str:
    """Return the checksum of what a contribution says, however it was sealed."""
    return _digest(_inner(contribution))


_AGAIN = "Bed enheden om at sende det igen."


def _opened(data: bytes, identity: str, file: str | None) -> bytes:
    """Open a sealed one; of one that was broken on the way it is the unit that has a whole one."""
    from kitlib.privacy.lock import open_sealed

    try:
        return open_sealed(data, identity, file=file)
    except KitError as error:
        if any(problem.code == "laas_beskadiget" for problem in error.report):
            said = "Filen er skadet eller er ikke et bidrag."
            raise _refused(said, file, "bidrag_skadet") from None
        raise


def _refused(message: str, file: str | None, code: str, hint: str = _AGAIN) -> KitError:
    return KitError(Problem(message, hint, file, code=code))


def _digest(inner: object) -> str:
    text = json.dumps(inner, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return checksum(text.encode("utf-8"))


def _inner(contribution: Contribution) -> dict[str, Any]:
    manifest: dict[str, Any] = {key: getattr(contribution, key) for key in KEYS}
    manifest["dato"] = contribution.dato.isoformat()
    return {"manifest": manifest, "tabeller": _tables(contribution.rows)}


def _tables(rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    for name, *cell, n, key in rows:  # the columns of a frame of counts, in order
        table = tables.setdefault(name, {"tabel": name, "n": n, "felter": []})
        table["felter"].append([*cell, key])
    return list(tables.values())


def _contribution(manifest: dict[str, Any], tabeller: list[dict[str, Any]]) -> Contribution:
    if set(manifest) != set(KEYS):
        raise ValueError("unknown keys")
    kinds = {"nr": int, "dele": int, "opdigtet": bool}
    if any(type(manifest[key]) is not kinds.get(key, str) for key in KEYS):
        raise ValueError("wrong type")
    rows = []
    for table in tabeller:
        if set(table) != {"tabel", "n", "felter"}:
            raise ValueError("unknown keys")
        for a, b, period, count, persons, added, key in table["felter"]:
            row = (table["tabel"], a, b, period, count, persons, added, table["n"], key)
            if any(type(label) is not str for label in row[:4]):
                raise ValueError("not a text")
            if any(v is not None and not (type(v) is int and abs(v) < _LONGEST) for v in row[4:]):
                raise ValueError("not a whole number")
            rows.append(row)
    day = date.fromisoformat(manifest["dato"])
    return Contribution(**{**manifest, "dato": day}, rows=rows)
