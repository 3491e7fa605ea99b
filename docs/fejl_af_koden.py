"""The page of what may go wrong: every message quoted is one the kit has just said."""

from __future__ import annotations

import ast
import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import kitlib
from kitlib.problems import KitError, Problem
from kitlib.stops import stops

__all__ = ["codes", "examples", "problems_page", "said"]

_HERE = Path(__file__).parent
_TODAY = dt.date(2026, 11, 2)  # the page says the same, whichever day it is made
_ABOUT = """navn = "Solsikken"
type = "{kind}"
formaal = "At lære af hverdagen."
slettes = 2027-06-30
"""
_NOTES = "dato;observation\n3-3-2026;Tager selv bukserne på.\n"
_ROOMS = {
    "reading": "Filer, der læses",
    "settings": "Det, I skriver i om.toml og de andre .toml-filer",
    "instruments": "Kolonner og svar",
    "circle": "Mødet",
    "privacy": "Navne, nøgler og beskyttelse",
    "editing": "Din egen fil",
    "contribution": "Bidraget",
    "pooled": "Det samlede billede",
    "disclosure": "Det samlede billede",
    "material": "Papir",
    "onefile": "Den ene fil",
    "engines": "Den ene fil",
}
_REST = "Mappen og det øvrige"
#: What is said where the message is put together as it is needed.
_MADE = {
    "bekymring": "En note lyder som en bekymring for et barn.",
    "bidrag_regel": "Tallene i bidraget passer ikke sammen. Der står, hvad det er.",
    "billede_daekket": "Billeder af håndskrift vises ikke, fordi et navn er dækket i notens ord.",
    "eget_dobbelt": "Din egen fil ligger både låst og læsbar.",
    "eget_regneark": "Filen er for stor, eller den er skrevet, så siden ikke kan vise den.",
    "elan": "Filen er ikke en ELAN-fil, eller den er beskadiget.",
    "ikke_installeret": "En del af værktøjet er ikke installeret. Der står, hvilken.",
    "laest_som": "Noget kan læses på flere måder. Der står, hvordan det er læst.",
    "logbog_udeladt": "En linje i mødets logbog kan ikke læses og er udeladt.",
    "maskine_…": "Computeren sagde nej, fx fordi disken er fuld.",
    "noegle_i_mappen": "Listen over koder eller en nøgle må ikke ligge i teamets mappe.",
    "roller_form": "Noget i roller.toml er ikke skrevet, som det skal.",
    "seddel_udeladt": "Så mange sedler er tomme eller var læst i forvejen. De er ikke taget med.",
    "session_bekymring": "En note lyder som en bekymring for et barn.",
    "synonym_ukendt": "Ordet '…' kendes ikke.",
    "udgivelse_ord": "Et ord, der ville komme ud, kan være et navn.",
}
_CODE = re.compile("[a-z][a-z0-9]*(_[a-z0-9…]+)*")  # … where it ends as the machine says


def examples() -> list[dict[str, Any]]:
    """The inputs that go wrong, in the order of the page."""
    with (_HERE / "fejl.toml").open("rb") as file:
        return list(tomllib.load(file)["fejl"])


