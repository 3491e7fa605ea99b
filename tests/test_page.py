"""The page: self-contained, Danish, readable without seeing it, and silent on the network."""

import re

import pandas as pd
import pytest

from kitlib.page import Section, page_html, write_page
from kitlib.problems import Problem, ProblemReport
from kitlib.view import View
from kitlib.writing import Home


def view(draw=None, **changes):
    words = {
        "key": "proeve.en", "question": "Hvad så <vi>?", "sentence": "4 noter.",
        "caveat": "Få.", "alt": 'Fire "prikker" \\1.', "data": pd.DataFrame(), "ring": "hos_teamet",
    }  # fmt: skip
    return View(**(words | changes), draw=draw)


def draw(figure):
    figure.subplots().plot([1, 2], [3, 4])


@pytest.fixture
def html(tmp_path):
    sections = [Section("Prøve", (view(draw), view(draw, question="Og nu?"), view()))]
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
    parts = {"title": "x", "lead": "", "sections": [Section("a", (view(draw),))], "home": home}
    one = write_page(tmp_path / "a.html", **parts).read_bytes()
    assert write_page(tmp_path / "b.html", **parts).read_bytes() == one


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
        figures = page.locator("svg[role=img]")
        assert figures.count() >= 12
        assert page.evaluate("document.fonts.check(\"16px 'Source Sans Pro'\")")
        for width in (1280, 1024):
            page.set_viewport_size({"width": width, "height": 720})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, "the page must not scroll sideways"
    assert [u for u in asked if not u.startswith(("file:", "data:"))] == []
    assert said == []
