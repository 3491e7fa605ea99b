"""Which column of a file holds which declared one, and what is told of the others."""

from __future__ import annotations

from collections.abc import Sequence

from kitlib.columns import Column, fold, is_employee_heading
from kitlib.problems import Problem, did_you_mean
from kitlib.reading.names import Names
from kitlib.reading.raw import Cells, Raw, letter
from kitlib.reading.values.cells import is_blank

__all__ = ["find_places", "headless", "nameless", "no_column"]


def find_places(
    written: Sequence[str], names: Names, columns: Sequence[Column]
) -> tuple[dict[str, int], list[Problem], tuple[str, ...]]:
    """Find which heading holds which column; the nearest match wins, a tie is asked about."""
    claims: dict[str, list[tuple[int, int]]] = {}
    problems: list[Problem] = []
    unknown: list[str] = []
    held = {found[0] for heading in written if heading and (found := names.rank(heading))}
    free = [column for column in columns if column.name not in held] or columns
    for place, heading in enumerate(written):
        if not heading:
            continue
        if is_employee_heading(heading):
            problems.append(_employee(heading))
            continue
        found = names.rank(heading)
        if found is not None:
            claims.setdefault(found[0], []).append((found[1], place))
        elif fold(heading) not in names.left_out:
            unknown.append(heading)
            problems.append(_unknown(heading, free))
    places: dict[str, int] = {}
    for name, claim in claims.items():
        claim.sort()
        places[name] = claim[0][1]
        for rank, place in claim[1:]:
            if fold(written[place]) in names.left_out:
                continue
            if rank == claim[0][0]:
                problems.append(_twice(place, written[claim[0][1]]))
            else:
                unknown.append(written[place])
                problems.append(_second_best(written[place], written[claim[0][1]]))
    return places, problems, tuple(unknown)


def nameless(raw: Raw, places: Sequence[int]) -> list[Problem]:
    """Tell of cells that stand below no heading."""
    told = []
    for place in places:
        column = raw.columns[place] if place < len(raw.columns) else None
        if not isinstance(column, Cells):
            continue
        rows = raw.rows[column.where([not is_blank(c) for c in column.uniques])].tolist()
        if rows:
            message = f"Kolonne {letter(place)} har ingen overskrift og er ikke med."
            told.append(
                Problem(
                    message,
                    "Skriv en overskrift over den, hvis den skal med.",
                    level="advarsel",
                    code="kolonne_uden_overskrift",
                ).on(rows)
            )
    return told


def _employee(heading: str) -> Problem:
    hint = "Slet kolonnen. Den læses ikke."
    return Problem("Her står navne på kolleger.", hint, column=heading, code="medarbejder")


def _unknown(heading: str, free: Sequence[Column]) -> Problem:
    hint = did_you_mean(fold(heading), [c.name for c in free])
    hint = hint.replace("Mente du", "Mente du kolonnen")
    if not hint:
        # An example that would say of a second column what another one holds already helps nobody.
        like = next((c for c in free if c.kind == "tekst"), free[0])
        hint = (
            "Er den en af værktøjets kolonner, så ret overskriften, eller skriv i filen "
            f'synonymer.toml i jeres mappe, hvilken det er, fx {like.name} = ["{heading}"].'
        )
    return Problem(
        "Kolonnen kendes ikke og er ikke med.",
        hint,
        column=heading,
        level="advarsel",
        code="kolonne_ukendt",
    )


def _twice(place: int, first: str) -> Problem:
    message = f"Kolonne {letter(place)} har samme overskrift som en anden, og er ikke med."
    return Problem(
        message,
        "Behold én af dem, eller giv den anden et andet navn.",
        column=first,
        code="kolonne_dobbelt",
    )


def _second_best(heading: str, first: str) -> Problem:
    return Problem(
        f"Kolonnen er ikke med, for '{first}' siger det samme.",
        "Slet den, der ikke skal bruges.",
        column=heading,
        level="advarsel",
        code="kolonne_dobbelt",
    )


def headless(absent: Sequence[Column], row: int) -> Problem:
    """Say that a table has no headings at all: what stands in their place may be a note."""
    names = ", ".join(column.name for column in absent)
    return Problem(
        "Her er ingen overskrifter: den første række ligner noter. Ingen rækker er læst.",
        f"Skriv en række med overskrifter øverst, mindst {names}.",
        row=row,
        code="kolonne_mangler",
    )


def no_column(column: Column, written: Sequence[str], row: int) -> Problem:
    near = did_you_mean(column.name, [fold(h) for h in written])
    hint = f"Skriv overskriften '{column.name}' over kolonnen."
    if near:
        hint = f"{near} Ret overskriften til '{column.name}'."
    return Problem(
        f"Kolonnen '{column.name}' mangler.",
        hint,
        row=row,
        column=column.name,
        code="kolonne_mangler",
    )
