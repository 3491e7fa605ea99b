"""Notes with time codes: every annotation, no media path, and no exception but KitError."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.problems import KitError
from kitlib.reading import read_timecodes
from kitlib.reading.roles import actors
from kitlib.reading.timecodes import TIMECODE_COLUMNS, is_boris, read_annotations

EAF = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="Mette Hansen" DATE="2026-03-03T09:00:00+01:00" FORMAT="3.0"
 VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/Brugere/mette/film.mp4" MIME_TYPE="video/mp4"/></HEADER>
<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1500"/>
<TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="4000"/></TIME_ORDER>
<TIER LINGUISTIC_TYPE_REF="t" TIER_ID="voksen"><ANNOTATION><ALIGNABLE_ANNOTATION
 ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>venter på turen
</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER LINGUISTIC_TYPE_REF="t" TIER_ID="tema" PARENT_REF="voksen"><ANNOTATION><REF_ANNOTATION
 ANNOTATION_ID="a2" ANNOTATION_REF="a1"><ANNOTATION_VALUE>ro</ANNOTATION_VALUE></REF_ANNOTATION>
</ANNOTATION></TIER>
</ANNOTATION_DOCUMENT>"""

VTT = """WEBVTT

00:01.000 --> 00:04.000
<v Mette>Vi venter lige.

00:00:05.000 --> 00:06.500
Tre børn rækker hånden op
"""

BORIS = """Observation id\tsamling
Media file(s)\t\t
Player #1\t/home/mette/film.mp4

Time\tMedia file path\tSubject\tBehavior\tComment\tStatus
1.0\t/home/mette/film.mp4\tvoksen\tspørger\t\tSTART
2.5\t/home/mette/film.mp4\tNo focal subject\tlatter\t\tPOINT
4.0\t/home/mette/film.mp4\tvoksen\tspørger\t\tSTOP
9.0\t/home/mette/film.mp4\tbarn\tgår\tfra rundkredsen\tSTART
"""


