"""The one table that says what may be shown at which n. Views ask it; nobody else decides."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["POLICY", "REGRESSION_TO_THE_MEAN", "Policy", "policy_for"]

#: Said wherever a group was chosen because it was low.
REGRESSION_TO_THE_MEAN = (
    "De, der begyndte lavest, vil i gennemsnit ligge højere næste gang, også når intet er gjort."
)


@dataclass(frozen=True)
class Policy:
    """What may be shown about a group of n persons; parts of a group are never compared.

    Parameters
    ----------
    n : int
        Persons. For one child over time the single-case rules hold instead.
    caveat : str
        What to say beside the figure, in plain Danish.
    counts : bool
        Dots, lines and counts of direction.
    median, mean, interval, percent : bool
        Those figures; an interval is a t interval of the mean change.
    p : bool
        An exact or permutation p, and only where it was planned.
    bootstrap : bool
        A BCa bootstrap as a second opinion, and an estimation plot.
    leaves : bool
        Whether anything of it may leave the team (ring udgivelse).
    """

    n: int
    caveat: str
    counts: bool = False
    median: bool = False
    mean: bool = False
    interval: bool = False
    percent: bool = False
    p: bool = False
    bootstrap: bool = False
    leaves: bool = False


def _from(n: int, allowed: str, caveat: str) -> Policy:
    return Policy(n, caveat, **dict.fromkeys(allowed.split(), True))


# First n of each row; what is allowed never shrinks as n grows.
# Why: a percentile bootstrap's "95 %" covers 73 % at n 3, 84 % at n 5, 90 % at n 10, and with
# 3-5 pairs no exact two-sided test reaches .05.
POLICY: tuple[Policy, ...] = (
    _from(0, "", "Der er for få til at sige noget om en gruppe."),
    _from(
        3,
        "counts",
        "Der er meget få med, så figuren viser dem, der er her, og ikke mere end det.",
    ),
    _from(
        5,
        "counts median mean interval leaves",
        "Der er få med, så tallene er meget usikre.",
    ),
    _from(
        10,
        "counts median mean interval percent p leaves",
        "Tallene er usikre: et par svar mere kan ændre billedet.",
    ),
    _from(
        20,
        "counts median mean interval percent p bootstrap leaves",
        "Tallene har en usikkerhed, som er tegnet med.",
    ),
)


def policy_for(n: int) -> Policy:
    """Return what may be shown about n persons.

    Parameters
    ----------
    n : int
        Number of persons, 0 or more.

    Raises
    ------
    ValueError
        Where n is negative.

    Examples
    --------
    >>> policy_for(4).counts, policy_for(4).median, policy_for(5).median
    (True, False, True)
    """
    if n < 0:
        raise ValueError(f"n must be 0 or more, got {n}")
    row = next(row for row in reversed(POLICY) if n >= row.n)
    return replace(row, n=n)
