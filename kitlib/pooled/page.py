"""A release as one self-contained page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kitlib.dansk import number
from kitlib.figures import Numbers, View
from kitlib.figures.screen import html
from kitlib.page import template, with_fonts
from kitlib.pooled.grids import how_drawn
from kitlib.pooled.layout import ToldTable
from kitlib.pooled.narrow import narrow
from kitlib.privacy.suppression_result import HIDDEN
from kitlib.writing import MARK

__all__ = ["Goal", "page_html"]


@dataclass(frozen=True)
class Goal:
    """One of the municipality's goals: numbers that speak of it, and stories beside them."""

    title: str
    keys: tuple[str, ...]
    stories: tuple[tuple[str, ...], ...]


def page_html(
    *,
    title: str,
    lead: str,
    views: Sequence[View],
    tables: Sequence[ToldTable | None],
    notes: Sequence[str] = (),
    goals: Sequence[Goal] = (),
    cannot: Sequence[str] = (),
    learning: str = "",
    footer: str = "",
) -> str:
    """Return the page: coverage first, then each figure with its table, then what it cannot say.

    Parameters
    ----------
    lead : str
        The coverage line.
    views : sequence of View
        Figures, in order.
    tables : sequence of ToldTable or None
        Each figure's numbers as a table.
    notes : sequence of str
        Further lines at the top.
    goals : sequence of Goal
        Pages of goals; `keys` name views.
    cannot : sequence of str
        What the numbers cannot say.
    """
    entries = []
    for place, (view, table) in enumerate(zip(views, tables, strict=True), start=1):
        grid = next((block for block in view.blocks if isinstance(block, Numbers)), None)
        how = " ".join(how_drawn(grid)) if grid else ""
        said = view.sentence.removesuffix(how)
        entries.append(
            {
                "id": f"v{place}",
                "view": view,
                "said": said,
                "how": view.sentence[len(said) :],
                "picture": html(view, f"v{place}"),
                "table": table,
                "narrow": narrow(grid, table) if grid else None,
            }
        )
    told = [
        {
            "title": goal.title,
            "stories": goal.stories,
            "entries": [e for e in entries if _key(e) in goal.keys],
        }
        for goal in goals
    ]
    body = template("udgivelse").render(
        mark=MARK,
        title=title,
        lead=lead,
        notes=notes,
        entries=entries,
        goals=told,
        cannot=cannot,
        number=number,
        learning=learning,
        hatched=HIDDEN,
        coverage=lead,
        footer=footer,
    )
    return with_fonts(body)


def _key(entry: dict[str, Any]) -> str:
    view: View = entry["view"]
    return view.key
