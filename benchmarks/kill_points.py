"""Kill every command at every change it makes to the disk, and see what is left.

    python benchmarks/kill_points.py              every command, every change
    python benchmarks/kill_points.py mit-ret ny   some of them
    python benchmarks/kill_points.py demo --share 1/3   every third change, from the first
    python benchmarks/kill_points.py --count      how many changes each makes, and how long it takes

The changes are counted and not guessed: a process is forked for a command, is told of every file
it opens for writing, renames, removes, makes or brings to the disk below the folder it works on,
and ends there and then at the n-th, as by kill -9; n goes from 1 until the command is done. Where
it was about to bring a file to the disk, half of the file is cut off as well, as by a power cut.

Then: every file that was there is as it was or whole; nothing that was locked is readable but in
the one place its owner writes in; and the same command again ends well and leaves nothing of what
was on the way.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import tomllib
import traceback
import zipfile
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sample_data"
WORDS = "fire små blå heste"
SECRET = b"Hemmelig-borger"
KILLED = -signal.SIGKILL

_SOON = f"{date.today() + timedelta(60):%d-%m-%Y}"
_HEAD = b"age-encryption.org/v1\n-> scrypt "
_WRITES = os.O_WRONLY | os.O_RDWR
_COUNTED = "changes.txt"
_NEVER = 10**9
_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate")


@dataclass
class Case:
    """A command and the folder it is run on."""

    prepare: Callable[[Path], None]
    #: What is typed; where it is `run` from the library, what a person would have typed for it.
    arguments: Callable[[Path], list[str]]
    typed: str = ""
    #: What it may end with when it is run again: it may have been done before it was killed.
    again: tuple[int, ...] = (0,)
    run: Callable[[Path], None] | None = None
    #: Where what was locked may be read until the command is run again.
    readable: tuple[str, ...] = ()
    #: What must be there in the end, by how the names end.
    there: tuple[str, ...] = ()
    #: Says what of its work is missing, or there twice, in the end.
    kept: Callable[[Path], list[str]] = lambda folder: []


@dataclass
class Tally:
    """What was seen of a command."""

    killed: int = 0
    #: How many changes it makes where nothing stops it.
    changes: int = 0
    faults: list[str] = field(default_factory=list)


def _team(folder: Path, *, name: str = "maelkeboetten") -> None:
    shutil.copytree(SAMPLES / name, folder / "t")


def _dated(folder: Path) -> None:
    _team(folder)
    with (folder / "t" / "om.toml").open("a", encoding="utf-8") as stream:
        stream.write("\nslettes = 2027-01-01\n")


def _own(folder: Path) -> None:
    (folder / "m").mkdir()
    text = (SAMPLES / "mit" / "psykolog_who5.csv").read_bytes()
    (folder / "m" / "who5.csv").write_bytes(text + SECRET + b";;;;;;;\n")


def _locked_own(folder: Path) -> None:
    _own(folder)
    plain = folder / "m" / "who5.csv"
    (folder / "m" / "who5.csv.age").write_bytes(_quick_lock(plain.read_bytes(), WORDS))
    plain.unlink()


def _locked_own_told(folder: Path) -> None:
    _locked_own(folder)
    (folder / "m" / "om.toml").write_bytes((SAMPLES / "mit" / "om.toml").read_bytes())


def _names(folder: Path) -> None:
    (folder / "n.txt").write_text("Alma Holm\nBodil Dam\n", encoding="utf-8")


def _names_and_key(folder: Path) -> None:
    kept = {"format": "laeringskit-noegle 1", "personer": {"B01": ["Hemmelig-borger Krog"]}}
    (folder / "k.age").write_bytes(_quick_lock(json.dumps(kept).encode(), WORDS))
    _names(folder)


def _contributions(folder: Path) -> None:
    from kitlib import open_team
    from kitlib.contribution import draft, to_bytes

    (folder / "b").mkdir()
    for unit in ("maelkeboetten", "birkelunden", "kastanjen", "tusindfryd", "solsikken"):
        content = to_bytes(draft(open_team(SAMPLES / unit)).contribution)
        (folder / "b" / f"{unit}.bidrag").write_bytes(content)


def _approved(folder: Path) -> None:
    from kitlib.circle.session import Session

    session = Session.open(folder / "t")
    session.meeting.put("se.set", "Tretten par støvler.")
    session.approve(["se.set"], "teamet")
    session.close()


def _saved(folder: Path) -> None:
    """Save twice from the page, as its messages say it."""
    from kitlib.editing.page import EditServer
    from kitlib.own import edit_page

    def run(server: EditServer) -> None:
        for row in (0, 1):
            first = server.take("tilstand", {"vindue": "a"})
            assert first is not None
            where = {"raekke": first["tabeller"][0]["raekker"][row]["id"], "sted": 11}
            server.take("ret", {"vindue": "a", "ord": f"Vi talte {len(SECRET)} gange.", **where})
            said = server.take("gem", {"vindue": "a"})
            assert said is not None and said.get("gemt"), said
        server.server_close()

    before, EditServer.run = EditServer.run, run  # type: ignore[method-assign]
    try:
        path = folder / "m" / "who5.csv.age"
        edit_page(path, WORDS, ready=lambda address: None, told=print)
    finally:
        EditServer.run = before  # type: ignore[method-assign]


def _released(folder: Path) -> None:
    """A team, and a release its numbers can be seen beside."""
    from kitlib.pooled.run import make_release

    _team(folder)
    make_release(SAMPLES / "maelkeboetten", folder / "u")


def _written(folder: Path, notes: str, **about: str) -> None:
    said = {"navn": "Vi", "type": "dagtilbud", "formaal": "At lære.", "slettes": _SOON, **about}
    lines = ["format = 1", *(f'{key} = "{value}"' for key, value in said.items())]
    (folder / "t").mkdir()
    (folder / "t" / "om.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "t" / "postits.csv").write_text(f"dato;observation\n{notes}", encoding="utf-8")


def _asked(folder: Path) -> None:
    names = ("Fatima", "Bodil Dam", "Mads Krog")
    _written(folder, "".join(f"03-03-2026;{name} bygger et tårn.\n" for name in names))


def _worried(folder: Path) -> None:
    _written(folder, "04-03-2026;Far slår søm i plankeværket.\n", adgang="Leder: Ane Holm")


def _answered(folder: Path) -> None:
    """Answer every question of a folder from the page, as its messages say it."""
    from kitlib.asking.page import AskingServer
    from kitlib.cli import main

    def run(server: AskingServer) -> None:
        said = server.take("tilstand", {})
        while said is not None and said["choices"]:
            said = server.take("svar", {"nr": said["number"], "svar": "navn"})
        server.server_close()

    before, AskingServer.run = AskingServer.run, run  # type: ignore[method-assign]
    try:
        main(["navne", str(folder / "t"), "--uden-browser"])
    finally:
        AskingServer.run = before  # type: ignore[method-assign]


def _waiting(folder: Path) -> list[str]:
    from kitlib.team import open_team

    left = open_team(folder / "t").waiting
    return [f"{left} notes still wait"] if left else []


def _told(folder: Path) -> list[str]:
    """A worry is never set aside without the logbog telling it."""
    from kitlib.journal.logbog import Logbog
    from kitlib.leader import worried
    from kitlib.team import open_team

    told = [k for k in Logbog(folder / "t").heads("altid") if k.startswith("bekymring.")]
    if worried(open_team(folder / "t")):
        return ["the worry is not set aside"]
    return [] if told else ["set aside, and nothing tells it"]


def _photographed(folder: Path) -> None:
    _written(folder, "03-03-2026;Leger.\n")
    _photo(folder)


def _photo(folder: Path) -> None:
    """Lay a picture of two cards of a team, written on and seen from above."""
    import cv2
    import numpy as np

    from kitlib.about import read_about
    from kitlib.slips.cards import full_card
    from kitlib.slips.store import keep_card
    from kitlib.texts import load
    from kitlib.typeset import images

    about, _ = read_about(folder / "t" / "om.toml")
    said = {k: about.persons.fill(v) for k, v in load("materiale/ark")["postits"].items()}
    drawn, fine = full_card(about, said), 8
    keep_card(folder / "t", drawn.card)
    data = {"titel": "Sedler", "fod": "Bliver hos teamet.", **drawn.data}
    page = cv2.imdecode(np.frombuffer(images("ark_sedler", data, ppi=fine * 25.4)[0], np.uint8), 1)
    form = drawn.card.format
    paper = page[: round(form.height * fine), : round(form.width * fine)]
    height, width = paper.shape[:2]
    table = np.full((height + 300, 2 * width + 450, 3), 70, np.uint8)
    left, top, right, _ = (round(v * fine) for v in drawn.card.writing)
    for k in range(2):
        written = paper.copy()
        for line in range(2 + k):
            across = np.linspace(left + 20, right - 40, 40).astype(int)
            down = (top + 70 + 72 * line + 20 * np.sin(across / (7.0 + 5 * k))).astype(int)
            cv2.polylines(written, [np.column_stack([across, down])], False, (40, 40, 40), 4)
        table[150 : 150 + height, 150 + k * (width + 150) :][:, :width] = written
    (folder / "t" / "ind").mkdir()
    cv2.imwrite(str(folder / "t" / "ind" / "sedler.jpg"), table)


def _slips(folder: Path) -> list[str]:
    """Each slip is there once: a row, and the picture it names."""
    table = folder / "t" / "papir.csv"
    rows = table.read_text("utf-8-sig").splitlines()[1:] if table.is_file() else []
    named = [cell for row in rows for cell in row.split(";") if cell.startswith("sedler/")]
    pictures = sorted(f"sedler/{p.name}" for p in (folder / "t" / "sedler").glob("*.jpg"))
    if len(named) == 2 and sorted(named) == pictures:
        return []
    return [f"{len(named)} rows of 2, {len(pictures)} pictures"]


def _agree(folder: Path) -> None:
    """Agree on something to try, as a meeting does; on what was begun before, where it was."""
    from kitlib.circle.session import Session

    session = Session.open(folder / "t")
    begun = session.state()["trials"]
    told = begun[0]["id"] if begun else None
    told = session.trials.put("hvad", "Vi sætter os på gulvet.", trial=told).field.split(".")[1]
    session.trials.put("igen", f"{date.today() + timedelta(30):%Y-%m-%d}", trial=told)
    session.trials.agree(told)
    session.close()


def _one_trial(folder: Path) -> list[str]:
    from kitlib.circle.trials import read_trials
    from kitlib.journal.logbog import Logbog

    trials = read_trials(Logbog(folder / "t").heads("altid"))
    return [] if [bool(t.agreed) for t in trials] == [True] else [f"{len(trials)} trials, not 1"]


def _agreed(folder: Path) -> None:
    """A team that has agreed on something to try."""
    _team(folder)
    _agree(folder)


def _new_lists(folder: Path) -> None:
    """A new folder whose workbook has a note in it, and a new situation in om.toml."""
    from openpyxl import load_workbook

    from kitlib.cli import main

    with suppress(SystemExit), redirect_stdout(io.StringIO()):
        main(["ny", str(folder / "t"), "--instrumenter", "postits"])
    book = load_workbook(folder / "t" / "data.xlsx")
    book["Post-its"]["A3"], book["Post-its"]["B3"] = "04-03-2026", "Leger ved vandkanten."
    book.save(folder / "t" / "data.xlsx")
    about = folder / "t" / "om.toml"
    said = about.read_text(encoding="utf-8").replace("situationer = []", 'situationer = ["Strand"]')
    assert "Strand" in said
    about.write_text(said, encoding="utf-8")


def _note_and_list(folder: Path) -> list[str]:
    """The note is there, and the new situation with it."""
    raw = zipfile.ZipFile(folder / "t" / "data.xlsx")
    text = b"".join(raw.read(name) for name in raw.namelist()).decode("utf-8", "replace")
    return [
        f"missing in the workbook: {word}" for word in ("vandkanten", "Strand") if word not in text
    ]


def _pressed(folder: Path) -> None:
    """Make a team on the front page, and fill its form in, as its buttons do."""
    from kitlib.front.page import FrontServer
    from kitlib.problems import KitError

    server = FrontServer(folder / "t", opens=lambda path: True)
    server.server_close()

    def press(button: str, **said: object) -> dict[str, object]:
        shown = server.take(button, said)
        assert shown is not None and "fejl" not in shown, shown
        if "problem" in shown:
            raise KitError(str(shown["problem"]))
        return shown

    if press("tilstand")["slags"] != "team":
        press("ny", navn="Vi", type="dagtilbud")
    press("gem", svar={"navn": "Solen", "formaal": "At lære.", "situationer": ["Strand"]})


def _form_saved(folder: Path) -> list[str]:
    said = (folder / "t" / "om.toml").read_text(encoding="utf-8")
    return [f"missing in om.toml: {word}" for word in ("Solen", "Strand") if word not in said]


def _small_demo(folder: Path) -> None:
    """The whole line, with the smallest of the invented teams, and a release of five of them."""
    import kitlib.pooled.sample
    import kitlib.show
    from kitlib.cli import main
    from kitlib.pooled.run import pool

    def pool_five(out: Path, *, why: str) -> object:
        return pool(sorted((folder / "b").iterdir()), out, why=why, invented=True, seconds=0)

    kitlib.pooled.sample.pool_sample = pool_five  # type: ignore[assignment]
    kitlib.show.DEMO_TEAMS = ("klub_regnbuen", "trappen")
    main(["demo", "--ud", str(folder / "d"), "--uden-browser"])


_T: Callable[[Path], str] = lambda folder: str(folder / "t")  # noqa: E731
CASES: dict[str, Case] = {
    "ny": Case(
        lambda f: None,
        lambda f: ["ny", str(f / "ny")],
        again=(0, 1),
        there=("om.toml", "data.xlsx", ".gitignore", "Start her.cmd", "Start her.command"),
    ),
    "ny-mit": Case(
        lambda f: None,
        lambda f: ["ny", "--mit", str(f / "mine.xlsx")],
        again=(0, 1),
        there=("mine.xlsx",),
    ),
    "ny-lister": Case(
        _new_lists,
        lambda f: ["ny", _T(f), "--lister"],
        there=("data.xlsx",),
        kept=_note_and_list,
    ),
    "tjek": Case(lambda f: _team(f, name="trappen"), lambda f: ["tjek", _T(f)]),
    "vis": Case(_team, lambda f: ["vis", _T(f), "--uden-browser"], there=("visninger.html",)),
    "materiale": Case(_team, lambda f: ["materiale", _T(f), "--slags", "ark"], there=(".pdf",)),
    "bidrag": Case(_team, lambda f: ["bidrag", _T(f)], there=(".bidrag",)),
    "indsigt": Case(_team, lambda f: ["indsigt", _T(f), "B02"], there=("indsigt_b02.html",)),
    "papirer": Case(
        _dated,
        lambda f: ["papirer", _T(f)],
        there=("oplysning_til_foraeldre.pdf", "til_med.pdf", "fortegnelse_udkast.pdf"),
    ),
    "notebooks": Case(
        _team,
        lambda f: ["notebooks", _T(f), "--kun-kopi"],
        there=("00_start_her.ipynb", "05_who5.ipynb"),
    ),
    "kopi": Case(
        _team, lambda f: ["session", _T(f), "--kopi"], again=(0, 1), there=("laeringscirklen.toml",)
    ),
    "aftal": Case(
        _team, lambda f: ["session", _T(f)], run=_agree, there=(".ics",), kept=_one_trial
    ),
    "godkend": Case(
        _team, lambda f: ["session", _T(f)], run=_approved, there=(".md", ".html", ".pdf")
    ),
    "slet-person": Case(_team, lambda f: ["slet", _T(f), "B02", "--ja"]),
    "slet-alt": Case(_team, lambda f: ["slet", _T(f), "--ja"], again=(0, 1)),
    "ny-dato": Case(
        _dated, lambda f: ["slet", _T(f), "--ny-dato", _SOON, "--grund", "vi er ikke færdige endnu"]
    ),
    "koder": Case(
        _names,
        lambda f: ["koder", str(f / "n.txt"), "--fil", str(f / "k")],
        typed=f"{WORDS}\n",
        there=("k.age",),
    ),
    "koder-flere": Case(
        _names_and_key,
        lambda f: ["koder", str(f / "n.txt"), "--fil", str(f / "k")],
        typed=f"{WORDS}\n",
        there=("k.age",),
    ),
    "mit-laas": Case(
        _own,
        lambda f: ["mit", str(f / "m" / "who5.csv"), "--kun-laas"],
        typed=f"{WORDS}\n",
        readable=("who5.csv",),
        there=("who5.csv.age",),
    ),
    "mit-ret": Case(
        _locked_own,
        lambda f: ["mit", str(f / "m" / "who5.csv.age"), "--ret", "--regneark"],
        typed=f"{WORDS}\n\n",
        readable=("who5.csv",),
        there=("who5.csv.age",),
    ),
    "mit-side": Case(
        _locked_own_told, lambda f: ["mit", "--ret"], run=_saved, there=("who5.csv.age",)
    ),
    "saml": Case(
        _contributions,
        lambda f: ["saml", str(f / "b"), "--ud", str(f / "u"), "--godkendt-af", "leder"],
        again=(0, 1),
        there=("tal.csv", "log.json"),
    ),
    "ny-noegle": Case(
        lambda f: None,
        lambda f: ["saml", "--ny-noegle", str(f / "k.txt")],
        again=(0, 1),
        there=("k.txt",),
    ),
    "saml-ryd": Case(
        _contributions,
        lambda f: ["saml", str(f / "b"), "--ud", str(f / "u"), "--godkendt-af", "leder", "--ryd"],
        again=(0, 1),
        there=("tal.csv", "log.json"),
    ),
    "sammen": Case(
        _released,
        lambda f: ["sammen", _T(f), str(f / "u"), "--uden-browser"],
        there=("sammen.html",),
    ),
    "tekster": Case(_team, lambda f: ["tekster", _T(f)], there=("ark.toml", "da.toml")),
    "navne": Case(
        _asked, lambda f: ["navne", _T(f)], run=_answered, there=(".svar.json",), kept=_waiting
    ),
    "bekymring": Case(
        _worried,
        lambda f: ["bekymring", _T(f), "--leder", str(f / "l.age")],
        typed=f"{WORDS}\nja\n",
        there=("l.age", ".svar.json"),
        kept=_told,
    ),
    "papir": Case(
        _photographed,
        lambda f: ["papir", _T(f), "--uden-browser", "--slet-billeder"],
        again=(0, 1),
        there=("papir.csv",),
        kept=_slips,
    ),
    "proevehandlinger": Case(
        _agreed,
        lambda f: ["proevehandlinger", _T(f), "--uden-browser"],
        there=("proevehandlinger.html",),
    ),
    "demo": Case(
        _contributions, lambda f: ["demo"], run=_small_demo, there=("begynd_her.html", "tal.csv")
    ),
    "forside": Case(
        lambda f: (f / "t").mkdir(),
        lambda f: ["forside", _T(f)],
        run=_pressed,
        there=("om.toml", "data.xlsx"),
        kept=_form_saved,
    ),
}

#: Commands that are not run here, and why.
NOT_RUN = {
    "enfil": "it works for minutes in a folder of its own, and puts one file in place at the end",
}


def commands(names: Iterable[str] = ()) -> set[str]:
    """The commands of the command line that cases stand for; of all of them where none is said."""
    return {CASES[name].arguments(Path())[0] for name in names or CASES}


def _quick_lock(data: bytes, passphrase: str) -> bytes:
    """A lock that costs nothing: what is looked at is what happens to the files."""
    return _HEAD + hashlib.sha256(passphrase.encode()).digest() + bytes(b ^ 0x5A for b in data)


def _quick_unlock(data: bytes, passphrase: str) -> bytes:
    import pyrage

    rest = data.removeprefix(_HEAD)
    if rest[:32] != hashlib.sha256(passphrase.encode()).digest():
        raise pyrage.DecryptError("Decryption failed")
    return bytes(b ^ 0x5A for b in rest[32:])


def _end() -> None:
    """End as by kill -9: nothing more of this process runs, no thread and no tidying up."""
    os.kill(os.getpid(), signal.SIGKILL)


def _end_at(number: int, folder: Path, half: bool) -> list[int]:
    """End this process at its n-th change below a folder; return what counts them."""
    seen = [0]
    below = str(folder)

    def changed(cut: int | None = None) -> None:
        seen[0] += 1
        if seen[0] == number:
            if cut is not None and half:
                os.truncate(cut, os.fstat(cut).st_size // 2)
            _end()

    def hook(event: str, given: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = given
            writes = isinstance(flags, int) and flags & _WRITES
        else:
            path, writes = given[0] if given else None, event in _CHANGES
        if writes and isinstance(path, (str, bytes, os.PathLike)):
            name = os.fsdecode(path)
            if str(Path(name).absolute()).startswith(below) and ".kit-laas" not in name:
                changed()

    fsync = os.fsync

    def brought(handle: int) -> None:
        changed(handle if isinstance(handle, int) and _is_file(handle) else None)
        fsync(handle)

    os.fsync = brought  # type: ignore[assignment]
    sys.addaudithook(hook)
    return seen


def _is_file(handle: int) -> bool:
    import stat

    return stat.S_ISREG(os.fstat(handle).st_mode)


def _child(case: Case, folder: Path, number: int, half: bool, log: Path) -> int:
    """Run a command in a process of its own, ended at its n-th change; 0 lets it be done."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    from kitlib.problems import KitError

    code, seen = 1, [0]
    with log.open("w", encoding="utf-8") as said:
        sys.stdout = sys.stderr = said  # type: ignore[assignment]
        sys.stdin = io.TextIOWrapper(io.BytesIO(case.typed.encode()), encoding="utf-8")
        try:
            if number:
                seen = _end_at(number, folder, half)
            if case.run is not None:
                case.run(folder)
                code = 0
            else:
                from kitlib.cli import main

                main(case.arguments(folder))
        except SystemExit as left:
            code = int(left.code or 0)
        except KitError as error:  # of a call into the library, which the commands say as this
            print(error)
            code = 1
        except BaseException:
            traceback.print_exc()
            code = 99
        said.flush()
    log.with_name(_COUNTED).write_text(str(seen[0]), encoding="utf-8")
    os._exit(code)


