"""How the time of a film is spread over who acts and what it is about; seconds, never persons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.dansk import join, time_code
from kitlib.figures import Lane, Lanes, Span, Take, View
from kitlib.instruments.marks import empty, rows
from kitlib.instruments.video.columns import ACTORS
from kitlib.instruments.video.film import NO_NOTES, OURS, spanned
from kitlib.instruments.video.tables import Clip, clips, hidden, nameless

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["seconds_covered", "tid_efter_aktor", "tid_efter_tema"]


def seconds_covered(spans: Sequence[tuple[float, float]]) -> float:
    """Return how long at least one of them is on; where they overlap, time counts once.

    Examples
    --------
    >>> seconds_covered([(0, 10), (5, 12), (20, 20)])
    12.0
    """
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def tid_efter_aktor(frame: pd.DataFrame, about: About) -> View:
    """Make time by actor kind: blocks on one line an actor, with minutes and seconds."""
    return _view(
        frame,
        about,
        key="video.tid_efter_aktor",
        column="aktor",
        order=lambda found: ACTORS,
        none="ikke sagt hvem",
        tones=ACTORS,
    )


def tid_efter_tema(frame: pd.DataFrame, about: About) -> View:
    """Make time by theme: blocks on one line a theme, with minutes and seconds."""

    def order(found: set[str]) -> tuple[str, ...]:
        known = [t for t in about.temaer if t in found]
        return (*known, *sorted(found - set(known)))

    return _view(
        frame, about, key="video.tid_efter_tema", column="tema", order=order, none="uden tema"
    )


def _view(
    frame: pd.DataFrame,
    about: About,
    *,
    key: str,
    column: str,
    order: Callable[[set[str]], Sequence[str]],
    none: str,
    tones: Sequence[str] = (),
) -> View:
    import pandas as pd

    question = about.says(f"{key}.spoergsmaal")
    films = clips(frame)
    if not films:
        return empty(key, question, about.says(NO_NOTES) + hidden(frame))
    told = pd.concat([c.notes for c in films])
    if told[column].isna().all():
        return empty(key, question, about.says(f"{key}.tom") + hidden(frame))
    labels = list(order(set(told[column].dropna())))
    takes = tuple(_take(clip, column, labels, none, tones) for clip in films)
    told_lanes = [
        (take.heading, lane.label, *_measured(lane), take.length)
        for take in takes
        for lane in take.lanes
    ]
    names = ["klip", column, "sekunder", "blokke", "streger", "klippets_laengde"]
    data = pd.DataFrame(told_lanes, columns=names)
    whole = sum(c.length for c in films)
    sums = data.groupby(column, sort=False)["sekunder"].sum()
    longest = sums.drop(none, errors="ignore").sort_values(ascending=False, kind="stable")
    parts = [f"{label} {time_code(s)}" for label, s in longest.items() if s > 0]
    say = "Noterne siger ikke, hvor længe noget varer."
    if parts:
        unit = " min." if whole < 3600 else ""
        say = f"Ud af {time_code(whole)}{unit} er der skrevet "
        if len(parts) > 1 and longest.iloc[0] > longest.iloc[1]:
            say += f"mest om {parts[0]}, derefter {join(parts[1:])}."
        else:
            say += f"om {join(parts)}."
        if untold := sums.get(none, 0):
            say += f" {none.capitalize()}: {time_code(untold)}."
    caveat = f"{about.says(OURS)} {about.says(f'{key}.under')}"
    caveat += nameless(films)
    if data["streger"].any():
        caveat += " En streg er en note, der ikke siger, hvornår det slutter."

    alt = "Blokke på en tidslinje, en linje for hver: " + join(parts or labels)
    return View(
        key=key,
        question=question,
        sentence=say,
        caveat=caveat,
        alt=f"{alt}.",
        data=data,
        blocks=(Lanes(takes=takes),),
    )


def _take(clip: Clip, column: str, labels: Sequence[str], none: str, tones: Sequence[str]) -> Take:
    own = clip.notes[column]
    # Nothing is told apart in a film that says of no note what it is of.
    named = [] if own.isna().all() else labels
    lanes = []
    for label in [*named, *([none] if own.isna().any() else [])]:
        part = clip.notes[own.isna() if label == none else (own == label).fillna(False)]
        lane = Lane(
            label,
            tuple(_lasting(spanned(row)) for row in rows(part)),
            "",
            tone=tones.index(label) if label in tones else 0,
            quiet=label == none,
        )
        lanes.append(replace(lane, told=_told(lane)))
    return Take(clip.name, clip.length, tuple(lanes))


def _lasting(span: Span) -> Span:
    """A note that does not say when it ends has no end."""
    return span if span.stop is not None and span.stop > span.start else replace(span, stop=None)


def _measured(lane: Lane) -> tuple[float, int, int]:
    """Seconds with at least one note, how many notes last, and how many do not say so."""
    pairs = [(s.start, s.stop) for s in lane.spans if s.stop is not None]
    return seconds_covered(pairs), len(pairs), len(lane.spans) - len(pairs)


def _told(lane: Lane) -> str:
    seconds, _, open_ended = _measured(lane)
    if seconds:
        return f"{time_code(seconds)} min." if seconds < 3600 else time_code(seconds)
    return "ukendt tid" if open_ended else "ingen"
