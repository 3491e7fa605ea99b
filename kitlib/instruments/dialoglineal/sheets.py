"""The ruler on paper: first-person sentences first, both sets of words, dated follow-ups."""

from __future__ import annotations

from kitlib.about import About
from kitlib.dansk import long_date
from kitlib.instruments.dialoglineal.wording import bands, learning
from kitlib.sheet import Sheet, Words

__all__ = ["SHEETS", "ruler_sheet"]


def ruler_sheet(about: About, words: Words) -> Sheet:
    """Make the sheet a citizen and a worker fill in together."""
    said = words("materiale/ark")["dialoglineal"]
    gone = f" Slettes senest {long_date(about.slettes)}." if about.slettes else ""
    data = {
        **said,
        "baand": [
            {"fra": b.low, "til": b.high, "saetning": b.sentence, "officielt": b.official}
            for b in bands()
        ],
        "note": said["note"].replace("{laering}", learning()),
        "fod": said["fod"] + gone,
    }
    return Sheet("ark_dialoglineal", said["titel"], "ark_dialoglineal", data, ring="mit")


SHEETS = (ruler_sheet,)
