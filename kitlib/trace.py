"""What went wrong inside the kit, kept in a file on this machine that may be sent to its makers.

It says which error it was, where in the code, and which versions ran: no text anybody wrote, no
value, no name of a file or a folder of theirs. It is nowhere but here until somebody sends it.
"""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kitlib.clock import today
from kitlib.engines import IN_PAGE

__all__ = ["FILE_NAME", "leave_trace", "trace_file", "trace_of"]

#: The file, in the user's own folder (what the machine calls home).
FILE_NAME = "laeringskit-fejl.txt"

_HERE = Path(__file__).resolve().parent
_ROOMS = ("site-packages", "dist-packages")
_LIBRARIES = ("numpy", "pandas", "matplotlib", "typst", "voila", "anywidget")
_MOST = 60_000  # letters kept: some fifty traces, the newest
_HEAD = (
    "Fejl i laeringskit. Her står, hvor i værktøjet det gik galt. Der står intet af det, I har "
    "skrevet. Filen må sendes til dem, der laver værktøjet.\n"
)


def trace_file() -> Path:
    """Return where traces are kept."""
    return Path.home() / FILE_NAME


def leave_trace(error: BaseException, *, doing: str = "") -> str:
    """Keep a trace of an error, and return the Danish sentence that says where it lies.

    Parameters
    ----------
    error : BaseException
        What was caught.
    doing : str
        The kit's own name for what it was doing, never a user's word.

    Returns
    -------
    str
        "" where no trace could be kept: that stops nothing.
    """
    path = trace_file()
    with suppress(OSError, RuntimeError):
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        kept = before.removeprefix(_HEAD)[-_MOST:]
        path.write_text(f"{_HEAD}{kept}\n{trace_of(error, doing=doing)}", encoding="utf-8")
        where = "som kan hentes under Til IT" if IN_PAGE else "i din egen mappe på computeren"
        return (
            f"Hvor i værktøjet det skete, står i filen {FILE_NAME} {where}. Den må gerne sendes "
            "til dem, der laver værktøjet. Der står intet af det, I skrev."
        )
    return ""


def trace_of(error: BaseException, *, doing: str = "") -> str:
    """Return what is kept of an error.

    Examples
    --------
    >>> try:
    ...     int("Fatima")
    ... except ValueError as error:
    ...     print("Fatima" in trace_of(error), "ValueError" in trace_of(error))
    False True
    """
    lines = [f"{today().isoformat()} {doing}".rstrip(), *_versions()]
    for one in _chain(error):
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}{_number(one)}")
        for frame, line in traceback.walk_tb(one.__traceback__):
            code = frame.f_code
            lines.append(f"  {_place(code.co_filename)}:{line} {_function(code)}")
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those that led to it, each once, the first of them first."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or one.__context__
    yield from reversed(found)


def _number(error: BaseException) -> str:
    """The system's number of an error tells a full disk from a locked file; its text may not."""
    found = getattr(error, "errno", None) if isinstance(error, OSError) else None
    return f" [{found}]" if isinstance(found, int) else ""


def _place(name: str) -> str:
    """A file of the kit, of a library or of Python; any other is somebody's own."""
    path = Path(name)
    with suppress(ValueError, OSError, RuntimeError):
        return f"kitlib/{path.resolve().relative_to(_HERE).as_posix()}"
    parts = path.parts
    for room in _ROOMS:
        if room in parts:
            return "/".join(parts[parts.index(room) + 1 :])
    with suppress(ValueError):
        return f"python/{path.relative_to(Path(traceback.__file__).parent).as_posix()}"
    return "…"


def _function(code: object) -> str:
    # A function's name is in the source it stands in; one of somebody's own says nothing here.
    name = str(getattr(code, "co_name", ""))
    return name if _place(str(getattr(code, "co_filename", ""))) != "…" else ""


def _versions() -> Iterator[str]:
    found = []
    for name in ("laeringskit", *_LIBRARIES):
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    yield f"  Python {platform.python_version()}, {sys.platform}; {', '.join(found)}"
