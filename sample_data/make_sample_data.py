"""Make the invented sample data: one seed, the same bytes every time.

Run `python sample_data/make_sample_data.py`, or with a folder to write somewhere else.
What the units say and how they write it down lies in `_script/*.toml`; nobody in it exists.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

_HERE = Path(__file__).resolve().parent
if str(_HERE) not in sys.path:
    sys.path.insert(0, str(_HERE))

from _script import formats, register, rows  # noqa: E402
from _script.formats import Dialect, Table  # noqa: E402

SEED = 2026

_POSTITS = (
    "dato",
    "observation",
    "barn",
    "hvem_saa",
    "situation",
    "sammen_med",
    "tema",
    "tolkning",
    "barnets_ord",
    "maa_vises",
)
_COLUMNS = {
    "postits": _POSTITS,
    "postits_antal": ("dato", "situation", "tema", "antal"),
    "kigget": ("dato", "gange"),
    "video": (
        "start",
        "slut",
        "aktor",
        "hvad",
        "virkning",
        "tema",
        "klip",
        "dato",
        "tolkning",
        "maa_vises",
    ),
    "dialoglineal": (
        "borger",
        "dato",
        "tidspunkt",
        "borger_tal",
        "maal_tal",
        "maal",
        "borger_ord",
        "medarbejder_tal",
        "medarbejder_ord",
        "naeste_opfoelgning",
        "maa_vises",
    ),
    "who5": ("fra", "til", "retning", "antal"),
}
_OWN_WHO5 = (
    "borger",
    "tidspunkt",
    "dato",
    "q1",
    "q2",
    "q3",
    "q4",
    "q5",
    "eget_tal",
    "eget_spoergsmaal",
    "hvem_svarer",
    "alder",
    "ord",
)

_OM_HEAD = (
    "# OPDIGTET. Ingen af personerne, stederne eller hændelserne findes.\n"
    "# Lavet af sample_data/make_sample_data.py. Der er ingen slettes-dato, for der er ingen\n"
    "# rigtige personer at slette.\n"
)
_OM_TAIL: dict[str, Any] = {
    "formaal": "At lære værktøjet at kende. Data er opdigtede.",
    "hjemmel": "Ingen er nødvendig, for ingen af personerne findes.",
    "dataansvarlig": "Ingen, for der er ingen personoplysninger.",
    "adgang": "Alle. Data er opdigtede.",
    "opdigtet": True,
}
_REGISTER = (
    "OPDIGTET. Ingen af personerne og ingen af enhederne findes, og tallene er ikke målt.\n"
    "Lavet af sample_data/make_sample_data.py.\n"
)


def make() -> dict[str, bytes]:
    """Return every sample file but the README: path below sample_data -> bytes."""
    units = _texts("enheder")
    rulers = _texts("linealer")
    made: dict[str, bytes] = {}
    for name, unit in units.items():
        made[f"{name}/om.toml"] = _om_toml(unit["om"])
        tables = _tables(name, unit, rulers.get(name, {}))
        made.update(_files(name, unit, tables))
        made.update(_timecodes(name, unit))
    made.update(_mine(rulers["mit"]))
    made.update(_register([unit["om"] for unit in units.values()]))
    return made


def _texts(name: str) -> dict[str, Any]:
    path = _HERE / "_script" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _tables(name: str, unit: Mapping[str, Any], citizens: Mapping[str, Any]) -> dict[str, Table]:
    rng = Random(f"{SEED} {name}")
    texts = _texts(name)
    looked = unit.get("kigget", {})
    closed = looked.get("lukket", ())
    roles = tuple(unit["om"].get("roller", ()))
    found: dict[str, list[rows.Row]] = {
        "postits": rows.notes(texts.get("del", ()), roles, rng, closed=closed),
        "postits_antal": rows.piles(texts.get("antal", ())),
        "video": rows.video(_texts(f"{name}_video").get("klip", texts.get("klip", ()))),
        "dialoglineal": rows.ruler(citizens),
        "who5": rows.who5_counts(texts.get("who5", {}).get("antal", ())),
    }
    if looked:
        found["kigget"] = rows.days_looked(
            found["postits"], looked["fra"], looked["til"], rng, closed=closed
        )
    return {t: Table.of(found[t], _COLUMNS[t]) for t in _COLUMNS if found.get(t)}


def _files(name: str, unit: Mapping[str, Any], tables: Mapping[str, Table]) -> dict[str, bytes]:
    """Write a unit's tables the way it writes them: one workbook, or a file each."""
    dialect = Dialect(**unit.get("dialekt", {}))
    books: dict[str, Callable[[Mapping[str, Table], Dialect], bytes]] = {
        ".xlsx": formats.xlsx_bytes,
        ".ods": formats.ods_bytes,
    }
    kind = unit.get("filtype", ".csv")
    if kind in books:
        return {f"{name}/data{kind}": books[kind](tables, dialect)}
    return {f"{name}/{t}{kind}": formats.csv_bytes(table, dialect) for t, table in tables.items()}


