"""Paper for the pocket and the table: notes, seen or assumed, and who nobody wrote about."""

from __future__ import annotations

from kitlib.about import About
from kitlib.sheet import Sheet, Words

__all__ = ["SHEETS", "nobody_sheet", "note_sheet", "seen_sheet"]


def note_sheet(about: About, words: Words) -> Sheet:
    """Make eight notes to write on, with the team's own situations and themes to tick."""
    said = words("materiale/ark")["postits"]
    choices = [{"navn": said["situation"], "ord": list(about.day)}]
    if about.temaer:
        choices.append({"navn": said["tema"], "ord": list(about.temaer)})
    data = {
        "titel": said["titel"],
        "felter": said["felter"],
        "set": said["set"],
        "ord": said["ord"],
        "valg": choices,
    }
    return Sheet("ark_postits", said["titel"], "ark_sedler", data)


def seen_sheet(about: About, words: Words) -> Sheet:
    """Make the sheet that keeps what was seen apart from what is assumed."""
    said = words("materiale/ark")["set_antaget"]
    data = {**said, "bredder": [1, 1, 1], "hoejde": 30, "liggende": True}
    return Sheet("ark_set_antaget", said["titel"], "ark_tabel", data)


def nobody_sheet(about: About, words: Words) -> Sheet:
    """Make the sheet to go through the whole group on, one by one, so that nobody is forgotten."""
    said = words("materiale/ark")["ingen_noter"]
    data = {**said, "bredder": [0.8, 0.9, 1.6, 1.6], "hoejde": 9}
    return Sheet("ark_ingen_noter", said["titel"], "ark_tabel", data)


SHEETS = (note_sheet, seen_sheet, nobody_sheet)
