"""A release on a telephone: every number beside its word, and nothing to move sideways."""

import re

import pandas as pd
import pytest

from kitlib.evidence import LABELS
from kitlib.figures import ALL, Numbers, one_scale
from kitlib.figures.shares import bars, furthest
from kitlib.pooled.layout import ToldTable
from kitlib.pooled.narrow import narrow

NUMBERS = {"Nord": (12, 3, 5, None, 0), ALL: (20, 8, 6, 9, 7)}


def grid(sides, columns=LABELS, **more):
    values = {(r, c): n for r, told in NUMBERS.items() for c, n in zip(columns, told, strict=True)}
    rows = tuple(NUMBERS)
    scales = one_scale(values, rows, columns)
    return Numbers(rows, tuple(columns), values, scales, "Retning", mark="få", sides=sides, **more)


def told(made):
    return {part.name: [line.n for line in part.lines] for part in made.parts}


def test_directions_keep_their_bars_and_their_colours():
    made = narrow(grid(True))
    assert told(made) == {name: list(numbers) for name, numbers in NUMBERS.items()}
    assert made.ends == (LABELS[-1], LABELS[0]) and made.said == "Retning"
    for part in made.parts:
        drawn = bars(grid(True), part.name)
        assert [colour for colour, _, _ in part.bars] == [colour for colour, _, _ in drawn]
        assert sum(wide for _, _, wide in part.bars) == pytest.approx(
            50 / furthest(grid(True)), abs=0.05
        )
        assert all(left >= 0 and left + wide <= 100.01 for _, left, wide in part.bars)
        assert not any(line.long for line in part.lines)
    colours = {line.label: line.colour for line in made.parts[0].lines}
    assert len(set(colours.values())) == 5 and "lidt højere" in colours


def test_other_numbers_have_a_bar_each_on_one_scale_and_sums_have_none():
    table = ToldTable(
        "Hvem",
        "Tema",
        ("a", "b", "I alt"),
        (("Nord", (3, None, 3)), ("I alt", (6, 4, 10))),
        "få",
    )
    made = narrow(grid(False), table)
    assert [[line.long for line in part.lines] for part in made.parts] == [[100, 0, 0], [0, 0, 0]]
    assert [line.label for line in made.parts[0].lines] == ["a", "b", "i alt"]
    assert made.ends == () and made.parts[0].bars == ()


def test_one_column_is_one_list():
    rows = (("leg, inde", (7,)), ("leg, ude", (14,)), ("I alt", (21,)))
    made = narrow(grid(False), ToldTable("Tema", "", ("Antal børn",), rows, "få"))
    (part,) = made.parts
    assert (made.said, part.name) == ("Antal børn", "")
    assert [(line.label, line.n, line.long) for line in part.lines] == [
        ("leg, inde", 7, 50),  # two that begin alike are told whole
        ("leg, ude", 14, 100),
        ("i alt", 21, 0),
    ]


def test_columns_with_a_scale_each_have_no_bars_and_keep_their_names():
    values = {("nået", "Jeres egne"): 4, ("nået", "Nord, unge"): 40, ("samme", "Nord, unge"): 12}
    heads = ("Jeres egne", "Nord, unge")
    scales = {}
    for head in heads:
        scales |= one_scale(values, ("nået", "samme"), [head])
    made = narrow(Numbers(("nået", "samme"), heads, values, scales, mark="få"))
    assert told(made) == {"nået": [4, 40], "samme": [0, 12]}
    assert [line.label for line in made.parts[0].lines] == list(heads)
    assert not any(line.long for part in made.parts for line in part.lines)


def test_of_two_answers_both_are_named():
    two = ToldTable("Trin ved start", "Trin nu", ("a", "b"), (("c", (None, None)),), "få")
    made = narrow(grid(False, down="Trin ved start"), two)
    assert made.said == "Trin ved start, og derunder trin nu"
    assert not made.parts[0].told


_SERIOUS = """axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => /serious|critical/.test(impact))
  .map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]))"""
#: What is seen, and can be moved sideways or sticks out.
_WIDE = """[...document.querySelectorAll("body *")].filter((e) => e.checkVisibility()
  && (e.getBoundingClientRect().right > innerWidth + 1
      || /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1))
  .map((e) => e.outerHTML.slice(0, 200))"""


@pytest.mark.whole
@pytest.mark.parametrize("width", [320, 390, 900])
def test_nothing_is_moved_sideways_on_a_telephone(public, browser, width):
    from axe_playwright_python.sync_playwright import Axe

    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        page.goto((public / "samlet_billede.html").as_uri())
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(_WIDE) == []
        assert page.locator("article svg:visible, table:visible").count() == 0
        page.evaluate(Axe().axe_script)
        assert page.evaluate(_SERIOUS) == []


def is_drawn(page):
    """Whether every figure is seen, and nothing of what stands in its place."""
    drawn = page.locator("article svg:visible").count() == page.locator("article").count()
    return drawn and page.locator(".narrow:visible").count() == 0


@pytest.mark.whole
def test_a_telephone_shows_every_number_and_a_wide_screen_and_paper_the_figure(public, browser):
    table = pd.read_csv(public / "tal.csv", sep=";", encoding="utf-8-sig")
    whole = table[table["periode"] == "I alt"]
    shown = sorted(whole["n"].dropna().astype(int).map(lambda n: f"{n:,}".replace(",", ".")))
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto((public / "samlet_billede.html").as_uri())
        seen = []
        for article in page.locator("article").all():
            if "Halvår for halvår" not in article.inner_text():
                seen += article.locator(".narrow b").all_inner_texts()
        assert sorted(n for n in seen if re.fullmatch(r"[\d.]+", n)) == shown
        page.emulate_media(media="print")
        assert is_drawn(page)
        page.emulate_media(media="screen")
        assert not is_drawn(page)
        page.set_viewport_size({"width": 1280, "height": 844})
        assert is_drawn(page)


@pytest.mark.whole
@pytest.mark.parametrize("width", [320, 390])
def test_beside_all_every_column_is_seen_on_a_telephone(browser, tmp_path, width):
    from kitlib.pooled.beside import make_beside
    from kitlib.resources import resource_folder

    (path,) = make_beside(resource_folder("sample_data") / "pakhuset", tmp_path)
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(_WIDE) == []
        for article in page.locator("article").all():
            rows = article.locator(".narrow ul").all_inner_texts()
            assert rows and all(("Jeres egne" in row) and ("Alle" in row) for row in rows)
        page.set_viewport_size({"width": 1280, "height": 844})
        assert page.locator(".narrow:visible").count() == 0
        assert page.locator("article svg:visible").count() == page.locator("article").count()
