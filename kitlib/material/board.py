"""The board on paper: notes as notes under their headings, none of them parted by a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.dansk import plural, short_date

if TYPE_CHECKING:
    from kitlib.view import View

__all__ = ["BOARD", "board_groups"]

#: The view that is set as notes rather than as one tall picture.
BOARD = "postits.tavlen"


def board_groups(view: View) -> list[dict[str, Any]]:
    """Return the notes of the board, under the headings the view gave them and in its order.

    Returns
    -------
    list of dict
        navn, antal ("12 noter"), noter: list of tekst, kursiv, hjoerne, bredde (in columns).
    """
    groups = []
    for heading, rows in view.data.groupby("overskrift", sort=False):
        count = int(rows["antal"].sum())
        groups.append(
            {
                "navn": str(heading),
                "antal": plural(count, "note", "noter"),
                "noter": [_note(row) for row in rows.itertuples()],
            }
        )
    return groups


# Letters from which a note takes two columns; twice that, four (as the board on a screen does).
_LONG = 260


def _note(row: Any) -> dict[str, Any]:
    day = "" if row.dato != row.dato else short_date(row.dato)
    if row.slags == "optalt":
        counted = plural(int(row.antal), "seddel", "sedler")
        return {"tekst": counted, "kursiv": "", "hjoerne": f"talt på bordet · {day}",
                "bredde": 1}  # fmt: skip
    words = _text(row.barnets_ord)
    letters = len(_text(row.observation)) + len(words)
    corner = (_text(row.barn), _text(row.hvem_saa), day)
    return {
        "tekst": _text(row.observation),
        "kursiv": f"»{words.strip(' »«”“„' + chr(34))}«" if words else "",
        "hjoerne": " · ".join(w for w in corner if w),
        "bredde": 1 if letters < _LONG else 2 if letters < 2 * _LONG else 4,
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
