"""Every view of every sample team and own file, on every way out, at three looks.

    python benchmarks/views.py FOLDER [--ud page,meeting,handout,slide,notebook] [NAME ...]

The looks are a projector of 1280 x 720, the same at 150 % (853 x 480 CSS pixels), and grey. Beside
the pictures lie contact sheets `ark_*.png` at a size where words can be read. What a program can
tell is told: wider than the window, text that is cut or lies on other text, text under 11 px, a
large empty band, and what axe calls serious. The rest is for eyes.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont, ImageOps

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docs.chromium import chromium  # noqa: E402
from kitlib import open_mine, open_team  # noqa: E402
from kitlib.look import font_files  # noqa: E402

LOOKS = {"1280": 1.0, "150": 1.5}
WAYS = ("page", "meeting", "handout", "slide", "notebook")
LEAST = 11  # px
_TALL = 4500  # a window as tall as the longest figure, so that all of it is seen
_SHEET, _COLUMN, _GAP = 1500, 736, 12
_FONT = ImageFont.truetype(str(font_files()["Regular"]), 15)

#: What text stands where: its words, its box without the air above and below, its size.
_TEXTS = """(root) => {
  const aside = "style, script, .lf-said, .lk-kun-laest, dialog > .lk-knapper";
  const found = [], turned = (m) => Math.abs(m.b) > .01 || Math.abs(m.c) > .01;
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const at = node.parentElement;
    if (!node.data.trim() || !at.checkVisibility() || at.closest(aside)) continue;
    const matrix = at.getScreenCTM?.(), scale = matrix ? Math.hypot(matrix.a, matrix.b) : 1;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(at).fontSize) * scale * devicePixelRatio;
    const frame = at.closest("svg")?.getBoundingClientRect();
    for (const r of matrix ? [at.getBoundingClientRect()] : range.getClientRects()) {
      if (r.width < 1) continue;
      const cut = r.left < -1 || r.right > innerWidth + 1 || (frame && !turned(matrix) &&
        (r.left < frame.left - 2 || r.right > frame.right + 2 || r.bottom > frame.bottom + 4));
      const said = node.data.trim().slice(0, 40);
      found.push({ said, size, cut, turned: !!matrix && turned(matrix),
        box: [r.left + 1, r.top + r.height * .22, r.right - 1, r.bottom - r.height * .22] });
    }
  }
  return { found, wide: document.documentElement.scrollWidth > innerWidth };
}"""
_AXE = """axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
  .filter(({ impact }) => /serious|critical/.test(impact))
  .map(({ id, nodes }) => `axe ${id}: ${nodes[0].html.slice(0, 120)}`))"""

#: One picture: the view's key or page, the look, what was seen and what is wrong with it.
Shot = tuple[str, str, Image.Image, list[str]]


def wrong_texts(texts: list[dict[str, Any]], least: float = LEAST) -> list[str]:
    """What is wrong with texts by their boxes: cut, too small, or one on another."""
    told = [f"cut: {t['said']}" for t in texts if t["cut"]]
    told += [f"{t['size']:.1f} px: {t['said']}" for t in texts if t["size"] < least - 0.05]
    level = sorted((t for t in texts if not t["turned"]), key=lambda t: t["box"][1])
    for k, one in enumerate(level):
        for other in level[k + 1 :]:
            a, b = one["box"], other["box"]
            if b[1] >= a[3] - 1:
                break
            if min(a[2], b[2]) - max(a[0], b[0]) > 2 and min(a[3], b[3]) - max(a[1], b[1]) > 1:
                told.append(f"on each other: {one['said']} / {other['said']}")
    return list(dict.fromkeys(told))


def empty_band(picture: Image.Image) -> list[str]:
    """Whether a large part of a picture is one band with nothing in it."""
    grey = picture.convert("L")
    paper = max(grey.getcolors(1 << 24) or [(0, 0)])[1]
    rows = grey.point([255 * (abs(k - paper) > 6) for k in range(256)]).resize((1, grey.height), 4)
    run = most = 0
    for ink in rows.get_flattened_data() if hasattr(rows, "get_flattened_data") else rows.getdata():
        run = 0 if ink else run + 1
        most = max(most, run)
    return [f"empty band of {most} px"] if most > max(300, grey.height * 0.4) else []


def shot_of(page: Any, spot: Any, name: str, look: str) -> Shot:
    """A picture of one place on a page, and what is wrong there."""
    seen = spot.evaluate(_TEXTS)
    picture = Image.open(BytesIO(spot.screenshot(animations="disabled", caret="hide")))
    faults = wrong_texts(seen["found"]) + empty_band(picture)
    return name, look, picture, faults + ["wider than the window"] * seen["wide"]


@contextmanager
def window(browser: Any, zoom: float) -> Iterator[Any]:
    """A page of a window at one zoom that asks nobody outside for anything."""
    size = {"width": int(1280 / zoom), "height": int(_TALL / zoom)}
    context = browser.new_context(viewport=size, device_scale_factor=zoom, locale="da-DK")
    context.route("http*://**", lambda route: route.abort())
    yield context.new_page()
    context.close()


def on_page(browser: Any, opened: Any, place: Path) -> Iterator[Shot]:
    """The page of `vis`."""
    from axe_playwright_python.sync_playwright import Axe

    from kitlib.show import show_mine, show_team

    show = show_team if opened.ring == "hos_teamet" else show_mine
    path = show(opened, place / "side.html").path
    for look, zoom in LOOKS.items():
        with window(browser, zoom) as page:
            page.goto(path.as_uri())
            page.evaluate("document.fonts.ready")
            for k, key in enumerate(opened.view_keys, start=1):
                yield shot_of(page, page.locator(f"#v{k}"), key, look)
            page.evaluate(Axe().axe_script)
            yield "axe", look, Image.new("RGB", (1, 1)), page.evaluate(_AXE)


def in_notebook(browser: Any, opened: Any, place: Path) -> Iterator[Shot]:
    """A notebook as JupyterLab lays it out, with a cell for each view."""
    import nbformat
    from nbconvert import HTMLExporter

    cells = []
    for key in opened.view_keys:
        data = {"text/html": opened.view(key)._repr_html_()}
        shown = nbformat.v4.new_output("execute_result", data, execution_count=1)
        cells.append(nbformat.v4.new_code_cell(f'team.view("{key}")', outputs=[shown]))
    html, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    (place / "bog.html").write_text(html, encoding="utf-8")
    for look, zoom in LOOKS.items():
        with window(browser, zoom) as page:
            page.goto((place / "bog.html").as_uri(), wait_until="domcontentloaded")
            for key, spot in zip(opened.view_keys, page.locator("figure").all(), strict=True):
                yield shot_of(page, spot, key, look)


def in_meeting(browser: Any, opened: Any, place: Path) -> Iterator[Shot]:
    """The meeting, with a show of hands as bud where one can be given; no meeting of ring mit."""
    from kitlib.circle import Session
    from tests.circle_page.direct import Direct
    from tests.circle_page.walking import goes_on, turn

    if opened.ring == "mit":
        return
    for look, zoom in LOOKS.items():
        folder = Path(shutil.copytree(opened.folder, place / f"moede{look}"))
        session = Session.open(folder, today=date(2026, 9, 1))
        for key in opened.view_keys:
            if bud := session.figures.for_page(key)["bud"]:
                hands = {each["key"]: n for n, each in zip((4, 1), bud["options"], strict=False)}
                session.figures.bud(key, {"kind": bud["kinds"][-1], _parts(bud): hands})
        session.close()
        told = Direct(
            browser,
            folder,
            today=date(2026, 9, 1),
            circle=None,
            width=1280,
            height=_TALL,
            zoom=zoom,
        )
        page = told.begin()
        turn(page, "Se")
        while True:
            page.wait_for_selector(".lk-venter", state="detached")
            if page.locator("main .lk-visning, main .lk-bord-linje").count():
                table = page.locator("main .lk-bord-linje").count()  # it fills the window
                tall = 720 if table else _TALL
                page.set_viewport_size({"width": int(1280 / zoom), "height": int(tall / zoom)})
                shot = shot_of(page, page.locator("main"), page.inner_text("h1"), look)
                # Notes of the table go on below its foot, where they are scrolled to.
                yield (*shot[:3], [w for w in shot[3] if not table or w.startswith("wider")])
                page.set_viewport_size({"width": int(1280 / zoom), "height": int(_TALL / zoom)})
            if page.locator("details.lk-flere").count() or not goes_on(page):
                break
        page.locator("details.lk-flere summary").click()
        page.wait_for_selector("details.lk-flere button")
        for button in page.locator("details.lk-flere button").all():
            button.click()
            page.wait_for_selector("dialog p.lk-venter", state="detached")
            yield shot_of(page, page.locator("dialog.lk-bredt"), button.inner_text(), look)
            page.keyboard.press("Escape")
            page.wait_for_selector("dialog", state="detached")
        told.close()


def _parts(bud: dict[str, Any]) -> str:
    return "parts" if bud["kinds"][-1] == "fordeling" else "hands"


def on_handout(browser: Any, opened: Any, place: Path) -> Iterator[Shot]:
    """Every page of the handout with all views; nothing of ring mit is on paper."""
    import pypdfium2

    from kitlib.material import Choices, make

    if opened.ring == "mit":
        return
    folder = Path(shutil.copytree(opened.folder, place / "hold"))  # where its lock may lie
    made = make([folder], ["handout"], out=place / "papir", choices=Choices(views=("alle",)))
    faults = [problem.message for problem in made.problems.errors]
    for path in made.paths:
        if path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                for k, sheet in enumerate(document, start=1):
                    picture = sheet.render(scale=1.6).to_pil()
                    yield f"side {k}", "1280", picture, faults
                    faults = []


def on_slide(browser: Any, opened: Any, place: Path) -> Iterator[Shot]:
    """The whole figure with its words as it is projected, 1280 wide.

    Its texts are measured on the page, as they are drawn alike. Slides in a file are made of pooled
    views alone: tests/material and `benchmarks/pooled.py` look at those.
    """
    for key in opened.view_keys:
        view = opened.view(key)
        picture = Image.open(BytesIO(view.png(words=True)))
        yield key, "1280", picture, [] if view.is_empty else empty_band(picture)


MAKERS = dict(zip(WAYS, (on_page, in_meeting, on_handout, on_slide, in_notebook), strict=True))


def lay(folder: Path, name: str, shots: list[tuple[str, Image.Image]]) -> None:
    """Lay pictures in two columns on sheets, in pieces where they are taller than one."""
    sheet, low, n = Image.new("RGB", (2 * _COLUMN + 3 * _GAP, _SHEET), "#888"), [_GAP, _GAP], 0

    def close() -> None:
        nonlocal sheet, low, n
        n += 1
        sheet.crop((0, 0, sheet.width, max(low))).save(folder / f"ark_{name}_{n:02d}.png")
        sheet, low = Image.new("RGB", sheet.size, "#888"), [_GAP, _GAP]

    for key, shot in shots:
        size = _COLUMN, round(shot.height * _COLUMN / shot.width)
        picture = shot.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        for top in range(0, size[1], _SHEET - 60):
            piece = picture.crop((0, top, _COLUMN, min(size[1], top + _SHEET - 60)))
            if min(low) + piece.height + 30 > _SHEET:
                close()
            column = low.index(min(low))
            at = (_GAP + column * (_COLUMN + _GAP), low[column])
            ImageDraw.Draw(sheet).text(at, key, "white", font=_FONT)
            sheet.paste(piece, (at[0], at[1] + 18))
            low[column] += piece.height + 18 + _GAP
    if shots:
        close()


def main(folder: Path, ways: list[str], names: list[str]) -> int:
    """Make every picture, lay the sheets, and print what is wrong; return how much is."""
    teams = sorted(p.parent for p in (ROOT / "sample_data").glob("*/om.toml"))
    opened = {p.name: open_team for p in teams if p.name != "mit"}
    places = {p.name: p for p in teams if p.name != "mit"}
    for path in sorted((ROOT / "sample_data" / "mit").glob("*.csv")):
        opened[path.stem], places[path.stem] = open_mine, path
    folder.mkdir(parents=True, exist_ok=True)
    made = faults = 0
    with chromium() as browser:
        for name, way in ((name, way) for name in names or list(opened) for way in ways):
            with tempfile.TemporaryDirectory() as place:
                # All at once: a page that is not answered for long says that it is cut off.
                shots = list(MAKERS[way](browser, opened[name](places[name]), Path(place)))
            told = [f"{look} {key}: {said}" for key, look, _, wrong in shots for said in wrong]
            for said in told:
                print(name, way, said, flush=True)
            seen = [(key, look, picture) for key, look, picture, _ in shots if picture.width > 1]
            made, faults = made + len(seen), faults + len(told)
            for look in LOOKS:
                lay(folder, f"{way}_{look}_{name}", [(k, p) for k, at, p in seen if at == look])
            grey = [(k, ImageOps.grayscale(p.convert("RGB"))) for k, at, p in seen if at == "1280"]
            lay(folder, f"{way}_graa_{name}", grey)
    print(f"{made} pictures, {faults} faults")
    return faults


if __name__ == "__main__":
    asked = sys.argv[2:]
    chosen = list(WAYS)
    if "--ud" in asked:
        at = asked.index("--ud")
        chosen, asked = asked[at + 1].split(","), asked[:at] + asked[at + 2 :]
    sys.exit(bool(main(Path(sys.argv[1]), chosen, asked)))
