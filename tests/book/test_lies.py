"""The book's pages are true, and a lie of each kind that is put into a copy of them is caught."""

import shutil

import pytest

from tests.book import checks

#: Check -> a page, what stands there, the lie, and the least it looks at, so that none goes blind.
LIES = {
    "commands": ("kom_i_gang.md", "laeringskit vis solsikken", "laeringskit viis solsikken", 70),
    "snippets": ("viderefoert/adding.md", "(1, 1, 1)", "(1, 2, 1)", 3),
    "messages": ("hold_et_moede.md", "**Vis dem sammen**", "**Vis dem alle**", 25),
    "examples": ("fejl.toml", 'koder = ["raekke_i_alt"]', 'koder = ["raekke_eksempel"]', 15),
    "columns": ("kom_i_gang.md", "| Dato | Observation |", "| Dato | Farve |", 6),
    "links": ("hold_et_moede.md", "(et_moede_i_billeder.md)", "(et_moede_i_ord.md)", 40),
    "pictures": ("billeder/ord.json", '"moede_2_bud"', '"moede_2_gammel"', 15),
    "glossary": ("ordliste.md", "| contribution |", "| donation |", 12),
    "figures": ("mine_egne_borgere.md", "færre end fem", "færre end fire", 6),
    "codes": ("../kitlib/ny.py", "", 'Problem("Ny.", code=code_of(x))', 200),
}
MORE = [
    ("commands", "det_samlede_billede.md", "--godkendt-af analytiker", "--godkendt-af"),
    ("commands", "jeres_egen_cirkel.md", "--cirkel kort_runde", "--runde kort_runde"),
    ("snippets", "jeres_egen_cirkel.md", "minutter = 30", "minutter = tredive"),
    ("columns", "det_samlede_billede.md", "enhed;type;distrikt", "enhed;slags;distrikt"),
    ("links", "index.md", "(billeder/dagen_igennem.png)", "(billeder/dagen.png)"),
    ("glossary", "ordliste.md", "| prøvehandling |", "| prøvegerning |"),
    ("glossary", "ordliste.md", "| *learning partner* |", "|  |"),
    ("figures", "tallene_bag.md", "højst 16 op", "højst 6 op"),
    ("figures", "tallene_bag.md", "meste under 4", "meste under 2"),
    ("figures", "til_lederen.md", "70 minutter", "50 minutter"),
]


@pytest.fixture(autouse=True)
def docs_on_the_path(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "docs"))


@pytest.fixture(scope="module")
def copy(root, tmp_path_factory):
    """What the checks read, to put lies into."""
    place = tmp_path_factory.mktemp("bog")
    away = shutil.ignore_patterns("_site", "__pycache__")
    shutil.copytree(root / "docs", place / "docs", ignore=away)
    shutil.copytree(root / "kitlib", place / "kitlib", ignore=shutil.ignore_patterns("*.bin"))
    for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(root / name, place / name)
    return place


@pytest.mark.parametrize("kind", LIES)
def test_what_the_book_says_is_so(root, kind):
    seen, wrong = getattr(checks, kind)(root)
    assert wrong == []
    assert seen >= LIES[kind][-1]


@pytest.mark.parametrize(
    ("kind", "page", "said", "lie"), [*((k, *lie[:3]) for k, lie in LIES.items()), *MORE]
)
def test_a_lie_is_caught(copy, kind, page, said, lie):
    path = copy / "docs" / page
    true = path.read_text("utf-8") if path.exists() else ""
    assert said in true
    path.write_text(true.replace(said, lie, 1) if said else lie, encoding="utf-8")
    try:
        assert getattr(checks, kind)(copy)[1]
    finally:
        path.write_text(true, encoding="utf-8")
