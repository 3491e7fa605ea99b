"""Counting rows of any size: `aggregate.counts` against the bare DuckDB query, time and memory.

With keys each row's person has a key by HMAC, and a cell their sum; the bare query beside it does
the same in SQL written by hand. Ours and the bare one are run in turn.

    python benchmarks/pooled.py            10 million rows
    python benchmarks/pooled.py 100        100 million rows (once; about 1 GB of disk)
    python benchmarks/pooled.py --ens      the same counts from pandas, DuckDB and Spark, 10 million

Each is run in a process of its own, so that its highest memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

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
KEYED = """
import duckdb
con = duckdb.connect(config={"memory_limit": "3GB"})
by = "distrikt, type, tidspunkt, baand"
inner = bytes(b ^ 0x36 for b in bytes(64)) + b"person\\0"
outer = bytes(b ^ 0x5C for b in bytes(64))
first = f"from_hex(sha256(from_hex('{inner.hex()}') || encode(person)))"
key = f"cast('0x' || sha256(from_hex('{outer.hex()}') || {first})[1:8] as bigint)"
wanted = f"select {by}, count(*), sum({key}) % 4294967296"
con.execute(f"{wanted} from '{path}' group by {by}").fetchall()
"""
OURS_KEYED = """
from kitlib.aggregate import counts, open_rows
counts(open_rows(path, "duckdb"), ["distrikt", "type", "tidspunkt", "baand"],
       person="person", secret=bytes(64))
"""
MEASURE = """
import resource, sys, time
path = sys.argv[1]
import duckdb, pandas, narwhals
before = time.process_time()
start = time.perf_counter()
{code}
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_SELF)
cpu = used.ru_utime + used.ru_stime - before
print(f"{{seconds:.3f}} {{cpu:.3f}} {{used.ru_maxrss / 1024:.0f}}")
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
        cast(hash(i + 4) % 41 as int) - 20 as point, 'P' || (i // 4) as person
        from range({millions} * 1000000) t(i)) to '{path}' (format parquet)"""
    )


def measure(code: str, path: Path) -> tuple[float, float, float]:
    """Return seconds, those of the processor, and highest memory in MB, in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(code=code), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, cpu, peak = map(float, done.stdout.split()[-3:])  # DuckDB draws its progress first
    return seconds, cpu, peak


def main(millions: int, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        make(path, millions)
        print(f"{millions} million rows, {path.stat().st_size / 1e6:.0f} MB of Parquet")
        for ours, bare in ((OURS, INNER), (OURS, BARE), (OURS_KEYED, KEYED)):
            compare(path, ours, bare, times)


NAMES = {
    BARE: "bare query, all margins",
    INNER: "bare query, inner cells",
    KEYED: "bare query, sums of keys",
    OURS: "kitlib.aggregate.counts",
    OURS_KEYED: "the same with keys",
}


def compare(path: Path, ours: str, bare: str, times: int) -> None:
    """Run two in turn, and say how much longer one takes than the other."""
    runs = [[measure(code, path) for code in (bare, ours)] for _ in range(times)]
    for code, found in zip((bare, ours), zip(*runs, strict=True), strict=True):
        seconds, cpus, peaks = zip(*found, strict=True)
        least = f"{min(seconds):7.2f} s ({min(cpus):6.2f} cpu)"
        print(f"{NAMES[code]:26} {least}  {max(peaks):6.0f} MB")
    clock, cpu = (median(ours[i] / bare[i] for bare, ours in runs) for i in (0, 1))
    print(f"ours / bare: {clock:.2f} by the clock, {cpu:.2f} by processor (aim 1.5)", flush=True)


def same(millions: int) -> None:
    """Count the same rows with keys in each engine, and hold every number against the others."""
    from pandas.testing import assert_frame_equal

    from kitlib.aggregate import Engine, counts, open_rows

    engines: tuple[Engine, ...] = ("duckdb", "pandas", "spark")
    by = ["distrikt", "type", "tidspunkt", "baand"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        make(path, millions)
        found = {}
        for engine in engines:
            rows = open_rows(path, engine)
            found[engine] = counts(rows, by, value="point", person="person", secret=bytes(64))
            assert_frame_equal(found[engine], found["duckdb"])
            print(f"{engine}: {len(found[engine])} numbers of each kind, all the same", flush=True)


if __name__ == "__main__":
    if "--ens" in sys.argv:
        same(10)
    else:
        wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10
        main(wanted, 1 if wanted > 10 else 3)