def _timecodes(name: str, unit: Mapping[str, Any]) -> dict[str, bytes]:
    """Write a film's notes as ELAN does, and who is behind each tier."""
    made = {}
    for film, tiers in unit.get("elan", {}).items():
        notes = {tier: [(a, b, text) for a, b, text in found] for tier, found in tiers.items()}
        made[f"{name}/{film}.eaf"] = formats.eaf_bytes(notes, "film_der_ikke_findes.mp4")
    if roles := unit.get("roller_i_film"):
        lines = "".join(f"{_quoted(tier)} = {_quoted(role)}\n" for tier, role in roles.items())
        text = f"# OPDIGTET. Hvem der står bag lagene i filmens noter.\n[aktor]\n{lines}"
        made[f"{name}/roller.toml"] = text.encode()
    return made


def _mine(citizens: Mapping[str, Any]) -> dict[str, bytes]:
    """Write two employees' own files with their citizens (ring mit)."""
    texts = _texts("mit")
    rng = Random(f"{SEED} mit")
    about = {
        "navn": "Mine egne (opdigtet)",
        "type": "andet",
        "nysgerrig": "Hvem kan holde fast, når forløbet er slut?",
        "who5_hvem": "borgere",
        "who5_kodning": "0-5",
    }
    psychologist = rows.own_who5(texts["psykolog"], date(2025, 9, 8), rng)
    worker = rows.own_who5(texts["ungemedarbejder"], date(2025, 11, 3), rng)
    ruler = Table.of(rows.ruler(citizens), _COLUMNS["dialoglineal"])
    return {
        "mit/om.toml": _om_toml(about),
        "mit/psykolog_who5.csv": formats.csv_bytes(
            Table.of(psychologist, _OWN_WHO5), Dialect(encoding="utf-8-sig")
        ),
        "mit/ungemedarbejder_who5.csv": formats.csv_bytes(
            Table.of(worker, _OWN_WHO5), Dialect(encoding="cp1252", dates="%d.%m.%Y")
        ),
        "mit/ungemedarbejder_dialoglineal.csv": formats.csv_bytes(
            ruler, Dialect(encoding="utf-8-sig", dates="{d}/{m} {y}")
        ),
    }


def _register(samples: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """Write a central register of many units, and the list of every unit there is."""
    groups = _texts("register")
    units = register.spread_out(groups)
    ruled = register.having(units, groups, "effektvurdering")
    asked = register.having(units, groups, "who5")
    effects = register.effects(ruled, f"{SEED} effektvurdering")
    wellbeing = register.wellbeing(asked, f"{SEED} who5")
    listed = register.all_units(units, samples)
    place, whose = ("enhed", "type", "distrikt"), ("person", "halvaar")
    tables = {
        "effektvurdering": Table.of(effects, (*place, *whose, "start", "nu", "udfald")),
        "who5": Table.of(wellbeing, (*place, *whose, "retning")),
        "enheder": Table.of(listed, place),
    }
    made = {
        f"register/{name}.csv": formats.csv_bytes(table, Dialect(encoding="utf-8-sig"))
        for name, table in tables.items()
    }
    return {**made, "register/OPDIGTET.txt": _REGISTER.encode()}


def _om_toml(about: Mapping[str, Any]) -> bytes:
    lines = [f"{key} = {_value(value)}" for key, value in {**about, **_OM_TAIL}.items()]
    return (_OM_HEAD + "format = 1\n" + "\n".join(lines) + "\n").encode("utf-8")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    return _quoted(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main(folder: Path = _HERE) -> None:
    """Write every file below a folder."""
    for name, content in make().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE)
