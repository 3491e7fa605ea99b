"""A team's folder, and one's own file: what opens, what is refused, what is told."""

import csv
import hashlib
from pathlib import Path

import pytest

import kitlib
from kitlib.holding import is_of_lock
from kitlib.problems import KitError

OM = 'navn = "Proeve"\ntype = "unge"\nformaal = "At lære."\nslettes = 2027-12-31\n'
POSTITS = [["dato", "observation", "situation"], ["3-3-2026", "tager bukser på", "garderobe"]]
RULER = [
    ["borger", "dato", "tidspunkt", "borger_tal", "medarbejder_ord"],
    ["U01", "3-3-2026", "start", "4", "Vi talte om skolen."],
]
WHO5 = [["borger", "tidspunkt", "q1", "q2", "q3", "q4", "q5"], ["U01", "før", *"12345"]]
COUNTS = [
    ["fra", "til", "retning", "antal"],
    ["før", "efter", "tydeligt højere", "6"],
    ["før", "efter", "samme", "2"],
]


def save(path: Path, rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    return path


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "om.toml").write_text(OM, encoding="utf-8")
    return tmp_path


def codes(opened):
    return [p.code for p in opened.problems]


def test_a_team_opens_with_what_it_has(folder):
    save(folder / "postits.csv", POSTITS)
    team = kitlib.open_team(folder)
    assert team.name == "Proeve"
    assert list(team.problems) == []
    assert len(team.postits) == 1
    assert team.video is team.dialoglineal is team.who5 is None


@pytest.mark.parametrize("name", ["solsikken", "ungehuset"])
def test_the_rich_teams_open_without_a_problem(sample_data, name):
    team = kitlib.open_team(sample_data / name)
    assert team.problems.errors == ()


def test_the_pages_hold_what_the_issue_promises(sample_data):
    keys = {n: kitlib.open_team(sample_data / n).view_keys for n in ("solsikken", "ungehuset")}
    own = kitlib.open_mine(sample_data / "mit" / "psykolog_who5.csv").view_keys
    assert len(keys["ungehuset"]) >= 12
    assert len({*keys["solsikken"], *keys["ungehuset"], *(f"mit.{k}" for k in own)}) >= 18


@pytest.mark.parametrize(
    ("files", "clips"),
    [
        (["frokost_uge_21.vtt"], ["Frokost uge 21"]),
        (["Samling.vtt", "leg i gården.vtt"], ["Leg i gården", "Samling"]),
        (["video.vtt", "video 2.vtt"], ["Klip 1", "Klip 2"]),  # says only what kind of file it is
        (["frokost.vtt", "noter.vtt"], ["Frokost", "Klip 2"]),
    ],
)
def test_a_clip_without_a_name_is_called_what_its_file_is(folder, files, clips):
    for file in files:
        text = "WEBVTT\n\n00:01.000 --> 00:04.000\nSer op.\n"
        (folder / file).write_text(text, encoding="utf-8")
    frame = kitlib.open_team(folder).video
    assert sorted(frame["klip"]) == clips


def test_a_name_in_a_clips_file_is_covered_where_it_is_shown(folder):
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\nSer op.\n"
    (folder / "Frederik Mortensen spiser.vtt").write_text(text, encoding="utf-8")
    view = kitlib.open_team(folder).view("video.noterne_i_raekkefoelge")
    assert len(view.data) == 1
    assert "Frederik" not in view.data.to_csv() and "Mortensen" not in view.data.to_csv()


def test_reading_changes_nothing_in_the_folder(sample_data):
    def state():
        # Another test beside this one may hold the folder, by a file of its own.
        there = sorted(p for p in (sample_data / "ungehuset").rglob("*") if not is_of_lock(p))
        return [(p, hashlib.sha256(p.read_bytes()).hexdigest()) for p in there if p.is_file()]

    before = state()
    list(kitlib.open_team(sample_data / "ungehuset").views())
    assert state() == before


def test_one_bad_file_does_not_stop_the_others(folder):
    save(folder / "postits.csv", POSTITS)
    (folder / "video.xlsx").write_bytes(b"ikke en projektmappe")
    team = kitlib.open_team(folder)
    assert len(team.postits) == 1
    assert codes(team) == ["ikke_projektmappe"]


@pytest.mark.parametrize(
    "headings",
    [
        WHO5[0],
        ["Kode", "tidspunkt", "har jeg været glad og i godt humør", "q2", "q3", "q4", "q5"],
        ["I de sidste 2 uger [har jeg følt mig rolig og afslappet]", "a", "b", "c", "d", "e", "f"],
    ],
)
def test_who5_person_by_person_is_refused_in_a_team(folder, headings):
    save(folder / "who5.csv", [headings, WHO5[1]])
    team = kitlib.open_team(folder)
    assert team.who5 is None
    assert len(team.problems.errors) == 1
    assert "egen fil" in str(team.problems)


def test_counts_of_who5_are_welcome(folder):
    om = OM + 'who5_hvem = "unge"\n'
    (folder / "om.toml").write_text(om, encoding="utf-8")
    save(folder / "who5.csv", COUNTS)
    assert kitlib.open_team(folder).who5["antal"].sum() == 8


