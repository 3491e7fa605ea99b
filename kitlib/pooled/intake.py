"""What is pooled: contributions and rows read, looked at, and held against what is out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.contribution import Collected, Contribution, collect
from kitlib.dansk import join
from kitlib.pooled.coverage import Coverage, coverage
from kitlib.pooled.elsewhere import elsewhere
from kitlib.pooled.renamed import as_now, placed_anew, read_names, refuse_same_persons
from kitlib.pooled.rows import Rows, counted_rows
from kitlib.privacy.labels import PLACES, KnownLabels, label_problems, problems_of
from kitlib.privacy.policy import ReleasePolicy
from kitlib.privacy.release import publisher_secret
from kitlib.privacy.released import LogLine
from kitlib.problems import KitError, ProblemReport

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Intake", "look_at", "take_in"]

_NAMED = 3  # units named in a message; the rest are "flere"


@dataclass(frozen=True, eq=False)
class Intake:
    """What may be pooled, and what it is protected with.

    Parameters
    ----------
    collected : Collected
        What became of each file.
    counts : DataFrame
        The counts of contributions and of rows below one another; never empty.
    known : sequence of (LogLine, Path)
        Every release that is out, in this folder or made elsewhere with the same key.
    asked : Path or None
        The list of folders the key has published to, where it was asked.
    secret : bytes
        What numbers are moved with.
    made_up : bool
        Whether all of it is invented.
    labels : KnownLabels
        Names of units, kinds and districts that may be told.
    placed : tuple of str
        Which units stand under another name or place than they sent under.
    """

    collected: Collected
    counts: pd.DataFrame = field(repr=False)
    known: Sequence[tuple[LogLine, Path]] = field(repr=False)
    asked: Path | None
    secret: bytes = field(repr=False)
    made_up: bool
    labels: KnownLabels = field(repr=False)
    placed: tuple[str, ...] = ()

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Every unit with numbers in it, and its kind."""
        once = self.counts.drop_duplicates("enhed")
        return {
            str(unit): str(kind) for unit, kind in zip(once["enhed"], once["type"], strict=True)
        }

    @property
    def used(self) -> dict[str, list[str]]:
        """Headings of the units' own that are out, by table."""
        found: dict[str, list[str]] = {}
        for line, _ in self.known:
            found |= line.overskrifter
        return found

    def covered(self, listed: pd.DataFrame | None, policy: ReleasePolicy) -> Coverage:
        """Return who has contributed, of those on the list."""
        outcomes = self.collected.outcomes
        return coverage(
            self.kinds,
            listed,
            caveat=str(policy.words.get("forbehold", "")),
            # The first of a unit's refused files says what was wrong; a later may be a mere copy.
            refused={o.unit: o.reason for o in reversed(outcomes) if o.fate == "afvist" and o.unit},
            withdrawn={o.unit for o in outcomes if o.fate == "trukket tilbage"},
        )


def take_in(
    paths: Sequence[Path],
    rows: Sequence[Rows],
    out: Path,
    *,
    log: Sequence[tuple[LogLine, Path]],
    identity: str | None,
    listed: pd.DataFrame | None,
    names: str | Path | None,
    policy: ReleasePolicy,
    invented: bool,
    listed_in: Path | None,
) -> Intake:
    """Read everything that is to be pooled; parameters as of `kitlib.pooled.pool`.

    Parameters
    ----------
    log : sequence of (LogLine, Path)
        The releases in `out`.
    listed : DataFrame or None
        The list of units.

    Raises
    ------
    KitError
        It may not be pooled, or there is nothing to pool.
    """
    labels = KnownLabels.of(listed)
    moved: dict[str, str] = {}
    now = partial(as_now, names=read_names(names) if names else {}, labels=labels, moved=moved)
    look = partial(look_at, policy=policy, labels=labels)
    collected = collect(paths, identity=identity, look=look, now=now)
    refuse_same_persons(collected.contributions)
    made_up = all(c.opdigtet for c in collected.contributions) and (invented or not rows)
    if identity is None and not made_up:
        raise KitError(
            "Rigtige tal samles kun med en nøgle, så de er beskyttet ens hver gang.",
            hint="Brug --noegle FIL. Lav en med: laeringskit saml --ny-noegle FIL",
        )
    asked = None if made_up else listed_in
    known = sorted([*elsewhere(asked, out), *log], key=lambda o: o[0].dato) if asked else log
    _refuse_another(known, rows, policy)
    secret = publisher_secret(None if made_up else identity)
    counts = labels.spelled(_counts(collected, rows, policy, labels, secret))
    if counts.empty:
        raise KitError(
            collected.problems if collected.problems else "Der er ingen bidrag at samle."
        )
    return Intake(
        collected=collected,
        counts=counts,
        known=known,
        asked=asked,
        secret=secret,
        made_up=made_up,
        labels=labels,
        placed=tuple(placed_anew(moved)),
    )


def look_at(found: Contribution, name: str, *, policy: ReleasePolicy, labels: KnownLabels) -> None:
    """Refuse a contribution with a label that may not be published; it may be made elsewhere."""
    places = {column: (getattr(found, column),) for column in PLACES}
    tables: dict[str, list[str]] = {}
    for table, a, b, *_ in found.rows:
        tables.setdefault(table, []).extend((a, b))
    if problems := problems_of(places, tables, policy, labels, file=name):
        raise KitError(ProblemReport.of(problems))


def _refuse_another(
    log: Sequence[tuple[LogLine, Path]], rows: Sequence[Rows], policy: ReleasePolicy
) -> None:
    """Refuse what could be held against a release that is out, so that somebody is seen."""
    if log and policy.method == "skjul":
        raise KitError(
            "Der er allerede en udgivelse. Med skjulte felter kan den ene regnes ud af den anden.",
            hint='Skriv metode = "noegle" i reglerne, så kan de lægges ved siden af hinanden.',
        )
    before = {name for line, _ in log for name in line.uden_person}
    again = [table.table for table in rows if not table.person and table.table in before]
    if again:
        raise KitError(
            f"Tabellen '{again[0]}' er udgivet før fra rækker uden person, så det kan ikke ses, "
            "om det er de samme personer. Den ene udgivelse kunne regnes ud af den anden.",
            hint="Nævn kolonnen, der siger hvem, med --person NAVN. Den bliver ikke vist.",
        )


def _counts(
    collected: Collected,
    rows: Sequence[Rows],
    policy: ReleasePolicy,
    labels: KnownLabels,
    secret: bytes,
) -> pd.DataFrame:
    """Put the counts of contributions and of rows below one another."""
    import pandas as pd

    parts = [collected.frame] if len(collected.contributions) else []
    for table in rows:
        parts.append(counted_rows(table, policy, secret))
        if problems := label_problems(parts[-1], policy, labels, file=table.path.name):
            raise KitError(ProblemReport.of(problems))
    if not parts:
        return collected.frame
    there: set[tuple[str, str]] = set()
    twice: set[str] = set()
    for part in parts:
        pairs = set(part[["tabel", "enhed"]].drop_duplicates().itertuples(index=False, name=None))
        twice |= {unit for _, unit in pairs & there}
        there |= pairs
    if twice:
        named = join([*sorted(twice)[:_NAMED], *(["flere"] if len(twice) > _NAMED else [])])
        raise KitError(
            f"De samme tal er med to gange for {named}.",
            hint="En enhed kan være i et bidrag eller i en tabel med rækker, ikke i begge. "
            "Tag den ud det ene sted, så ingen tælles to gange.",
        )
    return pd.concat(parts, ignore_index=True)
