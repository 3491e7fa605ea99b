"""The film's line of time: what helped above, what got in the way below; and notes in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.dansk import plural, time_code
from kitlib.figures import Group, Note, Painted, Pairs, View
from kitlib.figures import inches as paper
from kitlib.figures.inches import INNER, LEFT, Card, Sheet
from kitlib.instruments.postits.words import corner, empty, notes_word, rows, text_of
from kitlib.instruments.video.columns import ACTORS, EFFECTS
from kitlib.instruments.video.tables import Clip, clips, hidden, nameless, of_clips, placed_by_us

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "NO_NOTES",
    "OURS",
    "axis",
    "hjalp_og_spaendte_ben",
    "noterne_i_raekkefoelge",
    "span",
    "when",
]

NO_NOTES = "Her er ingen videonoter endnu. En tidskode og en sætning om det, I ser, er nok."
#: Stands under every view of a film.
OURS = "Vi ser på det, vi gør, ikke på, hvem der gjorde det."

_CARD = 2.75
_SIDE = 1.35  # inches for the words left of the line
_START = LEFT + _SIDE
_LENGTH = INNER - _SIDE - _CARD  # the last flag still has room to the right
_POLE = 0.3
_HEADING = 0.5
_SCALE = 0.3
_WORDLESS = "(uden ord)"
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000, 86400)


def when(note: Any) -> str:
    """Write from when to when a note is; "ca." where we placed it between two that were set."""
    about = "ca. " if getattr(note, "anslaaet", False) else ""
    return about + span(note.start, note.slut)


def span(start: Any, end: Any) -> str:
    """Write from when to when: "1:15-1:40"; only the start where nothing else is known."""
    import pandas as pd

    first = time_code(float(start))
    if pd.isna(end) or time_code(float(end)) == first:
        return first
    return f"{first}–{time_code(float(end))}"


def axis(
    sheet: Sheet, y: float, length: float, left: float, width: float, *, longest: float = 0.0
) -> None:
    """Draw the film's line of time from 0:00 with its time codes below.

    `longest`: length of the longest film that is drawn to the same scale; they share their steps.
    """
    sheet.line((left, left + width), (y, y), lw=2, gid="film")
    step = next((s for s in _STEPS if max(length, longest) / s <= 9), 172800)
    for k in range(int(length // step) + 1):
        x = left + (k * step / length if length else 0) * width
        sheet.line((x, x), (y, y + 0.07), lw=1.2)
        sheet.text(x, y + 0.09, time_code(k * step), look.SIZES["tiny"], ha="center",
                   color=look.QUIET)  # fmt: skip


@dataclass(frozen=True)
class _Flag:
    """A card on a pole: `rise` is how far from the line it begins, whichever side it is on."""

    card: Card
    x: float
    rise: float


def _flags(notes: pd.DataFrame, clip: Clip) -> list[_Flag]:
    """Hang notes on poles so that no pole crosses a card.

    From the last to the first: a card stands to the right of its pole and above those already
    there that it would cover, so every pole stands left of all cards lower down.
    """
    placed: list[_Flag] = []
    for note in reversed(list(rows(notes))):
        x = _START + (float(note.start) / clip.length if clip.length else 0.0) * _LENGTH
        words = text_of(note.hvad) or _WORDLESS
        card = paper.card([(words, "Regular")], _CARD, corner=_small(note))
        near = [f.rise + f.card.height for f in placed if f.x < x + _CARD + 0.08]
        placed.append(_Flag(card, x, max(near, default=_POLE) + 0.1))
    return placed[::-1]


def _small(note: Any) -> str:
    return corner(when(note), note.aktor)


def _in_words(note: Any) -> Note:
    words = text_of(note.hvad) or _WORDLESS
    return noted(note, words, _small(note), second=note.virkning == EFFECTS[1])


def _reach(flags: Sequence[_Flag]) -> float:
    return max((f.rise + f.card.height for f in flags), default=0.75)


def hjalp_og_spaendte_ben(frame: pd.DataFrame, about: About) -> View:
    """Make the line of a film: what we adults did that helped, and what got in the way."""
    import pandas as pd

    key = "video.hjalp_og_spaendte_ben"
    question = "Hvad gjorde vi voksne, der hjalp, og hvad spændte ben?"
    films = clips(frame)
    if not films:
        return empty(key, question, NO_NOTES + hidden(frame))
    told = pd.concat([c.notes for c in films])
    others = told["aktor"].isin(ACTORS[1:]) & told["virkning"].notna()
    if others.any():
        question = "Hvad hjalp, og hvad spændte ben?"
    if told["virkning"].isna().all():
        return empty(key, question, "Ingen noter siger endnu, om det hjalp eller spændte ben. "
                     "Skriv det i kolonnen virkning, hvor I er enige om det.")  # fmt: skip
    panels: list[tuple[Clip, list[_Flag], list[_Flag], float]] = []
    groups: list[Group] = []
    y = 0.0
    for clip in films:
        notes = clip.notes[clip.notes["virkning"].notna()]
        fits = len(notes)
        while True:
            part = notes.iloc[:fits]
            above, below = (_flags(part[part["virkning"] == e], clip) for e in EFFECTS)
            height = _HEADING + _reach(above) + _SCALE + _reach(below) + 0.3
            if y + height <= paper.MAX_HEIGHT or not fits:
                break
            fits = int(fits * 0.8)
        panels.append((clip, above, below, y))
        groups.append(Group(clip.name, "", tuple(_in_words(r) for r in rows(part))))
        y += height
    data = told[["klip", "start", "slut", "aktor", "hvad", "virkning"]]
    counts = [int((told["virkning"] == e).sum()) for e in EFFECTS]
    say = f"{notes_word(counts[0])} om noget, der hjalp, og {counts[1]} om noget, der spændte ben."
    silent = int(told["virkning"].isna().sum())
    unsaid = f" {notes_word(silent)} siger ingen af delene" if silent else ""
    shown = sum(len(a) + len(b) for _, a, b, _ in panels)
    rest = f" {shown} af dem er vist." if shown < sum(counts) else ""
    rest += hidden(frame)
    in_words = say + (f"{unsaid}." if silent else "") + rest
    say += (f"{unsaid} og er små streger på linjen." if silent else "") + rest

    def draw(figure: Any) -> None:
        sheet = Sheet(figure)
        for clip, above, below, top in panels:
            _draw_film(sheet, clip, above, below, top)

    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=OURS + nameless(films) + placed_by_us(films),
        alt=f"{plural(len(films), 'tidslinje', 'tidslinjer')} med {counts[0]} noter over linjen om "
        f"det, der hjalp, og {counts[1]} under linjen om det, der spændte ben.",
        data=data,
        blocks=(
            Painted(
                draw=draw,
                height=max(y, 4.6),
                quotes=True,
                told=Pairs(
                    groups=tuple(g for g in groups if g.notes),
                    columns=("Det hjalp", "Det spændte ben"),
                    assumed=False,
                ),
                sentence=in_words,
            ),
        ),
    )


def _draw_film(
    sheet: Sheet, clip: Clip, above: list[_Flag], below: list[_Flag], top: float
) -> None:
    line = top + (_HEADING if clip.name else 0.1) + _reach(above)
    under = line + _SCALE
    if clip.name:
        sheet.text(LEFT, top + 0.05, clip.name, 18)
    axis(sheet, line, clip.length, _START, _LENGTH)
    sheet.text(LEFT, line - 0.12, "Det hjalp", 16, va="bottom")
    sheet.text(LEFT, under + 0.12, "Det spændte\nben", 16)
    laid = []
    for flags, sign, base, colour in ((above, -1, line, look.BLUE), (below, 1, under, look.ORANGE)):
        for flag in flags:
            y = base - flag.rise - flag.card.height if sign < 0 else base + flag.rise
            laid.append(flag.card.at(flag.x, y))
            # The pole ends under the card's edge, which is not quite straight.
            far = y + flag.card.height - 0.03 if sign < 0 else y + 0.03
            sheet.line((flag.x, flag.x), (base, far), color=colour, lw=1.4, zorder=0.5, gid="stang")
    for row in rows(clip.notes):
        _mark(sheet, row, clip, line, under)
    sheet.cards(laid)
    if not laid:
        words = "Ingen noter her siger, om det hjalp eller spændte ben."
        sheet.text(_START, line - 0.45, words, look.SIZES["small"], color=look.QUIET)


def _mark(sheet: Sheet, row: Any, clip: Clip, line: float, under: float) -> None:
    """Draw how long it lasted, on its own side of the line; a short stroke where nobody said."""
    import pandas as pd

    scale = _LENGTH / clip.length if clip.length else 0.0
    x = _START + float(row.start) * scale
    if not isinstance(row.virkning, str):
        sheet.line((x, x), (line - 0.08, line + 0.02), color=look.QUIET, lw=1.6, gid="uden")
        return
    end = x if pd.isna(row.slut) else _START + float(row.slut) * scale
    helped = row.virkning == EFFECTS[0]
    y = line - 0.06 if helped else under + 0.04
    sheet.line((x, max(end, x + 0.05)), (y, y), color=look.BLUE if helped else look.ORANGE, lw=7,
               gid="varighed")  # fmt: skip


def noterne_i_raekkefoelge(frame: pd.DataFrame, about: About) -> View:
    """Make the notes in the film's order, what is seen and what is assumed kept apart."""
    import pandas as pd

    films = clips(frame)
    key = "video.noterne_i_raekkefoelge"
    question = f"Hvad ser vi i {of_clips(films)}, og hvad antager vi?"
    if not films:
        return empty(key, question, NO_NOTES + hidden(frame))
    data = pd.concat([c.notes.assign(klip=c.name) for c in films])
    wordless = int(data["hvad"].isna().sum())
    data = data[data["hvad"].notna()]
    if data.empty:
        return empty(key, question, "Noterne har tidskoder, men ingen ord endnu. Skriv det, I ser, "
                     "i kolonnen hvad.")  # fmt: skip
    groups = tuple(
        Group(str(clip), "", tuple(_as_seen(row) for row in rows(part)))
        for clip, part in data.groupby("klip", sort=False)
    )
    guesses = int(data["tolkning"].notna().sum()) or "ingen"
    say = f"{notes_word(len(data))} i {of_clips(films)}s rækkefølge, {guesses} med noget antaget."
    if wordless:
        say += f" {notes_word(wordless)} har ingen ord."
    columns = ["klip", "start", "slut", "aktor", "hvad", "virkning", "tema", "tolkning"]
    columns += [n for n in ("anslaaet",) if n in data]
    return View(
        key=key,
        question=question,
        sentence=say + hidden(frame),
        caveat=OURS + nameless(films) + placed_by_us(films),
        data=data[columns],
        blocks=(Pairs(groups=groups, columns=("Det, vi ser", "Det, vi antager")),),
    )


def _as_seen(row: Any) -> Note:
    told = corner(when(row), row.aktor, row.tema, row.virkning)
    return noted(row, row.hvad, told, beside=text_of(row.tolkning))


def noted(row: Any, words: str, small: str, **options: Any) -> Note:
    """Return a row of notes about film as a note, found by who acts, its theme and its effect."""
    keys = (text_of(row.aktor), text_of(row.tema), text_of(row.virkning))
    return Note(words, "", small, id=row.note_id, keys=tuple(filter(None, keys)), **options)
