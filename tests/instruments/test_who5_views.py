"""WHO-5's views: person by person in ring mit, pooled from five persons in the team."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import kitlib
from kitlib import look
from kitlib.about import About
from kitlib.figures import View
from kitlib.instruments.who5.columns import ITEMS, LABELS
from kitlib.instruments.who5.pattern import lower_is_better
from kitlib.instruments.who5.say import TALK

instrument = kitlib.who5.instrument
ABOUT = About(type="andet")
TIMES = ("før", "efter", "3 måneder")


def persons(*people: tuple[int | None, ...], own: tuple[tuple[int, ...], ...] = ()) -> pd.DataFrame:
    """Scored rows of persons B01, B02 ...: the sum of five answers at each measurement."""
    rows: list[dict[str, Any]] = []
    for i, sums in enumerate(people, start=1):
        for t, (time, total) in enumerate(zip(TIMES, sums, strict=False)):
            if total is None:
                continue
            answers = [min(5, max(0, total - 5 * k)) for k in range(5)]
            row = dict(zip(ITEMS, answers, strict=True))
            row |= {
                "borger": f"B{i:02d}",
                "tidspunkt": time,
                "ord": f"Ord til {time}.",
                "eget_spoergsmaal": "Hvor ensom har du følt dig?",
                "eget_tal": own[i - 1][t] if own else None,
            }
            rows.append(row)
    columns = ["borger", "tidspunkt", "dato", *ITEMS, "eget_tal", "eget_spoergsmaal", "ord", "note"]
    frame = pd.DataFrame(rows).reindex(columns=columns)
    frame["dato"] = pd.to_datetime(frame["dato"])
    text = dict.fromkeys(["borger", "tidspunkt", "eget_spoergsmaal", "ord", "note"], "string")
    whole = dict.fromkeys([*ITEMS, "eget_tal"], "Int64")
    return kitlib.who5.score(frame.astype(text | whole))


# Indexes 40 44 60, 20 64 28, 60 64 -, 32 - 56, 48 48 48.
FIVE = persons((10, 11, 15), (5, 16, 7), (15, 16), (8, None, 14), (12, 12, 12))


def make(name: str, frame: pd.DataFrame, about: About = ABOUT) -> View:
    return instrument.own_views[f"who5.{name}"](frame, about)


def texts(view: View) -> list[str]:
    figure = view.picture
    return [t.get_text() for t in [*figure.texts, *(t for ax in figure.axes for t in ax.texts)]]


@pytest.mark.parametrize("name", [key.partition(".")[2] for key in instrument.own_views])
class TestEveryOwnView:
    def test_exists_in_ring_mit_only(self, name: str) -> None:
        assert make(name, FIVE).ring == "mit"
        assert make(name, FIVE.iloc[:0]).ring == "mit"

    def test_one_person_many_and_none_can_be_drawn(self, name: str) -> None:
        for frame in (
            persons((10,)),
            persons((10, 12, 9)),
            persons(*[(10, 16, 9)] * 130),
            FIVE.iloc[:0],
        ):
            view = make(name, frame)
            assert view.sentence and view.alt
            if not view.is_empty:
                assert len(view.svg()) > 1000

    def test_the_words_say_no_cause_no_diagnosis_and_no_jargon(self, name: str) -> None:
        view = make(name, FIVE)
        said = " ".join([view.question, view.sentence, view.caveat, *texts(view)]).casefold()
        for word in ("virker", "effekt", "signifikan", "depression", "rci", "n="):
            assert word not in said

    def test_no_text_is_too_small_for_the_back_row(self, name: str) -> None:
        figure = make(name, FIVE).picture
        shown = [*figure.texts, *(t for ax in figure.axes for t in ax.texts)]
        assert min(t.get_size() for t in shown) >= look.SIZES["tiny"]

    def test_without_any_complete_answers_it_says_what_to_do(self, name: str) -> None:
        frame = persons((10,)).assign(indeks=pd.array([pd.NA], "Int64"))
        view = make(name, frame.assign(**{q: pd.array([pd.NA], "Int64") for q in ITEMS}))
        assert view.is_empty and view.sentence


def test_before_after_is_on_the_whole_scale_with_the_difference_on_its_own() -> None:
    left, right = make("foer_efter", FIVE).picture.axes
    assert left.get_ylim() == (0, 100)
    assert right.get_ylim() == (-100, 100)


def test_before_after_draws_each_persons_measurements_and_differences() -> None:
    left, right = make("foer_efter", FIVE).picture.axes
    dots = sorted(
        (int(x), int(y))
        for line in left.lines
        if line.get_marker() == "o"
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    )
    assert dots == sorted(
        [
            (0, 40),
            (1, 44),
            (2, 60),
            (0, 20),
            (1, 64),
            (2, 28),
            (0, 60),
            (1, 64),
            (0, 32),
            (2, 56),
            (0, 48),
            (1, 48),
            (2, 48),
        ]
    )
    differences = sorted(
        int(y) for line in right.lines if line.get_marker() == "o" for y in line.get_ydata()
    )
    assert differences == sorted([4, 44, 4, 0, 20, 8, 24, 0])


def test_a_line_over_a_missing_measurement_is_broken() -> None:
    left, _ = make("foer_efter", persons((8, None, 14))).picture.axes
    styles = [
        line.get_linestyle()
        for line in left.lines
        if line.get_color() == look.BLUE and len(line.get_xdata()) == 2
    ]
    assert styles == ["--"]


def test_one_person_measured_once_is_told_in_words_and_not_in_zeros() -> None:
    lines = make("foer_efter", persons((40, None, None)))
    assert "Ingen har svaret både før og efter" in lines.sentence and " 0 " not in lines.sentence
    assert any("to gange endnu" in text for text in texts(lines))
    assert (
        "har svaret, men ikke igen senere."
        in make("spoergsmaalene", persons((40, None, None))).sentence
    )
    assert "hver kurve for sig" in make("moensteret", persons((40, None, None))).sentence


def test_a_broken_line_is_explained_where_there_is_one() -> None:
    assert "Stiplet" in make("foer_efter", persons((40, None, 48), (44, 52, 60))).caveat
    assert "Stiplet" not in make("foer_efter", persons((40, 44, 48))).caveat


def test_the_band_around_zero_is_the_reliable_change() -> None:
    # SD 19, r .85: 20.4 points.
    _, right = make("foer_efter", FIVE).picture.axes
    low, high = right.patches[0].get_extents().transformed(right.transData.inverted()).intervaly
    assert (round(low, 1), round(high, 1)) == (-20.4, 20.4)


def test_unequal_numbers_and_missing_scores_are_said() -> None:
    frame = FIVE.copy()
    frame.loc[0, ["q1", "sum", "indeks"]] = pd.NA
    sentence = make("foer_efter", frame).sentence
    assert sentence.startswith("5 borgere. 3 har svaret både før og efter, 3 både før og 3 måneder")
    assert "1 måling mangler svar" in sentence


@pytest.mark.parametrize(("total", "said"), [(12, True), (13, False)])
def test_a_low_number_is_an_occasion_to_talk_today(total: int, said: bool) -> None:
    # Indexes 48 and 52; Danish practice calls up to 50 risk.
    assert (TALK in make("foer_efter", persons((20, total))).caveat) is said


def test_a_group_that_began_low_gets_the_sentence_on_those_who_began_lowest() -> None:
    assert "begyndte lavest" in make("foer_efter", persons(*[(8, 12)] * 3)).caveat
    assert "begyndte lavest" not in make("foer_efter", persons(*[(18, 12)] * 3)).caveat
    assert "begyndte lavest" not in make("foer_efter", persons((8, 12), (8, 12))).caveat


def test_the_item_profile_has_a_dot_an_answer() -> None:
    view = make("spoergsmaalene", FIVE)
    dots = sum(
        len(line.get_xdata())
        for ax in view.picture.axes
        for line in ax.lines
        if line.get_marker() == "o" and ax.get_xlim() == (-0.5, 5.5)
    )
    assert dots == len(view.data) == 5 * (5 + 5)
    said = " ".join(texts(view)).replace("\n", " ")
    assert "har jeg været glad og i godt humør" in said


def test_the_direction_keeps_all_five_labels_and_names_each_person() -> None:
    view = make("retning", FIVE)
    said = texts(view)
    for label in ("tydeligt højere", "lidt højere", "samme", "lidt lavere", "tydeligt lavere"):
        assert label in said
    assert said.count("B02") == 2
    assert "24 points eller mere" in said
    assert view.sentence == (
        "Tydelig forskel: 1 af 4 fra før til efter og 1 af 4 fra før til 3 måneder efter."
    )


def test_the_pattern_that_comes_back_is_found_by_number_with_the_words_beside() -> None:
    # Loneliness 8-4-7 comes back; 7-4-4 holds (kitlib.evidence.pattern).
    frame = persons((10, 12, 9), (10, 12, 9), (10, 12, 9), own=((8, 4, 7), (7, 4, 4), (6, 6, 6)))
    view = make("moensteret", frame)
    assert view.data["moenster"].tolist() == [
        "bedre, men holder ikke",
        "bedre, og det holder",
        "ikke bedre",
    ]
    said = " ".join(texts(view))
    assert "»Ord til 3 måneder.«" in said.replace("\n", " ")
    assert "Det egne spørgsmål: her er et lavt tal det gode" in view.caveat
    charts = [ax for ax in view.picture.axes if ax.lines]
    assert all(ax.get_ylim()[0] <= 0 and ax.get_ylim()[1] >= 10 for ax in charts)


def test_without_an_own_question_the_index_is_used() -> None:
    view = make("moensteret", FIVE.assign(eget_tal=pd.array([pd.NA] * len(FIVE), "Int64")))
    assert view.data.loc[1, "moenster"] == "bedre, men holder ikke"  # 20, 64, 28
    assert "mindst 24 points" in view.caveat


@pytest.mark.parametrize(
    ("question", "low"),
    [
        ("Hvor ensom har du følt dig?", True),
        ("Hvor bange er du for at gå ud?", True),
        ("Hvor meget magter du?", False),
        ("", False),
    ],
)
def test_which_end_of_the_own_question_is_the_good_one(question: str, low: bool) -> None:
    assert lower_is_better(question) is low


def counts(*numbers: int, fra: str = "før", til: str = "efter") -> pd.DataFrame:
    return pd.DataFrame(
        {"fra": fra, "til": til, "retning": list(LABELS)[: len(numbers)], "antal": numbers}
    ).astype({"antal": "Int64"})


def pooled(frame: pd.DataFrame) -> View:
    return instrument.views["who5.retning"](frame, About(type="unge"))


def test_the_team_sees_a_pooled_direction_with_zeros_kept() -> None:
    view = pooled(counts(3, 4, 0, 1))
    assert view.ring == "hos_teamet"
    assert view.data["antal"].tolist() == [3, 4, 0, 1, 0]
    assert view.sentence == "Fra før til efter, 8 unge: 7 højere, 0 samme, 1 lavere."
    dots = sum(
        len(line.get_xdata())
        for ax in view.picture.axes
        for line in ax.lines
        if line.get_marker() == "o"
    )
    assert dots == 8


@pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True), (6, True)])
def test_a_pooled_direction_needs_five(n: int, shown: bool) -> None:
    view = pooled(counts(n - 1, 1))
    assert view.is_empty is not shown
    assert view.data.empty is not shown
    assert (f"{n} unge" in view.sentence) is shown


def test_a_comparison_of_fewer_than_five_is_drawn_as_hidden() -> None:
    view = pooled(pd.concat([counts(5, 2), counts(1, 2, fra="efter", til="3 måneder")]))
    assert set(view.data["til"]) == {"efter"}
    assert "færre end 5:\nvises ikke" in texts(view)
    hatched = [p for ax in view.picture.axes for p in ax.patches if p.get_hatch()]
    assert len(hatched) == 1


def test_no_counts_at_all_says_what_to_do() -> None:
    assert pooled(counts()).is_empty
