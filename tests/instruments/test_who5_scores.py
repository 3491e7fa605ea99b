"""WHO-5: scores, reliable change, wording under its licence, and what is refused."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kitlib
from kitlib.about import About
from kitlib.evidence import LABELS as EVIDENCE_LABELS
from kitlib.evidence import reliable_threshold
from kitlib.instruments.who5 import wording
from kitlib.instruments.who5.change import WHO5_R, WHO5_SD
from kitlib.instruments.who5.columns import ITEMS, LABELS, columns_for
from kitlib.problems import KitError, Problem
from kitlib.texts import load

who5 = kitlib.who5

# SHA-256 of the Danish wording, as WHO's form has it.
WORDING = "fb22f78303cd1dcf36ccb85022770dbbbb10a5b2c7723c5b20577fcb0867e413"


def answers(*rows: list[int | None]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(ITEMS)).astype("Int64")


def test_sum_and_index() -> None:
    # Sum 0-25, x 4 = 0-100.
    found = who5.score(answers([0] * 5, [5] * 5, [3, 3, 2, 4, 3]))
    assert found["sum"].tolist() == [0, 25, 15]
    assert found["indeks"].tolist() == [0, 100, 60]
    assert found["indeks"].dtype == "Int64"


def test_a_missing_answer_gives_no_score() -> None:
    found = who5.score(answers([5, 5, 5, 5, None], [1, 1, 1, 1, 1]))
    assert found["indeks"].isna().tolist() == [True, False]
    assert found["sum"].isna().tolist() == [True, False]


def test_nothing_is_changed_in_the_frame_given() -> None:
    frame = answers([1, 2, 3, 4, 5])
    who5.score(frame)
    assert list(frame.columns) == list(ITEMS)


@pytest.mark.parametrize("value", [6, -1, 2.5, "Hele tiden"])
def test_anything_but_whole_numbers_0_to_5_is_refused(value: object) -> None:
    frame = pd.DataFrame([[value, 1, 1, 1, 1]], columns=list(ITEMS))
    with pytest.raises(KitError) as caught:
        who5.score(frame)
    assert caught.value.report.problems[0].code == "who5_udenfor"
    assert str(value) not in caught.value.message


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KitError, match="q5"):
        who5.score(answers([1, 1, 1, 1, 1]).drop(columns="q5"))


@given(st.lists(st.lists(st.integers(0, 5), min_size=5, max_size=5), min_size=1, max_size=20))
def test_the_index_is_always_four_times_the_sum_of_five(rows: list[list[int]]) -> None:
    found = who5.score(answers(*rows))
    assert found["indeks"].tolist() == [4 * sum(row) for row in rows]
    assert found["indeks"].between(0, 100).all()


def test_real_answers_coded_1_to_6(shared_data: Path) -> None:
    # ../shared/data/README.md, rise2flow_weekly.csv (torkar/rise2flow).
    weekly = pd.read_csv(shared_data / "who5" / "rise2flow_weekly.csv")
    raw = weekly.rename(columns={f"WQ{n}_1_6": f"q{n}" for n in range(1, 6)})
    scored = who5.score(who5.recode(raw, "1-6"))
    assert scored["indeks"].mean() == pytest.approx(53.377, abs=5e-4)
    assert scored["indeks"].std() == pytest.approx(18.606, abs=5e-4)
    assert who5.alpha(scored) == pytest.approx(0.8067, abs=5e-5)


def test_an_undeclared_coding_is_refused_with_what_to_write() -> None:
    with pytest.raises(KitError) as caught:
        who5.recode(answers([1, 2, 3, 4, 5]), "")
    assert 'who5_kodning = "0-5"' in caught.value.hint
    assert 'who5_kodning = "1-6"' in caught.value.hint


def test_columns_follow_the_coding() -> None:
    for coding, low, high in (("0-5", 0, 5), ("1-6", 1, 6)):
        q1 = next(c for c in columns_for(coding) if c.name == "q1")
        assert (q1.low, q1.high) == (low, high)
        assert dict(q1.answers)["Hele tiden"] == high
        assert dict(q1.answers)["På intet tidspunkt"] == low


def test_the_threshold_is_20_points_and_24_on_the_grid() -> None:
    # SD 19, r .85: threshold 20.4, so 24 on the grid.
    assert reliable_threshold(sd=WHO5_SD, r=WHO5_R) == pytest.approx(20.4, abs=0.05)
    assert reliable_threshold(sd=WHO5_SD, r=WHO5_R, grid=4) == 24


def person(code: str, *indexes: int | None) -> pd.DataFrame:
    times = ("før", "efter", "3 måneder")
    rows = [(code, time, value) for time, value in zip(times, indexes, strict=False)]
    frame = pd.DataFrame(rows, columns=["borger", "tidspunkt", "indeks"])
    return frame.astype({"indeks": "Int64"})


@pytest.mark.parametrize(
    ("after", "label"),
    [
        # 44 to 60 gives 1.54 and 40 to 64 gives 2.31, by hand; the rest on either side.
        (64, LABELS[0]),
        (60, LABELS[1]),
        (44, LABELS[1]),
        (40, LABELS[2]),
        (36, LABELS[3]),
        (20, LABELS[3]),
        (16, LABELS[4]),
    ],
)
def test_labels_of_one_persons_change(after: int, label: str) -> None:
    found = who5.changes(person("B1", 40, after))
    assert found["retning"].tolist() == [label]
    assert found["forskel"].tolist() == [after - 40]


def test_the_teams_labels_are_the_evidence_rooms() -> None:
    assert LABELS == EVIDENCE_LABELS


def test_nothing_is_carried_forward() -> None:
    frame = pd.concat([person("B1", 40, 60, None), person("B2", 20, None, 52)])
    found = who5.changes(frame)
    assert list(zip(found["borger"], found["til"], strict=True)) == [
        ("B1", "efter"),
        ("B2", "3 måneder"),
    ]


def test_persons_stand_in_the_order_of_the_file() -> None:
    frame = pd.concat([person("B9", 80, 84), person("B1", 20, 24)])
    assert who5.per_person(frame)["borger"].tolist() == ["B9", "B1"]


def test_the_wording_is_whos_letter_for_letter() -> None:
    text = files("kitlib.texts").joinpath("who5/who5.toml").read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == WORDING
    assert wording.opening() == "I de sidste 2 uger ..."
    assert wording.items()[4] == "har min dagligdag været fyldt med ting der interesserer mig"
    assert [value for _, value in wording.answers()] == [5, 4, 3, 2, 1, 0]


def test_the_wording_has_its_own_licence_note() -> None:
    note = files("kitlib.texts").joinpath("who5/LICENSE.md").read_text(encoding="utf-8")
    assert "CC BY-NC-SA 3.0 IGO" in note and "2024" in note


def test_the_kit_runs_without_the_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_FILE", "who5/findes_ikke")
    assert wording.items() == () and wording.answers() == ()
    assert wording.item_names()[0] == "Spørgsmål 1"
    q1 = next(c for c in columns_for("0-5") if c.name == "q1")
    assert q1.answers == () and (q1.low, q1.high) == (0, 5)


def test_a_wording_file_that_is_missing_or_broken_is_told() -> None:
    with pytest.raises(KitError, match="mangler"):
        load("findes_ikke")
    assert load("findes_ikke", missing_ok=True) == {}


TEAM = About(navn="Huset", type="unge", who5_hvem="unge")


@pytest.mark.parametrize(
    "headings",
    [
        ("borger", "tidspunkt", "q1"),
        ("fra", "til", "retning", "antal", "q3"),
        ("spoergsmaal_2",),
        ("har_jeg_vaeret_glad_og_i_godt_humoer",),
        ("wq1_1_6",),
    ],
)
def test_person_rows_in_a_teams_folder_are_refused(headings: tuple[str, ...]) -> None:
    refused = who5.instrument.refuses(headings, TEAM)
    assert refused is not None and refused.code == "who5_personraekker"
    assert "egen fil" in refused.message


def test_counts_are_welcome() -> None:
    assert who5.instrument.refuses(("fra", "til", "retning", "antal"), TEAM) is None


def test_who5_about_staff_or_small_children_is_refused() -> None:
    # The words a reader sees about staff.
    words = "WHO-5 om kolleger hører ikke hjemme her. Tal med arbejdsmiljøgruppen."
    staff = About(problems=(Problem(words, code="who5_personale"),))
    refused = who5.instrument.refuses(("fra", "til", "retning", "antal"), staff)
    assert refused is not None and refused.message == words
    young = who5.instrument.refuses(("fra", "til", "retning", "antal"), About(type="dagtilbud"))
    assert young is not None and young.code == "who5_boern"


def test_counts_that_do_not_fit_together_are_told() -> None:
    frame = pd.DataFrame(
        [
            ("efter", "efter", LABELS[0], 3),
            ("før", "efter", LABELS[0], 1),
            ("før", "efter", LABELS[0], 1),
        ],
        columns=["fra", "til", "retning", "antal"],
    ).astype({"fra": "string", "til": "string", "retning": "string", "antal": "Int64"})
    codes = {p.code for p in who5.instrument.check(frame, About(type="unge"))}
    assert codes == {"who5_hvem_mangler", "who5_samme_maaling", "who5_dobbelt"}
    assert who5.instrument.check(frame.iloc[1:2], TEAM) == []


def test_missing_answers_and_double_rows_are_counted() -> None:
    rows = [("B1", "før", 1, 2, 3, None, 5), ("B1", "før", 1, 2, 3, 4, 5)]
    frame = pd.DataFrame(rows, columns=["borger", "tidspunkt", *ITEMS])
    problems = who5.instrument.check(frame, About())
    assert [p.code for p in problems] == ["who5_mangler_svar", "who5_dobbelt"]
    assert "1 måling mangler" in problems[0].message
