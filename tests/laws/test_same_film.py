"""One film is the same rows, whichever program its notes were written in."""

import csv
import io
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitlib import open_team
from kitlib.reading.timecodes import read_annotations

LAW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WORDS = [
    *("hjælper", "Åse", "{peger}", "<griner>", "&", "R&D", "3 < 4", "så", "“ja”", 'siger "nej"'),
    *("det's", "12", "a; b", "1,5", "…", "é", "[sukker]", "♪", "nej!", "--", "0:21", "'kom'"),
]


@dataclass(frozen=True)
class Note:
    """What stands in the film from one moment to another, in thousandths of a second."""

    start: int
    end: int
    actor: str
    text: str


@st.composite
def films(draw) -> list[Note]:
    notes, at = [], draw(st.sampled_from([0, 59_000, 3_599_500]))
    for number in range(draw(st.integers(1, 6))):
        at += draw(st.integers(1, 40_000))
        words = draw(st.lists(st.sampled_from(WORDS), max_size=4))
        actor = draw(st.sampled_from(["voksen", "barn", "gruppe"]))
        end = at + draw(st.integers(1, 90_000))
        notes.append(Note(at, end, actor, " ".join([f"ord{number}", *words])))
    return notes


def clock(thousandths: int, sign: str) -> str:
    seconds, rest = divmod(thousandths, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{sign}{rest:03d}"


def eaf(notes: list[Note]) -> str:
    times = sorted({t for n in notes for t in (n.start, n.end)})
    slots = {t: f"ts{i}" for i, t in enumerate(times)}
    order = "".join(f'<TIME_SLOT TIME_SLOT_ID="{s}" TIME_VALUE="{t}"/>' for t, s in slots.items())
    tiers = ""
    for actor in dict.fromkeys(n.actor for n in notes):
        inner = "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{i}" TIME_SLOT_REF1='
            f'"{slots[n.start]}" TIME_SLOT_REF2="{slots[n.end]}"><ANNOTATION_VALUE>'
            f"{escape(n.text)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for i, n in enumerate(notes)
            if n.actor == actor
        )
        tiers += f'<TIER TIER_ID="{actor}">{inner}</TIER>'
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{order}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>"


def vtt(notes: list[Note]) -> str:
    cues = (
        f"{clock(n.start, '.')} --> {clock(n.end, '.')}\n<v {n.actor}>{escape(n.text)}</v>\n"
        for n in notes
    )
    return "\n".join(["WEBVTT\n", *cues])


def srt(notes: list[Note]) -> str:
    cues = (
        f"{i}\n{clock(n.start, ',')} --> {clock(n.end, ',')}\n{n.text}\n"
        for i, n in enumerate(notes, start=1)
    )
    return "\n".join(cues)


def events(notes: list[Note], *, status: str, excel: bool = False, hms: bool = False) -> str:
    """An export of events, a row where each begins and one where it ends."""
    lines = [(t, kind, n) for n in notes for t, kind in ((n.start, "START"), (n.end, "STOP"))]
    lines.sort(key=lambda line: line[0])
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if excel else "\t")
    if status == "Status":  # what older versions write above the table
        writer.writerows([["Observation id", "samling"], []])
    writer.writerow(["Time", "Subject", "Behavior", "Behavioral category", "Comment", status])
    for t, kind, n in lines:
        time = clock(t, ".") if hms else f"{t / 1000:.3f}".replace(".", "," if excel else ".")
        writer.writerow([time, n.actor, n.text, "", "", kind])
    return out.getvalue()


def aggregated(notes: list[Note]) -> str:
    """An export with a row for each."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    heads = ["Observation id", "Subject", "Behavior", "Behavior type", "Start (s)", "Stop (s)"]
    writer.writerow(heads)
    for n in notes:
        times = [f"{t / 1000:.3f}" for t in (n.start, n.end)]
        writer.writerow(["samling", n.actor, n.text, "STATE", *times])
    return out.getvalue()


FILES = {
    "elan.eaf": eaf,
    "film.vtt": vtt,
    "film.srt": srt,
    "boris ny.tsv": lambda notes: events(notes, status="Behavior type"),
    "boris gammel.tsv": lambda notes: events(notes, status="Status"),
    "boris ur.tsv": lambda notes: events(notes, status="Behavior type", hms=True),
    "boris excel.csv": lambda notes: events(notes, status="Behavior type", excel=True),
    "boris samlet.csv": aggregated,
}


@LAW
@given(notes=films())
def test_one_film_is_the_same_rows_in_every_format(tmp_path, notes):
    meant = [(n.start / 1000, n.end / 1000, n.actor, n.text) for n in notes]
    for name, write in FILES.items():
        path = tmp_path / name
        path.write_text(write(notes), encoding="utf-8", newline="")
        found = read_annotations(path)
        rows = sorted((r.start, r.slut, r.lag, r.tekst) for r in found.rows)
        if name.endswith(".srt"):  # which has no voices
            assert [(a, b, d) for a, b, _, d in rows] == [(a, b, d) for a, b, _, d in meant], name
        else:
            assert rows == meant, name
        assert not found.problems, name


@settings(LAW, max_examples=8)
@given(notes=films())
def test_one_film_is_the_same_notes_of_a_team_in_every_format(tmp_path, notes):
    frames = {}
    for name, write in FILES.items():
        folder = tmp_path / name.replace(".", "_")
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(write(notes), encoding="utf-8", newline="")
        frames[name] = open_team(folder).video.reset_index(drop=True).sort_values("start")
    columns = ["start", "slut", "hvad"]
    first = frames["elan.eaf"]
    assert first["aktor"].tolist() == [n.actor for n in notes]
    for name, frame in frames.items():
        same = columns if name.endswith(".srt") else [*columns, "aktor"]
        ours, theirs = (f[same].reset_index(drop=True) for f in (frame, first))
        pd.testing.assert_frame_equal(ours, theirs, obj=name)
