"""What a team calls things: headings of its own (synonymer.toml), roles of tiers (roller.toml)."""

from __future__ import annotations

from pathlib import Path

from kitlib.instruments import all_instruments
from kitlib.problems import KitError, Problem
from kitlib.settings import Settings, read_settings

__all__ = ["read_roles", "read_synonyms"]


def read_synonyms(folder: Path) -> tuple[dict[str, list[str]], list[Problem]]:
    """Read the team's own synonymer.toml: column name = list of headings; nothing where absent."""
    settings = _settings(folder / "synonymer.toml")
    known = _column_names()
    synonyms, problems = {}, list(settings.problems)
    for name, headings in settings.table.items():
        if name not in known:
            problems.append(settings.unknown((name,), known, code="synonym_ukendt"))
        elif isinstance(headings, list) and all(isinstance(h, str) for h in headings):
            synonyms[name] = headings
        else:
            hint = f'Skriv {name} = ["overskrift"].'
            problems.append(
                settings.problem((name,), "Ordet skal have en liste.", hint, code="synonym")
            )
    return synonyms, problems


def _column_names() -> list[str]:
    """Every column of every instrument, once."""
    columns = [
        column.name
        for instrument in all_instruments().values()
        for table in (instrument.columns, instrument.own_columns, *instrument.tables.values())
        for column in table
    ]
    return list(dict.fromkeys(columns))


def read_roles(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Read the team's roller.toml: who is behind a tier, as a role and never as a name.

    A tier may be named after a person: no problem repeats one.
    """
    settings = _settings(folder / "roller.toml", show_keys=False)
    problems = list(settings.problems)
    like = 'under [aktor], som "lagets navn" = "voksen"'

    def fault(place: tuple[str, ...], message: str, hint: str) -> None:
        row = settings.line(place)
        problems.append(Problem(message, hint, settings.file, row=row, code="roller_form"))

    tiers = settings.table.get("aktor", {})
    for name in settings.table:
        if name != "aktor" or not isinstance(tiers, dict):
            fault((name,), "Linjen bliver ikke brugt.", f"Skriv lagene {like}.")
    roles = tiers if isinstance(tiers, dict) else {}
    for name, role in roles.items():
        if not isinstance(role, str):
            fault(("aktor", name), "Rollen er ikke en tekst.", f"Skriv den {like}.")
    return {name: role for name, role in roles.items() if isinstance(role, str)}, problems


def _settings(path: Path, *, show_keys: bool = True) -> Settings:
    """Read a settings file of the team's; nothing where it is absent."""
    try:
        return (
            read_settings(path, show_keys=show_keys) if path.exists() else Settings(path.name, {})
        )
    except KitError as error:
        return Settings(path.name, {}, problems=error.report.problems)
