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


def panels(view: View) -> tuple[Any, Any]:
    """The lines, and how far each moved; beside them may stand what the marks are."""
    scales = ((0, 100), (-50, 50), (-100, 100))
    left, right = (ax for ax in view.picture.axes if ax.get_ylim() in scales)
    return left, right


def marked(ax: Any) -> dict[str, list[tuple[int, int]]]:
    """Where each kind of mark stands: "^" clearly above the first, "v" below, "o" neither."""
    found: dict[str, list[tuple[int, int]]] = {}
    for line in ax.lines:
        if line.get_marker() in "^vo":
            spots = zip(line.get_xdata(), line.get_ydata(), strict=True)
            found.setdefault(line.get_marker(), []).extend((int(x), int(y)) for x, y in spots)
    return {mark: sorted(spots) for mark, spots in found.items()}


def test_before_after_is_on_the_whole_scale_and_a_point_is_as_long_in_both_panels() -> None:
    left, right = panels(make("foer_efter", FIVE))
    assert left.get_ylim() == (0, 100)
    assert right.get_ylim() == (-50, 50)


def test_before_after_gives_a_far_difference_the_room_it_needs() -> None:
    left, right = panels(make("foer_efter", persons((2, 15, 25), (20, 8, 9))))
    assert left.get_ylim() == (0, 100)
    assert right.get_ylim() == (-100, 100)


def test_the_line_of_no_difference_runs_through_no_name() -> None:
    view = make("foer_efter", persons((9, 15, 9), (10, 10, 11), (11, 11, 10), (15, 15, 15)))
    _, right = panels(view)
    view.figure.canvas.draw()
    zero = [x for x in right.lines if x.get_linewidth() == 1 and set(x.get_ydata()) == {0}]
    names = [text for text in right.texts if text.get_text().startswith("B")]
    assert len(zero) == 2 and names
    for line in zero:
        for name in names:
            assert not line.get_window_extent().padded(0.5).overlaps(name.get_window_extent())


def test_before_after_draws_each_persons_measurements_and_differences() -> None:
    left, right = panels(make("foer_efter", FIVE))
    # 20 to 64 is +44, and 32 to 56 is +24: clear. The others may be chance.
    assert marked(left) == {
        "^": [(1, 64), (2, 56)],
        "o": [
            (0, 20),
            (0, 32),
            (0, 40),
            (0, 48),
            (0, 60),
            (1, 44),
            (1, 48),
            (1, 64),
            (2, 28),
            (2, 48),
            (2, 60),
        ],
    }
    steps = {mark: sorted(y for _, y in spots) for mark, spots in marked(right).items()}
    assert steps == {"^": [24, 44], "o": [0, 0, 4, 4, 8, 20]}


def strokes(view: View) -> dict[str, set[float]]:
    """How wide the line of each person is drawn; a line with edges has two widths."""
    left, _ = panels(view)
    found: dict[str, set[float]] = {}
    for line in left.lines:
        if line.get_url() and len(line.get_xdata()) == 2:
            found.setdefault(line.get_url().partition(":")[2], set()).add(line.get_linewidth())
    return found


def test_who_moved_stands_out_up_and_down_told_apart_without_colour() -> None:
    # 36-60-44 goes up, 60-36-60 down, 40-44-40 may be chance; 36-60-8 goes up and then down.
    view = make("foer_efter", persons((9, 15, 11), (15, 9, 15), (10, 11, 10), (9, 15, 2)))
    found = strokes(view)
    up, down, chance, both = (found[f"B{n:02d}"] for n in (1, 2, 3, 4))
    assert len(up) == len(chance) == 1 and len(down) == 2 and both == up | down
    assert max(chance) < 0.5 * min(up | down)
    left, _ = panels(view)
    assert marked(left)["^"] == [(1, 60), (1, 60)] and marked(left)["v"] == [(1, 36), (2, 8)]
    bold = {t.get_text() for t in left.texts if t.get_weight() == "bold"}
    assert bold == {"B01", "B02", "B04"}
    assert {"tydeligt højere", "tydeligt lavere", "kan være tilfældigt"} <= set(texts(view))


def test_who_stands_out_is_whose_label_says_clearly() -> None:
    frame = persons(*[(10, 10 + k) for k in range(-9, 10)])
    view = make("foer_efter", frame)
    labels = kitlib.who5.changes(frame).set_index("borger")["retning"]
    (block,) = view.blocks
    assert block.moved(1, 1) == [code for code in labels.index if labels[code] == LABELS[0]]
    assert block.moved(1, -1) == [code for code in labels.index if labels[code] == LABELS[-1]]


