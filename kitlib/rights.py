"""A person's rights over a whole folder: to see what it holds of them, and to have it gone.

Ties `privacy`, which knows no instrument and no logbog, to both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.about import read_about
from kitlib.clock import today as clock_today
from kitlib.columns import fold
from kitlib.erased import mark_of
from kitlib.holding import sharing
from kitlib.instruments import all_instruments
from kitlib.journal.kinds import ALWAYS
from kitlib.journal.lines import read_line, write_line
from kitlib.journal.logbog import Logbog
from kitlib.privacy.access import access_page, gather
from kitlib.privacy.dates import extend
from kitlib.privacy.erase import erase_all, erase_person, plan_all, plan_person
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.plan import Edited, Plan
from kitlib.privacy.forget.rows import IsList
from kitlib.problems import KitError
from kitlib.reading.names import Names
from kitlib.reading.values.cells import parse_date
from kitlib.teamwords import read_synonyms
from kitlib.writing import Home, write_text

__all__ = ["flyt_dato", "indsigt", "make_access_page", "slet", "vis_sletning"]


def indsigt(
    folder: str | Path, code: str, *, names: Iterable[str] = (), out: Path | None = None
) -> Path:
    """Write everything a team's folder holds about one person on one page.

    Parameters
    ----------
    folder : str or Path
        A team's folder.
    code : str
        The person's code.
    names : iterable of str
        What the person is called, so that the name is found as well; kept nowhere.
    out : Path, optional
        The folder to write to; `ud` where not said.

    Raises
    ------
    KitError
        Where there is no such folder.
    """
    folder = _folder(folder)
    as_of = mark_of(folder)
    about, _ = read_about(folder / "om.toml")
    home = Home(folder, "hos_teamet", about.slettes, about.opdigtet, as_of)
    person = Person.of(code, names)
    found, unseen = gather(folder, person, is_list=_is_list(folder), logbog=_read_logbog)
    page = access_page(found, unseen, code=person.code, about=about, home=home)
    where = (out or home.out) / f"indsigt_{fold(person.code)}.html"
    return write_text(where, page, home, output="indsigt.html")


def vis_sletning(folder: str | Path, code: str | None = None, names: Iterable[str] = ()) -> Plan:
    """Return what `slet` would do, and change nothing."""
    folder = _folder(folder)
    with sharing(folder, "slet"):
        if code is None:
            return plan_all(folder)
        person = Person.of(code, names)
        return plan_person(folder, person, is_list=_is_list(folder), logbog=_edit_logbog)


def slet(folder: str | Path, code: str | None = None, names: Iterable[str] = ()) -> Plan:
    """Delete a person, or the whole folder where no code is given, and return the receipt.

    Parameters
    ----------
    folder : str or Path
        A team's folder.
    code : str, optional
        The person's code.
    names : iterable of str
        What the person is called, so that the name goes as well; kept nowhere.

    Raises
    ------
    KitError
        Where the folder is not there, is no team's, or is in use; nothing is lost by trying again.
    """
    folder = _folder(folder)
    if code is None:
        return erase_all(folder)
    person = Person.of(code, names)
    receipt = erase_person(folder, person, is_list=_is_list(folder), logbog=_edit_logbog)
    if receipt.changes:
        _note(folder, "sletning", "En persons oplysninger er slettet i teamets mappe.")
    return receipt


def flyt_dato(folder: str | Path, day: str, reason: str, *, today: date | None = None) -> str:
    """Move a folder's delete date with a reason, say so in the logbog, and return what it says.

    Raises
    ------
    KitError
        Where the day cannot be read, or `dates.extend` refuses it.
    """
    folder = _folder(folder)
    parsed = parse_date(day)
    if parsed is None:
        raise KitError("Datoen kan ikke læses.", hint="Skriv den som 30-9-2026.")
    said = extend(folder, parsed, reason, today=today or clock_today())
    _note(folder, "slettes", said)
    return said


def _note(folder: Path, what: str, said: str) -> None:
    """Write in the part of the logbog that is of no one meeting."""
    logbog = Logbog(folder)
    logbog.refresh()
    logbog.write(ALWAYS, f"{what}.{logbog.highest + 1}", said)
    logbog.close()


def make_access_page(source: Path, out: Path) -> list[Path]:
    """Make the page of the first code there is, as the register of outputs asks for it."""
    from kitlib.team import open_team

    team = open_team(source)
    codes = (
        str(frame[column].dropna().iloc[0])
        for frame in team.frames.values()
        for column in ("barn", "borger")
        if column in frame and frame[column].notna().any()
    )
    return [indsigt(source, next(codes, "B01"), out=out)]


def _folder(folder: str | Path) -> Path:
    folder = Path(folder)
    if not folder.is_dir():
        raise KitError(f"Mappen '{folder.name}' findes ikke.", hint="Tjek stien.")
    return folder


def _is_list(folder: Path) -> IsList:
    """Tell headings of columns that hold many codes, under every name the team knows them by."""
    columns = [
        column
        for instrument in all_instruments().values()
        for table in (instrument.columns, instrument.own_columns, *instrument.tables.values())
        for column in table
    ]
    many = {column.name for column in columns if column.kind == "koder"}
    names = Names.of(columns, read_synonyms(folder)[0])
    return lambda heading: bool(heading) and names.match(heading) in many


def _edit_logbog(raw: bytes, person: Person) -> Edited:
    """Take a person out of a file of the logbog, each line with its checksum made anew.

    A line that cannot be read and speaks of the person goes whole.
    """
    mentions = 0
    lines = []
    for line in raw.splitlines(keepends=True):
        entry = read_line(line)
        if entry is None:
            if person.is_in(line.decode("utf-8", "replace")):
                mentions += 1
                continue
            lines.append(line)
            continue
        value, found = _without(entry.value, person)
        if not found and not person.is_in(entry.field) and not person.is_in(entry.meeting):
            lines.append(line)
            continue
        mentions += max(found, 1)
        changed = replace(
            entry,
            value=value,
            field=person.without(entry.field),
            meeting=person.without(entry.meeting),
        )
        lines.append(write_line(changed))
    return Edited(b"".join(lines), mentions=mentions) if mentions else Edited()


def _without(value: Any, person: Person) -> tuple[Any, int]:
    if isinstance(value, str):
        return person.without(value), person.count(value)
    if isinstance(value, list):
        parts = [_without(v, person) for v in value]
        return [v for v, _ in parts], sum(n for _, n in parts)
    if isinstance(value, dict):
        pairs = {person.without(k): _without(v, person) for k, v in value.items()}
        count = sum(n for _, n in pairs.values()) + sum(person.count(k) for k in value)
        return {k: v for k, (v, _) in pairs.items()}, count
    return value, 0


def _read_logbog(raw: bytes) -> list[tuple[str, str]]:
    entries = (read_line(line) for line in raw.splitlines())
    return [
        (f"mødet {e.meeting}" if e.meeting != ALWAYS else "", text)
        for e in entries
        if e is not None
        for text in _texts(e.value)
    ]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [t for v in value.values() for t in _texts(v)]
    if isinstance(value, list):
        return [t for v in value for t in _texts(v)]
    return []
