"""A contribution: counts only, adds up, and every wrong one is refused with its reason."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kitlib import open_mine, open_team
from kitlib.about import About
from kitlib.contribution import (
    FEWEST,
    FORMAT,
    Contribution,
    add,
    collect,
    draft,
    from_bytes,
    quarter_of,
    to_bytes,
    withdraw,
    write,
)
from kitlib.contribution.words import as_text
from kitlib.instruments import all_instruments
from kitlib.instruments.counted import COUNTS, Keys
from kitlib.problems import KitError
from kitlib.writing import Home

DAY = date(2026, 9, 1)
TWELVE = (
    "maelkeboetten",
    "birkelunden",
    "tusindfryd",
    "kastanjen",
    "engskolen",
    "bakkeskolen",
    "laerkeskolen",
    "klub_regnbuen",
    "klub_ankeret",
    "vaerkstedet",
    "pakhuset",
    "trappen",
)


# What each instrument counts ------------------------------------------------------------------


def counted(frame, name, about):
    table = all_instruments()[name].contribution(frame, about, Keys(b"kun til tests"))
    assert list(table.columns) == list(COUNTS)
    return table


def ruler(rows):
    """The ruler's counts of rows "code day kind number [goal]", as {table: {(half, label): n}}."""
    frame = pd.DataFrame([[*row.split(), ""][:5] for row in rows])
    frame.columns = ["borger", "dato", "tidspunkt", "borger_tal", "maal_tal"]
    numbers = {n: pd.to_numeric(frame[n]).astype("Int64") for n in ("borger_tal", "maal_tal")}
    frame = frame.assign(dato=pd.to_datetime(frame["dato"]), **numbers)
    table = all_instruments()["dialoglineal"].contribution(frame, About(), Keys(b"kun til tests"))
    told = {}
    for row in table[table["antal"] > 0].itertuples():
        cell = (row.periode, " / ".join(filter(None, (row.a, row.b))))
        told.setdefault(row.tabel.partition(".")[2], {})[cell] = row.antal
    return told


BEGAN = "2026-02-01 start 4 6"


@pytest.mark.parametrize(
    "days, once, later",
    [
        # Followed up at once, and in three half-years after: once, and once more.
        (("2026-05-01", "2026-09-01", "2027-03-01", "2027-09-01"), "2026 H1", "2026 H2"),
        (("2026-05-01", "2027-03-01"), "2026 H1", "2027 H1"),
        (("2026-05-01", "2026-06-01"), "2026 H1", None),
        (("2026-09-01",), "2026 H2", None),
    ],
)
def test_a_citizen_on_the_ruler_counts_once_and_once_more(days, once, later):
    told = ruler([f"U1 {BEGAN}", *(f"U1 {day} opfølgning 6" for day in days)])
    assert told["udfald"] == {(once, "nået"): 1}
    assert told["start_nu"] == {(once, "trin 3-4 / trin 5-6"): 1}
    assert told.get("senere", {}) == ({(later, "nået"): 1} if later else {})


def test_whoever_is_not_followed_up_counts_when_the_next_half_year_is_over():
    """Who has just begun waits; who is followed up long after has been counted as not."""
    first = [f"U1 {BEGAN}", f"U2 {BEGAN}", "U2 2026-05-01 opfølgning 5"]
    assert ruler(first)["udfald"] == {("2026 H1", "på vej"): 1}
    # A half-year without a talk goes by too.
    second = [*first, "U2 2027-02-01 opfølgning 3", "U3 2027-02-02 start 2"]
    told = ruler(second)
    assert told["udfald"] == {("2026 H1", "på vej"): 1, ("2026 H2", "uden opfølgning"): 1}
    assert told["senere"] == {("2027 H1", "lavere"): 1}
    third = [*second, "U1 2027-03-01 opfølgning 7"]
    assert ruler(third)["udfald"] == told["udfald"]
    assert ruler(third)["senere"] == {("2027 H1", "lavere"): 1, ("2027 H1", "nået"): 1}


