"""A release: one gate, one folder, all of it or nothing, and nothing the policy does not name."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from pptx import Presentation

from kitlib.contribution import from_bytes, rows_of, to_bytes
from kitlib.evidence import LABELS
from kitlib.pooled import Rows, pool
from kitlib.pooled.coverage import coverage
from kitlib.pooled.figures import table_view
from kitlib.pooled.rules import read_rules
from kitlib.privacy.policy import release_policy
from kitlib.privacy.release import publisher_secret
from kitlib.privacy.released import read_log
from kitlib.privacy.rounding import n_band, rounded_change
from kitlib.problems import KitError
from kitlib.texts import load
from tests.pooled.conftest import contribution
from tests.pooled.test_attacks import (
    COLUMNS,
    DAY,
    NORTH,
    SOUTH,
    TABLE,
    counts,
    district,
    ours,
    shown,
    through,
)
from tests.pooled.test_attacks import POLICY as HIDE

POLICY = release_policy()
YES = ("--godkendt-af", "konsulent")


def six(folder):
    """Six invented units' contributions."""
    for i in range(6):
        made = contribution(
            f"Hus {i}", {"nået": 6 + i, "på vej": 7, "samme": 9 - i, "lavere": 6}, opdigtet=True
        )
        (folder / f"{i}.bidrag").write_bytes(to_bytes(made))
    return folder


@pytest.fixture
def inbox(tmp_path):
    """The six, in a folder of their own."""
    folder = tmp_path / "ind"
    folder.mkdir()
    return six(folder)


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """A release of the six, to read and to copy."""
    inbox = six(tmp_path_factory.mktemp("ind"))
    out = tmp_path_factory.mktemp("udgivelser")
    return pool(files(inbox), out, today=DAY, seconds=0, why="bestyrelsen")


@pytest.fixture
def copied(standing, tmp_path):
    """The folder of releases with that one in it."""
    return shutil.copytree(standing.folder.parent, tmp_path / "ud")


def files(folder):
    return sorted(folder.glob("*.bidrag"))


# The policy -----------------------------------------------------------------------------------


def edited(**changes):
    source = load("udgivelse")
    source["regler"] = {**source["regler"], **changes}
    return source


@pytest.mark.parametrize(
    "source",
    [
        edited(graense=2),
        edited(graense="5"),
        edited(enheder=1),
        edited(ukendt=1),
        edited(inddelinger=[["enhed"]]),
        edited(inddelinger=[["distrikt", "enhed"]]),
        edited(afrunding=[{"under": 40, "trin": 5}]),
        {},
        {"regler": {}},
        edited(metode="ingen"),
        edited(flytning={"hoejst": 16}),
        edited(flytning={"hoejst": 16, "varians": 4, "faa": 5, "point": 100, "gennemsnit": 5}),
        edited(flytning={"hoejst": 16, "varians": 12, "faa": 5, "point": 20, "gennemsnit": 5}),
        edited(flytning={"hoejst": 16, "varians": 12, "faa": 1, "point": 100, "gennemsnit": 5}),
        {**load("udgivelse"), "tabel": {"x.y": {"kort": "x"}}},
        {**load("udgivelse"), "tabel": {"x.y": {"farve": "x"}}},
    ],
)
def test_a_policy_that_lets_too_much_out_is_refused(source):
    with pytest.raises(KitError):
        release_policy(source)


def test_every_table_an_instrument_can_send_is_in_the_policy(sample_data):
    from kitlib import open_mine, open_team
    from kitlib.contribution import draft
    from tests.pooled.test_contribution import TWELVE

    sent = set()
    for unit in TWELVE:
        sent |= set(draft(open_team(sample_data / unit)).contribution.tables)
    for own in (sample_data / "mit").glob("*.csv"):
        sent |= set(draft(open_mine(own), unit=sample_data / "trappen").contribution.tables)
    assert sent <= set(POLICY.tables)


def test_what_the_policy_does_not_name_does_not_come_out():
    gate = through(counts(NORTH | SOUTH, table="ny.tabel"))
    assert gate.tables == () and "står ikke i reglerne" in gate.held_back["ny.tabel"]


# How finely -----------------------------------------------------------------------------------


def test_public_output_stops_at_district_and_kind():
    table = ours(NORTH | SOUTH)
    assert table.grouping == ("distrikt",)
    assert set(table.public["gruppe"]) == {"Nord", "Syd", "I alt"}
    both = ours(NORTH | SOUTH | district("Syd", "unge", *NORTH.values()))
    assert both.grouping == ("distrikt", "type")
    assert set(both.public["gruppe"]) == {
        "Nord",
        "Nord, skole",
        "Syd",
        "Syd, skole",
        "Syd, unge",
        "I alt",
    }
    assert not table.public["gruppe"].str.contains("skole Nord").any()


@pytest.mark.parametrize(("units", "grouping"), [(2, ()), (3, ("distrikt",))])
def test_a_group_is_never_one_or_two_units(units, grouping):
    few = dict(list(SOUTH.items())[:units])
    table = ours(NORTH | few)
    assert table.grouping == grouping


def test_below_three_units_nothing_comes_out():
    few = dict(list(NORTH.items())[:2])
    assert "Færre end 3 enheder" in through(counts(few)).held_back[TABLE]


def test_groups_are_alphabetical_with_all_last():
    east, first = district("Ø", "skole", *NORTH.values()), district("A", "unge", *SOUTH.values())
    table = ours(east | SOUTH | first)
    groups = list(dict.fromkeys(table.public["gruppe"]))
    assert groups == [*sorted(groups[:-1]), "I alt"]


def test_a_heading_few_units_use_is_put_together_with_others():
    rows = []
    for i in range(4):
        for theme, n in (("sprog", 9), ("leg", 8), (f"tema {i}", 7)):
            rows.append((f"Hus {i}", "skole", "Nord", "postits.tema", theme, "", n, None))
    table = through(pd.DataFrame(rows, columns=COLUMNS)).tables[0]
    assert set(table.public["a"]) == {"sprog", "leg", "andre overskrifter", "I alt"}


def test_a_unit_called_as_its_district_is_refused():
    units = NORTH | SOUTH | {("Nord", "skole", "Nord"): [9, 9, 9, 9, 9]}
    with pytest.raises(KitError, match="hedder det samme"):
        through(counts(units))


def test_what_is_shown_is_true():
    for (group, label), n in shown(ours(NORTH | SOUTH)).items():
        if n is not None and label != "I alt" and group == "I alt":
            assert n == counts(NORTH | SOUTH).groupby("a")["antal"].sum()[label]


# Rounding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "n", "rounded"),
    [
        (160, 11, 15),
        (0, 20, 0),
        (-160, 11, -15),
        (12 * 39, 39, 10),
        (12 * 40, 40, 12),
        (13 * 99, 99, 14),
        (13 * 100, 100, 13),
        (-13 * 100, 100, -13),
        (50, 20, 5),
        (-50, 20, -5),
    ],
)
def test_a_change_is_rounded_by_how_many(total, n, rounded):
    assert rounded_change(total, n, POLICY.rounding) == rounded


@pytest.mark.parametrize(
    ("n", "band"),
    [(4, "under 5"), (5, "5-9"), (9, "5-9"), (10, "10-19"), (10000, "10.000 eller flere")],
)
def test_n_is_told_as_a_band(n, band):
    assert n_band(n, POLICY.bands) == band


# The folder -----------------------------------------------------------------------------------


def test_a_release_is_two_folders(standing):
    done = standing
    assert done.folder.name == "udgivelse_001_2026-07-01"
    assert sorted(p.name for p in done.folder.iterdir()) == ["intern", "offentlig"]
    assert sorted(p.name for p in (done.folder / "offentlig").iterdir()) == [
        "databeskrivelse.txt",
        "datapackage.json",
        "samlet_billede.html",
        "samlet_billede.pptx",
        "samlet_billede.xlsx",
        "tal.csv",
        "tal.parquet",
    ]
    line = json.loads((done.folder / "intern" / "log.json").read_text(encoding="utf-8"))
    assert (line["nr"], line["dato"], line["hvorfor"]) == (1, "2026-07-01", "bestyrelsen")
    assert len(line["kilder"]) == 6 and "Hus" not in json.dumps(line)


def test_coverage_and_purpose_stand_on_every_page(standing):
    done = standing
    said = (
        "6 enheder har bidraget. Enhederne er ikke udvalgt",
        "Hvert tal er flyttet lidt",
        "Tallene er lavet til at lære af, ikke til at spare efter.",
    )
    for name in ("samlet_billede.html", "databeskrivelse.txt"):
        text = (done.folder / "offentlig" / name).read_text(encoding="utf-8")
        assert all(line in text.replace("\N{NO-BREAK SPACE}", " ") for line in said)
    pages = list(Presentation(str(done.folder / "offentlig" / "samlet_billede.pptx")).slides)
    for slide in pages:  # in large letters there is room for one line; the rest is in the notes
        [foot] = [shape.text_frame.text for shape in slide.shapes if shape.name == "Fod"]
        assert foot == said[-1]
    for slide in pages[:-1]:
        assert all(line in slide.notes_slide.notes_text_frame.text for line in said)
        assert not [shape for shape in slide.shapes if shape.shape_type == 13]
    assert all(line in pages[-1].placeholders[1].text for line in said[:2])
    assert "Hvad tallene ikke kan" in (done.folder / "offentlig" / "samlet_billede.html").read_text(
        encoding="utf-8"
    )


