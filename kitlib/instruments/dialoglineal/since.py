"""Siden sidst for the ruler: each citizen's number before and since, and their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.dansk import join, long_date, number
from kitlib.figures import Block, Cards, Counted, Group, Note, Row, Tally, View
from kitlib.instruments.dialoglineal.say import RULER_CAVEAT, shown
from kitlib.instruments.dialoglineal.scores import NO_CHANGE
from kitlib.instruments.dialoglineal.wording import learning
from kitlib.instruments.marks import corner, group_caveat, people, quoted, rows
from kitlib.instruments.since import ASK, CARDS, Begun, Since
from kitlib.noteids import ID, ids_in

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SINCE"]

_STEPS = f"mindst {NO_CHANGE + 1} trin"
_FEW = f"1-{NO_CHANGE} trin"
_WAYS = (f"{_STEPS} højere", f"{_FEW} højere", "samme trin", f"{_FEW} lavere", f"{_STEPS} lavere")
_MAYBE = {_WAYS[1]: "kan være tilfældigt", _WAYS[3]: "kan være tilfældigt"}


def _since(frame: pd.DataFrame, about: About, begun: Begun) -> View:
    """Return each citizen's last number before a day against the last since, and their words since.

    `data` has a row a citizen with both: `borger`, `foer`, `siden`, `vej`. Nothing is said of a
    group the policy says nothing of; the words may stand alone.
    """
    from kitlib.evidence import policy_for

    begun = replace(begun, asked="Tallene på linealen: Hvad er der sket, siden vi begyndte?")
    data, later = _before_and_since(frame, begun.start, begun.today)
    n = len(data)
    who = people(n, about.person_word)
    words = _own_words(later).tail(CARDS if begun.words else 0)
    told = f"{who.capitalize()} har sat et tal både før og siden {long_date(begun.start)}"
    if not policy_for(n).counts:
        say = f"{told}. Om så få siger vi intet som gruppe."
        if words.empty:
            return begun.nothing(say)
        return _drawn(begun, f"{say} {ASK}", "", data.iloc[:0], words)
    up, same, down = (
        int((data["siden"] > data["foer"]).sum()),
        int((data["siden"] == data["foer"]).sum()),
        int((data["siden"] < data["foer"]).sum()),
    )
    say = f"{told}: {up} højere, {same} samme, {down} lavere."
    caveat = f"{RULER_CAVEAT} {group_caveat(n)} {learning()}".replace("  ", " ")
    return _drawn(begun, say, caveat, data, words)


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


def _drawn(begun: Begun, say: str, caveat: str, data: pd.DataFrame, words: pd.DataFrame) -> View:
    codes = {way: data.loc[data["vej"] == way, "borger"].tolist() for way in _WAYS}
    said = tuple(
        Note("", quoted(str(r.borger_ord)), corner(day=r.dato), kind="words", id=r.note_id)
        for r in rows(words)
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
        key=begun.key,
        question=begun.asked,
        sentence=say,
        caveat=caveat,
        alt=f"{alt}.",
        data=data,
        blocks=tuple(blocks),
    )


SINCE = Since(
    "Tallene på dialoglinealen", _since, fits=lambda frame, about: about.dialoglineal_faelles
)
