"""The kit's unit tests in the Python of the one file: how many run, are left out, and fail.

    python benchmarks/onefile_units.py laeringskit.html [area ...]

All tests of evidence, reading, instruments, names and circle, where no area is named; Node runs
them, with neither page nor browser. What is left out is told with its reason. Aim: none fails, and
at most 2 % are left out. The tests run a part of them by the same code.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.onefile.units import AREAS, LEFT_OUT, counted, run  # noqa: E402


def main() -> None:
    file = Path(sys.argv[1]).resolve()
    areas = tuple(sys.argv[2:]) or AREAS
    there = counted(areas)
    every = passed = 0
    print(f"{'area':24} {'tests':>6} {'passed':>6} {'failed':>6} {'out':>5} {'seconds':>8}")
    with tempfile.TemporaryDirectory() as name:
        for area in areas:
            began = time.perf_counter()
            seen = run(file, Path(name), [area], left_out=LEFT_OUT)
            took = time.perf_counter() - began
            out = there[area] - seen.passed - len(seen.failed)
            numbers = f"{there[area]:6} {seen.passed:6} {len(seen.failed):6} {out:5}"
            print(f"{area:24} {numbers} {took:8.0f}", flush=True)
            every, passed = every + there[area], passed + seen.passed + len(seen.failed)
            for test in seen.failed:
                print(f"  failed: {test}")
            for test, reason in seen.skipped:
                print(f"  skipped: {test}: {reason}")
            if seen.failed:
                print(re.sub(r"(?m)^", "  ", seen.said[-4000:]))
    for test, reason in LEFT_OUT.items():
        if test.startswith(areas):
            print(f"left out: {test}: {reason}")
    print(f"left out of {every}: {every - passed} ({(every - passed) / every:.1%})")


if __name__ == "__main__":
    main()
