"""The page: self-contained, Danish, readable without seeing it, and silent on the network."""

import re
import subprocess
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

import kitlib.figures
from kitlib import open_team
from kitlib.figures import (
    Block,
    Cards,
    Counted,
    Grid,
    Group,
    Note,
    Numbers,
    Pairs,
    Row,
    Tally,
    View,
    one_scale,
)
from kitlib.figures.plot import picture, svg_of
from kitlib.page import Section, page_html, write_page
from kitlib.problems import Problem, ProblemReport
from kitlib.writing import Home

DOTS = Tally(rows=(Row("Højere"),), columns=(Counted("", (("", ""),)),))


def view(block=None, **changes):
    words = {
        "key": "proeve.en",
        "question": "Hvad så <vi>?",
        "sentence": "4 noter.",
        "caveat": "Få.",
        "alt": 'Fire "prikker" \\1.',
        "data": pd.DataFrame(),
        "ring": "hos_teamet",
    }
    blocks = (block,) if block else ()
    return View(**{"blocks": blocks, **words, **changes})


@pytest.fixture
def html(tmp_path):
    sections = [Section("Prøve", (view(DOTS), view(DOTS, question="Og nu?"), view()))]
    home = Home(tmp_path, opdigtet=True)
    report = ProblemReport((Problem("hemmelig besked"),))
    return page_html(title="Æblet", lead="", sections=sections, home=home, problems=report)


def test_nothing_is_fetched_from_anywhere(html):
    outside = re.findall(r'(?:src|href)="(?!#|data:)[^"]+"|url\((?!#|data:)[^)]+\)', html)
    assert outside == []
    assert "default-src 'none'" in html


def test_every_figure_has_its_words(html):
    assert html.count('role="img"') == 2
    assert html.count('aria-label="Fire &quot;prikker&quot; \\1."') == 2
    assert "Hvad så &lt;vi&gt;?" in html
    assert '<p class="empty">4 noter.</p>' in html
    assert 'lang="da"' in html


def test_figures_on_one_page_have_ids_of_their_own(html):
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for used in re.findall(r'(?:url\(#|href="#)([^)"]+)', html):
        assert used in ids


def test_what_could_not_be_read_is_counted_and_not_told(html):
    assert "1 sted i filerne kunne ikke læses" in html
    assert "hemmelig" not in html


def test_the_same_page_is_the_same_bytes(tmp_path):
    home = Home(tmp_path, opdigtet=True)
    parts = {"title": "x", "lead": "", "sections": [Section("a", (view(DOTS),))], "home": home}
    parts["output"] = "visninger.html"
    one = write_page(tmp_path / "a.html", **parts).read_bytes()
    assert write_page(tmp_path / "b.html", **parts).read_bytes() == one


NOTES = Cards(
    groups=(Group("Leg", "2 noter", (Note("Ser op.", "»Nå«", "B01", id="a1"), Note("Løber <ud>"))),)
)
PAIRS = Pairs(
    groups=(Group("", "", (Note("Ser op.", beside="Vil med?"), Note("Løber"))),),
    columns=("Det, vi så", "Det, vi antager"),
)


def told(block, tmp_path):
    home = Home(tmp_path, slettes=date(2027, 1, 31))
    parts = (Section("a", (view(blocks=(block,)),)),)
    return page_html(title="x", lead="", sections=parts, home=home)


def test_notes_are_text_on_the_page_and_are_read_once(tmp_path):
    html = told(NOTES, tmp_path)
    assert html.count("Ser op.") == html.count("»Nå«") == 1
    assert "Løber &lt;ud&gt;" in html
    assert '<h4><span data-key="Leg">Leg</span> <small>2 noter</small></h4>' in html
    assert html.count('data-note="a1"') == 1
    assert html.count("<tr>") == 0 < told(PAIRS, tmp_path).count("<tr>")
    assert '<div class="lf-guess">Vil med?</div>' in told(PAIRS, tmp_path)