def test_whose_talks_have_no_day_count_where_no_half_year_is():
    told = ruler(["U1 NaT start 4 6", "U1 NaT opfølgning 6", f"U2 {BEGAN}"])
    assert told["udfald"] == {("", "nået"): 1} and "senere" not in told


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_what_has_been_counted_on_the_ruler_never_changes(data):
    """Rows that come later leave every half-year that was over as it was."""
    talks = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from("ABC"), st.integers(0, 40), st.integers(1, 10), st.booleans()
            ),
            min_size=1,
            max_size=14,
        )
    )
    rows = [
        f"{who} {2025 + month // 12}-{month % 12 + 1:02}-15 "
        + ("start 3 5" if start else f"opfølgning {n}")
        for who, month, n, start in sorted(talks, key=lambda talk: talk[1])
    ]
    cut = data.draw(st.integers(1, len(rows)))
    last = rows[cut - 1].split()[1]
    over = f"{last[:4]} H{1 if last[5:7] < '07' else 2}"  # the half-year that is not over yet
    before, after = ruler(rows[:cut]), ruler(rows)
    for name in ("udfald", "start_nu", "senere"):
        ends = [
            {cell: n for cell, n in told.get(name, {}).items() if cell[0] < over}
            for told in (before, after)
        ]
        assert ends[0] == ends[1]
        assert sum(after.get(name, {}).values()) <= len({who for who, *_ in talks})


def test_who5_directions_are_the_teams_own_counts(sample_data):
    team = open_team(sample_data / "engskolen")
    table = counted(team.who5, "who5", team.about)
    sums = table[table["tabel"] == "who5.retning"].set_index("a")["antal"]
    rows = team.who5[(team.who5["fra"] == "før") & (team.who5["til"] == "efter")]
    assert sums.to_dict() == rows.groupby("retning")["antal"].sum().to_dict()


def test_an_own_file_gives_bands_and_the_sum_of_change(sample_data):
    mine = open_mine(sample_data / "mit" / "psykolog_who5.csv")
    table = counted(mine.who5, "who5", mine.about)
    from kitlib.instruments.who5.change import changes

    moved = changes(mine.who5)
    moved = moved[moved["til"] == "efter"]
    rows = table[table["tabel"] == "who5.aendring"]
    assert (rows["antal"].sum(), rows["sum"].sum()) == (len(moved), moved["forskel"].sum())
    bands = table[table["tabel"] == "who5.baand"]
    assert bands["antal"].sum() == len(moved)
    low = (moved["foer"] <= 35).sum()
    assert bands.loc[bands["a"] == "0-35", "antal"].sum() == low


def test_a_child_counts_once_under_a_theme(sample_data):
    team = open_team(sample_data / "solsikken")
    table = counted(team.postits, "postits", team.about)
    notes = team.postits[team.postits["slags"] == "note"]
    notes = notes[notes["maa_vises"].fillna(True).astype(bool)]
    themes = table[table["tabel"] == "postits.tema"].groupby("a")["antal"].sum()
    for theme in team.about.temaer:
        assert themes[theme] == notes.loc[notes["tema"] == theme, "barn"].nunique()


def test_a_free_heading_is_never_named(sample_data):
    team = open_team(sample_data / "solsikken")
    frame = team.postits.assign(tema="da Oliver kom hjem", situation="hos farmor")
    table = counted(frame, "postits", team.about)
    assert set(table["a"]) <= {"andet", "uden tema", *team.about.temaer}
    assert not table["a"].str.contains("Oliver").any()
    assert not table["b"].str.contains("farmor").any()


@pytest.mark.parametrize("unit", TWELVE)
def test_no_word_and_no_code_of_the_team_is_in_the_file(sample_data, unit):
    team = open_team(sample_data / unit)
    data = to_bytes(draft(team, today=DAY).contribution).decode("utf-8")
    for frame in team.frames.values():
        for column in (
            "observation",
            "tolkning",
            "barnets_ord",
            "hvad",
            "maal",
            "borger_ord",
            "medarbejder_ord",
            "barn",
            "borger",
        ):
            if column in frame:
                for text in frame[column].dropna().unique():
                    assert f'"{text}"' not in data
                    assert len(text) < 8 or text not in data


def test_a_fifth_instrument_needs_to_say_nothing():
    from kitlib.instruments import Instrument

    assert Instrument("x", "X", (), {}).contribution is None


