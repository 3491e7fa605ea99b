"""Going through a meeting on the page the way a team does: press what moves on, card by card."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import PATIENCE

LARGE = ".lk-bund .lk-videre"
_ON = ("Spring over", "Gå videre uden aftale")


#: Fields whose words the browser would spell, and may send to its maker.
SPELT = """() => [...document.querySelectorAll("input, textarea, [contenteditable]")]
  .filter((field) => field.spellcheck).map((field) => field.outerHTML.slice(0, 200))"""


def heading(page: Any) -> str:
    return str(page.inner_text(".lk h1"))


def until(true: Callable[[], Any]) -> Any:
    """Wait until something holds, and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def place(page: Any) -> str:
    """Where the page is: phase, card and heading."""
    return str(page.inner_text(".lk-over")) + heading(page)


def forward(page: Any) -> None:
    """Press the large button and wait for the next thing to do."""
    before = place(page)
    page.click(LARGE)
    until(lambda: place(page) != before)


def turn(page: Any, phase: str) -> None:
    """Go to a phase by its step at the top, and wait for its first card."""
    page.get_by_role("button", name=re.compile(f"Fase .*: {re.escape(phase)}$")).click()
    here = page.locator("[aria-current=step] .lk-navn")
    until(lambda: here.text_content() == phase and page.query_selector("main .lk-bund .lk-tilbage"))
    until(lambda: re.search(r"^(?!.*[2-9] af)", page.inner_text(".lk-over"), re.S))


# That the page says so stands for a second and a half, which a look from outside may miss.
_NOTES_A_CUT = """() => {
  window.before = true;
  const look = () => {
    const said = document.querySelector("dialog.lk-afbrudt");
    if (said) sessionStorage.setItem("afbrudt", said.innerText);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}"""
_IS_BACK = "!window.before && document.querySelector('#side.lk-klar h1')"


@contextmanager
def cut_off(page: Any) -> Iterator[None]:
    """Wait, after what kills the kernel, until the page has said so and is there again."""
    page.evaluate(_NOTES_A_CUT)
    yield
    page.wait_for_function(_IS_BACK)
    said = page.evaluate("sessionStorage.getItem('afbrudt')")
    page.evaluate("sessionStorage.removeItem('afbrudt')")
    assert said and said.startswith("Forbindelsen er afbrudt"), said


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


# Past the last stop nothing has the focus, and the body is said to, whose text is all there is.
_FOCUSED = """() => {
  const here = document.activeElement;
  if (here === document.body) return "";
  return (here.labels?.[0] || here).innerText || here.getAttribute("aria-label") || "";
}"""


def tab_to(page: Any, name: str, most: int = 60) -> None:
    """Press Tab until something of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in page.evaluate(_FOCUSED):
            return
    raise AssertionError(f"'{name}' is not reached with Tab")


def saved(page: Any) -> None:
    page.wait_for_selector(".lk-gemt:text-is('Gemt')")


def logged(folder: Path) -> str:
    """All that the folder's logbøger say."""
    lines = [
        x for f in (folder / "logbog").glob("*.jsonl") for x in f.read_text("utf-8").split("\n")
    ]
    return "\n".join(json.dumps(json.loads(x), ensure_ascii=False) for x in lines if x.strip())


def type_hidden(page: Any, *answers: str) -> None:
    """Type answers one after the other, as dots, and show them together."""
    page.locator(".lk-skriv input").focus()
    for answer in answers:
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
    press(page, "Vis dem sammen")
    page.wait_for_selector(".lk-store li")


def drawn(page: Any) -> None:
    """Wait until what is being drawn is there."""
    page.wait_for_selector(".lk-venter", state="detached")


def phases(page: Any) -> list[str]:
    return list(page.locator(".lk-trin button .lk-navn").all_text_contents())


def screens(page: Any) -> Iterator[str]:
    """Go through every phase and card, and stop at each; skips buds, and agrees on nothing."""
    for phase in phases(page):
        turn(page, phase)
        while page.locator("[aria-current=step] .lk-navn").text_content() == phase:
            drawn(page)  # before it is looked at, too
            yield heading(page)
            if not goes_on(page):
                break


def goes_on(page: Any) -> bool:
    """Press what goes on within a phase; False where there is nothing more in it.

    A figure that is being drawn is waited for: only one that was seen can be seen again later.
    """
    drawn(page)
    large = page.locator(LARGE)
    if large.count() and large.is_visible():
        if large.inner_text().startswith("Videre til"):
            return False
        forward(page)
        return True
    for name in _ON:
        button = page.get_by_role("button", name=name, exact=True)
        if button.count():
            before = page.inner_text("#side")
            button.click()
            until(lambda before=before: page.inner_text("#side") != before)
            return True
    return False


def agree(page: Any) -> None:
    """Agree on a trial that begins on 7 September, from the card that tells of it."""
    forward(page)
    page.get_by_label("Hvornår begynder vi?").fill("7/9")
    page.wait_for_selector("text=mandag den 7. september 2026")
    page.locator(".lk-pille", has_text="medhjælper").click()
    press(page, "Om to uger")
    press(page, "Det aftaler vi")
    page.wait_for_selector("text=kalenderfil")
