"""A process that is killed while it writes; the long run of it is benchmarks/kill_test.py."""

import importlib.util

import pytest


@pytest.fixture
def kill_test(root):
    spec = importlib.util.spec_from_file_location("kill_test", root / "benchmarks" / "kill_test.py")
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up by name.
    import sys

    sys.modules["kill_test"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["kill_test"]


def test_twenty_kills_leave_nothing_corrupt_and_nothing_acknowledged_lost(kill_test):
    tally = kill_test.kill(20, seed=7)
    assert tally.runs == 20 and tally.acknowledged > 60
    assert (tally.corrupt, tally.lost) == (0, 0)


def test_a_note_lies_where_the_last_acknowledged_move_laid_it(kill_test):
    tally = kill_test.kill(10, seed=3, script=kill_test.MOVER)
    assert tally.acknowledged > 30
    assert (tally.corrupt, tally.lost) == (0, 0)


def test_a_loss_and_a_broken_line_would_be_seen(kill_test, tmp_path):
    """The measure itself: a line taken away is a loss, a letter changed is corrupt."""
    from kitlib.journal.logbog import Logbog

    log = Logbog(tmp_path)
    for i in range(3):
        log.write("m", "f", f"{i} ord")
    path = next(tmp_path.glob("logbog/*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b"1 ord", b"1 Ord"))
    tally = kill_test.Tally()
    kill_test._look(tmp_path, 3, tally)
    assert (tally.corrupt, tally.lost) == (1, 1)
