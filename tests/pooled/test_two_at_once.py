"""Two analysts, two synced folders, midnight: one release after the other, each with its number."""

import shutil
import threading
from datetime import date

import pytest

from kitlib import open_team
from kitlib.contribution import draft, to_bytes
from kitlib.pooled import run
from kitlib.privacy.released import read_log
from kitlib.problems import KitError

DAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory, sample_data):
    folder = tmp_path_factory.mktemp("ind")
    for unit in ("maelkeboetten", "birkelunden", "kastanjen", "tusindfryd", "solsikken"):
        content = to_bytes(draft(open_team(sample_data / unit)).contribution)
        (folder / f"{unit}.bidrag").write_bytes(content)
    return sorted(folder.glob("*.bidrag"))


def test_of_two_at_once_the_second_looks_at_what_the_first_let_out(inbox, tmp_path, monkeypatch):
    real, writing, begun, told = run.write_release, threading.Event(), threading.Event(), []

    def slowly(*given, **options):
        if not writing.is_set():
            writing.set()
            assert begun.wait(60)
        return real(*given, **options)

    def second():
        try:
            told.append(run.pool(inbox, tmp_path / "ud", today=DAY, seconds=0).folder.name)
        except KitError as error:
            told.append(str(error))

    monkeypatch.setattr(run, "write_release", slowly)
    monkeypatch.setattr("kitlib.holding.time.sleep", lambda seconds: begun.set())
    thread = threading.Thread(target=lambda: writing.wait(60) and second())
    thread.start()
    first = run.pool(inbox, tmp_path / "ud", today=DAY, seconds=0)
    thread.join()
    assert first.folder.name == "udgivelse_001_2026-11-29"
    files = [path for path in first.folder.rglob("*") if path.is_file()]
    assert len(files) > 5 and not any(".kit-" in str(path) for path in files)
    assert told[0].startswith("udgivelse_002_")
    assert [line.nr for line, _ in read_log(tmp_path / "ud")] == list(
        range(1, 1 + len(list((tmp_path / "ud").glob("udgivelse_*"))))
    )


def test_two_of_one_number_are_refused(inbox, tmp_path):
    here, there = tmp_path / "her", tmp_path / "der"
    run.pool(inbox, here, seconds=0, today=DAY)
    run.pool(inbox, there, seconds=0, today=date(2026, 11, 30))
    shutil.copytree(there / "udgivelse_001_2026-11-30", here / "udgivelse_001_2026-11-30")
    with pytest.raises(KitError, match="To udgivelser har nummer 1: udgivelse_001_2026-11-29 og"):
        run.pool(inbox, here, seconds=0)
    assert len(list(here.glob("udgivelse_*"))) == 2


def test_where_nothing_may_come_out_no_folder_is_left(tmp_path):
    with pytest.raises(KitError):
        run.pool([], tmp_path / "ud")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"mappe": "x"}', '{"nr": "1"}', '{"nr": [1]}', '{"nr": 1e999}', "[" * 9000]
)
def test_a_spoilt_list_of_releases_is_told(tmp_path, line):
    from kitlib.privacy.released import read_log

    (tmp_path / "udgivelser.jsonl").write_text(f"{line}\n", "utf-8")
    with pytest.raises(KitError, match="Listen over udgivelser kan ikke læses"):
        read_log(tmp_path)
