"""The page for those who add something is followed to the letter, in a copy of the kit."""

import os
import re
import shutil
import subprocess
import sys

NEW = re.compile(r"New file `([^`]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
AFTER = re.compile(r"In `([^`]+)`, after `([^`]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)

ASK = """
import sys, doctest, kitlib
assert kitlib.__file__.startswith(sys.argv[1]), kitlib.__file__
from kitlib.circle import read_circle
from kitlib.evidence import moved
from pathlib import Path
team = kitlib.open_team("solsikken")
view = team.view("postits.lange_noter")
print(view.question, view.sentence, view.caveat, len(view.data))
import kitlib.evidence.signs as signs
print(doctest.testmod(signs), moved([1], [2]))
print([p.title for p in read_circle("english", folder=Path("solsikken")).phases])
from kitlib.cli import main
main(["hvormeget", "solsikken"])
"""


def test_a_view_a_method_a_command_and_a_language_are_added_as_the_page_says(root, tmp_path):
    page = (root / "docs" / "viderefoert" / "adding.md").read_text("utf-8")
    shutil.copytree(root / "kitlib", tmp_path / "kitlib", ignore=shutil.ignore_patterns("__pyc*"))
    shutil.copytree(root / "sample_data" / "solsikken", tmp_path / "solsikken")
    new, after = NEW.findall(page), AFTER.findall(page)
    assert (len(new), len(after)) == (page.count("New file `"), page.count(", after `"))
    for name, text in new:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name, line, text in after:
        told = (tmp_path / name).read_text("utf-8")
        assert told.count(f"{line}\n") == 1, (name, line)
        (tmp_path / name).write_text(told.replace(f"{line}\n", f"{line}\n{text}"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Hvor mange af vores noter er lange? " in done.stdout
    assert "Noterne viser, hvornår og hvor vi kiggede" in done.stdout
    assert re.search(r"\d+ noter? af \d+ er på mere end hundrede bogstaver", done.stdout)
    assert "failed=0" in done.stdout and "(1, 0, 0)" in done.stdout
    assert "['Look', 'Try', 'Round off']" in done.stdout
    assert re.search(r"\d+ post-its", done.stdout)
