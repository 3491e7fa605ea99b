"""Subtitles by their blocks: one file a fault that people and programs make."""

from __future__ import annotations

import pytest

from kitlib.reading.timecodes import read_annotations


def read(tmp_path, text, name="samling.vtt"):
    path = tmp_path / name
    path.write_bytes(text.encode())
    found = read_annotations(path)
    rows = [(r.start, r.slut, r.lag, r.tekst) for r in found.rows]
    return rows, {p.code: (p.rows or p.row) for p in found.problems}


TIMES = "00:00:01.000 --> 00:00:02.000"


@pytest.mark.parametrize(
    "times",
    [
        "00:00:01.000 --> 00:00:02.000",
        "00:00:01,000 --> 00:00:02,000",
        "00:01.000 --> 00:02.000",
        "0:01 --> 0:02",
        "00:00:01 --> 00:00:02",
        "00:00:01.000-->00:00:02.000",
        "00:00:01, 000 --> 00:00:02, 000",
        "00:00:01.000 → 00:00:02.000",
        "00:00:01.000 --&gt; 00:00:02.000",
        "  00:00:01.000 --> 00:00:02.000 line:90% align:start position:0%",
        "00:00:01,000 --> 00:00:02,000  X1:117 X2:619 Y1:042 Y2:428",
    ],
)
@pytest.mark.parametrize("name", ["f.vtt", "f.srt"])
def test_each_way_a_line_of_times_is_written(tmp_path, times, name):
    assert read(tmp_path, f"{times}\nja\n", name) == ([(1, 2, None, "ja")], {})


def test_words_beside_the_times_are_words(tmp_path):
    assert read(tmp_path, "0:01 --> 0:02 Hej med dig\n")[0] == [(1, 2, None, "Hej med dig")]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<i>ja</i> <b>nej</b> <c.gul>da</c> <font color='#fff'>vi</font>", "ja nej da vi"),
        ("{\\an8}Hun {peger} <griner> <i dag>", "Hun {peger} <griner> <i dag>"),
        (
            "&lt;b&gt; &amp;amp; &#39; &#x27; &nbsp;&lrm;a&shy;b &ukendt;",
            "<b> &amp; ' ' ab &ukendt;",
        ),
        ("R&D og AT&T; 5 < 6 > 4", "R&D og AT&T; 5 < 6 > 4"),
        ("en\\Nto<br>tre", "en to tre"),
        ("han --> væk", "han --> væk"),
        ("- alene", "- alene"),
        ("-5 grader", "-5 grader"),
    ],
)
def test_only_what_is_formatting_is_taken_off(tmp_path, written, text):
    assert read(tmp_path, f"{TIMES}\n{written}\n")[0] == [(1, 2, None, text)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<v Mette>Kom</v>\n<v Barn>Nej</v>", [("Mette", "Kom"), ("Barn", "Nej")]),
        ("<v.loud Mette Ny>Kom <i>nu</i>", [("Mette Ny", "Kom nu")]),
        ("Alle: <v A&amp;B>Kom</v> så", [(None, "Alle:"), ("A&B", "Kom"), (None, "så")]),
        ("- Kom\n- Nej", [(None, "Kom"), (None, "Nej")]),
        ("-Kom\nnu\n–Nej", [(None, "Kom nu"), (None, "Nej")]),
        ("Kom\n- Nej", [(None, "Kom"), (None, "Nej")]),
        ("Kom\nnu", [(None, "Kom nu")]),
    ],
)
def test_two_voices_in_one_cue_are_two_notes(tmp_path, written, said):
    assert read(tmp_path, f"{TIMES}\n{written}\n")[0] == [(1, 2, *part) for part in said]


def test_what_stands_around_the_cues_is_no_note(tmp_path):
    text = (
        "WEBVTT - Samling\nKind: captions\nLanguage: da\n\nNOTE\nlavet af Mette\n\n"
        f"STYLE\n::cue {{ }}\n\nREGION\nid:a\n\nid 7\n{TIMES}\nja\n\n"
        "NOTE ikke med\n\n2\n0:03 --> 0:04\nnej\n"
    )
    assert read(tmp_path, text) == ([(1, 2, None, "ja"), (3, 4, None, "nej")], {})


@pytest.mark.parametrize("between", ["", "\n", " \n", "\n\n\n"])
def test_a_number_above_a_cue_is_never_the_last_word_of_the_one_before(tmp_path, between):
    text = f"1\n0:01 --> 0:02\nja\n{between}2\n0:03 --> 0:04\nnej\n"
    assert read(tmp_path, text, "f.srt") == ([(1, 2, None, "ja"), (3, 4, None, "nej")], {})


def test_a_number_that_was_said_stays(tmp_path):
    text = "1\n0:01 --> 0:02\n10\n\n2\n0:03 --> 0:04\n9\n"
    assert [r[3] for r in read(tmp_path, text, "f.srt")[0]] == ["10", "9"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0:01 --> 0:02\n\n0:03 --> 0:04\nja\n", {"tidskode_uden_ord": 1}),
        ("0:01 --> 0:02\n<i> </i>\n\n0:03 --> 0:04\nja\n", {"tidskode_uden_ord": 1}),
        ("0:0x --> 0:02\nvæk\n\n0:03 --> 0:04\nja\n", {"tidskode": 1}),
        ("0:99 --> 0:02\nvæk\n\n0:03 --> 0:04\nja\n", {"tidskode": 1}),
        ("løs tekst\nmere\n\n0:03 --> 0:04\nja\n", {"tekst_uden_tid": (1, 2)}),
        ("0:03 --> 0:0x\nja\n", {"slut_mangler": 1}),
        ("0:03 -->\nja\n", {"slut_mangler": 1}),
        ("NOTE 0:01 --> 0:02\nvæk\n\n0:03 --> 0:04\nja\n", {"tidskode_i_kommentar": 1}),
        ("NOTE se --> her\n\n0:03 --> 0:04\nja\n", {}),
        ("0:03 --> 0:01\nja\n", {"slut_foer_start": 1}),
        ("0:09 --> 0:10\nnej\n\n0:03 --> 0:04\nja\n", {"raekkefoelge": 4}),
        ("1:02:03.000 --> 1:02:04.000\nja\n", {}),
    ],
)
def test_what_gave_no_note_or_not_the_whole_of_one_is_told_by_its_line(tmp_path, text, told):
    rows, problems = read(tmp_path, text)
    assert problems == told and rows[-1][3] == "ja"


