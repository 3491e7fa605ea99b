"""Siden sidst for numbers citizens set themselves: the ruler before and since, WHO-5 as counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.circle.since_words import ASK, CARDS, words_only
from kitlib.dansk import join, long_date, number
from kitlib.figures import Block, Cards, Counted, Group, Note, Row, Tally, View
from kitlib.instruments.dialoglineal.say import RULER_CAVEAT, shown
from kitlib.instruments.dialoglineal.scores import NO_CHANGE
from kitlib.instruments.dialoglineal.wording import learning
from kitlib.instruments.marks import group_caveat, people
from kitlib.instruments.postits.words import corner, rows
from kitlib.instruments.postits.words import quoted as in_quotes
from kitlib.noteids import ID, ids_in
from kitlib.team import Team

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ruler_since", "who5_since"]

_STEPS = f"mindst {NO_CHANGE + 1} trin"
_FEW = f"1-{NO_CHANGE} trin"
_WAYS = (f"{_STEPS} højere", f"{_FEW} højere", "samme trin", f"{_FEW} lavere", f"{_STEPS} lavere")
_MAYBE = {_WAYS[1]: "kan være tilfældigt", _WAYS[3]: "kan være tilfældigt"}
_UNDATED = "Tællingerne har ingen dage, så de kan ikke deles i før og siden."


def ruler_since(
    key: str, frame: pd.DataFrame, about: About, start: date, today: date, *, words: bool
) -> View:
    """Return each citizen's last number before a day against the last since, and their words since.

    `data` has a row a citizen with both: `borger`, `foer`, `siden`, `vej`. Nothing is said of a
    group the policy says nothing of; the words may stand alone.
    """
    from kitlib.evidence import policy_for

    asked = "Tallene på linealen: Hvad er der sket, siden vi begyndte?"
    data, later = _before_and_since(frame, start, today)
    n = len(data)
    who = people(n, about.person_word)
    quoted = _own_words(later).tail(CARDS if words else 0)
    if not policy_for(n).counts:
        say = (
            f"{who.capitalize()} har sat et tal både før og siden {long_date(start)}. Om så få "
            f"siger vi intet som gruppe. {ASK}"
        )
        if quoted.empty:
            return words_only(key, asked, say)
        return _drawn(key, asked, say, "", data.iloc[:0], quoted)
    up, same, down = (
        int((data["siden"] > data["foer"]).sum()),
        int((data["siden"] == data["foer"]).sum()),
        int((data["siden"] < data["foer"]).sum()),
    )
    say = (
        f"{who.capitalize()} har sat et tal både før og siden {long_date(start)}: {up} højere, "
        f"{same} samme, {down} lavere."
    )
    caveat = f"{RULER_CAVEAT} {group_caveat(n)} {learning()}".replace("  ", " ")
    return _drawn(key, asked, say, caveat, data, quoted)


def who5_since(key: str, team: Team) -> View:
    """Return the team's counts of directions; they have no days to part before and since."""
    found = team.view("who5.retning")
    if found.is_empty:
        return replace(found, key=key, sentence=f"{found.sentence} {ASK}")
    return replace(found, key=key, caveat=f"{_UNDATED} {found.caveat}")


def _before_and_since(
    frame: pd.DataFrame, start: date, today: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a citizen with a number on both sides, in the file's order; and all rows since."""
    import pandas as pd

    begun, end = pd.Timestamp(start), pd.Timestamp(today)
    known = shown(frame, "hos_teamet").sort_values("dato", kind="stable")
    known = known[known["dato"] <= end]
    later = known[known["dato"] >= begun]
    numbers = known.dropna(subset=["borger_tal"])
    first = numbers[numbers["dato"] < begun].groupby("borger")["borger_tal"].last()
    last = numbers[numbers["dato"] >= begun].groupby("borger")["borger_tal"].last()
    both = [c for c in frame["borger"].dropna().unique() if c in first.index and c in last.index]
    data = pd.DataFrame(
        {
            "borger": pd.array(both, dtype="string"),
            "foer": pd.array([first[c] for c in both], dtype="Int64"),
            "siden": pd.array([last[c] for c in both], dtype="Int64"),
        }
    )
    steps = data["siden"] - data["foer"]
    return data.assign(vej=pd.array([_way(int(s)) for s in steps], dtype="string")), later


def _way(steps: int) -> str:
    if abs(steps) > NO_CHANGE:
        return _WAYS[0] if steps > 0 else _WAYS[4]
    return _WAYS[2] if steps == 0 else _WAYS[1] if steps > 0 else _WAYS[3]


def _own_words(later: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in which citizens said something: borger, borger_ord, dato, note_id."""
    said = later if "borger_ord" in later else later.assign(borger_ord=None)
    said = said.assign(**{ID: ids_in(said).fillna("")})
    return said.dropna(subset=["borger_ord"])[["borger", "borger_ord", "dato", ID]]


def _drawn(
    key: str, asked: str, say: str, caveat: str, data: pd.DataFrame, quoted: pd.DataFrame
) -> View:
    codes = {way: data.loc[data["vej"] == way, "borger"].tolist() for way in _WAYS}
    said = tuple(
        Note("", in_quotes(str(r.borger_ord)), corner(day=r.dato), kind="words", id=r.note_id)
        for r in rows(quoted)
    )
    alt = "Fem rækker prikker, en prik for hver: " if len(data) else "De seneste ord, ordret"
    alt += join([f"{number(len(c))} {way}" for way, c in codes.items()]) if len(data) else ""

    blocks: list[Block] = []
    if len(data):
        ways = tuple(Row(way, _MAYBE.get(way, "")) for way in codes)
        cells = tuple(tuple(each) for each in codes.values())
        blocks.append(Tally(rows=ways, columns=(Counted("", cells),)))
    if said:
        blocks.append(Cards(groups=(Group("Det seneste, ordret", "", said),)))
    return View(
        key=key,
        question=asked,
        sentence=say,
        caveat=caveat,
        alt=f"{alt}.",
        data=data,
        blocks=tuple(blocks),
    )
