"""`laeringskit navne`: each finding in its sentence, answered with one of three buttons or keys."""

import http.client
import json
import shutil
import threading
from urllib.parse import urlsplit

import pytest

from kitlib.asking import questions
from kitlib.asking.page import AskingServer
from kitlib.asking.turns import Turns
from kitlib.material import make
from kitlib.team import open_team

OM = """format = 1
navn = "Solsikken"
distrikt = "Distrikt Nord"
formaal = "At lære"
slettes = 2099-12-31
visninger = ["postits.tavlen"]
"""
NOTES = """dato;observation;barn
03-03-2026;Vi så Fatima hjælpe ham. Så går de ud.;B07
04-03-2026;Vi talte om Fatima i dag.;B03
05-03-2026;Ring til mor på 20 30 40 51.;B12
06-03-2026;I dag kom Storm og hjalp til.;B12
07-03-2026;Bygger et tårn.;B12
"""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "team"
    place.mkdir()
    (place / "om.toml").write_text(OM, encoding="utf-8")
    (place / "postits.csv").write_text(NOTES, encoding="utf-8")
    return place


@pytest.fixture
def serve():
    """Serve a folder's questions in this process; ended after the test."""
    running = []

    def start(folder, *, grace=300.0):
        server = AskingServer(Turns.of_team(open_team(folder)), grace=grace)
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        return server, thread

    yield start
    for server, thread in running:
        server.end()
        thread.join(timeout=30)
        assert not thread.is_alive()


def _ask(server, method, path, *, host=None, token=None, body="{}"):
    connection = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=30)
    headers = {"Host": host or urlsplit(server.origin).netloc}
    if token:
        headers["X-Laeringskit"] = token
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode("utf-8")
    connection.close()
    return said


def _key(server):
    token = urlsplit(server.address).fragment
    return json.loads(_ask(server, "POST", "/aaben", token=token)[1])["noegle"]


def test_it_listens_on_this_machine_and_only_the_one_who_started_it_gets_in(folder, serve):
    server, _ = serve(folder)
    status, page = _ask(server, "GET", "/")
    assert status == 200
    assert "Fatima" not in page, "the page holds nothing before it has shown its key"
    assert _ask(server, "POST", "/tilstand")[0] == 404
    key = _key(server)
    assert "Fatima" in _ask(server, "POST", "/tilstand", token=key)[1]
    assert _ask(server, "POST", "/andet", token=key)[0] == 404
    status, said = _ask(server, "POST", "/svar", token=key, body='{"nr": "x"}')
    assert (status, json.loads(said)["number"]) == (200, 0)


def test_it_ends_by_itself_when_the_page_is_closed(folder, serve):
    server, thread = serve(folder, grace=0.01)
    _ask(server, "POST", "/farvel", token=_key(server))
    thread.join(timeout=60)
    assert not thread.is_alive()


def test_every_finding_is_answered_with_one_of_three(folder):
    (folder / "video.csv").write_text("start;hvad\n0:05;Hun har epilepsi.\n", encoding="utf-8")
    found = questions(folder)
    assert {q.kind for q in found} >= {"navn", "telefon", "saerlig"}
    assert {len(q.choices) for q in found} == {3}


@pytest.mark.whole
def test_each_is_answered_by_button_or_key_in_its_sentence(folder, serve, browser):
    server, _ = serve(folder)
    context = browser.new_context(locale="da-DK")
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: said.type == "error" and errors.append(said.text))
    page.set_default_timeout(45_000)
    page.goto(server.address)
    # The word that stands in two notes is asked about once, in both its sentences.
    page.wait_for_selector("text=Er det et navn?")
    assert page.locator(".steder mark").all_inner_texts() == ["Fatima", "Fatima"]
    assert "Vi så Fatima hjælpe ham." in page.inner_text(".steder")
    assert page.locator(".svar button").all_inner_texts() == [
        "Navn",
        "Ikke et navn",
        "Fjern sætningen",
    ]
    page.keyboard.press("1")
    page.wait_for_selector("text=2 af")
    seen = []
    while page.locator(".svar button").count():
        word, progress = page.inner_text(".steder mark"), page.inner_text(".stille")
        seen.append((word, "svaret på én gang" in page.inner_text(".spoerg")))
        if word == "Storm":
            page.keyboard.press("2")
        else:
            page.get_by_role("button", name="Skjul det").click()
        page.wait_for_function(
            "(was) => document.querySelector('.stille').textContent !== was", arg=progress
        )
    # A word that is both is asked about once more, and the page says why.
    assert seen.count(("Storm", False)) == 1 and seen.count(("Storm", True)) == 1
    assert "Der er ikke flere spørgsmål" in page.inner_text(".spoerg")
    page.keyboard.press("2")
    page.get_by_role("button", name="Fortryd det sidste").click()
    page.wait_for_selector(".svar button")
    page.keyboard.press("2")
    page.wait_for_selector("text=Der er ikke flere spørgsmål")
    assert errors == []
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    context.close()
    assert questions(folder, at_gate=True) == []
    assert open_team(folder).waiting == 0


def test_what_was_answered_is_asked_about_nowhere_again(folder):
    turns = Turns.of_team(open_team(folder))
    while turns.state()["choices"]:
        turns.answer(turns.state()["number"], "ikke")
    assert Turns.of_team(open_team(folder)).state()["choices"] == []
    made = make([folder], ["handout", "kort", "plakat", "session"])
    assert [p.code for p in made.problems] == []


def test_the_rest_is_printed_while_a_note_waits_and_it_is_told_how_many(folder):
    made = make([folder], ["handout", "kort"])
    assert made.paths and not made.problems.errors
    [told] = [p for p in made.problems if p.code == "noter_venter"]
    assert "4 noter venter på svar" in told.message
    assert "laeringskit navne team" in told.hint


def test_a_word_that_is_asked_again_is_not_said_to_be_unanswered(folder):
    from kitlib.privacy.answers import read_answers
    from kitlib.privacy.gate import check_text
    from kitlib.problems import KitError

    text = "I dag kom Storm og hjalp til."
    with pytest.raises(KitError, match="ingen har svaret på"):
        check_text(text, answers=read_answers(folder), file="x")
    turns = Turns.of_team(open_team(folder))
    for _ in range(3):
        turns.answer(turns.state()["number"], "ikke")
    with pytest.raises(KitError, match="svaret på én gang") as caught:
        check_text(text, answers=read_answers(folder), file="x")
    assert "ingen har svaret" not in str(caught.value)


def test_a_heading_that_goes_out_with_counts_is_asked_about_too(folder):
    om = (folder / "om.toml").read_text(encoding="utf-8")
    (folder / "om.toml").write_text(om + 'temaer = ["Fatima"]\n', encoding="utf-8")
    places = {(p.file, p.column) for q in questions(folder) for p in q.places}
    assert ("om.toml", "temaer") in places


def test_the_command_serves_and_says_what_is_left(folder, monkeypatch, capsys):
    from kitlib.asking import page
    from kitlib.cli import main

    monkeypatch.setattr(page.AskingServer, "run", lambda server: server.server_close())
    with pytest.raises(SystemExit) as ended:
        main(["navne", str(folder), "--uden-browser"])
    told = capsys.readouterr().out
    assert not ended.value.code
    assert "http://127.0.0.1:" in told and "4 noter venter stadig på svar" in told
    assert "Fatima" not in told


def test_invented_data_asks_nothing(sample_data, tmp_path):
    folder = shutil.copytree(sample_data / "solsikken", tmp_path / "solsikken")
    assert open_team(folder).waiting == 0
