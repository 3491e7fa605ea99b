"""Video notes as one frame: from a table, or from what other tools wrote; and their faults."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kitlib.about import About
from kitlib.columns import fold
from kitlib.instruments.video.columns import COLUMNS
from kitlib.noteids import ID, ids_in
from kitlib.problems import Problem
from kitlib.reading import arrays

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Clip",
    "assemble",
    "check",
    "clips",
    "from_timecodes",
    "hidden",
    "nameless",
    "of_clips",
    "placed_by_us",
]

_DTYPES = {c.name: c.dtype for c in COLUMNS}

_HELPED, _HINDERED = "hjalp", "spændte ben"
_MARK = re.compile(
    r"\s*(?:(?P<sign>\+|[-–−](?=\s))\s*:?"
    r"|(?P<word>hjalp|hjælper|spændte ben|spænder ben)\s*(?:[:.]|$))\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"Klip \d+")
_HEAD = re.compile(r"(?:(?!: | \(|:$).)*", re.DOTALL)
_CODE = re.compile(r"[^\W\d_][^.!?\n]{0,39}")  # a word or few, and no sentence


def from_timecodes(frame: pd.DataFrame, actors: Mapping[str, str]) -> pd.DataFrame:
    """Turn what `read_timecodes` gave into video notes.

    Parameters
    ----------
    frame : DataFrame
        `start`, `slut` in seconds, `lag`, `foraelder`, `tekst`; where known, `klip` (the film),
        `anslaaet` (the time is ours) and `tale` (the text is what was said).
    actors : mapping of str to str
        Tier to "voksen", "barn" or "gruppe". A tier that is not there gives no actor; its own name,
        which may be a person's, is never kept.

    Returns
    -------
    DataFrame
        The columns of the video table, and `anslaaet` where a time is ours. An annotation that
        hangs on another becomes part of its row: from a tier named tolkning or tema it fills that
        column, else it stands in brackets after what is seen. One with a time of its own is a
        note, by the actor of what it hangs on.

    Notes
    -----
    "hjalp:", "spændte ben:", "+" or "-" before a text, or a tier named so, is the effect and is
    taken off the text. A lone "-" is that only in a file that marks the other kind as well: in
    subtitles it tells who speaks. A short text used again and again (a BORIS behaviour, a code)
    is the theme; what is said twice is not.

    Examples
    --------
    >>> import pandas as pd
    >>> raw = pd.DataFrame({"start": [75.0], "slut": [80.0], "lag": ["Mette"], "foraelder": [None],
    ...                     "tekst": ["hjalp: Sætter sig på gulvet."]})
    >>> from_timecodes(raw, {"Mette": "voksen"})[["aktor", "hvad", "virkning"]].values.tolist()
    [['voksen', 'Sætter sig på gulvet.', 'hjalp']]
    """
    import pandas as pd

    told = _known(frame)
    parents = {a.lag: a.foraelder for a in told if isinstance(a.foraelder, str)}
    marks = [m for a in told if isinstance(a.tekst, str) and (m := _MARK.match(a.tekst))]
    marked = any(not _lone_dash(m) for m in marks)
    notes: list[dict[str, Any]] = []
    places: dict[tuple[Any, Any, Any], dict[str, Any]] = {}
    for row in sorted(told, key=lambda a: isinstance(a.foraelder, str)):
        root = row.lag
        for _ in parents:
            root = parents.get(root, root)
        found = places.get((root, row.start, row.slut)) if root != row.lag else None
        if found is not None:
            _add(found, row, marked)
            continue
        actor = next((actors[t] for t in (row.lag, root) if t in actors), None)
        notes.append(_note(row, actor, marked))
        if not isinstance(row.foraelder, str):
            places.setdefault((row.lag, row.start, row.slut), notes[-1])
    codes = [n for n in notes if not n["tale"]]
    for note, theme in zip(codes, _themes([n["hvad"] for n in codes]), strict=True):
        if theme and not note.get("tema"):
            _take_theme(note, theme)
    notes.sort(key=lambda n: (n["start"] is None, n["start"] or 0))
    written = ("aktor", "hvad", "virkning", "tema", "tolkning", "klip")
    made: dict[str, Any] = {
        **{name: arrays.text([n.get(name) or None for n in notes]) for name in written},
        **{name: pd.array([n[name] for n in notes], dtype="Float64") for name in ("start", "slut")},
    }
    columns = {n: made.get(n, arrays.missing(d, len(notes))) for n, d in _DTYPES.items()}
    if any(n["anslaaet"] for n in notes):
        columns["anslaaet"] = pd.array([n["anslaaet"] for n in notes], dtype="boolean")
    return pd.DataFrame(columns)


def _known(frame: pd.DataFrame) -> list[_Annotation]:
    """Return annotations with all they may have."""
    import pandas as pd

    usual = {"klip": None, "anslaaet": False, "tale": False}
    columns: list[list[Any]] = []
    for name in _Annotation._fields:
        if name in frame:
            columns.append([None if pd.isna(v) else v for v in arrays.cells(frame[name])])
        else:
            columns.append([usual[name]] * len(frame))
    return [_Annotation(*row) for row in zip(*columns, strict=True)]


def _note(row: _Annotation, actor: str | None, marked: bool) -> dict[str, Any]:
    effect, text = _effect(row.lag, row.tekst, marked)
    klip = row.klip if isinstance(row.klip, str) else None
    return {
        "start": row.start,
        "slut": row.slut,
        "aktor": actor,
        "virkning": effect,
        "hvad": text,
        "klip": klip,
        "anslaaet": bool(row.anslaaet),
        "tale": bool(row.tale),
    }


def _take_theme(note: dict[str, Any], theme: str) -> None:
    """Take the theme off a text, unless what is left would not say all of it."""
    note["tema"] = theme
    head, _, rest = note["hvad"].partition(": ")
    note["hvad"] = rest if rest and head == theme else note["hvad"]


class _Annotation(NamedTuple):
    start: Any
    slut: Any
    lag: Any
    foraelder: Any
    tekst: Any
    klip: Any
    anslaaet: Any
    tale: Any


def _effect(tier: Any, text: Any, marked: bool) -> tuple[str | None, str]:
    """Return the effect that a text or its tier tells, and the text without the mark."""
    text = text.strip() if isinstance(text, str) else ""
    match = _MARK.match(text)
    if match and (marked or not _lone_dash(match)):
        helped = match["sign"] == "+" or (match["word"] or "").casefold().startswith("hj")
        return (_HELPED if helped else _HINDERED), match["rest"].strip()
    name = fold(tier) if isinstance(tier, str) else ""
    if name.startswith(("hjalp", "hjaelper")):
        return _HELPED, text
    return (_HINDERED if name.startswith(("spaendte_ben", "spaender_ben")) else None), text


def _lone_dash(match: re.Match[str]) -> bool:
    return match["sign"] not in (None, "+")


def _add(note: dict[str, Any], row: Any, marked: bool) -> None:
    effect, text = _effect(row.lag, row.tekst, marked)
    note["virkning"] = note["virkning"] or effect
    if not text:
        return
    tier = fold(row.lag) if isinstance(row.lag, str) else ""
    column = next((c for c in ("tolkning", "tema") if c in tier), None)
    if column:
        note[column] = f"{note[column]}, {text}" if note.get(column) else text
    else:
        note["hvad"] = f"{note['hvad']} ({text})".strip()


def _themes(texts: list[str]) -> list[str]:
    """Return each text's code, or "": a few words before colon and brackets, used again."""
    heads = [_HEAD.match(t)[0].strip() for t in texts]  # type: ignore[index]
    return [h if _CODE.fullmatch(h) and heads.count(h) > 1 else "" for h in heads]


