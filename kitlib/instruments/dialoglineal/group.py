"""Views of the ruler for the citizens together: where they began, and the four counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.dansk import number
from kitlib.figures import Block, Counted, Ring, Row, Ruler, RulerLine, Spread, Tally, View
from kitlib.instruments.dialoglineal.columns import HIGH, LOW
from kitlib.instruments.dialoglineal.say import (
    counts_sentence,
    empty,
    outcome_counts,
    ruler_bands,
    shared_ring,
)
from kitlib.instruments.dialoglineal.scores import OUTCOMES, OUTSIDE, per_citizen
from kitlib.instruments.dialoglineal.wording import learning
from kitlib.instruments.guesses import Guess
from kitlib.instruments.marks import group_caveat, people

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["at_start", "four_counts", "outcomes"]


def at_start(frame: pd.DataFrame, about: About, *, own: bool = False) -> View:
    """How the citizens' own numbers lay at the start, one dot a citizen."""
    from kitlib.evidence import policy_for

    name = "dialoglineal.fordeling_ved_start"
    ring = shared_ring(about, own)
    word = about.person_word
    data = per_citizen(frame).dropna(subset=["start"])[["borger", "start"]].reset_index(drop=True)
    n = len(data)
    if not n:
        return empty(name, about, data, ring)
    policy = policy_for(n)
    if not policy.counts:
        return _too_few(name, about, data, ring, people(n, word))
    median = float(data["start"].median()) if policy.median else None
    bands = ruler_bands()
    per_band = [int(data["start"].between(b.low, b.high).sum()) for b in bands]
    block = Spread(
        bands=bands,
        steps=tuple((int(start), code) for code, start in data.itertuples(index=False)),
        under=tuple(people(count, word) for count in per_band),
        middle=median,
    )
    middle = f". Midt i rækken: {number(median)} (den stiplede linje)" if median is not None else ""
    missing = int(frame["borger"].nunique()) - n
    left_out = f" {missing} uden starttal." if missing else ""
    where = _span(data["start"]) + middle
    sentence = f"{people(n, word).capitalize()} satte et tal ved start{where}.{left_out}"
    alt = f"Prikker over en lineal fra 1 til 10: {_listed(data['start'])}."
    caveat = f"{group_caveat(n)} {learning()}".strip()
    return View(
        key=name,
        question=about.says(f"{name}.spoergsmaal"),
        sentence=sentence,
        caveat=caveat,
        alt=alt,
        data=data,
        ring=ring,
        blocks=(block,),
    )


def _too_few(name: str, about: About, data: pd.DataFrame, ring: Ring, who: str) -> View:
    return empty(name, about, data.iloc[:0], ring, about.says("dialoglineal.for_faa", n=who))


def _span(steps: pd.Series) -> str:
    """Say from where to where the dots lie."""
    low, high = int(steps.min()), int(steps.max())
    return f", alle på {low}" if low == high else f", fra {low} til {high}"


def _listed(steps: pd.Series) -> str:
    counts = steps.value_counts()
    return ", ".join(f"{counts[step]} på {step}" for step in range(LOW, HIGH + 1) if step in counts)


def four_counts(frame: pd.DataFrame, about: About, *, own: bool = False) -> View:
    """Reached, on the way, same, lower: always all four, with where they began and aimed."""
    from kitlib.evidence import policy_for

    name = "dialoglineal.de_fire_tal"
    ring = shared_ring(about, own)
    word = about.person_word
    people_data = per_citizen(frame)
    data = people_data[["borger", "start", "maal", "nu", "udfald"]]
    counts = outcome_counts(data)
    followed = data[data["udfald"].isin(OUTCOMES)]
    n = len(followed)
    if not n:
        return empty(name, about, data, ring, about.says(f"{name}.tom"))
    policy = policy_for(n)
    if not policy.counts:
        return _too_few(name, about, data, ring, f"{people(n, word)} med opfølgning")
    medians = None
    if policy.median:
        medians = (float(followed["start"].median()), float(followed["maal"].median()))
    codes = {o: data.loc[data["udfald"] == o, "borger"].tolist() for o in (*OUTCOMES, *OUTSIDE)}
    groups = [o for o in (*OUTCOMES, *OUTSIDE) if o in OUTCOMES or counts[o]]
    rows = tuple(Row(o, _MEANINGS[o], o in OUTCOMES) for o in groups)
    cells = Counted("", tuple(tuple(codes[o]) for o in groups))
    blocks: tuple[Block, ...] = (Tally(rows=rows, columns=(cells,)),)
    if medians:
        line = RulerLine("Midt i rækken", "for start og mål", *medians)
        blocks += (Ruler(bands=ruler_bands(), lines=(line,)),)

    sentence = counts_sentence(data, word)
    if medians:
        # Not the same start as that of all who began, where some are not followed up yet.
        of = " af dem, der er fulgt op" if n < len(data) else ""
        sentence += f" Midt i rækken{of}: start {number(medians[0])}, mål {number(medians[1])}."
    alt = "Fire rækker prikker, en prik for hver: " + ", ".join(
        f"{group} {counts[group]}" for group in groups
    )
    caveat = f"{learning()} {about.says(f'{name}.under')} {group_caveat(n)}"
    return View(
        key=name,
        question=about.says(f"{name}.spoergsmaal"),
        sentence=sentence,
        caveat=caveat.strip(),
        alt=f"{alt}.",
        data=data,
        ring=ring,
        blocks=blocks,
    )


_MEANINGS = {
    "nået": "ved målet eller over det",
    "på vej": "over start, ikke ved målet",
    "samme": "samme trin som ved start",
    "lavere": "under start og under målet",
    OUTSIDE[0]: "endnu intet tal efter start",
    OUTSIDE[1]: "kan ikke tælles med",
}


def outcomes(view: View) -> Guess:
    """What can be guessed: how many are in each of the four counts."""
    told = [str(v) for v in view.data["udfald"].dropna()]
    names = ("nået", "på vej", "samme", "lavere")
    counts = {name: told.count(name) for name in names}
    options = tuple((name, name.capitalize()) for name in names)
    return Guess(view.key, options, counts, "lineal", "linealer", what="retning")
