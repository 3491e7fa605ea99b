"""Whether what somebody wrote in place of the kit's words has the same keys, kinds and gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kitlib.problems import Problem, did_you_mean
from kitlib.settings.places import Path
from kitlib.settings.reader import Settings

__all__ = ["together", "unlike"]

_GAP = re.compile(r"\{([^{}]*)\}")


def unlike(
    settings: Settings,
    kits: Mapping[str, Any],
    *,
    gaps: Sequence[str] = (),
    extra: Mapping[str, Any] | None = None,
) -> list[Problem]:
    """Tell where own words differ in kind from the kit's: an unknown key, a wrong type or gap.

    Parameters
    ----------
    settings : Settings
        What was read.
    kits : mapping
        What the kit says at the same places; a list of tables takes any of the keys its tables
        have.
    gaps : sequence of str
        Words that may stand in braces everywhere; others only where the kit's text has them.
    extra : mapping, optional
        Keys that may stand in every table though the kit's do without, each with an example.

    Examples
    --------
    >>> from kitlib.settings import parse_settings
    >>> own = parse_settings('titl = "x"\\nfelter = "Kun et"\\n', file="ark.toml")
    >>> for problem in unlike(own, {"titel": "Ark", "felter": ["Dato"]}):
    ...     print(problem)
    ark.toml, linje 1, ordet 'titl': Ordet 'titl' kendes ikke. Mente du 'titel'?
    ark.toml, linje 2, ordet 'felter': Her skal stå en liste. Skriv felter = ["…", "…"].
    """
    return _Shape(settings, tuple(gaps), extra or {}).table(settings.table, kits, ())


class _Shape:
    def __init__(self, settings: Settings, gaps: tuple[str, ...], extra: Mapping[str, Any]) -> None:
        self.settings = settings
        self.gaps = gaps
        self.extra = extra

    def fault(self, place: Path, message: str, hint: str, code: str = "tekst_vaerdi") -> Problem:
        return self.settings.problem(place, message, hint, code=code)

    def table(self, own: Mapping[str, Any], kits: Mapping[str, Any], place: Path) -> list[Problem]:
        known = {**self.extra, **kits}
        found: list[Problem] = []
        for key, value in own.items():
            here = (*place, key)
            if key in known:
                found += self.value(value, known[key], here)
            else:
                found.append(self.unknown(here, kits))
        return found

    def unknown(self, place: Path, kits: Mapping[str, Any]) -> Problem:
        key = place[-1]
        under = [name for name, inner in kits.items() if isinstance(inner, dict) and key in inner]
        if under:
            message = f"Ordet '{key}' står ikke, hvor det hører til."
            return self.fault(place, message, f"Skriv det under [{under[0]}].", "tekst_ukendt")
        return self.settings.unknown(place, list(kits), code="tekst_ukendt")

    def value(self, own: Any, kits: Any, place: Path) -> list[Problem]:
        """Look into a value of the kind the kit has there, or say which kind that is."""
        if isinstance(kits, dict) and isinstance(own, dict):
            return self.table(own, kits, place)
        if isinstance(kits, list) and _is_list(own, kits):
            return self.items(own, kits, place)
        if isinstance(kits, str) and isinstance(own, str):
            return self.in_braces(own, kits, place)
        if isinstance(kits, bool) and isinstance(own, bool):
            return []
        if _is_whole(kits) and _is_whole(own) and own > 0:
            return []
        message, hint = _wanted(kits, str(place[-1]))
        return [self.fault(place, message, hint)]

    def items(self, own: list[Any], kits: list[Any], place: Path) -> list[Problem]:
        if not _of_tables(kits):
            said = " ".join(_flat(kits))
            return [p for each in _flat(own) for p in self.in_braces(each, said, place)]
        return [p for i, each in enumerate(own) for p in self.entry(each, kits, (*place, i))]

    def entry(self, own: dict[str, Any], kits: list[Any], place: Path) -> list[Problem]:
        """One of many tables: it stands alone, so what the kit's all have must be there."""
        every = together(kits)
        found = self.table(own, every, place)
        missing = [key for key in every if key not in own and all(key in each for each in kits)]
        # A key that is misspelt is not missing as well.
        if missing and len(own.keys() - every.keys()) < len(missing):
            hint = f"Skriv {missing[0]} = …"
            found.append(self.fault(place, f"Her mangler '{missing[0]}'.", hint, "tekst_mangler"))
        return found

    def in_braces(self, own: str, kits: str, place: Path) -> list[Problem]:
        known = [*dict.fromkeys(_GAP.findall(kits)), *self.gaps]
        # A form of a word may begin with a capital; another gap is filled as it is spelt alone.
        found = []
        for word in dict.fromkeys(_GAP.findall(own)):
            if word not in known and word.casefold() not in self.gaps:
                near = did_you_mean(word, known)
                shown = ", ".join(f"{{{each}}}" for each in known)
                hint = near or (f"Kendte er: {shown}." if known else "Slet parenteserne { og }.")
                message = "Ordet i { } kendes ikke."
                found.append(self.fault(place, message, hint, "tekst_felt"))
        return found


def together(tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Every key the kit's tables have, each with all that stands there: any gap of them may."""
    every: dict[str, Any] = {}
    for table in tables:
        for key, value in table.items():
            both = type(every.get(key)) is type(value) and isinstance(value, str | list)
            gap = " " if isinstance(value, str) else []
            every[key] = every[key] + gap + value if both else value
    return every


def _of_tables(kits: list[Any]) -> bool:
    return bool(kits) and isinstance(kits[0], dict)


def _is_list(own: Any, kits: list[Any]) -> bool:
    if not isinstance(own, list):
        return False
    if kits and isinstance(kits[0], list):  # rows of a table
        return all(_is_list(each, []) for each in own)
    kind = dict if _of_tables(kits) else str
    return all(isinstance(each, kind) for each in own)


def _flat(texts: Sequence[Any]) -> list[str]:
    return [t for each in texts for t in (each if isinstance(each, list) else [each])]


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _wanted(kits: Any, key: str) -> tuple[str, str]:
    """Say which kind of value the kit has, and how it is written."""
    if isinstance(kits, dict):
        hint = f"Skriv [{key}] på en linje for sig, og ordene under den."
        return "Her skal stå flere linjer under en overskrift.", hint
    if isinstance(kits, list) and _of_tables(kits):
        hint = f"Skriv [[{key}]] på en linje for sig, og ordene under den."
        return "Her skal stå en eller flere tabeller.", hint
    if isinstance(kits, list):
        return "Her skal stå en liste.", f'Skriv {key} = ["…", "…"].'
    if isinstance(kits, str):
        return "Her skal stå en tekst.", f'Skriv {key} = "…".'
    if isinstance(kits, bool):
        hint = f"Skriv {key} = true eller {key} = false, uden anførselstegn."
        return "Her skal stå true eller false.", hint
    return "Her skal stå et helt tal.", f"Skriv fx {key} = {kits}, uden anførselstegn."
