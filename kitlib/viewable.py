"""What a team's folder and one's own file share: frames, views asked for by key, where to write."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.figures import Ring, View
from kitlib.instruments import label_of
from kitlib.problems import KitError, ProblemReport, did_you_mean
from kitlib.writing import Home

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Viewable"]


class Viewable(ABC):
    """What a team's folder and one's own file share: frames, views, and where to write."""

    name: str
    about: About
    frames: Mapping[str, pd.DataFrame]
    problems: ProblemReport
    ring: Ring
    folder: Path
    as_of: str | None = None

    @property
    def home(self) -> Home:
        """Where what comes from here may be written."""
        about = self.about
        return Home(self.folder, self.ring, about.slettes, about.opdigtet, self.as_of)

    @property
    def view_keys(self) -> tuple[str, ...]:
        """Keys of every view that can be asked for, in the order a page shows them."""
        return tuple(self._makers())

    def view(self, key: str, **options: Any) -> View:
        """Make one view.

        Parameters
        ----------
        key : str
            Such as "postits.dagen_igennem", or "dagen_igennem" where only one ends so.
        **options
            What that view lets one choose, such as barn="B07".

        Raises
        ------
        KitError
            Where no view has that key; names the nearest one.
        """
        makers = self._makers()
        found = [k for k in makers if key in (k, k.partition(".")[2])]
        if len(found) != 1:
            hint = did_you_mean(key, list(makers)) or f"Der er disse: {', '.join(makers)}."
            raise KitError(f"Visningen '{key}' findes ikke her.", hint=hint)
        return makers[found[0]](**options)

    def views(self) -> Iterator[View]:
        """Make every view, one after the other."""
        for make in self._makers().values():
            yield make()

    @abstractmethod
    def _makers(self) -> dict[str, partial[View]]:
        """Return what makes each view, by its key, in the order a page shows them."""

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{escape(label_of(name))}</td>"
            f"<td>{len(frame)}</td></tr>"
            for name, frame in self.frames.items()
        )
        return (
            f"<h3>{escape(self.name)}</h3><table style='text-align:left;font-size:16px'>"
            f"<thead><tr><th style='text-align:left'>Materiale</th><th>Rækker</th></tr></thead>"
            f"<tbody>{rows}</tbody></table><p>{escape(self.problems.headline)}</p>"
        )
