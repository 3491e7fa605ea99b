"""What the book tells people to type: which commands those are, and what stands for MAPPE."""

import re
import shlex
from dataclasses import dataclass

from tests.book.checks import pages

_FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")

#: What a word in capitals stands for in the scene; the longer is tried first.
_STANDS_FOR = {
    "saml FILER --ud MAPPE": "saml ind/*.bidrag --ud samlet --noegle noegle.txt --godkendt-af mig",
    "ny MAPPE --lister": "ny ny_med_lister --lister",
    "ny MAPPE": "ny ny_mappe",
    "mit FIL": "mit who5.csv",
    "MAPPE": "solsikken",
    "KODE": "B07",
    "NAVNELISTE": "navne.txt",
    "SAMLET": "samlet",
    "BILLEDET": "sedler.jpg",
}

#: What is played first: it makes the key that the commands of other pages use.
_FIRST = "det_samlede_billede"
_SHOW = "saml ind/*.bidrag --ud samlet --noegle noegle.txt --vis"

#: A choice that is told of by itself -> the command it is told of; none where it has an example.
_CHOICES = {
    "--alt": "materiale solsikken --alt",
    "--bunke": "materiale solsikken --slags kort {}",
    "--fra": "materiale solsikken --slags kort {}",
    "--hold": f"{_SHOW} --hold 1",
    "--højst": "materiale solsikken --slags kort {}",
    "--navne": f"{_SHOW} --navne foer_nu.csv",
    "--raekker": f"{_SHOW} {{}}",
    "--ret": "mit who5.csv {}",
    "--situation": "materiale solsikken --slags kort {}",
    "--tema": "materiale solsikken --slags kort {}",
    "--person": f"{_SHOW} --raekker register.csv --tabel who5.retning --kolonne retning "
    "--person person --halvaar halvaar",
    "--halvaar": "",
    "--cirkel": "",
    "--enheder": "",
    "--ud": "",
    "--vis": "",
}

#: What is not run here, and why.
NOT_RUN = {
    "laeringskit demo": "test_whole runs it, from an installed wheel",
    "laeringskit enfil": "builds for a quarter of an hour; tests marked whole run what it makes",
    "--hurtigt": "as enfil",
    "python -m pip": "installs; test_whole and benchmarks/install.py do that",
    "pip install": "installs, as python -m pip does",
    ".venv\\Scripts\\": "Windows",
    "py -m pip": "Windows",
    "python -m venv": "test_whole makes such a one",
    "python -m build": "test_whole builds the wheel",
    "python -m pytest": "this is that",
    ".ci/run": "this is a part of it",
    "ruff": "a part of .ci/run",
    "mypy": "a part of .ci/run",
    "sphinx-build": "test_site builds the book",
    "python docs/pdf.py": "prints for a minute; run with each release",
    "python benchmarks/": "measures for minutes; a test holds that the file is there",
    "sha256sum": "a program of the system's",
    "Get-FileHash": "a program of the system's",
    "KIT_": "a setting of the tests'",
}
#: How a line begins that somebody is to type; what else stands as code is no command.
_TYPED = re.compile(
    r"laeringskit |--[a-zæøå]|\.venv\\|\.ci/run|KIT_"
    r"|(python|py|pip|sphinx-build|ruff|mypy|sha256sum|Get-FileHash)\b"
)


@dataclass(frozen=True)
class Typed:
    """Something to type, where it stands, and what it is in the scene; nothing where not run."""

    page: str
    said: str
    words: tuple[str, ...] = ()
    why: str = ""


def typed(root):
    """Each thing that the book tells somebody to type, in the order of the pages."""
    found = dict(sorted(pages(root).items(), key=lambda one: (one[0].stem != _FIRST, one[0])))
    for name in ("CONTRIBUTING.md", "SECURITY.md"):
        if (root / name).exists():
            found[root / name] = (root / name).read_text("utf-8")
    return [
        _typed(path.name, line)
        for path, text in found.items()
        for line in _lines(text)
        if _TYPED.match(line)
    ]


def _lines(text):
    """Every line of code, in fences and between words, as it stands."""
    for part in re.split(r"(^```.*?^```)", text, flags=re.DOTALL | re.MULTILINE):
        fence = _FENCE.match(part)
        if fence is None:
            yield from _CODE.findall(part)
        elif fence[1] in ("", "sh"):
            yield from fence[2].splitlines()


def _typed(page, said):
    why = next((why for begins, why in NOT_RUN.items() if said.startswith(begins)), "")
    if why:
        return Typed(page, said, why=why)
    if said.startswith("--"):
        name = said.split()[0]
        if "FIL --" in said or not _CHOICES.get(name, "?"):
            return Typed(page, said, why="told of beside a command that has it")
        line = _CHOICES[name].format(said.replace("who5.csv", "register.csv"))
    else:
        line = said.removeprefix("laeringskit").strip()
        for word, stands in _STANDS_FOR.items():
            if re.search(rf"\b{word}\b", line):
                line = re.sub(rf"\b{word}\b", stands, line)
                if " " in word:
                    break
    return Typed(page, said, tuple(shlex.split(line)))
