"""JSON Schema of every file format that others may write or read, made of the code.

The books' readers get them as files beside the page `opslag/skemaer`. A day in TOML is written as
text, such as "2027-06-30": JSON has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from skema_former import (
    FLAG,
    SAID,
    TEXT,
    TEXTS,
    WHOLE,
    Schema,
    fields_of,
    named,
    object_of,
    one_of,
)

from kitlib.about import FORMAT as ABOUT_FORMAT
from kitlib.about import KINDS, MAX_VIEWS, WHO5_WHO, About
from kitlib.circle import parsing
from kitlib.contribution import file as contribution
from kitlib.contribution.model import LONGEST_LABEL, PERIOD, QUARTER, Contribution
from kitlib.disclosure.steps import MODULUS
from kitlib.persons import FORMS, PERSONS
from kitlib.pooled.tables import COLUMNS
from kitlib.settings.shape import together
from kitlib.texts import extra_of, load, own_files

__all__ = ["SCHEMAS", "schemas_page", "wording_schema", "write_schemas"]


def about_schema() -> Schema:
    """om.toml."""
    given = fields_of(About, leave=("problems", "own")) | {
        "type": one_of(KINDS),
        "personord": one_of(["", *PERSONS]),
        "visninger": TEXTS | {"maxItems": MAX_VIEWS},
        "koder": {"type": "array", "items": {"type": ["string", "integer"]}},
        "who5_hvem": one_of(["", *WHO5_WHO]),
        "who5_kodning": one_of(["", "0-5", "1-6"]),
        "format": {"const": ABOUT_FORMAT},
        "navn": SAID,
    }
    real = {"required": ["formaal", "slettes"], "properties": {"formaal": SAID}}
    invented = {"required": ["opdigtet"], "properties": {"opdigtet": {"const": True}}}
    whole = object_of(given, ("navn",)) | {"anyOf": [real, invented]}
    return named("om.toml", whole)


_MINUTES: Schema = {"type": "integer", "minimum": 1, "maximum": parsing.MOST_MINUTES}
_KEY: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_]*$"}


def _of_keys(keys: tuple[str, ...], kinds: Mapping[str, Schema], need: tuple[str, ...]) -> Schema:
    return object_of({key: kinds.get(key, TEXT) for key in keys}, need)


def circle_schema() -> Schema:
    """A circle: its phases, and what may be written in each."""
    field = _of_keys(
        parsing.FIELD_KEYS,
        {
            "noegle": _KEY,
            "tekst": SAID,
            "slags": one_of(parsing.KINDS),
            "doemmende_ord": FLAG,
            "skjult": FLAG,
            "forside": one_of(parsing.FRONT),
        },
        ("noegle", "tekst"),
    )
    phase = _of_keys(
        parsing.PHASE_KEYS,
        {
            "noegle": _KEY,
            "navn": SAID,
            "minutter": _MINUTES,
            "spoergsmaal": TEXTS,
            "dele": {"type": "array", "items": one_of(parsing.PARTS)},
            "naar": one_of(parsing.WHEN),
            "felter": {"type": "array", "items": field},
        },
        ("navn", "minutter"),
    )
    kinds = {
        "format": {"const": parsing.FORMAT},
        "titel": SAID,
        "minutter": _MINUTES,
        "faser": {"type": "array", "items": phase, "minItems": 1},
    }
    return named("Cirkel", _of_keys(parsing.CIRCLE_KEYS, kinds, ("titel", "faser")))


_GAP = re.compile(r"\{([^{}]*)\}")


def _texts_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts_in(each)]


def _like(value: Any, extra: Mapping[str, Any]) -> Schema:
    """What may stand where the kit has this value; a text's gaps are told, not enforced."""
    if isinstance(value, bool):
        return FLAG
    if isinstance(value, int):
        return {"type": "integer", "minimum": 1}
    if isinstance(value, dict):
        return object_of({k: _like(v, extra) for k, v in {**extra, **value}.items()})
    if isinstance(value, list):
        return {"type": "array", "items": _item(value, extra)}
    gaps = sorted({*_GAP.findall(value)} - set(FORMS))
    shown = {"description": f"Må rumme {', '.join(f'{{{g}}}' for g in gaps)}."} if gaps else {}
    return TEXT | shown


def _item(values: list[Any], extra: Mapping[str, Any]) -> Schema:
    if values and isinstance(values[0], list):
        return {"type": "array", "items": TEXT}
    if not values or not isinstance(values[0], dict):
        return TEXT
    every = together(values)
    needed = tuple(key for key in every if all(key in one for one in values))
    return object_of({k: _like(v, extra) for k, v in {**extra, **every}.items()}, needed)


def wording_schema(name: str) -> Schema:
    """A wording file of a team's own: keys and kinds as the kit's, any of them left out."""
    file = name.rpartition("/")[2] + ".toml"
    return named(file, _like(load(name), extra_of(file)))


def _half_open(pattern: re.Pattern[str]) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern.pattern})$"}


