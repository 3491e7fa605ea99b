"""Slet: what would go of a folder, shown first; then gone, and a receipt that names nobody."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kitlib.erased import MARK_NAME, change_mark
from kitlib.holding import alone
from kitlib.packed import CLOSED, Closed
from kitlib.patience import patiently
from kitlib.placing import is_left, replacing, settle
from kitlib.privacy.answers import ANSWERS_NAME, put_answers, read_answers
from kitlib.privacy.forget.files import KNOWN, MADE, Editor, files, is_made, name_of, steps_for
from kitlib.privacy.forget.person import Person
from kitlib.privacy.forget.plan import Plan, Step
from kitlib.privacy.forget.rows import IsList
from kitlib.privacy.forget.search import holds, is_large, not_seen_in
from kitlib.privacy.forget.textfiles import forget_in_text
from kitlib.problems import KitError
from kitlib.texts import OWN

__all__ = ["erase_all", "erase_person", "plan_all", "plan_person"]

_KNOWN_FOLDERS = ("ud", "logbog", "notebooks", ".ipynb_checkpoints", "sedler", "ind")


def plan_person(
    folder: Path, person: Person, *, is_list: IsList, logbog: Editor = forget_in_text
) -> Plan:
    """Return what would go if everything about one person went.

    Parameters
    ----------
    folder : Path
        A team's folder.
    is_list : callable
        Tells whether a heading is that of a column of many codes.
    logbog : callable
        Takes the person out of a file of the logbog, whose lines are checked.
    """
    steps = steps_for(folder, person, is_list=is_list, logbog=logbog)
    return Plan(tuple(_nameless(step, person) for _, step in steps))


def erase_person(
    folder: Path, person: Person, *, is_list: IsList, logbog: Editor = forget_in_text
) -> Plan:
    """Carry out what `plan_person` shows, and return the receipt.

    One file after the other is written anew and put in place in one step, while nobody else
    changes the folder. What is still found afterwards is named in the receipt.

    Raises
    ------
    KitError
        Where somebody else holds the folder, or a file is open elsewhere; the files before it in
        the list are done, and the rest are done by asking again.
    """
    with alone(folder, "slet"):
        _settle_all(folder)
        steps = steps_for(folder, person, is_list=is_list, logbog=logbog)
        if any(step.what != "beholdes" for _, step in steps):
            # What was read of the folder until now is of no use any more; nor, further down, what
            # was read while some of it was gone and some was not.
            change_mark(folder)
        for path, step in steps:
            _carry_out(path, step)
        if (folder / ANSWERS_NAME).exists() and person.names:
            put_answers(folder, read_answers(folder).without(person.forms))
        _sweep(folder, person)
        told = {path for path, step in steps if step.what == "beholdes"}
        left = [
            Step(name_of(folder, p), "beholdes", why=why)
            for p in files(folder)
            if p not in told and (why := _still(folder, p, person))
        ]
        if any(step.what != "beholdes" for _, step in steps):
            change_mark(folder)
    done = (*(step for _, step in steps), *left)
    return Plan(tuple(_nameless(step, person) for step in done), done=True)


def _still(folder: Path, path: Path, person: Person) -> str:
    """Say why a file is to be looked at by hand; empty where nothing of the person is in it."""
    try:
        if holds(path, person):
            return "Her står stadig noget. Ret den selv."
    except Closed:
        return CLOSED
    aside = is_made(folder, path) or is_large(path)
    return "" if aside else not_seen_in(path.read_bytes())


def plan_all(folder: Path) -> Plan:
    """Return what would go if the whole folder went, and what stays since the kit knows it not.

    Raises
    ------
    KitError
        Where the folder is no team's: it has no om.toml.
    """
    if not (folder / "om.toml").is_file():
        raise KitError(
            "Mappen ligner ikke et teams mappe: der er ingen om.toml.",
            hint="Tjek stien. Intet er slettet.",
        )
    steps = []
    for path in files(folder):
        inside = path.relative_to(folder).parts
        ours = len(inside) == 1 or inside[0] in {*_KNOWN_FOLDERS, OWN}
        known = path.suffix.casefold() in KNOWN or path.name.startswith((".kit-", ".svar"))
        if ours and (known or inside[0] in _KNOWN_FOLDERS or path.name == ".gitignore"):
            steps.append(Step(name_of(folder, path), "slettes"))
        else:
            why = "Værktøjet kender den ikke. Slet den selv, hvis den skal væk."
            steps.append(Step(name_of(folder, path), "beholdes", why=why))
    if (folder / ".git").exists():
        why = "Git gemmer gamle udgaver af filerne. Slet mappen .git selv."
        steps.append(Step(".git", "beholdes", why=why))
    return Plan(tuple(steps))


def erase_all(folder: Path) -> Plan:
    """Carry out what `plan_all` shows, and return the receipt; om.toml goes last."""
    with alone(folder, "slet"):
        _settle_all(folder)
        plan = plan_all(folder)
        going = [s.file for s in plan.steps if s.what == "slettes"]
        for name in sorted(going, key=lambda n: n == "om.toml"):
            _remove(folder / name)
        (folder / MARK_NAME).unlink(missing_ok=True)
        _sweep(folder, None)
    with suppress(OSError):  # something is left in it, or another has just come
        folder.rmdir()
    return replace(plan, done=True)


def _settle_all(folder: Path) -> None:
    """Finish or sweep what killed programs left, anywhere in the folder."""
    for here, folders, _ in os.walk(folder):
        folders[:] = [f for f in folders if f != ".git" and not is_left(Path(f))]
        settle(Path(here))


def _carry_out(path: Path, step: Step) -> None:
    if step.what == "slettes":
        _remove(path)
    elif step.what == "rettes" and step.content is not None:
        with replacing(path) as temporary:
            temporary.write_bytes(step.content)


def _remove(path: Path) -> None:
    try:
        patiently(lambda: path.unlink(missing_ok=True))
    except PermissionError as error:
        raise KitError(
            f"Filen {path.name} er åben i et andet program.",
            hint="Luk den, og slet igen: så bliver resten også slettet.",
        ) from error


def _sweep(folder: Path, person: Person | None) -> None:
    """Take away folders that are empty now: all of them, or those that name the person."""
    for here, _, _ in os.walk(folder, topdown=False):
        path = Path(here)
        if path == folder or ".git" in path.parts or any(path.iterdir()):
            continue
        if person is None or person.is_in(path.name) or path.name in MADE:
            path.rmdir()


def _nameless(step: Step, person: Person) -> Step:
    if not person.is_in(step.file.replace("/", " ").replace("_", " ")):
        return step
    return replace(step, file=f"en fil ({Path(step.file).suffix or 'uden endelse'})")
