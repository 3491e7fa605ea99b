"""Notes of a view set as text on paper: under their headings, none of them parted by a page."""

from __future__ import annotations

from typing import Any

from kitlib.figures.blocks import Cards, Group, Note, Pairs
from kitlib.handwritten import BY_HAND, Hand, hand_of

__all__ = ["on_paper", "pictures", "set_notes"]

# Letters from which a note takes two columns; twice that, four (as the board on a screen does).
_LONG = 260
_COLUMNS = 4
_TAGS = 12  # codes on a line
# Letters from which a note may be parted by a page, since it may be taller than one; a line break
# takes the room of as many letters as stand on a line.
_TALL = 1500
_LINE = 60


def set_notes(block: Cards | Pairs) -> dict[str, Any]:
    """Return notes as the templates show them.

    Returns
    -------
    dict
        `kolonner`, and `grupper`: list of navn, antal ("12 noter") and, without columns, `noter`:
        list of tekst, kursiv, hjoerne, haand (its picture), bud (assumed and not seen), deles (may
        be parted by a page), bredde (in columns) and its place, `x` and `y`, counted from 0.
        With `spalter`, the headings of two columns, `par`: list of two such notes a row, either of
        them None where there is nothing; `skriv` where an empty place beside one is to write in.

    Examples
    --------
    >>> pair = Note("Skubber stolen ud.", beside="Vil ikke sidde her.")
    >>> set_notes(Pairs(groups=(Group("", "", (pair,)),), columns=("Set", "Antaget")))["skriv"]
    True
    """
    shown: list[dict[str, Any]]
    if isinstance(block, Pairs):
        shown = [{"par": _pairs(group, block.assumed)} for group in block.groups]
    else:
        wide = _TAGS if block.size == "tags" else _COLUMNS
        shown = [{"noter": _placed([_note(n) for n in g.notes], wide)} for g in block.groups]
    heads = [{"navn": group.heading, "antal": group.told} for group in block.groups]
    return {
        "grupper": [head | notes for head, notes in zip(heads, shown, strict=True)],
        "spalter": list(block.columns) if isinstance(block, Pairs) else [],
        "skriv": isinstance(block, Pairs) and block.assumed,
        "kolonner": _TAGS if isinstance(block, Cards) and block.size == "tags" else _COLUMNS,
    }


def pictures(block: Cards | Pairs) -> dict[str, bytes]:
    """Return the pictures of handwriting that `set_notes` names, by file name."""
    hands = (hand_of(note.picture) for note in block.marks if note.picture)
    return {hand.name: hand.jpeg for hand in hands if hand is not None}


def on_paper(hand: Hand, top: float = 0.0, bottom: float | None = None) -> dict[str, Any]:
    """Return a picture, or a part of it, as the templates show it (base.typ, `hand`).

    Returns
    -------
    dict
        `fil`, and `fra` and `til`: how far down it is shown, in parts of its width.

    Examples
    --------
    >>> on_paper(Hand("a1.jpg", b"", 80, 40))
    {'fil': 'a1.jpg', 'fra': 0.0, 'til': 0.5}
    """
    whole = hand.tall / hand.wide
    return {"fil": hand.name, "fra": top, "til": whole if bottom is None else bottom}


def _pairs(group: Group, assumed: bool) -> list[list[dict[str, Any] | None]]:
    if assumed:
        return [[_note(n), _note(Note(n.beside)) if n.beside else None] for n in group.notes]
    left = [_note(n) for n in group.notes if not n.second]
    right = [_note(n) for n in group.notes if n.second]
    return [
        [left[k] if k < len(left) else None, right[k] if k < len(right) else None]
        for k in range(max(len(left), len(right)))
    ]


def _placed(notes: list[dict[str, Any]], columns: int) -> list[dict[str, Any]]:
    """Give each note its place, in order; one too wide for what is left begins the next row."""
    x, y = 0, 0
    placed = []
    for note in notes:
        if x + note["bredde"] > columns:
            x, y = 0, y + 1
        placed.append({**note, "x": x, "y": y})
        x += note["bredde"]
    return placed


def _note(note: Note) -> dict[str, Any]:
    hand = hand_of(note.picture) if note.picture else None
    text = "" if hand and note.text == BY_HAND else note.text
    letters = len(text) + len(note.said)
    lines = text.count("\n") + note.said.count("\n")
    return {
        "tekst": text,
        "haand": on_paper(hand) if hand else None,
        "kursiv": note.said,
        "hjoerne": note.corner,
        "bud": note.kind == "guess",
        "deles": letters + lines * _LINE >= _TALL,
        "bredde": 1 if letters < _LONG and not hand else 2 if letters < 2 * _LONG else _COLUMNS,
    }
