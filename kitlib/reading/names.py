"""Which column a heading stands for: names, labels, synonyms, and the way forms write them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kitlib.columns import Column, fold

__all__ = ["Names", "package_synonyms"]

_LEFT_OUT = "udelades"
_BRACKETS = re.compile(r"\[([^\[\]]+)\]\s*$")
_NOTE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*\*?$|\s*\*$|\s*:$")
_ADDED = (")", "]", "*", ":")  # what `_BRACKETS` and `_NOTE` end in
_LONG = 3  # words from which a synonym may stand at the end of a longer heading


@cache
def package_synonyms() -> Mapping[str, tuple[str, ...]]:
    """Return the kit's own synonym file: column name to headings."""
    text = files("kitlib").joinpath("texts", "synonymer.toml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}


@dataclass(frozen=True)
class Names:
    """Headings known for a set of columns, the nearest to the declaration first.

    Examples
    --------
    >>> names = Names.of([Column("dato", "dato", "Dagen.")])
    >>> names.match("Dato (dag først)"), names.match("Tidsstempel"), names.match("vejr")
    ('dato', 'dato', None)
    """

    ranks: Mapping[str, tuple[str, int]]
    left_out: frozenset[str]
    tails: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, columns: Sequence[Column], synonyms: Mapping[str, Sequence[str]] | None = None
    ) -> Names:
        """Gather names, labels, declared synonyms, the team's and the kit's own, in that order."""
        own = tuple((name, tuple(_words(words))) for name, words in (synonyms or {}).items())
        return cls._of(tuple(columns), own)

    @classmethod
    @lru_cache(maxsize=64)
    def _of(
        cls, columns: tuple[Column, ...], synonyms: tuple[tuple[str, tuple[str, ...]], ...]
    ) -> Names:
        package = package_synonyms()
        ranks: dict[str, tuple[str, int]] = {}
        own = dict(synonyms)
        sources = [
            [(c.name, [c.name]) for c in columns],
            [(c.name, [c.label]) for c in columns if c.label],
            [(c.name, list(c.synonyms)) for c in columns],
            [(c.name, _words(own.get(c.name))) for c in columns],
            [(c.name, _words(package.get(c.name))) for c in columns],
        ]
        for tier, source in enumerate(sources):
            for name, words in source:
                for place, word in enumerate(words):
                    ranks.setdefault(fold(word), (name, 1000 * tier + place))
        left_out = frozenset(
            fold(w) for w in (*package.get(_LEFT_OUT, ()), *own.get(_LEFT_OUT, ()))
        )
        return cls(ranks, left_out, _tails(ranks))

    @classmethod
    def general(cls, columns: Sequence[Column] = ()) -> Names:
        """Return the kit's synonyms for every column it has a word for, and those of `columns`."""
        return cls._general(tuple(columns))

    @classmethod
    @lru_cache(maxsize=64)
    def _general(cls, columns: tuple[Column, ...]) -> Names:
        ranks = dict(cls.of(columns).ranks) if columns else {}
        for name, words in package_synonyms().items():
            if name != _LEFT_OUT:
                ranks.setdefault(fold(name), (name, 0))
                for word in words:
                    ranks.setdefault(fold(word), (name, 4000))
        return cls(ranks, frozenset(), _tails(ranks))

    def match(self, heading: str) -> str | None:
        """Return the column a heading stands for, or None."""
        found = self.rank(heading)
        return found[0] if found else None

    def rank(self, heading: str) -> tuple[str, int] | None:
        """Return the column and how far from the declaration the match is (0 nearest)."""
        whole = fold(heading)
        if not whole:
            return None
        if whole in self.ranks:
            return self.ranks[whole]
        if heading.rstrip().endswith(_ADDED):
            parts = [m[1]] if (m := _BRACKETS.search(heading)) else []
            # "Dato (dag-måned-år)", "Observation *": what forms add after the question.
            parts.append(_NOTE.sub("", heading))
            for part in parts:
                if (found := self.ranks.get(fold(part))) is not None:
                    return found[0], found[1] + 10_000
        return self._ending(whole)

    def _ending(self, whole: str) -> tuple[str, int] | None:
        """A grid in a form repeats its question before each item; the item stands last."""
        words = whole.split("_")
        if words[-1] not in self.tails:
            return None
        for start in range(1, len(words) - _LONG + 1):
            found = self.ranks.get("_".join(words[start:]))
            if found is not None:
                return found[0], found[1] + 20_000
        return None


def _tails(ranks: Iterable[str]) -> frozenset[str]:
    """Return the last words of the headings that may stand at the end of a longer one."""
    words = (heading.split("_") for heading in ranks)
    return frozenset(w[-1] for w in words if len(w) >= _LONG)


def _words(value: Sequence[str] | str | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
