"""What a line of a logbog says, as a thing of its own kind: to and from the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from inspect import get_annotations
from typing import Any, ClassVar, TypeVar

from kitlib.journal.merge import Head

__all__ = ["K", "Kind", "field_of", "found", "from_line", "to_line"]


class Kind:
    """One kind of line: a frozen dataclass of what it says.

    Its `KEY` is the field it is written to, with its own names in braces. What is no part of the
    key is the value: alone, or under the words of `WORDS` where there is more than one.
    """

    KEY: ClassVar[str]
    WORDS: ClassVar[tuple[str, ...]] = ()
    _pattern: ClassVar[re.Pattern[str]]
    _values: ClassVar[dict[str, str]]  # what is the value, with what each is said to be

    def __init_subclass__(cls) -> None:
        cls._pattern = _pattern(cls.KEY)
        said = get_annotations(cls)
        cls._values = {name: said[name] for name in said if f"{{{name}}}" not in cls.KEY}


K = TypeVar("K", bound=Kind)


def field_of(kind: type[Kind], **names: str) -> str:
    """Return the field a kind is written to.

    Examples
    --------
    >>> from kitlib.journal.kinds import Parked
    >>> field_of(Parked, token="a1")
    'parkeret.a1'
    """
    return kind.KEY.format(**names)


def to_line(said: Kind) -> tuple[str, Any]:
    """Return the field and the value as they stand in the file.

    Examples
    --------
    >>> from kitlib.journal.kinds import HeapName
    >>> to_line(HeapName("a1", "Ved døren", 3))
    ('bord.bunke.a1', {'navn': 'Ved døren', 'nr': 3})
    """
    told = vars(said)
    values = [told[name] for name in said._values]
    value = dict(zip(said.WORDS, values, strict=True)) if said.WORDS else values[0]
    return said.KEY.format(**told), value


def from_line(kind: type[K], field: str, value: Any) -> K | None:
    """Return what a line says; None where it is of another kind, taken away, or no kit's.

    Examples
    --------
    >>> from kitlib.journal.kinds import HeapName
    >>> from_line(HeapName, "bord.bunke.a1", {"navn": "Ved døren", "nr": 3})
    HeapName(heap='a1', name='Ved døren', number=3)
    >>> from_line(HeapName, "bord.bunke.a1", "Ved døren") is None
    True
    """
    key = kind._pattern.fullmatch(field)
    if key is None or value is None or (kind.WORDS and not isinstance(value, Mapping)):
        return None
    said = [value.get(word) for word in kind.WORDS] if kind.WORDS else [value]
    read = {name: _READ[of](v) for (name, of), v in zip(kind._values.items(), said, strict=True)}
    return kind(**key.groupdict(), **read)


def found(kind: type[K], heads: Mapping[str, Head]) -> Iterator[tuple[K, Head]]:
    """Give every line of a kind among the fields of a meeting, in the order of their names."""
    start = kind.KEY.partition("{")[0]
    for field, head in heads.items():
        if field.startswith(start) and (said := from_line(kind, field, head.value)) is not None:
            yield said, head


def _pattern(key: str) -> re.Pattern[str]:
    """How a key is recognised, each of its names by itself."""
    parts = re.split(r"\{(\w+)\}", key)
    parts[1::2] = [f"(?P<{name}>{_NAMED.get(name, '.+')})" for name in parts[1::2]]
    parts[::2] = map(re.escape, parts[::2])
    return re.compile("".join(parts))


# What a name in a key is made of; the others may be keys themselves, with dots.
_NAMED = {"token": "[^.]+", "trial": "[0-9a-f]{8}", "name": "[a-z]+"}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


# How a value is read by what it is said to be: what no kit wrote is never taken for more.
_READ: dict[str, Callable[[Any], Any]] = {
    "str": _text,
    "bool": bool,
    "int | None": _whole,
    "tuple[str, ...]": _texts,
    "Any": lambda value: value,
}
