"""One's own citizens before, after and three months later: a line each, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.dansk import number
from kitlib.figures import Moved, Slope, Slopes, Stretch, View
from kitlib.instruments.marks import people
from kitlib.instruments.who5.change import (
    CONTRASTS,
    POPULATION,
    TALK_BELOW,
    WHO5_R,
    WHO5_SD,
    changes,
    per_person,
)
from kitlib.instruments.who5.columns import TIMES
from kitlib.instruments.who5.say import THERMOMETER, empty, missing_text, talk_today

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["before_after"]

# Danish practice reads three stretches; no words that judge.
_STRETCHES = (
    Stretch(0, 35.5, "0-35"),
    Stretch(35.5, 50.5, "36-50"),
    Stretch(50.5, 100, "over 50"),
)
_ADULTS = f"gennemsnit {POPULATION[0]}-{POPULATION[1]}\nfor voksne"


def before_after(frame: pd.DataFrame, about: About) -> View:
    """Each citizen's index at the three measurements, and how far each moved.

    Parameters
    ----------
    frame : DataFrame
        Scored person rows of one's own file.
    about : About
        Gives the word for the persons.
    """
    question = "Hvordan har de det før, efter og 3 måneder senere?"
    name = "who5.foer_efter"
    word = about.person_word
    if frame.empty:
        return empty(name, question, frame, "mit")
    wide = per_person(frame)
    wide = wide[wide[list(TIMES)].notna().any(axis=1)].reset_index(drop=True)
    if wide.empty:
        return empty(name, question, wide, "mit")
    moved = changes(frame)
    band = _threshold()
    n_pairs = [len(moved[(moved["fra"] == a) & (moved["til"] == b)]) for a, b in CONTRASTS]
    sentence = (
        f"{people(len(wide), word).capitalize()}. {n_pairs[0] or 'Ingen'} har svaret både før og "
        f"efter, {n_pairs[1] or 'ingen'} både før og 3 måneder efter.{missing_text(frame)}"
    )
    chosen = _regression(wide)
    if (wide[TIMES[1]].isna() & wide[TIMES[0]].notna() & wide[TIMES[2]].notna()).any():
        chosen = f"Stiplet: en måling imellem mangler. {chosen}"
    caveat = (
        f"Inden for det grå felt, op til {number(int(band))} points, kan en forskel for én person "
        f"være tilfældig. {chosen}{THERMOMETER} {talk_today(wide)}"
    )
    alt = (
        f"Til venstre {people(len(wide), word)} med en linje hver fra før over efter til 3 måneder "
        "på en skala fra 0 til 100. Til højre forskellen fra før som prikker omkring en nullinje."
    )
    data = wide.merge(_wide_changes(moved), on="borger", how="left")
    return View(
        key=name,
        question=question,
        sentence=sentence,
        caveat=caveat.strip(),
        alt=alt,
        data=data,
        ring="mit",
        blocks=(_slopes(wide, moved, band),),
    )


def _regression(wide: pd.DataFrame) -> str:
    """Say that the lowest rise anyway, where the group began low."""
    from kitlib.evidence import REGRESSION_TO_THE_MEAN, policy_for

    before = wide[TIMES[0]].dropna()
    if not policy_for(len(before)).counts or before.median() > TALK_BELOW:
        return ""
    return f"{REGRESSION_TO_THE_MEAN} "


def _threshold() -> float:
    from kitlib.evidence import reliable_threshold

    return reliable_threshold(sd=WHO5_SD, r=WHO5_R)


def _wide_changes(moved: pd.DataFrame) -> pd.DataFrame:
    parts = moved.assign(navn="forskel " + moved["til"].astype(str))
    wide = parts.pivot(index="borger", columns="navn", values="forskel")
    wide.columns.name = None
    return wide.reindex(columns=[f"forskel {end}" for _, end in CONTRASTS]).reset_index()


def _slopes(wide: pd.DataFrame, moved: pd.DataFrame, band: float) -> Slopes:
    lines = tuple(Slope(code, _whole(values)) for code, *values in wide.itertuples(index=False))
    parts = []
    for start, end in CONTRASTS:
        pairs = moved[(moved["fra"] == start) & (moved["til"] == end)]
        steps = zip(pairs["borger"], pairs["forskel"], strict=True)
        parts.append(Moved(end, tuple((str(code), int(step)) for code, step in steps)))
    return Slopes(
        title="Trivsel, 0-100",
        times=TIMES,
        slopes=lines,
        stretches=_STRETCHES,
        usual=Stretch(*POPULATION, _ADULTS),
        moved=tuple(parts),
        chance=band,
    )


def _whole(values: Any) -> tuple[int | None, ...]:
    import pandas as pd

    return tuple(None if pd.isna(value) else int(value) for value in values)
