"""What gets better and comes back: found by number, explained by the words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib.about import About
from kitlib.columns import fold
from kitlib.dansk import join, number
from kitlib.figures import Curve, Curves, View
from kitlib.instruments.marks import people, quoted
from kitlib.instruments.who5.change import WHO5_R, WHO5_SD, per_person
from kitlib.instruments.who5.columns import TIMES
from kitlib.instruments.who5.say import THERMOMETER, empty, talk_today

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["OWN_STEP", "coming_back", "lower_is_better"]

#: Smallest change of the own 0-10 question that counts as one (ours: nobody has tested it).
OWN_STEP = 2
#: Words of more persons than this are not drawn: the picture would not end.
MOST_WITH_WORDS = 40

_LOW_WORDS = (
    "ensom",
    "alene",
    "bekym",
    "angst",
    "ond",
    "smerte",
    "stress",
    "trist",
    "nervoes",
    "uro",
    "bange",
    "traet",
    "svaert",
    "problem",
)
_SAID = {
    "bedre, og det holder": "er det bedre, og det holder",
    "bedre, men holder ikke": "blev det bedre og holdt ikke",
    "bedre, senere ukendt": "blev det bedre, og resten er ukendt",
    "ikke bedre": "blev det ikke bedre",
    "kan ikke ses": "kan det ikke ses",
}


@dataclass(frozen=True)
class _Scale:
    """What is drawn: the own question, or the index where there is none."""

    column: str
    high: int
    step: float
    higher_is_better: bool
    title: str


def lower_is_better(question: str) -> bool:
    """Guess from the wording of the own question whether a low number is the good end.

    Examples
    --------
    >>> lower_is_better("Hvor ensom har du følt dig?"), lower_is_better("Hvor glad er du?")
    (True, False)
    """
    return any(word.startswith(_LOW_WORDS) for word in fold(question).split("_"))


def coming_back(frame: pd.DataFrame, about: About) -> View:
    """Who held on to what got better, once the talks were over.

    Parameters
    ----------
    frame : DataFrame
        Scored person rows of one's own file. The own question 0-10 is drawn where there is one,
        else the index.
    about : About
        Gives the word for the persons.
    """
    import pandas as pd

    from kitlib.evidence import pattern, policy_for

    name = "who5.moensteret"
    if frame.empty:
        return empty(name, about, frame)
    scale = _scale(frame)
    wide = per_person(frame, scale.column)
    wide = wide[wide[list(TIMES)].notna().any(axis=1)].reset_index(drop=True)
    if wide.empty:
        return empty(name, about, wide)
    values = [[None if pd.isna(v) else float(v) for v in wide[time]] for time in TIMES]
    before, after, later = values
    found = pattern(before, after, later, step=scale.step, higher_is_better=scale.higher_is_better)
    data = wide.assign(moenster=list(found.labels))
    with_words = len(data) <= MOST_WITH_WORDS
    curves = tuple(_curve(person, frame, with_words) for person in data.itertuples(index=False))
    block = Curves(title=scale.title, times=TIMES, high=scale.high, curves=curves)
    n = len(data)
    sentence = people(n, about.person_word).capitalize()
    if policy_for(n).counts:
        parts = [f"hos {found.counts[p]} {said}" for p, said in _SAID.items() if found.counts[p]]
        sentence += f": {join(parts)}"
    else:
        sentence += ": læs hver kurve for sig, for om så få siger vi intet samlet"
    good = "højt" if scale.higher_is_better else "lavt"
    what = "Trivsel" if scale.column == "indeks" else "Det egne spørgsmål"
    caveat = (
        f"{what}: her er et {good} tal det gode. Bedre er mindst {number(scale.step)} "
        f"{'points' if scale.column == 'indeks' else 'trin'}, og det holder ikke, når mindst "
        f"halvdelen er tabt (vores valg). {about.says(f'{name}.under')} "
        f"{_of_who5(scale, about.says(THERMOMETER), talk_today(per_person(frame), about))}"
    )
    alt = (
        f"{people(n, about.person_word).capitalize()} i hver sin række: en lille kurve over før, "
        "efter og 3 måneder, og ordene fra samtalerne ved siden af."
    )
    return View(
        key=name,
        question=about.says(f"{name}.spoergsmaal"),
        sentence=f"{sentence}.",
        caveat=caveat.strip(),
        alt=alt,
        data=data,
        ring="mit",
        blocks=(block,),
    )


def _of_who5(scale: _Scale, always: str, talk: str) -> str:
    """Say of which number the thermometer and the low one are told: never of the own question."""
    said = f"{always} {talk}".strip()
    return said if scale.column == "indeks" or not talk else f"{always} Om WHO-5: {talk}"


def _scale(frame: pd.DataFrame) -> _Scale:
    from kitlib.evidence import reliable_threshold

    if "eget_tal" not in frame or not frame["eget_tal"].notna().any():
        step = reliable_threshold(sd=WHO5_SD, r=WHO5_R, grid=4)
        return _Scale("indeks", 100, step, True, "Trivsel, 0-100")
    asked = frame["eget_spoergsmaal"].dropna() if "eget_spoergsmaal" in frame else frame.iloc[:0, 0]
    text = str(asked.mode().iloc[0]) if len(asked) else ""
    title = f"Eget spørgsmål, 0-10: {quoted(text)}" if text else "Eget spørgsmål, 0-10"
    return _Scale("eget_tal", 10, OWN_STEP, not lower_is_better(text), title)


def _curve(person: Any, frame: pd.DataFrame, with_words: bool) -> Curve:
    import pandas as pd

    code, *numbers, label = person
    values = tuple(None if pd.isna(v) else int(v) for v in numbers)
    own = frame[frame["borger"] == code]
    said = []
    for time in TIMES if with_words else ():
        for row in own[own["tidspunkt"] == time].to_dict("records"):
            words = [quoted(row["ord"])] if isinstance(row.get("ord"), str) else []
            words += [row["note"]] if isinstance(row.get("note"), str) else []
            if words:
                said.append(f"{time.capitalize()}: {' '.join(words)}")
    return Curve(str(code), str(label), values, tuple(said))
