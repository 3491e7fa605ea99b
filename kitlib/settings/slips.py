"""What is wrong with a line of a settings file, in Danish, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from kitlib.dansk import MONTHS
from kitlib.settings.places import readable

__all__ = ["Slip", "explain"]

#: What is wrong, and what to write instead.
Slip = tuple[str, str]

_SMART = "“”„‟«»‹›‘’‚‛`´"
_UNSEEN = re.compile("[\u00a0\u202f\u2007\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PAIR = re.compile(r"^(?P<key>[^=\n]*)=\s*(?P<value>.*)$", re.DOTALL)
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_.-]+|\"[^\"]*\"|'[^']*'")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ]+(\d{1,2})[-./ ]+(\d{1,2})")
_DAY_NAMED = re.compile(rf"(\d{{1,2}})\.? *({'|'.join(MONTHS)}) *(\d{{4}})", re.IGNORECASE)
_YES, _NO = ("ja", "sand", "sandt", "yes", "true"), ("nej", "falsk", "no", "false")


def explain(text: str, *, show_key: bool = True) -> Slip:
    """Say what is wrong with a key and its value, or a heading, that cannot be read.

    Parameters
    ----------
    text : str
        The line, or the lines of one list or long text, as they stand in the file.
    show_key : bool
        Whether the word before the = may be repeated; not where it may be a person's name.

    Returns
    -------
    (str, str)
        What is wrong and what to write instead. Of what somebody wrote, only the word before
        the `=` and a date are ever repeated.

    Examples
    --------
    >>> explain("slettes = 12-3-2026")
    ('Datoen er ikke skrevet med året først.', 'Skriv slettes = 2026-03-12, hvis det er 12. marts.')
    >>> explain("navn = Solsikken")[1]
    'Skriv navn = "…" med anførselstegn om teksten.'
    """
    line = text.strip()
    if _CONTROL.search(line):
        return "Linjen har et tegn, der ikke kan ses.", "Slet linjen, og skriv den igen."
    seen = _UNSEEN.sub(" ", line)
    if seen != line and readable(seen):
        hint = "Slet mellemrummene i linjen, og skriv dem igen."
        return "Linjen har et usynligt mellemrum, måske fra Word eller en hjemmeside.", hint
    found = _PAIR.match(seen)
    if line.startswith("["):
        return _heading(line)
    if found is None:
        return _no_equals(line)
    key, value = found["key"].strip(), _without_note(found["value"])
    if not show_key or key.startswith(("'", '"')):
        key = '"…"'
    for look in _LOOKS:
        slip = look(key, value)
        if slip is not None:
            return slip
    return "Linjen kan ikke læses.", 'Hver linje ser ud som: navn = "Solsikken".'


def _without_note(value: str) -> str:
    """Leave out what stands after # where it is not in a text."""
    found = re.fullmatch(r"""([^#"']*(?:(?:"[^"\n]*"|'[^'\n]*')[^#"']*)?)#[^"']*""", value)
    return (found[1] if found else value).strip()


def _heading(line: str) -> Slip:
    if line.count("[") != line.count("]"):
        return "Overskriften mangler en kantet parentes.", "Skriv fx [aktor] eller [[faser]]."
    hint = "Skriv overskriften alene på linjen, kun med bogstaver a-z, tal og _: fx [aktor]."
    return "Overskriften kan ikke læses.", hint


def _no_equals(line: str) -> Slip:
    word = re.match(r"([A-Za-z0-9_]+)\s*:", line)
    if word:
        hint = f'Skriv = i stedet for kolon: {word[1]} = "…".'
        return "Linjen har et kolon, hvor der skal stå =.", hint
    hint = 'Skriv fx navn = "Solsikken", eller sæt # forrest, hvis linjen kun er en note.'
    return "Linjen har intet =.", hint


def _empty(key: str, value: str) -> Slip | None:
    if value:
        return None
    return "Her mangler det, der skal stå efter =.", f'Skriv {key} = "…", eller slet linjen.'


def _odd_key(key: str, value: str) -> Slip | None:
    if _PLAIN_KEY.fullmatch(key):
        return None
    plain = key.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    hint = f"Skriv {plain} = …" if plain else 'Skriv et ord foran =, fx navn = "Solsikken".'
    return "Ordet foran = må kun have bogstaver a-z, tal og _.", hint


def _two_equals(key: str, value: str) -> Slip | None:
    if not value.startswith("="):
        return None
    return "Der står to = efter hinanden.", f'Skriv kun ét: {key} = "…".'


def _smart_quotes(key: str, value: str) -> Slip | None:
    if not any(mark in value[:1] + value[-1:] + value.strip("[] ")[:1] for mark in _SMART):
        return None
    like = f'{key} = ["…", "…"]' if value.startswith("[") else f'{key} = "…"'
    return "Anførselstegnene er de skrå, som Word laver.", f"Skriv de lige: {like}."


