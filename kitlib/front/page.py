"""The server of the front page: `laeringskit`, in a folder.

It listens on this machine alone, and its address opens it once. What takes long is said on the way.
"""

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
from kitlib.front.running import Running
from kitlib.front.standing import kind_of_folder, standing, teams_in
from kitlib.local.served import LocalServer
from kitlib.local.shell import shell
from kitlib.machine import told as told_of
from kitlib.opening import open_in_browser
from kitlib.problems import KitError

__all__ = ["FrontServer", "serve"]

_HERE = Path(__file__).parent
_LISTS = {"situationer", "temaer", "roller"}
_MOST = 100_000  # bytes of a message: all of the form
# Signs Windows allows in no name.
_NO_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]|^\.|[. ]$')


class FrontServer(LocalServer):
    """Serves the front page of one folder until it is closed.

    Parameters
    ----------
    folder : Path
        A team's, an empty one, or one that holds teams.
    today : date, optional
    opens : callable, optional
        Opens a file that was made, and tells whether it could.
    **options
        As `LocalServer`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        today: date | None = None,
        opens: Callable[[Path], bool] = open_in_browser,
        **options: Any,
    ) -> None:
        super().__init__(most=_MOST, **options)
        self.running = Running()
        self._today = today
        self._opens = opens
        self._file: AboutFile | None = None
        self._go_to(folder)

    def _go_to(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._doings = Doings(self._folder, self.today, self._opens)

    @property
    def today(self) -> date:
        return self._today or clock_today()

    def take(self, what: str, message: Mapping[str, Any]) -> dict[str, Any] | None:
        """Do what a button says, and return what the page shows of it."""
        step = _STEPS.get(what)
        if step is None:
            return None
        try:
            return step(self, message)
        except KitError as error:
            told = (at_hand(str(problem), self._folder.name) for problem in error.report)
            return {"problem": " ".join(told)}
        except (KeyError, TypeError, AttributeError):
            return {"problem": "Siden og mappen passer ikke sammen længere. Hent siden igen."}
        except Exception as error:
            return {"problem": str(told_of(error, doing=what))}
        finally:
            self._doings.doing = ""

    def news(self) -> dict[str, Any]:
        """Tell how far it is with what takes long."""
        return {"i_gang": self._doings.doing}

    def state(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that stands on the page."""
        kind = kind_of_folder(self._folder)
        said: dict[str, Any] = {"slags": kind, "mappe": self._folder.name}
        if kind != "team":
            return said | {"teams": teams_in(self._folder), "typer": list(KINDS)}
        self._file = read_file(self._folder)
        return {
            **said,
            **standing(self._folder, today=self.today),
            "skema": form_state(self._file),
            "regneark": (self._folder / "data.xlsx").is_file(),
        }

    def make(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Make a team's folder here, or in one below; the page goes on with it."""
        from kitlib.start import new_folder

        name, kind = str(message["navn"]).strip(), str(message["type"])
        if not name:
            return {"fejl": {"navn": "Skriv, hvad teamet hedder."}}
        if kind not in KINDS:
            return {"fejl": {"type": "Vælg, hvor I arbejder."}}
        folder = self._folder
        if kind_of_folder(folder) == "andet":
            if _NO_NAME.search(name):
                said = "Et navn på en mappe kan ikke have tegn som / : ? eller slutte på punktum."
                return {"fejl": {"navn": said}}
            folder = folder / name
        new_folder(folder, today=self.today)
        save_about(folder, {"navn": name, "type": kind}, mark=read_file(folder).mark)
        self._go_to(folder)
        return self.state({})

    def choose(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Go on with one of the teams below the folder."""
        name = str(message["navn"])
        if name not in teams_in(self._folder):
            raise KitError("Mappen er der ikke mere.", hint="Hent siden igen.")
        self._go_to(self._folder / name)
        return self.state({})

    def save(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Write the form into om.toml; what is wrong is told at its field and nothing written."""
        given = message["svar"]
        refuse_unknown(given)
        if self._file is None:
            raise KitError("Siden er ikke hentet endnu.", hint="Hent siden igen.")
        reason = str(message.get("grund") or "")
        wrong = save_form(self._folder, given, file=self._file, reason=reason, today=self.today)
        if wrong:
            return {"fejl": wrong}
        lists = self._lists() if _LISTS & given.keys() else ""
        return {**self.state({}), "gemt": f"Gemt i om.toml. {lists}".strip()}

    def _lists(self) -> str:
        """Let the lists of the workbook follow what was filled in; what is in the way is said."""
        from kitlib.start import refresh_workbook

        if not (self._folder / "data.xlsx").is_file():
            return ""
        try:
            refresh_workbook(self._folder)
        except KitError as error:
            return f"Listerne i regnearket er ikke med: {error.message} {error.hint}".strip()
        return "Listerne i regnearket følger med."

    def start(self, message: Mapping[str, Any], *, what: str) -> dict[str, Any]:
        """Open another page: the meeting, the names, the notebooks."""
        return {"adresse": self.running.start(what, self._folder)}

    def do(self, message: Mapping[str, Any], *, what: str) -> dict[str, Any]:
        """Make or show something with one of the kit's own commands."""
        self._doings.doing = "Et øjeblik"
        return getattr(self._doings, what)()  # type: ignore[no-any-return]

    def material(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Make what was chosen to print; the set for the next meeting where nothing was."""
        self._doings.doing = "Et øjeblik"
        said = message.get("valg")
        return self._doings.print_all(dict(said) if said else None)

    def open_file(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Open a file that was made."""
        return self._doings.open_made(int(message["nr"]))

    def erase(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Delete the folder when its day has come and the word for it was written."""
        return self._doings.erase(str(message["ord"]))

    def finish(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """End the page from the page."""
        self.end()
        return {"slut": True}

    def page(self, nonce: str) -> str:
        """Return the page, with nothing of the folder on it."""
        return shell(_HERE, "Læringskit", nonce, css=("front.css",), js=("front.js",))


_STEPS: dict[str, Callable[[FrontServer, Mapping[str, Any]], dict[str, Any]]] = {
    "tilstand": FrontServer.state,
    "ny": FrontServer.make,
    "vaelg": FrontServer.choose,
    "gem": FrontServer.save,
    "moede": partial(FrontServer.start, what="moede"),
    "navne": partial(FrontServer.start, what="navne"),
    "notebooks": partial(FrontServer.start, what="notebooks"),
    "vis": partial(FrontServer.do, what="show"),
    "materiale": FrontServer.material,
    "materiale_valg": partial(FrontServer.do, what="material"),
    "bidrag": partial(FrontServer.do, what="contribution"),
    "bidrag_skriv": partial(FrontServer.do, what="contribute"),
    "skriv": partial(FrontServer.do, what="write_notes"),
    "slet_vis": partial(FrontServer.do, what="plan_erasing"),
    "slet": FrontServer.erase,
    "aaben_fil": FrontServer.open_file,
    "luk": FrontServer.finish,
}


def serve(
    folder: Path,
    *,
    ready: Callable[[str], None],
    left: Callable[[list[str]], None] = lambda kinds: None,
    today: date | None = None,
) -> None:
    """Serve the front page of a folder until it is closed, and every page it has opened.

    Parameters
    ----------
    ready : callable
        Told the address, which opens the page once.
    left : callable
        Told which pages are still open when the front page is closed.
    """
    server = FrontServer(folder, today=today)
    ready(server.address)
    try:
        server.run()
        if kinds := server.running.open:
            left(kinds)
            server.running.wait()
    finally:
        server.running.end()
