"""The file to double-click: finds a Python that has the kit, or says in Danish that none is there.

The Windows one is held to rules that its command line has, and run where there is wine; the other
one is run.
"""

import os
import re
import shutil
import subprocess

import pytest

from kitlib.start import new_folder

_SAFE_ECHO = re.compile(r"echo(\.|( [^&|<>^%()!\"]+))$")


@pytest.fixture
def folder(tmp_path):
    new_folder(tmp_path / "Ærø & co (2)")
    return tmp_path / "Ærø & co (2)"


@pytest.fixture
def cmd(folder):
    raw = (folder / "Start her.cmd").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 40, "cmd.exe loses labels without CRLF"
    assert not raw.startswith(b"\xef\xbb\xbf"), "cmd.exe takes a mark of UTF-8 for a command"
    return raw.decode("utf-8").replace("\r\n", "\n").rstrip("\n").split("\n")


def test_letters_are_read_as_utf8_before_any_is_beyond_ascii(cmd):
    assert cmd[:2] == ["@echo off", "chcp 65001 >nul"]
    first = next(n for n, line in enumerate(cmd) if not line.isascii())
    # Nothing is jumped to from below there: cmd.exe counts bytes to find its way back.
    assert not any(re.search(r"\b(call :|for )", line) for line in cmd[first:])


def test_a_folder_on_a_network_gets_a_letter_and_gives_it_back(cmd):
    assert cmd[2:4] == ['pushd "%~dp0"', "if errorlevel 1 goto mappen"]
    assert not any(line.startswith("cd ") for line in cmd), "cd cannot go to \\\\server\\share"
    for n, line in enumerate(cmd):
        below = [*cmd[n + 1 :], ""]
        if line.startswith("popd"):
            assert below[0].startswith("exit /b")
    ways_out = [n for n, line in enumerate(cmd) if line.startswith("exit /b")]
    inside = range(cmd.index(":proev"), cmd.index(":mangler"))
    for n in ways_out:
        if n not in inside and n < cmd.index(":mappen"):
            assert cmd[n - 1] == "popd"


def test_every_place_is_quoted_and_no_block_is_open_to_a_bracket_in_a_name(cmd):
    for line in cmd:
        bare = re.sub(r'"[^"]*"', "", line)
        assert line.count('"') % 2 == 0, line
        assert not re.search(r"%[~\w]", bare.replace("%%d", "").replace("%%n", "")), line
        assert not re.search(r"\(\s*$|^\s*\)", line), "a bracket in a path would close it"
    assert "setlocal enabledelayedexpansion" not in "\n".join(cmd).casefold()


def test_every_label_that_is_gone_to_is_there(cmd):
    labels = {line[1:] for line in cmd if line.startswith(":")}
    for line in cmd:
        for name in re.findall(r"(?:goto |call :)(\w+)", line):
            assert name in labels
    for name in labels:
        before = cmd[cmd.index(f":{name}") - 2 : cmd.index(f":{name}")]
        assert any(line.startswith(("exit /b", "goto")) for line in before), "falls into the label"


def test_what_is_said_has_no_sign_the_command_line_takes_as_its_own(cmd):
    told = [line for line in cmd if line.startswith("echo")]
    assert all(_SAFE_ECHO.match(line) for line in told)
    said = " ".join(told)
    assert "Der er ikke Python på denne computer" in said
    assert "læringskit er ikke installeret" in said
    assert said.count("Jeres noter er urørte") == 3 and said.count("laeringskit.html") == 2


def test_it_opens_the_front_page_with_nothing_of_the_folder_taken_for_a_program(cmd):
    assert '"%KIT%" -P -m kitlib forside .' in cmd
    assert not any(" -c " in line and "import" in line and "-P" not in line for line in cmd)
    places = "\n".join(cmd)
    for place in (".venv venv", "VIRTUAL_ENV", "CONDA_PREFIX", "call :proev py\n"):
        assert place in places


