"""A file's encoding is decided from all of its bytes, and told where there was doubt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.reading import read_table
from kitlib.reading.encodings import decode

CASES = Path(__file__).parents[1] / "cases"
SINGLE = ["cp1252", "mac_roman", "cp850"]
NOTES = [
    "Søren tog støvler på, æblegrød;pædagog",
    "Åse og Østen, ÆBLE PÅ",
    "Hun sagde nej ved frokosten hos Renée på café",
    "tog hue på",
    "spiste grød",
    "Der står intet her",
]


def codes(problems):
    return [p.code for p in problems]


def test_excel_for_mac(tmp_path):
    team = open_team(CASES / "mac_roman")
    assert team.postits["observation"].tolist() == ["Søren tog støvler på, æblegrød"]
    assert team.postits["hvem_saa"].tolist() == ["pædagog"]
    assert codes(team.problems) == ["kodning_gammel"]


def test_two_programs_wrote_one_file():
    team = open_team(CASES / "mixed_encodings")
    assert team.postits["observation"].tolist() == ["Søren gik ud", "tog hue på"]
    assert team.shown["postits"]["observation"].iloc[0] == "[navn] gik ud"
    assert [(p.code, p.row, p.file) for p in team.problems] == [
        ("kodning_blandet", 3, "postits.csv")
    ]


def test_the_mark_dos_ended_a_file_with():
    team = open_team(CASES / "ctrl_z_at_end")
    assert team.postits["observation"].tolist() == ["Tog hue på"]
    assert not team.problems


@given(st.lists(st.sampled_from(NOTES), min_size=1, max_size=5), st.sampled_from(SINGLE))
def test_a_file_in_one_encoding(notes, encoding):
    text = "dato;observation\r\n" + "\r\n".join(notes)
    found = decode(text.encode(encoding) + b"\x1a")
    assert found.text == text
    # What Windows writes is what a Danish office has: no doubt to tell of.
    assert bool(found.told) == (encoding != "cp1252" and not text.isascii())


@given(
    st.lists(st.tuples(st.sampled_from(NOTES), st.booleans()), min_size=2, max_size=6),
    st.sampled_from(SINGLE),
)
def test_lines_of_utf8_and_of_another_encoding(notes, encoding):
    lines = [(n + "\n").encode("utf-8" if utf8 else encoding) for n, utf8 in notes]
    found = decode(b"".join(lines))
    assert found.text == "".join(n + "\n" for n, _ in notes)
    kinds = {utf8 for n, utf8 in notes if not n.isascii()}
    assert ("kodning_blandet" in codes(found.told)) == (len(kinds) == 2)


@pytest.mark.parametrize("encoding", SINGLE)
def test_one_byte_that_is_not_utf8_costs_no_other_letter(encoding):
    raw = "Søren leger på gulvet i børnehaven, og så spiste han ".encode()
    found = decode(raw + "grød".encode(encoding))
    assert found.text.startswith("Søren leger på gulvet i børnehaven, og så spiste han gr")
    assert codes(found.told) == ["kodning_blandet"]


@given(st.sampled_from([*NOTES, "“nej”, sagde hun – 5 €"]), st.sampled_from([*SINGLE, "latin-1"]))
def test_letters_encoded_twice_are_made_whole(note, encoding):
    try:
        twice = note.encode().decode(encoding).encode()
    except UnicodeError:
        return  # this program could not have done it
    found = decode(b"dato;x\n" + twice)
    assert found.text == "dato;x\n" + note
    assert [(p.code, p.row) for p in found.told] == (
        [] if note.isascii() else [("kodning_dobbelt", 2)]
    )


@pytest.mark.parametrize("text", ["«nej» på ½ time, 20 °C, § 5", "château Âge", "på”…", "å – ø"])
def test_what_only_looks_odd_is_left(text):
    found = decode(text.encode())
    assert (found.text, found.told) == (text, ())


def test_a_long_file_in_an_old_encoding_is_read_to_its_end(tmp_path):
    path = tmp_path / "t.csv"
    lines = ["navn;antal", *(f"Grød {i};{i}" for i in range(20_000))]
    path.write_bytes("\n".join(lines).encode("mac_roman") + b"\x1a")
    frame = read_table(path)
    assert frame["navn"].iloc[-1] == "Grød 19999"
    assert frame["antal"].sum() == sum(range(20_000))
    assert codes(frame.attrs["problems"]) == ["kodning_gammel"]
