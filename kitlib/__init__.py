"""kitlib: a team lays its own small data on the table and learns from it.

The face of the library. Rooms and instruments load when first used, so that importing it costs
next to nothing.

Examples
--------
>>> import kitlib
>>> team = kitlib.open_team("sample_data/solsikken")
>>> team.name
'Solsikken'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.face import face

if TYPE_CHECKING:
    from kitlib import evidence, reading
    from kitlib.childpick import vaelg_barn
    from kitlib.figures import View
    from kitlib.instruments import dialoglineal, postits, video, who5
    from kitlib.mine import Mine, open_mine
    from kitlib.notebook import find_mine, find_team, moede, proev, spoerg
    from kitlib.pooled.lesson import samlet_billede
    from kitlib.problems import KitError
    from kitlib.team import Team, open_team

__all__ = [
    "KitError",
    "Mine",
    "Team",
    "View",
    "dialoglineal",
    "evidence",
    "find_mine",
    "find_team",
    "moede",
    "open_mine",
    "open_team",
    "postits",
    "proev",
    "reading",
    "samlet_billede",
    "spoerg",
    "vaelg_barn",
    "video",
    "who5",
]

__getattr__, __dir__ = face(
    __name__,
    {
        "problems": ["KitError"],
        "childpick": ["vaelg_barn"],
        "mine": ["Mine", "open_mine"],
        "team": ["Team", "open_team"],
        "view": ["View"],
        "notebook": ["find_mine", "find_team", "moede", "proev", "spoerg"],
        "kitlib.pooled.lesson": ["samlet_billede"],
    },
    rooms={
        "dialoglineal": "instruments.dialoglineal",
        "evidence": "evidence",
        "postits": "instruments.postits",
        "reading": "reading",
        "video": "instruments.video",
        "who5": "instruments.who5",
    },
)
