"""Which library does the heavy work: its package, or what stands in for it inside one HTML file.

A package that is compiled for a machine cannot be loaded by the Python inside a page. What stands
in for it there wears the same face, so that nobody else needs to know which of the two is at work.
The two largest come with an extra, so that whoever only looks at notes need not fetch them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from kitlib.problems import KitError, Problem

__all__ = ["IN_PAGE", "engine"]

_EXTRAS = {
    "duckdb": ("samlet", "Det, der lægger mange tal sammen, er ikke installeret."),
    "typst": ("papir", "Det, der laver papir, er ikke installeret."),
}

#: Whether this is the Python inside a page: one process, and files that only it has.
IN_PAGE = sys.platform in ("emscripten", "wasi")

_STAND_INS = {
    "highspy": "kitlib.engines.scipys_highs",
    "pyrage": "kitlib.engines.page_age",
    "python_calamine": "kitlib.engines.books",
    "typst": "kitlib.engines.web_typst",
}


def engine(name: str, *, in_page: bool = IN_PAGE) -> Any:
    """Return the module that does what a package does, here.

    Parameters
    ----------
    name : {"duckdb", "highspy", "pyrage", "python_calamine", "typst"}
        The package.

    Raises
    ------
    KitError
        The package comes with an extra that is not installed.

    Examples
    --------
    >>> engine("highspy").__name__
    'highspy'
    >>> engine("highspy", in_page=True).__name__
    'kitlib.engines.scipys_highs'
    """
    if in_page and name in _STAND_INS:
        return import_module(_STAND_INS[name])
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name or name not in _EXTRAS:
            raise
        extra, message = _EXTRAS[name]
        hint = f'Skriv: python -m pip install "laeringskit[{extra}]"'
        raise KitError(Problem(message, hint, code="ikke_installeret")) from None
