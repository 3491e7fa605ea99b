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
    "tjek": ["tjek", "{t}"],
    "tekster": ["tekster", "{t}"],
    "saml": ["saml", "{m}/b", "--ud", "{m}/nyt", "--godkendt-af", "leder"],
    "sammen": ["sammen", "{t}", "{m}/u", "--uden-browser"],
    "papir": ["papir", "{s}", "--uden-browser", "--slet-billeder"],
    "navne": ["navne", "{s}", "--uden-browser"],
    "bekymring": ["bekymring", "{s}", "--leder", "{m}/leder"],
    "mit ret": ["mit", "{m}/mit/who5.csv.age", "--ret", "--uden-browser"],
    "forside": ["forside", "{f}", "--uden-browser"],
    "mit regneark": ["mit", "{m}/mit/who5.csv.age", "--ret", "--regneark"],
}
#: Commands that are not run on such a drive, and why.
NOT_RUN = {
    "enfil": "what it writes there is one file, put in place whole as every other is; it works for "
    "minutes before, in the system's folder for temporary files"
}
#: Commands that have nothing to write, or say that they could not and are done.
MAY_END_WELL = {"tjek", "mit ret", "navne", "forside"}


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
def _small_drive(place, *, left, laid):
    """A drive of 1 MB with teams on it and little room left."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs to mount a drive")
    try:
        shutil.copytree(laid, place, dirs_exist_ok=True)
        _fill(place, left)
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def _fill(place, left):
    with (place / "fyld").open("wb", buffering=0) as stream:
        free = os.statvfs(place)
        stream.write(bytes(max(0, free.f_bavail * free.f_frsize - left)))


@pytest.fixture(scope="module")
def laid(tmp_path_factory, sample_data, root):
    """What all commands are run on, small enough for such a drive."""
    from kitlib.privacy.lock import lock

    sys.path.insert(0, str(root))
    from benchmarks.kill_points import _contributions, _photographed, _released

    place = tmp_path_factory.mktemp("laid")
    for make, name in ((_photographed, "s"), (_released, "r"), (_contributions, "c")):
        (place / name).mkdir()
        make(place / name)
    for path, name in (("s/t", "sedler"), ("r/u", "u"), ("c/b", "b")):
        (place / path).rename(place / name)
    for name in ("s", "r", "c"):
        shutil.rmtree(place / name)
    with (place / "sedler" / "postits.csv").open("a", encoding="utf-8") as stream:
        stream.write("04-03-2026;Fatima bygger.\n04-03-2026;Far slår søm i plankeværket.\n")
    with (place / "sedler" / "om.toml").open("a", encoding="utf-8") as stream:
        stream.write('adgang = "Leder: Ane Holm"\n')
    shutil.copytree(sample_data / "solsikken", place / "t")
    shutil.copy(sample_data / "mit" / "psykolog_who5.csv", place)
    (place / "navne.txt").write_text("Villy Opdigtet\n", encoding="utf-8")
    (place / "mit").mkdir()
    (place / "f").mkdir()
    shutil.copy(sample_data / "mit" / "om.toml", place / "mit")
    own = (sample_data / "mit" / "psykolog_who5.csv").read_bytes()
    (place / "mit" / "who5.csv.age").write_bytes(lock(own, PASSPHRASE))
    return place


def _all_files(place):
    return {
        path.relative_to(place): sha256(path.read_bytes()).hexdigest()
        for path in place.rglob("*")
        if path.is_file()
    }


def _answers(server):
    """Answer all there is on the page of `navne`, or until it cannot; then as the server says."""
    try:
        said = server.take("tilstand", {})
        while said.get("choices"):
            said = server.take("svar", {"nr": said["number"], "svar": "navn"})
        print(said.get("problem", ""))
    except OSError as error:
        print(told(error))
    finally:
        server.server_close()


def _edits(server):
    """Write in one's own file on its page, and save."""
    first = server.take("tilstand", {"vindue": "a"})
    where = {"raekke": first["tabeller"][0]["raekker"][0]["id"], "sted": 11}
    server.take("ret", {"vindue": "a", "ord": "Vi talte om det.", **where})
    said = server.take("gem", {"vindue": "a"})
    print(said.get("problem", ""))
    server.server_close()


def _presses(server):
    """Make a team on the front page and fill its form in; what cannot be is said there."""
    for button, said in (
        ("ny", {"navn": "Vi", "type": "dagtilbud"}),
        ("tilstand", {}),
        ("gem", {"svar": {"navn": "Solen", "situationer": ["Strand"]}}),
    ):
        print(server.take(button, said).get("problem", ""))
    server.server_close()


def _run(capsys, monkeypatch, command, place):
    import io

    monkeypatch.setattr("kitlib.asking.page.AskingServer.run", _answers)
    monkeypatch.setattr("kitlib.editing.page.EditServer.run", _edits)
    monkeypatch.setattr("kitlib.front.page.FrontServer.run", _presses)
    asked = (
        f"{PASSPHRASE}\n{PASSPHRASE}\nja\n" if "--leder" not in command else f"{PASSPHRASE}\nja\n"
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(asked.encode())))
    with pytest.raises(SystemExit) as left:
        main(
            [
                part.format(m=place, t=place / "t", s=place / "sedler", f=place / "f")
                for part in command
            ]
        )
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
    capsys, monkeypatch, tmp_path, laid, name
):
    place = shutil.copytree(laid, tmp_path / "d")
    before = _all_files(place)
    with _no_byte_more():
        code, said = _run(capsys, monkeypatch, COMMANDS[name], place)
    _unharmed(before, place, said)
    assert code == 1 or (code == 0 and name in MAY_END_WELL), said
    assert said.strip()


@pytest.mark.parametrize("left", [0, 8192])
@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may mount")
def test_a_drive_that_is_full_is_danish_and_harms_nothing(
    capsys, monkeypatch, tmp_path, laid, left
):
    for name, command in COMMANDS.items():
        with _small_drive(tmp_path / f"d-{name}", left=left, laid=laid) as place:
            before = _all_files(place)
            code, said = _run(capsys, monkeypatch, command, place)
            if code:
                _unharmed(before, place, said)
            assert not NOT_DANISH.search(said), (name, said)


def test_no_command_is_forgotten():
    from kitlib.cli import load_commands
    from kitlib.cli.app import app

    load_commands()
    run = {command[0] for command in COMMANDS.values()}
    assert run | set(NOT_RUN) == set(app.commands)
    assert not run & set(NOT_RUN)


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
