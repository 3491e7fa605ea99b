"""A text file's bytes -> its text: the encoding decided from all of them, and told in doubt.

Two programs may have written one file, so lines are looked at one by one where they must be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from kitlib.dansk import join
from kitlib.problems import Problem

__all__ = ["DOUBTFUL", "Decoded", "Line", "decode", "lines_in"]

# In the order they are believed in: what Windows, a Mac and DOS wrote in Denmark.
_SINGLE = {"cp1252": "Windows", "mac_roman": "Mac", "cp850": "DOS"}
_SAVE = "Tjek æ, ø og å. Gem filen som CSV UTF-8, så er der ingen tvivl."

#: Bytes of UTF-8 that may be letters encoded twice, and the mark DOS ended a file with.
DOUBTFUL = (
    *(b"\xc3\x82", b"\xc3\x83", b"\xc3\xa2", b"\xc3\xb0"),
    *(b"\xe2\x88\x9a", b"\xe2\x94\x9c", b"\xe2\x94\xac", b"\x1a"),
)

_DANISH = "æøåÆØÅ"
_USUAL = re.compile("[éèêëáàâäóòôöúùûüíñçßÉÈÁÄÓÖÚÜÇ“”„’‘«»–—…•°€§½²´·]")
_ODD = re.compile(
    "[\ufffd\x80-\x9f¤¦¨¬¯¶¸\u02c0-\u02ff\u2200-\u25ff]"  # stand in no note
    "|(?<=[a-zæøå])[A-ZÀ-ÖØ-ÞŒŠŽŸ]"
    "|(?<=[^\\W\\d_])[^\\x00-\\x7f\\w\\s’–—](?=[^\\W\\d_])"  # a sign inside a word
    "|(?<=[^\\W\\d_])[†‡ƒ¿¾]|(?<![\\w])[^\\x00-\\x7f\\w\\s“”„«»‘’‹–—…•°€§](?=[^\\W\\d_])"
)
_FIRST = "ÃÂâð√¬‚├┬Ô"  # what letters begin with that were encoded twice
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# Enough to tell encodings apart; a million rows are not scored.
_ENOUGH = 4_000


@dataclass(frozen=True)
class Decoded:
    """What was decided of a file's encoding.

    Parameters
    ----------
    encoding : str
        What all or most of it is written in.
    text : str or None
        What it says; None where the file can be read as a stream in `encoding`.
    told : tuple of Problem
        What there was doubt about.
    quotes : bool
        Whether a quotation mark may stand in it.
    """

    encoding: str
    text: str | None = None
    told: tuple[Problem, ...] = ()
    quotes: bool = True


def decode(raw: bytes) -> Decoded:
    """Decode text that is in no wide encoding.

    Every line that is UTF-8 is read so, the others in whichever of the three encodings Danish
    programs wrote gives most Danish letters and fewest signs inside words. Letters that were
    encoded twice are made whole.

    Examples
    --------
    >>> decode("Søren\\n".encode() + "tog hue på".encode("cp1252")).text
    'Søren\\ntog hue på'
    >>> decode("SÃ¸ren fik æblegrød".encode()).text
    'Søren fik æblegrød'
    """
    body = raw.removeprefix(b"\xef\xbb\xbf")
    body = body.rstrip(b"\x1a") if body.endswith(b"\x1a") else body
    told: list[Problem] = []
    try:
        encoding, text = "utf-8", body.decode("utf-8")
    except UnicodeDecodeError:
        encoding, text, told = _undecided(body)
    text, rows = _made_whole(text)
    if rows:
        message = "Bogstaver som æ, ø og å var ødelagt, fordi filen er gemt forkert. De er rettet."
        told.append(_problem(message, rows, "kodning_dobbelt"))
    return Decoded(encoding, text, tuple(told))


def _undecided(body: bytes) -> tuple[str, str, list[Problem]]:
    """Decode bytes that are not all UTF-8."""
    single, found = _each(body)
    told = [_one_encoding(single)] if single != "cp1252" else []
    if found is None:
        return single, body.decode(single, "replace"), told
    if len({part.name for part in found} - {""}) > 1 or any(part.mixed for part in found):
        told = [_two_encodings(found)]
    return single, "".join(part.text for part in found), told


def _each(body: bytes) -> tuple[str, list[_Line] | None]:
    """Return the file's usual encoding, and its lines where they are not all in it."""
    words = {word for word in set(body.split()) if not word.isascii()}
    single = _best([word for word in words if not _is_utf8(word)])
    if not _ODD.search(b"\n".join(words).decode(single, "replace")):
        return single, None
    return single, [_line(line, single) for line in body.splitlines(keepends=True)]


@dataclass(frozen=True)
class Line:
    """One line of a file: its bytes, what it says, and the encoding that writes it so again."""

    raw: bytes
    text: str
    encoding: str


def lines_in(body: bytes) -> list[Line]:
    """Return the lines of a file in no wide encoding, each decoded as `decode` decides.

    Examples
    --------
    >>> [(line.text, line.encoding) for line in lines_in("Søren\\n".encode() + b"h\\xf8j")]
    [('Søren\\n', 'utf-8'), ('høj', 'cp1252')]
    """
    raw = body.splitlines(keepends=True)
    if _is_utf8(body):
        found = [Line(line, line.decode("utf-8"), "utf-8") for line in raw]
    else:
        single, parts = _each(body)
        ways = (
            [(p.name or single, p.mixed) for p in parts] if parts else [(single, False)] * len(raw)
        )
        found = [
            # A line of two encodings is written in one.
            Line(line, _utf8_and(line, name), "utf-8")
            if mixed
            else Line(line, line.decode(name, "surrogateescape"), name)
            for line, (name, mixed) in zip(raw, ways, strict=True)
        ]
    text, healed = _made_whole("".join(line.text for line in found))
    if not healed:
        return found
    said = _LINE.findall(text)
    return [replace(line, text=new) for line, new in zip(found, said, strict=True)]


