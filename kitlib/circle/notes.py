"""The notes a view shows, each with its own name, so that it can be put back in the pocket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib.figures import View
from kitlib.noteids import WORDS, note_ids
from kitlib.team import Team

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Note", "notes_in"]

_MAY = "maa_vises"


@dataclass(frozen=True)
class Note:
    """A note that a view shows, so that it can be put back in the pocket.

    Parameters
    ----------
    id : str
        Name it keeps when rows move in the spreadsheet; says nothing of its text.
    text : str
        Its words, to be recognised by.
    where : str
        Day, situation or clip.
    """

    id: str
    text: str
    where: str


def notes_in(view: View, team: Team) -> list[Note]:
    """Return the notes whose words a view of a team shows, in the order it shows them.

    The words are as the view has them, with names covered; the note's own name is that of the
    note as it was written. A mark whose words nobody sees before it is opened is not among them:
    it goes back in the pocket where it is opened, and no list of words stands beside a figure
    that has none.
    """
    marks = [m for block in view.blocks if block.quotes for m in block.marks if m.id]
    if marks:
        said = {m.id: Note(m.id, " ".join(filter(None, (m.text, m.said))), m.corner) for m in marks}
        return list(said.values())
    told = view.data
    if not view.quotes or told.empty:
        return []
    own = view.key.partition(".")[0]
    notes: list[Note] = []
    for name in (own,) if own in team.frames else tuple(team.frames):
        raw, shown = team.frames[name], team.shown[name]
        if raw.index.is_unique and shown.index.is_unique:
            columns = [c for c in WORDS if c in told and c in shown]
            notes += _told(_rows_in(told, shown), raw, shown, columns, _all_words(told))
    return notes


def _told(
    there: Sequence[Any],
    raw: pd.DataFrame,
    shown: pd.DataFrame,
    columns: Sequence[str],
    said: str,
) -> list[Note]:
    """Notes with the words the view itself shows of them: none that stand hidden in it."""
    part = shown.loc[list(there)]
    return [
        Note(name, _text(row, columns or WORDS, None if columns else said), _where(row))
        for name, (_, row) in zip(note_ids(raw.loc[list(there)]), part.iterrows(), strict=True)
        if isinstance(name, str)
    ]


def _rows_in(quoted: pd.DataFrame, frame: pd.DataFrame) -> list[Any]:
    """Which rows of a frame are quoted."""
    told = [c for c in WORDS if c in frame and c in quoted]
    # A view that counts its rows anew has other numbers for them: the words decide.
    same = [
        i
        for i in quoted.index
        if i in frame.index and told and _same(quoted.loc[i, told], frame.loc[i, told])
    ]
    return same if len(same) == len(quoted) else _rows_saying(quoted, frame) or same


def _rows_saying(quoted: pd.DataFrame, frame: pd.DataFrame) -> list[Any]:
    """The same for a view with rows of its own, one a talk or a citizen: by what stands in it."""
    columns = [c for c in (*WORDS, "tekst") if c in quoted]
    person = "borger" if "borger" in quoted and "borger" in frame else ""
    said: dict[tuple[str, str], int] = {}
    for place, (_, row) in enumerate(quoted.iterrows()):
        who = _word(row, person)
        said |= {(who, str(row[c])): place for c in columns if isinstance(row[c], str)}
    found = []
    for i, row in _may_be_shown(frame).iterrows():
        keys = [
            (who, str(row[c]))
            for c in WORDS
            if c in frame and isinstance(row[c], str)
            for who in ("", _word(row, person))
        ]
        places = [said[k] for k in keys if k in said]
        if places:
            found.append((min(places), i))
    return [i for _, i in sorted(found, key=lambda f: f[0])]


def _may_be_shown(frame: pd.DataFrame) -> pd.DataFrame:
    if _MAY not in frame:
        return frame
    return frame[frame[_MAY].fillna(True).astype(bool)]


def _word(row: Any, name: str) -> str:
    value = row.get(name) if name else None
    return value if isinstance(value, str) else ""


def _same(shown: pd.Series, row: pd.Series) -> bool:
    return bool((shown.isna() == row.isna()).all() and (shown.dropna() == row.dropna()).all())


def _all_words(told: pd.DataFrame) -> str:
    return "\n".join(str(v) for c in told for v in told[c] if isinstance(v, str))


def _text(row: Any, columns: Sequence[str], said: str | None) -> str:
    words = [row.get(c) for c in columns]
    return " ".join(str(w) for w in words if isinstance(w, str) and (said is None or w in said))


def _where(row: Any) -> str:
    import pandas as pd

    from kitlib.dansk import short_date

    parts = [] if pd.isna(row.get("dato")) else [short_date(row["dato"])]
    parts += [str(row.get(c)) for c in ("klip", "situation") if isinstance(row.get(c), str)]
    return " · ".join(parts)
