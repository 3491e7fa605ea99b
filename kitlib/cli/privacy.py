"""People's data: koder, mit, indsigt, papirer, slet."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from kitlib.cli.app import app
from kitlib.cli.saying import is_yes, say
from kitlib.ordinary import MOST_BYTES, require_ordinary
from kitlib.problems import KitError

__all__: list[str] = []


def ask_passphrase(question: str, *, twice: bool = False) -> str:
    """Ask for a passphrase without showing it; a pipe is read line by line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    if twice:
        from kitlib.privacy.passphrase import offered

        say(f"Vælg gerne fire ord, der ikke hører sammen, fx: {offered()}", err=True)
    answer = str(click.prompt(question, hide_input=True))
    if twice and click.prompt("Skriv den igen", hide_input=True) != answer:
        raise KitError("De to adgangssætninger er ikke ens.", hint="Prøv igen.")
    return answer


@app.command(help="Lav koder af en liste med navne: til det aflåste skab, eller som låst fil.")
@click.argument("liste", required=False)
@click.option("--fil", metavar="FIL", help="Gem listen som en låst fil uden for teamets mappe.")
@click.option("--bogstav", default="B", metavar="BOGSTAV", help="Hvad koderne begynder med.")
def koder(liste: str | None, fil: str | None, bogstav: str) -> None:
    from kitlib.privacy.key import add_to_key, key_text, make_key, open_key
    from kitlib.privacy.stray import sync_warning

    names = _names(liste)
    if fil is None:
        key = make_key(names, letter=bogstav)
        say(key_text(key))
        say(
            "\nListen er ikke gemt. Print den, og lås den inde. Næste gang sætter I den ind, som "
            "den står her, med de nye navne nedenunder: så beholder alle deres kode.",
            err=True,
        )
        return
    path = Path(fil)
    path = path if path.suffix == ".age" else path.with_name(f"{path.name}.age")
    warning = sync_warning(path.parent)
    if warning is not None:
        say(str(warning), err=True)
    there = path.exists()
    passphrase = ask_passphrase("Adgangssætning til listen", twice=not there)
    if there and not names.strip():
        say(key_text(open_key(path, passphrase)))
        return
    key, saved = add_to_key(path, passphrase, names, letter=bogstav)
    say(f"{len(key.people)} koder ligger låst i {saved.name}.")
    say("Værktøjet kan ikke finde adgangssætningen igen. Skriv den et sikkert sted.")


@app.command(help="Åbn din egen fil i notebook 05. Den låses op i hukommelsen, kun til dig.")
@click.argument("fil")
@click.option("--kun-laas", is_flag=True, help="Lås filen uden at åbne den.")
@click.option("--ret", is_flag=True, help="Skriv i filen på en side, som kun du kan åbne.")
@click.option(
    "--regneark", is_flag=True, help="Med --ret: skriv i regneark. Filen kan læses imens."
)
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siden, skriv kun adressen.")
def mit(fil: str, kun_laas: bool, ret: bool, regneark: bool, uden_browser: bool) -> None:
    from kitlib.own import edit_own, edit_page, lock_again, lock_own, open_own
    from kitlib.placing import tidy
    from kitlib.privacy.lock import is_locked
    from kitlib.twin import lying, twins

    path, found, passphrase = Path(fil), twins(Path(fil)), None
    tidy(path.parent)
    path = lying(path)
    if not path.is_file():
        raise KitError(f"Filen '{path.name}' findes ikke.", hint="Tjek navnet og stien.")
    if found.both:
        say(found.told)
        passphrase = ask_passphrase("Adgangssætning")
        say(lock_again(path, passphrase))
        path = found.locked
    if regneark and not ret:
        raise KitError("--regneark skrives sammen med --ret.", hint="Skriv begge.")
    if not is_locked(path):
        say(f"{path.name} er ikke låst: alle med adgang til computeren kan læse den.")
        if not kun_laas and not is_yes("Skal den låses nu?"):
            raise KitError("Filen er ikke åbnet.", hint="Din egen fil åbnes kun låst.")
        passphrase = ask_passphrase("Vælg en adgangssætning", twice=True)
        path = lock_own(path, passphrase)
        say(f"Nu ligger den låst i {path.name}. Den læsbare fil er slettet.")
        say("Værktøjet kan ikke finde adgangssætningen igen. Skriv den et sikkert sted.")
    if not ret:
        if not kun_laas:
            open_own(path)
        return
    passphrase = passphrase or ask_passphrase("Adgangssætning")
    if regneark:
        edit_own(path, passphrase, edit=_edited)
        say(f"Nu er {path.name} låst igen, og den læsbare fil er slettet.")
    else:
        edit_page(path, passphrase, ready=partial(_ready, browser=not uden_browser), told=say)
        say(f"Siden er lukket. {path.name} er låst.")


