"""The only way the kit writes a file: right ring, right place, footer, and all or nothing.

Every kind of file the kit can make is declared with `output`, so that tests can make each of
them and search its bytes for what should not be there.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.dansk import long_date
from kitlib.patience import patiently
from kitlib.problems import KitError
from kitlib.view import Ring

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MARK", "Home", "Output", "footer", "outputs", "replacing", "replacing_folder",
    "write_bytes", "write_table", "write_text",
]  # fmt: skip

#: Stands in every page the kit writes, so that it never writes over a file it did not make.
MARK = "laeringskit"

_HALF = ".kit-mappe-"  # begins the name of a folder that is not filled yet
_PDF_END = 1_000_000  # bytes at the end of a PDF that hold what it says of itself
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
    """

    folder: Path
    ring: Ring = "hos_teamet"
    slettes: date | None = None
    opdigtet: bool = False

    @property
    def out(self) -> Path:
        """The folder the kit writes to when it is not told where."""
        return self.folder / _OUT


@dataclass(frozen=True)
class Output:
    """One kind of file the kit makes.

    Parameters
    ----------
    name : str
        What it is called.
    ring : {"mit", "hos_teamet", "udgivelse"}
        Where it may exist.
    quotes : bool
        Whether it carries people's words.
    maker : str
        "module:function", so that naming an output imports nothing. The function is
        `make(source, out) -> list of Path`: it makes the output as a user who chooses nothing
        gets it, from a team's folder (one's own file in ring mit), below the folder `out`, and
        returns what it wrote.
    """

    name: str
    ring: Ring
    quotes: bool
    maker: str


#: Every kind of file the kit makes. A new one is added here; a test finds one that is not.
_OUTPUTS = (
    Output("visninger.html", "hos_teamet", True, "kitlib.show:make_team_page"),
    Output("mit.html", "mit", True, "kitlib.show:make_own_page"),
    Output("ny mappe", "hos_teamet", False, "kitlib.start:make_new_folder"),
    Output("indsigt.html", "hos_teamet", True, "kitlib.rights:make_access_page"),
    Output("notebooks", "hos_teamet", False, "kitlib.start:make_notebooks"),
    Output("cirkel.toml", "hos_teamet", False, "kitlib.circle.circlefile:make_copy"),
    Output("papirer", "hos_teamet", False, "kitlib.privacy.papers:make_papers"),
    Output("referat", "hos_teamet", True, "kitlib.circle.referat:make_referat"),
    Output("prøvehandling.ics", "hos_teamet", False, "kitlib.circle.calendar:make_calendar"),
    Output("prøvehandlinger.html", "hos_teamet", False, "kitlib.circle.overview:make_overview"),
    Output("ark", "hos_teamet", False, "kitlib.material.making:make_paper"),
    Output("kort", "hos_teamet", True, "kitlib.material.making:make_cards"),
    Output("handout", "hos_teamet", True, "kitlib.material.making:make_handout"),
    Output("plakat", "hos_teamet", True, "kitlib.material.making:make_posters"),
    Output("cirklen på papir", "hos_teamet", True, "kitlib.material.making:make_session"),
    Output("bidrag", "hos_teamet", False, "kitlib.contribution.make:make_contribution"),
    Output("udgivelse", "udgivelse", False, "kitlib.pooled.run:make_release"),
)


def outputs() -> tuple[Output, ...]:
    """Return every declared kind of output: the register leak and deletion tests walk."""
    return _OUTPUTS


def footer(home: Home) -> str:
    """Return the line at the foot of everything that stays in a ring.

    Examples
    --------
    >>> footer(Home(Path("solsikken"), slettes=date(2026, 12, 31)))
    'Bliver hos teamet. Slettes senest 31. december 2026.'
    """
    if home.opdigtet:
        return "Opdigtede data til at øve sig på."
    if home.ring == "udgivelse":
        return ""
    who = "hos teamet" if home.ring == "hos_teamet" else "hos dig selv"
    gone = f" Slettes senest {long_date(home.slettes)}." if home.slettes else ""
    return f"Bliver {who}.{gone}"


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
    in_out = target.is_relative_to(home.out.resolve())
    if target.exists() and not in_out and not _is_ours(target):
        raise KitError(
            f"Der ligger allerede en fil med navnet {target.name}, som kittet ikke har lavet.",
            hint="Vælg et andet filnavn. Intet er ændret.",
        )
    return target


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            start = stream.read(4096)
            if start.startswith(b"%PDF-"):
                stream.seek(max(0, path.stat().st_size - _PDF_END))
                return f"<pdf:Keywords>{MARK}</pdf:Keywords>".encode() in stream.read()
            return f'content="{MARK}"'.encode() in start
    except OSError:
        return False


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Write to a temporary file beside `path`, then put it in place in one step.

    Nothing is left behind when the work is broken off, by Ctrl-C or an error.

    Yields
    ------
    Path
        The temporary file to write to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Made by hand rather than by tempfile, whose files only their maker can read: colleagues
        # on a shared drive must be able to open what was written.
        temporary = path.with_name(f".kit-{secrets.token_hex(8)}{path.suffix}")
        temporary.open("xb").close()
    except OSError as error:
        raise KitError(
            f"Der kan ikke skrives i mappen '{path.parent.name}'.",
            hint="Tjek, at du har lov til at skrive der, og at der er plads.",
        ) from error
    try:
        yield temporary
        _to_disk(temporary)
        patiently(lambda: temporary.replace(path))
    except PermissionError as error:
        raise KitError(
            f"Filen {path.name} er åben i et andet program.", hint=_held_hint(path)
        ) from error
    finally:
        with suppress(OSError):
            patiently(lambda: temporary.unlink(missing_ok=True))


