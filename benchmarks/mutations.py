"""Ways to spoil a file: byte by byte, and by what it is made of (cells, elements, keys, records).

Used by fuzz.py. Every change is drawn from a `Random`, so that a number brings it back.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from random import Random
from struct import pack, unpack_from
from typing import Any

__all__ = [
    "Mutate",
    "as_bytes",
    "as_json",
    "as_lines",
    "as_markup",
    "as_ole",
    "as_table",
    "as_zip",
    "value",
]

Mutate = Callable[[Random, bytes], bytes]

#: Texts that programs, people and enemies put where something else is expected.
ODD = (
    "",
    " ",
    "\t",
    "0",
    "-1",
    "1e999",
    "1" * 400,
    "99999999999999999999",
    "0x10",
    "NaN",
    "inf",
    "-0,0",
    "1.234.567,89",
    "1,2,3",
    "½",
    "٣",
    "31-02-2026",
    "00-00-0000",
    "01-01-9999",
    "2026-W53-8",
    "29/2/2025",
    "24:61",
    "99:99:99,999",
    "-00:00:01",
    "00:00:00.000 --> ",
    "45000",
    "ja;nej",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    '"',
    '""',
    "'",
    "\\",
    "\x00",
    "\x1b[31m",
    "\r",
    "\n",
    "\u2028",
    "\ufeff",
    "\u202e",
    "\u00ad",
    "é" * 3,
    "🙂",
    "\ud83d",
    "å" * 5000,
    "B07",
    "U 04",
    "u04;U-4",
    "None",
    "null",
    "true",
    "[]",
    "{}",
    "[" * 500,
    "{" * 500,
    "(" * 500,
    "<a>",
    "</TIER>",
    "&lol;",
    "<![CDATA[",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "%s",
    "{0}",
    "{navn}",
    "../../etc/passwd",
    "CON",
    "a" * 100_000,
    "12-" * 2000,
    "M.K." * 2000,
    "010203-1234",
)
_NUMBERS = (
    0,
    -1,
    1,
    2,
    255,
    65535,
    65536,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**63,
    10**30,
    1048576,
    16384,
    1e308,
    -0.0,
    0.5,
)
_CODECS = ("cp1252", "utf-16", "utf-16-le", "utf-8-sig", "mac-roman", "cp850", "utf-32", "utf-7")


def value(chance: Random) -> Any:
    """Return a value of any kind, as JSON and TOML have them."""
    kind = chance.randrange(7)
    if kind == 0:
        return chance.choice(_NUMBERS)
    if kind == 1:
        return chance.choice((None, True, False))
    if kind == 2:
        return [value(chance) for _ in range(chance.randrange(4))]
    if kind == 3:
        return {_text(chance): value(chance) for _ in range(chance.randrange(3))}
    if kind == 4:
        deep: Any = 1
        for _ in range(chance.choice((3, 50, 900))):
            deep = [deep] if chance.random() < 0.5 else {"a": deep}
        return deep
    return _text(chance)


def _text(chance: Random) -> str:
    return chance.choice(ODD).encode("utf-8", "replace").decode()


def _raw(chance: Random) -> bytes:
    return chance.choice(ODD).encode("utf-8", "surrogatepass")


def as_bytes(chance: Random, content: bytes) -> bytes:
    """Change, cut, repeat or put in some bytes."""
    raw = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        at, end = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
        match chance.randrange(8):
            case 0 if raw:
                raw[at % len(raw)] ^= 1 << chance.randrange(8)
            case 1 if raw:
                raw[at % len(raw)] = chance.randrange(256)
            case 2:
                del raw[at : min(end, at + chance.choice((1, 8, 200, 10**6)))]
            case 3:
                raw[at:at] = _raw(chance)
            case 4:
                raw[at:at] = raw[at:end][:5000] * chance.choice((1, 2, 20))
            case 5:
                raw[at:at] = chance.randbytes(chance.choice((1, 4, 60)))
            case 6 if chance.random() < 0.3:
                del raw[at:]
            case 7:
                number = pack("<I", chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 65536)))
                raw[at : at + 4] = number
        if len(raw) > 4_000_000:
            break
    return bytes(raw)


def as_lines(chance: Random, content: bytes) -> bytes:
    """Change whole lines, and what stands after a sign in them."""
    lines = content.decode("utf-8", "replace").splitlines()
    for _ in range(chance.choice((1, 1, 3, 10))):
        if not lines:
            lines = [""]
        at = chance.randrange(len(lines))
        match chance.randrange(9):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                chance.shuffle(lines)
            case 3:
                lines[at] = _text(chance)
            case 4:
                parts = re.split(r"([=:;,\t.>-]+)", lines[at])
                parts[chance.randrange(len(parts))] = _text(chance)
                lines[at] = "".join(parts)
            case 5:
                lines[at:at] = [lines[at]] * chance.choice((2, 300))
            case 6:
                head = lines[at].partition("=")[0]
                lines[at] = f"{head}= {_toml(chance)}"
            case 7:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case 8:
                lines[at] = lines[at] + " " + _text(chance)
    ending = chance.choice(("\n", "\n", "\n", "\r\n", "\r"))
    return _encoded(chance, ending.join(lines) + chance.choice(("", ending)))


def _toml(chance: Random) -> str:
    found = value(chance)
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, (list, str)):
        return json.dumps(found, ensure_ascii=False)
    if isinstance(found, dict):
        return "{ a = 1, b = { c = [2] } }"
    return chance.choice((str(found), "2026-01-01", "2026-01-01T10:00:00Z", "07:30:00", "nan"))


def as_table(chance: Random, content: bytes) -> bytes:
    """Change cells, rows, columns and the delimiter of a table in a text."""
    text = content.decode("utf-8-sig", "replace")
    delimiter = max(";\t,", key=text.count)
    rows = [line.split(delimiter) for line in text.splitlines()] or [[""]]
    for _ in range(chance.choice((1, 1, 3, 20))):
        row = rows[chance.randrange(len(rows))]
        match chance.randrange(12):
            case 0 | 1 | 2:
                row[chance.randrange(len(row))] = _text(chance)
            case 3:
                place = chance.randrange(len(rows[0]))
                odd = _text(chance)
                for each in rows:
                    each[place:place] = [odd] if chance.random() < 0.5 else []
            case 4:
                place = chance.randrange(len(rows[0]))
                for each in rows:
                    del each[place : place + 1]
                    each.append("") if not each else None
            case 5:
                chance.shuffle(rows[0])
            case 6:
                rows.insert(chance.randrange(len(rows)), [_text(chance)] * chance.choice((1, 3)))
            case 7:
                row.extend([_text(chance)[:20]] * chance.choice((1, 30, 6000)))
            case 8:
                rows += [row] * (1 if len(delimiter.join(row)) > 2000 else 2000)
            case 9:
                place = chance.randrange(len(row))
                row[place] = f'"{row[place]}' + chance.choice(("", '"', '"";'))
            case 10:
                rows[0][chance.randrange(len(rows[0]))] = chance.choice(
                    ("dato", "observation", "barn", "q1", "Indeks", "start", "I alt", "", "tid")
                )
            case 11:
                place = chance.randrange(len(rows[0]))
                for each in rows[1:]:
                    each[place : place + 1] = [_text(chance)[:2000]]
    kept = delimiter if chance.random() < 0.8 else chance.choice((",", ";", "\t", "|", " "))
    return _encoded(chance, chance.choice(("\n", "\r\n")).join(kept.join(r) for r in rows))


def _encoded(chance: Random, text: str) -> bytes:
    if chance.random() < 0.8:
        return text.encode("utf-8", "replace")
    half = len(text) // 2
    if chance.random() < 0.3:
        return text[:half].encode("utf-8", "replace") + text[half:].encode("cp1252", "replace")
    return text.encode(chance.choice(_CODECS), "replace")


_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)=("[^"]*"|'[^']*')""")


