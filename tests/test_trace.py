"""A trace of what went wrong in the kit: types and places, and nothing anybody wrote."""

import json

import pytest

from kitlib.trace import FILE_NAME, leave_trace, trace_file, trace_of

PERSONAL = "Fatima slog sig på børnehavens gynge"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of the test's own."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def _raised(raise_it):
    try:
        raise_it()
    except Exception as error:
        return error
    raise AssertionError


def _of_a_value():
    raise ValueError(PERSONAL)


def _of_a_file():
    open(f"/nowhere/{PERSONAL}.csv")  # noqa: PTH123, SIM115


def _of_a_key():
    return {}[PERSONAL]


def _of_a_chain():
    try:
        _of_a_value()
    except ValueError as error:
        raise RuntimeError(PERSONAL) from error


def _of_code_that_is_named_so():
    exec(compile("def Fatima(): return 1 / 0\nFatima()", "/home/mette/Fatima.py", "exec"), {})


@pytest.mark.parametrize(
    "raise_it", [_of_a_value, _of_a_file, _of_a_key, _of_a_chain, _of_code_that_is_named_so]
)
def test_it_says_the_kind_of_error_and_no_word_of_anybody(raise_it, home):
    error = _raised(raise_it)
    said = leave_trace(error, doing="mødet, put")
    kept = trace_file().read_text(encoding="utf-8")
    assert type(error).__name__ in kept and "mødet, put" in kept
    for word in ("Fatima", "slog", "gynge", "mette", "nowhere", str(home)):
        assert word not in kept and word not in said, word
    assert FILE_NAME in said


def test_it_says_where_in_the_kit():
    from kitlib.dansk import long_date

    kept = trace_of(_raised(lambda: long_date(None)))
    assert "kitlib/dansk.py:" in kept and "long_date" in kept
    assert "Python 3." in kept


def test_the_cause_comes_before_what_came_of_it():
    kept = trace_of(_raised(_of_a_chain))
    assert kept.index("ValueError") < kept.index("RuntimeError")


def test_the_systems_number_tells_a_full_disk_from_a_lock():
    assert "[28]" in trace_of(OSError(28, PERSONAL))


def test_many_errors_stay_one_small_file():
    for number in range(300):
        leave_trace(_raised(_of_a_chain), doing=str(number))
    kept = trace_file().read_text(encoding="utf-8")
    assert len(kept) < 80_000
    assert " 299\n" in kept and kept.count("Fejl i laeringskit") == 1


def test_where_it_cannot_be_kept_nothing_stops(home):
    (home / FILE_NAME).mkdir()
    assert leave_trace(ValueError(PERSONAL)) == ""


def test_the_pages_wire_leaves_one_and_says_where(home, sample_data, tmp_path):
    pytest.importorskip("anywidget")
    from concurrent.futures import Future

    from kitlib.circle.page.widget import SessionWidget

    class Breaks:
        def look(self, text):
            raise ValueError(text)

    opening = Future()
    opening.set_result(Breaks())
    sent = []
    widget = SessionWidget(opening)
    widget.send = lambda content, buffers=None: sent.append(content)
    widget._receive(widget, {"id": 1, "op": "look", "args": {"text": PERSONAL}}, None)
    told = json.dumps(sent, ensure_ascii=False)
    assert FILE_NAME in told and "Noget gik galt" in told and "Fatima" not in told
    kept = trace_file().read_text(encoding="utf-8")
    assert "mødet, look" in kept and "circle/page/desk.py" in kept and "Fatima" not in kept
