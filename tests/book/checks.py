"""What the book's own pages are held to, quick enough to try a lie of each kind on.

Each check takes the root of a checkout, or of a copy with a lie in it, and returns how many things
it looked at and what it found wrong.
"""

import doctest
import json
import math
import re
import shlex
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click

import kitlib
from kitlib.cli.app import app

_KIT = Path(kitlib.__file__).parent
_MADE = {"opslag", "_site"}
_FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`(laeringskit [^`]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+\.png)\)")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")


def pages(root):
    """What people wrote of the book, by its path."""
    found = (p for p in (root / "docs").rglob("*.md") if p.parent.name not in _MADE)
    return {path: path.read_text("utf-8") for path in (*found, root / "README.md")}


def commands(root):
    """Every command is there, and takes what is written after it."""
    from kitlib.cli import load_commands
    from kitlib.cli.app import app

    load_commands()
    seen, wrong = 0, []
    for path, text in pages(root).items():
        fenced = [line for _, block in _FENCE.findall(text) for line in block.splitlines()]
        for line in [x for x in fenced if x.startswith("laeringskit ")] + _INLINE.findall(text):
            name, *words = shlex.split(line)[1:]
            if name.isupper() or name.startswith("-"):
                continue
            seen += 1
            try:
                parser = app.commands[name].make_parser(click.Context(app.commands[name]))
                left = parser.parse_args(words)[1]
            except (KeyError, click.UsageError) as error:
                left = [str(error)]
            if left:
                wrong.append(f"{path.name}: {line}: {left}")
    return seen, wrong


def snippets(root):
    """Every snippet can be read, and each answer quoted in one is the answer it gives."""
    seen, wrong = 0, []
    commands = dict(app.commands)
    for path, text in pages(root).items():
        for kind, block in _FENCE.findall(text):
            try:
                if kind == "toml":
                    tomllib.loads(block)
                elif kind == "python":
                    module = ModuleType("snippet")
                    exec(compile(block, path.name, "exec"), module.__dict__)
                    for found in doctest.DocTestFinder().find(module):
                        runner = doctest.DocTestRunner(verbose=False)
                        if runner.run(found, out=lambda _: None).failed:
                            wrong.append(f"{path.name}: {found.name}")
                else:
                    continue
            except (SyntaxError, tomllib.TOMLDecodeError) as error:
                wrong.append(f"{path.name}: {error}")
            finally:
                # A snippet that adds a command adds it to the kit these tests run in.
                app.commands.clear()
                app.commands.update(commands)
            seen += 1
    return seen, wrong


@cache
def _said():
    """All the kit says, in code and in words users may edit, without air."""
    kinds = {".py", ".js", ".toml", ".html", ".typ"}
    texts = (p.read_text("utf-8") for p in _KIT.rglob("*") if p.suffix in kinds)
    return re.sub(r"\s+", " ", re.sub(r'"\s*\n\s*f?"', "", "\n".join(texts)))


#: What is bold for its weight, and is no button, heading or word of the kit's.
_WEIGHT = {"En dato", "Næste halvår", "Skriv formålet sammen med teamet", "Øverst til højre"}


def messages(root):
    """Each button, heading and message that is named in bold is one the kit has."""
    seen, wrong = 0, []
    for path, text in pages(root).items():
        if path.parent.name == "viderefoert":
            continue
        for words in _BOLD.findall(text):
            if words.endswith((".", ":", ",", "?")) or words in _WEIGHT:
                continue
            seen += 1
            if words not in _said():
                wrong.append(f"{path.name}: {words}")
    return seen, wrong


def examples(root):
    """What goes wrong in each example is what the kit says does, and no more once it is mended."""
    made = import_module("fejl_af_koden")
    with (root / "docs" / "fejl.toml").open("rb") as file:
        told = tomllib.load(file)["fejl"]
    wrong = []
    for one in told:
        before = {p.code for p in made.said(one["fil"], one["foer"])}
        after = {p.code for p in made.said(one["fil"], one["efter"])} if one["efter"] else set()
        if not set(one["koder"]) <= before - after:
            wrong.append(one["titel"])
    return len(told), wrong


def codes(root):
    """Each code a problem may have is on the page of what may go wrong."""
    made = import_module("fejl_af_koden").codes(root / "kitlib")
    listed = {code for room in made.values() for code in room}
    written = [
        (path.name, said)
        for path in (root / "kitlib").rglob("*.py")
        for said in re.findall(r"\bcode=([^,)\n]+)", path.read_text("utf-8"))
    ]
    # Handed on by whoever named it, or a name for one; a code that is worked out is on no page.
    handed = re.compile(r"code|c|[a-z]+\.code|[A-Z_]+|f\".*")
    wrong = {
        f"{name}: {said}"
        for name, said in written
        if not handed.fullmatch(said) and said.strip('"') not in listed
    }
    return len(listed), sorted(wrong)


