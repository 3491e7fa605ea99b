"""HiGHS as scipy carries it, under the names highspy gives it: the same solver, another door."""

from __future__ import annotations

from scipy.optimize._highspy import _core
from scipy.optimize._highspy._core import HighsLp, HighsModelStatus, HighsVarType, MatrixFormat

__all__ = ["Highs", "HighsLp", "HighsModelStatus", "HighsVarType", "MatrixFormat"]


class Highs(_core._Highs):  # type: ignore[misc]
    """A solver whose plain class is the one beneath, as in highspy."""
