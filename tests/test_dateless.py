"""A note is worth more than its date: it stays on the board and in counts, and is told."""

from pathlib import Path

import pytest

import kitlib
from kitlib.instruments.postits.tables import material

SOLSIKKEN = Path("sample_data/solsikken")
OVER_TIME = {"postits.et_barn", "postits.noter_over_tid"}


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    """Solsikken's notes, where some have lost their day in ways people lose it."""
    folder = tmp_path_factory.mktemp("team")
    lines = (SOLSIKKEN / "postits.csv").read_text(encoding="utf-8-sig").splitlines()
    for row in (4, 5, 6, 9):
        lines[row - 1] = ";".join(["engang i marts", *lines[row - 1].split(";")[1:]])
    lines[11] = ";".join(["", *lines[11].split(";")[1:]])
    for name in ("om.toml", "kigget.csv"):
        (folder / name).write_bytes((SOLSIKKEN / name).read_bytes())
    (folder / "postits.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return kitlib.open_team(folder)


def test_the_note_stays_and_its_date_is_told_on_one_line(team):
    notes = team.postits[team.postits["slags"] == "note"]
    whole = kitlib.open_team(SOLSIKKEN).postits
    assert len(notes) == int((whole["slags"] == "note").sum())
    assert int(notes["dato"].isna().sum()) == 5
    told = [p for p in team.problems.together() if p.column == "dato"]
    assert [p.rows or (p.row,) for p in told] == [(4, 5, 6, 9), (12,)]
    assert all("Rækken er med" in p.message for p in told)


def test_it_is_on_the_board_and_in_the_counts(team):
    found = material(team.shown["postits"], team.about)
    assert int(found.notes["dato"].isna().sum()) == 5
    for view in team.views():
        if view.key not in OVER_TIME:
            assert view.sentence
            view.figure  # noqa: B018  # it can be drawn
    assert int(team.view("postits.tavlen").data["dato"].isna().sum()) > 0


@pytest.mark.parametrize("key", sorted(OVER_TIME))
def test_it_is_in_no_view_over_time(team, key):
    view = team.view(key)
    days = view.data["dato" if "dato" in view.data else "uge"]
    assert days.notna().all()
    view.figure  # noqa: B018


def test_a_folder_where_no_note_has_a_date_still_opens(tmp_path):
    (tmp_path / "om.toml").write_bytes((SOLSIKKEN / "om.toml").read_bytes())
    text = "dato;observation;situation;barn\n;Bygger et tårn;leg;B01\nmandag;Deler;leg;B02\n"
    (tmp_path / "postits.csv").write_text(text, encoding="utf-8")
    team = kitlib.open_team(tmp_path)
    assert len(team.postits) == 2
    assert all(view.sentence for view in team.views())


FILLED = {
    "situation": ("leg", "", "måltid"),
    "tema": ("sprog", "", "sprog, venskab"),
    "barn": ("B01", "B02", ""),
    "sammen_med": ("", "B01", "B01, B02"),
    "hvem_saa": ("pædagog", "", "vikar"),
    "barnets_ord": ("nej", "", "mere"),
}
ALONE = [(name,) for name in FILLED]


@pytest.mark.parametrize("columns", [(), *ALONE, tuple(FILLED)], ids=", ".join)
@pytest.mark.parametrize("days", [("3-3-2026", "33-3-2026", ""), ("en dag",) * 3])
def test_whichever_columns_a_team_has_every_view_is_drawn(columns, days, tmp_path):
    """A date that is missing meets each of the ways a view groups its notes."""
    texts = ("Bygger et tårn.", "Deler.", "Venter.")
    heads = ";".join(("dato", "observation", *columns))
    rows = [(days[n], texts[n], *(FILLED[name][n] for name in columns)) for n in range(3)]
    text = "\n".join([heads, *map(";".join, rows)]) + "\n"
    (tmp_path / "postits.csv").write_text(text, encoding="utf-8")
    (tmp_path / "om.toml").write_bytes((SOLSIKKEN / "om.toml").read_bytes())
    team = kitlib.open_team(tmp_path)
    for view in team.views():
        assert view.sentence
        view.figure  # noqa: B018
    assert not any("nan" in view.alt.lower().split() for view in team.views())
