"""Notes' words in inches, for a figure that is nothing but text: an analyst's, or a referat's.

On a screen and on paper words are text. A picture of them is drawn so that it says what it is of:
the notes themselves, as large as there is room for; codes as names; and only where there are more
notes than a picture is read of, a mark each over what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kitlib import look
from kitlib.figures.blocks import Cards, Group, Note, Pairs, Pile, Stacks
from kitlib.figures.drawn import Drawn, below
from kitlib.figures.inches import INNER, LEFT, PITCH, Canvas
from kitlib.figures.lines import wrap
from kitlib.figures.links import key_link, note_link
from kitlib.figures.squares import stacks

__all__ = ["cards"]

# Points of the words, and how many notes stand side by side; larger where a projector has room.
_SIZES = ((34, 2), (24, 2), (18, 3), (14, 4))
_TAG_SIZES = (44, 30, 24, 18)
_TINY = look.SIZES["tiny"]
_GAP = 0.18  # inches between notes
_AIR = 0.12  # and around the words on one
_UNDER = 0.25  # below a group
_MOST_NOTES = 200  # more are not even measured
_MOST = 24.0  # inches; a taller picture of words is read by nobody


def cards(block: Cards | Pairs) -> Drawn:
    """Return what draws notes as words, or as named marks where they are very many."""
    notes = [note for group in block.groups for note in group.notes]
    wordless = bool(notes) and all(note.kind == "pile" for note in notes)
    if len(notes) > _MOST_NOTES or wordless:
        return stacks(_heaps(block))
    least = _laid(block, _TAG_SIZES[-1] if _is_tags(block) else _SIZES[-1][0])
    if least.height > _MOST:
        return stacks(_heaps(block))

    def draw(figure: Any) -> None:
        sheet = Canvas(figure)
        sizes = _TAG_SIZES if _is_tags(block) else [size for size, _ in _SIZES]
        tried = (_laid(block, size) for size in sizes[:-1])
        laid = next((each for each in tried if each.height <= sheet.height), least)
        laid.draw(sheet, 0.45 * max(0.0, sheet.height - laid.height))

    return Drawn(draw, least.height, least.cuts)


def _is_tags(block: Cards | Pairs) -> bool:
    return isinstance(block, Cards) and block.size == "tags"


@dataclass(frozen=True)
class _Box:
    """A note in its place, in inches from where its picture begins."""

    note: Note
    x: float
    y: float
    wide: float
    tall: float
    words: tuple[tuple[str, float, str], ...]  # lines as one text, size, style


@dataclass
class _Laid:
    """All that is drawn at one size: notes, and text as (x, y, words, size, options)."""

    boxes: list[_Box] = field(default_factory=list)
    texts: list[tuple[float, float, str, float, dict[str, Any]]] = field(default_factory=list)
    height: float = 0.0
    ends: list[float] = field(default_factory=list)
    round: bool = False  # whether they are names and not notes

    @property
    def cuts(self) -> tuple[float, ...]:
        return below(0.0, [b - a for a, b in zip([0.0, *self.ends], self.ends, strict=False)])

    def draw(self, sheet: Canvas, top: float) -> None:
        for x, y, words, size, options in self.texts:
            sheet.text(x, y + top, words, size, **options)
        for box in self.boxes:
            _paper(sheet, box, top, round_=self.round)
            y = box.y + top + _AIR / 2
            for words, size, style in box.words:
                if style == "corner":
                    options = {"ha": "right", "color": look.QUIET}
                    sheet.text(box.x + box.wide - _AIR, y, words, size, **options)
                else:
                    options = {"style": style}
                    if self.round:
                        options["ha"] = "center"
                    x = box.x + box.wide / 2 if self.round else box.x + _AIR
                    sheet.text(x, y, words, size, **options)
                y += _tall(words, size)


def _paper(sheet: Canvas, box: _Box, top: float, *, round_: bool) -> None:
    """Yellow for a note, a dashed frame for what is assumed; round for a name, which is none."""
    from matplotlib.patches import FancyBboxPatch

    assumed = box.note.kind == "guess"
    shape = f"round,pad=0,rounding_size={box.tall / 2}" if round_ else "square,pad=0"
    options: dict[str, Any] = {
        "facecolor": look.PAPER if assumed or round_ else look.NOTE,
        "edgecolor": look.QUIET if assumed or round_ else look.NOTE_EDGE,
        "linestyle": "--" if assumed else "-",
        "linewidth": 1.2,
        "gid": "navn" if round_ else "seddel",
        "url": note_link(box.note.id) if box.note.id else None,
    }
    at = (box.x, box.y + top)
    sheet.ax.add_patch(FancyBboxPatch(at, box.wide, box.tall, boxstyle=shape, **options))


def _laid(block: Cards | Pairs, size: float) -> _Laid:
    laid = _Laid(round=_is_tags(block))
    for group in block.groups:
        top = _headed(laid, group, size)
        if isinstance(block, Pairs):
            end = _pairs(laid, group, block, size, top)
        elif laid.round:
            end = _tags(laid, group.notes, size, top)
        else:
            end = _columns(laid, group.notes, size, top)
        laid.height = end + _UNDER
        laid.ends.append(laid.height)
    return laid


def _headed(laid: _Laid, group: Group, size: float) -> float:
    """Write a group's heading, and return where its notes begin."""
    if not group.heading:
        return laid.height
    large = min(max(size, 16), 22)  # never over the question
    link = key_link(group.heading)
    laid.texts.append((LEFT, laid.height, group.heading, large, {"weight": "bold", "url": link}))
    if group.told:
        wide = look.text_width(group.heading, large, "Bold") / 72
        down = laid.height + (large - _TINY) * PITCH / 72 * 0.8
        laid.texts.append((LEFT + wide + 0.15, down, group.told, _TINY, {"color": look.QUIET}))
    return laid.height + large * PITCH / 72 + 0.1


