"""Notes written by hand: `laeringskit papir` reads pictures of them into a team's folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kitlib.cli.app import app
from kitlib.cli.progress import drawing
from kitlib.cli.saying import is_yes, say

__all__: list[str] = []


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
