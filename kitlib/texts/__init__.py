"""All wording users see and may edit, as TOML files beside this one."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from functools import lru_cache
from importlib.resources import files
from typing import Any

from kitlib.problems import KitError, Problem

__all__ = ["load"]


def load(name: str, *, missing_ok: bool = False) -> dict[str, Any]:
    """Read one wording file.

    Parameters
    ----------
    name : str
        Path below this folder without its ending, such as "dialoglineal" or "who5/who5".
    missing_ok : bool
        Whether the kit runs without it; then a missing file is an empty dict.

    Returns
    -------
    dict
        What the file says, read anew each time so that an edit shows at once.

    Raises
    ------
    KitError
        Where the file is missing, or a line of it cannot be read.

    Examples
    --------
    >>> len(load("dialoglineal")["baand"])
    5
    """
    file = f"{name}.toml"
    try:
        return deepcopy(_parsed(files(__name__).joinpath(file).read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        if missing_ok:
            return {}
        hint = "Installer kittet igen."
        raise KitError(Problem("Tekstfilen mangler.", hint, file, code="tekst_mangler")) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = getattr(error, "lineno", None)
        hint = 'Ret linjen, eller installer kittet igen. Hver linje ser ud som: navn = "tekst".'
        problem = Problem("Tekstfilen kan ikke læses.", hint, file, row=line, code="tekst_linje")
        raise KitError(problem) from None


# Views ask for the same few files again and again; parsing costs far more than reading.
@lru_cache(maxsize=32)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
