"""What every page of this machine's own server is laid in: one head, one script to begin with."""

from __future__ import annotations

from pathlib import Path
from string import Template

__all__ = ["shell"]

_HERE = Path(__file__).parent


def shell(
    folder: Path, title: str, nonce: str, *, css: tuple[str, ...], js: tuple[str, ...]
) -> str:
    """Return a page, with nothing on it of what it shows.

    Parameters
    ----------
    folder : Path
        Where its parts lie; `page.html` is what stands on it from the first.
    title : str
        What the window is called.
    nonce : str
        What its style and scripts bear; nothing else runs.
    css : tuple of str
        The files of its looks.
    js : tuple of str
        The files of its script, after `served.js`, which gives `aabn`, `post` and `foelg`.
    """
    parts = [_HERE / "served.js", *(folder / name for name in js)]
    return Template(_read(_HERE / "shell.html")).substitute(
        title=title,
        nonce=nonce,
        css="\n".join(_read(folder / name) for name in css),
        body=_read(folder / "page.html"),
        js="\n".join(map(_read, parts)),
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
