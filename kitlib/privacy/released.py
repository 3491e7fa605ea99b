"""The log of releases: what is out, so that the next one cannot be subtracted from it.

Each release folder carries its own log line and what it was made of; a line in the folder above
says that it must be there. A release that is gone from its place stops the next one: what nobody
remembers cannot be protected against.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kitlib.engines import engine
from kitlib.privacy.lock import is_locked, open_sealed, seal
from kitlib.privacy.policy import ReleasePolicy
from kitlib.privacy.release import Gate
from kitlib.privacy.release_layout import PAIR, UNIT
from kitlib.privacy.suppression_cells import table
from kitlib.privacy.suppression_result import Release
from kitlib.privacy.suppression_rules import sensitive
from kitlib.privacy.suppression_system import Past
from kitlib.problems import KitError, Problem
from kitlib.writing import Home, replacing, write_bytes

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "INTERNAL", "LogLine", "next_number", "note", "read_log", "recall",
    "recipient_of", "remember",
]  # fmt: skip

#: The folder of a release that stays with the analyst.
INTERNAL = "intern"
_LINE = "log.json"
_MEMORY = "husket.bin"
_INDEX = "udgivelser.jsonl"
_NAME = re.compile(r"udgivelse_(\d{3})_\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class LogLine:
    """What was released, when and why.

    Parameters
    ----------
    nr : int
        Number of the release, from 1 without gaps.
    dato : str
        The day, ISO.
    hvorfor : str
        What it is for.
    tabeller : mapping of str to list of str
        Table -> what it was parted by.
    tilbageholdt : mapping of str to str
        Table -> why it did not come out.
    kilder : mapping of str to str
        Checksum of each file that was used -> what became of it. No unit's name.
    """

    nr: int
    dato: str
    hvorfor: str
    tabeller: Mapping[str, list[str]]
    tilbageholdt: Mapping[str, str]
    kilder: Mapping[str, str]

    @property
    def folder(self) -> str:
        """Name of the release's folder."""
        return f"udgivelse_{self.nr:03}_{self.dato}"


@dataclass(frozen=True)
class _Remembered:
    """As much of an earlier release as `suppress` asks for."""

    past: Past


def note(line: LogLine, memory: bytes, folder: Path) -> list[Path]:
    """Write the log line and the memory into a release that is being made."""
    home = Home(folder, "udgivelse")
    text = json.dumps(asdict(line), ensure_ascii=False, indent=1)
    return [
        write_bytes(folder / INTERNAL / _LINE, text.encode("utf-8"), home, output="udgivelse"),
        write_bytes(folder / INTERNAL / _MEMORY, memory, home, output="udgivelse"),
    ]


