"""How the house stands: imports run downward, and the rings of rooms are no more than are told."""

from benchmarks import house

#: Rooms that import each other, each by modules of their own. A ring more is a room misplaced.
RINGS = {
    ("kitlib.asking", "kitlib.circle", "kitlib.pocket", "kitlib.shown", "kitlib.team"),
    (
        "kitlib.instruments",
        "kitlib.instruments.dialoglineal",
        "kitlib.instruments.postits",
        "kitlib.sheet",
        "kitlib.slips",
        "kitlib.sources",
        "kitlib.unnamed",
    ),
    ("kitlib.pooled", "kitlib.show"),
    ("kitlib.reading", "kitlib.reading.beneath"),
}


def test_no_module_imports_one_that_comes_back_to_it(root):
    arrows = house.arrows(root)
    assert len(arrows) > 400 and sum(map(len, arrows.values())) > 1000
    assert [sorted(ring) for ring in house.rings(arrows) if len(ring) > 1] == []


def test_rooms_that_ring_are_those_that_are_known(root):
    found = {tuple(sorted(ring)) for ring in house.rings(house.rooms(root)) if len(ring) > 1}
    assert found <= RINGS
    words = ("no", "one", "two", "three", "four")
    told = (root / "README.md").read_text("utf-8").replace("\n", " ")
    assert f"by rooms there are {words[len(found)]} rings" in told


def test_a_ring_is_seen(tmp_path):
    """Also one that is closed inside a function; not one that is there for types alone."""
    room = tmp_path / "kitlib"
    room.mkdir()
    (room / "__init__.py").touch()
    (room / "a.py").write_text("from kitlib.b import x\n")
    (room / "b.py").write_text("def f():\n    from kitlib.a import y\n")
    assert {"kitlib.a", "kitlib.b"} in house.rings(house.arrows(tmp_path))
    types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from kitlib.a import y\n"
    (room / "b.py").write_text(types)
    assert max(map(len, house.rings(house.arrows(tmp_path)))) == 1
