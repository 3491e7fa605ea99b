"""Time the set for the next meeting of each invented team: pages, seconds of work, figures left.

Run with: python benchmarks/torsdagspakken.py
Each team is made twice in a fresh process: the first writes what Python compiles, the second is
the figure. Seconds are of the processor, so that others at work on the machine do not count.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ONE = """
import sys, time
from pathlib import Path
from kitlib.material import make
made = make([sys.argv[1]], out=sys.argv[2])
assert not made.problems.errors, made.problems
print(time.process_time())
"""


def main() -> None:
    """Print a line a team."""
    from pypdf import PdfReader

    # What is compiled is kept, as it is where teams have it.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for om in sorted((ROOT / "sample_data").glob("*/om.toml")):
        with tempfile.TemporaryDirectory() as out:
            for _ in range(2):
                command = [sys.executable, "-c", ONE, str(om.parent), out]
                done = subprocess.run(
                    command, capture_output=True, text=True, check=True, cwd=ROOT, env=kept
                )
            pages = [len(PdfReader(path).pages) for path in Path(out).rglob("*.pdf")]
        print(f"{om.parent.name:16} {sum(pages)} sider  {float(done.stdout):.2f} s", flush=True)


if __name__ == "__main__":
    main()
