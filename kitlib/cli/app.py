"""The group of commands, its Danish help, and click's usage errors said in Danish.

Click does the parsing (one small package with stable exceptions; typer of late brings pydantic
and a click of its own along). Its English is translated here, all of it: `_DanishHelp`, `_say`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from kitlib.cli.saying import say, telling_of_work
from kitlib.machine import told
from kitlib.problems import KitError, did_you_mean

__all__ = ["app", "run"]


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
            names = command.list_commands(ctx)
            rows = [(n, command.commands[n].get_short_help_str(100)) for n in names]
            with formatter.section("Kommandoer"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found: Any = super().get_help_option(ctx)  # type: ignore[misc]
        if found is not None:
            found.help = "Vis denne hjælp."
        return found  # type: ignore[no-any-return]


class _Command(_DanishHelp, click.Command):
    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; one that asks nothing and draws no line says that it is at work."""
        with telling_of_work() if self.name in _SILENT else nullcontext():
            return super().invoke(ctx)


#: Commands that may work for a while without a word, and ask for nothing meanwhile.
_SILENT = ("tjek", "bidrag", "saml", "sammen", "papirer", "proevehandlinger")


#: Commands in the order a team meets them; one that is not named here stands last.
_ORDER = (
    "demo",
    "forside",
    "ny",
    "tjek",
    "navne",
    "vis",
    "session",
    "proevehandlinger",
    "notebooks",
    "materiale",
    "papir",
    "tekster",
    "koder",
    "mit",
    "bekymring",
    "indsigt",
    "slet",
    "papirer",
    "bidrag",
    "saml",
    "sammen",
    "enfil",
)


class _Group(_DanishHelp, click.Group):
    command_class = _Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        known = [name for name in _ORDER if name in self.commands]
        return [*known, *(name for name in self.commands if name not in _ORDER)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a folder in the place of a command as that folder's front page."""
        if args and args[0] not in self.commands and Path(args[0]).is_dir():
            args = [_FRONT, *args]
        return super().parse_args(ctx, args)


#: What is opened where no command is named.
_FRONT = "forside"
_NO_SCREEN = (
    "\nHer er ingen browser at åbne forsiden i. Skriv en af kommandoerne, eller få adressen med: "
    "laeringskit forside MAPPE --uden-browser"
)

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
    if ctx.invoked_subcommand is not None:
        return
    from kitlib.opening import has_screen

    if has_screen():
        ctx.invoke(app.commands[_FRONT])
    else:
        say(ctx.get_help() + _NO_SCREEN)


def run(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with 0, 1 (something is wrong) or 2 (not understood)."""
    # A Windows console may not hold every letter; a "?" beats a crash.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app.main(args=argv, prog_name="laeringskit", standalone_mode=False)
        sys.stdout.flush()
    except KitError as error:
        say(str(error), err=True)
        code = 1
    except click.ClickException as error:
        say(_say(error), err=True)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        say("Afbrudt. Intet halvt er efterladt.", err=True)
        code = 130
    except BrokenPipeError:
        # The reader went away (`| head`); nothing is wrong, and nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except SystemExit:
        raise
    except BaseException as error:  # a library's panic is no Exception
        say(told(error, doing="kommandoen"), err=True)
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
            name = error.param.opts[0] if error.param else ""
            number = isinstance(error.param and error.param.type, click.types.IntParamType)
            what = "Skriv et helt tal. " if number else ""
            return f"Det, der står ved '{name}', kan ikke bruges. {what}{more}"
        case click.UsageError() if ctx is not None and isinstance(ctx.command, click.Group):
            word = next((a for a in sys.argv[1:] if not a.startswith("-")), "")
            near = did_you_mean(word, list(ctx.command.commands))
            return f"Kommandoen kendes ikke. {near or more}"
        case click.FileError():
            return "Filen kan ikke åbnes. Tjek navnet og stien."
    return f"Kommandoen er ikke skrevet rigtigt. {more}"
