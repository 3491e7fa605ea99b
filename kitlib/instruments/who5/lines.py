"""One's own citizens before, after and three months later: a line each, and the difference."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.dansk import number
from kitlib.figures import Painted, View
from kitlib.figures.placing import LEFT, NAMED, RIGHT, area, spread, write
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
    from matplotlib.axes import Axes

__all__ = ["before_after"]

_TINY = look.SIZES["tiny"]
_SMALL = look.SIZES["small"]
_TITLE = 0.45  # inches for the heading of each panel
_FOOT = 0.4
_LEFT_WIDE = 7.2
_GAP = 0.85
_LABEL_GAP = 5.0  # index points between the codes at the ends of lines, in a picture 5 in tall
# Danish practice reads three stretches; quiet tints, and no words that judge.
_STRETCHES = ((0, 35.5, look.FAINT, "0-35"), (35.5, 50.5, "#F6F2E8", "36-50"))


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
    named = len(wide) <= 2 * NAMED
    height = max(5.2, len(wide) * 0.21 + 1.2) if named else 5.2

    def draw(figure: Any) -> None:
        tall = look.inches(figure)[1] - _TITLE - _FOOT
        lines = area(figure, LEFT + 0.35, _TITLE, _LEFT_WIDE, tall)
        _draw_lines(lines, wide, tall, named)
        write(figure, LEFT, 0, ["Trivsel, 0-100"], size=look.SIZES["body"], weight="bold")
        left = LEFT + 0.35 + _LEFT_WIDE + _GAP
        write(figure, left - 0.45, 0, ["Forskel fra før"], size=look.SIZES["body"], weight="bold")
        differences = area(figure, left, _TITLE, RIGHT - left, tall)
        _draw_differences(differences, moved, band, tall, named)

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
        blocks=(Painted(draw=draw, height=height),),
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


def _draw_lines(ax: Axes, wide: pd.DataFrame, tall: float, named: bool) -> None:
    import pandas as pd

    look.bare(ax)
    ax.set(xlim=(-0.8, 2.45), ylim=(0, 100))
    ax.set_xticks(range(3), TIMES, size=look.SIZES["body"])
    ax.set_yticks(range(0, 101, 20))
    for low, high, tint, label in _STRETCHES:
        ax.axhspan(low, high, color=tint, linewidth=0, zorder=0)
        ax.text(-0.77, (low + high) / 2, label, size=_TINY, color=look.QUIET, va="center")
    ax.text(-0.77, 56, "over 50", size=_TINY, color=look.QUIET, va="center")
    ax.axhspan(*POPULATION, color=look.HAIR, linewidth=0, zorder=0)
    ax.text(
        -0.77,
        POPULATION[1] + 1,
        f"gennemsnit {POPULATION[0]}-{POPULATION[1]}\nfor voksne",
        size=_TINY,
        color=look.QUIET,
        va="bottom",
    )
    ends = []
    for person in wide.itertuples(index=False):
        known = [(x, int(v)) for x, v in enumerate(person[1:4]) if not pd.isna(v)]
        xs, ys = zip(*known, strict=True)
        for (x, y), (next_x, next_y) in pairwise(known):
            # A line over a measurement that was not made is dashed: nothing was seen there.
            ax.plot(
                [x, next_x],
                [y, next_y],
                color=look.BLUE,
                linewidth=1.8,
                zorder=3,
                linestyle="-" if next_x == x + 1 else (0, (4, 3)),
            )
        ax.plot(
            xs[:1],
            ys[:1],
            linestyle="none",
            marker="o",
            markersize=8,
            zorder=4,
            markerfacecolor=look.PAPER if xs[0] == 0 else look.BLUE,
            markeredgecolor=look.BLUE,
            markeredgewidth=2,
            clip_on=False,
        )
        ax.plot(
            xs[1:],
            ys[1:],
            linestyle="none",
            marker="o",
            markersize=8,
            color=look.BLUE,
            zorder=4,
            clip_on=False,
        )
        ends.append((person[0], xs[-1], ys[-1]))
    if named:
        _draw_codes(ax, ends, 0.21 / tall * 100)


def _draw_codes(ax: Axes, ends: list[tuple[str, float, int]], gap: float) -> None:
    places = spread([y for _, _, y in ends], gap, low=2, high=98)
    for (code, x, y), at in zip(ends, places, strict=True):
        ax.plot(
            [x + 0.05, 2.16],
            [y, at],
            color=look.QUIET,
            linewidth=0.7,
            zorder=2,
            linestyle="-" if x == 2 else (0, (2, 3)),
        )
        ax.text(2.19, at, code, size=_SMALL, va="center_baseline")


def _draw_differences(ax: Axes, moved: pd.DataFrame, band: float, tall: float, named: bool) -> None:
    look.bare(ax)
    ax.set(xlim=(0, 2), ylim=(-100, 100))
    ax.set_xticks([0.5, 1.5], [end for _, end in CONTRASTS], size=look.SIZES["body"])
    ax.set_yticks(
        range(-100, 101, 20),
        [f"{v:+d}".replace("-", "−") if v else "0" for v in range(-100, 101, 20)],
    )
    ax.axhspan(-band, band, color=look.HAIR, linewidth=0, zorder=0)
    ax.axhline(0, color=look.QUIET, linewidth=1, zorder=1)
    ax.text(
        1,
        -99,
        "i det grå felt: kan være tilfældigt",
        size=_TINY,
        color=look.QUIET,
        ha="center",
        va="bottom",
    )
    if moved.empty:
        ax.text(
            1,
            50,
            "Ingen har svaret\nto gange endnu",
            size=_SMALL,
            color=look.QUIET,
            ha="center",
            va="center",
        )
    for place, (start, end) in enumerate(CONTRASTS):
        pairs = moved[(moved["fra"] == start) & (moved["til"] == end)]
        values = [int(v) for v in pairs["forskel"]]
        size = 8 if named else 5
        most = max((values.count(v) for v in values), default=1)
        step = min(0.1 if named else 0.06, (0.4 if named else 0.8) / most)
        xs = [place + 0.14 + x for x in look.stack(values, step=step)]
        ax.plot(
            xs, values, linestyle="none", marker="o", markersize=size, color=look.BLUE, zorder=3
        )
        if named and values:
            _draw_names(ax, pairs, place, step, tall)


def _draw_names(ax: Axes, pairs: pd.DataFrame, place: int, step: float, tall: float) -> None:
    """Write the codes of each difference in a column of their own, none over another."""
    groups = {int(str(v)): ", ".join(g) for v, g in pairs.groupby("forskel")["borger"]}
    counts = {v: text.count(",") + 1 for v, text in groups.items()}
    column = place + 0.19 + step * max(counts.values())
    width = ax.get_window_extent().width / ax.figure.get_dpi() / 2 * (place + 1 - column)
    texts = {v: look.wrap(text, 72 * width, _TINY) for v, text in groups.items()}
    slots = [v for v, lines in texts.items() for _ in lines]
    places = spread(slots, 200 * 0.185 / tall, low=-88, high=97)
    for i in sorted(range(len(slots)), key=lambda i: -places[i]):
        v = slots[i]
        beside = place + 0.11 + step * counts[v]
        ax.plot([beside, column - 0.02], [v, places[i]], color=look.QUIET, linewidth=0.6, zorder=2)
        ax.text(column, places[i], texts[v].pop(0), size=_TINY, va="center_baseline")
