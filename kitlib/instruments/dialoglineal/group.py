"""Views of the ruler for the citizens together: where they began, and the four counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.dansk import number
from kitlib.figures import Painted, View
from kitlib.instruments.countrows import NAMES, CountRow, draw_rows, rows_height
from kitlib.instruments.dialoglineal.columns import HIGH, LOW
from kitlib.instruments.dialoglineal.ruler import (
    GOAL,
    START,
    draw_ruler,
    sentences_height,
)
from kitlib.instruments.dialoglineal.say import (
    counts_sentence,
    empty,
    outcome_counts,
    shared_ring,
)
from kitlib.instruments.dialoglineal.scores import OUTCOMES, OUTSIDE, per_citizen
from kitlib.instruments.dialoglineal.wording import bands, learning
from kitlib.instruments.marks import (
    LEFT,
    NAMED,
    RIGHT,
    group_caveat,
    people,
    rows_of,
    write,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["at_start", "four_counts"]

_FEW = (
    "Her er {n}. Om færre end 3 siger vi intet som gruppe. Tal om dem hver for sig, eller vent, "
    "til der er flere."
)


def at_start(frame: pd.DataFrame, about: About, *, own: bool = False) -> View:
    """How the citizens' own numbers lay at the start, one dot a citizen."""
    from kitlib.evidence import policy_for

    question = about.persons.fill("Hvor på linealen begyndte {børnene}?")
    name = "dialoglineal.fordeling_ved_start"
    ring = shared_ring(about, own)
    word = about.person_word
    data = per_citizen(frame).dropna(subset=["start"])[["borger", "start"]].reset_index(drop=True)
    n = len(data)
    if not n:
        return empty(name, question, data, ring)
    policy = policy_for(n)
    if not policy.counts:
        return empty(name, question, data.iloc[:0], ring, _FEW.format(n=people(n, word)))
    median = float(data["start"].median()) if policy.median else None
    tallest = int(data["start"].value_counts().max())
    across = 1 if tallest <= 10 else 4
    dot = 0.36 if across == 1 else 0.22
    rows = max(4, -(-tallest // across))
    width = RIGHT - LEFT
    head = sentences_height(width)
    needed = rows * dot + 0.35
    per_band = [int(data["start"].between(b.low, b.high).sum()) for b in bands()]

    def draw(figure: Any) -> None:
        # A short view fills the projector: the tints take what is left.
        tall = max(needed, look.inches(figure)[1] - head - 0.85)
        ax = draw_ruler(figure, LEFT, 0.1, width, head + tall, rows=tall)
        step = width / (HIGH - LOW + 1)
        value: Any
        for value, group in data.groupby("start"):
            spots = rows_of(len(group), across)
            wide = min(across, len(group))
            xs = [int(value) + (c - (wide - 1) / 2) * dot / step for c, _ in spots]
            ys = [tall - 0.08 - dot * (r + 0.5) for _, r in spots]
            ax.plot(
                xs,
                ys,
                linestyle="none",
                marker="o",
                markersize=72 * dot * 0.82,
                color=look.BLUE,
                zorder=3,
            )
            if n < NAMED:
                for code, x, y in zip(group["borger"], xs, ys, strict=True):
                    ax.annotate(
                        code,
                        (x, y),
                        (72 * dot / 2 + 1, 0),
                        textcoords="offset points",
                        va="center",
                        size=look.SIZES["tiny"],
                        color=look.INK,
                    )
        if median is not None:
            ax.axvline(median, color=look.INK, linewidth=1.4, linestyle=(0, (4, 3)), zorder=1)
        for band, count in zip(bands(), per_band, strict=True):
            middle = LEFT + step * ((band.low + band.high) / 2 - LOW + 0.5)
            write(
                figure,
                middle,
                0.1 + head + tall + 0.38,
                [people(count, word)],
                size=look.SIZES["body"],
                ha="center",
            )

    half = f" Midt i rækken: {number(median)} (den stiplede linje)." if median is not None else ""
    missing = int(frame["borger"].nunique()) - n
    left_out = f" {missing} uden starttal." if missing else ""
    sentence = f"{people(n, word).capitalize()} satte et tal ved start.{half}{left_out}"
    alt = f"Prikker over en lineal fra 1 til 10: {_listed(data['start'])}."
    caveat = f"{group_caveat(n)} {learning()}".strip()
    return View(
        key=name,
        question=question,
        sentence=sentence,
        caveat=caveat,
        alt=alt,
        data=data,
        ring=ring,
        blocks=(Painted(draw=draw, height=0.1 + head + needed + 0.75),),
    )


def _listed(steps: pd.Series) -> str:
    counts = steps.value_counts()
    return ", ".join(f"{counts[step]} på {step}" for step in range(LOW, HIGH + 1) if step in counts)


def four_counts(frame: pd.DataFrame, about: About, *, own: bool = False) -> View:
    """Reached, on the way, same, lower: always all four, with where they began and aimed."""
    from kitlib.evidence import policy_for

    question = about.persons.fill("Hvor er {børnene} i forhold til det, de satte sig for?")
    name = "dialoglineal.de_fire_tal"
    ring = shared_ring(about, own)
    word = about.person_word
    people_data = per_citizen(frame)
    data = people_data[["borger", "start", "maal", "nu", "udfald"]]
    counts = outcome_counts(data)
    followed = data[data["udfald"].isin(OUTCOMES)]
    n = len(followed)
    if not n:
        why = (
            "Ingen har både start, mål og en opfølgning endnu. Skriv en række med tidspunkt = "
            "opfølgning, når I har talt sammen igen."
        )
        return empty(name, question, data, ring, why)
    policy = policy_for(n)
    if not policy.counts:
        return empty(name, question, data.iloc[:0], ring, _FEW.format(n=people(n, word)))
    medians = None
    if policy.median:
        medians = (float(followed["start"].median()), float(followed["maal"].median()))
    codes = {o: data.loc[data["udfald"] == o, "borger"].tolist() for o in (*OUTCOMES, *OUTSIDE)}
    groups = [o for o in (*OUTCOMES, *OUTSIDE) if o in OUTCOMES or counts[o]]
    rows = [CountRow(o, codes[o], _MEANINGS[o], o in OUTCOMES) for o in groups]
    strip = 1.45 if medians else 0.0
    height = rows_height(rows) + 0.2 + strip

    def draw(figure: Any) -> None:
        draw_rows(figure, rows, 0.1)
        if medians:
            _draw_medians(figure, 0.1 + rows_height(rows) + 0.25, medians)

    sentence = counts_sentence(data, word)
    if medians:
        sentence += f" Midt i rækken: start {number(medians[0])}, mål {number(medians[1])}."
    alt = "Fire rækker prikker, en prik for hver: " + ", ".join(
        f"{group} {counts[group]}" for group in groups
    )
    low_goals = "Lave mål er lettere at nå, så læs altid alle fire tal."
    caveat = f"{learning()} {low_goals} {group_caveat(n)}"
    return View(
        key=name,
        question=question,
        sentence=sentence,
        caveat=caveat.strip(),
        alt=f"{alt}.",
        data=data,
        ring=ring,
        blocks=(Painted(draw=draw, height=height),),
    )


_MEANINGS = {
    "nået": "ved målet eller over det",
    "på vej": "over start, ikke ved målet",
    "samme": "samme trin som ved start",
    "lavere": "under start og under målet",
    OUTSIDE[0]: "endnu intet tal efter start",
    OUTSIDE[1]: "kan ikke tælles med",
}


def _draw_medians(figure: Any, top: float, medians: tuple[float, float]) -> None:
    width = RIGHT - LEFT - NAMES
    lines = ["Midt i rækken", "for start og mål"]
    write(figure, LEFT, top + 0.25, lines, size=look.SIZES["body"])
    ax = draw_ruler(figure, LEFT + NAMES, top + 0.1, width, 0.95, rows=1, sentences=False)
    y = 0.5
    ax.plot(list(medians), [y, y], color=look.INK, linewidth=1.2)
    for value, mark in ((medians[1], GOAL), (medians[0], START)):
        ax.plot([value], [y], linestyle="none", **mark)
    # The words stand on the outer sides, so that they meet only their own mark.
    first, last = ("right", "left") if medians[0] <= medians[1] else ("left", "right")
    for value, name, side in ((medians[0], "start", first), (medians[1], "mål", last)):
        away = -20 if side == "right" else 20
        ax.annotate(
            name,
            (value, y),
            (away, 0),
            textcoords="offset points",
            va="center",
            ha=side,
            size=look.SIZES["small"],
        )
