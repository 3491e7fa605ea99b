"""Bordet measured in a browser: how long a move takes, on 400 notes laid out at once.

    python benchmarks/table.py [moves]

Served as `laeringskit session` serves it. Two times are taken in the page for each move by
keyboard: until the next picture is painted with the note in its heap, and until the heap tells what
the logbog on the disk says. Aims: both under 100 ms in the median, the painted one always.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NOTES = 400
SERVE = """
import sys
from datetime import date
from kitlib.circle.page import serve
serve(sys.argv[1], today=date(2026, 9, 1), grace=60,
      ready=lambda address: print(address, flush=True))
"""

# Moves the note that has the focus, and resolves with the two times in milliseconds.
MOVE = """async () => {
  const told = document.querySelector(".lk-bord-bunke small");
  const before = told.textContent;
  const card = document.activeElement;
  const press = (on, key) => on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press(card, "f");
  const dialog = document.querySelector("dialog[open]");
  const start = performance.now();
  press(dialog, "1");
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  if (card.isConnected) throw new Error("the note is still on the table");
  const painted = performance.now() - start;
  while (told.textContent === before) await new Promise((done) => setTimeout(done, 1));
  return [painted, performance.now() - start];
}"""


def folder_of(where: Path) -> Path:
    """Copy the sample team, with post-its enough for a year."""
    folder = Path(shutil.copytree(ROOT / "sample_data" / "solsikken", where / "solsikken"))
    path = folder / "postits.csv"
    head, *lines = path.read_text("utf-8").splitlines()
    years = (
        re.sub(r"-2026;", f"-{year};", line, count=1)
        for year in (2026, 2025, 2024)
        for line in lines
    )
    path.write_text("\n".join([head, *list(years)[:NOTES]]) + "\n", "utf-8")
    return folder


def measure(page: Any, moves: int) -> list[tuple[float, float]]:
    """Make a heap, and move notes into it one by one."""
    page.get_by_role("button", name="Bordet", exact=True).click()
    page.wait_for_selector(".lk-seddel")
    page.select_option(".lk-bord-overskrift", '["",""]')
    print(f"notes laid out                    {page.locator('.lk-seddel').count():7d}")
    page.locator(".lk-seddel").first.focus()
    page.keyboard.press("f")
    page.keyboard.type("Garderoben")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lk-gemt:text-is('Gemt')")
    return [tuple(page.evaluate(MOVE)) for _ in range(moves)]


def main(moves: int) -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        command = [sys.executable, "-c", SERVE, str(folder_of(Path(name)))]
        served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            assert served.stdout is not None
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.set_default_timeout(120_000)
            page.goto(served.stdout.readline().strip(), wait_until="commit")
            page.wait_for_selector("#side.lk-klar h1")
            times = measure(page, moves)
        finally:
            browser.close()
            served.terminate()
            served.wait(timeout=30)
    for what, those in zip(
        ("painted in its heap", "told by the logbog"), zip(*times, strict=True), strict=True
    ):
        print(f"{what:20} median / slowest {median(those):7.0f} / {max(those):.0f} ms (aim 100 ms)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
