"""A file, a folder or a set stands whole or not at all, and what was left is swept or finished."""

import os
from pathlib import Path

import pytest

from kitlib.erased import change_mark, mark_of
from kitlib.placing import filling, replacing, settle
from kitlib.problems import KitError
from kitlib.whose import OWNER_ONLY
from kitlib.writing import Home, write_bytes, write_files


def tree(folder):
    return {
        str(p.relative_to(folder)): p.read_text(encoding="utf-8")
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def begun(folder):
    """A set that a killed program had filled, all of it."""
    ready = folder / ".kit-mappe-0123456789abcdef"
    ready.mkdir()
    fill(ready, "nyt")
    return ready


def written_since(path, ready):
    """Somebody writes in a file after the set was ready."""
    later = (ready / ".klar").stat().st_mtime_ns + 10**7
    path.write_text("min", encoding="utf-8")
    os.utime(path, ns=(later, later))


def fill(folder, word):
    for name in ("a.txt", "b.txt", "ind/c.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(word, encoding="utf-8")


def test_a_set_stands_in_a_new_folder_or_beside_what_is_there(tmp_path):
    with filling(tmp_path / "ny") as folder:
        fill(folder, "først")
    (tmp_path / "ny" / "egen.txt").write_text("min", encoding="utf-8")
    with filling(tmp_path / "ny") as folder:
        fill(folder, "nyt")
    expected = {"a.txt": "nyt", "b.txt": "nyt", "ind/c.txt": "nyt", "egen.txt": "min"}
    assert tree(tmp_path / "ny") == expected


@pytest.mark.parametrize("there", [False, True])
def test_a_set_that_is_broken_off_leaves_all_as_it_was(tmp_path, there):
    if there:
        fill(tmp_path / "ud" if (tmp_path / "ud").mkdir() is None else tmp_path, "før")
    before = tree(tmp_path)
    with pytest.raises(KeyboardInterrupt), filling(tmp_path / "ud") as folder:
        fill(folder, "nyt")
        raise KeyboardInterrupt
    assert tree(tmp_path) == before
    assert (tmp_path / "ud").exists() == there


def _one_name_only(monkeypatch):
    """As a drive where a file can have one name only."""

    def refuse(*args, **options):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)


@pytest.mark.parametrize("links", [True, False])
def test_no_place_is_empty_while_a_set_is_put_there(tmp_path, monkeypatch, links):
    if not links:
        _one_name_only(monkeypatch)
    (tmp_path / "ud").mkdir()
    fill(tmp_path / "ud", "før")
    before, real = tree(tmp_path), Path.replace

    def replace(self, target):
        assert {name for name in before if not (tmp_path / name).exists()} == set()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with filling(tmp_path / "ud") as folder:
        fill(folder, "nyt")
    assert tree(tmp_path) != before


@pytest.mark.parametrize(
    ("links", "fails_at"), [*((True, n) for n in (0, 1, 2, 5)), *((False, n) for n in range(6))]
)
def test_files_come_back_where_one_of_a_set_cannot_be_put_in_place(
    tmp_path, monkeypatch, links, fails_at
):
    if not links:
        _one_name_only(monkeypatch)
    (tmp_path / "ud").mkdir()
    fill(tmp_path / "ud", "før")
    (tmp_path / "ud" / "b.txt").unlink()
    before = tree(tmp_path)
    real, seen = Path.replace, []

    def replace(self, target):
        seen.append(self)
        if len(seen) == fails_at + 1:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="No space"), filling(tmp_path / "ud") as folder:
        fill(folder, "nyt")
        if fails_at == 5:
            raise OSError(28, "No space left on device")
    assert tree(tmp_path) == before


def test_what_a_killed_program_left_is_swept_by_the_next(tmp_path):
    (tmp_path / ".kit-0123456789abcdef.csv").write_text("halv", encoding="utf-8")
    half = tmp_path / ".kit-mappe-0123456789abcdef"
    half.mkdir()
    fill(half, "halv")
    (tmp_path / ".kit-slettet").write_text("mærke", encoding="utf-8")
    with replacing(tmp_path / "x.txt") as temporary:
        temporary.write_text("hel", encoding="utf-8")
    assert tree(tmp_path) == {".kit-slettet": "mærke", "x.txt": "hel"}


