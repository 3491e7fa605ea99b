"""Boxes to tick in a notebook: what to make, and of which notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kitlib.material.making import Made, make
from kitlib.material.offered import Offer, choices_of, kinds_of, offered
from kitlib.material.shop import Choices
from kitlib.problems import KitError
from kitlib.resources import resource_folder
from kitlib.team import Team

__all__ = ["Picker", "picker"]

Said = Mapping[str, Any]
Run = Callable[[Said], Made]

_MORE = "Vælg noter, figurer og kort"


class Picker:
    """Boxes to tick and a button that makes what is ticked.

    What to make is asked first; which notes and figures, and how the cards are, is folded away.
    Needs ipywidgets, which comes with the page of a session; without it, it says what to write.

    Parameters
    ----------
    team : Team
        Whose material.
    choices : Choices, optional
        As `make`; what is ticked goes before it.
    """

    def __init__(self, team: Team, choices: Choices | None = None) -> None:
        self.team = team
        self.choices = choices

    def __repr__(self) -> str:
        return "Sæt kryds ved det, I vil have, og tryk på knappen."

    def make(self, *kinds: str) -> Made:
        """Make some kinds and return what was written."""
        return make([self.team.folder], kinds, out=_place(self.team), choices=self.choices)

    def chosen(self, said: Said) -> Made:
        """Make what is ticked, by the keys of `offered`."""
        kinds, asked = kinds_of(said), choices_of(said)
        own = self.choices or Choices()
        choices = replace(
            own,
            views=asked.views or own.views,
            large=asked.large or own.large,
            duplex=asked.duplex or own.duplex,
            notes=own.notes if asked.notes == Choices().notes else asked.notes,
        )
        return make([self.team.folder], kinds, out=_place(self.team), choices=choices)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {"text/plain": repr(self)}
        try:
            import ipywidgets
        except ImportError:
            shown["text/html"] = "<p>Skriv i et terminalvindue: laeringskit materiale MAPPE</p>"
            return shown
        widget = form(ipywidgets, offered(self.team), self.chosen)
        view = "application/vnd.jupyter.widget-view+json"
        return {**shown, view: widget._repr_mimebundle_()[view]}


def _place(team: Team) -> Path | None:
    """Where a notebook writes: the team's own `ud`, but not into the kit's own sample data."""
    samples = resource_folder("sample_data").resolve()
    inside = team.folder.resolve().is_relative_to(samples)
    return Path.cwd() / "ud" / "materiale" if inside else None


class _Field:
    """What is asked of one offer, and what is answered."""

    def __init__(self, widgets: Any, offer: Offer) -> None:
        wide = widgets.Layout(width="auto")
        self.offer = offer
        self.boxes = {
            name: widgets.Checkbox(
                description=label, indent=False, layout=wide, value=name in offer.ticked
            )
            for name, label in offer.values
        }
        plain = {"placeholder": "3-3-2026"} if offer.kind == "dag" else {}
        self.line = widgets.Text(layout=widgets.Layout(width="12em"), **plain)
        self.tick = widgets.Checkbox(description=offer.label, indent=False, layout=wide)
        head = widgets.Label(offer.label)
        if offer.kind == "flere":
            self.shown = widgets.VBox([head, *self.boxes.values()])
        else:
            self.shown = self.tick if offer.kind == "ja" else widgets.VBox([head, self.line])

    @property
    def said(self) -> Any:
        if self.offer.kind == "flere":
            return [name for name, box in self.boxes.items() if box.value]
        return self.tick.value if self.offer.kind == "ja" else self.line.value


def form(widgets: Any, offers: tuple[Offer, ...], run: Run) -> Any:
    """Return the boxes as a widget; `run` is given what is answered, by key."""
    fields = {offer.key: _Field(widgets, offer) for offer in offers}
    button = widgets.Button(description="Lav det, jeg har valgt", layout={"width": "auto"})
    told = widgets.HTML()

    def pressed(_: object) -> None:
        button.disabled = True
        told.value = "<p>Et øjeblik …</p>"
        try:
            told.value = run({key: field.said for key, field in fields.items()})._repr_html_()
        except KitError as error:
            told.value = error.report._repr_html_()
        finally:
            button.disabled = False

    button.on_click(pressed)
    first, *others = (field.shown for field in fields.values())
    more = widgets.Accordion([widgets.VBox(others)], titles=(_MORE,), selected_index=None)
    return widgets.VBox([first, more, button, told])


def picker(team: Team, *, choices: Choices | None = None) -> Picker:
    """Let a fyrtårn tick what to make and of which notes, and make it with one click."""
    return Picker(team, choices)
