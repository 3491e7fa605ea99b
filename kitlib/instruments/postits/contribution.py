"""What post-its contribute to the pooled picture: themes and situations counted, no words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.instruments.counted import OTHER, Keys, half_year, join_tables, listed, tally
from kitlib.instruments.postits.tables import material, one_an_answer

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["contribution"]

_NO_THEME = "uden tema"
_NO_SITUATION = "uden situation"


def contribution(frame: pd.DataFrame, about: About, keys: Keys) -> pd.DataFrame:
    """Count themes x situations, and the children there are notes about under each.

    Notes
    -----
    Only the team's own themes and situations (om.toml) are named; all else is "andet", because a
    heading someone typed may hold a name. A child is counted once in each cell; the same child
    stands under every theme there are notes about it, in the half-year of the first.
    Notes that may not be shown are left out, as they are in every view.
    """
    marks = one_an_answer(material(frame, about).marks, ["situation", "tema"])
    themes = listed(marks["tema"], about.temaer, _NO_THEME)
    situations = listed(marks["situation"], about.day, _NO_SITUATION)
    of = (*dict.fromkeys(about.temaer), OTHER, _NO_THEME)
    by = (*dict.fromkeys(about.day), OTHER, _NO_SITUATION)
    children = [c if isinstance(c, str) else None for c in marks["barn"]]
    weights = marks["antal"].astype(int).tolist()
    named = [i for i, child in enumerate(children) if child is not None]
    # One mark a child and theme, so that the table counts children and adds up.
    first: dict[tuple[str, str], str] = {}
    for i in named:
        pair, when = (themes[i], str(children[i])), half_year(marks["dato"].iloc[i])
        first[pair] = min(filter(None, (first.get(pair), when)), default="")
    pairs = sorted(first)
    return join_tables(
        [
            tally(
                "postits.tema_situation",
                themes,
                of=of,
                keys=keys,
                b=situations,
                by=by,
                weights=weights,
                persons=children,
                zeros=False,
            ),
            tally(
                "postits.tema",
                [theme for theme, _ in pairs],
                of=of,
                keys=keys,
                persons=[child for _, child in pairs],
                periods=[first[pair] for pair in pairs],
            ),
        ]
    )