@pytest.mark.parametrize("shared", [False, True])
def test_the_ruler_is_ones_own_unless_it_is_shared(folder, shared):
    if shared:
        (folder / "om.toml").write_text(OM + "dialoglineal_faelles = true\n", encoding="utf-8")
    save(folder / "dialoglineal.csv", RULER)
    team = kitlib.open_team(folder)
    assert (team.dialoglineal is not None) == shared
    assert bool(team.problems.errors) != shared


def test_two_places_for_one_table_are_both_left(folder):
    save(folder / "postits.csv", POSTITS)
    save(folder / "postits.tsv", POSTITS)
    team = kitlib.open_team(folder)
    assert team.postits is None
    assert codes(team).count("flere_steder") == 2


def test_nothing_yet_and_nothing_at_all(folder, tmp_path):
    assert codes(kitlib.open_team(folder)) == ["ingen_data"]
    with pytest.raises(KitError, match="findes ikke"):
        kitlib.open_team(tmp_path / "nix")


def test_a_view_that_is_not_there_names_the_nearest(folder):
    save(folder / "postits.csv", POSTITS)
    with pytest.raises(KitError, match=r"Mente du 'postits\.dagen_igennem'"):
        kitlib.open_team(folder).view("postits.dagen_igennm")


@pytest.mark.parametrize(
    ("om", "ok"), [("", False), ('who5_kodning = "0-5"\n', True), ('who5_kodning = "1-6"\n', True)]
)
def test_numbers_of_who5_need_their_coding(tmp_path, om, ok):
    (tmp_path / "om.toml").write_text('navn = "x"\nopdigtet = true\n' + om, encoding="utf-8")
    mine = kitlib.open_mine(save(tmp_path / "who5.csv", WHO5))
    assert ("who5" in mine.frames) == ok
    if not ok:
        assert 'who5_kodning = "0-5"' in str(mine.problems)


def test_answer_words_need_no_coding(tmp_path):
    words = [
        "Hele tiden",
        "Det meste af tiden",
        "Lidt af tiden",
        "På intet tidspunkt",
        "Hele tiden",
    ]
    mine = kitlib.open_mine(save(tmp_path / "who5.csv", [WHO5[0], ["U01", "før", *words]]))
    assert mine.frames["who5"]["sum"].tolist() == [15]


def test_every_view_says_what_it_must(sample_data):
    opened = [kitlib.open_team(sample_data / n) for n in ("solsikken", "ungehuset")]
    opened.append(kitlib.open_mine(sample_data / "mit" / "psykolog_who5.csv"))
    for source in opened:
        for view in source.views():
            assert view.question and view.sentence and view.caveat and view.alt, view.key
            assert view.ring == source.ring
            assert repr(view) == repr(source.view(view.key))
            assert " at 0x" not in repr(view)


def faults() -> dict[str, list[list[str]]]:
    """Thirty different faults in one folder: file to rows."""
    video_head = ["start", "slut", "aktor", "hvad", "virkning", "dato", "maa_vises"]
    ruler_head = [
        "borger",
        "dato",
        "tidspunkt",
        "borger_tal",
        "maal_tal",
        "medarbejder_tal",
        "medarbejder_ord",
        "naeste_opfoelgning",
    ]
    return {
        "postits.csv": [
            ["dato", "observation", "barn", "hvem_saa", "maa_vises", "Medarbejder", "vejr"],
            ["32-3-2026", "a", "B01", "pædagog", "ja", "x", "sol"],
            ["3/25/2026", "a", "B01", "pædagog", "ja", "x", "sol"],
            ["", "a", "B01", "pædagog", "ja", "x", "sol"],
            ["3-3-2026", "", "B01", "pædagog", "ja", "x", "sol"],
            ["3-3-2026", "a", "010203-1234", "pædagog", "ja", "x", "sol"],
            ["3-3-2026", "a", "B01", "Mette", "ja", "x", "sol"],
            ["3-3-2026", "a", "B01", "pædagog", "tja", "x", "sol"],
            ["I alt", "7", "", "", "", "", ""],
        ],
        "postits_antal.csv": [
            ["dato", "situation", "antal"],
            ["3-3-2026", "leg", "mange"],
            ["3-3-2026", "leg", "2,5"],
            ["3-3-2026", "leg", "-1"],
            ["3-3-2026", "leg", ""],
        ],
        "kigget.csv": [["dato", "gange"], ["30-2-2026", "1"], ["3-3-2026", "-2"]],
        "video.csv": [
            video_head,
            ["1.15", "", "voksen", "a", "hjalp", "3-3-2026", "ja"],
            ["1:15", "halv ti", "voksen", "a", "hjalp", "3-3-2026", "ja"],
            ["1:15", "0:15", "voksen", "a", "hjalp", "3-3-2026", "ja"],
            ["1:15", "1:20", "Mette", "a", "hjalp", "3-3-2026", "ja"],
            ["1:15", "1:20", "voksen", "", "hjalp", "3-3-2026", "ja"],
            ["1:15", "1:20", "voksen", "a", "god", "3-3-2026", "ja"],
            ["1:15", "1:20", "voksen", "a", "hjalp", "3-13-2026", "ja"],
            ["1:15", "1:20", "voksen", "a", "hjalp", "3-3-2026", "7"],
        ],
        "dialoglineal.csv": [
            ruler_head,
            ["", "3-3-2026", "start", "4", "6", "5", "a", ""],
            ["U01", "3-3-26-1", "start", "4", "6", "5", "a", ""],
            ["U01", "3-3-2026", "midt i", "4", "6", "5", "a", ""],
            ["U02", "3-3-2026", "start", "11", "6", "5", "a", ""],
            ["U03", "3-3-2026", "start", "4", "0", "5", "a", ""],
            ["U04", "3-3-2026", "start", "4", "6", "fem", "a", ""],
            ["U05", "3-3-2026", "start", "4", "6", "5", "", ""],
            ["U06", "3-3-2026", "start", "4", "6", "5", "a", "snart"],
        ],
    }


