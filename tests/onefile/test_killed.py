"""A tab that is killed in the middle of a meeting has lost nothing that was said to be kept."""

import re
import shutil
from pathlib import Path

import pytest

from tests.onefile.killing import kill

pytestmark = pytest.mark.whole

KILLS = 10  # benchmarks/onefile_kills.py makes 300


def test_ten_kills_lose_nothing_that_was_acknowledged(opened, sample_data, tmp_path):
    folder = Path(shutil.copytree(sample_data / "solsikken", tmp_path / "Solsikken øst"))
    about = (folder / "om.toml").read_text("utf-8")
    # The front page shows the first view: one of words is there at once.
    about = re.sub("^visninger = .*", 'visninger = ["postits.tavlen"]', about, flags=re.M)
    (folder / "om.toml").write_text(about, "utf-8")
    seen = kill(opened, folder, KILLS)
    assert (seen.kills, seen.lost, seen.unreadable) == (KILLS, 0, 0), seen
    assert 0 < seen.acknowledged < KILLS, "kills come both before and after the word"
