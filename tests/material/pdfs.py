"""What a PDF says of itself, read by another library than the one that made it."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def root(content: bytes) -> Any:
    return reader(content).trailer["/Root"]


def tags(content: bytes) -> list[Any]:
    """Every element of the structure tree, in reading order."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif hasattr(node, "keys"):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(root(content)["/StructTreeRoot"]["/K"])
    return found


def fonts(content: bytes) -> dict[str, bool]:
    """Font name to whether its file is in the PDF."""
    found = {}
    for page in reader(content).pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            font = font.get_object()
            below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = below["/FontDescriptor"].get_object()
            files = {"/FontFile", "/FontFile2", "/FontFile3"}
            found[str(font["/BaseFont"])] = bool(files & set(descriptor.keys()))
    return found


def text(content: bytes, tmp_path: Any) -> str:
    """The text in reading order, as pdftotext gives it."""
    path = tmp_path / "pages.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def plain(content: bytes) -> str:
    """The text of every page without line breaks and soft hyphens, by pypdf."""
    pages = (page.extract_text() for page in reader(content).pages)
    return " ".join(" ".join(pages).replace("\u00ad", "").split())
