"""The one gate out: pooled counts become tables that are safe to show to everyone.

What the policy does not name does not come out, and no label that may be somebody does. How
numbers are protected is the policy's method: moved by keys, or hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kitlib.clock import today as now
from kitlib.privacy.labels import KnownLabels, label_problems
from kitlib.privacy.policy import ReleasePolicy
from kitlib.privacy.release_hide import by_hiding
from kitlib.privacy.release_keys import by_keys, publisher_secret
from kitlib.privacy.release_layout import check_names
from kitlib.privacy.release_moved import NOTHING_OUT, Out
from kitlib.privacy.release_result import Gate, MeanChange, SafeTable, group_names
from kitlib.problems import KitError, ProblemReport

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Gate", "MeanChange", "SafeTable", "group_names", "pass_through", "publisher_secret"]

_COLUMNS = ("enhed", "distrikt", "type", "tabel", "a", "b", "periode", "antal", "sum", "noegle")


def pass_through(
    counts: pd.DataFrame,
    policy: ReleasePolicy,
    *,
    secret: bytes,
    today: date | None = None,
    used: Mapping[str, Sequence[str]] | None = None,
    out: Out = NOTHING_OUT,
    seconds: float = 4.0,
    known: KnownLabels | None = None,
) -> Gate:
    """Protect every table the policy names.

    Parameters
    ----------
    counts : DataFrame
        Columns enhed, distrikt, type, tabel, a, b, periode, antal, sum, noegle: what
        contributions hold.
    policy : ReleasePolicy
        The rules.
    secret : bytes
        What numbers are moved with; see `publisher_secret`.
    today : date, optional
        Half-years that are not over by it are left out.
    used : mapping of str to sequence of str, optional
        Table -> headings of its own that are out already.
    out : Out
        Numbers that are out already, and stay as they are.
    seconds : float
        As in `by_hiding`.
    known : KnownLabels, optional
        Units, districts and kinds on the analyst's list.

    Raises
    ------
    KitError
        A column is missing, "I alt" is a label, or a label may be somebody or is not on the list.
    """
    missing = [name for name in _COLUMNS if name not in counts.columns]
    if missing:
        raise KitError(f"Kolonnen '{missing[0]}' mangler.", hint="Brug det, værktøjet har samlet.")
    if problems := label_problems(counts, policy, known or KnownLabels()):
        raise KitError(ProblemReport.of(problems))
    check_names(counts)
    if policy.method == "skjul":
        return by_hiding(counts, policy, seconds=seconds)
    return by_keys(
        counts,
        policy,
        secret,
        today=today or now(),
        used=used,
        out=out,
        sizes=known.sizes if known else None,
    )
