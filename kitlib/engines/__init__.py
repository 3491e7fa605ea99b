"""Which library does the heavy work: its package, or what stands in for it inside one HTML file.

A package that is compiled for a machine cannot be loaded by the Python inside a page. What stands
in for it there wears the same face, so that nobody else needs to know which of the two is at work.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

__all__ = ["IN_PAGE", "engine"]

#: Whether this is the Python inside a page: one process, and files that only it has.
IN_PAGE = sys.platform in ("emscripten", "wasi")

_STAND_INS = {
    "highspy": "kitlib.engines.scipys_highs",
    "pyrage": "kitlib.engines.no_age",
    "python_calamine": "kitlib.engines.books",
    "typst": "kitlib.engines.web_typst",
}


def engine(name: str, *, in_page: bool = IN_PAGE) -> Any:
    """Return the module that does what a package does, here.

    Parameters
    ----------
    name : {"highspy", "pyrage", "python_calamine", "typst"}
        The package.

    Examples
    --------
    >>> engine("highspy").__name__
    'highspy'
    >>> engine("highspy", in_page=True).__name__
    'kitlib.engines.scipys_highs'
    """
    stand_in = _STAND_INS[name]
    return import_module(stand_in if in_page else name)
