"""The page's side in Python: one question in, one answer out; it lives as long as the page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.engines.page_age import Later
from kitlib.machine import told
from kitlib.onefile.rooms import FOLDER, ROOMS, folder
from kitlib.problems import KitError, ProblemReport

if TYPE_CHECKING:
    from kitlib.team import Team

__all__ = ["ahead", "answer", "clean"]

_KIT = Path("/kit")
_REHEARSED = 6  # steps on the way to a sample's figures; more of them take memory
_opened: dict[str, Any] = {}


def answer() -> None:
    """Answer what the page asks next."""
    import _host  # type: ignore[import-not-found]

    asked = json.loads(_host.call(b"next"))
    op, args = asked["op"], asked["args"]
    try:
        said: dict[str, Any] = {"data": _OPS[op](**args)}
    except Later:
        return  # the same is asked again
    except KitError as error:
        said = {"problems": _said(error.report)}
    except Exception as error:
        fault = told(error, doing=f"siden, {op}")
        said = {"problems": [{"message": fault.message, "hint": fault.hint, "place": ""}]}
    _tell({"kind": "answer", "id": asked["id"], **said})


def ahead() -> None:
    """Do a little of what may be asked for next, while nothing is asked; say once all is done.

    Before a folder is chosen that is what a team does, on a sample, and nothing of it is kept: a
    browser compiles a function the first time it is called. Then it is the team's own figures,
    which are at hand when they are asked for.
    """
    import _host

    try:
        next(_opened["ahead"])
    except Exception:  # what cannot be drawn is told when it is asked for
        _host.call(b"rest")


def _rehearsed() -> Iterator[None]:
    from kitlib.instruments import all_instruments
    from kitlib.reading.tables import read_table
    from kitlib.sources import find_sources
    from kitlib.team import open_team

    folder = _KIT / "sample_data/ungehuset"
    for source in find_sources(folder, all_instruments())[0]:
        yield  # steps are short: a folder that is chosen now waits for one
        read_table(source.path, source.sheet)
    yield
    team = open_team(folder)
    yield
    str(team.problems)
    yield from islice(_drawn(team), _REHEARSED)


def _drawn(team: Team) -> Iterator[None]:
    from kitlib.figures.screen import html

    for key in team.view_keys:
        view = team.view(key)
        yield
        html(view, "v0")
        yield


_opened["ahead"] = _rehearsed()


def _tell(message: dict[str, Any]) -> None:
    import _host

    _host.call(b"out" + json.dumps(message, ensure_ascii=False).encode("utf-8", "replace"))


def _said(report: ProblemReport) -> list[dict[str, str]]:
    return [
        {"message": p.message, "hint": p.hint, "place": p.place, "level": p.level} for p in report
    ]


def _practise(name: str) -> dict[str, Any]:
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(_KIT / "sample_data" / name, FOLDER / name)
    return {}


def _open() -> dict[str, Any]:
    import random

    from kitlib.team import open_team

    random.seed()  # the chance of the day, and not that of the build
    _opened.pop("team", None)
    team = _opened["team"] = open_team(folder())
    _opened["ahead"] = _drawn(team)
    return {
        "name": team.name,
        "views": list(team.view_keys),
        "problems": _said(team.problems),
        "invented": team.about.opdigtet,
        "said": str(team.problems),
    }


def _first() -> dict[str, Any]:
    """The first of the team's views; nothing where there is none, or no team could be read."""
    from kitlib.figures.screen import html

    team = _opened.get("team")
    if team is None or not team.view_keys:
        return {}
    view = team.view(team.view_keys[0])
    return {
        "question": view.question,
        "sentence": view.sentence,
        "caveat": view.caveat,
        "picture": html(view, "v0"),
    }


def _show() -> dict[str, Any]:
    from kitlib.show import show_team

    def progress(question: str, number: int, total: int) -> None:
        _tell({"kind": "progress", "text": question, "number": number, "total": total})

    shown = show_team(_opened["team"], progress=progress)
    return {"html": shown.path.read_text(encoding="utf-8"), "path": str(shown.path)}


def _make(kinds: list[str]) -> dict[str, Any]:
    from kitlib.material import make

    def progress(question: str, number: int, total: int) -> None:
        _tell({"kind": "progress", "text": question, "number": number, "total": total})

    made = make([folder()], kinds, progress=progress)
    return {"paths": [str(path) for path in made.paths], "problems": _said(made.problems)}


def _meet(today: str | None = None) -> dict[str, Any]:
    from kitlib.circle.page.assets import faces, script, style
    from kitlib.circle.page.desk import Desk, opened_here

    day = date.fromisoformat(today) if today else None
    opening = opened_here(folder(), None, None, day)
    _opened["desk"] = Desk(opening, lambda message: _tell({"kind": "wire", "message": message}))
    return {"script": script(), "style": faces() + style()}


def _wire(message: dict[str, Any]) -> dict[str, Any]:
    _opened["desk"].receive(message)
    return {}


def _licences() -> dict[str, Any]:
    found = sorted((_KIT / "licenser").glob("*.txt"))
    return {"licences": [[p.stem, p.read_text(encoding="utf-8", errors="replace")] for p in found]}


def _read(path: str) -> dict[str, Any]:
    import base64

    return {"content": base64.b64encode(Path(path).read_bytes()).decode("ascii")}


_OPS: dict[str, Callable[..., dict[str, Any]]] = {
    **ROOMS,
    "practise": _practise,
    "open": _open,
    "first": _first,
    "show": _show,
    "make": _make,
    "meet": _meet,
    "wire": _wire,
    "licences": _licences,
    "read": _read,
}


def clean() -> None:
    """Fill what memory is free with zeros, so that it packs to nothing; while the file is built."""
    import gc

    import _host

    gc.collect()
    gc.freeze()
    held: list[bytearray] = []
    for size in (1 << 22, 1 << 20, 1 << 18, 1 << 16, 1 << 14, 1 << 12, 2048, 1024):
        while len(held) < 400_000:
            before = _host.call(b"mem")
            block = bytearray(size)
            for at in range(0, size, 4096):
                block[at] = 0
            if _host.call(b"mem") != before:
                break
            held.append(block)
    held.clear()