@pytest.mark.parametrize("inline", [True, False])
def test_captions_that_roll_are_merged_and_words_said_twice_are_not(tmp_path, inline):
    new = "på<00:00:02.700><c> gulvet</c>" if inline else "på gulvet"
    text = (
        "00:00:00.160 --> 00:00:02.470\n \nnu sætter vi os\n\n"
        "00:00:02.470 --> 00:00:02.480\nnu sætter vi os\n \n\n"
        f"00:00:02.480 --> 00:00:04.000\nnu sætter vi os\n{new}\n\n"
        "00:00:04.000 --> 00:00:04.010\npå gulvet\n \n"
    )
    rows, told = read(tmp_path, text)
    assert rows == [(0.16, 2.48, None, "nu sætter vi os"), (2.48, 4.01, None, "på gulvet")]
    assert list(told) == ["ruller"]
    twice = "0:01 --> 0:02\nNej!\n\n0:02 --> 0:03\nNej!\n\n0:03 --> 0:04\nNej!\n"
    assert len(read(tmp_path, twice)[0]) == 3


def test_sbv_is_read(tmp_path):
    text = "0:00:00.378,0:00:11.378\nHej\nmed dig\n\n0:00:13.f89,0:00:15.489\nvæk\n"
    assert read(tmp_path, text, "f.sbv") == (
        [(0.378, 11.378, None, "Hej med dig")],
        {"tidskode": 5},
    )


def test_every_cue_of_the_real_files_is_a_note_or_told(shared_data):
    """Each line of times of 32 public files (shared/data/README.md) is accounted for."""
    from kitlib.problems import KitError

    for path in sorted((shared_data / "video" / "vtt").iterdir()):
        try:
            found = read_annotations(path)
        except KitError:
            continue
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        times = sum("-->" in line or line[:2] == "0:" for line in lines)
        told = sum(
            len(p.rows) or 1
            for p in found.problems
            if p.code in ("tidskode", "tidskode_uden_ord", "ruller")
        )
        assert len({r.start for r in found.rows}) + told == times, path.name


def _cues(*cues):
    return "WEBVTT\n\n" + "\n\n".join(f"00:{a} --> 00:{b}\n{text}" for a, b, text in cues)


@pytest.mark.parametrize(
    ("cues", "said"),
    [
        (
            [
                ("01.0", "02.0", "nu"),
                ("02.0", "03.0", "nu sætter"),
                ("03.0", "04.0", "nu sætter vi os"),
            ],
            [(1.0, 4.0, "nu sætter vi os")],
        ),
        (
            [
                ("01.0", "02.0", "nu sætter"),
                ("02.0", "03.0", "nu sætter vi os\npå"),
                ("03.0", "04.0", "nu sætter vi os\npå gulvet"),
                ("04.0", "05.0", "på gulvet, alle"),
                ("06.0", "07.0", "Tak"),
            ],
            [(1.0, 3.0, "nu sætter vi os"), (2.0, 5.0, "på gulvet, alle"), (6.0, 7.0, "Tak")],
        ),
        (
            [
                ("01.0", "02.0", "- Hvem vil?\n- Mig"),
                ("02.0", "03.0", "- Hvem vil?\n- Mig først"),
                ("03.0", "04.0", "- Hvem vil?\n- Mig først, sagde jeg"),
            ],
            [(1.0, 4.0, "Hvem vil?"), (1.0, 4.0, "Mig først, sagde jeg")],
        ),
        (
            [("01.0", "02.0", "Nej"), ("02.0", "03.0", "Nej tak"), ("05.0", "06.0", "Jo")],
            [(1.0, 2.0, "Nej"), (2.0, 3.0, "Nej tak"), (5.0, 6.0, "Jo")],
        ),
        (
            [
                ("01.0", "02.0", "Nej"),
                ("03.5", "04.0", "Nej tak"),
                ("05.5", "06.0", "Nej tak, siger jeg"),
            ],
            [(1.0, 2.0, "Nej"), (3.5, 4.0, "Nej tak"), (5.5, 6.0, "Nej tak, siger jeg")],
        ),
        (
            [("01.0", "02.0", "hun"), ("02.0", "03.0", "hunden"), ("03.0", "04.0", "hunden går")],
            [(1.0, 2.0, "hun"), (2.0, 3.0, "hunden"), (3.0, 4.0, "hunden går")],
        ),
    ],
)
def test_captions_that_grow_are_one_note_a_line(tmp_path, cues, said):
    path = tmp_path / "samling.vtt"
    path.write_text(_cues(*cues), encoding="utf-8")
    found = read_annotations(path)
    assert [(r.start, r.slut, r.tekst) for r in found.rows] == said
    assert any(p.code == "ruller" for p in found.problems) == (len(said) < len(cues))
