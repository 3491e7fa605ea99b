"""Cards to cut out: questions of each phase, notes that may be shown, and dilemmas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.dansk import short_date
from kitlib.material.shop import Shop
from kitlib.problems import KitError
from kitlib.rawtexts import OWN_DILEMMAS, dilemmas
from kitlib.sheet import Sheet
from kitlib.shown import shown_line
from kitlib.writing import footer

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "dilemma_cards",
    "held_dilemmas",
    "note_cards",
    "question_cards",
    "split_text",
]

# The room for words on a card in points: width, height of the text, size and line height at
# which a long note is laid over several cards (kort.typ sets no smaller).
_ROOM = {False: (218.0, 112.0, 9.0, 11.0), True: (218.0, 290.0, 13.0, 16.0)}

# Letters that fit a line however wide they are; measuring every short note takes seconds.
_SURE = 24


def _sheet(shop: Shop, name: str, said: dict[str, Any], cards: Sequence[dict[str, Any]]) -> Sheet:
    data = {
        "titel": f"{said['titel']}: {shop.team.name}" if name == "noter" else said["titel"],
        "stor": shop.choices.large,
        "tosidet": shop.choices.duplex,
        "bag": said["bag"],
        "kort": list(cards),
    }
    ring = "hos_teamet" if name == "noter" else "udgivelse"
    return Sheet(f"kort_{name}", said["titel"], "kort", data, ring, quotes=name == "noter")  # type: ignore[arg-type]


def question_cards(shop: Shop) -> Sheet:
    """Make a card of each question of each phase of the team's circle."""
    from kitlib.circle import read_circle

    said = shop.words("materiale/kort")["spoergsmaal"]
    circle = read_circle(folder=shop.team.folder, persons=shop.about.persons)
    cards = [
        {"art": phase.title, "tekst": question}
        for phase in circle.phases
        for question in phase.questions
    ]
    return _sheet(shop, "spoergsmaal", said, cards)


def note_cards(shop: Shop) -> Sheet:
    """Make a card of each note that may be quoted, names covered."""
    said = shop.words("materiale/kort")["noter"]
    foot = footer(shop.team.home)
    cards: list[dict[str, Any]] = []
    frame = shop.paper.shown.get("postits")
    if frame is not None:
        for row in frame.dropna(subset=["observation"]).itertuples():
            cards += _note(row, said, foot, large=shop.choices.large)
    if not cards:
        cards = [{"tekst": said["tom"]}]
    return _sheet(shop, "noter", said, cards)


def _note(row: Any, said: dict[str, Any], foot: str, *, large: bool) -> Iterator[dict[str, Any]]:
    seen = _text(row.observation)
    own = _text(row.barnets_ord)
    head = " · ".join(w for w in (_text(row.situation), _text(row.tema)) if w) or said["set"]
    corner = " · ".join(w for w in (_text(row.barn), _text(row.hvem_saa), _day(row.dato)) if w)
    if not seen and not own:
        return
    parts = split_text(seen, own, large=large)
    for number, (text, words) in enumerate(parts, start=1):
        more = _more(said["videre"], number, len(parts)) if len(parts) > 1 else ""
        yield {
            "art": " · ".join(w for w in (head, more) if w),
            "tekst": text,
            "kursiv": f"»{words.strip(' »«”“„' + chr(34))}«" if words else "",
            "hjoerne": corner,
            "bund": foot,
        }


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


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: pd.Timestamp) -> str:
    return "" if value is None or value != value else short_date(value)


def dilemma_cards(shop: Shop) -> Sheet:
    """Make a card of each dilemma, the kit's and the team's own, with room for the answer."""
    said = shop.words("materiale/kort")["dilemmaer"]
    texts = [*said["tekster"], *_own_dilemmas(shop)]
    cards = [{"art": said["art"], "tekst": t, "svar": said["svar"]} for t in texts]
    return _sheet(shop, "dilemmaer", said, cards)


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
