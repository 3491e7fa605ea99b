"""The print shop of one team: its wording, logo and foot, and its views, drawn once for paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from kitlib import look
from kitlib.figures import View
from kitlib.glyphs import family
from kitlib.instruments import all_instruments
from kitlib.material.backs import back_of
from kitlib.material.choosing import NoteChoice, chosen
from kitlib.material.heaps import heap_notes, with_films
from kitlib.ordinary import read_ordinary
from kitlib.problems import KitError, Problem
from kitlib.shallow import Unwanted, tree_of
from kitlib.sheet import Sheet
from kitlib.shown import shown_text
from kitlib.team import Team
from kitlib.texts import load
from kitlib.writing import Home, footer

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.circle.model import Circle
    from kitlib.circle.trials import Trial
    from kitlib.instruments import Instrument
    from kitlib.privacy.finding import NameKey

__all__ = ["Choices", "Shop", "ink_saving"]

#: All views there are, in place of a list of them.
ALL = "alle"

_MOST = 3  # two to four figures a session, not twelve
_MOST_POINTS = 40_000_000  # a picture from a good camera; more is no logo
_LOGOS = (".svg", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True)
class Choices:
    """What a user may choose; nothing needs to be.

    Parameters
    ----------
    views : tuple of str
        Views by key; ("alle",) for all that have something to show. Without any: those om.toml
        names, else the first three that have something to show.
    large : bool
        Cards in large print, 4 to a sheet.
    duplex : bool
        Cards with a back, to print on both sides.
    dilemmas : Path, optional
        A text file with a dilemma on each line; `dilemmaer.txt` in the folder is found unasked.
    font : Path, optional
        A font file for letters the kit's fonts lack.
    logo : Path, optional
        A picture file; `logo.svg`, `.png` or `.jpg` in the folder is found unasked.
    key : NameKey, optional
        The team's key, unlocked in memory: names in it become codes on cards that quote.
    notes : NoteChoice
        Which notes go on cards; all that may be shown where it says nothing.
    circle : str, optional
        A circle by name; the team's usual one where not said.
    minutes : int, optional
        The time there is; the circle's own where not said.
    """

    views: tuple[str, ...] = ()
    large: bool = False
    duplex: bool = False
    dilemmas: Path | None = None
    font: Path | None = None
    logo: Path | None = None
    key: NameKey | None = field(default=None, repr=False)
    notes: NoteChoice = field(default_factory=NoteChoice)
    circle: str | None = None
    minutes: int | None = None


class Shop:
    """Everything the kinds of material ask of one team.

    Parameters
    ----------
    team : Team
        An opened team; its views leave out what is held back and cover what looks like a name.
    choices : Choices
        What the user chose.
    """

    def __init__(self, team: Team, choices: Choices | None = None) -> None:
        self.team = team
        self.about = team.said
        self.choices = choices or Choices()
        self._views: dict[str, View] = {}
        self._drawn: dict[str, bytes] = {}

    def words(self, name: str) -> dict[str, Any]:
        """Read a wording file, with the team's own words from `tekster` over the kit's.

        Where it says {barnet}, {børnene} and the like, it speaks of those the team works with.
        """
        said: dict[str, Any] = self._filled(load(name, own=self.team.folder))
        return said

    def _filled(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.about.persons.fill(value)
        if isinstance(value, dict):
            return {key: self._filled(part) for key, part in value.items()}
        return [self._filled(part) for part in value] if isinstance(value, list) else value

    @cached_property
    def paper(self) -> Team:
        """The team as what quotes may show it: a note with something unanswered waits."""
        return self.team.for_paper(self.choices.key)

    @cached_property
    def notes(self) -> pd.DataFrame | None:
        """The notes that were chosen for cards, as paper may show them; None without any.

        Notes about film are among them where a heap they lie in was chosen.
        """
        frame = self.paper.notes
        if self.choices.notes.heaps:
            frame = with_films(frame, heap_notes(self.paper, self.choices.notes.heaps))
        return None if frame is None else chosen(frame, self.choices.notes)

    @cached_property
    def instruments(self) -> tuple[Instrument, ...]:
        """What there are data of, and before that what the team may well begin with."""
        return tuple(
            instrument
            for name, instrument in all_instruments().items()
            if instrument.begins or name in self.team.frames or instrument.suits(self.about)
        )

    def notes_of(self, most: int) -> pd.DataFrame | None:
        """Return the chosen notes, and no more than so many where it was not said how many."""
        if self.notes is None or self.choices.notes.most is not None:
            return self.notes
        return chosen(self.notes, NoteChoice(most=most))

    @cached_property
    def to_revisit(self) -> tuple[Trial, ...]:
        """The trials the team has agreed on and is to come back to, as the logbog has them."""
        from kitlib.circle.trials import read_trials
        from kitlib.journal.kinds import ALWAYS
        from kitlib.journal.logbog import Logbog

        heads = Logbog(self.team.folder).heads(ALWAYS)
        return tuple(trial for trial in read_trials(heads) if trial.open)

    @cached_property
    def circle(self) -> Circle:
        """The circle the meeting follows, for the time there is; Siden sidst where there is one."""
        from kitlib.circle import read_circle

        read = read_circle(self.choices.circle, folder=self.team.folder, persons=self.about.persons)
        return read.planned(self.choices.minutes, revisit=bool(self.to_revisit))

    @property
    def curious(self) -> str:
        """What the team is curious about, as paper may show it."""
        return shown_text(self.about.nysgerrig, self.about, self.team.folder)

    def foot(self, sheet: Sheet) -> str:
        """Return the line at the foot of a sheet: its ring and the day the data goes."""
        if sheet.ring == "udgivelse":
            return ""
        own = str(sheet.data.get("fod", ""))
        return footer(self.home(sheet)) if self.about.opdigtet or not own else own

    def home(self, sheet: Sheet) -> Home:
        """Where a sheet may be written."""
        return replace(self.team.home, ring=sheet.ring)

    def finished(self, sheet: Sheet) -> Sheet:
        """Return a sheet with its foot and the logo."""
        data = {**sheet.data, "fod": self.foot(sheet)}
        back = back_of(sheet.name, self.words("materiale/bagsider"))
        if back is not None and "vaert" not in data:
            data["bagside"] = back
        files = dict(sheet.files)
        if self.logo is not None:
            name = f"logo{self.logo.suffix.casefold()}"
            data["logo"] = name
            files[name] = _picture(self.logo)
        return replace(sheet, data=data, files=files)

    def check(self) -> None:
        """Say once, before any sheet is made, that a file the user chose cannot be used.

        Raises
        ------
        KitError
            Where the font is none, the logo no picture, or no note or plan is as was asked for.
        """
        self._check_asked()
        if self.choices.font is not None:
            family(self.choices.font)
        if self.logo is not None:
            _check_picture(self.logo)

    def _check_asked(self) -> None:
        from kitlib.circle.circlefile import check_name
        from kitlib.circle.session import check_minutes

        check_minutes(self.choices.minutes)
        if self.choices.circle is not None:
            check_name(self.choices.circle, self.team.folder)
        if self.choices.notes != NoteChoice() and self.notes is not None and self.notes.empty:
            hint = "Vælg andre dage, temaer eller situationer, eller lad være med at vælge."
            raise KitError("Ingen noter passer til det, I har valgt.", hint=hint)

    @cached_property
    def logo(self) -> Path | None:
        """The logo file, named by the user or found in the folder."""
        if self.choices.logo is not None:
            return self.choices.logo
        found = (self.team.folder / f"logo{suffix}" for suffix in _LOGOS)
        return next((path for path in found if path.exists()), None)

    def view_keys(self) -> tuple[str, ...]:
        """Return the chosen views, by key.

        Raises
        ------
        KitError
            Where a view that was asked for is not there.
        """
        there = self.team.view_keys
        asked = self.choices.views or self.about.visninger
        if asked and asked != (ALL,):
            return tuple(self._key(name) for name in asked)
        # What nobody asked for by name is not a page of nothing.
        full = (key for key in there if not self.view(key).is_empty)
        if asked:
            return tuple(full)
        return tuple(key for key, _ in zip(full, range(_MOST), strict=False))

    def _key(self, name: str) -> str:
        found = [k for k in self.team.view_keys if name in (k, k.partition(".")[2])]
        # The team says which views there are, where it is not one of them.
        return found[0] if len(found) == 1 else self.team.view(name).key

    def view(self, key: str) -> View:
        """Return one view of what paper may show, made once."""
        if key not in self._views:
            view = self.team.view(key)
            self._views[key] = self.paper.view(key) if view.quotes else view
        return self._views[key]

    def drawn(self, key: str) -> bytes:
        """Return a view's picture as SVG for paper, drawn once; empty where the view is."""
        if key not in self._drawn:
            view = self.view(key)
            svg = "" if view.is_empty else view.svg(text="none")
            self._drawn[key] = ink_saving(svg, large_notes=view.quotes).encode("utf-8")
        return self._drawn[key]


