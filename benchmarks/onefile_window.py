"""A team's meeting in a real window: the file from the disk, the desktop's dialogs, a real folder.

    python benchmarks/onefile_window.py laeringskit.html chromium|firefox
        [--vindue 1280x577] [--skala 1.5] [--billeder FOLDER]

A folder with Danish letters and spaces is chosen in the dialog, its path typed on a Danish
keyboard; the check, all views and a meeting are seen, and a note is carried into a heap with the
mouse. The tab is killed in the middle, the file opened again, and the referat approved. Chromium
writes in the folder, once its own question is answered. Firefox cannot: what is written is taken
home as a zip, laid back after the kill, and at the end unpacked in the folder. It stops where
something that was said to be kept is not there; at last the installed kit reads the folder.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.onefile_screen import Chromium, Firefox, Person, Screen, until  # noqa: E402
from kitlib.circle import Session  # noqa: E402

SEEN, SEEN_FIELD = "Det har vi set og hørt", "se.set"
WORDS = "Ti unge kommer på cykel, før nogen voksen har sat sig."
HEAP = "Kø ved døren"
BOTHER, BOTHER_FIELD = "Det bøvler", "forstaa.boevler"
BROUGHT = "En kollega så, at døren stod åben."
LAST = "Godkend referat"
MOST = 60  # screens

_READY = "!document.querySelector('.lk-venter') && document.querySelector('.lk h1')?.innerText"
_STANDS = "document.querySelector('#side').innerText"
_KEPT = "document.querySelector('.lk-gemt')?.innerText === 'Gemt'"
_HEAPS = "[...document.querySelectorAll('button.lk-bord-bunke')].map((n) => n.innerText).join()"
# What goes on: the large button, or else what skips.
_ON = """(() => {
  const seen = (query) => [...document.querySelectorAll(query)].filter((n) => n.checkVisibility());
  const [large] = seen(".lk-bund .lk-videre");
  const skips = ["Spring over", "Gå videre uden aftale"];
  return (large || seen("#side button").find((n) => skips.includes(n.innerText)))?.innerText;
})()"""
_FIELD = """((name) => [...document.querySelectorAll("label")]
  .find((n) => n.innerText.trim() === name && n.checkVisibility())?.control.value ?? null)"""


class Meeting:
    """A team at the file, from the opening on."""

    def __init__(self, args: argparse.Namespace, screen: Screen, work: Path) -> None:
        self.args, self.screen, self.work = args, screen, work
        home = work / "Børnehuset på Ærø"
        self.folder = Path(shutil.copytree(ROOT / "sample_data/ungehuset", home / "Æblehuset øst"))
        self.writes = args.browser == "chromium"
        self.pictures = 0
        self.browser: Any = None

    def held(self) -> None:
        """Hold the meeting, with a kill in the middle."""
        self.open()
        self.looked()
        self.begin()
        todo = {SEEN, HEAP}
        for screen in self.screens():
            if self.value(SEEN) is not None:
                self.person.write("label", SEEN, WORDS)
                self.kept()
                todo.discard(SEEN)
            elif screen.startswith("Bordet"):
                self.heap()
                todo.discard(HEAP)
            if not todo:
                break
        if not self.writes:
            self.take_home()
        self.kill()

        # The installed kit writes in the same folder meanwhile.
        colleague = Session.open(self.folder, today=date.today())
        colleague.meeting.put(BOTHER_FIELD, BROUGHT)
        colleague.close()

        self.open()
        if not self.writes:
            self.lay_back()
        self.begin()
        there: dict[str, Any] = {}
        for screen in self.screens():
            for name in (SEEN, BOTHER):
                if (value := self.value(name)) is not None:
                    there[name] = value
            if screen.startswith("Bordet"):
                there[HEAP] = self.person.waits(_HEAPS, "the heaps").split("\n")[0]
        assert there == {SEEN: WORDS, BOTHER: BROUGHT, HEAP: HEAP}, there
        print(f"again, nothing is lost: {', '.join(there)}")
        self.approve()

    # The folder --------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the file from the disk, and choose the folder in the desktop's own dialog."""
        began = time.perf_counter()
        kind = Chromium if self.writes else Firefox
        self.browser = kind(self.screen, self.work, self.args.file, scale=self.args.skala)
        self.person = Person(self.screen, self.browser)
        self.person.sees("#vaelg")
        self.told("ready, from nothing", began)
        self.person.resize(*self.args.vindue)
        self.picture("klar")
        self.chosen("#vaelg", self.folder)
        self.person.allow()
        self.person.waits("document.querySelector('body.foerste') && 1", "the first view")
        self.picture("mappe")

    def chosen(self, query: str, path: Path) -> None:
        """Choose in the desktop's dialog, by typing a path."""
        print("dialog:", self.person.choose(query, path))
        self.picture("dialog")
        self.screen.click()

    def looked(self) -> None:
        """See what the check says, and all views."""
        person = self.person
        print("check:", person.look("document.querySelector('#tjek summary').innerText"))
        person.press("#tjek > summary")
        self.picture("tjek")
        began = time.perf_counter()
        person.press("#vis")
        person.sees("#luk")
        self.told("all views", began)
        time.sleep(3)  # for the picture: the page inside is still being laid out
        self.picture("visninger")
        person.press("#luk")

    def take_home(self) -> None:
        """Take home what is written, as one zip."""
        before = set(self.browser.downloads.glob("*.zip"))
        self.person.press("#hent")
        self.picture("hent")
        new = until(lambda: set(self.browser.downloads.glob("*.zip")) - before, "the zip")
        [self.zip] = new
        until(lambda: zipfile.is_zipfile(self.zip), "the zip, whole")
        print(f"taken home: {self.zip.name}, {self.zip.stat().st_size} bytes")

    def lay_back(self) -> None:
        """Lay back what was taken home last."""
        self.person.press("#tilbage > summary")
        self.chosen("#zip", self.zip)
        said = "document.querySelector('#tilbagesvar').innerText.includes('er lagt tilbage')"
        self.person.waits(said, "it is laid back")
        self.picture("tilbage")

    def kill(self) -> None:
        """The tab ends where it stands, as where a machine is short of memory."""
        print(f"killed: process {self.browser.kill_tab()}")
        time.sleep(3)
        self.picture("draebt")
        self.close()

    def close(self) -> None:
        """End the browser, if one is running."""
        if self.browser:
            self.browser.close()
        self.browser = None

    # The meeting -------------------------------------------------------------------------------

    def begin(self) -> None:
        self.person.press("#moede")
        self.person.sees("#side.lk-klar h1")
        if "Begynd" in self.person.look(_STANDS).split("\n"):
            self.person.press("button", "Begynd")
        self.person.sees(".lk-bund")

    def screens(self) -> Iterator[str]:
        """Go on from screen to screen, to the last."""
        for _ in range(MOST):
            name = str(self.person.waits(_READY, "a screen"))
            self.picture("skaerm")
            yield name
            if name == LAST:
                return
            before = self.person.look(_STANDS)
            self.person.press("button", self.person.waits(_ON, "what goes on"))
            until(lambda before=before: self.person.look(_STANDS) != before, "the next screen")
        raise SystemExit(f"{LAST} is not reached")

    def heap(self) -> None:
        """Carry a note into a new heap with the mouse, and name it."""
        self.person.carry(".lk-seddel", ".lk-bord-ny")
        self.person.sees(".lk-bord-navn input")
        self.screen.type(f"{HEAP}\n")
        until(lambda: self.person.look(_HEAPS).startswith(HEAP), "the heap")
        self.kept()
        self.picture("bordet")

    def value(self, name: str) -> Any:
        """Return what stands in a field, or None where it is not on the screen."""
        return self.person.look(f"{_FIELD}({json.dumps(name)})")

    def kept(self) -> None:
        self.person.waits(_KEPT, "Gemt")

    def approve(self) -> None:
        person = self.person
        person.press("button", "Alt må stå der")
        person.write("label", "Hvem må få det?", "teamet")
        began = time.perf_counter()
        person.press("button", LAST)
        until(lambda: "Referatet er godkendt." in person.look(_STANDS), "it is approved")
        self.told("the referat", began)
        self.picture("referat")
        if not self.writes:
            self.take_home()
        person.press("#forlad")
        person.sees("#moede")
        self.picture("forside")

    def told(self, what: str, began: float) -> None:
        print(f"{what:22} {time.perf_counter() - began:6.1f} s", flush=True)

    def picture(self, name: str) -> None:
        self.pictures += 1
        if self.args.billeder:
            self.screen.picture(self.args.billeder / f"{self.pictures:02d}_{name}.png")


