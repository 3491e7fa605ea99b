"""Where slips lie in a team's folder: rows in papir.csv, pictures in sedler/, the cards' layouts.

Only rows are added and pictures laid beside them, all at once or not at all: a picture without its
row would be taken for one that was read before. Nothing else in the folder is changed.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.columns import Column, fold
from kitlib.ordinary import read_ordinary
from kitlib.placing import filling, replacing
from kitlib.privacy.forget.handwriting import FOLDER
from kitlib.problems import KitError, Problem
from kitlib.slips.layout import Card
from kitlib.whose import TEAM_ONLY, create, make_folder

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "FOLDER",
    "TABLE",
    "keep_card",
    "keep_slips",
    "kept_cards",
    "known_traces",
    "place_of_picture",
]

#: The file the rows stand in; the pictures lie in `FOLDER`.
TABLE = "papir.csv"

_CARDS = "ark"
_MARK = b"\xef\xbb\xbf"


def keep_card(folder: Path, card: Card) -> None:
    """Keep the layout of a card that is printed, for the day pictures of it come."""
    path = folder / FOLDER / _CARDS / f"{card.code:04}.json"
    said = json.dumps(card.told(), ensure_ascii=False)
    if path.is_file() and path.read_text(encoding="utf-8") == said:
        return
    with replacing(path) as temporary:
        temporary.write_text(said, encoding="utf-8")


def kept_cards(folder: Path) -> list[Card]:
    """Return every card the team has printed; a file that is no card is passed over."""
    found = []
    for path in sorted((folder / FOLDER / _CARDS).glob("*.json")):
        try:
            found.append(Card.of(json.loads(read_ordinary(path).decode("utf-8"))))
        except (KitError, ValueError, KeyError, TypeError):
            continue
    return found


def place_of_picture(name: str) -> str:
    """Return where the picture of a note lies, as its row says it.

    Examples
    --------
    >>> place_of_picture("aa")
    'sedler/aa.jpg'
    """
    return f"{FOLDER}/{name}.jpg"


def known_traces(folder: Path, cards: Sequence[Card]) -> list[np.ndarray]:
    """Return the traces of the pictures that lie there, to know a card that was read before."""
    import cv2
    import numpy as np

    from kitlib.slips.same import trace_of_picture

    found: list[np.ndarray] = []
    for path in sorted((folder / FOLDER).glob("*.jpg")):
        try:
            raw = np.frombuffer(read_ordinary(path), np.uint8)
            grey = cv2.imdecode(raw, cv2.IMREAD_GRAYSCALE)
        except (KitError, cv2.error):
            continue
        if grey is not None:
            found += [trace_of_picture(grey, card) for card in cards]
    return found


def keep_slips(
    folder: Path,
    rows: Sequence[Mapping[str, Any]],
    pictures: Mapping[str, bytes],
    columns: Sequence[Column],
) -> None:
    """Lay the pictures of notes in the folder, and their rows in papir.csv: all of it or nothing.

    What stands in papir.csv stays as it is, letter for letter.

    Parameters
    ----------
    rows : sequence of mapping
        A value for each column's name; None and what is not there become empty cells.
    pictures : mapping of str to bytes
        Place in the folder to picture.
    columns : sequence of Column
        What the table may hold.

    Raises
    ------
    KitError
        Where the file that is there cannot be read as a table.
    """
    laid = {TABLE: _with(folder, rows, columns), **pictures}
    with filling(folder) as filled:
        for place, content in laid.items():
            make_folder((filled / place).parent)
            with os.fdopen(create(filled / place, TEAM_ONLY), "wb") as stream:
                stream.write(content)


def _with(folder: Path, rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> bytes:
    """Return papir.csv as it stands, with rows added."""
    path = folder / TABLE
    there = read_ordinary(path) if path.exists() else b""
    is_empty = not there.strip(_MARK + b"\r\n ")
    return _new(rows, columns) if is_empty else _more(there, rows, columns)


def _new(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> bytes:
    heads = [column.heading for column in columns]
    lines = [heads, *([_cell(row.get(c.name)) for c in columns] for row in rows)]
    return _MARK + _written(lines, ";").encode("utf-8")


def _more(there: bytes, rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> bytes:
    text, encoding = _decoded(there)
    first = text.splitlines()[0]
    sign = max(";,\t", key=first.count)
    heads = next(csv.reader([first], delimiter=sign))
    names = {fold(word): c.name for c in columns for word in (c.name, c.heading, *c.synonyms)}
    order = [names.get(fold(head), "") for head in heads]
    lost = [c for c in columns if c.name not in order and any(row.get(c.name) for row in rows)]
    if lost:
        heads_lost = ", ".join(f"»{c.heading}«" for c in lost)
        raise KitError(
            Problem(
                f"Kolonnen {heads_lost} mangler i {TABLE}, så intet er skrevet.",
                "Skriv overskriften i den øverste række igen, og prøv så forfra.",
                TABLE,
                code="papir_kolonne",
            )
        )
    lines = [[_cell(row.get(name)) if name else "" for name in order] for row in rows]
    end = "" if text.endswith("\n") else "\r\n"
    try:
        return there + (end + _written(lines, sign)).encode(encoding)
    except UnicodeEncodeError:
        raise KitError(
            Problem(
                f"{TABLE} er gemt med et tegnsæt, hvor et af jeres ord ikke kan stå.",
                "Gem den igen som CSV UTF-8, og prøv så forfra. Intet er skrevet.",
                TABLE,
                code="papir_tegn",
            )
        ) from None


def _decoded(there: bytes) -> tuple[str, str]:
    for encoding in ("utf-8", "cp1252", "latin-1"):
        try:
            return there.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError:
            continue
    raise AssertionError("every byte is a letter in latin-1")


def _written(lines: Sequence[Sequence[str]], sign: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _cell(value: Any) -> str:
    from datetime import date

    from kitlib.writing import as_cell

    if value is None:
        return ""
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else as_cell(str(value))
