"""A folder on this disk, given to the page as a browser gives one: no dialog, all the rest."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("disk.js").read_text(encoding="utf-8")


class Disk:
    """Answers the page's handles from a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refuses = False  # as a policy does that stops writing
        self.written: list[str] = []

    def script(self, today: str) -> str:
        day, name = json.dumps(today), json.dumps(self.folder.name)
        return f"window.enfilDag = {day}; window.enfilMappe = {name};\n{_SCRIPT}"

    def answer(self, asked: str) -> str:
        op, path, *more = json.loads(asked)
        return json.dumps(getattr(self, f"_{op}")(self.folder / path, *more))

    def _list(self, path: Path) -> Any:
        return [[p.name, "file" if p.is_file() else "directory"] for p in sorted(path.iterdir())]

    def _read(self, path: Path) -> Any:
        content = base64.b64encode(path.read_bytes()).decode("ascii")
        return {"bytes": content, "changed": path.stat().st_mtime_ns // 1_000_000}

    def _folder(self, path: Path, create: bool) -> Any:
        if create and not self.refuses:
            path.mkdir(exist_ok=True)
        return None if path.is_dir() else {"failed": "NotFoundError"}

    def _write(self, path: Path, content: str) -> Any:
        if self.refuses:
            return {"failed": "NotAllowedError"}
        beside = path.with_name(f"{path.name}.crswap")
        beside.write_bytes(base64.b64decode(content))
        beside.replace(path)
        self.written.append(path.relative_to(self.folder).as_posix())
        return None

    def _remove(self, path: Path) -> Any:
        path.unlink(missing_ok=True)
        return None
