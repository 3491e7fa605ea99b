"""A new team folder, and the notebooks copied into one: what a team starts from."""

from __future__ import annotations

import re
import shutil
import stat
from datetime import date
from importlib.resources import files
from pathlib import Path

from kitlib.clock import today as clock_today
from kitlib.columns import Column
from kitlib.instruments import Instrument, all_instruments
from kitlib.privacy.dates import default_day
from kitlib.problems import KitError, did_you_mean
from kitlib.resources import resource_folder
from kitlib.writing import replacing

__all__ = ["copy_notebooks", "new_folder"]


def new_folder(
    folder: str | Path, *, instruments: tuple[str, ...] = (), today: date | None = None
) -> list[Path]:
    """Make an empty team folder: om.toml, a workbook, files to double-click, nothing for git.

    Parameters
    ----------
    folder : str or Path
        A folder that is not there yet, or is empty.
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
        Where something lies in the folder already, or an instrument is not known.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KitError(
            f"Mappen '{folder.name}' er ikke tom.", hint="Vælg et nyt navn. Intet er ændret."
        )
    known = all_instruments()
    for name in instruments:
        if name not in known:
            hint = did_you_mean(name, list(known)) or f"Vælg mellem: {', '.join(known)}."
            raise KitError(f"'{name}' kendes ikke.", hint=hint)
    chosen = [known[name] for name in instruments or ("postits", "video")]
    gone = default_day(today or clock_today())
    about = _text("om.toml").replace("{navn}", _toml_text(folder.resolve().name))
    about = about.replace("{slettes}", gone.isoformat())
    made = [_put(folder / "om.toml", about)]
    made.append(_workbook(folder / "data.xlsx", chosen))
    made.append(_put(folder / ".gitignore", _text("gitignore")))
    for source in sorted(_folder().iterdir(), key=lambda p: p.name):
        if source.name.endswith((".cmd", ".command")):
            windows = source.name.endswith(".cmd")
            text = source.read_text(encoding="utf-8")
            made.append(_put(folder / source.name, text, newline="\r\n" if windows else "\n"))
            if not windows:
                made[-1].chmod(made[-1].stat().st_mode | stat.S_IXUSR | stat.S_IXGRP)
    return made


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


def _folder():  # type: ignore[no-untyped-def]
    return files("kitlib") / "texts" / "ny"


def _text(name: str) -> str:
    return str((_folder() / name).read_text(encoding="utf-8"))


def _toml_text(text: str) -> str:
    return re.sub(r'["\\\x00-\x1f]', "", text)


def _put(path: Path, text: str, *, newline: str = "\n") -> Path:
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline=newline)
    return path


def _workbook(path: Path, instruments: list[Instrument]) -> Path:
    """Write a workbook with one sheet a table: headings that explain themselves, nothing else."""
    import xlsxwriter

    with replacing(path) as temporary:
        book = xlsxwriter.Workbook(temporary)
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for instrument in instruments:
            tables = {instrument.name: instrument.columns, **instrument.tables}
            for name, columns in tables.items():
                page = book.add_worksheet(name)
                page.freeze_panes(1, 0)
                for j, column in enumerate(columns):
                    page.write_string(0, j, column.name, heading)
                    page.write_comment(0, j, _explain(column), {"author": "", "x_scale": 2})
                    page.set_column(j, j, 40 if column.kind == "tekst" else 16)
        book.close()
    return path


def _explain(column: Column) -> str:
    need = "Skal udfyldes." if column.required else "Kan stå tom."
    return f"{column.doc} {column.allowed_text} {need}"
