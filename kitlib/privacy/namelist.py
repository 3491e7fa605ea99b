"""A pasted list of names, as lines or as a table from Word, read person by person."""

from __future__ import annotations

import re

from kitlib.columns import fold
from kitlib.problems import KitError, Problem, ProblemReport

__all__ = ["read_names"]

_NICKNAMES = re.compile(r"\(([^)]*)\)")
_CODE = re.compile(r"[A-ZÆØÅ]{1,3}-?\d{1,4}[A-ZÆØÅ]?", re.IGNORECASE)
_CUT = re.compile(r"[;,\t|]")
_MOST_WORDS = 8  # in a name; a longer line is a sentence

# What the columns of a table over children are called; other columns hold no names.
_WHOLE = ("navn", "navne", "barn", "barnets_navn", "elev", "elever", "boern", "fulde_navn")
_FIRST, _LAST = ("fornavn", "fornavne"), ("efternavn", "efternavne")
_NICK = ("kaldenavn", "kaldes", "kaelenavn", "oegenavn")
_CODES = ("kode", "koder", "nr", "nummer")
_OTHERS = (
    "stue",
    "gruppe",
    "klasse",
    "alder",
    "foedt",
    "foedselsdag",
    "foedselsdato",
    "hold",
    "koen",
    "dato",
    "adresse",
    "telefon",
    "mail",
    "foraeldre",
)
_HEADS = {*_WHOLE, *_FIRST, *_LAST, *_NICK, *_CODES, *_OTHERS}

#: A code, if the list has one, and what the person is called.
Person = tuple[str | None, tuple[str, ...]]


def read_names(text: str) -> list[Person]:
    """Read a pasted list: one person a line, with a code where there is one.

    Nicknames stand in brackets, or after a comma, semicolon or tab: "Alma Holm (Mulle)". Where
    the first line has the headings of a table, only its columns of names and codes are read.

    Raises
    ------
    KitError
        Where a line is no name, such as a row of a table of notes.

    Examples
    --------
    >>> read_names("Alma Holm (Mulle)\\nB12; Bodil Dam")
    [(None, ('Alma Holm', 'Mulle')), ('B12', ('Bodil Dam',))]
    >>> read_names("Fornavn\\tEfternavn\\tStue\\nAlma\\tHolm\\tRød")
    [(None, ('Alma Holm',))]
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip(" \t;,|")]
    heads = _headings(lines[0][1]) if lines else []
    people: list[Person] = []
    wrong: list[int] = []
    for number, line in lines[1:] if heads else lines:
        code, names = _of_row(line, heads) if heads else _of_line(line)
        if any(not _is_name(name) for name in names):
            wrong.append(number)
        elif names:
            people.append((code, names))
    if wrong:
        raise KitError(ProblemReport.of(_no_name(number) for number in wrong))
    return people


def _headings(line: str) -> list[str]:
    """Return the headings of a table's first line, folded; nothing where it is a person."""
    heads = [fold(cell) for cell in _CUT.split(line)]
    told = [head for head in heads if head]
    return heads if told and all(head in _HEADS for head in told) else []


def _of_row(line: str, heads: list[str]) -> Person:
    cells = [" ".join(cell.split()) for cell in _CUT.split(line)]
    cells += [""] * (len(heads) - len(cells))

    def under(words: tuple[str, ...]) -> list[str]:
        return [c for head, c in zip(heads, cells, strict=False) if head in words and c]

    given = under(_WHOLE)
    code = next((c.upper() for c in [*under(_CODES), *given] if _CODE.fullmatch(c)), None)
    whole = [name for name in given if not _CODE.fullmatch(name)]
    whole = whole or [" ".join([*under(_FIRST), *under(_LAST)])]
    nicks = [n for name in [*whole, *under(_NICK)] for n in _NICKNAMES.findall(name)]
    names = [_plain(_NICKNAMES.sub(" ", name)) for name in [*whole, *under(_NICK)]]
    return code, tuple(n for n in dict.fromkeys([*names, *map(_plain, nicks)]) if n)


def _of_line(line: str) -> Person:
    inside = ",".join(_NICKNAMES.findall(line))
    words = [_plain(part) for part in _CUT.split(f"{_NICKNAMES.sub(' ', line)},{inside}")]
    words = [word for word in words if word]
    if not words:
        return None, ()
    first, _, rest = words[0].partition(" ")
    if _CODE.fullmatch(first.rstrip(":.")):
        return first.rstrip(":.").upper(), tuple(w for w in (_plain(rest), *words[1:]) if w)
    codes = [word for word in words[1:] if _CODE.fullmatch(word)]
    if len(codes) == 1:
        return codes[0].upper(), tuple(word for word in words if word != codes[0])
    return None, tuple(words)


def _plain(part: str) -> str:
    return " ".join(part.split()).strip(" .:-–")


def _is_name(name: str) -> bool:
    return any(c.isalpha() for c in name) and len(name.split()) <= _MOST_WORDS


def _no_name(number: int) -> Problem:
    hint = "Skriv kun navne, ét på hver linje. Noterne hører til i regnearket."
    return Problem("Linjen er ikke et navn.", hint, row=number, code="ikke_et_navn")