def test_a_column_in_which_nobody_has_written_says_so_once(tmp_path):
    bare = Pairs(
        groups=(Group("Film", "", (Note("Ser op."), Note("Løber"))),), columns=("Set", "?")
    )
    assert told(bare, tmp_path).count("Intet skrevet endnu.") == 1
    assert "Intet skrevet endnu." not in told(PAIRS, tmp_path)


def test_a_number_stands_on_one_line_with_its_word_and_who_5_is_whole(tmp_path):
    shown = view(DOTS, sentence="Af 8 unge er 2 uden.", caveat="WHO-5 er et termometer.")
    home = Home(tmp_path, opdigtet=True)
    html = page_html(title="x", lead="", sections=[Section("a", (shown,))], home=home)
    assert "Af 8\N{NO-BREAK SPACE}unge er 2\N{NO-BREAK SPACE}uden." in html
    assert "WHO-\N{WORD JOINER}5" in html


def test_a_page_tells_what_each_view_is_called_in_om_toml(html):
    assert html.count("I om.toml og notebooks hedder den proeve.en") == 3


def test_every_sheet_of_paper_says_whose_it_is(tmp_path):
    line = "Bliver hos teamet. Slettes senest 31. januar 2027."
    assert f'content: "{line}"' in told(NOTES, tmp_path)


def test_all_pages_share_one_head(tmp_path):
    from kitlib.page import document_html
    from kitlib.pooled.page import page_html as release_html

    home = Home(tmp_path, opdigtet=True)
    pages = [
        told(NOTES, tmp_path),
        document_html(title="x", under="", sections=[], home=home),
        release_html(title="x", lead="", views=[], tables=[]),
    ]
    heads = {
        re.sub('@font-face.*|@bottom.*|; script-src [^"]*', "", p.split("@media")[0]) for p in pages
    }
    assert len(heads) == 1
    assert all("default-src 'none'" in p and 'lang="da"' in p for p in pages)


