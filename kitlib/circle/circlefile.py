"""Which circles there are: the kit's own, and a team's own copies over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from kitlib.circle.model import Circle
from kitlib.circle.parsing import parse_circle
from kitlib.holding import briefly, place_of
from kitlib.persons import PERSONS, Persons
from kitlib.placing import replacing
from kitlib.problems import KitError, ProblemReport, did_you_mean
from kitlib.texts import read_text

__all__ = ["DEFAULT", "check_name", "copy_circle", "known_circles", "make_copy", "read_circle"]

#: The circle a meeting follows where none is named.
DEFAULT = "laeringscirklen"


def known_circles(folder: Path | None = None) -> dict[str, Path | Any]:
    """Return every circle by name: the kit's own, and over them those in a team's folder."""
    texts = files("kitlib") / "texts"
    found: dict[str, Any] = {DEFAULT: texts / f"{DEFAULT}.toml"}
    for item in sorted((texts / "cirkler").iterdir(), key=lambda p: p.name):
        if item.name.endswith(".toml"):
            found[item.name.removesuffix(".toml")] = item
    if folder is not None:
        for path in [*sorted(folder.glob("*.toml")), *sorted((folder / "cirkler").glob("*.toml"))]:
            key = path.stem.casefold()
            if key in found or path.parent.name == "cirkler":
                found[key] = path
    return found


def check_name(name: str | None, folder: str | Path) -> None:
    """Refuse a circle that is not there, before anything is opened.

    Raises
    ------
    KitError
        Where there is none of that name; names the nearest.
    """
    _key(name, known_circles(Path(folder)))


def _key(name: str | None, known: Mapping[str, Any]) -> str:
    key = (name or DEFAULT).casefold().removesuffix(".toml").replace(" ", "_")
    if key not in known:
        hint = did_you_mean(key, list(known)) or f"Vælg mellem: {', '.join(known)}."
        raise KitError(f"Cirklen '{name}' findes ikke.", hint=hint)
    return key


def read_circle(
    name: str | None = None, *, folder: Path | None = None, persons: Persons = PERSONS["barn"]
) -> Circle:
    """Read a circle by name; a copy in the team's folder, or its `cirkler`, overrides the kit's.

    Where its text says {barnet}, {børnene} and the like, it speaks of `persons`.

    Raises
    ------
    KitError
        With every mistake in the file, each with its line and a hint; or where there is none of
        that name.

    Examples
    --------
    >>> read_circle("smtte").title
    'SMTTE'
    """
    known = known_circles(folder)
    key = _key(name, known)
    path = known[key]
    text = read_text(path)
    circle, problems = parse_circle(persons.fill(text), key=key, file=path.name)
    if problems:
        raise KitError(ProblemReport.of(sorted(problems, key=lambda p: p.row or 0)))
    if folder is None or not isinstance(path, Path) or not path.is_relative_to(folder):
        return circle
    return replace(_fronted(circle, key, persons), own=True)


def _fronted(circle: Circle, key: str, persons: Persons) -> Circle:
    """Let an own copy from before there was a first page have it as the kit's circle has."""
    if key not in known_circles() or any(f.front for f in circle.fields.values()):
        return circle
    kits = read_circle(key, persons=persons).fields
    phases = [
        replace(
            phase,
            fields=tuple(
                replace(f, front=kits[f.key].front) if f.key in kits else f for f in phase.fields
            ),
        )
        for phase in circle.phases
    ]
    return replace(circle, phases=tuple(phases))


def copy_circle(name: str | None, folder: str | Path) -> Path:
    """Lay a copy of a circle in a team's folder, to be edited; it holds from the next meeting on.

    Raises
    ------
    KitError
        Where there is no such circle, or the folder has one of that name already.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise KitError(f"Mappen '{folder.name}' findes ikke.", hint="Tjek stien.")
    known = known_circles(folder)
    source = known[_key(name, known)]
    target = folder / source.name
    with briefly(place_of(target)):
        if target.exists():
            hint = "Ret i den, eller giv den et andet navn. Intet er ændret."
            raise KitError(f"{target.name} ligger i mappen allerede.", hint=hint)
        with replacing(target) as temporary:
            temporary.write_bytes(source.read_bytes())
    return target


def make_copy(source: Path, out: Path) -> list[Path]:
    """Lay a copy of the kit's circle in a folder, for the register of outputs."""
    out.mkdir(parents=True, exist_ok=True)
    return [copy_circle(None, out)]