def _ready(address: str, *, browser: bool) -> None:
    from kitlib.opening import open_address

    say(f"Skriv her: {address}")
    say("Gem på siden, og luk den, når du er færdig. Filen ligger kun låst imens.")
    if browser:
        open_address(address)


def _edited(path: Path) -> None:
    """Wait while the owner writes in the file, in whatever program it opens in."""
    say(f"{path.name} kan læses, indtil du er færdig. Skriv i den, gem den, og luk den.")
    if sys.stdin.isatty():
        click.launch(str(path))
    say("Tryk så Enter her.")
    sys.stdin.readline()


def _names(path: str | None) -> str:
    if path is not None:
        try:
            raw = require_ordinary(Path(path), most=MOST_BYTES).read_bytes()
        except OSError as error:
            raise KitError("Listen kan ikke åbnes.", hint="Tjek navnet og stien.") from error
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")
    stream = sys.stdin
    if stream.isatty():
        say("Sæt navnene ind, ét på hver linje. Slut med en tom linje.", err=True)
    lines = []
    for line in stream:
        if not line.strip():
            break
        lines.append(line)
    return "".join(lines)


@app.command(help="Svar på det, der ligner navne i noterne: ét spørgsmål ad gangen i browseren.")
@click.argument("mappe")
@click.option("--noegle", metavar="FIL", help="Den låste liste: navne på den er ikke spørgsmål.")
@click.option("--uden-browser", is_flag=True, help="Åbn ikke siden, skriv kun adressen.")
def navne(mappe: str, noegle: str | None, uden_browser: bool) -> None:
    from kitlib.asking.page import serve
    from kitlib.dansk import plural
    from kitlib.opening import open_address
    from kitlib.placing import tidy
    from kitlib.privacy.key import open_key
    from kitlib.team import open_team

    tidy(Path(mappe))
    team = open_team(mappe)
    key = open_key(Path(noegle), ask_passphrase("Adgangssætning til listen")) if noegle else None

    def ready(address: str) -> None:
        say(f"Svar her: {address}")
        say("Luk siden, eller tryk Ctrl-C her, når du er færdig.")
        if not uden_browser:
            open_address(address)

    left = serve(team, ready=ready, key=key)
    if left:
        say(f"Svarene er gemt. {plural(left, 'note', 'noter')} venter stadig på svar.")
    else:
        say("Svarene er gemt. Ingen noter venter på svar.")


_NAME = click.option(
    "--navn",
    multiple=True,
    metavar="NAVN",
    help="Hvad personen hedder; gemmes ikke. Kan skrives flere gange.",
)
_KEY = click.option("--noegle", metavar="FIL", help="Den låste liste, hvor navnet står.")


@app.command(help="Saml alt om én person på én side.")
@click.argument("mappe")
@click.argument("kode")
@_NAME
@_KEY
def indsigt(mappe: str, kode: str, navn: tuple[str, ...], noegle: str | None) -> None:
    from kitlib.holding import sharing
    from kitlib.rights import indsigt as gather

    names = _names_of(kode, navn, noegle)
    with sharing(Path(mappe), "indsigt"):
        page = gather(mappe, kode, names=names)
    say(f"Siden ligger i {page}")
    say("Læs den igennem, før du giver den videre: den er kun til personen selv.")