def read_log(folder: Path) -> list[tuple[LogLine, Path]]:
    """Return every release below a folder, in order, and bring the index up to date.

    Raises
    ------
    KitError
        A release is gone, two have one number, or a log line is damaged: then none can be made.
    """
    found: dict[int, tuple[LogLine, Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and _NAME.fullmatch(path.name):
            line = _line(path)
            if line.nr in found:
                raise _twice(found[line.nr][1], path, line.nr)
            found[line.nr] = (line, path)
    index = folder / _INDEX
    written = index.read_text(encoding="utf-8").splitlines() if index.exists() else []
    noted = {int(json.loads(entry)["nr"]) for entry in written if entry.strip()}
    last = max([*found, *noted], default=0)
    gone = [number for number in range(1, last + 1) if number not in found]
    if gone:
        raise KitError(Problem(
            f"Udgivelse {gone[0]} er ikke, hvor den skal være.",
            "Læg dens mappe tilbage. Uden den kan kittet ikke se, hvad der allerede er ude.",
            code="log_mangler",
        ))  # fmt: skip
    new = [number for number in found if number not in noted]
    if new:
        lines = [*written, *(json.dumps({"nr": n, "mappe": found[n][1].name}) for n in new)]
        # Only a list of what must be there; what counts lies in the folders themselves.
        with replacing(index) as temporary:
            temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [found[number] for number in sorted(found)]


def _twice(first: Path, second: Path, number: int) -> KitError:
    return KitError(
        Problem(
            f"To udgivelser har nummer {number}: {first.name} og {second.name}.",
            "Er kun den ene givet videre, så flyt den anden ud af mappen. Er begge ude, kan der "
            "ikke laves flere her, uden at den ene kan regnes ud af den anden.",
            code="log_dobbelt",
        )
    )


def next_number(log: Sequence[tuple[LogLine, Path]]) -> int:
    """Return the number of the release to be made."""
    return len(log) + 1


def _line(path: Path) -> LogLine:
    try:
        entry = json.loads((path / INTERNAL / _LINE).read_text(encoding="utf-8"))
        return LogLine(**entry)
    except (OSError, ValueError, TypeError):
        raise KitError(Problem(
            f"Loggen i {path.name} kan ikke læses.",
            "Hent mappen fra en sikkerhedskopi. Uden den kan kittet ikke se, hvad der er ude.",
            code="log_skadet",
        )) from None  # fmt: skip


def remember(
    gate: Gate,
    policy: ReleasePolicy,
    *,
    identity: str | None,
) -> bytes:
    """Return what a later release must know of this one; sealed for the analyst.

    Parameters
    ----------
    identity : str, optional
        The analyst's secret identity. Without it nothing is sealed, so only invented data may.
    """
    family = {w.sammen_med: name for name, w in policy.tables.items() if w.sammen_med}
    tables = [
        {
            "familie": family.get(t.recipe.name, t.recipe.name),
            "celler": t.recipe.cells.to_dict("list"),
            "dims": list(t.recipe.dims),
            "hierarkier": {k: list(v) for k, v in t.recipe.hierarchies.items()},
            "svar": list(t.recipe.answers),
            "parter": UNIT,
            "graense": t.release.threshold,
            "skjult": [bool(h) for h in t.release.past.hidden],
        }
        for t in gate.tables
    ]
    data = json.dumps({"tabeller": tables}, ensure_ascii=False, default=int).encode("utf-8")
    return data if identity is None else seal(data, [recipient_of(identity)])


def recall(
    log: Sequence[tuple[LogLine, Path]], *, identity: str | None
) -> dict[str, list[Release]]:
    """Return what is out already: table name -> earlier releases, for `pass_through`."""
    import pandas as pd

    known: dict[str, list[Release]] = {}
    for _, path in log:
        for entry in _memory(path, identity)["tabeller"]:
            cells = pd.DataFrame(entry["celler"]).astype(object).astype({"antal": "int64"})
            if PAIR in cells:
                cells = _with_tuples(cells)
            kept = table(
                cells, entry["dims"], count="antal", hierarchies=entry["hierarkier"],
                parties=entry.get("parter"),
            )  # fmt: skip
            found = sensitive(kept, threshold=entry["graense"], answers=entry["svar"])
            past = _Remembered(_past(kept, entry["skjult"], found))
            known.setdefault(entry["familie"], []).append(cast(Release, past))
    return known


def _memory(path: Path, identity: str | None) -> dict[str, Any]:
    try:
        data = (path / INTERNAL / _MEMORY).read_bytes()
    except OSError:
        hint = "Hent mappen fra en sikkerhedskopi."
        raise KitError(f"Noget mangler i {path.name}.", hint=hint) from None
    if is_locked(data):
        if identity is None:
            hint = "Sig, hvor nøglen ligger, med --noegle FIL."
            raise KitError("De tidligere udgivelser er låst.", hint=hint)
        data = open_sealed(data, identity, file=path.name)
    return cast(dict[str, Any], json.loads(data.decode("utf-8")))


def _with_tuples(cells: pd.DataFrame) -> pd.DataFrame:
    """Groups by district and kind as tuples: JSON has none, and older releases kept a text."""
    pairs = [
        tuple(pair) if isinstance(pair, list) else (d, str(pair).removeprefix(f"{d}, "))
        for pair, d in zip(cells[PAIR], cells["distrikt"], strict=True)
    ]
    import pandas as pd

    return cells.assign(**{PAIR: pd.Series(pairs, index=cells.index, dtype=object)})


def _past(kept: Any, hidden: list[bool], found: Any) -> Past:
    import numpy as np

    return Past(kept, np.array(hidden, dtype=bool), found)


def recipient_of(identity: str) -> str:
    """Return the public half of a secret identity."""
    pyrage = engine("pyrage")

    try:
        return str(pyrage.x25519.Identity.from_str(identity.strip()).to_public())
    except pyrage.IdentityError:
        hint = "Kopiér hele linjen. Den begynder med AGE-SECRET-KEY."
        raise KitError("Den hemmelige nøgle er ikke skrevet rigtigt.", hint=hint) from None
