"""What keeps children and colleagues from being known outside the room; knows no instrument.

Rooms load when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kitlib.privacy.answers import read_answers
    from kitlib.privacy.find import find_identifiers
    from kitlib.privacy.finding import CERTAINTIES, KINDS, Finding
    from kitlib.privacy.gate import quotable
    from kitlib.privacy.masking import mask
    from kitlib.privacy.suppression import Linked, Refused, Release, suppress
    from kitlib.privacy.suppression_audit import audit

__all__ = [
    "CERTAINTIES",
    "KINDS",
    "Finding",
    "Linked",
    "Refused",
    "Release",
    "audit",
    "find_identifiers",
    "mask",
    "quotable",
    "read_answers",
    "suppress",
]

_NAMES = {
    "CERTAINTIES": "kitlib.privacy.finding",
    "Finding": "kitlib.privacy.finding",
    "KINDS": "kitlib.privacy.finding",
    "Linked": "kitlib.privacy.suppression",
    "Refused": "kitlib.privacy.suppression",
    "Release": "kitlib.privacy.suppression",
    "audit": "kitlib.privacy.suppression_audit",
    "find_identifiers": "kitlib.privacy.find",
    "mask": "kitlib.privacy.masking",
    "quotable": "kitlib.privacy.gate",
    "read_answers": "kitlib.privacy.answers",
    "suppress": "kitlib.privacy.suppression",
}


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'kitlib.privacy' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
