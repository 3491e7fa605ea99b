"""The pooled picture: bidrag, saml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kitlib.cli.app import app
from kitlib.problems import KitError

if TYPE_CHECKING:
    from kitlib.contribution import Draft

__all__: list[str] = []


@app.command(help="Vis og skriv det, jeres enhed bidrager med til det samlede billede: kun antal.")
@click.argument("stier", nargs=-1, metavar="MAPPE")
@click.option("--mit", metavar="FIL", help="Bidrag med din egen fil til enheden i MAPPE.")
@click.option("--noegle", metavar="FIL", help="Lås filen til modtageren: filen med age1-nøglen.")
@click.option("--del", "part", is_flag=True, help="En del, som enheden samler, før den sendes.")
@click.option("--saml", is_flag=True, help="Læg enhedens dele sammen: --saml FIL FIL ...")
@click.option("--enhed", metavar="NAVN", help="Enhedens navn, når delene har hver sit.")
@click.option("--traek-tilbage", is_flag=True, help="Skriv den fil, der trækker bidraget tilbage.")
@click.option("--vis", "only_show", is_flag=True, help="Vis det kun, og skriv ingen fil.")
@click.option("--ud", metavar="FIL", help="Hvor filen skal ligge; ellers i mappen 'ud'.")
def bidrag(
    stier: tuple[str, ...],
    mit: str | None,
    noegle: str | None,
    part: bool,
    saml: bool,
    enhed: str | None,
    traek_tilbage: bool,
    only_show: bool,
    ud: str | None,
) -> None:
    from kitlib.contribution import write
    from kitlib.contribution.words import as_text

    made = _joined(stier, enhed) if saml else _drafted(stier, mit, part, traek_tilbage)
    receivers = _lines(noegle, "age1") if noegle else ()
    click.echo(as_text(made))
    if only_show:
        return
    path = write(made.contribution, made.home, recipients=receivers, path=Path(ud) if ud else None)
    click.echo(f"\nSkrevet i {path}")
    if part:
        click.echo("Det er en del. Den bliver i enheden, til den er samlet med de andre.")
    elif not receivers:
        click.echo("Filen er ikke låst. Har I modtagerens nøgle, så brug --noegle FIL.")


def _drafted(stier: tuple[str, ...], mit: str | None, part: bool, taken_back: bool) -> Draft:
    from kitlib.contribution import draft, unit_of, withdraw
    from kitlib.team import open_mine, open_team

    if len(stier) != 1:
        raise KitError("Nævn én mappe.", hint="Fx: laeringskit bidrag MAPPE")
    if mit is not None:
        return draft(open_mine(mit), unit=unit_of(Path(stier[0])), part=part)
    team = open_team(stier[0])
    return withdraw(team) if taken_back else draft(team, part=part)


def _joined(stier: tuple[str, ...], enhed: str | None) -> Draft:
    from kitlib.contribution import add, read_parts
    from kitlib.contribution.make import Draft
    from kitlib.writing import Home

    parts = read_parts(stier)
    made = add(parts, enhed=enhed)
    return Draft(made, {}, Home(Path(stier[0]).parent, "hos_teamet", opdigtet=made.opdigtet))


def _lines(path: str, begins: str) -> tuple[str, ...]:
    """Return the lines of a key file that hold a key."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise KitError("Nøglefilen kan ikke åbnes.", hint="Tjek navnet og stien.") from None
    keys = tuple(line.strip() for line in lines if line.strip().startswith(begins))
    if not keys:
        raise KitError("Der er ingen nøgle i filen.", hint=f"Linjen begynder med {begins}.")
    return keys
