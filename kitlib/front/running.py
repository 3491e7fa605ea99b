"""The pages a front page has opened: each a program of its own, which ends when its page does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kitlib.problems import KitError

__all__ = ["Running"]

_WORDS = {"moede": "Mødet", "navne": "Siden med navne", "notebooks": "JupyterLab"}


class Running:
    """What is open now, one of each kind."""

    def __init__(self) -> None:
        self._open: dict[str, subprocess.Popen[str]] = {}

    def start(self, what: str, folder: Path) -> str:
        """Start a page, and return the address that opens it once.

        Raises
        ------
        KitError
            Where it is open already, or cannot be opened.
        """
        if what in self.open:
            raise KitError(
                f"{_WORDS[what]} er åben i et andet vindue."
                if what != "moede"
                else "Mødet er åbent i et andet vindue.",
                hint="Gå til det vindue. Har du lige lukket det, så prøv igen om et halvt minut.",
            )
        process = subprocess.Popen(
            # A file in the folder is nothing to import: -P.
            [sys.executable, "-P", "-m", "kitlib.front.child", what, str(folder.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout is not None
        said = _heard(process.stdout.readline())
        if "adresse" not in said:
            process.stdout.close()
            process.wait()
            raise KitError(
                said.get("problem") or f"{_WORDS[what]} kunne ikke åbnes.",
                hint="" if "problem" in said else "Prøv igen.",
            )
        self._open[what] = process
        return said["adresse"]

    @property
    def open(self) -> list[str]:
        """The kinds of page that are open."""
        gone = [what for what, process in self._open.items() if process.poll() is not None]
        for what in gone:
            _forget(self._open.pop(what))
        return list(self._open)

    def wait(self) -> None:
        """Wait until every page is closed; Ctrl-C ends them."""
        try:
            for process in self._open.values():
                process.wait()
        except KeyboardInterrupt:
            self.end()
            raise
        _ = self.open

    def end(self) -> None:
        """End every page that is open, as Ctrl-C does: what is written is kept."""
        for process in self._open.values():
            process.terminate()
        for process in self._open.values():
            process.wait()
        _ = self.open


def _forget(process: subprocess.Popen[str]) -> None:
    if process.stdout is not None:
        process.stdout.close()


def _heard(line: str) -> dict[str, str]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