def test_the_csv_is_tidy_and_says_few(standing):
    table = pd.read_csv(standing.folder / "offentlig" / "tal.csv", sep=";", encoding="utf-8-sig")
    assert list(table.columns) == [
        "tabel",
        "periode",
        "distrikt",
        "type",
        "a",
        "b",
        "n",
        "status",
        "metode",
        "flyttet",
    ]
    assert set(table["status"]) <= {"vist", "få"} and set(table["metode"]) == {"noegle"}
    assert table.loc[table["status"] == "få", "n"].isna().all()
    assert (table.loc[table["status"] == "vist", "n"] >= 5).all()


def test_real_numbers_need_a_key_and_are_moved_with_it(make, tmp_path):
    from kitlib.privacy.lock import new_identity

    identity, receiver = new_identity()
    for i in range(4):
        made = make(f"Hus {i}", {"nået": 9, "på vej": 8, "samme": 7, "lavere": 6})
        (tmp_path / f"{i}.bidrag").write_bytes(to_bytes(made, [receiver]))
    with pytest.raises(KitError):
        pool(files(tmp_path), tmp_path / "ud", today=DAY)
    one = pool(files(tmp_path), tmp_path / "ud", today=DAY, identity=identity)
    two = pool(files(tmp_path), tmp_path / "andet", today=DAY, identity=identity)
    told = [(done.folder / "offentlig" / "tal.csv").read_bytes() for done in (one, two)]
    assert told[0] == told[1]
    secrets = {publisher_secret(key) for key in (None, identity, new_identity()[0])}
    assert len(secrets) == 3


def test_a_second_release_with_hidden_cells_is_refused(inbox, tmp_path):
    pool(files(inbox), tmp_path / "ud", today=DAY, seconds=0, policy=HIDE)
    with pytest.raises(KitError, match=r'den ene regnes ud af den anden[\s\S]*metode = "noegle"'):
        pool(files(inbox), tmp_path / "ud", today=DAY, seconds=0, policy=HIDE)
    assert pool(files(inbox), tmp_path / "ud", today=DAY).gate.method == "noegle"


def test_of_two_tables_on_the_same_persons_one_comes_out_where_cells_are_hidden():
    both = pd.concat([counts(NORTH | SOUTH), counts(NORTH | SOUTH, "who5.retning_3_mdr")])
    gate = through(both)
    assert [table.words.name for table in gate.tables] == [TABLE]
    assert "tæller de samme personer" in gate.held_back["who5.retning_3_mdr"]
    assert len(through(both, POLICY).tables) == 2


def test_what_is_invented_says_so_wherever_one_begins_to_read(standing):
    """A sheet is printed alone, and a package is read without its description."""
    from openpyxl import load_workbook

    said, public = "Opdigtede data til at øve sig på.", standing.folder / "offentlig"
    book = load_workbook(public / "samlet_billede.xlsx")
    for sheet in book.worksheets:
        assert said in [str(row[0].value) for row in sheet.iter_rows(max_row=6)], sheet.title
    for name in ("samlet_billede.html", "databeskrivelse.txt", "datapackage.json"):
        assert said in (public / name).read_text("utf-8"), name


def test_the_same_again_tells_the_same(standing, inbox, copied):
    two = pool(files(inbox), copied, today=DAY, seconds=0)
    assert two.folder.name.startswith("udgivelse_002")
    assert (standing.folder / "offentlig" / "tal.csv").read_bytes() == (
        two.folder / "offentlig" / "tal.csv"
    ).read_bytes()


def halves(folder, more=0):
    """Six units with the first half of 2026, and a few in the second."""
    folder.mkdir()
    for i in range(6):
        cells = {"nået": 9, "på vej": 12, "samme": 8 + i, "lavere": 7}
        parts = [
            contribution(f"Hus {i}", cells | {"nået": 9 + n}).counts.assign(periode=period)
            for period, n in (("2026 H1", more), ("2026 H2", 0))
        ]
        both = pd.concat(parts, ignore_index=True).assign(n=80)
        made = contribution(f"Hus {i}", opdigtet=True, counts=both)
        (folder / f"{i}.bidrag").write_bytes(to_bytes(made))
    return folder


def test_a_half_year_comes_out_when_it_is_over_and_then_stays_as_it_is(tmp_path):
    """Sent anew with somebody more, or cleared out: nobody can take one release from another."""
    out, first, later = tmp_path / "ud", halves(tmp_path / "a"), halves(tmp_path / "b", more=1)
    one = pool(files(first), out, today=date(2026, 8, 1)).gate
    assert one.tables[0].periods == ("2026 H1",)
    assert one.held_back["2. halvår 2026"].endswith("fra den 1. februar 2027.")
    with pytest.raises(KitError, match="ikke slut"):
        pool(files(first), tmp_path / "før", today=date(2026, 7, 31))
    two = pool(files(later), out, today=date(2027, 2, 1)).gate.tables[0]
    assert two.periods == ("2026 H1", "2026 H2")
    assert two.of("2026 H1").equals(one.tables[0].of("2026 H1"))
    alone = pool(files(later), tmp_path / "andet", today=date(2027, 2, 1)).gate.tables[0]
    assert not alone.of("2026 H1").equals(two.of("2026 H1"))  # it would have moved anew
    assert alone.of("2026 H2").equals(two.of("2026 H2"))


def test_numbers_that_are_out_and_cannot_be_read_stop_the_next(copied, inbox):
    next(copied.rglob("flyttet.json")).write_text("[[1]]", encoding="utf-8")
    with pytest.raises(KitError, match="kan ikke læses"):
        pool(files(inbox), copied, today=DAY)


def test_a_group_on_the_list_stands_whoever_has_sent():
    """Few in a group this time: it stands as few, and is there next time as it was."""
    from kitlib.privacy.labels import KnownLabels

    listed = pd.DataFrame(
        [(f"skole Vest {i}", "skole", "Vest") for i in range(5)],
        columns=["enhed", "type", "distrikt"],
    )
    one = counts(NORTH | district("Vest", "skole", (30, 30, 30, 30, 30)))
    units = KnownLabels(sizes=KnownLabels.of(listed).sizes)
    told = through(one, release_policy(), known=units).tables[0].public
    west = told[told["gruppe"] == "Vest"]
    assert len(west) == 6 and set(west["status"]) == {"få"}
    alone = through(one, release_policy()).tables[0].public
    assert "Vest" not in set(alone["gruppe"]) and "Nord" in set(alone["gruppe"])


def test_a_release_that_is_gone_stops_the_next(standing, inbox, copied):
    shutil.rmtree(copied / standing.folder.name)
    with pytest.raises(KitError, match="Udgivelse 1 er ikke"):
        pool(files(inbox), copied, today=DAY, seconds=0)


def test_clearing_deletes_what_was_used_and_the_log_keeps_checksums(inbox, tmp_path):
    (inbox / "skadet.bidrag").write_bytes(b"x")
    done = pool(files(inbox), tmp_path / "ud", today=DAY, seconds=0, clear=True)
    assert [p.name for p in inbox.iterdir()] == ["skadet.bidrag"]
    line, _ = read_log(tmp_path / "ud")[0]
    assert sorted(line.kilder.values()) == ["afvist", *["med"] * 6]
    assert done.collected.table["udfald"].tolist().count("afvist") == 1


# All or nothing -------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [1, 3, 6, 8])
def test_broken_off_while_writing_leaves_nothing(inbox, tmp_path, monkeypatch, at):
    from kitlib import writing

    real, seen = writing.replacing, []

    def counting(path, **how):
        seen.append(path)
        if len(seen) == at:
            raise KeyboardInterrupt
        return real(path, **how)

    monkeypatch.setattr(writing, "replacing", counting)
    with pytest.raises(KeyboardInterrupt):
        pool(files(inbox), tmp_path / "ud", today=DAY, seconds=0)
    assert list((tmp_path / "ud").iterdir()) == []


SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from kitlib.pooled import pool
print("go", flush=True)
pool(sorted(Path(sys.argv[1]).glob("*.bidrag")), sys.argv[2], today=date(2026, 7, 1))
"""


def filled(out):
    """How many files lie in the release that is being made."""
    return sum(len(names) for here, _, names in os.walk(out) if here != str(out))


@pytest.mark.whole
@pytest.mark.parametrize("when", [0, 1, 6])
def test_killed_in_the_middle_it_is_whole_or_not_there(inbox, tmp_path, when):
    out = tmp_path / "ud"
    run = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(inbox), str(out)], stdout=subprocess.PIPE
    )
    assert run.stdout is not None
    run.stdout.readline()
    while filled(out) < when and run.poll() is None:
        time.sleep(0.002)
    run.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    run.wait()
    run.stdout.close()
    for folder in out.glob("udgivelse_0*"):
        assert len(list(folder.rglob("*.*"))) >= 8
        assert (folder / "intern" / "log.json").exists()
    pool(files(inbox), out, today=DAY, seconds=0)
    assert not list(out.glob(".kit-*"))


# Rows of a central system ---------------------------------------------------------------------


def test_rows_of_a_register_pass_the_same_gate(tmp_path):
    cells = counts(NORTH | SOUTH)
    rows = cells.loc[cells.index.repeat(cells["antal"]), ["enhed", "type", "distrikt", "a"]]
    rows.rename(columns={"a": "retning"}).to_csv(tmp_path / "r.csv", sep=";", index=False)
    for engine in ("pandas", "duckdb"):
        done = pool(
            [],
            tmp_path / engine,
            invented=True,
            today=DAY,
            seconds=0,
            rows=[Rows(tmp_path / "r.csv", TABLE, "retning", engine)],
            policy=HIDE,
        )
        found = done.gate.tables[0].public
        wanted = ours(NORTH | SOUTH).public
        both = found.merge(wanted, on=["gruppe", "a"])
        assert len(both) == len(found) == len(wanted)
        assert (both["status_x"] == both["status_y"]).all()


def register(tmp_path, name, units, **columns):
    """Write rows of a register: of each unit one row for every value of the columns."""
    rows = pd.DataFrame({"enhed": "x", "type": "unge", "distrikt": "Nord", **columns})
    whole = pd.concat([rows.assign(enhed=unit) for unit in units])
    whole.to_csv(tmp_path / name, sep=";", index=False)
    return tmp_path / name


def test_rows_counted_both_ways_go_with_contributions_of_the_same(tmp_path):
    """What a table of two counts is the same as the table it is protected together with."""
    path = register(
        tmp_path,
        "r.csv",
        ["Hus 7", "Hus 8", "Hus 9"],
        start=["trin 1-2"] * 9 + ["trin 3-4"] * 8 + ["trin 3-4"] * 7,
        nu=["trin 3-4"] * 9 + ["trin 5-6"] * 8 + ["uden opfølgning"] * 7,
        udfald=["nået"] * 9 + ["på vej"] * 8 + ["uden opfølgning"] * 7,
    )
    rows = [
        Rows(path, "dialoglineal.udfald", "udfald"),
        Rows(path, "dialoglineal.start_nu", "start", across="nu"),
    ]
    gate = pool(
        [], tmp_path / "ud", rows=rows, invented=True, today=DAY, seconds=0, policy=HIDE
    ).gate
    first, second = gate.tables
    assert (first.words.name, second.words.name) == ("dialoglineal.udfald", "dialoglineal.start_nu")
    cells = second.public.set_index(["a", "b"])["n"]
    assert cells["trin 1-2", "trin 3-4"] == 27 and cells["I alt", "uden opfølgning"] == 21
    assert cells["trin 1-2", "uden opfølgning"] == 0


def test_a_table_that_counts_others_than_its_companion_is_held_back(tmp_path, sample_data):
    """A register of outcomes alone beside contributions that hold both."""
    from kitlib import open_team
    from kitlib.contribution import draft

    for unit in ("pakhuset", "vaerkstedet", "ungehuset"):
        made = draft(open_team(sample_data / unit)).contribution
        (tmp_path / f"{unit}.bidrag").write_bytes(to_bytes(made))
    path = register(tmp_path, "r.csv", ["Hus 7", "Hus 8"], udfald=["nået"] * 9 + ["samme"] * 9)
    rows = [Rows(path, "dialoglineal.udfald", "udfald")]
    gate = pool(
        files(tmp_path),
        tmp_path / "ud",
        rows=rows,
        invented=True,
        today=DAY,
        seconds=0,
        policy=HIDE,
    ).gate
    assert "dialoglineal.udfald" in {table.words.name for table in gate.tables}
    assert "dialoglineal.start_nu" not in {table.words.name for table in gate.tables}
    assert "tæller ikke de samme" in gate.held_back["dialoglineal.start_nu"]


def test_rows_without_a_person_are_released_once_and_with_one_again(tmp_path):
    """A number that is the same persons is told alike, in a later release and with more beside."""
    units = ["Hus 7", "Hus 8", "Hus 9"]
    cells = {"retning": ["samme"] * 30 + ["tydeligt højere"] * 20}
    path = register(tmp_path, "r.csv", units, borger=[f"b{n}" for n in range(50)], **cells)
    told = []
    for person, out in (("", "uden"), ("borger", "med")):
        rows = [Rows(path, TABLE, "retning", person=person)]
        done = pool([], tmp_path / out, rows=rows, invented=True, today=DAY)
        told.append((done.folder / "offentlig" / "tal.csv").read_bytes())
    again = [Rows(path, TABLE, "retning")]
    with pytest.raises(KitError, match=r"rækker uden person[\s\S]*--person"):
        pool([], tmp_path / "uden", rows=again, invented=True, today=DAY)
    more = pd.read_csv(path, sep=";")
    new = more.iloc[:6].assign(retning="tydeligt lavere", borger=[f"n{n}" for n in range(6)])
    pd.concat([new, more]).to_csv(path, sep=";", index=False)
    rows = [Rows(path, TABLE, "retning", person="borger")]
    done = pool([], tmp_path / "med", rows=rows, invented=True, today=DAY)
    later = done.gate.tables[0].public.set_index(["gruppe", "a"])["n"]
    before = pd.read_csv(
        tmp_path / "med" / "udgivelse_001_2026-07-01" / "offentlig" / "tal.csv",
        sep=";",
        encoding="utf-8-sig",
    ).query("distrikt == 'I alt'")
    for label in ("samme", "tydeligt højere"):
        row = before[(before["type"] == "I alt") & (before["a"] == label)]
        assert later["I alt", label] == row["n"].iloc[0]
    assert b"b17" not in (done.folder / "offentlig" / "tal.csv").read_bytes()


def test_a_unit_in_a_contribution_and_in_rows_stops_the_release(inbox, tmp_path):
    """Whatever other tables are given beside it."""
    same = register(tmp_path, "r.csv", ["Hus 3", "Hus 8"], udfald=["nået"] * 9)
    other = register(tmp_path, "w.csv", ["Hus 7"], retning=["samme"] * 9)
    rows = [Rows(same, "dialoglineal.udfald", "udfald"), Rows(other, TABLE, "retning")]
    with pytest.raises(KitError, match="to gange for Hus 3") as raised:
        pool(files(inbox), tmp_path / "ud", rows=rows, invented=True, today=DAY)
    assert "Hus 8" not in str(raised.value) and not (tmp_path / "ud").exists()


@pytest.mark.parametrize(
    ("table", "across", "says"),
    [
        ("who5.retnin", "", "who5.retning"),
        ("who5.retning", "x", "Nævn én kolonne"),
        ("dialoglineal.start_nu", "", "trin ved start, trin nu"),
    ],
)
def test_rows_for_a_table_they_do_not_fit_are_refused(tmp_path, table, across, says):
    path = register(tmp_path, "r.csv", ["Hus 7"], a=["x"] * 9, x=["y"] * 9)
    with pytest.raises(KitError, match=says):
        pool([], tmp_path / "ud", rows=[Rows(path, table, "a", across=across)], invented=True)


@pytest.mark.parametrize("column", ["start", "nu"])
def test_a_name_among_the_answers_of_rows_stops_the_release_and_is_not_said(tmp_path, column):
    answers = {"start": ["75"] * 27, "nu": ["50"] * 27, column: ["Fatima Hansen"] * 27}
    path = register(tmp_path, "r.csv", ["Hus 7", "Hus 8", "Hus 9"], **answers)
    rows = [Rows(path, "who5.baand", "start", across="nu")]
    with pytest.raises(KitError, match="kan være et navn") as raised:
        pool([], tmp_path / "ud", rows=rows, invented=True, today=DAY)
    assert "Fatima" not in str(raised.value) and not (tmp_path / "ud").exists()


def test_rows_alone_stand_in_the_order_of_the_instrument(tmp_path):
    """And not in the alphabet's, where 'lidt højere' comes before 'samme' and 'tydeligt højere'."""
    cells = [label for label in reversed(LABELS) for _ in range(9)]
    path = register(tmp_path, "r.csv", ["Hus 7", "Hus 8", "Hus 9"], retning=cells)
    gate = pool(
        [],
        tmp_path / "ud",
        rows=[Rows(path, TABLE, "retning")],
        invented=True,
        today=DAY,
        seconds=0,
    ).gate
    assert list(dict.fromkeys(gate.tables[0].public["a"])) == [*LABELS, "I alt"]


