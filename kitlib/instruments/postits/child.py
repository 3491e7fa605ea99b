"""One child over time, and who we have no notes about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.codes import normal, order
from kitlib.dansk import MONTHS_SHORT, join, long_date, plural
from kitlib.instruments.postits import paper
from kitlib.instruments.postits.board import note_parts, role_of
from kitlib.instruments.postits.counts import company_of
from kitlib.instruments.postits.paper import GAP, INNER, LEFT, Card, Sheet
from kitlib.instruments.postits.tables import dated, material
from kitlib.instruments.postits.words import (
    ATTENTION,
    NO_NOTES,
    corner,
    empty,
    notes_word,
    rows,
)
from kitlib.problems import KitError, did_you_mean
from kitlib.view import View

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["children", "et_barn", "ingen_noter_om"]

_MIDDLE = 1.9  # inches for the line of time between the two columns of notes
_MARK = 0.16
_NO_CODES = "Ingen noter har en kode endnu. Skriv en kode som B07 i kolonnen barn, aldrig et navn."
_CAP = 19  # size of code letters on a tag


def children(frame: pd.DataFrame, about: About) -> tuple[str, ...]:
    """Return the codes with at least one note that may be shown, as people count.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2026-03-03", "2026-03-04"])
    >>> notes = pd.DataFrame({"dato": days, "observation": ["a", "b"], "barn": ["B07", "B03"]})
    >>> children(notes, About())
    ('B03', 'B07')
    """
    return tuple(sorted(set(material(frame, about).notes["barn"].dropna()), key=order))


def et_barn(frame: pd.DataFrame, about: About, *, barn: str | None = None) -> View:
    """Make one child over time: its notes along a line of time, the whole period with its gaps.

    Parameters
    ----------
    barn : str, optional
        The child's code; the first by alphabet where not given, so that no child is picked by
        what the notes say. `children` lists them.

    Raises
    ------
    KitError
        Where no note has that code.
    """
    key = "postits.et_barn"
    word = about.persons.a
    frame = dated(frame)
    codes = children(frame, about)
    found = material(frame, about)
    if barn is None and not codes:
        say = NO_NOTES if found.notes.empty else _NO_CODES
        return empty(key, f"Hvad har vi set hos {word} over tid?", say)
    asked = None if barn is None else normal(barn)
    code = codes[0] if asked is None else next((c for c in codes if normal(c) == asked), None)
    if code is None:
        hint = did_you_mean(str(barn), codes) or "Vælg en kode, der står i kolonnen barn."
        raise KitError("Der er ingen noter med den kode.", hint=hint)
    data = found.notes[(found.notes["barn"] == code).fillna(False)]
    first, last = found.marks["dato"].min(), found.marks["dato"].max()
    laid, marks, height = _timeline(data, first, last)
    if len(laid) < len(data):
        data = data.iloc[: len(laid)]
    days = data["dato"].dt.normalize().nunique()
    say = f"{notes_word(len(data))} fra {plural(days, 'dag', 'dage')} {_span(first, last)}."
    if len(laid) < len(marks):
        say += f" De første {len(laid)} er vist."

    def draw(figure: Any) -> None:
        _draw(Sheet(figure), laid, marks[: len(laid)], first, last, height)

    columns = ["dato", "barn", "situation", "hvem_saa", "observation", "barnets_ord"]
    return View(
        key, f"Hvad har vi set hos {code} over tid?", say, ATTENTION,
        f"En linje med måneder ned gennem midten og {notes_word(len(data))} på hver sin dag.",
        data[columns], "hos_teamet", draw, height, quotes=True,
    )  # fmt: skip


def _span(first: Any, last: Any) -> str:
    if first == last:
        return f"den {long_date(first)}"
    begins = long_date(first)
    if first.year == last.year:
        begins = begins.removesuffix(f" {first.year}")
    return f"mellem {begins} og {long_date(last)}"


def _timeline(
    data: pd.DataFrame, first: Any, last: Any
) -> tuple[list[Card], list[tuple[float, int]], float]:
    """Lay notes left and right of the line, each as near its own day as there is room.

    Returns
    -------
    (cards, (share of the period 0-1, side) per note, height)
    """
    width = (INNER - _MIDDLE) / 2
    year = (last - first).days > 330
    length = max((last - first).days, 1)
    cards: list[Card] = []
    shares: list[float] = []
    sides: list[int] = []
    used = [0.0, 0.0]
    for row in rows(data):
        parts = note_parts(row)
        small = corner(row.situation, role_of(row.hvem_saa), day=row.dato, year=year)
        card = paper.card(parts, width, corner=small)
        side = 0 if used[0] <= used[1] else 1
        if used[side] + card.height + GAP > paper.MAX_HEIGHT:
            break
        used[side] += card.height + GAP
        cards.append(card)
        shares.append((row.dato - first).days / length)
        sides.append(side)
    height = max(4.6, 0.6 + max(used) * 1.12)
    top, end = 0.15, height - 0.15
    laid: list[Card] = [*cards]
    for side in (0, 1):
        mine = [i for i, s in enumerate(sides) if s == side]
        wanted = [_y(shares[i], height) - 0.3 for i in mine]
        heights = [cards[i].height + GAP for i in mine]
        x = LEFT if side == 0 else LEFT + width + _MIDDLE
        for i, y in zip(mine, paper.stack_free(wanted, heights, top, end + GAP), strict=True):
            laid[i] = cards[i].at(x, y)
    marks = [*zip(shares, sides, strict=True)]
    marks += [(1.0, 0)] * (len(data) - len(cards))
    return laid, marks, height


def _y(share: float, height: float) -> float:
    return 0.4 + share * (height - 0.8)


def _draw(
    sheet: Sheet,
    laid: list[Card],
    marks: list[tuple[float, int]],
    first: Any,
    last: Any,
    height: float,
) -> None:
    import pandas as pd

    middle = sheet.width / 2
    sheet.line((middle, middle), (0.2, height - 0.2), lw=2)
    length = max((last - first).days, 1)
    # The months are the scale, and there are never so many that they run into each other.
    months = pd.date_range(first.normalize().replace(day=1), last, freq="MS")
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(months) / s * 0.42 < height)
    for month in months[::step]:
        share = (month - first).days / length
        begins = month == months[0] and share < 0  # the first month, from some day in it
        if 0 <= share <= 1 or begins:
            name = MONTHS_SHORT[month.month - 1]
            if month.month == 1 or month == months[0]:
                name += f"\n{month.year}"
            if begins and len(months) > 1 and _crowded(months[1], first, length, height):
                continue
            sheet.text(middle, _y(min(max(share, 0), 1), height), name, look.SIZES["tiny"],
                       ha="center", va="center", color=look.QUIET, zorder=3,
                       bbox={"facecolor": look.PAPER, "edgecolor": "none", "pad": 1.5})  # fmt: skip
    squares: list[tuple[float, float]] = []
    for card, (share, side) in zip(laid, marks, strict=True):
        y = _y(share, height)
        x = _free_lane(squares, middle, y, 1 if side else -1)
        # The leader ends under the card, whose edge is not quite straight.
        near = card.x + 0.02 if side else card.x + card.width - 0.02
        inside = min(max(y, card.y + 0.12), card.bottom - 0.12)
        sheet.line((x, near), (y, inside), color=look.QUIET, lw=0.9, zorder=0.5, gid="leder")
        squares.append((x - _MARK / 2, y - _MARK / 2))
    sheet.squares(squares, _MARK, gid="noter", zorder=3)
    sheet.cards(laid)


def _crowded(month: Any, first: Any, length: int, height: float) -> bool:
    """Tell whether the next month begins so soon that the first has no room for its name."""
    return bool(_y((month - first).days / length, height) - _y(0, height) < 0.4)


def _free_lane(taken: list[tuple[float, float]], middle: float, y: float, sign: int) -> float:
    """Find room beside the line for a mark, so that notes from near days do not hide each other."""
    lanes = [middle + sign * (0.36 + k * _MARK * 1.15) for k in range(3)]
    for x in lanes:
        if all(abs(x - a - _MARK / 2) > 0.01 or abs(y - b - _MARK / 2) > _MARK for a, b in taken):
            return x
    return lanes[-1]


def ingen_noter_om(frame: pd.DataFrame, about: About) -> View:
    """Make "Hvem har vi ingen noter om?": codes with no note of their own, and those with.

    Notes
    -----
    The codes are those the team lists in om.toml (`koder`), where it does; else all that stand in
    any note, as `barn` or in `sammen_med`. Then a child nobody has written of at all is not
    there, and the caveat says so.
    """
    import pandas as pd

    key = "postits.ingen_noter_om"
    found = material(frame, about)
    question = "Hvem har vi ingen noter om?"
    if found.notes.empty:
        return empty(key, question, NO_NOTES + found.hidden_words)
    have = set(found.notes["barn"].dropna())
    listed = set(about.koder)
    everyone = sorted(listed | have | company_of(found), key=order)
    if not everyone:
        return empty(key, question, _NO_CODES)
    data = pd.DataFrame({"kode": everyone, "har_noter": [c in have for c in everyone]})
    bare = [c for c in everyone if c not in have]
    say = (
        f"Der er ingen noter om {join(bare)}." if 0 < len(bare) < 9
        else f"{len(bare)} koder har ingen noter endnu." if bare
        else "Alle koder her har mindst én note."
    )  # fmt: skip
    if coded_out := int(found.notes["barn"].isna().sum()):
        say += f" {notes_word(coded_out)} er uden kode."
    caveat = "Ingen noter betyder kun, at der ikke ligger en note her."
    if not listed:
        caveat += (
            " Listen er dem, der står i noterne. En, som slet ikke er nævnt, er ikke med."
        )  # fmt: skip
    sections = [
        ("Ingen noter endnu", bare),
        ("Har vi noter om", [c for c in everyone if c in have]),
    ]
    tags, titles, height = _tags(sections)

    def draw(figure: Any) -> None:
        sheet = Sheet(figure)
        for y, title in titles:
            sheet.text(LEFT, y, title, 18)
        sheet.cards([c for c in tags if c.style == "guess"])
        sheet.cards([c for c in tags if c.style == "note"])

    return View(
        key, question, say + found.hidden_words, caveat,
        f"Øverst de koder, der ingen noter er om ({join(bare) or 'ingen'}), nederst de andre.",
        data, "hos_teamet", draw, max(height, 3.6),
    )  # fmt: skip


def _tags(
    sections: list[tuple[str, list[str]]],
) -> tuple[list[Card], list[tuple[float, str]], float]:
    """Lay code tags in lines: an open one where there is no note, a note where there is."""
    tags: list[Card] = []
    titles: list[tuple[float, str]] = []
    y = 0.1
    for style, (title, codes) in zip(("guess", "note"), sections, strict=True):
        titles.append((y, title if codes else f"{title}: ingen"))
        y += 0.5
        x = LEFT
        high = 0.0
        for code in codes:
            width = min(look.text_width(paper.legible(code), _CAP) / 72 + 0.42, INNER)
            card = paper.card([(code, "Regular")], max(width, 0.9), size=_CAP, style=style)
            if x + card.width > LEFT + INNER:
                x, y = LEFT, y + high + GAP
                high = 0.0
            tags.append(card.at(x, y))
            x += card.width + GAP
            high = max(high, card.height)
        y += high + 0.35
    return tags, titles, y
