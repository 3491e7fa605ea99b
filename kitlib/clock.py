"""The one place that asks what day it is; all else takes `today` as an argument."""

from __future__ import annotations

from datetime import date

__all__ = ["today"]


def today() -> date:
    """Return today's date on this computer.

    Examples
    --------
    >>> isinstance(today(), date)
    True
    """
    return date.today()
