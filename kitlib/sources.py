"""Which file or sheet of a folder holds which table: by name, else by headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.clock import today
from kitlib.columns import Column, fold
from kitlib.dansk import join, number, plural
from kitlib.instruments import Instrument, all_instruments
from kitlib.problems import KitError, Problem, did_you_mean
from kitlib.rawtexts import OWN_DILEMMAS
from kitlib.reading.arrays import cells
from kitlib.reading.sniff import too_heavy
from kitlib.unnamed import Unnamed, fitting, settle, sheets_of, step_back

if TYPE_CHECKING:
    import pandas as pd

    from kitlib.reading import Workbook

__all__ = [
    "Source",
    "find_sources",
    "names_in_comments",
    "said_counts",
    "said_read",
]

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_TABLES = {".csv", ".tsv", ".txt", *_WORKBOOKS}
_TIMECODES = {".eaf", ".vtt", ".srt", ".sbv"}
#: Rows of a table that a team's folder may hold: well over what a team writes, and read in
#: seconds. What is larger is a register, which `read_table` reads.
MAX_ROWS = 50_000
#: Letters of a table: 50,000 notes of 100 each.
MAX_LETTERS = 5_000_000
_DOCUMENTS = {".docx", ".doc", ".odt", ".rtf", ".pages"}
# What else may lie in a team's folder without being asked about.
# Folders the kit makes, or looks into for something else.
_OURS = {"ud", "ind", "sedler", "tekster", "cirkler", "logbog", "notebooks"}
_QUIET = {".toml", ".md", ".cmd", ".command", ".sh", ".ipynb", ".ics", ".pdf", ".html", ".png"}


@dataclass(frozen=True)
class Source:
    """One place a table was found: a file, or a sheet of a workbook that is open already."""

    table: str
    path: Path
    sheet: str | None = None
    timecodes: bool = False
    book: Workbook | None = field(default=None, repr=False, compare=False)

    def read(
        self,
        columns: tuple[Column, ...],
        instrument: Instrument,
        about: About,
        synonyms: Mapping[str, list[str]],
    ) -> tuple[pd.DataFrame | None, list[Problem]]:
        """Read the table, unless the instrument says it may not lie in a team's folder."""
        from kitlib.reading import headings, open_table, read_columns
        from kitlib.reading.period import Calendar, period_of

        table = open_table(self.path, self.sheet, book=self.book)
        if instrument.refuses is not None:
            known = (*instrument.own_columns, *instrument.columns)
            refused = instrument.refuses(headings(table, columns=known), about)
            if refused is not None:
                return None, [refused]
        calendar = Calendar(period_of(about.periode), None if about.opdigtet else today())
        reading = read_columns(
            table, columns, synonyms=synonyms, rework=instrument.rework, calendar=calendar
        )
        if reading.frame is not None and len(reading.frame) > MAX_ROWS:
            return None, [_too_many(len(reading.frame))]
        if reading.frame is not None and (letters := _letters(reading.frame)) > MAX_LETTERS:
            return None, [_too_long(letters)]
        return reading.frame, list(reading.problems)


def find_sources(
    folder: Path, instruments: Mapping[str, Instrument]
) -> tuple[list[Source], list[Problem]]:
    """Find every table in a folder.

    Parameters
    ----------
    folder : Path
        A team's folder; its subfolders are not looked into.
    instruments : mapping of str to Instrument
        Whose tables to look for.

    Returns
    -------
    (list of Source, list of Problem)
        In the order of file names. Two places for one table are refused, both of them.
    """
    tables = _names(instruments)
    timed = next((i.name for i in instruments.values() if i.from_timecodes), None)
    sources: list[Source] = []
    unnamed: list[Unnamed] = []
    problems: list[Problem] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name.casefold()):
        if path.name.startswith(".") or path.name == OWN_DILEMMAS:
            continue  # the dilemmas are for the cards
        if path.is_dir():
            problems += _not_looked_into(path)
            continue
        suffix = path.suffix.casefold()
        if path.name.startswith("~$"):
            problems.append(_open_elsewhere(path))
        elif suffix in _TIMECODES and timed:
            sources.append(Source(timed, path, timecodes=True))
        elif suffix in _TABLES:
            try:
                if path.is_file() and (heavy := too_heavy(path)) is not None:
                    raise heavy
                found, others = _tables_in(path, tables, timed, instruments)
            except KitError as error:
                problems += error.report
                continue
            sources += found
            unnamed += others
        elif suffix == ".boris":
            from kitlib.reading.boris import project_problem

            problems.append(project_problem(path))
        elif suffix not in _QUIET or fold(path.stem) in tables:
            problems.append(_other_kind(path))
    sources, told = _filled(sources, unnamed, instruments)
    problems += told
    titles = {t: i.title(t) for i in instruments.values() for t in (i.name, *i.tables)}
    taken = {s.table: Unnamed(s.path, s.sheet, s.table, "", s.book) for s in sources}
    read, told = settle(unnamed, taken, titles)
    sources += [Source(u.fits or "", u.path, u.sheet, book=u.book) for u in read]
    return _one_place_each(sources, [*problems, *told])


