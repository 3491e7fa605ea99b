"""The notes themselves: the board, what was seen against what is assumed, the children's words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from kitlib import look
from kitlib.about import About
from kitlib.dansk import join, month, plural, sentence
from kitlib.instruments.postits import paper
from kitlib.instruments.postits.paper import GAP, INNER, LEFT, Card, Sheet
from kitlib.instruments.postits.tables import UNKNOWN_ROLE, answers_in, material
from kitlib.instruments.postits.words import (
    ATTENTION,
    NO_NOTES,
    corner,
    empty,
    notes_word,
    quoted,
    rows,
    several_years,
    text_of,
)
from kitlib.problems import KitError
from kitlib.view import Note, NoteGroup, Notes, View

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Group",
    "boernenes_ord",
    "note_parts",
    "role_of",
    "set_antaget",
    "side_by_side",
    "tavlen",
]

Group = Literal["situation", "tema", "måned"]

_COLUMNS = 5
_WIDTH = (INNER - (_COLUMNS - 1) * GAP) / _COLUMNS
_HEADING = 21
_PILE = 0.12  # a pile is narrower than a note: the sheets under it stick out beside it
_LONG = 260  # letters from which a note takes two columns; twice that, three


def role_of(value: Any) -> str:
    """Return a known role, else an empty text."""
    text = text_of(value)
    return "" if text == UNKNOWN_ROLE else text


def note_parts(row: Any) -> list[tuple[str, paper.Face]]:
    """Return what stands on a note: what was seen, and the child's own words in italics."""
    parts: list[tuple[str, paper.Face]] = [(row.observation, "Regular")]
    if words := text_of(row.barnets_ord):
        parts.append((quoted(words), "It"))
    return parts


def _note(row: Any, *, year: bool) -> Card:
    parts = note_parts(row)
    letters = sum(len(text) for text, _ in parts)
    span = 1 if letters < _LONG else 2 if letters < 2 * _LONG else 3
    width = span * _WIDTH + (span - 1) * GAP
    small = corner(row.barn, role_of(row.hvem_saa), day=row.dato, year=year)
    return paper.card(parts, width, corner=small, least=0.68 * _WIDTH, columns=span)


def _pile(row: Any, *, year: bool) -> Card:
    text, small = _counted(row, year=year)
    return paper.card([(text, "Regular")], _WIDTH - _PILE, size=20, corner=small,
                      least=0.68 * _WIDTH, style="pile")  # fmt: skip


def _counted(row: Any, *, year: bool) -> tuple[str, str]:
    text = plural(int(row.antal), "seddel", "sedler")
    return text, f"talt på bordet · {month(row.dato, year=year)}"


def written(row: Any, small: str, *, beside: str = "") -> Note:
    """Return a row of notes as words; `small` is the line in its corner."""
    words = text_of(row.barnets_ord)
    return Note(row.observation, quoted(words) if words else "", small, beside)


def _in_words(row: Any, *, year: bool) -> Note:
    if row.slags == "optalt":
        text, small = _counted(row, year=year)
        return Note(text, corner=small)
    return written(row, corner(row.barn, role_of(row.hvem_saa), day=row.dato, year=year))


def _groups(
    marks: pd.DataFrame, about: About, by: Group | None
) -> tuple[Group, list[str], list[str]]:
    """What the board is grouped by, the headings in order, and the heading of each mark."""
    if by is None:
        # Situations tell where in the day a note belongs; a team without them has its themes.
        has = [n for n in ("situation", "tema") if marks[n].notna().any()]
        by = "situation" if has[:1] == ["situation"] else "tema" if has else "måned"
    if by == "måned":
        own = [sentence(month(d)).rstrip(".") for d in marks["dato"]]
        return by, list(dict.fromkeys(own)), own
    none = f"Uden {by}"
    known = list(about.day if by == "situation" else about.temaer)
    # A note is one piece of paper: with several it lies under the first.
    found = marks[by].map(lambda cell: next(iter(answers_in(cell)), None))
    order = known + sorted(set(found.dropna()) - set(known))
    headings = [sentence(h).rstrip(".") for h in order if (found == h).any()]
    own = [sentence(h).rstrip(".") if isinstance(h, str) else none for h in found]
    return by, headings + ([none] if none in own else []), own


