"""How the house stands: imports run downward, from module to module and from room to room."""

import ast
import re
from collections import Counter

from benchmarks import house


def test_no_module_and_no_room_imports_one_that_comes_back_to_it(root):
    arrows, rooms = house.arrows(root), house.rooms(root)
    assert len(arrows) > 400 and sum(map(len, arrows.values())) > 1000 and len(rooms) > 80
    rings = [*house.rings(arrows), *house.rings(rooms)]
    assert [sorted(ring) for ring in rings if len(ring) > 1] == []


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


#: Where an instrument is named outside `instruments/`, and why. All else asks `Instrument`, so that
#: a fifth is one file.
NAMED = {
    "__init__": "the public face: `kitlib.who5.score`",
    "team": "the public face: `team.postits`",
    "mine": "the public face: `mine.who5`",
    "about": "keys of om.toml",
    "front.form": "keys of om.toml",
    "editing.table": "codes of faults",
    "cli.table": "an example in a help text",
    "cli.pooled": "an example in a help text",
    "notebook": "the tasks of the notebooks, about invented data",
    "own": "the name of a notebook",
    "show": "the name of an invented file",
    "onefile.layout": "the name of a licence",
    "slips.take": "slips are post-its in the hand, and their columns",
    "contribution.words": "what post-its are counted by",
    "pooled.naive": "the table a lesson is about",
    "pooled.sample": "the tables of an invented release",
    "pooled.write": "what is said below numbers of the ruler",
}


#: What a call may give by its place alone; more is given by name.
MOST_BY_PLACE = 7


def named(tree):
    """Whether a module names an instrument in code or in a text it uses; docstrings may."""
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    words = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            words.append(node.value)
        elif isinstance(node, ast.ImportFrom):
            words += [node.module or "", *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Attribute):
            words.append(node.attr)
    found = {word for text in words for word in re.findall("[a-z0-9]+", text)}
    return bool(found & {"postits", "video", "dialoglineal", "who5"})


def test_no_module_names_an_instrument_but_those_that_say_why(root):
    trees = {
        name.removeprefix("kitlib."): ast.parse(path.read_text("utf-8"))
        for name, path in house.modules(root).items()
        if not name.startswith("kitlib.instruments")
    }
    trees["__init__"] = trees.pop("kitlib")
    assert {name for name, tree in trees.items() if named(tree)} == set(NAMED)


def test_an_instruments_name_is_seen():
    for code in ('x = "postits.tavlen"', "team.who5", "from kitlib.instruments.video import film"):
        assert named(ast.parse(code))
    assert not named(ast.parse('"""Such as postits."""\nx = "noter"'))


def test_no_two_classes_have_one_name(root):
    """One name for one thing; what a module keeps to itself may be called what it will."""
    named = Counter(
        node.name
        for path in house.modules(root).values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, n in named.items() if n > 1] == []


def test_no_call_has_so_many_words_that_nobody_sees_which_is_which(root):
    many = [
        f"{name}:{node.lineno}"
        for name, path in house.modules(root).items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and len(node.args) > MOST_BY_PLACE
    ]
    assert many == []