def as_markup(chance: Random, content: bytes) -> bytes:
    """Change elements, attributes and texts of XML."""
    text = content.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 3, 10))):
        tags = list(_TAG.finditer(text)) or [re.match("", text)]
        tag = chance.choice(tags)
        assert tag is not None
        start, end = tag.span()
        match chance.randrange(9):
            case 0 | 1 | 2:
                found = list(_ATTRIBUTE.finditer(text, start, end))
                if not found:
                    found = list(_ATTRIBUTE.finditer(text))
                if found:
                    name = chance.choice(found)
                    odd = chance.choice(
                        (
                            _text(chance)[:50],
                            str(chance.choice(_NUMBERS)),
                            "AAAA1",
                            "A1:XFD1048576",
                            "e",
                            "s",
                            "d",
                            "ts1",
                        )
                    )
                    odd = odd if chance.random() < 0.1 else _escaped(odd)
                    text = f'{text[: name.start()]}{name[1]}="{odd}"{text[name.end() :]}'
            case 3:
                text = text[:start] + text[end:]
            case 4:
                other = chance.choice(tags)
                assert other is not None
                text = text[:start] + other[0] + text[start:]
            case 5:
                other = chance.choice(tags)
                assert other is not None
                low, high = sorted((start, other.start()))
                text = text[:high] + text[low:high][:3000] * chance.choice((1, 5)) + text[high:]
            case 6:
                odd = _text(chance)
                text = text[:end] + (odd if chance.random() < 0.2 else _escaped(odd)) + text[end:]
            case 7:
                name = tag[0].strip("</>").split()[0] if tag[0].strip("</>").split() else "a"
                deep = chance.choice((3, 400, 3000))
                text = text[:end] + f"<{name}>" * deep + f"</{name}>" * deep + text[end:]
            case 8:
                other = chance.choice(tags)
                assert other is not None
                low, high = sorted((start, other.start()))
                text = text[:low] + text[high:]
    return text.encode("utf-8", "replace") if chance.random() < 0.9 else _encoded(chance, text)


