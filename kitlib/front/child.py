"""Another page of the kit, run as a program of its own by the front page: `python -m` this file.

Says one line of JSON: where the page is, or why it cannot be opened. An address opens its page
once, so it is said to whoever started this and to nobody else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from kitlib.machine import told
from kitlib.problems import KitError

__all__: list[str] = []


def _say(**said: str) -> None:
    print(json.dumps(said), flush=True)


def _meeting(folder: Path) -> None:
    from kitlib.circle.page import serve

    serve(folder, ready=lambda address: _say(adresse=address))


def _names(folder: Path) -> None:
    from kitlib.asking.page import serve
    from kitlib.team import open_team

    serve(open_team(folder), ready=lambda address: _say(adresse=address))


def _notebooks(folder: Path) -> None:
    from kitlib.holding import sharing
    from kitlib.lab import open_lab
    from kitlib.start import copy_notebooks

    with sharing(folder, "notebooks"):
        there = copy_notebooks(folder)
        open_lab(
            there[0].parent, notebook=there[0].name, ready=lambda address: _say(adresse=address)
        )


_PAGES: dict[str, Callable[[Path], None]] = {
    "moede": _meeting,
    "navne": _names,
    "notebooks": _notebooks,
}


def _run(what: str, folder: str) -> None:
    try:
        _PAGES[what](Path(folder))
    except KitError as error:
        _say(problem=" ".join(str(problem) for problem in error.report))
    except KeyboardInterrupt:
        pass
    except Exception as error:
        _say(problem=str(told(error, doing=what)))


if __name__ == "__main__":
    _run(*sys.argv[1:])
