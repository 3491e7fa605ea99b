"""Notes with time codes from the field's own tools: ELAN, BORIS, WebVTT, SRT and SBV.

The tools name the film by its place on somebody's machine. That never passes on: what comes out
is notes, and no error says more than the file's own name.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kitlib.dansk import plural
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.reading.annotation import Annotated, Annotation, check_count
from kitlib.reading.arrays import text
from kitlib.reading.sniff import check_size

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "TIMECODE_COLUMNS",
    "annotation_frame",
    "is_boris",
    "is_time_list",
    "read_annotations",
    "read_timecodes",
]

#: What every kind of file becomes.
TIMECODE_COLUMNS = ("start", "slut", "lag", "foraelder", "tekst")


def read_timecodes(path: str | Path) -> pd.DataFrame:
    """Read every annotation of a file with time codes.

    Parameters
    ----------
    path : str or Path
        .eaf (ELAN), .vtt (WebVTT), .srt, .sbv, a list of times somebody
        typed (.txt), or a BORIS export of events (.csv, .tsv, .xlsx).

    Returns
    -------
    DataFrame
        One row an annotation, in the order of the film: `start` and `slut` in seconds (Float64;
        slut NA where an event was begun and never ended), `lag` the tier or subject (string, NA
        where there is none), `foraelder` the tier it hangs on (string, NA when time-aligned),
        `tekst` what is written (string). What could not be read is a report of problems in
        `.attrs["problems"]`, where there is any.

    Raises
    ------
    KitError
        Where the file is missing, is not what its name says, or holds no annotation.

    Notes
    -----
    An ELAN annotation that hangs on another has that one's time. A BORIS state is one row from
    START to STOP; a point event starts and ends at once.

    Examples
    --------
    >>> read_timecodes("sample_data/solsikken/frokost uge 21.eaf").columns.tolist()
    ['start', 'slut', 'lag', 'foraelder', 'tekst']
    """
    found = read_annotations(path)
    frame = annotation_frame(found)[[*TIMECODE_COLUMNS]]
    if found.problems:
        report = ProblemReport.of(found.problems).placed(file=Path(path).name)
        frame.attrs["problems"] = report
    return frame


def read_annotations(path: str | Path) -> Annotated:
    """Read every annotation of a file with time codes, and what could not be read of it.

    Raises
    ------
    KitError
        As `read_timecodes`.
    """
    path = Path(path)
    _check_file(path)
    found = _reader(path)(path)
    check_count(path, len(found.rows))
    timeless = sum(row.start is None for row in found.rows)
    if timeless:
        found = replace(found, problems=[*found.problems, _no_time(timeless)])
    if not found.rows:
        faults = ProblemReport.of(found.problems).placed(file=path.name)
        raise KitError(ProblemReport((_none_there(path), *faults)))
    return found


def _reader(path: Path) -> Callable[[Path], Annotated]:
    suffix = path.suffix.casefold()
    if is_time_list(path):
        from kitlib.reading.timelist import read_list

        return read_list
    match suffix:
        case ".eaf":
            from kitlib.reading.elan import read_elan as read
        case ".vtt" | ".srt" | ".sbv":
            from kitlib.reading.subtitles import read_subtitles as read
        case ".csv" | ".tsv" | ".txt" | ".xlsx" | ".xls" | ".ods":
            from kitlib.reading.boris import read_boris as read
        case ".boris":
            from kitlib.reading.boris import project_problem

            raise KitError(project_problem(path))
        case _:
            raise _refuse(
                path,
                "Værktøjet læser ikke tidskoder fra den slags filer.",
                "Gem som .eaf, .vtt, .srt eller BORIS' tabel (.tsv).",
                "tidskoder_slags",
            )
    return read


def is_time_list(path: Path) -> bool:
    """Tell whether a text is a list of times somebody typed; reads only its top, never raises."""
    from kitlib.reading.timelist import looks_like_list

    return path.suffix.casefold() == ".txt" and path.is_file() and looks_like_list(path)


def is_boris(path: Path) -> bool:
    """Tell whether a table file is a BORIS export; reads only its top, and never raises."""
    from kitlib.reading.boris import looks_like_boris

    try:
        return looks_like_boris(path)
    except KitError:
        return False


def annotation_frame(found: Annotated) -> pd.DataFrame:
    """Return annotations as a frame in the order of the film.

    Notes
    -----
    Beside `TIMECODE_COLUMNS` it has `klip`, the film where a file holds several; `anslaaet`,
    whether the time is ours; and `tale`, whether it is what was said.
    """
    import pandas as pd

    starts = [math.nan if row.start is None else row.start for row in found.rows]
    order = np.argsort(np.array(starts), kind="stable")  # what has no time comes last
    rows = [found.rows[place] for place in order.tolist()]
    columns = dict(zip(Annotation._fields, zip(*rows, strict=True), strict=True))
    kinds: dict[str, Any] = {"start": "Float64", "slut": "Float64", "anslaaet": "boolean"}
    made = {
        name: pd.array(values, dtype=kinds[name]) if name in kinds else text(values)
        for name, values in columns.items()
    }
    made["tale"] = pd.array([found.spoken] * len(rows), dtype="boolean")
    return pd.DataFrame(made, copy=False)


def _no_time(count: int) -> Problem:
    which = plural(count, "note har", "noter har")
    message = f"{which} ingen tid i filen og er i ingen visning."
    hint = "Sæt tiden i det program, filen er lavet i, og gem den igen."
    return Problem(message, hint, level="advarsel", code="start_mangler")


def _none_there(path: Path) -> Problem:
    message = "Der er ingen noter med tidskoder i filen."
    hint = "Tjek, at den er gemt med noterne i."
    return Problem(message, hint, file=path.name, code="tidskoder_tom")


def _check_file(path: Path) -> None:
    if not path.is_file():
        # What is neither file nor folder (a pipe, a device) would never come to an end.
        if path.exists():
            raise _refuse(path, "Det er ikke en almindelig fil.", "Vælg en anden.", "ingen_fil")
        raise _refuse(path, "Filen findes ikke.", "Tjek navnet og mappen.", "fil_mangler")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            stream.read(1)
    except OSError:
        hint = "Luk den i andre programmer, og prøv igen."
        raise _refuse(path, "Filen kan ikke åbnes.", hint, "fil_laast") from None
    if size == 0:
        hint = "Gem den igen fra det program, den er lavet i."
        raise _refuse(path, "Filen er tom (0 byte).", hint, "fil_tom")
    check_size(path)


def _refuse(path: Path, message: str, hint: str, code: str) -> KitError:
    return KitError(Problem(message, hint, file=path.name, code=code))
