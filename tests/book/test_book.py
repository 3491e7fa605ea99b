"""The book says what is so: it is built without a warning, and what it names is there."""

import importlib
import re

import pytest

from kitlib.instruments import all_instruments
from kitlib.outputs import outputs


@pytest.fixture(scope="module")
def docs(root):
    """The modules of docs/ that make pages of the code."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(root / "docs"))
        yield importlib.import_module


@pytest.fixture(scope="module")
def pages(docs):
    """The pages made of the code, by name."""
    return {name: make() for name, make in docs("opslag_af_koden").PAGES.items()}


def test_every_column_of_every_instrument_is_in_it(pages):
    for instrument in all_instruments().values():
        tables = (instrument.columns, instrument.own_columns, *instrument.tables.values())
        for column in (column for table in tables for column in table):
            assert f"`{column.name}`" in pages["kolonner"], column.name
            assert column.doc.replace("|", "\\|") in pages["kolonner"], column.name


def test_every_command_is_named(pages):
    from kitlib.cli import load_commands
    from kitlib.cli.app import app

    load_commands()
    for name in app.commands:
        assert f"## {name}\n" in pages["kommandoer"]


def test_every_code_of_a_problem_is_on_the_page_of_what_may_go_wrong(pages, root):
    written_out = re.compile(r'\bcode="([a-z0-9_]+)"')
    for path in (root / "kitlib").rglob("*.py"):
        for code in written_out.findall(path.read_text("utf-8")):
            assert f"- `{code}` " in pages["fejl"], f"{path.name}: {code}"
    assert re.findall(r"^- `.*`\s*$", pages["fejl"], re.M) == []  # each with what is said


def test_each_code_is_told_by_its_message_and_not_by_what_to_do(docs, pages):
    made = docs("fejl_af_koden")
    found = {code: said for room in made.codes().values() for code, said in room.items()}
    assert found["seddel_hjoerne"].startswith("Der ses et hjørne")  # one name, given four times
    assert found["bidrag_tvetydig"].startswith("To bidrag har samme dag")
    assert found["who5_dobbelt"].startswith("… målinger står to gange")
    unsaid = {code for room in made.codes().values() for code, said in room.items() if not said}
    assert unsaid == set(made._MADE), "words by hand where the code has none, and nowhere else"
    assert not re.search(
        r"^- `[^`]+` (Skriv|Lås|Åbn|Vælg|Bed|Læs|Angiv|Ret|Fjern)\b", pages["fejl"], re.M
    )


def test_every_kind_of_file_that_is_made_or_kept_is_in_it(pages, root):
    code = "\n".join(path.read_text("utf-8") for path in (root / "kitlib").rglob("*.py"))
    for output in outputs():
        assert f"| {output.name} |" in pages["filer"]
    kept = re.findall(r"`([^`]+)`", pages["filer"].partition("## Det, værktøjet selv husker")[2])
    assert len(kept) == 12
    for name in kept:
        assert f'"{name}"' in code or f'"{name}.' in code, name


def test_no_more_is_promised_of_few_than_the_policy_allows(pages):
    heads, _, *rows = [x for x in pages["hvor_mange"].splitlines() if x.startswith("| ")]
    place = heads.split("|").index(" 3 til 4 ")
    shown = {row.split("|")[1].strip(): row.split("|")[place].strip() for row in rows}
    assert [said for said, yes in shown.items() if yes] == ["prikker og antal"]
    assert len(shown) == 6


def test_the_meeting_is_told_as_the_circle_has_it(root):
    from kitlib.circle import read_circle

    circle = read_circle()
    told = (root / "docs" / "hold_et_moede.md").read_text("utf-8")
    for phase in circle.phases:
        assert f"| {phase.title} | {phase.minutes} |" in told
    assert f"{sum(phase.minutes for phase in circle.phases)} minutter" in told


def test_a_circle_of_ones_own_is_as_the_page_has_it(root):
    from kitlib.circle import read_circle
    from kitlib.circle.circlefile import known_circles
    from kitlib.circle.parsing import KINDS, PARTS, parse_circle

    told = (root / "docs" / "jeres_egen_cirkel.md").read_text("utf-8")
    [own] = re.findall(r"```toml\n(.*?)```", told, re.DOTALL)
    circle, problems = parse_circle(own, key="kort_runde", file="kort_runde.toml")
    assert not problems
    assert circle.minutes == sum(phase.minutes for phase in circle.phases)
    for name in known_circles():
        [line] = [one for one in told.splitlines() if one.startswith(f"| `{name}` |")]
        assert f"{read_circle(name).minutes} minutter" in line
    assert all(f"`{part}`" in told for part in PARTS)
    assert all(f'`"{kind}"`' in told for kind in KINDS)
