"""What a release may show: one file of rules with their sources, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from kitlib.problems import KitError, Problem, did_you_mean
from kitlib.texts import load

__all__ = ["GROUPS", "ReleasePolicy", "TableWords", "release_policy"]

#: What public output may be parted by; a unit never.
GROUPS = ("distrikt", "type")

_FILE = "udgivelse"
_LOWEST = 3  # no file may set the threshold below Danmarks Statistik's


@dataclass(frozen=True)
class TableWords:
    """How one table is shown, and what its cells count.

    Parameters
    ----------
    name : str
        Such as "dialoglineal.udfald".
    kort, spoergsmaal, forbehold : str
        Short name, question and caveat.
    saetning : str
        The sentence with {n} and {enheder}, where "n persons from m units" would be wrong.
    a, b : str
        What rows and columns are; `b` is empty in a table of one.
    ental, flertal : str
        What is counted, one and many.
    svar : bool
        Whether a group all in one cell tells about each of them.
    samlet : bool
        Shown for all together only.
    frie : bool
        Whether the units chose the headings themselves.
    gennemsnit : str
        Unit of a mean change, where the table holds a sum.
    udgives : bool
        False for what the analyst alone sees.
    sammen_med : str
        A table of all together on the same persons, protected together with this one. A label
        of this one that is also among its columns counts the same persons there.
    felter : tuple of str
        All that its rows can be, in order, where an instrument gives them; rows of a central
        system that hold anything else are refused.
    """

    name: str
    kort: str
    a: str
    ental: str
    flertal: str
    spoergsmaal: str = ""
    forbehold: str = ""
    saetning: str = ""
    b: str = ""
    svar: bool = False
    samlet: bool = False
    frie: bool = False
    gennemsnit: str = ""
    udgives: bool = True
    sammen_med: str = ""
    felter: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReleasePolicy:
    """The rules of a release; see `texts/udgivelse.toml` for the source of each.

    Parameters
    ----------
    threshold : int
        Fewest persons of a cell that is shown.
    units : int
        Fewest units behind a group.
    groupings : tuple of tuple of str
        What tables are parted by, finest first; the first that passes is used.
    rounding : tuple of (float, int)
        (below so many persons, round a mean change to this step).
    bands : tuple of int
        Where the bands of n begin.
    tables : mapping of str to TableWords
        What may be released at all.
    words : mapping
        Sentences of a release.
    """

    threshold: int
    units: int
    groupings: tuple[tuple[str, ...], ...]
    rounding: tuple[tuple[float, int], ...]
    bands: tuple[int, ...]
    tables: Mapping[str, TableWords] = field(repr=False)
    words: Mapping[str, Any] = field(repr=False)


def release_policy(source: Mapping[str, Any] | None = None) -> ReleasePolicy:
    """Read the rules and refuse any that would let too much out.

    Parameters
    ----------
    source : mapping, optional
        What the file says; read from `texts/udgivelse.toml` where not given.

    Raises
    ------
    KitError
        A rule is missing, unknown or below what may be.

    Examples
    --------
    >>> release_policy().threshold
    5
    """
    table = load(_FILE) if source is None else source
    rules = dict(table.get("regler", {}))
    known = ("graense", "enheder", "inddelinger", "afrunding", "antal")
    for key in known:
        if key not in rules:
            raise _wrong(key, "Reglen mangler, og uden den kommer intet ud.")
    for key in rules:
        if key not in known:
            raise _wrong(key, "Reglen kendes ikke.", did_you_mean(key, known))
    if not isinstance(rules["graense"], int) or rules["graense"] < _LOWEST:
        raise _wrong("graense", f"Grænsen må ikke være under {_LOWEST}.")
    if not isinstance(rules["enheder"], int) or rules["enheder"] < 2:
        raise _wrong("enheder", "Der skal være mindst to enheder bag en gruppe.")
    groupings = tuple(tuple(grouping) for grouping in rules["inddelinger"])
    if any(name not in GROUPS for grouping in groupings for name in grouping):
        raise _wrong("inddelinger", "Finere end distrikt og type må ikke komme ud.")
    steps = [(float(s.get("under", "inf")), int(s["trin"])) for s in rules["afrunding"]]
    if not steps or steps != sorted(steps) or steps[-1][0] != float("inf"):
        raise _wrong("afrunding", "Trinene skal stå efter antal, og det sidste uden grænse.")
    return ReleasePolicy(
        threshold=rules["graense"], units=rules["enheder"], groupings=groupings,
        rounding=tuple(steps), bands=tuple(rules["antal"]),
        tables={name: _table(name, entry) for name, entry in table.get("tabel", {}).items()},
        words=dict(table.get("ord", {})),
    )  # fmt: skip


def _table(name: str, entry: Mapping[str, Any]) -> TableWords:
    known = [f.name for f in fields(TableWords)]
    for key in entry:
        if key not in known:
            raise _wrong(f"{name}.{key}", "Ordet kendes ikke.", did_you_mean(key, known))
    listed: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    try:
        return TableWords(name=name, **listed)
    except TypeError:
        raise _wrong(name, "Tabellen mangler ord.", "Skriv kort, a, ental og flertal.") from None


def _wrong(key: str, message: str, hint: str = "") -> KitError:
    hint = hint or "Ret filen, eller installer kittet igen."
    return KitError(Problem(message, hint, f"{_FILE}.toml", column=key, code="udgivelse_regel"))
