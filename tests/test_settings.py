"""Settings people write: one slip spoils one thing, and is told with its line and the right way."""

import json
import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kitlib.problems import KitError
from kitlib.settings import parse_settings, read_settings

KEYS = st.text("abcdefgh_", min_size=1, max_size=6)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
VALUES = TEXTS | st.integers(-9, 9) | st.booleans() | st.lists(TEXTS, max_size=4)
TABLES = st.dictionaries(KEYS, VALUES, max_size=5)


def written(value):
    """TOML of a value: JSON's texts, numbers, lists and booleans are TOML's too."""
    return json.dumps(value, ensure_ascii=False)


def file_of(table, tables):
    top = [f"{key} = {written(value)}" for key, value in table.items()]
    below = []
    for name, inner in tables.items():
        below += ["", f"[t_{name}]", *(f"{key} = {written(v)}" for key, v in inner.items())]
    return [*top, *below]


@given(TABLES, st.dictionaries(KEYS, TABLES, max_size=3))
def test_what_can_be_read_is_read_as_python_does(table, tables):
    text = "\n".join(file_of(table, tables))
    found = parse_settings(text, file="om.toml")
    assert found.problems == ()
    assert found.table == tomllib.loads(text)


SLIPS = {
    "z_navn = Solsikken": 'z_navn = "…"',
    "z_navn = “Solsikken”": "lige",
    "z_navn = ”Solsikken”": "lige",
    "z_navn = »Solsikken«": "lige",
    'z_navn = "Solsikken': 'z_navn = "…"',
    "z_navn = \"Solsikken'": 'z_navn = "…"',
    'z_navn = "Kun "os" her"': "'",
    'z_navn = "Solsikken";': "Slet det, der står bagefter",
    'z_navn: "Solsikken"': "Skriv = i stedet for kolon",
    'z_navn "Solsikken"': "Skriv fx navn",
    'z_navn == "Solsikken"': "Skriv kun ét",
    "z_navn =": "slet linjen",
    'z_form\u00e5l = "x"': "Skriv z_formaal",
    'z who5 hvem = "x"': "Skriv z_who5_hvem",
    'z_navn\u00a0= "x"': "Slet mellemrummene",
    "z_dag = 12-3-2026": "z_dag = 2026-03-12, hvis det er 12. marts",
    "z_dag = 31.12.2026": "z_dag = 2026-12-31",
    "z_dag = 31/12/2026": "z_dag = 2026-12-31",
    "z_dag = 2026-1-5": "z_dag = 2026-01-05",
    "z_dag = 1. december 2026": "z_dag = 2026-12-01",
    "z_dag = 2026-02-30": "z_dag = 2026-12-31",
    "z_ja = ja": "z_ja = true",
    "z_ja = False": "z_ja = false",
    r'z_sti = "C:\Users\ane"': 'z_sti = "C:/…"',
    'z_liste = ["a" "b"]': '["…", "…"]',
    "z_liste = [leg, samling]": '["…", "…"]',
    'z_liste = "a", "b"': '["…", "…"]',
    'z_liste = ["a", "b"': '["…", "…"]',
    "z_tal = 1,5": "uden andet end tal",
    "z_tal = " + "9" * 5000: "uden andet end tal",
    "z_dyb = " + "[" * 3000: '["…", "…"]',
    "z_dyb = " + "[" * 30 + "]" * 30: '["…", "…"]',
    'z_navn = "a\x01b"': "skriv den igen",
}


@pytest.mark.parametrize(("slip", "hint"), SLIPS.items(), ids=lambda x: x[:24])
def test_each_slip_is_told_with_its_line_and_what_to_write(slip, hint):
    lines = ['navn = "x"', slip, "", 'type = "skole"', "[aktor]", 'a = "voksen"']
    found = parse_settings("\n".join(lines), file="om.toml")
    assert found.table == {"navn": "x", "type": "skole", "aktor": {"a": "voksen"}}
    assert [p.row for p in found.problems] == [2]
    assert hint in found.problems[0].hint
    assert "Solsikken" not in str(found.problems[0]).replace('fx navn = "Solsikken"', "")


@given(TABLES, st.dictionaries(KEYS, TABLES, max_size=3), st.sampled_from(list(SLIPS)), st.data())
def test_one_slip_spoils_one_thing_wherever_it_stands(table, tables, slip, data):
    lines = file_of(table, tables)
    at = data.draw(st.integers(0, len(lines)))
    found = parse_settings("\n".join([*lines[:at], slip, *lines[at:]]), file="om.toml")
    assert found.table == tomllib.loads("\n".join(lines))
    assert [p.row for p in found.problems] == [at + 1]


