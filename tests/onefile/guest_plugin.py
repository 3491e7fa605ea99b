"""In the Python of the one file: run every so manieth test, the same each time."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any
from zlib import crc32


def pytest_addoption(parser: Any) -> None:
    parser.addoption("--hver", type=int, default=1)


def pytest_configure() -> None:
    """Let tests that hold the kit's reader against the library's hold it against the stand-in."""
    from kitlib.engines import engine

    stand_in = engine("python_calamine")
    module = ModuleType("python_calamine")
    vars(module).update({name: getattr(stand_in, name) for name in dir(stand_in)})
    sys.modules.setdefault("python_calamine", module)


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    part = config.getoption("--hver")
    # One test of each file at least, so that every file is at least loaded.
    first = {id(next(i for i in items if i.path == path)) for path in {i.path for i in items}}
    kept = [i for i in items if id(i) in first or crc32(i.nodeid.encode()) % part == 0]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[i for i in items if i not in kept])
        items[:] = kept
