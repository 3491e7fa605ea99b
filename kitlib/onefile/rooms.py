"""What the page's rooms ask of the folder, each by the function its command calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.problems import KitError

if TYPE_CHECKING:
    from kitlib.front.desk import FrontDesk

__all__ = ["FOLDER", "ROOMS", "folder"]

#: Where the page lays what was chosen: below it, by its own name, the team's folder; then what that
#: is seen beside, and one's own file.
FOLDER = Path("/mappe")
_BESIDE = Path("/tmp/samlet")
_OWN = Path("/tmp/eget")
_ABOUT = "om.toml"

Said = dict[str, Any]
_desk: list[FrontDesk] = []


def folder() -> Path:
    """Return the team's folder: what was chosen, or one of the teams in it."""
    return _desk[0].folder if _desk else FOLDER


def _kind(name: str, today: str | None = None) -> Said:
    """Begin at the folder that was laid, and say what kind it is; an empty one is made here."""
    from kitlib.front.desk import FrontDesk

    day = date.fromisoformat(today) if today else None
    chosen = FOLDER / name
    chosen.mkdir(parents=True, exist_ok=True)
    _desk[:] = [FrontDesk(chosen, opens=lambda _path: False, today=day)]
    return _desk[0].kind({})


def _front(what: str, message: dict[str, Any]) -> Said:
    desk = _desk[0]
    step = desk.step(what)
    if step is None:
        raise ValueError(f"the front page has no {what}")
    return {**desk.take(what, step, message), "sted": f"{desk.folder.as_posix()}/"}


def _access(code: str, names: str) -> Said:
    from kitlib.rights import indsigt

    page = indsigt(folder(), _code(code), names=_names(names))
    said = "Læs siden igennem, før du giver den videre: den er kun til personen selv."
    return {"said": said, "path": page.as_posix(), "html": page.read_text(encoding="utf-8")}


def _plan(code: str, names: str) -> Said:
    from kitlib.rights import vis_sletning

    plan = vis_sletning(folder(), _code(code), _names(names))
    return {"said": str(plan), "changes": plan.changes}


def _erase(code: str, names: str) -> Said:
    from kitlib.rights import slet

    return {"said": str(slet(folder(), _code(code), _names(names)))}


def _beside() -> Said:
    from kitlib.pooled.beside import read_public, show_beside
    from kitlib.team import open_team

    shown = show_beside(open_team(folder()), read_public(_BESIDE))
    html = shown.path.read_text(encoding="utf-8")
    return {"said": "Siden bliver hos jer.", "path": shown.path.as_posix(), "html": html}


def _own(passphrase: str) -> Said:
    """Open one's own locked file in memory, and draw what is in it; nothing is written."""
    from kitlib.figures.screen import html
    from kitlib.mine import open_mine
    from kitlib.privacy.lock import is_locked

    path = _own_file()
    if not is_locked(path):
        said = f"{path.name} er ikke låst: alle med adgang til computeren kan læse den."
        return {"open": True, "said": said}
    mine = open_mine(path, passphrase)
    views = [mine.view(key) for key in mine.view_keys]
    return {
        "problems": [str(problem) for problem in mine.problems],
        "views": [
            [v.question, v.sentence, html(v, f"eget{number}"), v.caveat]
            for number, v in enumerate(views)
        ],
    }


def _own_lock(passphrase: str) -> Said:
    """Lock one's own file; the locked one is handed out, and is read again first."""
    from kitlib.own import lock_own

    locked = lock_own(_own_file(), passphrase)
    said = (
        f"{locked.name} er hentet ned på computeren. Læg den, hvor den skal ligge, og slet selv "
        "den læsbare fil. Siden kan ikke finde adgangssætningen igen. Skriv den et sikkert sted."
    )
    return {"said": said, "path": locked.as_posix()}


def _own_away() -> Said:
    import shutil

    shutil.rmtree(_OWN, ignore_errors=True)
    return {}


def _own_file() -> Path:
    found = [path for path in sorted(_OWN.glob("*")) if path.name != _ABOUT]
    if len(found) != 1:
        raise KitError("Vælg én fil.", hint="Ligger der en om.toml ved siden af, så vælg den med.")
    return found[0]


def _code(code: str) -> str:
    """Refuse to go on with no code: without one, all of the folder is meant."""
    if not code.strip():
        raise KitError("Der mangler en kode.", hint="Skriv koden, som den står i noterne.")
    return code.strip()


def _names(names: str) -> tuple[str, ...]:
    """Read names with one on each line, or a comma between them.

    Examples
    --------
    >>> _names("Alma Holm, Almi\\n")
    ('Alma Holm', 'Almi')
    """
    return tuple(name for part in re.split(r"[\n,;]", names) if (name := part.strip()))


#: What the page may ask, by name.
ROOMS: dict[str, Callable[..., Said]] = {
    "kind": _kind,
    "front": _front,
    "access": _access,
    "plan": _plan,
    "erase": _erase,
    "beside": _beside,
    "own": _own,
    "own_lock": _own_lock,
    "own_away": _own_away,
}
