"""The two days of a trial for a calendar: that it begins, and that the team comes back to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from kitlib.circle.trials import Trial
from kitlib.writing import Home, write_bytes

__all__ = ["calendar_bytes", "make_calendar", "write_calendar"]

_BEGINS = "Læringscirklen: prøvehandlingen begynder"
_AGAIN = "Læringscirklen: siden sidst"


def calendar_bytes(trial: Trial, *, today: date) -> bytes | None:
    """Return a trial's days as iCalendar (RFC 5545), or None where no day was said.

    Notes
    -----
    Calendars are seen by more people than the team, so an entry holds no name, no note and
    nothing of what is tried: the team knows. Its time stamp is the day, not the clock.
    """
    from icalendar import Calendar, Event

    days = [("fra", trial.start, _BEGINS), ("igen", trial.revisit, _AGAIN)]
    calendar = Calendar()
    calendar.add("prodid", "-//laeringskit//DA")
    calendar.add("version", "2.0")
    for name, day, words in days:
        if day is None:
            continue
        event = Event()
        event.add("uid", f"{trial.id}-{name}@laeringskit")
        event.add("dtstamp", datetime.combine(today, time(0), tzinfo=UTC))
        event.add("summary", words)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    if not calendar.subcomponents:
        return None
    made = calendar.to_ical()
    return made if isinstance(made, bytes) else bytes(made)


def write_calendar(
    trial: Trial, home: Home, *, today: date, out: Path | None = None
) -> Path | None:
    """Write a trial's calendar file below `ud`; None where no day was said."""
    content = calendar_bytes(trial, today=today)
    if content is None:
        return None
    where = (out or home.out) / f"proevehandling_{trial.id}.ics"
    return write_bytes(where, content, home, output="prøvehandling.ics")


def make_calendar(source: Path, out: Path) -> list[Path]:
    """Make the calendar file of a trial that quotes the team's first note, for the register."""
    from kitlib.circle.trials import FIELDS
    from kitlib.team import open_team

    team = open_team(source)
    notes = team.notes
    words = "" if notes is None else " ".join(notes["observation"].dropna().head(1))
    values = {name: words for name, _, _ in FIELDS} | {"fra": "2026-09-03", "igen": "2026-10-01"}
    path = write_calendar(Trial("00000000", values), team.home, today=date(2026, 9, 3), out=out)
    return [path] if path else []
