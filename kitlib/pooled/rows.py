"""Rows of a central system -> the counts a contribution would hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.aggregate import UNKNOWN, Engine, inner, open_rows
from kitlib.dansk import plural
from kitlib.disclosure import count_key
from kitlib.privacy.find import find_likely
from kitlib.privacy.policy import ReleasePolicy
from kitlib.problems import KitError, Problem, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Rows", "counted_rows"]


@dataclass(frozen=True)
class Rows:
    """A table of rows from a central system, one row a person.

    Parameters
    ----------
    path : Path
        .parquet or .csv with the columns enhed, type and distrikt.
    table : str
        Which table of the policy it counts for, such as "who5.retning".
    column : str
        The column that holds what is counted.
    engine : {"pandas", "duckdb", "spark"}, optional
        What counts it.
    across : str
        The column of what the table is parted by across, where it is of two, such as
        "dialoglineal.start_nu".
    person : str
        The column that names each row's person, so that a number stays the same from release to
        release as long as the same persons are behind it. Without it one release can be made.
    period : str
        The column of half-years ("2026 H1"), where there is one.
    """

    path: Path
    table: str
    column: str
    engine: Engine | None = None
    across: str = ""
    person: str = ""
    period: str = ""


def counted_rows(table: Rows, policy: ReleasePolicy, secret: bytes) -> pd.DataFrame:
    """Count a table of rows, laid out as what contributions hold."""
    import pandas as pd

    words = policy.tables.get(table.table)
    if words is None:
        hint = (
            did_you_mean(table.table, list(policy.tables)) or f"Der er: {', '.join(policy.tables)}."
        )
        raise KitError(f"Tabellen '{table.table}' kendes ikke.", hint=hint)
    if bool(words.b) != bool(table.across):
        hint = (
            f"Nævn to kolonner med komma imellem: {words.a.lower()}, {words.b.lower()}."
            if words.b
            else "Nævn én kolonne."
        )
        raise KitError(f"Tabellen '{table.table}' passer ikke til de kolonner.", hint=hint)
    kept = [table.column, *([table.across] if table.across else [])]
    period = [table.period] if table.period else []
    found = _inner(table, ["enhed", "type", "distrikt", *kept, *period], secret)
    named = dict(zip(kept, ("a", "b"), strict=False)) | {"n": "antal"}
    if words.felter:
        known = [*words.felter, UNKNOWN]
        if strange := set(found[table.column]) - set(known):
            # What stands there may be anything, even a name, so it is counted and not told.
            said = plural(len(strange), "svar", "slags svar")
            raise KitError(
                Problem(
                    f"Der er {said}, som tabellen '{table.table}' ikke har.",
                    f"De hedder: {', '.join(words.felter)}.",
                    table.path.name,
                    column=table.column,
                    code="raekker_svar",
                )
            )
        found = found.sort_values(
            table.column,
            key=lambda labels: labels.map(known.index),
            kind="stable",
            ignore_index=True,
        )
    for name in kept:
        if any(find_likely(str(label)) for label in found[name].unique()):
            raise KitError(
                Problem(
                    "Der står noget i kolonnen, der kan være et navn.",
                    "Ret den, så der kun er svar i den.",
                    table.path.name,
                    column=name,
                    code="raekker_navn",
                )
            )
    counted = found.rename(columns=named | {table.period: "periode"}).assign(
        tabel=table.table,
        sum=pd.array([None] * len(found), "Int64"),
        kvartal="",
        personer=found["n"],
        n=found["n"],
    )
    for name in ("b", "periode"):
        counted[name] = counted.get(name, "")
    counted["periode"] = _half_years(counted["periode"], table)
    if table.person:
        return counted
    what = ["enhed", "a", "b", "periode", "antal"]
    cells = counted[what].itertuples(index=False, name=None)
    return counted.assign(noegle=[count_key(secret, table.table, *cell) for cell in cells])


def _half_years(found: pd.Series, table: Rows) -> pd.Series:
    """Return the half-years of rows; a row without one counts in the sum of all."""
    found = found.replace(UNKNOWN, "")
    if not found.str.fullmatch(r"(20\d\d H[12])?").all():
        raise KitError(
            Problem(
                "Der står andet end halvår i kolonnen.",
                "Skriv dem som 2026 H1.",
                table.path.name,
                column=table.period,
                code="raekker_periode",
            )
        )
    return found


def _inner(table: Rows, by: list[str], secret: bytes) -> pd.DataFrame:
    """Count a file of rows, and tell in Danish what its engine says in its own words."""
    try:
        rows = open_rows(table.path, table.engine)
        return inner(rows, by, person=table.person or None, secret=secret)
    except KitError as error:
        raise KitError(error.report.placed(file=table.path.name)) from None
    except Exception:  # each engine has errors of its own, and some quote the line
        raise KitError(
            Problem(
                "Filen kan ikke læses som en tabel.",
                "Gem den igen som CSV UTF-8 eller Parquet, med lige mange felter i hver linje.",
                table.path.name,
                code="raekker_laest",
            )
        ) from None
