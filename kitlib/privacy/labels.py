"""Whether a label may stand in a release: a district, a kind, a unit, or what a table counts.

Labels are looked at where they leave, also those made elsewhere. A district or a kind is taken
from the analyst's list where there is one; what looks like somebody is never published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from kitlib.about import KINDS
from kitlib.columns import fold
from kitlib.privacy.find import find_identifiers, find_likely
from kitlib.privacy.gate import KIND_WORDS
from kitlib.privacy.policy import ReleasePolicy
from kitlib.problems import Problem
from kitlib.reading.values.visible import clean

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.privacy.finding import Finding

__all__ = ["PLACES", "KnownLabels", "in_a_unit", "label_problems", "problems_of", "somebody"]

#: The columns that place a unit, and what each is called.
PLACES = {"distrikt": "distriktet", "type": "typen", "enhed": "enhedens navn"}
_LISTED = "Bed enheden rette det. Er det et sted, så skriv det på listen til --enheder."
_ON_LIST = "Bed enheden rette det, eller skriv det på listen, hvis det mangler der."
#: A place may carry a person's name; then it says what kind of place it is.
_PLACE_WORD = re.compile(
    r"(?:skole|have|stue|hus|huset|gård|gården|center|centret|klub|klubben|sfo|hjem|hjemmet|"
    r"institution|tilbud|kollegium|vej|vejen|skov|skoven|bakke|bakken|park|parken)n?\s*$",
    re.IGNORECASE,
)
_AGAIN = "Bed enheden rette det, og lave bidraget igen."


@dataclass(frozen=True)
class KnownLabels:
    """What the analyst's list of units says, by folded name.

    Parameters
    ----------
    units, districts, kinds : mapping of str to str
        How each is written on the list; empty where it says nothing of them.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    #: How many units are listed of each district and kind; None where it does not say both.
    sizes: Mapping[tuple[str, str], int] | None = None
    #: District and kind of each unit, by its folded name, where the list says both.
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, listed: pd.DataFrame | None) -> KnownLabels:
        """Take them from a list with the columns enhed, type and distrikt."""
        if listed is None:
            return cls()
        units, districts, kinds = (_written(listed, name) for name in ("enhed", "distrikt", "type"))
        places = _placed_units(listed)
        return cls(units, districts, kinds, Counter(places.values()) if places else None, places)

    def spelled(self, counts: pd.DataFrame) -> pd.DataFrame:
        """Return counts with districts and kinds as the list writes them."""
        told = {
            name: [known.get(fold(str(label)), label) for label in counts[name]]
            for name, known in (("distrikt", self.districts), ("type", self.kinds))
            if known
        }
        return counts.assign(**told)

    def of_column(self, name: str) -> Mapping[str, str]:
        return {"enhed": self.units, "distrikt": self.districts, "type": self.kinds}[name]


def _placed_units(listed: pd.DataFrame) -> dict[str, tuple[str, str]]:
    if not {"distrikt", "type"} <= set(listed.columns):
        return {}
    once = listed.dropna(subset=["distrikt", "type"])
    rows = zip(once["enhed"], once["distrikt"], once["type"], strict=True)
    return {fold(str(unit)): (str(district), str(kind)) for unit, district, kind in rows}


def _written(listed: pd.DataFrame, name: str) -> dict[str, str]:
    labels = listed.get(name, ())
    return {fold(label): label for label in labels if isinstance(label, str) and fold(label)}


def somebody(label: str, *, unit: bool = False, known: bool = False) -> str | None:
    """Return what a label may tell of somebody, such as "et navn", or None.

    Parameters
    ----------
    unit : bool
        Units are called after persons: only a whole name counts then.
    known : bool
        Whether it is on the list; numbers and addresses of somebody count all the same.

    Examples
    --------
    >>> somebody("Alma Holm 010203-1234", known=True), somebody("Distrikt Nord")
    ('et CPR-nummer', None)
    """
    found = in_a_unit(label) if unit else find_likely(label)
    kinds = [f.kind for f in found if f.kind != "saerlig" and not (known and f.kind == "navn")]
    return KIND_WORDS[min(kinds, key=lambda kind: kind == "navn")] if kinds else None