def test_a_set_that_was_all_on_the_disk_is_finished_by_the_next(tmp_path):
    fill(tmp_path, "før")
    ready = begun(tmp_path)
    (ready / ".klar").touch()
    (ready / "a.txt").replace(tmp_path / "a.txt")
    settle(tmp_path)
    assert tree(tmp_path) == {"a.txt": "nyt", "b.txt": "nyt", "ind/c.txt": "nyt"}


@pytest.mark.parametrize("placed", [0, 1])
def test_a_set_never_goes_over_what_was_written_by_hand_since(tmp_path, caplog, placed):
    fill(tmp_path, "før")
    ready = begun(tmp_path)
    (ready / ".foer").mkdir()
    (ready / ".foer" / "a.txt").hardlink_to(tmp_path / "a.txt")
    (ready / ".klar").touch()
    if placed:
        (ready / "a.txt").replace(tmp_path / "a.txt")
    written_since(tmp_path / "b.txt", ready)
    settle(tmp_path)
    assert tree(tmp_path) == {"a.txt": "før", "b.txt": "min", "ind/c.txt": "før"}
    assert "b.txt er rettet" in caplog.text and "min" not in caplog.text


def test_a_set_is_finished_where_a_file_of_it_was_written_in_when_in_place(tmp_path):
    ready = begun(tmp_path)
    (ready / ".klar").touch()
    (ready / "a.txt").replace(tmp_path / "a.txt")
    written_since(tmp_path / "a.txt", ready)
    settle(tmp_path)
    assert tree(tmp_path) == {"a.txt": "min", "b.txt": "nyt", "ind/c.txt": "nyt"}


def test_a_folder_that_must_be_new_is_refused_where_one_is(tmp_path):
    (tmp_path / "u").mkdir()
    with pytest.raises(KitError, match="findes allerede"), filling(tmp_path / "u", new=True):
        pass


def test_a_file_of_the_owners_alone_is_so_from_its_first_byte(tmp_path):
    with replacing(tmp_path / "x.age", mode=OWNER_ONLY) as temporary:
        assert temporary.stat().st_mode & 0o077 == 0
    assert (tmp_path / "x.age").stat().st_mode & 0o077 == 0


def test_nothing_is_written_from_rows_that_were_read_before_a_deletion(tmp_path):
    (tmp_path / "om.toml").touch()
    home = Home(tmp_path, as_of=mark_of(tmp_path))
    write_bytes(tmp_path / "ud" / "x.txt", b"x", home, output="papirer")
    for change in (lambda: change_mark(tmp_path), (tmp_path / "om.toml").unlink):
        home = Home(tmp_path, as_of=mark_of(tmp_path))
        change()
        for write in (
            lambda home=home: write_bytes(tmp_path / "ud" / "x.txt", b"y", home, output="papirer"),
            lambda home=home: write_files({"y.txt": b"y"}, tmp_path / "ud", home, output="papirer"),
        ):
            with pytest.raises(KitError, match="slettet noget i mappen, siden den blev læst"):
                write()
    assert (tmp_path / "ud" / "x.txt").read_bytes() == b"x"
    assert not (tmp_path / "ud" / "y.txt").exists()


def test_a_copy_that_was_half_made_when_killed_is_not_put_back(tmp_path):
    fill(tmp_path, "før")
    kept = tmp_path / ".kit-mappe-0123456789abcdef" / ".foer"
    kept.mkdir(parents=True)
    (kept / ".kit-0123456789abcdef").write_text("fø", encoding="utf-8")
    (kept / "a.txt").write_text("før", encoding="utf-8")
    settle(tmp_path)
    assert tree(tmp_path) == {"a.txt": "før", "b.txt": "før", "ind/c.txt": "før"}