def test_the_fields_of_the_policy_are_those_of_the_instruments():
    from kitlib.instruments.dialoglineal.scores import OUTCOMES, OUTSIDE
    from kitlib.instruments.dialoglineal.wording import bands

    steps = tuple(f"trin {band.low}-{band.high}" for band in bands())
    assert POLICY.tables["who5.retning"].felter == LABELS
    assert POLICY.tables["who5.retning_3_mdr"].felter == LABELS
    assert POLICY.tables["dialoglineal.udfald"].felter == (*OUTCOMES, *OUTSIDE)
    assert POLICY.tables["dialoglineal.senere"].felter == (*OUTCOMES, OUTSIDE[1])
    assert POLICY.tables["dialoglineal.start_nu"].felter == (*steps, "uden starttal")


def test_what_a_table_does_not_have_is_refused_and_not_repeated(tmp_path):
    path = register(tmp_path, "r.csv", ["Hus 7"], retning=["samme"] * 9 + ["Oliver"])
    with pytest.raises(KitError, match="1 svar, som tabellen") as raised:
        pool([], tmp_path / "ud", rows=[Rows(path, TABLE, "retning")], invented=True)
    said = str(raised.value)
    assert "r.csv" in said and "tydeligt lavere" in said and "Oliver" not in said


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize(
    "content",
    [b"PAR1", b'enhed;type;distrikt;retning\r\nA;unge;Nord;samme;Oliver;x\nB;"unge\n'],
    ids=["parquet", "csv"],
)
def test_a_file_of_rows_that_cannot_be_read_is_told_in_danish(tmp_path, engine, content):
    path = tmp_path / ("r.parquet" if content == b"PAR1" else "r.csv")
    path.write_bytes(content)
    with pytest.raises(KitError, match="kan ikke læses som en tabel") as raised:
        pool([], tmp_path / "ud", rows=[Rows(path, TABLE, "retning", engine)], invented=True)
    assert path.name in str(raised.value) and "Oliver" not in str(raised.value)


def test_a_column_that_is_not_there_is_told_with_its_file(tmp_path):
    path = register(tmp_path, "r.csv", ["Hus 7"], retning=["samme"] * 9)
    with pytest.raises(KitError, match=r"r\.csv.*Mente du 'retning'"):
        pool([], tmp_path / "ud", rows=[Rows(path, TABLE, "retninger")], invented=True)


# The sample -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    from kitlib.pooled.sample import pool_sample

    return pool_sample(tmp_path_factory.mktemp("sample") / "ud")


def test_the_sample_shows_what_a_real_release_does(sample):
    """District and kind, half-years, something few, and who has not contributed."""
    by_name = {table.words.name: table for table in sample.gate.tables}
    for name in ("who5.retning", "dialoglineal.udfald"):
        assert by_name[name].grouping == ("distrikt", "type")
        assert by_name[name].periods[-2:] == ("2025 H2", "2026 H1")
    assert sample.gate.held_back["2. halvår 2026"].endswith("fra den 1. februar 2027.")
    few = [table.public["status"].eq("få") for table in by_name.values()]
    assert 0 < sum(a.sum() for a in few) < 0.4 * sum(map(len, few))
    assert {"Solsikken", "Ungehuset"} < set(sample.coverage.missing)
    assert not sample.coverage.unexpected


def test_what_the_sample_shows_is_near_what_its_rows_hold(sample, sample_data):
    """Counted again with csv alone, in a group that nobody has sent a ruler from."""
    import csv

    text = (sample_data / "register" / "effektvurdering.csv").read_text(encoding="utf-8-sig")
    rows = [
        r
        for r in csv.DictReader(text.splitlines(), delimiter=";")
        if (r["distrikt"], r["type"]) == ("Distrikt Øst", "fritid")
    ]
    (table,) = [t for t in sample.gate.tables if t.words.name == "dialoglineal.udfald"]
    off = 0
    for period in ("2025 H2", "2026 H1"):
        cells = table.of(period)
        for cell in cells[cells["gruppe"] == "Distrikt Øst, fritid"].itertuples():
            true = sum(cell.a in (r["udfald"], "I alt") and r["halvaar"] == period for r in rows)
            assert abs((0 if pd.isna(cell.n) else cell.n) - true) <= 16 + 4
            off += pd.isna(cell.n) or cell.n != true
    assert off > 6


def test_no_slide_is_so_tall_that_its_numbers_cannot_be_read(sample):
    """A slide has some five inches for a figure 12.8 wide; every number stands on one of them."""
    from kitlib.pooled.figures import slide_views

    (table,) = [t for t in sample.gate.tables if t.words.name == "who5.retning"]
    parts = slide_views(table, caveat="")
    span = "2. halvår 2025 til 1. halvår 2026"
    assert [view.question.rpartition("?")[2].strip() for view in parts] == [
        span,
        span,
        *(f"{span}, Distrikt {name}" for name in ("Nord", "Syd", "Vest", "Øst")),
    ]
    assert all(view.picture.get_size_inches()[1] <= 7.2 for view in parts)
    lines = [line for view in parts for line in view.alt.split(". ")]
    assert len(lines) == 20 + 4 + 1  # each district beside the others, and above its kinds
    shown = Presentation(sample.folder / "offentlig" / "samlet_billede.pptx")
    titles = [slide.shapes.title.text for slide in shown.slides]
    north = {
        t.words.name: t.series[
            (t.series["gruppe"].str.startswith("Distrikt Nord"))
            & (t.series["a"] != "I alt")
            & (t.series["periode"] == "I alt")
        ]
        for t in sample.gate.tables
    }
    told = sum(rows["n"].notna().any() for rows in north.values())  # few alone have no slide
    assert sum(title.endswith("Distrikt Nord") for title in titles) == told


def test_what_is_approved_says_how_far_numbers_are_moved_as_the_page_does(tmp_path):
    """Half-years together are moved more than each, and whoever says yes reads it first."""
    from kitlib.pooled.preview import Decision
    from tests.pooled.conftest import unit

    for place in range(8):
        (tmp_path / f"{place}.bidrag").write_bytes(to_bytes(unit(place)))
    read = []

    def approve(preview):
        read.append(str(preview))
        return Decision("chef")

    done = pool(files(tmp_path), tmp_path / "ud", today=DAY, seconds=0, approve=approve)
    said = POLICY.moving.said(max(len(table.periods) for table in done.gate.tables))
    page = (done.folder / "offentlig" / "samlet_billede.html").read_text("utf-8")
    assert "i hvert halvår" in said and said in read[0] and said in page.replace("\u00a0", " ")


@pytest.mark.parametrize("kinds", [("unge",), ("unge", "skole")])
def test_of_many_themes_a_slide_has_everybodys_one_below_another(kinds):
    """Twelve beside one another ran over the edge; the page and the workbook have every group."""
    from kitlib.figures import ALL
    from kitlib.pooled.figures import slide_views, table_view
    from kitlib.privacy.release_keys import by_keys

    themes = [f"tema {letter}" for letter in "abcdefghijkl"]
    rows = [
        (f"{kind} {place}{i}", place, kind, "postits.tema", theme, "", "2025 H1", 9, None, i * 7)
        for place in ("Nord", "Syd")
        for kind in kinds
        for i in range(3)
        for theme in themes
    ]
    names = ["enhed", "distrikt", "type", "tabel", "a", "b", "periode", "antal", "sum", "noegle"]
    frame = pd.DataFrame(rows, columns=names)
    (table,) = by_keys(frame, POLICY, b"x" * 16, today=DAY).tables
    whole = table_view(table, caveat="").blocks[0]
    turned = len(kinds) == 1  # few groups stand beside one another
    assert (whole.rows if turned else whole.columns) == tuple(themes)
    of_all = [whole.values[(t, ALL) if turned else (ALL, t)] for t in themes]
    (view,) = slide_views(table, caveat="")
    (grid,) = view.blocks
    assert (grid.rows, grid.columns, grid.down) == (tuple(themes), (ALL,), "Tema")
    assert [grid.values[t, ALL] for t in themes] == of_all
    assert f"fra {6 * len(kinds)} enheder" in view.sentence


def test_no_word_of_a_heading_is_broken_in_the_workbook():
    from openpyxl import load_workbook

    from kitlib.pooled.tables import workbook_bytes
    from kitlib.privacy.release_keys import by_keys

    themes = [f"{letter}-forældresamarbejde" for letter in "abcdefghijkl"]
    rows = [
        (f"{kind} {place}{i}", place, kind, "postits.tema", theme, "", "2025 H1", 9, None, i * 7)
        for place in ("Nord", "Syd")
        for kind in ("unge", "skole")
        for i in range(3)
        for theme in themes
    ]
    names = ["enhed", "distrikt", "type", "tabel", "a", "b", "periode", "antal", "sum", "noegle"]
    gate = by_keys(pd.DataFrame(rows, columns=names), POLICY, b"x" * 16, today=DAY)
    words = dict.fromkeys(("title", "coverage", "learning", "protected"), "Om tallene.")
    sheet = load_workbook(BytesIO(workbook_bytes(gate, cannot=(), day=DAY, **words))).worksheets[1]
    held = sheet.column_dimensions.values()  # one width goes on over the columns that are alike
    heads = [cell for row in sheet.iter_rows() for cell in row if cell.value in themes]
    assert len(heads) == len(themes)
    for cell in heads:
        (wide,) = [d.width for d in held if d.min <= cell.column <= d.max]
        assert wide > 1.1 * len(cell.value)


