"""The face of a room: its names, each loaded from its module when first used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

__all__ = ["face"]


def face(
    package: str, homes: Mapping[str, Sequence[str]], rooms: Mapping[str, str] | None = None
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a package that loads nothing by itself.

    Parameters
    ----------
    package : str
        Its name.
    homes : mapping of str to sequence of str
        Module below the package -> names that live there. A name with a dot is a whole path:
        what has moved to another room is still found at its old door.
    rooms : mapping of str to str, optional
        Name -> module below the package, where the name is a whole module.

    Examples
    --------
    >>> getattribute, names = face("kitlib", {"dansk": ["plural"]})
    >>> getattribute("plural")(2, "note", "noter"), names()
    ('2 noter', ['plural'])
    """
    home_of = {name: home for home, names in homes.items() for name in names}
    modules = dict(rooms or {})

    def getattribute(name: str) -> Any:
        if name in home_of:
            home = home_of[name]
            return getattr(import_module(home if "." in home else f"{package}.{home}"), name)
        if name in modules:
            return import_module(f"{package}.{modules[name]}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return getattribute, lambda: sorted([*home_of, *modules])
