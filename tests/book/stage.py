"""Where the book's commands are played: a scene with all they name, and a process for each.

A command runs as it is typed, with what a person would answer. What waits for a person is met by
one who looks at the page once and presses Ctrl-C. Two things are not started again for each
command, since tests of their own drive them: the server of the meeting, whose meeting is opened
without it, and JupyterLab.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

WORDS = "fire små blå heste"

#: What a person writes where a command asks; a file that is not locked is locked first.
_ANSWERS = {"slet": "slet\n", "mit": f"{WORDS}\n\n", "bidrag": f"{WORDS}\n"}
_LOCKED_FIRST = f"ja\n{WORDS}\n"


@dataclass(frozen=True)
class Played:
    """What came of a command."""

    code: int
    said: str


def build(samples: Path, place: Path, *, circles: dict[str, str], dilemmas: str) -> None:
    """Lay out all that the commands of the book name, with what its pages say stands in it."""
    from kitlib.pooled.sample import write_sample
    from kitlib.start import new_folder

    team = Path(shutil.copytree(samples / "solsikken", place / "solsikken"))
    with (team / "om.toml").open("a", encoding="utf-8") as file:
        file.write(f"slettes = {date.today() + timedelta(days=200)}\n")
    with (team / "postits.csv").open("a", encoding="utf-8") as file:
        file.write("05-03-2026;Fatima Krog bygger et tårn.;B07;pædagog;leg;;;;;ja\n")
    (team / "cirkler").mkdir()
    for name, text in circles.items():
        (team / "cirkler" / f"{name}.toml").write_text(text, encoding="utf-8")
    (team / "dilemmaer.txt").write_text(dilemmas, encoding="utf-8")
    _heap(team)
    _trial(team)
    new_folder(place / "ny_med_lister")
    (place / "ind").mkdir()
    write_sample(place / "ind")
    (place / "navne.txt").write_text("Alma Holm\nBodil Dam\n", encoding="utf-8")
    (place / "foer_nu.csv").write_text("Før;Nu\nGranhuset;Solsikken\n", encoding="utf-8")
    shutil.copy(samples / "mit" / "psykolog_who5.csv", place / "who5.csv")
    shutil.copy(samples / "mit" / "om.toml", place / "om.toml")
    shutil.copy(samples / "register" / "enheder.csv", place / "enheder.csv")
    shutil.copy(samples / "register" / "who5.csv", place / "register.csv")
    _photograph(team, place / "sedler.jpg")


def _heap(team: Path) -> None:
    from kitlib.circle.session import Session

    session = Session.open(team)
    session.bordet.name_heap("a" * 16, "Ved knagerne")
    for note in session.bordet.for_page()["notes"][:3]:
        session.bordet.lay(note["id"], "a" * 16)
    session.close()


def _trial(team: Path) -> None:
    from kitlib.circle.session import Session

    session = Session.open(team)
    told = session.trials.put("hvad", "Vi sætter os på gulvet.", trial=None).field.split(".")[1]
    session.trials.put("igen", str(date.today() + timedelta(days=30)), trial=told)
    session.trials.agree(told)
    session.close()


def _photograph(team: Path, photo: Path) -> None:
    """Take one picture of four cards, ticked as the sheet Prøv selv says."""
    from kitlib.slips.store import keep_card
    from kitlib.slips.trial import exercise
    from tests.slips.conftest import Pen, photograph, print_card

    drawn, paper = print_card(team)
    keep_card(team, drawn.card)
    pens = [Pen(drawn.card, paper.copy()).write(number) for number in range(4)]
    for pen, ticks in zip(pens, exercise(drawn.card), strict=True):
        for name, value in sorted(ticks):
            pen.tick(name, value)
    photo.write_bytes(photograph([pen.paper for pen in pens]))
    (team / "ind").mkdir()
    shutil.copy(photo, team / "ind" / "sedler.jpg")


class Stage:
    """A scene, and a process that has loaded the kit once and does what it is told in copies.

    The copies are made of a process that has drawn and printed nothing: threads of the libraries
    that do would be missing in them, and waited for.
    """

    def __init__(self, root: Path, place: Path) -> None:
        self.place = place
        self._told = subprocess.Popen(
            [sys.executable, "-m", "tests.book.stage", str(root / "sample_data"), str(place)],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def build(self, **pages: object) -> None:
        """Lay out the scene; `pages` are what the pages of the book say stands in its files."""
        done = self._ask(pages)
        assert done.code == 0, done.said

    def play(self, words: list[str]) -> Played:
        """Run a command in the scene, and do what its page says is done with what came of it."""
        done = self._ask(words)
        if words[:2] == ["saml", "--ny-noegle"]:
            (self.place / "modtager.txt").write_text(re.findall("^age1.*", done.said, re.M)[-1])
        for sent in (self.place / "solsikken" / "ud").glob("*.bidrag"):
            shutil.move(sent, self.place / "ind" / sent.name)
        return done

    def close(self) -> None:
        """End the process."""
        self._told.communicate("")

    def _ask(self, what: object) -> Played:
        assert self._told.stdin and self._told.stdout
        self._told.stdin.write(json.dumps(what) + "\n")
        self._told.stdin.flush()
        answer = self._told.stdout.readline()
        assert answer, f"the scene ended at {what}"
        return Played(*json.loads(answer))


def _serve(samples: Path, place: Path) -> None:
    """Do each thing that is asked for in a copy of this process, and say what came of it."""
    from kitlib.cli import load_commands

    load_commands()
    import matplotlib.figure  # noqa: F401
    import pandas  # noqa: F401

    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, dict):
            done = _copy(place, "", lambda asked=asked: build(samples, place, **asked))
        else:
            done = _copy(place, _answers(place, asked), lambda asked=asked: _run(asked))
        print(json.dumps([done.code, done.said]), flush=True)


def _answers(place: Path, words: list[str]) -> str:
    typed = _ANSWERS.get(words[0], "")
    table = words[0] == "mit" and len(words) > 1 and place / words[1]
    first = _LOCKED_FIRST if table and table.exists() else ""
    return first + typed


def _copy(place: Path, typed: str, does: Callable[[], None]) -> Played:
    log, answers = place / "sagt.txt", place / "skrevet.txt"
    answers.write_text(typed, encoding="utf-8")
    child = os.fork()
    if child == 0:
        code = 70
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.chdir(place)
            os.environ["HOME"] = str(place)
            for name in ("DISPLAY", "WAYLAND_DISPLAY"):
                os.environ.pop(name, None)
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            for number, file in ((0, os.open(answers, os.O_RDONLY)), (1, out), (2, out)):
                os.dup2(file, number)
            sys.stdin = os.fdopen(0, encoding="utf-8")
            does()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
        finally:
            with suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Played(code, log.read_text("utf-8", errors="replace"))


def _run(words: list[str]) -> None:
    from kitlib.cli import main

    _stand_in()
    main(words)


def _stand_in() -> None:
    """Put a visitor in the browser's place, and what is said above in that of two servers."""
    import kitlib.circle.page.serving
    import kitlib.lab
    import kitlib.opening
    import kitlib.own

    kitlib.opening.open_address = _visit
    kitlib.circle.page.serving._server_class = lambda: _Meeting
    kitlib.lab.open_lab = kitlib.own.open_lab = _lab


def _visit(address: str) -> bool:
    """Ask for the page, whose server listens before it is opened, and press Ctrl-C when it came."""
    from tests.conftest import PATIENCE

    def look() -> None:
        try:
            with urllib.request.urlopen(address.partition("#")[0], timeout=PATIENCE) as page:
                page.read()
        except OSError as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(71)  # nobody else would end the server
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=look, daemon=True).start()
    return True


class _Meeting:
    """The meeting that the page would have opened, opened and closed again."""

    def __init__(self, *, opens: dict[str, object], **rest: object) -> None:
        self.opens = opens

    def run(self) -> None:
        from kitlib.circle.session import Session

        opens = json.loads(json.dumps(self.opens))  # as it goes to the kernel
        session = Session.open(opens["folder"], minutes=opens["minutes"], circle=opens["circle"])
        assert not [told for told in session.notices if told.code == "session_cirkel"]
        session.state()
        session.close()


def _lab(folder: Path, *, notebook: str, **rest: object) -> None:
    json.loads((folder / notebook).read_text("utf-8"))


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), Path(sys.argv[2]))
