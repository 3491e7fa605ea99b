"""Every wording a team may change: laid out to be changed, which of it has been, and its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from kitlib.about import About, read_about
from kitlib.circle.circlefile import known_circles, read_circle
from kitlib.dansk import join, plural
from kitlib.holding import briefly, place_of
from kitlib.placing import filling
from kitlib.problems import KitError, Problem, ProblemReport, did_you_mean
from kitlib.rawtexts import OWN_DILEMMAS, dilemmas
from kitlib.teamwords import read_roles
from kitlib.texts import OWN, load, own_files, own_words

__all__ = ["Wordings", "lay_out", "make_wordings", "wording_problems"]

_PAPER, _GUIDE = "materiale", "foer_under_efter"
# Settings a team's folder may hold beside circles.
_SETTINGS = ("om.toml", "synonymer.toml", "roller.toml")


@dataclass(frozen=True)
class Wordings:
    """A team's own wording: where it lies, which of it differs, and what is wrong with it.

    Parameters
    ----------
    folder : Path
    laid : tuple of str
        Files that were laid out now.
    changed : mapping of str to tuple of str
        File to the words in it that are not the kit's, as they stand: "noter.titel".
    problems : ProblemReport
    """

    folder: Path
    laid: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    problems: ProblemReport

    def lines(self) -> Iterator[str]:
        """Say it in Danish, a line a file that is not as the kit's."""
        if self.laid:
            yield f"{plural(len(self.laid), 'fil', 'filer')} er lagt i {self.folder}"
        for file, words in self.changed.items():
            own = plural(len(words), "ord er jeres eget", "ord er jeres egne")
            yield f"{file}: {own}: {join(list(words))}"
        # Of a file that cannot be used nobody knows whose its words are.
        if not self.changed and not self.problems.errors:
            yield "Alle ord er værktøjets egne."


def lay_out(folder: str | Path) -> Wordings:
    """Lay every wording a team may change in its folder, and look at what is there already.

    A file that is there is never touched. One that says what the kit does may be deleted again.

    Raises
    ------
    KitError
        Where there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise KitError(f"Mappen '{folder.name}' findes ikke.", hint="Tjek stien.")
    own = folder / OWN
    sources = {**own_files(), f"{_GUIDE}/da.toml": f"{_PAPER}/{_GUIDE}/da"}
    with briefly(place_of(own)):
        laid = [file for file in sources if not (own / file).exists()]
        for below in dict.fromkeys(str(Path(file).parent) for file in laid):
            with filling(own / below) as filled:
                for file in (f for f in laid if str(Path(f).parent) == below):
                    (filled / Path(file).name).write_bytes(_kits(sources[file]))
    changed = {file: words for file, name in sources.items() if (words := _own(own / file, name))}
    about = read_about(folder / "om.toml")[0] if (folder / "om.toml").is_file() else About()
    problems = ProblemReport.of(wording_problems(folder, about))
    return Wordings(own, tuple(laid), changed, problems)


def _kits(name: str) -> bytes:
    return (files("kitlib.texts") / f"{name}.toml").read_bytes()


def _own(path: Path, name: str) -> tuple[str, ...]:
    """Return what a file says otherwise than the kit; nothing of one that cannot be read."""
    kits = load(name)
    try:
        return tuple(_differing(own_words(path, kits), kits))
    except KitError:
        return ()


def _differing(own: Mapping[str, Any], kits: Mapping[str, Any], place: str = "") -> Iterator[str]:
    for key, value in own.items():
        here = f"{place}{key}"
        if isinstance(value, Mapping) and isinstance(kits.get(key), Mapping):
            yield from _differing(value, kits[key], f"{here}.")
        elif value != kits.get(key):
            yield here


def make_wordings(source: Path, out: Path) -> list[Path]:
    """Lay the wording out, for the register of outputs."""
    made = lay_out(source)
    return [made.folder / file for file in made.laid]


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
