"""Units that have got another name, were put together or are spelled in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kitlib.columns import Column, fold
from kitlib.dansk import join
from kitlib.privacy.labels import KnownLabels
from kitlib.problems import KitError, Problem, ProblemReport

if TYPE_CHECKING:
    from kitlib.contribution import Contribution

__all__ = ["as_now", "placed_anew", "read_names", "refuse_same_persons"]

_NAMED = 3  # units named in a note; the rest are counted

#: Columns of the file that says what units are called now.
NAMES = (
    Column("foer", "tekst", "Det navn, enheden har sendt under.", label="Før", required=True),
    Column("nu", "tekst", "Det navn, den har nu.", label="Nu", required=True),
)


def read_names(path: str | Path) -> dict[str, str]:
    """Return what each unit is called now, by its folded earlier name.

    Raises
    ------
    KitError
        The file cannot be read, or says two things of one unit.
    """
    from kitlib.reading import read_columns

    reading = read_columns(Path(path), NAMES)
    errors = [p for p in reading.problems if p.level == "fejl"]
    if reading.frame is None or errors:
        report = ProblemReport.of(errors).placed(file=Path(path).name)
        raise KitError(report if errors else "Filen med navne kan ikke læses.")
    found: dict[str, str] = {}
    for before, now in zip(reading.frame["foer"], reading.frame["nu"], strict=True):
        if fold(found.setdefault(fold(before), now)) != fold(now) or fold(now) == fold(before):
            raise KitError(
                Problem(
                    "Et navn står to gange eller er sit eget.",
                    "Skriv hvert gammelt navn én gang.",
                    Path(path).name,
                    code="saml_navne",
                )
            )
    if set(found) & {fold(now) for now in found.values()}:
        raise KitError(
            Problem(
                "Et navn står både under før og nu.",
                "Skriv det navn, enheden har i dag.",
                Path(path).name,
                code="saml_navne",
            )
        )
    return found


def refuse_same_persons(contributions: Sequence[Contribution]) -> None:
    """Refuse two units with the same persons: one that has sent under two names counts double.

    Keys are made with a unit's own secret, so two cells alike by chance are out of the question.
    """
    seen: dict[tuple[object, ...], str] = {}
    alike: dict[tuple[str, str], int] = {}
    for made in contributions:
        for cell in _cells(made):
            other = seen.setdefault(cell, made.enhed)
            if fold(other) != made.key:
                alike[other, made.enhed] = alike.get((other, made.enhed), 0) + 1
    found = [pair for pair, n in alike.items() if n > 1]
    if found:
        one, two = found[0]
        raise KitError(
            f"{join([one, two])} har sendt de samme personer.",
            hint="Er det den samme enhed, så skriv det i en fil med kolonnerne Før og Nu, og brug "
            "--navne FIL. Ellers tag den ene ud.",
        )


def _cells(made: Contribution) -> list[tuple[object, ...]]:
    return [
        (table, a, b, period, n, key)
        for table, a, b, period, n, *_, key in made.rows
        if n > 0 and key > 0
    ]


def as_now(
    found: Contribution,
    *,
    names: Mapping[str, str],
    labels: KnownLabels,
    moved: dict[str, str],
) -> Contribution:
    """Return a contribution with the name its unit has now, where the list says it is."""
    name = names.get(found.key, found.enhed)
    district, kind = labels.places.get(fold(name), (found.distrikt, found.type))
    if (fold(district), fold(kind)) != (fold(found.distrikt), fold(found.type)):
        moved[name] = f"{district}, {kind}"
    if (name, district, kind) == (found.enhed, found.distrikt, found.type):
        return found
    return replace(found, enhed=name, distrikt=district, type=kind)


def placed_anew(moved: Mapping[str, str]) -> Iterator[str]:
    """Say which units the list places elsewhere than their contribution does."""
    if moved:
        said = join([f"{unit} ({place})" for unit, place in sorted(moved.items())][:_NAMED])
        more = f" og {len(moved) - _NAMED} flere" if len(moved) > _NAMED else ""
        yield f"Står et andet sted på listen end i bidraget, og listen gælder: {said}{more}."
