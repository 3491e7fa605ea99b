"""Commands killed at changes to the disk; all of them in benchmarks/kill_points.py."""

import re
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("names", "every"), [("koder mit-ret", 4), ("bidrag mit-side", 5), ("navne tekster", 12)]
)
def test_a_command_that_is_killed_loses_nothing_and_ends_well_again(root, names, every):
    if not hasattr(__import__("os"), "fork"):
        pytest.skip("this system makes no copy of a running program")
    command = [sys.executable, str(root / "benchmarks" / "kill_points.py"), *names.split()]
    done = subprocess.run([*command, "--every", str(every)], capture_output=True, text=True)
    last = done.stdout.splitlines()[-1] if done.stdout else done.stderr
    assert re.fullmatch(r"[1-9]\d* kills of 2 commands: 0 faults", last), done.stdout


def test_no_command_is_forgotten_among_those_that_are_killed_and_those_in_pairs():
    from benchmarks import kill_points, pairs
    from kitlib.cli import load_commands
    from kitlib.cli.app import app

    load_commands()
    for bench in (kill_points, pairs):
        assert bench.commands() | set(bench.NOT_RUN) == set(app.commands), bench.__name__
        assert not bench.commands() & set(bench.NOT_RUN), bench.__name__
