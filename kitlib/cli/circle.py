"""Læringscirklen: session, proevehandlinger."""

from __future__ import annotations

from pathlib import Path

import click

from kitlib.cli.app import app
from kitlib.cli.saying import say

__all__: list[str] = []


@app.command(help="Hold et møde om jeres noter. Siden åbner i browseren og bliver på computeren.")
@click.argument("mappe")
@click.option("--minutter", metavar="45|60|75", help="Hvor lang tid I har; ellers cirklens egen.")
@click.option("--cirkel", metavar="NAVN", help="En anden cirkel, fx smtte eller alle_byder_ind.")
@click.option("--kopi", is_flag=True, help="Læg en kopi af cirklen i mappen, så I kan rette den.")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siden, skriv kun adressen.")
def session(
    mappe: str, minutter: str | None, cirkel: str | None, kopi: bool, uden_browser: bool
) -> None:
    from kitlib.circle.circlefile import check_name, copy_circle
    from kitlib.circle.page import serve
    from kitlib.circle.session import check_minutes
    from kitlib.opening import open_address
    from kitlib.whose import is_open

    check_minutes(minutter)
    check_name(cirkel, mappe)
    if kopi:
        path = copy_circle(cirkel, mappe)
        say(f"Ret i {path.name} i mappen. Den bruges fra næste møde.")
        return

    def ready(address: str) -> None:
        say(f"Mødet er klar: {address}")
        say("Luk siden, eller tryk Ctrl-C her, når I er færdige.")
        if not uden_browser:
            open_address(address)

    if Path(mappe).is_dir() and is_open(Path(mappe)):
        say("Andre brugere af computeren kunne læse i mappen. Nu er den lukket for dem.")
    serve(mappe, minutes=int(minutter) if minutter else None, circle=cirkel, ready=ready)
    say("Mødet er lukket. Alt, I skrev, ligger i mappens logbog.")


@app.command(help="Saml alle teamets prøvehandlinger på én side.")
@click.argument("mappe")
@click.option("--ud", metavar="FIL", help="Hvor siden skal ligge; ellers i mappen 'ud'.")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siden.")
def proevehandlinger(mappe: str, ud: str | None, uden_browser: bool) -> None:
    from kitlib.circle.overview import write_overview
    from kitlib.show import open_in_browser

    path = write_overview(mappe, ud)
    say(f"Siden ligger her: {path}")
    if not uden_browser:
        open_in_browser(path)
