"""What will be published, shown before anything is written; and what was decided of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kitlib.columns import fold
from kitlib.dansk import join, number, plural
from kitlib.pooled.coverage import Coverage
from kitlib.pooled.figures import mean_view
from kitlib.privacy.halfyears import said as half_year
from kitlib.privacy.labels import somebody
from kitlib.privacy.policy import FEW, ReleasePolicy
from kitlib.privacy.release_result import Gate, SafeTable
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.problems import KitError, ProblemReport, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Decision", "NotApproved", "Preview", "decided", "held_of", "withheld", "without"]

_NO_HALF = half_year("")


class NotApproved(KitError):
    """Nobody has said yes, so nothing is written."""

    def __init__(self) -> None:
        hint = "Sig ja, når du bliver spurgt, eller skriv rollen: --godkendt-af ROLLE."
        super().__init__("Intet er udgivet: ingen har godkendt det.", hint=hint)


@dataclass(frozen=True)
class Decision:
    """Who approved a release, in what role, and what they held back.

    Parameters
    ----------
    role : str
        Such as "konsulent"; never a name.
    held : tuple of str
        Tables and half-years ("2026 H1", "uden halvår").
    """

    role: str
    held: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Preview:
    """All that will come out, to be said yes or no to; printed as text.

    Parameters
    ----------
    gate : Gate
        What came through.
    coverage : Coverage
        Who has contributed.
    policy : ReleasePolicy
        The rules.
    out : frozenset of (str, str)
        Tables and their half-years that are out already.
    notes : tuple of str
        What the analyst should know: late and older files, units that were placed anew.
    problems : ProblemReport
        The files that are refused, and why: whoever says yes should know who is not in.
    """

    gate: Gate = field(repr=False)
    coverage: Coverage = field(repr=False)
    policy: ReleasePolicy = field(repr=False)
    out: frozenset[tuple[str, str]] = frozenset()
    notes: tuple[str, ...] = ()
    problems: ProblemReport = field(default_factory=ProblemReport)

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be held back: each table and each mean, then each half-year that is new."""
        tables = [t.words.name for t in self.gate.tables] + [m.words.name for m in self.gate.means]
        new = {
            period or _NO_HALF
            for table in self.gate.tables
            for period in table.periods
            if (table.words.name, period) not in self.out
        }
        return (*tables, *sorted(new))

    @property
    def called(self) -> dict[str, str]:
        """All that each choice may be called, folded: its number, its words or its name."""
        words = [t.words for t in self.gate.tables] + [m.words for m in self.gate.means]
        found = {str(place): told.name for place, told in enumerate(words, start=1)}
        found |= {fold(told.kort): told.name for told in words}
        found |= {fold(half_year(name)): name for name in self.choices[len(words) :]}
        return found | {fold(name): name for name in self.choices}

    def __str__(self) -> str:
        lines = ["Det her bliver udgivet, når du siger ja. Intet er skrevet endnu.", ""]
        for place, table in enumerate(self.gate.tables, start=1):
            lines += [f"{place}. {table.words.kort}", *(f"   {s}" for s in self._table(table))]
        for place, mean in enumerate(self.gate.means, start=1 + len(self.gate.tables)):
            lines += [f"{place}. {mean.words.kort}", f"   {mean_view(mean, caveat='').sentence}"]
        if self.gate.held_back:
            lines += ["", "Ikke med:"]
            for name, why in self.gate.held_back.items():
                words = self.policy.tables.get(name)
                lines.append(f"   {words.kort if words else name}. {why}")
        if self.gate.method == "noegle":
            # As the page says it: what half-years are together is moved more than each of them.
            most = max((len(table.periods) for table in self.gate.tables), default=1)
            lines += ["", self.policy.moving.said(most)]
        lines += ["", self.coverage.line, *self.notes]
        if self.problems:
            lines += ["", str(self.problems)]
        return "\n".join(lines)

    def _table(self, table: SafeTable) -> Iterator[str]:
        parted = f"Delt efter {join(list(table.grouping))}" if table.grouping else "Alle samlet"
        groups = table.public["gruppe"].nunique()
        units = plural(table.n_units, "enhed", "enheder")
        yield f"{parted}: {plural(groups, 'gruppe', 'grupper')}, fra {units}."
        if table.periods:
            named = [
                f"{half_year(period)} ({'ude før' if known else 'nyt'})"
                for period in table.periods
                for known in [(table.words.name, period) in self.out]
            ]
            yield f"{join(named)}."
        told = table.series["status"].value_counts()
        away = sum(int(n) for status, n in told.items() if status != "vist")
        mark = f"står som {FEW}" if table.spread else "er skjult"
        yield f"{number(int(told.get('vist', 0)))} tal vises, {number(away)} {mark}."
        if table.spread and (not table.periods or "" in table.periods):
            yield "Tal uden halvår kommer ud én gang og står så, som de er."
        yield f"Alle: {_all_of(table)}."


def _all_of(table: SafeTable) -> str:
    rows = table.public[table.public["gruppe"] == TOTAL]
    if "b" in rows:
        rows = rows[rows["b"] == TOTAL]
    mark = FEW if table.spread else "skjult"
    return " · ".join(
        f"{'i alt' if a == TOTAL else a} {mark if missing else number(n)}"
        for a, n, missing in zip(rows["a"], rows["n"], rows["n"].isna(), strict=True)
    )


def decided(preview: Preview, role: str, held: Sequence[str]) -> Decision:
    """Return a decision, where it can be one.

    Parameters
    ----------
    role : str
        The role of whoever decides.
    held : sequence of str
        What is held back: a number in the preview, or a name of `Preview.choices`.

    Raises
    ------
    KitError
        The role is a name or is missing, or there is no such table or half-year.
    """
    role = role.strip()
    if not role or somebody(role):
        raise KitError(
            "Skriv den rolle, du godkender i, og ikke et navn.", hint="Fx: konsulent, chef."
        )
    return Decision(role, held_of(preview, held))


def held_of(preview: Preview, held: Sequence[str]) -> tuple[str, ...]:
    """Return the names of what is to be held back.

    Raises
    ------
    KitError
        There is no such table or half-year.
    """
    choices, called, found = preview.choices, preview.called, []
    for each in map(str.strip, held):
        if fold(each) not in called:
            hint = did_you_mean(each, choices) or f"Der er: {', '.join(choices)}."
            raise KitError(f"Der er ikke noget, der hedder '{each}', at holde tilbage.", hint=hint)
        found.append(called[fold(each)])
    return tuple(dict.fromkeys(found))


def without(
    counts: pd.DataFrame, held: Sequence[str], out: frozenset[tuple[str, str]]
) -> pd.DataFrame:
    """Return counts without what is held back; a half-year that is out stays where it is."""
    periods = {"" if name == _NO_HALF else name for name in held}
    kept = [
        table not in held and (period not in periods or (table, period) in out)
        for table, period in zip(counts["tabel"], counts["periode"], strict=True)
    ]
    return counts[kept]


def withheld(kept: Gate, held: Sequence[str]) -> Gate:
    """Return what is left of a release, with why the rest is not in it.

    Parameters
    ----------
    kept : Gate
        What comes out without it.
    held : sequence of str
        What was held back.

    Raises
    ------
    KitError
        Nothing is left.
    """
    if not kept.tables and not kept.means:
        raise KitError("Alt er holdt tilbage, så intet er skrevet.")
    why = dict.fromkeys(held, "Holdt tilbage af den, der godkendte.")
    return replace(kept, held_back={**kept.held_back, **why})