def _whole(path: Path) -> bool:
    """Tell whether a file is all there, by what its kind ends with."""
    raw = path.read_bytes()
    try:
        match path.suffix:
            case ".pdf":
                return raw.rstrip().endswith(b"%%EOF")
            case ".html":
                return raw.rstrip().endswith(b"</html>")
            case ".xlsx" | ".ods" | ".pptx":
                return zipfile.ZipFile(io.BytesIO(raw)).testzip() is None
            case ".json" | ".ipynb":
                json.loads(raw)
            case ".toml":
                tomllib.loads(raw.decode())
            case ".jsonl":
                # The logbog is added to line by line; a line that is cut is known by its checksum.
                return True
            case ".age":
                _quick_unlock(raw, WORDS)
    except Exception:
        return False
    return bool(raw)


def _on_the_way(path: Path) -> bool:
    return any(part.startswith(".kit-") for part in path.parts)


def _look(case: Case, folder: Path, before: dict[Path, bytes], *, done: bool) -> list[str]:
    """Say what is not as it should be after a kill, or after the command was run again."""
    faults = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        raw = path.read_bytes()
        if _on_the_way(path.relative_to(folder)):
            if done and path.name != ".kit-slettet":
                faults.append(f"left: {name}")
            if SECRET in raw:
                faults.append(f"readable on the way: {name}")
            continue
        unfinished = not path.stat().st_mode & 0o200 or not raw.strip(b"\0")
        in_its_place = path.name in case.readable and not done
        if before.get(path) != raw and not _whole(path) and not (in_its_place and unfinished):
            faults.append(f"half: {name}")
        if SECRET in raw and not in_its_place:
            faults.append(f"readable: {name}")
    if done:
        faults += case.kept(folder)
        found = [p.name for p in folder.rglob("*") if p.is_file()]
        faults += [
            f"missing: {end}" for end in case.there if not any(n.endswith(end) for n in found)
        ]
    return faults