def _columns(laid: _Laid, notes: Sequence[Note], size: float, top: float) -> float:
    """Lay notes in columns, each where there is most room."""
    across = dict(_SIZES)[int(size)]
    wide = (INNER - (across - 1) * _GAP) / across
    ends = [top] * across
    for note in notes:
        column = ends.index(min(ends))
        box = _box(note, LEFT + column * (wide + _GAP), ends[column], wide, size)
        laid.boxes.append(box)
        ends[column] += box.tall + _GAP
    return max(ends) - (_GAP if notes else 0.0)


def _pairs(laid: _Laid, group: Group, block: Pairs, size: float, top: float) -> float:
    """Lay notes in two columns: what is assumed beside each, or the second ones to the right."""
    wide = (INNER - 2 * _GAP) / 2
    right = LEFT + wide + 2 * _GAP
    for x, heading in zip((LEFT, right), block.columns, strict=True):
        laid.texts.append((x, top, heading, size, {"color": look.QUIET}))
    top += size * PITCH / 72 + 0.1
    ends = [top, top]
    for note in group.notes:
        second = not block.assumed and note.second
        box = _box(note, right if second else LEFT, ends[second], wide, size)
        laid.boxes.append(box)
        ends[second] += box.tall + _GAP
        if block.assumed:
            if note.beside:
                other = _box(Note(note.beside, kind="guess"), right, box.y, wide, size)
                laid.boxes.append(other)
                ends[0] = max(ends[0], other.y + other.tall + _GAP)
            ends[1] = ends[0]
    return max(ends) - (_GAP if group.notes else 0.0)


def _tags(laid: _Laid, notes: Sequence[Note], size: float, top: float) -> float:
    """Lay codes beside each other in lines, each as wide as it is."""
    x, y, tall = LEFT, top, size * PITCH / 72 + _AIR
    for note in notes:
        words = wrap(note.text, 72 * (INNER - tall), size).replace("\n", " ")
        wide = min(look.text_width(words, size) / 72 + tall, INNER)
        if x > LEFT and x + wide > LEFT + INNER:
            x, y = LEFT, y + tall + _GAP
        laid.boxes.append(_Box(note, x, y, wide, tall, ((words, size, "normal"),)))
        x += wide + _GAP
    return y + tall


def _box(note: Note, x: float, y: float, wide: float, size: float) -> _Box:
    words = tuple(_words(note, 72 * (wide - 2 * _AIR), size))
    tall = sum(_tall(text, letters) for text, letters, _ in words) + 1.4 * _AIR
    return _Box(note, x, y, wide, tall, words)


def _words(note: Note, room: float, size: float) -> Iterator[tuple[str, float, str]]:
    if note.text:
        yield wrap(note.text, room, size), size, "normal"
    if note.said:
        yield wrap(note.said, room, size, "It"), size, "italic"
    if note.corner:
        small = max(_TINY, 0.7 * size)
        yield wrap(note.corner, room, small), small, "corner"


def _tall(text: str, size: float) -> float:
    return (text.count("\n") + 1) * size * PITCH / 72


def _heaps(block: Cards | Pairs) -> Stacks:
    """Notes as marks over what they are: their heading; else the column they stand in."""
    if isinstance(block, Pairs) and len(block.groups) == 1:
        seen, assumed = block.columns
        notes = block.groups[0].notes
        if block.assumed:
            beside = Pile(counted=sum(bool(note.beside) for note in notes))
            return Stacks(columns=block.columns, piles={seen: _heap(notes), assumed: beside})
        sides = {c: [n for n in notes if n.second == k] for k, c in enumerate(block.columns)}
        return Stacks(columns=block.columns, piles={c: _heap(own) for c, own in sides.items()})
    quotes = isinstance(block, Cards) and block.size == "words"
    names = [group.heading or ("egne ord" if quotes else "noter") for group in block.groups]
    heaps = {name: _heap(group.notes) for name, group in zip(names, block.groups, strict=True)}
    return Stacks(columns=tuple(names), piles=heaps)


def _heap(notes: Sequence[Note]) -> Pile:
    """Notes on paper are squares; a pile that was counted, and what is no note, is open circles."""
    counted = sum(note.stands_for for note in notes if note.kind in ("pile", "guess"))
    return Pile(tuple(n for n in notes if n.kind not in ("pile", "guess")), counted)
