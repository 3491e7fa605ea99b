"""The rules of a release, with the tables of whatever instruments there are."""

from __future__ import annotations

import tomllib
from pathlib import Path

from kitlib.instruments import all_instruments
from kitlib.ordinary import MOST_BYTES, require_ordinary
from kitlib.privacy.policy import ReleasePolicy, release_policy, with_tables
from kitlib.problems import KitError, Problem

__all__ = ["read_rules", "rules"]


def rules() -> ReleasePolicy:
    """Return what udgivelse.toml says, and how each instrument's own tables are told.

    Examples
    --------
    >>> "who5.baand" in rules().tables
    True
    """
    each = all_instruments().values()
    return with_tables(release_policy(), {n: t for own in each for n, t in own.release.items()})


def read_rules(path: str | Path) -> ReleasePolicy:
    """Read an analyst's own rules; they are held to the same limits as the kit's.

    Raises
    ------
    KitError
        The file cannot be read, or a rule in it lets too much out.
    """
    path = Path(path)
    try:
        text = require_ordinary(path, most=MOST_BYTES).read_text(encoding="utf-8-sig")
        source = tomllib.loads(text)
    except (OSError, ValueError, RecursionError):
        hint = "Tjek navnet, og at det er en TOML-fil som værktøjets udgivelse.toml."
        raise KitError(
            Problem("Reglerne kan ikke læses.", hint, path.name, code="regler")
        ) from None
    return release_policy(source, file=path.name)
