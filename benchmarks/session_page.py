"""The session page measured: paint beside an empty Voilà page, ready, phase change, memory.

    python benchmarks/session_page.py [turns]

Both are served in the same run and visited in turn; medians are printed. Aims: paint at most 1.5 x
the empty page's, ready at most 8 s later, a phase change under 0.5 s, memory of server and kernel
after a session under 600 MB.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.meeting_path import ROOT, Walker

PHASES = ("Se", "Undres", "Forstå", "Prøve af", "Runde af", "Ramme og bud")
SERVE = """
import sys
from kitlib.circle.page import serve
serve(sys.argv[1], grace=60, ready=lambda address: print(address, flush=True))
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def _empty_voila(folder: Path) -> tuple[subprocess.Popen[str], str]:
    import nbformat

    book = folder / "tom.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("")]), book)
    process = subprocess.Popen(
        [sys.executable, "-m", "voila", str(book), "--no-browser", "--port=8990"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+", line):
            return process, found[0].replace("localhost", "127.0.0.1")
    raise SystemExit("Voilà did not start")


def _session(folder: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def _open(browser: Any, address: str) -> Any:
    page = browser.new_page()
    page.set_default_timeout(60_000)
    # The empty page asks a CDN; let that fail at once, as it does on a machine without a network.
    page.route(re.compile(r"https?://(?!127\.0\.0\.1|localhost)"), lambda route: route.abort())
    page.goto(address, wait_until="commit")
    return page


def _paint(page: Any) -> float:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if (found := page.evaluate(PAINT)) is not None:
            return float(found)
        page.wait_for_timeout(20)
    raise SystemExit("nothing was painted")


def _memory(process: subprocess.Popen[str]) -> float:
    import psutil

    server = psutil.Process(process.pid)
    return sum(p.memory_info().rss for p in [server, *server.children(recursive=True)]) / 1e6


def _turns(page: Any) -> list[float]:
    """Turn to every phase and time it, from the key until the page says that it is there."""
    spent = []
    for phase in PHASES:
        button = page.get_by_role("button", name=re.compile(f"Fase .*: {phase}"))
        began = time.monotonic()
        button.press("Enter")
        page.wait_for_selector(f'nav button[aria-current=step][aria-label$=": {phase}"]')
        spent.append(time.monotonic() - began)
    return spent


def main(turns: int) -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(shutil.copytree(ROOT / "sample_data" / "solsikken", Path(name) / "solsikken"))
        empty, empty_address = _empty_voila(Path(name))
        ours, address = _session(folder)
        launched = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        # The address opens the page once, and then for this browser alone.
        browser = launched.new_context(viewport={"width": 1280, "height": 720})
        paints: dict[str, list[float]] = {"empty": [], "ours": []}
        ready, phases, memory = [], [], 0.0
        try:
            for turn in range(turns):
                page = _open(browser, empty_address)
                paints["empty"].append(_paint(page))
                page.close()
                page = _open(browser, address)
                began = time.monotonic()
                paints["ours"].append(_paint(page))
                page.wait_for_selector("#side.lk-klar h1")
                ready.append(time.monotonic() - began)
                if page.query_selector("main >> text=Begynd"):
                    page.get_by_role("button", name="Begynd").click()
                page.wait_for_selector(".lk-bund")
                phases += _turns(page)
                if turn == turns - 1:
                    Walker(page, None).go()  # a whole meeting, to the approved referat
                    memory = _memory(ours)
                page.close(run_before_unload=False)
        finally:
            launched.close()
            for process in (empty, ours):
                process.terminate()
                process.wait(timeout=30)
    first, base = median(paints["ours"]), median(paints["empty"])
    print(f"first paint, empty Voilà page   {base:7.0f} ms")
    print(f"first paint, session page       {first:7.0f} ms   {first / base:.2f} x (aim 1.5 x)")
    print(f"ready after that                {median(ready):7.1f} s    (aim 8 s)")
    print(f"phase change, median / slowest  {median(phases):7.2f} / {max(phases):.2f} s (aim .5 s)")
    print(f"memory, server and kernel       {memory:7.0f} MB   (aim 600 MB)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