@pytest.mark.parametrize(
    ("people", "seen"),
    [
        (
            ((9, 15, 11), (7, 13, 9), (8, 16, 15), (10, 11, 12)),
            "Efter ligger B01, B02 og B03 tydeligt højere end før. "
            "3 måneder senere ligger kun B03 tydeligt højere end før.",
        ),
        # The one who was not asked again is not said to be no longer there.
        (
            ((9, 15), (8, 16, 15)),
            "Efter ligger B01 og B02 tydeligt højere end før. "
            "3 måneder senere ligger B02 tydeligt højere end før.",
        ),
        (
            ((9, 15, 2), (15, 9, 15)),
            "Efter ligger B01 tydeligt højere og B02 tydeligt lavere end før. "
            "3 måneder senere ligger B01 tydeligt lavere end før.",
        ),
        (((10, 12),), "Efter ligger ingen tydeligt højere eller lavere end før."),
        (((8, None, 14),), "3 måneder senere ligger B01 tydeligt højere end før."),
        (
            ((8, 16),) * 6 + ((16, 8),),
            "Efter ligger 6 borgere tydeligt højere og 1 borger tydeligt lavere end før.",
        ),
    ],
)
def test_the_sentence_says_who_moved_and_whether_it_lasts(people: Any, seen: str) -> None:
    assert make("foer_efter", persons(*people)).sentence == seen


def test_a_screen_reader_is_told_each_persons_numbers_and_who_moved() -> None:
    alt = make("foer_efter", FIVE).alt
    assert "»efter«: B02 ligger tydeligt højere end »før«." in alt
    assert "B03: 60, 64, mangler." in alt and "op til 20 points" in alt


@pytest.mark.parametrize("n", [2, 12, 40, 60])
def test_no_code_lies_on_another(n: int) -> None:
    people = [(8 + k % 7, 8 + k * 5 % 17, 8 + k * 3 % 11) for k in range(n)]
    view = make("foer_efter", persons(*people))
    figure = view.picture
    figure.canvas.draw()
    shown = [t for ax in figure.axes for t in ax.texts if t.get_text().strip()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in shown]
    for k, (one, box) in enumerate(boxes):
        for other, beside in boxes[k + 1 :]:
            wide = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            tall = min(box.y1, beside.y1) - max(box.y0, beside.y0)
            assert wide < 1 or tall < 0.3 * min(box.height, beside.height), (one, other)


def test_a_line_over_a_missing_measurement_is_broken() -> None:
    left, _ = panels(make("foer_efter", persons((8, None, 14))))
    styles = [line.get_linestyle() for line in left.lines if line.get_linewidth() > 3]
    assert styles == ["--"]


def test_one_person_measured_once_is_told_in_words_and_not_in_zeros() -> None:
    lines = make("foer_efter", persons((40, None, None)))
    assert lines.sentence == "Ingen har svaret både før og igen senere."
    assert "Ingen af 1 borger har svaret" not in lines.caveat and " 0 " not in lines.caveat
    assert any("to gange endnu" in text for text in texts(lines))
    assert (
        "har svaret, men ikke igen senere."
        in make("spoergsmaalene", persons((40, None, None))).sentence
    )
    assert "hver kurve for sig" in make("moensteret", persons((40, None, None))).sentence


@pytest.mark.parametrize("key", ["retning", "spoergsmaalene"])
def test_the_title_says_of_what_the_answers_are(key) -> None:
    assert "WHO-5" in make(key, FIVE).question


def test_the_five_questions_say_how_many_answers_went_up() -> None:
    assert make("spoergsmaalene", FIVE).sentence.startswith("Fra før til seneste svar: ")


def test_a_broken_line_is_explained_where_there_is_one() -> None:
    assert "Stiplet" in make("foer_efter", persons((40, None, 48), (44, 52, 60))).caveat
    assert "Prikket" in make("foer_efter", persons((40, 48, None), (44, 52, 60))).caveat
    whole = make("foer_efter", persons((40, 44, 48))).caveat
    assert "Stiplet" not in whole and "Prikket" not in whole


def test_the_band_around_zero_is_the_reliable_change() -> None:
    # SD 19, r .85: 20.4 points.
    _, right = panels(make("foer_efter", FIVE))
    low, high = right.patches[0].get_extents().transformed(right.transData.inverted()).intervaly
    assert (round(low, 1), round(high, 1)) == (-20.4, 20.4)


def test_unequal_numbers_and_missing_scores_are_said() -> None:
    frame = FIVE.copy()
    frame.loc[0, ["q1", "sum", "indeks"]] = pd.NA
    caveat = make("foer_efter", frame).caveat
    assert caveat.startswith("3 af 5 borgere har svaret både før og efter, 3 både før og 3 måneder")
    assert "1 måling mangler svar" in caveat


@pytest.mark.parametrize(("total", "said"), [(12, True), (13, False)])
def test_a_low_number_is_an_occasion_to_talk_today(total: int, said: bool) -> None:
    # Indexes 48 and 52; Danish practice calls up to 50 risk.
    assert (ABOUT.says(TALK) in make("foer_efter", persons((20, total))).caveat) is said


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
