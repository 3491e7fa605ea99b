"""A release as one self-contained page, and each unit's own page beside the pooled figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib.dansk import number
from kitlib.page import inline_svg, template, with_fonts
from kitlib.pooled.figures import ALL
from kitlib.privacy.suppression import HIDDEN
from kitlib.privacy.suppression_cells import TOTAL
from kitlib.view import View
from kitlib.writing import MARK

if TYPE_CHECKING:
    import pandas as pd

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
    headings: Sequence[Sequence[str]],
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
        Figures, in order; their data is what the tables show.
    headings : sequence of sequence of str
        Headings of each view's table.
    notes : sequence of str
        Further lines at the top.
    goals : sequence of Goal
        Pages of goals; `keys` name views.
    cannot : sequence of str
        What the numbers cannot say.
    """
    entries = []
    for place, (view, heads) in enumerate(zip(views, headings, strict=True), start=1):
        picture = "" if view.is_empty else inline_svg(view, f"v{place}")
        entries.append({
            "id": f"v{place}", "view": view, "picture": picture, "heads": heads,
            "rows": [] if view.is_empty else _rows(view.data),
        })  # fmt: skip
    told = [
        {"title": goal.title, "stories": goal.stories,
         "entries": [e for e in entries if _key(e) in goal.keys]}
        for goal in goals
    ]  # fmt: skip
    body = template("udgivelse").render(
        mark=MARK, title=title, lead=lead, notes=notes, entries=entries, goals=told, cannot=cannot,
        learning=learning, hidden=HIDDEN, coverage=lead, footer=footer,
    )  # fmt: skip
    return with_fonts(body)


def _key(entry: dict[str, Any]) -> str:
    view: View = entry["view"]
    return view.key


def _rows(data: pd.DataFrame) -> list[dict[str, Any]]:
    import pandas as pd

    labels = [name for name in ("gruppe", "a", "b") if name in data]
    rows = []
    for row in data.to_dict("records"):
        said = [ALL if row[name] == TOTAL else str(row[name]) for name in labels]
        n = None if pd.isna(row["n"]) else number(int(row["n"]))
        rows.append({"labels": said, "n": n})
    return rows
