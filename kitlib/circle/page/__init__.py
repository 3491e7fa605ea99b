"""The page of Læringscirklen: one widget, and a server on this machine that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kitlib.circle.page.serving import serve
    from kitlib.circle.page.widget import show

__all__ = ["serve", "show"]


def __getattr__(name: str) -> Any:
    # Loaded when used: the widget brings ipywidgets along, the server Voilà.
    if name == "serve":
        from kitlib.circle.page.serving import serve

        return serve
    if name == "show":
        from kitlib.circle.page.widget import show

        return show
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
