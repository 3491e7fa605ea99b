"""Post-its as they lie on a table: by situation, theme, child and week; counted notes as piles."""

from __future__ import annotations

from hashlib import blake2s
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.dansk import month, plural, week
from kitlib.instruments.marks import corner, quoted, rows, several_years, text_of
from kitlib.instruments.postits.board import role_of
from kitlib.instruments.postits.tables import answers_in, material
from kitlib.laid import Laid, LaidNote, Way

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["laid"]


def laid(frame: pd.DataFrame, about: About) -> Laid:
    """Lay a team's notes on the table, and each counted pile as a pile.

    Parameters
    ----------
    frame : DataFrame
        As it may be shown, with each note's name in `note_id`.
    about : About
        The team's situations and themes, in their order.
    """
    found = material(frame, about)
    year = several_years(found.marks["dato"])
    notes = [_note(row, year=year) for row in rows(found.notes)]
    piles = [_pile(row, year=year) for row in rows(found.piles)]
    everything = (*notes, *piles)
    weeks = [heading for note in notes for heading in note.under["uge"]]
    named = (
        ("situation", "Situation", "Uden situation", about.day),
        ("tema", "Tema", "Uden tema", about.temaer),
        ("barn", about.persons.one.capitalize(), "Uden kode", about.koder),
        ("uge", "Uge", "Uden dato", weeks),
    )
    ways = (Way.of(*way, known=known, notes=everything) for *way, known in named)
    return Laid(everything, tuple(way for way in ways if way.headings))


def _note(row: Any, *, year: bool) -> LaidNote:
    words = text_of(row.barnets_ord)
    day = row.dato.date() if row.dato == row.dato else None
    spelt = f"{week(day)} {day.isocalendar().year}" if day and year else week(day) if day else ""
    child = text_of(row.barn)
    return LaidNote(
        id=row.note_id,
        text=row.observation,
        said=quoted(words) if words else "",
        corner=corner(row.barn, role_of(row.hvem_saa), day=row.dato, year=year),
        day=day.isoformat() if day else "",
        under={
            "situation": tuple(answers_in(row.situation)),
            "tema": tuple(answers_in(row.tema)),
            "barn": (child,) if child else (),
            "uge": (spelt,) if spelt else (),
        },
        picture=text_of(row.billede),
    )


def _pile(row: Any, *, year: bool) -> LaidNote:
    """A pile has no words to be named by: its heading and day name it, however high it grows."""
    of = (str(row.dato.date()), text_of(row.situation), text_of(row.tema))
    return LaidNote(
        id=blake2s("\x1f".join(of).encode(), digest_size=6).hexdigest(),
        text=plural(int(row.antal), "seddel", "sedler"),
        corner=f"talt på bordet · {month(row.dato, year=year)}",
        n=int(row.antal),
        counted=True,
        under={
            "situation": tuple(answers_in(row.situation)),
            "tema": tuple(answers_in(row.tema)),
        },
    )
