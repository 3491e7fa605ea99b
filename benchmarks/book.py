"""Looks at every page of the built book: axe, width, and whether a search finds it from a folder.

sphinx-build -W docs docs/_site; python benchmarks/book.py docs/_site [FOLDER FOR PICTURES]
"""

import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.chromium import chromium

LOOKS = ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"))
_SERIOUS = """axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => /serious|critical/.test(impact))
  .map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 160)]))"""


def looked_at(page, path, look):
    """What is wrong with one page at one look."""
    page.goto(path.as_uri())
    page.add_script_tag(content=Axe().axe_script)
    found = list(page.evaluate(_SERIOUS))
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(["wider than the window", look])
    return found


def main():
    site = Path(sys.argv[1]).resolve()
    pictures = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    pages, faults = sorted(site.rglob("*.html")), 0
    with chromium() as browser:
        for width, scheme in LOOKS:
            look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
            context = browser.new_context(locale="da-DK", **look)
            page = context.new_page()
            for path in pages:
                for fault in looked_at(page, path, look):
                    faults += 1
                    print(path.relative_to(site), width, scheme, *fault)
                if pictures:
                    name = f"{path.stem}_{width}_{scheme}.png"
                    page.screenshot(path=pictures / name, full_page=False)
            context.close()
    print(f"{len(pages)} pages in {len(LOOKS)} looks, {faults} serious faults")


if __name__ == "__main__":
    main()
