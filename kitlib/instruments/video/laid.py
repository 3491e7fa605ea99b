"""Notes about film as they lie on a table: along the clip they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.dansk import plural
from kitlib.instruments.marks import corner, rows, text_of
from kitlib.instruments.video.columns import ACTORS, EFFECTS
from kitlib.instruments.video.film import when
from kitlib.instruments.video.tables import Clip, clips
from kitlib.laid import Laid, LaidNote, Way

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["laid"]

_FILM = "Filmen"  # what the only clip is called where nobody named it


def laid(frame: pd.DataFrame, about: About) -> Laid:
    """Lay notes about film on the table, clip by clip, in the film's order.

    Parameters
    ----------
    frame : DataFrame
        As it may be shown, with each note's name in `note_id`.
    about : About
        The team's themes, in their order.
    """
    films = clips(frame)
    seen = [(row, clip) for clip in films for row in rows(clip.notes)]
    notes = tuple(_note(row, clip) for row, clip in seen if text_of(row.hvad))
    bare = len(seen) - len(notes)
    told = (
        f"{plural(bare, 'note om film', 'noter om film')} uden ord ligger her ikke." if bare else ""
    )
    named = (
        ("klip", "Klip", "Uden klip", [clip.name or _FILM for clip in films]),
        ("tema", "Tema", "Uden tema", about.temaer),
        ("aktor", "Hvem gør noget", "Ikke skrevet", ACTORS),
        ("virkning", "Hjalp eller spændte ben", "Ikke skrevet", EFFECTS),
    )
    ways = (Way.of(*way, known=known, notes=notes) for *way, known in named)
    return Laid(notes, tuple(way for way in ways if way.headings), told)


def _note(row: Any, clip: Clip) -> LaidNote:
    import pandas as pd

    told = {"tema": row.tema, "aktor": row.aktor, "virkning": row.virkning}
    name = clip.name or _FILM
    return LaidNote(
        id=row.note_id,
        text=row.hvad,
        corner=corner(when(row), row.aktor, row.virkning),
        day="" if pd.isna(row.dato) else row.dato.date().isoformat(),
        clip=name,
        start=float(row.start),
        stop=None if pd.isna(row.slut) else float(row.slut),
        under={"klip": (name,)} | {k: (v,) if text_of(v) else () for k, v in told.items()},
    )
