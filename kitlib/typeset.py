"""The one engine for PDF: typst, from a package alone, offline, with the kit's own fonts.

Chosen for what it needs and gives, not by a measurement of the others: LibreOffice and a browser
need programs beside Python, WeasyPrint needs system libraries on Windows, ReportLab and fpdf2
write no tags from a layout. Typst is one wheel, sets a page in a few milliseconds, and checks
PDF/UA itself, so that a picture without an alternative text or a letter without a shape is an
error rather than a loss.

Data never becomes markup: a template reads it as JSON and can only show it.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files as package_files
from pathlib import Path, PurePosixPath
from typing import Any

from kitlib.engines import engine
from kitlib.glyphs import MISSING, cover, covered_letters, family, missing_problem, print_fonts
from kitlib.problems import KitError, Problem, ProblemReport

__all__ = ["Printed", "images", "pdf", "typeset"]

# A letter may be in a font and yet lack a shape in company with its neighbours; typst names it.
_NO_SHAPE = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_RETRIES = 8
_WORD = re.compile(r"[a-z_]+")  # a key of a template's data; no word of a note stands alone so


@dataclass(frozen=True)
class Printed:
    """A PDF, and what of the text could not be printed as it stood."""

    content: bytes
    problems: ProblemReport


def pdf(
    template: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None
) -> bytes:
    """Set a template with data and return the PDF; `typeset` tells what could not be printed too.

    Parameters
    ----------
    template, data, files
        As `typeset`.

    Examples
    --------
    >>> pdf("dokument", {"titel": "Referat", "afsnit": [{"tekst": "Vi så tre noter."}]})[:5]
    b'%PDF-'
    """
    return typeset(template, data, files=files).content


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] | None = None,
    font: Path | None = None,
) -> Printed:
    """Set a template with data: a tagged PDF in Danish, the same bytes for the same input.

    Parameters
    ----------
    template : str
        Name of a template in kitlib/texts/tryk, without its ending. Each says at its top which
        data it reads. All of them read `titel` (title of the document) and `fod` (the line at
        the foot of every page, as `writing.footer` gives it).
    data : mapping
        Texts, numbers, lists and mappings; shown as they stand, never read as markup.
    files : mapping of str to bytes, optional
        Pictures the template shows, by plain file name (.svg, .png, .jpg).
    font : Path, optional
        A font file of the user's, for letters the kit's fonts lack.

    Returns
    -------
    Printed
        The PDF, and a warning where letters no font has are shown as ▢.

    Raises
    ------
    KitError
        Where the template, the font or a picture cannot be used.

    Examples
    --------
    >>> printed = typeset("dokument", {"titel": "Prøve", "afsnit": [{"tekst": "தமிழ்"}]})
    >>> printed.problems.headline
    '1 advarsel'
    """
    made, missing = _set(template, data, files or {}, font, pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return Printed(made, ProblemReport(missing_problem(missing)))


def images(
    template: str,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] | None = None,
    font: Path | None = None,
    ppi: int = 72,
) -> list[bytes]:
    """Set a template as `typeset` does and return its pages as PNG, to be looked at on a screen.

    Examples
    --------
    >>> page = images("dokument", {"titel": "Referat", "afsnit": []}, ppi=36)[0]
    >>> page[1:4]
    b'PNG'
    """
    made, _ = _set(template, data, files or {}, font, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else made


def _set(
    template: str,
    data: Mapping[str, Any],
    files: Mapping[str, bytes],
    font: Path | None,
    **how: Any,
) -> tuple[bytes | list[bytes], Counter[str]]:
    fonts = print_fonts(font)
    letters = covered_letters(fonts)
    shown, missing = cover(dict(data), letters)
    pictures: dict[str, bytes] = {}
    for name, content in files.items():
        pictures[name], lacking = _cover_picture(name, content, letters)
        missing += lacking
    families = list(dict.fromkeys(family(path) for path in fonts))
    with tempfile.TemporaryDirectory(prefix="kit-tryk-") as folder:
        root = Path(folder)
        _lay_out(root, template, pictures, fonts)
        for _ in range(_RETRIES):
            everything = {"data": shown, "skrifter": families}
            text = json.dumps(everything, ensure_ascii=False, allow_nan=False)
            (root / "data.json").write_text(text, encoding="utf-8")
            try:
                return _compile(root, template, how), missing
            except _NoShape as error:
                shown, more = _without(shown, error.text)
                missing += more
    raise _fault(template)


def _cover_picture(
    name: str, content: bytes, letters: frozenset[int]
) -> tuple[bytes, Counter[str]]:
    """Cover the texts of a vector picture: they are set with the same fonts as the rest."""
    if not name.casefold().endswith(".svg") or content.isascii():
        return content, Counter()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content, Counter()
    shown, missing = cover(text, letters, breakable=False)
    return shown.encode("utf-8"), missing


class _NoShape(Exception):
    def __init__(self, text: str) -> None:
        super().__init__("a letter has no shape")
        self.text = text


def _compile(root: Path, template: str, how: Mapping[str, Any]) -> bytes | list[bytes]:
    typst = engine("typst")

    try:
        made = typst.compile(
            str(root / f"{template}.typ"),
            root=str(root),
            font_paths=[str(root / "skrift")],
            ignore_system_fonts=True,
            **how,
        )
    except typst.TypstError as error:
        found = _NO_SHAPE.search(str(error))
        if found is not None:
            raise _NoShape(_unescaped(found.group(1))) from None
        raise _fault(template, error.message) from error
    return made  # type: ignore[no-any-return]


def _lay_out(
    root: Path, template: str, files: Mapping[str, bytes], fonts: tuple[Path, ...]
) -> None:
    """Lay everything a template may read in a folder of its own; it can reach nothing else."""
    own = package_files("kitlib") / "texts" / "tryk"
    if not (own / f"{template}.typ").is_file():
        raise KitError(
            Problem(
                "Skabelonen mangler.", "Installer værktøjet igen.", f"{template}.typ", code="tryk"
            )
        )
    for source in own.iterdir():
        (root / source.name).write_bytes(source.read_bytes())
    for name, content in files.items():
        if PurePosixPath(name).name != name or name.startswith(".") or "\\" in name:
            raise ValueError("a picture goes by a plain file name")
        (root / name).write_bytes(content)
    folder = root / "skrift"
    folder.mkdir()
    for path in fonts:
        shutil.copyfile(path, folder / path.name)


def _without(value: Any, text: str) -> tuple[Any, Counter[str]]:
    """Replace a cluster of letters that no font can shape, wherever it stands."""
    if isinstance(value, str):
        count = value.count(text)
        kinds = Counter({"andre tegn": count}) if count else Counter[str]()
        return value.replace(text, MISSING), kinds
    if isinstance(value, Mapping):
        pairs = {key: _without(part, text) for key, part in value.items()}
        return {k: p for k, (p, _) in pairs.items()}, _sum(c for _, c in pairs.values())
    if isinstance(value, list):
        parts = [_without(part, text) for part in value]
        return [p for p, _ in parts], _sum(c for _, c in parts)
    return value, Counter()


def _sum(counters: Any) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total += counter
    return total


def _unescaped(text: str) -> str:
    """Read a Rust string as typst prints it in a message."""
    text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: chr(int(m.group(1), 16)), text)
    return text.replace('\\"', '"').replace("\\\\", "\\")


def _fault(template: str, reason: str = "") -> KitError:
    """Frame the engine's own reason in Danish: what, and what to do; it is never guessed at."""
    said = _without_places(reason) or "tegnene i teksten kan ikke vises"
    picture = any(word in said.casefold() for word in ("image", "svg", "png", "jpeg"))
    hint = (
        "Prøv uden logoet, eller med et billede, der er gemt igen i et tegneprogram."
        if picture
        else "Det er ikke jer, der har gjort noget forkert: send linjen her til den, der hjælper "
        "jer med værktøjet. Jeres filer er urørte."
    )
    message = f"Arket kan ikke laves. Satsprogrammet siger ({template}): {said}."
    return KitError(Problem(message, hint, code="tryk"))


def _without_places(reason: str) -> str:
    """Leave out where the kit laid its files, and whatever may be a person's words.

    Examples
    --------
    >>> _without_places('file not found (searched at /tmp/kit-tryk-1/logo.png)')
    'file not found (searched at logo.png)'
    >>> _without_places('no key "titel" in "Emma leger"')
    'no key "titel" in "…"'
    """
    kept = re.sub(r'"([^"]*)"', lambda m: m[0] if _WORD.fullmatch(m[1]) else '"…"', reason)
    kept = re.sub(r"panicked with: .*", "panicked", kept, flags=re.DOTALL)
    return re.sub(r"[^\s(]*[/\\]", "", kept).strip().rstrip(".")
