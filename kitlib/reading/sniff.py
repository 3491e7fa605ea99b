"""What kind of file this is, by its first bytes, before any library opens it.

Libraries give a 0-byte file, a web page and plain junk the same error; people need to be told
which it is and what to do.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Literal

from kitlib.dansk import number
from kitlib.packed import unpacked
from kitlib.problems import KitError, Problem
from kitlib.reading.beneath import root_names
from kitlib.reading.held import HeldFile, readable

__all__ = [
    "MAX_BYTES",
    "MAX_FIELDS",
    "MAX_TEXT_BYTES",
    "WORKBOOKS",
    "FileKind",
    "broken",
    "check_size",
    "check_whole",
    "kind_of",
    "lock_problems",
    "protected",
    "refuse",
    "too_heavy",
    "too_large",
]

FileKind = Literal["text", "workbook"]

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})

#: Bytes of a workbook, with pictures in it, and of a text that may be somebody's own notes: well
#: over what a team writes, and read in seconds. Rows of a register are counted by `aggregate`.
MAX_BYTES = 100_000_000
MAX_TEXT_BYTES = 20_000_000
#: Fields of such a text, counted as what may end them: 20,000 notes have less than half of it.
#: A small file of nothing but line ends takes as long to read as a large one.
MAX_FIELDS = 1_000_000

_ENDS = (b"\n", b"\r", b";", b"\t", b",", b"|")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1 << 14
_PIECE = 1 << 20
# Unpacked size no office table has; beyond it a small file is built to fill the memory.
_MAX_UNPACKED = 1 << 30

_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|style)\b", re.IGNORECASE)
_JSON = re.compile(rb"[\[{]\s*(?:[\[{]\s*)?\"[^\"\r\n]*\"\s*:")
_FOREIGN = (
    (b"%PDF", "en PDF", "format_andet"),
    (b"PAR1", "en Parquet-fil", "format_nyt"),
    (b"SQLite format 3", "en database", "format_nyt"),
    (b"\x1f\x8b", "pakket sammen (gzip)", "format_nyt"),
    (b"7z\xbc\xaf", "pakket sammen (7-Zip)", "format_nyt"),
    (b"\x89PNG", "et billede", "format_andet"),
    (b"\xff\xd8\xff", "et billede", "format_andet"),
    (b"{\\rtf", "et tekstdokument", "format_andet"),
)
_SAVE_AS = "Åbn den i det program, den er lavet i, og gem den som .xlsx eller .csv."


def refuse(path: Path, message: str, hint: str, code: str, sheet: str | None = None) -> KitError:
    """Make the KitError that says why a whole file cannot be read."""
    return KitError(Problem(message, hint, file=path.name, sheet=sheet, code=code))


def kind_of(path: Path) -> FileKind:
    """Tell whether a file is text or a workbook, or say in plain Danish why it is neither.

    Raises
    ------
    KitError
        Missing, empty, locked, a folder, protected by a password, a web page, another format.
    """
    head = _read_head(path)
    suffix = path.suffix.casefold()
    if head.startswith(_OLE):
        return _old_office(path)
    if head.startswith(b"PK"):
        return _zip(path)
    for signature, what, code in _FOREIGN:
        if head.startswith(signature):
            raise refuse(path, f"Filen er {what} og ikke en tabel.", _SAVE_AS, code)
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").replace(b"\x00", b"")
    if start.startswith(b"<"):
        _refuse_markup(path, start)
    if start.startswith(b"{") and b'"doc_id"' in start:
        hint = "Åbn den i Google Sheets, og vælg Filer, Download, Microsoft Excel (.xlsx)."
        raise refuse(path, "Filen er kun en genvej til Google Sheets.", hint, "format_nyt")
    if _JSON.match(start):
        raise refuse(path, "Filen er JSON og ikke en tabel.", _SAVE_AS, "format_andet")
    if suffix in WORKBOOKS:
        hint = "Åbn den i regnearket, og gem den igen som .xlsx. Er den tekst, så kald den .csv."
        raise refuse(
            path, f"Filen hedder {suffix}, men er ikke en projektmappe.", hint, "ikke_projektmappe"
        )
    return "text"


def _read_head(path: Path) -> bytes:
    try:
        if path.is_dir():
            hint = "Vælg en fil i mappen."
            raise refuse(path, "Det er en mappe, ikke en fil.", hint, "mappe")
        if path.exists() and not path.is_file():
            raise refuse(path, "Det er ikke en fil, der kan læses.", "Vælg en anden.", "ingen_fil")
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError:
        hint = "Tjek navnet, og at den ligger i mappen."
        raise refuse(path, "Filen findes ikke.", hint, "fil_mangler") from None
    except PermissionError:
        hint = "Luk den i andre programmer, og tjek, at du må åbne den. Prøv så igen."
        raise refuse(path, "Filen kan ikke åbnes.", hint, "fil_laast") from None
    except (OSError, ValueError):
        hint = "Kopier den til en mappe på computeren, og prøv igen."
        raise refuse(path, "Filen kan ikke læses.", hint, "fil_ulaeselig") from None
    if not head:
        hint = "Hent eller gem den igen."
        raise refuse(path, "Filen er tom: den fylder 0 byte.", hint, "fil_tom")
    return head


def lock_problems(path: Path) -> list[Problem]:
    """Warn where another program's lock file beside it says that it is open there."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    try:
        held = any(lock.exists() for lock in locks)
    except OSError:
        held = False
    if not held:
        return []
    return [
        Problem(
            "Filen er åben i et andet program, så det sidste, der er skrevet, er måske ikke med.",
            "Gem og luk den, og prøv igen.",
            level="advarsel",
            code="fil_aaben",
        )
    ]


