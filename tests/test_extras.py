"""A bare install does what it can, and says which extra the rest comes with."""

import sys

import pytest
from click.testing import CliRunner

from kitlib.cli import load_commands
from kitlib.cli.app import app
from kitlib.engines import engine
from kitlib.problems import KitError
from kitlib.show import tour


@pytest.mark.parametrize(("package", "extra"), [("typst", "papir"), ("duckdb", "samlet")])
def test_what_comes_with_an_extra_is_asked_for_by_its_name(monkeypatch, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(KitError, match="ikke installeret") as told:
        engine(package)
    assert f"laeringskit[{extra}]" in told.value.hint


def test_a_package_that_itself_lacks_one_is_no_missing_extra(monkeypatch, tmp_path):
    (tmp_path / "duckdb.py").write_text("import what_it_stands_on\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, "duckdb", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModuleNotFoundError, match="what_it_stands_on"):
        engine("duckdb")


def test_paper_is_refused_by_name_and_nothing_is_written(monkeypatch, sample_data, tmp_path):
    import shutil

    folder = shutil.copytree(sample_data / "solsikken", tmp_path / "solsikken")
    monkeypatch.setitem(sys.modules, "typst", None)
    load_commands()
    done = CliRunner().invoke(app, ["materiale", str(folder), "--slags", "ark"])
    assert isinstance(done.exception, KitError), done.output
    assert "laeringskit[papir]" in done.exception.hint
    assert not list(folder.rglob("*.pdf"))


def test_the_tour_leads_to_the_pages_there_are(sample_data, tmp_path):
    from kitlib.show import demo

    pages = demo(tmp_path)
    text = tour(pages[:3], tmp_path).read_text("utf-8")
    assert "samlet_billede" not in text and "psykolog" in text
