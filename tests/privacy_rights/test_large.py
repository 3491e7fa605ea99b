"""A file larger than anybody's own notes: searched bit by bit, told, and never changed."""

import shutil
import time
import tracemalloc

import pytest

from kitlib.packed import Closed
from kitlib.pooled.coverage import read_units
from kitlib.privacy.forget import search
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.search import TOO_LARGE, holds
from kitlib.problems import KitError
from kitlib.rights import indsigt, slet, vis_sletning

LARGE, PIECE = 200_000, 1 << 16  # bytes, here
WHOLE = search._PIECE
END = PIECE + search._OVERLAP  # of what is read first


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """What is large is less here, and what is read of it at once, so that nobody waits for it."""
    monkeypatch.setattr("kitlib.reading.sniff.MAX_TEXT_BYTES", LARGE)
    monkeypatch.setattr(search, "_PIECE", PIECE)


@pytest.fixture
def folder(tmp_path, sample_data):
    return shutil.copytree(sample_data / "trappen", tmp_path / "t")


def _filled(said, *, at, filler=b"0x10;", size=LARGE + PIECE):
    """A file of one word over and over, and somebody in one place of it."""
    raw = bytearray((filler * (size // len(filler) + 1))[:size])
    raw[at : at + len(said)] = said
    return bytes(raw)


@pytest.mark.parametrize(
    "at", [0, PIECE - 3, END - 3, END + PIECE - 1, LARGE + PIECE - 40], ids=str
)
@pytest.mark.parametrize(
    ("said", "filler"),
    [
        (b";B02;", b"0x10;"),
        (";Ærø Krog;".encode(), "blåbær;".encode()),
        (";Ærø;".encode("cp1252"), "blåbær;".encode("cp1252")),
        (";B02;".encode("utf-16-le"), "aa".encode("utf-16-le")),
        (b";&#66;02;", b"<b>x</b>"),
    ],
    ids=["code", "name", "old letters", "wide", "entity"],
)
def test_whoever_is_in_it_is_found_wherever_that_is(tmp_path, said, filler, at):
    person = Person("B02", ("Ærø Krog",))
    there, gone = tmp_path / "der.csv", tmp_path / "ikke.csv"
    at -= at % len(filler) if len(filler) == 4 else at % 2
    there.write_bytes(_filled(said, at=at, filler=filler))
    gone.write_bytes(_filled(filler, at=0, filler=filler))
    assert holds(there, person)
    assert not holds(gone, person)


def test_it_is_kept_and_told_and_indsigt_names_it(folder):
    raw = _filled(b"\nB02;leger\n", at=LARGE)
    (folder / "stor.csv").write_bytes(raw)
    (folder / "andre.csv").write_bytes(_filled(b"\nB03;leger\n", at=LARGE))
    for plan in (vis_sletning(folder, "B02"), slet(folder, "B02")):
        told = {step.file: step.why for step in plan.steps if step.what == "beholdes"}
        assert told.get("stor.csv") == TOO_LARGE
        assert "andre.csv" not in {step.file for step in plan.steps}
    assert (folder / "stor.csv").read_bytes() == raw
    assert "stor.csv" in indsigt(folder, "B02").read_text(encoding="utf-8")


def test_cells_without_number_take_little_time_and_memory(folder, monkeypatch):
    """20 MB of the shortest cells, as somebody's export that went wrong."""
    monkeypatch.setattr("kitlib.reading.sniff.MAX_TEXT_BYTES", 20_000_000)
    monkeypatch.setattr(search, "_PIECE", WHOLE)
    (folder / "kort.csv").write_bytes(b"dato;note\n" + b"0x10;" * 3_000_000)
    (folder / "stor.csv").write_bytes(b"dato;note\n" + b"0x10;" * 5_000_000)
    begun = time.process_time()
    assert "kort.csv" not in str(vis_sletning(folder, "B02"))
    assert time.process_time() - begun < 10
    tracemalloc.start()
    holds(folder / "stor.csv", Person("B02"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 30_000_000


def test_what_is_too_large_to_be_searched_is_told_too(folder):
    for name in ("enorm.csv", "enorm.bin"):
        with (folder / name).open("wb") as stream:
            stream.truncate(search._MOST_SEARCHED + 1)  # takes no room on the disk
    told = {step.file: step.why for step in vis_sletning(folder, "B02").steps}
    assert told["enorm.csv"] == told["enorm.bin"] == TOO_LARGE


def test_a_film_is_told_and_not_a_byte_of_it_is_read(folder):
    with (folder / "film.mp4").open("wb") as stream:
        stream.truncate(1 << 40)
    assert "film.mp4" in str(vis_sletning(folder, "B02"))


def test_a_packed_file_that_would_fill_the_memory_is_closed(monkeypatch, sample_data):
    from kitlib.packed import unpacked

    raw = next(sample_data.glob("*/*.xlsx")).read_bytes()
    assert unpacked(raw)
    monkeypatch.setattr("kitlib.packed._MOST", 1000)
    with pytest.raises(Closed):
        unpacked(raw)


def test_a_list_of_units_has_a_size_too(tmp_path):
    (tmp_path / "enheder.csv").write_bytes(b"enhed;type\n" + b"Solen;dagtilbud\n" * 200_000)
    with pytest.raises(KitError, match="for stor"):
        read_units(tmp_path / "enheder.csv")


@pytest.mark.parametrize("cell", ['Bo "Bobo" Dam', "B02", "Ærø"])
def test_a_table_is_searched_as_it_is_read_and_as_it_is_written(cell):
    import csv
    import io

    from kitlib.privacy.forget.textfiles import forget_in_table

    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["dato", "note"], ["1-2-2026", f"{cell} leger"]])
    person = Person("B02", ('Bo "Bobo" Dam', "Ærø"))
    left = forget_in_table(out.getvalue().encode(), person, lambda heading: False).content
    assert left is not None and b"[slettet]" in left
