"""Whatever the book tells people to type is typed, in a scene with all it names."""

import re
import shutil
import sys

import pytest

from tests.book.stage import Stage
from tests.book.typed import NOT_RUN, typed

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="each command is run in a forked process"),
]


@pytest.fixture(scope="module")
def stage(root, tmp_path_factory):
    own = (root / "docs" / "jeres_egen_cirkel.md").read_text("utf-8")
    adding = (root / "docs" / "viderefoert" / "adding.md").read_text("utf-8")
    [short] = re.findall(r"```toml\n(.*?)```", own, re.DOTALL)
    [english] = re.findall(r"english\.toml`:\n\n```toml\n(.*?)```", adding, re.DOTALL)
    [dilemmas] = re.findall(r"```text\n(.*?)```", own, re.DOTALL)
    made = Stage(root, tmp_path_factory.mktemp("scene"))
    made.build(circles={"kort_runde": short, "english": english}, dilemmas=dilemmas)
    yield made
    made.close()


def failed(stage, commands, known=()):
    """Play each command once; say how many, and which failed with what was said."""
    played = {one.words: one for one in commands if one.words and one.words not in known}
    wrong = {}
    for words, one in played.items():
        done = stage.play(list(words))
        if done.code != 0:
            wrong[f"{one.page}: {one.said}"] = done.said[-300:]
    return len(played), wrong


def test_each_is_run_or_is_named_with_a_reason(root):
    found = typed(root)
    run, not_run = [x for x in found if x.words], [x for x in found if x.why]
    print(f"{len(found)} to type: {len(run)} run, {len(not_run)} not")
    assert len(run) > 80 and len({one.words for one in run}) > 45
    for begins in NOT_RUN:
        assert any(one.said.startswith(begins) for one in not_run), begins
    for said in (one.said for one in not_run if "benchmarks/" in one.said):
        assert (root / said.split()[1]).is_file(), said


def test_each_ends_well(root, stage):
    played, wrong = failed(stage, typed(root))
    print(f"{played} commands run")
    assert wrong == {}


#: What can be parsed and is not so: a page, what stands there, the lie, and what is said of it.
LIES = [
    ("hold_et_moede.md", "--minutter 45", "--minutter 50", "Så lang tid"),
    (
        "jeres_egen_cirkel.md",
        "materiale MAPPE --cirkel kort_runde",
        "materiale MAPPE --cirkel kort",
        "Cirklen 'kort' findes ikke",
    ),
    ("forbered_materiale.md", '--bunke "Ved knagerne"', '--bunke "Ved knagen"', "Ingen bunke på"),
    ("forbered_materiale.md", "--fra 1-3-2026", "--fra 31-2-2026", "kan ikke læses som en dag"),
    (
        "det_samlede_billede.md",
        "--noegle modtager.txt",
        "--noegle modtagere.txt",
        "Nøglefilen kan ikke åbnes",
    ),
]


def test_lies_that_can_be_parsed_are_caught(root, stage, tmp_path):
    away = shutil.ignore_patterns("_site", "__pycache__", "billeder")
    shutil.copytree(root / "docs", tmp_path / "docs", ignore=away)
    shutil.copy(root / "README.md", tmp_path / "README.md")
    for page, true, lie, _ in LIES:
        path = tmp_path / "docs" / page
        text = path.read_text("utf-8")
        assert true in text
        path.write_text(text.replace(true, lie), "utf-8")
    played, wrong = failed(stage, typed(tmp_path), {one.words for one in typed(root)})
    print(f"{len(wrong)} of {len(LIES)} lies caught")
    assert played == len(wrong) == len(LIES)
    for page, _, lie, said in LIES:
        assert any(lie in one and said in of_it for one, of_it in wrong.items()), (page, lie, wrong)
