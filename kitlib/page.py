"""One self-contained page of views: opens anywhere, asks nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.dansk import number, whole
from kitlib.figures import View
from kitlib.figures.screen import html, script, script_hash, style
from kitlib.lettering import font_css
from kitlib.problems import ProblemReport
from kitlib.writing import MARK, Home, footer, write_text

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = [
    "Page",
    "Section",
    "document_html",
    "page_html",
    "template",
    "with_fonts",
    "write_page",
]


@dataclass(frozen=True)
class Section:
    """Views that belong together, under one heading of the table of contents."""

    title: str
    views: tuple[View, ...]


@dataclass(frozen=True)
class Page:
    """A page that was written: where, how many views are on it, and what could not be read."""

    path: Path
    title: str
    n_views: int
    problems: ProblemReport


def write_page(
    path: Path,
    *,
    title: str,
    lead: str,
    sections: Sequence[Section],
    home: Home,
    output: str,
    problems: ProblemReport | None = None,
    drawn: Callable[[View], None] | None = None,
    narrow: Callable[[View], object] | None = None,
    keyed: bool = True,
) -> Path:
    """Write every view on one self-contained page and return where it lies.

    Parameters
    ----------
    path : Path
        Where to; refused outside `home`, invented sample data excepted.
    title, lead : str
        Heading and the line under it: whose page, and what they are curious about.
    sections : sequence of Section
        The views, in the order they stand.
    home : Home
        Ring, place and delete date; gives the footer.
    output : str
        Which declared output it is.
    problems : ProblemReport, optional
        What could not be read; the page says how many, never what.
    drawn : callable, optional
        Told of each view once it is drawn, for progress.
    narrow : callable, optional
        Given a view, returns what stands in its figure's place on a telephone, as smal.html lays
        it out, or None where the figure is moved sideways.
    keyed : bool
        Whether the views can be asked for by their keys.

    Raises
    ------
    KitError
        Where the page may not lie there.
    """
    page = page_html(
        title=title,
        lead=lead,
        sections=sections,
        home=home,
        problems=problems,
        drawn=drawn,
        narrow=narrow,
        keyed=keyed,
    )
    return write_text(path, page, home, output=output)


def page_html(
    *,
    title: str,
    lead: str,
    sections: Sequence[Section],
    home: Home,
    problems: ProblemReport | None = None,
    drawn: Callable[[View], None] | None = None,
    narrow: Callable[[View], object] | None = None,
    keyed: bool = True,
) -> str:
    """Return the page as one HTML text, with fonts and figures inside it."""
    blocks = []
    place = 0
    for section in sections:
        entries = []
        for view in section.views:
            place += 1
            name = f"v{place}"
            shown = html(view, name)
            small = narrow(view) if narrow is not None else None
            entries.append({"id": name, "view": view, "shown": shown, "narrow": small})
            if drawn is not None:
                drawn(view)
        blocks.append({"title": section.title, "entries": entries})
    left_out = len(problems.errors) if problems is not None else 0
    body = template("side").render(
        mark=MARK,
        title=title,
        lead=lead,
        blocks=blocks,
        footer=footer(home),
        left_out=left_out,
        script=script(),
        script_hash=script_hash(),
        fonts="",
        narrow=narrow is not None,
        keyed=keyed,
        number=number,
    )
    return with_fonts(body)


def document_html(
    *, title: str, under: str, sections: Sequence[Mapping[str, Any]], home: Home
) -> str:
    """Return a self-contained document of text: a title, a line, and sections.

    Parameters
    ----------
    title, under : str
        Heading and the line below it.
    sections : sequence of mapping
        `title`; `under` (a quiet line); `parts`, each with `label`, `paragraphs` and
        `points`, of a `text` and the `hand` it was written in or None;
        `picture` (an SVG) and `after` (quiet lines below it). All but the title may be missing.
    home : Home
        Gives the footer.
    """
    body = template("dokument").render(
        mark=MARK, title=title, under=under, sections=sections, footer=footer(home)
    )
    return with_fonts(body)


def with_fonts(html: str) -> str:
    """Put the fonts into a page where it says `/*fonts*/`."""
    return html.replace("/*fonts*/", font_css(re.sub(r"<[^>]+>", "", html)))


@cache
def template(name: str) -> Template:
    """Return a page of texts/ by its name; all share grundside.html: head, type, colours, print."""
    from jinja2 import Environment, FunctionLoader

    def source(file: str) -> str:
        return (files("kitlib") / "texts" / file).read_text(encoding="utf-8")

    pages = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(source)
    )
    pages.globals["figures"] = style
    pages.filters["whole"] = whole
    return pages.get_template(f"{name}.html")
