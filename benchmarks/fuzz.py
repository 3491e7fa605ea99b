"""Give the kit spoilt files of every kind it reads: only what it says in Danish may come of them.

    python benchmarks/fuzz.py                      20 minutes over every kind
    python benchmarks/fuzz.py --minutes 2 xlsx     two minutes of one kind
    python benchmarks/fuzz.py --again xlsx:4711    one file again, with its error

Each file is read in a process that may use 10 seconds of the processor and 1 GB more memory than
it began with. An error that is not the kit's own, a process that dies, and a limit that is met
are faults; each is told with the number that brings it back.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
SAMPLES, CASES = ROOT / "sample_data", ROOT / "tests" / "cases"
SECONDS, MEMORY = 10, 1 << 30
_BATCH = 60  # files before a process begins afresh, so that nothing adds up
_TURN = 10.0  # seconds of the clock until it is another kind's turn, at the end of a file


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


m = _beside("mutations")
points = _beside("kill_points")

#: A place in a folder, and what stands there.
File = tuple[str, bytes]
Reader = Callable[[Path, Path, Random], object]


@dataclass(frozen=True)
class Kind:
    """A kind of file: samples of it, how they are spoilt, and what reads them."""

    samples: Callable[[], Sequence[File]]
    spoil: Sequence[m.Mutate]
    read: Reader
    #: What else stands in the folder, by name.
    beside: Callable[[], Sequence[File]] = lambda: ()
    #: What the spoilt content is wrapped in.
    wrap: Callable[[bytes], bytes] = lambda content: content


@dataclass
class Tally:
    """What was seen of a kind."""

    files: int = 0
    #: Files that grew beyond making.
    unmade: int = 0
    #: How long this kind has had by now, by the clock.
    spent: float = 0.0
    refused: int = 0
    slowest: float = 0.0
    most: int = 0
    faults: list[str] = field(default_factory=list)


def _files(*patterns: str, name: Callable[[Path], str] = lambda p: p.name) -> list[File]:
    """The samples, and beside them the cases the tests hold."""
    found = []
    for place in (SAMPLES, CASES, ROOT / "tests" / "reading"):
        for pattern in patterns:
            found += [(name(p), p.read_bytes()) for p in sorted(place.glob(pattern))]
    return [one for one in found if len(one[1]) < 400_000]


_OM = b'format = 1\nnavn = "Solen"\ntype = "dagtilbud"\nformaal = "laere"\nslettes = 2099-01-01\n'


def _om() -> Sequence[File]:
    return [("om.toml", _OM)]


def _team(folder: Path, path: Path, chance: Random) -> None:
    """Read a folder as the commands do; what costs more is done for some of the files."""
    from kitlib import open_team
    from kitlib.privacy.stray import stray_keys
    from kitlib.rawtexts import texts_in_files
    from kitlib.rights import indsigt, vis_sletning
    from kitlib.stops import stops
    from kitlib.wordfiles import wording_problems

    team = open_team(folder)
    str(team.problems)
    steps: list[Callable[[], object]] = [
        lambda: (team.worries, team.waiting, team.shown),
        lambda: [view.figure for view in _some(chance, list(team.views()), 3)],
        lambda: stray_keys(folder),
        lambda: deque(texts_in_files(folder), maxlen=0),
        lambda: vis_sletning(folder, "B02", ["Alma"]),
        lambda: indsigt(folder, "B02"),
        lambda: stops(team, today=points.date.today()),
        lambda: wording_problems(folder, team.about),
    ]
    for step in _some(chance, steps, 2):
        _kit(step)


def _some(chance: Random, of: list, most: int) -> list:
    return chance.sample(of, min(most, len(of)))


def _kit(step: Callable[[], object]) -> None:
    from kitlib.problems import KitError

    try:
        step()
    except KitError as error:
        str(error)


def _mine(folder: Path, path: Path, chance: Random) -> None:
    from kitlib import open_mine

    mine = open_mine(path, points.WORDS if path.suffix == ".age" else None)
    str(mine.problems)
    if chance.random() < 0.3:
        list(mine.views())


def _session(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.circle.overview import write_overview
    from kitlib.circle.session import Session

    session = Session.open(folder)
    session.state()
    session.referat()
    session.close()
    _kit(lambda: write_overview(folder))
    _kit(lambda: _erase(folder))


def _erase(folder: Path) -> None:
    from kitlib.rights import indsigt, vis_sletning

    vis_sletning(folder, "B02")
    indsigt(folder, "B02")


def _film(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.reading import read_timecodes

    _kit(lambda: read_timecodes(path))
    _team(folder, path, chance)


def _table(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.reading import read_table

    _kit(lambda: str(read_table(path).attrs.get("problems")))
    _team(folder, path, chance)


def _contribution(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.contribution import read_parts
    from kitlib.contribution.collect import collect

    _kit(lambda: collect([path, folder / "other.bidrag"]).table)
    read_parts([path])


def _release(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.privacy.released import next_number, read_log

    next_number(read_log(folder))


def _key(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.privacy.key import open_key
    from kitlib.privacy.masking import mask

    key = open_key(path, points.WORDS)
    mask("Alma Holm og Bo.", key)


def _names(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.privacy.forget.textfiles import read_text
    from kitlib.privacy.key import key_text, make_key

    key_text(make_key(read_text(path.read_bytes())))


def _register(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.pooled.coverage import read_units

    read_units(path)


def _goals(folder: Path, path: Path, chance: Random) -> None:
    from kitlib.pooled.goals import read_goals

    read_goals(path)


def _locked_own() -> list[File]:
    return [(f"{n}.age", c) for n, c in _files("mit/*.csv")]


def _release_files() -> list[File]:
    """Every file of a release that is read again, first those that are spoilt."""
    global _MADE
    if _MADE is None:
        from kitlib.pooled.run import pool

        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            points._contributions(folder)
            pool(sorted((folder / "b").glob("*")), folder / "u", seconds=0)
            out = folder / "u"
            _MADE = [
                (p.relative_to(out).as_posix(), p.read_bytes())
                for p in out.rglob("*")
                if p.name in ("log.json", "husket.bin", "udgivelser.jsonl")
            ]
    return _MADE


_MADE: list[File] | None = None


def _contribution_files() -> list[File]:
    from kitlib import open_team
    from kitlib.contribution import draft, to_bytes

    found = []
    for name in ("maelkeboetten", "solsikken", "trappen"):
        made = draft(open_team(SAMPLES / name)).contribution
        found.append((f"{name}.bidrag", to_bytes(made)))
    return found


def _resigned(content: bytes) -> bytes:
    """Give a spoilt contribution its right checksum, so that more than the checksum is tried."""
    from kitlib.contribution.file import _digest

    try:
        outer = json.loads(content)
        inner = {"manifest": outer["manifest"], "tabeller": outer["tabeller"]}
        outer["kontrol"] = _digest(inner)
        return json.dumps(outer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except (ValueError, KeyError, TypeError, RecursionError):
        return content


def _logbog_files() -> list[File]:
    """A logbog as a whole meeting leaves it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        points._team(folder)
        from kitlib.circle.session import Session

        session = Session.open(folder / "t")
        session.meeting.put("se.set", "Tretten par støvler.")
        _kit(lambda: session.meeting.put("ramme.bud", "Vi tror, de er tretten."))
        for field_ in ("bud", "minutter", "deltagere", "navn", "plads"):
            _kit(lambda field_=field_: session.meeting.put(field_, 3))
        trial = {"hvad": "En bænk", "tegn": "De sidder", "hvem": "pædagog", "start": "2026-03-01"}
        session.meeting.logbog.write("altid", "proevehandling.0a1b2c3d", trial)
        session.meeting.logbog.write(session.meeting.name, "minutter.se", 12)
        session.close()
        place = folder / "t" / "logbog"
        return [(f"logbog/{p.name}", p.read_bytes()) for p in place.glob("*.jsonl")]


