"""Page, script, and every packed part in one HTML text."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kitlib.circle.page.assets import faces, modules
from kitlib.figures.screen import style as figures

__all__ = ["Edition", "assembled"]

_HERE = Path(__file__).parent
# What an HTML parser would not give back as it stands in a comment, and the sign itself.
_ESCAPES = ((b"=", b"=}"), (b"\0", b"=@"), (b"\r", b"=M"), (b"<", b"=|"), (b"-", b"=m"))


@dataclass(frozen=True)
class Edition:
    """What the page says of itself: which version it is, and from which day."""

    version: str
    day: str

    def __str__(self) -> str:
        return " · ".join(part for part in (f"Version {self.version}", self.day) if part)


def assembled(parts: Mapping[str, bytes], texts: Mapping[str, str], edition: Edition) -> bytes:
    """Return the one file.

    Parameters
    ----------
    parts : mapping of str to bytes
        Packed parts, by name.
    texts : mapping of str to str
        Scripts and JSON the page's own script takes, by name.
    edition : Edition
        Stands at the foot of the page.
    """
    digest = hashlib.sha256(b"".join(parts[name] for name in sorted(parts))).hexdigest()
    page = (_HERE / "page.html").read_text(encoding="utf-8")
    for mark, said in (
        ("/*style*/", faces() + figures() + (_HERE / "page.css").read_text(encoding="utf-8")),
        ("<!--til_it-->", (_HERE / "til_it.html").read_text(encoding="utf-8")),
        ("<!--udgave-->", html.escape(str(edition))),
        ("<!--indhold-->", digest),
    ):
        page = page.replace(mark, said)
    head, tail = page.split("<!--parts-->")
    js = _HERE / "js"
    early = {**texts, "worker": modules(js, "worker")}
    blocks = [_block(name, _in_ascii(text).encode()) for name, text in early.items()]
    blocks.append(_script(modules(js, "parts")))
    # In the order they are needed: each goes on its way before the browser has read the next.
    for name, content in parts.items():
        blocks.append(_part(name, content))
    fields = (_HERE.parent / "front/fields.js").read_text(encoding="utf-8")
    for mark, said in (("/*felter*/", fields), ("/*script*/", modules(js, "page"))):
        tail = tail.replace(mark, _in_ascii(said))
    return _bytes(head) + b"\n".join(blocks) + _bytes(tail)


def _bytes(text: str) -> bytes:
    return text.encode("ascii", "xmlcharrefreplace")


def _script(content: str) -> bytes:
    return b"<script>%s</script>" % _in_ascii(content).encode()


def _block(name: str, content: bytes) -> bytes:
    return b'<script type="text/plain" id="del-%s">%s</script>' % (name.encode(), content)


def _part(name: str, content: bytes) -> bytes:
    """Return a packed part, and what sends it on its way.

    It stands in a comment, which browsers read half again as fast as a script of data.
    """
    comment = b"<!--%s:%s-->" % (name.encode(), _eight_bits(content))
    return comment + _script(f'dele.give("{name}")')


def _eight_bits(content: bytes) -> bytes:
    """Return bytes as a text of the eight-bit alphabet the page is declared in.

    Examples
    --------
    >>> _eight_bits(b"a<b=c-d")
    b'a=|b=}c=md'
    """
    for sign, escape in _ESCAPES:
        content = content.replace(sign, escape)
    return content


def _in_ascii(script: str) -> str:
    """Return a script with every other letter as its number, and no end of a script in it.

    Examples
    --------
    >>> _in_ascii("'møde'")
    "'m\\\\u00f8de'"
    """

    def numbered(found: re.Match[str]) -> str:
        units = found[0].encode("utf-16-be")
        return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))

    return re.sub(r"[^\x00-\x7f]", numbered, script).replace("</script", "<\\/script")
