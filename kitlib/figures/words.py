"""A view for someone who cannot see it: what its blocks show, told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kitlib.dansk import join, long_date, number, plural
from kitlib.figures.blocks import Block, Cards, Film, Grid, Pairs, Run, Stacks, Weeks
from kitlib.figures.people import Slopes

__all__ = ["told"]


def told(blocks: Sequence[Block]) -> str:
    """Tell what blocks show.

    Examples
    --------
    >>> from kitlib.figures import Group, Note
    >>> told([Cards(groups=(Group("Leg", "1 note", (Note("Ser op."),)),))])
    'Sedler under overskrifter: leg 1 note.'
    >>> told([])
    'Ingen figur endnu.'
    """
    return " ".join(_told(block) for block in blocks) or "Ingen figur endnu."


def _told(block: Block) -> str:
    match block:
        case Stacks():
            counts = [f"{c} {len(block.piles.get(c, ()))}" for c in block.columns]
            return f"Firkanter stablet over {block.what or 'hver overskrift'}: {join(counts)}."
        case Grid():
            cells = ((r, c) for r in block.rows for c in block.columns)
            full = [(r, c, len(block.piles[r, c])) for r, c in cells if block.piles.get((r, c))]
            down = block.heading.casefold()
            counts = [f"{r} i {c} {n}" for r, c, n in full]
            return f"Firkanter i et skema, {down} nedad og situationer på tværs: {join(counts)}."
        case Cards():
            heads = [f"{g.heading.casefold()} {g.told}".strip() for g in block.groups if g.heading]
            if heads:
                return f"Sedler under overskrifter: {join(heads)}."
            return f"{plural(sum(len(g.notes) for g in block.groups), 'seddel', 'sedler')}."
        case Pairs():
            n = sum(len(g.notes) for g in block.groups)
            return f"{plural(n, 'note', 'noter')} i to spalter: {join(list(block.columns))}."
        case Weeks():
            some = sum(bool(each.notes) for each in block.weeks)
            all_ = plural(len(block.weeks), "uge", "uger")
            line = f" En lodret linje ved {long_date(block.begun)}." if block.begun else ""
            return f"Firkanter, en for hver note, på {all_}; der er noter i {some} af dem.{line}"
        case Film():
            sides = [s.side for reel in block.reels for s in reel.spans]
            lines = plural(len(block.reels), "tidslinje", "tidslinjer")
            each = [f"{c.casefold()} {sides.count(k)}" for k, c in enumerate(block.columns)]
            counted = join(each)
            return f"{lines[0].upper()}{lines[1:]} over film med noter til hver side: {counted}."
        case Run():
            known = sum(value is not None for value in block.values)
            return f"En linje over {plural(known, 'uge', 'uger')} med {block.unit}, og dens midte."
        case Slopes():
            return _slopes(block)
    return ""


_LINES = 40  # persons whose numbers are read out one by one


def _slopes(block: Slopes) -> str:
    times = ", ".join(block.times)
    lines = plural(len(block.slopes), "linje", "linjer")
    chance = number(int(block.chance))
    parts = [
        f"{lines}, en for hver person: {times}.",
        f"En forskel på op til {chance} points kan være tilfældig.",
    ]
    for time, name in enumerate(block.times[1:], start=1):
        for way, how in ((1, "højere"), (-1, "lavere")):
            if codes := block.moved(time, way):
                first = block.times[0]
                parts.append(f"»{name}«: {join(codes)} ligger tydeligt {how} end »{first}«.")
    if len(block.slopes) <= _LINES:
        for each in block.slopes:
            values = ["mangler" if v is None else str(v) for v in each.values]
            parts.append(f"{each.code}: {', '.join(values)}.")
    return " ".join(parts)
