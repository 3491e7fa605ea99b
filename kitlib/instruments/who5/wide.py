"""A file with one row a person and the measurements beside each other: foer_q1 ... efter_q5."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kitlib.columns import fold
from kitlib.dansk import join
from kitlib.instruments.who5.columns import ITEMS, TIMES
from kitlib.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from kitlib.reading.layout import Layout, Match
    from kitlib.reading.names import Names
    from kitlib.reading.opened import Opened
    from kitlib.reading.raw import Raw

__all__ = ["OneTime", "only_numbered", "times_in"]

# As headings say them, folded; the longest first, since "3 måneder efter" is not "efter".
_TIMES = (
    (TIMES[2], r"(?:(?:3|tre)_?(?:mdr|maaneder|maaned|md|mnd)(?:_efter)?|opfoelgning|followup)"),
    (
        TIMES[0],
        r"(?:ved_)?(?:foer(?:maaling)?|start|baseline|foerste|prae?|pre)(?:_(?:forloebet|samtalerne|forloeb))?",
    ),
    (
        TIMES[1],
        r"(?:ved_)?(?:efter(?:maaling)?|slut|sidste|post)(?:_(?:forloebet|samtalerne|forloeb))?",
    ),
)
_ITEM = re.compile(r"(?:(?:who_?5|q|spm|spoergsmaal|item|sp)_?)*([1-5])")


_NUMBERED = re.compile(
    r"(?:^|_)(?:(?:t|tid|maaling|runde|test)_?\d|\d_?(?:maaling|runde|gang))(?=_|$)"
)


@dataclass(frozen=True)
class OneTime:
    """A wide table as the table of one measurement; others' columns have no heading."""

    table: Opened
    headings: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.table.path

    def lay(self, match: Match | None = None, *, declared: bool = False) -> Layout:
        """Find where the table stands; see `TextFile.lay`."""
        return replace(self.table.lay(match, declared=declared), headings=self.headings)

    def load(self, layout: Layout, **options: Any) -> Raw:
        """Return the rows; see `TextFile.load`."""
        return self.table.load(layout, **options)


def times_in(table: Opened, names: Names) -> Mapping[str, OneTime]:
    """Return the measurements of a wide table, by time; none where it is not wide.

    Parameters
    ----------
    table : Opened
        The table.
    names : Names
        Headings known for a long one.
    """
    headings = table.lay(_matches(names), declared=True).headings
    if any(names.match(h) == "tidspunkt" for h in headings):
        return {}
    told = [_parted(h, names) for h in headings]
    times = [t for t in TIMES if len({c for time, c in told if time == t and c in ITEMS}) > 1]
    return {time: OneTime(table, _of_one(time, headings, told)) for time in times}


def only_numbered(table: Opened, names: Names) -> Problem | None:
    """Ask which measurements are meant where headings only number them; None where they do not."""
    headings = table.lay(_matches(names), declared=True).headings
    if any(names.match(h) == "tidspunkt" for h in headings):
        return None
    found = [match[0].strip("_") for h in headings if (match := _NUMBERED.search(fold(h)))]
    several = list(dict.fromkeys(found))
    if len(several) < 2:
        return None
    said = join([word.replace("_", " ").upper() for word in several])
    return Problem(
        f"Overskrifterne siger {said}, og det ses ikke, hvilke målinger det er.",
        "Skriv i stedet foer, efter og 3mdr: foer_q1, foer_q2 … efter_q5.",
        code="who5_tider",
    )


def _matches(names: Names) -> Match:
    return lambda heading: names.match(heading) or "_".join(filter(None, _parted(heading, names)))


def _of_one(time: str, headings: Sequence[str], told: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the headings as those of one measurement; what concerns all of them stands."""
    return tuple(
        column if of == time else "" if of else heading
        for heading, (of, column) in zip(headings, told, strict=True)
    )


def _parted(heading: str, names: Names) -> tuple[str, str]:
    """Part a heading into a time and a column; both are empty where it says no time."""
    folded = fold(heading)
    for time, pattern in _TIMES:
        found = re.search(rf"(?:^|_){pattern}(?=_|$|q?\d$|q\d)", folded)
        if found is None:
            continue
        rest = (folded[: found.start()] + "_" + folded[found.end() :]).strip("_")
        rest = re.sub("_+", "_", rest)
        if item := _ITEM.fullmatch(rest):
            return time, f"q{item[1]}"
        column = names.match(rest) if rest else None
        if column is not None and column not in ("borger", "tidspunkt"):
            return time, column
    return "", ""
