"""From a team's folder or one's own file to a contribution, and to the file that leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.about import About, read_about
from kitlib.columns import file_stem, fold
from kitlib.contribution.file import to_bytes
from kitlib.contribution.headings import check_words, sayable
from kitlib.contribution.model import (
    FEWEST,
    Contribution,
    Sort,
    quarter_of,
    rows_of,
    too_few,
    without_few,
)
from kitlib.contribution.secret import UnitSecret
from kitlib.holding import briefly
from kitlib.instruments import all_instruments
from kitlib.instruments.counted import Keys, join_tables
from kitlib.mine import Mine
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.reading.values.visible import clean
from kitlib.spelling import DOUBTS
from kitlib.team import Team
from kitlib.writing import Home, write_bytes

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ENDING",
    "Draft",
    "counts_of",
    "draft",
    "make_contribution",
    "unit_of",
    "withdraw",
    "write",
]

ENDING = ".bidrag"


@dataclass(frozen=True, eq=False)
class Draft:
    """What will leave, what stays because too few are behind it, and where it is written.

    Parameters
    ----------
    contribution : Contribution
        What leaves. A "del" where it may only be joined with others of the unit.
    left_out : mapping of str to int
        Tables left out and how many are behind each.
    home : Home
        Where the file may lie.
    held : tuple of Problem
        Which headings are counted as "andet" until it is answered whether they are names.
    secret : UnitSecret, optional
        What its keys are made with; kept when it is written.
    """

    contribution: Contribution
    left_out: dict[str, int]
    home: Home = field(repr=False)
    secret: UnitSecret | None = field(default=None, repr=False)
    held: tuple[Problem, ...] = ()


def draft(
    opened: Team | Mine,
    *,
    unit: Path | None = None,
    part: bool = False,
    today: date | None = None,
) -> Draft:
    """Count what a team, or an employee's own file, contributes; nothing is written.

    Parameters
    ----------
    opened : Team or Mine
        Whose counts.
    unit : Path, optional
        The folder of the unit an own file counts in: its om.toml and its secret hold.
    part : bool
        Make a part, to be joined with others of the unit before it leaves. Everything is in it.
    today : date, optional
        The day it is made.

    Raises
    ------
    KitError
        Where the unit is not named, or nothing may leave.

    Examples
    --------
    >>> from kitlib import open_team
    >>> draft(open_team("sample_data/pakhuset"), today=date(2026, 9, 1)).contribution
    <Contribution Pakhuset, 2026 K3, nr. 1: 6 tabeller>
    """
    from kitlib.clock import today as now

    about = opened.about if unit is None else unit_of(unit)
    if isinstance(opened, Team):
        _refuse_faults(opened.problems)
    _check_unit(about)
    _check_persons(opened)
    day = today or now()
    invented = opened.about.opdigtet
    place = opened.home if unit is None else Home(unit, opdigtet=invented)
    secret = UnitSecret.of(place, about, invented=invented)
    said, held = sayable(opened.about, opened.home.folder)
    counts = _counted(opened, said, secret.keys)
    few = {} if part else too_few(counts)
    kept = counts if part else without_few(counts)
    check_words(kept, about, opened.home.folder)
    if kept.empty:
        raise KitError(_nothing(counts))
    made = Contribution(
        enhed=clean(about.navn),
        type=about.type,
        distrikt=clean(about.distrikt),
        kvartal=quarter_of(_latest_day(opened) or day),
        dato=day,
        nr=1,
        rows=rows_of(kept),
        sort="del" if part else "bidrag",
        opdigtet=invented,
    )
    return Draft(_numbered(made, opened.home.out), few, opened.home, secret, held)


def withdraw(opened: Team | Mine, *, today: date | None = None) -> Draft:
    """Make what takes the unit's contribution back, wherever it has been sent."""
    from kitlib.clock import today as now

    about = opened.about
    _refuse_faults(opened.problems)
    _check_unit(about)
    day = today or now()
    taken = Contribution(
        enhed=clean(about.navn),
        type=about.type,
        distrikt=clean(about.distrikt),
        kvartal=quarter_of(day),
        dato=day,
        nr=1,
        rows=(),
        sort="tilbage",
        opdigtet=about.opdigtet,
    )
    return Draft(_numbered(taken, opened.home.out), {}, opened.home)