def tavlen(frame: pd.DataFrame, about: About, *, efter: Group | None = None, kun: str = "") -> View:
    """Make the board: the notes on the table, grouped under headings.

    Parameters
    ----------
    efter : {"situation", "tema", "måned"}, optional
        What to group by; situations where any note has one, else themes, else months.
    kun : str
        Only the notes under this heading.

    Raises
    ------
    KitError
        Where `efter` is none of those.
    """
    key, question = "postits.tavlen", "Hvad har vi set?"
    if efter not in (None, "situation", "tema", "måned"):
        raise KitError(
            "Tavlen kan ikke ordnes efter det.", hint="Skriv situation, tema eller måned."
        )
    found = material(frame, about)
    marks = found.marks
    if marks.empty:
        return empty(key, question, NO_NOTES + found.hidden_words)
    by, headings, own = _groups(marks, about, efter)
    data = marks.assign(overskrift=own)
    if kun:
        headings = [h for h in headings if h.casefold() == kun.casefold()]
        data = data[data["overskrift"].isin(headings)]
        if data.empty:
            return empty(key, question, "Der er ingen noter under den overskrift.")
    year = several_years(data["dato"])
    laid: list[Card] = []
    titles: list[tuple[float, float, str, int]] = []
    shown: list[Any] = []
    column, y = 0, 0.1
    for heading in headings:
        part = data[data["overskrift"] == heading]
        cards = [
            _pile(r, year=year) if r.slags == "optalt" else _note(r, year=year) for r in rows(part)
        ]
        needs = _needs(heading, cards)
        if column + needs > _COLUMNS:
            column, y = 0, paper.height_of(laid) + 0.3
        across = column * (_WIDTH + GAP)
        placed = paper.masonry(cards, needs, _WIDTH, y + 0.52)
        kept = [i for i, c in enumerate(placed) if c.bottom <= paper.MAX_HEIGHT]
        if not kept:
            break
        titles.append((LEFT + across, y, heading, int(part["antal"].sum())))
        laid += [placed[i].at(placed[i].x + across, placed[i].y) for i in kept]
        shown += [part.index[i] for i in kept]
        column += needs
    total = int(data["antal"].sum())
    data = data.loc[shown, ["dato", "overskrift", "observation", "barnets_ord", "barn", "hvem_saa",
                            "slags", "antal"]]  # fmt: skip
    left_out = total - int(data["antal"].sum())
    headed = plural(len(titles), "overskrift", "overskrifter")
    say = f"{notes_word(total)} under {headed}, lagt efter {by}."
    if left_out:
        say += (f" {notes_word(left_out)} fylder mere, end tavlen kan rumme. "
                'Vis en overskrift ad gangen, fx kun="Leg".')  # fmt: skip
    alt = "Gule sedler på et bord under overskrifter: " + join(
        [f"{t.casefold()} {notes_word(n)}" for _, _, t, n in titles]
    )

    groups = tuple(
        NoteGroup(
            heading,
            notes_word(n),
            tuple(_in_words(r, year=year) for r in rows(data[data["overskrift"] == heading])),
        )
        for _, _, heading, n in titles
    )

    def draw(figure: Any) -> None:
        sheet = Sheet(figure)
        for left, top, heading, n in titles:
            sheet.text(left, top, heading, _HEADING)
            sheet.text(left + _heading_width(heading), top + 0.09, notes_word(n), 14,
                       color=look.QUIET)  # fmt: skip
        _shadows(sheet, laid)
        sheet.cards(laid)

    return View(
        key, question, say + found.hidden_words, ATTENTION, f"{alt}.", data, "hos_teamet", draw,
        max(paper.height_of(laid) + 0.15, 4.5), quotes=True, notes=Notes(groups),
    )  # fmt: skip


def _heading_width(heading: str) -> float:
    return look.text_width(paper.legible(heading), _HEADING) / 72 + 0.18


def _needs(heading: str, cards: Sequence[Card]) -> int:
    """Columns a heading and its notes take; few notes leave room for the next heading beside."""
    words = math.ceil((_heading_width(heading) + 0.65 + GAP) / (_WIDTH + GAP))
    notes = sum(c.columns for c in cards)
    return min(_COLUMNS, max(words, notes if notes <= 2 else _COLUMNS))


def _shadows(sheet: Sheet, laid: Sequence[Card]) -> None:
    """Two more sheets under each pile, a little off."""
    from dataclasses import replace

    piles = [c for c in laid if c.style == "pile" and not c.blocks[0].text.startswith("1 ")]
    for off in (0.1, 0.05):
        sheet.cards([replace(c, blocks=(), corner="", x=c.x + off, y=c.y + off / 2) for c in piles])


def side_by_side(
    pairs: Sequence[tuple[Card, Card | None]], headings: tuple[str, str]
) -> tuple[list[Card], float, Any]:
    """Lay pairs of cards in two columns, one pair a row.

    Returns
    -------
    (cards laid, height in inches, draw(figure))
        As many pairs as the picture takes.
    """
    laid: list[Card] = []
    y = 0.5
    right = LEFT + INNER / 2 + 0.2
    for seen, guess in pairs:
        high = max(seen.height, guess.height if guess else 0.0)
        if y + high > paper.MAX_HEIGHT:
            break
        laid.append(seen.at(LEFT, y))
        if guess is not None:
            laid.append(guess.at(right, y))
        y += high + GAP

    def draw(figure: Any) -> None:
        sheet = Sheet(figure)
        sheet.text(LEFT, 0.05, headings[0], 18)
        sheet.text(right, 0.05, headings[1], 18)
        # A thin line says which belongs to which; it begins and ends at the cards' edges.
        notes = [c for c in laid if c.x == LEFT]
        for seen, guess in ((s, g) for s in notes for g in laid if g.x == right and g.y == s.y):
            low = guess.y + 0.3
            sheet.line((seen.x + seen.width + 0.02, right - 0.02), (low, low), color=look.QUIET)
        sheet.cards(laid)

    return laid, y + 0.05, draw


