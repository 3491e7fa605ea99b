"""One frame from the tables a team has, faults only post-its can have, and what views may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.columns import fold
from kitlib.instruments.postits.columns import COLUMNS
from kitlib.problems import Problem, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ROLES", "UNKNOWN_ROLE", "Material", "assemble", "check", "codes_in", "material", "role",
]  # fmt: skip

#: Roles known beside those in om.toml (ours; a team adds its own there).
ROLES = (
    "pædagog", "medhjælper", "pædagogmedhjælper", "pædagogisk assistent", "pædagogisk leder",
    "souschef", "leder", "vikar", "studerende", "pædagogstuderende", "praktikant", "elev",
    "dagplejer", "støttepædagog", "talepædagog", "lærer", "børnehaveklasseleder", "ressourceperson",
    "fagligt fyrtårn", "læringspartner", "klubmedarbejder", "klubpædagog", "ungemedarbejder",
    "ungdomsmedarbejder", "gadeplansmedarbejder", "mentor", "vejleder", "psykolog",
    "socialrådgiver", "sundhedsplejerske", "køkken", "forælder", "barn", "ung",
)  # fmt: skip

#: What the frame holds where the role was none we know: it may have been a name.
UNKNOWN_ROLE = "ukendt rolle"

_SHORT = {"paed": "pædagog", "medhj": "medhjælper", "pau": "pædagogisk assistent"}

_DTYPES: dict[str, Any] = {
    "dato": "datetime64[ns]",
    "maa_vises": "boolean",
    "antal": "Int64",
    "gange": "Int64",
}
_NAMES = (*(c.name for c in COLUMNS), "antal", "gange", "slags")


def role(text: str, about: About) -> str:
    """Return the role a text stands for, or `UNKNOWN_ROLE`; a name never comes through.

    Examples
    --------
    >>> role(" Pædagog ", About()), role("Hanne", About())
    ('pædagog', 'ukendt rolle')
    """
    known = {fold(r): r for r in (*ROLES, *about.roller)}
    return known.get(fold(text)) or _SHORT.get(fold(text)) or UNKNOWN_ROLE


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
        "postits", "postits_antal" and "kigget", as far as the team has them.
    about : About
        The team's situations, themes and roles.

    Returns
    -------
    DataFrame
        The columns of a note, and:

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
    only in case and accents become one.

    Examples
    --------
    >>> import pandas as pd
    >>> piles = pd.DataFrame({"dato": pd.to_datetime(["2026-03-03"]), "antal": [12]})
    >>> assemble({"postits_antal": piles}, About())[["slags", "antal"]].values.tolist()
    [['optalt', 12]]
    """
    import pandas as pd

    kinds = {"postits": "note", "postits_antal": "optalt", "kigget": "kigget"}
    parts = []
    for table, raw in tables.items():
        part = _complete(raw, kinds[table])
        if len(tables) > 1:
            part["fil"] = part.get("fil", pd.Series(table, index=part.index, dtype="string"))
            if "raekke" not in part:
                part["raekke"] = part.index
        parts.append(part)
    if len(parts) == 1 and parts[0].index.is_unique:
        frame = parts[0]
    else:
        frame = pd.concat(parts, ignore_index=True)
    return _unified(frame, about)


