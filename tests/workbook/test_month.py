"""400 notes of a month, typed in the kit's own workbook by many hands: each is read or told."""

import random
import re
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from openpyxl.comments import Comment

import kitlib
from kitlib.codes import normal
from kitlib.start import new_folder

_N = 400


def _date(pick, day):
    return pick.choice(
        [
            day,
            datetime(day.year, day.month, day.day, 9, 30),
            f"{day:%d-%m-%Y}",
            f"{day:%d.%m.%y}",
            f"{day.day}/{day.month} {day.year}",
            f"den {day.day}. marts 2026",
            "engang i marts",
            None,
            f"{day:%Y-%m-%d}",
            f"{day.day}-{day.month}",
        ]
    )


def _text(pick, n):
    said = f"Note {n:03d}"
    return pick.choice(
        [
            f"{said} han tog bukserne på",
            f"•\t{said} henter en bold\n•\tog deler",
            f"  {said}  ",
            f"{said}\x0bpå to linjer",
            f'{said}: "se mig"; 3,5 gange',
            f"'{said}",
            f"- {said}",
        ]
    )


def _fill(page, pick, notes, headings):
    """Type notes below the example row; some hands leave blank rows behind.

    Returns the row after the last, and for each row what was written in it.
    """
    row, typed = 3, {}
    for n in notes:
        day = date(2026, 3, 1) + timedelta(days=pick.randrange(31))
        cells = {
            "Dato": _date(pick, day),
            "Observation": _text(pick, n),
            "Barn": pick.choice(["B01", "b 02", "B-3", None, 7]),
            "Situation": pick.choice(["Leg", "legepladsen ", "GARDEROBE", "vi var ude", None]),
            "Må vises": pick.choice(["ja", True, "x", None, "måske"]),
            "Vejret": pick.choice(["sol", None]),
        }
        typed[row] = cells | {"day": day}
        for heading, value in cells.items():
            value = value.replace("\x0b", "\n") if isinstance(value, str) else value
            page.cell(row, headings[heading], value)
        if n % 40 == 0:
            page.cell(row, headings["Observation"]).comment = Comment("se her", "x")
        if n % 50 == 0:
            page.row_dimensions[row].hidden = True
        row += 2 if n % 25 == 0 else 1
    return row, typed


def _meant(written, day):
    """Return the day a cell of a date says, as far as it says one."""
    if written is None or written == "engang i marts":
        return None
    return None if written == f"{day.day}-{day.month}" else day


#: What became of the sheet of notes: its name, and whether an empty one stands under the old name.
SHEETS = {
    "som den var": ("Post-its", False),
    "omdøbt": ("Marts", False),
    "flyttet": ("Marts", True),
}


@pytest.fixture(scope="module", params=sorted(SHEETS))
def month(request, tmp_path_factory):
    title, empty = SHEETS[request.param]
    folder = tmp_path_factory.mktemp("maaned") / "team"
    new_folder(folder)
    pick = random.Random(request.param)
    book = openpyxl.load_workbook(folder / "data.xlsx")
    page = book["Post-its"]
    headings = {cell.value: cell.column for cell in page[1] if cell.value}
    headings["Vejret"] = page.max_column + 1
    page.cell(1, headings["Vejret"], "Vejret")
    notes = list(range(_N))
    pick.shuffle(notes)  # sorted by somebody, by a column of their own
    last, typed = _fill(page, pick, notes, headings)
    page.auto_filter.ref = f"A1:Z{last}"
    page.merge_cells(
        start_row=10,
        end_row=12,
        start_column=headings["Situation"],
        end_column=headings["Situation"],
    )
    if title == "Post-its":
        copy = book.copy_worksheet(page)
        copy.title = "Post-its (2)"
        copy.cell(last + 1, headings["Observation"], "Note 900 kun i kopien")
        april = book.create_sheet("April")
        april.append(["Dato", "Observation"])
        april.append([date(2026, 4, 1), "Note 901 i et ark med sit eget navn"])
    page.title = title
    if empty:
        book.create_sheet("Post-its").append(list(headings)[:-1])
    book.save(folder / "data.xlsx")
    return request.param, kitlib.open_team(folder), typed


@pytest.fixture
def opened(month):
    return month[1]


def _notes(team):
    return team.postits[team.postits["slags"] == "note"]


def test_each_note_is_read_in_its_own_words_with_its_own_day(month):
    _, team, typed = month
    notes = _notes(team)
    said = sorted(" ".join(text.split()) for text in notes["observation"])
    written = [row["Observation"].replace("\x0b", "\n") for row in typed.values()]
    assert said == sorted(" ".join(text.split()) for text in written)
    days = {
        " ".join(text.split()): day
        for text, day in zip(notes["observation"], notes["dato"], strict=True)
    }
    for row in typed.values():
        day, meant = days[" ".join(row["Observation"].split())], _meant(row["Dato"], row["day"])
        assert day != day if meant is None else day.date() == meant


def test_each_child_and_answer_is_what_was_typed_or_told(month):
    _, team, typed = month
    told = {(r, p.column) for p in team.problems for r in p.rows or (p.row,)}
    notes = {" ".join(n.observation.split()): n for n in _notes(team).itertuples()}
    children = {"B01": "B01", "b 02": "B02", "B-3": "B03", 7: "7"}
    for number, row in typed.items():
        note = notes[" ".join(row["Observation"].split())]
        if row["Barn"] is not None:
            assert normal(note.barn) == normal(children[row["Barn"]])
        assert (number, "Må vises") in told or row["Må vises"] != "måske"


def test_each_note_is_read_or_its_row_is_told(opened):
    notes = opened.postits[opened.postits["slags"] == "note"]
    read = {m[0] for text in notes["observation"] if (m := re.search(r"Note \d{3}", text))}
    assert read == {f"Note {n:03d}" for n in range(_N)}
    assert len(notes) == _N


def test_each_date_is_read_or_its_row_is_told(opened):
    notes = opened.postits[opened.postits["slags"] == "note"]
    column = "raekke" if "raekke" in notes else None
    rows = notes[column] if column else notes.index
    lost = {int(r) for r, day in zip(rows, notes["dato"], strict=True) if day != day}
    told = {r for p in opened.problems if p.column in ("Dato", "dato") for r in p.rows or (p.row,)}
    assert lost
    assert lost <= told


def test_what_the_hands_did_is_told(month):
    what, team, _ = month
    codes = {p.code for p in team.problems}
    assert {"kolonne_ukendt", "kommentar", "raekker_skjult", "flettet"} <= codes
    several = {p.sheet for p in team.problems if p.code == "ligner_flere"}
    assert several == ({"Post-its (2)", "April"} if what == "som den var" else set())
    assert ("laest_efter_overskrifter" in codes) == (what != "som den var")
    assert ("tomt_sted" in codes) == (what == "flyttet")


def test_all_of_it_is_told_on_a_page_or_two(opened):
    assert len(opened.problems.together()) < 40


def test_no_word_of_a_note_is_said(opened):
    assert not re.search(r"Note \d|bukserne|se her", str(opened.problems))
