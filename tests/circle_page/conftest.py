"""A session served to a real Chromium, with every request recorded and nothing let out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import PATIENCE

if TYPE_CHECKING:
    from tests.circle_page.direct import Direct

# The page's widget comes with an extra; what imports it is looked at by the tests that need it.
collect_ignore = ["direct.py"]

_SERVE = """
import sys
from datetime import date
from kitlib.circle.page import serve
folder, today, grace = sys.argv[1:]
serve(folder, today=date.fromisoformat(today), grace=float(grace),
      ready=lambda address: print(address, flush=True))
"""


# Inside a drawing there is nothing to reach: it is one picture with its words beside it.
_AXE = """(exclude) => axe.run({ exclude }, { resultTypes: ["violations"] })
  .then(({ violations }) => violations.filter(({ impact }) => /serious|critical/.test(impact))
    .map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]))"""


class Served:
    """One running `serve`, and what it started."""

    def __init__(
        self,
        folder: Path,
        *,
        today: str,
        grace: float,
        patches: Path | None = None,
        temporary: Path | None = None,
    ) -> None:
        self.folder = folder
        # Python runs a file `sitecustomize.py` on this path before anything else.
        paths = [str(patches), os.environ.get("PYTHONPATH", "")] if patches else []
        environment = {"PYTHONPATH": os.pathsep.join(p for p in paths if p)} if paths else {}
        # What it leaves among the temporary files is its own, whatever else runs here.
        # A short name, since sockets lie below it; and as open to others as /tmp itself.
        self.temporary = Path(tempfile.mkdtemp(prefix="lk-", dir=temporary))
        self.temporary.chmod(0o755)
        environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.temporary))
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, str(folder), today, str(grace)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    @property
    def kernels(self) -> list[Any]:
        """The kernels it runs now."""
        import psutil

        found = []
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self.process.pid).children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    if "ipykernel_launcher" in " ".join(child.cmdline()):
                        found.append(child)
        return found

    def wait_gone(self) -> int:
        """Wait until it has ended by itself, and return its exit code."""
        return self.process.wait(timeout=PATIENCE)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture
def solsikken(sample_data: Path, tmp_path: Path) -> Path:
    """A copy of the sample team's folder, to write in."""
    return Path(shutil.copytree(sample_data / "solsikken", tmp_path / "solsikken"))


@pytest.fixture
def serving() -> Iterator[Callable[..., Served]]:
    """Serve a folder; ended after the test, whatever happens."""
    started: list[Served] = []

    def start(
        folder: Path,
        *,
        today: str = "2026-09-01",
        grace: float = PATIENCE,
        **options: Any,
    ) -> Served:
        started.append(Served(folder, today=today, grace=grace, **options))
        return started[-1]

    yield start
    for served in started:
        served.end()
        shutil.rmtree(served.temporary, ignore_errors=True)


class Visit:
    """A page in the browser that may ask 127.0.0.1 only; everything it asks for is recorded."""

    def __init__(
        self,
        browser: Any,
        served: Served,
        *,
        width: int,
        height: int,
        zoom: float,
        early: str = "",
    ):
        self.context = browser.new_context(
            viewport={"width": int(width / zoom), "height": int(height / zoom)},
            device_scale_factor=zoom,
            locale="da-DK",
        )
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.route("**/*", self._only_here)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        if early:  # runs before all that the page brings
            self.page.add_init_script(early)
        self.page.goto(served.address, wait_until="commit")

    def _only_here(self, route: Any) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            route.abort()

    @property
    def hosts(self) -> set[str | None]:
        return {urlsplit(u).hostname for u in self.asked if not u.startswith(("data:", "blob:"))}

    @property
    def only_here(self) -> bool:
        """Whether this machine alone was asked for anything."""
        return self.hosts == {"127.0.0.1"}

    def ready(self) -> Any:
        """Wait until the session stands on the page, and return the page."""
        self.page.wait_for_selector("#side.lk-klar h1")
        return self.page

    def begin(self) -> Any:
        page = self.ready()
        page.get_by_role("button", name="Begynd").click()
        page.wait_for_selector(".lk-bund")
        return page


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    """Open a served session in a browser window of its own."""
    opened: list[Visit] = []

    def open_page(
        served: Served,
        *,
        width: int = 1280,
        height: int = 720,
        zoom: float = 1,
        early: str = "",
    ) -> Visit:
        at = {"width": width, "height": height, "zoom": zoom}
        opened.append(Visit(browser, served, **at, early=early))
        return opened[-1]

    yield open_page
    for each in opened:
        with suppress(Exception):
            each.context.close()


@pytest.fixture
def direct(browser: Any) -> Iterator[Callable[..., Direct]]:
    """Open a folder's meeting on a page, with the session in this process."""
    from tests.circle_page.direct import Direct

    opened: list[Direct] = []

    def open_page(
        folder: Path,
        *,
        today: str = "2026-09-01",
        circle: str | None = None,
        width: int = 1280,
        height: int = 720,
        zoom: float = 1,
    ) -> Direct:
        day = date.fromisoformat(today)
        opened.append(
            Direct(browser, folder, today=day, circle=circle, width=width, height=height, zoom=zoom)
        )
        return opened[-1]

    yield open_page
    for each in opened:
        each.close()


@pytest.fixture(scope="session")
def sound() -> Callable[..., None]:
    """Hold a page against axe-core's rules; serious and critical findings are none.

    With `drawings`, what is inside them as well.
    """
    from axe_playwright_python.sync_playwright import Axe

    from tests.circle_page.walking import SPELT

    axe = Axe()

    def check(page: Any, *, drawings: bool = False) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe.axe_script)
        left_out = [] if drawings else [[".lk-tegning svg > *"]]
        assert page.evaluate(_AXE, left_out) == [], page.inner_text("h1")
        assert page.evaluate(SPELT) == [], page.inner_text("h1")

    return check
