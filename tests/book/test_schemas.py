"""The schemas say what the kit's own readers say: each value is taken by both, or by neither."""

import json
import tomllib

import pytest
from jsonschema import Draft202012Validator as Validator

from kitlib.about import read_about
from kitlib.circle.circlefile import known_circles
from kitlib.circle.parsing import parse_circle
from kitlib.problems import KitError
from kitlib.texts import load, own_files, own_words

DAY = "2027-06-30"


def fits(schema, value):
    """Whether a value fits, as a program with JSON alone would find."""
    return Validator(schema).is_valid(json.loads(json.dumps(value, default=str)))


#: One of each kind of thing that may stand behind a key, and what any reader should stumble over.
WORDS = ("ord", "", "0-5", "unge", "skole", "barn", "svar", "proevehandling", "æ b")
LISTS = ("[]", '["a"]', '["a", "b", "c", "d"]', "[1]", "[true]", '["visninger"]', "[[]]", "[{}]")
OTHERS = ("1", "0", "-3", "2.5", "481", "true", "false", "{}", "{a = 1}")
VALUES = (*(f'"{word}"' for word in WORDS), *LISTS, *OTHERS)


def test_every_schema_is_one(schemas):
    for schema in schemas.values():
        Validator.check_schema(schema)


def test_om_toml_is_taken_by_both_or_by_neither(schemas, tmp_path):
    path = tmp_path / "om.toml"
    keys = [*schemas["om"]["properties"], "navm"]
    base = {"navn": '"Sol"', "formaal": '"At lære."', "slettes": "2027-06-30"}
    for key in keys:
        for value in (*VALUES, None, *([DAY] if key == "slettes" else [])):
            lines = base | {key: value}
            text = "".join(f"{k} = {v}\n" for k, v in lines.items() if v is not None)
            path.write_text(text, encoding="utf-8")
            _, problems = read_about(path)
            taken = all(p.level == "advarsel" for p in problems)
            assert fits(schemas["om"], tomllib.loads(text)) == taken, (text, problems)


def test_what_the_sample_data_and_a_new_folder_say_fits(schemas, sample_data):
    for path in sample_data.glob("*/om.toml"):
        assert fits(schemas["om"], tomllib.loads(path.read_text("utf-8"))), path


PHASE = """titel = "Vores"
[[faser]]
navn = "Se"
minutter = 5
{phase}
[[faser.felter]]
noegle = "set"
tekst = "Det har vi set"
{field}
"""


def both(schemas, text):
    _, problems = parse_circle(text, key="x", file="x.toml")
    assert fits(schemas["cirkel"], tomllib.loads(text)) == (not problems), (text, problems)


def test_a_circle_is_taken_by_both_or_by_neither(schemas):
    whole = schemas["cirkel"]["properties"]
    phase = whole["faser"]["items"]["properties"]
    field = phase["felter"]["items"]["properties"]
    for value in VALUES:
        for key in sorted({*whole, "tittel"} - {"titel", "faser"}):
            both(schemas, f"{key} = {value}\n" + PHASE.format(phase="", field=""))
        for key in sorted({*phase, "nvn"} - {"navn", "minutter", "felter"}):
            both(schemas, PHASE.format(phase=f"{key} = {value}", field=""))
        for key in sorted({*field, "txt"} - {"noegle", "tekst"}):
            both(schemas, PHASE.format(phase="", field=f"{key} = {value}"))


def test_every_circle_of_the_kit_fits(schemas):
    for name, path in known_circles().items():
        assert fits(schemas["cirkel"], tomllib.loads(path.read_text("utf-8"))), name


@pytest.mark.parametrize(("file", "name"), own_files().items())
def test_own_wording_is_taken_by_both_or_by_neither(schemas, tmp_path, file, name):
    kits, schema = load(name), schemas[f"tekster_{file.removesuffix('.toml')}"]
    assert fits(schema, kits)
    path = tmp_path / file
    for key in [*kits, "ukendt"]:
        for value in ('"ord"', "1", "0", "true", "[]", '["a"]', "[1]", "[{}]", "{}"):
            path.write_text(f"{key} = {value}\n", encoding="utf-8")
            try:
                own_words(path, kits)
                taken = True
            except KitError:
                taken = False
            assert fits(schema, {key: tomllib.loads(f"x = {value}")["x"]}) == taken, (key, value)
