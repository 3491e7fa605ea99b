"""A tab that is killed in the middle of a meeting has lost nothing that was said to be kept."""

import shutil
from pathlib import Path

import pytest

from tests.onefile.killing import kill

pytestmark = pytest.mark.whole

KILLS = 30  # benchmarks/onefile_kills.py makes 300


def test_30_kills_lose_nothing_that_was_acknowledged(opened, sample_data, tmp_path):
    folder = Path(shutil.copytree(sample_data / "solsikken", tmp_path / "Solsikken øst"))
    seen = kill(opened, folder, KILLS)
    assert (seen.kills, seen.lost, seen.unreadable) == (KILLS, 0, 0), seen
    assert KILLS / 4 < seen.acknowledged < KILLS, "kills come both before and after the word"
