"""Every wording a team may change, laid out to be changed, and which of it has been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from kitlib.about import About, read_about
from kitlib.dansk import join, plural
from kitlib.holding import briefly, place_of
from kitlib.placing import filling
from kitlib.problems import KitError, ProblemReport
from kitlib.texts import OWN, load, own_files, own_words
from kitlib.wording import wording_problems

__all__ = ["Wordings", "lay_out", "make_wordings"]

_GUIDE = "foer_under_efter/da"


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
            yield f"{file}: {plural(len(words), 'ord', 'ord')} er jeres eget: {join(list(words))}"
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
    sources = {**own_files(), f"{_GUIDE}.toml": f"materiale/{_GUIDE}"}
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
