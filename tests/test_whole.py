"""The whole thing as a new user meets it: wheel elsewhere, notebooks."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.whole


def run(*command, cwd, **environment):
    done = subprocess.run(
        [str(c) for c in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": "", **environment},
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


WITHOUT_SOURCES = """
import sys
sys.modules.update(dict.fromkeys(("simplemma", "wordfreq", "msgpack", "faker")))
from kitlib.privacy import find_identifiers
text = "Leger med Fatima i dag."
print([found.text(text) for found in find_identifiers(text)])
"""


def test_the_wheel_carries_all_it_needs(root, tmp_path):
    """Build the wheel, install it elsewhere beside the same dependencies, and run `demo`."""
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", root, cwd=tmp_path)
    wheel = next((tmp_path / "dist").glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        held = set(packed.namelist())
        info = next(name for name in held if name.endswith(".dist-info/METADATA"))
        needed = packed.read(info).decode().split("Provides-Extra")[0]
    assert {
        "kitlib/privacy/words.bin",
        "kitlib/privacy/words-LICENSE.md",
        "kitlib/skrift.json",
    } <= held
    assert not re.search("simplemma|wordfreq|msgpack|faker", needed, re.I)
    # Dependencies come from where the tests run; the kit itself from the wheel alone.
    venv.create(tmp_path / "env", with_pip=True, system_site_packages=False)
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    python = tmp_path / "env" / scripts / "python"
    run(python, "-m", "pip", "install", "-q", "--no-deps", wheel, cwd=tmp_path)
    here = next(p for p in sys.path if p.endswith("site-packages"))
    target = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
    )
    (Path(target.strip()) / "dependencies.pth").write_text(here, encoding="utf-8")
    where = run(python, "-c", "import kitlib; print(kitlib.__file__)", cwd=tmp_path)
    assert str(tmp_path) in where
    assert "Fatima" in run(python, "-c", WITHOUT_SOURCES, cwd=tmp_path)
    out = run(
        python, "-m", "kitlib", "demo", "--ud", tmp_path / "demo", "--uden-browser", cwd=tmp_path
    )
    assert "Solsikken" in out and "Ungehuset" in out
    assert "Lav jeres egen mappe" in out.splitlines()[-1]
    pages = sorted(p.name for p in (tmp_path / "demo").glob("*.html"))
    assert len(pages) == 4
    tour_holds(tmp_path / "demo")
    run(python, "-m", "kitlib", "ny", tmp_path / "nyt", cwd=tmp_path)
    run(python, "-m", "kitlib", "notebooks", tmp_path / "nyt", "--kun-kopi", cwd=tmp_path)


def tour_holds(folder):
    """Each stop of the tour leads to a page, and what it quotes of it stands there."""
    page = (folder / "begynd_her.html").read_text("utf-8")
    stops = re.findall(r'<h2>\d\. .*?<a href="([^"]+)">(.*?)</section>', page, re.DOTALL)
    assert len(stops) == 4
    for link, said in stops:
        shown = (folder / link).read_text("utf-8")
        for quoted in re.findall("»([^«]+)«", said):
            assert quoted in shown, f"{link}: {quoted}"


def test_the_notebooks_say_what_they_said_before(root):
    """nbval runs each from a clean kernel and compares numbers, tables and words."""
    run(
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        root,
        "--nbval",
        "--nbval-sanitize-with",
        root / "tests" / "nbval.cfg",
        *sorted((root / "notebooks").glob("*.ipynb")),
        cwd=root,
    )


def test_the_notebooks_are_kept_small_and_folded(root):
    import json

    books = sorted((root / "notebooks").glob("*.ipynb"))
    assert sum(b.stat().st_size for b in books) < 2_000_000
    for book in books:
        cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
        code = [c for c in cells if c["cell_type"] == "code"]
        for cell in code:
            source = "".join(cell["source"])
            assert len([line for line in source.splitlines() if line.strip()]) <= 5
            # Only what the reader is to change stands open.
            own = "proev(" in source or "barn" in source or "skriv" in source or "et_barn" in source
            assert own or cell["metadata"]["jupyter"]["source_hidden"]
            assert not any(o["output_type"] == "error" for o in cell["outputs"])
