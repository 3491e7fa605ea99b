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

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kitlib import evidence, reading
    from kitlib.instruments import dialoglineal, postits, video, who5
    from kitlib.mine import Mine, open_mine
    from kitlib.notebook import find_mine, find_team, moede, proev, spoerg
    from kitlib.pooled.lesson import samlet_billede
    from kitlib.problems import KitError
    from kitlib.team import Team, open_team
    from kitlib.view import View

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
    "video",
    "who5",
]

_NAMES = {
    "KitError": "kitlib.problems",
    "Mine": "kitlib.mine",
    "Team": "kitlib.team",
    "View": "kitlib.view",
    "find_mine": "kitlib.notebook",
    "find_team": "kitlib.notebook",
    "moede": "kitlib.notebook",
    "open_mine": "kitlib.mine",
    "open_team": "kitlib.team",
    "proev": "kitlib.notebook",
    "samlet_billede": "kitlib.pooled.lesson",
    "spoerg": "kitlib.notebook",
}
_MODULES = {
    "dialoglineal": "kitlib.instruments.dialoglineal",
    "evidence": "kitlib.evidence",
    "postits": "kitlib.instruments.postits",
    "reading": "kitlib.reading",
    "video": "kitlib.instruments.video",
    "who5": "kitlib.instruments.who5",
}


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    if name in _MODULES:
        return import_module(_MODULES[name])
    raise AttributeError(f"module 'kitlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