def _to_disk(path: Path) -> None:
    with patiently(lambda: path.open("rb+")) as stream:
        os.fsync(stream.fileno())


def _held_hint(path: Path) -> str:
    stands = "Filen står, som den gjorde før" if path.exists() else "Intet er skrevet"
    return f"Luk den, og prøv igen. {stands}: det nye er ikke gemt."


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Fill a folder beside `path`, then put it in place in one step: all of it, or nothing.

    What a killed program left half filled is taken away by the next one.

    Yields
    ------
    Path
        The folder to fill.

    Raises
    ------
    KitError
        Where `path` is there already, or nothing can be written beside it.
    """
    if path.exists():
        raise KitError(f"Mappen '{path.name}' findes allerede.", hint="Vælg et andet navn.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f"{_HALF}*"):
            shutil.rmtree(left, ignore_errors=True)
        temporary = path.with_name(f"{_HALF}{secrets.token_hex(8)}")
        temporary.mkdir()
    except OSError as error:
        raise KitError(
            f"Der kan ikke skrives i mappen '{path.parent.name}'.",
            hint="Tjek, at du har lov til at skrive der, og at der er plads.",
        ) from error
    try:
        yield temporary
        patiently(lambda: temporary.rename(path))
    except PermissionError as error:
        raise KitError(
            f"Mappen '{path.name}' kan ikke lægges på plads: et andet program har fat i den.",
            hint="Luk andre programmer, og prøv igen. Intet er gemt.",
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_bytes(path: Path, content: bytes, home: Home) -> Path:
    """Write a file in its ring, all or nothing, and return where it lies."""
    target = check_place(path, home)
    with replacing(target) as temporary:
        temporary.write_bytes(content)
    return target


def write_text(path: Path, content: str, home: Home) -> Path:
    """Write a text file in its ring; one that should carry the footer and does not is refused.

    Raises
    ------
    KitError
        As `check_place`.
    ValueError
        Where the footer is missing: a fault in the kit, not in what the user did.
    """
    from html import escape

    line = footer(home)
    if line and line not in content and escape(line) not in content:
        raise ValueError(f"{path.name}: the footer of ring {home.ring} is missing")
    return write_bytes(path, content.encode("utf-8"), home)


def write_table(path: Path, frame: pd.DataFrame, home: Home, *, sheet: str = "data") -> Path:
    """Write a frame so that `read_table` and `read_columns` give it back.

    Parameters
    ----------
    path : Path
        Ends in .csv or .xlsx. CSV is UTF-8 with BOM, ";" and decimal comma: what a Danish
        spreadsheet opens without being asked.
    frame : DataFrame
        Its columns are written, its index is not. Dates are written as days.
    """
    target = check_place(path, home)
    with replacing(target) as temporary:
        if path.suffix.casefold() == ".xlsx":
            _write_workbook(temporary, frame, sheet)
        else:
            _as_text(frame).to_csv(
                temporary, index=False, sep=";", encoding="utf-8-sig", lineterminator="\r\n"
            )
    return target


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, Any] = {}
    for name in frame.columns:
        values = frame[name]
        if pd.api.types.is_datetime64_any_dtype(values):
            text = values.dt.strftime("%d-%m-%Y")
        elif pd.api.types.is_bool_dtype(values):
            text = values.map({True: "ja", False: "nej"})
        elif pd.api.types.is_float_dtype(values):
            text = values.map(lambda v: "" if pd.isna(v) else f"{v:.15g}".replace(".", ","))
        else:
            text = values
        columns[str(name)] = text
    return pd.DataFrame(columns)


def _write_workbook(path: Path, frame: pd.DataFrame, sheet: str) -> None:
    import pandas as pd
    import xlsxwriter

    book = xlsxwriter.Workbook(
        path,
        {
            "default_date_format": "dd-mm-yyyy",
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    page = book.add_worksheet(sheet)
    for j, name in enumerate(frame.columns):
        page.write_string(0, j, str(name))
        for i, value in enumerate(frame[name], start=1):
            if pd.isna(value):
                continue
            if isinstance(value, pd.Timestamp):
                page.write_datetime(i, j, value.to_pydatetime())
            elif isinstance(value, bool):
                page.write_string(i, j, "ja" if value else "nej")
            elif isinstance(value, (int, float)):
                page.write_number(i, j, value)
            else:
                page.write_string(i, j, str(value))
    book.close()


@cache
def maker(output: Output) -> Callable[[Path, Path], list[Path]]:
    """Return the function that makes an output, for the tests that walk the register."""
    module, _, name = output.maker.partition(":")
    found: Callable[[Path, Path], list[Path]] = getattr(import_module(module), name)
    return found
