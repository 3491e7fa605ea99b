"""What keeps children and colleagues from being known outside the room; knows no instrument.

Rooms load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.face import face

if TYPE_CHECKING:
    from kitlib.disclosure.cellkeys import perturb
    from kitlib.disclosure.perturbation import perturbation_table
    from kitlib.privacy.answers import read_answers
    from kitlib.privacy.find import find_identifiers
    from kitlib.privacy.finding import KINDS, Finding
    from kitlib.privacy.gate import quotable
    from kitlib.privacy.masking import mask
    from kitlib.privacy.suppression import Linked, Refused, suppress
    from kitlib.privacy.suppression_audit import audit
    from kitlib.privacy.suppression_result import Release

__all__ = [
    "KINDS",
    "Finding",
    "Linked",
    "Refused",
    "Release",
    "audit",
    "find_identifiers",
    "mask",
    "perturb",
    "perturbation_table",
    "quotable",
    "read_answers",
    "suppress",
]

__getattr__, __dir__ = face(
    __name__,
    {
        "kitlib.disclosure.cellkeys": ["perturb"],
        "kitlib.disclosure.perturbation": ["perturbation_table"],
        "finding": ["Finding", "KINDS"],
        "suppression": ["Linked", "Refused", "suppress"],
        "suppression_audit": ["audit"],
        "suppression_result": ["Release"],
        "find": ["find_identifiers"],
        "masking": ["mask"],
        "gate": ["quotable"],
        "answers": ["read_answers"],
    },
)
