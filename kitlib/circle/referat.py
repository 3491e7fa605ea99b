"""The referat: only what the team says may stand there, for those it says may get it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.circle.state import state as whole_state
from kitlib.circle.trials import Trial, said_of
from kitlib.dansk import long_date
from kitlib.problems import KitError
from kitlib.writing import Home, footer, write_files

if TYPE_CHECKING:
    from kitlib.circle.session import Session

__all__ = ["Part", "Referat", "make_referat", "parts_of", "write_referat", "written"]


@dataclass(frozen=True)
class Part:
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
    """

    key: str
    phase: str
    label: str
    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Referat:
    """A referat as it is written: title, a line under it, and its parts."""

    title: str
    under: str
    parts: tuple[Part, ...]


def parts_of(session: Session) -> tuple[Part, ...]:
    """Return everything written at a meeting that may stand in its referat, in its order.

    Names and numbers that identify somebody are covered, unless somebody said that they are none;
    what sounds like a worry for a child is not among it.
    """
    from kitlib.privacy.answers import read_answers
    from kitlib.privacy.cover import as_answered

    told = partial(as_answered, answers=read_answers(session.team.folder))
    parts = [
        Part(p.key, p.phase, p.label, told(p.text), tuple(t for t in map(told, p.points) if t))
        for p in _all_parts(session)
    ]
    return tuple(p for p in parts if p.text or p.points)


def written(session: Session) -> Iterator[tuple[str, str]]:
    """Give everything written at a meeting as it was written, each with where it stands."""
    for part in _all_parts(session):
        for text in (part.text, *part.points):
            yield f"{part.phase}: {part.label}", text


def _all_parts(session: Session) -> list[Part]:
    # As it was typed: whoever asks for the parts covers what is to be covered.
    state = whole_state(session, cover=str)
    questions = {v["key"]: v["question"] for v in (*state["views"], *state["more"])}
    parts: list[Part] = []
    heaps = [
        Part(f"bord.{heap.id}", "", heap.name, heap.told, tuple(n.words for n in heap.notes))
        for heap in session.heaps_on_paper()
    ]
    for phase in state["phases"]:
        for found in phase["fields"]:
            points = [_answer(a) for a in found["answers"]]
            points += [f"{p['title']}: {'; '.join(a['text'] for a in p['answers'])}"
                       for p in found["piles"]]  # fmt: skip
            texts = [found["value"], *found["others"]]
            text = "\n\n".join(t.strip() for t in texts if t.strip())
            parts.append(Part(found["key"], phase["title"], found["label"], text, tuple(points)))
        if "bud" in phase["parts"] or "visninger" in phase["parts"]:
            parts += _buds(session, phase["title"], questions, {p.key for p in parts})
        if "visninger" in phase["parts"]:
            # They were made of what was seen, so they stand where it was first looked at.
            parts += [replace(heap, phase=phase["title"]) for heap in heaps]
            heaps = []
        if "siden_sidst" in phase["parts"]:
            parts += [_revisited(session, t, phase["title"]) for t in session.to_revisit]
        if "parkering" in phase["parts"]:
            ideas = tuple(p["text"] for p in state["parked"])
            parts.append(Part("parkeret", phase["title"], "Parkerede ideer", "", ideas))
        if "proevehandling" in phase["parts"]:
            parts += [_trial(session, t, phase["title"]) for t in session.today_trials]
    return parts


def _answer(answer: Mapping[str, Any]) -> str:
    hands = answer["hands"]
    if not hands:
        return str(answer["text"])
    return f"{answer['text']} ({hands} {'hånd' if hands == 1 else 'hænder'})"


def _buds(
    session: Session, phase: str, questions: Mapping[str, str], there: Collection[str]
) -> list[Part]:
    parts = []
    for key in session.team.view_keys:
        name = f"bud.{key}"
        if name in there or not session.value(name, None):
            continue
        if not session.value(f"vist_bud.{key}", False):
            continue
        together = session.together(key)
        if together:
            label = questions.get(key) or session.figure(key).question
            said = together["sentence"].replace("I regnede", "Vi regnede", 1)
            parts.append(Part(name, phase, f"Vores bud: {label}", said))
    return parts


def _trial(session: Session, trial: Trial, phase: str) -> Part:
    said = [f"{question} {answer}" for _, question, answer in said_of(trial, session.team)]
    label = "Prøvehandling" if trial.agreed else "Prøvehandling, ikke aftalt endnu"
    return Part(f"proeve.{trial.id}", phase, label, "", tuple(said))


