"""ELAN files (.eaf): every annotation, with the times ELAN shows it at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from kitlib.dansk import plural
from kitlib.problems import KitError, Problem
from kitlib.reading.annotation import Annotated, Annotation
from kitlib.reading.written import read_text
from kitlib.shallow import Unwanted, tree_of

__all__ = ["read_elan"]


_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
# Parts of a second that a file may count in: so many seconds for so many of them.
_UNITS = {"": (1, 1000), "PAL-frames": (1, 25), "NTSC-frames": (1001, 30_000)}
_DEEPEST = 100  # annotations that hang on each other; ELAN users have three or four


@dataclass
class _Mark:
    """One annotation: where it begins and ends, or which other it hangs on."""

    tier: _Tier
    name: str
    text: str
    begin: str = ""
    end: str = ""
    hangs_on: str = ""


@dataclass
class _Tier:
    name: str | None
    parent: str | None
    marks: list[_Mark] = field(default_factory=list)


@dataclass(frozen=True)
class _Time:
    """From when to when, and whether it is ours."""

    start: float | None = None
    end: float | None = None
    ours: bool = False


def read_elan(path: Path) -> Annotated:
    """Read every annotation of an ELAN file.

    Parameters
    ----------
    path : Path
        .eaf.

    Returns
    -------
    Annotated
        `lag` is the tier, `foraelder` the tier it hangs on. Parts that nobody placed in time stand
        evenly between those that somebody did, as ELAN shows them, and are marked `anslaaet`.

    Raises
    ------
    KitError
        Where the file is no ELAN file.
    """
    try:
        root = _root(path)
    except Unwanted:
        message = "Filen indeholder noget, ELAN ikke skriver, og læses derfor ikke."
        raise _refused(path, message) from None
    if root is None or root.tag != "ANNOTATION_DOCUMENT":
        raise _refused(path, "Filen er ikke en ELAN-fil, eller den er beskadiget.")
    tiers = [_tier(element) for element in root.iter("TIER")]
    rows = list(_rows(tiers, _slots(root)))
    backwards = [r.start is not None and r.slut is not None and r.slut < r.start for r in rows]
    rows = [r._replace(slut=None) if b else r for r, b in zip(rows, backwards, strict=True)]
    endless = sum(r.start is not None and r.slut is None for r in rows)
    told = [_no_end(endless)] if endless else []
    return Annotated(rows, [*told, *_doubled(root, tiers)])


def _doubled(root: ElementTree.Element, tiers: Sequence[_Tier]) -> list[Problem]:
    """Tell of places in time and of annotations that share a number, so that a note may be moved.

    No program writes it so; a file joined from two by hand has it.
    """
    values: dict[str, set[str | None]] = {}
    for slot in root.iter("TIME_SLOT"):
        values.setdefault(slot.get("TIME_SLOT_ID", ""), set()).add(slot.get("TIME_VALUE"))
    unsure = {name for name, found in values.items() if len(found) > 1}
    marks = [mark for tier in tiers for mark in tier.marks]
    names = Counter(mark.name for mark in marks)
    count = sum(bool(unsure & {m.begin, m.end}) or names[m.hangs_on] > 1 for m in marks)
    if not count:
        return []
    which = plural(count, "note kan", "noter kan")
    message = f"{which} stå på en forkert tid: to steder i filen har samme nummer."
    hint = "Åbn filen i ELAN, se tiderne efter, og gem den igen."
    return [Problem(message, hint, level="advarsel", code="elan_dobbelt")]


def _no_end(count: int) -> Problem:
    which = plural(count, "note har", "noter har")
    message = f"{which} ingen slut, eller en før sin start, og står ved sin start."
    hint = "Sæt slut i ELAN, og gem den igen, hvis det betyder noget."
    return Problem(message, hint, level="advarsel", code="slut_mangler")


def _root(path: Path) -> ElementTree.Element | None:
    """Return the document; None where it is none, in whatever encoding somebody saved it."""
    try:
        raw = path.read_bytes()
        return tree_of(raw)
    except (ElementTree.ParseError, LookupError, ValueError, OSError):
        pass
    try:
        text = _DECLARED.sub("", read_text(path).text or "", count=1)
        return tree_of(text)
    except (ElementTree.ParseError, KitError, ValueError, OSError):
        return None


def _refused(path: Path, message: str) -> KitError:
    hint = "Åbn den i ELAN, og gem den igen."
    return KitError(Problem(message, hint, file=path.name, code="elan"))


def _tier(element: ElementTree.Element) -> _Tier:
    tier = _Tier(element.get("TIER_ID"), element.get("PARENT_REF"))
    for found in element.iter():
        if found.tag in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            tier.marks.append(
                _Mark(
                    tier=tier,
                    name=found.get("ANNOTATION_ID", ""),
                    text=found.findtext("ANNOTATION_VALUE") or "",
                    begin=found.get("TIME_SLOT_REF1", ""),
                    end=found.get("TIME_SLOT_REF2", ""),
                    hangs_on=found.get("ANNOTATION_REF", ""),
                )
            )
    return tier


def _slots(root: ElementTree.Element) -> dict[str, float | None]:
    """Return the file's places in time, in their order; None where nobody set one."""
    slots = {}
    header = root.find("HEADER")
    unit = _UNITS.get("" if header is None else header.get("TIME_UNITS", "").strip(), _UNITS[""])
    for slot in root.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE", "")
        known = value.isascii() and value.isdigit() and len(value) <= 10
        slots[slot.get("TIME_SLOT_ID", "")] = int(value) * unit[0] / unit[1] if known else None
    return slots


