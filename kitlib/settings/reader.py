"""The one reader of TOML that users write: what can be read, and every slip with its line."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from kitlib.ordinary import read_ordinary
from kitlib.problems import Problem, did_you_mean
from kitlib.settings.places import Path, Piece, every, fault_line, pieces, places
from kitlib.settings.slips import Slip, explain

__all__ = ["Settings", "as_notes", "decoded", "parse_settings", "read_settings"]

_MOST_BYTES = 200_000  # ten times the longest wording
_MOST_CLASHES = 30
_DEEPEST = 12  # lists and tables within each other; no settings have more than four


@dataclass(frozen=True)
class Settings:
    """What a settings file says.

    Parameters
    ----------
    file : str
        Its name.
    table : dict
        What could be read.
    lines : mapping
        Line of each key, by the keys and positions that lead to it.
    problems : tuple of Problem
        What could not be read; each thing is told once and the rest is read.
    """

    file: str
    table: dict[str, Any]
    lines: Mapping[Path, int] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    def line(self, place: Path) -> int | None:
        """Return the line of a key, or of the nearest thing round it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)

    def problem(self, place: Path, message: str, hint: str, **more: Any) -> Problem:
        """Make a problem with the file, the line and the key."""
        name = place[-1] if place and isinstance(place[-1], str) else None
        return Problem(message, hint, self.file, row=self.line(place), column=name, **more)

    def unknown(self, place: Path, known: Sequence[str], **more: Any) -> Problem:
        """Say that a key is not known, with the nearest that is."""
        hint = did_you_mean(str(place[-1]), known) or f"Kendte ord er: {', '.join(known)}."
        return self.problem(place, f"Ordet '{place[-1]}' kendes ikke.", hint, **more)


def read_settings(path: FilePath, *, kind: str = "toml", show_keys: bool = True) -> Settings:
    """Read a TOML file that somebody wrote.

    Parameters
    ----------
    path : Path
        Only an ordinary file is opened.
    kind : str
        Begins the codes of the problems: "om" gives "om_linje" and "om_kodning".
    show_keys : bool
        Whether a key may be repeated in a problem; not where it may be a name.

    Raises
    ------
    KitError
        Where no file is there, or it cannot be opened.
    """
    text, problems = decoded(read_ordinary(path, most=_MOST_BYTES), path.name, f"{kind}_kodning")
    found = parse_settings(text, file=path.name, kind=kind, show_keys=show_keys)
    return replace(found, problems=(*problems, *found.problems))


def decoded(raw: bytes, file: str, code: str) -> tuple[str, list[Problem]]:
    """Return what a file says as text, and that it is not UTF-8 where it is not."""
    hint = "Gem den som UTF-8 i Notesblok (Gem som, Kodning: UTF-8)."
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problem = Problem("Filen er ikke gemt som UTF-8.", hint, file, code=code)
        return raw.decode("utf-16", "replace"), [problem]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        # Which letter it is would be a guess: what the file says is used, and told to be unsure.
        row = raw.count(b"\n", 0, error.start) + 1
        hint += " Se så æ, ø og å efter."
        problem = Problem("Filen er ikke gemt som UTF-8.", hint, file, row=row, code=code)
        return raw.decode("cp1252", "replace"), [problem]


def parse_settings(text: str, *, file: str, kind: str = "toml", show_keys: bool = True) -> Settings:
    """Read TOML from a text: a thing that cannot be read is told, and the rest is read.

    Examples
    --------
    >>> found = parse_settings('navn = Sol\\ntype = "skole"\\n', file="om.toml")
    >>> found.table
    {'type': 'skole'}
    >>> print(found.problems[0])
    om.toml, linje 1: Teksten mangler anførselstegn. Skriv navn = "…" med anførselstegn om teksten.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (table := _faultless(text)) is not None:
        return Settings(file, table, places(text))
    good, wrong = _parted(text, show_keys)
    table = tomllib.loads(_text(good))
    problems = [Problem(*wrong[n], file, row=n, code=f"{kind}_linje") for n in sorted(wrong)]
    lines = places(text) | places(_in_place(good))
    return Settings(file, table, lines, tuple(problems))


def _faultless(text: str) -> dict[str, Any] | None:
    """Return what a text says where nothing in it is to be told, as in most files."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    return table if _depth(table) <= _DEEPEST else None


