"""A cell that does not fit its column."""

from __future__ import annotations

from kitlib.problems import Level

__all__ = ["Misfit"]


class Misfit(Exception):
    """A cell that does not fit its column; says so in its own words where they are better.

    Parameters
    ----------
    hint : str
        What to do.
    why : str
        What is wrong.
    level : {"fejl", "advarsel"}
        A warning where the cell says what it means, and its column only has no place for it.
    """

    def __init__(self, hint: str = "", why: str = "", level: Level = "fejl") -> None:
        super().__init__(hint)
        self.hint = hint
        self.why = why
        self.level: Level = level
