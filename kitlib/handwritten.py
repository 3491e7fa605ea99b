"""Notes that are pictures of handwriting: where the picture lies, and whether it may be shown.

A name cannot be covered in a picture. Where one is covered in what is typed of a note, the picture
may show it: it stays away from every way out, until somebody has looked and written so.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.dansk import plural
from kitlib.ordinary import read_ordinary
from kitlib.pictured import PICTURE_MARK, marked
from kitlib.privacy.forget.handwriting import FOLDER, pictures_in
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BY_HAND",
    "COLUMN",
    "SEEN",
    "Hand",
    "covered_rows",
    "hand_of",
    "laid_out",
    "missing_pictures",
    "told_covered",
]

#: Column with the place of a note's picture in the team's folder.
COLUMN = "billede"

#: Column where somebody says that the picture may be shown, though a name is covered in the words.
SEEN = "billede_vises"

#: Stands where a note has no typed words and no picture can be shown.
BY_HAND = "(skrevet i hånden)"


def covered_rows(kept: pd.DataFrame, shown: pd.DataFrame) -> pd.Series:
    """Return which notes have a picture that may show a name that is covered in their words.

    Parameters
    ----------
    kept, shown : DataFrame
        The same rows, as they were written and as they may be shown.
    """
    import pandas as pd
    from pandas.api.types import is_string_dtype

    covered = pd.Series(False, index=shown.index)
    if COLUMN not in shown or shown[COLUMN].isna().all():
        return covered
    for column in (c for c in shown.columns if c in kept and is_string_dtype(shown[c].dtype)):
        other = kept[column].fillna("").to_numpy() != shown[column].fillna("").to_numpy()
        covered |= other
    looked_at = shown[SEEN].eq(True).fillna(False) if SEEN in shown else False
    return (covered & shown[COLUMN].notna() & ~looked_at).astype(bool)


def told_covered(n: int) -> str:
    """Say how many pictures are not shown; nothing where none is held back.

    Examples
    --------
    >>> told_covered(0), told_covered(2)[:40]
    ('', '2 billeder af håndskrift vises ikke: et ')
    """
    if not n:
        return ""
    which = plural(n, "billede", "billeder")
    return (
        f"{which} af håndskrift vises ikke: et navn er dækket i notens ord og kan stå på billedet."
    )


def laid_out(frame: pd.DataFrame, folder: Path, covered: pd.Series) -> pd.DataFrame:
    """Return notes with the path of each picture, and words where there is a picture alone.

    Parameters
    ----------
    frame : DataFrame
        Notes as they may be shown: one that may not has no picture any more.
    folder : Path
        The team's folder.
    covered : Series of bool
        From `covered_rows`: such a note has its words alone.
    """
    if COLUMN not in frame or frame[COLUMN].isna().all():
        return frame
    frame = frame.copy()
    alone = frame["observation"].isna()
    places = frame[COLUMN].map(lambda place: _path(place, folder)).astype("string")
    alone &= places.notna()
    frame[COLUMN] = places.mask(covered.to_numpy(bool))
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


@dataclass(frozen=True)
class Hand:
    """A picture of handwriting as every way out shows it: marked, and with nothing but points."""

    name: str
    jpeg: bytes = field(repr=False)
    wide: int
    tall: int

    @property
    def uri(self) -> str:
        """The picture as it can stand in a page."""
        return f"data:image/jpeg;base64,{b64encode(self.jpeg).decode('ascii')}"


def hand_of(path: str) -> Hand | None:
    """Return the picture of a note; None where there is none that can be shown."""
    try:
        stands = Path(path).stat()
    except OSError:
        return None
    # A page stays open for hours: what is deleted meanwhile, or laid in its place, is seen.
    return _hand(path, stands.st_mtime_ns, stands.st_size)


@lru_cache(maxsize=512)
def _hand(path: str, _written: int, _size: int) -> Hand | None:
    from PIL import Image, ImageOps

    try:
        raw = read_ordinary(Path(path))
        with Image.open(BytesIO(raw)) as image:
            # Half a picture would stop a whole sheet, so all of it is looked at.
            upright = ImageOps.exif_transpose(image).convert("RGB")
        # One that somebody laid there may hold where and when it was taken.
        if PICTURE_MARK not in raw:
            out = BytesIO()
            upright.save(out, "JPEG", quality=82)
            raw = marked(out.getvalue())
        return Hand(Path(path).name, raw, upright.width, upright.height)
    except (KitError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