# What may leave -------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "leaves"), [(FEWEST - 1, False), (FEWEST, True), (FEWEST + 1, True)])
def test_a_table_with_fewer_than_five_stays(make, n, leaves):
    made = make(cells={"nået": n, "samme": 0})
    assert (made.faults() == []) is leaves


def test_what_stays_is_said(sample_data):
    made = draft(open_team(sample_data / "bakkeskolen"), today=DAY)
    assert made.left_out == {"who5.retning": 4, "who5.retning_3_mdr": 3}
    text = as_text(made)
    assert "Sendes ikke, for der er færre end 5 bag:" in text
    assert "WHO-5: fra før til efter" in text
    assert "who5.retning" not in to_bytes(made.contribution).decode()


def test_a_part_holds_all_and_may_not_stand_alone(sample_data, tmp_path):
    team = open_team(sample_data / "bakkeskolen")
    part = draft(team, part=True, today=DAY).contribution
    assert "who5.retning" in part.tables
    path = tmp_path / "x.bidrag"
    path.write_bytes(to_bytes(part))
    found = collect([path])
    assert found.contributions == ()
    assert "må ikke stå alene" in found.outcomes[0].reason


def test_an_own_file_counts_in_the_units_sum(sample_data):
    unit = sample_data / "trappen"
    mine = open_mine(sample_data / "mit" / "ungemedarbejder_who5.csv")
    own = draft(mine, unit=unit, part=True, today=DAY).contribution
    team = draft(open_team(sample_data / "trappen"), part=True, today=DAY).contribution
    together = add([own, team])
    assert (together.enhed, together.sort, together.dele) == ("Trappen", "bidrag", 2)
    assert together.tables["who5.retning"] == own.tables["who5.retning"] + 6


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026 K1"),
        (date(2026, 3, 31), "2026 K1"),
        (date(2026, 4, 1), "2026 K2"),
        (date(2026, 12, 31), "2026 K4"),
    ],
)
def test_the_quarter_of_a_day(day, quarter):
    assert quarter_of(day) == quarter


def test_a_unit_that_is_not_named_sends_nothing(tmp_path):
    (tmp_path / "om.toml").write_text('navn = "x"\nopdigtet = true\n', encoding="utf-8")
    (tmp_path / "postits.csv").write_bytes(b"dato;observation\n3-3-2026;x\n")
    with pytest.raises(KitError, match="Distriktet mangler"):
        draft(open_team(tmp_path))


def test_a_second_one_gets_the_next_number_and_lies_below_the_folder(make, tmp_path):
    from kitlib.writing import Home

    home = Home(tmp_path, "hos_teamet")
    path = write(make(), home)
    assert path == (tmp_path / "ud" / "solsikken_2026_k2_1.bidrag").resolve()
    with pytest.raises(KitError, match="uden for mappen"):
        write(make(), home, path=tmp_path.parent / "x.bidrag")


# Adding up ------------------------------------------------------------------------------------

cell = st.integers(0, 30)


@given(st.lists(st.tuples(cell, cell, cell), min_size=2, max_size=5))
@settings(deadline=None, max_examples=40)
def test_counts_add_up_cell_by_cell(parts):
    made = []
    for nr, numbers in enumerate(parts, start=1):
        n = sum(numbers)
        rows = [
            ("dialoglineal.udfald", label, "", "2026 H1", k, k, None, n, 2**31 * (k > 0))
            for label, k in zip("abc", numbers, strict=True)
        ]
        made.append(Contribution("x", "unge", "Nord", "2026 K2", DAY, nr, rows, "del"))
    total = [sum(numbers) for numbers in zip(*parts, strict=True)]
    if sum(total) < FEWEST:
        with pytest.raises(KitError, match="stadig færre"):
            add(made)
        return
    joint = add(made)
    assert joint.counts["antal"].tolist() == total
    for place, key in enumerate(joint.counts["noegle"]):
        assert key == sum(2**31 for numbers in parts if numbers[place]) % 2**32
    assert joint.counts["n"].unique().tolist() == [sum(total)]
    assert joint.faults() == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"type": "skole"}, "slags type"),
        ({"distrikt": "Syd"}, "slags distrikt"),
        ({"opdigtet": True}, "opdigtede"),
        ({"enhed": "Andet hus"}, "hver sit navn"),
        ({"sort": "tilbage"}, "tilbagetrækning"),
    ],
)
def test_parts_of_different_units_are_not_joined(make, changed, says):
    with pytest.raises(KitError, match=says):
        add([make(), make(**{"nr": 2, **changed})])


