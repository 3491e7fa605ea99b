"""A folder's mark: another one after each time somebody was deleted in it.

Rows that were read before are rows of somebody who may be gone since. Whoever writes from them
looks at the mark first, so that nothing deleted comes back.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from kitlib.ordinary import require_ordinary
from kitlib.problems import KitError, Problem

__all__ = ["MARK_NAME", "change_mark", "mark_of", "refuse_if_changed"]

#: The file it stands in; one large number, for letters might spell somebody's code.
MARK_NAME = ".kit-slettet"


def mark_of(folder: Path) -> str:
    """Return a folder's mark now; a folder that went whole has another one."""
    try:
        mark = require_ordinary(folder / MARK_NAME).read_text(encoding="ascii", errors="replace")
    except OSError:
        mark = ""
    return mark if (folder / "om.toml").exists() else f"{mark} uden om.toml"


def change_mark(folder: Path) -> None:
    """Give a folder a new mark; the caller holds it alone."""
    (folder / MARK_NAME).write_text(str(secrets.randbits(64)), encoding="ascii")


def refuse_if_changed(folder: Path, mark: str | None) -> None:
    """Refuse to write from rows that were read before something was deleted.

    Parameters
    ----------
    mark : str or None
        The mark when the rows were read; None where they are nobody's.
    """
    if mark is not None and mark_of(folder) != mark:
        raise KitError(
            Problem(
                "Der er slettet noget i mappen, siden den blev læst.",
                "Åbn mappen igen, og lav filen på ny. Intet er skrevet.",
                code="slettet_imens",
            )
        )
