"""What a team prints, cuts out, fills in and hangs up; and what comes back written by hand."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kitlib.cli.app import app
from kitlib.cli.saying import drawing, is_yes, say
from kitlib.problems import KitError

if TYPE_CHECKING:
    from kitlib.material import Choices

__all__: list[str] = []


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def _minutes(value: str | None) -> int | None:
    if value is None or value.isdecimal():
        return int(value) if value else None
    raise KitError(f"'{value}' er ikke et antal minutter.", hint="Skriv fx --minutter 45.")


def _choices(said: dict[str, Any]) -> Choices:
    from kitlib.cli.privacy import ask_passphrase
    from kitlib.material.offered import choices_of
    from kitlib.privacy.key import open_key

    lists = ("visninger", "tema", "situation", "bunke")
    names = {key: [name.strip() for name in said[key].split(",") if name.strip()] for key in lists}
    file = said["noegle"]
    return replace(
        choices_of(said | names),
        dilemmas=_path(said["dilemmaer"]),
        font=_path(said["skrift"]),
        logo=_path(said["logo"]),
        key=open_key(Path(file), ask_passphrase("Adgangssætning til listen")) if file else None,
        circle=said["cirkel"],
        minutes=_minutes(said["minutter"]),
    )


@app.command(help="Lav torsdagspakken: alt til ét møde på højst otte sider. --alt giver det hele.")
@click.argument("mapper", nargs=-1, required=True, metavar="MAPPER")
@click.option("--alt", is_flag=True, help="Alt, der kan printes, i stedet for pakken.")
@click.option(
    "--slags", default="", metavar="NAVNE", help="Kun en del af det, fx ark,kort,handout,plakat."
)
@click.option("--ud", metavar="MAPPE", help="Hvor det skal ligge; ellers i mappen 'ud'.")
@click.option(
    "--visninger", default="", metavar="NAVNE", help="Kun de visninger; »alle« tager dem alle."
)
@click.option("--tema", default="", metavar="NAVNE", help="Kun noter om et eller flere temaer.")
@click.option(
    "--situation", default="", metavar="NAVNE", help="Kun noter fra en eller flere situationer."
)
@click.option(
    "--bunke",
    default="",
    metavar="NAVNE",
    help="Kun noter i de bunker fra Bordet; »alle« er hver bunke.",
)
@click.option("--fra", metavar="DATO", help="Kun noter fra den dag og frem.")
@click.option("--til", metavar="DATO", help="Kun noter til og med den dag.")
@click.option(
    "--højst", "--hoejst", "hoejst", type=int, metavar="ANTAL", help="Højst så mange noter."
)
@click.option("--cirkel", metavar="NAVN", help="En anden cirkel, fx smtte eller alle_byder_ind.")
@click.option("--minutter", metavar="45|60|75", help="Hvor lang tid I har; ellers cirklens egen.")
@click.option("--stor", is_flag=True, help="Kort med stor skrift, fire på et ark.")
@click.option("--tosidet", is_flag=True, help="Kort med bagside, til at printe på begge sider.")
@click.option("--dilemmaer", metavar="FIL", help="Jeres egne dilemmaer, et på hver linje.")
@click.option("--skrift", metavar="FIL", help="En skriftfil med tegn, værktøjets skrift mangler.")
@click.option("--noegle", metavar="FIL", help="Den låste liste: navne på den bliver til koder.")
@click.option("--logo", metavar="FIL", help="Et logo: .svg, .png eller .jpg.")
def materiale(mapper: tuple[str, ...], **said: Any) -> None:
    from kitlib.engines import engine
    from kitlib.material import make

    engine("typst")  # what is missing is said once, and not for each sheet
    kinds = ["alt"] if said["alt"] else said["slags"].split(",")
    choices = _choices(said)
    with drawing() as progress:
        made = make(mapper, kinds, out=said["ud"], choices=choices, progress=progress)
    for path in made.paths:
        say(str(path))
    if made.problems:
        say(str(made.problems), err=True)
    if made.problems.errors:
        raise click.exceptions.Exit(1)


@app.command(help="Læg alle ord frem, I kan ændre, og se, hvilke der er jeres egne.")
@click.argument("mappe")
def tekster(mappe: str) -> None:
    from kitlib.wordfiles import lay_out

    made = lay_out(mappe)
    for line in made.lines():
        say(line)
    if made.laid:
        say(
            "\nRet ordene mellem anførselstegnene, og skriv det samme igen.\n"
            "En fil, I ikke retter i, kan slettes.\n"
            "Faser og spørgsmål i cirklen: laeringskit session MAPPE --kopi"
        )
    if made.problems:
        say(str(made.problems), err=True)
    if made.problems.errors:
        raise click.exceptions.Exit(1)


@app.command(
    help="Læs billeder af sedler, I har skrevet i hånden. Uden BILLEDER: dem i mappen 'ind'."
)
@click.argument("mappe")
@click.argument("billeder", nargs=-1, metavar="[BILLEDER]")
@click.option(
    "--uden-browser", is_flag=True, help="Spørg ikke: lad det, der er tvivl om, stå tomt."
)
@click.option("--slet-billeder", is_flag=True, help="Slet fotografierne, når de er læst.")
@click.option(
    "--prøv", "--proev", "proev", is_flag=True, help="Mål arket »Prøv selv«. Intet skrives."
)
def papir(
    mappe: str, billeder: tuple[str, ...], uden_browser: bool, slet_billeder: bool, proev: bool
) -> None:
    from kitlib.dansk import plural
    from kitlib.slips.page import serve
    from kitlib.slips.take import first_turns, measure, photos_for, put, read

    folder = Path(mappe)
    photos = photos_for(folder, [Path(p) for p in billeder])
    if proev:
        done = measure(folder, photos)
        say("\n".join(done.lines))
        return
    with drawing() as progress:
        place = {path.name: number for number, path in enumerate(photos, start=1)}

        def told(name: str) -> None:
            progress(name, place.get(name.partition(", side ")[0], 0), len(photos))

        slips = read(folder, photos, progress=told)
    turns = first_turns(slips)
    if len(turns) and not uden_browser:
        say(f"Der er tvivl om {plural(len(turns), 'ting', 'ting')}. Se efter på siden.")
        serve(turns, ready=_open)
    taken = put(folder, slips, turns, photos)
    if taken.problems:
        say(str(taken.problems), err=True)
    say(taken.said)
    _delete(taken.done, at_once=slet_billeder)


def _open(address: str) -> None:
    from kitlib.opening import open_address

    say(f"Siden: {address}")
    say("Luk den, når alle sedler er set efter. Det, der ikke er svaret på, står så tomt.")
    open_address(address)


def _delete(photos: tuple[Path, ...], *, at_once: bool) -> None:
    """Offer to delete pictures that were read; they may show more than the slips."""
    from kitlib.dansk import plural

    if not photos:
        return
    what = plural(len(photos), "fotografi", "fotografier")
    asked = f"Sedlerne ligger nu i mappen 'sedler'. Skal {what} slettes?"
    if not at_once and (not sys.stdin.isatty() or not is_yes(asked)):
        say(f"{what} ligger stadig i mappen. Slet selv, når I ikke skal bruge dem mere.")
        return
    for photo in photos:
        photo.unlink(missing_ok=True)
    say(f"{what} er slettet her. De kan stadig ligge på telefonen og i dens sky.")
