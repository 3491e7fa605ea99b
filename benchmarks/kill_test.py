"""Kill a process while it writes to the logbog, again and again, and see what is left.

    python benchmarks/kill_test.py            300 runs; prints corrupt logbøger and lost entries
    python benchmarks/kill_test.py --runs 30  what the tests run

Half of the runs write texts, half move notes on the table into heaps.

Corrupt: a line that was once whole is not as it was written. Lost: the writer was told "gemt" of
an entry that nobody can read now. The line being written at the kill may be cut off; it was never
acknowledged, and opening the logbog says that it was dropped.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

#: Writes fields of growing length and says of each, once the disk has it, which it was.
WRITER = """
import sys
from pathlib import Path
from kitlib.journal.logbog import Logbog
log = Logbog(Path(sys.argv[1]))
name, many = sys.argv[2], int(sys.argv[3])
for i in range(many):
    log.write("2026-03-03.x", f"{name}.{i % 9}", f"{i} " + "Så hen på bænken. " * (i % 200))
    print(i, flush=True)
"""
#: Moves notes from heap to heap, as the table does, and says of each move that the disk has it.
MOVER = """
import sys
from pathlib import Path
from kitlib.journal.kind import to_line
from kitlib.journal.kinds import HeapName, InHeap
from kitlib.journal.logbog import Logbog
log = Logbog(Path(sys.argv[1]))
for heap in "abc":
    log.write("2026-03-03.x", *to_line(HeapName(heap * 16, heap, 1)))
for i in range(int(sys.argv[3])):
    log.write("2026-03-03.x", *to_line(InHeap(f"n{i * 7 % 40}", "abc"[i % 3] * 16)))
    print(i, flush=True)
"""
_ENDLESS = 1_000_000


@dataclass
class Tally:
    """What was seen over all runs."""

    runs: int = 0
    acknowledged: int = 0
    corrupt: int = 0
    lost: int = 0
    cut: int = 0


def _writer(folder: Path, name: str, many: int, script: str = WRITER) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(folder), name, str(many)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _look(folder: Path, acknowledged: int, tally: Tally) -> None:
    from kitlib.journal.lines import read_line
    from kitlib.journal.logbog import Logbog

    tally.runs += 1
    tally.acknowledged += acknowledged
    log = Logbog(folder)
    log.refresh()
    cut = [p for p in log.problems if "ikke skrevet færdig" in p.message]
    tally.cut += bool(cut)
    tally.corrupt += len(log.problems) > len(cut)
    entries = [
        entry
        for path in folder.glob("logbog/*.jsonl")
        for line in path.read_bytes().split(b"\n")
        if (entry := read_line(line)) is not None
    ]
    there = {int(str(e.value).split(" ", 1)[0]) for e in entries}
    tally.lost += len(set(range(acknowledged)) - there)


def _look_at_table(folder: Path, acknowledged: int, tally: Tally) -> None:
    """See that each note lies where the last move that was said to be kept laid it."""
    from kitlib.circle.bordet import heaps_in
    from kitlib.journal.logbog import Logbog
    from kitlib.laid import LaidNote

    tally.runs += 1
    tally.acknowledged += acknowledged
    log = Logbog(folder)
    heads = log.heads("2026-03-03.x")
    cut = [p for p in log.problems if "ikke skrevet færdig" in p.message]
    tally.cut += bool(cut)
    tally.corrupt += len(log.problems) > len(cut)
    notes = {f"n{i}": LaidNote(id=f"n{i}", text="") for i in range(40)}
    lies = {note.id: heap.name for heap in heaps_in(heads, notes) for note in heap.notes}
    moves = {f"n{i * 7 % 40}": "abc"[i % 3] for i in range(acknowledged)}
    # The move under way at the kill was not said to be kept; it may be there all the same.
    on_its_way = f"n{acknowledged * 7 % 40}"
    may = {moves.get(on_its_way), "abc"[acknowledged % 3]}
    tally.lost += sum(lies.get(n) != heap for n, heap in moves.items() if n != on_its_way)
    tally.lost += on_its_way in moves and lies.get(on_its_way) not in may


def kill(runs: int, seed: int = 1, *, script: str = WRITER) -> Tally:
    """Kill a writer at a random moment, `runs` times.

    The moment is a number of entries and a bit, so that a slow machine writes as many.
    """
    chance = random.Random(seed)
    tally = Tally()
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with _writer(folder, "a", _ENDLESS, script) as running:
                assert running.stdout is not None
                first = [running.stdout.readline() for _ in range(chance.randint(1, 40))]
                time.sleep(chance.uniform(0, 0.002))
                running.kill()
                # What came through the pipe was said before the kill; a half line was not.
                said = [*first, *running.stdout.read().splitlines(keepends=True)]
            look = _look if script is WRITER else _look_at_table
            look(folder, sum(line.endswith("\n") for line in said), tally)
    return tally


def two_writers(many: int) -> tuple[int, int, float]:
    """Let two programs write at once; return entries found, entries lost, seconds."""
    from kitlib.journal.lines import read_line

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        both = [_writer(folder, letter, many) for letter in "ab"]
        for running in both:
            running.communicate()
        seconds = time.perf_counter() - start
        found = {
            (entry.writer, str(entry.value).split(" ", 1)[0])
            for path in folder.glob("logbog/*.jsonl")
            for line in path.read_bytes().split(b"\n")
            if (entry := read_line(line)) is not None
        }
        return len(found), 2 * many - len(found), seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--entries", type=int, default=5000, help="entries of each of two writers")
    asked = parser.parse_args()
    for what, script in (("texts", WRITER), ("moves", MOVER)):
        tally = kill(asked.runs // 2, script=script)
        print(
            f"{what}: {tally.runs} killed, {tally.corrupt} corrupt, {tally.lost} of "
            f"{tally.acknowledged} acknowledged lost, {tally.cut} with a cut last line"
        )
    found, lost, seconds = two_writers(asked.entries)
    print(f"two writers: {found} entries, {lost} lost, {seconds:.1f} s")


if __name__ == "__main__":
    main()
