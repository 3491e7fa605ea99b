"""Notes as they lie on a table: each with its words, and the headings it can be laid under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kitlib.codes import order
from kitlib.dansk import join, plural

__all__ = ["Laid", "LaidNote", "Way", "amount", "laid_together"]


@dataclass(frozen=True, kw_only=True)
class LaidNote:
    """One note on the table, or notes that were counted and lie there as a pile.

    Parameters
    ----------
    id : str
        Name it keeps from day to day; of two notes that say the same, each has its own.
    text, said : str
        What was seen, and somebody's own words in quotation marks.
    corner : str
        The small line: who, when.
    n : int
        How many notes it is; more than one for a counted pile.
    counted : bool
        Whether they were only counted, so that nobody knows their words.
    day : str
        The day it was seen, as "2026-03-03"; empty where not known, and for a counted pile.
    clip : str
        The film it is about; empty for a note about no film.
    start, stop : float, optional
        Where in the film, in seconds.
    under : mapping of str to tuple of str
        The headings it lies under, by the key of a way of laying; an empty tuple where it has
        none, and no key at all where the question does not arise.
    picture : str
        The file of its handwriting; empty where it was typed.
    """

    id: str
    text: str
    said: str = ""
    corner: str = ""
    n: int = 1
    counted: bool = False
    day: str = ""
    clip: str = ""
    start: float | None = None
    stop: float | None = None
    under: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    picture: str = ""

    @property
    def note(self) -> str:
        """The note's own name, which two notes that say the same share."""
        return self.id.partition("~")[0]

    @property
    def words(self) -> str:
        """All it says, on one line."""
        return " ".join(" ".join((self.text, self.said)).split())


@dataclass(frozen=True)
class Way:
    """A way of laying the table: by situation, by theme, by child.

    Parameters
    ----------
    key, label : str
        Name in `LaidNote.under`, and the word for it.
    headings : tuple of str
        In their order; those that have a note.
    without : str
        What notes with no answer lie under.
    """

    key: str
    label: str
    headings: tuple[str, ...]
    without: str

    @classmethod
    def of(
        cls, key: str, label: str, without: str, *, known: Iterable[str], notes: Iterable[LaidNote]
    ) -> Way:
        """Make a way of what notes lie under: what is known first, the rest as people count."""
        found = {heading for note in notes for heading in note.under.get(key, ())}
        first = [heading for heading in dict.fromkeys(known) if heading in found]
        return cls(key, label, (*first, *sorted(found - {*first}, key=order)), without)


@dataclass(frozen=True)
class Laid:
    """Everything on the table; `told` says what is not."""

    notes: tuple[LaidNote, ...] = ()
    ways: tuple[Way, ...] = ()
    told: str = ""


def laid_together(parts: Iterable[Laid]) -> Laid:
    """Lay what several instruments have on one table; each note gets a name of its own.

    Examples
    --------
    >>> one = LaidNote(id="a1", text="Bygger et tårn.")
    >>> [n.id for n in laid_together([Laid((one, one)), Laid((one,))]).notes]
    ['a1', 'a1~2', 'a1~3']
    """
    found = list(parts)
    seen: Counter[str] = Counter()
    notes = []
    for note in (n for part in found for n in part.notes):
        seen[note.id] += 1
        again = seen[note.id]
        notes.append(note if again == 1 else replace(note, id=f"{note.id}~{again}"))
    ways: dict[str, Way] = {}
    for way in (w for part in found for w in part.ways):
        known = ways.get(way.key)
        headings = (*known.headings, *way.headings) if known else way.headings
        ways[way.key] = replace(known or way, headings=tuple(dict.fromkeys(headings)))
    told = " ".join(dict.fromkeys(part.told for part in found if part.told))
    return Laid(tuple(notes), tuple(ways.values()), told)


def amount(notes: Iterable[LaidNote]) -> str:
    """Say how many notes there are, and from how many days or films.

    Examples
    --------
    >>> seen = [LaidNote(id=i, text="", day=d) for i, d in (("a", "2026-03-03"), ("b", ""))]
    >>> amount(seen)
    '2 noter fra 1 dag, 1 uden dato'
    >>> amount([*seen, LaidNote(id="c", text="3 sedler", n=3, counted=True)])
    '5 noter fra 1 dag, 1 uden dato, 3 talt på bordet'
    """
    those = list(notes)
    films = {n.clip for n in those if n.start is not None}
    days = {n.day for n in those if n.day and n.start is None}
    undated = sum(n.n for n in those if n.start is None and not n.day and not n.counted)
    counted = sum(n.n for n in those if n.counted)
    told = [plural(len(days), "dag", "dage")] if days else []
    told += [plural(len(films), "klip", "klip")] if films else []
    said = plural(sum(n.n for n in those), "note", "noter")
    said += f" fra {join(told)}" if told else ""
    rest = [(undated, "uden dato"), (counted, "talt på bordet")]
    return ", ".join([said, *(f"{n} {words}" for n, words in rest if n)])
