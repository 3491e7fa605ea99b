"""The one file, opened in a real Chromium from the disk, with every request recorded."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kitlib.onefile.build import build
from kitlib.problems import KitError
from tests.circle_page.conftest import sound  # noqa: F401
from tests.conftest import PATIENCE
from tests.onefile.disk import Disk


@pytest.fixture(scope="session")
def onefile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file: the one KIT_ENFIL names, or built here."""
    if named := os.environ.get("KIT_ENFIL"):
        return Path(named).resolve()
    path = tmp_path_factory.mktemp("enfil") / "laeringskit.html"
    try:
        return build(path, quick=True).path
    except KitError as error:
        if next(iter(error.report)).code != "enfil_dele":
            raise
        pytest.skip(f"the parts cannot be fetched: {error}")


class Opened:
    """One window with the file in it; it may ask nobody for anything."""

    def __init__(
        self, browser: Any, file: Path, *, script: str = "", door: Callable[..., str] | None = None
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 577}, locale="da-DK", accept_downloads=True
        )
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.said: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("dialog", lambda dialog: dialog.accept())
        if door:
            self.page.expose_function("disk", door)
        if script:
            self.page.add_init_script(script)
        self.page.goto(file.as_uri(), wait_until="commit")

    def ready(self) -> Any:
        self.page.wait_for_selector("body.klar")
        return self.page

    def choose(self, folder: Path) -> Any:
        """Choose a folder as a browser without handles to folders lets one."""
        page = self.ready()
        page.set_input_files("#filer", str(folder))
        page.wait_for_selector("body.foerste")
        return page

    @property
    def outside(self) -> list[str]:
        """What was asked of anybody but the page itself; the first is the file."""
        return [url for url in self.asked[1:] if not url.startswith(("blob:", "data:"))]


@pytest.fixture
def opened(browser: Any, onefile: Path) -> Iterator[Callable[..., Opened]]:
    """Open the file in a window of its own."""
    windows: list[Opened] = []

    def open_file(file: Path = onefile, **how: Any) -> Opened:
        windows.append(Opened(browser, file, **how))
        return windows[-1]

    yield open_file
    for window in windows:
        with suppress(Exception):
            window.context.close()


_LEAVES = """async (born) => {
  const front = window.enfil;
  const added = Object.keys(window).filter((name) => !born.includes(name) && name !== "lkKlar");
  const changed = Object.hasOwn(front.kit, "ask") || Object.hasOwn(front.folder, "writes");
  if (added.length || changed) return false;
  await front.kit.still(); // an answer that comes later would open a room in the next test
  if (document.body.classList.contains("i-moede")) front.endMeeting();
  document.body.classList.remove("aaben", "foerste");
  document.querySelector("#visning").close();
  document.querySelectorAll("details").forEach((each) => { each.open = false; });
  document.querySelectorAll("#rum input[type=text]").forEach((each) => { each.value = ""; });
  document.querySelectorAll("#rum [role=status]").forEach((each) => each.replaceChildren());
  sessionStorage.clear();
  localStorage.clear();
  return true;
}"""
_GOES_ON = "([day, name]) => { window.enfilDag = day; window.enfilMappe = name; }"


class Lasting(Opened):
    """A window in which one folder is chosen after the other, as a team does that has more."""

    def __init__(self, browser: Any, file: Path) -> None:
        self._disk = Disk(Path("ingen"))
        super().__init__(
            browser,
            file,
            script=self._disk.script(""),
            door=lambda asked: self._disk.answer(asked),
        )
        self.ready()
        self._born = self.page.evaluate("Object.keys(window)")

    def choose(self, disk: Disk, today: str) -> None:  # type: ignore[override]
        """Choose a folder, on a day."""
        self._disk = disk
        self.page.evaluate(_GOES_ON, [today, disk.folder.name])
        self.page.locator("#vaelg:visible, #anden:visible").first.click()
        self.page.wait_for_selector("body.aaben")

    def leave(self) -> bool:
        """Go back to the front page; False where the page is not as it was."""
        left = not self.errors and bool(self.page.evaluate(_LEAVES, self._born))
        del self.asked[1:], self.said[:]
        return left


@pytest.fixture(scope="session")
def _waiting() -> Iterator[list[Lasting]]:
    """The window that waits for the next test, if there is one."""
    windows: list[Lasting] = []
    yield windows
    for window in windows:
        window.context.close()


@pytest.fixture
def lasting(
    browser: Any, onefile: Path, _waiting: list[Lasting]
) -> Iterator[Callable[[], Lasting]]:
    """Give a window with the file in it that has begun: the one that was used last, if it can."""
    used: list[Lasting] = []

    def take() -> Lasting:
        used.append(_waiting.pop() if _waiting else Lasting(browser, onefile))
        return used[-1]

    yield take
    for window in used:
        with suppress(Exception):
            if not _waiting and window.leave():
                _waiting.append(window)
                continue
            window.context.close()
