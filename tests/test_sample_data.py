"""The invented sample data: made again byte by byte, read without a fault, each column told."""

import csv
import re
import subprocess
import sys
import tomllib
import zipfile
from datetime import date

import pytest

from kitlib.dansk import number
from kitlib.holding import is_of_lock
from kitlib.instruments import all_instruments
from kitlib.mine import open_mine
from kitlib.team import open_team

KINDS = {"dagtilbud", "skole", "fritid", "unge"}
OWN = ("psykolog_who5", "ungemedarbejder_who5", "ungemedarbejder_dialoglineal")


@pytest.fixture(scope="module")
def made(sample_data, tmp_path_factory):
    """Everything the script writes, written somewhere else."""
    folder = tmp_path_factory.mktemp("made")
    script = sample_data / "make_sample_data.py"
    subprocess.run([sys.executable, "-B", str(script), str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def teams(sample_data):
    """Every unit, opened; mit/ is two people's own and no unit."""
    folders = sorted(p.parent for p in sample_data.glob("*/om.toml") if p.parent.name != "mit")
    return {folder.name: open_team(folder) for folder in folders}


def _parts(path):
    """Return what is inside a packed file; packing alone may differ between zlib versions."""
    with zipfile.ZipFile(path) as archive:
        return [(i.filename, i.date_time, archive.read(i)) for i in archive.infolist()]


def _files(folder):
    # A test beside may hold a folder of the samples.
    paths = (p for p in folder.glob("*/*") if p.is_file() and not is_of_lock(p))
    found = (p.relative_to(folder) for p in paths)
    return sorted(p.as_posix() for p in found if not p.as_posix().startswith("_"))


def test_the_script_makes_every_file_again(made, sample_data):
    assert _files(made) == _files(sample_data)
    for name in _files(made):
        same = _parts if name.endswith((".xlsx", ".ods")) else (lambda path: path.read_bytes())
        assert same(made / name) == same(sample_data / name), name


def test_a_second_run_gives_identical_bytes(made, sample_data, tmp_path):
    script = sample_data / "make_sample_data.py"
    subprocess.run([sys.executable, "-B", str(script), str(tmp_path)], check=True)
    assert {n: (made / n).read_bytes() for n in _files(made)} == {
        n: (tmp_path / n).read_bytes() for n in _files(tmp_path)
    }


def test_everything_says_that_it_is_invented(made, sample_data):
    for path in made.glob("*/om.toml"):
        text = path.read_text(encoding="utf-8")
        assert tomllib.loads(text)["opdigtet"] is True
        assert text.startswith("# OPDIGTET.")
    assert "Alt her er opdigtet" in (sample_data / "README.md").read_text(encoding="utf-8")
    for path in [*made.glob("*/*.xlsx"), *made.glob("*/*.ods")]:
        texts = [content.decode("utf-8", "replace") for _, _, content in _parts(path)]
        assert any("Opdigtede data" in text for text in texts)


def test_it_is_small(sample_data):
    there = (p for p in sample_data.rglob("*") if not is_of_lock(p))
    files = (p for p in there if p.is_file() and "__pycache__" not in p.parts)
    assert sum(p.stat().st_size for p in files) < 1_500_000


def test_units_over_every_kind_and_several_districts(teams):
    assert len(teams) >= 12
    assert {t.about.type for t in teams.values()} == KINDS
    assert len({t.about.distrikt for t in teams.values()}) >= 3
    assert len({t.name for t in teams.values()}) == len(teams)


def test_every_folder_reads_without_a_fault(teams):
    for name, team in teams.items():
        assert list(team.problems) == [], name
        assert team.frames, name


@pytest.mark.parametrize("name", OWN)
def test_own_files_read_and_only_the_missing_answer_is_told(sample_data, name):
    mine = open_mine(sample_data / "mit" / f"{name}.csv")
    wanted = ["who5_mangler_svar"] if name == "psykolog_who5" else []
    assert [p.code for p in mine.problems] == wanted


def test_a_dialect_changes_nothing_of_what_is_read(teams, sample_data):
    """What stands in the texts comes back: UTF-16, cp1252, ods, own headings and all."""
    for name, team in teams.items():
        path = sample_data / "_script" / f"{name}.toml"
        texts = tomllib.loads(path.read_text(encoding="utf-8"))
        notes = [n for part in texts.get("del", ()) for n in part["noter"]]
        if not notes:
            continue
        frame = team.postits[team.postits["slags"] == "note"]
        assert frame["observation"].tolist() == [n["set"] for n in notes], name
        assert frame["barnets_ord"].dropna().tolist() == [n["ord"] for n in notes if "ord" in n]
        first, last = texts["del"][0]["fra"], texts["del"][-1]["til"]
        assert frame["dato"].dt.date.between(first, last).all(), name
        assert all(day.weekday() < 5 for day in frame["dato"]), name


def test_solsikken_holds_what_its_story_needs(teams):
    team = teams["solsikken"]
    notes = team.postits[team.postits["slags"] == "note"]
    counted = team.postits[team.postits["slags"] == "optalt"]
    looked = team.postits[team.postits["slags"] == "kigget"]
    assert 140 <= len(notes) <= 160
    assert notes["observation"].is_unique
    months = set(notes["dato"].dt.month)
    assert months == {1, 2, 3, 4, 5, 7, 8}
    assert set(counted["dato"].dt.month) == {6}, "June is known as counts only"
    assert len(looked) >= 30
    children = notes["barn"].value_counts()
    company = {c for text in notes["sammen_med"].dropna() for c in text.split(", ")}
    assert "B05" in company and "B05" not in children
    assert children["B11"] <= 2 and children["B13"] <= 2
    garderobe = notes[notes["situation"] == "garderobe"]
    before = garderobe["dato"] < "2026-04-14"
    assert before.sum() >= 20 and (~before).sum() >= 20
    conflicts = garderobe["tema"] == "konflikter"
    assert conflicts[before].any() and conflicts[~before].any(), "not so neat"
    assert team.video["klip"].nunique() >= 3
    assert set(team.video["aktor"].dropna()) == {"voksen", "barn", "gruppe"}


def test_looked_days_cover_the_days_with_notes(teams):
    """Nobody can have noted on more days than somebody looked."""
    for name in ("solsikken", "laerkeskolen"):
        frame = teams[name].postits
        week = frame["dato"].dt.to_period("W")
        notes = frame[frame["slags"] == "note"]
        looked = frame[frame["slags"] == "kigget"].set_index(week[frame["slags"] == "kigget"])
        days = notes.groupby(week.loc[notes.index])["dato"].nunique()
        assert (days <= looked["gange"].reindex(days.index).astype("Int64")).all(), name


def test_ungehuset_holds_all_four_instruments(teams):
    team = teams["ungehuset"]
    assert set(team.frames) == {"postits", "video", "dialoglineal", "who5"}
    assert team.about.dialoglineal_faelles and team.about.who5_hvem == "unge"
    assert team.dialoglineal["borger"].nunique() == 9
    counts = team.who5.groupby("til", observed=True)["antal"].sum()
    assert counts.to_dict() == {"efter": 11, "3 måneder": 8}
    talks = team.dialoglineal
    apart = talks["medarbejder_tal"] - talks["borger_tal"]
    assert (apart >= 2).any(), "words of success beside a low number"


def test_some_groups_are_too_small_to_leave_alone(teams):
    sizes = {
        name: team.who5[team.who5["til"] == "efter"]["antal"].sum()
        for name, team in teams.items()
        if team.who5 is not None
    }
    assert sum(n < 5 for n in sizes.values()) >= 2
    assert len(sizes) >= 6


def test_the_psychologists_citizens(sample_data):
    frame = open_mine(sample_data / "mit" / "psykolog_who5.csv").who5
    assert frame["borger"].nunique() == 12
    before = frame[frame["tidspunkt"] == "før"]["indeks"]
    assert 36 <= before.mean() <= 48
    assert (frame["indeks"].dropna() % 4 == 0).all()
    assert frame["indeks"].isna().sum() == 1
    own = frame.pivot(index="borger", columns="tidspunkt", values="eget_tal").astype("Float64")
    assert own["3 måneder"].isna().sum() == 2
    better = own["efter"] <= own["før"] - 2
    back = own["3 måneder"] >= own["efter"] + 2
    assert (better & back).fillna(False).sum() >= 3, "better during the talks, and back after"
    assert (better & (own["3 måneder"] <= own["efter"])).fillna(False).sum() >= 3, "and kept"


def test_codes_and_roles_and_no_cpr(made):
    text = "\n".join(path.read_bytes().decode("utf-8", "replace") for path in made.glob("*/*.csv"))
    assert not re.search(r"\b\d{6}-?\d{4}\b", text)
    rows = csv.DictReader(
        (made / "solsikken/postits.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"
    )
    for row in rows:
        assert not row["barn"] or re.fullmatch(r"B\d\d", row["barn"])
        assert row["hvem_saa"] in {"", "pædagog", "medhjælper", "vikar"}
        day = row["dato"].split("-")
        assert date(int(day[2]), int(day[1]), int(day[0])).weekday() < 5


# The register -----------------------------------------------------------------------------------


def _register(sample_data, name):
    text = (sample_data / "register" / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def _behind(rows):
    """The units behind each district and kind."""
    found = {}
    for row in rows:
        found.setdefault((row["distrikt"], row["type"]), set()).add(row["enhed"])
    return found


@pytest.mark.parametrize("name", ["effektvurdering", "who5"])
def test_the_register_has_units_enough_behind_every_group(sample_data, name):
    rows = _register(sample_data, name)
    behind = _behind(rows)
    assert len({where for where, _ in behind}) == 4
    assert all(3 <= len(units) <= 8 for units in behind.values())
    sizes = [
        sum(row["enhed"] == unit for row in rows) for units in behind.values() for unit in units
    ]
    assert min(sizes) >= 10 and max(sizes) <= 70
    label = "retning" if name == "who5" else "udfald"
    own = {}
    for row in rows:
        own[row["enhed"], row[label]] = own.get((row["enhed"], row[label]), 0) + 1
    assert sum(n < 5 for n in own.values()) >= 20 and sum(n == 1 for n in own.values()) >= 5


def test_the_register_is_small_and_says_that_it_is_invented(sample_data):
    files = list((sample_data / "register").iterdir())
    assert sum(path.stat().st_size for path in files) < 220_000
    assert (sample_data / "register" / "OPDIGTET.txt").read_text("utf-8").startswith("OPDIGTET.")
    readme = (sample_data / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in readme for path in files if path.suffix == ".csv")


def test_nobody_is_both_in_the_register_and_in_a_contribution(sample_data, teams):
    names = {team.name for team in teams.values()}
    for name in ("effektvurdering", "who5"):
        assert not names & {row["enhed"] for row in _register(sample_data, name)}


def test_the_list_of_units_holds_those_that_have_not_contributed_too(sample_data, teams):
    listed = {
        row["enhed"]: (row["type"], row["distrikt"]) for row in _register(sample_data, "enheder")
    }
    for team in teams.values():
        assert listed[team.name] == (team.about.type, team.about.distrikt)
    there = {row["enhed"] for n in ("effektvurdering", "who5") for row in _register(sample_data, n)}
    assert there < set(listed)
    assert len(set(listed) - there - {team.name for team in teams.values()}) >= 10


def test_the_registers_labels_are_the_ones_contributions_use(sample_data):
    """So that the two are counted in the same columns, and where one went is where one is."""
    from kitlib.evidence import LABELS
    from kitlib.instruments.dialoglineal.scores import OUTCOMES
    from kitlib.instruments.dialoglineal.wording import bands

    assert {row["retning"] for row in _register(sample_data, "who5")} == set(LABELS)
    steps = [f"trin {band.low}-{band.high}" for band in bands()]
    for row in _register(sample_data, "effektvurdering"):
        assert row["start"] in steps
        if row["nu"] == "uden opfølgning":
            assert row["udfald"] == "uden opfølgning"
            continue
        assert row["udfald"] in OUTCOMES
        start, now = steps.index(row["start"]), steps.index(row["nu"])
        assert start <= now or row["udfald"] == "lavere"
        assert start >= now or row["udfald"] in ("nået", "på vej")


# The README -------------------------------------------------------------------------------------

_OPEN = {
    "dato": "en dato",
    "tekst": "fri tekst",
    "kode": "en kode",
    "sekunder": "en tidskode",
    "koder": "koder med komma imellem",
    "heltal": "et helt tal",
    "tal": "et tal",
    "valg": "et svar",
    "ja_nej": "ja / nej",
}


def _row(column):
    """Return a column as the README's tables write it."""
    allowed = _OPEN[column.kind]
    if column.allowed:
        allowed = " / ".join(column.allowed)
    elif column.low is not None and column.high is not None:
        allowed = f"{number(column.low)} til {number(column.high)}"
    elif column.low is not None:
        allowed = f"mindst {number(column.low)}"
    cells = [f"`{column.name}`", column.doc, column.unit or "–", allowed]
    return f"| {' | '.join(cells)} | {'ja' if column.required else 'nej'} |"


def _declared():
    for name, instrument in all_instruments().items():
        if name in ("postits", "video", "dialoglineal", "who5"):
            yield name, instrument.columns
            yield from instrument.tables.items()
    yield "who5 i egen fil (mit)", all_instruments()["who5"].own_columns


@pytest.mark.parametrize("title,columns", list(_declared()), ids=lambda v: str(v)[:20])
def test_readme_describes_each_column_with_unit_and_range(sample_data, title, columns):
    text = (sample_data / "README.md").read_text(encoding="utf-8")
    section = text.split(f"\n### {title}\n", 1)[1].split("\n### ", 1)[0]
    told = [line for line in section.splitlines() if line.startswith("| `")]
    assert told == [_row(column) for column in columns]


def test_readme_names_every_unit(sample_data, teams):
    text = (sample_data / "README.md").read_text(encoding="utf-8")
    for name, team in teams.items():
        assert f"| `{name}` | {team.name}" in text
