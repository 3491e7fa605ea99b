"""A new team folder, and the notebooks copied into one: what a team starts from."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kitlib.about import About, read_about
from kitlib.clock import today as clock_today
from kitlib.dansk import join
from kitlib.erased import MARK_NAME
from kitlib.holding import alone, briefly, is_of_lock, place_of
from kitlib.instruments import Instrument, all_instruments
from kitlib.machine import failed
from kitlib.material.booklists import refresh_lists
from kitlib.material.workbook import write_own_workbook, write_workbook
from kitlib.placing import filling, settle, tidy
from kitlib.privacy.dates import default_day
from kitlib.problems import KitError, Problem, ProblemReport, did_you_mean
from kitlib.resources import resource_folder
from kitlib.team import open_team
from kitlib.whose import make_folder

__all__ = ["copy_notebooks", "new_folder", "new_own_file", "refresh_workbook"]


def new_folder(
    folder: str | Path, *, instruments: tuple[str, ...] = (), today: date | None = None
) -> list[Path]:
    """Make an empty team folder: om.toml, a workbook, files to double-click, nothing for git.

    Parameters
    ----------
    folder : str or Path
        A folder that is not there yet, or holds nothing but some of what this makes and no data
        yet. What is there is kept, and the rest is made: an om.toml that the team has filled in
        gives the workbook its lists.
    instruments : tuple of str
        Which to make sheets for; those a new team begins with where none are named.
    today : date, optional
        The day to reckon the delete date from: see `default_day`.

    Returns
    -------
    list of Path
        What was made.

    Raises
    ------
    KitError
        Where something else lies in the folder, it is whole, or an instrument is not known.
    """
    folder = Path(folder)
    known = all_instruments()
    chosen = _chosen(instruments or [name for name in known if known[name].begins])
    gone = default_day(today or clock_today())
    about = _text("om.toml").replace("{navn}", _toml_text(folder.resolve().name))
    about = about.replace("{slettes}", gone.isoformat())
    _make_parents(folder)
    tidy(folder.parent)
    with alone(folder, "ny"):
        if folder.is_dir():
            settle(folder)
        if _is_in_use(folder):
            raise KitError(
                f"Mappen '{folder.name}' er ikke tom.", hint="Vælg et nyt navn. Intet er ændret."
            )
        with filling(folder) as filled:
            made = _fill(filled, folder, chosen, about)
    return [folder / name for name in made]


def refresh_workbook(folder: str | Path) -> list[Problem]:
    """Let the lists of a team's workbook follow om.toml, whether it is filled in or not.

    Raises
    ------
    KitError
        Where there is no workbook of the kit's, or om.toml cannot be read.
    """
    folder = Path(folder)
    path = folder / "data.xlsx"
    if not path.is_file():
        hint = "Lav mappen med: laeringskit ny MAPPE"
        raise KitError(f"I mappen '{folder.name}' er der ikke en data.xlsx.", hint=hint)
    with alone(folder, "ny"):
        about, told = read_about(folder / "om.toml")
        # A purpose that is not written yet stops no list; a line that cannot be read does, in
        # om.toml and not in the words at the views.
        errors = [p for p in ProblemReport.of(told).errors if p.file == "om.toml"]
        if stops := [p for p in errors if p.column in (None, "situationer", "temaer", "roller")]:
            raise KitError(ProblemReport.of(stops))
        return refresh_lists(path, about)


def _make_parents(folder: Path) -> None:
    try:
        make_folder(folder.parent)
    except OSError as error:
        hint = "Tjek stien, og at du har lov til at skrive der."
        made = KitError(f"Mappen '{folder.name}' kan ikke laves.", hint=hint)
        raise failed(error, made) from error


def _fill(filled: Path, folder: Path, chosen: list[Instrument], about: str) -> list[str]:
    """Make what is not in a team's folder yet, in another one, and return the names in order."""
    own = folder / "om.toml"
    if not own.exists():
        own = _put(filled / "om.toml", about)
    if not (folder / "data.xlsx").exists():
        words, _ = read_about(own)
        write_workbook(filled / "data.xlsx", chosen, words, own=folder)
    if not (folder / ".gitignore").exists():
        _put(filled / ".gitignore", _text("gitignore"))
    for source in _to_click():
        if (folder / source.name).exists():
            continue
        windows = source.name.endswith(".cmd")
        text = source.read_text(encoding="utf-8")
        path = _put(filled / source.name, text, newline="\r\n" if windows else "\n")
        if not windows:
            path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP)
    return [name for name in _names() if (filled / name).exists()]


