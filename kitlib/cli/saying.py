"""The one way a command says something: nothing in it can steer the terminal it is said on."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kitlib.reading.values.visible import clean

if TYPE_CHECKING:
    from kitlib.show import Progress

__all__ = ["PATIENCE", "drawing", "is_yes", "plain", "say", "telling_of_work"]

#: Seconds of silence after which it is said that there is work going on.
PATIENCE = 2.0
_heard = threading.Event()

# Whole sequences (of colours, titles, links, the clipboard) first, so that no end of one is left.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)


def plain(text: object) -> str:
    """Return a text with nothing in it but what is seen: no escapes, no marks of direction.

    Examples
    --------
    >>> plain("Solsik\\x1b[31mken\\u202e\\r")
    'Solsikken'
    """
    lines = _ESCAPES.sub("", str(text)).replace("\r", "").split("\n")
    return "\n".join(_seen(line) for line in lines)


def _seen(line: str) -> str:
    # What stands before and after is layout here, and `clean` takes it off.
    bare = line.strip(" \t")
    start = line[: len(line) - len(line.lstrip(" \t"))]
    return start + clean(bare).replace("\n", " ")


def say(text: object = "", *, err: bool = False) -> None:
    """Write a line on the terminal."""
    _heard.set()
    click.echo(plain(text), err=err)


def is_yes(question: str) -> bool:
    """Ask, and tell whether the answer is yes; anything else is no."""
    say(f"{question} Skriv ja eller nej.")
    return sys.stdin.readline().strip().casefold() in ("ja", "j")


@contextmanager
def telling_of_work() -> Iterator[None]:
    """Say on a terminal that there is work going on, where nothing has been said for a while."""
    if not sys.stderr.isatty():
        yield
        return
    _heard.clear()
    waiting = threading.Thread(target=_after_a_while, daemon=True)
    waiting.start()
    try:
        yield
    finally:
        _heard.set()
        waiting.join()


def _after_a_while() -> None:
    if not _heard.wait(PATIENCE):
        say("Arbejder … det tager lidt tid. Stop med Ctrl-C.", err=True)


@contextmanager
def drawing() -> Iterator[Progress]:
    """Show how far the drawing is, on a terminal; elsewhere say nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda question, number, total: None
        return
    columns = (
        TextColumn("{task.completed}/{task.total}"),
        BarColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Læser …", total=None)

        def progress(question: str, number: int, total: int) -> None:
            bar.update(task, completed=number, total=total, description=plain(question))

        yield progress
