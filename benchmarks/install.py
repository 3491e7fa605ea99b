"""What an install takes: megabytes by package and seconds, bare and with each extra.

    python benchmarks/install.py                    bare, each extra alone, and all of them
    python benchmarks/install.py bare alt           only those
    python benchmarks/install.py --pip bare alt     with pip in place of uv

Each one is installed into a fresh environment with nothing kept from before, so the seconds are
those of a first install on this line and this machine. A package's megabytes are what its files
take on the disk, without the bytecode that is written at the first start.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MOST = 12  # packages named; the rest is one line
_SIZES = """
import importlib.metadata as m, os
for d in m.distributions():
    files = {os.path.realpath(d.locate_file(f)) for f in d.files or ()}
    sizes = [os.path.getsize(f) for f in files if os.path.isfile(f) and not f.endswith('.pyc')]
    print(d.metadata['Name'], sum(sizes), sep='\\t')
"""


def extras() -> list[str]:
    """The extras as they are named in pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return list(tomllib.load(file)["project"]["optional-dependencies"])


def installed(what: str, place: Path, *, pip: bool) -> tuple[float, Counter[str]]:
    """Install one of them into a new environment; return the seconds and the bytes by package."""
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = {"bare": "", "all": f"[{','.join(extras())}]"}.get(what, f"[{what}]")
    kit = f"{ROOT}{wanted}"
    if pip:
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        install = [python, "-m", "pip", "install", "-q", "--no-cache-dir", "--no-compile", kit]
    else:
        subprocess.run(["uv", "venv", "-q", "--python", sys.executable, place], check=True)
        install = ["uv", "pip", "install", "-q", "--no-cache", "--python", python, kit]
    began = time.perf_counter()
    subprocess.run(install, check=True)
    seconds = time.perf_counter() - began
    told = subprocess.run([python, "-c", _SIZES], check=True, capture_output=True, text=True)
    sizes: Counter[str] = Counter()
    for line in told.stdout.splitlines():
        name, size = line.split("\t")
        if name not in ("pip", "setuptools"):
            sizes[name] += int(size)
    return seconds, sizes


def main() -> None:
    """Install what is named, and say what it took."""
    pip = "--pip" in sys.argv
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    for what in wanted or ["bare", *extras(), "all"]:
        with tempfile.TemporaryDirectory() as place:
            seconds, sizes = installed(what, Path(place), pip=pip)
        largest = sizes.most_common(_MOST)
        rest = sizes.total() - sum(size for _, size in largest)
        named = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in largest)
        print(
            f"{what}: {sizes.total() / 1e6:.0f} MB in {seconds:.0f} s, {len(sizes)} packages\n"
            f"    {named}, the rest {rest / 1e6:.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
