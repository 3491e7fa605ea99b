"""What the front page asks and gets: the same for the page of a server and for that of one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kitlib.about import KINDS
from kitlib.aboutfile import AboutFile, read_file, save_about
from kitlib.clock import today as clock_today
from kitlib.front.athand import at_hand
from kitlib.front.doings import Doings
from kitlib.front.form import form_state, refuse_unknown, save_form
from kitlib.front.standing import kind_of_folder, standing, teams_in
from kitlib.machine import told as told_of
from kitlib.problems import KitError

__all__ = ["FrontDesk", "Step"]

_LISTS = {"situationer", "temaer", "roller"}
# Signs Windows allows in no name.
_NO_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]|^\.|[. ]$')

Step = Callable[[Mapping[str, Any]], dict[str, Any]]


class FrontDesk:
    """Does what the front page of one folder asks, and says what the page is to show.

    Parameters
    ----------
    folder : Path
        A team's, an empty one, or one that holds teams.
    opens : callable
        Opens a file that was made, and tells whether it could.
    today : date, optional
    """

    def __init__(
        self, folder: Path, *, opens: Callable[[Path], bool], today: date | None = None
    ) -> None:
        self._today = today
        self._opens = opens
        self._file: AboutFile | None = None
        self._go_to(folder)

    def _go_to(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._doings = Doings(self.folder, self.today, self._opens)

    @property
    def today(self) -> date:
        return self._today or clock_today()

    @property
    def doing(self) -> str:
        """How far it is with what takes long."""
        return self._doings.doing

    def step(self, what: str) -> Step | None:
        """Return what a button does, where there is such a one."""
        found = _STEPS.get(what)
        return None if found is None else partial(found, self)

    def take(self, what: str, step: Step, message: Mapping[str, Any]) -> dict[str, Any]:
        """Do what a button says, and return what the page shows of it."""
        try:
            return step(message)
        except KitError as error:
            told = (at_hand(str(problem), self.folder.name) for problem in error.report)
            return {"problem": " ".join(told)}
        except (KeyError, TypeError, AttributeError):
            return {"problem": "Siden og mappen passer ikke sammen længere. Hent siden igen."}
        except Exception as error:
            return {"problem": str(told_of(error, doing=what))}
        finally:
            self._doings.doing = ""

    def kind(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Return what kind of folder it is, before anything in it is read."""
        kind = kind_of_folder(self.folder)
        said: dict[str, Any] = {"slags": kind, "mappe": self.folder.name}
        if kind == "team":
            return said
        return said | {"teams": teams_in(self.folder), "typer": list(KINDS)}

    def state(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that stands on the page."""
        said = self.kind(message)
        if said["slags"] != "team":
            return said
        self._file = read_file(self.folder)
        return {
            **said,
            **standing(self.folder, today=self.today),
            "skema": form_state(self._file),
            "regneark": (self.folder / "data.xlsx").is_file(),
        }

    def make(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Make a team's folder here, or in one below; the page goes on with it."""
        from kitlib.start import new_folder

        name, kind = str(message["navn"]).strip(), str(message["type"])
        if not name:
            return {"fejl": {"navn": "Skriv, hvad teamet hedder."}}
        if kind not in KINDS:
            return {"fejl": {"type": "Vælg, hvor I arbejder."}}
        folder = self.folder
        there = (folder / "om.toml").exists()
        if kind_of_folder(folder) == "andet":
            if _NO_NAME.search(name):
                said = "Et navn på en mappe kan ikke have tegn som / : ? eller slutte på punktum."
                return {"fejl": {"navn": said}}
            folder = folder / name
            there = (folder / "om.toml").exists()
        try:
            new_folder(folder, today=self.today)
        except KitError:
            if there or not (folder / "om.toml").exists():
                raise
            # One that was killed had it all ready, and now it is in place: the page goes on there.
            self._go_to(folder)
            return self.state({})
        save_about(folder, {"navn": name, "type": kind}, mark=read_file(folder).mark)
        self._go_to(folder)
        return self.state({})

    def choose(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Go on with one of the teams below the folder."""
        name = str(message["navn"])
        if name not in teams_in(self.folder):
            raise KitError("Mappen er der ikke mere.", hint="Hent siden igen.")
        self._go_to(self.folder / name)
        return self.state({})

    def save(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Write the form into om.toml; what is wrong is told at its field and nothing written."""
        given = message["svar"]
        refuse_unknown(given)
        if self._file is None:
            raise KitError("Siden er ikke hentet endnu.", hint="Hent siden igen.")
        reason = str(message.get("grund") or "")
        wrong = save_form(self.folder, given, file=self._file, reason=reason, today=self.today)
        if wrong:
            return {"fejl": wrong}
        lists = self._lists() if _LISTS & given.keys() else ""
        return {**self.state({}), "gemt": f"Gemt i om.toml. {lists}".strip()}

    def _lists(self) -> str:
        """Let the lists of the workbook follow what was filled in; what is in the way is said."""
        from kitlib.start import refresh_workbook

        if not (self.folder / "data.xlsx").is_file():
            return ""
        try:
            refresh_workbook(self.folder)
        except KitError as error:
            return f"Listerne i regnearket er ikke med: {error.message} {error.hint}".strip()
        return "Listerne i regnearket følger med."

    def do(self, message: Mapping[str, Any], *, what: str) -> dict[str, Any]:
        """Make or show something with one of the kit's own commands."""
        self._doings.doing = "Et øjeblik"
        return getattr(self._doings, what)()  # type: ignore[no-any-return]

    def material(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Make what was chosen to print; the set for the next meeting where nothing was."""
        self._doings.doing = "Et øjeblik"
        said = message.get("valg")
        return self._doings.print_all(dict(said) if said else None)

    def contribute(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Write the contribution that was shown."""
        return self._doings.contribute(str(message.get("noegle") or ""))

    def erase(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Delete the folder when its day has come and the word for it was written."""
        return self._doings.erase(str(message["ord"]))

    def open_file(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Open a file that was made."""
        return self._doings.open_made(int(message["nr"]))


_STEPS: dict[str, Callable[[FrontDesk, Mapping[str, Any]], dict[str, Any]]] = {
    "tilstand": FrontDesk.state,
    "ny": FrontDesk.make,
    "vaelg": FrontDesk.choose,
    "gem": FrontDesk.save,
    "vis": partial(FrontDesk.do, what="show"),
    "materiale": FrontDesk.material,
    "materiale_valg": partial(FrontDesk.do, what="material"),
    "bidrag": partial(FrontDesk.do, what="contribution"),
    "bidrag_skriv": FrontDesk.contribute,
    "skriv": partial(FrontDesk.do, what="write_notes"),
    "slet_vis": partial(FrontDesk.do, what="plan_erasing"),
    "slet": FrontDesk.erase,
    "aaben_fil": FrontDesk.open_file,
}