@pytest.mark.skipif(os.name == "nt" or shutil.which("sh") is None, reason="needs sh")
class TestOnAMac:
    def run(self, folder, **environment):
        return subprocess.run(
            [str(folder / "Start her.command")],
            input="\n",
            capture_output=True,
            text=True,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **environment},
            check=False,
        )

    def python(self, place, *, has_kit=True):
        """Lay a Python that says what it was asked to do."""
        place.parent.mkdir(parents=True)
        fail = "" if has_kit else '[ "$2" = "-c" ] && exit 1\n'
        place.write_text(f'#!/bin/sh\n{fail}[ "$2" = "-c" ] || echo "$0 $*"\n', encoding="utf-8")
        place.chmod(0o755)

    @pytest.mark.parametrize(
        "where", [".venv/bin/python", "../.venv/bin/python", "../../venv/bin/python"]
    )
    def test_a_venv_beside_or_above_the_folder_is_found(self, tmp_path, where):
        folder = tmp_path / "a b" / "hold" / "team"
        new_folder(folder)
        self.python(folder / where)
        done = self.run(folder)
        assert done.returncode == 0
        assert done.stdout.split(" -P ")[1] == "-m kitlib forside .\n"

    def test_one_without_the_kit_is_passed_by(self, folder, tmp_path):
        self.python(folder / ".venv/bin/python", has_kit=False)
        self.python(tmp_path / ".venv/bin/python")
        assert self.run(folder).stdout.startswith("../.venv/bin/python")

    def test_where_there_is_no_python_it_says_so(self, folder, tmp_path):
        tools = tmp_path / "tools"
        tools.mkdir()
        for name in ("sh", "dirname", "printf"):
            (tools / name).symlink_to(shutil.which(name))
        done = self.run(folder, PATH=str(tools))
        assert done.returncode == 1
        assert "Der er ikke Python på denne computer" in done.stdout
        self.python(tools.parent / "py" / "python3", has_kit=False)
        done = self.run(folder, PATH=f"{tools}:{tools.parent / 'py'}")
        assert "læringskit er ikke installeret" in done.stdout


@pytest.fixture(scope="module")
def wine(tmp_path_factory):
    """A Windows of its own to run a command line in; its letters beyond ASCII come out odd."""
    place = tmp_path_factory.mktemp("wine")
    own = {"WINEPREFIX": str(place), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"} | own

    def run(*words, at):
        return subprocess.run(
            ["wine", *words],
            cwd=at,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=300,
            check=False,
        )

    run("wineboot", "-i", at=place)
    yield run, place / "drive_c" / "windows" / "system32"
    subprocess.run(["wineserver", "-k"], env=environment, check=False)


@pytest.mark.whole
@pytest.mark.skipif(shutil.which("wine") is None, reason="needs wine, which runs cmd.exe")
class TestInACommandLineOfWindows:
    """Run by wine's cmd.exe; two of its small programs stand for a Python.

    hostname.exe ends with a fault whatever it is asked, as a Python without the kit does;
    whoami.exe says a name and ends well, as one that has it.
    """

    def laid(self, wine, folder, name):
        target = folder / ".venv" / "Scripts" / "python.exe"
        target.parent.mkdir(parents=True)
        shutil.copy(wine[1] / name, target)

    def test_where_there_is_no_python_it_says_so(self, wine, folder):
        done = wine[0]("cmd", "/c", "Start her.cmd", at=folder)
        assert done.returncode == 1
        assert "Der er ikke Python p" in done.stdout and "Python er her" not in done.stdout
        assert "Jeres noter er ur" in done.stdout and "laeringskit.html" in done.stdout

    def test_a_venv_above_is_found_and_one_without_the_kit_passed_by(self, wine, folder):
        self.laid(wine, folder, "hostname.exe")
        self.laid(wine, folder.parent, "whoami.exe")
        done = wine[0]("cmd", "/c", "Start her.cmd", at=folder)
        assert (done.returncode, len(done.stdout.split("\\"))) == (0, 2)
        assert "Python" not in done.stdout

    def test_it_goes_to_its_own_folder_wherever_it_is_started(self, wine, tmp_path):
        folder = tmp_path / "hold" / "team"
        new_folder(folder)
        self.laid(wine, tmp_path, "whoami.exe")
        started = "Z:" + str(folder / "Start her.cmd").replace("/", "\\")
        done = wine[0]("cmd", "/c", started, at="/")
        assert (done.returncode, len(done.stdout.split("\\"))) == (0, 2)
