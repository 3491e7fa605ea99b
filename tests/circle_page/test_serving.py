"""The server behind the page: this machine alone, in Danish, and nothing left when it is closed."""

import re
import signal
import urllib.error
import urllib.request

import pytest

from kitlib.problems import KitError

pytestmark = pytest.mark.whole


def _left_over(served):
    return [p.name for p in served.temporary.glob("voila_*")]


def test_a_page_is_readable_at_once_and_ready_soon_and_asks_this_machine_alone(
    solsikken, serving, visit
):
    seen = visit(serving(solsikken))
    # The page comes in pieces: each thing is waited for, and none of them for the meeting itself.
    seen.page.wait_for_selector("body:has-text('Solsikken')")
    seen.page.wait_for_selector("body:has-text('Vi ser på det, vi gør')")
    page = seen.ready()
    assert page.evaluate("document.documentElement.lang") == "da"
    assert "token" not in page.url
    assert seen.hosts == {"127.0.0.1"}
    assert seen.errors == []


# Between two looks for the widget a long time goes: it has come, and is given up all the same.
_LOOKS_SELDOM = """
const after = window.setTimeout;
window.setTimeout = (what, ms, ...more) => after(what, ms === 100 ? 8000 : ms, ...more);
"""


def test_a_page_that_came_in_the_very_last_moment_is_shown_and_can_be_used(
    solsikken, serving, visit
):
    seen = visit(serving(solsikken), early=_LOOKS_SELDOM)
    page = seen.begin()
    page.wait_for_selector(".lk-bund")
    assert seen.errors == []
    assert not page.locator("#vent-fejl").count()


def test_the_door_is_locked_without_the_token(solsikken, serving):
    served = serving(solsikken)
    address = re.sub(r"\?.*", "", served.address)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}api/kernels/0-0-0-0-0")
    assert refused.value.code == 403
    refused.value.close()
    # Another name for this machine is another door, and it is not there.
    other = urllib.request.Request(served.address, headers={"Host": "et-andet-sted.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(other)
    assert refused.value.code == 403
    refused.value.close()
    assert served.kernels == []


def test_closing_the_page_leaves_no_process_and_no_file(solsikken, serving, visit):
    there = {p for p in solsikken.rglob("*") if p.is_file()}
    served = serving(solsikken, grace=1)
    seen = visit(served)
    seen.ready()
    kernels = served.kernels
    assert len(kernels) == 1
    assert _left_over(served), "it works in a folder that is looked at here"
    seen.page.close(run_before_unload=False)
    assert served.wait_gone() == 0
    assert not any(k.is_running() for k in kernels)
    assert _left_over(served) == []
    new = {p for p in solsikken.rglob("*") if p.is_file()} - there
    assert {p.parent.name for p in new} <= {"logbog"}


def test_ctrl_c_leaves_no_process_and_no_file(solsikken, serving, visit):
    served = serving(solsikken)
    visit(served).ready()
    kernels = served.kernels
    served.process.send_signal(signal.SIGINT)
    assert served.wait_gone() == 0
    assert not any(k.is_running() for k in kernels)
    assert _left_over(served) == []
    assert served.process.stderr.read() == ""


def test_a_folder_that_is_not_there_is_said_before_anything_is_started(tmp_path):
    from kitlib.circle.page import serve

    with pytest.raises(KitError, match="findes ikke"):
        serve(tmp_path / "ingen", ready=lambda address: None)
