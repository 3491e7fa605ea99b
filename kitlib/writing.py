"""The only way the kit writes a file: right ring, right place, footer, and all or nothing.

What it makes is declared in `kitlib.outputs`; what is not is refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.dansk import long_date
from kitlib.erased import refuse_if_changed
from kitlib.holding import briefly, place_of
from kitlib.made import MARK, is_made, remember
from kitlib.outputs import Ring, declared
from kitlib.pictured import holds_picture
from kitlib.placing import filling, replacing
from kitlib.problems import KitError
from kitlib.whose import EVERYBODY, OWNER_ONLY, TEAM_ONLY, create

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MARK",
    "Home",
    "as_cell",
    "csv_bytes",
    "footer",
    "replacing",
    "replacing_folder",
    "write_bytes",
    "write_files",
    "write_text",
]

_READERS = {"mit": OWNER_ONLY, "hos_teamet": TEAM_ONLY, "udgivelse": EVERYBODY}
_OUT = "ud"  # the subfolder of a team's folder that holds what the kit made


@dataclass(frozen=True)
class Home:
    """Where what comes from a folder may be written.

    Parameters
    ----------
    folder : Path
        The team's folder, or the folder one's own file lies in.
    ring : {"mit", "hos_teamet", "udgivelse"}
        The narrowest ring of the data in it.
    slettes : date, optional
        The day the data goes; stands in the footer.
    opdigtet : bool
        Invented sample data may be written anywhere.
    as_of : str, optional
        The folder's mark when its rows were read: nothing is written from rows of somebody who
        has been deleted since. None where no rows are in what is written.
    given : str
        Who may get it, where a team has said so ("teamet og ledelsen").
    """

    folder: Path
    ring: Ring = "hos_teamet"
    slettes: date | None = None
    opdigtet: bool = False
    as_of: str | None = None
    given: str = ""

    @property
    def out(self) -> Path:
        """The folder the kit writes to when it is not told where."""
        return self.folder / _OUT


def footer(home: Home) -> str:
    """Return the line at the foot of everything that stays in a ring.

    Examples
    --------
    >>> footer(Home(Path("solsikken"), slettes=date(2026, 12, 31)))
    'Bliver hos teamet. Slettes senest 31. december 2026.'
    """
    if home.opdigtet:
        given = f" Må gives til {home.given}." if home.given else ""
        return f"Opdigtede data til at øve sig på.{given}"
    if home.ring == "udgivelse":
        return ""
    who = "hos teamet" if home.ring == "hos_teamet" else "hos dig selv"
    gone = f" Slettes senest {long_date(home.slettes)}." if home.slettes else ""
    return f"Må gives til {home.given}.{gone}" if home.given else f"Bliver {who}.{gone}"


def check_place(path: Path, home: Home) -> Path:
    """Return the resolved path, or refuse one that would take data out of its ring.

    Raises
    ------
    KitError
        Where the path lies outside the folder (invented sample data excepted), or a file
        stands there that the kit did not make.
    """
    target = path.resolve()
    inside = target.is_relative_to(home.folder.resolve())
    if not inside and not home.opdigtet and home.ring != "udgivelse":
        raise KitError(
            "Filen må ikke skrives uden for mappen: indholdet bliver, hvor det hører til.",
            hint=f"Vælg et sted i mappen, fx '{_OUT}'.",
        )
    if target.is_dir():
        raise KitError("Der ligger en mappe med det navn.", hint="Vælg et andet filnavn.")
    if target.exists() and not is_made(target, home.out):
        raise KitError(
            f"Der ligger allerede en fil med navnet {target.name}, som værktøjet ikke har lavet, "
            "eller som er rettet siden. Den er ikke ændret.",
            hint="Giv den et andet navn, eller flyt den, og prøv igen.",
        )
    return target


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Fill a folder beside `path`, then put it in place in one step: all of it, or nothing.

    Yields
    ------
    Path
        The folder to fill.

    Raises
    ------
    KitError
        Where `path` is there already, or nothing can be written beside it.
    """
    with filling(path, new=True) as folder:
        yield folder


