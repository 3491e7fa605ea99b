"""Run the notebooks from a clean kernel and store what they show, as it is stored in git.

    python benchmarks/notebooks.py              every notebook
    python benchmarks/notebooks.py 02 04        those whose names begin so

What differs from run to run is left out: when a cell ran, and the name of a widget that is no more.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

BOOKS = Path(__file__).resolve().parents[1] / "notebooks"
_GONE = "application/vnd.jupyter.widget-view+json"


def run(path: Path) -> int:
    """Run one notebook in its place; return how many bytes it takes."""
    book = nbformat.read(path, as_version=4)
    meta = dict(book.metadata)
    client = NotebookClient(book, timeout=600, resources={"metadata": {"path": str(path.parent)}})
    client.record_timing = False
    client.store_widget_state = False
    client.coalesce_streams = True  # text comes in as many pieces as it happens to
    client.execute()
    book.metadata.clear()
    book.metadata.update(meta)
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(_GONE, None)
    path.write_text(nbformat.writes(book) + "\n", encoding="utf-8")
    return path.stat().st_size


if __name__ == "__main__":
    asked = tuple(sys.argv[1:]) or ("",)
    total = 0
    for book in sorted(BOOKS.glob("*.ipynb")):
        if book.name.startswith(asked):
            total += run(book)
            print(book.name, book.stat().st_size)
    print(f"{total:,} bytes")