def test_the_workbook_lays_steps_out_as_a_grid(sample):
    """From which step down, to which across, and every number where `tal.csv` has it."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(sample.folder / "offentlig" / "samlet_billede.xlsx")
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    of = [table.periods for table in sample.gate.tables]
    for rows, periods in zip(sheets[1:], of, strict=True):  # the half-years stand in every title
        assert rows[0][0].endswith("?") == (set(periods) <= {""})
        assert ("halvår 20" in rows[0][0]) == bool(set(periods) - {""})
    asked = POLICY.tables["dialoglineal.start_nu"].spoergsmaal
    (sheet,) = [rows for rows in sheets if rows[0][0].startswith(asked)]
    top = next(i for i, row in enumerate(sheet) if row[0] == "Trin ved start")
    heads, rows = sheet[top][1:], sheet[top + 1 :]
    assert sheet[top - 1][1] == "Trin nu" and heads[-1] == "I alt" == rows[-1][0]
    tidy = pd.read_csv(sample.folder / "offentlig" / "tal.csv", sep=";", encoding="utf-8-sig")
    tidy = tidy[tidy["periode"] == "I alt"]
    told = tidy[tidy["tabel"] == "dialoglineal.start_nu"].set_index(["a", "b"])
    assert len(told) == len(heads) * len(rows)
    for name, *cells in rows:
        for head, cell in zip(heads, cells, strict=True):
            one = told.loc[(name, head)]
            assert cell == ("få" if one["status"] == "få" else one["n"]), (name, head)


def test_the_page_has_a_row_for_every_group_and_a_column_for_every_answer(sample):
    html = (sample.folder / "offentlig" / "samlet_billede.html").read_text(encoding="utf-8")
    part = next(p for p in html.split("<article")[1:] if "trivslen fra før til efter" in p)
    body = part.split("<tbody>")[1].split("</tbody>")[0]
    rows = [line for line in body.split("<tr>") if "<th" in line]
    tidy = pd.read_csv(sample.folder / "offentlig" / "tal.csv", sep=";", encoding="utf-8-sig")
    told = tidy[(tidy["tabel"] == "who5.retning") & (tidy["periode"] == "I alt")]
    assert len(rows) == len(told[["distrikt", "type"]].drop_duplicates()) == 20
    assert all(row.count("<td") == told["a"].nunique() == 6 for row in rows)
    assert body.count('class="n few"') == (told["status"] == "få").sum()


def test_directions_are_bars_to_either_side_of_the_same_on_one_scale(sample):
    """As long as the row's share, right for those who went up; each number beside it."""
    (table,) = [t for t in sample.gate.tables if t.words.name == "who5.retning"]
    view = table_view(table, caveat="")
    bars = [p for ax in view.picture.axes for p in ax.patches if p.get_height() > 0.1]
    rows = {}
    for bar in bars:
        rows.setdefault(round(bar.get_y(), 3), []).append(bar)
    assert len(rows) == 20
    public = table.public[table.public["a"] != "I alt"]
    totals = []
    for (_, group), parts in zip(sorted(rows.items()), view.alt.split(". "), strict=True):
        name = parts.partition(":")[0]
        shown = public[public["gruppe"] == ("I alt" if name == "Alle" else name)]
        counts = shown.set_index("a")["n"].dropna()
        wide = {round(bar.get_facecolor()[2], 3): bar.get_width() for bar in group}
        assert len([w for w in wide.values() if w > 0]) == len(counts)
        totals.append(sum(bar.get_width() for bar in group))
    assert max(totals) - min(totals) < 1e-6  # one scale: every row is as long as the next
    assert "til hver side af 'samme'" in view.sentence


def test_no_bar_is_drawn_of_fewer_than_ten():
    from kitlib.figures import Numbers
    from kitlib.figures.shares import _parts

    nine = Numbers(("Nord",), LABELS, {("Nord", LABELS[0]): 9}, {})
    ten = Numbers(("Nord",), LABELS, {("Nord", LABELS[0]): 10}, {})
    assert _parts(nine, "Nord") == ({}, 0) and _parts(ten, "Nord")[1] == 10


def test_the_coverage_line_counts_by_kind_and_names_nobody():
    units = pd.DataFrame(
        {
            "enhed": ["A", "B", "C", "D"],
            "type": ["dagtilbud", "dagtilbud", "skole", None],
        }
    )
    found = coverage({"A": "dagtilbud", "E": "unge"}, units, caveat="Ikke udvalgt.")
    assert found.line == (
        "1 af 2 dagtilbud, 0 af 1 skole og 0 af 1 enhed har bidraget, og 1 enhed, der ikke står på "
        "listen. Ikke udvalgt."
    )
    assert found.missing == ("B", "C", "D") and found.unexpected == ("E",)
    assert "- B\n- C\n- D" in found.reminder()


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (pd.DataFrame({"enhed": ["A"]}), "Alle på listen har bidraget."),
        (None, "Der var ingen liste over enheder"),
    ],
)
def test_all_have_contributed_only_where_there_is_a_list_of_all(listed, said):
    assert said in coverage({"A": "dagtilbud"}, listed).reminder()


def test_who_sent_what_could_not_be_used_is_not_reminded_as_if_they_had_sent_nothing():
    units = pd.DataFrame({"enhed": ["Ask", "Birk", "Cypres", "Dun", "Eg"]})
    found = coverage(
        {"Ask": "skole"},
        units,
        withdrawn=["Dun"],
        refused={"ask": "En kopi.", "BIRK": "Der er to.", "Dun": "Gammel.", "Fyr": "En del."},
    )
    assert found.missing == ("Birk", "Cypres", "Dun", "Eg")
    parts = dict(part.split(":\n", 1) for part in found.reminder().split("\n\n")[1:-1])
    assert parts["Har sendt en fil, der ikke kunne bruges"].splitlines() == [
        "- BIRK: Der er to.",
        "- Fyr: En del.",
        "Skriv til dem, hvad der var galt.",
    ]
    assert parts["Har trukket deres bidrag tilbage"].splitlines() == ["- Dun"]
    assert [x for x in parts["Endnu ikke med"].splitlines() if x.startswith("-")] == [
        "- Cypres",
        "- Eg",
    ]
    rest = coverage({"Ask": "skole"}, units[:2], refused={"Birk": "Der er to."}).reminder()
    assert "Alle andre på listen har bidraget." in rest and "Endnu" not in rest
    unlisted = coverage({"Ask": "skole"}, refused={"Birk": "Der er to."}).reminder()
    assert "- Birk: Der er to." in unlisted and "ingen liste" in unlisted


def test_a_refused_files_unit_is_named_where_it_could_be_read(make, inbox, tmp_path):
    def put(name, made):
        (inbox / f"{name}.bidrag").write_bytes(to_bytes(made))

    put("kopi", make("Birk", opdigtet=True))
    put("kopi_to", make("Birk", opdigtet=True))
    put("to_a", make("Cypres", opdigtet=True))
    put("to_b", make("Cypres", {"nået": 9}, opdigtet=True))
    put("to_c", make("Cypres", opdigtet=True))
    put("zz_del", make("Dun", sort="del", opdigtet=True))
    (inbox / "skadet.bidrag").write_bytes(b"x")
    (tmp_path / "alle.csv").write_text("enhed\nBirk\nCypres\nDun\nEg\n", encoding="utf-8")
    done = pool(files(inbox), tmp_path / "ud", today=DAY, seconds=0, units=tmp_path / "alle.csv")
    table = pd.read_csv(
        done.folder / "intern" / "filer.csv", sep=";", encoding="utf-8-sig", keep_default_na=False
    )
    refused = table[table["udfald"] == "afvist"].set_index("fil")["enhed"]
    assert refused.to_dict() == {
        "kopi_to.bidrag": "Birk",
        "to_a.bidrag": "Cypres",
        "to_b.bidrag": "Cypres",
        "to_c.bidrag": "Cypres",
        "zz_del.bidrag": "Dun",
        "skadet.bidrag": "",
    }
    assert dict(done.coverage.refused) == {
        "Cypres": "To bidrag har samme dag og nummer, men er forskellige.",
        "Dun": "Det er en del af et bidrag og må ikke stå alene.",
    }
    said = (done.folder / "intern" / "paamindelse.txt").read_text(encoding="utf-8")
    assert said.partition("Endnu ikke med:")[2].split("\n\n")[0].split() == ["-", "Eg"]
    for page in (done.folder / "offentlig").glob("*.html"):
        assert "Cypres" not in page.read_text(encoding="utf-8")


