"""View: one question, one figure, one sentence, one caveat; shown the same way everywhere."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from kitlib import look

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["Note", "NoteGroup", "Notes", "Ring", "View"]

#: Where a thing may exist (one employee's own file, the team's folder, or anywhere).
Ring = Literal["mit", "hos_teamet", "udgivelse"]

_MARGIN = 0.45  # inches of air left and right of the words
_LINE = 1.22  # line spacing


@dataclass(frozen=True)
class Note:
    """One note as words.

    Parameters
    ----------
    text : str
        What was seen.
    said : str
        Somebody's own words, in quotation marks.
    corner : str
        The small line: who, when.
    beside : str
        What is assumed of it.
    second : bool
        Whether it stands in the second of two columns.
    """

    text: str
    said: str = ""
    corner: str = ""
    beside: str = ""
    second: bool = False


@dataclass(frozen=True)
class NoteGroup:
    """Notes under one heading, in their order; `told` is a small line after the heading."""

    heading: str
    told: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Notes:
    """The notes of a view as words, for paper: set as text they are read aloud, and none is cut.

    Parameters
    ----------
    groups : tuple of NoteGroup
    columns : tuple of str
        Headings of two columns; without them the notes stand side by side.
    pairs : bool
        Whether the second column holds what stands `beside` each note; else the notes that are
        `second`.
    sentence : str
        The view's sentence, where its own speaks of how the picture is drawn.
    """

    groups: tuple[NoteGroup, ...]
    columns: tuple[str, ...] = ()
    pairs: bool = False
    sentence: str = ""


@dataclass(frozen=True, eq=False)
class View:
    """What every figure is.

    Parameters
    ----------
    key : str
        Stable name, instrument first: "postits.dagen_igennem".
    question : str
        What the team asks, in its own words; the title.
    sentence : str
        One sentence of what is seen. No judgement, no cause.
    caveat : str
        What the figure cannot say, chosen by the evidence policy for this n.
    alt : str
        The figure for someone who cannot see it.
    data : DataFrame
        The tidy data that is drawn, no more and no less.
    ring : {"mit", "hos_teamet", "udgivelse"}
        Where it may exist.
    draw : callable, optional
        `draw(figure)` draws the picture on a matplotlib Figure or SubFigure that is
        12.8 in wide and `height` in tall. Without it the view is words only (an empty state
        that says what to do).
    height : float
        Height of the picture in inches; grows with the content.
    quotes : bool
        True where the figure carries people's words.
    notes : Notes, optional
        The same notes as words, where the picture is little but notes.
    quoted : DataFrame, optional
        The rows whose words the picture carries, where `data` does not hold them.

    Examples
    --------
    >>> import pandas as pd
    >>> view = View("proeve.tom", "Hvad så vi?", "Her er endnu ingen noter.", "", "Ingen figur.",
    ...             pd.DataFrame(), "hos_teamet")
    >>> view
    <View proeve.tom: Hvad så vi? | Her er endnu ingen noter.>
    """

    key: str
    question: str
    sentence: str
    caveat: str
    alt: str
    data: pd.DataFrame = field(repr=False)
    ring: Ring
    draw: Callable[[Any], None] | None = field(default=None, repr=False)
    height: float = 5.2
    quotes: bool = False
    notes: Notes | None = field(default=None, repr=False)
    quoted: pd.DataFrame | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        caveat = f" | {self.caveat}" if self.caveat else ""
        return f"<View {self.key}: {self.question} | {self.sentence}{caveat}>"

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to draw yet."""
        return self.draw is None

    def words(self) -> dict[str, Any]:
        """Return what it says without a picture, for a page: plain values that go through JSON."""
        return {
            "key": self.key,
            "question": self.question,
            "sentence": self.sentence,
            "caveat": self.caveat,
            "alt": self.alt,
            "empty": self.is_empty,
        }

    @property
    def figure(self) -> Figure:
        """The whole figure with question, sentence and caveat on it, as it is projected."""
        return self._render(words=True)

    @property
    def picture(self) -> Figure:
        """The figure alone, for a page or sheet that sets the words itself."""
        return self._render(words=False)

    def svg(self, *, words: bool = False, text: Literal["path", "none"] = "path") -> str:
        """Return the figure as SVG without dates or software names in it."""
        with look.style(svg_text=text):
            buffer = io.StringIO()
            nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
            self._render(words=words, svg_text=text).savefig(buffer, format="svg", metadata=nothing)
        svg = buffer.getvalue()
        return svg[svg.index("<svg") :]

    def png(self, *, words: bool = False, dpi: int = 100, colours: int | None = 96) -> bytes:
        """Return the figure as PNG; few colours keep notebooks small, None keeps them all."""
        with look.style():
            buffer = io.BytesIO()
            figure = self._render(words=words)
            figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
        if colours is None:
            return buffer.getvalue()
        from PIL import Image

        small = io.BytesIO()
        with Image.open(buffer) as image:
            image.convert("RGB").quantize(colours).save(small, "PNG", optimize=True)
        return small.getvalue()

    def _repr_html_(self) -> str:
        picture = ""
        if self.draw is not None:
            code = base64.b64encode(self.png()).decode("ascii")
            picture = (
                f'<img alt="{escape(self.alt)}" style="max-width:100%" '
                f'src="data:image/png;base64,{code}">'
            )
        caveat = f'<p style="font-size:15px">{escape(self.caveat)}</p>' if self.caveat else ""
        return (
            f'<figure style="margin:1em 0;max-width:1100px"><h3>{escape(self.question)}</h3>'
            f'<p style="font-size:19px">{escape(self.sentence)}</p>{picture}{caveat}</figure>'
        )

    def _render(self, *, words: bool, svg_text: str = "path") -> Figure:
        from matplotlib.figure import Figure

        with look.style(svg_text=svg_text):
            body = self.height if self.draw is not None else 1.0
            if not words:
                figure = Figure(figsize=(look.WIDTH, body), dpi=100)
                if self.draw is not None:
                    self.draw(figure)
                return figure
            top, bottom = self._lines()
            above = 0.35 + sum(size * _LINE / 72 for _, size, _ in top) + 0.15
            below = 0.15 + sum(size * _LINE / 72 for _, size, _ in bottom) + 0.15
            # Short views still fill the projector.
            body = max(body, 7.2 - above - below)
            total = above + body + below
            figure = Figure(figsize=(look.WIDTH, total), dpi=100)
            parts: Any = figure.subfigures(3, 1, height_ratios=[above, body, below], hspace=0)
            for part in parts:
                part.set_facecolor("none")
            _set_lines(parts[0], top, above, start=0.35)
            _set_lines(parts[2], bottom, below, start=0.15)
            if self.draw is not None:
                self.draw(parts[1])
            return figure

    def _lines(self) -> tuple[list[tuple[str, float, str]], list[tuple[str, float, str]]]:
        """Lines above and below the picture as (text, size in points, face)."""
        width = 72 * (look.WIDTH - 2 * _MARGIN)
        top = []
        for text, size, face in (
            (self.question, look.SIZES["title"], "Bold"),
            (self.sentence, look.SIZES["sentence"], "Regular"),
        ):
            top += [(line, size, face) for line in look.even(text, width, size, face)]
        size = look.SIZES["small"]
        lines = look.even(self.caveat, width, size) if self.caveat else []
        return top, [(line, size, "Quiet") for line in lines]


def _set_lines(
    part: Any, lines: list[tuple[str, float, str]], height: float, *, start: float
) -> None:
    y = start
    for text, size, face in lines:
        part.text(
            _MARGIN / look.WIDTH,
            1 - y / height,
            text,
            size=size,
            va="top",
            weight="bold" if face == "Bold" else "normal",
            color=look.QUIET if face == "Quiet" else look.INK,
        )
        y += size * _LINE / 72
