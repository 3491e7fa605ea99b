"""Who may read what the kit writes: its owner, and the group of the folder as the folder says."""

import os
import stat
from datetime import date

import pytest

from kitlib.journal.logbog import Logbog
from kitlib.placing import replacing
from kitlib.start import new_folder
from kitlib.whose import EVERYBODY, OWNER_ONLY, TEAM_ONLY, is_open, make_folder, shut
from kitlib.writing import Home, write_files, write_text

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps it by whose folder it is")


@pytest.fixture(autouse=True, params=[0o022, 0o002, 0o077, 0o000], ids=oct)
def habit(request):
    """Whatever the machine lets others do by habit."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def _mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def _folder(tmp_path, mode):
    folder = tmp_path / "team"
    folder.mkdir()
    folder.chmod(mode)
    return folder


# The folder's mode, and what the kit's files and folders in it have then.
MODES = [
    (0o700, 0o600, 0o700),
    (0o750, 0o640, 0o750),
    (0o755, 0o640, 0o750),
    (0o770, 0o660, 0o770),
    (0o2770, 0o660, 0o2770),
    (0o777, 0o660, 0o770),
]


@pytest.mark.parametrize(("mode", "file", "below"), MODES, ids=lambda m: oct(m))
def test_a_teams_file_is_as_open_to_its_group_as_the_folder(tmp_path, mode, file, below):
    folder = _folder(tmp_path, mode)
    home = Home(folder, slettes=date(2026, 12, 31))
    line = "Bliver hos teamet. Slettes senest 31. december 2026."
    made = [
        write_text(home.out / "referat.md", line, home, output="referat"),
        *write_files({"referat.html": line}, home.out, home, output="referat"),
    ]
    logbog = Logbog(folder)
    logbog.write("2026-03-03", "se.set", "To par støvler.")
    logbog.write("2026-03-03", "se.set", "Tre par støvler.")
    made += logbog.place.iterdir()
    assert {_mode(path) for path in made} == {file}
    assert {_mode(home.out), _mode(logbog.place)} == {below}


@pytest.mark.parametrize("mode", [0o755, 0o777])
def test_ones_own_and_a_secret_are_the_owners_alone(tmp_path, mode):
    folder = _folder(tmp_path, mode)
    own = write_text(
        folder / "ud" / "mit.html", "Bliver hos dig selv.", Home(folder, "mit"), output="mit.html"
    )
    with replacing(folder / "noegle.age", mode=OWNER_ONLY) as temporary:
        assert _mode(temporary) == 0o600
    assert _mode(own) == _mode(folder / "noegle.age") == 0o600


def test_what_is_published_may_be_read_by_everybody_the_machine_lets(tmp_path, habit):
    folder = _folder(tmp_path, 0o755)
    with replacing(folder / "udgivelse.html", mode=EVERYBODY):
        pass
    assert _mode(folder / "udgivelse.html") == 0o666 & ~habit


def test_a_new_folder_of_a_team_is_closed_to_others(tmp_path):
    place = _folder(tmp_path, 0o755)
    new_folder(place / "solsikken")
    assert _mode(place / "solsikken") == 0o750
    make_folder(place / "dybt" / "nede")
    assert _mode(place / "dybt" / "nede") == 0o750


@pytest.mark.parametrize(
    ("mode", "after"),
    [
        (0o755, 0o750),
        (0o2775, 0o2770),
        (0o711, 0o710),
        (0o750, 0o750),
        (0o700, 0o700),
        (0o777, 0o777),
    ],
    ids=lambda m: oct(m),
)
def test_a_folder_others_may_only_look_into_is_shut_to_them(tmp_path, mode, after):
    folder = _folder(tmp_path, mode)
    assert is_open(folder) == (mode != after)
    shut(folder)
    assert _mode(folder) == after


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="giving to a group takes root")
def test_on_a_shared_drive_the_file_is_the_folders_groups_and_not_the_writers(tmp_path):
    folder = _folder(tmp_path, 0o770)
    os.chown(folder, -1, 4711)
    with replacing(folder / "x.csv", mode=TEAM_ONLY):
        pass
    make_folder(folder / "ud")
    assert (folder / "x.csv").stat().st_gid == (folder / "ud").stat().st_gid == 4711
    assert _mode(folder / "x.csv") == 0o660


def test_a_group_that_cannot_be_given_the_file_gets_nothing(tmp_path, monkeypatch):
    folder = _folder(tmp_path, 0o770)

    def refused(*_):
        raise PermissionError

    monkeypatch.setattr("kitlib.whose.os.chown", refused)
    monkeypatch.setattr("kitlib.whose._same_group", lambda *_: False)
    with replacing(folder / "x.csv", mode=TEAM_ONLY):
        pass
    assert _mode(folder / "x.csv") == 0o600