def _load() -> None:
    """Load what the commands load, once, so that each process begins with it."""
    import filelock  # noqa: F401
    import jinja2  # noqa: F401
    import matplotlib.figure  # noqa: F401
    import pandas  # noqa: F401
    import scipy.stats  # noqa: F401
    import seaborn  # noqa: F401
    import xlsxwriter  # noqa: F401
    import zxcvbn  # noqa: F401

    import kitlib.circle.session
    import kitlib.cli
    import kitlib.instruments
    import kitlib.lettering
    import kitlib.own
    import kitlib.pooled
    import kitlib.rights
    import kitlib.show
    from kitlib.privacy.find import find_identifiers

    kitlib.cli.load_commands()
    kitlib.instruments.all_instruments()
    kitlib.lettering.font_css("")  # which a tree that was never built cuts anew in each process
    find_identifiers("Alma Holm og Bo Dam så en bil på Søndergade 4.")


def try_case(name: str, *, first: int = 1, every: int = 1, half: bool = True) -> Tally:
    """Kill a command at every change, or at every n-th from the first, and return what was seen."""
    import pyrage

    _load()
    real = pyrage.passphrase.encrypt, pyrage.passphrase.decrypt
    pyrage.passphrase.encrypt, pyrage.passphrase.decrypt = _quick_lock, _quick_unlock
    try:
        return _tried(name, CASES[name], first, every, half)
    finally:
        pyrage.passphrase.encrypt, pyrage.passphrase.decrypt = real


