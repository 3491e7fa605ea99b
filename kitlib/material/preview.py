"""Material in a notebook: a look at each sheet, and a choice of kinds by clicking."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from kitlib.dansk import plural
from kitlib.material.kinds import KINDS, known_kinds
from kitlib.material.making import Made, make, waiting
from kitlib.material.shop import Choices, Shop
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.resources import resource_folder
from kitlib.team import Team
from kitlib.typeset import images

__all__ = ["Gallery", "Picker", "Thumbnail", "gallery", "picker"]

_PPI = 28  # a thumbnail of an A4 page is then 231 pixels wide


@dataclass(frozen=True)
class Thumbnail:
    """The first page of a sheet, small."""

    kind: str
    label: str
    n_pages: int
    png: bytes = field(repr=False)


@dataclass(frozen=True)
class Gallery:
    """A look at every sheet of a team, kind by kind; what cannot be shown is told."""

    team: str
    thumbnails: tuple[Thumbnail, ...]
    problems: ProblemReport

    def __repr__(self) -> str:
        lines = [
            f"{KINDS[t.kind].label}: {t.label}, {plural(t.n_pages, 'side', 'sider')}"
            for t in self.thumbnails
        ]
        return "\n".join([f"Materiale til {self.team}", *lines])

    def _repr_html_(self) -> str:
        parts = [f"<h3>Materiale til {escape(self.team)}</h3>"]
        for kind in dict.fromkeys(t.kind for t in self.thumbnails):
            shown = "".join(_figure(t) for t in self.thumbnails if t.kind == kind)
            parts.append(
                f"<p style='font-size:18px'><b>{escape(KINDS[kind].label)}</b> "
                f"(<code>{kind}</code>)</p>"
                f"<div style='display:flex;flex-wrap:wrap;gap:18px'>{shown}</div>"
            )
        if self.problems:
            parts.append(self.problems._repr_html_())
        return "".join(parts)


def _figure(thumbnail: Thumbnail) -> str:
    code = base64.b64encode(thumbnail.png).decode("ascii")
    pages = plural(thumbnail.n_pages, "side", "sider")
    label = escape(thumbnail.label)
    return (
        "<figure style='margin:0;width:231px'>"
        f"<img alt='Første side af {label}' style='border:1px solid #8d887c;max-width:231px' "
        f"src='data:image/png;base64,{code}'>"
        f"<figcaption style='font-size:15px'>{label} · {pages}</figcaption></figure>"
    )


def gallery(team: Team, *kinds: str, choices: Choices | None = None) -> Gallery:
    """Look at the first page of every sheet before anything is written.

    Parameters
    ----------
    team : Team
        An opened team.
    *kinds : str
        Names in `KINDS`; the set for the next meeting where none is named.
    choices : Choices, optional
        As `make`.

    Examples
    --------
    >>> from kitlib import open_team
    >>> gallery(open_team("sample_data/kastanjen"), "plakat")
    Materiale til Kastanjen
    Plakater til væggen: Tavlen, 2 sider
    Plakater til væggen: Tom tavle, 1 side
    Plakater til væggen: Mennesketavle, 2 sider
    """
    shop = Shop(team, choices)
    shown: list[Thumbnail] = []
    problems: list[Problem] = []
    wanted = known_kinds(kinds)
    for kind in wanted:
        for job in kind.jobs(shop):
            try:
                sheet = shop.finished(job())
                pages = images(
                    sheet.template, sheet.data, files=sheet.files, font=shop.choices.font, ppi=_PPI
                )
            except KitError as error:
                problems += error.report
            else:
                shown.append(Thumbnail(kind.name, sheet.label, len(pages), _small(pages[0])))
    problems += waiting(shop, wanted)
    return Gallery(team.name, tuple(shown), ProblemReport.of(problems))


def _small(png: bytes) -> bytes:
    from PIL import Image

    small = BytesIO()
    with Image.open(BytesIO(png)) as image:
        image.convert("L").quantize(8).save(small, "PNG", optimize=True)
    return small.getvalue()


def _place(team: Team) -> Path | None:
    """Where a notebook writes: the team's own `ud`, but not into the kit's own sample data."""
    samples = resource_folder("sample_data").resolve()
    inside = team.folder.resolve().is_relative_to(samples)
    return Path.cwd() / "ud" / "materiale" if inside else None


class Picker:
    """Boxes to tick, one a kind, and a button that makes what is ticked.

    Needs ipywidgets, which comes with the page of a session; without it, it says what to write.

    Parameters
    ----------
    team : Team
        Whose material.
    choices : Choices, optional
        As `make`.
    """

    def __init__(self, team: Team, choices: Choices | None = None) -> None:
        self.team = team
        self.choices = choices

    def __repr__(self) -> str:
        return "Sæt kryds ved det, I vil have, og tryk på knappen."

    def make(self, *kinds: str) -> Made:
        """Make some kinds and return what was written."""
        return make([self.team.folder], kinds, out=_place(self.team), choices=self.choices)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {"text/plain": repr(self)}
        try:
            import ipywidgets
        except ImportError:
            shown["text/html"] = "<p>Skriv i et terminalvindue: laeringskit materiale MAPPE</p>"
            return shown
        widget = _boxes(ipywidgets, self.make)
        view = "application/vnd.jupyter.widget-view+json"
        return {**shown, view: widget._repr_mimebundle_()[view]}


def _boxes(widgets: Any, run: Callable[..., Made]) -> Any:
    wide = widgets.Layout(width="auto")
    boxes = {
        name: widgets.Checkbox(description=kind.label, indent=False, layout=wide)
        for name, kind in KINDS.items()
    }
    button = widgets.Button(description="Lav det, jeg har valgt", layout=wide)
    told = widgets.HTML()

    def pressed(_: object) -> None:
        chosen = [name for name, box in boxes.items() if box.value]
        if not chosen:
            told.value = "<p>Sæt først et kryds.</p>"
            return
        button.disabled = True
        told.value = "<p>Et øjeblik …</p>"
        try:
            told.value = run(*chosen)._repr_html_()
        except KitError as error:
            told.value = error.report._repr_html_()
        finally:
            button.disabled = False

    button.on_click(pressed)
    return widgets.VBox([*boxes.values(), button, told])


def picker(team: Team, *, choices: Choices | None = None) -> Picker:
    """Let a fyrtårn tick what to make, and make it with one click."""
    return Picker(team, choices)