GOALS = """
[[maal]]
titel = "En by med brug for alle"
tabeller = ["dialoglineal.udfald"]
fortaellinger = ["f.toml"]
"""
STORY = "I garderoben hang der billeder på bænken, og så kunne flere selv finde deres plads."


def goal_files(folder, text=STORY, approved="En leder"):
    (folder / "maal.toml").write_text(GOALS, encoding="utf-8")
    lines = f'godkendt_af = "{approved}"\ntekst = """{text}"""\n'
    (folder / "f.toml").write_text(lines, encoding="utf-8")
    return folder / "maal.toml"


def test_a_goal_has_numbers_beside_stories_and_the_leaders_name_stays(inbox, tmp_path):
    path = goal_files(tmp_path, approved="Lederens Navn")
    done = pool(files(inbox), tmp_path / "ud", today=DAY, seconds=0, goals=path)
    page = (done.folder / "offentlig" / "samlet_billede.html").read_text(encoding="utf-8")
    assert "En by med brug for alle" in page and "billeder på bænken" in page
    assert "Lederens Navn" not in page


@pytest.mark.parametrize(
    ("text", "approved", "says"),
    [
        (STORY, "", "ikke godkendt"),
        ("", "En leder", "tom"),
        ("Hos Hus 3 hang der billeder.", "En leder", "nævner en enhed"),
        ("B07 fandt selv sin plads.", "En leder", "kode"),
        ("Den 3. marts fandt flere deres plads.", "En leder", "dato"),
        ("I 2026 fandt flere deres plads.", "En leder", "dato"),
        ("Ring til os på 86 12 34 56.", "En leder", "telefon"),
    ],
)
def test_a_story_that_may_not_come_out_stops_the_release(inbox, tmp_path, text, approved, says):
    path = goal_files(tmp_path, text, approved)
    with pytest.raises(KitError, match=says) as caught:
        pool(files(inbox), tmp_path / "ud", today=DAY, seconds=0, goals=path)
    assert text == "" or text not in str(caught.value)
    assert not (tmp_path / "ud").exists() or list((tmp_path / "ud").iterdir()) == []


# The command ----------------------------------------------------------------------------------


def run(capsys, *arguments):
    from kitlib.cli import main

    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


def test_saml_tells_what_became_of_every_file(capsys, inbox, tmp_path):
    (inbox / "skadet.bidrag").write_bytes(b"x")
    code, out, _ = run(capsys, "saml", inbox, "--ud", tmp_path / "ud", *YES)
    assert code == 0
    for said in ("6 bidrag er med", "1 er afvist", "skadet.bidrag", "6 enheder har bidraget"):
        assert said in out


def test_nothing_is_written_until_somebody_says_yes_in_a_role(capsys, inbox, tmp_path):
    """Shown first: each table, how it is parted, all together, what is left out, how far moved."""
    out = tmp_path / "ud"
    (inbox / "skadet.bidrag").write_bytes(b"x")
    code, shown_first, _ = run(capsys, "saml", inbox, "--ud", out, "--vis")
    assert code == 0 and not out.exists()
    for said in (
        "skadet.bidrag: Filen er skadet eller er ikke et bidrag.",
        "Bed enheden om at sende det igen.",
        "Intet er skrevet endnu.",
        "1. Dialoglineal: de fire tal",
        "fra 6 enheder",
        "Delt efter distrikt og type",
        "Alle: nået ",
        "højst 16 op eller ned og for det meste under 4,",
    ):
        assert said in shown_first
    for role, says in (((), "ingen har godkendt"), (("--godkendt-af", "Mette Hansen"), "rolle")):
        code, _, err = run(capsys, "saml", inbox, "--ud", out, *role)
        assert code == 1 and says in err and not out.exists()
    assert run(capsys, "saml", inbox, "--ud", out, *YES)[0] == 0
    ((line, _),) = read_log(out)
    assert line.godkendt_af == "konsulent" and line.flytning["hoejst"] == 16 and line.holdt == []


def test_what_is_held_back_is_said_or_refused_also_where_it_is_only_looked_at(
    capsys, inbox, tmp_path
):
    """A slip is found before Friday; and only what is numbered has a number."""
    look = ("saml", inbox, "--ud", tmp_path / "ud", "--vis", "--hold")
    for said, name in (
        ("1", "dialoglineal.udfald"),
        ("dialoglineal: de fire tal", "dialoglineal.udfald"),
    ):
        code, out, _ = run(capsys, *look, said)
        assert code == 0 and f"bliver det her holdt tilbage: {name}." in out, said
    for wrong in ("2", "9", "who5"):
        code, _, err = run(capsys, *look, wrong)
        assert code == 1 and f"hedder '{wrong}', at holde tilbage" in err
    assert not (tmp_path / "ud").exists()


def test_a_table_or_a_half_year_is_held_back_by_name_or_number(tmp_path):
    from kitlib.pooled.preview import decided

    first = halves(tmp_path / "a")
    told = []

    def approve(preview, *held):
        told.append(preview.choices)
        return decided(preview, "chef", held)

    later = {"today": date(2027, 2, 1)}
    one = pool(
        files(first), tmp_path / "ud", approve=lambda p: approve(p, "2. halvår 2026"), **later
    )
    assert one.gate.tables[0].periods == ("2026 H1",)
    assert one.gate.held_back["2026 H2"] == "Holdt tilbage af den, der godkendte."
    two = pool(files(first), tmp_path / "ud", approve=lambda p: approve(p), **later)
    assert two.gate.tables[0].periods == ("2026 H1", "2026 H2")
    assert told == [
        ("dialoglineal.udfald", "2026 H1", "2026 H2"),
        ("dialoglineal.udfald", "2026 H2"),
    ]
    for held, says in (("1", "Alt er holdt"), ("2026 H1", "ikke noget, der hedder")):
        with pytest.raises(KitError, match=says):
            pool(
                files(first),
                tmp_path / "ud",
                approve=lambda p, held=held: approve(p, held),
                **later,
            )
    assert [line.holdt for line, _ in read_log(tmp_path / "ud")] == [["2026 H2"], []]


def test_whoever_has_other_numbers_than_came_out_is_told_of_whatever_the_day(tmp_path):
    """Dated the day of the release, or sent along again: it is the numbers that say it."""
    out, day = tmp_path / "ud", date(2026, 8, 1)
    inbox = halves(tmp_path / "a")
    pool(files(inbox), out, today=day)
    made = [from_bytes(path.read_bytes()) for path in files(inbox)]
    # Unit 0 has more, made the day of the release; 1 sends the same again later, with a new half
    # year beside it; 2 is new, and its file is older than the release.
    more = made[0].counts
    more = more.assign(**{name: more[name] + 1 for name in ("antal", "personer")}, n=88)
    other = made[2].counts.assign(noegle=made[2].counts["noegle"] + 1)
    sent = [
        replace(made[0], nr=2, dato=day, rows=rows_of(more)),
        replace(made[1], nr=2, dato=date(2027, 1, 3), kvartal="2026 K4"),
        replace(contribution("Hus ny", opdigtet=True), rows=rows_of(other), dato=made[2].dato),
    ]
    for place, each in enumerate(sent):
        (inbox / f"ny {place}.bidrag").write_bytes(to_bytes(each))
    done = pool(files(inbox), out, today=date(2027, 2, 1))
    late, old = done.notes
    assert late == (
        "Nye eller ændrede tal, efter at 1. halvår 2026 kom ud: Hus 0 og Hus ny. "
        "Tallene derfra står, som de er."
    )
    assert old.startswith("Har ikke sendt siden 2. halvår 2026 sluttede: Hus 0, Hus 2, Hus 3")
    assert late in (done.folder / "intern" / "paamindelse.txt").read_text("utf-8")
    for path in out.rglob("log.json"):  # marks, and neither a unit nor a number
        assert "Hus" not in path.read_text("utf-8")
    # What is known now was known when it came out, so the next release says the same.
    again = pool(files(inbox), out, today=date(2027, 2, 2))
    assert again.notes[0] == late


NAMES = "før;nu\nHus 0;Hus Nul\nHus 1;Hus Stor\nHus 2;Hus Stor\n"


def test_units_that_are_renamed_or_put_together_count_once(inbox, tmp_path):
    names = tmp_path / "navne.csv"
    names.write_text(NAMES, encoding="utf-8")
    done = pool(files(inbox), tmp_path / "ud", today=DAY, names=names)
    units = {"Hus Nul", "Hus Stor", "Hus 3", "Hus 4", "Hus 5"}
    assert set(done.units) == units
    alone = pool(files(inbox), tmp_path / "andet", today=DAY)
    whole = [d.gate.tables[0].public.set_index(["gruppe", "a"])["n"] for d in (alone, done)]
    assert whole[0].equals(whole[1])  # the same persons, so the same numbers
    # Once the new one has sent, its own stands for the old ones'.
    new = contribution("Hus Stor", {"nået": 9, "samme": 9}, opdigtet=True, dato=date(2026, 7, 9))
    (inbox / "ny.bidrag").write_bytes(to_bytes(new))
    later = pool(files(inbox), tmp_path / "nyt", today=DAY, names=names)
    assert set(later.units) == units
    assert later.collected.table["udfald"].tolist().count("erstattet") == 2