def _relined(chance: Random, content: bytes) -> bytes:
    """Change lines of a logbog, each with its checksum made anew."""
    from kitlib.journal.lines import _canonical, _checksum

    lines = content.splitlines()
    for _ in range(chance.choice((1, 1, 3))):
        at = chance.randrange(len(lines))
        said = json.loads(lines[at])
        said.pop("sum", None)
        key = chance.choice([*said, "vaerdi", "felt", "felt"])
        said[key] = m._changed(chance, said.get(key), 0)
        if chance.random() < 0.3:
            said["felt"] = chance.choice(
                (
                    "minutter.se",
                    "minutter",
                    "bud",
                    "proevehandling.1a2b",
                    "godkendt",
                    "se.set",
                    "parkering.1",
                    "kort.1",
                    "rolle",
                    "slettes.1",
                    "leder",
                    "plads",
                )
            )
        try:
            body = _canonical(said)
            lines.append(f'{body[:-1]},"sum":"{_checksum(body)}"}}'.encode())
        except (ValueError, TypeError):
            continue
    return b"\n".join(lines) + b"\n"


def _answer_files() -> list[File]:
    stored = {"format": 1, "hemmelig": "00" * 32, "svar": {"ab" * 16: "navn"}}
    from kitlib.privacy import answers

    stored["format"] = answers._FORMAT
    made = {"a" * 24: ["b" * 24]}
    return [
        (answers.ANSWERS_NAME, json.dumps(stored).encode()),
        ("ud/.lavet.json", json.dumps(made).encode()),
    ]


