"""Where slips lie in a team's folder: rows in papir.csv, pictures in sedler/, the cards' layouts.

Only rows are added and pictures laid beside them; nothing else in the folder is changed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.columns import Column, fold
from kitlib.ordinary import read_ordinary
from kitlib.placing import replacing
from kitlib.privacy.forget.handwriting import FOLDER
from kitlib.problems import KitError, Problem
from kitlib.slips.layout import Card

if TYPE_CHECKING:
    import numpy as np

__all__ = ["FOLDER", "TABLE", "add_rows", "keep_card", "keep_picture", "kept_cards", "known_traces"]

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


def keep_picture(folder: Path, name: str, picture: bytes) -> str:
    """Lay the picture of a note in the folder, and return its place there."""
    place = f"{FOLDER}/{name}.jpg"
    with replacing(folder / place) as temporary:
        temporary.write_bytes(picture)
    return place


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


def add_rows(folder: Path, rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> Path:
    """Add rows to papir.csv; what stands there stays as it is, letter for letter.

    Parameters
    ----------
    rows : sequence of mapping
        A value for each column's name; None and what is not there become empty cells.
    columns : sequence of Column
        What the table may hold.

    Raises
    ------
    KitError
        Where the file that is there cannot be read as a table.
    """
    path = folder / TABLE
    there = read_ordinary(path) if path.exists() else b""
    done = _new(rows, columns) if not there.strip(_MARK + b"\r\n ") else _more(there, rows, columns)
    with replacing(path) as temporary:
        temporary.write_bytes(done)
    return path


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
