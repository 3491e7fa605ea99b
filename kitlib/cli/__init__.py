"""The command `laeringskit`: thin, Danish, and each command one call into the library.

`app` holds the group and its words; each other module the commands of one room.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with 0, 1 (something is wrong) or 2 (not understood)."""
    # Importing a room's module hangs its commands on the group, in the order help shows them.
    from kitlib.cli import circle, material, pooled, privacy, table  # noqa: F401
    from kitlib.cli.app import run

    run(argv)
