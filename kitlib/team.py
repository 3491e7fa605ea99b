"""A team's folder -> Team: every file in it read, checked, and every fault told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.about import About, read_about
from kitlib.codenames import CodeNames
from kitlib.columns import fold
from kitlib.erased import mark_of
from kitlib.figures import Ring, View
from kitlib.handwritten import covered_rows, laid_out, missing_pictures, told_covered
from kitlib.headings import said_about
from kitlib.instruments import Instrument, all_instruments, on_cards
from kitlib.noteids import ID, note_ids
from kitlib.privacy.answers import read_answers
from kitlib.privacy.stray import sync_warning
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.shown import kept_frames, shown_frames, told_waiting, waiting, worries
from kitlib.sources import (
    Source,
    find_sources,
    names_in_comments,
    said_read,
)
from kitlib.spelling import Held, one_spelling
from kitlib.teamwords import read_roles, read_synonyms
from kitlib.viewable import Viewable
from kitlib.whichfolder import check_folder, meant_folder

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.privacy.finding import NameKey

__all__ = ["Team", "open_team"]


@dataclass(frozen=True, eq=False)
class Team(Viewable):
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
    sources : sequence of Source
        Where its tables lie.
    counts : mapping of str to int
        How many rows each of its tables gave.
    as_of : str, optional
        The folder's mark when it was read: what is written from rows of somebody who has been
        deleted since is refused.
    paper : bool
        Whether what is shown goes further than a screen; see `for_paper`.
    key : NameKey, optional
        The team's key, unlocked in memory.

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
    sources: Sequence[Source] = field(default=(), repr=False)
    as_of: str | None = field(default=None, repr=False)
    paper: bool = field(default=False, repr=False)
    key: NameKey | None = field(default=None, repr=False)
    counts: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def read(self) -> str:
        """What was read, such as "34 post-its, 4 videonoter, fra 3 ark"."""
        return said_read(self.counts, self.sources)

    # The rows as they stand in the files, for those who own them and may open the files: nothing
    # is covered or kept in the pocket. What is shown to anybody is taken from `shown`.
    @property
    def notes(self) -> pd.DataFrame | None:
        """The notes that are put on cards, as they may be shown; None without any."""
        return self.shown.get(on_cards().name)

    @property
    def postits(self) -> pd.DataFrame | None:
        """The post-its as they stand in the file; what may be shown of them is in `shown`."""
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
    def kept(self) -> Mapping[str, pd.DataFrame]:
        """The frames without a word of what stays in the pocket; what is counted."""
        return kept_frames(self.frames, self.folder)

    @cached_property
    def shown(self) -> Mapping[str, pd.DataFrame]:
        """The kept frames with what looks like a name covered: the rows every way out shows."""
        # A note is named as it was written: with a name covered, its words are others.
        named = {n: f.assign(**{ID: self._names(n, f)}) for n, f in self._covered.items()}
        held = self.pictures_held
        return {name: laid_out(frame, self.folder, held[name]) for name, frame in named.items()}

    @cached_property
    def _covered(self) -> Mapping[str, pd.DataFrame]:
        return shown_frames(self.kept, self.about, self.folder, paper=self.paper, key=self.key)

    @cached_property
    def pictures_held(self) -> Mapping[str, pd.Series]:
        """Which notes are shown without their picture: a name is covered in their words."""
        return {name: covered_rows(self.kept[name], f) for name, f in self._covered.items()}

    @property
    def told_pictures(self) -> str:
        """How many notes are shown without their picture, in words; nothing where none is."""
        return told_covered(sum(int(rows.sum()) for rows in self.pictures_held.values()))

    def _names(self, table: str, shown: pd.DataFrame) -> pd.api.extensions.ExtensionArray:
        """Return the name of each note that may be shown: one made of words that may not tells."""
        names = note_ids(self.frames[table]).array
        if "maa_vises" in shown:
            names[~shown["maa_vises"].fillna(True).to_numpy(bool)] = None
        return names

    @cached_property
    def said(self) -> About:
        """What om.toml says as outputs may show it, with headings that may be names covered."""
        return said_about(self.about, self.folder)

    @cached_property
    def waiting(self) -> int:
        """How many notes hold something that looks like a name and that nobody answered about."""
        found = waiting(self.kept, self.about, self.folder, key=self.key)
        return sum(int(rows.sum()) for rows in found.values())

    @property
    def told_waiting(self) -> str:
        """How many notes wait for an answer, in words; nothing where none does."""
        return told_waiting(self.waiting)

    def for_paper(self, key: NameKey | None = None) -> Team:
        """Return the team as paper may show it: a note with something unanswered waits."""
        return replace(self, paper=True, key=key)

    @cached_property
    def worries(self) -> tuple[Problem, ...]:
        """Where a note stands that sounds like a worry for a child; no view shows it."""
        found = worries(self.frames, self.folder)
        return tuple(_placed(problem, self.sources, problem.file or "") for problem in found)

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
        return make(self.shown[name], self.said, **options)

    def _view_of_all(self, make: Callable[..., View], **options: Any) -> View:
        return make(self.shown, self.said, **options)


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
    check_folder(folder)
    as_of = mark_of(folder)
    about, problems = read_about(folder / "om.toml")
    instruments = all_instruments()
    sources, found = find_sources(folder, instruments)
    problems += found
    if not sources and not (folder / "om.toml").exists() and (other := meant_folder(folder)):
        raise other
    synonyms, found = read_synonyms(folder)
    problems += found
    tables: list[Held] = []
    for instrument in instruments.values():
        held, found = _read_tables(instrument, sources, about, synonyms, folder)
        tables += held
        problems += found
    spelled, found = one_spelling(
        tables, about, answered=lambda word: _no_name(word, about, folder)
    )
    problems += [_placed(problem, sources, problem.file or "") for problem in found]
    by_name = {held.table: frame for held, frame in zip(tables, spelled, strict=True)}
    frames: dict[str, pd.DataFrame] = {}
    for instrument in instruments.values():
        its = {t: by_name[t] for t in (instrument.name, *instrument.tables) if t in by_name}
        if its:
            frame = instrument.assemble(its, about)
            found = [*instrument.check(frame, about), *missing_pictures(frame, folder)]
            problems += [_placed(problem, sources, instrument.name) for problem in found]
            frames[instrument.name] = instrument.scores(frame)
    problems += names_in_comments(sources)
    if not sources:
        problems.append(
            Problem(
                "Der er ingen data i mappen endnu.",
                f"Læg en fil, der hedder fx postits.csv, eller en projektmappe med ark, der hedder "
                f"{', '.join(instruments)}.",
                code="ingen_data",
            )
        )
    # Said by whatever opens the folder: the page, the meeting, `tjek`, a notebook.
    warning = None if about.opdigtet else sync_warning(folder)
    problems += [] if warning is None else [warning]
    name = about.navn or folder.resolve().name
    report = ProblemReport.of(problems).in_order()
    counts = {held.table: len(held.frame) for held in tables}
    return Team(
        name, folder, about, frames, report, sources=tuple(sources), as_of=as_of, counts=counts
    )


def _no_name(word: str, about: About, folder: Path) -> bool:
    """Whether it is answered in the folder that a word in a column of codes is no name."""
    return CodeNames.of({}, about, read_answers(folder)).is_no_name(word)


def _read_tables(
    instrument: Instrument,
    sources: list[Source],
    about: About,
    synonyms: Mapping[str, list[str]],
    folder: Path,
) -> tuple[list[Held], list[Problem]]:
    tables: list[Held] = []
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
            tables.append(Held(table, columns, _concat(parts)))
    return tables, problems


def _placed(problem: Problem, sources: Sequence[Source], name: str) -> Problem:
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
    from kitlib.reading.roles import actors
    from kitlib.reading.timecodes import annotation_frame, read_annotations

    read = read_annotations(source.path)
    raw = annotation_frame(read)
    mapping, problems = read_roles(folder)
    problems += read.problems
    # What hangs on another tier is about the same person, and is not asked about again.
    own = raw.loc[raw["foraelder"].isna(), "lag"]
    known, asked = actors(list(dict.fromkeys(own.dropna())), mapping)
    assert instrument.from_timecodes is not None
    notes = instrument.from_timecodes(raw, known)
    if "klip" in notes and (name := _clip_name(source.path, instrument)):
        notes["klip"] = notes["klip"].fillna(name)
    return notes, [*problems, *asked]


def _clip_name(path: Path, instrument: Instrument) -> str:
    """Name a clip after its file, as a team names it; nothing where the name says only "video".

    A person's name in it is covered like one in a note, when it is shown.
    """
    plain = fold(path.stem).replace("_", "").rstrip("0123456789")
    if plain in {fold(instrument.name), fold(instrument.label), "boris", "elan", "noter"}:
        return ""
    words = path.stem.replace("_", " ").split()
    # The tool's name says what kind of file it is, and not what is on the film.
    if len(words) > 1 and fold(words[0]) in {"boris", "elan", fold(instrument.name)}:
        words = words[1:]
    name = " ".join(words)
    return name[:1].upper() + name[1:]