def _key_files() -> list[File]:
    kept = {
        "format": "laeringskit-noegle 1",
        "personer": {"B01": ["Alma Holm", "Mulle"], "B02": ["Bo Dam"]},
    }
    return [("k.age", json.dumps(kept).encode())]


def _locked(content: bytes) -> bytes:
    return points._quick_lock(content, points.WORDS)


def _spoilt_lock(chance: Random, content: bytes) -> bytes:
    return m.as_bytes(chance, _locked(content))


_POSTITS = lambda p: "postits" + p.suffix  # noqa: E731
_SBV = b"0:00:01.0,0:00:02.0\nHej\n"
_TIMES = b"00:12 Vi venter\n00:40-00:52 Mia raekker kanden\n1:02 Slut\n"
_TEXTS = ROOT / "kitlib" / "texts"


def _wordings() -> list[File]:
    return [(f"tekster/{p.name}", p.read_bytes()) for p in (_TEXTS / "materiale").glob("*.toml")]


def _circles() -> list[File]:
    found = [_TEXTS / "laeringscirklen.toml", *(_TEXTS / "cirkler").glob("*.toml")]
    return [("laeringscirklen.toml", p.read_bytes()) for p in found]


def _settings() -> list[File]:
    synonyms = b'[postits]\ndato = ["Dag", "Hvornaar"]\nobservation = ["Hvad saa du"]\n'
    roles = b'"Ane" = "voksen"\n"barn 1" = "barn"\n'
    return [
        ("synonymer.toml", synonyms),
        ("roller.toml", roles),
        ("synonymer.toml", (_TEXTS / "synonymer.toml").read_bytes()),
        *_files("solsikken/roller.toml"),
    ]


def _goal_files() -> list[File]:
    text = (
        '[[maal]]\ntitel = "Flere leger"\ntabeller = ["postits.tema"]\nfortaellinger = ["f.toml"]\n'
    )
    story = 'tekst = "En stue gik ud."\ngodkendt_af = "Leder Ane"\n'
    return [("m.toml", text.encode()), ("m.toml", text.encode()), ("f.toml", story.encode())]


