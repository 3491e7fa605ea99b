"""The pooled picture: bidrag, saml."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kitlib.cli.app import app
from kitlib.cli.saying import say
from kitlib.problems import KitError

if TYPE_CHECKING:
    from kitlib.contribution import Draft
    from kitlib.pooled import Pooled, Rows
    from kitlib.pooled.preview import Decision, Preview

__all__: list[str] = []


@app.command(help="Vis og skriv det, jeres enhed bidrager med til det samlede billede: kun antal.")
@click.argument("stier", nargs=-1, metavar="MAPPE")
@click.option("--mit", metavar="FIL", help="Bidrag med din egen fil til enheden i MAPPE.")
@click.option(
    "--noegle", metavar="FIL", help="Lås filen til modtageren. FIL er den med age1-nøglen."
)
@click.option(
    "--del", "part", is_flag=True, help="Lav kun en del; enheden samler delene, før den sender."
)
@click.option("--saml", is_flag=True, help="Læg enhedens dele sammen: --saml FIL FIL ...")
@click.option("--enhed", metavar="NAVN", help="Enhedens navn, når delene har hver sit.")
@click.option("--traek-tilbage", is_flag=True, help="Skriv den fil, der trækker bidraget tilbage.")
@click.option("--vis", "only_show", is_flag=True, help="Vis det, men skriv ingen fil.")
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
    from kitlib.contribution.keyfile import OPEN, keys_in
    from kitlib.contribution.words import as_text
    from kitlib.holding import sharing

    receivers = keys_in(noegle, OPEN) if noegle else ()
    with sharing(Path(stier[0]), "bidrag") if stier and not saml else nullcontext():
        made = _joined(stier, enhed) if saml else _drafted(stier, mit, part, traek_tilbage)
        say(as_text(made))
        if only_show:
            return
        path = write(
            made.contribution,
            made.home,
            recipients=receivers,
            path=Path(ud) if ud else None,
            secret=made.secret,
        )
    say(f"\nSkrevet i {path}")
    if part:
        say("Det er en del. Den bliver i enheden, til den er samlet med de andre.")
    elif not receivers:
        say("Filen er ikke låst. Har I modtagerens nøgle, så brug --noegle FIL.")


def _drafted(stier: tuple[str, ...], mit: str | None, part: bool, taken_back: bool) -> Draft:
    from kitlib.cli.unlocking import opened
    from kitlib.contribution import draft, withdraw
    from kitlib.team import open_team

    if len(stier) != 1:
        raise KitError("Nævn én mappe.", hint="Fx: laeringskit bidrag MAPPE")
    if mit is not None:
        return draft(opened(mit), unit=Path(stier[0]), part=part)
    team = open_team(stier[0])
    return withdraw(team) if taken_back else draft(team, part=part)


def _joined(stier: tuple[str, ...], enhed: str | None) -> Draft:
    from kitlib.contribution import add, read_parts
    from kitlib.contribution.make import Draft
    from kitlib.writing import Home

    parts = read_parts(stier)
    made = add(parts, enhed=enhed)
    return Draft(made, {}, Home(Path(stier[0]).parent, "hos_teamet", opdigtet=made.opdigtet))


@app.command(help="Saml mange bidrag til tabeller og figurer, som alle må se.")
@click.argument("filer", nargs=-1, metavar="FILER")
@click.option("--ud", metavar="MAPPE", help="Jeres mappe til udgivelser.")
@click.option("--noegle", metavar="FIL", help="Filen med jeres hemmelige nøgle.")
@click.option("--ny-noegle", metavar="FIL", help="Lav en ny nøgle, og gem den hemmelige del her.")
@click.option("--enheder", metavar="FIL", help="Liste over alle enheder: enhed, type, distrikt.")
@click.option("--maal", metavar="FIL", help="Kommunens mål og fortællinger.")
@click.option("--kontekst", metavar="TEKST", help="En linje fra offentlig statistik, med kilde.")
@click.option(
    "--hvorfor", metavar="TEKST", default="", help="Hvad udgivelsen er til. Det står i loggen."
)
@click.option(
    "--raekker",
    multiple=True,
    metavar="FIL",
    help="En tabel med én række pr. person: Parquet eller CSV. Gentages med --tabel og --kolonne.",
)
@click.option(
    "--tabel",
    multiple=True,
    metavar="NAVN",
    help="Hvilken tabel rækkerne hører til, fx who5.retning.",
)
@click.option(
    "--kolonne",
    multiple=True,
    metavar="NAVN",
    help="Kolonnen, der skal tælles; to med komma imellem, fx start,nu.",
)
@click.option(
    "--person",
    multiple=True,
    metavar="NAVN",
    help="Kolonnen, der siger hvem, for hver tabel med rækker. Den bliver ikke vist.",
)
@click.option("--halvaar", metavar="NAVN", help="Kolonnen med halvår i rækkerne, fx 2026 H1.")
@click.option("--motor", metavar="NAVN", help="Hvad der tæller: pandas, duckdb eller spark.")
@click.option("--regler", metavar="FIL", help="Jeres egne regler i stedet for værktøjets.")
@click.option("--navne", metavar="FIL", help="Enheder, der har skiftet navn: Før og Nu.")
@click.option("--vis", "only_show", is_flag=True, help="Vis kun, hvad der ville komme ud.")
@click.option(
    "--hold", multiple=True, metavar="NAVN", help="Hold en tabel eller et halvår tilbage."
)
@click.option("--godkendt-af", metavar="ROLLE", help="Sig ja på forhånd, i den rolle.")
@click.option("--ryd", is_flag=True, help="Slet bidragene, når udgivelsen er lavet.")
def saml(
    filer: tuple[str, ...],
    ud: str | None,
    noegle: str | None,
    ny_noegle: str | None,
    enheder: str | None,
    maal: str | None,
    kontekst: str | None,
    hvorfor: str,
    raekker: tuple[str, ...],
    tabel: tuple[str, ...],
    kolonne: tuple[str, ...],
    person: tuple[str, ...],
    halvaar: str | None,
    motor: str | None,
    regler: str | None,
    navne: str | None,
    only_show: bool,
    hold: tuple[str, ...],
    godkendt_af: str | None,
    ryd: bool,
) -> None:
    from kitlib.contribution.keyfile import SECRET, keys_in
    from kitlib.dansk import plural
    from kitlib.engines import engine
    from kitlib.pooled import pool
    from kitlib.pooled.elsewhere import list_beside
    from kitlib.pooled.preview import NotApproved
    from kitlib.pooled.rules import read_rules

    if ny_noegle is not None:
        _new_key(Path(ny_noegle))
        return
    if ud is None or not (filer or raekker):
        hint = "Fx: laeringskit saml bidrag/*.bidrag --ud udgivelser"
        raise KitError("Nævn filerne og den mappe, udgivelsen skal ligge i.", hint=hint)
    engine("duckdb")  # what is missing is said before anybody has said yes
    rows = _rows(raekker, tabel, kolonne, person, motor, halvaar or "")
    if kontekst is not None and "kilde" not in kontekst.casefold():
        hint = "Slut linjen med fx: Kilde: Danmarks Statistik, tabel X."
        raise KitError("Linjen fra statistikken mangler sin kilde.", hint=hint)
    try:
        done = pool(
            _spread(filer),
            ud,
            rows=rows,
            units=enheder,
            goals=maal,
            context=kontekst or "",
            why=hvorfor,
            clear=ryd,
            policy=read_rules(regler) if regler else None,
            identity=keys_in(noegle, SECRET)[0] if noegle else None,
            listed_in=list_beside(noegle) if noegle else None,
            names=navne,
            approve=partial(_approved, hold=hold, role=godkendt_af, only_show=only_show),
        )
    except NotApproved:
        if only_show:
            return
        raise
    _tell_release(done)
    if ryd:
        gone = plural(int((done.collected.table["udfald"] != "afvist").sum()), "bidrag", "bidrag")
        say(f"Slettet: {gone}. Loggen har kun deres kontrolsum.")


def _approved(
    preview: Preview, *, hold: tuple[str, ...], role: str | None, only_show: bool
) -> Decision:
    """Show what will come out, and ask who says yes to it."""
    from kitlib.dansk import join
    from kitlib.pooled.preview import NotApproved, decided, held_of

    say(f"{preview}\n")
    if only_show:
        if names := held_of(preview, hold):
            say(f"Med --hold bliver det her holdt tilbage: {join(names)}.")
        raise NotApproved
    if role is not None:
        return decided(preview, role, hold)
    if not sys.stdin.isatty():
        raise NotApproved
    asked = "Skriv ja, eller hvad der skal holdes tilbage (numre eller fx 2026 H1, med komma)"
    answer = str(click.prompt(asked, default="nej"))
    if answer.strip().casefold() in ("nej", "n"):
        raise NotApproved
    if answer.strip().casefold() not in ("ja", "j"):
        hold = (*hold, *(part for part in answer.split(",") if part.strip()))
    return decided(preview, str(click.prompt("I hvilken rolle siger du ja? Fx konsulent")), hold)


def _rows(
    files: tuple[str, ...],
    tables: tuple[str, ...],
    columns: tuple[str, ...],
    persons: tuple[str, ...],
    engine: str | None,
    period: str,
) -> list[Rows]:
    """Put each file of rows together with its table and its columns, in the order given."""
    from kitlib.pooled import Rows

    if not len(files) == len(tables) == len(columns):
        hint = "Skriv de tre for hver tabel, fx: --raekker who5.csv --tabel who5.retning "
        raise KitError("Sig, hvad rækkerne tæller.", hint=f"{hint}--kolonne retning")
    if len(persons) not in (0, 1, len(files)):
        raise KitError("Sig --person én gang, eller én gang for hver tabel med rækker.")
    who = persons if len(persons) == len(files) else (persons or ("",)) * len(files)
    made = []
    for file, table, names, person in zip(files, tables, columns, who, strict=True):
        column, _, across = (part.strip() for part in names.partition(","))
        made.append(Rows(Path(file), table, column, engine, across, person, period))  # type: ignore[arg-type]
    return made


def _spread(files: tuple[str, ...]) -> list[Path]:
    """Open wildcards and folders here: Windows' command line leaves them as they are."""
    found: list[Path] = []
    for name in files:
        path = Path(name)
        if path.is_dir():
            found += sorted(path.glob("*.bidrag"))
        elif "*" in name:
            found += sorted(path.parent.glob(path.name))
        else:
            found.append(path)
    return found


