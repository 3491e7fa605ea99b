"""A linear program that is asked many times over (HiGHS, warm started)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kitlib.engines import engine

__all__ = ["Answer", "Program"]

#: HiGHS works to 1e-7; a whole number is read from what is this near one.
NEAR = 1e-6

Answer = tuple[float, np.ndarray]


class Program:
    """Rows and bounds that stay, costs and bounds that change from one question to the next.

    Parameters
    ----------
    rows : sequence of (variables, coefficients)
    row_low, row_high, low, high : array
    whole : bool
        Whether the variables must be whole numbers.
    slack : (float, float)
        How far above the least a whole answer may be: as a share, and by itself.
    """

    def __init__(
        self,
        rows: Sequence[tuple[np.ndarray, np.ndarray]],
        row_low: np.ndarray,
        row_high: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        *,
        whole: bool = False,
        slack: tuple[float, float] = (0.0, 1e-6),
    ) -> None:
        highspy = engine("highspy")

        self.size = len(low)
        self._whole = whole
        self._kinds = highspy.HighsModelStatus
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, len(rows)
        model.col_cost_ = np.zeros(self.size)
        model.col_lower_, model.col_upper_ = np.array(low, float), np.array(high, float)
        model.row_lower_, model.row_upper_ = np.array(row_low, float), np.array(row_high, float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.num_col_, model.a_matrix_.num_row_ = self.size, len(rows)
        sizes = [len(variables) for variables, _ in rows]
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        if rows:
            model.a_matrix_.index_ = np.concatenate([v for v, _ in rows]).astype(np.int32)
            model.a_matrix_.value_ = np.concatenate([c for _, c in rows]).astype(float)
        if whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * self.size
        # The plain class beneath highspy.Highs, whose constructor prints a banner before anyone can
        # ask it not to.
        self._highs: Any = highspy.Highs.__mro__[1]()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "choose" if whole else "off"),
            ("simplex_strategy", 1 if whole else 4),
            ("mip_rel_gap", slack[0]),
            ("mip_abs_gap", slack[1]),
        ):
            self._highs.setOptionValue(option, value)
        self._highs.passModel(model)
        self._all = np.arange(self.size, dtype=np.int32)
        self._costed = np.zeros(0, dtype=np.int32)

    def bound(self, variables: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        """Give some variables other bounds."""
        if len(variables):
            at = np.asarray(variables, dtype=np.int32)
            self._highs.changeColsBounds(
                len(at), at, np.asarray(low, dtype=float), np.asarray(high, dtype=float)
            )

    def cost(self, variables: np.ndarray, costs: np.ndarray) -> None:
        """Ask for the least of costs x, where variables that are not named cost nothing."""
        if len(self._costed):
            self._highs.changeColsCost(len(self._costed), self._costed, np.zeros(len(self._costed)))
        self._costed = np.asarray(variables, dtype=np.int32)
        self._highs.changeColsCost(len(self._costed), self._costed, np.asarray(costs, dtype=float))

    def change_cost(self, variables: np.ndarray, costs: np.ndarray) -> None:
        """Give some variables other costs and leave the rest."""
        at = np.asarray(variables, dtype=np.int32)
        self._highs.changeColsCost(len(at), at, np.asarray(costs, dtype=float))

    def add_row(self, variables: np.ndarray, coefficients: np.ndarray, low: float) -> None:
        """Ask for coefficients x >= low from now on."""
        at = np.asarray(variables, dtype=np.int32)
        self._highs.addRow(float(low), np.inf, len(at), at, np.asarray(coefficients, dtype=float))

    def within(self, seconds: float) -> None:
        """Give up the next question after some seconds."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(seconds, 0.01))

    def prefer_dual(self, preferred: bool) -> None:
        """Choose the simplex that is quick where only bounds change between questions."""
        self._highs.setOptionValue("simplex_strategy", 1 if preferred else 4)

    @property
    def duals(self) -> tuple[np.ndarray, np.ndarray]:
        """Reduced cost of each variable and of each row in the last answer."""
        solution = self._highs.getSolution()
        return np.array(solution.col_dual), np.array(solution.row_dual)

    @property
    def bound_below(self) -> float:
        """What the last question's least cost is proven to be at least."""
        return float(self._highs.getInfoValue("mip_dual_bound")[1])

    def _run(self) -> Any:
        """Solve; where the warm start leads nowhere, once more from nothing, the other way."""
        self._highs.run()
        status = self._highs.getModelStatus()
        known = (self._kinds.kOptimal, self._kinds.kInfeasible, self._kinds.kUnbounded)
        if status in known or self._whole:
            return status
        self._highs.clearSolver()
        self._highs.setOptionValue("presolve", "on")
        self._highs.setOptionValue("simplex_strategy", 1)
        self._highs.run()
        status = self._highs.getModelStatus()
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("simplex_strategy", 4)
        return status

    def least_so_far(self) -> Answer | None:
        """As `least`, but after too long a time what was found by then, or None."""
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == self._kinds.kInfeasible:
            return None
        value = float(self._highs.getInfoValue("objective_function_value")[1])
        point = np.array(self._highs.getSolution().col_value)
        return (value, point) if len(point) == self.size and np.isfinite(value) else None

    def least(self) -> Answer | None:
        """Return the least cost with a point that has it; None where nothing fits.

        The cost is -inf where it has no end; the point then says nothing.
        """
        status = self._run()
        if status == self._kinds.kOptimal:
            value = float(self._highs.getInfoValue("objective_function_value")[1])
            return value, np.array(self._highs.getSolution().col_value)
        if status == self._kinds.kUnbounded:
            return -np.inf, np.zeros(0)
        if status == self._kinds.kInfeasible:
            return None
        raise RuntimeError(f"HiGHS: {self._highs.modelStatusToString(status)}")
