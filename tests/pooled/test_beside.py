"""A unit's own numbers beside everybody's: exact, in its own folder, and nothing leaves."""

import io
import re
import shutil

import pandas as pd
import pytest

from kitlib import open_mine, open_team
from kitlib.pooled.beside import beside_views, read_public, show_beside
from kitlib.problems import KitError


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    """What a release of three like Pakhuset told."""
    from kitlib.pooled.run import make_release
    from kitlib.resources import resource_folder

    out = tmp_path_factory.mktemp("ud") / "ud"
    make_release(resource_folder("sample_data") / "pakhuset", out)
    return out


def view_of(team, public, key):
    return next(view for view in beside_views(team, read_public(public)) if view.key == key)


def test_its_own_are_exact_and_the_others_are_those_published(sample_data, public):
    team = open_team(sample_data / "pakhuset")
    view = view_of(team, public, "sammen.who5_retning")
    own = team.who5[(team.who5["fra"] == "før") & (team.who5["til"] == "efter")]
    table = read_public(public)
    told = table[(table["tabel"] == "who5.retning") & (table["periode"] == "I alt")]
    told = told[told["distrikt"].eq("I alt") & told["type"].eq("I alt")].set_index("a")["n"]
    for label, n in own.groupby("retning")["antal"].sum().items():
        shown = "få" if pd.isna(told[label]) else told[label]
        assert f"{label}: Jeres egne {n}, " in view.alt and f"Alle {shown}." in view.alt
    assert view.ring == "hos_teamet" and "præcist talt" in view.sentence


def test_a_page_in_its_own_folder_and_nothing_else(sample_data, public, tmp_path):
    folder = shutil.copytree(sample_data / "pakhuset", tmp_path / "os")
    folders = (folder, public)
    before = {p: p.read_bytes() for f in folders for p in f.rglob("*") if p.is_file()}
    shown = show_beside(open_team(folder), read_public(public))
    assert shown.path == (folder / "ud" / "sammen.html").resolve()
    after = {p for f in folders for p in f.rglob("*") if p.is_file()}
    assert after - set(before) <= {shown.path, folder / "ud" / ".lavet.json"}
    assert all(path.read_bytes() == content for path, content in before.items())
    assert "Siden er kun til jer." in shown.path.read_text("utf-8")


def test_it_says_from_when_everybodys_are_where_its_own_are_all_it_has(sample_data, public):
    """One half-year is out; its own reach further, so the two must not be read as one time."""
    team = open_team(sample_data / "pakhuset")
    half = "Alles er kun fra 1. halvår 2026, jeres er alt, hvad I har."
    assert half in view_of(team, public, "sammen.dialoglineal_udfald").sentence
    # Before and after have no half-year.
    assert "Alles er kun" not in view_of(team, public, "sammen.who5_retning").sentence


def test_a_page_tells_a_telephone_nothing_of_a_drawing_and_names_no_key(
    sample_data, public, tmp_path
):
    shown = show_beside(
        open_team(shutil.copytree(sample_data / "pakhuset", tmp_path / "os")), read_public(public)
    )
    page = shown.path.read_text("utf-8")
    # Said in each drawing, which a telephone does not show, and nowhere else.
    drawings = re.findall(r'<div class="scroll wide">.*?</svg>', page, re.S)
    said = "Hver kolonne er tegnet i sin egen målestok."
    assert len(drawings) == shown.n_views and all(said in drawing for drawing in drawings)
    assert page.count(said) == shown.n_views
    # No key of it can be written in om.toml.
    assert "hedder den" not in page


def test_too_few_of_its_own_are_told_in_words(sample_data, public):
    from dataclasses import replace

    team = open_team(sample_data / "pakhuset")
    two = replace(
        team,
        frames={
            "dialoglineal": team.dialoglineal[
                team.dialoglineal["borger"].isin(team.dialoglineal["borger"].unique()[:2])
            ]
        },
    )
    view = view_of(two, public, "sammen.dialoglineal_udfald")
    assert "2 borgere med. Det er for få" in view.sentence and "Jeres egne" not in view.alt


def test_an_own_file_about_real_people_is_no_page(sample_data, public, tmp_path):
    path = shutil.copy(sample_data / "mit" / "psykolog_who5.csv", tmp_path / "who5.csv")
    with pytest.raises(KitError, match="ikke lavet til en side"):
        show_beside(open_mine(path), read_public(public))
    assert list(tmp_path.iterdir()) == [tmp_path / "who5.csv"]


@pytest.mark.parametrize("named", ["who5.csv", "who5.csv.age"])
@pytest.mark.parametrize("typed", ["fire små blå heste", "fire helt andre ord"])
def test_a_locked_file_of_ones_own_is_no_page_and_is_not_asked_for_its_passphrase(
    sample_data, public, tmp_path, monkeypatch, capsys, named, typed
):
    from kitlib.cli import main
    from kitlib.own import lock_own

    shutil.copy(sample_data / "mit" / "om.toml", tmp_path / "om.toml")  # says that it is invented
    path = shutil.copy(sample_data / "mit" / "psykolog_who5.csv", tmp_path / "who5.csv")
    lock_own(path, "fire små blå heste")
    before = sorted(tmp_path.iterdir())
    unread = io.StringIO(f"{typed}\n")
    monkeypatch.setattr("sys.stdin", unread)
    with pytest.raises(SystemExit) as left:
        main(["sammen", str(tmp_path / named), str(public), "--uden-browser"])
    assert left.value.code == 1
    assert "ikke lavet til en side" in capsys.readouterr().err
    assert unread.tell() == 0 and sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("content", [None, b"", b"a;b\n1;2\n", b"\x00\x01"])
def test_what_is_no_release_is_said(tmp_path, content):
    path = tmp_path / "tal.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KitError, match=r"tal\.csv"):
        read_public(path)
