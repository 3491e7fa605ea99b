"""BORIS exports: the headings of each version, and what spreadsheets make of them."""

from __future__ import annotations

import re

import pytest

from kitlib import open_team
from kitlib.problems import KitError
from kitlib.reading.timecodes import read_annotations

# The headings as each version writes them (BORIS 73bdf077c48d and its tags).
HEADINGS = {
    "7 tabular": "Time|Media file path|Total length|FPS|Subject|Behavior|Behavioral category|"
    "Modifier 1|Modifier 2|Comment|Status",
    "8.6 tabular": "Time|Image file path|Image index|Subject|Behavior|Behavioral category|"
    "Modifier 1|Modifier 2|Comment|Status",
    "8.9 tabular": "Observation id|Observation date|Description|Observation duration|"
    "Observation type|Source|FPS|Subject|Behavior|Behavioral category|Modifier #1|Modifier #2|"
    "Behavior type|Time|Media file name|Image index|Image file path|Comment",
    "9 tabular": "Observation id|Observation date|Description|Observation duration|"
    "Observation type|Source|Time offset (s)|Media duration (s)|FPS|alder|Subject|Behavior|"
    "Behavioral category|Modifier #1|Modifier #2|Behavior type|Time|Media file name|Image index|"
    "Image file path|Comment",
    "7 aggregated": "Observation id|Observation date|Description|Media file|Total length|FPS|"
    "Subject|Behavior|Behavioral category|Modifiers|Behavior type|Start (s)|Stop (s)|"
    "Duration (s)|Comment start|Comment stop",
    "8.6 aggregated": "Observation id|Observation date|Description|Observation type|Source|"
    "Total length|FPS|Subject|Behavior|Behavioral category|Modifiers|Behavior type|Start (s)|"
    "Stop (s)|Duration (s)|Image index start|Image index stop|Image file path start|"
    "Image file path stop|Comment start|Comment stop",
    "9 aggregated": "Observation id|Observation date|Description|Observation type|Source|"
    "Time offset (s)|Coding duration|Media duration (s)|FPS (frame/s)|Subject|"
    "Observation duration by subject by observation|Behavior|Behavioral category|Modifier #1|"
    "Modifier #2|Behavior type|Start (s)|Stop (s)|Duration (s)|Media file name|"
    "Image index start|Image index stop|Image file path start|Image file path stop|"
    "Comment start|Comment stop",
}
# A state from 10 to 45.25 with a comment at each end, and a point.
TABULAR = [("10.000", "START", "stille"), ("12.500", "POINT", ""), ("45.250", "STOP", "rejser sig")]
EXPECTED = [
    (10.0, 45.25, "voksen", "Hjælper (med ord, tæt på): stille; rejser sig"),
    (12.5, 12.5, "barn", "Ser op"),
]


def export(version: str, delimiter: str = "\t") -> str:
    heads = HEADINGS[version].split("|")
    general = {
        "Observation id": "samling",
        "FPS": "25.000",
        "Media file name": "c:/x/mette.mp4",
        "Image index": "NA",
        "Source": "player #1:c:/x/mette.mp4",
    }
    state = {
        "Subject": "voksen",
        "Behavior": "Hjælper",
        "Modifier 1": "med ord",
        "Modifier 2": "tæt på",
        "Modifier #1": "med ord",
        "Modifier #2": "tæt på",
        "Modifiers": "med ord|tæt på",
    }
    point = {"Subject": "barn", "Behavior": "Ser op", "Modifiers": "None|None"}
    rows = []
    if version.endswith("tabular"):
        for time, status, comment in TABULAR:
            own = {"Time": time, "Status": status, "Behavior type": status, "Comment": comment}
            rows.append(general | (point if status == "POINT" else state) | own)
    else:
        rows.append(
            general
            | state
            | {
                "Behavior type": "STATE",
                "Start (s)": "10.000",
                "Stop (s)": "45.250",
                "Duration (s)": "35.250",
                "Comment start": "stille",
                "Comment stop": "rejser sig",
            }
        )
        rows.append(
            general
            | point
            | {
                "Behavior type": "POINT",
                "Start (s)": "12.500",
                "Stop (s)": "12.500",
                "Duration (s)": "NA",
            }
        )
    lines = [heads, *([row.get(h, "") for h in heads] for row in rows)]
    return "".join(delimiter.join(line) + "\r\n" for line in lines)


