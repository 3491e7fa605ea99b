"""What every test may ask for; a skip for lack of what KIT_REQUIRE names is a failure."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no fault; what must be fast is measured in benchmarks/. A run is the same every
# time; HYPOTHESIS_PROFILE=leder looks for new examples, and faa for few.
_CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("kit", derandomize=True, **_CALM)
settings.register_profile("leder", **_CALM)
settings.register_profile("faa", derandomize=True, max_examples=10, **_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "kit"))

# A run in the background is born deaf to Ctrl-C, and all it starts would be too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

#: Seconds after which a test takes what it waits for as never coming: far beyond any machine's.
PATIENCE = 300

ROOT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run more at a time than there are cores: who drives a browser waits for it half the time."""
    return (os.cpu_count() or 1) + 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """Let whoever is done take from the one with most left, where no other way is asked for."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that nobody waits for it in the end."""
    items.sort(key=lambda item: item.get_closest_marker("whole") is None)


def _missing(what: str, why: str) -> None:
    if what in os.environ.get("KIT_REQUIRE", "").split(","):
        pytest.fail(f"KIT_REQUIRE names {what}, but {why}")
    pytest.skip(why)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data beside the checkout; never part of the project."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        _missing("shared", "real data (../shared/data) is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def sample_data() -> Path:
    """The invented sample data."""
    return ROOT / "sample_data"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Chromium."""
    from shutil import which

    found = which("chromium") or which("chromium-browser") or which("google-chrome")
    if not found:
        _missing("chromium", "Chromium is not installed")
    return str(found)


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice."""
    from shutil import which

    found = which("soffice") or which("libreoffice")
    if not found:
        _missing("soffice", "LibreOffice is not installed")
    return str(found)


@pytest.fixture(scope="session")
def schemas() -> dict[str, Any]:
    """The JSON Schema of every file format, as the book has them."""
    from importlib import import_module

    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(ROOT / "docs"))
        return {n: make() for n, (_, make) in import_module("skema_af_koden").SCHEMAS.items()}


@pytest.fixture(scope="session", autouse=True)
def light_locks() -> Iterator[Any]:
    """Make what is locked in this process quick to open; gives what makes real locks.

    A lock takes seconds on purpose. Those that are about locks themselves ask for `real_locks`,
    and what runs as a process of its own always makes real ones.
    """
    try:
        from pyrage import passphrase
    except ModuleNotFoundError:  # inside the one file another engine is at work
        yield None
        return
    from tests.light_lock import encrypt

    real = passphrase.encrypt
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passphrase, "encrypt", encrypt)
        yield real


@pytest.fixture(scope="session", autouse=True)
def light_disk() -> Iterator[None]:
    """Wait for no disk in this process: no test cuts the power; some kill, and lose no write."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="module")
def real_locks(light_locks: Any) -> Iterator[None]:
    """Lock as the library does, in a whole file of tests."""
    with pytest.MonkeyPatch.context() as patched:
        if light_locks:
            from pyrage import passphrase

            patched.setattr(passphrase, "encrypt", light_locks)
        yield


_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A running Chromium; one for all, since Playwright cannot be started twice in a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=_CHROMIUM)
        yield started
        started.close()
