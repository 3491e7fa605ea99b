"""om.toml filled in on a form: written in its place, notes kept, and bad values told beside."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.about import About
from kitlib.aboutfile import changed, read_file, save_about
from kitlib.front.form import QUESTIONS, form_state, save_form
from kitlib.problems import KitError
from kitlib.start import new_folder
from tests.circle_page.walking import logged

SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "navn": SAID,
        "nysgerrig": SAID,
        "temaer": st.lists(SAID, max_size=30),
        "koder": st.lists(SAID, max_size=3),
        "slettes": st.dates(),
        "dialoglineal_faelles": st.booleans(),
    },
)
LINES = st.lists(
    st.sampled_from(
        [
            'navn = "Sol"  # vores',
            "navn = Sol",
            "# en note",
            "",
            'temaer = ["a", "b"]',
            "type = skole",
            'temaer = [\n  "a",  # den første\n  "b",\n]  # til sidst',
            "slettes = 2026-12-31 # så",
            "format = 1",
            "[aktor]",
            '"Mor" = "voksen"',
            "koder = [1, 2]",
            'nysgerrig = "Hvad?"',
            "x : 3",
            "formaal = 'At lære'",
            "[halv",
            'periode = "\u201cmaj',
        ]
    ),
    max_size=14,
)


@given(LINES, VALUES)
def test_any_file_says_what_was_filled_in_and_keeps_every_other_word(lines, values):
    text = "\n".join(lines)
    new = changed(text, values)
    table = tomllib.loads(new)
    assert {key: table[key] for key in values} == values
    for line in lines:
        for note in line.split("\n"):
            _, mark, words = note.partition("#")
            assert not mark or f"# {words.strip()}" in new
    assert changed(new, values) == new, "written twice is written once"
    if not values:
        assert "".join(new.split()).replace("#", "") == "".join(text.split()).replace("#", "")


@pytest.fixture
def folder(tmp_path):
    new_folder(tmp_path / "sol", today=date(2026, 3, 3))
    return tmp_path / "sol"


def fill(folder, *, reason="", **answers):
    file = read_file(folder)
    return save_form(folder, answers, file=file, reason=reason, today=date(2026, 6, 1))


def test_the_form_asks_for_all_a_team_says_but_what_a_machine_keeps():
    asked = {q.key for q in QUESTIONS}
    said = set(About.__dataclass_fields__) - {"problems", "own", "format", "opdigtet", "visninger"}
    assert asked == said


def test_what_is_filled_in_stands_in_om_toml_beside_its_notes(folder):
    before = (folder / "om.toml").read_text(encoding="utf-8")
    assert (
        fill(
            folder,
            navn='Sol "og" måne',
            temaer="leg, ro\nsprog",
            slettes="1/6-2026",
            formaal="At  lære.",
            type="skole",
        )
        == {}
    )
    after = (folder / "om.toml").read_text(encoding="utf-8")
    about = read_file(folder).about
    assert (about.navn, about.temaer) == ('Sol "og" måne', ("leg", "ro", "sprog"))
    assert (about.slettes, about.formaal, about.type) == (date(2026, 6, 1), "At lære.", "skole")
    notes = [line.partition("#")[2] for line in before.splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in after.splitlines() if "#" in line] == notes


@pytest.mark.parametrize(
    ("key", "said", "told"),
    [
        ("slettes", "i morgen", "ikke en dag"),
        ("slettes", "31-2-2026", "ikke en dag"),
        ("who5_hvem", "personale", "kolleger"),
        ("type", "spejder", "Typen kendes ikke"),
        ("koder", "B01\n???", "ikke er en kode"),
        ("personord", "kunde", "kendes ikke"),
    ],
)
def test_a_bad_value_is_told_at_its_field_and_nothing_is_written(folder, key, said, told):
    before = (folder / "om.toml").read_bytes()
    wrong = fill(folder, navn="Nyt navn", **{key: said})
    assert list(wrong) == [key] and told in wrong[key]
    assert (folder / "om.toml").read_bytes() == before


def test_what_is_missing_is_told_and_stops_nothing(folder):
    assert fill(folder, navn="Sol") == {}
    told = {q["noegle"]: q["fejl"] for q in form_state(read_file(folder)) if q["fejl"]}
    assert list(told) == ["formaal"] and "mangler" in told["formaal"][0]


def test_a_day_that_was_promised_is_moved_ahead_with_a_reason_only(folder):
    assert fill(folder, formaal="At lære.", slettes="1-9-2026") == {}
    assert fill(folder, slettes="1-8-2026") == {}
    wrong = fill(folder, navn="Sol", slettes="1-10-2026")
    assert list(wrong) == ["grund"] and "mangler en grund" in wrong["grund"]
    reason = "Vi tager det op igen i august."
    assert "et år frem" in fill(folder, reason=reason, slettes="1-10-2031")["slettes"]
    assert read_file(folder).about.slettes == date(2026, 8, 1)
    assert fill(folder, reason=reason, navn="Sol", slettes="1-10-2026") == {}
    about = read_file(folder).about
    assert (about.navn, about.slettes) == ("Sol", date(2026, 10, 1))
    assert reason in logged(folder)


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(folder):
    mark = read_file(folder).mark
    (folder / "om.toml").write_text('navn = "En andens"\n', encoding="utf-8")
    with pytest.raises(KitError, match="ændret et andet sted"):
        save_about(folder, {"navn": "Mit"}, mark=mark)
    assert (folder / "om.toml").read_text(encoding="utf-8") == 'navn = "En andens"\n'


@pytest.mark.parametrize(
    "raw",
    [
        b'navn = Sol\r\ntype = "skole"\r\n',
        'navn = "Sølv"'.encode("cp1252"),
        b'\xef\xbb\xbfnavn = "Sol"\n',
        'navn = "Sol"\n'.encode("utf-16"),
        b"",
    ],
)
def test_a_file_of_any_program_can_be_mended_on_the_form(folder, raw):
    (folder / "om.toml").write_bytes(raw)
    assert fill(folder, navn="Månen", formaal="At lære.", slettes="1-6-2026") == {}
    found = read_file(folder)
    assert (found.about.navn, found.problems) == ("Månen", ())
    lines = (folder / "om.toml").read_bytes()
    assert lines.count(b"\r\n") == (lines.count(b"\n") if b"\r\n" in raw else 0)
