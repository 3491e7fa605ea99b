"""One person, and every way the files may speak of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kitlib import codes

__all__ = ["GONE", "Person"]

#: What stands where a person was spoken of.
GONE = "[slettet]"

_SHORTEST = 3  # letters of a part of a name that is looked for by itself
# Letters a machine made, that say nothing of anybody and break if changed: a figure or font packed
# into a page or notebook, a checksum or secret of the kit's, a mark of a notebook's cell, a colour.
_PACKED = (
    # From where a run begins: a shorter one would be tried anew at each of its letters.
    r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{160,}(?:(?:\\n|\s)[A-Za-z0-9+/=]{40,})*"
    r"|(?<![^\W_])[0-9a-f]{16,}(?![^\W_])"
    r"|(?<=\"id\": \")[0-9a-f-]{8,36}(?=\")"
)
_COLOUR = r"[0-9A-Fa-f]{6}(?![^\W_])"


#: Keeps two cells apart: no sign that stands in a code or between names.
_BETWEEN = "\x00"


def _letters(word: str) -> str:
    """Return the pattern of a word whose letters may each be written in two parts, as a + ring."""
    letters = unicodedata.normalize("NFC", word)
    parts = ((re.escape(c), re.escape(unicodedata.normalize("NFD", c))) for c in letters)
    return "".join(one if one == two else f"(?:{one}|{two})" for one, two in parts)


@dataclass(frozen=True)
class Person:
    """A code, and the names that are known for it.

    Parameters
    ----------
    code : str
        Such as "B07".
    names : tuple of str
        What the person is called; known only while this is in memory.

    Examples
    --------
    >>> alma = Person("B07", ("Alma Holm",))
    >>> alma.without("B07 og Almas mor. B071 leger.")
    '[slettet] og [slettet] mor. B071 leger.'
    >>> Person("U04").without("Her var u 4 og U-04s bror.")
    'Her var [slettet] og [slettet] bror.'
    >>> alma.without("b07f03be9ecc75e169c768851d18fbca, #b7b0a1")
    'b07f03be9ecc75e169c768851d18fbca, #b7b0a1'
    """

    code: str
    names: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ways = [rf"(?i:{codes.pattern(self.code).pattern}(?:['’]?s(?![^\W_]))?)"]
        for name in sorted(self._forms, key=len, reverse=True):
            words = r"[\s_-]+".join(map(_letters, name.split()))
            ways.append(rf"(?<![^\W_])(?i:{words})(?:['’]?[sS])?(?![^\W_])")
        return re.compile("|".join(ways))

    @cached_property
    def _packed(self) -> re.Pattern[str]:
        """What a machine made; "#123456" is no colour where that is the code."""
        return re.compile(rf"({_PACKED}|#(?!(?i:{re.escape(self.code)})(?![^\W_])){_COLOUR})")

    @cached_property
    def _forms(self) -> frozenset[str]:
        """Names whole, their first part, and later parts that are long enough to be told."""
        forms = set()
        for name in self.names:
            first, *rest = name.split()
            forms |= {name, first, *(r for r in rest if len(r) >= _SHORTEST)}
        return frozenset(f for f in forms if f)

    @property
    def forms(self) -> frozenset[str]:
        """The code and every name that is looked for."""
        return self._forms | {self.code}

    def is_in(self, text: str) -> bool:
        """Tell whether a text speaks of the person."""
        # Looked for in the whole first, since nearly no text speaks of them.
        if not self._pattern.search(text):
            return False
        return any(self._pattern.search(part) for part in self._packed.split(text)[::2])

    def is_in_any(self, cells: Iterable[str]) -> bool:
        """Tell whether any cell of a row does; all are looked through at once.

        Examples
        --------
        >>> Person("B07").is_in_any(["2026", "b 7 leger"]), Person("B07").is_in_any(["B", "07"])
        (True, False)
        """
        return self.is_in(_BETWEEN.join(cells))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return from where to where a text speaks of the person."""
        found: list[tuple[int, int]] = []
        if not self._pattern.search(text):
            return found
        at = 0
        for i, part in enumerate(self._packed.split(text)):
            if i % 2 == 0:
                found += [(at + m.start(), at + m.end()) for m in self._pattern.finditer(part)]
            at += len(part)
        return found

    def count(self, text: str) -> int:
        """Count the places that do."""
        return len(self.spans(text))

    def without(self, text: str, *, gone: str = GONE) -> str:
        """Return a text with every mention replaced."""
        if not self._pattern.search(text):
            return text
        parts = self._packed.split(text)
        parts[::2] = [self._pattern.sub(gone, part) for part in parts[::2]]
        return "".join(parts)

    def is_whole(self, cell: str) -> bool:
        """Tell whether a cell holds the person and nothing else."""
        form = codes.normal(self.code)
        same = bool(form) and codes.normal(cell) == form
        return same or bool(self._pattern.fullmatch(cell.strip()))

    def off_list(self, cell: str) -> str:
        """Return a list of codes without this one, the rest as it was written.

        Examples
        --------
        >>> Person("B07").off_list("B03, B07, B12")
        'B03, B12'
        """
        kept = [p for p in codes.split(cell, many=True) if not self.is_whole(p)]
        sign = next((s for s in (",", ";", "/", "+", "&") if s in cell), " ")
        return (f"{sign} " if sign in ",;" else sign).join(kept)

    @classmethod
    def of(cls, code: str, names: Iterable[str] = ()) -> Person:
        """Make a person of what was typed, blanks aside."""
        kept = (" ".join(n.split()) for n in names)
        return cls(code.strip(), tuple(n for n in kept if n))
