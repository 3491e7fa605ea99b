"""Reload, a killed kernel, one that dies before it can say so: nothing is lost, nothing doubled."""

import pytest

from tests.circle_page.walking import cut_off, logged, press, saved, turn, until

pytestmark = pytest.mark.whole


def test_a_reload_in_the_middle_loses_nothing(solsikken, serving, visit):
    page = visit(serving(solsikken)).begin()
    turn(page, "Forstå")
    page.get_by_label("Det bøvler").fill("Sko og lynlåse på samme tid")
    page.reload()
    page.wait_for_selector("#side.lk-klar h1")
    # On the same card, and nothing is waiting any more once the kernel has it.
    assert page.get_by_label("Det bøvler").input_value() == "Sko og lynlåse på samme tid"
    assert "Sko og lynlåse" in logged(solsikken)
    waiting = "Object.keys(sessionStorage).filter((key) => key.includes('venter'))"
    assert page.evaluate(waiting) == []
    assert page.evaluate("localStorage.length") == 0


# Whatever the page puts where the browser writes it on the disk.
_STORED = """() => {
  window.stored = "";
  const put = Storage.prototype.setItem;
  Storage.prototype.setItem = function (name, value) {
    window.stored += value;
    return put.call(this, name, value);
  };
}"""


def test_what_is_written_is_not_left_in_the_browsers_own_files(solsikken, direct):
    """They stay on the disk when the browser is told to forget them."""
    page = direct(solsikken).begin()
    turn(page, "Forstå")
    page.evaluate(_STORED)
    page.get_by_label("Det bøvler").fill("Sko og lynlåse på samme tid")
    saved(page)
    turn(page, "Se")
    assert "lynlåse" not in page.evaluate("stored") and page.evaluate("stored")


def test_a_killed_kernel_is_said_and_what_was_written_is_handed_over(solsikken, serving, visit):
    served = serving(solsikken, grace=30)
    page = visit(served).begin()
    turn(page, "Forstå")
    page.get_by_label("Det lykkes").fill("De store hjælper de små")
    saved(page)
    [kernel] = served.kernels
    with cut_off(page):
        kernel.kill()
        page.get_by_label("Det bøvler").fill("Køen ved døren")
    assert page.get_by_label("Det lykkes").input_value() == "De store hjælper de små"
    assert page.get_by_label("Det bøvler").input_value() == "Køen ved døren"
    until(lambda: "Køen ved døren" in logged(solsikken))
    until(lambda: len(served.kernels) == 1)


def test_a_kernel_that_waits_for_its_turn_is_not_taken_for_dead(solsikken, serving, visit):
    """As on a computer with much to do: it is silent for longer than an answer takes, and lives."""
    served = serving(solsikken, grace=30)
    page = visit(served).begin()
    turn(page, "Forstå")
    page.evaluate("window.same = true")
    [kernel] = served.kernels
    kernel.suspend()
    page.get_by_label("Det bøvler").fill("Køen ved døren")
    page.wait_for_timeout(5000)  # what is looked for is that nothing comes
    kernel.resume()
    saved(page)
    assert "Køen ved døren" in logged(solsikken)
    assert page.evaluate("window.same") and not page.locator("text=Forbindelsen er afbrudt").count()


# Runs in the kernel before the kit: what the page asked for is on the disk, and at that moment,
# before a word of it has gone back to the page, the process is gone.
_DIES = """
import sys
if "ipykernel_launcher" in " ".join(sys.orig_argv):
    import os, pathlib, signal
    from kitlib.circle.answers import TeamAnswers
    flag = pathlib.Path({flag!r})
    def dying(write):
        def written(self, *args, **options):
            receipt = write(self, *args, **options)
            if flag.exists():
                flag.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
            return receipt
        return written
    TeamAnswers.add, TeamAnswers.park = dying(TeamAnswers.add), dying(TeamAnswers.park)
"""


def test_a_kernel_that_dies_between_disk_and_word_doubles_nothing(
    solsikken, tmp_path, serving, visit
):
    flag = tmp_path / "die"
    patches = tmp_path / "patches"
    patches.mkdir()
    (patches / "sitecustomize.py").write_text(_DIES.format(flag=str(flag)), "utf-8")
    page = visit(serving(solsikken, grace=60, patches=patches)).begin()
    turn(page, "Undres")

    flag.touch()
    page.locator(".lk-skriv input").focus()
    page.keyboard.type("Hvem der venter længst")
    with cut_off(page):
        page.keyboard.press("Enter")
    assert not flag.exists(), "it died where it was to"
    until(lambda: "1 svar er skrevet" in page.inner_text(".lk-bund"))
    press(page, "Vis dem sammen")
    page.wait_for_selector(".lk-store >> text=Hvem der venter længst")
    assert page.locator(".lk-store li").count() == 1

    flag.touch()
    press(page, "Parkering")
    page.get_by_label("En idé, der skal vente").fill("Flere knager")
    with cut_off(page):
        press(page, "Parkér ideen")
    assert not flag.exists()
    press(page, "Parkering (1)")
    assert page.locator("dialog li").count() == 1
    waiting = "Object.keys(sessionStorage).filter((key) => key.includes('venter'))"
    assert page.evaluate(waiting) == []
