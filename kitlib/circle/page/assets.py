"""The page's script and style: plain modules that lie in the package, joined when read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["script", "style"]

_JS = Path(__file__).parent / "js"
_IMPORT = re.compile(r'^import [^;]*? from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class|let)\b)", re.MULTILINE)


@cache
def script(entry: str = "page") -> str:
    """Return the page's ES module as one text, each module it imports before it.

    A widget's module is loaded from memory and cannot import its neighbours by name, so they
    are put in line here: nothing to build, nothing to install.
    """
    parts: list[str] = []
    _gather(entry, parts, set())
    return "\n".join(parts)


@cache
def style() -> str:
    """Return the page's style."""
    return (_JS.parent / "page.css").read_text(encoding="utf-8")


def _gather(name: str, parts: list[str], seen: set[str]) -> None:
    if name in seen:
        return
    seen.add(name)
    text = (_JS / f"{name}.js").read_text(encoding="utf-8")
    for needed in _IMPORT.findall(text):
        _gather(needed, parts, seen)
    parts.append(_EXPORT.sub("", _IMPORT.sub("", text)))