def _rows(tiers: Sequence[_Tier], slots: dict[str, float | None]) -> Iterator[Annotation]:
    ours = _fill(tiers, slots)
    marks = [mark for tier in tiers for mark in tier.marks]
    times = {m.name: _of_slots(m, slots, ours) for m in marks if not m.hangs_on}
    by_name = {m.name: m for m in marks}
    shares = _shares(marks)
    for mark in marks:
        if not mark.hangs_on:
            time = _of_slots(mark, slots, ours)
        else:
            time = _hanging(mark, times, by_name, shares)
        parent = mark.tier.parent
        yield Annotation(
            time.start, time.end, mark.tier.name, parent, mark.text, anslaaet=time.ours
        )


def _of_slots(mark: _Mark, slots: dict[str, float | None], ours: set[str]) -> _Time:
    return _Time(slots.get(mark.begin), slots.get(mark.end), bool(ours & {mark.begin, mark.end}))


def _fill(tiers: Sequence[_Tier], slots: dict[str, float | None]) -> set[str]:
    """Give each slot without a time one, evenly between its neighbours in the tier.

    A part of a part stands between slots that its parent's tier has filled, so parents go first.
    """
    order = {name: place for place, name in enumerate(slots)}
    ours: set[str] = set()
    parents = {t.name: t.parent for t in tiers}
    for tier in sorted(tiers, key=lambda t: _depth(t, parents)):
        marks = [m for m in tier.marks if not m.hangs_on and {m.begin, m.end} <= order.keys()]
        ends = [(m.begin, m.end) for m in sorted(marks, key=lambda m: order[m.begin])]
        run: list[tuple[str, ...]] = []
        before: float | None = None
        for slot in _joined(ends, slots):
            time = slots[slot[0]]
            if time is None:
                run.append(slot)
                continue
            ours |= _spread(run, before, time, slots)
            run, before = [], time
    return ours


def _joined(
    ends: Sequence[tuple[str, str]], slots: dict[str, float | None]
) -> list[tuple[str, ...]]:
    """Return a tier's places one after the other; where two parts touch is one place.

    Some programs give the end of a part and the start of the next a slot each.
    """
    places: list[tuple[str, ...]] = []
    for begin, end in ends:
        touching = places and slots[begin] is None and slots[places[-1][0]] is None
        if touching and begin not in places[-1]:
            places[-1] = (*places[-1], begin)
        elif not places or begin not in places[-1]:
            places.append((begin,))
        places.append((end,))
    return places


def _spread(
    run: Sequence[tuple[str, ...]],
    before: float | None,
    after: float,
    slots: dict[str, float | None],
) -> set[str]:
    if before is None or after < before:
        return set()
    step = (after - before) / (len(run) + 1)
    for place, names in enumerate(run, start=1):
        slots.update(dict.fromkeys(names, round(before + place * step, 3)))
    return {name for names in run for name in names}


def _depth(tier: _Tier, parents: Mapping[str | None, str | None]) -> int:
    depth, name = 0, tier.parent
    while name is not None and depth < _DEEPEST:
        depth, name = depth + 1, parents.get(name)
    return depth


def _shares(marks: Sequence[_Mark]) -> dict[int, tuple[int, int]]:
    """Return which part of how many an annotation is of the one it hangs on, by identity."""
    siblings: dict[tuple[int, str], list[_Mark]] = {}
    for mark in marks:
        if mark.hangs_on:
            siblings.setdefault((id(mark.tier), mark.hangs_on), []).append(mark)
    return {
        id(mark): (place, len(those))
        for those in siblings.values()
        for place, mark in enumerate(those)
    }


def _hanging(
    mark: _Mark,
    times: dict[str, _Time],
    by_name: dict[str, _Mark],
    shares: dict[int, tuple[int, int]],
) -> _Time:
    """Return its share of the time of what it hangs on; a ring of them has none.

    What is found on the way is kept in `times`, so that nothing is followed twice.
    """
    chain = [mark]
    while chain[-1].hangs_on not in times and len(chain) <= _DEEPEST:
        above = by_name.get(chain[-1].hangs_on)
        if above is None:
            break
        chain.append(above)
    time = times.get(chain[-1].hangs_on, _Time())
    for part in reversed(chain):
        place, of = shares[id(part)]
        if of > 1 and time.start is not None and time.end is not None:
            step = (time.end - time.start) / of
            begin = time.start + place * step
            time = _Time(round(begin, 3), round(begin + step, 3), True)
        times.setdefault(part.name, time)
    return time
