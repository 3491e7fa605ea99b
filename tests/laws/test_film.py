"""The two laws for a film's notes: what goes in comes out or is told, notes and words alike.

Every word of a generated file is a token of its own, so that a lost one is seen; what is told is
told by its line or row.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib.problems import KitError
from kitlib.reading.timecodes import read_annotations

LAW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def told_places(problems) -> set[int]:
    """Return every line or row the problems name."""
    return {row for p in problems for row in (p.rows or (p.row,)) if row}


def read(path):
    """Return the notes and what was told; a file that is refused as a whole has told it all."""
    try:
        found = read_annotations(path)
    except KitError as error:
        return [], list(error.report), True
    return found.rows, found.problems, False


# --- subtitles ---------------------------------------------------------------------------------

DRESSED = [
    *("{}", "<i>{}</i>", "<griner> {}", "{{{}}}", "&lt;{}&gt;", "{}&nbsp;&amp;", "3 -> {}"),
    *("♪ {} ♪", "<b>{}", "[{}]", "{}:", "<c.gul>{}</c>", "#{}", "&#60;{}", "-->{}"),
    "<00:00:09.000><c> {}</c>",
]


@dataclass(frozen=True)
class Cue:
    lines: tuple[str, ...]
    tokens: tuple[str, ...]


@st.composite
def cue_lines(draw, number: int):
    tokens = [f"ord{number}x{k}" for k in range(draw(st.integers(0, 3)))]
    voice = draw(st.sampled_from(["", "", "- ", "<v Mette>", "-"]))
    dressed = [draw(st.sampled_from(DRESSED)).format(t) for t in tokens]
    return Cue(tuple(voice + line for line in dressed), tuple(tokens))


def clock(seconds: int, form: str) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    match form:
        case "short":
            return f"{minutes + 60 * hours}:{left:02d}"
        case "point":
            return f"{hours:02d}:{minutes:02d}:{left:02d}.500"
        case "comma":
            return f"{hours:02d}:{minutes:02d}:{left:02d},500"
        case "broken":
            return f"{hours:02d}:{minutes:02d}:{left:02d}x"
    return f"{hours}:{minutes:02d}:{left:02d}"


@st.composite
def subtitle_files(draw):
    """Return the lines of a file, and for each cue where its times stand and its tokens."""
    vtt = draw(st.booleans())
    lines = ["WEBVTT", "Kind: captions", ""] if vtt else []
    cues: list[tuple[int, int | None, tuple[str, ...]]] = []
    for number in range(draw(st.integers(1, 8))):
        if vtt and draw(st.integers(0, 4)) == 0:
            lines += [draw(st.sampled_from(["NOTE en note", "STYLE", "REGION"])), "noget", ""]
        if draw(st.integers(0, 4)) == 0 and (not lines or not lines[-1]):
            lines += [f"ord{number}x9 uden tid", ""]
            cues.append((len(lines) - 1, None, (f"ord{number}x9",)))
        name = draw(st.sampled_from(["", "id-7/12", str(number + 1), "et navn"]))
        lines += [name] if name else []
        cue = draw(cue_lines(number))
        start = 10 * number + draw(st.sampled_from([0, 0, 3600]))
        forms = st.sampled_from(["short", "point", "comma", "long", "long", "point", "broken"])
        one, other = draw(forms), draw(forms)
        setting = draw(st.sampled_from(["", "", " align:start position:0%"]))
        arrow = draw(st.sampled_from([" --> ", "-->", "  -->\t"]))
        lines.append(clock(start, one) + arrow + clock(start + 5, other) + setting)
        where = (len(lines), None if one == "broken" else start, cue.tokens)
        cues.append(where)
        lines += cue.lines
        lines += draw(st.sampled_from([[""], [""], ["", ""], [" ", ""], [" "]]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return ".vtt" if vtt else ".srt", end.join(lines), cues


@LAW
@given(file=subtitle_files())
def test_every_cue_is_a_note_or_is_told(tmp_path, file):
    suffix, content, cues = file
    path = tmp_path / f"samling{suffix}"
    path.write_bytes(content.encode())
    rows, problems, refused = read(path)
    told = told_places(problems)
    for line, start, tokens in cues:
        mine = [r for r in rows if start is not None and r.start in (start, start + 0.5)]
        words = " ".join(r.tekst for r in mine)
        if start is None or not tokens:
            assert line in told or refused
        for token in tokens:
            assert re.search(rf"{token}(?!\d)", words) or line in told or refused
    assert sum(bool(t) and s is not None for _, s, t in cues) <= len(rows) or refused


@LAW
@given(file=subtitle_files())
def test_no_word_of_a_cue_stands_in_anothers_note_and_no_name_in_a_text(tmp_path, file):
    suffix, content, cues = file
    path = tmp_path / f"samling{suffix}"
    path.write_bytes(content.encode())
    rows, _, _ = read(path)
    starts = {t: s for _, s, tokens in cues for t in tokens}
    for row in rows:
        assert not re.search("Mette|id-7|et navn|position|uden tid", row.tekst)
        for token in re.findall(r"ord\d+x\d+", row.tekst):
            assert row.start in (starts[token], starts[token] + 0.5)


# --- ELAN --------------------------------------------------------------------------------------


@st.composite
def elan_files(draw):
    """Return a file with a tier of parts with and without times, and one that hangs on it."""
    parts = draw(st.integers(1, 7))
    slots: list[int | None] = [
        draw(st.sampled_from([None, None, 1000 * k])) for k in range(parts + 1)
    ]
    if draw(st.booleans()):
        slots[0], slots[-1] = 0, 1000 * parts
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="t{k}"' + ("/>" if s is None else f' TIME_VALUE="{s}"/>')
        for k, s in enumerate(slots)
    )
    words = [f"ord{k}" if draw(st.integers(0, 3)) else "" for k in range(parts)]
    aligned = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{k}" TIME_SLOT_REF1="t{k}"'
        f' TIME_SLOT_REF2="t{k + 1}"><ANNOTATION_VALUE>{w}</ANNOTATION_VALUE>'
        "</ALIGNABLE_ANNOTATION></ANNOTATION>"
        for k, w in enumerate(words)
    )
    hanging = "".join(
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="r{k}" ANNOTATION_REF="a{to}">'
        f"<ANNOTATION_VALUE>hang{k}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
        for k, to in enumerate(draw(st.lists(st.integers(0, parts + 1), max_size=5)))
    )
    text = (
        f"<ANNOTATION_DOCUMENT><TIME_ORDER>{order}</TIME_ORDER><TIER TIER_ID='{escape('Mette')}'>"
        f"{aligned}</TIER><TIER TIER_ID='kode' PARENT_REF='Mette'>{hanging}</TIER>"
        "</ANNOTATION_DOCUMENT>"
    )
    return text, slots


@LAW
@given(file=elan_files())
def test_every_elan_annotation_is_a_note_and_those_without_a_time_are_told(tmp_path, file):
    text, slots = file
    path = tmp_path / "samling.eaf"
    path.write_text(text, encoding="utf-8")
    rows, problems, _ = read(path)
    assert len(rows) == text.count("<ANNOTATION>")
    written = re.findall(r"<ANNOTATION_VALUE>([^<]*)<", text)
    assert sorted(r.tekst for r in rows) == sorted(written)
    timeless = sum(r.start is None for r in rows)
    told = [p for p in problems if p.code == "start_mangler"]
    assert [p.message.split()[0] for p in told] == ([str(timeless)] if timeless else [])
    for k, row in enumerate(r for r in rows if r.lag == "Mette"):
        if slots[k] is not None:
            assert row.start == slots[k] / 1000
        elif row.start is not None:
            assert row.anslaaet
            before = [s for s in slots[:k] if s is not None]
            after = [s for s in slots[k:] if s is not None]
            assert before[-1] / 1000 < row.start < after[0] / 1000


# --- BORIS -------------------------------------------------------------------------------------

STATES = ("START", "STOP", "POINT", "", "MÅSKE")


@st.composite
def boris_files(draw):
    """Return a tabular export, and the tokens of each row."""
    new = draw(st.booleans())
    heads = ["Time", "Subject", "Behavior", "Behavioral category"]
    heads += [
        "Modifier #1" if new else "Modifier 1",
        "Comment",
        "Behavior type" if new else "Status",
    ]
    heads = ["Observation id", *heads] if new else heads
    rows = []
    for k in range(draw(st.integers(1, 10))):
        row = {
            "Time": f"{k}.500",
            "Subject": draw(st.sampled_from(["voksen", "No focal subject", ""])),
            "Behavior": draw(st.sampled_from(["gaar", "sidder", f"gor{k}"])),
            "Behavioral category": draw(st.sampled_from(["", "", f"slags{k}"])),
            heads[-3]: draw(st.sampled_from(["", "None", f"maade{k}", "med ord"])),
            "Comment": draw(st.sampled_from(["", f"ord{k}", f'"ord{k}', f"ord{k}; mere\tnu, ja"])),
            heads[-1]: draw(st.sampled_from(STATES)),
            "Observation id": draw(st.sampled_from(["en", "to"])),
        }
        rows.append([row[h] for h in heads])
    style = draw(st.sampled_from(["tab", "comma", "excel"]))
    delimiter = {"tab": "\t", "comma": ",", "excel": ";"}[style]
    if style == "excel":
        place = heads.index("Time")
        for cells in rows:
            cells[place] = cells[place].replace(".", ",")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([heads, *rows])
    return out.getvalue().encode("cp1252" if style == "excel" else "utf-8"), heads, rows


@LAW
@given(file=boris_files())
def test_every_boris_event_is_in_a_note_or_is_told(tmp_path, file):
    content, heads, events = file
    path = tmp_path / "boris samling.csv"
    path.write_bytes(content)
    rows, problems, refused = read(path)
    assert not refused
    told, left_out = told_places(problems), " ".join(p.message for p in problems)
    at = {h: i for i, h in enumerate(heads)}
    texts = " \n ".join(r.tekst for r in rows)
    stops = 0
    for number, cells in enumerate(events, start=2):
        time = float(cells[at["Time"]].replace(",", "."))
        mine = [r for r in rows if time in (r.start, r.slut)]
        assert mine
        words = " ".join(r.tekst for r in mine)
        assert cells[at["Behavior"]] in words
        for heading in (heads[-3], "Comment"):
            word = cells[at[heading]]
            assert word in ("", "None") or " ".join(word.split()) in " ".join(words.split())
        if cells[at["Behavioral category"]]:
            assert "'Behavioral category'" in left_out or "Behavioral category" in left_out
        status = cells[-1] if heads[-1] in ("Status", "Behavior type") else ""
        if status not in ("START", "STOP", "POINT"):
            assert number in told
        stops += status == "STOP" and number not in told
    assert len(rows) == len(events) - stops
    assert "slags" not in texts
    unended = sum(r.slut is None for r in rows)
    assert bool(unended) == any(p.code == "start_uden_slut" for p in problems)


@pytest.mark.parametrize("suffix", [".vtt", ".srt", ".sbv", ".eaf", ".tsv", ".txt"])
def test_what_is_no_ordinary_file_is_told_and_never_waited_for(tmp_path, suffix):
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    path = tmp_path / f"samling{suffix}"
    os.mkfifo(path)
    with pytest.raises(KitError, match="ikke en almindelig fil"):
        read_annotations(path)


def test_a_file_with_more_notes_than_anybody_looks_at_is_refused(tmp_path):
    path = tmp_path / "samling.srt"
    path.write_text("0:01 --> 0:02\nja\n\n" * 20_001, encoding="utf-8")
    with pytest.raises(KitError, match=r"mere end 20\.000 noter"):
        read_annotations(path)


def test_a_file_too_large_for_notes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "samling.vtt"
    with path.open("wb") as stream:
        stream.truncate(20_000_001)
    with pytest.raises(KitError, match="for stor"):
        read_annotations(path)