def set_antaget(frame: pd.DataFrame, about: About) -> View:
    """Make seen against assumed: each note with the reading of it beside, kept apart."""
    key, question = "postits.set_antaget", "Hvad har vi set, og hvad antager vi?"
    found = material(frame, about)
    if found.notes.empty:
        return empty(key, question, NO_NOTES + found.hidden_words)
    data = found.notes[found.notes["tolkning"].notna()]
    bare = len(found.notes) - len(data)
    if data.empty:
        return empty(key, question, "Ingen noter har en tolkning endnu. Læg en note på bordet, og "
                     "skriv jeres bud i kolonnen tolkning. Find gerne tre.")  # fmt: skip
    year = several_years(data["dato"])
    width = INNER / 2 - 0.2
    pairs: list[tuple[Card, Card | None]] = []
    words: list[Note] = []
    for row in rows(data):
        small = corner(row.situation, role_of(row.hvem_saa), day=row.dato, year=year)
        parts = note_parts(row)
        words.append(written(row, small, beside=row.tolkning))
        pairs.append((paper.card(parts, width, corner=small),
                      paper.card([(row.tolkning, "Regular")], width, style="guess")))  # fmt: skip
    columns = ("Det, vi så", "Det, vi antager")
    laid, height, draw = side_by_side(pairs, columns)
    n = len([c for c in laid if c.style == "note"])
    say = f"{notes_word(len(data))} har både noget set og noget antaget."
    if bare:
        say += f" {notes_word(bare)} har ingen tolkning endnu."
    if n < len(data):
        say += f" De første {n} er vist."
    names = ["dato", "situation", "hvem_saa", "observation", "barnets_ord", "tolkning"]
    return View(
        key, question, say + found.hidden_words,
        "En tolkning er et bud. Hvad taler for den, og hvad taler imod?",
        f"To spalter: {notes_word(n)} til venstre, og til højre det, der antages om hver.",
        data.iloc[:n][names], "hos_teamet", draw, max(height, 4.0), quotes=True,
        notes=Notes((NoteGroup("", "", tuple(words[:n])),), columns, pairs=True),
    )  # fmt: skip


def boernenes_ord(frame: pd.DataFrame, about: About) -> View:
    """Make the children's own words, in the order they were said."""
    question = about.persons.fill("{Børnenes} egne ord: Hvad siger de selv?")
    key = "postits.boernenes_ord"
    found = material(frame, about)
    data = found.notes[found.notes["barnets_ord"].notna()]
    if data.empty:
        return empty(key, question, "Ingen noter har egne ord endnu. Skriv det, der blev sagt, som "
                     "det blev sagt, i kolonnen barnets_ord." + found.hidden_words)  # fmt: skip
    year = several_years(data["dato"])
    width = (INNER - 2 * GAP) / 3
    cards = []
    words: list[Note] = []
    for row in rows(data):
        small = corner(row.barn, row.situation, day=row.dato, year=year)
        words.append(Note("", quoted(row.barnets_ord), small))
        said: list[tuple[str, paper.Face]] = [(quoted(row.barnets_ord), "It")]
        cards.append(paper.card(said, width, corner=small, size=18, least=0.95))
    laid = [c for c in paper.masonry(cards, 3, width, 0.1) if c.bottom <= paper.MAX_HEIGHT]
    silent = len(found.notes) - len(data)
    say = f"{plural(len(data), 'gang', 'gange')} er der skrevet egne ord ned."
    if silent:
        say += f" {notes_word(silent)} er uden."
    if len(laid) < len(data):
        say += f" De første {len(laid)} er vist."
    columns = ["dato", "barn", "situation", "barnets_ord"]

    def draw(figure: Any) -> None:
        Sheet(figure).cards(laid)

    return View(
        key, question, say + found.hidden_words,
        "Det er ord, en voksen har hørt og skrevet ned. Hvem mangler vi at høre?",
        f"{len(laid)} gule sedler med citater i kursiv, i den rækkefølge de blev sagt.",
        data.iloc[: len(laid)][columns], "hos_teamet", draw,
        max(paper.height_of(laid) + 0.1, 4.0), quotes=True,
        notes=Notes((NoteGroup("", "", tuple(words[: len(laid)])),)),
    )  # fmt: skip
