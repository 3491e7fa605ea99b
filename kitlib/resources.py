"""Finds the notebooks and sample data that travel with the kit, in a wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

from kitlib.problems import KitError

__all__ = ["resource_folder"]


def resource_folder(name: str) -> Path:
    """Return the folder "notebooks" or "sample_data" that came with the kit.

    Examples
    --------
    >>> resource_folder("sample_data").name
    'sample_data'
    """
    package = Path(__file__).resolve().parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise KitError(f"Mappen '{name}' fulgte ikke med værktøjet.", hint="Installer værktøjet igen.")