# The file -------------------------------------------------------------------------------------


def test_what_is_written_is_read_back(make):
    made = make(opdigtet=True, dele=3)
    back = from_bytes(to_bytes(made))
    pd.testing.assert_frame_equal(back.counts, made.counts)
    assert repr(back) == repr(made) and back.dele == 3 and back.opdigtet


def test_sealed_it_opens_for_the_receiver_alone(make):
    from kitlib.privacy.lock import new_identity

    identity, receiver = new_identity()
    data = to_bytes(make(), [receiver])
    assert b"Solsikken" not in data
    assert from_bytes(data, identity=identity).enhed == "Solsikken"
    with pytest.raises(KitError, match="låst"):
        from_bytes(data)
    with pytest.raises(KitError, match="ikke låst til denne nøgle"):
        from_bytes(data, identity=new_identity()[0])
    # It was broken on the way: there is no backup of it but the unit's own.
    with pytest.raises(KitError, match=r"skadet.*Bed enheden om at sende det igen"):
        from_bytes(data[:-20], identity=identity)


def edited(made, change):
    outer = json.loads(to_bytes(made))
    change(outer)
    return json.dumps(outer).encode()


def repaired(made, change):
    """An edit by somebody who also computes the checksum anew."""
    from kitlib.contribution.file import _digest

    outer = json.loads(to_bytes(made))
    change(outer)
    outer["kontrol"] = _digest({k: outer[k] for k in ("manifest", "tabeller")})
    return json.dumps(outer).encode()


def with_cell(made, place, value):
    """The first cell with something else in one place, and a checksum that fits."""
    return repaired(made, lambda o: o["tabeller"][0]["felter"][0].__setitem__(place, value))


