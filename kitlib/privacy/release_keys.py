"""A release by keys: every table at one grouping, in every period, each number moved a little.

The same persons are moved alike in every table, every half-year and every release, so one can be
laid beside another. Half-years are disjoint, and what they are together is their moved numbers
added up: it tells no more than they do, and what has been counted never moves again.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from kitlib.dansk import long_date, plural
from kitlib.disclosure.cellkeys import TOTAL
from kitlib.disclosure.perturbation import perturbation_table
from kitlib.disclosure.plain import plain_rows
from kitlib.disclosure.steps import MODULUS, PerturbationSteps
from kitlib.evidence.policy import policy_for
from kitlib.privacy.halfyears import opens, said
from kitlib.privacy.policy import FEW, GROUPS, ReleasePolicy, TableWords
from kitlib.privacy.release_layout import UNIT, headings
from kitlib.privacy.release_moved import (
    NOTHING_OUT,
    Cell,
    Out,
    moved_numbers,
    moved_rows,
)
from kitlib.privacy.release_result import Gate, MeanChange, SafeTable, group_names, ordered
from kitlib.privacy.rounding import n_band, rounded_change

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["by_keys", "publisher_secret"]

_INVENTED = b"opdigtede tal, der altid flyttes ens"
_WAITS = "Halvåret udgives én gang, når det er slut, og alle har sendt: fra den {day}."


def publisher_secret(identity: str | None) -> bytes:
    """Return what numbers are moved with: made of the analyst's key, so there is no more to keep.

    Without one it is that of invented numbers, which everybody may know.

    Examples
    --------
    >>> publisher_secret("AGE-SECRET-KEY-1") == publisher_secret("AGE-SECRET-KEY-1 ")
    True
    """
    if identity is None:
        return hashlib.sha256(_INVENTED).digest()
    return hmac.digest(identity.strip().encode("utf-8"), b"laeringskit udgivelse", "sha256")


def by_keys(
    counts: pd.DataFrame,
    policy: ReleasePolicy,
    secret: bytes,
    *,
    today: date,
    used: Mapping[str, Sequence[str]] | None = None,
    out: Out = NOTHING_OUT,
    sizes: Mapping[tuple[str, str], int] | None = None,
) -> Gate:
    """Move every number of every table the policy names.

    Parameters
    ----------
    counts : DataFrame
        Columns enhed, distrikt, type, tabel, a, b, periode, antal, sum, noegle.
    policy : ReleasePolicy
        The rules.
    secret : bytes
        The publisher's own.
    today : date
        Half-years that are not over are left out.
    used : mapping of str to sequence of str, optional
        Table -> headings of its own that earlier releases showed: they are shown again.
    out : Out
        The numbers that are out: those half-years stay as they are.
    sizes : mapping of (str, str) to int, optional
        How many units there are of each district and kind, also those with no numbers: then the
        same groups stand in every release, whoever has sent.

    Notes
    -----
    A person is in one cell of each level (district and kind, district, kind, all) of each table,
    and in the sum of that level's answers: with four levels 8 numbers a table and half-year, and
    one for a table of two answers, whose sums are its moved cells added up and tell no more. A mean
    tells at most as much as one. Whoever knows everybody else and all keys learns a little of that
    person by each; see benchmarks/key_told.py.
    """
    table = _chances(policy.moving.hoejst, policy.moving.varians)
    mover = _Mover(
        policy,
        PerturbationSteps(table, secret),
        secret,
        out,
        sizes,
    )
    tables: list[SafeTable] = []
    means: list[MeanChange] = []
    held: dict[str, str] = {}
    kept: list[dict[str, object]] = []
    for name, rows in counts.groupby("tabel", sort=False):
        words = policy.tables.get(str(name))
        if words is None:
            held[str(name)] = "Tabellen står ikke i reglerne, så den udgives ikke."
            continue
        if not words.udgives:
            held[str(name)] = "Tabellen er kun til den, der samler."
            continue
        rows, waiting = _ready(rows, policy, out.periods(str(name)), today)
        for period, day in waiting.items():
            held[said(period)] = _WAITS.format(day=long_date(day))
        if rows[UNIT].nunique() < policy.units:
            if not waiting:
                held[str(name)] = f"Færre end {policy.units} enheder har tal."
        elif words.gennemsnit:
            mean, numbers = mover.mean(rows, words)
            kept += numbers
            if mean is None:
                held[str(name)] = "Der er for få til et gennemsnit."
            else:
                means.append(mean)
        else:
            rows = headings(rows, policy, (used or {}).get(str(name), ())) if words.frie else rows
            made, numbers = mover.table(rows, words)
            tables.append(made)
            kept += numbers
            if alone := mover.too_few_units(rows, words):
                held[f"{words.kort}, {plural(alone, 'gruppe', 'grupper')}"] = (
                    f"Færre end {policy.units} enheder har tal dér. De er med i summerne."
                )
    return Gate(tuple(tables), tuple(means), held, "noegle", tuple(kept))


def _ready(
    rows: pd.DataFrame, policy: ReleasePolicy, out: set[str], today: date
) -> tuple[pd.DataFrame, dict[str, date]]:
    """Return the rows of half-years that may come out, and the day each of the others may."""
    days = {str(period): opens(str(period), policy.wait) for period in rows["periode"].unique()}
    waiting = {p: day for p, day in sorted(days.items()) if day > today and p not in out}
    return (rows[~rows["periode"].isin(waiting)] if waiting else rows), waiting


@cache
def _chances(longest: int, variance: float) -> pd.DataFrame:
    return perturbation_table(longest, variance)


def _levels(words: TableWords, policy: ReleasePolicy) -> list[str]:
    return [] if words.samlet else list(policy.groupings[0])


@dataclass(frozen=True)
class _Mover:
    """What tables are moved with."""

    policy: ReleasePolicy
    steps: PerturbationSteps
    secret: bytes = field(repr=False)
    out: Out
    sizes: Mapping[tuple[str, str], int] | None

    def table(
        self, rows: pd.DataFrame, words: TableWords
    ) -> tuple[SafeTable, list[dict[str, object]]]:
        """Return a table as it is told, and its numbers as they are kept."""
        import pandas as pd

        levels = _levels(words, self.policy)
        dims = [*levels, "a", *(["b"] if words.b else [])]
        rows = _in_order(rows, words)
        made = moved_numbers(rows, words.name, dims, self.steps, self.out, words.felter)
        shown, sure = self._groups(rows, levels)
        together: dict[Cell, int] = {}
        for cells in made.values():
            for cell, n in cells.items():
                together[cell] = together.get(cell, 0) + n
        # Where nothing has a half-year there are none to tell of.
        told = ({} if list(made) == [""] else made) | {TOTAL: together}
        least, groups = self.policy.moving.faa, len(levels)
        lines = []
        for period, cells in told.items():
            for cell in together:
                if cell[:groups] in shown:
                    n = cells.get(cell, 0)
                    few = n < least or cell[:groups] not in sure
                    lines.append((period, *cell, None if few else n, FEW if few else "vist"))
        series = pd.DataFrame(lines, columns=["periode", *dims, "n", "status"])
        table = SafeTable(
            words,
            tuple(levels),
            _named(series.astype({"n": "Int64"}), levels, "b" in dims),
            rows[UNIT].nunique(),
            self.policy.moving.varians**0.5,
        )
        return table, moved_rows(words.name, dims, made)

    def _groups(self, rows: pd.DataFrame, levels: Sequence[str]) -> tuple[set[Cell], set[Cell]]:
        """Return the groups that stand, and those with enough units to be told by numbers."""
        have = _units(rows, levels)
        sure = {group for group, n in have.items() if n >= self.policy.units}
        if self.sizes is None:
            return sure, sure
        place = [GROUPS.index(level) for level in levels]
        listed: dict[Cell, int] = {}
        for pair, n in self.sizes.items():
            for group in product(*((pair[at], TOTAL) for at in place)):
                listed[group] = listed.get(group, 0) + n
        return {g for g in have if listed.get(g, have[g]) >= self.policy.units} | sure, sure

    def too_few_units(self, rows: pd.DataFrame, words: TableWords) -> int:
        """Return how many groups stand in the sums alone."""
        levels = _levels(words, self.policy)
        shown, _ = self._groups(rows, levels)
        return len(set(_units(rows, levels)) - shown)

    def mean(
        self, rows: pd.DataFrame, words: TableWords
    ) -> tuple[MeanChange | None, list[dict[str, object]]]:
        """Return the mean of a sum and a count that are both moved, by half-years added up.

        Each table of means has steps of its own: of two on the same persons, moved alike, one
        less the other would be exact. One that is moved by too much says nothing and is left out.
        """
        own = hmac.digest(self.secret, f"sum\n{words.name}".encode(), "sha256")
        sums = PerturbationSteps(self.steps.table, own)
        found = {
            period: self.out.mean(words.name, period) for period in self.out.periods(words.name)
        }
        for period, part in rows.groupby("periode"):
            if str(period) in found:
                continue
            count, key = int(part["antal"].sum()), int(part["noegle"].sum()) % MODULUS
            name = f"{words.name}\n{period}"
            total = int(part["sum"].sum())
            moved = sums.moved_sum(total, count, key, name, self.policy.moving.point)
            found[str(period)] = self.steps.moved(count, key, name), moved
        kept = [
            row | {"sum": found[str(row["periode"])][1]}
            for row in moved_rows(words.name, (), {p: {(): n} for p, (n, _) in found.items()})
        ]
        n, total = (sum(each) for each in zip(*found.values(), strict=True))
        if n < self.policy.threshold or not policy_for(n).leaves:
            return None, kept
        off = self.policy.moving.off(n, len(found))
        if off > self.policy.moving.gennemsnit:
            return None, kept
        change = rounded_change(total, n, self.policy.rounding)
        band = n_band(n, self.policy.bands)
        return MeanChange(
            words, change, band, rows[UNIT].nunique(), off, tuple(sorted(found))
        ), kept


def _in_order(rows: pd.DataFrame, words: TableWords) -> pd.DataFrame:
    """Answers in the order of the policy, districts and kinds by the alphabet."""
    place = {label: i for i, label in enumerate(words.felter)}
    own = {label: len(place) + i for i, label in enumerate(dict.fromkeys(rows["a"]))}
    by = rows.assign(_=rows["a"].map(own | place))
    return by.sort_values(["_", "distrikt", "type"], kind="stable").drop(columns="_")


def _units(rows: pd.DataFrame, levels: Sequence[str]) -> dict[Cell, int]:
    """Return how many units have numbers in each group and each group of groups."""
    have = set(plain_rows(rows[rows["antal"] > 0], [UNIT, *levels]))
    found: dict[Cell, int] = {}
    for _, *labels in have:
        for group in product(*((str(label), TOTAL) for label in labels)):
            found[group] = found.get(group, 0) + 1
    return found


def _named(series: pd.DataFrame, levels: Sequence[str], crossed: bool) -> pd.DataFrame:
    """Name each group as people read it."""
    pairs = [
        tuple(label for label in group if label != TOTAL)
        for group in (plain_rows(series, levels) if levels else [()] * len(series))
    ]
    groups = [TOTAL if not pair else pair if len(pair) > 1 else pair[0] for pair in pairs]
    names = group_names(groups)
    told = series.assign(gruppe=[names[group] for group in groups])
    told[list(levels)] = told[list(levels)].replace(TOTAL, "")
    both = ["b"] if crossed else []
    return ordered(told[["gruppe", "periode", "a", *both, "n", "status", *levels]])
