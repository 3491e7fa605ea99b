"""The page's script and style: plain modules that lie in the package, joined when read."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

__all__ = ["faces", "modules", "script", "style"]

_JS = Path(__file__).parent / "js"
_FIGURES = Path(str(files("kitlib.figures")))  # how a figure is touched and looks, on every screen
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class|let) ([\w$]+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)


@cache
def script(entry: str = "page") -> str:
    """Return the page's ES module as one text, each module it imports before it.

    A widget's module is loaded from memory and cannot import its neighbours by name, so each
    becomes a function of its own here: nothing to build, nothing to install.

    Examples
    --------
    >>> script("dom").splitlines()[-1]
    'export default module_dom.default;'
    """
    return f"{modules(_JS, entry)}\nexport default module_{entry}.default;"


def modules(folder: Path, entry: str) -> str:
    """Return the modules of a folder that one of them needs, in the order they must run."""
    parts: list[str] = []
    _gather(folder, entry, parts, set())
    return "\n".join(parts)


@cache
def style() -> str:
    """Return the page's style, that of its figures too."""
    sheets = (_JS.parent / "page.css", _FIGURES / "screen.css")
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


@cache
def faces() -> str:
    """Return the page's font as style, for where no server of ours hands it out: a notebook.

    The figures are laid out with this font's widths; in another their words would collide.
    """
    from kitlib.lettering import font_css

    return font_css("")  # a sign beyond the usual ones is shown in the browser's own


def _gather(folder: Path, name: str, parts: list[str], seen: set[str]) -> None:
    if name in seen:
        return
    seen.add(name)
    own = folder / f"{name}.js"
    text = (own if own.exists() else _FIGURES / own.name).read_text(encoding="utf-8")
    for _, needed in _IMPORT.findall(text):
        _gather(folder, needed, parts, seen)
    names = _EXPORT.findall(text)
    if _DEFAULT.search(text):
        names.append("default: exported")
    text = _IMPORT.sub(lambda m: f"const {m[1]} = module_{m[2]};", text)
    text = _DEFAULT.sub("const exported = ", _EXPORT.sub("", text))
    given = f"return {{ {', '.join(names)} }};"
    parts.append(f"const module_{name} = (() => {{\n{text}\n{given}\n}})();")