def as_notes(text: str) -> str:
    """Put a # before every line that cannot be read, so that all of the text can be.

    Examples
    --------
    >>> print(as_notes('navn = Sol\\ntype = "skole"'))
    # navn = Sol
    type = "skole"
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _faultless(text) is not None:
        return text
    good = {piece.first for piece in _parted(text, show_keys=False)[0]}
    lines = text.split("\n")
    for piece in pieces(text):
        if piece.first not in good:
            for at in range(piece.first - 1, piece.last):
                lines[at] = f"# {lines[at]}"
    return "\n".join(lines)


def _parted(text: str, show_keys: bool) -> tuple[list[Piece], dict[int, Slip]]:
    """Return the pieces that can be read together, and what is wrong with others by their line."""
    every_piece = pieces(text)
    wrong = {p.first: slip for p in every_piece if (slip := _slip(p.text, show_keys))}
    good = _kept(every_piece, wrong)
    wrong |= (twice := _doubles(good))
    good, clash = _together(_kept(good, twice))
    return good, wrong | clash


def _kept(found: Sequence[Piece], wrong: Mapping[int, Slip]) -> list[Piece]:
    """Leave out what is wrong, and all below a heading that is: it would land in the one above."""
    kept: list[Piece] = []
    lost = False
    for piece in found:
        if piece.is_heading:
            lost = piece.first in wrong
        if not lost and piece.first not in wrong:
            kept.append(piece)
    return kept


def _in_place(good: Sequence[Piece]) -> str:
    """The text with every piece on its own line, and nothing where one was left out."""
    lines: list[str] = []
    for piece in good:
        lines += [""] * (piece.first - 1 - len(lines)) + piece.text.split("\n")
    return "\n".join(lines)


def _doubles(good: Sequence[Piece]) -> dict[int, Slip]:
    """What is said twice, by the line it is said the second time."""
    first: dict[Path, int] = {}
    told = {}
    for place, number in every(_in_place(good)):
        if place in first:
            hint = f"Det, der står i linje {first[place]}, gælder. Slet den ene."
            told[number] = ("Det samme ord står to gange.", hint)
        first.setdefault(place, number)
    return told


def _slip(text: str, show_keys: bool) -> Slip | None:
    try:
        deep = _depth(tomllib.loads(text)) > _DEEPEST
    except (ValueError, RecursionError):
        return explain(text, show_key=show_keys)
    if deep:
        return "Linjen har alt for mange lister inden i hinanden.", 'Skriv fx temaer = ["…", "…"].'
    return None


def _depth(value: Any) -> int:
    """How many tables and lists there are within each other; asked without going into itself."""
    depth, here = 0, [value]
    while here := [part for each in here for part in _parts(each)]:
        depth += 1
    return depth


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _together(good: list[Piece]) -> tuple[list[Piece], dict[int, Slip]]:
    """Leave out what can be read by itself and does not go together with the rest."""
    clash: dict[int, Slip] = {}
    while (at := fault_line(_text(good))) is not None:
        wrong = _piece_at(good, at)
        first = good[wrong].first
        if len(clash) == _MOST_CLASHES:
            hint = "Ret linjerne ovenfor, og prøv igen."
            clash[first] = ("Herfra og ned er intet læst: for mange linjer passer ikke.", hint)
            return good[:wrong], clash
        hint = "Slet den ene af de to, der siger det samme."
        clash[first] = ("Linjen passer ikke med en anden linje.", hint)
        del good[wrong]
    return good, clash


def _piece_at(good: Sequence[Piece], line: int) -> int:
    """Return which piece stands on a line of the text they make."""
    for at, piece in enumerate(good):
        line -= piece.text.count("\n") + 1
        if line <= 0:
            return at
    return len(good) - 1


def _text(good: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in good)
