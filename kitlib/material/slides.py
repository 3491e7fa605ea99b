"""Slides of pooled views: one a view, every word on it open to editing, the caveat in the notes.

The words are in a font that is on every machine, the figures are pictures and keep ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.figures import Numbers, View
from kitlib.figures.measured import FEW
from kitlib.material.slide_numbers import LETTERS, put_numbers, rows_that_fit, some_bare
from kitlib.material.slide_template import (
    ACROSS,
    LEFT,
    QUESTION,
    SENTENCE,
    TALL,
    TOP,
    WIDE,
    empty_show,
    finish,
    place,
)
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    from pptx.presentation import Presentation

__all__ = ["NOT_OF_A_TEAM", "slides"]

#: Told whoever asks for slides of what stays with the team.
NOT_OF_A_TEAM = Problem(
    "Dias laves kun af samlede tal, som alle må se, og ikke af et teams egne.",
    "Saml bidrag fra flere enheder, så ligger de i mappen 'offentlig': "
    "laeringskit saml bidrag/*.bidrag --ud MAPPE",
    level="advarsel",
    code="dias_ring",
)

_BOTTOM = 0.3
_GAP = 0.15
_LINE = 1.2
_FOOT = LETTERS  # points
_ALONE, _LONG = 28, 300  # a sentence without a figure, and letters that make it a long one
_ROOM = 0.2  # inches a text box keeps to itself, above and below together
_SHORT_OF = 0.78  # the font of the slides is wider than the one lines are measured in
_ABOUT = "Om tallene"
_BARE = f"Tal under {FEW} har ingen bjælke."
_HALF_YEAR = re.compile(r"(\d\.) halvår (\d{4})")  # a line does not end within it


def slides(
    views: Sequence[View], *, title: str, day: date, foot: str = "", about: Sequence[str] = ()
) -> bytes:
    """Return a .pptx with one slide a view.

    Parameters
    ----------
    views : sequence of View
        Of ring "udgivelse" only, and none that quotes people.
    title : str
        The file's title.
    day : date
        The day it says it was made; the hour is nobody's business.
    foot : str
        What stands at the foot of every slide; nothing where empty.
    about : sequence of str
        What stands on a last slide of its own, and in the notes of all of them.

    Raises
    ------
    KitError
        Where a view is not for everyone, or there is none.

    Notes
    -----
    The question is the slide's title, the sentence its text, the view's alt text that of the
    picture, and the caveat stands in the notes. Language is Danish, author is nobody. Numbers are
    a table with shapes on it, parted over as many slides as its rows need; of a long sentence what
    there is no room for stands in the notes, so that no letter is under 24 points.
    """
    _refuse(views)
    show = empty_show()
    for view in views:
        bare = [_BARE] if any(some_bare(block, ACROSS) for block in view.blocks) else []
        _slide(show, view, " ".join(filter(None, [foot, *bare])), about)
    if about:
        last = View(key="om", question=_ABOUT, sentence="\n".join(about), ring="udgivelse")
        _slide(show, last, foot, ())
    finish(show, title, day)
    buffer = BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _refuse(views: Sequence[View]) -> None:
    if any(view.ring != "udgivelse" or view.quotes for view in views):
        raise KitError(replace(NOT_OF_A_TEAM, level="fejl"))
    if not views:
        raise KitError("Der er ingen visninger at lave dias af.", hint=NOT_OF_A_TEAM.hint)


def _slide(show: Presentation, view: View, foot: str, about: Sequence[str]) -> None:
    page = show.slides.add_slide(show.slide_layouts[0])
    question, sentence = page.shapes.title, page.placeholders[1]
    below = _put(question, _HALF_YEAR.sub("\\1\u00a0halvår\u00a0\\2", view.question), TOP, QUESTION)
    said, rest = view.sentence, ""
    if view.is_empty:
        alone = _ALONE if len(said) < _LONG else SENTENCE
        _put(sentence, said, below + 0.6, alone)
        _set_size(sentence, alone)
        rest_of: View | None = None
    else:
        said, rest = _first_lines(said)
        below = _put(sentence, said, below, SENTENCE) + _GAP
        rest_of = _body(page, view, below, TALL - _BOTTOM - below - _foot_height(foot))
    if foot:
        box = page.shapes.add_textbox(0, 0, 0, 0)
        tall = _foot_height(foot)
        place(box, TALL - _BOTTOM - tall + 0.1, tall)
        box.name = "Fod"
        box.text_frame.text = foot
        _set_size(box, _FOOT)
    notes = page.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = " ".join(part for part in (rest, view.caveat, *about) if part)
    if rest_of is not None:
        _slide(show, rest_of, foot, about)


def _body(page: Any, view: View, below: float, room: float) -> View | None:
    """Put the figure of a view below its words; return what there was no room for."""
    from pptx.util import Inches

    block = view.blocks[0]
    if isinstance(block, Numbers) and not block.hatched:
        fit = rows_that_fit(block, ACROSS, room)
        part = replace(block, rows=block.rows[:fit])
        put_numbers(page, part, LEFT, below, ACROSS, view.alt)
        rest = replace(block, rows=block.rows[fit:])
        return replace(view, blocks=(rest,)) if rest.rows else None
    scale = min(ACROSS / look.WIDTH, room / view.height)
    wide, tall = look.WIDTH * scale, view.height * scale
    picture = page.shapes.add_picture(
        BytesIO(view.png(dpi=150)),
        Inches((WIDE - wide) / 2),
        Inches(below),
        Inches(wide),
        Inches(tall),
    )
    picture.name = "Figur"
    picture._element.nvPicPr.cNvPr.set("descr", view.alt)
    return None


def _first_lines(text: str) -> tuple[str, str]:
    """Return the sentences there is room for above a figure, and the rest."""
    sentences = re.split(r"(?<=[.?!]) (?=[A-ZÆØÅ0-9])", text)
    room = 72 * ACROSS * _SHORT_OF
    fit = 1
    while fit < len(sentences) and (
        len(look.wrap(" ".join(sentences[: fit + 1]), room, SENTENCE)) == 1
    ):
        fit += 1
    return " ".join(sentences[:fit]), " ".join(sentences[fit:])


def _foot_height(foot: str) -> float:
    """Inches at the foot of a slide; none where nothing stands there."""
    lines = look.wrap(foot, 72 * ACROSS * _SHORT_OF, _FOOT) if foot else []
    return _ROOM + len(lines) * _FOOT * _LINE / 72 if lines else 0.0


def _put(holder: Any, text: str, top: float, size: int) -> float:
    """Write a text that takes the room its lines need; return where it ends."""
    face = "Bold" if size == QUESTION else "Regular"
    lines = look.wrap(text, 72 * ACROSS * _SHORT_OF, size, face)
    tall = _ROOM + len(lines) * size * _LINE / 72
    place(holder, top, tall)
    holder.text_frame.text = text
    return top + tall


def _set_size(shape: Any, size: int) -> None:
    from pptx.util import Pt

    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)
