"""Words a Danish reader stumbled on, and what stands in their place: none of them comes back."""

import re
import subprocess

import pytest

# "Kit" is putty to a Dane: it is "værktøjet". The rest stood in a figure, a meeting or a message.
REPLACED = (
    r"\bkittets?\b",
    r"\bet (?:åbent )?kit\b",
    "mere eller mindre, hver gang vi kiggede",
    r"Midten er [^.]{1,20} for hver gang, vi",
    "fordi gangene ikke kendes",
    "Skriv i kigget",
    "Hvem fylder hvornår",
    r"Hvad handler [^.\n]{1,20} om hvornår",
    r"h(?:ånd|ænder) for flest",
    "Det regner vi med at se",
    r"Fra hvornår\?",
    "Hvem, og hvornår igen",
    "Det ville (?:{barnet}|barnet) selv sige",
    "Bud på hvorfor, gerne tre, og hvad",
    r"Hvor (?:på linealen )?begyndte vi\b",
    "Under temaerne står børn og unge",
    "at se på i mappen",
    r"i stedet for `?None",
    "Arket kan ikke sættes",
    "tal er regnet som det gode",
)
_READ = {".py", ".md", ".toml", ".html", ".js", ".ipynb", ".typ", ".txt", ".css", ".csv"}


@pytest.fixture(scope="module")
def tracked(root):
    done = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    files = [root / name for name in done.stdout.split("\0") if name]
    texts = [f for f in files if f.suffix in _READ and f.is_file() and f.name != "test_words.py"]
    return {f: f.read_text(encoding="utf-8", errors="replace") for f in texts}


@pytest.mark.parametrize("words", REPLACED)
def test_no_text_says_it_in_the_old_way(tracked, root, words):
    old = re.compile(words, re.IGNORECASE)
    assert [str(f.relative_to(root)) for f, text in tracked.items() if old.search(text)] == []
