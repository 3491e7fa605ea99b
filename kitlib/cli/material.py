"""Material: what a team prints, cuts out, fills in and hangs up."""

from __future__ import annotations

from pathlib import Path

import click

from kitlib.cli.app import app
from kitlib.cli.progress import drawing
from kitlib.cli.saying import say

__all__: list[str] = []


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


@app.command(help="Lav ark, kort, handout, plakat og cirklen på papir til en eller flere mapper.")
@click.argument("mapper", nargs=-1, required=True, metavar="MAPPER")
@click.option("--slags", default="", metavar="NAVNE", help="Fx ark,kort. Uden: det hele.")
@click.option("--ud", metavar="MAPPE", help="Hvor det skal ligge; ellers i mappen 'ud'.")
@click.option("--visninger", default="", metavar="NAVNE", help="Hvilke visninger; alle tager alle.")
@click.option("--stor", is_flag=True, help="Kort med stor skrift, fire på et ark.")
@click.option("--tosidet", is_flag=True, help="Kort med bagside, til at printe på begge sider.")
@click.option("--dilemmaer", metavar="FIL", help="Jeres egne dilemmaer, et på hver linje.")
@click.option("--skrift", metavar="FIL", help="En skriftfil med tegn, værktøjets skrift mangler.")
@click.option("--noegle", metavar="FIL", help="Den låste liste: navne på den bliver til koder.")
@click.option("--logo", metavar="FIL", help="Et logo: .svg, .png eller .jpg.")
def materiale(
    mapper: tuple[str, ...],
    slags: str,
    ud: str | None,
    visninger: str,
    stor: bool,
    tosidet: bool,
    dilemmaer: str | None,
    skrift: str | None,
    noegle: str | None,
    logo: str | None,
) -> None:
    from kitlib.cli.privacy import ask_passphrase
    from kitlib.material import Choices, make
    from kitlib.privacy.key import open_key

    key = noegle and open_key(Path(noegle), ask_passphrase("Adgangssætning til listen"))

    choices = Choices(
        views=tuple(name.strip() for name in visninger.split(",") if name.strip()),
        large=stor,
        duplex=tosidet,
        dilemmas=_path(dilemmaer),
        font=_path(skrift),
        logo=_path(logo),
        key=key or None,
    )
    with drawing() as progress:
        made = make(mapper, slags.split(","), out=ud, choices=choices, progress=progress)
    for path in made.paths:
        say(str(path))
    if made.problems:
        say(str(made.problems), err=True)
    if made.problems.errors:
        raise click.exceptions.Exit(1)