def _escaped(text: str) -> str:
    keep = "".join(c for c in text if c >= " " or c in "\t\n\r")
    return keep.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def as_zip(chance: Random, content: bytes) -> bytes:
    """Change a part of a package, or the package itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [n for n in parts if n.endswith((".xml", ".rels"))]
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(_heavy(names))
        match chance.randrange(12):
            case 0:
                parts.pop(name, None)
            case 1:
                parts[name] = as_bytes(chance, parts.get(name, b""))
            case 2:
                parts[name] = parts.get(chance.choice(names), b"")
            case 3:
                parts[name] = chance.choice((b"", b"<a/>", b"\xff\xfe<", b"<?xml version='1.0'?>"))
            case _:
                parts[name] = as_markup(chance, parts.get(name, b""))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    raw = made.getvalue()
    return as_bytes(chance, raw) if chance.random() < 0.05 else raw


def _heavy(names: list[str]) -> list[str]:
    """The sheets four times, for they are what is read most of."""
    sheets = [n for n in names if "sheet" in n or n in ("content.xml", "xl/workbook.xml")]
    return [*names, *sheets * 4]


def as_ole(chance: Random, content: bytes) -> bytes:
    """Change records of an old workbook: their kind, length or content."""
    import olefile

    if not content.startswith(olefile.MAGIC):
        return as_bytes(chance, content)
    copy = io.BytesIO(content)
    try:
        container = olefile.OleFileIO(copy, write_mode=True)
    except OSError:
        return as_bytes(chance, content)
    with container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        if not container.exists(name):
            return as_bytes(chance, content)
        stream = bytearray(container.openstream(name).read())
        places = []
        at = 0
        while at + 4 <= len(stream):
            places.append(at)
            at += 4 + int(unpack_from("<H", stream, at + 2)[0])
        for _ in range(chance.choice((1, 1, 4, 20)) if places else 0):
            at = chance.choice(places)
            length = int(unpack_from("<H", stream, at + 2)[0])
            match chance.randrange(5):
                case 0:
                    stream[at : at + 2] = stream[(other := chance.choice(places)) : other + 2]
                case 1:
                    odd = chance.choice((0, 1, 0xFFFF, length + 1, max(length - 1, 0)))
                    stream[at + 2 : at + 4] = pack("<H", odd)
                case _ if length:
                    place = at + 4 + chance.randrange(length)
                    width = chance.choice((1, 2, 4))
                    odd = chance.choice((0, 1, 0xFFFFFFFF, 0x7FFF, chance.randrange(2**32)))
                    stream[place : place + width] = pack("<I", odd & 0xFFFFFFFF)[:width]
        size = len(container.openstream(name).read())
        container.write_stream(name, bytes(stream[:size]).ljust(size, b"\x00"))
    raw = copy.getvalue()
    return as_bytes(chance, raw) if chance.random() < 0.1 else raw


def as_json(chance: Random, content: bytes) -> bytes:
    """Change a value, a key or a length anywhere in JSON."""
    try:
        said = json.loads(content)
    except ValueError:
        return as_bytes(chance, content)
    for _ in range(chance.choice((1, 1, 2, 5))):
        said = _changed(chance, said, 0)
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _changed(chance: Random, said: Any, depth: int) -> Any:
    if isinstance(said, dict) and said and chance.random() < 0.92:
        key = chance.choice([*said])
        match chance.randrange(8):
            case 0:
                return {k: v for k, v in said.items() if k != key}
            case 1:
                return said | {_text(chance): value(chance)}
            case 2:
                return {(_text(chance) if k == key else k): v for k, v in said.items()}
        return said | {key: _changed(chance, said[key], depth + 1)}
    if isinstance(said, list) and said and chance.random() < 0.92:
        at = chance.randrange(len(said))
        match chance.randrange(6):
            case 0:
                return said[:at] + said[at + 1 :]
            case 1:
                return [*said, value(chance)]
            case 2:
                return said[:at] + [said[at]] * chance.choice((2, 300)) + said[at:]
        return [*said[:at], _changed(chance, said[at], depth + 1), *said[at + 1 :]]
    return value(chance)
