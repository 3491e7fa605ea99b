"""Both together: scores on one time axis, and the notes of the same days under it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

from kitlib.about import About
from kitlib.dansk import short_date
from kitlib.figures import Course, Courses, Note, View, placing
from kitlib.figures.courses import _Days, _squares
from kitlib.instruments import together

SHARED = About(navn="Ungehuset", type="unge", dialoglineal_faelles=True)


def ruler(days: list[str], *, citizens: int = 2) -> pd.DataFrame:
    rows = [
        (f"U{i:02d}", day, 3 + i % 6, f"Ord om U{i:02d}", "Jeg kan selv")
        for i in range(1, citizens + 1)
        for day in days
    ]
    names = ["borger", "dato", "borger_tal", "medarbejder_ord", "borger_ord"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(dato=pd.to_datetime(frame["dato"]), tidspunkt="start").astype(
        {"borger_tal": "Int64", "borger": "string"}
    )


def notes(days: list[str], text: str = "Kom selv i gang") -> pd.DataFrame:
    frame = pd.DataFrame({"dato": pd.to_datetime(days), "observation": text})
    return frame.assign(hvem_saa="pædagog").astype({"observation": "string"})


def make(scores: pd.DataFrame, under: pd.DataFrame | None = None, **options: int) -> View:
    frames = (
        {"dialoglineal": scores} if under is None else {"dialoglineal": scores, "postits": under}
    )
    return together.numbers_and_words(frames, SHARED, **options)


def said(view: View) -> list[str]:
    """What every note on it says."""
    return [words for mark in view.blocks[-1].marks for words in (mark.text, mark.said) if words]


def test_it_is_there_when_the_ruler_is() -> None:
    assert list(together.views({"dialoglineal": ruler(["2026-01-05"])})) == ["sammen.tal_og_ord"]
    assert together.views({"postits": notes(["2026-01-05"])}) == {}


def test_notes_of_the_days_around_a_talk_are_laid_under_the_scores() -> None:
    under = notes(["2026-01-02", "2026-01-05", "2026-01-08", "2026-01-09", "2026-03-01"])
    view = make(ruler(["2026-01-05", "2026-04-05"]), under)
    assert view.data["slags"].value_counts().to_dict() == {"tal": 4, "note": 3}
    assert said(view).count("Kom selv i gang") == 3
    assert view.sentence == "U01 står fortsat på 4. U02 står fortsat på 5."
    assert "højst 3 dage" in view.caveat


def test_only_the_same_day_can_be_asked_for() -> None:
    under = notes(["2026-01-04", "2026-01-05"])
    view = make(ruler(["2026-01-05"]), under, dage=0)
    assert (view.data["slags"] == "note").sum() == 1
    assert "samme dag" in view.caveat


def test_of_many_notes_those_nearest_the_talks_are_laid_out() -> None:
    under = notes(["2026-01-05"] * 8 + ["2026-01-06"] * 8 + ["2026-01-08"] * 8)
    view = make(ruler(["2026-01-05"]), under)
    assert (view.data["slags"] == "note").sum() == 16
    assert "højst 2 dage" in view.caveat
    same_day = make(ruler(["2026-01-05"]), notes(["2026-01-05"] * 21 + ["2026-01-06"]))
    assert (same_day.data["slags"] == "note").sum() == 21
    assert "samme dag som en samtale" in same_day.caveat
    assert same_day.sentence == "U01 og U02 har kun ét tal endnu."


def test_without_notes_the_workers_words_take_their_place() -> None:
    for under in (None, notes(["2026-03-01"])):
        view = make(ruler(["2026-01-05"]), under)
        assert "Ord om U01" in said(view) and "»Jeg kan selv«" in said(view)
        assert "medarbejderens ord" in view.caveat


def test_notes_that_may_not_be_shown_are_left_out() -> None:
    under = notes(["2026-01-05", "2026-01-05"]).assign(maa_vises=pd.array([False, True], "boolean"))
    assert said(make(ruler(["2026-01-05"]), under)).count("Kom selv i gang") == 1


def test_the_scale_is_whole_and_every_score_is_drawn() -> None:
    view = make(ruler(["2026-01-05", "2026-04-05"], citizens=3))
    scales = [ax for ax in view.picture.axes if ax.get_ylim() == (0.5, 10.5)]
    assert 10 in list(scales[0].get_yticks())
    dots = [[y for m in ax.lines if m.get_marker() == "o" for y in m.get_ydata()] for ax in scales]
    assert dots == [[4, 4], [5, 5], [6, 6]]
    # Beside each stand the lines of the two others, faint and without dots.
    assert [len(ax.patches) and len(ax.lines) >= 3 for ax in scales] == [True] * 3


def test_the_faint_lines_are_said_to_be_those_of_the_others() -> None:
    figure = make(ruler(["2026-01-05", "2026-04-05"], citizens=3)).picture
    assert "de andre unge" in [t.get_text() for t in figure.findobj(Text)]
    [key] = [line for line in figure.axes[0].lines if line.get_gid() == "andre"]
    panels = [ax for ax in figure.axes if ax.get_ylim() == (0.5, 10.5)]
    faint = [m for ax in panels for m in ax.lines if m.get_color() == key.get_color()]
    assert len(faint) == 6  # two beside each
    # Who has one number is seen beside the others, too.
    figure = make(ruler(["2026-01-05"])).picture
    panels = [ax for ax in figure.axes if ax.get_ylim() == (0.5, 10.5)]
    faint = [m for ax in panels for m in ax.lines if m.get_color() == key.get_color()]
    assert [m.get_marker() for m in faint] == ["o", "o"]


def test_every_row_of_persons_has_its_months() -> None:
    figure = make(ruler(["2026-01-05", "2026-04-05"], citizens=7)).picture
    panels = [ax for ax in figure.axes if ax.get_ylim() == (0.5, 10.5)]
    said = [[t.get_text() for t in ax.get_xticklabels()] for ax in panels]
    assert len(said) == 7 and all(any("apr." in text for text in each) for each in said)
    assert ["2026" in "".join(each) for each in said] == [False] * 3 + [True] * 4


def test_a_note_lies_under_the_line_of_whom_it_is_about() -> None:
    under = notes(["2026-01-05", "2026-01-05", "2026-04-05"]).assign(barn=["U02", None, "U02"])
    sheet = make(ruler(["2026-01-05", "2026-04-05"]), under).picture.axes[0]
    heaps = [c.get_paths() for c in sheet.collections if c.get_gid() == "dag"]
    assert [len(paths) for paths in heaps] == [2, 1]
    first, other = (paths[0].vertices[:, 0].min() for paths in heaps)
    assert first > 4.5 and other < 4  # under the second person, and in the row of its own
    months = [t for t in sheet.figure.findobj(Text) if t.get_text().startswith("apr.")]
    assert months


def test_one_alone_has_the_sentences_of_the_bands_beside_the_line() -> None:
    words = [t.get_text() for t in make(ruler(["2026-01-05"], citizens=1)).picture.findobj(Text)]
    assert "Jeg kan det selv" in words


def test_each_note_is_a_square_on_its_day_and_its_words_under_it() -> None:
    days = ["2026-01-04", "2026-01-05", "2026-01-05", "2026-04-06"]
    view = make(ruler(["2026-01-05", "2026-04-05"]), notes(days))
    sheet = view.picture.axes[0]
    [squares] = [c for c in sheet.collections if c.get_gid() == "dag"]
    lines, words = view.blocks
    assert len(squares.get_paths()) == 4
    assert [m.id for m in lines.marks] == [m.id for m in words.marks]
    assert [group.heading for group in words.groups] == ["Januar 2026", "April 2026"]


def test_a_line_and_the_code_at_its_end_are_one_on_a_screen() -> None:
    svg = make(ruler(["2026-01-05", "2026-04-05"]), None).svg()
    assert 'data-line="U01"' in svg and 'data-key="U01"' in svg


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
@settings(max_examples=20, deadline=None)
def test_no_two_squares_overlap_however_many_a_day_has(days: list[int]) -> None:
    many = tuple((date(2026, 1, 1) + timedelta(d), Note("x")) for d in days)
    block = Courses(bands=(), courses=(Course("U01", ((many[0][0], 4),)),), notes=many)
    marks, side = _squares(many, _Days.of(block))
    places = [(x / side, y / side) for x, y, _ in marks]
    assert len(places) == len(days) and max(y for _, y in places) < 6
    assert max(x for x, _, _ in marks) + side <= placing.RIGHT
    assert not any(
        abs(a - c) < 0.99 and abs(b - d) < 0.99
        for i, (a, b) in enumerate(places)
        for c, d in places[:i]
    )


def test_a_long_note_is_never_cut() -> None:
    view = make(ruler(["2026-01-05"]), notes(["2026-01-05"], "Det er langt at fortælle. " * 160))
    assert " ".join(said(view)).count("fortælle") == 160


def test_of_very_many_the_latest_are_laid_out_and_it_says_so() -> None:
    view = make(ruler(["2026-01-05"], citizens=130), notes(["2026-01-05"] * 400))
    assert (view.data["slags"] == "note").sum() == together.MOST_NOTES
    assert "60 seneste af 400 noter" in view.sentence
    assert len(view.svg()) > 1000


def test_without_scores_it_says_what_to_do() -> None:
    view = make(ruler(["2026-01-05"]).iloc[:0], notes(["2026-01-05"]))
    assert view.is_empty and view.sentence


def test_the_ring_follows_the_ruler() -> None:
    frames = {"dialoglineal": ruler(["2026-01-05"])}
    assert together.numbers_and_words(frames, SHARED).ring == "hos_teamet"
    assert together.numbers_and_words(frames, About()).ring == "mit"


@pytest.mark.parametrize("days", [["2026-01-05"], ["2026-01-05", "2028-06-01"]])
def test_one_day_and_many_years_have_readable_dates(days: list[str]) -> None:
    view = make(ruler(days))
    scale = next(ax for ax in view.picture.axes if 10 in list(ax.get_yticks()))
    written = [label.get_text() for label in scale.get_xticklabels() if label.get_text()]
    assert written
    assert len(written) <= 16
    assert any("2026" in text for text in written)
    if len(days) == 1:
        assert written[0].startswith(short_date(pd.Timestamp(days[0])))


@given(st.lists(st.floats(0, 100), max_size=30), st.floats(0.1, 5))
def test_spread_keeps_the_order_and_the_distance(values: list[float], gap: float) -> None:
    found = placing.spread(values, gap)
    assert len(found) == len(values)
    ordered = sorted(found)
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(ordered))
    for i, a in enumerate(values):
        for j, b in enumerate(values):
            if a < b:
                assert found[i] < found[j]
