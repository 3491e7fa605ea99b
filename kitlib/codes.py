"""One person is one code: the normal form that people are counted by."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["normal"]

_BETWEEN = re.compile(r"[\s\-‐-―._/]+")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def normal(code: str) -> str:
    """Return the normal form of a code, by which persons are told apart.

    Case, spaces, hyphens, full width and leading zeros are ways of writing and not the person.

    Parameters
    ----------
    code : str
        As somebody wrote it.

    Returns
    -------
    str
        Capitals and digits without anything between them.

    Examples
    --------
    >>> [normal(code) for code in ("u04", "U 04", "U-4", "Ｕ０４", "B07")]
    ['U4', 'U4', 'U4', 'U4', 'B7']
    """
    text = unicodedata.normalize("NFKC", code)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return _ZEROS.sub("", _BETWEEN.sub("", text)).upper()
