"""The tests of the meeting's page, run against the page of the one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kitlib.circle import Session
from tests.onefile.conftest import Lasting
from tests.onefile.disk import Disk

pytestmark = pytest.mark.whole

TODAY = "2026-09-01"

_LEFT_OUT = {
    "test_reload_two_windows_and_a_kernel_killed_in_the_middle_of_a_move": "there is no kernel",
    "test_a_folder_that_cannot_be_opened_gives_a_page_that_says_why": "the front page says it",
}
_FIXTURES = ("solsikken", "sound", "key", "folder", "team", "many")

for _module in (
    "conftest",
    "test_key",
    "test_meeting",
    "test_names",
    "test_session",
    "test_states",
    "test_table",
):
    globals().update(
        {
            name: each
            for name, each in vars(import_module(f"tests.circle_page.{_module}")).items()
            if name in _FIXTURES or (name.startswith("test_") and name not in _LEFT_OUT)
        }
    )


class Meeting:
    """A folder's meeting in the one file, with the same face as that of the installed kit."""

    def __init__(
        self,
        window: Lasting,
        team: Path,
        *,
        today: str = TODAY,
        width: int = 1280,
        height: int = 720,
    ) -> None:
        self.window, self.page, self.context = window, window.page, window.context
        self._team, self._day = team, date.fromisoformat(today)
        self._session: Session | None = None
        self.page.set_viewport_size({"width": width, "height": height})
        window.choose(Disk(team), today)
        self.page.click("#moede")
        self.page.wait_for_selector("#side.lk-klar h1")

    def ready(self) -> Any:
        return self.page

    def begin(self) -> Any:
        self.page.get_by_role("button", name="Begynd").click()
        self.page.wait_for_selector(".lk-bund")
        return self.page

    @property
    def only_here(self) -> bool:
        return not self.window.outside

    @property
    def errors(self) -> list[str]:
        return self.window.errors

    @property
    def session(self) -> Session:
        """What the installed kit finds in the folder now."""
        self.end_session()
        self._session = Session.open(self._team, today=self._day)
        return self._session

    def end_session(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    # As the process that serves a meeting, for what it has said.
    def terminate(self) -> None:
        self.context.close()

    def communicate(self, timeout: float) -> list[str]:
        return self.window.said


@pytest.fixture
def direct(lasting: Callable[[], Lasting]) -> Iterator[Callable[..., Meeting]]:
    """Open a folder's meeting in the one file."""
    meetings: list[Meeting] = []

    def open_page(team: Path, **how: Any) -> Meeting:
        meetings.append(Meeting(lasting(), team, **how))
        return meetings[-1]

    yield open_page
    for meeting in meetings:
        meeting.end_session()


@pytest.fixture
def serving(direct: Callable[..., Meeting]) -> Callable[..., Any]:
    """Nothing serves it: the page is all there is."""

    def start(team: Path, today: str = TODAY) -> Any:
        meeting = direct(team, today=today)
        return SimpleNamespace(meeting=meeting, process=meeting)

    return start


@pytest.fixture
def visit() -> Callable[..., Meeting]:
    """Go to what was opened."""
    return lambda served: served.meeting
