"""The files of a folder, and which way each kind is changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from kitlib.dansk import join, plural
from kitlib.erased import MARK_NAME
from kitlib.holding import is_of_lock
from kitlib.packed import CLOSED, Closed
from kitlib.placing import is_left
from kitlib.privacy.forget.handwriting import FOLDER, is_handwriting, pictures_about
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.plan import Edited, Step
from kitlib.privacy.forget.rows import IsList
from kitlib.privacy.forget.search import (
    OPAQUE,
    TOO_LARGE,
    holds,
    is_large,
    is_plain,
    not_seen_in,
)
from kitlib.privacy.forget.textfiles import (
    forget_in_calendar,
    forget_in_notebook,
    forget_in_table,
    forget_in_text,
)
from kitlib.privacy.forget.workbooks import forget_in_ods, forget_in_xlsx
from kitlib.problems import KitError

__all__ = ["KNOWN", "MADE", "Editor", "files", "is_made", "name_of", "steps_for"]

#: Takes a file's bytes and the person, and returns what came of them.
Editor = Callable[[bytes, Person], Edited]

_TABLES = {".csv", ".tsv", ".txt"}
_TEXTS = {
    ".toml",
    ".md",
    ".vtt",
    ".srt",
    ".eaf",
    ".json",
    ".jsonl",
    ".xml",
    ".cmd",
    ".command",
    ".sh",
    ".html",
    ".htm",
    ".svg",
    ".rtf",
    ".pfsx",
    ".boris",
    ".gitignore",
    ".log",
}

#: Endings of the files the kit reads or writes.
KNOWN = _TABLES | _TEXTS | {".xlsx", ".xls", ".ods", ".ics", ".ipynb"}

_OPAQUE = "Værktøjet kan ikke se, hvad der står i den slags filer."
_WRITTEN_ABOUT = "Billedet er af en note om personen."

#: Folders whose files can be made anew at any time.
MADE = ("ud", ".ipynb_checkpoints")


def files(folder: Path) -> Iterator[Path]:
    """Every file below a folder; links are not followed, git's own is left alone."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != ".git")
        for name in sorted(names):
            if name != MARK_NAME and not is_of_lock(Path(name)):
                yield Path(here) / name


def name_of(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def is_made(folder: Path, path: Path) -> bool:
    """What the kit makes anew at any time; a calendar is an agreement and is kept."""
    parts = path.relative_to(folder).parts
    return any(p in MADE for p in parts[:-1]) and path.suffix.casefold() != ".ics"


def steps_for(
    folder: Path, person: Person, *, is_list: IsList, logbog: Editor
) -> list[tuple[Path, Step]]:
    """Return what happens to each file that is touched, or stays for a reason.

    Where anything is about the person, what the kit made goes too: a figure shows a person as one
    dot among others, which no search of texts finds.
    """
    steps = {}
    pictures = pictures_about(folder, person)
    others = 0
    for path in files(folder):
        if is_handwriting(folder, path) and path not in pictures:
            others += 1
            continue
        step = (
            Step(name_of(folder, path), "slettes", why=_WRITTEN_ABOUT)
            if path in pictures
            else _step(folder, path, person, is_list, logbog)
        )
        if step is not None:
            steps[path] = step
    if any(step.what != "beholdes" for step in steps.values()):
        for path in files(folder):
            if path not in steps and (step := _made_anew(folder, path, person)) is not None:
                steps[path] = step
    if others:
        steps[folder / FOLDER] = Step(FOLDER, "beholdes", why=_unread(others))
    # Pictures first: once their rows are gone, nobody knows any more whom they are about.
    return sorted(steps.items(), key=lambda pair: (pair[0] not in pictures, pair[0]))


def _unread(pictures: int) -> str:
    what = plural(pictures, "andet billede", "andre billeder")
    return f"{what} af håndskrift. Ingen kan søge i dem: Se selv, om personen står der."


def _made_anew(folder: Path, path: Path, person: Person) -> Step | None:
    if is_made(folder, path):
        return Step(name_of(folder, path), "slettes", why="Kan laves igen.")
    if path.suffix.casefold() != ".ipynb" or not is_plain(path) or is_large(path):
        return None
    done = forget_in_notebook(path.read_bytes(), person, clear=True)
    if done.content is None:
        return None
    return Step(name_of(folder, path), "rettes", mentions=done.mentions, content=done.content)


def _step(folder: Path, path: Path, person: Person, is_list: IsList, logbog: Editor) -> Step | None:
    name, suffix = name_of(folder, path), path.suffix.casefold()
    if person.is_in(name.replace("/", " ").replace("_", " ")):
        return Step(name, "slettes", why="Navnet siger, hvem den er om.")
    if any(is_left(part) for part in (path, *path.parents)):
        return Step(name, "slettes", why="En rest fra noget, der blev afbrudt.")
    if is_made(folder, path):
        gone = _may_hold(path, person)
        return Step(name, "slettes", why="Kan laves igen.") if gone else None
    if not is_plain(path):
        return Step(name, "beholdes", why="Det er ikke en almindelig fil.")
    if suffix in OPAQUE and suffix != ".xls":
        return Step(name, "beholdes", why=_OPAQUE)
    if is_large(path):
        found = _may_hold(path, person)
        return Step(name, "beholdes", why=TOO_LARGE) if found else None
    raw = path.read_bytes()
    if suffix in _TABLES:
        done = forget_in_table(raw, person, is_list)
    elif suffix == ".xlsx":
        done = forget_in_xlsx(raw, person, is_list)
    elif suffix == ".ods":
        done = forget_in_ods(raw, person, is_list)
    elif suffix == ".xls":
        done = _old_workbook(path, person)
    elif suffix == ".ics":
        done = forget_in_calendar(raw, person)
    elif suffix == ".ipynb":
        done = forget_in_notebook(raw, person)
    elif suffix == ".jsonl" and path.parent.name == "logbog":
        done = logbog(raw, person)
    elif suffix in _TEXTS or path.name == ".gitignore":
        done = forget_in_text(raw, person)
    else:
        done = _unknown(path, person)
    if done.refused:
        return Step(name, "beholdes", why=done.refused)
    if done.content is None:
        why = not_seen_in(raw)
        return Step(name, "beholdes", why=why) if why else None
    return Step(name, "rettes", done.rows, done.mentions, content=done.content)


def _may_hold(path: Path, person: Person) -> bool:
    """Whether a file speaks of the person, or cannot be looked into."""
    try:
        return holds(path, person)
    except Closed:
        return True


def _unknown(path: Path, person: Person) -> Edited:
    """A kind of file the kit can look through and not change."""
    try:
        found = holds(path, person)
    except Closed:
        return Edited(refused=CLOSED)
    why = "Her står noget, men værktøjet kan ikke ændre den slags filer."
    return Edited(refused=why) if found else Edited()


def _old_workbook(path: Path, person: Person) -> Edited:
    """The old binary workbook can be read and not changed."""
    from kitlib.privacy.forget.grids import grids

    try:
        places = [
            f"ark '{sheet}' række {number}"
            for sheet, grid in grids(path)
            for number, row in enumerate(grid, start=1)
            if person.is_in_any(row)
        ]
    except KitError:
        return Edited(refused="Filen kan ikke læses.")
    if not places:
        return Edited()
    where = f"Det er {join(places)}."
    return Edited(refused=f".xls kan ikke ændres her. Gem den som .xlsx, og slet igen. {where}")