def ink_saving(svg: str, *, large_notes: bool = False) -> str:
    """Return a picture for white paper: no filled backgrounds.

    Parameters
    ----------
    large_notes : bool
        Whether notes are large enough to hold words; such are outlines, and small marks are
        light grey, since filled and open tell two things apart.

    Examples
    --------
    >>> ink_saving('<path style="fill: #FBF8F1"/>')
    '<path style="fill: #ffffff"/>'
    """
    on_paper = {
        look.PAPER: "#ffffff",
        look.NOTE: "#ffffff" if large_notes else "#d4d4d4",
        look.NOTE_EDGE: "#6b6b6b",
        look.MARK_EDGE: "#6b6b6b",
    }
    for colour, instead in on_paper.items():
        svg = re.sub(colour, instead, svg, flags=re.IGNORECASE)
    return svg


def _check_picture(path: Path) -> None:

    content = _picture(path)
    try:
        if path.suffix.casefold() not in _LOGOS:
            raise ValueError(path.suffix)
        if path.suffix.casefold() == ".svg":
            if not tree_of(content, typed=True).tag.endswith("svg"):
                raise ValueError("svg")
        else:
            _check_points(path, content)
    except (ValueError, OSError, SyntaxError, Unwanted) as error:
        hint = "Brug et billede, der ender på .svg, .png eller .jpg."
        raise KitError(Problem("Logoet kan ikke bruges.", hint, path.name, code="logo")) from error


def _check_points(path: Path, content: bytes) -> None:
    """Refuse a picture of so many points that setting it would fill the memory."""
    from PIL import Image

    with catch_warnings():
        # Only the head of the file is read; its size is judged here, by a limit of our own.
        simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(content)) as image:
                width, height = image.size
                if width * height <= _MOST_POINTS:
                    image.verify()
                    return
        except Image.DecompressionBombError:
            pass
    hint = "Gem det mindre i et tegneprogram: 2.000 punkter på den længste led er rigeligt."
    raise KitError(Problem("Logoet har alt for mange punkter.", hint, path.name, code="logo"))


def _picture(path: Path) -> bytes:
    return read_ordinary(path)
