"""Told to end: a closed terminal window is taken as Ctrl-C, and what must be done is done first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["ToldToEnd", "as_by_ctrl_c", "undisturbed"]

_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")


class ToldToEnd(KeyboardInterrupt):
    """The window is closed or the system ends the program: nobody is there to be asked."""


@contextmanager
def as_by_ctrl_c() -> Iterator[None]:
    """Take a closed terminal window, or being told to stop, as Ctrl-C: nothing is left running."""

    def interrupt(*_: object) -> None:
        raise ToldToEnd

    with _handling(_NAMES, interrupt):
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Do to its end what must not be left half done, whoever asks for an end meanwhile."""
    with _handling((*_NAMES, "SIGINT"), signal.SIG_IGN):
        yield


@contextmanager
def _handling(names: tuple[str, ...], handler: Callable[..., Any] | int) -> Iterator[None]:
    there = [n for n in names if hasattr(signal, n)]
    # Only the main thread may say what happens; another is not told of signals anyway.
    main = threading.current_thread() is threading.main_thread()
    before = {n: signal.signal(getattr(signal, n), handler) for n in there if main}
    try:
        yield
    finally:
        for name, was in before.items():
            signal.signal(getattr(signal, name), was)