@dataclass(frozen=True)
class _Line:
    """One line, and the encoding it was read in; "" where it is ASCII, which tells nothing."""

    text: str
    name: str = ""
    mixed: bool = False


def _line(line: bytes, usual: str) -> _Line:
    """Decode one line in what makes it most like Danish, the file's usual encoding if equal."""
    if line.isascii():
        return _Line(line.decode("ascii"))
    names = sorted(_SINGLE, key=lambda name: name != usual)
    utf8 = _is_utf8(line)
    first = _Line(line.decode("utf-8" if utf8 else usual, "replace"), "utf-8" if utf8 else usual)
    if _likely(first.text) > 0 and not _ODD.search(first.text):
        return first
    ways = [_Line(line.decode(name, "replace"), name) for name in names]
    if utf8:
        ways.insert(0, _Line(line.decode("utf-8"), "utf-8"))
    else:
        ways.append(_Line(_utf8_and(line, usual), usual, mixed=True))
    return max(ways, key=lambda way: _likely(way.text))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8_and(line: bytes, single: str) -> str:
    """Decode a line of UTF-8 with single bytes of another encoding in it."""
    parts = []
    while line:
        try:
            parts.append(line.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(line[: error.start].decode("utf-8"))
            parts.append(line[error.start : error.end].decode(single, "replace"))
            line = line[error.end :]
    return "".join(parts)


def _best(words: list[bytes]) -> str:
    sample = b"\n".join(sorted(words)[:_ENOUGH])
    scores = {name: _likely(sample.decode(name, "replace")) for name in _SINGLE}
    return max(scores, key=lambda name: scores[name])  # the first of equals


def _likely(text: str) -> int:
    """Score how much like Danish a text's letters beyond ASCII are."""
    danish = sum(map(text.count, _DANISH))
    return 3 * danish + len(_USUAL.findall(text)) - 4 * len(_ODD.findall(text))


def _one_encoding(single: str) -> Problem:
    message = f"Filen er gemt med et gammelt tegnsæt ({_SINGLE[single]}) og er læst efter det."
    return _problem(message, (), "kodning_gammel")


def _two_encodings(lines: list[_Line]) -> Problem:
    other = [i for i, line in enumerate(lines, start=1) if line.name not in ("", "utf-8")]
    names = join(sorted({_SINGLE[lines[i - 1].name] for i in other}))
    message = "Filen er skrevet med flere tegnsæt. Linjerne er læst hver for sig"
    return _problem(f"{message}, disse som {names}.", other, "kodning_blandet")


def _problem(message: str, rows: Iterable[int], code: str) -> Problem:
    found = tuple(rows)
    several = found if len(found) > 1 else ()
    first = found[0] if found else None
    return Problem(message, _SAVE, row=first, level="advarsel", code=code, rows=several)


def _made_whole(text: str) -> tuple[str, list[int]]:
    """Undo a second encoding wherever it shows, and tell the lines."""
    if text.isascii() or not any(sign in text for sign in _FIRST):
        return text, []
    lines, rows = _LINE.findall(text), []
    for place, line in enumerate(lines):
        new = _undone(line)
        if new != line:
            rows.append(place + 1)
            lines[place] = new
    whole = "".join(lines)
    # Without a letter people write it may be what was meant: a sign after an accented capital.
    known = [*_DANISH, *_USUAL.findall(whole)]
    sure = any(whole.count(c) > text.count(c) for c in dict.fromkeys(known))
    return (whole, rows) if sure else (text, [])


def _undone(line: str) -> str:
    for _ in range(3):  # nobody saves a file wrongly more often
        before = line
        for twice, undo in _twice():
            line = twice.sub(undo, line)
        if line == before:
            break
    return line


@cache
def _twice() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    """Return what UTF-8 looks like when it was read in each encoding, and how to undo it."""
    return tuple((_looks_like(name), _undo(name)) for name in _SINGLE)


def _signs(values: Iterable[int], name: str) -> dict[str, int]:
    """Return what bytes are read as; some programs leave 0x80 to 0x9f as they are."""
    signs = {chr(v): v for v in values if v < 0xA0}
    for value in values:
        sign = bytes([value]).decode(name, "replace")
        signs |= {sign: value} if sign != "\ufffd" else {}
    return signs


def _looks_like(name: str) -> re.Pattern[str]:
    def of(*values: int) -> str:
        return f"[{''.join(map(re.escape, _signs(values, name)))}]"

    rest = of(*range(0x80, 0xC0))
    # Latin letters and signs, the marks of print, and pictures: what begins in other ways may be
    # a Danish letter with a quotation mark after it.
    wide = f"|{of(0xE2)}{rest}{rest}|{of(0xF0)}{of(0x9F)}{rest}{rest}"
    return re.compile(f"{of(0xC2, 0xC3)}{rest}{wide}")


def _undo(name: str) -> Callable[[re.Match[str]], str]:
    back = _signs(range(0x80, 0x100), name)

    def undo(match: re.Match[str]) -> str:
        try:
            new = bytes(back[c] for c in match[0]).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return match[0]
        return new if new.isprintable() or new.isspace() else match[0]

    return undo