def write(tmp_path, name, content, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def rows(frame):
    return frame.astype(object).where(frame.notna(), None).values.tolist()


@pytest.mark.parametrize(
    ("name", "content", "table"),
    [
        (
            "f.eaf",
            EAF,
            [[1.5, 4.0, "voksen", None, "venter på turen"], [1.5, 4.0, "tema", "voksen", "ro"]],
        ),
        (
            "f.vtt",
            VTT,
            [
                [1.0, 4.0, "Mette", None, "Vi venter lige."],
                [5.0, 6.5, None, None, "Tre børn rækker hånden op"],
            ],
        ),
        (
            "f.srt",
            "1\n00:00:01,000 --> 00:00:02,000\nen <i>note</i>\n",
            [[1.0, 2.0, None, None, "en note"]],
        ),
        (
            "f.tsv",
            BORIS,
            [
                [1.0, 4.0, "voksen", None, "spørger"],
                [2.5, 2.5, None, None, "latter"],
                [9.0, None, "barn", None, "går: fra rundkredsen"],
            ],
        ),
    ],
)
def test_each_format_becomes_the_same_five_columns(tmp_path, name, content, table):
    frame = read_timecodes(write(tmp_path, name, content))
    assert tuple(frame.columns) == TIMECODE_COLUMNS
    assert [[c.strip() if isinstance(c, str) else c for c in row] for row in rows(frame)] == table


@pytest.mark.parametrize("name", ["childproject_basic", "childproject_any_tier"])
def test_elan_truths(shared_data, name):
    """ChildProject 427c058dba08: 296 and 145 time-aligned segments of the tiers named."""
    truth = pd.read_csv(shared_data / "video" / "elan" / f"{name}_truth.csv")
    frame = read_timecodes(shared_data / "video" / "elan" / f"{name}.eaf")
    aligned = frame[frame["foraelder"].isna() & frame["lag"].isin(truth["speaker_id"].unique())]
    found = aligned.sort_values(["lag", "start"], ignore_index=True)
    expected = truth.sort_values(["speaker_id", "segment_onset"], ignore_index=True)
    assert len(found) == {"childproject_basic": 296, "childproject_any_tier": 145}[name]
    assert found["lag"].tolist() == expected["speaker_id"].tolist()
    # The truth file cut its milliseconds off (the .eaf says 13393, the truth 13392).
    for ours, theirs in (("start", "segment_onset"), ("slut", "segment_offset")):
        assert (found[ours] * 1000 - expected[theirs]).abs().max() <= 1.001


def test_the_media_path_never_passes_on(shared_data, tmp_path):
    for path in sorted((shared_data / "video" / "elan").glob("*.eaf")):
        text = read_timecodes(path).to_csv()
        assert not any(word in text for word in ("file:", "Users", ".wav", ".mp4"))
    frame = read_timecodes(write(tmp_path, "f.tsv", BORIS))
    assert "mette" not in frame.to_csv() and set(frame.attrs) == {"problems"}
    assert "mette" not in str(frame.attrs["problems"])


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_boris_tabular_truths(shared_data, ending):
    """BORIS 73bdf077c48d: the events of observation #1, in all three forms."""
    path = shared_data / "video" / "boris" / f"test_export_events_tabular.{ending}"
    assert is_boris(path)
    found = rows(read_timecodes(path))
    assert found == [
        [3.3, 7.75, "subject1", None, "s"],
        [9.9, 16.2, "subject1", None, "s"],
        [18.35, 24.475, "subject1", None, "s"],
        [38.425, 46.1, "subject2", None, "s"],
    ]


def test_boris_aggregated_truths(shared_data):
    folder = shared_data / "video" / "boris"
    one = read_timecodes(folder / "test_export_aggregated_events_test_full_1.tsv")
    assert len(one) == 18
    assert one["start"].tolist()[:2] == [1.8, 10.25]
    bare = read_timecodes(folder / "test_export_aggregated_events_test_full_5.tsv")
    assert rows(bare)[0] == [5.0, 8.125, None, None, "s"]


def test_vtt_truth(shared_data):
    """webvtt-py 2f78325d96f2: sample.vtt has 16 cues and ends at 64 s."""
    frame = read_timecodes(shared_data / "video" / "vtt" / "sample.vtt")
    assert len(frame) == 16
    assert round(frame["slut"].max()) == 64


def test_every_broken_subtitle_file_gives_a_frame_or_a_plain_message(shared_data):
    for path in sorted((shared_data / "video" / "vtt").iterdir()):
        try:
            frame = read_timecodes(path)
        except KitError as error:
            assert error.report.problems[0].file == path.name
            assert error.hint
        else:
            assert tuple(frame.columns) == TIMECODE_COLUMNS


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("f.eaf", "", "fil_tom"),
        ("f.eaf", "<a>", "elan"),
        ("f.eaf", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "elan"),
        ("f.eaf", "<TIER>" * 100_000 + "</TIER>" * 100_000, "elan"),
        ("f.vtt", "WEBVTT\n", "tidskoder_tom"),
        ("f.vtt", "bare tekst", "undertekster"),
        ("f.srt", "bare tekst", "undertekster"),
        ("f.tsv", "a\tb\n1\t2\n", "boris"),
        ("f.tsv", BORIS.replace("2.5", "midt i"), "tid"),
        ("f.mp4", "x", "tidskoder_slags"),
    ],
)
def test_each_fault_has_its_own_message(tmp_path, name, content, code):
    with pytest.raises(KitError) as caught:
        read_timecodes(write(tmp_path, name, content))
    assert caught.value.report.problems[0].code == code
    assert caught.value.hint


def test_a_missing_file(tmp_path):
    with pytest.raises(KitError, match="findes ikke"):
        read_timecodes(tmp_path / "f.eaf")


@pytest.mark.parametrize(
    ("tiers", "mapping", "known", "codes"),
    [
        (
            ["CHI", "FA1", "MA2", "børn"],
            {},
            {"CHI": "barn", "FA1": "voksen", "MA2": "voksen", "børn": "gruppe"},
            [],
        ),
        (["Mette", "voksen"], {}, {"voksen": "voksen"}, ["lag_person"]),
        (["Mette"], {"mette": "voksen"}, {"Mette": "voksen"}, []),
        (["Mette"], {"Mette": "chef"}, {}, ["lag_rolle"]),
        (["xds@FA1"], {}, {"xds@FA1": "voksen"}, []),
        (["noter"], {}, {}, []),
        (["Voksen 2", "barn_1"], {}, {"Voksen 2": "voksen", "barn_1": "barn"}, []),
    ],
)
def test_tiers_become_roles_and_names_are_asked_about(tiers, mapping, known, codes):
    found, problems = actors(tiers, mapping)
    assert found == known
    assert [p.code for p in problems] == codes
    assert not any("Mette" in str(p) for p in problems)


QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUIET
@given(content=st.binary(max_size=400), name=st.sampled_from(["f.eaf", "f.vtt", "f.srt", "f.tsv"]))
def test_junk_gives_a_frame_or_a_plain_message(tmp_path, content, name):
    try:
        read_timecodes(write(tmp_path, name, content))
    except KitError as error:
        assert str(error)


