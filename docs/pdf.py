"""The whole book as one PDF, made offline: the pages as one, printed by the Chromium there is.

python docs/pdf.py [FILE]         laeringskit-bog.pdf where no file is named
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from docs.chromium import chromium  # noqa: E402
from kitlib.look import font_files  # noqa: E402

_STYLE = """
@page { size: A4; margin: 16mm 18mm 18mm; }
body { font: 10.5pt/1.45 Bog, 'Source Sans Pro', 'Source Sans 3', sans-serif; }
p { orphans: 3; widows: 3; } pre { orphans: 5; widows: 5; }
h2.kapitel, p.del { break-before: page; }
section :last-child { margin-bottom: 0; padding-bottom: 0; }
p.del { font-size: 11pt; color: #555; } p.del + * h2.kapitel { break-before: auto; }
h1, h2, h3, h4, h5, h6, .rubric, p.del, dt { break-after: avoid; }
p:has(+ [class*=highlight]), p:has(+ blockquote), p:has(+ ul) { break-after: avoid; }
p:has(+ table.kort), p:has(+ div > table.kort) { break-after: avoid; }
img { max-width: 82%; max-height: 118mm; border: .5pt solid #ccc; }
figure, img, tr, li, blockquote, table.kort, section.hel { break-inside: avoid; }
table { border-collapse: collapse; font-size: 9pt; width: 100%; }
td, th { border: 1px solid #bbb; padding: 2pt 4pt; text-align: left; vertical-align: top; }
code { font-size: .9em; } code .pre { white-space: nowrap; }
td code, p code, li code { overflow-wrap: anywhere; }
pre { background: #f4f2ec; padding: 4pt 6pt; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.kort { break-inside: avoid; }
a { color: #00568c; text-decoration: none; }
nav.indhold ol { list-style: none; padding: 0; columns: 2; column-gap: 12mm; }
nav.indhold h2 { break-before: auto; }
nav.indhold li { display: flex; } nav.indhold li span:last-child { margin-left: auto; }
nav.indhold li.del { color: #555; margin-top: 8pt; }
a.headerlink, div.footer, div.related { display: none; }
"""
_FOOT = (
    "<div style='font-size:8pt;width:100%;text-align:center;color:#555'>"
    "<span class='pageNumber'></span></div>"
)
#: Chapters are known, the contents stand after the first picture, and code of long lines is small
#: rather than broken: eighty letters of the usual size fill a line. What is short is never broken,
#: nor is a command or an example of a fault.
_ARRANGE = """(parts) => {
  const list = document.createElement("ol");
  const nav = document.createElement("nav");
  nav.className = "indhold";
  nav.innerHTML = "<h2>Indhold</h2>";
  nav.append(list);
  for (const section of document.querySelectorAll("div.body > section section")) {
    const title = section.querySelector(":scope > h2");
    if (!title) continue;
    title.classList.add("kapitel");
    const words = title.firstChild.textContent.trim();
    if (parts[words]) {
      const part = Object.assign(document.createElement("p"), { className: "del" });
      part.textContent = parts[words];
      section.before(part);
      const line = Object.assign(document.createElement("li"), { className: "del" });
      line.textContent = parts[words];
      list.append(line);
    }
    const line = document.createElement("li");
    line.innerHTML = `<a href="#${section.id}"></a><span></span>`;
    line.firstChild.textContent = words;
    list.append(line);
  }
  const first = document.querySelector("div.body > section");
  first.querySelector("h2.kapitel").closest("div.body > section > *").before(nav);
  for (const code of document.querySelectorAll("pre")) {
    const lines = code.textContent.trimEnd().split("\\n");
    const longest = Math.max(...lines.map((line) => line.length));
    code.style.fontSize = `${Math.max(7, Math.min(9.5, (9.5 * 80) / longest))}pt`;
    if (lines.length < 18) code.classList.add("kort");
  }
  for (const table of document.querySelectorAll("table")) {
    if (table.rows.length < 20) table.classList.add("kort");
  }
  for (const page of ["kommandoer", "fejl-og-hvad-man-gor"]) {
    for (const one of document.querySelectorAll(`#${page} > section`)) one.classList.add("hel");
  }
}"""
_NUMBER = """(pages) => document.querySelectorAll("nav.indhold li:not(.del)").forEach((line) => {
  line.lastChild.textContent = pages[line.firstChild.textContent] ?? "";
})"""


def pages_as_one(place: Path) -> Path:
    """Build every page into one that a browser can print."""
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "singlehtml"]
    plain = ["-D", "html_theme=basic", "-D", "html_show_sourcelink=0"]
    subprocess.run([*sphinx, *plain, "-d", place / "x", HERE, place / "en"], check=True)
    return place / "en" / "index.html"


def parts() -> dict[str, str]:
    """First chapter of each part of the book -> what the part is called."""
    found, part = {}, ""
    for line in (HERE / "index.md").read_text(encoding="utf-8").splitlines():
        if line.startswith(":caption: "):
            part = line.removeprefix(":caption: ")
        elif part and line and line[0] not in ":`":
            title = (HERE / f"{line}.md").read_text(encoding="utf-8").partition("\n")[0]
            found[title.removeprefix("# ")] = part
            part = ""
    return found


def chapters(path: Path) -> dict[str, int]:
    """Return the page each chapter begins on, as the outline of the print has it."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    found: dict[str, int] = {}

    def walk(entries: list[Any]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            elif (page := reader.get_destination_page_number(entry)) is not None:
                found.setdefault(str(entry.title).rstrip("¶").strip(), page + 1)

    walk(reader.outline)
    return found


def printed(page: Path, target: Path) -> None:
    """Print a page with tags and an outline, which readers of the screen and of the book use."""
    faces = {"Regular": "400 normal", "Bold": "700 normal", "It": "400 italic"}
    fonts = "".join(
        f"@font-face {{ font-family: Bog; src: url('{path.as_uri()}'); "
        f"font-weight: {faces[face].split()[0]}; font-style: {faces[face].split()[1]}; }}"
        for face, path in font_files().items()
    )
    with chromium() as browser:
        opened = browser.new_page()
        opened.goto(page.as_uri())
        opened.add_style_tag(content=fonts + _STYLE)
        opened.evaluate(_ARRANGE, parts())
        for _ in range(2):  # the first tells which pages the chapters come to begin on
            opened.pdf(
                path=target,
                prefer_css_page_size=True,
                tagged=True,
                outline=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=_FOOT,
            )
            opened.evaluate(_NUMBER, chapters(target))


def blank(path: Path) -> list[int]:
    """Return the pages on which nothing stands but their number."""
    from pypdf import PdfReader

    pages = enumerate(PdfReader(path).pages, start=1)
    return [n for n, page in pages if page.extract_text().strip() in ("", str(n))]


def main() -> None:
    """Make the book; a page with nothing on it is a fault of the style."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "laeringskit-bog.pdf")
    with tempfile.TemporaryDirectory() as place:
        printed(pages_as_one(Path(place)), target)
    if empty := blank(target):
        sys.exit(f"{target} har tomme sider: {empty}")
    print(f"{target} er lavet.")


if __name__ == "__main__":
    main()
