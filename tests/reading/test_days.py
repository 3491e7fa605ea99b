"""The order of day and month is decided once for a column, and told where there was doubt."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.columns import Column
from kitlib.reading import read_columns, read_table
from kitlib.reading.decided import decide_days
from kitlib.reading.period import Calendar, Period, period_of
from kitlib.reading.raw import Cells
from kitlib.reading.toldays import told_of_days
from kitlib.reading.values.cells import parse_date
from kitlib.reading.values.days import written

CASES = Path(__file__).parents[1] / "cases"
SPRING = Calendar(Period(date(2026, 1, 1), date(2026, 6, 30)), date(2026, 6, 20))
WINTER = Calendar(Period(date(2025, 11, 1), date(2026, 2, 28)), date(2026, 3, 20))
COLUMNS = (Column("dato", "dato", "Dagen."), Column("note", "tekst", "Ord."))


def days(tmp_path, cells, calendar=None):
    """Read a column of dates; each as day and month, None where it is none."""
    path = tmp_path / "t.csv"
    path.write_text("dato;note\n" + "".join(f"{c};a\n" for c in cells), encoding="utf-8")
    reading = read_columns(path, COLUMNS, calendar=calendar)
    found = [None if pd.isna(d) else (d.year, d.month, d.day) for d in reading.frame["dato"]]
    return found, [(p.level, p.row) for p in reading.problems]


def test_a_form_in_american_english():
    team = open_team(CASES / "us_dates_in_one_column")
    assert team.postits["dato"].dt.strftime("%d-%m").tolist() == ["04-03", "15-03", "05-03"]
    turned = [(p.level, p.rows) for p in team.problems if "måneden først" in p.message]
    assert turned == [("advarsel", (2, 3, 4))]
    assert sum("klokkeslæt" in p.message for p in team.problems) == 1
    assert team.postits["dato_klokken"].notna().all()


@pytest.mark.parametrize(
    ("cells", "months"),
    [
        (["3/4/2026", "5/4/2026"], [4, 4]),
        (["3/4/2026", "13/4/2026"], [4, 4]),
        (["3/4/2026", "4/13/2026"], [3, 4]),
        (["3/4/2026 9:12:11 AM", "3/5/2026 1:00 PM"], [3, 3]),
        (["3-4-26", "4-13-26"], [3, 4]),
        (["2026-04-03", "4/13/2026", "3. april 2026"], [4, 4, 4]),
        ([*(f"{d}/4/2026" for d in range(13, 17)), "4/18/2026", "3/4/2026"], [4] * 6),
    ],
)
def test_one_row_over_twelve_decides_for_all(tmp_path, cells, months):
    found, _ = days(tmp_path, cells)
    assert [d[1] for d in found] == months


def test_where_a_column_says_both_what_can_be_read_in_two_ways_is_a_fault(tmp_path):
    found, told = days(tmp_path, ["13/4/2026", "4/14/2026", "3/4/2026"])
    assert found == [(2026, 4, 13), (2026, 4, 14), None]
    assert ("fejl", 4) in told


@pytest.mark.parametrize(
    ("cells", "calendar", "found"),
    [
        (["3/11/2026", "4/12/2026"], SPRING, [(2026, 3, 11), (2026, 4, 12)]),
        (["3/4/2026", "5/4/2026"], SPRING, [(2026, 4, 3), (2026, 4, 5)]),
        (
            ["13/4/2026", "4/14/2026", "3/11/2026"],
            SPRING,
            [(2026, 4, 13), (2026, 4, 14), (2026, 3, 11)],
        ),
        (["2/11", "3/1", "1. februar"], WINTER, [(2025, 11, 2), (2026, 1, 3), (2026, 2, 1)]),
        (["2/11"], None, [None]),
        (["2/11"], SPRING, [None]),
    ],
)
def test_the_period_of_the_team_settles_what_the_column_does_not(tmp_path, cells, calendar, found):
    assert days(tmp_path, cells, calendar)[0] == found


def test_a_missing_year_says_so(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("dato;note\n2/11;a\n", encoding="utf-8")
    [problem] = read_columns(path, COLUMNS).problems
    assert problem.message.startswith("Året mangler.")
    assert "periode" in problem.hint


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("3-3-2026", False),
        ("3-3-2027", True),
        ("3-3-2025", True),
        ("3-3-0206", True),
        ("20-6-2026", False),
        ("25-6-2026", True),
    ],
)
def test_days_far_off_and_in_the_future_are_asked_about(tmp_path, cell, asked):
    assert bool(days(tmp_path, [cell], SPRING)[1]) == asked


def test_a_day_to_come_is_not_asked_about_where_the_column_holds_such(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("igen;note\n3-3-2027;a\n", encoding="utf-8")
    columns = (Column("igen", "dato", "Næste gang.", ahead=True), COLUMNS[1])
    assert not read_columns(path, columns, calendar=SPRING).problems


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("januar til august 2026", "2026-01-01", "2026-08-31"),
        ("november til februar 2026", "2025-11-01", "2026-02-28"),
        ("nov. 2025 – feb. 2026", "2025-11-01", "2026-02-28"),
        ("efterår 2025 til forår 2026", "2025-08-01", "2026-06-30"),
        ("skoleåret 2025/26", "2025-08-01", "2026-07-31"),
        ("1. marts 2026 til 30. april 2026", "2026-03-01", "2026-04-30"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_in_the_words_of_a_team(text, first, last):
    assert period_of(text) == Period(date.fromisoformat(first), date.fromisoformat(last))


def test_a_period_without_a_year_settles_nothing():
    assert period_of("januar til marts") is None


@pytest.mark.parametrize(
    "text",
    [
        "3-3-26",
        "tirsdag d. 3. marts 2026",
        "3.3.2026 kl. 9.30",
        "March 3, 2026",
        "2026-03-03T08:15:00Z",
        "3/3 2026",
    ],
)
def test_ways_to_write_a_day(text):
    assert parse_date(text) == date(2026, 3, 3)


@pytest.mark.parametrize("text", ["9.30", "9.30.15", "2/11", "31-2-2026", "3/25/2026", "33"])
def test_what_is_no_day_by_itself(text):
    assert parse_date(text) is None


def test_the_time_of_day_of_a_timestamp_is_kept_where_nothing_is_declared(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Start;x\n11/3/2026 8:15:00;1\n13/3/2026 12:00;2\n", encoding="utf-8")
    assert read_table(path)["Start"].tolist() == [
        pd.Timestamp(2026, 3, 11, 8, 15),
        pd.Timestamp(2026, 3, 13, 12),
    ]


def test_the_month_first_is_told_where_nothing_is_declared(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Start,x\n3/4/2026,1\n3/15/2026,2\n", encoding="utf-8")
    frame = read_table(path)
    assert frame["Start"].dt.month.tolist() == [3, 3]
    assert {p.code for p in frame.attrs["problems"]} == {"laest_som"}


@pytest.mark.parametrize(
    ("cells", "calendar", "told"),
    [
        (["3/4/2026", "5/4/2026"], None, 1),
        (["03/04/26", "4/5/2026 14:30"], None, 1),
        (["3/4/2026", "25/4/2026"], None, 0),
        (["3-4-2026", "5.4.2026"], None, 0),
        (["4/4/2026"], None, 0),
        (["3/4/2026"], Calendar(period_of("april 2026")), 0),
        (["3/4/2026"], Calendar(period_of("2026")), 1),
        (["3/4/2026"], Calendar(today=date(2026, 4, 3)), 1),
        (["2/9/2026"], Calendar(today=date(2026, 2, 10)), 0),
        (["3/9/2026"], Calendar(today=date(2026, 9, 10)), 1),
    ],
)
def test_days_that_may_be_months_are_told_once_where_nothing_settles_them(cells, calendar, told):
    days = decide_days(cells, calendar)
    found = Cells.of_text(cells)
    values = [days.day(written(c)) for c in found.uniques]
    said = [x for x in told_of_days(found, values, days) if "på to måder" in x[1]]
    assert [len(x[0]) for x in said] == [1] * told


CLOCKS = [
    "3-3-2026 14.30",
    "2026-03-03T14:30:00+01:00",
    "3/3 2026, 14:30",
    "3. marts 2026 kl. 14.30",
]


@pytest.mark.parametrize("cell", CLOCKS)
def test_the_time_of_day_is_kept_beside_the_day_where_a_column_holds_days(tmp_path, cell):
    path = tmp_path / "t.csv"
    path.write_text(f"dato;note\n{cell};a\n13-3-2026;b\n", encoding="utf-8")
    moments = [pd.Timestamp(2026, 3, 3, 14, 30), pd.Timestamp(2026, 3, 13)]
    assert read_table(path)["dato"].tolist() == moments
    kept = read_columns(path, COLUMNS)
    assert kept.frame["dato"].tolist() == moments and not kept.problems
    only = read_columns(path, (replace(COLUMNS[0], unit="dag"), COLUMNS[1]))
    assert only.frame["dato"].iloc[0] == pd.Timestamp(2026, 3, 3)
    assert only.frame["dato_klokken"].tolist() == ["14:30", pd.NA]
    assert any("klokkeslæt" in p.message for p in only.problems)


ZONES = {
    "2026-03-03T23:30:00Z": datetime(2026, 3, 4, 0, 30),
    "2026-03-02T23:00:00.000Z": datetime(2026, 3, 3),  # a Danish midnight as a program sends it
    "2026-07-03 22:15 UTC": datetime(2026, 7, 4, 0, 15),
    "2026-03-03T08:15:00-05:00": datetime(2026, 3, 3, 14, 15),
    "3/25/2026 9:12:11 AM GMT+2": datetime(2026, 3, 25, 8, 12, 11),
}


@pytest.mark.parametrize("cell", ZONES)
def test_a_time_in_another_zone_is_danish_time_and_told(tmp_path, cell):
    path = tmp_path / "t.csv"
    path.write_text(f"dato;note\n{cell};a\n", encoding="utf-8")
    reading = read_columns(path, COLUMNS)
    assert reading.frame["dato"].tolist() == [pd.Timestamp(ZONES[cell])]
    assert sum("dansk tid" in p.message for p in reading.problems) == 1
    assert read_table(path)["dato"].tolist() == [pd.Timestamp(ZONES[cell])]


@pytest.mark.parametrize(
    "cell", ["2026-03-03T00:00:00Z", "2026-03-03T14:30:00+01:00", "3. juli 2026 14.30 CEST"]
)
def test_a_time_that_is_danish_and_a_day_without_time_are_as_they_stand(tmp_path, cell):
    path = tmp_path / "t.csv"
    path.write_text(f"dato;note\n{cell};a\n", encoding="utf-8")
    reading = read_columns(path, COLUMNS)
    found = written(cell)
    assert reading.frame["dato"].tolist() == [pd.Timestamp.combine(found.day(), found.clock)]
    assert not any("dansk tid" in p.message for p in reading.problems)


@given(st.datetimes(datetime(1997, 1, 1), datetime(2090, 1, 1)))
def test_danish_clocks_are_moved_as_the_list_of_zones_has_it(moment):
    ours = written(f"{moment:%Y-%m-%dT%H:%M}:01Z").at(moment.date())
    told = moment.replace(second=1, microsecond=0, tzinfo=UTC)
    assert ours == told.astimezone(ZoneInfo("Europe/Copenhagen")).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("mandag den 3. marts 2026", True),
        ("tirsdag den 3. marts 2026", False),
        ("fre. 3/3-2026", True),
        ("tirs 3/3-2026", False),
    ],
)
def test_a_weekday_of_another_day_is_asked_about(tmp_path, day, told):
    column = Column("dato", "dato", "Dagen.", unit="dag", required=True)
    (tmp_path / "t.csv").write_text(f"dato;x\n{day};a\n", encoding="utf-8")
    reading = read_columns(tmp_path / "t.csv", (column,))
    assert reading.frame["dato"].tolist() == [pd.Timestamp(2026, 3, 3)]
    assert any("Ugedagen" in p.message for p in reading.problems) is told


def test_a_day_written_as_a_spreadsheets_number_is_told(tmp_path):
    column = Column("dato", "dato", "Dagen.", unit="dag", required=True)
    (tmp_path / "t.csv").write_text("dato;x\n46084;a\n4-3-2026;b\n", encoding="utf-8")
    reading = read_columns(tmp_path / "t.csv", (column,))
    assert reading.frame["dato"].tolist() == [pd.Timestamp(2026, 3, 3), pd.Timestamp(2026, 3, 4)]
    [told] = [p for p in reading.problems if "46084" in p.message]
    assert told.row == 2
