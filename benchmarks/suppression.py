"""Suppression: speed, cost against peers, and what must hold of thousands of random tables.

Run by hand: python benchmarks/suppression.py [--tables 2000] [--acro PYTHON [--only-acro]]

`pytauargus` is asked where it is installed (pip install pytauargus). acro needs pandas 2, so it
runs in an environment of its own, whose python is named with --acro.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

from kitlib.privacy import Refused, audit, suppress  # noqa: E402

ROWS = """
import os, sys, tempfile, time
import numpy as np, pandas as pd
rng = np.random.default_rng(1)
rows = pd.DataFrame({"k": [f"k{i:02d}" for i in rng.integers(0, 98, 300)],
                     "b": rng.integers(0, 6, 300).astype(str)})
"""
ACRO = """
from acro import ACRO
os.chdir(tempfile.mkdtemp())
session = ACRO(suppress=True)
def work():
    session.crosstab(rows["k"], rows["b"])
"""
OURS = """
sys.path.insert(0, ROOT)
from kitlib.privacy import suppress
def work():
    counts = rows.groupby(["k", "b"]).size().reset_index(name="n")
    suppress(counts, ["k", "b"])
"""
TAKEN = """
work()  # what loads once is not counted
start = time.perf_counter(), time.process_time()
work()
print("TAKEN", time.perf_counter() - start[0], time.process_time() - start[1])
"""


def say(what: str, value: str, target: str) -> None:
    print(f"{what:<62} {value:<38} {target}", flush=True)


def timed(work, times: int = 1):
    """Return the last result with the median seconds: by the clock, and of the processor."""
    taken = []
    for _ in range(times):
        start = time.perf_counter(), time.process_time()
        result = work()
        taken.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    return result, median(t[0] for t in taken), median(t[1] for t in taken)


def frame(n: np.ndarray, dims: list[str]) -> pd.DataFrame:
    cells = product(*(range(size) for size in n.shape))
    rows = [(*cell, int(v)) for cell, v in zip(cells, n.ravel(), strict=True)]
    return pd.DataFrame(rows, columns=[*dims, "n"])


def small() -> None:
    for mean in (4, 8, 12):
        n = np.random.default_rng(mean).poisson(mean, (12, 6))
        cells = frame(n, ["a", "b"])
        release, wall, cpu = timed(lambda cells=cells: suppress(cells, ["a", "b"]), 5)
        found = f"{wall:.3f} s ({cpu:.3f} cpu), optimal {release.optimal}"
        say(f"12 x 6, mean {mean}, with its audit", found, "< 0.3 s")


def units(seed: int, means: str) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    kind = np.sort(np.concatenate([np.arange(15), rng.integers(0, 15, 168 - 15)]))
    shape = {"unit": (168, 1), "band": (1, 6), "cell": (168, 6)}[means]
    n = rng.poisson(np.broadcast_to(rng.uniform(0.5, 12, shape), (168, 6)))
    return frame(n, ["unit", "band"]).assign(
        kind=lambda f: "k" + pd.Series(kind).astype(str).loc[f["unit"]].to_numpy(),
        district=lambda f: "d" + pd.Series(kind // 3).astype(str).loc[f["unit"]].to_numpy(),
    )


def large() -> None:
    for means in ("unit", "cell", "band"):
        cells = units(1, means)
        for attacker, cost, target in (
            ("nonnegative", "cells", "<= 39 secondary in 5 s"),
            ("informed", "cells", "valid in 10 s, gap stated"),
            ("informed", "count", "valid in 10 s, gap stated"),
        ):
            release, wall, cpu = timed(
                lambda cells=cells, attacker=attacker, cost=cost: suppress(
                    cells,
                    ["unit", "band"],
                    hierarchies={"unit": ["kind", "district"]},
                    attacker=attacker,
                    cost=cost,
                )
            )
            extra = int((release.cells["status"] == "sekundær").sum())
            found = f"{extra} cells, gap {release.gap:.0%}, {wall:.1f} s ({cpu:.1f} cpu)"
            say(f"168 units x 6, means by {means}, {attacker}, by {cost}", found, target)


def three() -> None:
    """Sparse tables of three dimensions: what comes out of a short time and of a longer one."""
    for mean, empty in ((1.5, 0.8), (3, 0.7), (1.5, 0.4)):
        rng = np.random.default_rng(1)
        n = rng.poisson(mean, (10, 8, 6))
        n[rng.random(n.shape) < empty] = 0
        for seconds in (4, 20):
            cells = frame(n, ["a", "b", "c"])
            what = f"10 x 8 x 6, mean {mean}, {empty:.0%} zeros, {seconds} s given"
            try:
                release, wall, _cpu = timed(
                    lambda cells=cells, seconds=seconds: suppress(
                        cells, ["a", "b", "c"], seconds=seconds
                    )
                )
            except Refused as refused:
                say(what, f"refused, coarser: {refused.coarser}", "valid or refused in time")
                continue
            status = release.cells["status"]
            found = (
                f"{(status == 'primær').sum()} + {(status == 'sekundær').sum()} hidden of "
                f"{(release.cells['n'] > 0).sum()}, gap {release.gap:.0%}, {wall:.1f} s"
            )
            say(what, found, "valid in about twice the time")


def against_acro(python: str | None, times: int = 5) -> None:
    """Both in turn, each in a process of its own, so that a busy machine slows both."""
    work = {"ours": (sys.executable, f"ROOT = {str(ROOT)!r}\n{OURS}")}
    if python:
        work["acro"] = (python, ACRO)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in work}
    for _ in range(times):
        for name, (program, code) in work.items():
            done = subprocess.run(
                [program, "-c", ROWS + code + TAKEN], capture_output=True, text=True, check=True
            )
            line = next(text for text in done.stdout.splitlines() if text.startswith("TAKEN"))
            wall, cpu = map(float, line.split()[1:])
            taken[name].append((wall, cpu))
    for name, each in taken.items():
        wall, cpu = (median(one[i] for one in each) for i in (0, 1))
        what = "aggregate, suppress, audit" if name == "ours" else "crosstab with suppress=True"
        say(f"300 rows into 98 x 6, {name}: {what}", f"{wall:.2f} s ({cpu:.2f} cpu)", "")
    if python:
        pairs = list(zip(taken["ours"], taken["acro"], strict=True))
        wall, cpu = (median(a[i] / b[i] for a, b in pairs) for i in (0, 1))
        say("  ours / acro", f"{wall:.2f} ({cpu:.2f} by processor)", "below 1")


def always(tables: int) -> None:
    from tests.suppression.outsider import holes
    from tests.suppression.random_tables import draw, truth

    refused = broken = optimal = 0
    for seed in range(tables):
        cells, dims, hierarchies, trees = draw(seed)
        try:
            release = suppress(cells, dims, hierarchies=hierarchies, seconds=1)
        except Refused:
            refused += 1
            continue
        optimal += release.optimal
        numbers = truth(cells, dims, trees)
        told = release.published.dropna(subset="n")[[*dims, "n"]]
        true = all(
            row[-1] == numbers.get(row[:-1], 0) for row in told.itertuples(index=False, name=None)
        )
        broken += not true or bool(holes(release, trees=trees, at_most=20))
    found = f"{broken} broken, {refused} refused, {optimal} optimal"
    say(f"{tables} random tables, attacked by scipy's milp", found, "0 broken")


def against_argus(tables: int) -> None:
    try:
        import pytauargus
    except ImportError:
        say("pytauargus", "not installed", "")
        return
    dearer = invalid = narrow = cheaper = compared = 0
    ours_sum = theirs_sum = 0.0
    for seed in range(tables):
        rng = np.random.default_rng(seed)
        n = rng.poisson(rng.choice([3, 5, 8]), (rng.integers(2, 7), rng.integers(2, 7)))
        cells = frame(n, ["a", "b"])
        rows = cells.loc[cells.index.repeat(cells["n"]), ["a", "b"]].astype(str)
        rows["v"] = 1.0
        # The peer leaves its logs in whatever folder it is run from.
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            result = pytauargus.protect(
                rows, ["a", "b"], "v", safety_rules="FREQ(5,100)", suppress="OPT(1,1)"
            )
        told = zip(*_columns(result.tables[0]), result.tables[0].safe(), strict=True)
        try:
            ours = suppress(cells, ["a", "b"], attacker="nonnegative")
            informed = suppress(cells, ["a", "b"])
        except Refused:
            continue
        away = [
            tuple("I alt" if part == "Total" else int(part) for part in cell)
            for *cell, value in told
            if value == "x"
        ]
        if not away:
            continue
        found = audit(cells, ["a", "b"], hidden=away, attacker="nonnegative")
        strict = audit(cells, ["a", "b"], hidden=away)
        peer = float(found.loc[found["n"] >= 5, "n"].sum())
        invalid += not informed.cells["protected"].dropna().all()
        compared += 1
        ours_sum, theirs_sum = ours_sum + ours.cost, theirs_sum + peer
        holds = bool(found["protected"].all())
        narrow += not bool(strict["protected"].all())
        dearer += holds and ours.cost > peer
        cheaper += ours.cost < peer
    found_text = f"{dearer} dearer, {cheaper} cheaper of {compared}"
    say("ours / pytauargus OPT, same weaker attacker, by persons", found_text, "0 dearer")
    say("  sums of persons hidden", f"{ours_sum:.0f} / {theirs_sum:.0f}", "")
    say("  ours not valid / theirs not under our attacker", f"{invalid} / {narrow}", "0 / -")


def _columns(table) -> list[list[str]]:
    frame = table.dataframe()
    frame = frame.to_pandas() if hasattr(frame, "to_pandas") else frame
    return [[str(label).strip() for label in frame[name]] for name in ("a", "b")]


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--tables", type=int, default=2000)
    asked.add_argument("--acro")
    asked.add_argument("--only-acro", action="store_true")
    options = asked.parse_args()
    if options.only_acro:
        against_acro(options.acro)
        return
    small()
    large()
    three()
    against_acro(options.acro)
    against_argus(300)
    always(options.tables)


if __name__ == "__main__":
    main()
