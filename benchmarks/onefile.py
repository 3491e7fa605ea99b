"""The one file measured: size by part, ready, first view, all views, memory, requests, axe.

    python benchmarks/onefile.py laeringskit.html [times]

Beside it, in the same run and turn about, the installed kit's `vis` of the same team from a cold
start. Best and median are printed. Aims: 50 MB; ready at most 1.0 x, first view .3 x and all views
.6 x `vis`; at most 650 MB in the page's own process; no request; no serious finding of axe.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TEAM = ROOT / "sample_data" / "ungehuset"
PART = re.compile(rb"<!--(\w+):\x28\xb5\x2f\xfd")  # how zstd begins
SERIOUS = ("serious", "critical")


def sizes(file: Path) -> None:
    content = file.read_bytes()
    print(f"{file.name}: {len(content) / 1e6:.1f} MB")
    for found in PART.finditer(content):
        end = content.index(b"-->", found.end())
        print(f"  {found[1].decode():10} {(end - found.end()) / 1e6:6.2f} MB")


def seconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def installed() -> float:
    with tempfile.TemporaryDirectory() as folder:
        team = Path(folder) / "ungehuset"
        shutil.copytree(TEAM, team)
        command = [sys.executable, "-m", "kitlib", "vis", str(team), "--uden-browser"]
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True))


def memory(process: int) -> float:
    """Highest memory, in MB, of the largest process below one: the page's own."""
    below = {process}
    most = 0.0
    for _ in range(4):
        told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout
        pairs = [tuple(map(int, line.split())) for line in told.splitlines()]
        below |= {pid for pid, parent in pairs if parent in below}
    for pid in below - {process}:
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        except OSError:
            continue
        if found := re.search(r"VmHWM:\s+(\d+)", status):
            most = max(most, int(found[1]) / 1024)
    return most


def serious(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']} ({len(v['nodes'])})" for v in found if v["impact"] in SERIOUS]


def opened(playwright: Any, file: Path, told: dict[str, list[float]]) -> tuple[list[str], set[str]]:
    """Open the file once, from nothing to all views; return what was asked for, and axe's word."""
    import os

    place = shutil.which("chromium") or "chromium"
    browser = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
    page = browser.new_page(viewport={"width": 1280, "height": 577})
    page.set_default_timeout(180_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def said(name: str, what: Callable[[], object]) -> None:
        told.setdefault(name, []).append(seconds(what))

    said(
        "ready",
        lambda: (
            page.goto(file.as_uri(), wait_until="commit"),
            page.wait_for_selector("body.klar"),
        ),
    )
    most = memory(os.getpid())  # now and then the browser forgets it
    found = set(serious(page))
    said(
        "first view",
        lambda: (page.set_input_files("#filer", str(TEAM)), page.wait_for_selector("body.foerste")),
    )
    found |= set(serious(page))
    said("all views", lambda: (page.click("#vis"), page.wait_for_selector("#visning[open]")))
    told.setdefault("memory", []).append(max(most, memory(os.getpid())))
    browser.close()
    return [url for url in asked[1:] if not url.startswith(("blob:", "data:"))], found


def main() -> None:
    from playwright.sync_api import sync_playwright

    file, times = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    sizes(file)
    told: dict[str, list[float]] = {}
    asked: list[str] = []
    found: set[str] = set()
    for _ in range(times):
        told.setdefault("vis", []).append(installed())
        with sync_playwright() as playwright:
            outside, axe = opened(playwright, file, told)
        asked, found = asked + outside, found | axe
    base = median(told["vis"])
    for name, runs in told.items():
        unit = "MB" if name == "memory" else "s"
        beside = "" if name in ("memory", "vis") else f"  {median(runs) / base:5.2f} x vis"
        print(f"{name:12} best {min(runs):7.2f} {unit:2} median {median(runs):7.2f}{beside}")
    print(f"requests     {len(asked)}")
    print(f"axe          {', '.join(sorted(found)) or 'nothing serious'}")


if __name__ == "__main__":
    main()
