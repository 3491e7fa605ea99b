"""Notes of a view set as text: under their headings, none of them parted by a page."""

from __future__ import annotations

from typing import Any

from kitlib.view import Note, Notes

__all__ = ["set_notes"]

# Letters from which a note takes two columns; twice that, four (as the board on a screen does).
_LONG = 260
_COLUMNS = 4
# Letters from which a note may be parted by a page, since it may be taller than one; a line break
# takes the room of as many letters as stand on a line.
_TALL = 1500
_LINE = 60


def set_notes(notes: Notes) -> dict[str, Any]:
    """Return the notes as the templates show them.

    Returns
    -------
    dict
        `kolonner`, and `grupper`: list of navn, antal ("12 noter") and, without columns, `noter`:
        list of tekst, kursiv, hjoerne, deles (may be parted by a page), bredde (in columns) and
        its place, `x` and `y`, counted from 0. With `spalter`, the headings of two columns, `par`:
        list of two such notes a row, either of them None where there is nothing; `skriv` where
        an empty place beside a note is one to write in.

    Examples
    --------
    >>> from kitlib.view import NoteGroup
    >>> pair = Note("Skubber stolen ud.", beside="Vil ikke sidde her.")
    >>> set_notes(Notes((NoteGroup("", "", (pair,)),), ("Set", "Antaget"), pairs=True))["skriv"]
    True
    """
    groups = []
    for group in notes.groups:
        shown: dict[str, Any] = {"navn": group.heading, "antal": group.told}
        if not notes.columns:
            shown["noter"] = _placed([_note(note) for note in group.notes])
        elif notes.pairs:
            shown["par"] = [[_note(n), _beside(n)] for n in group.notes]
        else:
            left = [_note(n) for n in group.notes if not n.second]
            right = [_note(n) for n in group.notes if n.second]
            shown["par"] = [
                [left[k] if k < len(left) else None, right[k] if k < len(right) else None]
                for k in range(max(len(left), len(right)))
            ]
        groups.append(shown)
    return {
        "grupper": groups,
        "spalter": list(notes.columns),
        "skriv": notes.pairs,
        "kolonner": _COLUMNS,
    }


def _placed(notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each note its place, in order; one too wide for what is left begins the next row."""
    x, y = 0, 0
    placed = []
    for note in notes:
        if x + note["bredde"] > _COLUMNS:
            x, y = 0, y + 1
        placed.append({**note, "x": x, "y": y})
        x += note["bredde"]
    return placed


def _note(note: Note) -> dict[str, Any]:
    letters = len(note.text) + len(note.said)
    lines = note.text.count("\n") + note.said.count("\n")
    return {
        "tekst": note.text,
        "kursiv": note.said,
        "hjoerne": note.corner,
        "deles": letters + lines * _LINE >= _TALL,
        "bredde": 1 if letters < _LONG else 2 if letters < 2 * _LONG else _COLUMNS,
    }


def _beside(note: Note) -> dict[str, Any] | None:
    return _note(Note(note.beside)) if note.beside else None