@app.command(help="Se, om en note lyder som en bekymring. Kun lederen kan frigive en falsk alarm.")
@click.argument("mappe")
@click.option("--leder", metavar="FIL", help="Lederens egen låste fil; laves første gang.")
def bekymring(mappe: str, leder: str | None) -> None:
    from kitlib.leader import prove, release, worried
    from kitlib.placing import tidy
    from kitlib.privacy.worry import message
    from kitlib.team import open_team

    tidy(Path(mappe))
    team = open_team(mappe)
    notes = worried(team)
    if not notes:
        say("Ingen note lyder som en bekymring. Værktøjet opdager ikke alle.")
        return
    say(message())
    for note in notes:
        say(f"  {note.place}")
    if leder is None:
        say(
            "\nEr det falsk alarm, kan lederen frigive noten med: "
            "laeringskit bekymring MAPPE --leder FIL"
        )
        return
    path = Path(leder)
    path = path if path.suffix == ".age" else path.with_name(f"{path.name}.age")
    known = prove(team, path, ask_passphrase("Lederens adgangssætning", twice=not path.exists()))
    for note in notes:
        say(f"\n{note.place}:\n{note.text}")
        if is_yes("Er det falsk alarm?"):
            release(known, note)
            say("Noten vises nu igen. Det står i logbogen.")
        else:
            say("Noten vises stadig ikke.")


@app.command(help="Lav tre tekster af om.toml: til forældre, til MED og til fortegnelsen.")
@click.argument("mappe")
def papirer(mappe: str) -> None:
    from kitlib.about import read_about
    from kitlib.dansk import join
    from kitlib.holding import sharing
    from kitlib.privacy.papers import missing_words, write_papers

    with sharing(Path(mappe), "papirer"):
        made = write_papers(mappe)
    for path in made:
        say(str(path))
    about, problems = read_about(Path(mappe) / "om.toml")
    for problem in problems:
        say(str(problem), err=True)
    missing = missing_words(about)
    if missing:
        say(
            f"Det er kladder, som ikke må gives videre endnu. I om.toml mangler: {join(missing)}.",
            err=True,
        )
        raise click.exceptions.Exit(1)


@app.command(help="Slet én person, eller hele mappen. Viser først, hvad der forsvinder.")
@click.argument("mappe")
@click.argument("kode", required=False)
@_NAME
@_KEY
@click.option("--ja", is_flag=True, help="Slet uden at spørge igen.")
@click.option("--ny-dato", metavar="DATO", help="Slet ikke endnu: flyt datoen. Kræver --grund.")
@click.option("--grund", metavar="TEKST", help="Hvorfor noterne skal gemmes længere.")
def slet(
    mappe: str,
    kode: str | None,
    navn: tuple[str, ...],
    noegle: str | None,
    ja: bool,
    ny_dato: str | None,
    grund: str | None,
) -> None:
    from kitlib.rights import flyt_dato, vis_sletning
    from kitlib.rights import slet as erase

    if ny_dato is not None:
        say(flyt_dato(mappe, ny_dato, grund or ""))
        return
    names = _names_of(kode, navn, noegle)
    if kode and not names and sys.stdin.isatty():
        question = "Hvad hedder personen? Navnet gemmes ikke. Tryk Enter, hvis I kun bruger koder"
        names = tuple(n for n in [click.prompt(question, default="", show_default=False)] if n)
    plan = vis_sletning(mappe, kode, names)
    say(str(plan))
    if not plan.changes:
        return
    if not ja:
        say("\nDet kan ikke fortrydes. Skriv slet og tryk Enter.")
        if sys.stdin.readline().strip().casefold() != "slet":
            say("Intet er slettet.")
            return
    say(f"\n{erase(mappe, kode, names)}")


def _names_of(code: str | None, names: tuple[str, ...], key: str | None) -> tuple[str, ...]:
    if key is None or code is None:
        return names
    from kitlib.privacy.key import open_key

    known = open_key(Path(key), ask_passphrase("Adgangssætning til listen")).names_of(code)
    if not known:
        raise KitError("Koden står ikke på listen.", hint="Tjek koden, eller skriv --navn.")
    return (*known, *names)
