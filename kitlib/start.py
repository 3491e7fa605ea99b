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
from kitlib.instruments import Instrument, all_instruments
from kitlib.material.workbook import write_own_workbook, write_workbook
from kitlib.privacy.dates import default_day
from kitlib.problems import KitError, did_you_mean
from kitlib.resources import resource_folder
from kitlib.writing import replacing

__all__ = ["copy_notebooks", "new_folder", "new_own_file"]


def new_folder(
    folder: str | Path, *, instruments: tuple[str, ...] = (), today: date | None = None
) -> list[Path]:
    """Make an empty team folder: om.toml, a workbook, files to double-click, nothing for git.

    Parameters
    ----------
    folder : str or Path
        A folder that is not there yet, or holds nothing but what this made and no data yet. What
        is there is kept: an om.toml that the team has filled in gives the workbook its lists.
    instruments : tuple of str
        Which to make sheets for; post-its and video where none are named.
    today : date, optional
        The day to reckon the delete date from: see `default_day`.

    Returns
    -------
    list of Path
        What was made.

    Raises
    ------
    KitError
        Where something else lies in the folder, or an instrument is not known.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or _holds_more(folder)):
        raise KitError(
            f"Mappen '{folder.name}' er ikke tom.", hint="Vælg et nyt navn. Intet er ændret."
        )
    chosen = _chosen(instruments or ("postits", "video"))
    gone = default_day(today or clock_today())
    about = _text("om.toml").replace("{navn}", _toml_text(folder.resolve().name))
    about = about.replace("{slettes}", gone.isoformat())
    made = [] if (folder / "om.toml").exists() else [_put(folder / "om.toml", about)]
    words, _ = read_about(folder / "om.toml")
    made.append(write_workbook(folder / "data.xlsx", chosen, words))
    made.append(_put(folder / ".gitignore", _text("gitignore")))
    for source in _to_click():
        windows = source.name.endswith(".cmd")
        text = source.read_text(encoding="utf-8")
        made.append(_put(folder / source.name, text, newline="\r\n" if windows else "\n"))
        if not windows:
            made[-1].chmod(made[-1].stat().st_mode | stat.S_IXUSR | stat.S_IXGRP)
    return made


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
    if path.exists():
        raise KitError(f"Filen '{path.name}' findes allerede.", hint="Vælg et andet navn.")
    own = [name for name, instrument in all_instruments().items() if instrument.own_columns]
    chosen = _chosen(instruments or tuple(own))
    if not_own := [i.name for i in chosen if i.name not in own]:
        raise KitError(
            f"'{not_own[0]}' udfyldes ikke person for person.", hint=f"Vælg mellem: {join(own)}."
        )
    return write_own_workbook(path, chosen, About())


def _chosen(names: Iterable[str]) -> list[Instrument]:
    known = all_instruments()
    for name in names:
        if name not in known:
            hint = did_you_mean(name, list(known)) or f"Vælg mellem: {', '.join(known)}."
            raise KitError(f"'{name}' kendes ikke.", hint=hint)
    return [known[name] for name in names]


def _holds_more(folder: Path) -> bool:
    """Tell whether a folder holds anything but what `new_folder` makes and no data is in."""
    ours = {"om.toml", ".gitignore", *(source.name for source in _to_click())}
    return any(path.name not in ours for path in folder.iterdir())


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
    there = []
    for source in sorted(resource_folder("notebooks").glob("*.ipynb")):
        target = folder / "notebooks" / source.name
        if not target.exists():
            with replacing(target) as temporary:
                shutil.copyfile(source, temporary)
        there.append(target)
    return there


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
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline=newline)
    return path
