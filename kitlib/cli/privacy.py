"""People's data: koder (and what follows)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kitlib.cli.app import app
from kitlib.problems import KitError

__all__: list[str] = []


def ask_passphrase(question: str, *, twice: bool = False) -> str:
    """Ask for a passphrase without showing it; a pipe is read line by line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    answer = str(click.prompt(question, hide_input=True))
    if twice and click.prompt("Skriv den igen", hide_input=True) != answer:
        raise KitError("De to adgangssætninger er ikke ens.", hint="Prøv igen.")
    return answer


@app.command(help="Lav koder af en liste med navne: til det aflåste skab, eller som låst fil.")
@click.argument("liste", required=False)
@click.option("--fil", metavar="FIL", help="Gem listen som en låst fil uden for teamets mappe.")
@click.option("--bogstav", default="B", metavar="BOGSTAV", help="Hvad koderne begynder med.")
def koder(liste: str | None, fil: str | None, bogstav: str) -> None:
    from kitlib.privacy.key import key_text, make_key, open_key, save_key
    from kitlib.privacy.stray import sync_warning

    names = _names(liste)
    if fil is None:
        key = make_key(names, letter=bogstav)
        click.echo(key_text(key))
        click.echo(
            "\nListen er ikke gemt. Print den, og lås den inde. Næste gang sætter I den ind, som "
            "den står her, med de nye navne nedenunder: så beholder alle deres kode.",
            err=True,
        )
        return
    path = Path(fil)
    path = path if path.suffix == ".age" else path.with_name(f"{path.name}.age")
    warning = sync_warning(path.parent)
    if warning is not None:
        click.echo(str(warning), err=True)
    there = path.exists()
    passphrase = ask_passphrase("Adgangssætning til listen", twice=not there)
    earlier = open_key(path, passphrase) if there else None
    if earlier is not None and not names.strip():
        click.echo(key_text(earlier))
        return
    key = make_key(names, earlier=earlier, letter=bogstav)
    saved = save_key(key, path, passphrase)
    click.echo(f"{len(key.people)} koder ligger låst i {saved.name}.")
    click.echo("Kittet kan ikke finde adgangssætningen igen. Skriv den et sikkert sted.")


def _names(path: str | None) -> str:
    if path is not None:
        try:
            raw = Path(path).read_bytes()
        except OSError as error:
            raise KitError("Listen kan ikke åbnes.", hint="Tjek navnet og stien.") from error
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")
    stream = sys.stdin
    if stream.isatty():
        click.echo("Sæt navnene ind, ét på hver linje. Slut med en tom linje.", err=True)
    lines = []
    for line in stream:
        if not line.strip():
            break
        lines.append(line)
    return "".join(lines)
