"""Where the processor's seconds of a test run go: the sum of each file of tests.

    python -m pytest -n auto -p benchmarks.test_seconds

What a test starts counts with it: browsers, servers, kernels, commands. By processor and not by the
clock, so that a busy machine changes little.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import psutil
import pytest

_MOST = 40  # files that are told
_spent: Counter[str] = Counter()
_before = _used = 0.0


def seconds() -> float:
    """Return what this process and all below it have used until now."""
    total = sum(os.times()[:4])
    for child in psutil.Process().children(recursive=True):
        try:
            total += sum(child.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total


def pytest_runtest_logstart() -> None:
    """Begin to count with the first test: what is before it is collecting."""
    global _before
    _before = _before or seconds()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Any:
    """Send along what a test has used, from the end of the one before."""
    global _before, _used
    report = yield
    now = seconds()
    _used += max(0.0, now - _before)  # less, where what was started has ended
    _before = now
    if call.when == "teardown":
        report.user_properties.append(("processor", _used))
        _used = 0.0
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add it up, where all reports come together."""
    if report.when == "teardown":
        _spent[report.nodeid.partition("::")[0]] += dict(report.user_properties)["processor"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell the files that take most."""
    terminalreporter.section("processor's seconds")
    for file, spent in _spent.most_common(_MOST):
        terminalreporter.line(f"{spent:8.1f} {file}")
    terminalreporter.line(f"{sum(_spent.values()):8.1f} in all")
