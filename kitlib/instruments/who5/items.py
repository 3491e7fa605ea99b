"""The five questions one by one: each citizen's answer before and at the latest measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kitlib.about import About
from kitlib.figures import AnswerRow, AnswerRows, View
from kitlib.instruments.marks import people
from kitlib.instruments.who5.columns import ITEMS, TIMES
from kitlib.instruments.who5.say import THERMOMETER, empty
from kitlib.instruments.who5.wording import answers, item_names, opening

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["item_profile"]

_WHEN = ("før", "seneste")


def item_profile(frame: pd.DataFrame, about: About) -> View:
    """Answers to each question, 0-5, one dot a citizen: before over the line, the latest under it.

    Parameters
    ----------
    frame : DataFrame
        Scored person rows of one's own file.
    about : About
        Gives the word for the persons.
    """
    name = "who5.spoergsmaalene"
    data = _answers(frame)
    if data.empty:
        return empty(name, about, data)
    n = data["borger"].nunique()
    later = data.loc[data["hvornaar"] == _WHEN[1], "borger"].nunique()
    who = people(n, about.person_word).capitalize()
    sentence = _moved(data) or f"{who} har svaret, {_again(later, n)} igen senere."
    alt = "Fem rækker, en for hvert spørgsmål, med svarene 0 til 5 som prikker, en for hver person."
    caveat = f"{about.says(f'{name}.under')} {about.says(THERMOMETER)}"
    return View(
        key=name,
        question=about.says(f"{name}.spoergsmaal"),
        sentence=sentence,
        caveat=caveat,
        alt=alt,
        data=data,
        ring="mit",
        blocks=(_block(data),),
    )


def _moved(data: pd.DataFrame) -> str:
    """Say how many answers are higher and lower than before; nothing of few persons."""
    from kitlib.evidence import policy_for

    by = data.pivot(index=["borger", "spoergsmaal"], columns="hvornaar", values="svar")
    both = by.reindex(columns=list(_WHEN)).dropna()
    if not policy_for(both.index.get_level_values("borger").nunique()).counts:
        return ""
    steps = both[_WHEN[1]] - both[_WHEN[0]]
    counts = [int(found.sum()) or "ingen" for found in (steps > 0, steps == 0, steps < 0)]
    up, same, down = counts
    return f"Fra før til seneste svar: {up} højere, {same} ens og {down} lavere."


def _again(later: int, n: int) -> str:
    """Say how many of those who answered did so once more."""
    if n == 1:
        return "og har svaret" if later else "men ikke"
    who = "alle" if later == n else f"{later or 'ingen'} af dem"
    return f"og {who} har svaret"


def _answers(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an answer: borger, hvornaar (før, seneste), spoergsmaal, svar."""
    import pandas as pd

    names = ["borger", "hvornaar", "spoergsmaal", "svar"]
    if frame.empty or not set(ITEMS) <= set(frame.columns):
        return pd.DataFrame(columns=names)
    rows = frame.sort_values("dato", kind="stable") if "dato" in frame else frame
    rows = rows.drop_duplicates(["borger", "tidspunkt"], keep="last")
    before = rows[rows["tidspunkt"] == TIMES[0]].assign(hvornaar=_WHEN[0])
    later = rows[rows["tidspunkt"].isin(TIMES[1:])].copy()
    later["_order"] = later["tidspunkt"].map(TIMES.index)
    later = later.sort_values("_order").drop_duplicates("borger", keep="last")
    both = pd.concat([before, later.assign(hvornaar=_WHEN[1])])
    both["borger"] = pd.Categorical(both["borger"], frame["borger"].unique())
    long = both.melt(["borger", "hvornaar"], list(ITEMS), "spoergsmaal", "svar")
    long = long.dropna(subset=["svar"]).sort_values(
        ["spoergsmaal", "hvornaar", "borger"], kind="stable"
    )
    long["borger"] = long["borger"].astype("string")
    return long[names].astype({"svar": "Int64"}).reset_index(drop=True)


def _block(data: pd.DataFrame) -> AnswerRows:
    def given(item: str, when: str) -> tuple[int, ...]:
        here = (data["spoergsmaal"] == item) & (data["hvornaar"] == when)
        return tuple(int(value) for value in data.loc[here, "svar"])

    words = {value: word for word, value in answers()}
    return AnswerRows(
        opening=opening(),
        options=tuple(words.get(value, "") for value in range(6)),
        answers=tuple(
            AnswerRow(name, *(given(item, when) for when in _WHEN))
            for item, name in zip(ITEMS, item_names(), strict=True)
        ),
        times=("før", "seneste måling efter"),
    )
