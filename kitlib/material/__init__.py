"""Material: what a fagligt fyrtårn prints, cuts out, fills in and hangs up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.face import face

if TYPE_CHECKING:
    from kitlib.material.choosing import NoteChoice
    from kitlib.material.kinds import KINDS
    from kitlib.material.making import Made, make
    from kitlib.material.picking import picker
    from kitlib.material.preview import gallery
    from kitlib.material.shop import Choices


__all__ = ["KINDS", "Choices", "Made", "NoteChoice", "gallery", "make", "picker"]

__getattr__, __dir__ = face(
    __name__,
    {
        "choosing": ["NoteChoice"],
        "kinds": ["KINDS"],
        "shop": ["Choices"],
        "making": ["Made", "make"],
        "picking": ["picker"],
        "preview": ["gallery"],
    },
)
