"""Material: what a fagligt fyrtårn prints, cuts out, fills in and hangs up."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kitlib.material.kinds import KINDS
    from kitlib.material.making import Made, make
    from kitlib.material.preview import gallery, picker
    from kitlib.material.shop import Choices


__all__ = ["KINDS", "Choices", "Made", "gallery", "make", "picker"]

_HOMES = {
    "KINDS": "kinds",
    "Choices": "shop",
    "Made": "making",
    "gallery": "preview",
    "make": "making",
    "picker": "preview",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kitlib.material' has no attribute {name!r}")
    return getattr(import_module(f"kitlib.material.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
