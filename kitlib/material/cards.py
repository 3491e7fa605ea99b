"""Cards to cut out: questions of each phase, notes that may be shown, and dilemmas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.dansk import short_date
from kitlib.handwritten import BY_HAND, COLUMN, hand_of
from kitlib.instruments.marks import text_of
from kitlib.material.hands import hands_on, pieces
from kitlib.material.shop import Shop
from kitlib.material.signs import NOTE, numbered, phase_sign, situation_sign
from kitlib.problems import KitError
from kitlib.rawtexts import OWN_DILEMMAS, dilemmas
from kitlib.sheet import Sheet
from kitlib.shown import shown_line
from kitlib.writing import footer

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "a_page",
    "breakable",
    "cards_of",
    "deck",
    "dilemma_cards",
    "held_dilemmas",
    "note_cards",
    "question_cards",
    "split_text",
]

# The room for words on a card in points: width, height of the text, size and line height at
# which a long note is laid over several cards (kort.typ sets no smaller).
_ROOM = {False: (218.0, 101.0, 9.0, 11.0), True: (218.0, 280.0, 13.0, 16.0)}

# Lines of a dilemma that leave room for an answer on the same card.
_WITH_ANSWER = {False: 5, True: 9}

# Letters that fit a line however wide they are; measuring every short note takes seconds.
_SURE = 24

# A word no dictionary parts: not of letters alone, or a key held down.
_ODD = re.compile(r"\S*(?:[^\W\d_]*[\W\d_]+|(?:(\S)\1{3}))\S*")
_LONG, _STEP = 15, 6
_BREAK = "\u200b"


def a_page(*, large: bool) -> int:
    """Return how many cards lie on a sheet.

    Examples
    --------
    >>> a_page(large=False), a_page(large=True)
    (8, 4)
    """
    return 4 if large else 8


def deck(shop: Shop, name: str, cards: Sequence[dict[str, Any]], *, sign: str) -> dict[str, Any]:
    """Return cards as `kort.typ` lays them; blank ones of the team's own fill the last sheet."""
    said = shop.words("materiale/kort")
    own = said[name]
    short = -len(cards) % a_page(large=shop.choices.large)
    blank = {"art": said["eget"], "tegn": sign, "blank": True}
    return {
        "stor": shop.choices.large,
        "tosidet": shop.choices.duplex,
        "bag": own["bag"],
        "bag_navn": own["titel"],
        "kort": [*cards, *[blank] * short],
    }


def _sheet(shop: Shop, name: str, cards: Sequence[dict[str, Any]], *, sign: str) -> Sheet:
    said = shop.words("materiale/kort")[name]
    guide = {"art": said["titel"], "tegn": sign, "tekst": said["saadan"]}
    title = f"{said['titel']}: {shop.team.name}" if name == "noter" else said["titel"]
    data = {"titel": title, **deck(shop, name, [guide, *cards], sign=sign)}
    ring = "hos_teamet" if name == "noter" else "udgivelse"
    return Sheet(f"kort_{name}", said["titel"], "kort", data, ring, quotes=name == "noter")  # type: ignore[arg-type]


def question_cards(shop: Shop) -> Sheet:
    """Make a card of each question of each phase of the team's circle."""
    from kitlib.circle import read_circle

    signs = shop.words("materiale/tegn")
    circle = read_circle(shop.choices.circle, folder=shop.team.folder, persons=shop.about.persons)
    cards = [
        {
            "art": phase.title,
            **({"nummer": number} if number else {}),
            "tegn": phase_sign(phase.key, signs),
            "tekst": breakable(question),
        }
        for number, phase in numbered(circle.phases)
        for question in phase.questions
    ]
    return _sheet(shop, "spoergsmaal", cards, sign="undres")


def note_cards(shop: Shop) -> Sheet:
    """Make a card of each note that may be quoted, names covered."""
    said = shop.words("materiale/kort")["noter"]
    frame = shop.notes
    cards = [] if frame is None else cards_of(shop, frame)
    sheet = _sheet(shop, "noter", cards or [{"tekst": said["tom"], "tegn": NOTE}], sign=NOTE)
    return sheet if frame is None else replace(sheet, files=hands_on(cards, frame))


