"""What the one file shows of a team is what the installed kit shows."""

import re
import shutil
from html import unescape

import pytest

from kitlib.show import show_team
from kitlib.team import open_team

pytestmark = pytest.mark.whole


def words(html):
    """Return what a page says, in its order; drawings by their words, and no style."""
    body = re.sub(r"<(style|script|metadata)\b.*?</\1>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "\n", body)).split()


def test_every_view_of_every_sample_team_says_the_same(opened, sample_data, tmp_path):
    teams = sorted(p.parent for p in sample_data.glob("*/om.toml") if p.parent.name != "mit")
    assert len(teams) > 10
    page = opened().ready()
    differ = {}
    for team in teams:
        folder = shutil.copytree(team, tmp_path / team.name, ignore=shutil.ignore_patterns("ud"))
        page.set_input_files("#filer", str(folder))
        shown = page.evaluate("enfil.laying.then(() => enfil.kit.ask('show'))")
        here = show_team(open_team(folder)).path.read_text(encoding="utf-8")
        there = shown["data"]["html"]
        if words(here) != words(there):
            differ[team.name] = [
                pair for pair in zip(words(here), words(there), strict=False) if pair[0] != pair[1]
            ][:5]
    assert differ == {}
