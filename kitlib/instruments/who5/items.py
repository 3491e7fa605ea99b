"""The five questions one by one: each citizen's answer before and at the latest measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kitlib import look
from kitlib.about import About
from kitlib.figures import Painted, View
from kitlib.figures.placing import LEFT, RIGHT, area, key, rows_of, text_height, write
from kitlib.instruments.marks import people
from kitlib.instruments.who5.columns import ITEMS, TIMES
from kitlib.instruments.who5.say import THERMOMETER, empty
from kitlib.instruments.who5.wording import answers, item_names, opening

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["item_profile"]

_SMALL = look.SIZES["small"]
_NAMES = 3.1  # inches for the wording of a question
_KEY = 0.42
_WHEN = ("før", "seneste")
_MARK: tuple[dict[str, Any], dict[str, Any]] = (
    {
        "marker": "o",
        "markerfacecolor": look.PAPER,
        "markeredgecolor": look.BLUE,
        "markeredgewidth": 1.8,
    },
    {"marker": "o", "markerfacecolor": look.BLUE, "markeredgecolor": look.BLUE},
)


def item_profile(frame: pd.DataFrame, about: About) -> View:
    """Answers to each question, 0-5, one dot a citizen: before over the line, the latest under it.

    Parameters
    ----------
    frame : DataFrame
        Scored person rows of one's own file.
    about : About
        Gives the word for the persons.
    """
    question = "Hvad svarer de på de fem spørgsmål?"
    name = "who5.spoergsmaalene"
    data = _answers(frame)
    if data.empty:
        return empty(name, question, data, "mit")
    cells = data.groupby(["spoergsmaal", "hvornaar", "svar"]).size()
    most = int(cells.max())
    dot = 0.2 if most <= 14 else 0.13
    across = int((RIGHT - LEFT - _NAMES) / 6 * 0.9 / dot)
    names = [look.wrap(text, 72 * (_NAMES - 0.2), _SMALL) for text in item_names()]
    rows = -(-most // across)
    strip = rows * dot + 0.06
    row = max(0.78, 2 * strip + 0.12, max(text_height(lines, _SMALL) for lines in names) + 0.2)
    head = 0.85
    height = _KEY + head + row * len(ITEMS) + 0.1

    def draw(figure: Any) -> None:
        left = LEFT + _NAMES
        words = ("før", "seneste måling efter")
        marks = [
            ({**mark, "markersize": 72 * dot * 0.8}, word)
            for mark, word in zip(_MARK, words, strict=True)
        ]
        key(figure, left, 0, marks)
        tall = max(row, (look.inches(figure)[1] - _KEY - head - 0.1) / len(ITEMS))
        write(
            figure,
            LEFT,
            _KEY + 0.3,
            look.wrap(opening(), 72 * _NAMES, _SMALL),
            size=_SMALL,
            color=look.QUIET,
        )
        ax = area(figure, left, _KEY + head, RIGHT - left, tall * len(ITEMS))
        look.bare(ax)
        ax.set(xlim=(-0.5, 5.5), ylim=(tall * len(ITEMS), 0))
        ax.set_xticks(range(6), _answer_names((RIGHT - left) / 6), size=_SMALL)
        ax.tick_params(axis="x", labeltop=True, labelbottom=False, pad=4)
        for place, item in enumerate(ITEMS):
            middle = tall * (place + 0.5)
            if place % 2 == 0:
                ends = (tall * place, tall * (place + 1))
                ax.axhspan(*ends, color=look.FAINT, linewidth=0, zorder=0)
            ax.axhline(middle, color=look.HAIR, linewidth=1, zorder=1)
            for side, (when, mark) in enumerate(zip(_WHEN, _MARK, strict=True)):
                given = data[(data["spoergsmaal"] == item) & (data["hvornaar"] == when)]
                _draw_answers(ax, given["svar"].tolist(), middle, 2 * side - 1, dot, across, mark)
            y = _KEY + head + middle - text_height(names[place], _SMALL) / 2
            write(figure, LEFT, y, names[place], size=_SMALL)

    n = data["borger"].nunique()
    later = data.loc[data["hvornaar"] == _WHEN[1], "borger"].nunique()
    sentence = (
        f"{people(n, about.person_word).capitalize()} har svaret, {_again(later, n)} igen senere."
    )
    alt = "Fem rækker, en for hvert spørgsmål, med svarene 0 til 5 som prikker, en for hver person."
    caveat = f"Ét spørgsmål alene siger mindre end alle fem. {THERMOMETER}"
    return View(
        key=name,
        question=question,
        sentence=sentence,
        caveat=caveat,
        alt=alt,
        data=data,
        ring="mit",
        blocks=(Painted(draw=draw, height=height),),
    )


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


def _draw_answers(
    ax: Any,
    values: list[int],
    middle: float,
    side: int,
    dot: float,
    across: int,
    mark: dict[str, Any],
) -> None:
    """Lay dots in rows away from the middle line: `side` -1 above it, 1 below it."""
    step = dot * 6 / (RIGHT - LEFT - _NAMES)  # a dot's width in answers
    xs, ys = [], []
    for value in sorted(set(values)):
        n = values.count(value)
        wide = min(across, n)
        for column, row in rows_of(n, across):
            xs.append(value + (column - (wide - 1) / 2) * step)
            ys.append(middle + side * (0.05 + (row + 0.5) * dot))
    ax.plot(xs, ys, linestyle="none", markersize=72 * dot * 0.8, zorder=3, **mark)


def _answer_names(width: float) -> list[str]:
    words = {value: word for word, value in answers()}
    return [
        "\n".join([*look.wrap(words.get(v, ""), 72 * width - 10, _SMALL), str(v)]).strip()
        for v in range(6)
    ]
