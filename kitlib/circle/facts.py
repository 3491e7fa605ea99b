"""What stands in the fields of a meeting, as the page and the referat may show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kitlib.circle.model import Field
from kitlib.journal.kind import found
from kitlib.journal.kinds import Answer, Parked, Piled, Together
from kitlib.journal.merge import Head
from kitlib.privacy.worry import sounds_like_worry

__all__ = ["Cover", "FieldText", "Replies", "Reply", "parked", "written_in"]

#: Takes the words of an answer typed behind a hidden screen and returns them as they may be shown.
Cover = Callable[[str], str]


@dataclass(frozen=True)
class Reply:
    """One answer: its name in the logbog, which for a hidden one is random, and what it says."""

    id: str
    text: str
    hands: int | None
    pile: str


@dataclass(frozen=True)
class Replies:
    """The answers to a field.

    Parameters
    ----------
    shown : tuple of Reply
    waiting : int
        Hidden ones that are not shown yet.
    worry : bool
        Whether one is left out that sounds like a worry for a child.
    covered : bool
        Whether one is shown otherwise than it was typed.
    """

    shown: tuple[Reply, ...] = ()
    waiting: int = 0
    worry: bool = False
    covered: bool = False

    @property
    def piles(self) -> dict[str, list[Reply]]:
        """The answers that lie in piles, by their headings."""
        titles = sorted({r.pile for r in self.shown if r.pile}, key=str.casefold)
        return {title: [r for r in self.shown if r.pile == title] for title in titles}

    @property
    def loose(self) -> list[Reply]:
        """The answers in no pile."""
        return [r for r in self.shown if not r.pile]


@dataclass(frozen=True)
class FieldText:
    """What stands in one field.

    Parameters
    ----------
    value : str
        What was typed; of what the team is curious about, what om.toml says until it is mended.
    version : str
        "" where nobody ever wrote in it.
    others : tuple of str
        What somebody wrote at the same time.
    replies : Replies
        Answers to it ("svar").
    laid : Replies
        Answers to another field that are laid in piles here ("bunker").
    typed : bool
        Whether the team wrote anything in it.
    """

    value: str
    version: str
    others: tuple[str, ...]
    replies: Replies
    laid: Replies
    typed: bool


def written_in(field: Field, heads: Mapping[str, Head], cover: Cover, curious: str) -> FieldText:
    """Return what stands in a field of a circle.

    Parameters
    ----------
    cover : callable
        What hidden answers pass before they are shown.
    curious : str
        What the team is curious about, from om.toml.
    """
    head = heads.get(field.key)
    value = "" if head is None or head.value is None else str(head.value)
    replies = _replies(field.key, heads, cover) if field.kind == "svar" else Replies()
    laid = _replies(field.source, heads, cover) if field.kind == "bunker" else Replies()
    return FieldText(
        curious if field.front == "nysgerrig" and head is None else value,
        "" if head is None else head.entry.version,
        () if head is None else tuple(str(e.value) for e in head.others),
        replies,
        laid,
        bool(value.strip() or replies.shown or replies.waiting or laid.piles),
    )


def _replies(name: str, heads: Mapping[str, Head], cover: Cover) -> Replies:
    together = any(said.field == name and said.shown for said, _ in found(Together, heads))
    piles = {said.answer: said.pile for said, _ in found(Piled, heads)}
    answers = [(h.entry.field, said) for said, h in found(Answer, heads) if said.field == name]
    out = [(key, said) for key, said in answers if together or not said.hidden]
    # What is typed in the open is answered there and then (`kitlib.asking.marking`).
    may = [(key, a) for key, a in out if not (a.hidden and sounds_like_worry(a.text))]
    shown = tuple(
        Reply(key, cover(a.text) if a.hidden else a.text, a.hands, piles.get(key, ""))
        for key, a in may
    )
    covered = any(reply.text != a.text for reply, (_, a) in zip(shown, may, strict=True))
    return Replies(shown, len(answers) - len(out), len(may) < len(out), covered)


def parked(heads: Mapping[str, Head]) -> list[tuple[str, str]]:
    """Return every idea that is parked with its name in the logbog, the first written first."""
    ideas = [(h.entry.counter, h.entry.field, said.text) for said, h in found(Parked, heads)]
    return [(key, text) for _, key, text in sorted(ideas) if text]
