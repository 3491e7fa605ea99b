"""The rules of a release, with the tables of whatever instruments there are."""

from __future__ import annotations

from kitlib.instruments import all_instruments
from kitlib.privacy.policy import ReleasePolicy, release_policy, with_tables

__all__ = ["rules"]


def rules() -> ReleasePolicy:
    """Return what udgivelse.toml says, and how each instrument's own tables are told.

    Examples
    --------
    >>> "who5.baand" in rules().tables
    True
    """
    each = all_instruments().values()
    return with_tables(release_policy(), {n: t for own in each for n, t in own.release.items()})
