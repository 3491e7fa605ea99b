"""Disclosure control that knows nothing of the kit: cell keys that add up.

Rooms load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.face import face

if TYPE_CHECKING:
    from kitlib.disclosure.cellkeys import add_keys, count_key, moved, person_key, perturb
    from kitlib.disclosure.perturbation import perturbation_table
    from kitlib.disclosure.steps import PerturbationSteps

__all__ = [
    "PerturbationSteps",
    "add_keys",
    "count_key",
    "moved",
    "person_key",
    "perturb",
    "perturbation_table",
]

__getattr__, __dir__ = face(
    __name__,
    {
        "cellkeys": ["add_keys", "count_key", "moved", "person_key", "perturb"],
        "perturbation": ["perturbation_table"],
        "steps": ["PerturbationSteps"],
    },
)
