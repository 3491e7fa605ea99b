"""Sheet: one thing to print, before it is set: a template, its data, and where it may exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.outputs import Ring

if TYPE_CHECKING:
    from kitlib.slips.layout import Card

__all__ = ["Sheet", "SheetMaker", "Words"]

#: Reads one wording file by its name, the team's own words over the kit's.
Words = Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class Sheet:
    """One thing to print.

    Parameters
    ----------
    name : str
        The file's name without its ending: "ark_postits".
    label : str
        What people call it: "Ark til post-its".
    template : str
        A template in kitlib/texts/tryk.
    data : mapping
        What the template shows; `titel` always.
    ring : {"mit", "hos_teamet", "udgivelse"}
        Where it may exist, filled in as it will be.
    files : mapping of str to bytes
        Pictures, by plain file name.
    quotes : bool
        Whether it carries people's words.
    fields : mapping of str to str
        Where it is filled in on a screen: what its fields are called (`kitlib.fillable`).
    card : Card, optional
        Where it is a card to take a picture of: what reading has to know of it.
    """

    name: str
    label: str
    template: str
    data: Mapping[str, Any] = field(repr=False)
    ring: Ring = "hos_teamet"
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    quotes: bool = False
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    card: Card | None = field(default=None, repr=False)


#: Makes a sheet to write on from what om.toml says and the wording.
SheetMaker = Callable[[About, Words], Sheet]
