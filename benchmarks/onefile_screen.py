"""A real screen with a real browser on it: Xvfb, a window manager, a mouse and a Danish keyboard.

What benchmarks/onefile_window.py sits at. Everything is done with mouse and keyboard, in the page
and in the dialogs of the desktop; the drivers of the browsers only look. Needs Xvfb, openbox,
xdotool, setxkbmap and import (xvfb, openbox, xdotool, x11-xkb-utils, imagemagick).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

__all__ = ["Browser", "Chromium", "Firefox", "Person", "Screen", "until"]

PATIENCE = 240
# Where the middle of something visible is, if nothing lies over it; brought into view first.
_WHERE = """(([query, name]) => {
  const said = (n) => (n.innerText || n.getAttribute("aria-label") || "").trim();
  const found = [...document.querySelectorAll(query)]
    .find((n) => n.checkVisibility() && (!name || said(n) === name));
  if (!found) return null;
  const seen = found.getBoundingClientRect();
  if (seen.top < 0 || seen.bottom > innerHeight) found.scrollIntoView({ block: "center" });
  const box = found.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const there = document.elementFromPoint(x, y);
  return found.contains(there) || there?.contains(found) ? [x, y] : null;
})"""
# Where the page begins on the screen: a mouse over it tells.
_CORNER = "document.documentElement.dataset.mus || null"
_LISTEN = """(() => {
  const { dataset } = document.documentElement;
  delete dataset.mus;
  if (dataset.lytter) return;
  dataset.lytter = 1;
  addEventListener("mousemove", (e) => {
    dataset.mus = JSON.stringify([e.screenX - e.clientX, e.screenY - e.clientY]);
  }, true);
})()"""


def until(true: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Wait until something holds, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise SystemExit(f"it did not come about: {what}")


class Screen:
    """A screen of one's own, that nobody looks at."""

    def __init__(self, width: int, height: int) -> None:
        there, here = os.pipe()
        size = ["-screen", "0", f"{width}x{height}x24", "-noreset", "-nolisten", "tcp"]
        self._running = [
            subprocess.Popen(["Xvfb", "-displayfd", str(here), *size], pass_fds=[here], **_QUIET)
        ]
        os.close(here)
        with os.fdopen(there) as said:
            self.env = os.environ | {"DISPLAY": f":{said.readline().strip()}"}
        self._running.append(subprocess.Popen(["openbox"], env=self.env, **_QUIET))
        until(lambda: "Openbox" in self.windows().values(), "the window manager")
        self._do("setxkbmap", "dk")

    def close(self) -> None:
        for process in reversed(self._running):
            process.terminate()
            process.wait(10)

    def _do(self, *command: str) -> str:
        return subprocess.run(command, env=self.env, capture_output=True, text=True).stdout

    def key(self, *keys: str) -> None:
        self._do("xdotool", "key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type a text, key by key; the program's own way loses Æ and Ø."""
        self.key(*(_key(letter) for letter in text))

    def move(self, x: float, y: float) -> None:
        self._do("xdotool", "mousemove", str(round(x)), str(round(y)))

    def click(self) -> None:
        self._do("xdotool", "click", "1")

    def hold(self, down: bool) -> None:
        self._do("xdotool", "mousedown" if down else "mouseup", "1")

    def windows(self) -> dict[str, str]:
        """Every window that is seen: its number and its title."""
        found = self._do("xdotool", "search", "--onlyvisible", "--name", "").split()
        return {each: self._do("xdotool", "getwindowname", each).strip() for each in found}

    def active(self) -> str:
        return self._do("xdotool", "getactivewindow", "getwindowname").strip()

    def _size(self) -> tuple[str, int, int]:
        window = self._do("xdotool", "getactivewindow").strip()
        told = self._do("xdotool", "getwindowgeometry", "--shell", window)
        found = dict(line.split("=") for line in told.split())
        return window, int(found["WIDTH"]), int(found["HEIGHT"])

    def move_within(self, right: int = 0, bottom: int = 0) -> None:
        """Move to the middle of the active window, or so far from its lower right corner."""
        window, width, height = self._size()
        x, y = (width - right, height - bottom) if right else (width // 2, height // 2)
        self._do("xdotool", "mousemove", "--window", window, str(x), str(y))

    def grow(self, wider: int, higher: int) -> None:
        """Make the active window larger."""
        window, width, height = self._size()
        size = str(width + wider), str(height + higher)
        self._do("xdotool", "windowmove", window, "0", "0", "windowsize", window, *size)

    def light(self) -> float:
        """How light the screen is; a page grows dark behind what the browser itself asks."""
        mean = ["-scale", "1x1!", "-format", "%[fx:mean]", "info:"]
        shot = subprocess.run(
            ["import", "-window", "root", "png:-"], env=self.env, capture_output=True
        )
        done = subprocess.run(["convert", "png:-", *mean], input=shot.stdout, capture_output=True)
        return float(done.stdout)

    def picture(self, path: Path) -> None:
        self._do("import", "-window", "root", str(path))


_KEYS = {"æ": "ae", "ø": "oslash", "å": "aring", " ": "space", "/": "shift+7", ".": "period"}
_KEYS |= {",": "comma", "-": "minus", "_": "shift+minus", "\n": "Return"}


def _key(letter: str) -> str:
    small = letter.lower()
    return ("shift+" if small != letter else "") + _KEYS.get(small, small)


_QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Browser(Protocol):
    """A browser that runs on a screen; all it is asked is what a page looks like."""

    downloads: Path

    def look(self, script: str) -> Any:
        """Return what an expression is in the page."""

    def kill_tab(self) -> int:
        """End the process of the page where it stands, and return its number."""

    def close(self) -> None:
        """End it, whatever it is at."""


class Chromium:
    """Chromium with a profile of its own."""

    def __init__(self, screen: Screen, work: Path, file: Path, *, scale: float) -> None:
        from playwright.sync_api import sync_playwright

        place = shutil.which("chromium") or "chromium"
        self._playwright = sync_playwright().start()
        options = ["--no-sandbox", f"--force-device-scale-factor={scale:g}"]
        self._context = self._playwright.chromium.launch_persistent_context(
            str(work / "chromium"),
            executable_path=place,
            headless=False,
            no_viewport=True,
            env=screen.env,
            args=options,
        )
        self.downloads = work / "hentet"
        self._page = self._context.pages[0]
        self._page.goto(file.as_uri(), wait_until="commit")

    def look(self, script: str) -> Any:
        return self._page.evaluate(script)

    def kill_tab(self) -> int:
        return _kill_largest(os.getpid(), "--type=renderer")

    def close(self) -> None:
        with suppress(Exception):
            self._context.close()
        self._playwright.stop()


class Firefox:
    """Firefox with a profile of its own, asked through Marionette's socket."""

    def __init__(self, screen: Screen, work: Path, file: Path, *, scale: float) -> None:
        profile = work / "firefox"
        profile.mkdir(exist_ok=True)
        self.downloads = work / "hentet"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        chosen = {
            "marionette.port": port,
            "browser.shell.checkDefaultBrowser": False,
            "browser.download.folderList": 2,
            "browser.download.dir": str(self.downloads),
            "layout.css.devPixelsPerPx": f"{scale:g}",
            "datareporting.policy.dataSubmissionEnabled": False,
            "browser.aboutwelcome.enabled": False,
        }
        told = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in chosen.items()]
        (profile / "user.js").write_text("\n".join(told), encoding="utf-8")
        command = ["firefox-esr", "--marionette", "--no-remote", "--profile", str(profile)]
        self._process = subprocess.Popen(command, env=screen.env, start_new_session=True, **_QUIET)
        self._line = until(lambda: _called(port), "Firefox answers").makefile("rwb")
        self._number = 0
        self._read()
        self._ask("WebDriver:NewSession", capabilities={"alwaysMatch": _WAIT_FOR_NOTHING})
        self._ask("WebDriver:Navigate", url=file.as_uri())

    def look(self, script: str) -> Any:
        return self._ask("WebDriver:ExecuteScript", script=f"return {script}", args=[])["value"]

    def kill_tab(self) -> int:
        return _kill_largest(self._process.pid, "-contentproc")

    def close(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def _ask(self, name: str, **given: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, given]).encode()
        self._line.write(b"%d:%s" % (len(message), message))
        self._line.flush()
        _, _, error, answer = self._read()
        if error:
            raise RuntimeError(error["message"])
        return answer

    def _read(self) -> Any:
        size = b""
        while (letter := self._line.read(1)) != b":":
            size += letter
        return json.loads(self._line.read(int(size)))


class Person:
    """Somebody at the screen: presses what is seen, types, and answers the desktop's dialogs."""

    def __init__(self, screen: Screen, browser: Browser) -> None:
        self.screen, self.browser = screen, browser
        self._corner: list[float] = []  # where the page begins on the screen

    def look(self, script: str) -> Any:
        """Look at the page; not while a dialog stands before it."""
        return self.browser.look(script)

    def sees(self, query: str, name: str = "") -> Any:
        """Wait until something is there to press, and return where its middle is in the page."""
        asked = f"{_WHERE}({json.dumps([query, name])})"
        return until(lambda: self.look(asked), f"{query} {name}")

    def waits(self, script: str, what: str) -> Any:
        """Wait until an expression holds in the page, and return it."""
        return until(lambda: self.look(script), what)

    def point(self, query: str, name: str = "") -> None:
        """Move the mouse to something."""
        x, y = self.sees(query, name)
        scale = self.look("devicePixelRatio")

        def moved(move: Callable[[], None]) -> list[float]:
            self.look(_LISTEN)
            move()
            told = until(lambda: self.look(_CORNER), f"the mouse is over {query} {name}")
            return [float(part) for part in json.loads(told)]

        def there() -> None:
            left, top = self._corner
            self.screen.move((left + x) * scale - 4, (top + y) * scale)
            self.screen.move((left + x) * scale, (top + y) * scale)

        self._corner = self._corner or moved(self.screen.move_within)
        if (corner := moved(there)) != self._corner:
            self._corner = corner
            moved(there)

    def press(self, query: str, name: str = "") -> None:
        """Click on something."""
        self.point(query, name)
        self.screen.click()

    def carry(self, query: str, place: str) -> None:
        """Carry something to a place with the mouse."""
        self.point(query)
        self.screen.hold(True)
        self.point(place)
        self.screen.hold(False)

    def choose(self, query: str, path: Path) -> str:
        """Press what opens the desktop's dialog, type a path there; return the dialog's title."""
        page, self._light = self.screen.active(), self.screen.light()
        self.press(query)
        title = until(lambda: (now := self.screen.active()) != page and now, "a dialog")
        self.screen.key("ctrl+l", "ctrl+a")
        self.screen.type(str(path))
        self.screen.move_within(50, 24)
        return str(title)

    def allow(self) -> None:
        """Say yes to what the browser asks over the page; no is what it offers."""
        until(lambda: self.screen.light() < 0.8 * self._light, "the browser's own question")
        time.sleep(2)  # a browser takes no answer that comes too soon
        self.screen.key("Tab", "Return")
        until(lambda: self.screen.light() > 0.8 * self._light, "the answer")

    def resize(self, width: int, height: int) -> None:
        """Make the page so large, in points of the screen."""
        inner = "[innerWidth, innerHeight].map((n) => Math.round(n * devicePixelRatio))"

        def fits() -> bool:
            is_wide, is_high = self.look(inner)
            self.screen.grow(width - is_wide, height - is_high)
            time.sleep(0.5)
            # At 150 % not every number of points can be had.
            is_wide, is_high = self.look(inner)
            return abs(is_wide - width) < 2 and abs(is_high - height) < 2

        until(fits, f"a page of {width}x{height}")

    def write(self, query: str, name: str, text: str) -> None:
        """Write in a field, over what stands there."""
        self.press(query, name)
        self.screen.key("ctrl+a")
        self.screen.type(text)


_WAIT_FOR_NOTHING = {"pageLoadStrategy": "none", "unhandledPromptBehavior": "ignore"}


def _kill_largest(above: int, kind: str) -> int:
    """Kill the largest process of a kind below one: the page's own, with Python in it."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid=,rss=,args="], capture_output=True, text=True)
    rows = [line.split(None, 3) for line in told.stdout.splitlines()]
    below = {above}
    for _ in range(5):
        below |= {int(pid) for pid, parent, *_ in rows if int(parent) in below}
    sizes = {int(r[0]): int(r[2]) for r in rows if int(r[0]) in below and kind in r[3]}
    largest = max(sizes, key=sizes.__getitem__)
    os.kill(largest, signal.SIGKILL)
    return largest


def _called(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port))
    except OSError:
        return None
