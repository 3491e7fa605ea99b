"""A fifth instrument, as the README shows it: one file, and it is everywhere the four are."""

import re
import sys
import tomllib
from dataclasses import replace
from datetime import date
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from types import ModuleType

import pandas as pd
import pytest

import kitlib
from kitlib import instruments
from kitlib.circle import Session
from kitlib.circle.measures import measures
from kitlib.circle.since import since_view
from kitlib.circle.trials import Trial
from kitlib.contribution.make import counts_of
from kitlib.instruments.since import Part, Since
from kitlib.material import make
from kitlib.material.workbook import write_workbook
from kitlib.pooled.figures import table_view
from kitlib.pooled.rules import rules
from kitlib.privacy.release import pass_through
from kitlib.reading import sheets

KEY = "lydniveau.efter_sted"
ROWS = ["3-3-2026;garderobe;71,5", "4-3-2026;garderobe;68", "4-3-2026;leg;64", "5-3-2026;gang;60"]


def source(root) -> str:
    readme = (root / "README.md").read_text(encoding="utf-8")
    return re.search(r"```python\n(.*?)```", readme, flags=re.DOTALL)[1]


def package(root) -> dict:
    """The whole file that installs it, beside the module."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    return tomllib.loads(re.search(r"```toml\n(.*?)```", readme, flags=re.DOTALL)[1])


@pytest.fixture
def team(root, tmp_path, monkeypatch):
    """A team's folder, where the instrument of the README is installed."""
    [(name, place)] = package(root)["project"]["entry-points"]["kitlib.instruments"].items()
    module = ModuleType(place.partition(":")[0])
    exec(compile(source(root), f"{module.__name__}.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    point = EntryPoint(name, place, "kitlib.instruments")
    ours = entry_points(group="kitlib.instruments")
    monkeypatch.setattr(
        instruments, "entry_points", lambda **_: EntryPoints([*ours, point]), raising=True
    )
    instruments.all_instruments.cache_clear()
    folder = tmp_path / "team"
    folder.mkdir()
    about = 'format = 1\nnavn = "Vi"\ntype = "dagtilbud"\nopdigtet = true\nvisninger = ["%s"]\n'
    about += 'formaal = "At øve os."\nsituationer = ["garderobe", "leg"]\n'
    (folder / "om.toml").write_text(about % KEY, encoding="utf-8")
    lines = "\n".join(["Dato;Rum;lyd", *ROWS])
    (folder / "lydniveau.csv").write_text(lines, encoding="utf-8")
    yield folder
    instruments.all_instruments.cache_clear()


def test_it_is_one_short_file_and_one_that_installs_it(root):
    assert len(source(root).splitlines()) <= 70
    told = package(root)
    assert {"name", "version"} <= set(told["project"])
    assert told["build-system"]["build-backend"] == "setuptools.build_meta"
    [(_, place)] = told["project"]["entry-points"]["kitlib.instruments"].items()
    assert told["tool"]["setuptools"]["py-modules"] == [place.partition(":")[0]]


def test_it_is_read_checked_and_shown(team):
    opened = kitlib.open_team(team)
    assert list(opened.problems) == []
    view = opened.view(KEY)
    assert view.sentence == "4 målinger, op til 71,5 dB."
    assert [len(cells) for cells in view.blocks[0].columns[0].cells] == [1, 2, 1]
    with (team / "lydniveau.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n6-3-2026;leg;900")
    [wrong] = kitlib.open_team(team).problems
    assert "140" in str(wrong)


def test_the_workbook_has_a_sheet_for_it(team, tmp_path):
    about = kitlib.open_team(team).about
    path = write_workbook(tmp_path / "ny.xlsx", [instruments.instrument("lydniveau")], about)
    assert "Lydniveau" in sheets(path)


def test_a_meeting_guesses_and_shows_it(team):
    session = Session.open(team)
    assert session.figures.for_page(KEY)["bud"]["question"] == "Hvor tror I, vi målte mest?"
    session.figures.bud(KEY, {"kind": "andel", "option": "garderobe", "share": 0.5})
    shown = session.figures.reveal(KEY)
    assert shown["together"]["sentence"].startswith(
        "I regnede med, at halvdelen kom fra garderoben. Det gør 2"
    )


def test_it_has_its_paper_and_joins_a_pooled_picture(team, tmp_path):
    made = make([team], ["ark"], out=tmp_path / "ud").paths
    assert "ark_lydniveau.pdf" in {path.name for path in made}
    own = counts_of(kitlib.open_team(team))
    assert own[["a", "antal"]].values.tolist() == [["garderobe", 2], ["leg", 1], ["andet", 1]]
    units = [
        own.assign(enhed=f"Enhed {n}", type="dagtilbud", distrikt="Nord", antal=own["antal"] * 9)
        for n in range(4)
    ]
    [table] = pass_through(pd.concat(units), rules(), secret=b"kun til tests" * 3).tables
    view = table_view(table, caveat="")
    assert view.question == "Hvor blev der målt?"
    assert {"garderobe", "leg"} <= {*view.blocks[0].columns}


def test_a_trial_may_be_followed_by_it(team, monkeypatch):
    """What its rows can show since a trial began stands on the instrument, like all else of it."""
    fifth = instruments.instrument("lydniveau")

    def since(frame, about, begun):
        later = frame[frame["dato"].dt.date >= begun.start]
        return replace(fifth.views[KEY](later, about), key=begun.key, question=begun.asked)

    places = Part(lambda value: f"Målinger fra {value}", lambda about: about.situationer)
    shown = replace(fifth, since=Since("Alle målinger", since, parts={"sted": places}))
    monkeypatch.setitem(instruments.all_instruments(), "lydniveau", shown)
    opened = kitlib.open_team(team)
    assert list(measures(opened).values()) == [
        "Alle målinger",
        *(f"Målinger fra {place}" for place in ("garderobe", "leg", "gang")),
    ]
    trial = Trial("ab12cd34", {"fra": "2026-03-04", "viser": "lydniveau.sted:leg"}, "m", "m")
    view = since_view(opened, trial, today=date(2026, 9, 1))
    assert view.question == "Målinger fra leg. Hvad har vi set, siden vi begyndte?"
    assert view.sentence == "3 målinger, op til 68 dB."
