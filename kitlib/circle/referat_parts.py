"""What may stand in a referat: everything written at a meeting, part by part, names covered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from kitlib.circle.facts import Reply, parked, written_in
from kitlib.circle.trials import Trial, said_of

if TYPE_CHECKING:
    from kitlib.circle.session import Session

__all__ = ["ReferatPart", "parts_of", "written"]


@dataclass(frozen=True)
class ReferatPart:
    """Something that may stand in a referat: a heading with text or points under it.

    Parameters
    ----------
    key : str
        What is chosen by.
    phase, label : str
        Where it was written, and the heading.
    text : str
        Paragraphs.
    points : tuple of str
        Answers, one a line.
    front : str
        Where on the first page it stands: "nysgerrig", "set", "tror" or "proev"; "" behind it.
    short : tuple of str
        What the first page says of it; where that is nothing, it stands there whole.
    figure : str
        Key of the view it is.
    pictures : tuple of str
        The file of the handwriting of each of its points, empty for one that was typed.
    again : date, optional
        When the team comes back to it.
    """

    key: str
    phase: str
    label: str
    text: str = ""
    points: tuple[str, ...] = ()
    front: str = ""
    short: tuple[str, ...] = ()
    figure: str = ""
    pictures: tuple[str, ...] = ()
    again: date | None = None


def parts_of(session: Session) -> tuple[ReferatPart, ...]:
    """Return everything written at a meeting that may stand in its referat, in its order.

    Names and numbers that identify somebody are covered, unless somebody said that they are none;
    what sounds like a worry for a child is not among it.
    """
    from kitlib.privacy.answers import read_answers
    from kitlib.privacy.cover import as_answered

    told = partial(as_answered, answers=read_answers(session.team.folder))
    parts = [_covered(part, told) for part in _all_parts(session)]
    there = tuple(p for p in parts if p.text or p.points)
    # What om.toml says is the team's word once something else is said.
    return there if any(p.front != "nysgerrig" for p in there) or _mended(session) else ()


def _covered(part: ReferatPart, told: Callable[[str], str]) -> ReferatPart:
    pictures = part.pictures or ("",) * len(part.points)
    # A name that is covered in the words may stand on the picture.
    points = [
        (said, picture if said == point else "")
        for point, picture in zip(part.points, pictures, strict=True)
        if (said := told(point))
    ]
    return replace(
        part,
        text=told(part.text),
        points=tuple(said for said, _ in points),
        pictures=tuple(picture for _, picture in points) if part.pictures else (),
        short=tuple(t for t in map(told, part.short) if t),
    )


def _mended(session: Session) -> bool:
    heads = session.meeting.heads()
    return any(
        f.front == "nysgerrig" and f.key in heads for f in session.meeting.circle.fields.values()
    )


def written(session: Session) -> Iterator[tuple[str, str]]:
    """Give everything written at a meeting as it was written, each with where it stands."""
    for part in _all_parts(session):
        for text in (part.text, *part.points):
            yield f"{part.phase}: {part.label}", text


def _all_parts(session: Session) -> list[ReferatPart]:
    heads, circle = session.meeting.heads(), session.meeting.circle
    parts: list[ReferatPart] = []
    heaps = [
        ReferatPart(
            f"bord.{heap.id}",
            "",
            heap.name,
            heap.told,
            tuple(n.words for n in heap.notes),
            "set",
            (f"{heap.name}, {heap.told}",),
            pictures=tuple(n.picture for n in heap.notes),
        )
        for heap in session.bordet.heaps_on_paper()
    ]
    for phase in circle.phases:
        for field in phase.fields:
            # As it was typed: whoever asks for the parts covers what is to be covered.
            said = written_in(field, heads, str, session.notes.curious)
            piles = [*said.replies.piles.items(), *said.laid.piles.items()]
            points = [f"{title}: {' · '.join(map(_answer, those))}" for title, those in piles]
            points += map(_answer, said.replies.loose)
            text = "\n\n".join(t.strip() for t in (said.value, *said.others) if t.strip())
            part = ReferatPart(
                field.key, phase.title, field.label, text, tuple(points), field.front
            )
            parts.append(part)
        if "bud" in phase.parts or "visninger" in phase.parts:
            parts += _buds(session, phase.title, {p.key for p in parts})
        if "visninger" in phase.parts:
            parts += _figures(session, phase.title, {p.key for p in parts})
            # They were made of what was seen, so they stand where it was first looked at.
            parts += [replace(heap, phase=phase.title) for heap in heaps]
            heaps = []
        if "siden_sidst" in phase.parts:
            parts += [_revisited(session, t, phase.title) for t in session.trials.to_revisit]
        if "parkering" in phase.parts:
            ideas = tuple(text for _, text in parked(heads))
            parts.append(ReferatPart("parkeret", phase.title, "Parkerede ideer", "", ideas))
        if "proevehandling" in phase.parts:
            parts += [_trial(session, t, phase.title) for t in session.trials.of_today]
    return parts


def _answer(reply: Reply) -> str:
    if not reply.hands:
        return reply.text
    return f"{reply.text} ({reply.hands} {'hånd' if reply.hands == 1 else 'hænder'})"


def _buds(session: Session, phase: str, there: Collection[str]) -> list[ReferatPart]:
    parts = []
    for key in session.team.view_keys:
        name = f"bud.{key}"
        if name in there or not session.figures.bud_on(key) or not session.figures.revealed(key):
            continue
        if told := session.figures.told(key):
            said = told.replace("I regnede", "Vi regnede", 1)
            parts.append(ReferatPart(name, phase, "Vores bud", said))
    return parts


def _figures(session: Session, phase: str, there: Collection[str]) -> list[ReferatPart]:
    """The figures that were looked at; not those that are notes, which go where they are read."""
    parts = []
    for key in session.team.view_keys:
        name = f"figur.{key}"
        if name in there or not session.figures.revealed(key):
            continue
        view = session.figures.of(key)
        if not view.is_empty and not view.quotes:
            parts.append(
                ReferatPart(name, phase, view.question, view.sentence, (), "set", figure=key)
            )
    return parts


def _trial(session: Session, trial: Trial, phase: str) -> ReferatPart:
    told = {name: (question, said) for name, question, said in said_of(trial, session.team)}
    label = "Prøvehandling" if trial.agreed else "Prøvehandling, ikke aftalt endnu"
    points = tuple(f"{question} {said}" for question, said in told.values())
    return ReferatPart(
        f"proeve.{trial.id}",
        phase,
        label,
        "",
        points,
        "proev",
        tuple(_in_short(session, {name: said for name, (_, said) in told.items()})),
        again=trial.revisit,
    )


def _in_short(session: Session, said: Mapping[str, str]) -> Iterator[str]:
    """What we try, who does it, from when, and the sign."""
    if "hvad" in said:
        yield said["hvad"]
    if "hvem" in said:
        yield f"Hvem: {said['hvem']}"
    if "fra" in said:
        yield f"Vi begynder {said['fra']}"
    if "tegn" in said:
        yield f"Tegnet hos {session.team.about.persons.those}: {said['tegn']}"


def _revisited(session: Session, trial: Trial, phase: str) -> ReferatPart:
    those = session.team.about.persons.those
    said = [f"Vi aftalte: {trial.values.get('hvad', '')}"]
    for decision in trial.decisions:
        if decision.meeting == session.meeting.name:
            if decision.children:
                said.append(f"Det fik {those} ud af det: {decision.children}")
            if decision.choice:
                said.append(f"Vi {decision.choice} det.")
    return ReferatPart(f"siden.{trial.id}", phase, "Hvad kom der ud af det?", "", tuple(said))
