"""The film's line of time: what helped above, what got in the way below; and notes in order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.dansk import time_code
from kitlib.figures import Film, Group, Note, Pairs, Reel, Span, View
from kitlib.instruments.guesses import Guess
from kitlib.instruments.marks import assumed_of, corner, empty, notes_word, rows, text_of
from kitlib.instruments.video.columns import ACTORS, EFFECTS
from kitlib.instruments.video.tables import Clip, clips, hidden, nameless, of_clips, placed_by_us

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "NO_NOTES",
    "OURS",
    "effects",
    "hjalp_og_spaendte_ben",
    "noterne_i_raekkefoelge",
    "span",
    "spanned",
    "when",
]

NO_NOTES = "video.tom"
#: Where the sentence stands that is under every view of a film.
OURS = "video.under"

_WORDLESS = "(uden ord)"


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


def hjalp_og_spaendte_ben(frame: pd.DataFrame, about: About) -> View:
    """Make the line of a film: what we adults did that helped, and what got in the way."""
    import pandas as pd

    key = "video.hjalp_og_spaendte_ben"
    question = about.says(f"{key}.spoergsmaal")
    films = clips(frame)
    if not films:
        return empty(key, question, about.says(NO_NOTES) + hidden(frame))
    told = pd.concat([c.notes for c in films])
    others = told["aktor"].isin(ACTORS[1:]) & told["virkning"].notna()
    if others.any():
        question = about.says(f"{key}.spoergsmaal_om_alle")
    if told["virkning"].isna().all():
        return empty(key, question, about.says(f"{key}.tom"))
    data = told[["klip", "start", "slut", "aktor", "hvad", "virkning"]]
    counts = [int((told["virkning"] == e).sum()) for e in EFFECTS]
    silent = int(told["virkning"].isna().sum())
    unsaid = f" {notes_word(silent)} siger ingen af delene." if silent else ""
    return View(
        key=key,
        question=question,
        sentence=_more(*counts),
        caveat=about.says(OURS) + unsaid + nameless(films) + placed_by_us(films),
        data=data,
        blocks=(Film(reels=tuple(map(_reel, films)), columns=("Det hjalp", "Det spændte ben")),),
    )


def _more(helped: int, hindered: int) -> str:
    """Say which side has more notes.

    Examples
    --------
    >>> _more(17, 11), _more(0, 1)
    ('Mest om det, der hjalp: 17 noter mod 11.', 'Kun om det, der spændte ben: 1 note.')
    >>> _more(4, 4)
    'Lige meget om det, der hjalp, og det, der spændte ben: 4 noter hver.'
    """
    if helped == hindered:
        each = f"{notes_word(helped)} hver"
        return f"Lige meget om det, der hjalp, og det, der spændte ben: {each}."
    sides = ((helped, "hjalp"), (hindered, "spændte ben"))
    (less, _), (more, side) = sorted(sides)
    of = f"om det, der {side}: {notes_word(more)}"
    return f"Mest {of} mod {less}." if less else f"Kun {of}."


def _reel(clip: Clip) -> Reel:
    return Reel(clip.name, clip.length, tuple(spanned(row) for row in rows(clip.notes)))


def spanned(row: Any) -> Span:
    """Return a note of a film with its place in it."""
    import pandas as pd

    side = EFFECTS.index(row.virkning) if text_of(row.virkning) in EFFECTS else -1
    note = noted(row, text_of(row.hvad) or _WORDLESS, corner(when(row), row.aktor))
    return Span(note, float(row.start), None if pd.isna(row.slut) else float(row.slut), side)


def noterne_i_raekkefoelge(frame: pd.DataFrame, about: About) -> View:
    """Make the notes in the film's order, what is seen and what is assumed kept apart."""
    import pandas as pd

    films = clips(frame)
    key = "video.noterne_i_raekkefoelge"
    question = about.says(f"{key}.spoergsmaal", klip=of_clips(films))
    if not films:
        return empty(key, question, about.says(NO_NOTES) + hidden(frame))
    data = pd.concat([c.notes.assign(klip=c.name) for c in films])
    wordless = int(data["hvad"].isna().sum())
    data = data[data["hvad"].notna()]
    if data.empty:
        return empty(key, question, about.says(f"{key}.tom"))
    groups = tuple(
        Group(str(clip), "", tuple(_as_seen(row) for row in rows(part)))
        for clip, part in data.groupby("klip", sort=False)
    )
    assumed = data[data["tolkning"].notna()]
    say = about.says(f"{key}.intet_antaget")
    if len(assumed):
        themes = Counter(str(each) for each in assumed["tema"].dropna())
        say = assumed_of(themes, "temaer")
    if wordless:
        say += f" {notes_word(wordless)} har ingen ord."
    columns = ["klip", "start", "slut", "aktor", "hvad", "virkning", "tema", "tolkning"]
    columns += [n for n in ("anslaaet",) if n in data]
    sides = about.says(f"{key}.set"), about.says(f"{key}.antaget")
    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=about.says(OURS) + nameless(films) + placed_by_us(films),
        data=data[columns],
        blocks=(Pairs(groups=groups, columns=sides),),
    )


def _as_seen(row: Any) -> Note:
    told = corner(when(row), row.aktor, row.tema, row.virkning)
    return noted(row, row.hvad, told, beside=text_of(row.tolkning))


def noted(row: Any, words: str, small: str, **options: Any) -> Note:
    """Return a row of notes about film as a note, found by who acts, its theme and its effect."""
    keys = (text_of(row.aktor), text_of(row.tema), text_of(row.virkning))
    return Note(words, "", small, id=row.note_id, keys=tuple(filter(None, keys)), **options)


def effects(view: View) -> Guess:
    """What can be guessed: whether more notes are of what helped or of what got in the way."""
    told = view.data["virkning"].dropna()
    counts = {e: int((told == e).sum()) for e in ("hjalp", "spændte ben")}
    labels = (("hjalp", "Det hjalp"), ("spændte ben", "Det spændte ben"))
    return Guess(view.key, labels, counts, "note", "noter", what="virkning")
