"""The command `laeringskit`: thin, Danish, and each command one call into the library.

Click does the parsing (one small package with stable exceptions; typer of late brings pydantic
and a click of its own along). Its English is translated here, all of it: `_DanishHelp`, `_say`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from kitlib.problems import KitError, did_you_mean

if TYPE_CHECKING:
    from kitlib.show import Progress, Shown

__all__ = ["main"]


class _DanishHelp:
    """Help in Danish: the same layout as click's, its own words."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        command: Any = self
        pieces = [p for p in command.collect_usage_pieces(ctx) if p != "[OPTIONS]"]
        formatter.write(f"{' '.join(['Sådan:', ctx.command_path, *pieces])}\n")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(command.help or "")
        named = [p for p in command.get_params(ctx) if isinstance(p, click.Option)]
        options = [record for option in named if (record := option.get_help_record(ctx))]
        if options:
            with formatter.section("Valg"):
                formatter.write_dl(options)
        if isinstance(command, click.Group):
            rows = [(n, c.get_short_help_str(100)) for n, c in command.commands.items()]
            with formatter.section("Kommandoer"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found: Any = super().get_help_option(ctx)  # type: ignore[misc]
        if found is not None:
            found.help = "Vis denne hjælp."
        return found  # type: ignore[no-any-return]


class _Command(_DanishHelp, click.Command):
    pass


class _Group(_DanishHelp, click.Group):
    command_class = _Command


_NAMES = {"help_option_names": ["--hjælp", "--hjaelp", "--help", "-h"]}


@click.group(
    cls=_Group,
    subcommand_metavar="KOMMANDO ...",
    context_settings=_NAMES,
    no_args_is_help=False,
    invoke_without_command=True,
    help="Lær sammen af jeres egne små data. Alt bliver på denne computer.",
)
@click.pass_context
def app(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@app.command(help="Se det hele på opdigtede data: to team og en egen fil.")
@click.option("--ud", metavar="MAPPE", help="Hvor siderne skal ligge.")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siderne.")
def demo(ud: str | None, uden_browser: bool) -> None:
    from kitlib.show import demo as run

    with _progress() as progress:
        pages = run(ud or "laeringskit-demo", progress=progress)
    for page in pages:
        _tell(page)
    click.echo("\nDet er opdigtede data. Lav jeres egen mappe med: laeringskit ny MAPPE")
    _open(pages[0], not uden_browser)


@app.command(help="Find alle fejl i en mappe, og sig, hvad I kan gøre.")
@click.argument("mappe")
def tjek(mappe: str) -> None:
    from kitlib.team import open_team

    report = open_team(mappe).problems
    click.echo(str(report))
    if report.errors:
        raise click.exceptions.Exit(1)


@app.command(help="Vis alt i en mappe på én side, eller din egen fil med --mit.")
@click.argument("mappe", required=False)
@click.option("--mit", metavar="FIL", help="Vis din egen fil. Kun til dig.")
@click.option("--html", metavar="FIL", help="Hvor siden skal ligge; ellers i mappen 'ud'.")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siden.")
def vis(mappe: str | None, mit: str | None, html: str | None, uden_browser: bool) -> None:
    from kitlib.show import show_mine, show_team
    from kitlib.team import open_mine, open_team

    if (mappe is None) == (mit is None):
        raise KitError("Skriv enten en mappe eller --mit FIL.", hint="Fx: laeringskit vis MAPPE")
    with _progress() as progress:
        if mit is not None:
            page = show_mine(open_mine(mit), html, progress=progress)
        else:
            page = show_team(open_team(str(mappe)), html, progress=progress)
    _tell(page)
    if page.problems.errors:
        click.echo(f"{page.problems.headline}. Se hvor med: laeringskit tjek {mappe or ''}".strip())
    _open(page, not uden_browser)


@app.command(help="Læg notebooks i mappen, og åbn dem i JupyterLab.")
@click.argument("mappe")
@click.option("--kun-kopi", is_flag=True, help="Læg dem i mappen uden at åbne JupyterLab.")
def notebooks(mappe: str, kun_kopi: bool) -> None:
    from kitlib.lab import open_lab
    from kitlib.start import copy_notebooks

    there = copy_notebooks(mappe)
    click.echo(f"{len(there)} notebooks ligger i {there[0].parent}")
    if not kun_kopi:
        open_lab(there[0].parent)


@app.command(help="Lav en ny, tom mappe til et team.")
@click.argument("mappe")
@click.option("--instrumenter", default="", metavar="NAVNE", help="Fx postits,video,dialoglineal.")
def ny(mappe: str, instrumenter: str) -> None:
    from kitlib.start import new_folder

    chosen = tuple(name.strip() for name in instrumenter.split(",") if name.strip())
    for path in new_folder(mappe, instruments=chosen):
        click.echo(path.name)
    click.echo("\nBegynd med at udfylde om.toml. Skriv så jeres noter i data.xlsx.")


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with 0, 1 (something is wrong) or 2 (not understood)."""
    # A Windows console may not hold every letter; a "?" beats a crash.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app.main(args=argv, prog_name="laeringskit", standalone_mode=False)
    except KitError as error:
        click.echo(str(error), err=True)
        code = 1
    except click.ClickException as error:
        click.echo(_say(error), err=True)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Afbrudt. Intet halvt er efterladt.", err=True)
        code = 130
    except BrokenPipeError:
        # The reader went away (`| head`); nothing is wrong, and nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code or 0)


def _say(error: click.ClickException) -> str:
    """Say click's usage errors in Danish; each ends in what to do."""
    ctx = getattr(error, "ctx", None)
    more = f"Se hjælpen: {ctx.command_path if ctx else 'laeringskit'} --hjælp"
    match error:
        case click.MissingParameter():
            name = error.param.make_metavar(ctx) if error.param and ctx else ""
            return f"Der mangler {name.strip('[]')}. {more}"
        case click.NoSuchOption():
            near = did_you_mean(error.option_name, list(error.possibilities or ()))
            return f"Valget {error.option_name} kendes ikke. {near or more}"
        case click.BadOptionUsage():
            return f"Valget {error.option_name} er ikke skrevet rigtigt. {more}"
        case click.BadParameter():
            name = error.param.name if error.param else ""
            return f"Det, der står ved '{name}', kan ikke bruges. {more}"
        case click.UsageError() if ctx is not None and isinstance(ctx.command, click.Group):
            word = next((a for a in sys.argv[1:] if not a.startswith("-")), "")
            near = did_you_mean(word, list(ctx.command.commands))
            return f"Kommandoen kendes ikke. {near or more}"
        case click.FileError():
            return "Filen kan ikke åbnes. Tjek navnet og stien."
    return f"Kommandoen er ikke skrevet rigtigt. {more}"


def _tell(page: Shown) -> None:
    from kitlib.show import count_line

    click.echo(f"{count_line(page)}\n  {page.path}")


def _open(page: Shown, wanted: bool) -> None:
    from kitlib.show import open_in_browser

    if wanted and not open_in_browser(page.path):
        click.echo("Åbn siden i en browser ved at dobbeltklikke på filen.")


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show how far the drawing is, on a terminal; elsewhere say nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda question, number, total: None
        return
    columns = (
        TextColumn("{task.completed}/{task.total}"),
        BarColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Læser …", total=None)

        def progress(question: str, number: int, total: int) -> None:
            bar.update(task, completed=number, total=total, description=question)

        yield progress