SIGNS = [
    '"',
    "'",
    "[",
    "]",
    "=",
    "a",
    "b",
    "\n",
    " ",
    '"""',
    "#",
    ",",
    "{",
    "}",
    "1",
    "-",
    ".",
    "\\",
    "“",
    "\t",
    "\x00",
    "\u00a0",
    "true",
    "[[",
    "]]",
]


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
@example("[" * 5000)
@example("a = " + "{b = " * 3000)
@example("a." * 3000 + "b = 1")
def test_whatever_is_written_is_read_or_told(text):
    found = parse_settings(text, file="om.toml")
    # A line of nothing but a note and spaces that cannot be seen says nothing.
    lines = (x if x.strip() and not x.strip().startswith("#") else "" for x in text.split("\n"))
    try:
        whole = tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        assert found.problems
    else:
        assert found.problems or found.table == whole


def test_a_list_over_several_lines_is_one_thing():
    text = 'temaer = [\n  "a",\n  "b"\n  "c",\n]\nnavn = "x"\n'
    found = parse_settings(text, file="om.toml")
    assert found.table == {"navn": "x"}
    assert [(p.row, p.message) for p in found.problems] == [
        (1, "Der mangler et komma mellem to ord i listen.")
    ]


def test_a_list_that_is_never_closed_does_not_take_the_rest():
    found = parse_settings('temaer = ["a",\n"b"\nnavn = "x"\n', file="om.toml")
    assert found.table == {"navn": "x"}
    assert [p.row for p in found.problems] == [1]


def test_what_is_said_twice_is_told_with_both_lines():
    found = parse_settings('navn = "x"\n\nnavn = "y"\n', file="om.toml")
    assert found.table == {"navn": "x"}
    assert [(p.row, "linje 1" in p.hint) for p in found.problems] == [(3, True)]


def test_below_a_heading_that_is_not_read_nothing_is():
    """It would land under the heading above."""
    found = parse_settings("[a]\nb = 1\n[c d]\nb = 2\n[e]\nf = 3\n", file="x.toml")
    assert found.table == {"a": {"b": 1}, "e": {"f": 3}}
    assert [p.row for p in found.problems] == [3]


def test_a_key_that_may_be_a_name_is_not_repeated():
    text = '[aktor]\n"Emma" = voksen\nEmma = voksen\nEmma Holm = "barn"\n'
    found = parse_settings(text, file="roller.toml", show_keys=False)
    assert [p.row for p in found.problems] == [2, 3, 4]
    assert not any("emma" in str(p).casefold() for p in found.problems)


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        ('a = "x"\nnavn = "Æblegården"\n'.encode("cp1252"), 2),
        ('navn = "Æblegården"\n'.encode("utf-16"), None),
    ],
)
def test_another_encoding_is_read_and_told(tmp_path, raw, row):
    (tmp_path / "om.toml").write_bytes(raw)
    found = read_settings(tmp_path / "om.toml", kind="om")
    assert found.table["navn"] == "Æblegården"
    assert [(p.code, p.row) for p in found.problems] == [("om_kodning", row)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_of_every_editor_are_no_fault(tmp_path, end):
    text = end.join(["", 'navn = "Ærø"', '\ttype\t=\t"skole"', ""])
    (tmp_path / "om.toml").write_bytes(text.encode("utf-8-sig"))
    found = read_settings(tmp_path / "om.toml")
    assert (found.table, found.problems) == ({"navn": "Ærø", "type": "skole"}, ())


COSTLY = {
    "lists that are never closed": "a = [\n" * 400,
    "lists that are never closed, on long lines": f'a = ["{"x" * 400}",\n' * 300,
    "one list that is never closed": "a = [\n" + '"Leg",\n' * 2000,
    "a text that is never closed": 'a = """' + "leg\n" * 3000,
    "keys that are tables too": "".join(f"k{i} = {i}\nk{i}.b = 2\n" for i in range(400)),
    "the same key with a point": "a.b = 1\n" * 2000,
    "lists in each other": f"x = {'[' * 100_000}",
    "lists in each other, closed": f"x = {'[' * 3000}{']' * 3000}",
    "tables in each other": 'x = {"a" = ' * 2000,
    "blanks": f"a{' ' * 100_000}",
    "blanks in a list": f"a = [{' ' * 100_000}x",
}


@pytest.mark.parametrize("kind", COSTLY)
def test_no_file_is_read_over_and_over(kind, monkeypatch):
    """What is read again and again grows with the square; what a file costs is counted here."""
    text, seen = COSTLY[kind], []
    real = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda part: seen.append(len(part)) or real(part))
    assert parse_settings(text, file="om.toml").problems
    assert sum(seen) < 60 * len(text)


def test_what_cannot_go_together_is_told_and_in_the_end_the_rest_is_left_out():
    text = "".join(f"k{i} = {i}\nk{i}.b = 2\n" for i in range(40))
    found = parse_settings(text, file="om.toml")
    assert found.table == {f"k{i}": i for i in range(31)}
    assert "Herfra og ned er intet læst" in str(found.problems[-1])
    assert found.problems[-1].row == 62


def test_a_file_longer_than_any_wording_is_told(tmp_path):
    path = tmp_path / "om.toml"
    path.write_text("# leg\n" * 40_000, encoding="utf-8")
    with pytest.raises(KitError, match=r"om\.toml: Filen er alt for stor"):
        read_settings(path)
