"""A cell that does not fit its column."""

from __future__ import annotations

__all__ = ["Misfit"]


class Misfit(Exception):
    """A cell that does not fit its column; says so in its own words where they are better.

    Parameters
    ----------
    hint : str
        What to do.
    why : str
        What is wrong.
    """

    def __init__(self, hint: str = "", why: str = "") -> None:
        super().__init__(hint)
        self.hint = hint
        self.why = why
