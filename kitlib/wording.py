"""A team's own wording, looked through before it is needed: words for paper, circles, dilemmas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kitlib.about import About
from kitlib.circle.circlefile import known_circles, read_circle
from kitlib.problems import KitError, Problem, did_you_mean
from kitlib.rawtexts import OWN_DILEMMAS, dilemmas
from kitlib.teamwords import read_roles
from kitlib.texts import OWN, load, own_files, own_words

__all__ = ["wording_problems"]

# Settings a team's folder may hold beside circles.
_SETTINGS = ("om.toml", "synonymer.toml", "roller.toml")
_PAPER, _GUIDE = "materiale", "foer_under_efter"


def wording_problems(folder: Path, about: About) -> list[Problem]:
    """Return every fault in what a team has written in place of the kit's words.

    The folder opens without any of it; `materiale` and `session` would stop at it.

    Examples
    --------
    >>> wording_problems(Path("sample_data/solsikken"), About())
    []
    """
    found = [*_circles(folder, about), *_paper(folder / OWN), *read_roles(folder)[1]]
    own = folder / OWN_DILEMMAS
    return [*found, *(_told(partial(dilemmas, own)) if own.exists() else [])]


def _told(read: Callable[[], object]) -> list[Problem]:
    try:
        read()
    except KitError as error:
        return list(error.report)
    return []


def _circles(folder: Path, about: About) -> list[Problem]:
    """Look at each circle of the team's own, and at settings files that go by no known name."""
    known = known_circles(folder)
    found: list[Problem] = []
    for name, path in known.items():
        if isinstance(path, Path) and path.is_relative_to(folder):
            found += _told(partial(read_circle, name, folder=folder, persons=about.persons))
    names = [*_SETTINGS, *(f"{name}.toml" for name in known)]
    for path in sorted(folder.glob("*.toml*")):
        if path.name.casefold() not in names:
            found.append(_unused(path, names))
    return found


def _paper(folder: Path) -> list[Problem]:
    """Look at each file of own words for paper."""
    if not folder.is_dir():
        return []
    known = own_files()
    found: list[Problem] = []
    for path in sorted(folder.glob("*.toml*")):
        if path.name in known:
            found += _told(partial(own_words, path, load(known[path.name])))
        else:
            found.append(_unused(path, list(known)))
    kits = load(f"{_PAPER}/{_GUIDE}/da")
    for path in sorted((folder / _GUIDE).glob("*.toml")):
        found += _told(partial(own_words, path, kits))
    return found


def _unused(path: Path, names: list[str]) -> Problem:
    """Say that a file goes by no name the kit reads; Windows hides a second ending."""
    # Without the ending, which all have in common.
    near = did_you_mean(path.name.partition(".")[0], [n.removesuffix(".toml") for n in names])
    hint = near.replace("'?", ".toml'?") or f"Filer, der bruges her: {', '.join(names)}."
    if path.name.casefold().endswith(".toml.txt"):
        hint = f"Den ender på .toml.txt. Kald den {path.stem}: slå filtypenavne til i Stifinder."
    return Problem("Filen bliver ikke brugt.", hint, path.name, level="advarsel", code="ubrugt_fil")
