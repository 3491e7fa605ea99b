"""The log of releases: what is out, how it was protected, and what it was made of.

Each release folder carries its own log line; a line in the folder above says that it must be
there. A release that is gone from its place stops the next one: nobody could say what is out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.ordinary import read_ordinary
from kitlib.privacy.release_moved import MOVED, Out
from kitlib.problems import KitError, Problem
from kitlib.writing import Home, replacing, write_bytes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["INTERNAL", "LogLine", "next_number", "note", "numbers_out", "read_log"]

#: The folder of a release that stays with the analyst.
INTERNAL = "intern"
_LINE = "log.json"
#: The numbers as they were moved, before it was decided which are few.
_MOVED = "flyttet.json"
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
    metode : {"noegle", "skjul"}
        How numbers are protected.
    overskrifter : mapping of str to list of str
        Table of the units' own headings -> those that are shown, so that they are shown on.
    uden_person : list of str
        Tables counted from rows that name no person.
    udgave : str
        The kit's version.
    regler : str
        Checksum of the rules.
    godkendt_af : str
        The role of whoever approved it; never a name.
    holdt : list of str
        Tables and half-years they held back.
    flytning : mapping of str to number
        How far numbers were moved; empty where they were not.
    sendt : mapping of str to list of str
        Half-year that came out for the first time -> a mark of what each contribution said of it.
    """

    nr: int
    dato: str
    hvorfor: str
    tabeller: Mapping[str, list[str]]
    tilbageholdt: Mapping[str, str]
    kilder: Mapping[str, str]
    metode: str = "skjul"
    overskrifter: Mapping[str, list[str]] = field(default_factory=dict)
    uden_person: Sequence[str] = ()
    udgave: str = ""
    regler: str = ""
    godkendt_af: str = ""
    holdt: Sequence[str] = ()
    flytning: Mapping[str, float] = field(default_factory=dict)
    sendt: Mapping[str, list[str]] = field(default_factory=dict, repr=False)

    @property
    def folder(self) -> str:
        """Name of the release's folder."""
        return f"udgivelse_{self.nr:03}_{self.dato}"


def note(line: LogLine, folder: Path, moved: Sequence[Mapping[str, object]] = ()) -> None:
    """Write the log line, and the numbers that stay as they are, into a release being made."""
    home = Home(folder, "udgivelse")
    for name, what in ((_LINE, asdict(line)), (_MOVED, list(moved))):
        content = json.dumps(what, ensure_ascii=False, indent=1).encode("utf-8")
        write_bytes(folder / INTERNAL / name, content, home, output="udgivelse")


def numbers_out(log: Sequence[tuple[LogLine, Path]]) -> Out:
    """Return the numbers of every half-year that is out, as they first came.

    Raises
    ------
    KitError
        They cannot be read: without them a half-year could come out twice.
    """
    import pandas as pd

    parts = []
    for nr, (line, folder) in enumerate(log):
        if line.metode == "noegle":
            parts.append(_moved(folder).assign(nr=nr))
    if not parts:
        return Out()
    whole = pd.concat(parts, ignore_index=True)
    since = whole.groupby("periode")["nr"].min()
    first = whole.groupby(["tabel", "periode"])["nr"].transform("min")
    return Out(
        whole[whole["nr"] == first].drop(columns="nr"),
        {str(p): frozenset(log[int(nr)][0].sendt.get(str(p), ())) for p, nr in since.items()},
    )


def _moved(folder: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        rows = json.loads(read_ordinary(folder / INTERNAL / _MOVED))
        frame = pd.DataFrame(rows, columns=list(MOVED))
        return frame.astype({"antal": "int64", "sum": "Int64"})
    except (KitError, ValueError, TypeError, RecursionError):
        raise KitError(
            Problem(
                f"Tallene i {folder.name} kan ikke læses.",
                "Hent mappen fra en sikkerhedskopi. Uden dem kunne et halvår komme ud to gange.",
                code="log_tal",
            )
        ) from None


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
    written, noted = _index(index)
    last = max([*found, *noted], default=0)
    # A spoilt line may name a number of any size: the first that is missing is enough.
    gone = next((number for number in range(1, last + 1) if number not in found), None)
    if gone is not None:
        raise KitError(
            Problem(
                f"Udgivelse {gone} er ikke, hvor den skal være.",
                "Læg dens mappe tilbage. Uden den kan værktøjet ikke se, hvad der allerede er ude.",
                code="log_mangler",
            )
        )
    new = [number for number in found if number not in noted]
    if new:
        lines = [*written, *(json.dumps({"nr": n, "mappe": found[n][1].name}) for n in new)]
        # Only a list of what must be there; what counts lies in the folders themselves.
        with replacing(index) as temporary:
            temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [found[number] for number in sorted(found)]


def _index(path: Path) -> tuple[list[str], set[int]]:
    """Return the lines of the index, and the numbers they say must be there."""
    if not path.exists():
        return [], set()
    try:
        lines = read_ordinary(path).decode("utf-8").splitlines()
        numbers = [json.loads(line)["nr"] for line in lines if line.strip()]
    except (ValueError, KeyError, TypeError, RecursionError):
        numbers = [None]
    if not all(type(number) is int for number in numbers):
        hint = f"Slet {_INDEX}, når du har set efter, at alle udgivelser er der. Prøv så igen."
        raise KitError(
            Problem("Listen over udgivelser kan ikke læses.", hint, path.name, code="log_liste")
        )
    return lines, set(numbers)


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
        line = LogLine(**json.loads(read_ordinary(path / INTERNAL / _LINE)))
        if type(line.nr) is not int:
            raise TypeError(line.nr)
        return line
    except (KitError, ValueError, TypeError, RecursionError):
        raise KitError(
            Problem(
                f"Loggen i {path.name} kan ikke læses.",
                "Hent mappen fra en sikkerhedskopi. Uden den kan værktøjet ikke se, hvad der er "
                "ude.",
                code="log_skadet",
            )
        ) from None
