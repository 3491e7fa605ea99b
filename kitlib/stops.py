"""What will stop a team later, said by `tjek` before anybody stands at the printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kitlib.dansk import join
from kitlib.handwritten import told_covered
from kitlib.instruments import all_instruments
from kitlib.problems import KitError, Problem
from kitlib.shown import told_waiting, waiting
from kitlib.team import Team

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Stop", "stops"]

_ROWS = 12  # rows named on one line


@dataclass(frozen=True)
class Stop:
    """One thing that stops, or leaves something out of, what a command makes.

    Parameters
    ----------
    what : str
        The command: "materiale", "session" or "bidrag".
    problem : Problem
        What it is, where, and what to do.
    """

    what: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.what}: {self.problem}"


def stops(team: Team, *, today: date) -> list[Stop]:
    """Return what will stop `materiale`, `session` or `bidrag`, as they would say it themselves."""
    if not any(len(frame) for frame in team.frames.values()):
        return []
    return [*_session(team, today), *_material(team), *_contribution(team, today)]


def _session(team: Team, today: date) -> Iterator[Stop]:
    from kitlib.privacy.dates import check

    found = check(team.about, today)
    if not found.may_open:
        yield Stop("session", found.problem or Problem("Mødet kan ikke åbnes."))


def _material(team: Team) -> Iterator[Stop]:
    from kitlib.material.shop import Shop
    from kitlib.rawtexts import dilemmas

    yield from _waiting(team)
    shop, own = Shop(team), team.folder / "dilemmaer.txt"
    asked: list[Callable[[], object]] = [shop.check, shop.view_keys]
    asked += [lambda: dilemmas(own)] if own.is_file() else []
    for ask in asked:
        try:
            ask()
        except KitError as error:
            yield from (Stop("materiale", problem) for problem in error.report)


def _waiting(team: Team) -> Iterator[Stop]:
    """Which rows wait for an answer about a name, and which pictures for somebody to look at."""
    answer = f"Svar med: laeringskit navne {team.folder.resolve().name}"
    for found in _rows_told(team, waiting(team.kept, team.about, team.folder)):
        waits = told_waiting(found.n, found.rows)
        said = f"{waits} Det, der venter, kommer ikke med, hvor noterne citeres."
        yield found.stop("materiale", said, answer, "noter_venter")
    for found in _rows_told(team, team.pictures_held):
        hint = f"Se det efter, og skriv ja i en kolonne, der hedder 'Billede vises'{found.rows}."
        yield found.stop("session", told_covered(found.n), hint, "billede_daekket")


@dataclass(frozen=True)
class _Rows:
    """Some rows of one table, in words."""

    n: int
    rows: str
    file: str
    sheet: str | None

    def stop(self, what: str, said: str, hint: str, code: str) -> Stop:
        return Stop(what, Problem(said, hint, self.file, self.sheet, level="advarsel", code=code))


def _rows_told(team: Team, which: Mapping[str, pd.Series]) -> Iterator[_Rows]:
    """Tell of some rows of a team's frames, table by table."""
    places = {s.table: s for s in team.sources if not s.timecodes}
    for name, rows in which.items():
        frame = team.kept[name][rows.to_numpy(bool)]
        tables = frame["fil"] if "fil" in frame else [None] * len(frame)
        numbers = frame.get("raekke", frame.index.to_series())
        by_table: dict[str, list[str]] = {}
        # One table alone is not named by its rows.
        only = [t for t in (name, *all_instruments()[name].tables) if t in places]
        for table, row in zip(tables, numbers, strict=True):
            own = table if isinstance(table, str) else only[0] if len(only) == 1 else name
            by_table.setdefault(own, []).append(str(row))
        for table, found in by_table.items():
            place = places.get(table)
            rest = [f"{len(found) - _ROWS} til"] if found[_ROWS:] else []
            # Notes about film that came with a subtitle have no row anybody sees.
            where = f" (række {join([*found[:_ROWS], *rest])})" if place else ""
            file, sheet = (place.path.name, place.sheet) if place else (table, None)
            yield _Rows(len(found), where, file, sheet)


def _contribution(team: Team, today: date) -> Iterator[Stop]:
    from kitlib.contribution import draft

    try:
        yield from (Stop("bidrag", problem) for problem in draft(team, today=today).held)
    except KitError as error:
        yield from (Stop("bidrag", problem) for problem in error.report)
