"""Names in columns of codes: what is no code is asked about, and shown as a numbered mark.

Two persons must not become one "[navn]" where people are told apart, so each keeps a number of its
own in every table of a folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kitlib import codes
from kitlib.instruments import all_instruments
from kitlib.privacy.finding import PLACEHOLDERS, Finding

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.about import About
    from kitlib.privacy.answers import Answers
    from kitlib.privacy.finding import NameKey

__all__ = ["CodeNames", "code_columns"]

# A day of birth, as it stands in a CPR number; it points at one person as a name does.
_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
_BORN = re.compile(rf"{_DAY}([-./ ]?){_MONTH}\1(?:19|20)?\d\d")
_BETWEEN = ", "  # codes of a cell, once it is read


def code_columns(name: str, frame: pd.DataFrame) -> list[str]:
    """Return the columns of an instrument's frame that hold codes of persons."""
    found = all_instruments().get(name)
    if found is None:
        return []
    columns = [*found.columns, *(c for table in found.tables.values() for c in table)]
    named = dict.fromkeys(c.name for c in columns if c.kind in ("kode", "koder"))
    return [n for n in named if n in frame]


@dataclass(frozen=True, eq=False)
class CodeNames:
    """What stands in columns of codes and may be a name.

    Parameters
    ----------
    listed : frozenset of str
        Normal forms of the codes in om.toml: whoever wrote them there said that they are codes.
    answers : Answers
        What is answered in the folder; an answer holds for the word in every cell.
    key : NameKey, optional
        The team's key, unlocked: a name in it becomes its code and is no question.
    numbers : dict of str to int
        Normal form -> the number of its mark.
    """

    listed: frozenset[str]
    answers: Answers
    key: NameKey | None = None
    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        frames: Mapping[str, pd.DataFrame],
        about: About,
        answers: Answers,
        key: NameKey | None = None,
    ) -> CodeNames:
        """Number what may be a name in the order it stands; an answer changes no other's number."""
        made = cls(frozenset(map(codes.normal, about.koder)), answers, key)
        for name, frame in frames.items():
            for column in code_columns(name, frame):
                for cell in frame[column].dropna().unique():
                    for part, _ in made.found(cell):
                        made.numbers.setdefault(codes.normal(part), len(made.numbers) + 1)
        return made

    def found(self, cell: object) -> Iterator[tuple[str, Finding]]:
        """Yield what may be a name in a cell, whole, with what an answer about it holds for."""
        for part in _parts(cell):
            if codes.normal(part) not in self.listed and (finding := _looks_at(part)):
                yield part, finding

    def asked(self, cell: object) -> Iterator[tuple[str, Finding]]:
        """Yield what in a cell is asked about, answered or not: a name in the key is not."""
        yield from ((part, found) for part, found in self.found(cell) if not self._code(part))

    def waits(self, cell: object) -> bool:
        """Tell whether something in a cell is to be answered."""
        return any(self.answers.of(part, found) is None for part, found in self.asked(cell))

    def is_no_name(self, part: str) -> bool:
        """Tell whether somebody answered that a word in the place for a code is no name."""
        return any(self.answers.of(p, found) == "ikke" for p, found in self.found(part))

    def shown(self, cell: object) -> str | None:
        """Return a cell as it may be shown; None where nothing is left of it."""
        asked = dict(self.found(cell))
        said = [self._said(part, asked.get(part)) for part in _parts(cell)]
        return _BETWEEN.join(dict.fromkeys(part for part in said if part)) or None

    def _said(self, part: str, finding: Finding | None) -> str:
        if finding is None:
            return part
        answer = self.answers.of(part, finding)
        if answer == "fjern":
            return ""
        if answer == "ikke":
            return part
        mark = PLACEHOLDERS[finding.kind].rstrip("]")
        return self._code(part) or f"{mark} {self.numbers[codes.normal(part)]}]"

    def _code(self, part: str) -> str | None:
        return self.key.code_of(part.casefold()) if self.key else None


def _parts(cell: object) -> list[str]:
    return [part for part in cell.split(_BETWEEN) if part] if isinstance(cell, str) else []


@lru_cache(maxsize=4096)
def _looks_at(part: str) -> Finding | None:
    """What may be a name in one place for a code: a word that is none, or letters like initials."""
    from kitlib.privacy.find import find_identifiers

    if codes.is_nobody(part):
        return None
    kinds = [f.kind for f in find_identifiers(part) if f.kind != "saerlig"]
    if not kinds and part.islower():
        # bo and ib are words in a note; here nothing but a person stands.
        kinds = [f.kind for f in find_identifiers(part.capitalize()) if f.kind == "navn"]
    if not kinds and codes.is_code(part) and not _BORN.fullmatch(part):
        return None
    # Whatever word it is, who stands here is a person: an answer holds wherever it stands.
    return Finding(0, len(part), kinds[0] if kinds else "navn", "ingen_kode", "mulig")