def _not_looked_into(folder: Path) -> list[Problem]:
    """Name a folder with tables or notes of films in it, which are not read there."""
    if folder.name.casefold() in _OURS:
        return []
    try:
        found = [p for p in folder.iterdir() if p.suffix.casefold() in _TABLES | _TIMECODES]
    except OSError:
        return []
    if not found:
        return []
    return [
        Problem(
            "Mappen er ikke læst: filer i mapper inde i teamets mappe kommer ikke med.",
            "Flyt dem op i teamets mappe, hvis de skal med.",
            folder.name,
            level="advarsel",
            code="mappe_ikke_laest",
        )
    ]


def _filled(
    sources: Sequence[Source], unnamed: Sequence[Unnamed], instruments: Mapping[str, Instrument]
) -> tuple[list[Source], list[Problem]]:
    """Leave out places that hold nothing, where their table stands in another too."""
    columns = {i.name: i.columns for i in instruments.values()}
    columns |= {name: table for i in instruments.values() for name, table in i.tables.items()}
    kept, problems = [s for s in sources if s.timecodes], []
    for table in dict.fromkeys(s.table for s in sources if not s.timecodes):
        same = [s for s in sources if s.table == table and not s.timecodes]
        others = sum(u.fits == table and not u.hidden for u in unnamed)
        left, told = step_back(same, others, columns[table])
        kept += left
        problems += told
    return sorted(kept, key=sources.index), problems


def _too_many(rows: int) -> Problem:
    return Problem(
        f"Her er {number(rows)} rækker, og så mange læses ikke fra et team. Intet er læst.",
        f"Tjek, at det er den rigtige fil. Der må højst være {number(MAX_ROWS)} rækker.",
        code="for_stor",
    )


def _letters(frame: pd.DataFrame) -> int:
    """Count the letters of every text in a table."""
    texts = (cells(column) for _, column in frame.items() if column.dtype == "string")
    return sum(len("".join([t for t in column if isinstance(t, str)])) for column in texts)


def _too_long(letters: int) -> Problem:
    return Problem(
        f"Her står {number(letters)} tegn, og så meget tekst læser værktøjet ikke fra et team. "
        "Intet er læst.",
        f"Tjek, at det er den rigtige fil. Der må højst stå {number(MAX_LETTERS)} tegn i en tabel.",
        code="for_stor",
    )


def _other_kind(path: Path) -> Problem:
    hint = "Gem den som .xlsx eller .csv, hvis den skal med."
    if path.suffix.casefold() in _DOCUMENTS:
        hint = (
            "Er der en tabel i den, så marker hele tabellen, kopiér den, og sæt den ind i et ark i "
            "data.xlsx med overskrifterne øverst."
        )
    return Problem(
        "Filen bruges ikke: værktøjet læser ikke den slags filer.",
        hint,
        path.name,
        level="advarsel",
        code="fil_ukendt_slags",
    )


def _names(instruments: Mapping[str, Instrument]) -> dict[str, str]:
    """Return what a file or a sheet may be called, folded, and the table it then holds."""
    tables = [(i, table) for i in instruments.values() for table in (i.name, *i.tables)]
    names = {table: table for _, table in tables}
    return names | {fold(i.title(table)): table for i, table in tables}


def _said(tables: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(tables.values()))