def in_a_unit(name: str) -> list[Finding]:
    """Return what tells of somebody in a unit's name, which may be that of a person long dead.

    Examples
    --------
    >>> in_a_unit("Anna Anchers Skole"), len(in_a_unit("Gruppen hos Alma Holm"))
    ([], 1)
    """
    whole = _PLACE_WORD.search(name) is None
    end = len(name.rstrip())
    last = {f.start for f in find_identifiers(name) if f.kind == "navn" and f.stop == end}
    return [
        f
        for f in find_likely(name)
        if f.kind not in ("navn", "saerlig")
        or (whole and f.rule == "navneliste" and f.stop + 1 in last)
    ]


def label_problems(
    counts: pd.DataFrame, policy: ReleasePolicy, known: KnownLabels, *, file: str | None = None
) -> list[Problem]:
    """Return why labels may not be published; one problem a place, never the label itself.

    Parameters
    ----------
    counts : DataFrame
        Columns enhed, distrikt, type, tabel, a and b.
    file : str, optional
        Where they are from.
    """
    places = {name: map(str, counts[name].unique()) for name in PLACES}
    each = counts.groupby("tabel", sort=False)
    tables = {str(table): map(str, [*rows["a"], *rows["b"]]) for table, rows in each}
    return problems_of(places, tables, policy, known, file=file)


def problems_of(
    places: Mapping[str, Iterable[str]],
    tables: Mapping[str, Iterable[str]],
    policy: ReleasePolicy,
    known: KnownLabels,
    *,
    file: str | None = None,
) -> list[Problem]:
    """Return the same of labels that stand in no frame.

    Parameters
    ----------
    places : mapping
        Of each of `PLACES` its labels.
    tables : mapping
        Of each table its labels.
    """
    found = [*_placed(places, known), *_counted(tables, policy)]
    return [
        Problem(said, hint, file, column=column, code="udgivelse_ord")
        for column, said, hint in dict.fromkeys(found)
    ]


def _placed(
    places: Mapping[str, Iterable[str]], known: KnownLabels
) -> Iterator[tuple[str, str, str]]:
    for name, called in PLACES.items():
        listed = known.of_column(name)
        for label in places[name]:
            on_list = fold(label) in listed
            what = somebody(label, unit=name == "enhed", known=on_list)
            if what is not None:
                yield name, f"Der står noget i {called}, der kan være {what}.", _LISTED
            elif _hides(label):
                yield name, f"Der er tegn i {called}, som ingen kan se.", _AGAIN
            elif name == "type" and label not in KINDS and not on_list:
                yield name, "Typen kendes ikke.", f"Skriv en af: {', '.join(KINDS)}."
            elif name == "distrikt" and listed and not on_list:
                yield name, "Distriktet står ikke på listen over enheder.", _ON_LIST


def _counted(
    tables: Mapping[str, Iterable[str]], policy: ReleasePolicy
) -> Iterator[tuple[str, str, str]]:
    """Labels of tables whose words the units did not choose; the others are put together later."""
    for table, labels in tables.items():
        words = policy.tables.get(table)
        if words is None or words.frie or not words.udgives:
            continue
        for label in dict.fromkeys(labels):
            if label not in words.felter and (_names(label) or _hides(label)):
                said = f"Der står noget i tabellen '{words.kort}', der kan være et navn."
                yield table, said, _AGAIN


def _names(label: str) -> bool:
    # A word the finder merely does not know is what an answer often is.
    return any(f.kind != "saerlig" and f.rule != "ukendt_ord" for f in find_likely(label))


def _hides(label: str) -> bool:
    """Whether something in it is seen by nobody."""
    return len(clean(label)) < len(normalize("NFC", label).strip())
