"""Run every pair of commands at once on one folder, one held in the middle of what it writes.

    python benchmarks/pairs.py                   every pair
    python benchmarks/pairs.py slet-person vis   every pair with one of these in it

The first command is stopped at a change it makes to the disk; the second is run until it is done
or has given up waiting; then the first goes on. So the order is forced and not hoped for. Then:
no traceback; nothing on the way is left; whoever was deleted is in no file once it was said; of
two that give codes nobody is lost and no code is given twice.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from types import ModuleType

WAIT = 1.0  # seconds the second waits for the first
_LONG = 120.0

TEAM = (
    "tjek",
    "vis",
    "materiale",
    "bidrag",
    "indsigt",
    "papirer",
    "notebooks",
    "kopi",
    "godkend",
    "aftal",
    "slet-person",
    "slet-alt",
    "ny-dato",
    "ny-igen",
    "proevehandlinger",
    "sammen",
    "tekster",
    "navne",
    "bekymring",
    "papir",
    "forside",
)
OTHERS = (
    ("papir", "papir"),
    ("navne", "navne"),
    ("bekymring", "bekymring"),
    ("bekymring", "navne"),
    ("saml-ryd", "saml"),
    ("saml-ryd", "saml-ryd"),
    ("demo", "demo"),
    ("koder", "koder-andre"),
    ("koder-flere", "koder-andre"),
    ("mit-ret", "mit-laas-igen"),
    ("mit-laas", "mit-laas"),
    ("ny", "ny"),
    ("ny-lister", "ny-lister"),
    ("ny-lister", "vis"),
    ("ny-lister", "slet-alt"),
    ("slet-alt", "ny-lister"),
    ("mit-side", "mit-laas-igen"),
    ("ny-mit", "ny-mit"),
    ("saml", "saml"),
    ("ny-noegle", "ny-noegle"),
)


#: Commands that are in no pair, and why.
NOT_RUN = {
    "enfil": "it works for minutes in a folder of its own, and reads nothing of a team",
}


def _points() -> ModuleType:
    """The commands and how they are forked, from the benchmark beside this one."""
    path = Path(__file__).with_name("kill_points.py")
    spec = importlib.util.spec_from_file_location("kill_points", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kill_points"] = module
    spec.loader.exec_module(module)
    return module


points = _points()
Case = points.Case


def _all_at_hand(folder: Path) -> None:
    """A team on which every command has something to do."""
    points._released(folder)
    points._agree(folder)
    about = folder / "t" / "om.toml"
    said = about.read_text(encoding="utf-8").replace("Alle. Data", "Leder: Ane Holm. Data")
    about.write_text(f"{said}\nslettes = 2027-01-01\n", encoding="utf-8")
    notes = folder / "t" / "postits.csv"
    width = notes.read_text(encoding="cp1252").splitlines()[0].count(";")
    with notes.open("a", encoding="cp1252") as stream:
        for note in ("Fatima bygger et tårn.", "Far slår søm i plankeværket."):
            stream.write(f"2026-03-04;{note}{';' * (width - 1)}\n")
    points._photo(folder)


CASES = {
    **points.CASES,
    "ny-dato": Case(points._dated, points.CASES["ny-dato"].arguments),
    "ny-igen": Case(points._team, lambda f: ["ny", str(f / "t")]),
    "koder-andre": Case(
        points._names,
        lambda f: ["koder", str(f / "n2.txt"), "--fil", str(f / "k")],
        typed=f"{points.WORDS}\n",
    ),
    "mit-laas-igen": Case(
        points._locked_own,
        lambda f: ["mit", str(f / "m" / "who5.csv"), "--kun-laas"],
        typed=f"{points.WORDS}\n",
    ),
}


def commands() -> set[str]:
    """The commands of the command line that are run beside another."""
    named = {*TEAM, *(name for pair in OTHERS for name in pair)}
    return {CASES[name].arguments(Path())[0] for name in named}


def _run(case: points.Case, folder: Path, log: Path, *, wait: float) -> int:
    """Fork a command, and return the process."""
    child = os.fork()
    if child:
        return child
    import kitlib.holding

    kitlib.holding.WAIT = wait
    inner = points._child(case, folder, 0, False, log)
    os._exit(inner)


def _stopped(case: points.Case, folder: Path, log: Path, *, at: int, flags: Path) -> int:
    """Fork a command that stops at its n-th change until it is told to go on."""

    def stop() -> None:
        (flags / "first").touch()
        until = time.monotonic() + _LONG
        while not (flags / "second").exists() and time.monotonic() < until:
            time.sleep(0.02)

    child = os.fork()
    if child:
        return child
    points._end = stop
    inner = _stopping_child(case, folder, at, log)
    os._exit(inner)


def _stopping_child(case: points.Case, folder: Path, at: int, log: Path) -> int:
    import io
    import traceback

    from kitlib.problems import KitError

    with log.open("w", encoding="utf-8") as said:
        sys.stdout = sys.stderr = said
        sys.stdin = io.TextIOWrapper(io.BytesIO(case.typed.encode()), encoding="utf-8")
        points._end_at(at, folder, False)
        try:
            if case.run is not None:
                case.run(folder)
                return 0
            from kitlib.cli import main

            main(case.arguments(folder))
        except SystemExit as left:
            return int(left.code or 0)
        except KitError as error:  # of a call into the library, which the commands say as this
            print(error)
            return 1
        except BaseException:
            traceback.print_exc()
            return 99
        finally:
            said.flush()
    return 0


def _made(first: str, second: str, made: Path) -> Path:
    """Make the folder a pair is run on, once."""
    together = first in TEAM and second in TEAM
    place = made / ("team" if together else first)
    if not place.exists():
        place.mkdir(parents=True)
        points.prepare(Case(_all_at_hand, points._T) if together else CASES[first], place)
    return place


def idle(name: str, made: Path) -> list[str]:
    """Say where a command, alone on what its pairs are run on, has nothing to do."""
    with tempfile.TemporaryDirectory() as holding:
        folder, log = Path(holding).resolve() / "work", Path(holding) / "said.txt"
        shutil.copytree(_made(name, name, made), folder)
        code = _ended(_run(CASES[name], folder, log, wait=WAIT))
        return [f"{name} alone ends with {code}: {log.read_text('utf-8')[-500:]}"] if code else []


def try_pair(first: str, second: str, at: int, made: Path) -> tuple[list[str], bool]:
    """Run a pair once; return what is not as it should be, and whether the first was stopped."""
    with tempfile.TemporaryDirectory() as name:
        holding = Path(name).resolve()
        folder, flags = holding / "work", holding / "flags"
        flags.mkdir()
        shutil.copytree(_made(first, second, made), folder)
        if "koder-andre" in (first, second):
            (folder / "n2.txt").write_text("Carl Krog\nDina Lund\n", encoding="utf-8")
        logs = holding / "a.txt", holding / "b.txt"
        a = _stopped(CASES[first], folder, logs[0], at=at, flags=flags)
        _until(lambda: (flags / "first").exists() or _is_done(a))
        b = _run(CASES[second], folder, logs[1], wait=WAIT)
        stopped = (flags / "first").exists()
        codes = [0, 0]
        codes[1] = _ended(b)
        (flags / "second").touch()
        codes[0] = _ended(a)
        said = [log.read_text(encoding="utf-8") if log.exists() else "" for log in logs]
        return _faults((first, second), codes, said, folder), stopped


_DONE: dict[int, int] = {}


def _is_done(child: int) -> bool:
    if child not in _DONE:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            _DONE[child] = os.waitstatus_to_exitcode(status)
    return child in _DONE


def _ended(child: int) -> int:
    _until(lambda: _is_done(child))
    return _DONE.pop(child)


def _until(done: object) -> None:
    until = time.monotonic() + _LONG
    while not done() and time.monotonic() < until:  # type: ignore[operator]
        time.sleep(0.02)


def _faults(pair: tuple[str, str], codes: list[int], said: list[str], folder: Path) -> list[str]:
    faults = []
    for name, code, text in zip(pair, codes, said, strict=True):
        if code not in (0, 1) or "Traceback" in text:
            faults.append(f"{name} ends with {code}: {text[-500:]}")
    files = [p for p in folder.rglob("*") if p.is_file()]
    faults += [
        f"left: {p.relative_to(folder)}"
        for p in files
        if p.name.startswith(".kit-") and p.name != ".kit-slettet"
    ]
    for name, code in zip(pair, codes, strict=True):
        if name == "slet-person" and code == 0:
            faults += [
                f"after deleting: {p.name}"
                for p in files
                if b"B02" in p.read_bytes()
                and p.suffix != ".age"
                and not p.name.startswith("indsigt")
            ]
        if name == "slet-alt" and code == 0 and (folder / "t" / "ud").exists():
            faults.append("a page after all was deleted")
        if name == "ny-lister" and code == 0 and "slet-alt" not in pair:
            faults += points._note_and_list(folder)
        if name == "papir" and code == 0 and "slet-alt" not in pair:
            faults += points._slips(folder)
        if name == "bekymring" and code == 0 and not set(pair) & {"slet-alt", "slet-person"}:
            faults += points._told(folder)
    if "koder-andre" in pair:
        faults += _codes(pair, codes, folder)
    return faults


def _codes(pair: tuple[str, str], codes: list[int], folder: Path) -> list[str]:
    raw = points._quick_unlock((folder / "k.age").read_bytes(), points.WORDS)
    people = json.loads(raw)["personer"]
    known = [names[0] for names in people.values()]
    promised = []
    for name, code in zip(pair, codes, strict=True):
        if code == 0:
            others = name == "koder-andre"
            promised += ["Carl Krog", "Dina Lund"] if others else ["Alma Holm", "Bodil Dam"]
    faults = [f"lost: a person of {len(promised)}" for name in promised if name not in known]
    return faults + (["one code twice"] if len(known) != len(set(known)) else [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--at", type=int, nargs="*", default=[3])
    asked = parser.parse_args()
    import pyrage

    points._load()
    pyrage.passphrase.encrypt = points._quick_lock
    pyrage.passphrase.decrypt = points._quick_unlock
    pairs = [*product(TEAM, TEAM), *OTHERS]
    if asked.names:
        pairs = [p for p in pairs if set(p) & set(asked.names)]
    tried = bad = held = 0
    with tempfile.TemporaryDirectory() as made:
        for name in TEAM if not asked.names else ():
            for fault in idle(name, Path(made).resolve()):
                print(fault, flush=True)
                bad += 1
        for at, (first, second) in product(asked.at, pairs):
            faults, stopped = try_pair(first, second, at, Path(made).resolve())
            tried, bad, held = tried + 1, bad + bool(faults), held + stopped
            for fault in faults:
                print(f"{first} at {at} || {second}: {fault}", flush=True)
    print(f"the first was stopped in the middle of what it writes in {held}")
    print(f"{tried} pairs: {bad} with faults")


if __name__ == "__main__":
    main()
