"""A problem names the place, says what is wrong, and ends with what to do."""

import pytest

from kitlib.problems import KitError, Problem, ProblemReport, did_you_mean

BAD_DATE = Problem(
    "Datoen findes ikke.",
    "Skriv en dato som 3-3-2026.",
    file="postits.csv",
    sheet="postits",
    row=12,
    column="dato",
    code="dato",
)
UNKNOWN = Problem("Kolonnen bruges ikke.", "Mente du 'dato'?", level="advarsel")


def test_a_problem_names_file_sheet_row_and_column_and_ends_with_the_hint():
    assert str(BAD_DATE) == (
        "postits.csv, ark 'postits', række 12, kolonne 'dato': "
        "Datoen findes ikke. Skriv en dato som 3-3-2026."
    )


def test_a_whole_note_in_place_of_a_heading_is_not_said_in_full():
    said = str(Problem("Kolonnen bruges ikke.", column="lang " * 30))
    assert len(said) < 100 and "…'" in said


@pytest.mark.parametrize(
    ("problems", "headline"),
    [
        ([], "Ingen fejl. Alt kan læses."),
        ([BAD_DATE], "1 fejl"),
        ([UNKNOWN], "1 advarsel"),
        ([BAD_DATE, BAD_DATE, UNKNOWN, UNKNOWN], "2 fejl og 2 advarsler"),
    ],
)
def test_the_headline_counts(problems, headline):
    assert ProblemReport.of(problems).headline == headline


def test_a_settings_file_has_words_and_a_table_columns():
    assert Problem("x", file="om.toml", column="typ").place == "om.toml, ordet 'typ'"
    assert Problem("x", file="a.csv", column="typ").place == "a.csv, kolonne 'typ'"


def test_a_report_goes_file_by_file_and_row_by_row_as_one_mends_them():
    told = [("b.csv", 7, "x"), ("a.csv", 2, "x"), ("b.csv", 3, "z"), ("b.csv", None, "y")]
    report = ProblemReport.of(Problem("x", file=f, row=r, column=c) for f, r, c in told)
    placed = [(p.file, p.row) for p in report.in_order()]
    assert placed == [("b.csv", None), ("b.csv", 3), ("b.csv", 7), ("a.csv", 2)]


def test_like_faults_are_one_line_with_all_their_rows():
    rows = [*range(4, 13), 15]
    told = [Problem("Året mangler.", "Skriv året.", "a.csv", row=row) for row in rows]
    other = Problem("Året mangler.", "Skriv året.", "b.csv", row=5)
    report = ProblemReport.of([*told, other])
    assert str(report).splitlines() == [
        "11 fejl",
        "- a.csv, række 4-12, 15: Året mangler. Skriv året.",
        "- b.csv, række 5: Året mangler. Skriv året.",
    ]
    assert "række 4-12, 15" in report._repr_html_()
    assert report.together().together() == report.together()


def test_a_line_does_not_drown_in_row_numbers():
    report = ProblemReport.of(Problem("x", row=row) for row in range(1, 101, 2))
    assert str(report.together().problems[0]) == (
        "række 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 og 38 mere: x"
    )


def test_a_notebook_shows_words_to_the_left():
    html = ProblemReport((BAD_DATE,))._repr_html_()
    assert html.count("text-align:left") == html.count("<td") + html.count("<th ")


def test_an_error_carries_all_problems_at_once():
    error = KitError(ProblemReport((BAD_DATE, UNKNOWN)))
    assert len(error.report) == 2
    assert "Datoen findes ikke." in str(error)
    assert "Mente du 'dato'?" in str(error)


def test_a_notebook_shows_a_table_and_no_traceback(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    error = KitError(ProblemReport((BAD_DATE,)))
    for lines in (error._render_traceback_(), error._render_traceback_()):  # a kernel asks twice
        assert "Traceback" not in "".join(lines)
    assert len(shown) == 1
    assert ">Datoen findes ikke.</td>" in shown[0]._repr_html_()


def test_html_in_a_file_name_stays_text():
    report = ProblemReport((Problem("Hov.", file="<b>x</b>.csv"),))
    assert "<b>x</b>" not in report._repr_html_()


def test_the_report_is_a_frame_as_well():
    frame = ProblemReport((BAD_DATE, UNKNOWN)).to_frame()
    assert frame["række"].tolist()[0] == 12
    assert list(frame["niveau"]) == ["fejl", "advarsel"]


@pytest.mark.parametrize(
    ("word", "hint"),
    [("datto", "Mente du 'dato'?"), ("DATO", "Mente du 'dato'?"), ("zzzz", "")],
)
def test_the_nearest_word_is_suggested(word, hint):
    assert did_you_mean(word, ["dato", "observation"]) == hint
