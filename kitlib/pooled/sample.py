"""Twelve invented contributions, an invented register beside them, and what they become."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.contribution import ENDING, Contribution, add, draft, to_bytes
from kitlib.mine import open_mine
from kitlib.pooled.rows import Rows
from kitlib.pooled.run import Pooled, pool
from kitlib.resources import resource_folder
from kitlib.team import open_team

__all__ = [
    "SAMPLE_DAY",
    "SAMPLE_UNITS",
    "pool_sample",
    "sample_contributions",
    "sample_rows",
    "write_sample",
]

#: The small invented units; each sends one contribution.
SAMPLE_UNITS = (
    "bakkeskolen",
    "birkelunden",
    "engskolen",
    "kastanjen",
    "klub_ankeret",
    "klub_regnbuen",
    "laerkeskolen",
    "maelkeboetten",
    "pakhuset",
    "trappen",
    "tusindfryd",
    "vaerkstedet",
)
#: The day they are sent, always the same, so that what they become is too.
SAMPLE_DAY = date(2026, 9, 1)

#: Three young people are too few to send alone; a colleague there has seven in a file of their own.
_JOINED = ("trappen", "mit/ungemedarbejder_dialoglineal.csv")


def sample_contributions() -> dict[str, Contribution]:
    """Return the twelve contributions by folder name.

    Examples
    --------
    >>> len(sample_contributions())
    12
    """
    samples = resource_folder("sample_data")
    made = {}
    for name in SAMPLE_UNITS:
        team = open_team(samples / name)
        if name != _JOINED[0]:
            made[name] = draft(team, today=SAMPLE_DAY).contribution
            continue
        mine = open_mine(samples / _JOINED[1])
        parts = [
            draft(team, part=True, today=SAMPLE_DAY).contribution,
            draft(mine, unit=team.folder, part=True, today=SAMPLE_DAY).contribution,
        ]
        made[name] = add(parts)
    return made


def write_sample(folder: Path) -> list[Path]:
    """Write the twelve files into a folder that is there, and return where they lie."""
    paths = []
    for name, contribution in sample_contributions().items():
        path = folder / f"{name}{ENDING}"
        path.write_bytes(to_bytes(contribution))
        paths.append(path)
    return paths


def sample_rows() -> tuple[Rows, ...]:
    """Return the invented register's tables: other units than the twelve, one row a person."""
    register = resource_folder("sample_data") / "register"
    effects = register / "effektvurdering.csv"
    whose: dict[str, Any] = {"person": "person", "period": "halvaar"}
    return (
        Rows(effects, "dialoglineal.udfald", "udfald", **whose),
        Rows(effects, "dialoglineal.start_nu", "start", across="nu", **whose),
        Rows(register / "who5.csv", "who5.retning", "retning", **whose),
    )


def pool_sample(out: Path, *, why: str = "") -> Pooled:
    """Pool the twelve and the register into a release, the same one every time."""
    units = resource_folder("sample_data") / "register" / "enheder.csv"
    with tempfile.TemporaryDirectory(prefix="laeringskit-") as inbox:
        return pool(
            write_sample(Path(inbox)),
            out,
            rows=sample_rows(),
            units=units,
            why=why,
            today=SAMPLE_DAY,
            invented=True,
            seconds=0,
        )
