"""Pictures from telephones and scanners, opened: JPEG, PNG, HEIC, and each page of a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitlib.ordinary import read_ordinary
from kitlib.problems import KitError, Problem

if TYPE_CHECKING:
    import numpy as np

__all__ = ["PHOTOS", "Photo", "in_folder", "open_photos", "require_papir"]

#: Endings of the files that are looked through.
PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".pdf", ".tif", ".tiff", ".webp")

_MOST_BYTES = 200_000_000  # a long PDF from a scanner
_MOST_POINTS = 120_000_000  # more than any telephone takes
_MOST_PAGES = 300
_SCAN = 200 / 72  # a page of a PDF is drawn with 200 points an inch


@dataclass(frozen=True)
class Photo:
    """One picture: the file it is from, which page of it, and its points (blue, green, red)."""

    path: Path
    page: int | None
    points: np.ndarray

    @property
    def name(self) -> str:
        return self.path.name if self.page is None else f"{self.path.name}, side {self.page}"


def in_folder(folder: Path) -> list[Path]:
    """Return the pictures of a folder, by name; what is hidden is left alone."""
    if not folder.is_dir():
        return []
    found = (p for p in folder.iterdir() if p.suffix.casefold() in PHOTOS)
    return sorted((p for p in found if not p.name.startswith(".")), key=lambda p: p.name.casefold())


def require_papir() -> None:
    """Say what is missing where pictures cannot be read on this machine.

    Raises
    ------
    KitError
        Where what reads pictures is not installed.
    """
    try:
        import cv2  # noqa: F401
    except ImportError:
        raise KitError(
            "Billeder af sedler kan ikke læses her: det, der læser billeder, mangler.",
            hint='Skriv: python -m pip install "laeringskit[papir]". Noter kan skrives ind '
            "imens, og billederne er ikke rørt.",
        ) from None


def open_photos(path: Path) -> Iterator[Photo]:
    """Yield each picture of a file, upright as the telephone held it.

    Raises
    ------
    KitError
        Where there is no picture in it that can be read.
    """
    kind = path.suffix.casefold()
    if kind not in PHOTOS:
        hint = "Brug et billede (.jpg, .png, .heic) eller en scanning (.pdf)."
        raise KitError(Problem("Det er ikke et billede.", hint, path.name, code="billede"))
    raw = read_ordinary(path, most=_MOST_BYTES)
    if kind == ".pdf":
        yield from (Photo(path, number, page) for number, page in enumerate(_pages(raw, path), 1))
        return
    points = _heic(raw) if kind in (".heic", ".heif") else _picture(raw)
    if points is None:
        raise KitError(_unread(path))
    yield Photo(path, None, points)


def _unread(path: Path) -> Problem:
    return Problem(
        "Billedet kan ikke læses. Det er ikke rørt.",
        "Tag det igen, eller gem det som .jpg.",
        path.name,
        code="billede",
    )


def _picture(raw: bytes) -> Any:
    """Decode a picture, turned as it was taken; None where it is none or is far too large."""
    import cv2
    import numpy as np

    if not 0 < _points(raw) <= _MOST_POINTS:
        return None
    try:
        return cv2.imdecode(np.frombuffer(raw, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None


def _points(raw: bytes) -> int:
    """How many points a picture says it has, by its head alone; 0 where that cannot be read."""
    from io import BytesIO
    from warnings import catch_warnings, simplefilter

    from PIL import Image

    with catch_warnings():
        simplefilter("ignore")
        try:
            with Image.open(BytesIO(raw)) as image:
                return image.width * image.height
        except Exception:  # each format has its own; what gives no size is not decoded
            return 0


def _heic(raw: bytes) -> Any:
    import cv2
    import numpy as np

    try:
        import pi_heif
    except ImportError:
        raise KitError(
            "Billeder fra iPhone (.heic) kan ikke læses her.",
            hint='Skriv: python -m pip install "laeringskit[papir]", eller gem dem som .jpg.',
        ) from None
    try:
        held = pi_heif.open_heif(raw, convert_hdr_to_8bit=True)
        if not 0 < held.size[0] * held.size[1] <= _MOST_POINTS:
            return None
        image = held.to_pillow().convert("RGB")
    except (ValueError, OSError, SyntaxError, EOFError):
        return None
    return cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2BGR)


def _pages(raw: bytes, path: Path) -> Iterable[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        raise KitError(_unread(path)) from None
    try:
        if len(document) > _MOST_PAGES:
            raise KitError(_unread(path))
        for page in document:
            width, height = page.get_size()
            scale = min(_SCAN, (_MOST_POINTS / 4 / max(1.0, width * height)) ** 0.5)
            yield page.render(scale=scale).to_numpy()[:, :, :3].copy()
    finally:
        document.close()
