"""One's own WHO-5 file: the coding must be declared, and only the person's own answers count."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import kitlib
from kitlib.about import About, read_about
from kitlib.instruments.who5.columns import ITEMS

who5 = kitlib.who5
HEAD = "borger;tidspunkt;q1;q2;q3;q4;q5"


def write(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "who5.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def read(path: Path, coding: str = "0-5") -> pd.DataFrame:
    frame, problems = who5.prepare_own(path, About(who5_kodning=coding))
    assert frame is not None, [str(p) for p in problems]
    return frame


def test_numbers_0_to_5_are_read_as_they_stand(tmp_path: Path) -> None:
    frame = read(write(tmp_path, "B1;før;0;1;2;3;5"))
    assert frame[list(ITEMS)].iloc[0].tolist() == [0, 1, 2, 3, 5]


def test_numbers_1_to_6_are_shifted_by_one(tmp_path: Path) -> None:
    frame = read(write(tmp_path, "B1;før;1;2;3;4;6"), "1-6")
    assert frame[list(ITEMS)].iloc[0].tolist() == [0, 1, 2, 3, 5]


@pytest.mark.parametrize(
    ("coding", "line"),
    [
        ("0-5", "B1;før;5;1;2;3;6"),
        ("1-6", "B1;før;0;1;2;3;4"),
        ("0-5", "B1;før;0;1;2;3;6"),
    ],
)
def test_a_number_outside_the_declared_coding_refuses_the_table(
    tmp_path: Path, coding: str, line: str
) -> None:
    frame, problems = who5.prepare_own(write(tmp_path, line), About(who5_kodning=coding))
    assert frame is None
    assert [p.code for p in problems] == ["who5_kodning"]


def test_undeclared_numbers_are_refused_with_what_to_write(tmp_path: Path) -> None:
    frame, problems = who5.prepare_own(write(tmp_path, "B1;før;1;2;3;4;5"), About())
    assert frame is None
    assert [p.code for p in problems] == ["who5_kodning"]
    assert 'who5_kodning = "0-5" eller who5_kodning = "1-6"' in problems[0].hint


@pytest.mark.parametrize("coding", ["", "0-5", "1-6"])
def test_answer_words_need_no_coding_and_always_mean_the_same(tmp_path: Path, coding: str) -> None:
    # The Danish wording: Hele tiden 5 ... På intet tidspunkt 0.
    line = (
        "B1;før;Hele tiden;Det meste af tiden;Lidt mere end halvdelen af tiden;"
        "lidt mindre end halvdelen af tiden;På intet tidspunkt"
    )
    frame = read(write(tmp_path, line), coding)
    assert frame[list(ITEMS)].iloc[0].tolist() == [5, 4, 3, 2, 0]


def test_one_number_among_words_needs_the_coding(tmp_path: Path) -> None:
    line = "B1;før;Hele tiden;Hele tiden;Hele tiden;Hele tiden;4"
    frame, problems = who5.prepare_own(write(tmp_path, line), About())
    assert frame is None and problems[0].code == "who5_kodning"


def test_the_items_own_words_are_known_as_headings(tmp_path: Path) -> None:
    items = who5.instrument.own_columns
    wording = [
        next(s for s in c.synonyms if s.startswith("I de sidste 2 uger"))
        for c in items
        if c.name in ITEMS
    ]
    head = ";".join(["Borger", "Tidspunkt", *wording])
    frame = read(write(tmp_path, "B1;Før;1;1;1;1;1", head=head))
    assert frame[list(ITEMS)].iloc[0].tolist() == [1, 1, 1, 1, 1]


def test_answers_given_for_somebody_else_are_left_out_and_told(tmp_path: Path) -> None:
    head = f"{HEAD};hvem_svarer"
    path = write(
        tmp_path,
        "B1;før;1;1;1;1;1;selv",
        "B2;før;1;1;1;1;1;mor",
        "B3;før;1;1;1;1;1;",
        "B4;før;1;1;1;1;1;Borgeren selv",
        head=head,
    )
    frame, problems = who5.prepare_own(path, About(who5_kodning="0-5"))
    assert frame is not None and frame["borger"].tolist() == ["B1", "B3", "B4"]
    assert [(p.row, p.code) for p in problems] == [(3, "who5_andre_svarer")]
    assert "mor" not in str(problems[0])


def test_children_under_about_nine_are_left_out_and_told(tmp_path: Path) -> None:
    path = write(
        tmp_path, *(f"B{age};før;1;1;1;1;1;{age}" for age in (8, 9, 10)), head=f"{HEAD};alder"
    )
    frame, problems = who5.prepare_own(path, About(who5_kodning="0-5"))
    assert frame is not None and frame["borger"].tolist() == ["B9", "B10"]
    assert [(p.row, p.code) for p in problems] == [(2, "who5_for_ung")]


def test_a_file_about_colleagues_is_refused_whole(tmp_path: Path) -> None:
    om = tmp_path / "om.toml"
    om.write_text('navn = "A"\nwho5_hvem = "personalet"\nopdigtet = true\n', encoding="utf-8")
    about, _ = read_about(om)
    frame, problems = who5.prepare_own(write(tmp_path, "B1;før;1;1;1;1;1"), about)
    assert frame is None
    assert problems[0].message == (
        "WHO-5 om kolleger hører ikke hjemme her. Tal med arbejdsmiljøgruppen."
    )


def test_open_mine_scores_it_and_keeps_it_in_ring_mit(tmp_path: Path) -> None:
    (tmp_path / "om.toml").write_text('who5_kodning = "1-6"\n', encoding="utf-8")
    mine = kitlib.open_mine(write(tmp_path, "B1;før;2;2;2;2;2", "B1;efter;6;6;6;6;"))
    assert mine.who5 is not None
    assert mine.who5["indeks"].tolist()[0] == 20 and mine.who5["indeks"].isna().tolist()[1]
    assert {view.ring for view in mine.views()} == {"mit"}


def test_open_mine_refuses_undeclared_numbers(tmp_path: Path) -> None:
    mine = kitlib.open_mine(write(tmp_path, "B1;før;2;2;2;2;2"))
    assert mine.who5 is None
    assert "who5_kodning" in [p.code for p in mine.problems.errors]


def test_real_answers_from_a_file(tmp_path: Path, shared_data: Path) -> None:
    # ../shared/data/README.md: 456 rows coded 1..6, index mean 53.377, SD 18.606, alpha .8067.
    weekly = pd.read_csv(shared_data / "who5" / "rise2flow_weekly.csv")
    weekly = weekly.rename(columns={"ID": "Deltager"}).assign(Tidspunkt="før")
    path = tmp_path / "who5.csv"
    weekly.drop(columns=["Unnamed: 0", "experiment", "Seq"]).to_csv(path, index=False)
    assert who5.prepare_own(path, About())[0] is None
    scored = who5.score(read(path, "1-6"))
    assert len(scored) == 456
    assert scored["indeks"].mean() == pytest.approx(53.377, abs=5e-4)
    assert scored["indeks"].std() == pytest.approx(18.606, abs=5e-4)
    assert who5.alpha(scored) == pytest.approx(0.8067, abs=5e-5)


def test_a_teams_folder_with_person_rows_is_refused(tmp_path: Path) -> None:
    om = 'navn = "Huset"\ntype = "unge"\nwho5_hvem = "unge"\nwho5_kodning = "0-5"\n'
    (tmp_path / "om.toml").write_text(om, encoding="utf-8")
    write(tmp_path, "U1;før;1;1;1;1;1")
    team = kitlib.open_team(tmp_path)
    assert team.who5 is None
    assert "who5_personraekker" in [p.code for p in team.problems.errors]


def test_a_teams_counts_are_read_with_short_labels(tmp_path: Path) -> None:
    om = 'navn = "Huset"\ntype = "unge"\nwho5_hvem = "unge"\nopdigtet = true\n'
    (tmp_path / "om.toml").write_text(om, encoding="utf-8")
    write(
        tmp_path,
        "før;efter;lidt højere;4",
        "før;3 mdr.;tydeligt lavere;0",
        head="Fra;Til;Retning;Antal",
    )
    team = kitlib.open_team(tmp_path)
    assert team.who5 is not None and not team.problems.errors
    assert team.who5["retning"].tolist() == ["lidt højere, kan være tilfældigt", "tydeligt lavere"]
    assert team.who5["til"].tolist() == ["efter", "3 måneder"]
    assert team.who5["antal"].tolist() == [4, 0]


@pytest.mark.parametrize("heading", ["sum", "Indeks", "WHO-5 score", "WHO5_total", "procent"])
def test_a_score_that_is_made_already_is_told_and_never_taken(tmp_path: Path, heading: str) -> None:
    path = write(tmp_path, "B1;før;48", head=f"borger;tidspunkt;{heading}")
    frame, problems = who5.prepare_own(path, About(who5_kodning="0-5"))
    assert frame is None and [p.code for p in problems] == ["who5_kun_tal"]
    path = write(tmp_path, "B1;før;1;2;3;4;5;60", head=f"{HEAD};{heading}")
    frame, problems = who5.prepare_own(path, About(who5_kodning="0-5"))
    assert frame is not None and len(frame) == 1
    assert [p.level for p in problems] == ["advarsel"] and "regner selv" in problems[0].message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(("pre_q{}", "post_q{}"), ("Q{} pre", "Q{} post"), ("Førmåling - {}", "Eftermåling - {}")),
        *(("FørQ{}", "EfterQ{}"), ("Spørgsmål {} (før)", "Spørgsmål {} (efter forløbet)")),
    ],
)
def test_wide_headings_in_many_styles(tmp_path: Path, before: str, after: str) -> None:
    heads = [form.format(n) for form in (before, after) for n in range(1, 6)]
    frame = read(write(tmp_path, "B1;1;2;3;4;5;5;4;3;2;1", head=";".join(["borger", *heads])))
    found = {row.tidspunkt: [row.q1, row.q2, row.q3, row.q4, row.q5] for row in frame.itertuples()}
    assert found == {"før": [1, 2, 3, 4, 5], "efter": [5, 4, 3, 2, 1]}


@pytest.mark.parametrize("form", ["T{} q{}", "T{} WHO-5 {}", "Måling {} - spørgsmål {}"])
def test_measurements_that_are_only_numbered_are_asked_about_once(
    tmp_path: Path, form: str
) -> None:
    heads = [form.format(time, n) for time in (1, 2) for n in range(1, 6)]
    path = write(tmp_path, "B1;1;2;3;4;5;5;4;3;2;1", head=";".join(["borger", *heads]))
    frame, problems = who5.prepare_own(path, About(who5_kodning="0-5"))
    assert frame is None and [p.code for p in problems] == ["who5_tider"]
    assert "foer_q1" in problems[0].hint


def test_times_and_answers_in_fewer_words(tmp_path: Path) -> None:
    words = "Hele tiden;Det meste;Lidt mere end halvdelen;2 - lidt mindre end halvdelen;Lidt"
    lines = [f"B1;{time};{words}" for time in ("Før forløb", "efter forløb", "3 mdr. efter")]
    frame = read(write(tmp_path, *lines))
    assert frame["tidspunkt"].tolist() == ["før", "efter", "3 måneder"]
    assert frame[list(ITEMS)].to_numpy().tolist() == [[5, 4, 3, 2, 1]] * 3