def _lists() -> list[File]:
    names = "Alma Holm (Mulle)\nB12; Bodil Dam\nFornavn\tEfternavn\nCarl\tKrog\n"
    return [("n.txt", names.encode())]


def _dilemma_files() -> list[File]:
    return [("dilemmaer.txt", b"# egne\nHvad hvis to vil det samme?\n")]


_TEXT_TABLE = (m.as_table, m.as_table, m.as_table, m.as_bytes, m.as_lines)
_NOTES = lambda: [*_om(), *_files("maelkeboetten/postits.csv")]  # noqa: E731
KINDS: dict[str, Kind] = {
    "csv": Kind(lambda: _files("*/*.csv", "mac_roman/*", "two_*/*.csv"), _TEXT_TABLE, _table, _om),
    "tsv": Kind(lambda: _files("*/postits.tsv"), _TEXT_TABLE, _table, _om),
    "xlsx": Kind(
        lambda: _files("*/*.xlsx"), (m.as_zip, m.as_zip, m.as_zip, m.as_bytes), _table, _om
    ),
    "ods": Kind(lambda: _files("*/*.ods"), (m.as_zip, m.as_zip, m.as_zip, m.as_bytes), _table, _om),
    "xls": Kind(
        lambda: _files("*.xls", "*/*.xls", name=_POSTITS),
        (m.as_ole, m.as_ole, m.as_bytes),
        _table,
        _om,
    ),
    "eaf": Kind(lambda: _files("*/*.eaf"), (m.as_markup, m.as_markup, m.as_bytes), _film, _om),
    "boris": Kind(lambda: _files("*/boris*.tsv"), _TEXT_TABLE, _film, _om),
    "vtt-srt": Kind(
        lambda: [*_files("*/*.vtt", "*/*.srt"), ("klip.sbv", _SBV)],
        (m.as_lines, m.as_lines, m.as_bytes),
        _film,
        _om,
    ),
    "txt": Kind(
        lambda: [("video klip.txt", _TIMES)], (m.as_lines, m.as_lines, m.as_bytes), _film, _om
    ),
    "om": Kind(lambda: _files("*/om.toml"), (m.as_lines, m.as_lines, m.as_bytes), _team, _NOTES),
    "settings": Kind(_settings, (m.as_lines, m.as_bytes), _team, _NOTES),
    "circle": Kind(_circles, (m.as_lines, m.as_lines, m.as_bytes), _session, _NOTES),
    "wording": Kind(_wordings, (m.as_lines, m.as_lines, m.as_bytes), _team, _NOTES),
    "logbog": Kind(_logbog_files, (_relined, _relined, _relined, m.as_bytes), _session, _NOTES),
    "answers": Kind(_answer_files, (m.as_json, m.as_bytes), _team, _NOTES),
    "bidrag": Kind(
        _contribution_files,
        (m.as_json, m.as_json, m.as_bytes),
        _contribution,
        lambda: [("other.bidrag", _contribution_files()[0][1])],
        _resigned,
    ),
    "release": Kind(_release_files, (m.as_json, m.as_json, m.as_bytes), _release, _release_files),
    "goals": Kind(_goal_files, (m.as_lines, m.as_bytes), _goals, lambda: [*_goal_files()[1:]]),
    "register": Kind(lambda: _files("register/enheder.csv"), _TEXT_TABLE, _register),
    "names": Kind(_lists, (m.as_lines, m.as_bytes), _names),
    "dilemmas": Kind(_dilemma_files, (m.as_lines, m.as_bytes), _team, _NOTES),
    "key": Kind(_key_files, (m.as_json, m.as_json, m.as_bytes), _key, wrap=_locked),
    "key-lock": Kind(_key_files, (_spoilt_lock,), _key),
    "own": Kind(lambda: _files("mit/*.csv"), _TEXT_TABLE, _mine),
    "own-locked": Kind(_locked_own, _TEXT_TABLE, _mine, wrap=_locked),
}


