"""One frame from the tables a team has, faults only post-its can have, and what views may use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from kitlib.about import About
from kitlib.codes import normal, spellings
from kitlib.columns import fold
from kitlib.instruments.guesses import definite
from kitlib.instruments.postits.columns import PAPER
from kitlib.noteids import ID, ids_in
from kitlib.problems import Problem, did_you_mean
from kitlib.reading.arrays import complete, joined, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ROLES",
    "UNKNOWN_ROLE",
    "Material",
    "answers_in",
    "assemble",
    "check",
    "codes_in",
    "dated",
    "material",
    "role",
]

#: Roles known beside those in om.toml (ours; a team adds its own there).
ROLES = (
    "pædagog",
    "medhjælper",
    "pædagogmedhjælper",
    "pædagogisk assistent",
    "pædagogisk leder",
    "souschef",
    "leder",
    "vikar",
    "studerende",
    "pædagogstuderende",
    "praktikant",
    "elev",
    "dagplejer",
    "støttepædagog",
    "talepædagog",
    "lærer",
    "børnehaveklasseleder",
    "ressourceperson",
    "fagligt fyrtårn",
    "læringspartner",
    "klubmedarbejder",
    "klubpædagog",
    "ungemedarbejder",
    "ungdomsmedarbejder",
    "gadeplansmedarbejder",
    "mentor",
    "vejleder",
    "psykolog",
    "socialrådgiver",
    "sundhedsplejerske",
    "køkken",
    "forælder",
    "barn",
    "ung",
)

#: What the frame holds where the role was none we know: it may have been a name.
UNKNOWN_ROLE = "ukendt rolle"
#: A code such as B07, in the column beside the one for codes. Narrower than `codes.is_code`: a
#: child may well say "4" or "3 år".
_CODE = re.compile(r"[^\W\d_]{1,2}[ -]?\d{1,3}")

_SHORT = {"paed": "pædagog", "medhj": "medhjælper", "pau": "pædagogisk assistent"}

_BETWEEN = "; "
# What may stand between two answers, where each of them is one that is known.
_BETWEEN_ANSWERS = re.compile(r"[,/+&\n]|\s(?:og|samt)\s")

_DTYPES = {
    **{c.name: c.dtype for c in PAPER},
    "antal": "Int64",
    "gange": "Int64",
    "slags": "string",
}


def role(text: str, about: About) -> str:
    """Return the role a text stands for, or `UNKNOWN_ROLE`; a name never comes through.

    Examples
    --------
    >>> role(" Pædagog ", About()), role("Hanne", About())
    ('pædagog', 'ukendt rolle')
    """
    return _known_roles(about.roller).get(fold(text), UNKNOWN_ROLE)


@lru_cache(maxsize=16)
def _known_roles(own: tuple[str, ...]) -> Mapping[str, str]:
    return _SHORT | {fold(r): r for r in (*ROLES, *own)}


def codes_in(text: object) -> list[str]:
    """Return the codes in a `sammen_med` cell.

    Examples
    --------
    >>> codes_in("B03, B12")
    ['B03', 'B12']
    """
    return [c.strip() for c in text.split(",") if c.strip()] if isinstance(text, str) else []


def assemble(tables: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """Join notes, counted piles and days looked into one frame.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        "postits", "papir", "postits_antal" and "kigget", as far as the team has them.
    about : About
        The team's situations, themes and roles.

    Returns
    -------
    DataFrame
        The columns of a note (`billede` is its handwriting, where that was photographed), and:

        - `slags`: "note" (one row a note), "optalt" (one row a counted pile; no observation) or
          "kigget" (one row a day or situation somebody looked at)
        - `antal`: notes in the row: 1 for a note, the pile's count, NA for "kigget"
        - `gange`: times looked, 0 or more; NA but for "kigget"

        One table keeps its index (the row as the spreadsheet numbers it); from several comes a
        fresh index, and `fil` and `raekke` tell table and row.

    Notes
    -----
    Days looked are rows and not a figure beside the frame, because a day when somebody looked and
    saw nothing to write has no note to stand at. Sums of `antal` are right without a filter, as
    it is NA there. A `hvem_saa` that is no known role becomes "ukendt rolle" here, so that a name
    is in no frame; `check` tells the row. Spellings of one situation, theme or code that differ
    only in case and accents become one, and so do "garderobe" and "garderoben".

    Examples
    --------
    >>> import pandas as pd
    >>> piles = pd.DataFrame({"dato": pd.to_datetime(["2026-03-03"]), "antal": [12]})
    >>> assemble({"postits_antal": piles}, About())[["slags", "antal"]].values.tolist()
    [['optalt', 12]]
    """
    kinds = {"postits": "note", "papir": "note", "postits_antal": "optalt", "kigget": "kigget"}
    if len(tables) == 1:
        [(table, raw)] = tables.items()
        index = raw.index if raw.index.is_unique else None
        return _frame(_unified(_complete(raw, kinds[table]), about), index)
    parts = []
    for table, raw in tables.items():
        columns = _complete(raw, kinds[table])
        columns.setdefault("fil", text([table] * len(raw)))
        columns.setdefault("raekke", raw.index.to_numpy())
        parts.append(columns)
    return _frame(_unified(joined(parts), about))


def _frame(columns: dict[str, Any], index: Any = None) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns, index=index, copy=False)


def _complete(raw: pd.DataFrame, kind: str) -> dict[str, Any]:
    """Return every column there may be, with its dtype; nothing that is there is lost."""
    import pandas as pd

    columns = complete(raw, _DTYPES)
    kinds = np.asarray(columns["slags"].fillna(kind), dtype=object)
    is_note, is_look = kinds == "note", kinds == "kigget"
    number, times = columns["antal"], columns["gange"]
    columns["slags"] = text(kinds)
    columns["antal"] = pd.arrays.IntegerArray(
        np.where(is_note, 1, number.to_numpy(np.int64, na_value=0)),
        is_look | (np.asarray(number.isna()) & ~is_note),
    )
    # A day that is told without a number was looked at once.
    columns["gange"] = pd.arrays.IntegerArray(times.to_numpy(np.int64, na_value=1), ~is_look)
    return columns


def _unified(columns: dict[str, Any], about: About) -> dict[str, Any]:
    """Give one spelling to each role, situation, theme and code."""

    def rewritten(name: str, new: Callable[[str], str]) -> dict[str, Any]:
        words = {word: new(word) for word in _words(columns[name])}
        if all(word == spelt for word, spelt in words.items()):
            return {}  # one spelling each already, as in most files
        return {name: text([words.get(word) for word in np.asarray(columns[name], dtype=object)])}

    def one_spelling(found: Iterable[str], known: Sequence[str] = ()) -> Callable[[str], str]:
        spelling = _spellings(found, known)
        return lambda word: spelling.get(fold(word), word.strip())

    said = [w for w in np.asarray(columns["barn"], dtype=object) if isinstance(w, str)]
    said += [c for t in _words(columns["sammen_med"]) for c in codes_in(t)]
    coded = spellings(Counter(said), about.koder)

    def code(spelt: str) -> str:
        return coded[normal(spelt)]

    def several(name: str, known: Sequence[str]) -> Callable[[str], str]:
        words = _words(columns[name])
        listed = {fold(w) for w in known}
        alone = listed | {fold(w) for w in words if not _BETWEEN_ANSWERS.search(w)}
        parted = {w: [w] if fold(w) in listed else _ticked(w, alone) for w in words}
        spelt = one_spelling([part for parts in parted.values() for part in parts], known)
        return lambda word: _BETWEEN.join(dict.fromkeys(map(spelt, parted[word])))

    return {
        **columns,
        **rewritten("hvem_saa", lambda word: role(word, about)),
        **rewritten("situation", several("situation", about.day)),
        **rewritten("tema", several("tema", about.temaer)),
        **rewritten("barn", code),
        **rewritten("sammen_med", lambda t: ", ".join(dict.fromkeys(map(code, codes_in(t))))),
    }


def _ticked(cell: str, known: Set[str]) -> list[str]:
    """Return the answers in a cell: a form joins what is ticked by ";", and people as they like."""
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    listed = [part.strip() for part in _BETWEEN_ANSWERS.split(cell) if part.strip()]
    if len(parts) == 1 and len(listed) > 1 and all(fold(part) in known for part in listed):
        return listed
    return parts


def answers_in(cell: object) -> list[str]:
    """Return the situations or themes in a cell of a frame.

    Examples
    --------
    >>> answers_in("leg; garderobe"), answers_in(None)
    (['leg', 'garderobe'], [])
    """
    return cell.split(_BETWEEN) if isinstance(cell, str) else []


def one_an_answer(marks: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return a row for each answer ticked; a note with two counts under both."""
    import pandas as pd

    for name in columns:
        parted = [answers_in(cell) or [cell] for cell in marks[name]]
        if any(len(parts) > 1 for parts in parted):
            marks = marks.assign(**{name: pd.Series(parted, index=marks.index)}).explode(name)
    return marks


