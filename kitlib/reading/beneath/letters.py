"""How many letters a sheet of an .xlsx makes: a text that stands once may be in every cell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from kitlib.reading.beneath.model import MAX_LETTERS

__all__ = ["lengths_of", "makes_too_much"]

_VALUE = re.compile(rb"[:<]v\s*>")


def lengths_of(shared: bytes) -> list[int]:
    """Return how long each text is that cells of a workbook share, without holding any of them."""
    from lxml import etree

    found = []
    walk = etree.iterparse(
        io.BytesIO(shared), tag="{*}si", resolve_entities=False, huge_tree=True, no_network=True
    )
    for _, text in walk:
        found.append(sum(len(t.text or "") for t in text.iter("{*}t")))
        text.clear()
        while text.getprevious() is not None:
            del text.getparent()[0]
    return found


def makes_too_much(
    xml: bytes, lengths: Sequence[int], cells: Iterable[Any], *, plain: bool
) -> bool:
    """Tell whether the cells of a sheet make more letters than `MAX_LETTERS`.

    Parameters
    ----------
    xml : bytes
        The sheet.
    lengths : sequence of int
        From `lengths_of`.
    cells : iterable of elements
        Its cells; walked only where the longest text in every cell would be too much.
    plain : bool
        Whether its bytes can be looked through as they stand.
    """
    if not lengths or (plain and max(lengths) * len(_VALUE.findall(xml)) <= MAX_LETTERS):
        return False
    letters = 0
    for cell in cells:
        if cell.get("t", "").strip() == "s":
            number = (cell.findtext("{*}v") or "").strip()
            known = number.isascii() and number.isdigit() and int(number) < len(lengths)
            letters += lengths[int(number)] if known else 0
            if letters > MAX_LETTERS:
                return True
    return False
