"""Speed of the foundation, each figure against a peer in the same run.

    python benchmarks/foundation.py [--beside CHECKOUT]

`--beside` takes the folder of another commit with its environment in .venv; its `vis` is then timed
in turn with this one's.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
ROWS = 1_000_000


# As a user has it: modules are compiled once and not by every process.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def seconds(ours: Callable[[], object], peer: Callable[[], object], times: int) -> list[float]:
    """Return the least time of each over some runs in turn, so that both meet the same machine."""
    taken: list[list[float]] = [[], []]
    for _ in range(times + 1):  # the first run loads what loads when first used
        for work, found in zip((ours, peer), taken, strict=True):
            start = time.perf_counter()
            work()
            found.append(time.perf_counter() - start)
    return [min(found[1:]) for found in taken]


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def say(what: str, value: float, unit: str, target: str) -> None:
    print(f"{what:<72} {value:8.2f} {unit:<4} target {target}")


def imports() -> None:
    timed = "import time; t = time.perf_counter(); import {0}; print(time.perf_counter() - t)"
    ours = median(float(python(timed.format("kitlib"))) for _ in range(7))
    face = median(float(python(timed.format("kitlib; kitlib.open_team"))) for _ in range(7))
    peer = median(float(python(timed.format("pandas"))) for _ in range(7))
    say("import kitlib / import pandas", ours / peer, "x", "<= 1.3")
    say("import kitlib and its open_team / import pandas", face / peer, "x", "<= 1.3")


def bare(folder: Path, *, frames: bool) -> None:
    """Read the files of a folder by the same libraries, and nothing else.

    A text file comes as a frame by itself. A workbook comes as rows; with `frames` pandas makes
    frames of them through the same library, as it does of the text files.
    """
    from xml.etree import ElementTree

    import pandas as pd
    from python_calamine import CalamineWorkbook

    for path in folder.iterdir():
        if path.suffix == ".csv":
            pd.read_csv(path, sep=";", encoding="utf-8", encoding_errors="replace")
        elif path.suffix == ".xlsx" and frames:
            pd.read_excel(path, sheet_name=None, engine="calamine")
        elif path.suffix == ".xlsx":
            book = CalamineWorkbook.from_path(path)
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        elif path.suffix == ".eaf":
            ElementTree.parse(path)


def opening() -> None:
    from kitlib import open_team

    for name in ("solsikken", "ungehuset"):
        folder = ROOT / "sample_data" / name
        for frames in (False, True):
            ours, peer = seconds(
                lambda f=folder: open_team(f), lambda f=folder, t=frames: bare(f, frames=t), 25
            )
            of = "frames" if frames else "rows"
            what = f"open_team({name}) / bare reads, workbooks as {of} ({peer * 1000:.1f} ms)"
            say(what, ours / peer, "x", "<= 5")


COLD = """
from kitlib import open_team
view = open_team("sample_data/solsikken").view("postits.situation_tema")
"""
DRAWN = COLD + "view.figure.savefig(__import__('io').BytesIO(), format='png')"
SHOWN = COLD + "view._repr_html_()"
BARE = """
import io
import pandas as pd
import matplotlib.pyplot as plt
notes = pd.read_csv("sample_data/solsikken/postits.csv", sep=";")
notes.groupby(["situation", "tema"]).size().unstack().plot.barh(stacked=True)
plt.savefig(io.BytesIO(), format="png")
"""


def first_view() -> None:
    """From nothing to the first figure: a new process each time."""
    for what, ours in (("on a page", SHOWN), ("drawn by matplotlib", DRAWN)):
        mine, peer = seconds(lambda code=ours: python(code), lambda: python(BARE), 7)
        says = f"cold open_team and view, {what} / pandas and a figure ({peer:.2f} s)"
        say(says, mine / peer, "x", "<= 1.5")


def _vis(root: Path, python: str, team: str, page: Path) -> None:
    command = [python, "-m", "kitlib", "vis", f"sample_data/{team}", "--html", str(page)]
    subprocess.run(
        [*command, "--uden-browser"], cwd=root, env=ENVIRONMENT, check=True, capture_output=True
    )


def showing(other: Path | None) -> None:
    with tempfile.TemporaryDirectory() as place:
        for name in ("solsikken", "ungehuset"):
            page = Path(place) / f"{name}.html"
            if other is None:
                start = time.perf_counter()
                _vis(ROOT, sys.executable, name, page)
                say(f"vis {name}", time.perf_counter() - start, "s", "< 15")
                continue
            its = str(other / ".venv" / "bin" / "python")
            ours, before = seconds(
                lambda t=name, p=page: _vis(ROOT, sys.executable, t, p),
                lambda t=name, p=page, i=its: _vis(other, i, t, p),
                3,
            )
            say(f"vis {name} / the other commit's ({before:.1f} s)", ours / before, "x", "<= .7")


MEMORY = """
import sys
from pathlib import Path
import pandas, numpy
from kitlib.instruments.who5.columns import columns_for
from kitlib.reading import read_columns
status = lambda: Path("/proc/self/status").read_text()
peak = lambda: int(status().split("VmHWM:")[1].split()[0]) * 1024
read_columns(sys.argv[2], columns_for("0-5"))
before = peak()
frame = read_columns(sys.argv[1], columns_for("0-5")).frame
print((peak() - before) / frame.memory_usage(deep=True).sum())
"""


def million() -> None:
    import numpy as np
    import pandas as pd

    from kitlib.instruments.who5.columns import columns_for
    from kitlib.reading import read_columns

    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"borger": [f"B{i:06d}" for i in rng.integers(0, 400_000, ROWS)]})
    days = pd.Timestamp(2025, 1, 1) + pd.to_timedelta(rng.integers(0, 700, ROWS), unit="D")
    frame["dato"] = pd.Series(days).dt.strftime("%d-%m-%Y")
    frame["tidspunkt"] = rng.choice(["før", "efter", "3 måneder"], ROWS)
    for item in range(1, 6):
        frame[f"q{item}"] = rng.integers(0, 6, ROWS)
    with tempfile.TemporaryDirectory() as place:
        path, small = Path(place) / "who5.csv", Path(place) / "small.csv"
        frame.to_csv(path, sep=";", index=False)
        frame.head(50).to_csv(small, sep=";", index=False)
        ours, peer = seconds(
            lambda: read_columns(path, columns_for("0-5")), lambda: pd.read_csv(path, sep=";"), 3
        )
        say(f"1 million WHO-5 rows / pandas.read_csv ({peer:.2f} s)", ours / peer, "x", "<= 3")
        if sys.platform == "linux":
            command = [sys.executable, "-c", MEMORY, str(path), str(small)]
            done = subprocess.run(
                command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True
            )
            say("peak memory / the frame", float(done.stdout), "x", "<= 3")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beside", type=Path)
    beside = parser.parse_args().beside
    imports()
    opening()
    first_view()
    showing(beside and beside.resolve())
    million()