def spoilt(kind: Kind, samples: Sequence[File], chance: Random) -> File:
    """Return a file of a kind, spoilt as a number draws it."""
    name, content = chance.choice(samples)
    raw = _spoilt(kind, chance, content)
    if chance.random() < 0.15:
        raw = _spoilt(kind, chance, raw)
    return name, kind.wrap(raw)


def _spoilt(kind: Kind, chance: Random, content: bytes) -> bytes:
    try:
        return chance.choice(kind.spoil)(chance, content)
    except Exception:  # what is spoilt already may not come apart any more
        return m.as_bytes(chance, content)


def _place(folder: Path, files: Sequence[File]) -> None:
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _read(kind: Kind, folder: Path, name: str, number: str) -> bool:
    """Read a spoilt file; True where the kit refused it."""
    from kitlib.problems import KitError

    try:
        kind.read(folder, folder / name, Random(f"read {number}"))
    except KitError as error:
        str(error)
        return True
    return False


def _made(kind: Kind, samples: Sequence[File], number: str, folder: Path) -> str | None:
    """Lay a spoilt file and what is beside it; None where it grows beyond making.

    In a process of its own: what the making takes is not what the kit takes.
    """
    told = folder.with_name("name.txt")
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            one = spoilt(kind, samples, Random(number))
            _place(folder, [*kind.beside(), one])
            told.write_text(one[0], encoding="utf-8")
            os._exit(0)
        finally:
            os._exit(1)
    return None if os.waitpid(child, 0)[1] else told.read_text(encoding="utf-8")


