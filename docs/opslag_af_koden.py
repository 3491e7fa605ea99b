"""Pages made of the code each time the book is built, so that they cannot say something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import click
from fejl_af_koden import problems_page
from skema_af_koden import schemas_page, write_schemas

from kitlib.cli import load_commands
from kitlib.cli.app import app
from kitlib.columns import Column
from kitlib.evidence.policy import POLICY
from kitlib.instruments import all_instruments
from kitlib.outputs import outputs

__all__ = ["PAGES", "write_pages"]

_KINDS = {
    "dato": "dato",
    "tekst": "tekst",
    "kode": "kode",
    "koder": "koder, adskilt af komma",
    "heltal": "helt tal",
    "tal": "tal",
    "valg": "et af flere svar",
    "ja_nej": "ja eller nej",
    "sekunder": "tid, fx 1:15",
}
_SHOWN = (
    ("counts", "prikker og antal"),
    ("median", "midten"),
    ("mean", "gennemsnit"),
    ("interval", "usikkerhed"),
    ("percent", "procent"),
    ("leaves", "må forlade teamet"),
)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return "\n".join([line(heads), line(["---"] * len(heads)), *map(line, rows)])


def _bounds(column: Column) -> str:
    if column.allowed:
        return ", ".join(column.allowed)
    ends = [f"{end:g}" for end in (column.low, column.high) if end is not None]
    # A scale such as "0-5" is its ends, and a day is no unit of a date.
    says_more = column.unit and column.kind != "dato" and column.unit != "-".join(ends)
    unit = f" {column.unit}" if says_more else ""
    if len(ends) == 2:
        return f"{ends[0]} til {ends[1]}{unit}"
    if ends == ["1"]:
        return "mindst 1"  # a unit has one form, and it is of many
    return f"mindst {ends[0]}{unit}" if ends else unit.strip()


def _columns(columns: Iterable[Column]) -> str:
    """Three columns, so that they can be read on a phone."""
    rows = [
        (
            f"{column.label or column.heading}<br>`{column.name}`",
            ": ".join(filter(None, (_KINDS[column.kind], _bounds(column)))),
            f"**Skal være der.** {column.doc}" if column.required else column.doc,
        )
        for column in columns
    ]
    return _table(("Overskrift, og i filer", "Hvad", "Betyder"), rows)


def columns_page() -> str:
    """Every column of every instrument."""
    parts = [
        "# Kolonner",
        "Det her er alle kolonner, værktøjet kender. Kun dem, der **skal** være der, behøver I at "
        "skrive. Store og små bogstaver er lige meget i en overskrift.",
    ]
    for instrument in all_instruments().values():
        parts.append(f"## {instrument.label}")
        tables = {instrument.name: instrument.columns, **instrument.tables}
        for name, columns in tables.items():
            if instrument.title(name) != instrument.label:
                parts.append(f"### {instrument.title(name)}")
            parts += [
                f"Filen hedder `{name}.csv`, eller arket **{instrument.title(name)}**.",
                _columns(columns),
            ]
        if instrument.own_columns:
            parts += ["### Din egen fil", _columns(instrument.own_columns)]
    return "\n\n".join(parts) + "\n"


def commands_page() -> str:
    """Every command, its help and its options."""
    load_commands()
    parts = [
        "# Kommandoer",
        "Skriv `laeringskit KOMMANDO --help` for at få det samme at vide i terminalen.",
    ]
    context = click.Context(app, info_name="laeringskit")
    for name in app.list_commands(context):
        command = app.commands[name]
        inner = click.Context(command, info_name=f"laeringskit {name}")
        usage = [p for p in command.collect_usage_pieces(inner) if p != "[OPTIONS]"]
        parts += [f"## {name}", f"```\n{' '.join([f'laeringskit {name}', *usage])}\n```"]
        parts.append(command.help or "")
        options = [
            record
            for param in command.params
            if isinstance(param, click.Option) and (record := param.get_help_record(inner))
        ]
        if options:
            parts.append(_table(("Valg", "Hvad det gør"), [(f"`{o}`", h) for o, h in options]))
    return "\n\n".join(parts) + "\n"


def policy_page() -> str:
    """What may be shown of how many."""
    heads = [f"{p.n} til {after.n - 1}" for p, after in pairwise(POLICY)]
    rows = [
        (said, *("ja" if getattr(policy, key) else "" for policy in POLICY)) for key, said in _SHOWN
    ]
    caveats = [f"- **Fra {p.n}:** {p.caveat}" for p in POLICY]
    parts = [
        "# Hvad må vises ved hvor mange?",
        "Værktøjet spørger altid tabellen her, før det viser noget om en gruppe. Den kan ikke slås "
        "fra. Om ét barn over tid gælder andre regler: dér er det noterne, der tælles.",
        _table(("Personer", *heads, f"{POLICY[-1].n} og flere"), rows),
        "Ved siden af figuren står altid:",
        "\n".join(caveats),
        "Grupper inden for gruppen bliver aldrig sammenlignet. Et interval, der skal dække 95 ud "
        "af 100 gange, gør det kun 73 gange, når der er tre med, 84 når der er fem, og 90 når der "
        "er ti. Derfor står det ikke alene ved få.",
    ]
    return "\n\n".join(parts) + "\n"


def about_page() -> str:
    """om.toml as a new folder has it."""
    text = (files("kitlib") / "texts" / "ny" / "om.toml").read_text(encoding="utf-8")
    text = text.replace("{navn}", "Solsikken").replace("{slettes}", "2027-06-30")
    parts = [
        "# om.toml",
        "I `om.toml` siger I, hvad jeres materiale er. Sådan ser den ud i en ny mappe. Skriver I "
        "noget forkert, siger `laeringskit tjek`, hvilken linje det er, og hvad der kunne stå.",
        f"```toml\n{text.strip()}\n```",
        "Vil I have, at værktøjet også ser det barn, ingen har skrevet om, så skriv alle koder: "
        '`koder = ["B01", "B02", "B03"]`.',
    ]
    return "\n\n".join(parts) + "\n"


_RINGS = {"mit": "mit", "hos_teamet": "hos teamet", "udgivelse": "må vises alle"}


#: What each kind of file is, for somebody who has not seen one.
_IS = {
    "visninger.html": "alle figurer på én side",
    "mit.html": "figurer af en medarbejders egen fil",
    "ny mappe": "regneark, `om.toml` og Start her",
    "indsigt.html": "alt om én person, til personen selv",
    "notebooks": "sider til JupyterLab, der viser noterne, når de køres",
    "cirkel.toml": "en kopi af mødets faser at rette i",
    "tekster": "ordene på ark og kort, til at rette i",
    "papirer": "til forældre, MED og fortegnelsen",
    "referat": "det, teamet har sagt ja til",
    "prøvehandling.ics": "en aftale til kalenderen",
    "prøvehandlinger.html": "alle aftaler og beslutninger på én side",
    "torsdagspakken": "alt til ét møde, til at skrive ud",
    "ark": "ark at skrive på",
    "kort": "noter og dilemmaer som kort",
    "handout": "figurer med plads til at skrive",
    "plakat": "noter og figurer til væggen",
    "cirklen på papir": "mødets faser på A3",
    "bidrag": "antal, der sendes til den, der samler",
    "sammen.html": "egne tal ved siden af alles",
    "udgivelse": "det samlede billede: side, regneark, slides, data",
}

#: What is no output but is kept: which file, what is in it, and whom it belongs to.
_KEPT = (
    ("`om.toml`", "det, I skriver om jer selv", "hos teamet"),
    ("`logbog`", "det, mødet skriver ned, uden hvem og uden klokkeslæt", "hos teamet"),
    ("`papir.csv` og `sedler`", "noter læst af billeder, og håndskriften", "hos teamet"),
    ("`.svar.json`", "svar om, hvad der er navne; ordene står der ikke", "hos teamet"),
    ("`.bidragsnoegle.json`", "det hemmelige, enhedens tal bliver flyttet med", "hos teamet"),
    ("`.lavet.json`", "kontrolsummer af det, værktøjet har lavet", "hos teamet"),
    ("`.kit-slettet`", "et mærke, der skifter, når nogen bliver slettet", "hos teamet"),
    ("filer på `.age`", "låst: egne filer, kodelisten, lederens fil", "ejeren"),
    ("`intern` i en udgivelse", "loggen, og hvem der ikke har sendt", "den, der samler"),
    ("`.udgivelser` ved nøglen", "de mapper, der er udgivet til", "den, der samler"),
    ("`laeringskit-fejl.txt`", "hvor i koden det gik galt; ingen noter", "må sendes videre"),
)


def files_page() -> str:
    """Every kind of file that is made or kept, and where it may be."""
    rows = [
        (output.name, _IS[output.name], _RINGS[output.ring], "ja" if output.quotes else "")
        for output in outputs()
    ]
    parts = [
        "# Filer, der bliver lavet",
        "Det, der bliver lavet for at blive set, skrevet ud eller sendt, står i den første tabel. "
        "Andet af den slags kan ikke skrives. En fil, der bliver hos teamet, kan kun lægges i "
        "teamets mappe, og nederst i den står, hvornår den slettes.",
        _table(("Hvad", "Det er", "Ring", "Kan rumme det, nogen har sagt"), rows),
        "## Det, værktøjet selv husker",
        "Hvor der ikke står andet, ligger de i teamets mappe. Navne, der begynder med punktum, "
        "er skjult på de fleste computere. Filen med fejl ligger i brugerens egen mappe.",
        _table(("Hvor", "Hvad der står", "Hører til"), _KEPT),
    ]
    return "\n\n".join(parts) + "\n"


PAGES = {
    "kolonner": columns_page,
    "kommandoer": commands_page,
    "hvor_mange": policy_page,
    "om_toml": about_page,
    "fejl": problems_page,
    "filer": files_page,
    "skemaer": schemas_page,
}


def write_pages(folder: Path) -> None:
    """Write the pages where the book looks for them; a page that has not changed is left."""
    place = folder / "opslag"
    write_schemas(place / "skema")
    for name, make in PAGES.items():
        path, text = place / f"{name}.md", make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