def write_files(
    contents: Mapping[str, bytes | str], folder: Path, home: Home, *, output: str
) -> list[Path]:
    """Write files of one folder in their ring: all of them or none.

    Parameters
    ----------
    contents : mapping of str to bytes or str
        By file name; texts carry the footer.
    output : str
        As `write_bytes`.

    Returns
    -------
    list of Path
        Where they lie, in the order given.

    Raises
    ------
    KitError
        As `write_text`; nothing is written then.
    """
    for content in contents.values():
        _refuse_handwriting(content, output, home)
    ready = {name: _footed(name, content, home) for name, content in contents.items()}
    targets = {name: check_place(folder / name, home) for name in contents}
    with _still_valid(home), briefly(place_of(folder / "x")):
        for name, content in ready.items():
            remember(targets[name], content, home.out)
        with filling(folder.resolve()) as filled:
            for name, content in ready.items():
                with os.fdopen(create(filled / name, _READERS[home.ring]), "wb") as stream:
                    stream.write(content)
    return list(targets.values())


@contextmanager
def _still_valid(home: Home) -> Iterator[None]:
    """Hold the folder the rows are from while a file of them is put in place."""
    if home.as_of is None:
        yield
        return
    with briefly(home.folder):
        refuse_if_changed(home.folder, home.as_of)
        yield


def write_bytes(path: Path, content: bytes, home: Home, *, output: str) -> Path:
    """Write a file in its ring, all or nothing, and return where it lies.

    Parameters
    ----------
    output : str
        Which kind of output it is part of; one that is not declared is refused.
    """
    _refuse_handwriting(content, output, home)
    target = check_place(path, home)
    with _still_valid(home), briefly(place_of(target)):
        remember(target, content, home.out)
        with replacing(target, mode=_READERS[home.ring]) as temporary:
            temporary.write_bytes(content)
    return target


def _refuse_handwriting(content: bytes | str, output: str, home: Home) -> None:
    """Let no picture of handwriting out of the team, nor into what holds nobody's words.

    Names on a picture can be neither found nor covered. What holds one where it may not is a
    fault of the kit, and nothing is written.
    """
    may = declared(output).handwriting and home.ring != "udgivelse"
    raw = content.encode("utf-8") if isinstance(content, str) else content
    if not may and holds_picture(raw):
        raise ValueError(f"{output}: a picture of handwriting may not be in it")


def write_text(path: Path, content: str, home: Home, *, output: str) -> Path:
    """Write a text file in its ring; one that should carry the footer and does not is refused.

    Raises
    ------
    KitError
        As `check_place`.
    ValueError
        Where the footer is missing or the output is not declared: a fault in the kit, not in
        what the user did.
    """
    return write_bytes(path, _footed(path.name, content, home), home, output=output)


def _footed(name: str, content: bytes | str, home: Home) -> bytes:
    """Return what is written of a file; a text without its footer is a fault of ours."""
    if isinstance(content, bytes):
        return content
    from html import escape

    line = footer(home)
    if line and line not in content and escape(line) not in content:
        raise ValueError(f"{name}: the footer of ring {home.ring} is missing")
    return content.encode("utf-8")


# What a spreadsheet takes for a formula; a number below zero is none.
_FORMULA = re.compile(r"[\t\r\n ]*(?:[=+@\t\r＝＋－＠]|-(?!\d+(?:[.,]\d+)*\Z))", re.DOTALL)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV that a Danish spreadsheet opens without being asked: all of it as text.

    A cell a spreadsheet would compute, or a heading, gets an apostrophe first, as one writes
    it in a spreadsheet oneself.

    Examples
    --------
    >>> import pandas as pd
    >>> csv_bytes(pd.DataFrame({"enhed": ["=1+1"], "n": [-2]})).decode("utf-8-sig")
    "enhed;n\\r\\n'=1+1;-2\\r\\n"
    """
    safe = frame.rename(columns=as_cell)
    for place in range(len(frame.columns)):
        if frame.dtypes.iloc[place].kind not in "iufbMm":
            safe.isetitem(place, [as_cell(value) for value in frame.iloc[:, place]])
    text = safe.to_csv(index=False, sep=";", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def as_cell(value: Any) -> Any:
    """Return a value as it may stand in a cell: a text a spreadsheet would compute is only text.

    Examples
    --------
    >>> as_cell("=1+1"), as_cell("leg"), as_cell(-2)
    ("'=1+1", 'leg', -2)
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
