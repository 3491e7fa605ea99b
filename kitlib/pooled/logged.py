"""The line of the log that tells of a release: what came out, of what, and who decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from importlib.metadata import version

from kitlib.aggregate import TOTAL
from kitlib.pooled.intake import Intake
from kitlib.pooled.late import marks
from kitlib.pooled.preview import Decision
from kitlib.pooled.rows import Rows
from kitlib.privacy.policy import ReleasePolicy
from kitlib.privacy.release import Gate, SafeTable
from kitlib.privacy.release_moved import Out
from kitlib.privacy.released import LogLine

__all__ = ["log_line"]


def log_line(
    number: int,
    gate: Gate,
    given: Intake,
    rows: Sequence[Rows],
    *,
    policy: ReleasePolicy,
    decision: Decision,
    before: Out,
    day: date,
    why: str,
) -> LogLine:
    """Return what the log holds of a release.

    Parameters
    ----------
    number : int
        Its number.
    gate : Gate
        What comes out.
    given : Intake
        Of what.
    rows : sequence of Rows
        The tables of central systems.
    policy : ReleasePolicy
        The rules.
    decision : Decision
        Who approved it.
    before : Out
        What was out before.
    day : date
        The day on it.
    why : str
        What it is for.
    """
    collected = given.collected
    new = {str(row["periode"]) for row in gate.moved} - set(before.sent)
    return LogLine(
        nr=number,
        dato=day.isoformat(),
        hvorfor=why,
        tabeller={t.words.name: list(t.grouping) for t in gate.tables},
        tilbageholdt=dict(gate.held_back),
        kilder={o.checksum: o.fate for o in collected.outcomes if o.checksum},
        metode=gate.method,
        overskrifter=given.used | {t.words.name: _headings(t) for t in gate.tables if t.words.frie},
        uden_person=sorted({table.table for table in rows if not table.person}),
        udgave=version("laeringskit"),
        regler=policy.checksum,
        godkendt_af=decision.role,
        holdt=list(decision.held),
        flytning=asdict(policy.moving) if gate.method == "noegle" else {},
        sendt=marks(collected.contributions, new, given.secret),
    )


def _headings(table: SafeTable) -> list[str]:
    return [a for a in dict.fromkeys(table.public["a"]) if a != TOTAL]
