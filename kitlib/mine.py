"""One employee's own file -> Mine: their citizens, person by person, for nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.about import About, read_about
from kitlib.figures import Ring, View
from kitlib.instruments import Instrument, all_instruments
from kitlib.privacy.lock import is_locked, unlock
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.reading.sniff import too_heavy
from kitlib.spelling import Held, one_spelling
from kitlib.teamwords import read_synonyms
from kitlib.twin import twins
from kitlib.viewable import Viewable

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Mine", "open_mine", "own_tables", "read_mine"]


@dataclass(frozen=True, eq=False)
class Mine(Viewable):
    """One employee's own file with their citizens, person by person (ring mit).

    Parameters
    ----------
    name : str
        The file's name without its ending.
    path : Path
        The file.
    about : About
        What an om.toml beside the file says, where there is one.
    frames : mapping of str to DataFrame
        "who5" and "dialoglineal", as far as the file holds them.
    problems : ProblemReport
        Every fault in the file.
    locked : bool
        Whether the file is locked; then nothing of it is written to the disk.

    Examples
    --------
    >>> mine = open_mine("sample_data/mit/psykolog_who5.csv")
    >>> mine.ring
    'mit'
    """

    name: str
    path: Path
    about: About
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    problems: ProblemReport = field(repr=False)
    ring: Ring = "mit"
    locked: bool = False

    @property
    def folder(self) -> Path:  # type: ignore[override]
        """The folder the file lies in."""
        return self.path.parent

    @property
    def who5(self) -> pd.DataFrame | None:
        return self.frames.get("who5")

    @property
    def dialoglineal(self) -> pd.DataFrame | None:
        return self.frames.get("dialoglineal")

    def __repr__(self) -> str:
        held = ", ".join(f"{name} {len(frame)}" for name, frame in self.frames.items())
        return f"<Mine {self.name}: {held or 'ingen data endnu'}>"

    def _makers(self) -> dict[str, partial[View]]:
        return {
            key: partial(make, frame, self.about)
            for name, frame in self.frames.items()
            for key, make in all_instruments()[name].own_views.items()
        }


def open_mine(path: str | Path, passphrase: str | None = None) -> Mine:
    """Open one employee's own file with their citizens, person by person (ring mit).

    Parameters
    ----------
    path : str or Path
        A table file with WHO-5 or dialoglineal rows, or a workbook with a sheet of each.
        An om.toml beside it is read where there is one (`who5_kodning`, `slettes`).
    passphrase : str, optional
        What opens a locked file (.age); it is unlocked in memory and nowhere else.

    Raises
    ------
    KitError
        Where there is no such file, it holds neither, it is locked and the passphrase is missing
        or wrong, or it lies there both locked and readable.
    """
    path = Path(path)
    if not path.is_file():
        raise KitError(f"Filen '{path.name}' findes ikke.", hint="Tjek navnet og stien.")
    twins(path).refuse_both()
    locked = path.suffix == ".age" or is_locked(path)
    if locked:
        path = _unlocked(path, passphrase)
    return read_mine(path, locked=locked)


def read_mine(path: Path, *, locked: bool = False) -> Mine:
    """Read one's own file where it lies open: on the disk, or held in memory.

    Raises
    ------
    KitError
        Where it holds none of one's own instruments.
    """
    if (heavy := too_heavy(path)) is not None:
        raise heavy
    about: About = About()
    problems: list[Problem] = []
    if (path.parent / "om.toml").exists():
        about, problems = read_about(path.parent / "om.toml")
    # One's own file is nobody else's business, so what a team must promise is not asked of it.
    problems = [p for p in problems if not p.code.startswith("om_mangler")]
    synonyms, found = read_synonyms(path.parent)
    problems += found
    read: dict[str, tuple[Instrument, Held]] = {}
    for instrument, sheet in own_tables(path):
        frame, found = _read_own(instrument, path, sheet, about, synonyms)
        problems += ProblemReport.of(found).placed(file=path.name, sheet=sheet)
        if frame is not None:
            held = Held(instrument.name, instrument.own_columns, frame)
            read[instrument.name] = instrument, held
    spelled, found = one_spelling([held for _, held in read.values()], about)
    problems += [replace(p, file=path.name) if p.file in read else p for p in found]
    frames: dict[str, pd.DataFrame] = {}
    for (name, (instrument, _)), frame in zip(read.items(), spelled, strict=True):
        problems += instrument.check(frame, about)
        frames[name] = instrument.scores(frame)
    return Mine(path.stem, path, about, frames, ProblemReport.of(problems), locked=locked)


def _unlocked(path: Path, passphrase: str | None) -> Path:
    from kitlib.reading.held import HeldFile

    if passphrase is None:
        raise KitError(
            Problem(
                "Filen er låst.",
                f"Åbn den med: laeringskit mit {path.name}",
                path.name,
                code="laas_mangler",
            )
        )
    content = unlock(path.read_bytes(), passphrase, file=path.name)
    return HeldFile.holding(path.with_suffix("") if path.suffix == ".age" else path, content)


def _read_own(
    instrument: Instrument,
    path: Path,
    sheet: str | None,
    about: About,
    synonyms: Mapping[str, list[str]],
) -> tuple[pd.DataFrame | None, list[Problem]]:
    if instrument.read_own is not None:
        return instrument.read_own(path, about, sheet, synonyms)
    from kitlib.reading import read_columns

    reading = read_columns(path, instrument.own_columns, sheet=sheet, synonyms=synonyms)
    return reading.frame, list(reading.problems)


def own_tables(path: Path) -> list[tuple[Instrument, str | None]]:
    """Return which of one's own instruments lie in a file: by sheet, by name, by headings.

    Raises
    ------
    KitError
        Where that cannot be seen.
    """
    from kitlib.columns import fold
    from kitlib.reading import headings, sheets

    own = {n: i for n, i in all_instruments().items() if i.own_columns}
    titles = own | {fold(i.title(n)): i for n, i in own.items()}
    by_sheet = [(titles[fold(s)], s) for s in sheets(path) if fold(s) in titles]
    if by_sheet:
        return [(i, s) for i, s in by_sheet]
    by_name = [i for n, i in own.items() if n in fold(path.stem)]
    if len(by_name) == 1:
        return [(by_name[0], None)]
    seen = set(headings(path, columns=[c for i in own.values() for c in i.own_columns]))
    fits = [i for i in own.values() if {c.name for c in i.own_columns if c.required} <= seen]
    if len(fits) != 1:
        raise KitError(
            Problem(
                "Det kan ikke ses, om filen er WHO-5 eller dialoglineal.",
                f"Lad filens navn indeholde et af ordene: {', '.join(own)}.",
                file=path.name,
                code="eget_ukendt",
            )
        )
    return [(fits[0], None)]
