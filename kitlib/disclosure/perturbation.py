"""The perturbation table: how far a count may be moved, and how often, so that nobody is seen.

As statistical offices make it for cell keys: no step longer than D, unbiased, of one variance V,
no published count in 1..js, and beyond that as much chance as there can be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kitlib.dansk import join, number
from kitlib.problems import KitError, Problem, ProblemReport

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["perturbation_table"]

#: How near a row must come to its mean and its variance.
_NEAR = 1e-10
_ROUNDS = 500


def perturbation_table(D: int, V: float, js: int = 0) -> pd.DataFrame:
    """Return how likely each published count is for each true one.

    Parameters
    ----------
    D : int
        The longest step up or down, at least 1.
    V : float
        Variance of the step, over 0 and at most D squared.
    js : int
        No published count stands in 1..js; 0 where small counts may stand.

    Returns
    -------
    DataFrame
        `i` (int64, true count), `j` (int64, published count) and `p` (float64, over 0; each row's
        sum is 1), sorted. The last `i` stands for all larger counts: look up `j - i` there.
        `.attrs["varianser"]` maps each `i` whose variance cannot be V to the nearest it can
        have; 0 is always published as 0.

    Raises
    ------
    KitError
        A number is out of range, or V is too small for js: a true count within 1..js can only
        be moved out of it by steps of at least that variance.

    Notes
    -----
    Each row is the distribution of largest entropy with mean i and variance V on what it may
    publish (Marley and Leaver 2011; Giessing 2016; Enderle, Giessing and Tent 2020). The R package
    ptable asks, beyond that, that no smaller count is likelier than the next one below i, and
    takes V as an upper limit. We take neither: V is then the same in every row, so that the error
    told on a page is true of small and large counts alike, and more chance is left. Its tables
    and these differ where its rule binds.

    Where V is just as small as js allows, rows within 1..js would publish two counts only and
    hold no other chance; such a table is refused, as ptable does.

    Examples
    --------
    >>> table = perturbation_table(5, 3, 2)
    >>> table[table["i"] == 1].round(4).to_dict("list")["p"]
    [0.7345, 0.1367, 0.0728, 0.0374, 0.0186]
    """
    import pandas as pd

    _refuse_out_of_range(D, V, js)
    rows = [_Row.of(i, D, V, js) for i in range(1, _last(D, js) + 1)]
    _refuse_no_table(rows, D, V, js)
    cells = [(0, 0, 1.0)] + [cell for row in rows for cell in row.cells()]
    table = pd.DataFrame(cells, columns=["i", "j", "p"]).astype({"i": "int64", "j": "int64"})
    nearest = {0: 0.0} | {row.i: row.variance for row in rows if row.variance != V}
    table.attrs["varianser"] = nearest
    return table


@dataclass(frozen=True, eq=False)
class _Row:
    """What a true count may be published as, and the variance it can have."""

    i: int
    steps: np.ndarray
    #: The least and largest variance of steps that are 0 on average.
    floor: float
    ceiling: float
    variance: float

    @classmethod
    def of(cls, i: int, D: int, V: float, js: int) -> _Row:
        published = np.arange(max(i - D, 0), i + D + 1)
        steps = published[(published == 0) | (published > js)] - i
        if not (steps <= 0).any() or not (steps >= 0).any():
            return cls(i, steps, floor=float("inf"), ceiling=0.0, variance=0.0)
        below, above = steps[steps <= 0][-1], steps[steps >= 0][0]
        ceiling = float(-steps[0] * steps[-1])
        return cls(i, steps, float(-below * above), ceiling, float(min(V, ceiling)))

    def cells(self) -> Iterator[tuple[int, int, float]]:
        """Yield (true, published, probability), leaving out what cannot be."""
        for step, p in zip(self.steps, self.probabilities(), strict=True):
            if p > 0:
                yield self.i, self.i + int(step), float(p)

    def probabilities(self) -> np.ndarray:
        if self.variance >= self.ceiling:
            return _on_the_ends(self.steps)
        return _largest_entropy(self.steps.astype(float), self.variance)


def _on_the_ends(steps: np.ndarray) -> np.ndarray:
    """The row of the largest variance: all of it on the shortest and the longest step."""
    p = np.zeros(len(steps))
    low, high = -steps[0], steps[-1]
    p[0], p[-1] = high / (low + high), low / (low + high)
    return p


def _largest_entropy(steps: np.ndarray, variance: float) -> np.ndarray:
    """Return the distribution of largest entropy with mean 0 and this variance.

    It is exp(a x + b x^2) up to its sum; a and b are where a convex function is least, found by
    Newton's method with halved steps.
    """
    scale = np.abs(steps).max()
    x = np.vstack([steps / scale, (steps / scale) ** 2])
    target = np.array([0.0, variance / scale**2])
    weights = np.zeros(2)
    value, p = _dual(weights, x, target)
    for _ in range(_ROUNDS):
        off = x @ p - target
        if np.abs(off).max() < _NEAR / scale**2:
            break
        spread = (x * p) @ x.T - np.outer(x @ p, x @ p)
        ahead = np.linalg.lstsq(spread, off, rcond=None)[0]
        length = 1.0
        while True:
            tried = weights - length * ahead
            new, p = _dual(tried, x, target)
            # Near the end the value's own rounding is larger than what a step gains.
            gained = value - new + 1e-14 * max(1.0, abs(value))
            if gained >= 1e-4 * length * float(off @ ahead) or length < 1e-9:
                break
            length /= 2
        weights, value = tried, new
    return p


def _dual(weights: np.ndarray, x: np.ndarray, target: np.ndarray) -> tuple[float, np.ndarray]:
    power = weights @ x
    top = power.max()
    p = np.exp(power - top)
    return float(top + np.log(p.sum()) - weights @ target), p / p.sum()


def _last(D: int, js: int) -> int:
    """Return the first count whose steps are free on both sides."""
    return D + js + 1 if js else D


def _refuse_out_of_range(D: int, V: float, js: int) -> None:
    """Refuse numbers no table could have."""
    wrong = [
        said
        for said, is_right in (
            ("D (det længste skridt) skal være et helt tal fra 1.", _is_whole(D, 1)),
            ("js (de små tal, der ikke vises) skal være et helt tal fra 0.", _is_whole(js, 0)),
            ("V (variansen) skal være over 0 og højst D gange D.", 0 < V <= D * D),
        )
        if not is_right
    ]
    if wrong:
        raise KitError(ProblemReport.of(Problem(said, code="perturbation") for said in wrong))


def _is_whole(number: float, least: int) -> bool:
    return int(number) == number and number >= least


def _refuse_no_table(rows: list[_Row], D: int, V: float, js: int) -> None:
    stuck = [row.i for row in rows if row.floor >= V]
    if stuck:
        counts = join([str(i) for i in stuck], "og")
        raise KitError(
            Problem(
                f"Der findes ingen tabel med D {D}, V {number(V)} og js {js}: "
                f"{counts} kan ikke flyttes væk fra 1-{js} uden en større varians.",
                "Vælg en større V eller D eller en mindre js.",
                code="perturbation",
            )
        )
