"""Whatever the kit reads, it opens ordinary files only: walked reader by reader."""

import os
import signal
from pathlib import Path

import pytest

from kitlib.problems import KitError

WORDS = "fire små blå heste"


def _team(path):
    from kitlib import open_team

    return open_team(path.parent)


def _shown(path):
    team = _team(path)
    return team.worries, team.shown, team.waiting


def _mine(path):
    from kitlib import open_mine

    return open_mine(path, WORDS)


def _timecodes(path):
    from kitlib.reading import read_timecodes

    return read_timecodes(path)


def _table(path):
    from kitlib.reading import read_table

    return read_table(path)


def _sheets(path):
    from kitlib.reading import sheets

    return sheets(path)


def _session(path):
    from kitlib.circle.session import Session

    folder = path.parent.parent if path.parent.name == "logbog" else path.parent
    session = Session.open(folder)
    session.close()
    return session.state()


def _wording(path):
    from kitlib.wordfiles import wording_problems

    folder = path.parent.parent if path.parent.name == "tekster" else path.parent
    return wording_problems(folder, _team(folder / "om.toml").about)


def _dilemmas(path):
    from kitlib.material.cards import dilemmas

    return dilemmas(path)


def _key(path):
    from kitlib.privacy.key import open_key

    return open_key(path, WORDS)


def _collect(path):
    from kitlib.contribution.collect import collect, read_parts

    assert [o.fate for o in collect([path]).outcomes] == ["afvist"]
    return read_parts([path])


def _rows(path):
    from kitlib.aggregate import open_rows

    return open_rows(path)


def _units(path):
    from kitlib.pooled.coverage import read_units

    return read_units(path)


def _goals(path):
    from kitlib.pooled.goals import read_goals

    return read_goals(path)


def _log(path):
    from kitlib.privacy.released import read_log

    return read_log(path.parent)


def _names(path):
    from kitlib.cli.privacy import _names

    return _names(str(path))


def _keys(path):
    from kitlib.contribution.keyfile import OPEN, keys_in

    return keys_in(str(path), OPEN)


def _public(path):
    from kitlib.pooled.beside import read_public

    return read_public(path), read_public(path.parent)


def _rules(path):
    from kitlib.pooled.rules import read_rules

    return read_rules(path)


def _made(path):
    from kitlib.made import is_made

    return is_made(path.parent.parent / "om.toml", path.parent)


def _erased(path):
    from kitlib.privacy.access import gather
    from kitlib.privacy.forget.person import Person
    from kitlib.rights import vis_sletning

    told = [step.file for step in vis_sletning(path.parent, "B02").steps]
    assert path.is_dir() or told == [path.name]
    read = {"is_list": lambda heading: False, "logbog": lambda raw: []}
    return gather(path.parent, Person.of("B02"), **read)


def _stray(path):
    from kitlib.privacy.stray import stray_keys
    from kitlib.rawtexts import texts_in_files

    return stray_keys(path.parent), list(texts_in_files(path.parent))


TABLES = ("postits.csv", "postits.txt", "data.xlsx", "data.xls", "data.ods", "video.tsv")
READERS = {
    **{name: (_team, _table, _sheets, _erased, _stray) for name in TABLES},
    **{
        f"samling{end}": (_team, _timecodes, _erased, _stray)
        for end in (".eaf", ".vtt", ".srt", ".sbv")
    },
    "boris samling.tsv": (_team, _timecodes),
    "klip.boris": (_team, _timecodes),
    "om.toml": (_team,),
    "synonymer.toml": (_team,),
    "roller.toml": (_team, _wording),
    "laeringscirklen.toml": (_session, _wording),
    "tekster/ark.toml": (_wording,),
    "dilemmaer.txt": (_dilemmas, _wording),
    "logbog/aaaaaaaaaaaaaaaa.jsonl": (_session,),
    ".svar.json": (_shown,),
    ".kit-slettet": (_team,),
    "ud/.lavet.json": (_made,),
    "mit_who5.csv": (_mine,),
    "mit_who5.csv.age": (_mine,),
    "k.age": (_key,),
    "navne.txt": (_names,),
    "noegle.txt": (_keys,),
    "enhed.bidrag": (_collect,),
    "rows.csv": (_rows,),
    "rows.parquet": (_rows,),
    "enheder.csv": (_units,),
    "maal.toml": (_goals,),
    "regler.toml": (_rules,),
    "tal.csv": (_public,),
    "udgivelser.jsonl": (_log,),
    "udgivelse_001_2026-11-29/intern/log.json": (lambda p: _log(p.parents[1]),),
}


def _fifo(path):
    os.mkfifo(path)


def _device(path):
    path.symlink_to("/dev/zero")


def _loop(path):
    path.symlink_to(path.name)


def _folder(path):
    path.mkdir()


@pytest.fixture
def no_hanging():
    """A reader that waits for ever is ended by the clock; ten minutes decide nothing else."""
    signal.alarm(600)
    yield
    signal.alarm(0)


@pytest.mark.parametrize("make", [_fifo, _device, _loop, _folder])
@pytest.mark.parametrize("name", READERS)
def test_it_is_told_or_passed_and_never_waited_for(tmp_path, name, make, no_hanging):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no such things among its files")
    (tmp_path / "om.toml").write_text("format = 1\n", "utf-8")
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    for read in READERS[name]:
        try:
            read(path)
        except KitError as error:
            assert str(tmp_path) not in str(error)


def test_every_name_of_a_file_of_answers_and_marks_is_the_one_in_use():
    from kitlib.erased import MARK_NAME
    from kitlib.made import LIST_NAME
    from kitlib.privacy.answers import ANSWERS_NAME

    names = {Path(name).name for name in READERS}
    assert {MARK_NAME, LIST_NAME, ANSWERS_NAME} <= names
