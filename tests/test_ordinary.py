"""Only ordinary files are opened: all else is told in Danish, and nothing hangs."""

import os
import socket
from pathlib import Path

import pytest

from kitlib.ordinary import odd_file, read_ordinary, require_ordinary
from kitlib.problems import KitError


def _pipe(path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this machine has no pipes among its files")
    os.mkfifo(path)


def _linked_pipe(path):
    _pipe(path.with_name("pipe"))
    path.symlink_to(path.with_name("pipe"))


def _device(path):
    if not Path("/dev/zero").exists():
        pytest.skip("this machine has no devices among its files")
    path.symlink_to("/dev/zero")


def _socket(path):
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("this machine has no sockets among its files")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (Path.mkdir, "mappe"),
        (_pipe, "rør"),
        (_linked_pipe, "rør"),
        (_device, "apparat"),
        (_socket, "forbindelse"),
    ],
)
def test_what_is_no_file_is_told_and_never_opened(tmp_path, make, said):
    path = tmp_path / "om.toml"
    make(path)
    with pytest.raises(KitError, match=said) as error:
        read_ordinary(path)
    assert "om.toml" in str(error.value)
    with pytest.raises(KitError, match=said):
        require_ordinary(path)


def test_a_file_is_read_and_one_far_too_large_is_not(tmp_path):
    path = tmp_path / "om.toml"
    path.write_bytes(b"12345")
    assert read_ordinary(path, most=5) == b"12345"
    with pytest.raises(KitError, match="alt for stor"):
        read_ordinary(path, most=4)


def test_a_file_that_is_not_there_is_told_when_it_is_read(tmp_path):
    path = tmp_path / "om.toml"
    assert odd_file(path) is None
    with pytest.raises(KitError, match="findes ikke"):
        read_ordinary(path)
