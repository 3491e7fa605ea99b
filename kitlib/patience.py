"""Waiting out a program that holds a file for a moment: OneDrive, an indexer, a virus scan."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep
from typing import TypeVar

__all__ = ["patiently"]

Done = TypeVar("Done")

#: Seconds between tries; together what somebody waits before a file is said to be open elsewhere.
WAITS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0, 1.0)


def patiently(step: Callable[[], Done]) -> Done:
    """Do a step on a file, and again for a few seconds while another program holds the file.

    Parameters
    ----------
    step : callable
        Renames, removes or opens a file; does nothing when it fails.

    Raises
    ------
    PermissionError
        Where the file is still held after the last try.

    Notes
    -----
    On Windows a new or changed file is looked at by others within milliseconds, and may not be
    renamed or removed meanwhile. A workbook open in Excel is held for hours: waiting longer
    would not help.

    Examples
    --------
    >>> patiently(lambda: "done")
    'done'
    """
    for seconds in WAITS:
        try:
            return step()
        except PermissionError:
            sleep(seconds)
    return step()
