"""The front page: what `laeringskit` opens where it is told nothing else."""

from __future__ import annotations

from pathlib import Path

import click

from kitlib.cli.app import app
from kitlib.cli.saying import say

__all__: list[str] = []


@app.command(
    help="Åbn mappens forside i browseren. Det sker også, når du skriver laeringskit MAPPE."
)
@click.argument("mappe", required=False, default=".")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siden, skriv kun adressen.")
def forside(mappe: str, uden_browser: bool) -> None:
    from kitlib.front.page import serve
    from kitlib.opening import open_address
    from kitlib.whichfolder import check_folder

    def ready(address: str) -> None:
        if uden_browser or not open_address(address):
            say(f"Forsiden er klar: {address}")
        say("Forsiden er åben i browseren. Kun denne computer kan nå den.")
        say("Luk siden, når I er færdige, så lukker vinduet her også.")

    folder = Path(mappe)
    check_folder(folder)
    serve(
        folder,
        ready=ready,
        left=lambda kinds: say(
            "Mødet eller en anden side er stadig åben. Luk den, når I er færdige."
        ),
    )