@pytest.mark.whole
def test_on_paper_no_note_is_cut_at_the_end_of_a_page(browser, sample_data, tmp_path):
    from kitlib import open_team
    from kitlib.show import show_team

    team = open_team(sample_data / "solsikken")
    path = show_team(team, tmp_path / "page.html").path
    pdf = tmp_path / "page.pdf"
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(path.as_uri())
        pdf.write_bytes(page.pdf(prefer_css_page_size=True))
    sheets = [
        " ".join(part.split())
        for part in subprocess.run(
            ["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, text=True
        ).stdout.split("\f")[:-1]
    ]
    board = team.view("postits.tavlen").data
    seen = [" ".join(text.split()) for text in board["observation"].dropna()]
    assert len(seen) > 100
    torn = [text for text in seen if not any(text in sheet for sheet in sheets)]
    assert torn == []
    assert all("Opdigtede data til at øve sig på." in sheet for sheet in sheets)
    # No question stands alone at the foot of a page: the first of its notes is with it.
    for key in ("postits.tavlen", "postits.set_antaget", "video.noterne_i_raekkefoelge"):
        shown = team.view(key)
        [block] = shown.blocks
        first = " ".join(getattr(block, "pairs", block).groups[0].notes[0].text.split())
        assert any(shown.question in sheet and first in sheet for sheet in sheets), key


@pytest.mark.whole
@pytest.mark.parametrize("width", [400, 1024, 1920])
def test_held_small_or_large_only_figures_move_sideways(browser, sample_data, tmp_path, width):
    from kitlib import open_mine
    from kitlib.show import show_mine

    mine = open_mine(sample_data / "mit" / "psykolog_who5.csv")
    path = show_mine(mine, tmp_path / "page.html").path
    with browser.new_context(viewport={"width": width, "height": 720}) as context:
        page = context.new_page()
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # Letters of 13 pt in a figure 1280 wide are at least 9 px high on the screen.
        wide = page.locator("svg[role=img]").first.bounding_box()["width"]
        assert 13 * 100 / 72 * wide / 1280 >= 9


@pytest.mark.whole
def test_a_browser_opens_it_and_asks_nobody(browser, sample_data, tmp_path):
    from kitlib import open_team
    from kitlib.show import show_team

    team = open_team(sample_data / "ungehuset")
    page_path = show_team(team, tmp_path / "page.html").path
    asked: list[str] = []
    said: list[str] = []
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(page_path.as_uri())
        assert page.locator(".lf").count() >= 12
        assert page.evaluate("document.fonts.check(\"16px 'Source Sans Pro'\")")
        for width in (1280, 1024):
            page.set_viewport_size({"width": width, "height": 720})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, "the page must not scroll sideways"
    assert [u for u in asked if not u.startswith(("file:", "data:"))] == []
    assert said == []


def test_a_drawing_is_kept_for_its_own_notes_and_no_others(sample_data):
    """What a team put in its pocket a moment ago is in no drawing that was at hand."""
    seen = open_team(sample_data / "solsikken").view("postits.situation_tema")
    (grid,) = (block for block in seen.blocks if isinstance(block, Grid))
    cell = next(cell for cell, pile in grid.piles.items() if len(pile.notes) > 1)
    pile = grid.piles[cell]
    fewer = replace(grid, piles={**grid.piles, cell: replace(pile, notes=pile.notes[1:])})
    assert svg_of(grid) is svg_of(replace(grid))
    assert pile.notes[0].id in svg_of(grid)
    assert pile.notes[0].id not in svg_of(fewer)


def test_a_drawing_of_any_kind_of_block_can_be_kept():
    """Every field has a hash, or is left out of it: a mapping has none."""
    kinds = (kind for kind in vars(kitlib.figures).values() if isinstance(kind, type))
    found = [kind for kind in kinds if issubclass(kind, Block) and kind is not Block]
    held = [field for kind in found for field in fields(kind)]
    assert {"Grid", "Numbers", "Stacks"} <= {kind.__name__ for kind in found}
    unhashed = ("Mapping", "dict", "list", "DataFrame", "Series")
    assert [f.name for f in held if str(f.type).startswith(unhashed) and f.hash is not False] == []


@pytest.mark.parametrize("most", [18, 40, 400])
@pytest.mark.parametrize("n_columns", range(1, 15))
def test_no_mark_of_a_number_lies_over_the_next(n_columns, most):
    rows, columns = ("Nord", "Syd", "Alle"), tuple(f"tema {k}" for k in range(n_columns))
    values = {(row, column): most - 3 * k for k, row in enumerate(rows) for column in columns}
    grid = Numbers(rows, columns, values, one_scale(values, rows, columns), "Tema")
    axes = [ax for ax in picture([grid]).axes if ax.texts]
    starts = sorted({text.get_position()[0] for ax in axes for text in ax.texts})
    dots = [max(line.get_xdata()) for ax in axes for line in ax.lines if line.get_marker() == "o"]
    ends = dots + [bar.get_x() + bar.get_width() for ax in axes for bar in ax.patches]
    begins = [min(line.get_xdata()) for ax in axes for line in ax.lines if line.get_marker() == "o"]
    begins += [bar.get_x() for ax in axes for bar in ax.patches]
    for begin, end in zip(begins, ends, strict=True):
        assert not any(begin < start < end + 0.05 for start in starts)
    assert bool(ends) == (n_columns <= 6) or n_columns in (7, 8, 9)


def test_no_heading_of_many_columns_is_broken_inside_a_word():
    rows, columns = ("Nord", "Alle"), tuple(f"forældresamarbejde {k}" for k in range(12))
    values = {(row, column): 12 for row in rows for column in columns}
    grid = Numbers(rows, columns, values, one_scale(values, rows, columns), "Tema")
    figure = picture([grid])
    said = {text.get_text(): text for part in figure.subfigs or [figure] for text in part.texts}
    assert set(columns) <= set(said)
    boxes = [said[column].get_window_extent() for column in columns]
    assert all(a.x1 <= b.x0 for a, b in pairwise(boxes))
    assert all(box.y1 <= said["Tema"].get_window_extent().y0 for box in boxes)
