"""Another user of the machine, while a meeting is held: no byte of it can be had.

What the other user tries is tried for real, in a process of theirs. Everything the meeting has on
the machine is looked up by its owner first, so that nothing is safe only because nobody found it.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from tests.circle_page.walking import logged, saved, turn
from tests.conftest import PATIENCE

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps it by whose folder it is"),
]
if sys.platform != "win32" and os.getuid() != 0:
    pytestmark.append(pytest.mark.skip(reason="to be another user takes an administrator"))

_NOBODY = 65534


def as_another(tries):
    """Do something as another user of the machine, in a process of theirs; give what it gave."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = {"fejl": "ended early"}
        try:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
            said = tries()
        except BaseException as error:
            said = {"fejl": repr(error)}
        finally:
            os.write(writer, json.dumps(said).encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        said = json.loads(stream.read())
    os.waitpid(child, 0)
    assert "fejl" not in said, said
    return said


def _had(paths):
    """Those of some files, folders and sockets that whoever runs this gets anything of."""
    got = []
    for path in paths:
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                list(path.iterdir())
            elif stat.S_ISSOCK(mode):
                with socket.socket(socket.AF_UNIX) as line:
                    line.connect(os.fspath(path))
            else:
                path.read_bytes()
            got.append(os.fspath(path))
        except OSError:
            continue
    return {"fik": got}


def _answer(host, request):
    """What a server says to a request, as bytes that came over the line."""
    name, port = host.split(":")
    with socket.create_connection((name, int(port)), timeout=PATIENCE) as line:
        line.sendall(request.replace("\n", "\r\n").encode())
        heard = b""
        while b"\r\n\r\n" not in heard and (more := line.recv(65536)):
            heard += more
        return heard.decode("utf-8", "replace")


def _asked(host, key, token):
    """The status of everything another user may ask the meeting's server for."""
    plain = f"Host: {host}\nConnection: close\n\n"
    socket_ = (
        f"Host: {host}\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\n\n"
    )
    paths = ["/", "/voila/files/om.toml", f"/api/kernels/{key}", "/api/kernels", "/login"]
    said = {}
    for query in ("", f"?token={token}"):
        for path in paths:
            said[f"GET {path}{query}"] = _answer(host, f"GET {path}{query} HTTP/1.1\n{plain}")
        channel = f"/api/kernels/{key}/channels{query}"
        said[f"WS {query}"] = _answer(host, f"GET {channel} HTTP/1.1\n{socket_}")
        end = f"/voila/api/shutdown/{key}{query}"
        said[f"POST {query}"] = _answer(host, f"POST {end} HTTP/1.1\nContent-Length: 0\n{plain}")
    return said


@pytest.fixture
def place():
    """A place everybody on the machine can come to; a test's own is its user's alone."""
    folder = Path(tempfile.mkdtemp(prefix="laeringskit-test-", dir="/tmp"))
    folder.chmod(0o755)
    before = os.umask(0o022)
    yield folder
    os.umask(before)
    shutil.rmtree(folder)


def _open_to_all(folder):
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_no_byte_of_a_meeting_can_be_had(place, sample_data, serving, visit):
    folder = Path(shutil.copytree(sample_data / "solsikken", place / "solsikken"))
    _open_to_all(folder)
    own = list(folder.rglob("*"))
    assert as_another(lambda: _had(own))["fik"], "before the kit comes, others can read it"
    served = serving(folder)
    token = served.address.partition("token=")[2]
    page = visit(served).begin()
    page.get_by_label("Det er vi nysgerrige på").fill("Hvem hjælper hvem?")
    turn(page, "Forstå")
    saved(page)
    assert "Hvem hjælper hvem?" in logged(folder)

    there = [*folder.rglob("*"), folder, *served.temporary.rglob("*")]
    assert sum(path.is_socket() for path in there) == 5
    assert as_another(lambda: _had(there)) == {"fik": []}

    (kernel,) = served.kernels
    assert kernel.net_connections("inet") == []
    (told,) = served.temporary.rglob("kernel-*.json")
    secret = json.loads(told.read_text(encoding="utf-8"))["key"]
    runs = [Path(f"/proc/{pid}") for pid in (served.process.pid, kernel.pid)]
    if runs[0].is_dir():
        hidden = [run / name for run in runs for name in ("environ", "mem", "fd", "cwd")]
        assert as_another(lambda: _had(hidden)) == {"fik": []}
        lines = "".join((run / "cmdline").read_text(encoding="utf-8") for run in runs)
        assert token not in lines and secret not in lines and "Hvem hjælper" not in lines

    key = told.stem.removeprefix("kernel-")
    said = as_another(lambda: _asked(served.address.split("/")[2], key, token))
    status = {asked: answer.split()[1] for asked, answer in said.items()}
    assert set(status.values()) <= {"302", "403", "404", "405"}, status
    assert all("/login" in said[a] for a, code in status.items() if code == "302")
    assert not any("Solsikken" in a or "Hvem hjælper" in a for a in said.values())
    assert kernel.is_running(), "and nobody else ends it"
    page.reload()
    page.wait_for_selector("#side.lk-klar h1")


def test_the_page_that_goes_on_to_the_address_is_the_owners_alone(place, monkeypatch):
    from kitlib import opening

    monkeypatch.setattr(opening.webbrowser, "open", lambda where: True)
    monkeypatch.setattr(opening.atexit, "register", lambda step, **given: None)
    monkeypatch.setattr(opening.Path, "home", lambda: place)
    monkeypatch.setenv("DISPLAY", ":0")
    opening.open_address("http://127.0.0.1:4000/?token=abc")
    (page,) = place.iterdir()
    assert as_another(lambda: _had([page])) == {"fik": []}


def test_jupyterlab_keeps_as_much_to_its_owner(place, sample_data):
    import subprocess
    import time

    import psutil

    pytest.importorskip("jupyterlab", reason="the extra notebooks is not installed")
    from kitlib.lab import lab_address, lab_command, lab_environment

    folder, settings = place / "team", Path(tempfile.mkdtemp(dir=place))
    folder.mkdir()
    own = {"HOME": str(place / "hjem"), "TMPDIR": str(place / "tmp")}
    for made in own.values():
        Path(made).mkdir()
    command = [*lab_command(folder, settings), "--allow-root", "--log-level=CRITICAL"]
    lab = subprocess.Popen(command, env=lab_environment(settings) | own)
    try:
        while not (address := lab_address(settings)):
            assert lab.poll() is None
            time.sleep(0.1)
        host, token = address.split("/")[2], address.partition("token=")[2]
        new = f"Host: {host}\nConnection: close\nAuthorization: token {token}\n"
        made = _answer(host, f"POST /api/kernels HTTP/1.1\n{new}Content-Length: 2\n\n{{}}")
        assert made.split()[1] == "201"
        again = as_another(lambda: {"svar": _answer(host, f"GET /api/kernels HTTP/1.1\n{new}\n")})
        assert again["svar"].split()[1] == "403", "the token is used up"
        kernel = next(
            child
            for child in psutil.Process(lab.pid).children(recursive=True)
            if "kitlib.local.ipykernel_launcher" in child.cmdline()
        )
        (told,) = settings.rglob("kernel-*.json")
        while sum(p.is_socket() for p in (place / "tmp").rglob("*")) < 5:
            assert kernel.is_running()
            time.sleep(0.1)
        assert kernel.net_connections("inet") == []
        there = [settings, *settings.rglob("*"), *(place / "tmp").rglob("*")]
        assert told in there
        assert as_another(lambda: _had(there)) == {"fik": []}
        assert token not in " ".join(psutil.Process(lab.pid).cmdline())
    finally:
        lab.terminate()
        lab.wait()
    assert list((place / "tmp").iterdir()) == []
