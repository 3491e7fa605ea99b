"""The whole kit as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click

from kitlib.cli.app import app
from kitlib.cli.saying import say

__all__: list[str] = []


@app.command(help="Byg hele værktøjet som én HTML-fil, der åbnes med et dobbeltklik.")
@click.option("--ud", default="laeringskit.html", metavar="FIL", help="Hvor filen skal ligge.")
@click.option("--hurtigt", is_flag=True, help="Pak mindre hårdt: en større fil på kortere tid.")
def enfil(ud: str, hurtigt: bool) -> None:
    from kitlib.onefile.build import build

    built = build(Path(ud), quick=hurtigt, told=lambda step: say(f"{step} …"))
    say(f"{built.path}: {built.size / 1e6:.1f} MB")
    say(f"SHA-256 {built.sha256}")
