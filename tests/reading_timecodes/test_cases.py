"""Files of real kinds, each with the notes it holds."""

from __future__ import annotations

import pytest

from kitlib import open_team

ROLLING = "samling.vtt: Underteksterne ruller"


def notes(root, case):
    team = open_team(root / "tests" / "cases" / case)
    view = team.view("video.noterne_i_raekkefoelge")
    columns = ["start", "slut", "aktor", "hvad"]
    frame = view.data[columns].astype(object)
    return frame.where(frame.notna(), None).values.tolist(), team, view


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (
            "teams_vtt_cue_ids",
            [[3.12, 5.0, "voksen", "Nu sætter vi os"], [5.5, 9.0, "barn", "Jeg kan selv!"]],
        ),
        ("vtt_entities", [[1.0, 2.0, None, ">> Jeg kan & vil selv, det's nemt"]]),
        (
            "subtitle_words_in_braces_lost",
            [[1.0, 2.0, None, "Hun {peger} på tavlen <griner>"]],
        ),
        (
            "boris8_start_stop",
            [[10.0, 45.25, "voksen", "Sidder på gulvet"], [12.5, 12.5, "barn", "Kigger op"]],
        ),
        (
            "boris_modifiers_lost",
            [
                [10.0, 10.0, "voksen", "Hjælper (med billeder): stille"],
                [20.0, 20.0, "voksen", "Hjælper (med ord)"],
            ],
        ),
        (
            "elan_unaligned_parts",
            [
                [1.0, 7.0, "voksen", "Sætter sig og venter"],
                [1.0, 3.0, "voksen", "Sætter sig"],
                [3.0, 5.0, "voksen", "Ser op"],
                [5.0, 7.0, "voksen", "Venter"],
            ],
        ),
    ],
)
def test_each_case_is_read_whole_and_nothing_is_wrong_with_it(root, case, expected):
    found, team, view = notes(root, case)
    assert found == expected
    assert not team.problems
    assert "[navn]" not in view.data.to_csv()


def test_captions_that_roll_are_the_lines_that_were_said(root):
    found, team, view = notes(root, "youtube_rolling_captions")
    assert found == [[0.16, 2.48, None, "nu sætter vi os"], [2.48, 4.0, None, "på gulvet"]]
    assert [str(p).startswith(ROLLING) for p in team.problems] == [True]
    assert view.data["tema"].isna().all()


def test_a_time_that_is_ours_says_so(root):
    _, _, view = notes(root, "elan_unaligned_parts")
    corners = [mark.corner for block in view.blocks for mark in block.marks]
    assert [c.startswith("ca.") for c in corners] == [False, True, True, True]
    assert "Ved ca. er tiden delt jævnt" in view.caveat


def test_a_voice_that_may_be_a_person_is_asked_about_and_shown_nowhere(tmp_path):
    text = "0:01 --> 0:02\n<v Mette Holm>Kom nu</v>\n<v Voksen 2>Ja</v>\n"
    (tmp_path / "samling.vtt").write_text(text, encoding="utf-8")
    team = open_team(tmp_path)
    assert [p.code for p in team.problems if p.file == "samling.vtt"] == ["lag_person"]
    assert "Mette" not in team.video.to_csv() + str(team.problems)
    (tmp_path / "roller.toml").write_text('[aktor]\n"Mette Holm" = "voksen"\n', encoding="utf-8")
    assert open_team(tmp_path).video["aktor"].tolist() == ["voksen", "voksen"]