@QUIET
@given(
    case=st.sampled_from([("f.eaf", EAF), ("f.vtt", VTT), ("f.tsv", BORIS)]),
    cut=st.integers(0, 1500),
    length=st.integers(0, 40),
    junk=st.binary(max_size=20),
)
def test_a_damaged_file_gives_a_frame_or_a_plain_message(tmp_path, case, cut, length, junk):
    name, text = case
    content = text.encode()
    try:
        read_timecodes(write(tmp_path, name, content[:cut] + junk + content[cut + length :]))
    except KitError as error:
        assert str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize(
    ("end", "told"), [("t2", []), ("t0", ["slut_mangler"]), ("t9", ["slut_mangler"])]
)
def test_an_elan_note_that_ends_nowhere_or_too_early_is_told(tmp_path, encoding, end, told):
    name = "UTF-16" if encoding == "utf-16" else "UTF-8"  # as an editor leaves it
    text = (
        f"<?xml version='1.0' encoding='{name}'?><ANNOTATION_DOCUMENT><TIME_ORDER>"
        "<TIME_SLOT TIME_SLOT_ID='t0' TIME_VALUE='500'/>"
        "<TIME_SLOT TIME_SLOT_ID='t1' TIME_VALUE='1000'/>"
        "<TIME_SLOT TIME_SLOT_ID='t2' TIME_VALUE='2000'/></TIME_ORDER><TIER TIER_ID='voksen'>"
        "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID='a1' TIME_SLOT_REF1='t1' "
        f"TIME_SLOT_REF2='{end}'><ANNOTATION_VALUE>går på gulvet</ANNOTATION_VALUE>"
        "</ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"
    )
    path = tmp_path / "samling.eaf"
    path.write_bytes(text.encode(encoding))
    [row] = read_annotations(path).rows
    assert (row.start, row.slut, row.tekst) == (1.0, None if told else 2.0, "går på gulvet")
    assert [p.code for p in read_annotations(path).problems] == told


@pytest.mark.parametrize(
    ("slot", "annotation", "told"),
    [("t3", "a2", []), ("t1", "a2", ["elan_dobbelt"]), ("t3", "a1", ["elan_dobbelt"])],
)
def test_numbers_that_two_places_of_an_elan_file_share_are_told(tmp_path, slot, annotation, told):
    def mark(name, begin, text):
        return (
            f"<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID='{name}' TIME_SLOT_REF1='{begin}' "
            f"TIME_SLOT_REF2='t2'><ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>"
            "</ALIGNABLE_ANNOTATION></ANNOTATION>"
        )

    text = (
        "<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID='t1' TIME_VALUE='1000'/>"
        f"<TIME_SLOT TIME_SLOT_ID='{slot}' TIME_VALUE='1500'/>"
        "<TIME_SLOT TIME_SLOT_ID='t2' TIME_VALUE='2000'/></TIME_ORDER><TIER TIER_ID='voksen'>"
        f"{mark('a1', 't1', 'går')}{mark(annotation, slot, 'sidder')}</TIER>"
        "<TIER TIER_ID='tolkning' PARENT_REF='voksen'><ANNOTATION><REF_ANNOTATION "
        "ANNOTATION_ID='a9' ANNOTATION_REF='a1'><ANNOTATION_VALUE>rolig</ANNOTATION_VALUE>"
        "</REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"
    )
    found = read_annotations(write(tmp_path, "samling.eaf", text.encode()))
    assert len(found.rows) == 3 and [p.code for p in found.problems] == told


@pytest.mark.parametrize(
    ("unit", "start"),
    [("milliseconds", 1.5), ("", 1.5), ("PAL-frames", 60.0), ("NTSC-frames", 50.05)],
)
def test_times_counted_in_pictures_are_read_as_seconds(tmp_path, unit, start):
    """The two that the format's own schema names beside milliseconds."""
    text = (
        f'<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="{unit}"/><TIME_ORDER>'
        '<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="1500"/>'
        '<TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="3000"/></TIME_ORDER><TIER TIER_ID="Voksen">'
        '<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="1" TIME_SLOT_REF1="a" '
        'TIME_SLOT_REF2="b"><ANNOTATION_VALUE>Peger</ANNOTATION_VALUE>'
        "</ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"
    )
    found = read_annotations(write(tmp_path, "f.eaf", text.encode())).rows
    assert (found[0].start, found[0].slut) == pytest.approx((start, 2 * start))
