"""Teams to print for: a small real-looking one that must keep its ring, and the rich invented."""

from __future__ import annotations

import pytest

OM = """format = 1
navn = "Rønnebærret"
type = "dagtilbud"
nysgerrig = "Hvad sker der i garderoben?"
formaal = "At lære af hverdagen."
situationer = ["aflevering", "garderobe", "leg"]
temaer = ["selvhjulpenhed", "fællesskab"]
roller = ["pædagog"]
slettes = 2027-03-03
"""

HEAD = "dato;observation;barn;hvem_saa;situation;tema;barnets_ord;maa_vises"


@pytest.fixture
def team_folder(tmp_path):
    """Write a team's folder with the notes given: (observation, barnets_ord, maa_vises)."""

    def write(notes=(("Tager selv bukserne på.", "Jeg kan selv!", ""),), *, om=OM, name="team"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "om.toml").write_text(om, encoding="utf-8")
        lines = [HEAD]
        for number, (seen, words, shown) in enumerate(notes):
            day = f"{number % 28 + 1}-3-2026"
            cells = [day, seen, "B07", "pædagog", "garderobe", "selvhjulpenhed", words, shown]
            lines.append(";".join(f'"{c}"' for c in cells))
        if notes:
            text = "\n".join(lines)
            (folder / "postits.csv").write_text(text, encoding="utf-8-sig")
        return folder

    return write


@pytest.fixture
def nothing_found(monkeypatch):
    """Let no word be taken for a name, where a test is about how words are laid on paper."""
    from kitlib.privacy import find

    monkeypatch.setattr(find, "find_identifiers", lambda text, key=None: [])
