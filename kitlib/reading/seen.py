"""A sheet's rows as a person sees them: errors as errors, and merged cells all the way down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kitlib.problems import Problem
from kitlib.reading.beneath.model import Beneath, MergedCell, Place
from kitlib.reading.raw import Unread
from kitlib.reading.values.cells import is_blank
from kitlib.reading.values.formats import Otherwise, shown, shows_otherwise

__all__ = ["Seen", "seen"]

_ERROR = "Cellen viser en fejl i regnearket{}."
_MEND = "Ret formlen, eller skriv det, der skal stå der."
_UNCOMPUTED = Unread(
    "Cellen har en formel, men filen har ikke dens resultat.",
    "Åbn filen i regnearket, gem den, og prøv igen.",
)


@dataclass(frozen=True, eq=False)
class Seen:
    """The rows below the headings, and what is told of them."""

    rows: list[list[Any]]
    problems: tuple[Problem, ...] = ()


def seen(
    rows: Sequence[list[Any]],
    below: Beneath,
    *,
    skip: int,
    headings: Sequence[str],
    wanted: Collection[int] | None = None,
) -> Seen:
    """Put what lies beneath a sheet into its rows.

    Parameters
    ----------
    rows : sequence of rows
        As the library gave them, from row 1.
    below : Beneath
        What it did not give.
    skip : int
        Rows above the first row of data.
    headings : sequence of str
        One a column.
    wanted : collection of int, optional
        The columns that will be used; of others nothing is told. All where not given.
    """
    body = list(rows[skip:])
    if below == Beneath():
        return Seen(body)
    used = range(len(headings)) if wanted is None else wanted
    work = _Work([[*row] for row in body], skip, headings, frozenset(used))
    otherwise = work.shown(below.formats)
    work.unread({place: _unread(sign) for place, sign in below.errors.items()})
    work.unread(dict.fromkeys(below.uncomputed, _UNCOMPUTED))
    problems = otherwise + work.merged(below.merged)
    problems += work.hidden(below.hidden_rows, below.hidden_columns)
    problems += [_BOXES] if below.boxes else []
    problems += [_MARGINS] if below.margins else []
    problems += [_PICTURES] if below.pictures else []
    return Seen(work.rows, tuple([*problems, *work.comments(below.comments)]))


def _unread(sign: str) -> Unread:
    return Unread(_ERROR.format(f", {sign}" if sign else ""), _MEND)


@dataclass
class _Work:
    """Rows being completed; `skip` parts a place in the sheet from one in them."""

    rows: list[list[Any]]
    skip: int
    headings: Sequence[str]
    used: frozenset[int]

    def shown(self, formats: Mapping[Place, str]) -> list[Problem]:
        """Give each cell the number or the text that it shows; tell where it shows less."""
        less: dict[tuple[int, Otherwise], list[int]] = {}
        for (row, column), code in formats.items():
            value = self._at(row, column) if row >= self.skip else None
            if is_blank(value) or isinstance(value, bool) or not isinstance(value, _FORMATTED):
                continue
            value = value if isinstance(value, str) else float(value)
            if (how := shows_otherwise(code, value)) and column in self.used:
                less.setdefault((column, how), []).append(row + 1)
            if isinstance(value, float):
                self.rows[row - self.skip][column] = shown(code, value)
        return [
            self._told(*_LESS[how], f"vises_{how}", rows, column)
            for (column, how), rows in sorted(less.items())
        ]

    def unread(self, cells: dict[Place, Unread]) -> None:
        for (row, column), why in cells.items():
            if row < self.skip or column >= len(self.headings):
                continue
            place = row - self.skip
            # Where nothing but errors stands, the library ends the sheet above them.
            self.rows += [[] for _ in range(place + 1 - len(self.rows))]
            self.rows[place] += [""] * (column + 1 - len(self.rows[place]))
            self.rows[place][column] = why

    def merged(self, spans: Iterable[MergedCell]) -> list[Problem]:
        """Give each row of a merged cell what the cell says, where the row has something else."""
        spans = [s for s in spans if s.row >= self.skip and s.column in self.used]
        covered: dict[int, set[int]] = {}
        for s in spans:
            for row in range(s.row, min(s.row + s.rows, self.skip + len(self.rows))):
                covered.setdefault(row, set()).update(range(s.column, s.column + s.columns))
        filled: dict[int, list[int]] = {}
        across: dict[int, list[int]] = {}
        for s in spans:
            value = self._at(s.row, s.column)
            if is_blank(value):
                continue
            if any(c in self.used for c in range(s.column + 1, s.column + s.columns)):
                across.setdefault(s.column, []).append(s.row + 1)
            for row in range(s.row + 1, min(s.row + s.rows, self.skip + len(self.rows))):
                cells = self.rows[row - self.skip]
                own = (c for j, c in enumerate(cells) if j not in covered[row])
                if s.column < len(cells) and not all(map(is_blank, own)):
                    cells[s.column] = value
                    filled.setdefault(s.column, []).append(row + 1)
        return [
            *(
                self._told(_FILLED, _FILLED_HINT, "flettet", rows, column)
                for column, rows in filled.items()
            ),
            *(
                self._told(_ACROSS, _ACROSS_HINT, "flettet_paa_tvaers", rows, column)
                for column, rows in across.items()
            ),
        ]

    def hidden(self, rows: Collection[int], columns: Collection[int]) -> list[Problem]:
        """Tell of rows and columns that are read, though nobody sees them."""
        told = []
        used = [r + 1 for r in sorted(rows) if self._holds(r)]
        if used:
            told.append(self._told(_HIDDEN_ROWS, _HIDDEN_HINT, "raekker_skjult", used))
        for column in sorted(self.used.intersection(columns)):
            if any(not is_blank(self._at(self.skip + i, column)) for i in range(len(self.rows))):
                told.append(self._told(_HIDDEN_COLUMN, _HIDDEN_HINT, "kolonne_skjult", (), column))
        return told

    def comments(self, places: Iterable[Place]) -> list[Problem]:
        rows = sorted({row + 1 for row, _ in places if row >= self.skip})
        return [self._told(_COMMENT, _COMMENT_HINT, "kommentar", rows)] if rows else []

    def _at(self, row: int, column: int) -> Any:
        place = row - self.skip
        if place < len(self.rows) and column < len(self.rows[place]):
            return self.rows[place][column]
        return None

    def _holds(self, row: int) -> bool:
        place = row - self.skip
        return 0 <= place < len(self.rows) and not all(map(is_blank, self.rows[place]))

    def _told(
        self, message: str, hint: str, code: str, rows: Sequence[int], column: int | None = None
    ) -> Problem:
        heading = None if column is None else self.headings[column] or None
        return Problem(message, hint, column=heading, level="advarsel", code=code).on(rows)


_BOXES = Problem(
    "Der ligger tekst i bokse oven på arket. Den er ikke læst med.",
    "Skriv den i cellerne, hvis den skal med.",
    level="advarsel",
    code="tekstboks",
)
_MARGINS = Problem(
    "Der står noget i arkets sidehoved eller sidefod. Det er ikke læst med.",
    "Skriv det i cellerne, hvis det skal med, og slet det, hvis det ikke skal stå der.",
    level="advarsel",
    code="sidehoved",
)
_PICTURES = Problem(
    "Der ligger et billede på arket. Det er ikke læst med.",
    "Skriv det, der står på billedet, i cellerne. Er det sedler skrevet i hånden, så læg billedet "
    "i mappen ind, og brug papir.",
    level="advarsel",
    code="billede_paa_ark",
)
_FORMATTED = (int, float, str)
_LESS: dict[Otherwise, tuple[str, str]] = {
    "skjult": (
        "Cellen viser ingenting, for dens talformat skjuler den, men den er læst med.",
        "Slet det, der ikke skal med, eller giv cellen et andet format.",
    ),
    "tusinder": (
        "Cellen viser kun tusinder eller millioner, og hele tallet er læst.",
        "Ret tallet eller dets format, hvis det er det viste, der er det rigtige.",
    ),
}
_FILLED = "Cellerne er flettet, så det samme er læst i hver af rækkerne."
_FILLED_HINT = "Ophæv fletningen, hvis det kun gælder den første."
_ACROSS = "Cellen er flettet hen over flere kolonner, og den er kun læst i den første."
_ACROSS_HINT = "Ophæv fletningen, og skriv i hver kolonne."
_HIDDEN_ROWS = "Rækkerne er skjult i regnearket, men de er læst med."
_HIDDEN_COLUMN = "Kolonnen er skjult i regnearket, men den er læst med."
_HIDDEN_HINT = "Slet det, der ikke skal med."
_COMMENT = "Her står en kommentar på en celle. Den er ikke læst med."
_COMMENT_HINT = "Skriv det i en kolonne, hvis det skal med, og slet kommentaren."