def said(name: str, text: str) -> list[Problem]:
    """What the kit says of a folder with this one file in it."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "solsikken"
        folder.mkdir()
        kind = "unge" if name == "who5.csv" else "dagtilbud"  # WHO-5 is not for small children
        (folder / "om.toml").write_text(_ABOUT.format(kind=kind), encoding="utf-8")
        if name == "om.toml":
            (folder / "postits.csv").write_text(_NOTES, encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
        try:
            team = kitlib.open_team(folder)
            return [*team.problems, *(stop.problem for stop in stops(team, today=_TODAY))]
        except KitError as stopped:
            return list(stopped.report)


def _words(node: ast.expr, held: Mapping[str, ast.expr]) -> str:
    """A message as the code has it, with … for what changes from time to time."""
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.JoinedStr(values=parts):
            return "".join(_words(part, held) for part in parts)
        case ast.FormattedValue(value=one):
            return _words(one, held)
        case ast.Name(id=name) if name in held:
            return _words(held[name], {k: v for k, v in held.items() if k != name})
        case ast.Call(func=ast.Name(id="plural"), args=[_, _, many]):
            return f"… {_words(many, held)}"
        case ast.IfExp(body=one) | ast.Tuple(elts=[one, *_]) | ast.Subscript(value=one):
            return _words(one, held)
    return "…"


def _held(tree: ast.AST, before: ast.AST | None = None) -> dict[str, ast.expr]:
    """What a name stands for where a message is made of it: what it was last given before that."""
    given = [
        (node.lineno, node.targets[0].id, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]
    ends = getattr(before, "lineno", float("inf"))
    told = sorted((one for one in given if one[0] < ends), key=lambda one: one[0])
    return {name: value for _, name, value in told}


def _takers(tree: ast.AST, what: str) -> dict[str, int]:
    """Functions that are handed a code, or a message, in a place of its own, and which that is."""
    found = {"Problem": 0, "stop": 1} if what == "message" else {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args if one.arg not in ("self", "cls")]
            if what in names:
                found[node.name] = names.index(what)
    return found


def _given(call: ast.Call, word: str, places: Mapping[str, int]) -> ast.expr | None:
    """What a call gives by this word, or in its place."""
    by_word = next((keyword.value for keyword in call.keywords if keyword.arg == word), None)
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    place = places.get(name, len(call.args))
    return by_word or (call.args[place] if place < len(call.args) else None)


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Code and message of each problem that is made here, the message empty where it is made."""
    known = {name: said for name, said in _held(tree).items() if name.isupper()}
    codes, messages = _takers(tree, "code"), _takers(tree, "message")
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for part in (*functions, tree):
        for node in ast.walk(part):
            given = _given(node, "code", codes) if isinstance(node, ast.Call) else None
            code = _words(given, known) if given else ""
            if isinstance(given, ast.Name) and given.id not in {"code", *known}:
                yield from _told(part)
            if _CODE.fullmatch(code):
                held = known if part is tree else {**known, **_held(part, node)}
                message = _given(node, "message", messages)
                those = [message] if message else [one for one in node.args if one is not given]
                said = [_words(one, held).replace("… …", "…") for one in those]
                yield code, next((words for words in said if " " in words.strip("… ")), "")


def _told(part: ast.AST) -> Iterator[tuple[str, str]]:
    """Code and message of what is first gathered: message, hint, code."""
    for node in ast.walk(part):
        if isinstance(node, ast.Tuple) and len(node.elts) == 3:
            code = _words(node.elts[-1], {})
            if _CODE.fullmatch(code):
                yield code, _words(node.elts[0], _held(part, node))


def codes(root: Path | None = None) -> dict[str, dict[str, str]]:
    """Room -> code -> message, of every problem in the code."""
    root = root or Path(kitlib.__file__).parent
    trees = {
        path.relative_to(root): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.py"))
    }
    found: dict[str, dict[str, str]] = {}
    for path, tree in trees.items():
        room = _ROOMS.get(path.parts[0], _REST)
        for code, message in _calls(tree):
            here = found.setdefault(room, {})
            here[code] = here.get(code) or message
    return found


def _fence(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```"


def _those(one: dict[str, Any]) -> list[Problem]:
    return [p for p in said(one["fil"], one["foer"]) if p.code in one["koder"]]


def _example(one: dict[str, Any]) -> Iterator[str]:
    told = {p: None for p in map(str, _those(one))}
    yield f"## {one['titel']}"
    yield f"I `{one['fil']}`:"
    yield _fence(one["foer"])
    yield "siger `laeringskit tjek`:"
    yield "\n>\n".join(f"> {problem}" for problem in told)  # two ways to it may say the same
    yield one["grund"]
    if one["efter"]:
        yield "Sådan skal det stå:"
        yield _fence(one["efter"])


def problems_page() -> str:
    """What goes wrong most often, with the mended example, and then everything the kit can say."""
    parts = [
        "# Fejl, og hvad man gør",
        "`laeringskit tjek MAPPE` siger alle fejl på én gang. En **fejl** holder noget ude; en "
        "**advarsel** siger kun, hvad der er gjort. Intet i jeres filer bliver ændret.",
    ]
    for one in examples():
        parts += _example(one)
    parts.append("## Alt, hvad værktøjet kan sige")
    parts.append(
        "… står, hvor der kommer noget fra jeres egen fil: et navn på en fil, et antal. Det, I kan "
        "gøre, står altid efter selve beskeden."
    )
    for room, found in sorted(codes().items()):
        parts.append(f"### {room}")
        lines = (f"- `{code}` {said or _MADE[code]}" for code, said in sorted(found.items()))
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
