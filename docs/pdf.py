"""The whole book as one PDF, made offline: the pages as one, printed by the Chromium there is.

python docs/pdf.py [FILE]         laeringskit-bog.pdf where no file is named
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from docs.chromium import chromium  # noqa: E402

_STYLE = """
@page { size: A4; margin: 18mm 18mm 20mm; }
body { font: 10.5pt/1.45 'Source Sans Pro', 'Source Sans 3', sans-serif; }
h1 { break-before: page; } div.body > section > h1:first-of-type { break-before: auto; }
h2, h3, .caption-text { break-after: avoid; }
img { max-width: 100%; max-height: 150mm; } figure, img, tr { break-inside: avoid; }
table { border-collapse: collapse; font-size: 9pt; width: 100%; }
td, th { border: 1px solid #bbb; padding: 2pt 4pt; text-align: left; vertical-align: top; }
td code, p code, li code { overflow-wrap: anywhere; }
pre { background: #f4f2ec; padding: 4pt 6pt; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: #00568c; text-decoration: none; }
a.headerlink, div.footer, div.related { display: none; }
"""
_FOOT = (
    "<div style='font-size:8pt;width:100%;text-align:center;color:#555'>"
    "<span class='pageNumber'></span></div>"
)


def pages_as_one(place: Path) -> Path:
    """Build every page into one that a browser can print."""
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "singlehtml"]
    plain = ["-D", "html_theme=basic", "-D", "html_show_sourcelink=0"]
    subprocess.run([*sphinx, *plain, "-d", place / "x", HERE, place / "en"], check=True)
    return place / "en" / "index.html"


def printed(page: Path, target: Path) -> None:
    """Print a page with tags and an outline, which readers of the screen and of the book use."""
    with chromium() as browser:
        opened = browser.new_page()
        opened.goto(page.as_uri())
        opened.add_style_tag(content=_STYLE)
        opened.pdf(
            path=target,
            prefer_css_page_size=True,
            tagged=True,
            outline=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=_FOOT,
        )


def main() -> None:
    """Make the book."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "laeringskit-bog.pdf")
    with tempfile.TemporaryDirectory() as place:
        printed(pages_as_one(Path(place)), target)
    print(f"{target} er lavet.")


if __name__ == "__main__":
    main()
