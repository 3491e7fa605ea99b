"""Data on the table: demo, forside, ny, tjek, vis, notebooks; and enfil, the kit as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kitlib.cli.app import app
from kitlib.cli.saying import drawing, say
from kitlib.problems import KitError

if TYPE_CHECKING:
    from kitlib.page import Page

__all__: list[str] = []


@app.command(help="Se det hele på opdigtede data: to teams, en egen fil og et samlet billede.")
@click.option("--ud", metavar="MAPPE", help="Hvor siderne skal ligge.")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siderne.")
def demo(ud: str | None, uden_browser: bool) -> None:
    from kitlib.show import demo as run
    from kitlib.show import tour

    folder = ud or "laeringskit-demo"
    with drawing() as progress:
        pages = run(folder, progress=progress)
    for page in pages:
        _tell(page)
    begin = tour(pages, folder)
    say(f"\nBegynd her, så bliver I ført igennem dem:\n  {begin}")
    say("\nDet er opdigtede data. Lav jeres egen mappe med: laeringskit ny MAPPE")
    _open(begin, not uden_browser)


@app.command(help="Find alle fejl i en mappe, og sig, hvad I kan gøre.")
@click.argument("mappe")
def tjek(mappe: str) -> None:
    from kitlib.checking import check_team
    from kitlib.clock import today

    found = check_team(mappe, today=today())
    say(str(found.report))
    if found.stops:
        say("\nDet her vil stoppe jer, eller lade noget ude:")
        for stop in found.stops:
            say(f"- {stop}")
        say("")
    say(found.read)
    if found.report.errors:
        raise click.exceptions.Exit(1)


@app.command(help="Vis alt i en mappe på én side.")
@click.argument("mappe", required=False)
@click.option("--mit", metavar="FIL", help="Vis en opdigtet egen fil. Din rigtige åbnes med 'mit'.")
@click.option("--html", metavar="FIL", help="Hvor siden skal ligge; ellers i mappen 'ud'.")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siden.")
def vis(mappe: str | None, mit: str | None, html: str | None, uden_browser: bool) -> None:
    from kitlib.holding import sharing
    from kitlib.mine import open_mine
    from kitlib.privacy.stray import SYNCED
    from kitlib.show import show_mine, show_team
    from kitlib.team import open_team

    if (mappe is None) == (mit is None):
        raise KitError("Skriv enten en mappe eller --mit FIL.", hint="Fx: laeringskit vis MAPPE")
    with drawing() as progress:
        if mit is not None:
            page = show_mine(open_mine(mit), html, progress=progress)
        else:
            with sharing(Path(str(mappe)), "vis"):
                page = show_team(open_team(str(mappe)), html, progress=progress)
    _tell(page)
    for problem in page.problems:
        if problem.code == SYNCED:
            say(str(problem), err=True)
    if page.problems.errors:
        say(f"{page.problems.headline}. Se hvor med: laeringskit tjek {mappe or ''}".strip())
    _open(page.path, not uden_browser)


@app.command(help="Læg notebooks i mappen, og åbn dem i JupyterLab.")
@click.argument("mappe")
@click.option("--kun-kopi", is_flag=True, help="Læg dem i mappen uden at åbne JupyterLab.")
def notebooks(mappe: str, kun_kopi: bool) -> None:
    from kitlib.holding import sharing
    from kitlib.lab import open_lab
    from kitlib.start import copy_notebooks
    from kitlib.whose import shut

    with sharing(Path(mappe), "notebooks"):
        shut(Path(mappe))
        there = copy_notebooks(mappe)
        say(f"{len(there)} notebooks ligger i {there[0].parent}")
        if not kun_kopi:
            open_lab(there[0].parent, notebook=there[0].name)


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


@app.command(help="Lav en ny, tom mappe til et team, eller din egen tomme fil med --mit.")
@click.argument("mappe", required=False)
@click.option("--mit", metavar="FIL", help="Lav din egen fil, fx mine_borgere.xlsx. Kun til dig.")
@click.option(
    "--instrumenter",
    default="",
    metavar="NAVNE",
    help="Det, I skal bruge, fx postits,video,dialoglineal.",
)
@click.option("--lister", is_flag=True, help="Lad listerne i data.xlsx følge om.toml igen.")
def ny(mappe: str | None, mit: str | None, instrumenter: str, lister: bool) -> None:
    from kitlib.start import new_folder, new_own_file, refresh_workbook

    if mappe is not None and mit is not None:
        raise KitError("Skriv enten en mappe eller --mit FIL.", hint="Fx: laeringskit ny MAPPE")
    chosen = tuple(name.strip() for name in instrumenter.split(",") if name.strip())
    if mit is not None:
        say(new_own_file(mit, instruments=chosen).name)
        return
    if mappe is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if lister:
        for problem in refresh_workbook(mappe):
            say(str(problem), err=True)
        say("Listerne i data.xlsx er nu, som de står i om.toml. Rækkerne er urørte.")
        return
    from kitlib.privacy.stray import sync_warning

    for path in new_folder(mappe, instruments=chosen):
        say(path.name)
    warning = sync_warning(Path(mappe))
    if warning is not None:
        say(f"\n{warning}", err=True)
    where = f'"{mappe}"' if " " in str(mappe) else mappe
    say(
        "\nBegynd med at udfylde om.toml. Skriv så jeres noter i data.xlsx, og gem.\n"
        f"Tjek dem med: laeringskit tjek {where}\n"
        f"Se dem med: laeringskit vis {where}"
    )


def _tell(page: Page) -> None:
    from kitlib.show import count_line

    say(f"{count_line(page)}\n  {page.path}")


def _open(page: Path, wanted: bool) -> None:
    from kitlib.show import open_in_browser

    if wanted and not open_in_browser(page):
        say("Åbn siden i en browser ved at dobbeltklikke på filen.")


@app.command(help="Byg hele værktøjet som én HTML-fil, der åbnes med et dobbeltklik.")
@click.option("--ud", default="laeringskit.html", metavar="FIL", help="Hvor filen skal ligge.")
@click.option("--hurtigt", is_flag=True, help="Pak mindre hårdt: en større fil på kortere tid.")
def enfil(ud: str, hurtigt: bool) -> None:
    from kitlib.onefile.build import build

    built = build(Path(ud), quick=hurtigt, told=lambda step: say(f"{step} …"))
    say(f"{built.path}: {built.size / 1e6:.1f} MB")
    say(f"SHA-256 {built.sha256}")
