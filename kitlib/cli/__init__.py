"""The command `laeringskit`: thin, Danish, and each command one call into the library.

`app` holds the group and its words; each other module the commands of one room.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["load_commands", "main"]


def load_commands() -> None:
    """Import every room's module: that hangs its commands on the group."""
    from kitlib.cli import circle, material, pooled, privacy, table  # noqa: F401


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with 0, 1 (something is wrong) or 2 (not understood)."""
    from kitlib.cli.app import run

    load_commands()
    run(argv)