def new_own_file(path: str | Path, *, instruments: tuple[str, ...] = ()) -> Path:
    """Make an empty workbook for one employee's own citizens, person by person.

    Parameters
    ----------
    path : str or Path
        A file that is not there yet; ends in .xlsx.
    instruments : tuple of str
        Which to make sheets for; all that are filled in person by person where none are named.

    Raises
    ------
    KitError
        Where the file is there, or an instrument is not filled in so.
    """
    path = Path(path)
    if path.suffix.casefold() != ".xlsx":
        raise KitError("Filens navn skal ende på .xlsx.", hint="Fx: mine_borgere.xlsx")
    own = [name for name, instrument in all_instruments().items() if instrument.own_columns]
    chosen = _chosen(instruments or tuple(own))
    if not_own := [i.name for i in chosen if i.name not in own]:
        raise KitError(
            f"'{not_own[0]}' udfyldes ikke person for person.", hint=f"Vælg mellem: {join(own)}."
        )
    _make_parents(path)
    tidy(path.parent)
    with alone(path, "ny"):
        if path.exists():
            raise KitError(f"Filen '{path.name}' findes allerede.", hint="Vælg et andet navn.")
        return write_own_workbook(path, chosen, About())


def _chosen(names: Iterable[str]) -> list[Instrument]:
    known = all_instruments()
    for name in names:
        if name not in known:
            hint = did_you_mean(name, list(known)) or f"Vælg mellem: {', '.join(known)}."
            raise KitError(f"'{name}' kendes ikke.", hint=hint)
    return [known[name] for name in names]


def _names() -> list[str]:
    """What a new folder holds."""
    return ["om.toml", "data.xlsx", ".gitignore", *(source.name for source in _to_click())]


def _is_in_use(folder: Path) -> bool:
    """Tell whether a folder holds what is not ours, all that is ours, or data."""
    if not folder.exists():
        return False
    if not folder.is_dir():
        return True
    there = {p.name for p in folder.iterdir() if not is_of_lock(p) and p.name != MARK_NAME}
    if there - set(_names()) or there >= set(_names()):
        return True
    return any(len(frame) for frame in open_team(folder).frames.values())


def _to_click() -> list[Traversable]:
    """The files to double-click."""
    found = [p for p in _folder().iterdir() if p.name.endswith((".cmd", ".command"))]
    return sorted(found, key=lambda p: p.name)


def copy_notebooks(folder: str | Path) -> list[Path]:
    """Copy the notebooks below a team's folder, once; one that is there is never touched.

    Returns
    -------
    list of Path
        The notebooks in the folder, copied now or before, in order.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise KitError(f"Mappen '{folder.name}' findes ikke.", hint="Tjek stien.")
    target = folder / "notebooks"
    sources = sorted(resource_folder("notebooks").glob("*.ipynb"))
    with briefly(place_of(target)):
        missing = [source for source in sources if not (target / source.name).exists()]
        if missing:
            with filling(target) as filled:
                for source in missing:
                    shutil.copyfile(source, filled / source.name)
    return [target / source.name for source in sources]


def make_new_folder(source: Path, out: Path) -> list[Path]:
    """Make an empty folder that holds nothing of the team yet, for the register of outputs."""
    return new_folder(out / "ny", instruments=tuple(all_instruments()))


def make_notebooks(source: Path, out: Path) -> list[Path]:
    """Copy the notebooks below a team's folder, for the register of outputs."""
    return copy_notebooks(source)


def _folder() -> Traversable:
    return files("kitlib") / "texts" / "ny"


def _text(name: str) -> str:
    return str((_folder() / name).read_text(encoding="utf-8"))


def _toml_text(text: str) -> str:
    return re.sub(r'["\\\x00-\x1f]', "", text)


def _put(path: Path, text: str, *, newline: str = "\n") -> Path:
    path.write_text(text, encoding="utf-8", newline=newline)
    return path