def _revisited(session: Session, trial: Trial, phase: str) -> Part:
    those = session.team.about.persons.those
    said = [f"Vi aftalte: {trial.values.get('hvad', '')}"]
    for decision in trial.decisions:
        if decision.meeting == session.meeting:
            if decision.children:
                said.append(f"Det fik {those} ud af det: {decision.children}")
            if decision.choice:
                said.append(f"Vi {decision.choice} det.")
    return Part(f"siden.{trial.id}", phase, "Siden sidst", "", tuple(said))


def write_referat(
    session: Session, fields: Sequence[str], receivers: str, *, out: Path | None = None
) -> list[Path]:
    """Write the referat of a meeting as Markdown, HTML and PDF below `ud`: all three or none.

    Parameters
    ----------
    fields : sequence of str
        Keys of the parts that may stand there.
    receivers : str
        Who may get it, in the team's words.

    Raises
    ------
    KitError
        Where nothing is chosen, or nobody may get it.
    """
    chosen = tuple(p for p in parts_of(session) if p.key in fields)
    if not chosen:
        raise KitError("Der er ikke valgt noget, som må stå der.", hint="Vælg mindst én ting.")
    if not receivers.strip():
        hint = 'Skriv fx "teamet" eller "teamet og ledelsen".'
        raise KitError("Der står ikke, hvem der må få referatet.", hint=hint)
    under = (
        f"{session.team.name}, {long_date(session.today)}. Teamet har godkendt det. "
        f"Må gives til: {receivers.strip().rstrip('.')}."
    )
    referat = Referat(f"Referat: {session.circle.title}", under, chosen)
    home = session.team.home
    stem = f"referat_{session.meeting.replace('.', '_')}"
    place = out or home.out
    made: dict[str, bytes | str] = {
        f"{stem}.md": _markdown(referat, home),
        f"{stem}.html": _html(referat, home),
        f"{stem}.pdf": _pdf(referat, home),
    }
    return write_files(made, place, home, output="referat")


def _by_phase(referat: Referat) -> list[tuple[str, list[Part]]]:
    phases = dict.fromkeys(p.phase for p in referat.parts)
    return [(name, [p for p in referat.parts if p.phase == name]) for name in phases]


_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#+-!|~"})


def _md(text: str) -> str:
    """Write a text so that Markdown shows it as it stands."""
    return text.translate(_SPECIAL)


def _markdown(referat: Referat, home: Home) -> str:
    lines = [f"# {_md(referat.title)}", "", _md(referat.under), ""]
    for phase, parts in _by_phase(referat):
        lines += [f"## {_md(phase)}", ""]
        for part in parts:
            lines += [f"### {_md(part.label)}", ""]
            lines += [x for piece in part.text.split("\n") if piece for x in (_md(piece), "")]
            lines += [f"- {_md(' '.join(point.split()))}" for point in part.points]
            lines += [""] if part.points else []
    return "\n".join([*lines, "---", "", footer(home), ""])


def _html(referat: Referat, home: Home) -> str:
    from kitlib.page import document_html

    sections = [
        {"title": phase, "parts": [
            {"label": p.label, "paragraphs": [t for t in p.text.split("\n") if t.strip()],
             "points": p.points} for p in parts]}
        for phase, parts in _by_phase(referat)
    ]  # fmt: skip
    return document_html(title=referat.title, under=referat.under, sections=sections, home=home)


def _pdf(referat: Referat, home: Home) -> bytes:
    from kitlib.typeset import pdf

    sections: list[dict[str, Any]] = []
    for phase, parts in _by_phase(referat):
        for part in parts:
            section: dict[str, Any] = {"overskrift": f"{phase}: {part.label}"}
            text = "\n\n".join(t for t in part.text.split("\n") if t.strip())
            if text:
                section["tekst"] = text
            if part.points:
                section["punkter"] = list(part.points)
            sections.append(section)
    data = {"titel": referat.title, "under": referat.under, "fod": footer(home),
            "afsnit": sections}  # fmt: skip
    return pdf("dokument", data)


def make_referat(source: Path, out: Path) -> list[Path]:
    """Make a referat that quotes the team's first note, for the register of outputs."""
    from kitlib.circle.session import Session

    session = Session.open(source)
    notes = session.shown.shown.get("postits")
    words = [] if notes is None else list(notes["observation"].dropna())
    session.put("se.set", str(words[0]) if words else "Vi så sedlerne på bordet.")
    return session.approve([p.key for p in parts_of(session)], "teamet", out=out)
