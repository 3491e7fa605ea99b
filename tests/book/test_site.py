"""The book as it is opened: every picture, link and page, and a search, with nothing but files."""

import json
import re
import subprocess
import sys
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import PATIENCE

PICTURE = re.compile(r"!\[([^\]]*)\]\((?:docs/)?billeder/([a-z0-9_]+)\.png\)")


def test_every_picture_is_made_by_the_walk_is_used_and_is_told_in_words(root):
    shown = dict.fromkeys((root / "docs" / "billeder").glob("*.png"))
    walked = json.loads((root / "docs" / "billeder" / "ord.json").read_text("utf-8"))
    assert {path.stem for path in shown} == set(walked)
    pages = [*(root / "docs").glob("*.md"), root / "README.md"]
    used = [found for page in pages for found in PICTURE.findall(page.read_text("utf-8"))]
    assert {name for _, name in used} == set(walked)
    assert all(len(said) > 10 for said, _ in used)
    assert all(walked.values()), "words were read on each"
    assert sum(path.stat().st_size for path in shown) < 3_000_000


@pytest.fixture(scope="module")
def site(root, tmp_path_factory):
    """The book, built once: a link to a page or a heading that is not there stops it."""
    place = tmp_path_factory.mktemp("bog")
    words = [sys.executable, "-m", "sphinx", "-q", "-W", "-d", place / "x"]
    done = subprocess.run(
        [*words, root / "docs", place / "site"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return place / "site"


def test_it_asks_nobody_for_anything_and_speaks_danish(site):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        asked = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//', text)
        assert not asked, page.name
        if "viderefoert" not in page.parts:
            assert not re.findall(r">\s*(Next|Previous|Back to top|Search|Home)\s*<", text)


def test_every_link_leads_to_something_that_is_there(site):
    pages = {page.resolve(): page.read_text("utf-8") for page in site.rglob("*.html")}
    anchors = {page: set(re.findall(r'\bid="([^"]+)"', text)) for page, text in pages.items()}
    followed = 0
    for page, text in pages.items():
        for link in re.findall(r'<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"', text):
            to = urlsplit(unescape(link))
            if to.scheme:
                continue
            target = (page.parent / unquote(to.path)).resolve() if to.path else page
            assert target.exists(), f"{page.name}: {link}"
            if to.fragment and target in anchors:
                assert unquote(to.fragment) in anchors[target], f"{page.name}: {link}"
            followed += 1
    assert followed > 1000


_SERIOUS = """axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => /serious|critical/.test(impact))
  .map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]))"""

#: A page of pictures, of tables and of text; `benchmarks/book.py` looks at them all.
SOME = ("kom_i_gang.html", "til_dpo.html", "opslag/hvor_mange.html")


@pytest.mark.whole
def test_a_page_is_sound_in_both_looks_and_found_again_from_a_folder(site, browser):
    from axe_playwright_python.sync_playwright import Axe

    for width, scheme in ((1280, "light"), (390, "dark")):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale="da-DK"
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        for name in SOME:
            page.goto((site / name).as_uri())
            page.add_script_tag(content=Axe().axe_script)
            assert page.evaluate(_SERIOUS) == [], name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.goto(f"{(site / 'search.html').as_uri()}?q=garderoben")
        page.wait_for_selector("#search-results li a")
        context.close()