def prepare(case: Case, folder: Path) -> None:
    """Lay what a command is run on, in a process of its own.

    Threads of the libraries that draw and print do not come along into a copy of this process,
    which would wait for them for ever.
    """
    child = os.fork()
    if child:
        if os.waitpid(child, 0)[1]:
            raise RuntimeError("what the command is run on could not be made")
        return
    try:
        case.prepare(folder)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _tried(name: str, case: Case, first: int, every: int, half: bool) -> Tally:
    tally = Tally()
    with tempfile.TemporaryDirectory() as holding:
        made = Path(holding).resolve() / "made"
        made.mkdir()
        prepare(case, made)
        log = Path(holding) / "said.txt"
        number = first
        while True:
            folder = Path(holding).resolve() / "work"
            shutil.copytree(made, folder)
            before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
            code = _child(case, folder, number, half, log)
            where = f"{name} at {number}"
            if code == KILLED:
                tally.killed += 1
                tally.faults += [f"{where}: {f}" for f in _look(case, folder, before, done=False)]
                code = _child(case, folder, 0, half, log)
                said = log.read_text(encoding="utf-8")
                if code not in case.again or "Traceback" in said:
                    tally.faults.append(f"{where}: again ends with {code}: {said[-600:]}")
                tally.faults += [f"{where}: {f}" for f in _look(case, folder, before, done=True)]
                shutil.rmtree(folder)
                number += every
                continue
            if code != 0:
                said = log.read_text(encoding="utf-8")
                tally.faults.append(f"{name}: ends with {code}: {said[-600:]}")
            tally.changes = int(log.with_name(_COUNTED).read_text(encoding="utf-8"))
            shutil.rmtree(folder)
            return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", default=list(CASES))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--share", default="1/1", help="which of how many processes this is: 2/3")
    parser.add_argument("--count", action="store_true", help="kill nothing: count the changes")
    asked = parser.parse_args()
    part, of = (int(word) for word in asked.share.split("/"))
    first = _NEVER if asked.count else 1 + (part - 1) * asked.every
    killed = faults = 0
    for name in asked.cases or CASES:
        start = time.perf_counter()
        tally = try_case(name, first=first, every=asked.every * of)
        killed, faults = killed + tally.killed, faults + len(tally.faults)
        print(
            f"{name}: {tally.changes} changes, {tally.killed} kills, {len(tally.faults)} faults, "
            f"{time.perf_counter() - start:.0f} s",
            flush=True,
        )
        for fault in tally.faults[:12]:
            print(f"    {fault}", flush=True)
    print(f"{killed} kills of {len(asked.cases)} commands: {faults} faults")


if __name__ == "__main__":
    main()
