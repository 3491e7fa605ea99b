"""What the machine cannot do is said in Danish, and what was there is unharmed."""

import errno
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from hashlib import sha256

import pytest

from kitlib.cli import main
from kitlib.cli.saying import plain
from kitlib.machine import fault_of, told
from kitlib.placing import is_left
from kitlib.trace import FILE_NAME

PASSPHRASE = "kugle torden marmelade violin"
NOT_DANISH = re.compile(r"Traceback|Errno|Error\b|No space|too large|[Ff]ile \"|line \d")

COMMANDS = {
    "vis": ["vis", "{t}", "--uden-browser"],
    "materiale": ["materiale", "{t}"],
    "slet": ["slet", "{t}", "B02", "--ja"],
    "bidrag": ["bidrag", "{t}"],
    "ny": ["ny", "{m}/ny"],
    "ny mit": ["ny", "--mit", "{m}/mine.xlsx"],
    "mit": ["mit", "{m}/psykolog_who5.csv", "--kun-laas"],
    "papirer": ["papirer", "{t}"],
    "indsigt": ["indsigt", "{t}", "B02"],
    "notebooks": ["notebooks", "{t}", "--kun-kopi"],
    "session": ["session", "{t}", "--kopi", "--uden-browser"],
    "proevehandlinger": ["proevehandlinger", "{t}", "--uden-browser"],
    "dato": ["slet", "{t}", "--ny-dato", "01-02-2027", "--grund", "vi er ikke færdige"],
    "noegle": ["saml", "--ny-noegle", "{m}/k.txt"],
    "koder": ["koder", "{m}/navne.txt", "--fil", "{m}/liste.age"],
    "demo": ["demo", "--ud", "{m}/demo", "--uden-browser"],
    "leder": ["bekymring", "{t}", "--leder", "{m}/leder"],
}


@contextmanager
def _no_byte_more():
    """No file takes a byte: the system itself refuses, as a full disk does."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def _small_drive(place, *, left, sample_data):
    """A drive of 1 MB with a team on it and little room left."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs to mount a drive")
    try:
        _lay_out(place, sample_data)
        _fill(place, left)
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def _fill(place, left):
    with (place / "fyld").open("wb", buffering=0) as stream:
        free = os.statvfs(place)
        stream.write(bytes(max(0, free.f_bavail * free.f_frsize - left)))


def _lay_out(place, sample_data):
    shutil.copytree(sample_data / "solsikken", place / "t")
    shutil.copy(sample_data / "mit" / "psykolog_who5.csv", place)
    (place / "navne.txt").write_text("Villy Opdigtet\n", encoding="utf-8")


def _all_files(place):
    return {
        path.relative_to(place): sha256(path.read_bytes()).hexdigest()
        for path in place.rglob("*")
        if path.is_file()
    }


def _run(capsys, monkeypatch, command, place):
    import io

    asked = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(asked.encode())))
    with pytest.raises(SystemExit) as left:
        main([part.format(m=place, t=place / "t") for part in command])
    said = capsys.readouterr()
    return left.value.code, said.out + said.err


def _unharmed(before, place, said):
    after = _all_files(place)
    changed = {path for path in before if after.get(path) != before[path]}
    assert not changed, said
    assert not [p for p in place.rglob(".kit-*") if is_left(p)], said
    assert not NOT_DANISH.search(said), said


@pytest.mark.skipif(os.name == "nt", reason="the system has no such limit")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_takes_nothing_is_danish_and_harms_nothing(
    capsys, monkeypatch, tmp_path, sample_data, name
):
    _lay_out(tmp_path, sample_data)
    before = _all_files(tmp_path)
    with _no_byte_more():
        code, said = _run(capsys, monkeypatch, COMMANDS[name], tmp_path)
    _unharmed(before, tmp_path, said)
    assert code in (0, 1)
    if code:
        assert said.strip()


@pytest.mark.parametrize("left", [0, 8192])
@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may mount")
def test_a_drive_that_is_full_is_danish_and_harms_nothing(
    capsys, monkeypatch, tmp_path, sample_data, left
):
    for name, command in COMMANDS.items():
        with _small_drive(tmp_path / f"d-{name}", left=left, sample_data=sample_data) as place:
            before = _all_files(place)
            code, said = _run(capsys, monkeypatch, command, place)
            if code:
                _unharmed(before, place, said)
            assert not NOT_DANISH.search(said), (name, said)


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_number_a_system_gives_is_said_in_danish(number):
    said = str(fault_of(OSError(number, "Something in English", "/a/b/Alma Holm/noter.csv")))
    assert "som før" in said
    assert "Something" not in said and "Alma" not in said


def test_no_memory_and_what_a_library_made_of_a_full_disk_are_known():
    class FileCreateError(Exception):
        """As a writer of workbooks raises it."""

    wrapped = FileCreateError(OSError(errno.ENOSPC, "No space left on device"))
    assert "plads på disken" in str(fault_of(wrapped))
    assert "hukommelse" in str(fault_of(MemoryError("Unable to allocate 256 GiB")))


def test_an_inner_error_leaves_a_trace_and_quotes_nothing(capsys, monkeypatch, tmp_path):
    def breaks(folder):
        raise ValueError("Fatima blev drillet")

    monkeypatch.setattr("kitlib.checking.open_team", breaks)
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["tjek", str(tmp_path)])
    said = capsys.readouterr().err
    assert left.value.code == 1
    assert "Noget gik galt" in said and FILE_NAME in said and "Fatima" not in said
    assert "Fatima" not in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_a_panic_of_a_library_is_told_too(capsys, monkeypatch, tmp_path):
    class PanicException(BaseException):
        """As libraries written in Rust raise it."""

    def panics(folder):
        raise PanicException("byte index 3 of 'Fatima'")

    monkeypatch.setattr("kitlib.checking.open_team", panics)
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    with pytest.raises(SystemExit):
        main(["tjek", str(tmp_path)])
    said = capsys.readouterr().err
    assert "Noget gik galt" in said and "Fatima" not in said


def test_a_fault_of_the_machine_leaves_no_trace(monkeypatch, tmp_path):
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    told(OSError(errno.ENOSPC, ""))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "sent",
    [
        "\x1b[31m",
        "\x1b]0;titel\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x9b2J",
        "\x1bc",
        "\x1b(0",
        "\x1bP1$r\x1b\\",
        "\u202e",
        "\u2066",
        "\u200f",
        "\r",
        "\x08",
        "\x7f",
        "\x85"[:0],
        "\x00",
        "\x1b]52;c;aGVq\x07",
    ],
)
def test_nothing_said_steers_the_terminal(capsys, sent):
    assert plain(f"Sol{sent}sikken\n  to") == "Solsikken\n  to"
    with pytest.raises(SystemExit):
        main(["tjek", f"Sol{sent.replace(chr(0), '')}sikken"])
    said = capsys.readouterr()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said.err)


def test_every_command_speaks_through_the_one_filter(root):
    for path in (root / "kitlib" / "cli").glob("*.py"):
        if path.name != "saying.py":
            text = path.read_text(encoding="utf-8")
            assert "click.echo" not in text and not re.search(r"^\s*print\(", text, re.M), path.name
