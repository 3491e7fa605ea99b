"""A team's folder -> Team; one employee's own file -> Mine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.about import About, read_about
from kitlib.instruments import Instrument, all_instruments
from kitlib.privacy.lock import is_locked, unlock
from kitlib.problems import KitError, Problem, ProblemReport, did_you_mean
from kitlib.shown import shown_frames, worries
from kitlib.sources import Source, find_sources, read_roles, read_synonyms
from kitlib.view import Ring, View
from kitlib.writing import Home

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Mine", "Team", "open_mine", "open_team"]


class _Opened:
    """What a team's folder and one's own file share: frames, views, and where to write."""

    name: str
    about: About
    frames: Mapping[str, pd.DataFrame]
    problems: ProblemReport
    ring: Ring
    folder: Path

    @property
    def home(self) -> Home:
        """Where what comes from here may be written."""
        return Home(self.folder, self.ring, self.about.slettes, self.about.opdigtet)

    @property
    def view_keys(self) -> tuple[str, ...]:
        """Keys of every view that can be asked for, in the order a page shows them."""
        return tuple(self._makers())

    def view(self, key: str, **options: Any) -> View:
        """Make one view.

        Parameters
        ----------
        key : str
            Such as "postits.dagen_igennem", or "dagen_igennem" where only one ends so.
        **options
            What that view lets one choose, such as barn="B07".

        Raises
        ------
        KitError
            Where no view has that key; names the nearest one.
        """
        makers = self._makers()
        found = [k for k in makers if key in (k, k.partition(".")[2])]
        if len(found) != 1:
            hint = did_you_mean(key, list(makers)) or f"Der er disse: {', '.join(makers)}."
            raise KitError(f"Visningen '{key}' findes ikke her.", hint=hint)
        return makers[found[0]](**options)

    def views(self) -> Iterator[View]:
        """Make every view, one after the other."""
        for make in self._makers().values():
            yield make()

    def _makers(self) -> dict[str, partial[View]]:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(_label(name))}</td><td>{len(frame)}</td></tr>"
            for name, frame in self.frames.items()
        )
        return (
            f"<h3>{escape(self.name)}</h3><table style='text-align:left;font-size:16px'>"
            f"<thead><tr><th>Materiale</th><th>Rækker</th></tr></thead>"
            f"<tbody>{rows}</tbody></table><p>{escape(self.problems.headline)}</p>"
        )


@dataclass(frozen=True, eq=False)
class Team(_Opened):
    """A team's own data, tidy and checked.

    Parameters
    ----------
    name : str
        The team's name from om.toml, or the folder's.
    folder : Path
        Where it lies.
    about : About
        What om.toml says.
    frames : mapping of str to DataFrame
        One frame an instrument, by its name; the instruments are attributes as well
        (`team.postits`), None where absent.
    problems : ProblemReport
        Every fault in every file.

    Examples
    --------
    >>> team = open_team("sample_data/solsikken")
    >>> team.who5 is None, len(team.postits) > 100
    (True, True)
    """

    name: str
    folder: Path
    about: About
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    problems: ProblemReport = field(repr=False)
    ring: Ring = "hos_teamet"

    @property
    def postits(self) -> pd.DataFrame | None:
        return self.frames.get("postits")

    @property
    def video(self) -> pd.DataFrame | None:
        return self.frames.get("video")

    @property
    def dialoglineal(self) -> pd.DataFrame | None:
        return self.frames.get("dialoglineal")

    @property
    def who5(self) -> pd.DataFrame | None:
        return self.frames.get("who5")

    @cached_property
    def shown(self) -> Mapping[str, pd.DataFrame]:
        """The frames as the views show them: no worries, and what looks like a name covered."""
        return shown_frames(self.frames, self.about, self.folder)

    @cached_property
    def worries(self) -> tuple[Problem, ...]:
        """Where a note stands that sounds like a worry for a child; no view shows it."""
        return tuple(worries(self.frames, self.about, self.folder))

    def __repr__(self) -> str:
        held = ", ".join(f"{name} {len(frame)}" for name, frame in self.frames.items())
        return f"<Team {self.name}: {held or 'ingen data endnu'}>"

    def _makers(self) -> dict[str, partial[View]]:
        from kitlib.instruments.together import views as together

        makers: dict[str, partial[View]] = {}
        for name in self.frames:
            for key, make in all_instruments()[name].views.items():
                makers[key] = partial(self._view, make, name)
        for key, make_both in together(self.frames).items():
            makers[key] = partial(self._view_of_all, make_both)
        return makers

    # Names are looked for when a view is made, not when it is asked which views there are.
    def _view(self, make: Callable[..., View], name: str, **options: Any) -> View:
        return make(self.shown[name], self.about, **options)

    def _view_of_all(self, make: Callable[..., View], **options: Any) -> View:
        return make(self.shown, self.about, **options)


@dataclass(frozen=True, eq=False)
class Mine(_Opened):
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


def open_team(folder: str | Path) -> Team:
    """Open a team's folder: read every file in it, check it, and report every fault at once.

    Parameters
    ----------
    folder : str or Path
        Holds om.toml and one workbook, or separate files named after the instruments.

    Returns
    -------
    Team
        With what could be read; `problems` tells what could not. Nothing in the folder changes.

    Raises
    ------
    KitError
        Where there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise KitError(
            f"Mappen '{folder.name}' findes ikke.",
            hint="Tjek stien. Skriv 'laeringskit ny MAPPE' for at lave en ny.",
        )
    about, problems = read_about(folder / "om.toml")
    instruments = all_instruments()
    sources, found = find_sources(folder, instruments)
    problems += found
    synonyms, found = read_synonyms(folder)
    problems += found
    frames: dict[str, pd.DataFrame] = {}
    for instrument in instruments.values():
        frame, found = _read_instrument(instrument, sources, about, synonyms, folder)
        problems += found
        if frame is not None:
            frames[instrument.name] = frame
    if not sources:
        problems.append(
            Problem(
                "Der er ingen data i mappen endnu.",
                f"Læg en fil, der hedder fx postits.csv, eller en projektmappe med ark, der hedder "
                f"{', '.join(instruments)}.",
                code="ingen_data",
            )
        )
    name = about.navn or folder.resolve().name
    return Team(name, folder, about, frames, ProblemReport.of(problems))


