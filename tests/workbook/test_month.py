"""400 notes of a month, typed in the kit's own workbook by many hands: each is read or told."""

import random
import re
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from openpyxl.comments import Comment

import kitlib
from kitlib.start import new_folder

_N = 400


def _date(pick, day):
    return pick.choice([
        day, datetime(day.year, day.month, day.day, 9, 30), f"{day:%d-%m-%Y}", f"{day:%d.%m.%y}",
        f"{day.day}/{day.month} {day.year}", f"den {day.day}. marts 2026", "engang i marts", None,
        f"{day:%Y-%m-%d}", f"{day.day}-{day.month}",
    ])  # fmt: skip


def _text(pick, n):
    said = f"Note {n:03d}"
    return pick.choice([
        f"{said} han tog bukserne på", f"•\t{said} henter en bold\n•\tog deler", f"  {said}  ",
        f"{said}\x0bpå to linjer", f"{said}: \"se mig\"; 3,5 gange", f"'{said}", f"- {said}",
    ])  # fmt: skip


def _fill(page, pick, notes, headings):
    """Type notes below the example row; some hands leave blank rows behind."""
    row = 3
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
        for heading, value in cells.items():
            value = value.replace("\x0b", "\n") if isinstance(value, str) else value
            page.cell(row, headings[heading], value)
        if n % 40 == 0:
            page.cell(row, headings["Observation"]).comment = Comment("se her", "x")
        if n % 50 == 0:
            page.row_dimensions[row].hidden = True
        row += 2 if n % 25 == 0 else 1
    return row


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("maaned") / "team"
    new_folder(folder)
    pick = random.Random(4)
    book = openpyxl.load_workbook(folder / "data.xlsx")
    page = book["Post-its"]
    headings = {cell.value: cell.column for cell in page[1] if cell.value}
    headings["Vejret"] = page.max_column + 1
    page.cell(1, headings["Vejret"], "Vejret")
    last = _fill(page, pick, range(_N), headings)
    page.auto_filter.ref = f"A1:Z{last}"
    page.merge_cells(start_row=10, end_row=12, start_column=headings["Situation"],
                     end_column=headings["Situation"])  # fmt: skip
    copy = book.copy_worksheet(page)
    copy.title = "Post-its (2)"
    copy.cell(last + 1, headings["Observation"], "Note 900 kun i kopien")
    april = book.create_sheet("April")
    april.append(["Dato", "Observation"])
    april.append([date(2026, 4, 1), "Note 901 i et ark med sit eget navn"])
    book.save(folder / "data.xlsx")
    return kitlib.open_team(folder)


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


def test_what_the_hands_did_is_told(opened):
    codes = {p.code for p in opened.problems}
    assert {"kolonne_ukendt", "kommentar", "raekker_skjult", "flettet", "ligner_flere"} <= codes
    named = {p.sheet for p in opened.problems if p.code == "ligner_flere"}
    assert named == {"Post-its (2)", "April"}


def test_all_of_it_is_told_on_a_page_or_two(opened):
    assert len(opened.problems.together()) < 40


def test_no_word_of_a_note_is_said(opened):
    assert not re.search(r"Note \d|bukserne|se her", str(opened.problems))