def _new_key(path: Path) -> None:
    from kitlib.placing import tidy
    from kitlib.privacy.lock import new_identity
    from kitlib.writing import replacing

    tidy(path.parent)
    if path.exists():
        raise KitError("Der ligger allerede en fil med det navn.", hint="Vælg et andet navn.")
    identity, receiver = new_identity()
    with replacing(path) as temporary:
        temporary.write_bytes(f"{identity}\n".encode())
        temporary.chmod(0o600)
    say(f"Den hemmelige nøgle ligger i {path}. Pas på den: uden den kan intet åbnes.")
    say("Giv enhederne linjen her i en fil, fx modtager.txt. De låser deres bidrag med:")
    say(f"laeringskit bidrag MAPPE --noegle modtager.txt\n\n{receiver}")


def _tell_release(done: Pooled) -> None:
    from kitlib.dansk import plural

    table = done.collected.table
    for fate, one, many in (
        ("med", "bidrag er med", "bidrag er med"),
        ("erstattet", "er erstattet af et nyere", "er erstattet af nyere"),
        ("trukket tilbage", "er trukket tilbage", "er trukket tilbage"),
        ("afvist", "er afvist", "er afvist"),
    ):
        n = int((table["udfald"] == fate).sum())
        if n:
            say(plural(n, one, many))
    if rows := len(done.units) - len(done.collected.contributions):
        say(f"{plural(rows, 'enhed er med', 'enheder er med')} fra tabeller med rækker")
    say(done.coverage.line)
    if done.coverage.missing:
        missing = plural(len(done.coverage.missing), "enhed mangler", "enheder mangler")
        say(f"{missing}. Listen ligger i intern/paamindelse.txt.")
    if done.coverage.unexpected:
        n = len(done.coverage.unexpected)
        extra = plural(n, "enhed står ikke på listen", "enheder står ikke på listen")
        say(f"{extra}. Tjek, om navnet er stavet ens. Se intern/paamindelse.txt.")
    for note in done.notes:
        say(note)
    say(plural(len(done.gate.tables), "tabel kom ud", "tabeller kom ud"))
    say(f"\nAlle må se: {done.folder / 'offentlig'}")
    say(f"Bliver hos jer: {done.folder / 'intern'}")


@app.command(help="Se jeres egne tal ved siden af alles. Det bliver hos jer.")
@click.argument("mappe", metavar="MAPPE")
@click.argument("samlet", metavar="SAMLET")
@click.option("--ud", metavar="FIL", help="Hvor siden skal ligge; ellers i mappen 'ud'.")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siden.")
def sammen(mappe: str, samlet: str, ud: str | None, uden_browser: bool) -> None:
    from kitlib.holding import sharing
    from kitlib.opening import open_in_browser
    from kitlib.pooled.beside import open_own, read_public, show_beside
    from kitlib.team import open_team

    public, path = read_public(samlet), Path(mappe)
    if own := open_own(path):
        shown = show_beside(own, public, ud)
    else:
        with sharing(path, "vis"):
            shown = show_beside(open_team(path), public, ud)
    say(f"Siden ligger i {shown.path}. Den bliver hos jer.")
    if not uden_browser:
        open_in_browser(shown.path)