def _old_office(path: Path) -> FileKind:
    """An OLE container: an old .xls, or a new workbook behind a password."""
    try:
        names = root_names(readable(path))
    except Exception:  # a damaged container raises nearly anything
        raise broken(path) from None
    if "encryptedpackage" in names:
        raise protected(path)
    if {"workbook", "book"} & names:
        return "workbook"
    if {"worddocument", "powerpoint document"} & names:
        raise refuse(path, "Filen er et dokument og ikke en tabel.", _SAVE_AS, "format_andet")
    raise broken(path)


def protected(path: Path) -> KitError:
    """Say that a workbook is behind a password."""
    hint = "Åbn den, fjern adgangskoden under Filer, Oplysninger, og gem den igen."
    return refuse(path, "Projektmappen er låst med en adgangskode.", hint, "adgangskode")


def broken(path: Path) -> KitError:
    """Say that a workbook is damaged."""
    hint = "Åbn den i regnearket, og gem den igen som .xlsx."
    return refuse(path, "Projektmappen er beskadiget og kan ikke læses.", hint, "ikke_projektmappe")


def check_whole(path: Path) -> None:
    """Refuse an .xlsx with a part that cannot be read, before anything is written back into it.

    A reader passes over parts it has no use for, such as colours; whoever writes the workbook anew
    copies them all.
    """
    from kitlib.reading.beneath.xlsx import parts_of

    if kind_of(path) != "workbook":
        raise broken(path)
    try:
        content = path.read_bytes()
        names = {info.filename for info, _ in unpacked(content)}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            lost = set(parts_of(archive).values()) - names
    except Exception:  # as below: nearly anything
        raise broken(path) from None
    if lost:
        raise broken(path)


def too_large(path: Path, sheet: str | None = None) -> KitError:
    """Say that a sheet would fill the memory."""
    hint = "Slet tomme rækker og kolonner langt fra tabellen, eller del den i flere filer."
    return refuse(path, "Arket er for stort til at læse.", hint, "for_stor", sheet=sheet)


def too_heavy(path: Path) -> KitError | None:
    """Say that a file is larger than anybody's own notes; None where it is not."""
    held = path.read_bytes() if isinstance(path, HeldFile) else None
    size = path.stat().st_size if held is None else len(held)
    book = path.suffix.casefold() in WORKBOOKS
    most = MAX_BYTES if book else MAX_TEXT_BYTES
    if size > most:
        limit = f"Den må højst fylde {most // 1_000_000} MB."
    elif not book and size > MAX_FIELDS and _fields(held or path.read_bytes()) > MAX_FIELDS:
        limit = f"Der må højst være {number(MAX_FIELDS)} felter i den."
    else:
        return None
    message = "Filen er for stor til at være noter, så den er ikke læst."
    return refuse(path, message, f"Tjek, at det er den rigtige fil. {limit}", "for_stor")


def _fields(content: bytes) -> int:
    """Count what may end a field of a text, in any encoding: no fewer than it has."""
    return sum(map(content.count, _ENDS)) - content.count(b"\r\n")


def check_size(path: Path) -> None:
    """Refuse a file that is larger than anybody's own notes.

    Raises
    ------
    KitError
        Where it is.
    """
    if path.is_file() and (heavy := too_heavy(path)) is not None:
        raise heavy


def _zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(readable(path)) as archive:
            infos = archive.infolist()
            names = {i.filename for i in infos}
            mimetype, manifest = (
                archive.read(name)[:_PIECE] if name in names else b""
                for name in ("mimetype", "META-INF/manifest.xml")
            )
            heavy = sum(i.file_size for i in infos) > _MAX_UNPACKED
            locked = any(i.flag_bits & 1 for i in infos) or b"encryption-data" in manifest
    except Exception:  # zlib, struct and unicode errors: a damaged archive raises nearly anything
        raise broken(path) from None
    if heavy:
        hint = "Del den i mindre filer."
        raise refuse(path, "Projektmappen er for stor til at læse.", hint, "for_stor")
    if locked:
        raise protected(path)
    if "xl/workbook.bin" in names:
        hint = "Åbn den i regnearket, og gem den som .xlsx."
        raise refuse(path, "Filen er en binær projektmappe (.xlsb).", hint, "format_nyt")
    if any(n.startswith("xl/") for n in names):
        return "workbook"
    if b"opendocument.spreadsheet" in mimetype:
        return "workbook"
    if any(n.endswith(".iwa") for n in names):
        hint = "Åbn den i Numbers, og vælg Arkiv, Eksporter til, Excel."
        raise refuse(path, "Filen er fra Apple Numbers.", hint, "format_nyt")
    if any(n.startswith(("word/", "ppt/")) for n in names) or b"opendocument" in mimetype:
        raise refuse(path, "Filen er et dokument og ikke en tabel.", _SAVE_AS, "format_andet")
    raise refuse(path, "Filen er ikke en projektmappe.", _SAVE_AS, "ikke_projektmappe")


def _refuse_markup(path: Path, start: bytes) -> None:
    if _HTML.search(start[:4096]):
        hint = "Åbn den i regnearket, vælg Gem som, og gem den som .xlsx."
        message = "Filen er en hjemmeside (HTML), som har fået et andet navn."
        raise refuse(path, message, hint, "html")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start or b"Excel.Sheet" in start:
        hint = "Åbn den i regnearket, vælg Gem som, og gem den som .xlsx."
        raise refuse(path, "Filen er et regneark i et gammelt XML-format.", hint, "format_andet")
    if start.startswith(b"<?xml"):
        raise refuse(path, "Filen er XML og ikke en tabel.", _SAVE_AS, "format_andet")