def _complete(raw: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Give a frame every column there may be, with its dtype; nothing that is there is lost."""
    import pandas as pd

    frame = raw.copy()
    for name in _NAMES:
        dtype: Any = _DTYPES.get(name, "string")
        if name not in frame:
            frame[name] = pd.Series(pd.NA, index=frame.index).astype(dtype)
        elif dtype == "string" or frame[name].dtype != dtype:
            frame[name] = frame[name].astype(dtype)
    frame["slags"] = frame["slags"].fillna(kind)
    is_note, is_look = frame["slags"] == "note", frame["slags"] == "kigget"
    frame["antal"] = frame["antal"].mask(is_note, 1).mask(is_look, pd.NA)
    frame["gange"] = frame["gange"].where(is_look, pd.NA).mask(is_look & frame["gange"].isna(), 1)
    rest = [c for c in frame.columns if c not in _NAMES]
    return frame[[*_NAMES, *rest]]


def _unified(frame: pd.DataFrame, about: About) -> pd.DataFrame:
    frame = frame.copy()
    _rewrite(frame, "hvem_saa", lambda text: role(text, about))
    for name, known in (("situation", about.day), ("tema", about.temaer)):
        spelling = _spellings(frame[name].dropna(), known)
        _rewrite(frame, name, lambda text, s=spelling: s.get(fold(text), text.strip()))  # type: ignore[misc]
    everyone = [*frame["barn"].dropna(), *(c for t in frame["sammen_med"] for c in codes_in(t))]
    spelling = _spellings(everyone, ())
    _rewrite(frame, "barn", lambda text: spelling.get(fold(text), text.strip()))
    _rewrite(
        frame,
        "sammen_med",
        lambda text: ", ".join(dict.fromkeys(spelling.get(fold(c), c) for c in codes_in(text))),
    )
    return frame


def _rewrite(frame: pd.DataFrame, name: str, new: Callable[[str], str]) -> None:
    values = {t: new(t) for t in frame[name].dropna().unique()}
    frame[name] = frame[name].map(values, na_action="ignore").astype("string")


def _spellings(found: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    """Return folded word -> the spelling used: the team's own, else the first of those found."""
    spelling = {fold(word): word for word in reversed(known)}
    for word in sorted(w.strip() for w in set(found)):
        spelling.setdefault(fold(word), word)
    return spelling


def check(frame: pd.DataFrame, about: About) -> list[Problem]:
    """Tell faults only post-its can have: roles nobody knows, and situations near a known one."""
    problems = []
    known = [*about.roller, "pædagog", "medhjælper", "vikar"]
    hint = f"Skriv en rolle, fx {', '.join(dict.fromkeys(known))}. Andre kan stå i om.toml: roller."
    for place, row in _places(frame[frame["hvem_saa"] == UNKNOWN_ROLE]):
        message = "Her står ikke en kendt rolle. Er det et navn, så slet det. Det vises ikke."
        problems.append(Problem(message, hint, place, row=row, column="hvem_saa", code="rolle"))
    return problems + _near_situations(frame, about)


def _near_situations(frame: pd.DataFrame, about: About) -> list[Problem]:
    problems = []
    known = {fold(s) for s in about.situationer}
    for word in frame["situation"].dropna().unique() if known else ():
        hint = "" if fold(word) in known else did_you_mean(word, about.situationer)
        for place, row in _places(frame[frame["situation"] == word]) if hint else ():
            message = "Situationen står ikke i om.toml, men ligner en, der gør."
            fault = Problem(message, hint, place, row=row, column="situation", level="advarsel")
            problems.append(replace(fault, code="situation_ligner"))
    return problems


def _places(frame: pd.DataFrame) -> list[tuple[str | None, int | None]]:
    if "raekke" in frame:
        files = frame["fil"] if "fil" in frame else [None] * len(frame)
        return [(f, int(r)) for f, r in zip(files, frame["raekke"], strict=True)]
    if frame.index.name == "raekke":
        return [(None, int(r)) for r in frame.index]
    return [(None, None)] * len(frame)


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
    frame = _unified(_complete(frame, "note"), about)
    frame = frame[frame["dato"].notna()].sort_values("dato", kind="stable")
    may = frame["maa_vises"].fillna(True).astype(bool)
    is_note = frame["slags"] == "note"
    return Material(
        frame[is_note & may & frame["observation"].notna()],
        frame[(frame["slags"] == "optalt") & may & (frame["antal"] > 0).fillna(False)],
        frame[frame["slags"] == "kigget"],
        int((is_note & ~may).sum()),
    )
