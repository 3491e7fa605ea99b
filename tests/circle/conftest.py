"""A small team of its own, and a meeting of it."""

from datetime import date

import pytest

from kitlib.circle import Session

TODAY = date(2026, 9, 3)


@pytest.fixture
def folder(tmp_path):
    """Seven notes: four from the cloakroom, three from play."""
    target = tmp_path / "team"
    target.mkdir()
    (target / "om.toml").write_text(
        'navn = "Myretuen"\ntype = "dagtilbud"\nformaal = "Lære"\nslettes = 2026-12-31\n'
        'nysgerrig = "Hvad sker der i garderoben?"\n'
        'visninger = ["dagen_igennem", "tavlen"]\nsituationer = ["leg", "garderobe"]\n',
        "utf-8",
    )
    rows = [f"0{i}-03-2026;Note {i};{'garderobe' if i < 5 else 'leg'}" for i in range(1, 8)]
    (target / "postits.csv").write_text(
        "dato;observation;situation\n" + "\n".join(rows) + "\n", "utf-8"
    )
    return target


@pytest.fixture
def open_(folder):
    """Open the team's meeting; another day with `today`."""

    def opened(where=folder, **options):
        return Session.open(where, today=options.pop("today", TODAY), **options)

    return opened