def cards_of(shop: Shop, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the cards of some notes; a long one takes more than one."""
    said = shop.words("materiale/kort")["noter"]
    signs = shop.words("materiale/tegn")
    foot = footer(shop.team.home)
    found: list[dict[str, Any]] = []
    for row in frame.itertuples():
        laid = _note(row, said, signs, foot, large=shop.choices.large)
        found += [{**card, "note": str(row.Index)} for card in laid]
    return found


def _note(
    row: Any, said: dict[str, Any], signs: dict[str, Any], foot: str, *, large: bool
) -> Iterator[dict[str, Any]]:
    situation = text_of(row.situation)
    head = " · ".join(w for w in (situation, text_of(row.tema)) if w) or said["set"]
    corner = " · ".join(w for w in (text_of(row.barn), text_of(row.hvem_saa), _day(row.dato)) if w)
    parts = list(_parts(row, large=large))
    for number, part in enumerate(parts, start=1):
        more = _more(said["videre"], number, len(parts)) if len(parts) > 1 else ""
        yield {
            "art": " · ".join(w for w in (head, more) if w),
            "tegn": situation_sign(situation, signs),
            **part,
            "hjoerne": corner,
            "bund": foot,
        }


def _parts(row: Any, *, large: bool) -> Iterator[dict[str, Any]]:
    """What stands on each card of a note: its handwriting first, then what was typed of it."""
    place = text_of(getattr(row, COLUMN, None))
    hand = hand_of(place) if place else None
    if hand is not None:
        yield from ({"haand": piece} for piece in pieces(hand, large=large))
    seen, own = text_of(row.observation), text_of(row.barnets_ord)
    seen = "" if hand is not None and seen == BY_HAND else seen
    if not seen and not own:
        return
    for text, words in split_text(seen, own, large=large):
        quoted = words.strip(" »«”“„" + chr(34))
        yield {"tekst": breakable(text), "kursiv": f"»{breakable(quoted)}«" if words else ""}


def breakable(text: str) -> str:
    """Let a word no dictionary parts be parted anywhere, so that none of it leaves its card.

    Examples
    --------
    >>> breakable("aaaaaaaaaaaaaaaaaa").replace(chr(0x200b), "|")
    'aaaaaa|aaaaaa|aaaaaa'
    >>> breakable("en garderobesamtale") == "en garderobesamtale"
    True
    """
    return re.sub(r"\S+", lambda found: _parted(found[0]), text)


def _parted(word: str) -> str:
    if len(word) < _LONG or not _ODD.fullmatch(word.rstrip(".,:;!?)»”")):
        return word
    return _BREAK.join(word[i : i + _STEP] for i in range(0, len(word), _STEP))


def split_text(seen: str, own: str = "", *, large: bool = False) -> list[tuple[str, str]]:
    """Lay a note over as many cards as it takes; nothing is cut away.

    Returns
    -------
    list of (str, str)
        What was seen, and the child's own words, of each card.

    Examples
    --------
    >>> split_text("Tager selv bukserne på.", "Jeg kan selv!")
    [('Tager selv bukserne på.', 'Jeg kan selv!')]
    >>> len(split_text("og så gik vi ud igen " * 45))
    2
    """
    width, height, size, line = _ROOM[large]
    most = int(height / line)

    def lines(text: str) -> list[str]:
        # An ordinary hyphen the wrap puts in would be printed as part of the word.
        return look.wrap(text, width, size) if text else []

    if len(seen) + len(own) <= most * _SURE or len(lines(seen)) + len(lines(own)) <= most:
        return [(seen, own)]
    cards = [(part, "") for part in _evenly(seen, most, lines)]
    cards += [("", part) for part in _evenly(own, most, lines)]
    return cards


def _evenly(text: str, most: int, lines: Any) -> list[str]:
    """Lay a text over as few cards as it takes, about as much on each, so in type of one size."""
    chunks = _chunks(text, most, lines)
    while most > 1 and len(chunks) > 1:
        most -= 1
        fuller = _chunks(text, most, lines)
        if len(fuller) > len(chunks):
            break
        chunks = fuller
    return chunks


def _chunks(text: str, most: int, lines: Any) -> list[str]:
    chunks: list[str] = []
    words = text.split()
    while words:
        low, high = 1, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if len(lines(" ".join(words[:middle]))) <= most:
                low = middle
            else:
                high = middle - 1
        # Part where a sentence ends, if one ends in the last third.
        stop = next((i for i in range(low, low * 2 // 3, -1) if words[i - 1][-1] in ".!?"), low)
        stop = low if low == len(words) else stop
        chunks.append(" ".join(words[:stop]))
        words = words[stop:]
    return chunks


def _day(value: pd.Timestamp) -> str:
    return "" if value is None or value != value else short_date(value)


def dilemma_cards(shop: Shop) -> Sheet:
    """Make a card of each dilemma, the kit's and the team's own, with room for the answer."""
    said = shop.words("materiale/kort")["dilemmaer"]
    texts = [*said["tekster"], *_own_dilemmas(shop)]
    cards = [card for text in texts for card in _dilemma(text, said, large=shop.choices.large)]
    return _sheet(shop, "dilemmaer", cards, sign="vaegt")


def _dilemma(text: str, said: dict[str, Any], *, large: bool) -> Iterator[dict[str, Any]]:
    """Lay a long dilemma over as many cards as it takes; its answer has one of its own then."""
    width, _, size, _ = _ROOM[large]
    sure = len(text) <= _WITH_ANSWER[large] * _SURE
    if sure or len(look.wrap(text, width, size)) <= _WITH_ANSWER[large]:
        yield {"art": said["art"], "tegn": "vaegt", "tekst": breakable(text), "svar": said["svar"]}
        return
    parts = split_text(text, large=large)
    for number, (part, _) in enumerate(parts, start=1):
        more = _more(said["videre"], number, len(parts) + 1)
        yield {"art": f"{said['art']} · {more}", "tegn": "vaegt", "tekst": breakable(part)}
    more = _more(said["videre"], len(parts) + 1, len(parts) + 1)
    yield {"art": f"{said['art']} · {more}", "tegn": "vaegt", "svar": said["svar"]}


def _own_dilemmas(shop: Shop) -> list[str]:
    said = [shown_line(line, shop.about, shop.team.folder) for line in _typed_dilemmas(shop)]
    return [line for line in said if line]


def held_dilemmas(shop: Shop) -> int:
    """Return how many of the team's own dilemmas stay off the cards: something in them waits."""
    try:
        return len(_typed_dilemmas(shop)) - len(_own_dilemmas(shop))
    except KitError:
        return 0  # the file cannot be read, which is told where its cards would have been made


def _typed_dilemmas(shop: Shop) -> list[str]:
    path = shop.choices.dilemmas
    if path is None:
        found = shop.team.folder / OWN_DILEMMAS
        return dilemmas(found) if found.exists() else []
    return dilemmas(path)


def _more(words: str, number: int, of: int) -> str:
    """Fill in "1 af 2"; other braces are left alone."""
    return words.replace("{nummer}", str(number)).replace("{ialt}", str(of))