def test_a_unit_that_has_sent_under_two_names_stops_the_release(inbox, tmp_path):
    twin = contribution("Hus 9", {"nået": 6, "på vej": 7, "samme": 9, "lavere": 6}, opdigtet=True)
    own = contribution("Hus 0", {"nået": 6, "på vej": 7, "samme": 9, "lavere": 6})
    (inbox / "9.bidrag").write_bytes(to_bytes(replace(twin, rows=own.rows)))
    with pytest.raises(KitError, match="Hus 0 og Hus 9 har sendt de samme personer"):
        pool(files(inbox), tmp_path / "ud", today=DAY)
    names = tmp_path / "navne.csv"
    names.write_text("før;nu\nHus 9;Hus 0\n", encoding="utf-8")
    done = pool(files(inbox), tmp_path / "ud", today=DAY, names=names)
    assert len(done.units) == 5 and "samme dag og nummer" in str(done.collected.problems)


def test_a_unit_that_has_moved_stands_where_the_list_says(inbox, tmp_path):
    listed = tmp_path / "liste.csv"
    rows = "".join(f"Hus {i};unge;{'Syd' if i == 0 else 'Nord'}\n" for i in range(6))
    listed.write_text(f"enhed;type;distrikt\n{rows}", encoding="utf-8")
    done = pool(files(inbox), tmp_path / "ud", today=DAY, units=listed)
    assert done.notes[0].endswith("og listen gælder: Hus 0 (Syd, unge).")
    assert done.collected.frame.set_index("enhed")["distrikt"]["Hus 0"].unique() == ["Syd"]


def test_an_analysts_own_rules_are_held_to_the_same_limits(capsys, inbox, tmp_path):
    import kitlib

    text = (Path(kitlib.__file__).parent / "texts" / "udgivelse.toml").read_text("utf-8")
    own = tmp_path / "regler.toml"
    told = {}
    for changed in ('metode = "skjul"', 'metode = "ingen"', "metode ="):
        own.write_text(text.replace('metode = "noegle"', changed), "utf-8")
        told[changed] = run(capsys, "saml", inbox, "--ud", tmp_path / "ud", "--regler", own, *YES)
    codes = [code for code, _, _ in told.values()]
    assert codes == [0, 1, 1]
    assert "Metoden kendes ikke" in told['metode = "ingen"'][2]
    assert "Reglerne kan ikke læses" in told["metode ="][2]
    for _, _, err in list(told.values())[1:]:
        assert "regler.toml" in err and "udgivelse.toml, " not in err


@pytest.mark.parametrize(
    "text", ["regler = 3", "[regler]\nmetode = 3", *("[regler]\n{0}\nafrunding = [1]",), "a = [[]]"]
)
def test_rules_of_another_shape_are_told_with_their_own_files_name(tmp_path, text):
    kit = "\n".join(
        f"{key} = {json.dumps(value)}"
        for key, value in load("udgivelse")["regler"].items()
        if key not in ("flytning", "afrunding")
    )
    kit += "\nflytning = { hoejst = 16, varians = 12, faa = 5, point = 100, gennemsnit = 5 }"
    path = tmp_path / "egne.toml"
    path.write_text(text.replace("{0}", kit), "utf-8")
    with pytest.raises(KitError) as caught:
        read_rules(path)
    assert {problem.file for problem in caught.value.report} == {"egne.toml"}


def test_saml_says_who_is_not_on_the_list_and_names_no_folder_that_is_not_there(
    capsys, sample_data, tmp_path
):
    for unit in ("engskolen", "klub_ankeret", "pakhuset", "birkelunden"):
        path = tmp_path / f"{unit}.bidrag"
        assert run(capsys, "bidrag", sample_data / unit, "--ud", path)[0] == 0
    listed = tmp_path / "liste.csv"
    listed.write_text("enhed;type\nPakhuset;unge\nHus to;unge\n", encoding="utf-8")
    code, out, _ = run(capsys, "saml", tmp_path, "--ud", tmp_path / "ud", "--enheder", listed, *YES)
    assert code == 0
    assert "1 enhed mangler." in out and "3 enheder står ikke på listen." in out
    assert "Post-its: tema og situation. Tabellen er kun" in out and "postits." not in out
    told = [line.partition(": ")[2] for line in out.splitlines() if "udgivelse_001" in line]
    assert len(told) >= 2 and all(Path(folder).is_dir() for folder in told)


def test_bidrag_shows_what_leaves_before_it_writes(capsys, sample_data, tmp_path):
    path = tmp_path / "x.bidrag"
    code, out, _ = run(capsys, "bidrag", sample_data / "pakhuset", "--ud", path)
    assert code == 0 and "Det her er alt, hvad der sendes" in out and path.exists()
    code, out, _ = run(capsys, "bidrag", sample_data / "pakhuset", "--ud", tmp_path / "y", "--vis")
    assert code == 0 and not (tmp_path / "y").exists()


def test_from_a_new_key_to_a_release(capsys, sample_data, tmp_path):
    code, out, _ = run(capsys, "saml", "--ny-noegle", tmp_path / "n.txt")
    assert code == 0
    (tmp_path / "p.txt").write_text(out.splitlines()[-1], encoding="utf-8")
    for unit in ("engskolen", "klub_ankeret", "pakhuset", "trappen"):
        code, *_ = run(
            capsys,
            "bidrag",
            sample_data / unit,
            "--noegle",
            tmp_path / "p.txt",
            "--ud",
            tmp_path / f"{unit}.bidrag",
        )
        assert code == 0
    code, out, _ = run(
        capsys,
        "saml",
        tmp_path,
        "--ud",
        tmp_path / "ud",
        "--noegle",
        tmp_path / "n.txt",
        "--ryd",
        *YES,
    )
    assert code == 0 and "4 bidrag er med" in out and "Slettet: 4 bidrag." in out
    assert not list(tmp_path.glob("*.bidrag"))


def test_saml_counts_those_from_rows_beside_contributions(capsys, inbox, tmp_path):
    path = register(tmp_path, "r.csv", ["Hus 7", "Hus 8"], retning=["samme"] * 9)
    assert run(capsys, "saml", "--ny-noegle", tmp_path / "n.txt")[0] == 0
    code, out, _ = run(
        capsys,
        "saml",
        inbox,
        "--ud",
        tmp_path / "ud",
        "--noegle",
        tmp_path / "n.txt",
        "--raekker",
        path,
        "--tabel",
        TABLE,
        "--kolonne",
        "retning",
        *YES,
    )
    assert code == 0
    assert "6 bidrag er med\n2 enheder er med fra tabeller med rækker\n" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["saml"], "Nævn filerne"),
        (
            [
                "saml",
                "--ud",
                "u",
                "--raekker",
                "r",
                "--raekker",
                "s",
                "--tabel",
                "t",
                "--kolonne",
                "k",
            ],
            "hvad rækkerne tæller",
        ),
        (["saml", "x.bidrag", "--ud", "u"], "kan ikke åbnes"),
        (["saml", "--ud", "u", "--raekker", "r.csv"], "hvad rækkerne tæller"),
        (["saml", "x", "--ud", "u", "--kontekst", "55 %"], "mangler sin kilde"),
        (["bidrag"], "Nævn én mappe"),
        (["bidrag", "nix"], "findes ikke"),
        (["bidrag", "--saml", "a", "b"], "kan ikke åbnes"),
    ],
)
def test_what_cannot_be_done_is_said(capsys, monkeypatch, tmp_path, arguments, says):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, *arguments)
    assert code == 1 and says in err
    assert list(tmp_path.iterdir()) == []


def test_replaced_units_are_not_counted_twice(make, tmp_path):
    for i in range(4):
        made = make(f"Hus {i}", {"nået": 9, "på vej": 8, "samme": 7, "lavere": 6}, opdigtet=True)
        (tmp_path / f"{i}a.bidrag").write_bytes(to_bytes(made))
        later = replace(made, nr=2, dato=date(2026, 7, 2))
        (tmp_path / f"{i}b.bidrag").write_bytes(to_bytes(later))
    done = pool(files(tmp_path), tmp_path / "ud", today=DAY, seconds=0)
    public = done.gate.tables[0].public
    total = public[(public["gruppe"] == "I alt") & (public["a"] == "I alt")]["n"].iloc[0]
    assert abs(total - 4 * 30) <= 16


def test_a_line_of_statistics_that_names_somebody_stops_the_release(inbox, tmp_path):
    with pytest.raises(KitError, match="--kontekst"):
        pool(
            files(inbox),
            tmp_path / "ud",
            today=DAY,
            seconds=0,
            context="Spørg Mette Hansen. Kilde: Danmarks Statistik",
        )
    assert not (tmp_path / "ud").exists()


