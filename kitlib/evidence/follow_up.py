"""Before, after, three months later: did it change, and did it hold? One person at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kitlib.evidence.change import PairedChange, paired_change

__all__ = ["PATTERNS", "Pattern", "pattern"]

#: What may be seen of one person over three measurements.
PATTERNS = (
    "bedre, og det holder",
    "bedre, men holder ikke",
    "bedre, senere ukendt",
    "ikke bedre",
    "kan ikke ses",
)


@dataclass(frozen=True)
class Pattern:
    """The pattern of each person, and the two planned contrasts.

    Parameters
    ----------
    labels : tuple of str
        One of `PATTERNS` a person, in the order given.
    counts : dict of str to int
        All of `PATTERNS`, zeros included.
    """

    labels: tuple[str, ...]
    counts: dict[str, int]
    _times: tuple[list[float | None], ...] = field(repr=False)

    @cached_property
    def during(self) -> PairedChange:
        """Before to after: complete pairs, with n and dropped; counted when it is asked for."""
        before, after, _ = self._times
        return paired_change(before, after, kind="interval", planned=True)

    @cached_property
    def since(self) -> PairedChange:
        """After to three months: complete pairs, with n and dropped."""
        _, after, later = self._times
        return paired_change(after, later, kind="interval", planned=True)


def pattern(
    before: Sequence[float | None],
    after: Sequence[float | None],
    later: Sequence[float | None],
    *,
    step: float,
    higher_is_better: bool = True,
) -> Pattern:
    """Find who got better during the talks, and for whom it held.

    Parameters
    ----------
    before, after, later : sequence of float
        One value a person in the same order; missing ones are None or NaN. A missing value is
        never filled in with the last one.
    step : float
        The smallest change that counts as one, in the scale's units.
    higher_is_better : bool
        False for a question such as "how lonely?", where lower is better.

    Notes
    -----
    "Does not hold" when at least half of what was gained is lost again and the loss is a step or
    more (ours). It is a pattern to talk about, not a finding about one person.

    Examples
    --------
    >>> found = pattern([8, 7, 6], [4, 4, 6], [7, 4, None], step=2, higher_is_better=False)
    >>> found.labels
    ('bedre, men holder ikke', 'bedre, og det holder', 'ikke bedre')
    """
    sign = 1.0 if higher_is_better else -1.0
    rows = [
        tuple(np.nan if v is None or v != v else sign * float(v) for v in row)
        for row in zip(before, after, later, strict=True)
    ]
    labels = tuple(_label(b, a, c, step) for b, a, c in rows)
    times = (list(before), list(after), list(later))
    return Pattern(labels, {name: labels.count(name) for name in PATTERNS}, times)


def _label(before: float, after: float, later: float, step: float) -> str:
    if np.isnan(before) or np.isnan(after):
        return "kan ikke ses"
    gained = after - before
    if gained < step:
        return "ikke bedre"
    if np.isnan(later):
        return "bedre, senere ukendt"
    lost = after - later
    return "bedre, men holder ikke" if lost >= max(step, gained / 2) else "bedre, og det holder"