def _words(values: Any) -> list[str]:
    """Return the different words of a column in the order they come."""
    return [*dict.fromkeys(w for w in np.asarray(values, dtype=object) if isinstance(w, str))]


def _spellings(found: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    """Return folded word -> the spelling used: the team's own, else the first of those found."""
    spelling = {fold(definite(word)): word for word in reversed(known)}
    spelling |= {fold(word): word for word in reversed(known)}
    for word in sorted({w.strip() for w in found}):
        first = spelling.setdefault(fold(word), spelling.get(fold(definite(word)), word))
        spelling.setdefault(fold(definite(word)), first)
    return spelling


def check(frame: pd.DataFrame, about: About) -> list[Problem]:
    """Tell faults only post-its can have.

    Roles nobody knows, a code one column from its own, and situations near a known one.
    """
    problems = []
    known = [*about.roller, "pædagog", "medhjælper", "vikar"]
    hint = f"Skriv en rolle, fx {', '.join(dict.fromkeys(known))}. Andre kan stå i om.toml: roller."
    for place, row in _places(frame, "hvem_saa", UNKNOWN_ROLE):
        message = "Her står ikke en kendt rolle. Er det et navn, så slet det. Det vises ikke."
        problems.append(Problem(message, hint, place, row=row, column="hvem_saa", code="rolle"))
    for word in filter(_CODE.fullmatch, _words(frame["barnets_ord"].array)):
        for place, row in _places(frame, "barnets_ord", word):
            problem = Problem(
                "Her står kun en kode, og den bliver vist som det, barnet sagde.",
                "Hører den til i kolonnen barn, så flyt den derhen.",
                place,
                row=row,
                column="barnets_ord",
                level="advarsel",
                code="ord_kode",
            )
            problems.append(problem)
    problems += _near(frame, "situation", "Situationen", about.situationer)
    return problems + _near(frame, "tema", "Temaet", about.temaer)


def _near(frame: pd.DataFrame, column: str, what: str, known: Sequence[str]) -> list[Problem]:
    """Ask about a word that is near one the team itself has listed."""
    problems = []
    listed = {fold(word) for word in known}
    cells = _words(frame[column].array) if known else []
    for word in dict.fromkeys(word for cell in cells for word in answers_in(cell)):
        hint = "" if fold(word) in listed else did_you_mean(word, known)
        for place, row in _places(frame, column, word) if hint else ():
            message = f"{what} står ikke i om.toml, men ligner noget, der gør."
            fault = Problem(message, hint, place, row=row, column=column, level="advarsel")
            problems.append(replace(fault, code=f"{column}_ligner"))
    return problems


def _places(frame: pd.DataFrame, column: str, word: str) -> Iterator[tuple[str | None, int | None]]:
    """Find table and row, as far as the frame tells them, of each cell with a word in it."""
    rows = frame.get("raekke", frame.index)
    numbered = rows.name == "raekke"
    files = frame["fil"] if "fil" in frame and numbered else [None] * len(frame)
    cells = np.asarray(frame[column].array, dtype=object)
    for cell, file, row in zip(cells, files, rows, strict=True):
        if word in answers_in(cell):
            yield file, int(row) if numbered else None


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose day is known: what a view over time is made of.

    Examples
    --------
    >>> import pandas as pd
    >>> len(dated(pd.DataFrame({"dato": pd.to_datetime(["2026-03-03", None])})))
    1
    """
    return frame[frame["dato"].notna()] if "dato" in frame else frame


@dataclass(frozen=True)
class Material:
    """What views may use of a frame: notes and piles in the order of days, and days looked.

    `hidden` counts notes that their writer put back in the pocket (`maa_vises` nej).
    """

    notes: pd.DataFrame
    piles: pd.DataFrame
    looked: pd.DataFrame
    hidden: int

    @property
    def marks(self) -> pd.DataFrame:
        """Notes and piles; `antal` is how many notes a row is."""
        import pandas as pd

        parts = [p for p in (self.notes, self.piles) if len(p)] or [self.notes]
        return pd.concat(parts).sort_values("dato", kind="stable")

    @property
    def hidden_words(self) -> str:
        """A sentence on what stays in the pocket; empty where nothing does."""
        from kitlib.dansk import plural

        return f" {plural(self.hidden, 'note', 'noter')} må ikke vises." if self.hidden else ""


def material(frame: pd.DataFrame, about: About) -> Material:
    """Part a frame by `slags`, leaving out notes that may not be shown.

    A frame with no `slags`, such as one a notebook made, is taken as notes.
    """
    if not frame.index.is_unique:
        frame = frame.reset_index(drop=True)
    names = ids_in(frame).fillna("")
    frame = _frame(_unified(_complete(frame, "note"), about), frame.index).assign(**{ID: names})
    # A note is worth more than its date; a pile or a day somebody looked is nothing without.
    frame = frame[frame["dato"].notna() | (frame["slags"] == "note")]
    frame = frame.sort_values("dato", kind="stable")
    may = frame["maa_vises"].fillna(True).astype(bool)
    is_note = frame["slags"] == "note"
    return Material(
        frame[is_note & may & (frame["observation"].notna() | frame["billede"].notna())],
        frame[(frame["slags"] == "optalt") & may & (frame["antal"] > 0).fillna(False)],
        frame[frame["slags"] == "kigget"],
        int((is_note & ~may).sum()),
    )