def assemble(tables: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """Give the table every column there may be.

    Notes
    -----
    Time codes from several files come one after the other, each with its own numbering; where
    they name no clip they become "Klip 1", "Klip 2", so that two films are never laid on one line.
    """
    import pandas as pd

    raw = next(iter(tables.values()))
    columns = _completed(raw)
    if raw.index.is_unique:
        return pd.DataFrame(columns, index=raw.index, copy=False)

    places = raw.index.to_numpy()
    # A file's notes are numbered from 0, a table's rows from its headings on.
    part = np.cumsum(np.r_[True, (places[1:] == 0) | (places[1:] < places[:-1])])
    if part[-1] > 1:
        clips = zip(arrays.cells(raw["klip"]), part.tolist(), strict=True)
        columns["klip"] = arrays.text([c if isinstance(c, str) else f"Klip {n}" for c, n in clips])
    return pd.DataFrame({**columns, "raekke": places}, copy=False)


def _complete(raw: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(_completed(raw), index=raw.index, copy=False)


def _completed(raw: pd.DataFrame) -> dict[str, Any]:
    import pandas as pd

    columns = arrays.complete(raw, _DTYPES)
    kept = {n: v for n, v in columns.items() if n not in ("lag", "foraelder", "tekst")}
    if "anslaaet" in kept:
        # Beside a film whose times are all somebody's own.
        kept["anslaaet"] = pd.array(kept["anslaaet"], dtype="boolean").fillna(False)
    return kept


def check(frame: pd.DataFrame, about: About) -> list[Problem]:
    """Tell of notes that end before they start; notes may overlap."""
    start, slut = (frame[n].to_numpy(np.float64, na_value=np.nan) for n in ("start", "slut"))
    rows = frame.get("raekke", frame.index)
    numbered = rows.name == "raekke"
    return [
        Problem(
            "Noten slutter, før den begynder.",
            "Byt om på start og slut, eller ret tidskoden.",
            row=int(row) if numbered else None,
            column="slut",
            code="slut_foer_start",
        )
        for row in rows[slut < start]
    ]


@dataclass(frozen=True)
class Clip:
    """The notes of one film in its order; `length` is the last time code, in seconds."""

    name: str
    notes: pd.DataFrame
    length: float


def held_clips(frame: pd.DataFrame) -> str:
    """Say how many clips there are notes about: "4 klip"."""
    from kitlib.dansk import plural

    n = len(clips(frame))
    return plural(n, "klip", "klip") if n else ""


def clips(frame: pd.DataFrame) -> list[Clip]:
    """Part notes that may be shown by film, the earliest day first.

    A `slut` before its `start` is taken as not known.
    """
    names = ids_in(frame).fillna("")
    frame = _complete(frame).assign(**{ID: names})
    frame = frame[frame["start"].notna() & frame["maa_vises"].fillna(True).astype(bool)]
    frame = frame.assign(slut=frame["slut"].where((frame["slut"] >= frame["start"]).fillna(False)))
    names = frame["klip"].astype(object).where(frame["klip"].notna(), "")
    several = names.nunique() > 1
    found = []
    for name, notes in frame.groupby(names, sort=False):
        notes = notes.sort_values("start", kind="stable")
        ends = notes["slut"].fillna(notes["start"])
        label = str(name) or ("Uden navn" if several else "")
        found.append((notes["dato"].min(), label, Clip(label, notes, float(ends.max()))))
    # Clips without a day come last.
    found.sort(key=lambda f: (f[0] != f[0], str(f[0]), f[1]))
    return [clip for _, _, clip in found]


def of_clips(films: Sequence[Clip]) -> str:
    """Write the film or the films: "klippet", "klippene"."""
    return "klippet" if len(films) < 2 else "klippene"


def nameless(films: Sequence[Clip]) -> str:
    """Say that we named a clip, and how to name it; empty where each has its own name."""
    ours = [c.name for c in films if _NUMBERED.fullmatch(c.name)]
    if not ours:
        return ""
    from kitlib.dansk import join

    return f" {join(ours)} er vores navn: skriv jeres eget i kolonnen klip, eller kald filen det."


def placed_by_us(films: Sequence[Clip]) -> str:
    """Say what "ca." means; empty where every time is somebody's own."""
    if not any("anslaaet" in c.notes and c.notes["anslaaet"].any() for c in films):
        return ""
    return " Ved ca. er tiden delt jævnt mellem de tider, der er sat i filen."


def hidden(frame: pd.DataFrame) -> str:
    """Say how many notes their writer put back in the pocket; empty where none."""
    from kitlib.dansk import plural

    if "maa_vises" not in frame:
        return ""
    n = int((~frame["maa_vises"].astype("boolean").fillna(True)).sum())
    return f" {plural(n, 'note', 'noter')} må ikke vises." if n else ""
