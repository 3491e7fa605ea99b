"""All wording users see and may edit, as TOML files beside this one."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kitlib.ordinary import read_ordinary
from kitlib.persons import FORMS
from kitlib.problems import KitError, Problem, ProblemReport
from kitlib.settings import read_settings, unlike

__all__ = ["EXTRA", "OWN", "extra_of", "load", "own_files", "own_words", "read_text"]

#: The subfolder of a team's folder that holds wording of its own.
OWN = "tekster"

# What a template shows where it is there, and none of the kit's own texts need; a view shows none.
EXTRA = {
    "under": "",
    "fod": "",
    "hjaelp": "",
    "region": "",
    "oversat_tekst": "",
    "note": "",
    "opening": [""],
    "smaat": [""],
    "efter": [""],
    "spoergsmaal": [""],
}


def own_files() -> dict[str, str]:
    """Return the wording a team may have of its own: what each file is called, and its name here.

    Examples
    --------
    >>> own_files()["kort.toml"], own_files()["projektmappe.toml"]
    ('materiale/kort', 'projektmappe')
    """
    paper = files(__name__) / "materiale"
    names = sorted(item.name for item in paper.iterdir() if item.name.endswith(".toml"))
    found = {name: f"materiale/{name.removesuffix('.toml')}" for name in names}
    return found | {f"{name}.toml": name for name in ("papirer", "projektmappe", "visninger")}


def load(name: str, *, missing_ok: bool = False, own: Path | None = None) -> dict[str, Any]:
    """Read one wording file.

    Parameters
    ----------
    name : str
        Path below this folder without its ending, such as "dialoglineal" or "who5/who5".
    missing_ok : bool
        Whether the kit runs without it; then a missing file is an empty dict.
    own : Path, optional
        A team's folder. A file of the same name in its subfolder `tekster` is laid over the
        kit's, word by word, so that a municipality writes only what it says differently.

    Returns
    -------
    dict
        What the file says, read anew each time so that an edit shows at once.

    Raises
    ------
    KitError
        Where the file is missing, or a line of it cannot be read; of an own file every line,
        key, kind of value and gap that is not as the kit's.

    Examples
    --------
    >>> len(load("dialoglineal")["baand"])
    5
    """
    file = f"{name}.toml"
    if own is not None:
        mine = own / OWN / file.rpartition("/")[2]
        kits = load(name, missing_ok=missing_ok)
        return _over(kits, own_words(mine, kits)) if mine.exists() else kits
    return _read(files(__name__).joinpath(file), missing_ok=missing_ok)


def extra_of(file: str) -> dict[str, Any]:
    """Return what may stand in every table of a wording file though the kit does without.

    Examples
    --------
    >>> "fod" in extra_of("kort.toml"), extra_of("visninger.toml")
    (True, {})
    """
    return {} if file == "visninger.toml" else EXTRA


def own_words(path: Path, kits: dict[str, Any]) -> dict[str, Any]:
    """Read a file of a team's or a municipality's own words in place of the kit's.

    Raises
    ------
    KitError
        With everything in it that would not do: each with its line and the nearest key.
    """
    settings = read_settings(path, kind="tekst")
    problems = [
        *settings.problems,
        *unlike(settings, kits, gaps=tuple(FORMS), extra=extra_of(path.name)),
    ]
    if problems:
        raise KitError(ProblemReport.of(problems).in_order())
    return settings.table


def read_text(path: Path) -> str:
    """Read a text file somebody wrote, as it is edited in Notesblok.

    Parameters
    ----------
    path : Path
        A file in UTF-8, with or without the mark that Windows puts first.

    Raises
    ------
    KitError
        Where there is none, or it is not text in UTF-8.
    """
    try:
        return read_ordinary(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "Gem den som UTF-8 i Notesblok (Gem som, Kodning: UTF-8)."
        raise KitError(Problem("Filen er ikke gemt som UTF-8.", hint, path.name)) from None


def _over(kits: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Lay own words over the kit's, table by table."""
    done = dict(kits)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(done.get(key), dict)
        done[key] = _over(done[key], value) if both else value
    return done


def _read(source: Any, *, missing_ok: bool = False) -> dict[str, Any]:
    file = source.name
    try:
        return _own(_parsed(source.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        if missing_ok:
            return {}
        hint = "Installer værktøjet igen."
        raise KitError(Problem("Tekstfilen mangler.", hint, file, code="tekst_mangler")) from None
    except OSError:
        hint = "Luk den i andre programmer, og prøv igen."
        raise KitError(Problem("Tekstfilen kan ikke åbnes.", hint, file)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = getattr(error, "lineno", None)
        hint = 'Ret linjen, eller installer værktøjet igen. Hver linje ser ud som: navn = "tekst".'
        problem = Problem("Tekstfilen kan ikke læses.", hint, file, row=line, code="tekst_linje")
        raise KitError(problem) from None


def _own(value: Any) -> Any:
    """Return a copy the caller may change; of what TOML holds, so faster than any copy is."""
    if isinstance(value, dict):
        return {key: _own(part) for key, part in value.items()}
    return [_own(part) for part in value] if isinstance(value, list) else value


# Views ask for the same few files again and again; parsing costs far more than reading.
@lru_cache(maxsize=32)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