def read(tmp_path, content, name="boris samling.tsv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = read_annotations(path)
    return [(r.start, r.slut, r.lag, r.tekst) for r in found.rows], list(found.problems)


@pytest.mark.parametrize("version", HEADINGS)
def test_the_headings_of_each_version(tmp_path, version):
    assert read(tmp_path, export(version)) == (EXPECTED, [])


def danish_excel(text: str, *, decimals: bool) -> bytes:
    """What a Danish Excel saves: semicolons and cp1252; "12.500" became 12500 or 12,500."""
    text = re.sub(r"(?<=;)(\d+)\.(\d{3})(?=[;\r])", r"\1,\2" if decimals else r"\1\2", f";{text}")
    return text[1:].encode("cp1252")


@pytest.mark.parametrize("decimals", [True, False])
@pytest.mark.parametrize("version", [v for v in HEADINGS if not v.startswith(("7 t", "8.6 t"))])
def test_an_export_saved_again_by_a_danish_excel(tmp_path, version, decimals):
    content = danish_excel(export(version, ";"), decimals=decimals)
    rows, problems = read(tmp_path, content, "boris samling.csv")
    assert rows == EXPECTED
    assert [p.code for p in problems] == ([] if decimals else ["boris_tusind"])


def test_several_observations_in_one_file_are_several_films(tmp_path):
    text = export("9 aggregated")
    body = text.split("\r\n", 1)[1].replace("samling", "garderobe")
    (tmp_path / "uge 12.tsv").write_text(text + body, encoding="utf-8", newline="")
    team = open_team(tmp_path)
    assert team.video["klip"].tolist() == ["samling", "garderobe"] * 2
    assert team.video["aktor"].tolist() == ["voksen", "voksen", "barn", "barn"]


def test_states_of_two_observations_never_pair(tmp_path):
    heads = "Observation id\tSubject\tBehavior\tBehavior type\tTime\tComment\n"
    rows = "a\tvoksen\tgår\tSTART\t1.0\t\nb\tvoksen\tgår\tSTOP\t9.0\t\n"
    found, problems = read(tmp_path, heads + rows)
    assert [r[:2] for r in found] == [(1.0, None), (9.0, 9.0)]
    assert {p.code: p.row for p in problems} == {"start_uden_slut": 2, "slut_uden_start": 3}


def test_columns_with_words_that_are_no_part_of_a_note_are_told(tmp_path):
    heads = "Observation id\tDescription\talder\tSubject\tBehavior\tBehavioral category\t"
    text = f"{heads}Behavior type\tTime\tComment\na\tstille dag\t5\tbarn\tgår\tleg\tPOINT\t1.0\t\n"
    _, [problem] = read(tmp_path, text)
    assert "Description, alder og Behavioral category hører ikke til noterne" in problem.message


def test_a_quote_nobody_closed_takes_no_events_with_it(tmp_path):
    heads = "Subject\tBehavior\tStatus\tTime\tComment\n"
    rows = 'barn\tgår\tPOINT\t1.0\t"hej\nbarn\tser\tPOINT\t2.0\tja\nbarn\tgår\tPOINT\t3.0\t"\n'
    assert [r[0] for r in read(tmp_path, heads + rows)[0]] == [1, 2, 3]


def test_all_times_that_are_no_numbers_are_told_at_once(tmp_path):
    text = export("9 tabular").replace("10.000", "ti").replace("12.500", "midt i")
    with pytest.raises(KitError) as caught:
        read(tmp_path, text)
    [problem] = caught.value.report
    assert problem.rows == (2, 3)


def test_an_event_without_a_time_is_told(tmp_path):
    _, problems = read(tmp_path, export("9 tabular").replace("12.500", "NA"))
    assert [p.code for p in problems] == ["start_mangler"]


@pytest.mark.parametrize("name", ["samling.tsv", "video.tsv", "uge 12.csv"])
def test_an_export_is_known_by_what_it_holds_whatever_it_is_called(tmp_path, name):
    (tmp_path / name).write_text(export("9 tabular"), encoding="utf-8")
    assert len(open_team(tmp_path).video) == 2


def test_a_project_is_answered_with_how_to_export_it(tmp_path):
    (tmp_path / "samling.boris").write_text("{}", encoding="utf-8")
    [problem] = [p for p in open_team(tmp_path).problems if p.file == "samling.boris"]
    assert "Export events, Tabular events" in problem.hint
    with pytest.raises(KitError, match="Tabular events"):
        read_annotations(tmp_path / "samling.boris")


def test_a_row_below_the_events_is_told_and_makes_no_film_of_its_own(tmp_path):
    path = tmp_path / "boris samling.tsv"
    heads = "Observation id\tTime\tSubject\tBehavior\tComment\tBehavior type"
    path.write_text(f"{heads}\nen\t4.5\tvoksen\tgår\t\tPOINT\n\nKilde: os\n", encoding="utf-8")
    found = read_annotations(path)
    assert [(r.start, r.tekst, r.klip) for r in found.rows] == [(4.5, "går", None)]
    assert [(p.code, p.row) for p in found.problems] == [("boris_raekke", 4)]
