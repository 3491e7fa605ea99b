"""What gets better and comes back: found by number, explained by the words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.columns import fold
from kitlib.dansk import join, number
from kitlib.figures import Painted, View
from kitlib.figures.placing import LEFT, RIGHT, area, text_height, wrap, write
from kitlib.instruments.marks import people, quote
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
    "bedre, og det holder": "er det bedre og holder",
    "bedre, men holder ikke": "blev det bedre og holdt ikke",
    "bedre, senere ukendt": "blev det bedre, og resten er ukendt",
    "ikke bedre": "blev det ikke bedre",
    "kan ikke ses": "kan det ikke ses",
}
_LABELS = 2.4
_CHART = 3.7
_GAP = 0.35
_HEAD = 0.4
_SMALL = look.SIZES["small"]
_WORDS = RIGHT - LEFT - _LABELS - _CHART - _GAP


@dataclass(frozen=True)
class _Scale:
    """What is drawn: the own question, or the index where there is none."""

    column: str
    high: int
    step: float
    higher_is_better: bool
    title: str


@dataclass(frozen=True)
class _Row:
    code: str
    label: str
    points: tuple[tuple[int, int], ...]
    lines: tuple[str, ...]
    height: float


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

    question = "Hvem kan holde fast, når forløbet er slut?"
    name = "who5.moensteret"
    if frame.empty:
        return empty(name, question, frame, "mit")
    scale = _scale(frame)
    wide = per_person(frame, scale.column)
    wide = wide[wide[list(TIMES)].notna().any(axis=1)].reset_index(drop=True)
    if wide.empty:
        return empty(name, question, wide, "mit")
    values = [[None if pd.isna(v) else float(v) for v in wide[time]] for time in TIMES]
    before, after, later = values
    found = pattern(before, after, later, step=scale.step, higher_is_better=scale.higher_is_better)
    data = wide.assign(moenster=list(found.labels))
    with_words = len(data) <= MOST_WITH_WORDS
    rows = [_row(person, frame, with_words) for person in data.itertuples(index=False)]
    title = wrap(scale.title, 72 * (RIGHT - LEFT), _SMALL)
    head = text_height(title, _SMALL) + _HEAD
    height = head + sum(row.height for row in rows) + 0.1

    def draw(figure: Any) -> None:
        write(figure, LEFT, 0, title, size=_SMALL, color=look.QUIET)
        down = head
        for place, row in enumerate(rows):
            _draw_row(figure, row, down, scale, first=place == 0)
            down += row.height

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
        f"halvdelen er tabt (vores valg). Et mønster at tale om, ikke et fund om én person. "
        f"{_of_who5(scale, talk_today(per_person(frame)))}"
    )
    alt = (
        f"{people(n, about.person_word).capitalize()} i hver sin række: en lille kurve over før, "
        "efter og 3 måneder, og ordene fra samtalerne ved siden af."
    )
    return View(
        key=name,
        question=question,
        sentence=f"{sentence}.",
        caveat=caveat.strip(),
        alt=alt,
        data=data,
        ring="mit",
        blocks=(Painted(draw=draw, height=height, quotes=with_words),),
    )


def _of_who5(scale: _Scale, talk: str) -> str:
    """Say of which number the thermometer and the low one are told: never of the own question."""
    said = f"{THERMOMETER} {talk}".strip()
    return said if scale.column == "indeks" or not talk else f"{THERMOMETER} Om WHO-5: {talk}"


def _scale(frame: pd.DataFrame) -> _Scale:
    from kitlib.evidence import reliable_threshold

    if "eget_tal" not in frame or not frame["eget_tal"].notna().any():
        step = reliable_threshold(sd=WHO5_SD, r=WHO5_R, grid=4)
        return _Scale("indeks", 100, step, True, "Trivsel, 0-100")
    asked = frame["eget_spoergsmaal"].dropna() if "eget_spoergsmaal" in frame else frame.iloc[:0, 0]
    text = str(asked.mode().iloc[0]) if len(asked) else ""
    title = f"Eget spørgsmål, 0-10: {quote(text)}" if text else "Eget spørgsmål, 0-10"
    return _Scale("eget_tal", 10, OWN_STEP, not lower_is_better(text), title)


def _row(person: Any, frame: pd.DataFrame, with_words: bool) -> _Row:
    import pandas as pd

    code, *numbers, label = person
    points = tuple((x, int(v)) for x, v in enumerate(numbers) if not pd.isna(v))
    lines: list[str] = []
    if with_words:
        own = frame[frame["borger"] == code]
        for time in TIMES:
            for row in own[own["tidspunkt"] == time].to_dict("records"):
                said = [quote(row["ord"])] if isinstance(row.get("ord"), str) else []
                said += [row["note"]] if isinstance(row.get("note"), str) else []
                if said:
                    lines += wrap(f"{time.capitalize()}: {' '.join(said)}", 72 * _WORDS, _SMALL)
    return _Row(
        str(code), str(label), points, tuple(lines), max(1.25, text_height(lines, _SMALL) + 0.3)
    )


def _draw_row(figure: Any, row: _Row, top: float, scale: _Scale, *, first: bool) -> None:
    chart = area(figure, LEFT + _LABELS, top + 0.1, _CHART, 1.0)
    look.bare(chart)
    chart.set(xlim=(-0.3, 2.3), ylim=(-0.06 * scale.high, 1.06 * scale.high))
    chart.set_yticks([0, scale.high])
    chart.set_facecolor(look.FAINT)
    if first:
        chart.set_xticks(range(3), TIMES, size=_SMALL)
        chart.tick_params(axis="x", labeltop=True, labelbottom=False, pad=3)
    for (x, y), (next_x, next_y) in zip(row.points, row.points[1:], strict=False):
        # A line over a measurement that was not made is dashed: nothing was seen there.
        chart.plot(
            [x, next_x],
            [y, next_y],
            color=look.BLUE,
            linewidth=1.8,
            linestyle="-" if next_x == x + 1 else (0, (4, 3)),
        )
    for x, y in row.points:
        chart.plot(
            [x],
            [y],
            linestyle="none",
            marker="o",
            markersize=9,
            markeredgewidth=2,
            markeredgecolor=look.BLUE,
            markerfacecolor=look.FAINT if x == 0 else look.BLUE,
            clip_on=False,
        )
        near_top = y > 0.75 * scale.high
        chart.annotate(
            str(y),
            (x, y),
            (0, -8 if near_top else 8),
            textcoords="offset points",
            ha="center",
            va="top" if near_top else "bottom",
            size=_SMALL,
        )
    write(figure, LEFT, top + 0.15, [row.code], size=look.SIZES["body"], weight="bold")
    label = wrap(row.label, 72 * (_LABELS - 0.5), _SMALL)
    write(figure, LEFT, top + 0.45, label, size=_SMALL)
    write(figure, LEFT + _LABELS + _CHART + _GAP, top + 0.12, row.lines, size=_SMALL)
