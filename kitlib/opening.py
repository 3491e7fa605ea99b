"""A page opened in a browser, and an address with a secret in it that nobody else may read."""

from __future__ import annotations

import atexit
import os
import secrets
import sys
import webbrowser
from html import escape
from pathlib import Path

from kitlib.whose import OWNER_ONLY, create

__all__ = ["has_screen", "open_address", "open_in_browser"]


def has_screen() -> bool:
    """Tell whether this machine has a screen that a browser could show a page on."""
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def open_in_browser(path: Path) -> bool:
    """Open a page in a browser where there is one with a screen, and tell whether it was."""
    if not has_screen():
        return False
    try:
        return webbrowser.open(path.resolve().as_uri())
    except (webbrowser.Error, OSError):
        return False


def open_address(address: str) -> bool:
    """Open an address of this machine, and tell nobody else on it what is secret in it.

    Everybody can read what a program is started with. So the browser is given a page that its
    owner alone can read, which goes on to the address; it is gone when the command ends.
    """
    # Seen in the folder, since browsers in a box of their own may not read what is hidden.
    page = Path.home() / f"laeringskit-aabner-{secrets.token_hex(8)}.html"
    text = f'<!doctype html><meta http-equiv="refresh" content="0; url={escape(address)}">\n'
    try:
        handle = create(page, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
    except OSError:
        return False
    atexit.register(page.unlink, missing_ok=True)
    return open_in_browser(page)
