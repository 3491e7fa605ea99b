"""What a release may show: one file of rules with their sources, read and checked."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from kitlib.dansk import join
from kitlib.problems import KitError, Problem, did_you_mean
from kitlib.texts import load

__all__ = [
    "FEW",
    "GROUPS",
    "METHODS",
    "Moving",
    "ReleasePolicy",
    "TableWords",
    "release_policy",
    "with_tables",
]

#: What public output may be parted by; a unit never.
GROUPS = ("distrikt", "type")

#: How numbers are protected: moved by keys, for a series; or hidden, for one release alone.
METHODS = ("noegle", "skjul")

_FILE = "udgivelse"
#: What stands for a count that came out small.
FEW = "få"
#: Chosen by measurement, see benchmarks/key_candidates.py and key_told.py: whoever knows all but
#: one person, and all keys, is by all that is told of that person together above 97 % sure in less
#: than one of a thousand worlds, and certain in 2 of 100,000, by the longest step. A sum is moved
#: by what one person can add.
#: A half-year released twice would tell more, so it comes out once: see benchmarks/key_attacks.py.
_LEAST = {"hoejst": 16, "varians": 12, "faa": 5, "point": 100}
_LIKE = f"Ret filen. Værktøjets egen {_FILE}.toml viser, hvordan den skal se ud."
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
class Moving:
    """How far numbers are moved where they are protected by keys.

    Parameters
    ----------
    hoejst : int
        The longest step of a count, up or down.
    varians : float
        Variance of the step.
    faa : int
        What comes below it is told as "få".
    point : int
        A sum of points is moved by so many for each step of a count: as many as one person can
        change by, so that a mean tells no more of anybody than a count does.
    gennemsnit : int
        A mean that may have been moved by more than this, in one of 20, is not told.
    """

    hoejst: int
    varians: float
    faa: int
    point: int
    gennemsnit: int

    def off(self, n: int, periods: int = 1) -> int:
        """Return what 19 of 20 means of so many persons are moved less than, in whole points.

        Examples
        --------
        >>> Moving(16, 12, 5, 100, 5).off(400)
        2
        """
        spread = self.point * ((self.varians + 1 / 12) * periods) ** 0.5  # evenly between steps
        return math.ceil(1.96 * spread / n)

    def said(self, periods: int = 1) -> str:
        """Say what was done, for every page.

        Parameters
        ----------
        periods : int
            The half-years a number may be put together of; one that has none is moved as one.

        Examples
        --------
        >>> Moving(16, 12, 5, 100, 5).said().split(", så")[0]
        'Hvert tal er flyttet lidt med vilje, højst 16 op eller ned og for det meste under 4'
        """
        each = " i hvert halvår" if periods > 1 else ""
        usual = math.ceil((self.varians * max(periods, 1)) ** 0.5)
        return (
            f"Hvert tal er flyttet lidt med vilje, højst {self.hoejst} op eller ned{each} og for "
            f"det meste under {usual}, så ingen kan regnes ud. Summer passer derfor ikke på en "
            f"prik. Under {self.faa} står der {FEW}."
        )


@dataclass(frozen=True)
class ReleasePolicy:
    """The rules of a release; see `texts/udgivelse.toml` for the source of each.

    Parameters
    ----------
    method : {"noegle", "skjul"}
        How numbers are protected.
    moving : Moving
        How far, by keys.
    wait : int
        Days after a half-year is over before it comes out, by keys.
    threshold : int
        Fewest persons of a cell that is shown.
    units : int
        Fewest units behind a group.
    groupings : tuple of tuple of str
        What tables are parted by, finest first. By keys always the first; where numbers are
        hidden, the first that passes.
    rounding : tuple of (float, int)
        (below so many persons, round a mean change to this step).
    bands : tuple of int
        Where the bands of n begin.
    tables : mapping of str to TableWords
        What may be released at all.
    words : mapping
        Sentences of a release.
    checksum : str
        Of the rules as they stand in the file, for the log.
    """

    method: str
    moving: Moving
    wait: int
    threshold: int
    units: int
    groupings: tuple[tuple[str, ...], ...]
    rounding: tuple[tuple[float, int], ...]
    bands: tuple[int, ...]
    tables: Mapping[str, TableWords] = field(repr=False)
    words: Mapping[str, Any] = field(repr=False)
    checksum: str = ""


def release_policy(
    source: Mapping[str, Any] | None = None, *, file: str = f"{_FILE}.toml"
) -> ReleasePolicy:
    """Read the rules and refuse any that would let too much out.

    Parameters
    ----------
    source : mapping, optional
        What the file says; read from `texts/udgivelse.toml` where not given.
    file : str
        Name of the file, for what is wrong in it.

    Raises
    ------
    KitError
        A rule is missing, unknown or below what may be.

    Examples
    --------
    >>> release_policy().threshold
    5
    """
    try:
        return _read(load(_FILE) if source is None else source)
    except KitError as error:
        raise KitError(error.report.placed(file=file)) from None
    except (AttributeError, KeyError, TypeError, ValueError):  # a word where a list should stand
        message = "Reglerne har ikke den form, de skal."
        raise KitError(Problem(message, _LIKE, file, code="udgivelse_regel")) from None


def _read(table: Mapping[str, Any]) -> ReleasePolicy:
    rules = dict(table.get("regler", {}))
    known = (
        "metode",
        "flytning",
        "frist",
        "graense",
        "enheder",
        "inddelinger",
        "afrunding",
        "antal",
    )
    for key in known:
        if key not in rules:
            raise _wrong(key, "Reglen mangler, og uden den kommer intet ud.")
    for key in rules:
        if key not in known:
            raise _wrong(key, "Reglen kendes ikke.", did_you_mean(key, known))
    if rules["metode"] not in METHODS:
        raise _wrong("metode", "Metoden kendes ikke.", f"Skriv en af: {', '.join(METHODS)}.")
    if not isinstance(rules["frist"], int) or rules["frist"] < 0:
        raise _wrong("frist", "Fristen er et helt antal dage, efter at halvåret er slut.")
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
        method=rules["metode"],
        moving=_moving(rules["flytning"]),
        wait=rules["frist"],
        threshold=rules["graense"],
        units=rules["enheder"],
        groupings=groupings,
        rounding=tuple(steps),
        bands=tuple(rules["antal"]),
        tables={name: _table(name, entry) for name, entry in table.get("tabel", {}).items()},
        words=dict(table.get("ord", {})),
        checksum=_checksum(table),
    )


def with_tables(policy: ReleasePolicy, tables: Mapping[str, Mapping[str, Any]]) -> ReleasePolicy:
    """Return a policy that knows further tables; one it has words of already keeps those.

    Raises
    ------
    KitError
        A word is unknown or missing.
    """
    own = {name: _table(name, entry) for name, entry in tables.items()}
    return replace(policy, tables={**own, **policy.tables})


def _checksum(table: Mapping[str, Any]) -> str:
    text = json.dumps(table, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _moving(rules: Mapping[str, Any]) -> Moving:
    """Read how far numbers are moved; a file may move them further, and never less."""
    least = {f.name: 0 for f in fields(Moving)} | _LEAST
    if set(rules) != set(least):
        raise _wrong("flytning", f"Skriv {join(list(least))}.")
    for key, at_least in least.items():
        if not isinstance(rules[key], (int, float)) or rules[key] < at_least:
            raise _wrong(f"flytning.{key}", f"Den må ikke være under {at_least}.")
    return Moving(**rules)


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
    return KitError(Problem(message, hint or _LIKE, column=key, code="udgivelse_regel"))
