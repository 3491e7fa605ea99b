"""The page of what may go wrong: every message quoted is one the kit has just said."""

from __future__ import annotations

import ast
import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import kitlib
from kitlib.problems import KitError, Problem
from kitlib.stops import stops

__all__ = ["codes", "examples", "problems_page", "said"]

_HERE = Path(__file__).parent
_TODAY = dt.date(2026, 11, 2)  # the page says the same, whichever day it is made
_ABOUT = 'navn = "Solsikken"\nformaal = "At lære af hverdagen."\nslettes = 2027-06-30\n'
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


def examples() -> list[dict[str, Any]]:
    """The inputs that go wrong, in the order of the page."""
    with (_HERE / "fejl.toml").open("rb") as file:
        return list(tomllib.load(file)["fejl"])


def said(name: str, text: str) -> list[Problem]:
    """What the kit says of a folder with this one file in it."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "solsikken"
        folder.mkdir()
        (folder / "om.toml").write_text(_ABOUT, encoding="utf-8")
        if name == "om.toml":
            (folder / "postits.csv").write_text(_NOTES, encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
        try:
            team = kitlib.open_team(folder)
            return [*team.problems, *(stop.problem for stop in stops(team, today=_TODAY))]
        except KitError as stopped:
            return list(stopped.report)


def _words(node: ast.expr) -> str:
    """A message as the code has it, with … for what changes from time to time."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else "…"
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part) for part in node.values)
    return "…"


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Code and message of each problem that is made here, the message empty where it is made."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        code = named.get("code")
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            message = _words(node.args[0]) if node.args else ""
            yield code.value, "" if message == "…" else message


def codes() -> dict[str, dict[str, str]]:
    """Room -> code -> message, of every problem in the code."""
    root = Path(kitlib.__file__).parent
    found: dict[str, dict[str, str]] = {}
    for path in sorted(root.rglob("*.py")):
        room = _ROOMS.get(path.relative_to(root).parts[0], _REST)
        for code, message in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            here = found.setdefault(room, {})
            here[code] = here.get(code) or message
    return found


def _fence(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```"


def _example(one: dict[str, Any]) -> Iterator[str]:
    told = [p for p in said(one["fil"], one["foer"]) if p.code in one["koder"]]
    yield f"## {one['titel']}"
    yield f"I `{one['fil']}`:"
    yield _fence(one["foer"])
    yield "siger `laeringskit tjek`:"
    yield "\n>\n".join(f"> {problem}" for problem in told)
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
    parts.append("… står, hvor der kommer noget fra jeres egen fil: et navn på en fil, et antal.")
    for room, found in sorted(codes().items()):
        parts.append(f"### {room}")
        lines = (f"- `{code}` {message}".rstrip() for code, message in sorted(found.items()))
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
