"""How figures look: colours, font, and the few drawing habits every view shares.

Settings hold only while a figure is drawn (`style`); nothing global changes, at import or later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "BLUE",
    "FAINT",
    "HAIR",
    "INK",
    "MARK_EDGE",
    "NOTE",
    "NOTE_EDGE",
    "ORANGE",
    "PAPER",
    "QUIET",
    "SIZES",
    "SKY",
    "WIDTH",
    "bare",
    "even",
    "font_files",
    "inches",
    "stack",
    "style",
    "text_width",
    "wrap",
]

# Okabe & Ito (2008), Color Universal Design: told apart by all common kinds of colour vision.
BLUE = "#0072B2"
ORANGE = "#E69F00"
SKY = "#56B4E9"
# Paper and ink. QUIET on PAPER has contrast 5.3:1, above WCAG AA's 4.5:1.
PAPER = "#FBF8F1"
INK = "#2B2A27"
QUIET = "#67635B"
HAIR = "#D9D4C7"
FAINT = "#EFEADD"
# Post-it yellow is for notes only.
NOTE = "#FFF2A8"
NOTE_EDGE = "#D9C45A"
MARK_EDGE = "#9C8A2E"  # outline of small notes: seen on a bad projector and in print

WIDTH = 12.8  # inches; with 7.2 in height and 100 dpi a figure fills a 1280 x 720 projector

#: Font sizes in points, none under 11 and body text at least 14: seen from the back row.
SIZES = {"title": 26, "sentence": 18, "body": 15, "small": 13, "tiny": 11.5}

_FAMILY = "Source Sans Pro"
_FACES = ("Regular", "It", "Bold")


@cache
def font_files() -> dict[str, Path]:
    """Return the font files used, by face ("Regular", "It", "Bold").

    Notes
    -----
    Source Sans Pro (SIL Open Font License), from the package font-source-sans-pro: it covers
    Danish, Polish, Turkish and Vietnamese letters, where Lato's packaged file does not.
    """
    from importlib.util import find_spec

    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        return {}
    folder = Path(spec.origin).parent / "files"
    return {face: folder / f"SourceSansPro-{face}.ttf" for face in _FACES}


@cache
def _family() -> tuple[str, ...]:
    """Make the font known to matplotlib once, when the first figure is drawn."""
    from matplotlib import font_manager

    for path in font_files().values():
        font_manager.fontManager.addfont(path)
    # DejaVu Sans comes with matplotlib and draws what Source Sans lacks, such as Arabic.
    return (_FAMILY, "DejaVu Sans") if font_files() else ("DejaVu Sans",)


@contextmanager
def style(*, svg_text: str = "path") -> Iterator[None]:
    """Draw inside this: the kit's settings hold here and are put back after.

    Parameters
    ----------
    svg_text : {"path", "none"}
        How SVG holds its text: as outlines, or as text for a page that brings the font.
    """
    import matplotlib as mpl

    settings: Any = {
        "font.family": list(_family()),
        "font.size": SIZES["body"],
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": HAIR,
        "axes.facecolor": "none",
        "axes.titlesize": SIZES["body"],
        "axes.labelsize": SIZES["small"],
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "grid.color": HAIR,
        "grid.linewidth": 0.8,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "xtick.labelsize": SIZES["small"],
        "ytick.labelsize": SIZES["small"],
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "figure.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "legend.frameon": False,
        "lines.linewidth": 2,
        "svg.fonttype": svg_text,
        # A fixed salt makes the same figure the same bytes on every run.
        "svg.hashsalt": "laeringskit",
    }
    with mpl.rc_context(settings):
        yield


def bare(ax: Axes, *, keep: Sequence[str] = ()) -> None:
    """Take frame, ticks and labels off an axes, but for the sides named in `keep`."""
    for side, spine in ax.spines.items():
        spine.set_visible(side in keep)
    if "bottom" not in keep:
        ax.set_xticks([])
    if "left" not in keep:
        ax.set_yticks([])


def inches(figure: Any) -> tuple[float, float]:
    """Return width and height in inches of a Figure or SubFigure, to place things exactly."""
    box = figure.bbox
    dpi = figure.get_dpi()
    return box.width / dpi, box.height / dpi


@cache
def _face(name: str, size: float) -> Any:
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    path = font_files().get(name) or findfont("DejaVu Sans")
    font = FT2Font(str(path))
    font.set_size(size, 72)
    return font


# Shaping takes milliseconds, and the same words come again and again.
@lru_cache(maxsize=8192)
def text_width(text: str, size: float, face: str = "Regular") -> float:
    """Return the width of a line of text in points, before anything is drawn."""
    import warnings

    font = _face(face, size)
    with warnings.catch_warnings():
        # A letter the face lacks is drawn by the fallback font; its width is near enough.
        warnings.simplefilter("ignore")
        font.set_text(text)
    return float(font.get_width_height()[0]) / 64


def wrap(text: str, width: float, size: float, face: str = "Regular") -> list[str]:
    """Break text into lines no wider than `width` points; nothing is ever cut away.

    A word longer than a line is broken in the middle with a hyphen.

    Examples
    --------
    >>> wrap("tager selv bukserne på i garderoben", 120, 14)
    ['tager selv', 'bukserne på i', 'garderoben']
    """
    lines: list[str] = []
    space = text_width("n n", size, face) - text_width("nn", size, face)
    for paragraph in text.splitlines() or [""]:
        line, about = "", 0.0
        for word in paragraph.split():
            for piece in _pieces(word, width, size, face):
                candidate = f"{line} {piece}" if line else piece
                about += space + text_width(piece, size, face)
                # Only near the edge is the line measured as it will stand.
                if line and about > 0.9 * width and text_width(candidate, size, face) > width:
                    lines.append(line)
                    line, about = piece, text_width(piece, size, face)
                else:
                    line = candidate
        lines.append(line)
    return lines


def even(text: str, width: float, size: float, face: str = "Regular") -> list[str]:
    """Break text as `wrap` does, into as few lines, but lines of about the same length.

    For a heading or a sentence, where one word alone on the last line looks like a mistake.
    Lines end where sentences end, where that takes no more lines.

    Examples
    --------
    >>> even("Hjælper mig med flere dele af det", 150, 13)
    ['Hjælper mig med', 'flere dele af det']
    """
    lines = wrap(text, width, size, face)
    if len(lines) == 1 or "\n" in text:
        return lines
    whole = _whole_sentences(text, width, size, face)
    if len(whole) == len(lines):
        return whole
    low, high = width / 2, width
    while high - low > size / 4:
        middle = (low + high) / 2
        tried = wrap(text, middle, size, face)
        broken = any(line.endswith("-") and line not in lines for line in tried)
        if len(tried) > len(lines) or broken:
            low = middle
        else:
            lines, high = tried, middle
    return lines


def _whole_sentences(text: str, width: float, size: float, face: str) -> list[str]:
    """Put sentences on lines, none broken; no lines where one is wider than a line."""
    lines: list[str] = []
    for sentence in re.split(r"(?<=[.?!]) (?=[A-ZÆØÅ0-9])", " ".join(text.split())):
        joined = f"{lines[-1]} {sentence}" if lines else sentence
        if lines and text_width(joined, size, face) <= width:
            lines[-1] = joined
        elif text_width(sentence, size, face) <= width:
            lines.append(sentence)
        else:
            return []
    return lines


def _pieces(word: str, width: float, size: float, face: str) -> list[str]:
    pieces = []
    while text_width(word, size, face) > width and len(word) > 2:
        cut = len(word) - 1
        while cut > 1 and text_width(word[:cut] + "-", size, face) > width:
            cut -= 1
        pieces.append(word[:cut] + "-")
        word = word[cut:]
    return [*pieces, word]


def stack(values: Sequence[float], *, step: float = 1.0) -> list[float]:
    """Return how high each dot stands when equal values are stacked as rows of dots.

    Examples
    --------
    >>> stack([3, 3, 5])
    [0.0, 1.0, 0.0]
    """
    seen: dict[float, int] = {}
    heights = []
    for value in values:
        heights.append(step * seen.get(value, 0))
        seen[value] = seen.get(value, 0) + 1
    return heights
