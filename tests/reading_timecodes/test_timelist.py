"""Time codes as people type them, each with the place it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.reading.timecodes import read_annotations
from kitlib.reading.timelist import is_list, typed


@pytest.mark.parametrize(
    ("line", "start", "end", "text"),
    [
        ("0:21 hun smiler", 21, None, "hun smiler"),
        ("00.21 hun smiler", 21, None, "hun smiler"),
        ("0:21\t0:30\thun smiler", 21, 30, "hun smiler"),
        ("0:21\thun smiler", 21, None, "hun smiler"),
        ("1.15 han går", 75, None, "han går"),
        ("1,15 han går", 75, None, "han går"),
        ("kl 0:21 hun smiler", 21, None, "hun smiler"),
        ("Kl. 9.15 hun smiler", 555, None, "hun smiler"),
        ("ca. 0:21 hun smiler", 21, None, "hun smiler"),
        ("[0:21] hun smiler", 21, None, "hun smiler"),
        ("(0:21) hun smiler", 21, None, "hun smiler"),
        ("[00:21] Voksen: kom nu", 21, None, "Voksen: kom nu"),
        ("0:21-0:30 hun smiler", 21, 30, "hun smiler"),
        ("0:21 – 0:30: hun smiler", 21, 30, "hun smiler"),
        ("fra 0:21 til 0:30 hun smiler", 21, 30, "hun smiler"),
        ("0.21-0.30 hun smiler", 21, 30, "hun smiler"),
        ("0:21-30 hun smiler", 21, 30, "hun smiler"),
        ("0:21 - hun smiler", 21, None, "hun smiler"),
        ("0:21 - 3 børn leger", 21, None, "3 børn leger"),
        ("0:21: 3 børn leger", 21, None, "3 børn leger"),
        ("• 0:21 hun smiler", 21, None, "hun smiler"),
        ("- 0:21 hun smiler", 21, None, "hun smiler"),
        ("1. 0:21 hun smiler", 21, None, "hun smiler"),
        ("0:21\thun smiler", 21, None, "hun smiler"),
        ("0:21 min hun smiler", 21, None, "hun smiler"),
        ("1:02:05 hun smiler", 3725, None, "hun smiler"),
        ("1.02.05 hun smiler", 3725, None, "hun smiler"),
        ("75:10 hun smiler", 4510, None, "hun smiler"),
        ("00:00:21.500 hun smiler", 21.5, None, "hun smiler"),
        ("1 min 15 s: hun smiler", 75, None, "hun smiler"),
        ("1m15s hun smiler", 75, None, "hun smiler"),
        ("75 sek hun smiler", 75, None, "hun smiler"),
        ("hun smiler (0:21)", 21, None, "hun smiler"),
        ("Intro 0:00", 0, None, "Intro"),
        ("Samling - 1:15", 75, None, "Samling"),
    ],
)
def test_each_way_of_typing_a_time(line, start, end, text):
    assert typed(line)[:3] == (start, end, text)


@pytest.mark.parametrize(
    "line",
    [
        "3 børn leger",
        "3.5 liter mælk",
        "3.3.2026 hej",
        "2026-03-03 hej",
        "0:75 hun",
        "2-3 børn",
        "5 m fra døren",
        "kl 14 går vi",
        "1 time senere",
        "0:21hun",
        "Hun er 5",
        "",
        "0",
    ],
)
def test_what_is_no_time_is_words(line):
    assert typed(line) is None


def read(tmp_path, text):
    path = tmp_path / "Frokost.txt"
    path.write_text(text, encoding="utf-8")
    found = read_annotations(path)
    return [(r.start, r.slut, r.tekst) for r in found.rows], {p.code: p for p in found.problems}


def test_a_line_without_a_time_goes_on_with_the_note_above_it(tmp_path):
    rows, told = read(tmp_path, "Frokost\n\n0:21 hun smiler\nog vinker\n0:35\nhan går\n1:00\n")
    assert rows == [(21, None, "hun smiler og vinker"), (35, None, "han går")]
    assert {c: p.row for c, p in told.items()} == {
        "tidsliste": None,
        "tekst_uden_tid": 1,
        "tidskode_uden_ord": 7,
    }


def test_times_out_of_order_and_ends_before_starts_are_told(tmp_path):
    rows, told = read(tmp_path, "2:00 a\n1:00-0:30 b\n1:10:00 c\n")
    assert rows == [(120, None, "a"), (60, None, "b"), (4200, None, "c")]
    assert told["raekkefoelge"].row == told["slut_foer_start"].row == 2


def test_points_are_minutes_unless_a_line_says_otherwise(tmp_path):
    rows, told = read(tmp_path, "0.21 a\n1.15 b\n")
    assert [r[0] for r in rows] == [21, 75] and "minutter og sekunder" in str(told["tid_punktum"])
    rows, told = read(tmp_path, "1.15 a\n12.5 b\n80.75 c\n")
    assert [r[0] for r in rows] == [1.15, 12.5, 80.75] and "decimaler" in str(told["tid_punktum"])
    rows, told = read(tmp_path, "0:21 a\n1.15 b\n")
    assert [r[0] for r in rows] == [21, 75]


def test_a_list_in_the_folder_is_a_film_and_other_texts_are_not(tmp_path):
    (tmp_path / "Frokost.txt").write_text("0:21 hun smiler\n0:35 han går", encoding="utf-8")
    (tmp_path / "dilemmaer.txt").write_text("Må 3 børn lege?\nKl. 14 går vi.", encoding="utf-8")
    team = open_team(tmp_path)
    assert team.video["klip"].tolist() == ["Frokost"] * 2
    assert team.video["start"].tolist() == [21, 35]
    assert [p.file for p in team.problems if p.code == "tidsliste"] == ["Frokost.txt"]


def test_a_table_of_times_stays_a_table(tmp_path):
    (tmp_path / "video.txt").write_text("Start;Hvad\n0:21;hun smiler\n0:35;han går\n", "utf-8")
    team = open_team(tmp_path)
    assert team.video["hvad"].tolist() == ["hun smiler", "han går"]
    assert not [p for p in team.problems if p.file == "video.txt"]


@given(st.lists(st.text(max_size=60), max_size=20))
def test_whatever_is_typed_is_looked_at_without_falling(lines):
    assert is_list(lines) in (True, False)


@given(st.integers(0, 35_999), st.sampled_from(["{} {}", "[{}] {}", "kl {}: {}", "• {} - {}"]))
def test_a_time_means_what_it_meant_to_who_typed_it(seconds, form):
    hours, rest = divmod(seconds, 3600)
    code = f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
    assert typed(form.format(code, "hun smiler"))[:3] == (seconds, None, "hun smiler")


OM = 'format = 1\nnavn = "Egern"\ntype = "dagtilbud"\nformaal = "At lære"\nslettes = 2099-01-01\n'


def sheet(tmp_path, text, name="video.csv"):
    (tmp_path / "om.toml").write_text(OM, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    team = open_team(tmp_path)
    frame = team.video[["start", "slut", "hvad"]].astype(object)
    rows = [tuple(r) for r in frame.where(frame.notna(), None).values.tolist()]
    return rows, {p.code: (p.rows or p.row) for p in team.problems}


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ("0:21;;hun smiler", (21, None, "hun smiler")),
        ("kl 0:21;;hun smiler", (21, None, "hun smiler")),
        ("[0:21];;hun smiler", (21, None, "hun smiler")),
        ("0:21-0:30;;hun smiler", (21, 30, "hun smiler")),
        ("0:21-0:30;0:40;hun smiler", (21, 40, "hun smiler")),
        ("0:21 hun smiler;;", (21, None, "hun smiler")),
        ("0:21 hun smiler;;og vinker", (21, None, "hun smiler og vinker")),
        (";;0:21 hun smiler", (21, None, "hun smiler")),
        (";;[0:21-0:30] hun smiler", (21, 30, "hun smiler")),
        (";0:30;0:21 hun smiler", (21, 30, "hun smiler")),
        ("1:02:05;;hun smiler", (3725, None, "hun smiler")),
        ("00.21;;hun smiler", (21, None, "hun smiler")),
        ("1.15;;hun smiler", (75, None, "hun smiler")),
        ("1.15;1.20;hun smiler", (75, 80, "hun smiler")),
        ("1:15;1.20;hun smiler", (75, 80, "hun smiler")),
        ("1.15;2:40;hun smiler", (75, 160, "hun smiler")),
    ],
)
def test_a_time_in_a_sheet_is_read_wherever_it_was_typed(tmp_path, cells, note):
    rows, told = sheet(tmp_path, f"start;slut;hvad\n{cells}\n")
    assert rows == [note]
    assert not told.keys() - {"tid_i_tekst", "tid_punktum"}


def test_a_list_pasted_into_one_cell_is_a_note_a_time(tmp_path):
    cell = '"0:21 hun smiler\nog vinker\n0:35-0:40 han går"'
    rows, told = sheet(tmp_path, f"start;slut;hvad\n0:10;;først\n;;{cell}\n1:00;;sidst\n")
    assert rows == [
        (10, None, "først"),
        (21, None, "hun smiler og vinker"),
        (35, 40, "han går"),
        (60, None, "sidst"),
    ]
    assert list(told) == ["tid_i_tekst"]


def test_words_that_come_before_a_time_stay_a_row_without_one(tmp_path):
    rows, told = sheet(tmp_path, "start;slut;hvad\n;;Vi var 12\n0:10;;hun smiler\n")
    assert rows == [(10, None, "hun smiler")] and list(told) == ["celle_tom"]


def test_points_in_a_column_are_decided_for_all_of_it(tmp_path):
    rows, told = sheet(tmp_path, "start;hvad\n1.15;a\n12.5;b\n80.75;c\n")
    assert [r[0] for r in rows] == [1.15, 12.5, 80.75] and "tid_punktum" in told
    rows, told = sheet(tmp_path, "start,hvad\n1.15,a\n2.30,b\n")
    assert [r[0] for r in rows] == [1.15, 2.3]  # a program parts by commas
    assert "laest_som" in told  # and so may who types in a sheet of the web
    _, told = sheet(tmp_path, "start,hvad\n1.15,a\n75.5,b\n")
    assert "laest_som" not in told
