"""A contribution as people read it before it leaves: every table, every number."""

from __future__ import annotations

from kitlib.contribution.make import Draft
from kitlib.contribution.model import FEWEST, Contribution
from kitlib.dansk import number, plural
from kitlib.texts import load

__all__ = ["as_text"]


def as_text(draft: Draft | Contribution) -> str:
    """Return exactly what will leave, as text for a screen.

    Examples
    --------
    >>> from kitlib import open_team
    >>> from kitlib.contribution import draft
    >>> print(as_text(draft(open_team("sample_data/trappen"))).splitlines()[0])
    Trappen, unge, Distrikt Nord. Til og med 3. kvartal 2026.
    """
    made = draft.contribution if isinstance(draft, Draft) else draft
    left_out = draft.left_out if isinstance(draft, Draft) else {}
    held = draft.held if isinstance(draft, Draft) else ()
    year, quarter = made.kvartal.split(" K")
    lines = [f"{made.enhed}, {made.type}, {made.distrikt}. Til og med {quarter}. kvartal {year}."]
    if made.sort == "tilbage":
        return "\n".join([*lines, "Bidraget trækkes tilbage. Der er ingen tal i filen."])
    if made.dele > 1:
        lines.append(f"Samlet af {plural(made.dele, 'del', 'dele')}.")
    lines.append("Det her er alt, hvad der sendes. Der er ingen noter, ingen ord og ingen koder.")
    lines.append("Med hvert antal følger et tilfældigt tal, som antallet kan flyttes lidt med.")
    for name, n in made.tables.items():
        table = made.counts[made.counts["tabel"] == name]
        lines += ["", f"{_title(name)} ({_who(name, n)})"]
        shown = table[table["antal"] > 0]
        width = max(len(_label(row)) for row in shown.itertuples())
        for row in shown.itertuples():
            lines.append(f"  {_label(row):<{width}}  {_values(row)}")
        zeros = len(table) - len(shown)
        if zeros:
            lines.append(f"  {plural(zeros, 'felt', 'felter')} med 0")
    if left_out:
        lines += ["", f"Sendes ikke, for der er færre end {FEWEST} bag:"]
        lines += [f"  {_title(name)}" for name in left_out]
        lines.append("  Det kan sendes som en del af enhedens fælles bidrag: --del og --saml.")
    if held:
        lines += ["", *(f"{problem.message} {problem.hint}" for problem in held)]
    return "\n".join(lines)


def _title(name: str) -> str:
    return str(load("udgivelse")["tabel"].get(name, {}).get("kort", name))


def _who(name: str, n: int) -> str:
    table = load("udgivelse")["tabel"].get(name, {})
    one, many = table.get("ental", "person"), table.get("flertal", "personer")
    if name == "postits.tema_situation":
        return f"noter fra {plural(n, 'barn eller ung', 'børn og unge')} eller bunker"
    return plural(n, one, many)


def _label(row: object) -> str:
    parts = (getattr(row, name, "") for name in ("periode", "a", "b"))
    return " / ".join(str(part) for part in parts if part)


def _values(row: object) -> str:
    import pandas as pd

    total, people = getattr(row, "sum", None), getattr(row, "personer", None)
    count = number(int(getattr(row, "antal", 0)))
    if total is not None and not pd.isna(total):
        return f"{count}, tilsammen {number(int(total))} point"
    if people is not None and not pd.isna(people) and int(people) != int(getattr(row, "antal", 0)):
        notes = plural(int(getattr(row, "antal", 0)), "note", "noter")
        return f"{notes} fra {number(int(people))}"
    return count