#: File, row and column of each of the thirty, as the spreadsheet shows them.
EXPECTED = {
    ("om.toml", 2, "typ"),
    ("postits.csv", None, "Medarbejder"),
    ("postits.csv", None, "vejr"),
    *(
        ("postits.csv", r, c)
        for r, c in [
            (2, "dato"),
            (3, "dato"),
            (4, "dato"),
            (5, "observation"),
            (6, "barn"),
            (7, "hvem_saa"),
            (8, "maa_vises"),
            (9, None),
        ]
    ),
    *(("postits_antal.csv", r, "antal") for r in (2, 3, 4, 5)),
    ("kigget.csv", 2, "dato"),
    ("kigget.csv", 3, "gange"),
    *(
        ("video.csv", r, c)
        for r, c in [
            (2, "start"),
            (3, "slut"),
            (4, "slut"),
            (5, "aktor"),
            (6, "hvad"),
            (7, "virkning"),
            (8, "dato"),
            (9, "maa_vises"),
        ]
    ),
    *(
        ("dialoglineal.csv", r, c)
        for r, c in [
            (2, "borger"),
            (3, "dato"),
            (4, "tidspunkt"),
            (5, "borger_tal"),
            (6, "maal_tal"),
            (7, "medarbejder_tal"),
            (8, "medarbejder_ord"),
            (9, "naeste_opfoelgning"),
        ]
    ),
    ("who5.xlsx", None, None),
}


def test_a_folder_with_thirty_faults_reports_them_all_at_once(folder):
    om = OM.replace("type", "typ") + "dialoglineal_faelles = true\n"
    (folder / "om.toml").write_text(om, encoding="utf-8")
    for name, rows in faults().items():
        save(folder / name, rows)
    (folder / "who5.xlsx").write_bytes(b"")
    assert len(EXPECTED) >= 30
    team = kitlib.open_team(folder)
    found = {(p.file, p.row, p.column) for p in team.problems}
    assert EXPECTED - found == set()
    told = [p for p in team.problems if (p.file, p.row, p.column) in EXPECTED]
    assert all(p.hint for p in told), [str(p) for p in told if not p.hint]
    text = str(team.problems)
    assert not any(word in text for word in ("Mette", "010203", "mange", "halv ti", "tja"))


def test_a_table_that_is_not_read_is_named_wherever_it_lies(tmp_path):
    (tmp_path / "om.toml").write_text("format = 1\n", encoding="utf-8")
    for place in ("Noter", "ud", "tom"):
        (tmp_path / place).mkdir()
    table = "dato;Hvad så I\n3-3-2026;tog hue på\n"
    for file in ("Noter/postits.csv", "ud/postits.csv", "postits.md"):
        (tmp_path / file).write_text(table, encoding="utf-8")
    (tmp_path / "postits.csv").write_text(table, encoding="utf-8")
    team = kitlib.open_team(tmp_path)
    assert team.postits["observation"].tolist() == ["tog hue på"]
    told = {(p.file, p.code) for p in team.problems if p.file != "om.toml"}
    assert told == {("Noter", "mappe_ikke_laest"), ("postits.md", "fil_ukendt_slags")}


def test_rows_are_as_in_the_file_and_what_is_shown_holds_no_pocketed_note_or_name(tmp_path):
    (tmp_path / "om.toml").write_text("format = 1\n", encoding="utf-8")
    rows = ["3-3-2026;Emma tog hue på;ja", "4-3-2026;dette er i lommen;nej"]
    text = "\n".join(["dato;observation;maa_vises", *rows])
    (tmp_path / "postits.csv").write_text(text, encoding="utf-8")
    team = kitlib.open_team(tmp_path)
    assert team.postits["observation"].tolist() == ["Emma tog hue på", "dette er i lommen"]
    shown = team.shown["postits"]["observation"]
    assert shown.iloc[0] == "[navn] tog hue på" and shown.isna().tolist() == [False, True]
    assert all("lommen" not in repr(view.data) for view in team.views())
