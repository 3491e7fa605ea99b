"""The shapes schemas are put together of: texts, days, objects, a dataclass's fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_type_hints

import pandas

__all__ = [
    "DAY",
    "FLAG",
    "SAID",
    "TEXT",
    "TEXTS",
    "WHOLE",
    "Schema",
    "fields_of",
    "named",
    "object_of",
    "one_of",
]

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
SAID: Schema = {"type": "string", "pattern": r"\S"}
FLAG: Schema = {"type": "boolean"}
TEXTS: Schema = {"type": "array", "items": TEXT}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
WHOLE: Schema = {"type": "integer"}
_OF_TYPE = {
    str: TEXT,
    bool: FLAG,
    int: WHOLE,
    date: DAY,
    date | None: DAY,
    tuple[str, ...]: TEXTS,
}


def object_of(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """A table with these keys and no others."""
    made: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    return made | ({"required": list(required)} if required else {})


def one_of(words: tuple[str, ...] | list[str]) -> Schema:
    """One of some words."""
    return {"enum": list(words)}


def named(title: str, schema: Schema) -> Schema:
    """A schema that stands alone, by its title."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | schema


def fields_of(cls: type, leave: tuple[str, ...] = ()) -> dict[str, Schema]:
    """Property of each field of a dataclass, by the type it is declared with."""
    hints = get_type_hints(cls, localns={"pd": pandas})
    return {name: _OF_TYPE[kind] for name, kind in hints.items() if name not in leave}
