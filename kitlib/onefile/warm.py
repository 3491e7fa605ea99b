"""Everything a team does, done once while the file is built, so that the page need not wait."""

from __future__ import annotations

import gc
import shutil
import sys
import warnings
from contextlib import suppress
from pathlib import Path

__all__ = ["warm"]

_SAMPLES = Path("/kit/sample_data")
_OUT = Path("/tmp/ud")


def warm() -> None:
    """Draw, print, hold a meeting, look for names; only what is loaded is left behind."""
    warnings.simplefilter("ignore")
    for folder in sorted(_SAMPLES.iterdir()):
        _look_at(folder)
        _make(folder)
    _meet(_SAMPLES / "ungehuset")
    _note_what_is_loaded()
    gc.collect()


def _look_at(folder: Path) -> None:
    import kitlib
    from kitlib.figures.screen import html

    team = kitlib.open_team(folder)
    for key in team.view_keys:
        html(team.view(key), "v1")


def _make(folder: Path) -> None:
    from kitlib.engines.page_age import Later
    from kitlib.outputs import maker, outputs
    from kitlib.problems import KitError

    for output in outputs():
        if output.ring == "hos_teamet":
            # Neither the compiler of PDF nor locks are at hand here: some of them end half-way.
            with suppress(KitError, Later):
                maker(output)(folder, _OUT / folder.name / output.name.replace("/", "_"))
    shutil.rmtree(_OUT, ignore_errors=True)


def _meet(folder: Path) -> None:
    from kitlib.circle.page import assets
    from kitlib.circle.page.desk import Desk, opened_here
    from kitlib.front.desk import FrontDesk

    assets.script(), assets.style(), assets.faces()
    FrontDesk(folder, opens=lambda _path: False).kind({})
    desk = Desk(opened_here(folder, None, None, None), lambda _message: None)
    for op, args in (
        ("hello", {}),
        ("look", {"text": "Alma og Yusuf ringede 22 33 44 55"}),
        ("referat", {}),
    ):
        desk.receive({"id": 1, "op": op, "args": args})
    for left in ("logbog", "ud"):
        shutil.rmtree(folder / left, ignore_errors=True)


def _note_what_is_loaded() -> None:
    found = {getattr(module, "__file__", None) for module in sys.modules.values()}
    Path("/tmp/loaded.txt").write_text("\n".join(sorted(filter(None, found))), encoding="utf-8")
