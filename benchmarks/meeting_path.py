"""The main path of a meeting, walked in a browser: screens, clicks, keys to press, and every wait.

    python benchmarks/meeting_path.py [--again] [--pictures FOLDER] [--size 1280x577]

Walks Solsikken from the first screen to an approved referat as a team does that skips nothing it is
asked and opens nothing that is laid aside: writes in each field, gives each bud, agrees on a trial.
`--again` walks the meeting after that one, with "Siden sidst". A wait is from the press until what
comes next stands there and nothing says "Tegner …", by the page's own clock and frame by frame;
the longest is what a room sits through. A main button that one must scroll to is told.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FIRST = date(2026, 9, 1)
SERVE = """
import sys
from datetime import date
from kitlib.circle.page import serve
serve(sys.argv[1], today=date.fromisoformat(sys.argv[2]), grace=60,
      ready=lambda address: print(address, flush=True))
"""
# What moves on, the first of them that is on the screen; what a meeting ends with.
ON = ("Det er vores bud", "Det aftaler vi", "Godkend referat", "Begynd")
LARGE = ".lk-bund .lk-videre:visible, main .lk-stor:visible"
STANDS = """() => [document.querySelector('.lk-over')?.innerText, document.querySelector('h1')
  ?.innerText].join('|')"""
FIELDS = "main .lk-felt textarea:visible, main .lk-felt input[type=text]:visible"
STILL = "!document.querySelector('.lk-venter') && document.querySelector('h1')"
# Looked for in every frame from the press on; what is measured is not how quick the driver is.
WATCH = """(before) => {
  Object.assign(window, { lkPressed: 0, lkThere: 0 });
  addEventListener('click', () => { lkPressed = performance.now() }, { capture: true, once: true });
  const there = () => %s;
  const look = () => {
    if (lkPressed && there()) lkThere = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
WAITED = "() => window.lkThere && lkThere - lkPressed"
SAYS = "document.querySelector('#side').innerText.includes('%s')"
FOLD = "(e) => { const r = e.getBoundingClientRect(); return [r.top, r.bottom, innerHeight] }"


@dataclass
class Walk:
    """What was counted on the way."""

    screens: list[str] = field(default_factory=list)
    clicks: int = 0
    enters: int = 0
    waits: list[tuple[float, str]] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def said(self) -> str:
        slow = sorted(self.waits, reverse=True)[:4]
        lines = [f"{i:2d}  {name}" for i, name in enumerate(self.screens, 1)]
        lines += [
            f"screens {len(self.screens)}, clicks {self.clicks}, Enter {self.enters}",
            f"waits: {sum(s for s, _ in self.waits):.2f} s in all, longest "
            + ", ".join(f"{s:.2f} s ({name})" for s, name in slow),
            "main button below the fold: " + (", ".join(self.below) or "nowhere"),
        ]
        return "\n".join(lines)


class Walker:
    """One meeting walked from the first screen to the last."""

    def __init__(self, page: Any, pictures: Path | None) -> None:
        self.page, self.pictures, self.walk = page, pictures, Walk()

    def go(self) -> Walk:
        for _ in range(60):
            self._see()
            self._write()
            if not self._on():
                break
        return self.walk

    def _see(self) -> None:
        name = self.page.evaluate(STANDS).replace("\n", " ")
        self.walk.screens.append(name)
        if self.pictures:
            number = len(self.walk.screens)
            self.page.screenshot(path=self.pictures / f"{number:02d}.png")

    def _write(self) -> None:
        """Write what a team writes on this screen."""
        page = self.page
        hands = page.get_by_text("Ræk hånden op", exact=True)
        if hands.count():
            self._click(hands)
            page.keyboard.type("At der er kø ved døren")
        for one in page.locator(".lk-skriv input:visible").all():
            one.focus()
            for said in ("At der er kø ved døren", "At de store hjælper", "At vi skynder os"):
                page.keyboard.type(said)
                page.keyboard.press("Enter")
                self.walk.enters += 1
            together = page.get_by_role("button", name="Vis dem sammen")
            if together.count():
                self._click(together, until="document.querySelector('.lk-store li')")
        for one in page.locator(FIELDS).all():
            if not one.input_value():
                dated = one.get_attribute("inputmode") == "numeric"
                one.fill("14-9-2026" if dated else "Tretten børn venter på to voksne.")
        for pile in (".lk-bud:visible", "main fieldset:visible"):
            for group in page.locator(pile).all():
                pill = group.locator("label.lk-pille, button.lk-pille, label.lk-kort").first
                if pill.count() and not group.locator("input:checked").count():
                    self._click(pill)
        everything = page.get_by_role("button", name="Alt må stå der")
        if everything.count():
            self._click(everything)
            self._click(page.locator("button.lk-pille", has_text="teamet").first)

    def _on(self) -> bool:
        """Press what moves on; False at the end."""
        page = self.page
        named = [page.get_by_role("button", name=name, exact=True) for name in ON]
        there = [b.first for b in (*named, page.locator(LARGE)) if b.count()]
        button = next((b for b in there if b.is_visible()), None)
        if button is None:
            return False
        name = button.inner_text()
        top, bottom, height = button.evaluate(FOLD)
        if top < 0 or bottom > height:
            self.walk.below.append(f"{len(self.walk.screens)} {name}")
        there = {
            "Godkend referat": SAYS % "Referatet er godkendt",
            "Det aftaler vi": SAYS % "kalenderfil",
        }
        self._click(button, until=there.get(name, f"({STANDS})() !== before && {STILL}"), name=name)
        return self._on() if name == "Det aftaler vi" else name != "Godkend referat"

    def _click(self, found: Any, *, until: str = "true", name: str = "i skærmen") -> None:
        self.page.evaluate(WATCH % until, self.page.evaluate(STANDS))
        found.click()
        waited = self.page.wait_for_function(WAITED).json_value()
        self.walk.clicks += 1
        self.walk.waits.append((waited / 1000, name))


def _served(folder: Path, day: date) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(folder), day.isoformat()],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def walk(
    browser: Any, folder: Path, day: date, size: tuple[int, int], pictures: Path | None
) -> Walk:
    """Walk one meeting of a folder on a day."""
    process, address = _served(folder, day)
    page = browser.new_page(viewport=dict(zip(("width", "height"), size, strict=True)))
    try:
        page.goto(address, wait_until="commit")
        page.wait_for_selector("#side.lk-klar h1", timeout=60_000)
        page.wait_for_timeout(3000)  # the rules are read
        return Walker(page, pictures).go()
    finally:
        page.close(run_before_unload=False)
        process.terminate()
        process.wait(timeout=30)


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--size", default="1280x577")
    asked = parser.parse_args()
    width, height = map(int, asked.size.split("x"))
    if asked.pictures:
        asked.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(shutil.copytree(ROOT / "sample_data" / "solsikken", Path(name) / "solsikken"))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            first = walk(browser, folder, FIRST, (width, height), asked.pictures)
            print(first.said())
            if asked.again:
                after = FIRST + timedelta(weeks=5)
                print(walk(browser, folder, after, (width, height), asked.pictures).said())
        finally:
            browser.close()


if __name__ == "__main__":
    main()
