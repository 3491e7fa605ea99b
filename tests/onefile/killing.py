"""Kill the tab of the one file in the middle of a meeting, again and again; see what is left."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kitlib.circle import Session
from tests.circle_page.walking import press, turn, until
from tests.onefile.disk import Disk

__all__ = ["TODAY", "Killed", "kill"]

TODAY = "2026-09-01"
_FIELD = "Det bøvler"
_KEY = "forstaa.boevler"
_LONGEST = 900  # milliseconds from the first letter to the kill: before, during and after the write

# What stood in the field when the page last said that it is kept.
_WATCH = """(field) => {
  window.kept = "";
  const said = document.querySelector(".lk-gemt");
  new MutationObserver(() => { if (said.textContent === "Gemt") window.kept = field.value; })
    .observe(said, { childList: true, characterData: true, subtree: true });
}"""
_SAYS_KEPT = "document.querySelector('.lk-gemt')?.textContent === 'Gemt'"


@dataclass
class Killed:
    """What was seen over all kills: what was said to be kept, and what of it was not there."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    text: str = field(default="", repr=False)
    moved: int = field(default=0, repr=False)


def kill(
    opened: Callable[..., Any],
    folder: Path,
    times: int,
    *,
    seed: int = 1,
    told: Callable[[Killed], object] = lambda _: None,
) -> Killed:
    """Write on the page, or move a note on the table, and kill the tab at a random moment.

    Parameters
    ----------
    opened : callable
        Opens the file in a window of its own.
    folder : Path
        A team's folder.
    times : int
    seed : int
        Of the moments.
    told : callable, optional
        Told of what is seen after each kill.
    """
    chance = random.Random(seed)
    seen = Killed()
    for number in range(times):
        disk = Disk(folder)
        window = opened(script=disk.script(TODAY), door=disk.answer)
        page = window.ready()
        page.click("#vaelg")
        page.wait_for_selector("body.aaben")
        page.click("#moede")
        page.wait_for_selector("#side.lk-klar h1")
        # One of five at once, and one after the word: both come, however fast the machine is.
        moment = 0.0 if number % 5 == 0 else chance.uniform(0, _LONGEST)
        sure = number % 5 == 4
        (_write if number % 2 else _move)(page, number, moment, seen, sure=sure)
        with suppress(Exception):
            page.goto("chrome://crash")  # the process of the tab ends where it stands
        window.context.close()
        seen.kills += 1
        _look(folder, seen)
        told(seen)
    return seen


def _write(page: Any, number: int, moment: float, seen: Killed, *, sure: bool) -> None:
    begin = page.get_by_role("button", name="Begynd")
    if begin.count():
        begin.click()
        page.wait_for_selector(".lk-bund")
    turn(page, "Forstå")
    place = page.get_by_label(_FIELD)
    if place.input_value() != seen.text:
        seen.lost += 1
    place.evaluate(_WATCH)
    place.press("End")
    page.keyboard.type(f" Linje {number}.")
    if sure:
        until(lambda: page.evaluate("window.kept"))
    page.wait_for_timeout(moment)
    if kept := page.evaluate("window.kept"):
        seen.acknowledged += 1
        seen.text = kept


def _move(page: Any, number: int, moment: float, seen: Killed, *, sure: bool) -> None:
    press(page, "Bordet")
    # All situations at once: one alone has fewer notes than there are kills.
    page.select_option(".lk-bord-overskrift", '["",""]')
    page.wait_for_selector(".lk-seddel")
    page.locator(".lk-seddel").first.focus()
    page.keyboard.press("f")
    page.keyboard.type("1" if page.locator("button.lk-bord-bunke").count() else "Kø\n")
    if sure:
        until(lambda: page.evaluate(_SAYS_KEPT))
    page.wait_for_timeout(moment)
    if page.evaluate(_SAYS_KEPT):
        seen.acknowledged += 1
        seen.moved += 1


def _look(folder: Path, seen: Killed) -> None:
    """Hold what was said to be kept against what the installed kit finds in the folder."""
    session = Session.open(folder, today=date.fromisoformat(TODAY))
    try:
        seen.unreadable += bool(session.team.problems.errors)
        text = str(session.meeting.value(_KEY) or "")
        moved = sum(len(heap.notes) for heap in session.bordet.heaps())
    finally:
        session.close()
    seen.lost += not text.startswith(seen.text)
    seen.lost += moved < seen.moved
    # What was under way may be there as well.
    seen.text, seen.moved = text, moved
