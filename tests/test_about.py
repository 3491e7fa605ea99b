"""om.toml: what is written, and what a colleague is told when it is not right."""

from datetime import date

import pytest

from kitlib.about import read_about

FULL = """
format = 1
navn = "Solsikken"
type = "dagtilbud"
formaal = "At lære af garderoben."
slettes = 2026-12-31
"""


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "om.toml"
    path.write_bytes(text.encode(encoding))
    return read_about(path)


def codes(problems):
    return [p.code for p in problems]


def test_a_full_file_has_no_problems(tmp_path):
    about, problems = read(tmp_path, FULL)
    assert problems == []
    assert about.slettes == date(2026, 12, 31)
    assert about.person_word == "barn"


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ('nysgerig = "x"', "om_ukendt", "Mente du 'nysgerrig'?"),
        ('type = "dagtilbudd"', "om_type", "Mente du 'dagtilbud'?"),
        ('visninger = ["a", "b", "c", "d"]', "om_visninger", "Vælg højst 3"),
        ('visninger = "a"', "om_vaerdi", "Skriv en liste"),
        ('who5_kodning = "1..6"', "om_kodning_who5", 'who5_kodning = "1-6"'),
        ('who5_hvem = "personalet"', "who5_personale", ""),
        ('who5_hvem = "medarbejdere"', "who5_personale", ""),
        ('who5_hvem = "børnehavebørn"', "who5_boern", "elever eller unge"),
        ('who5_hvem = "nogen"', "who5_hvem", "borgere, elever, unge"),
        ("opdigtet = 1", "om_vaerdi", "opdigtet = true"),
        ("navn_2 = 3", "om_ukendt", ""),
    ],
)
def test_each_mistake_has_its_own_problem_and_hint(tmp_path, line, code, hint):
    text = "\n".join(x for x in FULL.splitlines() if x.split(" =")[0] != line.split(" =")[0])
    _, problems = read(tmp_path, f"{text}\n{line}\n")
    assert codes(problems) == [code]
    assert hint in str(problems[0])


def test_staff_is_refused_with_the_words_agreed(tmp_path):
    _, problems = read(tmp_path, FULL + 'who5_hvem = "kolleger"\n')
    assert problems[0].message == (
        "WHO-5 om kolleger hører ikke hjemme her. Tal med arbejdsmiljøgruppen."
    )


@pytest.mark.parametrize("key", ["formaal", "slettes", "navn"])
def test_what_must_be_there_is_asked_for(tmp_path, key):
    text = "\n".join(line for line in FULL.splitlines() if not line.startswith(key))
    _, problems = read(tmp_path, text)
    assert codes(problems) == [f"om_mangler_{key}"]


def test_invented_data_needs_no_purpose_and_no_date(tmp_path):
    _, problems = read(tmp_path, 'navn = "X"\nopdigtet = true\n')
    assert problems == []


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    _, problems = read(tmp_path, FULL + "navn Solsikken\n")
    assert codes(problems) == ["om_linje"]


def test_other_faults_of_the_file(tmp_path):
    assert codes(read_about(tmp_path / "om.toml")[1]) == ["om_mangler"]
    about, problems = read(tmp_path, FULL + 'distrikt = "Ærø"', "cp1252")
    assert codes(problems) == ["om_kodning"]
    assert about.distrikt == "Ærø"
    (tmp_path / "om.toml").unlink()
    (tmp_path / "om.toml").mkdir()
    assert codes(read_about(tmp_path / "om.toml")[1]) == ["ingen_fil"]


def test_every_fault_has_the_line_it_stands_on(tmp_path):
    text = FULL + "distrikt = Nord\nnysgerig = 3\nvisninger = 'a'\ntype = \"skole\"\n"
    _, problems = read(tmp_path, text.replace("2026-12-31", "31-12-2026").replace("format", "typ"))
    assert [(p.row, p.code) for p in problems] == [
        (6, "om_linje"),
        (7, "om_linje"),
        (10, "om_linje"),
        (2, "om_ukendt"),
        (8, "om_ukendt"),
        (9, "om_vaerdi"),
    ]


def test_what_stands_on_an_unreadable_line_is_not_missing_as_well(tmp_path):
    _, problems = read(tmp_path, FULL.replace("2026-12-31", "31-12-2026"))
    assert [(p.row, p.hint) for p in problems] == [
        (6, "Skriv slettes = 2026-12-31, hvis det er 31. december.")
    ]


def test_notepads_byte_order_mark_is_no_fault(tmp_path):
    assert read(tmp_path, FULL, "utf-8-sig")[1] == []
