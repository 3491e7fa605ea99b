"""How far a long job is, on a terminal; elsewhere nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kitlib.cli.saying import plain

if TYPE_CHECKING:
    from kitlib.show import Progress

__all__ = ["drawing"]


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
