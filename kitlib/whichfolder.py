"""Whether a path is a team's folder; where it is not, which one was meant."""

from __future__ import annotations

from pathlib import Path

from kitlib.dansk import join
from kitlib.problems import KitError

__all__ = ["check_folder", "meant_folder"]

_ABOUT = "om.toml"
_MOST = 5  # teams named in a message


def check_folder(folder: Path) -> None:
    """Refuse what is no folder.

    Raises
    ------
    KitError
        Where nothing is there, or a file is.
    """
    if folder.is_dir():
        return
    if folder.exists():
        hint = f"Skriv mappen, den ligger i: {folder.resolve().parent.name}"
        if folder.name != _ABOUT:
            hint += f". Er det din egen fil, så skriv: laeringskit mit {folder.name}"
        raise KitError(f"'{folder.name}' er ikke en mappe.", hint=hint)
    raise KitError(
        f"Mappen '{folder.name}' findes ikke.",
        hint="Tjek stien. Skriv 'laeringskit ny MAPPE' for at lave en ny.",
    )


def meant_folder(folder: Path) -> KitError | None:
    """Say which team's folder was meant, where this one holds teams or lies in one.

    For a folder that has neither om.toml nor data.

    Examples
    --------
    >>> print(meant_folder(Path("sample_data/solsikken/ud")))
    Mappen 'ud' ligger i et teams mappe og er ikke selv en. Skriv teamets mappe: solsikken
    >>> meant_folder(Path("docs")) is None
    True
    """
    teams = sorted(path.parent.name for path in folder.glob(f"*/{_ABOUT}"))
    if teams:
        more = ["flere"] if len(teams) > _MOST else []
        return KitError(
            f"Mappen '{folder.resolve().name}' er ikke et teams, men den holder teams.",
            hint=f"Skriv ét teams mappe: {join([*teams[:_MOST], *more])}.",
        )
    above = next((p for p in folder.resolve().parents[:2] if (p / _ABOUT).is_file()), None)
    if above is None:
        return None
    return KitError(
        f"Mappen '{folder.name}' ligger i et teams mappe og er ikke selv en.",
        hint=f"Skriv teamets mappe: {above.name}",
    )
