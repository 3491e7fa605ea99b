"""The logbog: nothing acknowledged is lost, nobody writes over anybody, any cut still opens."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.journal.lines import Entry, read_line, write_line
from kitlib.journal.logbog import Logbog
from kitlib.journal.merge import Merged
from kitlib.placing import replacing
from kitlib.problems import KitError

DAY = "2026-03-03.laeringscirklen"


def _logbog(folder: Path) -> Logbog:
    return Logbog(folder)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(values.filter(lambda v: "\ud800" <= "\udfff"), st.integers(1, 10**9))
def test_a_line_says_what_was_written(value, counter):
    from kitlib.journal.logbog import _clean

    entry = Entry(3, counter, "a1b2", DAY, "se.set", _clean(value), ("1.aa",))
    line = write_line(entry)
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    assert read_line(line) == entry


@given(st.data())
def test_a_line_with_any_byte_changed_is_known_as_damaged(data):
    line = write_line(Entry(1, 1, "a1b2", DAY, "se.set", "Sæt dig på bænken, siger han."))
    at = data.draw(st.integers(0, len(line) - 2))
    other = data.draw(st.integers(0, 255).filter(lambda b: b != line[at]))
    changed = line[:at] + bytes([other]) + line[at + 1 :]
    found = read_line(changed)
    # Spaces between the parts of a line may differ without a word being another.
    assert found is None or found == read_line(line)


def test_what_is_written_is_read_by_the_next_who_opens(tmp_path):
    log = _logbog(tmp_path)
    log.write(DAY, "se.set", "en")
    log.write(DAY, "se.set", "to")
    log.close()
    assert _logbog(tmp_path).heads(DAY)["se.set"].value == "to"
    assert not _logbog(tmp_path).problems


def test_nothing_is_made_before_something_is_written(tmp_path):
    _logbog(tmp_path).heads(DAY)
    assert list(tmp_path.iterdir()) == []


def test_the_disk_has_it_before_the_receipt(tmp_path, monkeypatch):
    """fsync comes after the whole line is written, and before `write` returns."""
    seen = []
    real = os.fsync

    def fsync(handle):
        real(handle)
        seen.append(sum(p.read_bytes().count(b"\n") for p in tmp_path.glob("logbog/*.jsonl")))

    monkeypatch.setattr(os, "fsync", fsync)
    log = _logbog(tmp_path)
    for number in (1, 2, 3):
        log.write(DAY, "se.set", str(number))
        assert seen[-1] == number


def test_what_the_disk_does_not_take_is_not_acknowledged_and_the_next_begins_afresh(
    tmp_path, monkeypatch
):
    log = _logbog(tmp_path)
    log.write(DAY, "se.set", "før")

    def full(handle):
        raise OSError("no space")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(KitError, match="kunne ikke gemmes"):
            log.write(DAY, "se.set", "under")
    log.write(DAY, "se.set", "efter")
    assert len(list(tmp_path.glob("logbog/*.jsonl"))) == 2
    assert _logbog(tmp_path).heads(DAY)["se.set"].value == "efter"


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_a_drive_that_brings_no_folders_to_the_disk_stops_nobody_and_a_disk_that_fails_does(
    tmp_path, monkeypatch, number
):
    real = os.fsync

    def fsync(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    if number == errno.EINVAL:
        _logbog(tmp_path).write(DAY, "se.set", "x")
        with replacing(tmp_path / "x.txt") as temporary:
            temporary.write_text("x", "utf-8")
    else:
        with pytest.raises(KitError, match="kunne ikke gemmes"):
            _logbog(tmp_path).write(DAY, "se.set", "x")
        with pytest.raises(OSError), replacing(tmp_path / "x.txt"):
            pass


def test_a_line_knows_no_person_and_no_clock(tmp_path):
    log = _logbog(tmp_path)
    log.write(DAY, "se.set", "Tretten børn venter.")
    raw = next(tmp_path.glob("logbog/*.jsonl")).read_text(encoding="utf-8")
    assert sorted(__import__("json").loads(raw)) == [
        "efter",
        "felt",
        "format",
        "moede",
        "nr",
        "skriver",
        "sum",
        "tid",
        "vaerdi",
    ]


# Two who write ---------------------------------------------------------------------------------


def test_two_writers_have_a_file_each(tmp_path):
    one, two = _logbog(tmp_path), _logbog(tmp_path)
    one.write(DAY, "se.set", "den ene")
    two.write(DAY, "se.antaget", "den anden")
    assert len(list(tmp_path.glob("logbog/*.jsonl"))) == 2
    for log in (one, two, _logbog(tmp_path)):
        assert {k: h.value for k, h in log.heads(DAY).items()} == {
            "se.set": "den ene",
            "se.antaget": "den anden",
        }


def test_who_writes_over_what_they_saw_is_the_later(tmp_path):
    one, two = _logbog(tmp_path), _logbog(tmp_path)
    one.write(DAY, "se.set", "først")
    two.write(DAY, "se.set", "så")
    one.write(DAY, "se.set", "til sidst")
    head = two.heads(DAY)["se.set"]
    assert (head.value, head.others) == ("til sidst", ())


def test_two_who_write_at_once_both_stand(tmp_path):
    """Files that met only later, as on a drive that was offline."""
    for name, words in (("a", "den ene"), ("b", "den anden")):
        log = _logbog(tmp_path / name)
        log.write(DAY, "se.set", words)
        log.close()
    both = tmp_path / "c" / "logbog"
    both.mkdir(parents=True)
    for path in tmp_path.glob("[ab]/logbog/*.jsonl"):
        (both / path.name).write_bytes(path.read_bytes())
    head = _logbog(tmp_path / "c").heads(DAY)["se.set"]
    assert {head.value, *(o.value for o in head.others)} == {"den ene", "den anden"}


@given(st.permutations(range(6)), st.lists(st.integers(0, 5), max_size=4))
def test_everybody_sees_the_same_whatever_order_files_come_in(order, again):
    entries = [
        Entry(1, 1, "aa", DAY, "f", "en"),
        Entry(1, 1, "bb", DAY, "f", "to"),
        Entry(2, 2, "aa", DAY, "f", "tre", ("1.aa",)),
        Entry(2, 3, "bb", DAY, "f", "fire", ("1.bb",)),
        Entry(1, 3, "cc", DAY, "f", "fem", ("2.aa",)),
        Entry(1, 2, "dd", DAY, "g", "seks"),
    ]
    merged = Merged()
    merged.add(entries[i] for i in [*order, *again])
    heads = merged.heads(DAY)
    assert heads["f"].value == "fem"
    assert [o.value for o in heads["f"].others] == ["fire"]
    assert heads["g"].value == "seks"


@pytest.mark.parametrize("name", ["{} (2).jsonl", "{}-BÆRBAR.jsonl", "{} (modstrid).jsonl"])
def test_a_conflict_copy_counts_once(tmp_path, name):
    log = _logbog(tmp_path)
    log.write(DAY, "se.set", "en")
    path = next(tmp_path.glob("logbog/*.jsonl"))
    path.with_name(name.format(path.stem)).write_bytes(path.read_bytes())
    log.write(DAY, "se.set", "to")
    again = _logbog(tmp_path)
    assert again.heads(DAY)["se.set"].value == "to"
    assert again.heads(DAY)["se.set"].others == ()


def test_what_only_a_conflict_copy_holds_is_read(tmp_path):
    log = _logbog(tmp_path)
    log.write(DAY, "se.set", "en")
    log.write(DAY, "se.antaget", "to")
    path = next(tmp_path.glob("logbog/*.jsonl"))
    raw = path.read_bytes()
    path.with_name("kopi.jsonl").write_bytes(raw)
    path.write_bytes(raw[: raw.index(b"\n") + 1])
    assert set(_logbog(tmp_path).heads(DAY)) == {"se.set", "se.antaget"}


# Cuts ------------------------------------------------------------------------------------------


def test_cut_at_any_byte_it_opens_and_says_what_was_dropped(tmp_path):
    log = _logbog(tmp_path / "hel")
    texts = ["Sæt dig", "på bænken 🧤", "og vent"]
    for i, text in enumerate(texts):
        log.write(DAY, f"f{i}", text)
    raw = next(tmp_path.glob("hel/logbog/*.jsonl")).read_bytes()
    ends = [i + 1 for i, byte in enumerate(raw) if byte == 10]
    cut = tmp_path / "cut" / "logbog" / "x.jsonl"
    cut.parent.mkdir(parents=True)
    for at in range(len(raw) + 1):
        cut.write_bytes(raw[:at])
        opened = _logbog(tmp_path / "cut")
        heads = opened.heads(DAY)
        # A line that lacks nothing but its newline is whole.
        whole = sum(end <= at or end - 1 == at for end in ends)
        assert [heads[f"f{i}"].value for i in range(whole)] == texts[:whole]
        assert len(heads) == whole
        partial = at not in (0, *ends, *(e - 1 for e in ends))
        assert [p.code for p in opened.problems] == ["logbog_udeladt"] * partial
        if partial:
            assert opened.problems[0].row == whole + 1


def test_a_line_lost_in_the_middle_is_told(tmp_path):
    log = _logbog(tmp_path)
    for i in range(4):
        log.write(DAY, f"f{i}", "x")
    path = next(tmp_path.glob("logbog/*.jsonl"))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"\x00\xff\n" + lines[3])
    opened = _logbog(tmp_path)
    assert set(opened.heads(DAY)) == {"f0", "f3"}
    assert [(p.row, p.message) for p in opened.problems] == [
        (2, "Linjen er beskadiget og er udeladt."),
        (None, "1 linje mangler."),
    ]


@given(st.binary(max_size=400))
def test_any_bytes_open(raw):
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "logbog"
        folder.mkdir()
        (folder / "x.jsonl").write_bytes(raw)
        opened = _logbog(Path(name))
        assert opened.meetings() == ()
        if raw.strip(b"\n"):
            assert opened.problems


# Everyone's own answer -------------------------------------------------------------------------


def test_hidden_answers_tell_nothing_of_the_order_they_came_in(tmp_path):
    from datetime import date

    log = _logbog(tmp_path)
    log.write(DAY, "x", "y")
    for n in range(5):
        log.write_unordered(DAY, f"svar.f.{n}", f"svar {n}", name=f"a{n}", day=date(2026, 3, 3))
    files = [p for p in tmp_path.glob("logbog/*.jsonl") if b'"svar.f.' in p.read_bytes()]
    assert len(files) == 5
    assert len({p.stat().st_mtime_ns for p in files}) == 1
    said = [read_line(p.read_bytes().strip()) for p in files]
    assert {(e.counter, e.line) for e in said} == {(1, 1)}


def test_half_letters_from_a_browser_are_mended(tmp_path):
    log = _logbog(tmp_path)
    assert log.write(DAY, "f", {"a": ["\ud83d"]}).value == {"a": ["\ufffd"]}
    assert _logbog(tmp_path).heads(DAY)["f"].value == {"a": ["\ufffd"]}


# Two programs ----------------------------------------------------------------------------------

WRITE = """
import sys
from pathlib import Path
from kitlib.journal.logbog import Logbog
log = Logbog(Path(sys.argv[1]))
for i in range(int(sys.argv[3])):
    log.write("m", f"{sys.argv[2]}.{i % 7}", f"tekst {i}")
"""


def test_two_programs_at_once_lose_nothing(tmp_path):
    command = [sys.executable, "-c", WRITE, str(tmp_path)]
    running = [
        subprocess.Popen([*command, name, "150"], stdout=subprocess.DEVNULL) for name in "ab"
    ]
    assert [r.wait() for r in running] == [0, 0]
    merged = sum(len(p.read_bytes().splitlines()) for p in tmp_path.glob("logbog/*.jsonl"))
    assert merged == 300
    heads = _logbog(tmp_path).heads("m")
    last = {
        f"{name}.{k}": f"tekst {max(i for i in range(150) if i % 7 == k)}"
        for name in "ab"
        for k in range(7)
    }
    assert {k: h.value for k, h in heads.items()} == last
