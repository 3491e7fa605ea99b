"""XML that somebody's program wrote, as a tree that is not too deep.

An entity can swell to gigabytes or point at another file; elements in each other by the thousand
end the process where the tree is walked or thrown away.
"""

from __future__ import annotations

from xml.etree import ElementTree

__all__ = ["MOST_DEEP", "Unwanted", "tree_of"]

#: Elements within each other; ELAN has six, a drawing some tens.
MOST_DEEP = 100


class Unwanted(Exception):
    """No program that draws or notes writes this."""


class _Builder(ElementTree.TreeBuilder):
    def __init__(self, typed: bool) -> None:
        super().__init__()
        self._typed, self._depth = typed, 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        if not self._typed:
            raise Unwanted

    def start(self, tag: str, attrs: dict[str, str]) -> ElementTree.Element:  # type: ignore[override]
        self._depth += 1
        if self._depth > MOST_DEEP:
            raise Unwanted
        return super().start(tag, attrs)

    def end(self, tag: str) -> ElementTree.Element:
        self._depth -= 1
        return super().end(tag)


def tree_of(text: str | bytes, *, typed: bool = False) -> ElementTree.Element:
    """Return the root of the tree.

    Parameters
    ----------
    typed : bool
        Whether it may have a document type, as drawings do.

    Raises
    ------
    Unwanted
        Where elements stand in each other by the hundred, or it has a type it may not have.
    xml.etree.ElementTree.ParseError
        Where it is no XML.

    Examples
    --------
    >>> tree_of("<a><b/></a>").tag
    'a'
    >>> tree_of("<a>" * 200 + "</a>" * 200)
    Traceback (most recent call last):
    kitlib.shallow.Unwanted
    """
    return ElementTree.fromstring(text, ElementTree.XMLParser(target=_Builder(typed)))