def _dates(key: str, value: str) -> Slip | None:
    bare = re.sub(r"^(d\.|den) *", "", value.strip(" \"';.,"), flags=re.IGNORECASE)
    for pattern, places in ((_DAY_FIRST, (3, 2, 1)), (_YEAR_FIRST, (1, 2, 3))):
        if found := pattern.fullmatch(bare):
            year, month, day = (int(found[i]) for i in places)
            return _date(key, year, month, day, first=pattern is _YEAR_FIRST)
    if found := _DAY_NAMED.fullmatch(bare):
        month = MONTHS.index(found[2].casefold()) + 1
        return _date(key, int(found[3]), month, int(found[1]), first=False)
    return None


def _date(key: str, year: int, month: int, day: int, *, first: bool) -> Slip:
    try:
        said = date(year, month, day)
    except ValueError:
        return "Datoen findes ikke.", f"Skriv år, måned og dag med streger: {key} = 2026-12-31."
    named = f"{said.day}. {MONTHS[said.month - 1]}"
    message = "Datoen er ikke skrevet med året først."
    if first:
        message = "Datoen er ikke skrevet med fire, to og to tal og en streg imellem."
    return message, f"Skriv {key} = {said.isoformat()}, hvis det er {named}."


def _yes_or_no(key: str, value: str) -> Slip | None:
    word = value.casefold()
    if word in _YES or word in _NO:
        right = "true" if word in _YES else "false"
        return "Ja og nej skrives på engelsk og med småt.", f"Skriv {key} = {right}."
    return None


def _backslash(key: str, value: str) -> Slip | None:
    if "\\" not in value or value.startswith("'"):
        return None
    hint = f'Skriv / i stedet: {key} = "C:/…".'
    return "En skråstreg \\ i en tekst har en særlig betydning.", hint


def _list(key: str, value: str) -> Slip | None:
    if not value.startswith("["):
        # A list that somebody forgot to open, or words one after the other.
        several = len(re.findall(r'"[^"\n]*"', value)) > 1 and "," in value
        return ("Listen mangler [ og ].", f'Skriv {key} = ["…", "…"].') if several else None
    inner = value[1:].rstrip().removesuffix("]")
    if value.count("[") > 20:
        return "Listen har alt for mange kantede parenteser.", f'Skriv {key} = ["…", "…"].'
    if not value.rstrip().endswith("]"):
        return "Listen mangler ] til sidst.", f'Skriv {key} = ["…", "…"].'
    if inner.count('"') % 2:
        return "En tekst i listen mangler et anførselstegn.", f'Skriv {key} = ["…", "…"].'
    if re.search(r'"[^"]*"\s*"', inner):
        return "Der mangler et komma mellem to ord i listen.", f'Skriv {key} = ["…", "…"].'
    if ";" in inner and "," not in inner:
        return "Ordene i listen skal skilles med komma.", f'Skriv {key} = ["…", "…"].'
    return "Ordene i listen skal have anførselstegn om.", f'Skriv {key} = ["…", "…"].'


def _quotes(key: str, value: str) -> Slip | None:
    first, last = value[0], value[-1]
    like = f'Skriv {key} = "…".'
    if value.startswith(('"""', "'''")):
        return "Den lange tekst er ikke lukket.", f"Skriv {first * 3} også efter teksten."
    if first not in "\"'":
        if re.fullmatch(r"[-+]?[\d.,]+", value):
            return "Tallet kan ikke læses.", f"Skriv fx {key} = 1, uden andet end tal."
        hint = f'Skriv {key} = "…" med anførselstegn om teksten.'
        return "Teksten mangler anførselstegn.", hint
    if first != last and last in "\"'":
        return "Teksten begynder og slutter med hver sit anførselstegn.", like
    if "\n" in value:
        hint = f'Skriv teksten på én linje, eller brug tre anførselstegn: {key} = """…""".'
        return "Teksten går over flere linjer.", hint
    if value.count(first) == 1:
        return "Teksten mangler et anførselstegn til sidst.", like
    if value.count(first) > 2:
        other = "'" if first == '"' else '"'
        hint = f"Skriv {other} om det, der er citeret inde i teksten."
        return "Der står anførselstegn inde i teksten.", hint
    return "Der står noget efter teksten.", f"{like} Slet det, der står bagefter."


_LOOKS: tuple[Callable[[str, str], Slip | None], ...] = (
    _odd_key,
    _empty,
    _two_equals,
    _smart_quotes,
    _dates,
    _yes_or_no,
    _backslash,
    _list,
    _quotes,
)
