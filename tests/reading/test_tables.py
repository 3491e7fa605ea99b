"""Any table file: real ones from Danish offices, with the figures their owners publish."""

import pandas as pd
import pytest

from kitlib.reading import read_table


def write(tmp_path, text, name="t.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_municipality_tests_of_statens_serum_institut(shared_data):
    """detfrieord/ssi b5e53d5ac147: a naive read gives 12,080 positives."""
    frame = read_table(shared_data / "messy" / "2021-07-06_Municipality_test_pos.csv")
    assert len(frame) == 99
    assert frame["Antal_testede"].sum() == 4_867_265
    assert frame["Antal_bekræftede_COVID-19"].sum() == 293_273
    assert frame["Befolkningstal"].sum() == 5_835_290


def test_municipal_accounts_of_statistics_denmark(shared_data):
    """s-corfixen 5c51dd3bde0e: ISO-8859-1, header at line 4, levels on lines of their own."""
    frame = read_table(shared_data / "messy" / "regnskaber.csv").set_index("niveau_5")
    assert frame.loc["Hele landet", ["2011", "2018"]].tolist() == [61613, 63694]
    assert frame.loc["København", "2011"] == 63255
    assert frame["niveau_1"].unique().tolist() == ["Pr. indbygger, løbende priser (kr.)"]
    assert frame["niveau_4"].unique().tolist() == ["I alt hovedkonto 0-6"]


@pytest.mark.parametrize(
    ("name", "column", "total"),
    [
        ("2021-07-06_Cases_by_age.csv", "Antal_testede", 4_935_057),
        ("2021-07-06_Deaths_over_time.csv", "Antal_døde", 2_537),
        ("2021-07-06_plejehjem_ugeoversigt.csv", "Testede beboere", 234_053),
    ],
)
def test_totals_are_flagged_and_kept(shared_data, name, column, total):
    frame = read_table(shared_data / "messy" / name)
    assert frame.loc[frame["er_total"], column].tolist() == [total]
    assert frame["er_total"].sum() == 1


def test_a_total_that_is_no_sum_stands_beside_rows_that_are_read_right(shared_data):
    frame = read_table(shared_data / "messy" / "2021-07-06_Deaths_over_time.csv")
    days = frame.loc[~frame["er_total"], "Dato"]
    assert pd.api.types.is_datetime64_any_dtype(days)
    assert days.iloc[0] == pd.Timestamp(2020, 3, 11)


@pytest.mark.parametrize("file", ["structure.csv", "labels.csv"])
def test_one_content_in_two_dialects(shared_data, file):
    """NIFU-NO/readSX 61e14539fce4: cp1252 with semicolon and UTF-16 with tab hold one content."""
    folder = shared_data / "messy" / "surveyxact"
    one, other = (read_table(folder / d / file) for d in ("semicolon_ansi", "tab_utf16"))
    pd.testing.assert_frame_equal(one, other)
    assert len(one) > 200


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234", "22.000"], [1234, 22000]),
        (["1,5", "22"], [1.5, 22]),
        (["1.234,5", "2"], [1234.5, 2]),
        (["007", "012"], ["007", "012"]),
        (["NA", "y"], ["NA", "y"]),
        (["10", "<10"], ["10", "<10"]),
        (["3-3-2026", "13-3-2026"], [pd.Timestamp(2026, 3, 3), pd.Timestamp(2026, 3, 13)]),
        (["46084", "46085"], [46084, 46085]),
        (["1", ""], [1, None]),
    ],
)
def test_what_cells_become(tmp_path, cells, values):
    text = "navn;x\n" + "".join(f"a{i};{c}\n" for i, c in enumerate(cells))
    found = read_table(write(tmp_path, text))["x"].astype(object)
    assert found.where(found.notna(), None).tolist() == values


def test_a_hidden_count_is_told_with_its_row_and_column(tmp_path):
    frame = read_table(write(tmp_path, "navn;antal\na;12\nb;<10\n"))
    problem = frame.attrs["problems"].problems[0]
    assert (problem.file, problem.row, problem.column) == ("t.csv", 3, "antal")
    assert "10" not in problem.message


def test_dot_and_three_digits_is_a_decimal_where_comma_divides(tmp_path):
    frame = read_table(write(tmp_path, "navn,x\na,1.234\nb,2.500\n"))
    assert frame["x"].tolist() == [1.234, 2.5]


def test_a_table_without_headings_keeps_a_first_row_that_is_shorter(tmp_path):
    frame = read_table(write(tmp_path, "Nord;Ja;\nSyd;Ja;6\nØst;Nej;7\n"))
    assert frame["niveau_1"].tolist() == ["Nord", "Syd", "Øst"]


@pytest.mark.parametrize("name", ["I alt", "i-alt:", "Total", "Hele kommunen", "Samlet"])
def test_a_row_that_sums_the_others_is_flagged_by_whatever_it_is_called(tmp_path, name):
    path = tmp_path / "t.csv"
    path.write_text(f"sted;antal\nNord;1\nAlle;2\n{name};3\n", encoding="utf-8")
    assert read_table(path)["er_total"].tolist() == [False, False, True]
