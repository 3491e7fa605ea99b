"""Kill the tab of the one file in the middle of a meeting; what the page said was kept is there.

    python benchmarks/onefile_kills.py laeringskit.html [kills]

300 kills where no number is said; the tests make 30 by the same code. Half of them come while a
field is written in, half while a note is moved on the table. Every tenth tells how it stands.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.onefile.conftest import Opened  # noqa: E402
from tests.onefile.killing import Killed, kill  # noqa: E402


def tenth(seen: Killed) -> None:
    if seen.kills % 10 == 0:
        print(f"{time.strftime('%H:%M:%S')} {seen}", flush=True)


def main() -> None:
    from playwright.sync_api import sync_playwright

    file, times = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 300
    place = shutil.which("chromium") or "chromium"
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(shutil.copytree(ROOT / "sample_data/solsikken", Path(name) / "Solsikken"))
        browser = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        print(kill(lambda **how: Opened(browser, file, **how), folder, times, told=tenth))
        browser.close()


if __name__ == "__main__":
    main()
