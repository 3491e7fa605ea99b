"""The meeting in notebook 01, in a real JupyterLab: in the kit's font, and kept as elsewhere."""

import os
import subprocess
import time

import pytest

from kitlib.lab import lab_address, lab_command, lab_environment
from kitlib.start import copy_notebooks
from tests.circle_page.walking import heading, logged, press, saved, turn
from tests.conftest import PATIENCE

pytestmark = pytest.mark.whole

_FONT = "[...document.fonts].some((f) => f.family.includes('Source Sans') && f.status === 'loaded')"


@pytest.fixture
def lab(tmp_path):
    """Open a folder of notebooks in JupyterLab; gives the address of one of them."""
    started = []

    def start(folder, name):
        settings = tmp_path / "settings"
        command = [*lab_command(folder, settings), "--allow-root", "--log-level=CRITICAL"]
        # A new user on a new machine: nothing was ever set, and nothing is set for the next.
        own = {f"JUPYTERLAB_{n}_DIR": str(tmp_path / n) for n in ("WORKSPACES", "SETTINGS")}
        own["HOME"] = own["USERPROFILE"] = str(tmp_path / "home")
        started.append(subprocess.Popen(command, env=lab_environment(settings) | own, cwd=folder))
        while started[-1].poll() is None:
            if address := lab_address(settings, notebook=name):
                return address
            time.sleep(0.25)
        raise AssertionError("JupyterLab did not start")

    yield start
    for process in started:
        process.terminate()
        process.wait()


def test_the_meeting_of_a_teams_folder_runs_in_jupyterlab(solsikken, lab, browser):
    pytest.importorskip("jupyterlab", reason="the extra notebooks is not installed")
    from psutil import Process

    notebook = next(p for p in copy_notebooks(solsikken) if p.name.startswith("01"))
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="da-DK")
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(lab(notebook.parent, notebook.name))
    title = page.locator(".jp-RenderedMarkdown h1:visible").first
    title.wait_for()
    page.get_by_text("| Klar").wait_for()  # what is run before that is lost
    assert page.locator(".lm-MenuBar-itemLabel").all_inner_texts()[:2] == ["Filer", "Rediger"]
    title.click()
    for _ in range(4):
        page.keyboard.press("Shift+Enter")
    page.wait_for_selector(".lk h1")
    press(page, "Begynd")
    page.wait_for_selector(".lk-bund")
    page.wait_for_function(_FONT)
    # A key that means something to the notebook is for the page while the page has the focus.
    page.get_by_label("Det er vi nysgerrige på").fill("Hvem hjælper hvem?")
    turn(page, "Forstå")
    page.get_by_label("Det bøvler").press_sequentially("Køen ved døren. bb aa")
    saved(page)
    assert "Køen ved døren. bb aa" in logged(solsikken)
    # What takes its time, as another cell may, lets the meeting wait and does not end it.
    [kernel] = (p for p in Process().children(recursive=True) if "-f" in p.cmdline()[-2:])
    kernel.suspend()
    page.get_by_label("Det bøvler").press_sequentially(" cc")
    page.wait_for_timeout(3500)
    kernel.resume()
    saved(page)
    assert "Køen ved døren. bb aa cc" in logged(solsikken)
    assert not page.locator("text=Forbindelsen er afbrudt").count()
    turn(page, "Runde af")
    cells = page.locator(".jp-Cell").count()
    page.locator(".lk-bund .lk-videre").focus()
    for key in ("b", "a", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("text=2 af 2")
    assert page.locator(".jp-Cell").count() == cells
    assert heading(page) == "Godkend referat"
    page.get_by_label("Det bøvler").check()
    press(page, "teamet")
    press(page, "Godkend referat")
    page.wait_for_selector("text=Referatet er godkendt.")
    assert {p.suffix for p in (solsikken / "ud").glob("referat*")} == {".md", ".html", ".pdf"}
    if shot := os.environ.get("KIT_SHOT"):
        page.screenshot(path=shot)
    assert errors == []
    context.close()
