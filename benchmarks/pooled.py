"""Counting rows of any size: `aggregate.counts` against the bare DuckDB query, time and memory.

    python benchmarks/pooled.py            10 million rows
    python benchmarks/pooled.py 100        100 million rows (once; about 1 GB of disk)

Each is run in a process of its own, so that its highest memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

BARE = """
import duckdb
con = duckdb.connect(config={"memory_limit": "3GB"})
by = "distrikt, type, tidspunkt, baand"
con.execute(f"select {by}, count(*), sum(point) from '{path}' group by cube ({by})").fetchall()
"""
INNER = BARE.replace("group by cube ({by})", "group by {by}")
OURS = """
from kitlib.aggregate import counts, open_rows
counts(open_rows(path, "duckdb"), ["distrikt", "type", "tidspunkt", "baand"], value="point")
"""
MEASURE = """
import resource, sys, time
path = sys.argv[1]
import duckdb, pandas, narwhals
start = time.perf_counter()
{code}
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{{seconds:.3f}} {{peak:.0f}}")
"""


def make(path: Path, millions: int) -> None:
    """Write rows of an invented register."""
    import duckdb

    con = duckdb.connect(config={"memory_limit": "2GB"})
    con.execute(
        f"""copy (select 'Distrikt ' || (hash(i) % 8) as distrikt,
        ['dagtilbud', 'skole', 'fritid', 'unge'][1 + cast(hash(i + 1) % 4 as int)] as type,
        ['før', 'efter', '3 måneder'][1 + cast(hash(i + 2) % 3 as int)] as tidspunkt,
        ['0-35', '36-50', 'over 50'][1 + cast(hash(i + 3) % 3 as int)] as baand,
        cast(hash(i + 4) % 41 as int) - 20 as point
        from range({millions} * 1000000) t(i)) to '{path}' (format parquet)"""
    )


def measure(code: str, path: Path) -> tuple[float, float]:
    """Return seconds and highest memory in MB of some code, in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(code=code), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak = done.stdout.split()[-2:]  # DuckDB draws its progress first
    return float(seconds), float(peak)


def main(millions: int, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        make(path, millions)
        print(f"{millions} million rows, {path.stat().st_size / 1e6:.0f} MB of Parquet")
        best = {}
        for name, code in (
            ("bare query, all margins", BARE),
            ("bare query, inner cells", INNER),
            ("kitlib.aggregate.counts", OURS),
        ):
            runs = [measure(code, path) for _ in range(times)]
            best[name] = min(run[0] for run in runs)
            print(f"{name:26} {best[name]:7.2f} s  {max(run[1] for run in runs):6.0f} MB")
        ours = best["kitlib.aggregate.counts"]
        for name in list(best)[:2]:
            print(f"ours / {name}: {ours / best[name]:.2f}")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    main(wanted, 1 if wanted > 10 else 3)
