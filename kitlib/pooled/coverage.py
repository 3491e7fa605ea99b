"""Who has contributed and who has not: a line for every page, and a list for the analyst."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.columns import Column, fold
from kitlib.dansk import join, number, plural
from kitlib.problems import KitError, ProblemReport

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Coverage", "coverage", "read_units"]

#: Columns of the list of units an analyst keeps.
UNITS = (
    Column("enhed", "tekst", "Enhedens navn.", label="Enhed", required=True),
    Column("type", "tekst", "Slags enhed, fx dagtilbud.", label="Type"),
    Column("distrikt", "tekst", "Distriktet.", label="Distrikt"),
)
_KIND_WORDS = {
    "dagtilbud": ("dagtilbud", "dagtilbud"),
    "skole": ("skole", "skoler"),
    "fritid": ("fritidstilbud", "fritidstilbud"),
    "unge": ("ungetilbud", "ungetilbud"),
    "andet": ("anden enhed", "andre enheder"),
}
_UNITS = ("enhed", "enheder")


@dataclass(frozen=True)
class Coverage:
    """How many have contributed, of how many.

    Parameters
    ----------
    line : str
        One sentence that names no unit, for every page.
    missing : tuple of str
        Units on the list that have not contributed; for the analyst alone.
    unexpected : tuple of str
        Units that have contributed and are not on the list.
    refused : mapping of str to str
        Units that have sent nothing but files that could not be used, and why.
    withdrawn : tuple of str
        Units that have taken their contribution back.
    listed : bool
        Whether there was a list to hold them against.
    """

    line: str
    missing: tuple[str, ...] = field(default=(), repr=False)
    unexpected: tuple[str, ...] = field(default=(), repr=False)
    refused: Mapping[str, str] = field(default_factory=dict, repr=False)
    withdrawn: tuple[str, ...] = field(default=(), repr=False)
    listed: bool = True

    def reminder(self) -> str:
        """Return the list to remind by, as text."""
        lines = [self.line, ""]
        heard = {fold(name) for name in (*self.refused, *self.withdrawn)}
        silent = [name for name in self.missing if fold(name) not in heard]
        if self.refused:
            lines += [
                "Har sendt en fil, der ikke kunne bruges:",
                *(f"- {name}: {why}" for name, why in self.refused.items()),
                "Skriv til dem, hvad der var galt.",
                "",
            ]
        if self.withdrawn:
            lines += [
                "Har trukket deres bidrag tilbage:",
                *(f"- {name}" for name in self.withdrawn),
                "",
            ]
        if silent:
            lines += ["Endnu ikke med:", *(f"- {name}" for name in silent), ""]
            lines += [
                "En venlig påmindelse: I er velkomne til at være med i det samlede billede. Skriv",
                "'laeringskit bidrag MAPPE', og send filen. Der er kun antal i den.",
            ]
        elif self.missing:
            lines.append("Alle andre på listen har bidraget.")
        elif self.listed:
            lines.append("Alle på listen har bidraget.")
        else:
            lines += [
                "Der var ingen liste over enheder, så det kan ikke ses, hvem der mangler.",
                "Giv en med --enheder.",
            ]
        if self.unexpected:
            lines += ["", "Ikke på listen:", *(f"- {name}" for name in self.unexpected)]
        return "\n".join(lines) + "\n"


def coverage(
    contributed: Mapping[str, str],
    units: pd.DataFrame | None = None,
    *,
    caveat: str = "",
    refused: Mapping[str, str] | None = None,
    withdrawn: Iterable[str] = (),
) -> Coverage:
    """Say who has contributed.

    Parameters
    ----------
    contributed : mapping of str to str
        Each unit that has, and its kind.
    units : DataFrame, optional
        `enhed` and, where known, `type`: everyone who could. Without it nobody is missed.
    caveat : str
        What follows the count: that they were not sampled.
    refused : mapping of str to str, optional
        Units with a file that could not be used, and why; those who contributed are left out.
    withdrawn : iterable of str
        Units that have taken theirs back.

    Examples
    --------
    >>> coverage({"Solsikken": "dagtilbud"}).line
    '1 enhed har bidraget.'
    """
    there = {fold(name) for name in contributed}
    taken = tuple(sorted(name for name in withdrawn if fold(name) not in there))
    # Who has taken theirs back is out by their own will, whatever else they have sent.
    told = there | {fold(name) for name in taken}
    why = {n: w for n, w in sorted((refused or {}).items()) if fold(n) not in told}
    if units is None:
        have = plural(len(contributed), "enhed har bidraget", "enheder har bidraget")
        return Coverage(f"{have}. {caveat}".strip(), (), (), why, taken, listed=False)
    listed = {fold(str(name)): str(name) for name in units["enhed"]}
    kinds = dict(zip(listed, _kinds(units), strict=False))
    parts = []
    for kind in sorted(set(kinds.values()), key=lambda k: (k == "", k)):
        keys = [key for key, its in kinds.items() if its == kind]
        have_n = sum(key in there for key in keys)
        parts.append(f"{number(have_n)} af {plural(len(keys), *_KIND_WORDS.get(kind, _UNITS))}")
    unexpected = tuple(sorted(name for name in contributed if fold(name) not in listed))
    said = f"{join(parts)} har bidraget"
    if unexpected:  # their numbers are in it too
        said += f", og {plural(len(unexpected), *_UNITS)}, der ikke står på listen"
    line = f"{said}. {caveat}".strip()
    missing = tuple(sorted(name for key, name in listed.items() if key not in there))
    return Coverage(line, missing, unexpected, why, taken)


def _kinds(units: pd.DataFrame) -> list[str]:
    once = units.drop_duplicates("enhed")
    words = once["type"] if "type" in once else [""] * len(once)
    return [fold(w) if isinstance(w, str) and fold(w) in _KIND_WORDS else "" for w in words]


def read_units(path: str | Path) -> pd.DataFrame:
    """Read the analyst's list of units: enhed, and where known type and distrikt."""
    from kitlib.reading import read_columns
    from kitlib.reading.sniff import check_size

    check_size(Path(path))
    reading = read_columns(Path(path), UNITS)
    errors = [p for p in reading.problems if p.level == "fejl"]
    if reading.frame is None or errors:
        report = ProblemReport.of(errors).placed(file=Path(path).name)
        raise KitError(report if errors else "Listen kan ikke læses.")
    return reading.frame
