"""Post-its: one frame from notes, counted piles and days looked; and what may be shown of it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.about import About
from kitlib.instruments.postits import instrument, material
from kitlib.instruments.postits.tables import ROLES, UNKNOWN_ROLE, codes_in, role

ABOUT = About(type="dagtilbud", situationer=("aflevering", "leg", "garderobe"), temaer=("sprog",))


def notes(**columns: list) -> pd.DataFrame:
    n = len(next(iter(columns.values()), ["x"]))
    frame = pd.DataFrame({"dato": pd.to_datetime(["2026-03-03"] * n), "observation": ["x"] * n})
    return frame.assign(**columns).set_index(pd.RangeIndex(2, 2 + n, name="raekke"))


def piles(*counts: int) -> pd.DataFrame:
    frame = pd.DataFrame({"dato": pd.to_datetime(["2026-02-10"] * len(counts)), "antal": counts})
    return frame.set_index(pd.RangeIndex(2, 2 + len(counts), name="raekke"))


def looked(*times: int | None) -> pd.DataFrame:
    days = pd.date_range("2026-03-02", periods=len(times))
    return pd.DataFrame({"dato": days, "gange": pd.array(times, "Int64")})


def test_only_the_day_and_what_was_seen_must_be_there():
    required = [c.name for c in instrument.columns if c.required]
    assert required == ["dato", "observation"]
    assert [c.name for c in instrument.tables["postits_antal"] if c.required] == ["dato", "antal"]
    assert [c.name for c in instrument.tables["kigget"] if c.required] == ["dato"]


def test_no_column_names_a_colleague():
    from kitlib.columns import is_employee_heading

    tables = [instrument.columns, *instrument.tables.values()]
    headings = [h for t in tables for c in t for h in (c.name, c.label, *c.synonyms)]
    assert not [h for h in headings if is_employee_heading(h)]


def test_notes_alone_keep_the_row_the_spreadsheet_shows():
    frame = instrument.assemble({"postits": notes(observation=["a", "b"])}, ABOUT)
    assert frame.index.name == "raekke" and list(frame.index) == [2, 3]
    assert frame["antal"].tolist() == [1, 1] and set(frame["slags"]) == {"note"}


def test_three_tables_become_one_frame_that_sums_right():
    tables = {
        "postits": notes(observation=["a", "b"]),
        "postits_antal": piles(12, 5),
        "kigget": looked(2, None, 0),
    }
    frame = instrument.assemble(tables, ABOUT)
    assert frame.index.is_unique
    assert frame["slags"].tolist() == ["note"] * 2 + ["optalt"] * 2 + ["kigget"] * 3
    assert frame["antal"].sum() == 2 + 12 + 5  # days looked are no notes
    assert frame.loc[frame["slags"] == "optalt", "observation"].isna().all()
    assert frame["gange"].dropna().tolist() == [2, 1, 0]  # an empty cell is one time
    assert frame[["fil", "raekke"]].values.tolist()[2] == ["postits_antal", 2]


@pytest.mark.parametrize("name", ["Hanne", "Hanne Jensen", "HJ", "pædagog Hanne"])
def test_a_seer_who_is_no_known_role_is_told_and_never_kept(name):
    frame = instrument.assemble({"postits": notes(hvem_saa=["pædagog", name])}, ABOUT)
    assert frame["hvem_saa"].tolist() == ["pædagog", UNKNOWN_ROLE]
    [problem] = instrument.check(frame, ABOUT)
    assert (problem.row, problem.column, problem.code) == (3, "hvem_saa", "rolle")
    assert name not in str(problem) and name not in frame.to_csv()


def test_roles_are_those_known_and_those_of_the_team():
    assert role("PÆDAGOG", ABOUT) == "pædagog"
    assert role("pæd.", ABOUT) == "pædagog"
    assert role("Havemand", ABOUT) == UNKNOWN_ROLE
    assert role("havemand", About(roller=("Havemand",))) == "Havemand"


@given(st.text(max_size=30))
def test_whatever_is_typed_as_role_only_known_roles_come_out(text):
    assert role(text, ABOUT) in {*ROLES, UNKNOWN_ROLE}


def test_spellings_of_one_thing_become_one():
    frame = instrument.assemble(
        {
            "postits": notes(
                situation=["Garderobe ", "leg"],
                tema=["Sprog", None],
                barn=["b07", "B03"],
                sammen_med=["b03", "B07, B07"],
            )
        },
        ABOUT,
    )
    assert frame["situation"].tolist() == ["garderobe", "leg"]
    assert frame["tema"].tolist()[0] == "sprog"
    assert frame["barn"].tolist() == ["B07", "B03"]
    assert frame["sammen_med"].tolist() == ["B03", "B07"]


@pytest.mark.parametrize(
    ("own", "written", "read"),
    [
        ((), ["Garderoben", "garderobe"], ["garderobe"] * 2),
        ((), ["svømmehal", "garderoben", "Garderoben"], ["svømmehal", "garderobe", "garderobe"]),
        (("garderoben",), ["garderobe", "Garderoben"], ["garderoben"] * 2),
        (("leg", "legen"), ["legen", "leg"], ["legen", "leg"]),
        ((), ["svømmehallen", "svømmehal"], ["svømmehallen", "svømmehal"]),
    ],
)
def test_a_situation_in_the_definite_form_is_the_same_one(own, written, read):
    frame = instrument.assemble({"postits": notes(situation=written)}, About(situationer=own))
    assert frame["situation"].tolist() == read


def test_a_situation_that_looks_like_a_known_one_is_asked_about_and_others_are_not():
    frame = instrument.assemble({"postits": notes(situation=["gardrobe", "puslebord"])}, ABOUT)
    [problem] = instrument.check(frame, ABOUT)
    assert problem.level == "advarsel" and problem.row == 2 and "'garderobe'" in problem.hint


def test_a_note_back_in_the_pocket_is_out_of_every_count():
    frame = notes(observation=["a", "b", "c"], maa_vises=pd.array([True, False, None], "boolean"))
    found = material(frame, ABOUT)
    assert found.notes["observation"].tolist() == ["a", "c"]
    assert found.hidden == 1 and found.marks["antal"].sum() == 2


def test_the_frame_given_is_never_changed():
    frame = notes(hvem_saa=["Hanne"])
    before = frame.copy(deep=True)
    instrument.assemble({"postits": frame, "kigget": looked(1)}, ABOUT)
    material(frame, ABOUT)
    pd.testing.assert_frame_equal(frame, before)


@given(st.lists(st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True), max_size=6))
def test_codes_come_back_as_they_were_joined(codes):
    assert codes_in(", ".join(codes)) == codes
    assert codes_in(pd.NA) == []


@pytest.mark.parametrize(
    ("said", "rows"), [(("B07", "U 04"), [2, 3]), (("Jeg kan selv!", "2 år"), []), (("", "Nu"), [])]
)
def test_a_code_that_stands_as_what_a_child_said_is_told(tmp_path, said, rows):
    """The column of a child's own words stands beside that of codes in the workbook."""
    (tmp_path / "om.toml").write_text('navn = "Os"\nformaal = "At lære"\nslettes = 2030-01-01\n')
    lines = [f"{n + 1}-3-2026;Bygger et tårn.;{words}" for n, words in enumerate(said)]
    table = "\n".join(["Dato;Observation;Barnets egne ord", *lines])
    (tmp_path / "postits.csv").write_text(table, "utf-8")
    told = [p for p in open_team(tmp_path).problems if p.code == "ord_kode"]
    assert [(p.file, p.row) for p in told] == [("postits.csv", row) for row in rows]
