"""One child chosen from a list in a notebook: nothing is written, and no code is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.instruments import Instrument, all_instruments
from kitlib.team import Team

if TYPE_CHECKING:
    from kitlib.figures import View

__all__ = ["ChildPicker", "listed", "vaelg_barn"]

_OPTION = "barn"
_WIDGET = "application/vnd.jupyter.widget-view+json"


class ChildPicker:
    """A list of the children there are notes about, and the figure of the one that is chosen.

    The first in the list stands there until another is chosen. Without ipywidgets, which comes
    with the page of a session, the figure alone is shown.

    Parameters
    ----------
    team : Team
    """

    def __init__(self, team: Team) -> None:
        self.team = team

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes to choose among, as people count."""
        instrument, key = self._asked
        frame = self.team.shown.get(instrument.name)
        return () if frame is None else instrument.choices[key][_OPTION](frame, self.team.said)

    @property
    def _asked(self) -> tuple[Instrument, str]:
        """The first view that lets one choose a child."""
        return next(
            (instrument, key)
            for instrument in all_instruments().values()
            for key, options in instrument.choices.items()
            if _OPTION in options
        )

    def view(self, code: str | None = None) -> View:
        """Return the figure of a child, of the first where none is named."""
        return self.team.view(self._asked[1], **({} if code is None else {_OPTION: code}))

    def __repr__(self) -> str:
        return repr(self.view())

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        first = self.view()
        shown: dict[str, Any] = {"text/plain": repr(first), "text/html": first._repr_html_()}
        codes = self.codes
        try:
            import ipywidgets
        except ImportError:
            return shown
        if not codes:
            return shown
        return {**shown, _WIDGET: listed(ipywidgets, self, codes)._repr_mimebundle_()[_WIDGET]}


def listed(widgets: Any, picker: ChildPicker, codes: tuple[str, ...]) -> Any:
    """Lay a list of codes above the figure of the one that is chosen."""
    word = picker.team.about.persons.one
    chosen = widgets.Dropdown(options=codes, description=f"{word.capitalize()}:")
    figure = widgets.HTML(value=picker.view()._repr_html_())

    def show(change: Any) -> None:
        figure.value = picker.view(change["new"])._repr_html_()

    chosen.observe(show, names="value")
    return widgets.VBox([chosen, figure])


def vaelg_barn(team: Team) -> ChildPicker:
    """Choose one child from a list and see its notes over time.

    Examples
    --------
    >>> from kitlib import find_team
    >>> vaelg_barn(find_team()).codes[:3]
    ('B01', 'B02', 'B03')
    """
    return ChildPicker(team)