def read_by_the_kit(folder: Path) -> None:
    """Hold the folder against what was done, by the installed kit."""
    command = [sys.executable, "-m", "kitlib", "tjek", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    session = Session.open(folder, today=date.today())
    assert not session.team.problems.errors
    assert (session.meeting.value(SEEN_FIELD), session.meeting.value(BOTHER_FIELD)) == (
        WORDS,
        BROUGHT,
    )
    assert [(heap.name, len(heap.notes)) for heap in session.bordet.heaps()] == [(HEAP, 1)]
    session.close()
    kinds = sorted(path.suffix for path in (folder / "ud").glob("referat*"))
    assert {".html", ".md", ".pdf"} <= set(kinds), kinds
    print(f"the installed kit reads it: {', '.join(kinds)}, {len(list(folder.rglob('*')))} paths")


def size(text: str) -> tuple[int, int]:
    """Read a size as 1280x577."""
    width, height = text.split("x")
    return int(width), int(height)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=lambda text: Path(text).resolve())
    parser.add_argument("browser", choices=("chromium", "firefox"))
    parser.add_argument("--vindue", type=size, default=(1280, 577), help="of the page")
    parser.add_argument("--skala", type=float, default=1.0)
    parser.add_argument("--billeder", type=Path)
    args = parser.parse_args()
    if args.billeder:
        args.billeder.mkdir(parents=True, exist_ok=True)
    screen = Screen(2000, 1300)
    try:
        with tempfile.TemporaryDirectory() as name:
            meeting = Meeting(args, screen, Path(name))
            try:
                meeting.held()
            finally:
                meeting.close()
            if not meeting.writes:
                with zipfile.ZipFile(meeting.zip) as archive:
                    archive.extractall(meeting.folder)
            read_by_the_kit(meeting.folder)
    finally:
        screen.close()


if __name__ == "__main__":
    main()