def test_a_heading_that_looks_like_somebody_is_put_with_the_others():
    rows = [
        (f"Hus {i}", "skole", "Nord", "postits.tema", theme, "", n, None)
        for i in range(4)
        for theme, n in (("sprog", 9), ("Mette Hansen", 8))
    ]
    table = through(pd.DataFrame(rows, columns=COLUMNS)).tables[0]
    assert set(table.public["a"]) == {"sprog", "andre overskrifter", "I alt"}


def test_few_are_dots_and_never_a_bar_whatever_stands_beside_them():
    from matplotlib.patches import Rectangle

    large = district("Nord", "skole", *[(19, 40, 7, 6, 25)] * 3)
    one = {unit: [n if i == 0 else 0 for n in (19, 53, 7, 6, 25)] for i, unit in enumerate(large)}
    view = table_view(through(counts(one)).tables[0], caveat="")
    axes = view.picture.axes
    dots = [len(line.get_xdata()) for ax in axes for line in ax.lines if line.get_marker() == "o"]
    bars = [p for ax in axes for p in ax.patches if isinstance(p, Rectangle) and not p.get_hatch()]
    assert sorted(dots) == [6, 7, 19] and len(bars) == 2


def drawn(view):
    """How many dots stand in a row and how wide they lie; how long and deep the bars are."""
    from matplotlib.patches import Rectangle

    axes = view.picture.axes
    lines = [line for ax in axes for line in ax.lines if line.get_marker() == "o"]
    bars = [p for ax in axes for p in ax.patches if isinstance(p, Rectangle) and not p.get_hatch()]
    return lines, bars


@pytest.mark.parametrize("most", [41, 53, 90, 300, 700])
def test_a_bar_is_as_many_dots_long_as_its_number(most):
    large = district("Nord", "skole", *[(19, most, 7, 6, 25)] * 3)
    one = {unit: [n if i == 0 else 0 for n in (19, most, 7, 6, 25)] for i, unit in enumerate(large)}
    lines, bars = drawn(table_view(through(counts(one)).tables[0], caveat=""))
    per_person = {
        round(bar.get_width() * bar.get_height() / n, 5)
        for bar, n in zip(sorted(bars, key=lambda b: b.get_width()), (25, most), strict=True)
    }
    deep = len(
        {round(y, 6) for line in lines for y in line.get_ydata() if len(line.get_xdata()) == 19}
    )
    (nineteen,) = [line for line in lines if len(line.get_xdata()) == 19]
    xs = sorted(set(nineteen.get_xdata()))
    pitch = xs[1] - xs[0]
    assert per_person == {round(pitch**2, 5)}
    assert bars[0].get_height() == pytest.approx(deep * pitch)


@pytest.mark.parametrize("n", [9, 14, 19])
@pytest.mark.parametrize("columns", [2, 6, 8, 9, 10])
def test_the_dots_of_a_cell_keep_clear_of_the_number_in_the_next(columns, n):
    from kitlib.figures import Numbers, View, one_scale

    heads = tuple("abcdefghijkl"[:columns])
    values = {("Nord", head): n for head in heads}
    grid = Numbers(("Nord",), heads, values, one_scale(values, ["Nord"], heads))
    view = View(key="a.b", question="Hvor mange?", sentence="Så mange.", blocks=(grid,))
    lines, _ = drawn(view)
    texts = [t for ax in view.picture.axes for t in ax.texts if t.get_text() == str(n)]
    numbers = sorted(text.get_position()[0] for text in texts)
    ends = sorted(max(line.get_xdata()) for line in lines)
    assert len(numbers) == columns and len(ends) in (0, columns)  # many columns have no marks
    for end, following in zip(ends, numbers[1:], strict=False):
        assert following - end > 0.15


def test_where_dots_cannot_be_so_small_it_is_said():
    rows = district("Nord", "skole", *[(19, 0, 7, 6, 25)] * 3)
    for i, unit in enumerate(rows):
        rows[unit] = [19, 4000, 7, 6, 25] if i == 0 else [0] * 5
    view = table_view(through(counts(rows)).tables[0], caveat="")
    assert "Prikker og bjælker er tegnet i hver sin målestok" in view.sentence


def test_it_is_said_where_all_together_are_drawn_on_a_scale_of_their_own():
    table = ours(NORTH | SOUTH)
    assert "Rækken Alle er tegnet i sin egen målestok." in table_view(table, caveat="").sentence
    alone = through(counts(NORTH)).tables[0]
    assert "målestok" not in table_view(alone, caveat="").sentence


def test_both_ways_of_a_table_have_a_name_and_the_hidden_are_as_many_as_one_sees():
    from matplotlib.patches import Rectangle

    cells = {
        ("0-35", "0-35"): 9,
        ("0-35", "36-50"): 8,
        ("36-50", "36-50"): 9,
        ("36-50", "0-35"): 1,
        ("51-100", "51-100"): 9,
        ("51-100", "36-50"): 8,
    }
    rows = [
        (f"Hus {i}", "skole", "Nord", "who5.baand", a, b, n, None)
        for i in range(3)
        for (a, b), n in cells.items()
    ]
    out = through(pd.DataFrame(rows, columns=COLUMNS)).tables[0]
    view = table_view(out, caveat="")
    assert {"Før", "Efter"} <= {text.get_text() for text in view.picture.texts}
    hatched = [
        p
        for ax in view.picture.axes
        for p in ax.patches
        if isinstance(p, Rectangle) and p.get_hatch()
    ]
    assert hatched and f"{len(hatched)} tal er skjult." in view.sentence


def test_a_date_beside_a_teams_who5_counts_follows_it_by_half_year(tmp_path):
    """From the team's file through its contribution to what is told of each half-year."""
    from kitlib.contribution import draft
    from kitlib.team import open_team

    inbox = tmp_path / "ind"
    inbox.mkdir()
    about = (
        'format = 1\nnavn = "Klub {}"\ntype = "unge"\ndistrikt = "Nord"\nwho5_hvem = "unge"\n'
        'formaal = "At lære"\nslettes = 2030-01-01\nopdigtet = true\n'
    )
    rows = (
        "fra;til;retning;antal;Dato\nfør;efter;tydeligt højere;40;01-03-2026\n"
        "før;efter;samme;30;30-06-2026\nfør;efter;samme;50;01-07-2026\n"
        "før;efter;tydeligt lavere;20;\n"
    )
    for n in range(3):
        folder = tmp_path / f"klub{n}"
        folder.mkdir()
        (folder / "om.toml").write_text(about.format(n), encoding="utf-8")
        (folder / "who5.csv").write_text(rows, encoding="utf-8")
        team = open_team(folder)
        assert not [p for p in team.problems if p.level == "fejl"]
        (inbox / f"{n}.bidrag").write_bytes(to_bytes(draft(team).contribution))
    table = pool(files(inbox), tmp_path / "ud", today=date(2027, 2, 1)).gate.tables[0]
    assert set(table.periods) == {"", "2026 H1", "2026 H2"}
    far = 16  # the longest step
    for period, label, true in (
        ("2026 H1", "tydeligt højere", 120),
        ("2026 H1", "samme", 90),
        ("2026 H2", "samme", 150),
        ("", "tydeligt lavere", 60),
    ):
        rows = table.of(period).set_index(["gruppe", "a"])["n"]
        assert abs(rows["I alt", label] - true) <= far


def test_a_second_folder_knows_what_the_first_has_published(make, tmp_path):
    """Beside the key lies a list of folders; without one it is said that nothing is known."""
    from kitlib.pooled.elsewhere import ALONE, list_beside
    from kitlib.privacy.lock import new_identity

    identity, _ = new_identity()
    listed = list_beside(tmp_path / "nøgle.txt")
    for name, more in (("a", 0), ("b", 5)):
        (tmp_path / name).mkdir()
        for i in range(4):
            made = make(f"Hus {i}", {"nået": 9 + more, "på vej": 8, "samme": 7, "lavere": 6})
            (tmp_path / name / f"{i}.bidrag").write_bytes(to_bytes(made))

    def tal(inbox, out, **options):
        made = pool(
            files(tmp_path / inbox), tmp_path / out, today=DAY, identity=identity, **options
        )
        return (made.folder / "offentlig" / "tal.csv").read_bytes(), made

    first, one = tal("a", "ud", listed_in=listed)
    again, two = tal("b", "andet", listed_in=listed)
    unknown, three = tal("b", "tredje")
    assert first == again != unknown
    assert ALONE in three.notes and ALONE not in (*one.notes, *two.notes)
    shutil.rmtree(tmp_path / "ud")
    with pytest.raises(KitError, match="'ud', og den er der ikke mere"):
        tal("b", "fjerde", listed_in=listed)
    assert not (tmp_path / "fjerde").exists()
    listed.write_text("ikke json", encoding="utf-8")
    with pytest.raises(KitError, match="kan ikke læses"):
        tal("b", "fjerde", listed_in=listed)
