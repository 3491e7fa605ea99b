"""Paper for the pocket and the table: notes, seen or assumed, and who nobody wrote about."""

from __future__ import annotations

from kitlib.about import About
from kitlib.sheet import Sheet, Words
from kitlib.slips.cards import dated_card, full_card
from kitlib.slips.drawing import DrawnSlip
from kitlib.slips.trial import told_rows

__all__ = ["SHEETS", "dated_sheet", "nobody_sheet", "note_sheet", "seen_sheet", "try_sheet"]


def note_sheet(about: About, words: Words) -> Sheet:
    """Make cards to write on and take a picture of, with the team's own words to tick."""
    said = words("materiale/ark")["postits"]
    return _cards("ark_postits", said["titel"], full_card(about, said))


def dated_sheet(about: About, words: Words) -> Sheet:
    """Make cards for those who just write: nothing to tick but the day."""
    said = words("materiale/ark")["postits"]
    return _cards("ark_postits_dag", said["titel_dag"], dated_card(said))


def _cards(name: str, title: str, drawn: DrawnSlip) -> Sheet:
    return Sheet(name, title, "ark_sedler", {"titel": title, **drawn.data}, card=drawn.card)


def try_sheet(about: About, words: Words) -> Sheet:
    """Make the page by which a team measures how well its own cards are read."""
    said = words("materiale/ark")["proev"]
    card = full_card(about, words("materiale/ark")["postits"]).card
    rows = told_rows(card, nothing=said["ingen"], regretted=said["fortrudt"])
    parts = [
        {"overskrift": said["goer_navn"], "punkter": said["goer"]},
        {
            "overskrift": said["kryds_navn"],
            "tabel": {"hoveder": said["hoveder"], "raekker": rows},
        },
        {"overskrift": said["svar_navn"], "tekst": said["svar"], "linjer": "resten"},
    ]
    data = {"titel": said["titel"], "under": said["under"], "afsnit": parts}
    return Sheet("ark_proev_selv", said["titel"], "dokument", data)


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


SHEETS = (note_sheet, dated_sheet, try_sheet, seen_sheet, nobody_sheet)
