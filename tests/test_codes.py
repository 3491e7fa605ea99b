"""One person is one code, however it is written; what cannot be decided is asked about."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kitlib import open_mine, open_team
from kitlib.codenames import CodeNames
from kitlib.codes import is_code, normal, order, pattern, split
from kitlib.contribution import draft
from kitlib.privacy.answers import Answers
from kitlib.problems import KitError

CASES = Path(__file__).parent / "cases"
ABOUT = """format = 1
navn = "Egern"
type = "unge"
distrikt = "Nord"
formaal = "At lære"
slettes = 2099-01-01
dialoglineal_faelles = true
"""
RULER = "borger;dato;tidspunkt;borger_tal;maal_tal;medarbejder_ord\n"
NOTES = "dato;observation;barn;sammen_med;tema;situation\n"
TODAY = date(2026, 9, 1)


def folder(path, *, about="", **files):
    path.mkdir(exist_ok=True)
    (path / "om.toml").write_text(ABOUT + about, encoding="utf-8")
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def ruler(*codes):
    rows = [
        f"{code};{day}-{place + 1}-2026;{time};{number};6;x\n"
        for place, code in enumerate(codes)
        for day, time, number in ((1, "start", 3), (9, "opfølgning", 6))
    ]
    return RULER + "".join(rows)


def found(opened, code):
    return [p for p in opened.problems if p.code == code]


# one normal form


@pytest.mark.parametrize(
    ("form", "ways"),
    [
        ("U4", "u04|U 04|U-4|U–04|u4|Ｕ０４|U.4|U_004|U\u00a04| u 4 |U\u200b04"),
        ("B7A", "B-7a|b07A|B 7 a"),
        ("4B", "4b|04B|4 B"),
        ("Ø12", "ø12|Ø-12|ø 012"),
        ("Å2", "å2|A\u030a-02"),
        ("7", "007|7.|#7"),
        ("1-12", "1.12|01-12|1 12"),
    ],
)
def test_ways_to_write_a_code_are_one_person(form, ways):
    assert {normal(way) for way in ways.split("|")} == {form}


@pytest.mark.parametrize("two", ["B7|B71", "B7|B7a", "Ø12|O12", "1-12|11-2", "O1|01", "U4|4"])
def test_two_codes_are_two_persons(two):
    one, other = two.split("|")
    assert normal(one) != normal(other)


@given(st.text(max_size=12))
def test_the_normal_form_is_its_own_normal_form(text):
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("B07, b 8 og B-9", "B07|b 8|B-9"),
        ("B07;B08;", "B07|B08"),
        ("B07/B08", "B07|B08"),
        ("B07 B08\nB09", "B07|B08|B09"),
        ("B07 b 8", "B07|b 8"),
        ("B07 + B08 & B09", "B07|B08|B09"),
        ("B07ogB08", "B07|B08"),
        ("• B07\n• B08", "B07|B08"),
        ("4B og Ø12 samt B-7a", "4B|Ø12|B-7a"),
        ("Barn 7, barn 8", "Barn 7|barn 8"),
        ("7 8 9", "7|8|9"),
        ("OG1", "OG1"),
        ("", ""),
    ],
)
def test_several_codes_in_a_cell_are_taken_apart(cell, codes):
    assert split(cell, many=True) == [c for c in codes.split("|") if c]


def test_codes_are_put_in_the_order_people_count():
    assert sorted(["B10", "b 2", "A1", "B1"], key=order) == ["A1", "B1", "b 2", "B10"]


@pytest.mark.parametrize("text", ["Emma", "emma", "EMMA", "Ida", "Bo", "den nye dreng"])
def test_a_word_is_no_code(text):
    assert not is_code(text)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Hun og u 4 gik", True),
        ("U-04s sko", True),
        ("(Ｕ０４)", True),
        ("U04's", True),
        ("u 45 min", False),
        ("u4a leger", False),
        ("BU4", False),
    ],
)
def test_a_code_is_found_in_text_however_it_is_written(text, hit):
    assert bool(pattern("U04").search(text)) is hit


def test_a_word_before_a_number_is_no_person():
    assert not pattern("I4").search("i 4 dage") and pattern("I4").search("hos i4 og andre")


# four are never five


def test_four_people_are_four_however_they_are_written():
    team = open_team(CASES / "code_case_opens_gate")
    [told] = found(team, "kode_samme")
    assert str(told) == (
        "U04 står også som u04; de er regnet for samme unge. Er det to, så giv den ene en ny kode."
    )
    assert team.dialoglineal["borger"].nunique() == 4
    with pytest.raises(KitError, match="færre end 5"):
        draft(team, today=TODAY)


@pytest.mark.parametrize("way", ["u 4", "U-04", "Ｕ０４", "U004", "U04 ", "u.04"])
def test_the_gate_stays_shut_for_every_spelling(tmp_path, way):
    team = open_team(folder(tmp_path, dialoglineal=ruler("U01", "U02", "U03", "U04", way)))
    with pytest.raises(KitError, match="færre end 5"):
        draft(team, today=TODAY)


@pytest.mark.parametrize("way", ["4", "UO4", "Ung 4", "Emma", "U04 (ny)", "Ida2"])
def test_what_may_be_one_of_the_four_is_asked_about_and_nothing_leaves(tmp_path, way):
    team = open_team(folder(tmp_path, dialoglineal=ruler("U01", "U02", "U03", "U04", way)))
    assert found(team, "kode_tvivl") or found(team, "kode_ord")
    with pytest.raises(KitError) as stopped:
        draft(team, today=TODAY)
    assert "Emma" not in str(stopped.value)


@pytest.mark.parametrize("way", ["4", "UO4"])
def test_both_in_om_toml_are_two_and_nothing_is_asked(tmp_path, way):
    said = f'koder = ["U01", "U02", "U03", "U04", "{way}"]\n'
    path = folder(tmp_path, about=said, dialoglineal=ruler("U01", "U02", "U03", "U04", way))
    team = open_team(path)
    assert not found(team, "kode_tvivl")
    assert dict(draft(team, today=TODAY).contribution.tables)["dialoglineal.udfald"] == 5


def test_a_cell_for_one_with_two_codes_is_nobody_new(tmp_path):
    notes = "".join(f"{n}-3-2026;Leger.;B0{n};;;\n" for n in range(1, 5))
    extra = "5-3-2026;Bygger.;B01 og B02;;;\n6-3-2026;Spiser.;alle;;;\n7-3-2026;Går.;B01/b1;;;\n"
    team = open_team(folder(tmp_path, postits=NOTES + notes + extra))
    assert team.postits["barn"].dropna().tolist() == ["B01", "B02", "B03", "B04", "B01"]
    assert [p.row for p in found(team, "celle")] == [6, 7]
    assert len(team.postits) == 7


# one spelling everywhere


def test_one_spelling_over_all_tables_the_one_in_om_toml_first(tmp_path):
    path = folder(
        tmp_path,
        about='koder = ["U 04"]\n',
        dialoglineal=ruler("u04"),
        postits=NOTES + "1-3-2026;Leger.;U-4;u4, U05;;\n",
    )
    team = open_team(path)
    assert set(team.dialoglineal["borger"]) == set(team.postits["barn"]) == {"U 04"}
    assert team.postits["sammen_med"].tolist() == ["U 04, U05"]
    [new] = found(team, "kode_ny")
    assert new.message.startswith("U05 står ikke på listen")


def test_else_the_most_usual_spelling(tmp_path):
    notes = NOTES + "1-3-2026;a;b07;;;\n2-3-2026;b;b07;;;\n3-3-2026;c;B07;;;\n"
    assert set(open_team(folder(tmp_path, postits=notes)).postits["barn"]) == {"b07"}


def test_two_spellings_in_om_toml_are_one_and_told(tmp_path):
    team = open_team(folder(tmp_path, about='koder = ["B7", "B07", 12]\n'))
    [told] = found(team, "kode_samme")
    assert "B7 og B07" in told.message and team.about.koder == ("B7", "12")


def test_two_sets_of_numbers_from_one_day_may_be_two_persons(tmp_path):
    rows = RULER + "U04;1-1-2026;start;3;6;x\nu04;1-1-2026;start;5;6;x\n"
    [asked] = found(open_team(folder(tmp_path, dialoglineal=rows)), "kode_samme_dag")
    assert asked.rows == (2, 3) and "Er det to" in asked.hint


def test_a_word_in_a_column_of_codes_is_told_by_its_row_and_never_said(tmp_path):
    notes = NOTES + "1-3-2026;a;Emma;Ida, B03;;\n2-3-2026;b;emma;alene;;\n"
    team = open_team(folder(tmp_path, postits=notes))
    told = str(team.problems)
    assert [(p.column, p.rows) for p in found(team, "kode_ord")] == [
        ("barn", (2, 3)),
        ("sammen_med", (2,)),
    ]
    assert not any(name in told.casefold() for name in ("emma", "ida,", "ida "))


def test_ones_own_file_counts_the_same(tmp_path):
    path = tmp_path / "dialoglineal.csv"
    path.write_text(ruler("U04", "u 4"), encoding="utf-8")
    mine = open_mine(path)
    assert mine.dialoglineal["borger"].nunique() == 1 and found(mine, "kode_samme")


# the law


def spelled(code, way):
    letters, digits = code[0], code[1:]
    return {
        0: code,
        1: code.lower(),
        2: f"{letters} {digits}",
        3: f"{letters.lower()}-{int(digits)}",
        4: "".join(chr(ord(c) + 0xFEE0) for c in code),
        5: f" {letters}{int(digits)}",
        6: f"{letters}00{digits}",
        7: f"{letters}\u00ad{digits}",
    }[way]


CODES = st.sampled_from([f"{letter}{n:02d}" for letter in "BU" for n in range(1, 12)])
TEAMS = st.lists(
    st.tuples(CODES, st.lists(CODES, max_size=2), st.integers(1, 10), st.integers(1, 10)),
    min_size=1,
    max_size=14,
)


def written(team, way):
    """A ruler and notes of the same persons, each code written as `way` says."""
    lines, notes = [], []
    for row, (code, others, start, now) in enumerate(team):
        lines += [
            f"{way(code)};{row + 1}-1-2026;start;{start};6;x\n",
            f"{way(code)};{row + 1}-6-2026;opfølgning;{now};6;x\n",
        ]
        company = "; ".join(map(way, others))
        notes.append(f'{row + 1}-3-2026;Leger.;{way(code)};"{company}";sprog;leg\n')
    return {"dialoglineal": RULER + "".join(lines), "postits": NOTES + "".join(notes)}


def numbers(team):
    """Every view's numbers and the gate's answer, persons by their normal form."""
    said = {}
    for key in team.view_keys:
        data = team.view(key).data.copy()
        for column in data.select_dtypes(["object", "string"]):
            data[column] = [normal(v) if isinstance(v, str) else v for v in data[column]]
        said[key] = sorted(str(row) for row in data.itertuples(index=False, name=None))
    try:
        counts = draft(team, today=TODAY).contribution.counts
        # Two folders have two secrets, and so the same persons other keys.
        said["bidrag"] = counts.drop(columns="noegle").values.tolist()
    except KitError as error:
        said["bidrag"] = [p.code for p in error.report]
    return said


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(team=TEAMS, seed=st.randoms())
def test_no_spelling_changes_a_number_or_the_gates_answer(tmp_path_factory, team, seed):
    about = 'temaer = ["sprog"]\n'
    plain = folder(tmp_path_factory.mktemp("t"), about=about, **written(team, lambda c: c))
    other = folder(
        tmp_path_factory.mktemp("t"),
        about=about,
        **written(team, lambda c: spelled(c, seed.randrange(8))),
    )
    assert numbers(open_team(plain)) == numbers(open_team(other))


def test_letters_that_may_be_initials_are_not_said_where_spellings_met(tmp_path):
    made = folder(tmp_path, postits=NOTES + "1-3-2026;Leger.;MK;;;leg\n2-3-2026;Leger.;mk;;;leg\n")
    [told] = [p for p in open_team(made).problems if p.code == "kode_samme"]
    assert "MK" not in str(told) and "mk" not in told.message.split()


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("bo", True),
        ("ib", True),
        ("Bo", True),
        ("010203", True),
        ("01-02-2020", True),
        ("b7", False),
        ("ka", False),
        ("451303", False),
        ("1-12", False),
    ],
)
def test_what_points_at_a_person_in_the_place_for_a_code_is_asked_about(code, asked):
    """A name that is a word in a note is none here, and a day of birth is as good as a name."""
    names = CodeNames(frozenset(), Answers(b""))
    assert bool([*names.found(code)]) is asked