def _read_instrument(
    instrument: Instrument,
    sources: list[Source],
    about: About,
    synonyms: Mapping[str, list[str]],
    folder: Path,
) -> tuple[pd.DataFrame | None, list[Problem]]:
    tables: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    all_columns = {instrument.name: instrument.columns, **instrument.tables}
    for table, columns in all_columns.items():
        parts = []
        for source in (s for s in sources if s.table == table):
            try:
                if source.timecodes:
                    frame, found = _read_timecodes(instrument, source, folder)
                else:
                    frame, found = source.read(columns, instrument, about, synonyms)
            except KitError as error:
                frame, found = None, list(error.report)
            problems += ProblemReport.of(found).placed(file=source.path.name, sheet=source.sheet)
            if frame is not None:
                parts.append(frame)
        if parts:
            tables[table] = _concat(parts)
    if not tables:
        return None, problems
    frame = instrument.assemble(tables, about)
    found = instrument.check(frame, about)
    problems += [_placed(problem, sources, instrument.name) for problem in found]
    return instrument.scores(frame), problems


def _placed(problem: Problem, sources: list[Source], name: str) -> Problem:
    """Say the file and sheet of a fault an instrument found; it knows tables, not files."""
    table = problem.file or name
    places = [s for s in sources if s.table == table]
    if len(places) != 1:
        return problem
    return replace(problem, file=places[0].path.name, sheet=places[0].sheet)


def _concat(parts: list[pd.DataFrame]) -> pd.DataFrame:
    if len(parts) == 1:
        return parts[0]
    import pandas as pd

    return pd.concat(parts)


def _read_timecodes(
    instrument: Instrument, source: Source, folder: Path
) -> tuple[pd.DataFrame | None, list[Problem]]:
    from kitlib.reading import read_timecodes
    from kitlib.reading.roles import actors

    raw = read_timecodes(source.path)
    mapping, problems = read_roles(folder)
    known, asked = actors(list(dict.fromkeys(raw["lag"].dropna())), mapping)
    assert instrument.from_timecodes is not None
    return instrument.from_timecodes(raw, known), [*problems, *asked]


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
        Where there is no such file, it holds neither, or it is locked and the passphrase is
        missing or wrong.
    """
    path = Path(path)
    if not path.is_file():
        raise KitError(f"Filen '{path.name}' findes ikke.", hint="Tjek navnet og stien.")
    locked = path.suffix == ".age" or is_locked(path)
    if locked:
        path = _unlocked(path, passphrase)
    about: About = About()
    problems: list[Problem] = []
    if (path.parent / "om.toml").exists():
        about, problems = read_about(path.parent / "om.toml")
    # One's own file is nobody else's business, so what a team must promise is not asked of it.
    problems = [p for p in problems if not p.code.startswith("om_mangler")]
    synonyms, found = read_synonyms(path.parent)
    problems += found
    frames: dict[str, pd.DataFrame] = {}
    for instrument, sheet in _own_tables(path):
        frame, found = _read_own(instrument, path, sheet, about, synonyms)
        problems += ProblemReport.of(found).placed(file=path.name, sheet=sheet)
        if frame is not None:
            problems += instrument.check(frame, about)
            frames[instrument.name] = instrument.scores(frame)
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


def _own_tables(path: Path) -> list[tuple[Instrument, str | None]]:
    """Return which of one's own instruments lie in a file: by sheet, by name, by headings."""
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


def _label(name: str) -> str:
    found = all_instruments().get(name)
    return found.label if found else name
