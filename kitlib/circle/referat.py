"""The referat: one page first, then the rest; only what the team says, for those it says."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kitlib.circle.referat_parts import ReferatPart
from kitlib.dansk import long_date
from kitlib.handwritten import BY_HAND, hand_of
from kitlib.problems import KitError
from kitlib.writing import Home, footer, write_files

if TYPE_CHECKING:
    from kitlib.circle.session import Session

__all__ = [
    "Referat",
    "ReferatPiece",
    "for_team_alone",
    "mark_of",
    "rehearse",
    "shared",
    "write_referat",
]

# Words by which a team says that nobody else gets it.
_OURSELVES = frozenset({"kun", "bare", "hele", "alle", "teamet", "team", "vores", "os", "selv"})

#: The first page in its order: which parts, and the heading.
_FRONT = (
    ("nysgerrig", "Vi var nysgerrige på"),
    ("set", "Vi så"),
    ("tror", "Vi tror"),
    ("proev", "Vi prøver af"),
)
_TITLES = frozenset(title for _, title in _FRONT)
_AGAIN = "Vi tager det op igen"


@dataclass(frozen=True)
class ReferatPiece:
    """A heading of a referat with what stands under it.

    Parameters
    ----------
    title : str
    parts : tuple of ReferatPart
        With their labels as smaller headings; a part without one has none.
    figure : str
        Key of the view drawn under it.
    breaks : bool
        Whether it begins a page.
    """

    title: str
    parts: tuple[ReferatPart, ...]
    figure: str = ""
    breaks: bool = False


@dataclass(frozen=True)
class Referat:
    """A referat as it is written: title, a line under it, and its pieces."""

    title: str
    under: str
    pieces: tuple[ReferatPiece, ...]


def shared(home: Home, receivers: str) -> Home:
    """Return where a referat lies, with who may get it: the same words at its top and its foot."""
    return replace(home, given=" ".join(receivers.split()).rstrip("."))


def mark_of(parts: Sequence[ReferatPart]) -> str:
    """Return a mark of what may stand in a referat, to see whether it was changed since."""
    said = repr([(p.key, p.text, p.points, *filter(None, (p.pictures,))) for p in parts])
    return blake2s(said.encode("utf-8", "replace"), digest_size=8).hexdigest()


def for_team_alone(receivers: str) -> bool:
    """Whether nobody but the team gets a referat: only then may handwriting be in it.

    Examples
    --------
    >>> for_team_alone("Kun teamet."), for_team_alone("teamet og ledelsen"), for_team_alone("")
    (True, False, False)
    """
    words = re.findall(r"\w+", receivers.casefold())
    return bool({"teamet", "os"} & {*words}) and _OURSELVES.issuperset(words)


def write_referat(
    session: Session, chosen: Sequence[ReferatPart], receivers: str, *, out: Path | None = None
) -> list[Path]:
    """Write the referat of a meeting as Markdown, HTML and PDF below `ud`: all three or none.

    Parameters
    ----------
    chosen : sequence of ReferatPart
        What may stand there.
    receivers : str
        Who may get it, in the team's words.

    Raises
    ------
    KitError
        Where nothing is chosen, or nobody may get it.
    """
    if not chosen:
        raise KitError("Der er ikke valgt noget, som må stå der.", hint="Vælg mindst én ting.")
    if not receivers.strip():
        hint = 'Skriv fx "teamet" eller "teamet og ledelsen".'
        raise KitError("Der står ikke, hvem der må få referatet.", hint=hint)
    if not for_team_alone(receivers):
        chosen = tuple(replace(p, pictures=()) for p in chosen)
    home = shared(session.team.home, receivers)
    when = f"{session.team.name}, {long_date(session.meeting.today)}. Teamet har godkendt det."
    pieces = (*_front(chosen), *_behind(chosen))
    referat = Referat(
        f"Referat af {session.meeting.circle.title}", f"{when} {footer(home)}", pieces
    )
    stem = f"referat_{session.meeting.name.replace('.', '_')}"
    made: dict[str, bytes | str] = {
        f"{stem}.md": _markdown(referat, home),
        f"{stem}.html": _html(referat, home, session),
        f"{stem}.pdf": _pdf(referat, home, session),
    }
    return write_files(made, out or home.out, home, output="referat")


def _front(chosen: Sequence[ReferatPart]) -> Iterator[ReferatPiece]:
    """The first page: what we were curious about, saw, think and try, and when we come back."""
    for place, title in _FRONT:
        there = [p for p in chosen if p.front == place]
        if there:
            figure = next((p for p in there if p.figure), None)
            told = [_short(p) for p in there if p is figure or not p.figure]
            yield ReferatPiece(title, tuple(told), figure.figure if figure else "")
    days = sorted({p.again for p in chosen if p.again})
    if days:
        points = tuple(long_date(day) for day in days)
        text, points = (points[0], ()) if len(points) == 1 else ("", points)
        yield ReferatPiece(_AGAIN, (ReferatPart("", "", "", text, points),))


def _short(part: ReferatPart) -> ReferatPart:
    if not part.short:
        return replace(part, label="")
    first, *rest = part.short
    return replace(part, label="", text=first, points=tuple(rest), pictures=())


def _behind(chosen: Sequence[ReferatPart]) -> Iterator[ReferatPiece]:
    """What does not stand whole on the first page, in the order of the meeting."""
    drawn = next((p for p in chosen if p.front and p.figure), None)
    rest = [p for p in chosen if not p.front or p.short or (p.figure and p is not drawn)]
    fronted = any(p.front for p in chosen)
    for number, phase in enumerate(dict.fromkeys(p.phase for p in rest)):
        those = tuple(p for p in rest if p.phase == phase)
        plain = tuple(p for p in those if not p.figure)
        breaks = fronted and not number
        if plain:
            yield ReferatPiece(phase, plain, breaks=breaks)
        for part in those:
            if part.figure:
                first = breaks and not plain and part is those[0]
                yield ReferatPiece(part.label, (replace(part, label=""),), part.figure, first)


_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#+-!|~"})


def _md(text: str) -> str:
    """Write a text so that Markdown shows it as it stands."""
    return text.translate(_SPECIAL)


def _markdown(referat: Referat, home: Home) -> str:
    lines = [f"# {_md(referat.title)}", "", _md(referat.under), ""]
    for piece in referat.pieces:
        lines += ["---", ""] if piece.breaks else []
        lines += [f"## {_md(piece.title)}", ""]
        for part in piece.parts:
            lines += [f"### {_md(part.label)}", ""] if part.label else []
            lines += [x for said in _paragraphs(part) for x in (_md(said), "")]
            lines += [f"- {_md(' '.join(point.split()))}" for point in part.points]
            lines += [""] if part.points else []
    return "\n".join([*lines, "---", "", footer(home), ""])


def _paragraphs(part: ReferatPart) -> list[str]:
    return [said for said in part.text.split("\n") if said.strip()]


def _html(referat: Referat, home: Home, session: Session) -> str:
    from kitlib.page import document_html

    sections = [
        {
            "title": piece.title,
            "breaks": piece.breaks,
            "picture": _picture(session, piece.figure),
            "parts": [
                {"label": p.label, "paragraphs": _paragraphs(p), "points": _points(p)}
                for p in piece.parts
            ],
        }
        for piece in referat.pieces
    ]
    return document_html(title=referat.title, under=referat.under, sections=sections, home=home)


def _points(part: ReferatPart) -> list[dict[str, Any]]:
    """The points of a part, each with its handwriting where that may be shown."""
    pictures = part.pictures or ("",) * len(part.points)
    hands = [hand_of(path) if path else None for path in pictures]
    return [
        {"text": said.replace(BY_HAND, "").strip() if hand else said, "hand": hand}
        for said, hand in zip(part.points, hands, strict=True)
    ]


def _pdf(referat: Referat, home: Home, session: Session) -> bytes:
    from kitlib.figures.paper import on_paper
    from kitlib.typeset import pdf

    sections: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for piece in referat.pieces:
        begins: dict[str, Any] = {"overskrift": piece.title, "ny_side": piece.breaks}
        for part in piece.parts:
            points = _points(part)
            hands = [point["hand"] for point in points]
            files |= {hand.name: hand.jpeg for hand in hands if hand}
            begins |= {
                "mellem": part.label,
                "tekst": "\n\n".join(_paragraphs(part)),
                "punkter": [point["text"] for point in points],
                "haender": [hand and on_paper(hand) for hand in hands] if any(hands) else [],
            }
            sections.append(begins)
            begins = {}
        if piece.figure:
            name = f"{piece.figure.replace('.', '_')}.svg"
            files[name] = _drawn(session, piece.figure, "none")
            alt = session.figures.of(piece.figure).alt
            sections[-1] |= {"figur": name, "alt": alt, "fylder": piece.title in _TITLES}
    data = {
        "titel": referat.title,
        "under": referat.under,
        "fod": footer(home),
        "afsnit": sections,
    }
    return pdf("dokument", data, files=files)


def _drawn(session: Session, key: str, text: Literal["path", "none"]) -> bytes:
    """Return a view for white paper, without a word of which notes it stands on."""
    from kitlib.look import PAPER

    svg = re.sub(r"</?a\b[^>]*>", "", session.figures.drawn(key, text))
    return re.sub(PAPER, "#ffffff", svg, flags=re.IGNORECASE).encode()


def _picture(session: Session, key: str) -> str:
    """Return a view as a picture that can stand on any page; nothing where none is asked for."""
    if not key:
        return ""
    data = b64encode(_drawn(session, key, "path")).decode()
    alt = escape(session.figures.of(key).alt)
    return f'<p><img alt="{alt}" src="data:image/svg+xml;base64,{data}"></p>'


def rehearse(session: Session) -> None:
    """Set a referat that nobody wrote, in memory: the first time is slow, and waits on nobody."""
    home = shared(session.team.home, "teamet")
    keys = [k for k in session.figures.chosen if not session.figures.of(k).is_empty]
    figure = next((k for k in keys if not session.figures.of(k).quotes), "")
    said = ReferatPart("", "", "", "Vi så to børn.")
    referat = Referat("Referat", footer(home), (ReferatPiece("Vi så", (said,), figure),))
    _markdown(referat, home)
    _html(referat, home, session)
    _pdf(referat, home, session)
    session.referat()