def contribution_schema() -> Schema:
    """A contribution, opened where it was sealed. Its checksum covers manifest and tables."""
    kinds = fields_of(Contribution, leave=("rows", "sort")) | {
        "enhed": SAID | {"maxLength": LONGEST_LABEL},
        "type": one_of(KINDS),
        "kvartal": _half_open(QUARTER),
        "nr": {"type": "integer", "minimum": 1},
        "dele": {"type": "integer", "minimum": 1},
        "sort": one_of(["bidrag", "del", "tilbage"]),
    }
    maybe: Schema = {"type": ["integer", "null"]}
    cell: dict[str, Schema] = {
        "a": {"type": "string"},
        "b": {"type": "string"},
        "periode": _half_open(PERIOD),
        "antal": {"type": "integer", "minimum": 0},
        "personer": maybe,
        "sum": maybe,
        "noegle": {"type": "integer", "minimum": 0, "maximum": MODULUS - 1},
    }
    row = {
        "description": ", ".join(contribution.CELL),
        "type": "array",
        "prefixItems": [cell[name] for name in contribution.CELL],
        "minItems": len(cell),
        "maxItems": len(cell),
    }
    table = {"tabel": TEXT, "n": {"type": "integer", "minimum": 0}}
    table |= {"felter": {"type": "array", "items": row}}
    keys = contribution.KEYS
    whole: dict[str, Schema] = {
        "laeringskit": {"const": "bidrag"},
        "format": {"const": contribution.FORMAT},
        "kontrol": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "manifest": object_of({key: kinds[key] for key in keys}, keys),
        "tabeller": {"type": "array", "items": object_of(table, tuple(table))},
    }
    return named("Bidrag", object_of(whole, tuple(whole)))


def release_schema() -> Schema:
    """datapackage.json of a release: a Frictionless package with the tables and their method."""
    field = {
        "type": "object",
        "required": ["name", "type", "description"],
        "properties": {"name": one_of(list(COLUMNS)), "type": one_of(["string", "integer"])},
    }
    schema = {
        "type": "object",
        "required": ["fields", "missingValues", "primaryKey"],
        "properties": {
            "primaryKey": TEXTS,
            "missingValues": TEXTS,
            "fields": {
                "type": "array",
                "items": field,
                "minItems": len(COLUMNS),
                "maxItems": len(COLUMNS),
            },
        },
    }
    resource = {
        "type": "object",
        "required": ["name", "path", "format", "bytes", "hash"],
        "properties": {
            "bytes": WHOLE,
            "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
            "schema": schema,
        },
    }
    table = {
        "navn": TEXT,
        "spoergsmaal": TEXT,
        "taeller": TEXT,
        "perioder": TEXTS,
        "forbehold": TEXT,
    }
    whole: dict[str, Schema] = {
        "profile": {"const": "data-package"},
        "name": TEXT,
        "title": TEXT,
        "description": TEXT,
        "created": TEXT,
        "licenses": {"type": "array", "items": object_of({"name": TEXT}, ("name",))},
        "resources": {"type": "array", "items": resource, "minItems": 1},
        "tabeller": {"type": "array", "items": object_of(table, tuple(table))},
        "metode": one_of(["noegle", "skjul"]),
    }
    return named("Udgivelse", object_of(whole, tuple(whole)))


#: File -> (what it is of, how it is made).
SCHEMAS: dict[str, tuple[str, Callable[[], Schema]]] = {
    "om": ("`om.toml`: hvad et team siger om sit materiale. Udgave 1.", about_schema),
    "cirkel": ("En cirkel: trin, spørgsmål, minutter og felter. Udgave 1.", circle_schema),
    "bidrag": (
        f"Et bidrag, når det er låst op. Udgave {contribution.FORMAT}.",
        contribution_schema,
    ),
    "udgivelse": ("`datapackage.json` i en udgivelse.", release_schema),
    **{
        f"tekster_{file.removesuffix('.toml')}": (
            f"`tekster/{file}`: jeres egne ord i stedet for værktøjets.",
            lambda name=name: wording_schema(name),
        )
        for file, name in own_files().items()
    },
}


def schemas_page() -> str:
    """What there is a schema of, each with its file."""
    parts = [
        "# Skemaer til andre programmer",
        "Til dig, der vil lave eller læse filerne med et andet program. Hvert skema er "
        "JSON Schema (2020-12) og er lavet af koden. En TOML-fil passer til sit skema, når den er "
        "læst ind; en dato skrives som `2027-06-30`. Skemaet siger, om filen har den rigtige form. "
        "`laeringskit tjek` siger også resten, på dansk og med linjen.",
        *(
            f"- {about} {{download}}`{name}.schema.json <skema/{name}.schema.json>`"
            for name, (about, _) in SCHEMAS.items()
        ),
    ]
    return "\n\n".join(parts[:2]) + "\n\n" + "\n".join(parts[2:]) + "\n"


def write_schemas(folder: Path) -> None:
    """Write each schema below a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (_, make) in SCHEMAS.items():
        text = json.dumps(make(), ensure_ascii=False, indent=1) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
