"""Notes with time codes from the field's own tools: ELAN, BORIS, WebVTT and SRT.

The tools name the film by its place on somebody's machine. That never passes on: what comes out
is five columns, and no error says more than the file's own name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TIMECODE_COLUMNS", "is_boris", "read_timecodes"]

#: What every kind of file becomes.
TIMECODE_COLUMNS = ("start", "slut", "lag", "foraelder", "tekst")

_LARGEST = 50_000_000  # bytes; an hour of dense annotation is below 5 MB


def read_timecodes(path: str | Path) -> pd.DataFrame:
    """Read every annotation of a file with time codes.

    Parameters
    ----------
    path : str or Path
        .eaf (ELAN), .vtt (WebVTT), .srt, or a BORIS export of events (.csv, .tsv, .xlsx).

    Returns
    -------
    DataFrame
        One row an annotation, in the order of the film: `start` and `slut` in seconds (Float64;
        slut NA where an event was begun and never ended), `lag` the tier or subject (string, NA
        where there is none), `foraelder` the tier it hangs on (string, NA when time-aligned),
        `tekst` what is written (string).

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
    path = Path(path)
    _check_file(path)
    match path.suffix.casefold():
        case ".eaf":
            from kitlib.reading.elan import read_elan as read
        case ".vtt" | ".srt":
            from kitlib.reading.subtitles import read_subtitles as read
        case ".csv" | ".tsv" | ".txt" | ".xlsx" | ".xls" | ".ods":
            from kitlib.reading.boris import read_boris as read
        case _:
            raise _refuse(
                path,
                "Kittet læser ikke tidskoder fra den slags filer.",
                "Gem som .eaf, .vtt, .srt eller BORIS' tabel (.tsv).",
                "tidskoder_slags",
            )
    rows = read(path)
    if not rows:
        raise _refuse(
            path,
            "Der er ingen noter med tidskoder i filen.",
            "Tjek, at den er gemt med noterne i.",
            "tidskoder_tom",
        )
    return _frame(rows)


def is_boris(path: Path) -> bool:
    """Tell whether a table file is a BORIS export; reads only its top, and never raises."""
    from kitlib.reading.boris import looks_like_boris

    try:
        return looks_like_boris(path)
    except KitError:
        return False


Row = tuple[float | None, float | None, str | None, str | None, str]


def _frame(rows: list[Row]) -> pd.DataFrame:
    import pandas as pd

    columns = list(zip(*rows, strict=True))
    frame = pd.DataFrame(
        {
            "start": pd.array(columns[0], dtype="Float64"),
            "slut": pd.array(columns[1], dtype="Float64"),
            "lag": pd.array(columns[2], dtype="string"),
            "foraelder": pd.array(columns[3], dtype="string"),
            "tekst": pd.array(columns[4], dtype="string"),
        }
    )
    return frame.sort_values("start", kind="stable", ignore_index=True)


def _check_file(path: Path) -> None:
    if not path.is_file():
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
    if size > _LARGEST:
        raise _refuse(path, "Filen er for stor til at være noter.", "Del den op.", "fil_stor")


def _refuse(path: Path, message: str, hint: str, code: str) -> KitError:
    return KitError(Problem(message, hint, file=path.name, code=code))
