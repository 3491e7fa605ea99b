"""One's own citizens before, after and three months later: a line each, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.dansk import join
from kitlib.figures import Slope, Slopes, Stretch, View
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
_NAMES = 5  # codes in a sentence that can still be read at once
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
    name = "who5.foer_efter"
    word = about.person_word
    if frame.empty:
        return empty(name, about, frame)
    wide = per_person(frame)
    wide = wide[wide[list(TIMES)].notna().any(axis=1)].reset_index(drop=True)
    if wide.empty:
        return empty(name, about, wide)
    block = _slopes(wide)
    chosen = _regression(wide)
    if (wide[TIMES[1]].isna() & wide[TIMES[0]].notna() & wide[TIMES[2]].notna()).any():
        chosen = f"Stiplet: en måling imellem mangler. {chosen}"
    if any(each.code in block.named and each.values[-1] is None for each in block.slopes):
        chosen = f"Prikket: den sidste måling mangler. {chosen}"
    always = f"{about.says(THERMOMETER)} {talk_today(wide, about)}"
    caveat = f"{_answered(block, word)}{missing_text(frame)} {chosen}{always}"
    return View(
        key=name,
        question=about.says(f"{name}.spoergsmaal"),
        sentence=_seen(block, word),
        caveat=caveat.strip(),
        data=wide.merge(_wide_changes(changes(frame)), on="borger", how="left"),
        ring="mit",
        blocks=(block,),
    )


def _answered(block: Slopes, word: str) -> str:
    """Say how many can be compared, where somebody cannot."""
    n, after, later = len(block.slopes), len(block.steps(1)), len(block.steps(2))
    if after == later and after in (0, n):
        return ""  # everybody, or the sentence says that nobody can be
    return (
        f"{after or 'Ingen'} af {people(n, word)} har svaret både før og efter, "
        f"{later or 'ingen'} både før og 3 måneder efter."
    )


def _seen(block: Slopes, word: str) -> str:
    """Say who is clearly above or below where they began, first after the talks, then later."""
    after, later = block.steps(1), block.steps(2)
    if not after and not later:
        return "Ingen har svaret både før og igen senere."
    parts = []
    if after:
        parts.append(f"Efter ligger {_who(block, 1, word)} end før.")
    if later:
        up, still = block.moved(1, 1), block.moved(2, 1)
        # "Only" where the others were asked again, and are no longer there.
        only = set(still) < set(up) <= set(later) and not block.moved(2, -1) and still
        who = _who(block, 2, word)
        parts.append(f"3 måneder senere ligger {'kun ' if only else ''}{who} end før.")
    return " ".join(parts)


def _who(block: Slopes, time: int, word: str) -> str:
    up, down = (block.moved(time, way) for way in (1, -1))
    if not up and not down:
        return "ingen tydeligt højere eller lavere"
    both = [(up, "tydeligt højere"), (down, "tydeligt lavere")]
    if max(len(up), len(down)) <= _NAMES:
        return join([f"{join(codes)} {how}" for codes, how in both if codes])
    # Of so many the figure names each.
    return join([f"{people(len(codes), word)} {how}" for codes, how in both if codes])


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


def _slopes(wide: pd.DataFrame) -> Slopes:
    return Slopes(
        title="Trivsel, 0-100",
        times=TIMES,
        slopes=tuple(Slope(code, _whole(values)) for code, *values in wide.itertuples(index=False)),
        stretches=_STRETCHES,
        usual=Stretch(*POPULATION, _ADULTS),
        chance=_threshold(),
    )


def _whole(values: Any) -> tuple[int | None, ...]:
    import pandas as pd

    return tuple(None if pd.isna(value) else int(value) for value in values)
