"""What is left out of the one file is only what nobody there asks for."""

import marshal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitlib.onefile.bare import bare, bare_modules
from kitlib.onefile.wasm import slimmed

HEADER = b"\0asm\1\0\0\0"
FAULT = b"\3\0\0\x0b"


def section(kind, content):
    assert len(content) < 128
    return bytes([kind, len(content)]) + content


def text(name):
    return bytes([len(name)]) + name.encode()


def module(names):
    """A module that imports one function and has those named, each with a body of its own."""
    imported = section(2, b"\1" + text("host") + text("call") + b"\0\0")
    code = section(
        10,
        bytes([len(names)])
        + b"".join(b"\4\0\x41" + bytes([i]) + b"\x0b" for i, _ in enumerate(names)),
    )
    listed = bytes([len(names)]) + b"".join(bytes([i + 1]) + text(n) for i, n in enumerate(names))
    named = section(0, text("name") + b"\1" + bytes([len(listed)]) + listed)
    return HEADER + imported + code + section(11, b"\1data") + named


def left(names, gone):
    """Which of the functions still have their own body."""
    slim = slimmed(module(names), gone)
    assert b"host" in slim and b"data" not in slim and b"name" not in slim
    return [name for i, name in enumerate(names) if b"\4\0\x41" + bytes([i]) + b"\x0b" in slim]


def test_functions_of_a_package_that_is_gone_are_faults_and_keep_their_number():
    names = ["a_7sklearn_x", "b_6pandas_x"]
    assert left(names, ["sklearn"]) == ["b_6pandas_x"]
    assert slimmed(module(names), ["sklearn"]).count(FAULT) == 1
    assert left(names, []) == names


def test_a_helper_is_gone_only_among_those_of_one_package():
    names = ["f_5scipy_5stats_1", "__pyx_a", "f_5scipy_5stats_2", "__pyx_b", "f_5numpy_3"]
    assert left(names, ["scipy/stats"]) == ["__pyx_b", "f_5numpy_3"]


@pytest.mark.parametrize("name", ["f_17sklearn_x", "f_5scipy_7special_x", "sklearn", "std::f"])
def test_a_name_that_only_looks_like_it_stays(name):
    assert left(["a_7sklearn_x", name, "a_7sklearn_y"], ["sklearn", "scipy/stats"]) == [name]


SOURCE = '''"""Of the module"""
KEPT = "Of the module, again"
class A:
    """Of the class"""
    def f(self, x=2):
        """Of the function"""
        try:
            return [x / y for y in (1, 0)]
        except ZeroDivisionError:
            return "Of the function"
SEEN = A().f()
'''


def test_bare_code_does_the_same_and_says_less(tmp_path):
    path = tmp_path / "package" / "m.pyc"
    path.parent.mkdir()
    code = compile(SOURCE, "m", "exec")
    path.write_bytes(b"h" * 16 + marshal.dumps(code))
    bare_modules(tmp_path)
    found = {}
    exec(marshal.loads(path.read_bytes()[16:]), found)
    assert (found["SEEN"], found["KEPT"]) == ("Of the function", "Of the module, again")
    assert found["__doc__"] is None and found["A"].__doc__ is None
    assert path.stat().st_size < 16 + len(marshal.dumps(code))


def test_a_module_that_reads_its_own_docstring_keeps_it():
    found = {}
    exec(bare(compile('"Of it"\nsaid = __doc__ + "."', "m", "exec")), found)
    assert found["said"] == "Of it."


def test_packages_that_read_their_own_are_let_be(tmp_path):
    code = compile("def f():\n    'Of f'\n", "m", "exec")
    for name in ("numpy", "pyparsing"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "m.pyc").write_bytes(b"h" * 16 + marshal.dumps(code))
    bare_modules(tmp_path)
    kept = marshal.loads((tmp_path / "pyparsing/m.pyc").read_bytes()[16:])
    assert kept.co_linetable == code.co_linetable
    found = {}
    exec(marshal.loads((tmp_path / "numpy/m.pyc").read_bytes()[16:]), found)
    assert found["f"].__doc__ == "Of f"


@given(st.lists(st.integers(-3, 3), max_size=5))
def test_bare_code_counts_as_it_did(values):
    source = "def f(v):\n    'doc'\n    return sum(x * i for i, x in enumerate(v))\nout = f(v)"
    here, there = {"v": values}, {"v": values}
    exec(compile(source, "m", "exec"), here)
    exec(bare(compile(source, "m", "exec")), there)
    assert here["out"] == there["out"]
