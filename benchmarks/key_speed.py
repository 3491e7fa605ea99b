"""A release of 168 units by keys against reading and grouping the same counts in pandas.

    python benchmarks/key_speed.py [TIMES]

Both read the same 168 files. Pandas puts their counts below one another and adds them up for each
district and kind, district, kind and all; the kit reads and checks every contribution, looks at
every label, and moves every number. Pages are not made in either. The two are run in turn, so that
a busy machine slows both.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402

from benchmarks.key_series import SECRET, contributed, follow_ups  # noqa: E402
from kitlib.contribution import Contribution, collect, rows_of, to_bytes  # noqa: E402
from kitlib.instruments.counted import COUNTS  # noqa: E402
from kitlib.pooled.intake import look_at  # noqa: E402
from kitlib.privacy.labels import KnownLabels  # noqa: E402
from kitlib.privacy.policy import release_policy  # noqa: E402
from kitlib.privacy.release import pass_through  # noqa: E402

LATER = date(2030, 1, 1)


def write(folder: Path) -> list[Path]:
    """Write what 168 invented units send after eight quarters."""
    counts = contributed(follow_ups(168, 168), 7, rolling=False)
    n = counts.groupby(["enhed", "tabel"])["antal"].transform("sum")
    counts = counts.assign(n=n, personer=counts["antal"])
    paths = []
    for (unit, kind, district), rows in counts.groupby(["enhed", "type", "distrikt"]):
        table = rows.reindex(columns=list(COUNTS)).astype(COUNTS).reset_index(drop=True)
        made = Contribution(
            unit, kind, district, "2026 K4", date(2027, 1, 5), 1, rows_of(table), opdigtet=True
        )
        paths.append(folder / f"{unit}.bidrag")
        paths[-1].write_bytes(to_bytes(made))
    return paths


def plain(paths: list[Path]) -> pd.DataFrame:
    """Read and group, and nothing more."""
    rows = []
    for path in paths:
        sent = json.loads(path.read_text("utf-8"))
        where = (sent["manifest"]["distrikt"], sent["manifest"]["type"])
        for table in sent["tabeller"]:
            rows += [(*where, table["tabel"], *cell) for cell in table["felter"]]
    columns = ["distrikt", "type", "tabel", "a", "b", "periode", "antal", "personer", "sum", "k"]
    frame = pd.DataFrame(rows, columns=columns)
    by = ["tabel", "periode", "a"]
    levels = (["distrikt", "type"], ["distrikt"], ["type"], [])
    return pd.concat([frame.groupby([*by, *level])["antal"].sum() for level in levels])


def release(paths: list[Path]) -> object:
    """Read, check and move, as `laeringskit saml` does before it makes pages."""
    look = partial(look_at, policy=release_policy(), labels=KnownLabels())
    collected = collect(paths, look=look)
    assert len(collected.contributions) == len(paths)
    return pass_through(
        collected.frame, release_policy(), secret=SECRET, today=LATER, known=KnownLabels()
    )


def timed(work: object, paths: list[Path]) -> float:
    began = time.perf_counter()
    work(paths)  # type: ignore[operator]
    return time.perf_counter() - began


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        paths = write(Path(name))
        ours, theirs = [], []
        release(paths)  # what loads once is not counted
        for _ in range(times):
            theirs.append(timed(plain, paths))
            ours.append(timed(release, paths))
    print(f"read and group in pandas {median(theirs) * 1000:7.0f} ms")
    print(f"read, check and move     {median(ours) * 1000:7.0f} ms")
    each = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"ours / pandas            {median(each):7.1f} (aim 10; {each[0]:.1f} to {each[-1]:.1f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