def _tables_in(
    path: Path, tables: Mapping[str, str], timed: str | None, instruments: Mapping[str, Instrument]
) -> tuple[list[Source], list[Unnamed]]:
    """Return the tables of a file by their names, and what has no such name."""
    name = fold(path.stem)
    if timed and (name == timed or name not in tables) and _is_timed(path, timed):
        return [Source(timed, path, timecodes=True)], []
    if name in tables:
        return [Source(tables[name], path)], []
    if path.suffix.casefold() not in _WORKBOOKS:
        hint = did_you_mean(name, list(tables)) or f"Kendte navne er: {_said(tables)}."
        return [], [Unnamed(path, None, fitting(path, instruments), hint)]
    from kitlib.reading import Workbook

    book = Workbook.open(path)
    named = [s for s in book.visible if fold(s) in tables]
    found = [Source(tables[fold(s)], path, s, book=book) for s in named]
    hint = f"Skal det med, så kald det et af disse: {_said(tables)}."
    others = [s for s in (*book.visible, *book.hidden) if s not in named]
    unnamed = [
        replace(u, hint=did_you_mean(fold(u.sheet or ""), list(tables)) or hint)
        for u in sheets_of(book, others, instruments)
    ]
    if not found and not unnamed:
        return [], [Unnamed(path, None, None, f"Kald arkene: {_said(tables)}.")]
    return found, unnamed


def _is_timed(path: Path, timed: str) -> bool:
    """Tell whether a file holds notes of a film in a way of its own, by its top.

    A workbook is opened for it only where its name says so: any other is the team's own.
    """
    from kitlib.reading.timecodes import is_boris, is_time_list

    if path.suffix.casefold() in _WORKBOOKS and not fold(path.stem).startswith((timed, "boris")):
        return False
    return is_time_list(path) or is_boris(path)


def _open_elsewhere(path: Path) -> Problem:
    return Problem(
        "Filen er åben i et andet program, så det sidste, der er skrevet, er måske ikke med.",
        "Gem og luk den, og prøv igen.",
        path.name.removeprefix("~$"),
        level="advarsel",
        code="fil_aaben",
    )


def _one_place_each(
    sources: list[Source], problems: list[Problem]
) -> tuple[list[Source], list[Problem]]:
    """Keep tables that lie in one place; clips may lie in many."""
    kept: list[Source] = []
    for source in sources:
        same = [s for s in sources if s.table == source.table and not s.timecodes]
        if source.timecodes or len(same) == 1:
            kept.append(source)
            continue
        problems.append(
            Problem(
                f"Der er flere steder med {source.table}, så ingen af dem er læst.",
                "Behold ét sted, og flyt de andre ud af mappen.",
                source.path.name,
                source.sheet,
                code="flere_steder",
            )
        )
    return kept, problems


def names_in_comments(sources: Sequence[Source]) -> list[Problem]:
    """Tell where what stands on a sheet in no cell seems to name somebody; its text is not said."""
    found: list[Problem] = []
    for source in sources:
        if source.book is None or source.sheet is None:
            continue
        below = source.book.beneath(source.sheet)
        # The kit itself explains each column in a comment on its heading.
        told = [(row + 1, text) for (row, _), text in below.comments.items() if row > 0]
        if told or below.asides:
            from kitlib.privacy.find import find_identifiers

            here = [replace(_NAMED, row=row) for row, text in told if find_identifiers(text)]
            here += [_NAMED_ASIDE] if any(map(find_identifiers, below.asides)) else []
            found += [replace(p, file=source.path.name, sheet=source.sheet) for p in here]
    return found


_NAMED = Problem(
    "En kommentar på en celle ser ud til at nævne nogen.",
    "Slet kommentaren, eller skriv en kode i stedet for navnet.",
    code="kommentar_navn",
)


_NAMED_ASIDE = Problem(
    "En boks, et sidehoved eller en sidefod på arket ser ud til at nævne nogen.",
    "Slet det, eller skriv en kode i stedet for navnet.",
    code="kommentar_navn",
)


def said_counts(counts: Mapping[str, int]) -> list[str]:
    """Say how many rows each table gave: ["34 post-its", "1 videonote"]."""
    instruments = all_instruments().values()
    return [
        i.counted(t, counts[t]) for i in instruments for t in (i.name, *i.tables) if counts.get(t)
    ]


def said_read(counts: Mapping[str, int], sources: Sequence[Source]) -> str:
    """Say what was read, and from how many files and sheets.

    Examples
    --------
    >>> here = [Source("postits", Path("a.xlsx"), "Post-its"), Source("video", Path("b.csv"))]
    >>> said_read({"postits": 34, "video": 1}, here)
    '34 post-its, 1 videonote, fra 1 fil og 1 ark'
    """
    parts = said_counts(counts)
    if not parts:
        return ""
    used = [s for s in sources if counts.get(s.table)]
    sheets = sum(s.sheet is not None for s in used)
    files = len(used) - sheets
    places = [plural(files, "fil", "filer")] if files else []
    places += [plural(sheets, "ark", "ark")] if sheets else []
    return f"{', '.join(parts)}, fra {join(places)}"
