"""Measure material: the full set of one team, and 48 teams in one call.

Run by hand: python benchmarks/material.py
Prints seconds, megabytes on disk, and the peak of memory after 1, 12, 24 and 48 teams.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from kitlib.material import make

ROOT = Path(__file__).resolve().parents[1]
TEAMS = 48


def _peak() -> float:
    """The most memory this process has held, in megabytes."""
    try:
        import resource
    except ImportError:
        return float("nan")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def one(name: str, out: Path) -> None:
    """Print what the full set of one invented team takes, from a fresh start and again."""
    for what in ("first", "again"):
        begin = time.perf_counter()
        made = make([ROOT / "sample_data" / name], out=out / name)
        seconds = time.perf_counter() - begin
        size = sum(p.stat().st_size for p in made.paths) / 1e6
        print(f"{name} {what}: {seconds:.1f} s, {len(made.paths)} files, {size:.2f} MB")


def many(out: Path) -> None:
    """Print how long 48 teams in one call take, and the peak of memory on the way."""
    source = ROOT / "sample_data" / "ungehuset"
    folders = [out / "teams" / f"team{n:02d}" for n in range(TEAMS)]
    for folder in folders:
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("ud"))
    seen = set()

    def progress(label: str, done: int, total: int) -> None:
        number = -(-done * TEAMS // total)
        if number in (1, 12, 24, 48) and number not in seen:
            seen.add(number)
            print(f"team {number}: peak {_peak():.0f} MB")

    begin = time.perf_counter()
    made = make(folders, progress=progress)
    seconds = time.perf_counter() - begin
    told = f"{len(made.paths)} files, {len(made.problems.errors)} errors, peak {_peak():.0f} MB"
    print(f"{TEAMS} teams: {seconds:.0f} s, {seconds / TEAMS:.1f} s a team, {told}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        one("solsikken", Path(place))
        one("ungehuset", Path(place))
        many(Path(place))
