"""Notes that are pictures of handwriting: where the picture lies, and what stands for it."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.ordinary import read_ordinary
from kitlib.privacy.forget.handwriting import FOLDER, pictures_in
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BY_HAND", "COLUMN", "data_uri", "handwriting", "laid_out", "missing_pictures"]

#: Column with the place of a note's picture in the team's folder.
COLUMN = "billede"

#: Stands where a note has no typed words and no picture can be shown.
BY_HAND = "(skrevet i hånden)"


def laid_out(frame: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Return notes with the path of each picture, and words where there is a picture alone.

    Parameters
    ----------
    frame : DataFrame
        Notes as they may be shown: one that may not has no picture any more.
    folder : Path
        The team's folder.
    """
    if COLUMN not in frame or frame[COLUMN].isna().all():
        return frame
    frame = frame.copy()
    frame[COLUMN] = frame[COLUMN].map(lambda place: _path(place, folder)).astype("string")
    alone = frame[COLUMN].notna() & frame["observation"].isna()
    frame["observation"] = frame["observation"].mask(alone, BY_HAND)
    return frame


def missing_pictures(frame: pd.DataFrame, folder: Path) -> list[Problem]:
    """Tell of notes whose picture is not there, so that none is missed without a word."""
    if COLUMN not in frame:
        return []
    rows = frame.get("raekke", frame.index.to_series())
    gone = [
        int(row)
        for row, place in zip(rows, frame[COLUMN], strict=True)
        if isinstance(place, str) and _path(place, folder) is None
    ]
    message = "Billedet, der står her, ligger ikke i mappen 'sedler'. Noten vises uden."
    hint = "Læg det tilbage, eller skriv notens ord i rækken."
    return [
        Problem(
            message, hint, "papir", row=row, column=COLUMN, level="advarsel", code="billede_mangler"
        )
        for row in gone
    ]


def _path(place: object, folder: Path) -> str | None:
    if not isinstance(place, str) or not (names := pictures_in([place])):
        return None
    path = folder / FOLDER / names[0]
    return str(path) if path.is_file() else None


@lru_cache(maxsize=512)
def data_uri(path: str) -> str:
    """Return a picture as it can stand in a page; nothing where it cannot be read."""
    try:
        raw = read_ordinary(Path(path))
    except KitError:
        return ""
    return f"data:image/jpeg;base64,{b64encode(raw).decode('ascii')}"


def handwriting(path: str) -> dict[str, object] | None:
    """Return a picture for the meeting's page: its source, and how wide and tall it is.

    None where there is none that can be shown.
    """
    from PIL import Image

    source = data_uri(path)
    if not source:
        return None
    try:
        with Image.open(path) as image:
            wide, tall = image.size
    except OSError:
        return None
    return {"src": source, "wide": wide, "tall": tall}
