"""Material in a notebook: a look at each sheet before anything is written."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

from kitlib.dansk import plural
from kitlib.material.kinds import KINDS, known_kinds
from kitlib.material.making import waiting
from kitlib.material.shop import Choices, Shop
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.team import Team
from kitlib.typeset import images

__all__ = ["Gallery", "Thumbnail", "gallery"]

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