def _most() -> int:
    """The most memory this process has used since it was last set to nothing, in kB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _work(name: str, first: int, until: float, told: int) -> None:
    """Read files from a number on, and tell of each when it begins and how it ended."""
    kind = KINDS[name]
    samples = kind.samples()
    resource.setrlimit(resource.RLIMIT_AS, (_memory() + MEMORY,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1), os.dup2(silence, 2)
    mine = min(until, time.time() + _TURN)  # what its samples took to make is not of its turn
    for number in range(first, first + _BATCH):
        if time.time() > mine:
            break
        os.write(told, f"{number}\n".encode())
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as holding:
            folder = Path(holding).resolve() / "team"
            folder.mkdir()
            file = _made(kind, samples, f"{name}:{number}", folder)
            if file is None:
                os.write(told, b"null\n")
                continue
            Path("/proc/self/clear_refs").write_text("5")  # the most it has used begins anew
            start = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            said = ""
            try:
                refused = _read(kind, folder, file, f"{name}:{number}")
            except BaseException as error:
                refused, said = False, _said(error)
            signal.setitimer(signal.ITIMER_PROF, 0)
            seconds = time.process_time() - start
        os.write(told, (json.dumps([refused, seconds, _most(), said]) + "\n").encode())
    os._exit(0)


def _said(error: BaseException) -> str:
    places = [f for f in traceback.extract_tb(error.__traceback__) if "kitlib" in f.filename]
    where = [f"{Path(f.filename).name}:{f.lineno}" for f in places[-3:]]
    return f"{type(error).__name__} {str(error)[:80]!r} at {' < '.join(reversed(where))}"


def _watch(name: str, first: int, until: float, tally: Tally) -> int:
    """Let a process read files, and return the number to go on from."""
    reading, telling = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            _work(name, first, until, telling)
        finally:
            os._exit(1)
    os.close(telling)
    with os.fdopen(reading, encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    number = first - 1
    if code and not lines:
        raise SystemExit(f"{name}: the samples cannot be made")
    for begun, ended in zip(lines[::2], [*lines[1::2], ""], strict=False):
        number = int(begun)
        tally.files += 1
        if not ended:
            why = "more than 10 seconds" if code == -signal.SIGPROF else f"ended with {code}"
            tally.faults.append(f"{name}:{number} {why}")
            break
        if ended == "null":
            tally.files -= 1
            tally.unmade += 1
            continue
        refused, seconds, most, said = json.loads(ended)
        tally.refused += refused
        tally.slowest, tally.most = max(tally.slowest, seconds), max(tally.most, most)
        if said:
            tally.faults.append(f"{name}:{number} {said}")
    return number + 1


def fuzz(names: Sequence[str], seconds: float, *, first: int = 1) -> dict[str, Tally]:
    """Read spoilt files of every kind in turn, for so long, and return what was seen."""
    import pyrage

    points._load()
    real = pyrage.passphrase.encrypt, pyrage.passphrase.decrypt
    pyrage.passphrase.encrypt, pyrage.passphrase.decrypt = points._quick_lock, points._quick_unlock
    os.environ["HOME"] = tempfile.gettempdir()
    tallies = {name: Tally() for name in names}
    following = dict.fromkeys(names, first)
    until = time.time() + seconds
    try:
        while (begun := time.time()) < until:
            # Whose turn it is was given least time until now: no slow file takes another's share.
            name = min(names, key=lambda name: tallies[name].spent)
            following[name] = _watch(name, following[name], until, tallies[name])
            tallies[name].spent += time.time() - begun
    finally:
        pyrage.passphrase.encrypt, pyrage.passphrase.decrypt = real
    return tallies


def again(told: str) -> None:
    """Read one spoilt file again, here, with all its error says."""
    import pyrage

    points._load()
    pyrage.passphrase.encrypt, pyrage.passphrase.decrypt = points._quick_lock, points._quick_unlock
    name, _, number = told.partition(":")
    kind = KINDS[name]
    folder = Path(tempfile.gettempdir()) / f"fuzz-{os.getuid()}" / "team"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    one = spoilt(kind, kind.samples(), Random(f"{name}:{number}"))
    _place(folder, [*kind.beside(), one])
    print(folder / one[0], hashlib.sha256(one[1]).hexdigest()[:12], len(one[1]), flush=True)
    start = time.process_time()
    try:
        print("refused" if _read(kind, folder, one[0], told) else "read")
    finally:
        print(f"{time.process_time() - start:.2f} s")


def _none_of(names: list[str]) -> str:
    return f", and none of {', '.join(names)}" if names else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--first", type=int, default=1, help="number of the first file of each")
    parser.add_argument("--again", help="a file, as kind:number")
    asked = parser.parse_args()
    if asked.again:
        again(asked.again)
        return
    tallies = fuzz(asked.kinds or list(KINDS), asked.minutes * 60, first=asked.first)
    for name, tally in tallies.items():
        print(
            f"{name}: {tally.files} files in {tally.spent:.0f} s, {tally.refused} refused, "
            f"{len(tally.faults)} faults, slowest {tally.slowest:.1f} s, "
            f"at most {tally.most // 1024} MB"
        )
        kinds = Counter(f.partition(" ")[2] for f in tally.faults)
        for said, count in kinds.most_common(12):
            which = next(f for f in tally.faults if f.partition(" ")[2] == said).split(" ")[0]
            print(f"    {count} x {said} ({which})")
    total = sum(tally.files for tally in tallies.values())
    faults = sum(len(tally.faults) for tally in tallies.values())
    slowest = max(tally.slowest for tally in tallies.values())
    most = max(tally.most for tally in tallies.values()) // 1024
    print(f"slowest {slowest:.1f} s, at most {most} MB")
    unmade = sum(tally.unmade for tally in tallies.values())
    print(f"{unmade} more grew beyond what {SECONDS} seconds and 1 GB can make")
    unread = [name for name, tally in tallies.items() if not tally.files]
    print(f"{total} files of {len(tallies)} kinds: {faults} faults" + _none_of(unread))


if __name__ == "__main__":
    main()
