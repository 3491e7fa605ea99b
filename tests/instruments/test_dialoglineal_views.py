"""The ruler's views: what is drawn, on which scale, with which words, and in which ring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

import kitlib
from kitlib import look
from kitlib.about import About
from kitlib.figures import View
from kitlib.instruments.dialoglineal.columns import COLUMNS

instrument = kitlib.dialoglineal.instrument
VIEWS = instrument.views
SHARED = About(navn="Ungehuset", type="unge", dialoglineal_faelles=True)
LONG = "Det er langt at fortælle. " * 160  # 4,000 characters


def talks(people: Sequence[tuple[int | None, int | None, int | None]]) -> pd.DataFrame:
    """Start and follow-up of citizens U01, U02 ..., given as (start, goal, now)."""
    rows: list[dict[str, Any]] = []
    for i, (start, goal, now) in enumerate(people, start=1):
        rows.append(
            {
                "borger": f"U{i:02d}",
                "dato": "2026-01-05",
                "tidspunkt": "start",
                "borger_tal": start,
                "maal_tal": goal,
                "borger_ord": "Jeg tør ikke endnu.",
                "medarbejder_ord": "Mødte op.",
            }
        )
        if now is not None:
            rows.append(
                {
                    "borger": f"U{i:02d}",
                    "dato": "2026-04-07",
                    "tidspunkt": "opfølgning",
                    "borger_tal": now,
                    "borger_ord": "Nu ringer jeg selv.",
                    "medarbejder_tal": now,
                    "medarbejder_ord": "Ringede selv.",
                }
            )
    frame = pd.DataFrame(rows).reindex(columns=[c.name for c in COLUMNS])
    kinds = {"heltal": "Int64", "dato": "datetime64[ns]", "ja_nej": "boolean"}
    return frame.astype({c.name: kinds.get(c.kind, "string") for c in COLUMNS})


TYPICAL = talks([(3, 6, 6), (4, 6, 5), (2, 5, 2), (5, 7, 4), (6, 8, 8), (1, 3, None)])


def make(name: str, frame: pd.DataFrame, about: About = SHARED) -> View:
    return VIEWS[f"dialoglineal.{name}"](frame, about)


def texts(view: View) -> list[str]:
    figure = view.picture
    found = [t.get_text() for part in (figure, *figure.subfigs) for t in part.texts]
    for ax in figure.axes:
        found += [t.get_text() for t in ax.texts]
    return found


def marks(view: View, face: str, size: float) -> list[float]:
    """Places along the ruler of every mark with a face colour and size."""
    return [
        float(x)
        for ax in view.picture.axes
        if ax.get_xlim() == (0.5, 10.5)
        for line in ax.lines
        if line.get_marker() == "o"
        and line.get_markerfacecolor() == face
        and line.get_markersize() == size
        for x in line.get_xdata()
    ]


@pytest.mark.parametrize("name", [key.partition(".")[2] for key in VIEWS])
class TestEveryView:
    def test_is_with_the_team_only_when_shared_and_never_in_ones_own_file(self, name: str) -> None:
        key = f"dialoglineal.{name}"
        assert make(name, TYPICAL).ring == "hos_teamet"
        assert make(name, TYPICAL, About(type="unge")).ring == "mit"
        assert instrument.own_views[key](TYPICAL, SHARED).ring == "mit"

    def test_the_scale_is_always_1_to_10(self, name: str) -> None:
        rulers = [ax for ax in make(name, TYPICAL).picture.axes if 10 in list(ax.get_xticks())]
        assert rulers
        assert all(ax.get_xlim() == (0.5, 10.5) for ax in rulers)
        assert all(list(ax.get_xticks()) == list(range(1, 11)) for ax in rulers)

    def test_one_citizen_many_and_none_can_be_drawn(self, name: str) -> None:
        for frame in (talks([(3, 6, 5)]), talks([(3, 6, 5)] * 200), TYPICAL.iloc[:0]):
            view = make(name, frame)
            assert view.sentence and view.question and view.alt
            if not view.is_empty:
                assert len(view.svg()) > 1000

    def test_the_columns_alone_are_enough(self, name: str) -> None:
        required = TYPICAL[["borger", "dato", "tidspunkt", "medarbejder_ord"]]
        assert make(name, kitlib.dialoglineal.score(required)).sentence

    def test_the_words_say_no_cause_and_no_jargon(self, name: str) -> None:
        view = make(name, TYPICAL)
        said = " ".join([view.question, view.sentence, view.caveat, *texts(view)]).casefold()
        for word in ("virker", "effekt", "signifikan", "median", "n=", "p ="):
            assert word not in said

    def test_no_text_is_too_small_for_the_back_row(self, name: str) -> None:
        figure = make(name, TYPICAL).picture
        shown = [*figure.texts, *(t for ax in figure.axes for t in ax.texts)]
        assert min(t.get_size() for t in shown) >= look.SIZES["tiny"]


def test_start_goal_and_now_stand_where_they_are() -> None:
    view = make("start_maal_nu", TYPICAL)
    assert marks(view, look.PAPER, 13) == [3, 4, 2, 5, 6, 1]
    assert marks(view, look.PAPER, 22) == [6, 6, 5, 7, 8, 3]
    assert marks(view, look.BLUE, 9) == [6, 5, 2, 4, 8]


def test_a_band_of_no_evidence_stands_around_each_start() -> None:
    view = make("start_maal_nu", talks([(5, 7, 6)]))
    bands = [
        line
        for ax in view.picture.axes
        for line in ax.lines
        if line.get_color() == look.HAIR and ax.get_xlim() == (0.5, 10.5)
    ]
    # Two steps lie inside it, three outside.
    assert [list(line.get_xdata()) for line in bands] == [[2.5, 7.5]]


def test_the_first_person_sentences_and_the_citizens_words_are_on_it() -> None:
    said = " ".join(texts(make("start_maal_nu", TYPICAL))).replace("\n", " ")
    assert "Jeg kan det, når nogen hjælper mig med det meste" in said
    assert "»Nu ringer jeg selv.«" in said
    assert "uden opfølgning" in said


def test_counts_are_said_and_the_missing_too() -> None:
    sentence = make("start_maal_nu", TYPICAL).sentence
    assert sentence.startswith("Af 5 unge: 2 har nået målet, 1 er på vej, 1 er samme sted og 1")
    assert "1 uden opfølgning" in sentence


def test_of_two_citizens_nothing_is_said_as_a_group() -> None:
    two = talks([(3, 6, 6), (4, 6, 5)])
    assert make("start_maal_nu", two).sentence == (
        "U01 gik fra 3 til 6, målet er 6. U02 gik fra 4 til 5, målet er 6."
    )
    said = {
        "fordeling_ved_start": "Her er 2 unge. ",
        "de_fire_tal": "Her er 2 unge med opfølgning.",
    }
    for name, sentence in said.items():
        view = make(name, two)
        assert view.is_empty and view.data.empty
        assert view.sentence.startswith(sentence)


def test_of_very_few_each_is_told_and_who_was_not_asked_again() -> None:
    few = talks([(3, 6, 6), (4, None, 4), (2, 5, None)])
    assert make("start_maal_nu", few).sentence == (
        "U01 gik fra 3 til 6, målet er 6. U02 står fortsat på 4. U03 uden opfølgning."
    )
    assert make("start_maal_nu", talks([(3, 6, None)])).sentence == (
        "1 ung med et tal, endnu uden opfølgning."
    )


def test_words_that_may_not_be_shown_stay_out_of_the_teams_view() -> None:
    held = TYPICAL.assign(maa_vises=pd.array([False] * len(TYPICAL), "boolean"))
    for name in ("start_maal_nu", "borger_og_medarbejder"):
        assert "ringer" not in " ".join(texts(make(name, held)))
        assert not make(name, held).data["borger_ord"].notna().any()
        own = instrument.own_views[f"dialoglineal.{name}"](held, SHARED)
        assert "ringer" in " ".join(texts(own))


def test_a_long_text_is_never_cut() -> None:
    frame = talks([(3, 6, 5), (4, 6, 5)])
    frame.loc[1, ["borger_ord", "medarbejder_ord"]] = LONG
    for name in ("start_maal_nu", "borger_og_medarbejder"):
        view = make(name, frame)
        assert " ".join(texts(view)).count("fortælle") >= 160
        assert view.height > 10


def test_citizen_and_worker_stand_side_by_side() -> None:
    view = make("borger_og_medarbejder", TYPICAL)
    assert len(view.data) == 6, "everyone's latest talk"
    said = texts(view)
    assert "Den unge siger" in said and "Medarbejderen siger" in said
    assert "Ringede selv." in said
    assert marks(view, look.BLUE, 11) == [6, 5, 2, 4, 8, 1]
    assert view.sentence == "Hvor begge har sat et tal: De to tal er ens hver gang."
    worker = TYPICAL["medarbejder_tal"].where(TYPICAL["borger"] != "U01", 9)
    apart = make("borger_og_medarbejder", TYPICAL.assign(medarbejder_tal=worker)).sentence
    assert apart.endswith("Medarbejderens tal er højest i 1 af 5 samtaler, den unges i ingen.")


def test_every_talk_with_one_citizen_can_be_asked_for() -> None:
    view = VIEWS["dialoglineal.borger_og_medarbejder"](TYPICAL, SHARED, borger="U02")  # type: ignore[call-arg]
    assert view.data["borger_tal"].tolist() == [4, 5]


def test_of_many_talks_the_latest_forty_are_laid_side_by_side() -> None:
    view = make("borger_og_medarbejder", talks([(3, 6, 5)] * 60))
    assert len(view.data) == 40
    assert "40 seneste af 60" in view.sentence


def test_the_distribution_has_a_dot_a_citizen_and_keeps_empty_bands() -> None:
    view = make("fordeling_ved_start", TYPICAL)
    dots = [
        x
        for ax in view.picture.axes
        for line in ax.lines
        if line.get_marker() == "o"
        for x in line.get_xdata()
    ]
    assert sorted(dots) == [1, 2, 3, 4, 5, 6]
    assert texts(view).count("0 unge") == 2
    assert "Midt i rækken: 3,5" in view.sentence


def test_a_middle_says_whose_it_is_where_some_are_not_followed_up() -> None:
    assert "Midt i rækken af dem, der er fulgt op: start 4" in make("de_fire_tal", TYPICAL).sentence
    all_seen = make("de_fire_tal", talks([(3, 6, 6), (4, 6, 5), (2, 5, 2), (5, 7, 4), (6, 8, 8)]))
    assert "Midt i rækken: start 4" in all_seen.sentence


def test_below_five_there_is_no_middle() -> None:
    four = talks([(3, 6, 6), (4, 6, 5), (2, 5, 2), (5, 7, 4)])
    at_start = make("fordeling_ved_start", four)
    assert at_start.sentence == "4 unge satte et tal ved start, fra 2 til 5."
    same = make("fordeling_ved_start", talks([(3, 6, 6)] * 3)).sentence
    assert same == "3 unge satte et tal ved start, alle på 3."
    assert "Midt i rækken" not in make("de_fire_tal", four).sentence


def test_few_dots_stand_in_no_tall_empty_frame() -> None:
    low = make("fordeling_ved_start", TYPICAL)
    high = make("fordeling_ved_start", talks([(3, 6, 6)] * 6))
    assert high.height - low.height > 1.2


def test_the_line_of_the_middle_is_seen_over_the_dots_it_goes_through() -> None:
    view = make("fordeling_ved_start", talks([(3, 6, 6)] * 6))
    [ax] = [a for a in view.picture.axes if len(a.lines) > 1]
    top = min(min(line.get_ydata()) for line in ax.lines if line.get_marker() == "o")
    assert top - min(ax.get_ylim()) > 0.6, "more than a dot high, in inches"


def test_all_four_counts_stand_with_start_goal_and_the_learning_sentence() -> None:
    view = make("de_fire_tal", TYPICAL)
    assert view.caveat.startswith("Tallene er lavet til at lære af, ikke til at spare efter.")
    assert "start 4, mål 6" in view.sentence
    said = texts(view)
    for label in ("nået", "på vej", "samme", "lavere", "uden opfølgning"):
        assert label in said
    assert [t for t in said if t in "0123456789"] == ["2", "1", "1", "1", "1"]


def test_a_count_of_none_is_kept() -> None:
    view = make("de_fire_tal", talks([(3, 6, 6)] * 5))
    assert "på vej" in texts(view)
    assert "ingen er på vej" in view.sentence


def test_the_learning_sentence_stands_wherever_many_are_put_together() -> None:
    for name in ("de_fire_tal", "fordeling_ved_start"):
        assert "ikke til at spare efter" in make(name, TYPICAL).caveat


def test_signs_no_font_has_are_drawn_without_a_warning() -> None:
    frame = talks([(3, 6, 5)])
    frame[["borger_ord", "medarbejder_ord"]] = "Jeg fik saft \U0001f9c3 og 5 $ for $ det"
    for name in ("start_maal_nu", "borger_og_medarbejder"):
        assert make(name, frame).png()
