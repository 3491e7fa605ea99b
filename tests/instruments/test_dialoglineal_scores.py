"""The ruler: bands, each citizen's start, goal and now, and when a team may hold it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kitlib
from kitlib.about import About
from kitlib.evidence import goal_counts, reliable_threshold
from kitlib.instruments.dialoglineal import wording
from kitlib.instruments.dialoglineal.columns import COLUMNS
from kitlib.instruments.dialoglineal.scores import (
    NO_CHANGE,
    OUTCOMES,
    OUTSIDE,
    RULER_R,
    RULER_SD,
)
from kitlib.problems import KitError

dialoglineal = kitlib.dialoglineal
SHARED = About(navn="Ungehuset", type="unge", dialoglineal_faelles=True)


def talks(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """A ruler table as reading gives it: every column there, NA where nothing is written."""
    frame = pd.DataFrame(list(rows)).reindex(columns=[c.name for c in COLUMNS])
    for column in COLUMNS:
        kinds = {"heltal": "Int64", "dato": "datetime64[ns]", "ja_nej": "boolean"}
        frame[column.name] = frame[column.name].astype(kinds.get(column.kind, "string"))
    return frame


def talk(borger: str, dato: str, tidspunkt: str, **more: Any) -> dict[str, Any]:
    return {
        "borger": borger,
        "dato": dato,
        "tidspunkt": tidspunkt,
        "medarbejder_ord": "Øvet.",
        **more,
    }


def test_the_five_bands_are_two_steps_each_with_both_wordings() -> None:
    # The official labels, two steps a band.
    found = dialoglineal.bands()
    assert [(b.low, b.high) for b in found] == [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]
    assert found[0].sentence == "Jeg kan det, når nogen hjælper mig med det meste"
    assert found[4].sentence == "Jeg kan det selv"
    assert found[1].official == "få ressourcer og brug for megen støtte"


@pytest.mark.parametrize(
    "entries",
    [
        [{"fra": 1, "til": 9}],
        [{"fra": 1, "til": 6}, {"fra": 5, "til": 10}],
        [{"fra": 1}],
        [],
    ],
)
def test_bands_that_leave_out_a_step_or_count_one_twice_are_refused(
    entries: list[dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "load", lambda name: {"baand": entries})
    with pytest.raises(KitError) as caught:
        wording.bands()
    assert caught.value.report.problems[0].code == "lineal_baand"


def test_the_learning_sentence_cannot_be_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "load", lambda name: {"laering": ""})
    assert wording.learning() == "Tallene er lavet til at lære af, ikke til at spare efter."


def test_the_workers_words_are_required_and_the_workers_number_is_not() -> None:
    # Words may tell of success where the citizen's number is low.
    required = {c.name for c in COLUMNS if c.required}
    assert required == {"borger", "dato", "tidspunkt", "medarbejder_ord"}


def test_score_names_the_band_of_each_step() -> None:
    frame = talks([talk("U1", "2026-01-01", "start", borger_tal=n) for n in (1, 2, 3, 6, 7, 10)])
    assert dialoglineal.score(frame)["baand"].tolist() == [1, 1, 2, 3, 4, 5]
    assert "baand" not in frame


def test_score_leaves_a_missing_number_without_band() -> None:
    assert dialoglineal.score(talks([talk("U1", "2026-01-01", "start")]))["baand"].isna().all()


def test_the_reliable_change_is_three_whole_steps() -> None:
    # SD 2, r .8 (assumed) give 2.5, so 3 whole steps.
    threshold = reliable_threshold(sd=RULER_SD, r=RULER_R)
    assert threshold == pytest.approx(2.5, abs=0.05)
    assert NO_CHANGE < threshold < NO_CHANGE + 1


def test_each_citizen_has_start_goal_and_now() -> None:
    frame = talks(
        [
            talk("U2", "2026-01-05", "start", borger_tal=4, maal_tal=6),
            talk("U1", "2026-01-01", "start", borger_tal=3, maal_tal=5),
            talk("U1", "2026-04-01", "opfølgning", borger_tal=4, maal_tal=7),
            talk("U1", "2026-07-01", "opfølgning", borger_tal=7, maal_tal=8),
        ]
    )
    found = dialoglineal.per_citizen(frame).set_index("borger")
    assert list(found.index) == ["U2", "U1"], "in the order of the file, never by score"
    u1 = found.loc["U1"]
    # The goal held against 7 in July is the one set in April; July's is for next time.
    assert (u1["start"], u1["maal"], u1["nu"], u1["naeste_maal"]) == (3, 7, 7, 8)
    assert u1["udfald"] == "nået"
    assert found.loc["U2", "udfald"] == OUTSIDE[0]
    assert pd.isna(found.loc["U2", "nu"])


def test_a_goal_written_only_at_the_follow_up_is_used() -> None:
    frame = talks(
        [
            talk("U1", "2026-01-01", "start", borger_tal=3),
            talk("U1", "2026-04-01", "opfølgning", borger_tal=4, maal_tal=6),
        ]
    )
    found = dialoglineal.per_citizen(frame).iloc[0]
    assert (found["maal"], found["udfald"]) == (6, "på vej")


def test_a_follow_up_without_number_does_not_count_as_now() -> None:
    frame = talks(
        [
            talk("U1", "2026-01-01", "start", borger_tal=3, maal_tal=6),
            talk("U1", "2026-02-01", "opfølgning", borger_tal=5),
            talk("U1", "2026-04-01", "opfølgning"),
        ]
    )
    assert dialoglineal.per_citizen(frame).iloc[0]["nu"] == 5


def test_without_start_or_goal_a_citizen_is_in_none_of_the_four() -> None:
    frame = talks([talk("U1", "2026-01-01", "opfølgning", borger_tal=3, maal_tal=6)])
    assert dialoglineal.per_citizen(frame).iloc[0]["udfald"] == OUTSIDE[1]


def test_an_empty_table_gives_no_citizens() -> None:
    assert dialoglineal.per_citizen(talks([])).empty


@given(st.lists(st.tuples(*[st.integers(1, 10)] * 3), min_size=1, max_size=12))
def test_the_outcomes_agree_with_the_evidence_rooms_counts(
    people: list[tuple[int, int, int]],
) -> None:
    rows = []
    for i, (start, goal, now) in enumerate(people):
        rows.append(talk(f"U{i}", "2026-01-01", "start", borger_tal=start, maal_tal=goal))
        rows.append(talk(f"U{i}", "2026-04-01", "opfølgning", borger_tal=now))
    found = dialoglineal.per_citizen(talks(rows))["udfald"].value_counts()
    counts = {outcome: int(found.get(outcome, 0)) for outcome in OUTCOMES}
    starts, goals, nows = zip(*people, strict=True)
    assert counts == goal_counts(starts, goals, nows)


def test_a_teams_folder_refuses_the_ruler_unless_it_is_shared() -> None:
    refused = dialoglineal.instrument.refuses(("borger", "borger_tal"), About())
    assert refused is not None and refused.level == "fejl"
    assert "dialoglineal_faelles = true" in refused.hint
    assert dialoglineal.instrument.refuses(("borger", "borger_tal"), SHARED) is None


def test_rows_that_do_not_fit_together_are_told_without_any_number_or_word() -> None:
    frame = talks(
        [
            talk("U1", "2026-03-01", "start", borger_tal=3, borger_ord="hemmeligt"),
            talk("U1", "2026-03-02", "start", borger_tal=3),
            talk("U1", "2026-01-01", "opfølgning", borger_tal=3, naeste_opfoelgning="2025-12-01"),
            talk("U2", "2026-01-01", "opfølgning", borger_tal=3),
            talk("U3", "2026-01-01", "start"),
        ]
    )
    problems = dialoglineal.instrument.check(frame, SHARED)
    assert {p.code for p in problems} == {
        "lineal_flere_starter",
        "lineal_uden_start",
        "lineal_uden_starttal",
        "lineal_opfoelgning_foerst",
        "lineal_naeste_foer",
    }
    assert all(p.level == "advarsel" for p in problems)
    assert "hemmeligt" not in " ".join(map(str, problems))


def test_a_table_in_order_has_nothing_to_tell() -> None:
    frame = talks([talk("U1", "2026-01-01", "start", borger_tal=3, maal_tal=5)])
    assert dialoglineal.instrument.check(frame, SHARED) == []
    assert dialoglineal.instrument.check(talks([]), SHARED) == []


def test_it_is_read_from_a_file(tmp_path: Any) -> None:
    from kitlib.reading import read_columns

    path = tmp_path / "dialoglineal.csv"
    path.write_text(
        "Borger;Dato;Tidspunkt;Borgerens tal;Måltal;Medarbejderens ord;Medarbejderens tal\n"
        "U01;3-3-2026;start;4;6;Kom selv;\nU01;3-6-2026;3 måneder;11;;Ringede;5\n",
        encoding="utf-8",
    )
    reading = read_columns(path, COLUMNS)
    assert reading.frame is not None
    assert reading.frame["tidspunkt"].tolist() == ["start", "opfølgning"]
    assert reading.frame["borger_tal"].isna().tolist() == [False, True]
    assert [(p.row, p.column) for p in reading.problems.errors] == [(3, "Borgerens tal")]