def write(
    contribution: Contribution,
    home: Home,
    *,
    recipients: Sequence[str] = (),
    path: Path | None = None,
    secret: UnitSecret | None = None,
) -> Path:
    """Write a contribution below the folder, sealed where there are receivers.

    The secret its keys are made with is kept first, so that the next one has the same.

    Notes
    -----
    It is not signed. Whoever can put a file into the analyst's inbox under a unit's name is known
    there, and getting it there sealed and from the right sender is the municipality's own post;
    two that claim the same place and differ are refused by whoever pools them.
    """
    words: dict[Sort, str] = {"bidrag": "", "del": "_del", "tilbage": "_traekkes_tilbage"}
    with briefly(home.folder):
        # Another may have been made since this one was numbered.
        latest = _numbered(contribution, home.out)
        contribution = latest if latest.nr > contribution.nr else contribution
        if secret is not None:
            secret.keep()
        name = f"{_stem(contribution)}_{contribution.nr}{words[contribution.sort]}{ENDING}"
        content = to_bytes(contribution, recipients)
        return write_bytes(path or home.out / name, content, home, output="bidrag")


def unit_of(folder: Path) -> About:
    """Return what a unit's om.toml says of it, for an own file that counts in the unit's sum.

    Raises
    ------
    KitError
        It has a fault: a kind of unit that is misspelled would leave as "andet".
    """
    about, problems = read_about(folder / "om.toml")
    _refuse_faults(problems)
    return about


def _refuse_faults(problems: Iterable[Problem]) -> None:
    """Stop on faults of om.toml: what it says of the unit leaves with the counts."""
    faults = [p for p in problems if p.level == "fejl" and p.file == "om.toml"]
    if faults:
        raise KitError(ProblemReport.of(faults))


def make_contribution(folder: Path, out: Path) -> list[Path]:
    """Write a team's contribution below `out`: what the tests of every output make."""
    from kitlib.team import open_team

    made = draft(open_team(folder))
    name = f"{file_stem(made.contribution.enhed)}{ENDING}"
    return [write(made.contribution, made.home, path=out / name, secret=made.secret)]


def counts_of(opened: Team | Mine) -> pd.DataFrame:
    """Return what a team, or an own file, counts: for its own eyes, however few there are."""
    said, _ = sayable(opened.about, opened.home.folder)
    return _counted(opened, said, Keys(b"egne"))


def _counted(opened: Team | Mine, about: About, keys: Keys) -> pd.DataFrame:
    instruments = all_instruments()
    return join_tables(
        make(frame, about, keys)
        for name, frame in _counted_frames(opened).items()
        if (make := instruments[name].contribution) is not None
    )


def _counted_frames(opened: Team | Mine) -> Mapping[str, pd.DataFrame]:
    """What is counted: of a team, nothing that stays in the pocket."""
    return opened.kept if isinstance(opened, Team) else opened.frames


def _check_unit(about: About) -> None:
    """Stop where the unit or its district is not named, or its name can stand in no file's."""
    missing = [
        Problem(
            f"{what} mangler, så ingen kan se, hvor bidraget hører til.",
            f'Skriv fx {key} = "{example}" i om.toml.',
            "om.toml",
            column=key,
            code="bidrag_enhed",
        )
        for key, what, example in (
            ("navn", "Enhedens navn", "Solsikken"),
            ("distrikt", "Distriktet", "Distrikt Nord"),
        )
        if not fold(getattr(about, key))
    ]
    if missing:
        raise KitError(ProblemReport.of(missing))


def _check_persons(opened: Team | Mine) -> None:
    """Stop while it is open how many persons there are: four must never leave as five."""
    open_still = [p for p in opened.problems if p.code in DOUBTS]
    if open_still:
        raise KitError(ProblemReport.of(replace(p, level="fejl") for p in open_still))


def _nothing(counts: pd.DataFrame) -> Problem:
    if counts.empty:
        return Problem("Der er ingen tal at bidrage med endnu.", "Se med: laeringskit tjek MAPPE")
    return Problem(
        f"Der er færre end {FEWEST} bag hver tabel, så intet må sendes alene.",
        "Lav en del med --del, og saml den med andre fra enheden: laeringskit bidrag --saml.",
        code="bidrag_faa",
    )


def _latest_day(opened: Team | Mine) -> date | None:
    days = [frame["dato"].max() for frame in opened.frames.values() if "dato" in frame]
    found = [day.date() for day in days if day == day]
    return max(found) if found else None


def _stem(contribution: Contribution) -> str:
    return f"{file_stem(contribution.enhed)}_{fold(contribution.kvartal)}"


def _numbered(made: Contribution, folder: Path) -> Contribution:
    """Number it after all of the unit's that lie where it will be written.

    Whatever quarter they reach to: of two made on one day the number alone says which is later.
    """
    names = (path.name for path in folder.glob(f"*{ENDING}")) if folder.is_dir() else ()
    pattern = re.compile(rf"{re.escape(file_stem(made.enhed))}_\d{{4}}_k\d_(\d+)[_.]")
    numbers = [int(found[1]) for name in names if (found := pattern.match(name))]
    return replace(made, nr=max(numbers, default=0) + 1)