BROKEN = {
    "empty": (lambda m: b"", "skadet"),
    "cut off": (lambda m: to_bytes(m)[:-40], "skadet"),
    "other file": (lambda m: b'{"a": 1}', "ikke et bidrag"),
    "list": (lambda m: b"[]", "ikke et bidrag"),
    "binary": (lambda m: bytes(range(256)), "skadet"),
    "huge": (lambda m: b" " * 3_000_000, "for stor"),
    "deep": (lambda m: b"[" * 100_000, "skadet"),
    "newer": (lambda m: edited(m, lambda o: o.update(format=FORMAT + 1)), "nyere udgave"),
    "older": (lambda m: edited(m, lambda o: o.update(format=1)), "ældre udgave"),
    "format text": (lambda m: edited(m, lambda o: o.update(format="1")), "form"),
    "number changed": (
        lambda m: edited(m, lambda o: o["tabeller"][0]["felter"][0].__setitem__(3, 99)),
        "ændret",
    ),
    "unit changed": (lambda m: edited(m, lambda o: o["manifest"].update(enhed="Y")), "ændret"),
    "extra key": (lambda m: edited(m, lambda o: o.update(noter=["x"])), "form"),
    "extra in manifest": (lambda m: repaired(m, lambda o: o["manifest"].update(x=1)), "form"),
    "person rows": (
        lambda m: repaired(m, lambda o: o["tabeller"][0].update(raekker=[["B01", 3]])),
        "form",
    ),
    "half a person": (lambda m: with_cell(m, 3, 1.5), "form"),
    "below zero": (lambda m: with_cell(m, 3, -1), "under 0"),
    "too few": (lambda m: repaired(m, lambda o: o["tabeller"][0].update(n=3)), "."),
    "twice": (
        lambda m: repaired(
            m, lambda o: o["tabeller"][0]["felter"].append(o["tabeller"][0]["felter"][0])
        ),
        "to gange",
    ),
    "a text": (lambda m: with_cell(m, 0, "x" * 99), "lang tekst"),
    "no key": (lambda m: with_cell(m, 6, None), "nøgle"),
    "key too large": (lambda m: with_cell(m, 6, 2**32), "nøgle"),
    "no period": (lambda m: with_cell(m, 2, "nu"), "periode"),
    "no kind": (lambda m: repaired(m, lambda o: o["manifest"].update(type="zoo")), "type"),
    "no quarter": (lambda m: repaired(m, lambda o: o["manifest"].update(kvartal="nu")), "Kvartal"),
    "no day": (lambda m: repaired(m, lambda o: o["manifest"].update(dato="i går")), "form"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_one_is_refused_with_its_reason(make, name):
    spoil, says = BROKEN[name]
    with pytest.raises(KitError, match=says) as caught:
        from_bytes(spoil(make()), file="a.bidrag")
    assert all(p.file == "a.bidrag" and p.hint for p in caught.value.report)


#: What JSON alone cannot see: a sum that does not fit, and rules across cells.
UNSEEN = {"number changed", "unit changed", "too few", "twice", "a text"}


def test_the_schema_takes_what_is_written_and_refuses_what_is_broken(make, schemas):
    fits = Draft202012Validator(schemas["bidrag"]).is_valid
    assert fits(json.loads(to_bytes(make())))
    for name, (spoil, says) in BROKEN.items():
        if says not in ("skadet", "for stor"):  # else it is no JSON, or none that ends
            assert fits(json.loads(spoil(make()))) == (name in UNSEEN), name


def test_no_number_of_the_unit_stands_in_a_reason(make):
    data = repaired(make(), lambda o: o["tabeller"][0]["felter"][0].__setitem__(3, -987))
    with pytest.raises(KitError) as caught:
        from_bytes(data)
    assert "987" not in str(caught.value)


# Many at once ---------------------------------------------------------------------------------


def put(tmp_path, **files):
    paths = []
    for name, content in files.items():
        path = tmp_path / f"{name}.bidrag"
        path.write_bytes(content if isinstance(content, bytes) else to_bytes(content))
        paths.append(path)
    return paths


def fates(found):
    return {o.file.removesuffix(".bidrag"): o.fate for o in found.outcomes}


def test_two_hundred_with_thirty_damaged(make, tmp_path):
    """170 pooled, 30 reported, nothing lost."""
    spoils = list(BROKEN.values())
    for i in range(200):
        made = make(f"Enhed {i}")
        data = to_bytes(made) if i >= 30 else spoils[i % len(spoils)][0](made)
        (tmp_path / f"{i:03}.bidrag").write_bytes(data)
    found = collect(tmp_path.iterdir())
    assert len(found.contributions) == 170
    assert [o.fate for o in found.outcomes].count("afvist") == 30
    assert len(found.outcomes) == 200
    assert {p.file for p in found.problems} == {f"{i:03}.bidrag" for i in range(30)}
    assert found.frame["antal"].sum() == 170 * 7


def test_what_is_read_is_pooled_as_one_frame_and_each_can_be_had_alone(make, tmp_path):
    """Two hundred small frames took most of the time a release takes."""
    sent = [make(f"Hus {i}", {"nået": 5 + i, "samme": 3}) for i in range(3)]
    for i, each in enumerate(sent):
        (tmp_path / f"{i}.bidrag").write_bytes(to_bytes(each))
    found = collect(tmp_path.iterdir())
    whole = found.frame
    assert not any("counts" in vars(each) for each in found.contributions)
    pd.testing.assert_frame_equal(
        whole[list(COUNTS)], pd.concat([each.counts for each in sent], ignore_index=True)
    )
    for read, made in zip(found.contributions, sent, strict=True):
        pd.testing.assert_frame_equal(read.counts, made.counts)
        assert read.counts is read.counts and replace(read, nr=2).rows is read.rows


def test_the_latest_takes_the_place_of_the_earlier(make, tmp_path):
    found = collect(put(tmp_path, a=make(nr=1), b=make(nr=2, cells={"nået": 9})))
    assert fates(found) == {"a": "erstattet", "b": "med"}
    assert found.frame["antal"].tolist() == [9]


def test_what_is_taken_back_is_out(make, sample_data, tmp_path):
    team = open_team(sample_data / "pakhuset")
    sent = draft(team, today=DAY).contribution
    back = withdraw(team, today=date(2026, 9, 2)).contribution
    found = collect(put(tmp_path, a=sent, b=back))
    assert fates(found) == {"a": "erstattet", "b": "trukket tilbage"}
    assert found.contributions == ()
    # Sent anew later, it is in again.
    again = draft(team, today=date(2026, 9, 3)).contribution
    assert fates(collect(put(tmp_path, a=sent, b=back, c=again)))["c"] == "med"


@pytest.fixture
def team_folder(tmp_path):
    """A team's own folder with what five citizens have said, and nothing of it invented."""
    folder = tmp_path / "os"
    folder.mkdir()
    about = 'navn = "Os"\ntype = "unge"\ndistrikt = "Nord"\ndialoglineal_faelles = true\n'
    about += 'formaal = "læring"\nslettes = 2027-01-01\n'
    (folder / "om.toml").write_text(about, "utf-8")
    rows = "borger;dato;tidspunkt;borger_tal;maal_tal;medarbejder_ord\n"
    for code in ("U01", "U02", "U03", "U04", "U05", "B07"):
        rows += f"{code};1-3-2026;start;3;5;vi begynder\n{code};1-6-2026;opfølgning;5;;det går\n"
    (folder / "dialoglineal.csv").write_text(rows, "utf-8")
    return folder


def sent(folder, **options):
    made = draft(open_team(folder), today=DAY, **options)
    path = write(made.contribution, made.home, secret=made.secret)
    return from_bytes(path.read_bytes()), path


def test_what_is_sent_and_taken_back_on_one_day_is_out(team_folder):
    """What was measured reaches to one quarter and the day lies in another: one row of numbers."""
    day = date(2026, 11, 30)
    made = draft(open_team(team_folder), today=day)
    first = write(made.contribution, made.home, secret=made.secret)
    back = withdraw(open_team(team_folder), today=day)
    second = write(back.contribution, back.home)
    assert made.contribution.kvartal != back.contribution.kvartal
    found = collect([first, second])
    assert fates(found) == {first.stem: "erstattet", second.stem: "trukket tilbage"}
    assert not found.problems and not found.contributions


def test_the_same_persons_have_the_same_keys_however_their_codes_are_written(team_folder):
    first, _ = sent(team_folder)
    table = team_folder / "dialoglineal.csv"
    table.write_text(table.read_text("utf-8").replace("U04", "u-4"), "utf-8")
    second, _ = sent(team_folder)
    assert first.counts["noegle"].tolist() == second.counts["noegle"].tolist()
    named = (first.counts["tabel"] == "dialoglineal.udfald") & (first.counts["a"] == "nået")
    [(_, cell)] = first.counts[named].iterrows()
    secret = json.loads((team_folder / ".bidragsnoegle.json").read_text("utf-8"))["noegle"][4:]
    keys = Keys(secret.encode("ascii"))
    codes = ("U1", "U2", "U3", "U4", "U5", "B7")
    assert cell["noegle"] == sum(map(keys.of_person, codes)) % 2**32
    assert (cell["periode"], cell["antal"]) == ("2026 H1", 6)


def test_a_half_year_keeps_its_numbers_when_the_next_one_comes(team_folder):
    first, _ = sent(team_folder)
    table = team_folder / "dialoglineal.csv"
    later = "U01;3-9-2026;opfølgning;3;;hun hviler\nU09;9-9-2026;start;4;6;ny\n"
    later += "U10;9-9-2026;start;4;6;ny\nU10;9-11-2026;opfølgning;4;;ny\n"
    table.write_text(table.read_text("utf-8") + later, "utf-8")
    second, _ = sent(team_folder)
    cell = ["tabel", "a", "b", "antal", "noegle"]
    before = first.counts.loc[first.counts["periode"] == "2026 H1", cell]
    after = second.counts.loc[second.counts["periode"] == "2026 H1", cell]
    assert before.values.tolist() == after.values.tolist()
    new = second.counts[(second.counts["periode"] == "2026 H2") & (second.counts["antal"] > 0)]
    # U09 waits, and of those followed up later there are too few to leave.
    assert set(new.loc[new["tabel"] == "dialoglineal.udfald", "a"]) == {"samme"}
    assert "dialoglineal.senere" not in set(new["tabel"])


def test_an_own_file_has_the_keys_of_its_unit(team_folder, tmp_path):
    """A citizen whom a colleague has in a file of their own is the same citizen."""
    (tmp_path / "eget").mkdir()
    own = tmp_path / "eget" / "dialoglineal.csv"
    own.write_bytes((team_folder / "dialoglineal.csv").read_bytes())
    team, _ = sent(team_folder)
    mine = draft(open_mine(own), unit=team_folder, today=DAY).contribution
    assert mine.counts["noegle"].tolist() == team.counts["noegle"].tolist()


def test_looking_leaves_nothing_and_the_secret_comes_with_the_file(team_folder):
    draft(open_team(team_folder), today=DAY)
    assert not (team_folder / ".bidragsnoegle.json").exists()
    _, path = sent(team_folder)
    kept = json.loads((team_folder / ".bidragsnoegle.json").read_text("utf-8"))["noegle"]
    assert kept[4:] not in path.read_text("utf-8")


def test_of_two_at_once_with_two_secrets_the_second_is_made_again(team_folder):
    first, second = (draft(open_team(team_folder), today=DAY) for _ in range(2))
    write(first.contribution, first.home, secret=first.secret)
    with pytest.raises(KitError, match="ved at blive lavet"):
        write(second.contribution, second.home, secret=second.secret)


@pytest.mark.parametrize("begins", [None, "b07"])
def test_the_secret_outlives_a_person_who_is_deleted(team_folder, monkeypatch, begins):
    """All in `ud` goes with any person; what the next contribution is made with does not.

    Nor where the secret happens to begin with the code of the one who is deleted.
    """
    from kitlib.contribution import secret
    from kitlib.privacy.stray import stray_keys
    from kitlib.rights import indsigt, slet

    if begins:
        monkeypatch.setattr(secret.secrets, "token_hex", lambda n: (begins + "e" * 2 * n)[: 2 * n])
    before = open_team(team_folder).problems
    sent(team_folder)
    kept = (team_folder / ".bidragsnoegle.json").read_bytes()
    assert open_team(team_folder).problems == before  # opening a team does not trip on it
    assert stray_keys(team_folder) == []  # nor does tjek take it for the list of who is who
    indsigt(team_folder, "B07")
    slet(team_folder, "B07")
    assert "B07" not in (team_folder / "dialoglineal.csv").read_text("utf-8")
    assert not list(team_folder.glob("ud/*"))
    assert (team_folder / ".bidragsnoegle.json").read_bytes() == kept


def test_parts_that_lie_in_ud_leave_the_secret_in_the_folder(team_folder):
    from kitlib.contribution.secret import UnitSecret

    secret = UnitSecret.of(Home(team_folder / "ud"), open_team(team_folder).about, invented=False)
    assert secret.path == (team_folder / ".bidragsnoegle.json").resolve()


def test_the_secret_stays_out_of_git_and_goes_with_the_whole_folder(team_folder, root):
    import subprocess

    from kitlib.rights import slet

    sent(team_folder)
    subprocess.run(["git", "init", "-q"], cwd=team_folder, check=True)
    asked = subprocess.run(["git", "check-ignore", "-q", ".bidragsnoegle.json"], cwd=root)
    assert asked.returncode == 0
    slet(team_folder)
    assert not (team_folder / ".bidragsnoegle.json").exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"noegle": 3}', b'{"noegle": "0001x"}'])
def test_a_secret_that_cannot_be_read_stops_before_a_new_one(team_folder, content):
    (team_folder / ".bidragsnoegle.json").write_bytes(content)
    with pytest.raises(KitError, match="kan ikke læses"):
        draft(open_team(team_folder))
    assert (team_folder / ".bidragsnoegle.json").read_bytes() == content


def test_a_slip_in_om_toml_stops_the_contribution(team_folder):
    """A kind of unit that is misspelled would leave as "andet"."""
    about = team_folder / "om.toml"
    about.write_text(about.read_text("utf-8").replace('"unge"', '"dagtilbudd"'), "utf-8")
    with pytest.raises(KitError, match="Typen kendes ikke"):
        draft(open_team(team_folder))
    with pytest.raises(KitError, match="Typen kendes ikke"):
        draft(open_mine(team_folder / "dialoglineal.csv"), unit=team_folder)


def test_a_copy_is_refused_and_the_first_is_kept(make, tmp_path):
    from kitlib.privacy.lock import new_identity

    identity, receiver = new_identity()
    data = to_bytes(make())
    found = collect(put(tmp_path, a=data, b=to_bytes(make(), [receiver])), identity=identity)
    assert fates(found) == {"a": "med", "b": "afvist"}
    assert "kopi" in found.outcomes[1].reason


@pytest.mark.parametrize("changed", [{"cells": {"nået": 9}}, {"distrikt": "Syd", "nr": 2}])
def test_where_nobody_can_tell_which_is_right_both_are_out(make, tmp_path, changed):
    found = collect(put(tmp_path, a=make(), b=make(**changed)))
    assert fates(found) == {"a": "afvist", "b": "afvist"}


def test_invented_and_real_are_never_mixed(make, tmp_path):
    with pytest.raises(KitError, match="blandet"):
        collect(put(tmp_path, a=make("A"), b=make("B", opdigtet=True)))


def test_the_twelve_sample_units_are_all_in(sample_data, tmp_path):
    for unit in TWELVE:
        made = draft(open_team(sample_data / unit), today=DAY)
        (tmp_path / f"{unit}.bidrag").write_bytes(to_bytes(made.contribution))
    found = collect(tmp_path.iterdir())
    assert len(found.contributions) == 12 and not found.problems
    assert [c.key for c in found.contributions] == sorted(c.key for c in found.contributions)


@pytest.mark.parametrize("heading", ["Mette Hansens hjørne", "Ring 86 12 34 56"])
def test_a_heading_that_looks_like_somebody_does_not_leave(heading, sample_data, tmp_path):
    """A heading is typed by the team, and stands in the file and the release as it is."""
    team = open_team(sample_data / "maelkeboetten")
    about = replace(team.about, temaer=(heading, *team.about.temaer[1:]))
    frame = team.postits.assign(tema=heading)
    named = replace(team, about=about, frames={**team.frames, "postits": frame})
    made = draft(named, today=DAY)
    labels = {*made.contribution.counts["a"], *made.contribution.counts["b"]}
    assert heading not in labels and "andet" in labels
    # The other headings are named as ever, and it is said that one waits, not which.
    assert set(team.about.temaer[1:]) <= labels
    assert [p.column for p in made.held] == ["temaer"]
    assert "1 tema" in as_text(made) and heading not in as_text(made)


HEADINGS = st.sampled_from(
    ["trøst", "leg ude", "Mette Hansens hjørne", "hos Fatima", "Ring 86 12 34 56", "konflikter"]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(HEADINGS, min_size=1, max_size=4, unique=True), st.sampled_from(["", "navn"]))
def test_one_heading_that_waits_holds_no_other_back(tmp_path_factory, headings, said):
    """The law: what leaves names the headings that may, and counts every note."""
    from kitlib.asking.questions import answer, questions

    folder = tmp_path_factory.mktemp("team")
    listed = ", ".join(f'"{h}"' for h in headings)
    (folder / "om.toml").write_text(
        f'format = 1\nnavn = "Solsikken"\ntype = "unge"\ndistrikt = "Distrikt Nord"\n'
        f'formaal = "At lære"\nslettes = 2099-12-31\ntemaer = [{listed}]\n',
        encoding="utf-8",
    )
    rows = [f"{n + 1:02}-03-2026;Gynger.;B{n:02};{headings[n % len(headings)]}" for n in range(12)]
    notes = "\n".join(["dato;observation;barn;tema", *rows]) + "\n"
    (folder / "postits.csv").write_text(notes, encoding="utf-8")
    if said:
        for question in questions(folder):
            answer(folder, question, "navn")
    made = draft(open_team(folder), today=DAY)
    counts = made.contribution.counts
    named = {h for h in headings if not any(w in h for w in ("Mette", "Fatima", "86"))}
    assert {*counts["a"]} - {"andet", "uden tema"} == named
    assert counts.loc[counts["tabel"] == "postits.tema_situation", "antal"].sum() == 12
    assert bool(made.held) == (len(named) < len(headings))
