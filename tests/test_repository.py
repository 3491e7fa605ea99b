"""The tree itself: two lists of packages that agree, and nothing that names a machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

# conda-forge's name where it differs from PyPI's.
NAMES = {
    "matplotlib-base": "matplotlib",
    "seaborn-base": "seaborn",
    "python-build": "build",
    "python-duckdb": "duckdb",
    "msgpack-python": "msgpack",
}
# What conda needs and pip does not list.
CONDA_ONLY = {"python", "pip"}


def _split(line: str) -> tuple[str, str]:
    name, _, version = line.partition(";")[0].strip().partition(">=")
    return name.strip().lower(), version.strip()


def _pyproject(root: Path) -> dict[str, str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = (
        *extras["notebooks"],
        *extras["session"],
        *extras["papir"],
        *extras["samlet"],
        *extras["docs"],
        *extras["test"],
    )
    lines = [*project["dependencies"], *(line for line in named if "[" not in line)]
    return dict(_split(line) for line in lines)


def _environment(root: Path) -> dict[str, str]:
    text = (root / "environment.yml").read_text(encoding="utf-8")
    lines = re.findall(r"^\s+- ([^:\n]+)$", text, flags=re.MULTILINE)
    found = dict(_split(line) for line in lines if not line.startswith(("-e", "conda-forge")))
    return {NAMES.get(n, n): v for n, v in found.items() if n not in CONDA_ONLY}


def test_environment_and_pyproject_name_the_same_packages(root):
    assert _environment(root) == _pyproject(root)


def _tracked(root: Path) -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [root / name for name in done.stdout.split("\0") if name and (root / name).is_file()]


def test_no_file_names_a_machines_path(root):
    path = re.compile(r"(?<![\w.:/])/(home|Users|root|opt|mnt|work)/[\w.-]+/")
    named = []
    for file in _tracked(root):
        if "tests" in file.parts or file.suffix in {".png", ".xlsx", ".ods"}:
            continue
        if path.search(file.read_text(encoding="utf-8", errors="replace")):
            named.append(file.name)
    assert named == []


# Pages and numbers that only those who wrote this had; what they said is said here instead. In two
# parts, so that this file does not cite them.
CITED = re.compile(r"\b(?:DOMAIN|DESIGN|STYLE|BRIEF)" r"(?:\.md|,? section|:)|\b[Ii]ssue" r" #?\d")


def test_no_text_cites_a_page_its_reader_lacks(root):
    cited = [
        f"{file.relative_to(root)}:{number}"
        for file in _tracked(root)
        if file.suffix not in {".png", ".xlsx", ".ods", ".xls"}
        for number, line in enumerate(
            file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if CITED.search(line)
    ]
    assert cited == []


def test_no_lock_file_and_nothing_large(root):
    names = {"uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "package-lock.json"}
    tracked = _tracked(root)
    assert not [f.name for f in tracked if f.name in names]
    assert not [f.name for f in tracked if f.stat().st_size > 1_500_000]


def test_coded_data_is_never_called_anonymous(root):
    """Coded data is pseudonymised and still personal data."""
    wrong = re.compile(r"\banonym", re.IGNORECASE)
    places = [
        f"{file.name}:{number}"
        for folder in ("kitlib", "notebooks", "sample_data")
        for file in sorted((root / folder).rglob("*"))
        if file.suffix in {".py", ".toml", ".html", ".md", ".ipynb", ".csv"}
        for number, line in enumerate(
            file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if wrong.search(line)
    ]
    assert places == []


def test_the_readme_opens_with_its_two_commands(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, flags=re.DOTALL)
    assert "laeringskit demo" in blocks[0]
    assert "pytest" in blocks[1]
    # PowerShell 5 has no &&.
    assert "&&" not in blocks[0] + blocks[1]