def columns(root):
    """Each heading of a table to be typed is a column of the kit's."""
    from kitlib.instruments import all_instruments
    from kitlib.reading.names import Names

    tables = [
        columns
        for one in all_instruments().values()
        for columns in (one.columns, one.own_columns, *one.tables.values())
    ]
    rows = [
        (path.name, re.split(r";", block.splitlines()[0]))
        for path, text in pages(root).items()
        for kind, block in _FENCE.findall(text)
        if kind in ("", "text") and re.match(r"[a-z]+(;[a-z_]+)+\n", block)
    ]
    started = (root / "docs" / "kom_i_gang.md").read_text("utf-8")
    rows += [
        ("kom_i_gang.md", [cell.strip() for cell in row.strip("|").split("|")])
        for row in re.findall(r"^(\|.*)\n\|[-|]+\|$", started, re.MULTILINE)
    ]
    units = {"enhed", "type", "distrikt"}
    wrong = [
        f"{page}: {heads}"
        for page, heads in rows
        if set(heads) != units and not any(all(map(Names.of(t).match, heads)) for t in tables)
    ]
    return sum(len(heads) for _, heads in rows), wrong


def links(root):
    """Each page that is led to is there, by hand or made."""
    made = {"kolonner", "kommandoer", "hvor_mange", "om_toml", "fejl", "filer", "skemaer"}
    seen, wrong = 0, []
    for path, text in pages(root).items():
        for to in _LINK.findall(text):
            if "://" in to:
                continue
            seen += 1
            target = (path.parent / to).resolve()
            if not (target.exists() or (target.parent.name == "opslag" and target.stem in made)):
                wrong.append(f"{path.name}: {to}")
    return seen, wrong


def pictures(root):
    """Each picture is there, is used, and is of the walk whose words were read."""
    walked = json.loads((root / "docs" / "billeder" / "ord.json").read_text("utf-8"))
    used = {
        Path(to).stem
        for text in pages(root).values()
        for to in _PICTURE.findall(text)
        if "billeder/" in to
    }
    there = {path.stem for path in (root / "docs" / "billeder").glob("*.png")}
    return len(walked), sorted((set(walked) ^ used) | (set(walked) ^ there))


def glossary(root):
    """Each word of the glossary is one the kit says, in Danish and in the code; none is left out.

    What stands in italics says what a word means that the code has not.
    """
    text = (root / "docs" / "ordliste.md").read_text("utf-8")
    rows = re.findall(r"^\| (?!Dansk)([^|]+) \| [^|]+ \| ?([^|]*) \|$", text, re.MULTILINE)
    said = _said().casefold()
    wrong = [
        f"{danish}: {word}"
        for danish, english in rows
        for word in (danish.split()[-1], english.strip())
        if not (
            word.startswith("*") or (word and re.search(rf"\b{re.escape(word.casefold())}", said))
        )
    ]
    return len(rows), wrong


def _worked():
    """The worked examples of one person's change, as the code works them."""
    from kitlib.dansk import number
    from kitlib.evidence import reliable_change, reliable_threshold
    from kitlib.instruments.dialoglineal.scores import RULER_R, RULER_SD
    from kitlib.instruments.who5.change import WHO5_R, WHO5_SD

    for before, after in ((40, 64), (44, 60)):
        change = reliable_change(before, after, sd=WHO5_SD, r=WHO5_R)
        times = str(round(change.rci, 1)).replace(".", ",")
        said = "tydeligt" if change.label.startswith("tydeligt") else "det kan være tilfældigt"
        moved = f"Fra {before} til {after} er {after - before} point"
        yield f"{moved}, og det er {times} gange usikkerheden: {said}"
    steps = reliable_threshold(sd=RULER_SD, r=RULER_R, grid=1)
    ruler = f"sat til {number(RULER_SD)} og sammenhængen til {number(RULER_R)}"
    yield f"{ruler}, så det kræver {('nul', 'et', 'to', 'tre', 'fire')[int(steps)]} trin"
    hangs = f"hænger sammen med {str(WHO5_R).replace('.', ',')}"
    yield f"spredningen er {number(WHO5_SD)}, og to målinger af de samme mennesker {hangs}"


def figures(root):
    """Each number that the code decides stands in the book as the code has it."""
    from kitlib.circle import read_circle
    from kitlib.evidence.policy import POLICY
    from kitlib.texts import load

    words = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")
    leaves = next(p.n for p in POLICY if p.leaves)
    minutes = sum(phase.minutes for phase in read_circle().phases)
    moving = load("udgivelse")["regler"]["flytning"]
    furthest, usual = moving["hoejst"], math.ceil(moving["varians"] ** 0.5)
    told = [
        ("mine_egne_borgere.md", f"færre end {words[leaves]},"),
        ("det_samlede_billede.md", f"Under {words[leaves]} står der **få**"),
        ("tallene_bag.md", f"højst {furthest} op eller ned, for det meste under {usual},"),
        ("hold_et_moede.md", f"tager {minutes} minutter"),
        ("til_lederen.md", f"tager {minutes} minutter"),
        ("jeres_egen_cirkel.md", f"{read_circle().minutes} minutter, {minutes} når"),
        *(("tallene_bag.md", said) for said in _worked()),
    ]
    wrong = [
        f"{page}: {said}"
        for page, said in told
        if said not in (root / "docs" / page).read_text("utf-8").replace("\n", " ")
    ]
    return len(told), wrong
