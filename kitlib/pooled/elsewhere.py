"""Releases made with one key into other folders: they count as much as those in this one.

Beside the key lies a list of the folders it has published to. It holds no numbers and no names, and
is the only thing that a second folder and the first have in common.
"""

from __future__ import annotations

import json
from pathlib import Path

from kitlib.ordinary import read_ordinary
from kitlib.placing import tidy
from kitlib.privacy.released import LogLine, read_log
from kitlib.problems import KitError, Problem
from kitlib.writing import replacing

__all__ = ["ALONE", "elsewhere", "list_beside", "remember"]

_ENDING = ".udgivelser"
#: Said where nothing lies in a folder of releases and there is no list to ask.
ALONE = (
    "Der er ingen tidligere udgivelse i mappen. Er der udgivet før fra en anden mappe, så brug "
    "den. Ellers kan det samme halvår komme ud to gange."
)


def list_beside(key: str | Path) -> Path:
    """Return where the list of folders lies: beside the file with the key.

    Examples
    --------
    >>> list_beside("noegle.txt").name
    'noegle.txt.udgivelser'
    """
    key = Path(key)
    return key.with_name(key.name + _ENDING)


def elsewhere(listed: Path, out: Path) -> list[tuple[LogLine, Path]]:
    """Return every release of other folders on the list.

    Raises
    ------
    KitError
        The list cannot be read, or one of its folders is not there: what is out of it is unknown.
    """
    found: list[tuple[LogLine, Path]] = []
    for folder in _folders(listed):
        if folder == out.resolve():
            continue
        if not folder.is_dir():
            said = f"Med nøglen er der udgivet til mappen '{folder.name}', og den er der ikke mere."
            raise KitError(
                Problem(
                    said,
                    "Læg den tilbage. Er intet derfra givet videre, så slet dens linje i listen.",
                    listed.name,
                    code="udgivelse_andet_sted",
                )
            )
        found += read_log(folder)
    return found


def remember(listed: Path, out: Path) -> None:
    """Put a folder on the list, once."""
    folders = _folders(listed)
    if out.resolve() not in folders:
        tidy(listed.parent)
        lines = [
            json.dumps(str(folder), ensure_ascii=False) for folder in (*folders, out.resolve())
        ]
        with replacing(listed) as temporary:
            temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _folders(listed: Path) -> list[Path]:
    if not listed.exists():
        return []
    try:
        lines = read_ordinary(listed).decode("utf-8").splitlines()
        return [Path(str(json.loads(line))) for line in lines if line.strip()]
    except (ValueError, RecursionError):
        raise KitError(
            Problem(
                "Listen over mapper, der er udgivet til, kan ikke læses.",
                "Hent den fra en sikkerhedskopi. Uden den kan et halvår komme ud to gange.",
                listed.name,
                code="udgivelse_liste",
            )
        ) from None
