"""Which way it went: labels a citizen in one's own file, pooled counts in a team's folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.dansk import join
from kitlib.figures import Counted, Row, Tally, View
from kitlib.instruments.guesses import Guess
from kitlib.instruments.marks import group_caveat, people
from kitlib.instruments.who5.change import CONTRASTS, changes, per_person
from kitlib.instruments.who5.columns import LABELS
from kitlib.instruments.who5.say import THERMOMETER, empty, talk_today

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["POOLED_FROM", "directions", "own_direction", "pooled_direction"]

#: Fewest persons a pooled direction is shown for.
POOLED_FROM = 5

#: What each label means in points on the index's grid of fours.
_POINTS = (
    "24 points eller mere",
    "4 til 20 points",
    "0 points",
    "4 til 20 points",
    "24 points eller mere",
)
Pair = tuple[str, str]
_PAIRS: tuple[Pair, ...] = (("før", "efter"), ("før", "3 måneder"), ("efter", "3 måneder"))


def _until(time: str) -> str:
    """Say the later measurement so that "3 måneder" is not read as three months in all."""
    return "3 måneder efter" if time == "3 måneder" else time


def own_direction(frame: pd.DataFrame, about: About) -> View:
    """Each citizen's change label in the two planned comparisons; empty labels kept.

    Parameters
    ----------
    frame : DataFrame
        Scored person rows of one's own file.
    about : About
        Gives the word for the persons.
    """
    name = "who5.retning"
    moved = changes(frame) if not frame.empty else frame
    data = moved.reindex(columns=["borger", "fra", "til", "forskel", "retning"])
    if data.empty:
        return empty(name, about, data, why=f"{name}.tom")
    groups = {
        pair: [
            data.loc[
                (data["fra"] == pair[0]) & (data["til"] == pair[1]) & (data["retning"] == label),
                "borger",
            ].tolist()
            for label in LABELS
        ]
        for pair in CONTRASTS
    }
    clear = data[data["retning"].isin((LABELS[0], LABELS[-1]))]
    parts = []
    for start, end in CONTRASTS:
        n = int(((data["fra"] == start) & (data["til"] == end)).sum())
        moves = int(((clear["fra"] == start) & (clear["til"] == end)).sum())
        parts.append(f"{moves} af {n} fra {start} til {_until(end)}")
    sentence = f"Tydelig forskel: {join(parts)}."
    wide = per_person(frame)
    caveat = f"{about.says(f'{name}.under')} {about.says(THERMOMETER)} {talk_today(wide, about)}"
    alt = "Fem rækker, en for hver retning, med en prik for hver person. " + _read_out(groups)
    return View(
        key=name,
        question=about.says(f"{name}.spoergsmaal"),
        sentence=sentence,
        caveat=caveat.strip(),
        alt=alt,
        data=data,
        ring="mit",
        blocks=(_tally(groups, named=True),),
    )


def pooled_direction(frame: pd.DataFrame, about: About) -> View:
    """The team's counts of directions, one dot a person; shown from 5 persons in a comparison.

    Parameters
    ----------
    frame : DataFrame
        The team's table: `fra`, `til`, `retning`, `antal`.
    about : About
        Gives the word for the persons.
    """
    import pandas as pd

    from kitlib.evidence import REGRESSION_TO_THE_MEAN

    name = "who5.retning"
    question = about.says(f"{name}.spoergsmaal_samlet")
    rows = frame.reindex(columns=["fra", "til", "retning", "antal"])
    sums = rows.groupby(["fra", "til", "retning"], observed=True)["antal"].sum()
    asked = [pair for pair in _PAIRS if pair in {key[:2] for key in sums.index}]
    counts = {pair: [int(sums.get((*pair, label), 0)) for label in LABELS] for pair in asked}
    shown = {pair: found for pair, found in counts.items() if sum(found) >= POOLED_FROM}
    data = pd.DataFrame(
        [
            (*pair, label, n)
            for pair, found in shown.items()
            for label, n in zip(LABELS, found, strict=True)
        ],
        columns=["fra", "til", "retning", "antal"],
    ).astype({"antal": "Int64"})
    if not shown:
        why = about.says(f"{name}.for_faa", n=POOLED_FROM)
        return View(key=name, question=question, sentence=why, data=data)
    groups = {pair: [[""] * n for n in shown[pair]] if pair in shown else None for pair in asked}
    parts = []
    for (start, end), (up, rather_up, same, rather_down, down) in shown.items():
        who = people(sum(shown[start, end]), about.person_word)
        parts.append(
            f"Fra {start} til {_until(end)}, {who}: {up + rather_up} højere, {same} samme, "
            f"{down + rather_down} lavere."
        )
    hidden = len(asked) - len(shown)
    if hidden:
        parts.append(f"Hvor der er færre end {POOLED_FROM}, vises intet.")
    n = min(sum(found) for found in shown.values())
    caveat = (
        f"{group_caveat(n)} {about.says(f'{name}.under_samlet')} "
        f"{REGRESSION_TO_THE_MEAN} {about.says(THERMOMETER)}"
    )
    alt = "Fem rækker, en for hver retning, med en prik for hver person. " + _read_out(
        {pair: group for pair, group in groups.items() if group is not None}
    )
    return View(
        key=name,
        question=question,
        sentence=" ".join(parts),
        caveat=caveat.strip(),
        alt=alt,
        data=data,
        blocks=(_tally(groups, named=False),),
    )


def _read_out(groups: dict[tuple[str, str], list[list[str]]]) -> str:
    parts = []
    for (start, end), found in groups.items():
        counts = ", ".join(f"{label} {len(g)}" for label, g in zip(LABELS, found, strict=True))
        parts.append(f"Fra {start} til {end}: {counts}.")
    return " ".join(parts)


def _tally(groups: Mapping[Pair, list[list[str]] | None], *, named: bool) -> Tally:
    """Five rows by as many columns as comparisons; one of too few is hidden."""
    rows = []
    for label, points in zip(LABELS, _POINTS, strict=True):
        first, _, rest = label.partition(", ")
        rows.append(Row(first, f"{points}, {rest}" if rest else points))
    columns = tuple(
        Counted(
            f"fra {start} til {_until(end)}",
            None if found is None else tuple(tuple(codes) for codes in found),
        )
        for (start, end), found in groups.items()
    )
    hidden = f"færre end {POOLED_FROM}:\nvises ikke"
    return Tally(rows=tuple(rows), columns=columns, named=named, hidden=hidden)


def directions(view: View) -> Guess:
    """What can be guessed: how many went up, stayed and went down in the first comparison."""
    first = view.data.iloc[0]
    part = view.data[(view.data["fra"] == first["fra"]) & (view.data["til"] == first["til"])]
    numbers = [int(n) for n in part["antal"]]
    counts = {"op": sum(numbers[:2]), "samme": numbers[2], "ned": sum(numbers[3:])}
    options = (("op", "Højere"), ("samme", "Samme"), ("ned", "Lavere"))
    times = {"fra": str(first["fra"]), "til": str(first["til"])}
    return Guess(view.key, options, counts, "svar", "svar", what="retning", told=times)
