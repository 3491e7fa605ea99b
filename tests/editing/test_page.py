"""`laeringskit mit FIL --ret`: one's own file edited in a page, and never readable on the disk."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kitlib.editing.editor import Editor
from kitlib.editing.page import EditServer
from kitlib.own import Saving, edit_page, lock_own
from kitlib.privacy.lock import unlock
from kitlib.problems import KitError
from kitlib.twin import twins
from tests.conftest import PATIENCE

WORDS = "fire små blå heste"
OM = 'format = 1\nwho5_kodning = "0-5"\n'
HEAD = "borger;tidspunkt;dato;q1;q2;q3;q4;q5;note\r\n"
SECRET = "Hemmelig-Borger"
NEW = "Nyt-Hemmeligt-Ord"


@pytest.fixture
def quick(monkeypatch):
    """Locks that cost nothing; what is tested is what happens to the files."""

    def lock(content, passphrase):
        return b"age-encryption.org/v1 " + passphrase.encode() + b"|" + content[::-1]

    def unlock(locked, passphrase, *, file=None):
        head, _, content = locked.removeprefix(b"age-encryption.org/v1 ").partition(b"|")
        if head != passphrase.encode():
            raise KitError("Adgangssætningen passer ikke.", hint="Prøv igen.")
        return content[::-1]

    monkeypatch.setattr("kitlib.own.lock", lock)
    monkeypatch.setattr("kitlib.own.unlock", unlock)


@pytest.fixture
def own(tmp_path):
    """One's own locked file."""

    def make():
        folder = tmp_path / "mit"
        folder.mkdir()
        (folder / "om.toml").write_text(OM, encoding="utf-8")
        plain = folder / "min_who5.csv"
        rows = [f"E0{n};før;1{n}-03-2026;1;2;3;4;5;{SECRET}" for n in (1, 2, 3)]
        plain.write_text(HEAD + "\r\n".join(rows) + "\r\n", encoding="utf-8", newline="")
        return lock_own(plain, WORDS)

    return make


@pytest.fixture
def open_page(quick, own):
    """The server of a page, asked as the page asks it."""

    def make(**options):
        found = twins(own())
        told = []
        saving = Saving(found, WORDS)
        server = EditServer(Editor(found.plain, saving.content), saving, told=told.append)
        server.server_close()
        return found, server, told

    return make


def says(server, what, window="a", **more):
    return server.take(what, {"vindue": window, **more})


def first(server):
    return says(server, "tilstand")["tabeller"][0]["raekker"][0]["id"]


def test_what_is_saved_is_read_back_and_said(open_page):
    found, server, _ = open_page()
    said = says(server, "ret", raekke=first(server), sted=8, ord=NEW)
    assert (said["ugemt"], said["fejl"]) == (True, [])
    assert says(server, "gem")["gemt"] == "Gemt."
    assert NEW.encode() in Saving(found, WORDS).content
    assert not found.plain.exists()


def test_a_new_fault_is_told_and_nothing_is_saved(open_page):
    found, server, _ = open_page()
    before = found.locked.read_bytes()
    says(server, "ret", raekke=first(server), sted=2, ord="i går")
    said = says(server, "gem")
    assert "Intet er gemt: ret først 1 fejl" in said["problem"]
    assert found.locked.read_bytes() == before


def test_another_program_that_changed_the_file_meanwhile_is_told_and_its_words_kept(open_page):
    found, server, _ = open_page()
    says(server, "ret", raekke=first(server), sted=8, ord=NEW)
    found.locked.write_bytes(b"age-encryption.org/v1 noget andet")
    said = says(server, "gem")
    assert "Et andet program har ændret filen" in said["aendret"]
    assert found.locked.read_bytes() == b"age-encryption.org/v1 noget andet"
    assert "min_who5_foer.csv.age" in says(server, "gem", alligevel=True)["gemt"]
    kept = found.plain.with_name("min_who5_foer.csv.age")
    assert kept.read_bytes() == b"age-encryption.org/v1 noget andet"
    assert NEW.encode() in Saving(found, WORDS).content


def test_a_file_that_was_taken_away_meanwhile_is_told(open_page):
    found, server, _ = open_page()
    says(server, "ret", raekke=first(server), sted=8, ord=NEW)
    found.locked.unlink()
    assert "ændret" in says(server, "gem")["aendret"]
    assert says(server, "gem", alligevel=True)["gemt"] == "Gemt."


def test_the_second_window_is_refused_until_it_is_asked_to_take_over(open_page):
    _, server, _ = open_page()
    row = first(server)
    assert "andet vindue" in says(server, "tilstand", "b")["optaget"]
    assert "andet vindue" in says(server, "ret", "b", raekke=row, sted=8, ord="x")["optaget"]
    says(server, "ret", raekke=row, sted=8, ord=NEW)
    taken = says(server, "tilstand", "b", tag=True)
    assert taken["tabeller"][0]["raekker"][0]["ord"][8] == NEW, "nothing of the first is lost"
    assert "andet vindue" in says(server, "gem", "a")["optaget"]
    server.gone({"vindue": "b"})
    assert "tabeller" in says(server, "tilstand", "c")


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"raekke": 99, "sted": 8, "ord": "x"},
        {"raekke": "x"},
        {"raekke": None, "sted": []},
        {"raekke": 0, "sted": 77, "ord": "x"},
    ],
)
def test_what_no_page_would_say_is_refused_in_words(open_page, message):
    _, server, _ = open_page()
    first(server)
    assert "passer ikke sammen" in says(server, "ret", **message)["problem"]


def test_ctrl_c_with_something_unsaved_is_asked_for_twice(open_page):
    _, server, told = open_page()
    assert server.ends()
    says(server, "ret", raekke=first(server), sted=8, ord=NEW)
    assert server.news() == {"slut": ""}
    assert not server.ends()
    assert "ikke er gemt" in told[0] and "ikke er gemt" in server.news()["slut"]
    assert server.ends()


def test_a_full_disk_is_told_and_the_file_is_as_it_was(open_page, monkeypatch):
    import errno

    found, server, _ = open_page()
    before = found.locked.read_bytes()
    says(server, "ret", raekke=first(server), sted=8, ord=NEW)

    def full(path, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "plads" in says(server, "gem")["problem"]
    monkeypatch.undo()
    assert found.locked.read_bytes() == before
    assert sorted(p.name for p in found.locked.parent.iterdir() if ".kit-laas" not in p.name) == [
        "min_who5.csv.age",
        "om.toml",
    ]


def test_who_has_the_page_open_is_alone_with_the_file(quick, own, monkeypatch):
    path = own()
    monkeypatch.setattr("kitlib.holding.WAIT", 0)
    refused = []

    def another(server):
        def other():
            try:
                edit_page(path, WORDS, ready=print, told=print)
            except KitError as error:
                refused.append(str(error))

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        server.server_close()

    monkeypatch.setattr(EditServer, "run", another)
    edit_page(path, WORDS, ready=lambda address: None, told=print)
    assert "filen er åben, så der kan skrives i den" in refused[0]


_COMMAND = "from kitlib.cli import main; main()"


class Running:
    """The command as a person runs it, with a temporary folder that is its own."""

    def __init__(self, path: Path, temporary: Path) -> None:
        temporary.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, "mit", str(path), "--ret", "--uden-browser"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        )
        self.process.stdin.write(f"{WORDS}\n".encode())
        self.process.stdin.flush()
        line = self.process.stdout.readline().decode()
        self.address = line.removeprefix("Skriv her: ").strip()
        assert self.address.startswith("http://127.0.0.1:"), line
        self.key = ""
        self.key = self.ask("aaben", key=urlsplit(self.address).fragment)["noegle"]

    def ask(self, what, key="", **message):
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        body = json.dumps({"vindue": "a", **message})
        connection.request("POST", f"/{what}", body, {"X-Laeringskit": key or self.key})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def end(self):
        said = self.process.communicate(timeout=PATIENCE)[0].decode()
        return self.process.returncode, said


def readable_in(*folders):
    """Files anywhere in the folders that say what is secret, or what was written."""
    found = []
    for path in (p for folder in folders for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        if any(word.encode(e) in raw for word in (SECRET, NEW) for e in ("utf-8", "utf-16-le")):
            found.append(path.name)
    return found


@pytest.mark.parametrize("ended", ["faerdig", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_nothing_readable_meets_the_disk_however_it_ends(own, tmp_path, ended):
    if ended.startswith("SIG") and not hasattr(signal, ended):
        pytest.skip("this system has no such signal")
    path, temporary = own(), tmp_path / "midlertidigt"
    running = Running(path, temporary)
    row = running.ask("tilstand")["tabeller"][0]["raekker"][0]["id"]
    running.ask("ret", raekke=row, sted=8, ord=NEW)
    assert readable_in(tmp_path) == []
    assert running.ask("gem")["gemt"] == "Gemt."
    assert readable_in(tmp_path) == []
    if ended == "faerdig":
        running.ask("faerdig")
    else:
        running.process.send_signal(getattr(signal, ended))
    code, said = running.end()
    assert "Traceback" not in said
    if ended == "faerdig":
        assert (code, "Siden er lukket. min_who5.csv.age er låst." in said) == (0, True)
    assert readable_in(tmp_path) == []
    assert NEW.encode() in unlock(path.read_bytes(), WORDS)


def test_a_window_closed_with_something_unsaved_leaves_the_file_as_it_was(own, tmp_path):
    path = own()
    before = path.read_bytes()
    running = Running(path, tmp_path / "midlertidigt")
    row = running.ask("tilstand")["tabeller"][0]["raekker"][0]["id"]
    running.ask("ret", raekke=row, sted=8, ord=NEW)
    running.process.send_signal(signal.SIGTERM)
    _, said = running.end()
    assert "ikke gemt" in said
    assert path.read_bytes() == before
    assert readable_in(tmp_path) == []


def test_a_readable_file_is_locked_first_with_a_passphrase_that_is_measured(
    tmp_path, monkeypatch, capsys
):
    import io

    from kitlib.cli import main

    (tmp_path / "om.toml").write_text(OM, encoding="utf-8")
    plain = tmp_path / "min_who5.csv"
    row = "E01;før;11-03-2026;1;2;3;4;5;\r\n"
    opened = []
    monkeypatch.setattr(EditServer, "run", lambda server: opened.append(server.server_close()))
    for words, code in (("sommer2026", 1), (WORDS, 0)):
        plain.write_text(HEAD + row, encoding="utf-8", newline="")
        typed = io.TextIOWrapper(io.BytesIO(f"ja\n{words}\n".encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", typed)
        with pytest.raises(SystemExit) as left:
            main(["mit", str(plain), "--ret", "--uden-browser"])
        assert (left.value.code, len(opened), plain.exists()) == (code, 1 - code, code == 1)
    said = capsys.readouterr()
    assert "for let at gætte" in said.err and "fire ord" in said.err


# ---- in a browser ----------------------------------------------------------------------------

_IS_SAVED = "() => document.querySelector('#status').textContent.startsWith('Gemt.')"
_AXE = """() => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.filter(({ impact }) => /serious|critical/.test(impact))
    .map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]))"""


@pytest.fixture
def shown(quick, own, browser):
    """The page in a browser, at the size of a small laptop."""
    found = twins(own())
    saving = Saving(found, WORDS)
    server = EditServer(Editor(found.plain, saving.content), saving, told=print)
    thread = threading.Thread(target=server.run)
    thread.start()
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 577})
    page = context.new_page()
    page.errors, page.asked = [], []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.errors.append(said.text))
    context.on("request", lambda request: page.asked.append(request.url))
    page.set_default_timeout(45_000)
    page.goto(server.address)
    page.wait_for_selector("td[data-sted]")
    yield page, server, saving
    context.close()
    server.end()
    thread.join(timeout=60)
    assert not thread.is_alive()


@pytest.mark.whole
def test_it_is_edited_with_the_keyboard_alone(shown):
    page, _, saving = shown
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.tagName") != "TD":
        page.keyboard.press("Tab")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("5")  # an answer by its number
    page.wait_for_selector("text=Ikke gemt")
    assert page.locator("tbody tr").first.locator("td").nth(3).inner_text() == "Hele tiden"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    field = page.locator("td select")
    assert (field.get_attribute("autocomplete"), field.get_attribute("spellcheck")) == (
        "off",
        "false",
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    second = page.locator("tbody tr").nth(1).locator("td").nth(3)
    assert second.inner_text().startswith("Lidt mindre end halvdelen")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("3. april 2026")
    field = page.locator("td input")
    assert (field.get_attribute("autocomplete"), field.get_attribute("spellcheck")) == (
        "off",
        "false",
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Control+s")
    page.wait_for_function(_IS_SAVED)
    said = saving.content.decode()
    assert "E01;før;11-03-2026;5;2;" in said and "E03;før;3. april 2026;1;" in said
    assert page.locator("#besked").inner_text() == ""
    # What was typed and not yet left is saved with the rest; Escape takes it back.
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    page.keyboard.type(NEW)
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('td.aendret')")
    page.wait_for_function(_IS_SAVED)
    assert NEW in saving.content.decode()
    assert page.errors == []
    assert {urlsplit(url).hostname for url in page.asked} == {"127.0.0.1"}


_HEADS_ARE_SEEN = """() => {
  const { left, top, height } = document.querySelector("thead th").getBoundingClientRect();
  return document.elementFromPoint(left + 5, top + height / 2)?.closest("thead") !== null;
}"""


@pytest.mark.whole
def test_rows_are_added_deleted_and_fetched_back(shown):
    page, _, saving = shown
    page.get_by_role("button", name="Ny række").click()
    page.wait_for_selector("tbody tr:nth-child(4)")
    assert page.evaluate(_HEADS_ARE_SEEN)
    page.keyboard.type("E09")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=fejl skal rettes")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.wait_for_selector("text=Intet er gemt: ret først 1 fejl")
    page.locator("tbody tr").nth(3).locator("td").nth(1).focus()
    page.keyboard.press("e")  # the answer that begins with it
    page.keyboard.press("Tab")
    page.wait_for_function("() => !document.querySelector('td.fejl')")
    page.locator("tbody tr").first.get_by_role("button", name="Slet").click()
    page.wait_for_function("() => document.querySelectorAll('tbody tr').length === 3")
    page.get_by_role("button", name="Fortryd").click()
    page.wait_for_function("() => document.querySelectorAll('tbody tr').length === 4")
    page.keyboard.press("Control+s")
    page.wait_for_function(_IS_SAVED)
    lines = saving.content.decode().splitlines()
    assert [line[:3] for line in lines] == ["bor", "E01", "E02", "E03", "E09"]
    assert lines[4].startswith("E09;efter;")
    # What was loaded again is the same page, and its address opens no other.
    page.reload()
    page.wait_for_selector("tbody tr:nth-child(4)")
    assert "#" not in page.url
    assert page.errors == []


@pytest.mark.whole
def test_it_can_be_read_by_everybody_and_says_so_when_the_kit_is_gone(shown):
    from axe_playwright_python.sync_playwright import Axe

    page, server, _ = shown
    page.evaluate(Axe().axe_script)
    assert page.evaluate(_AXE) == []
    page.locator("tbody tr").first.locator("td").nth(8).click()
    page.keyboard.type("a")
    assert page.evaluate(_AXE) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("#status:has-text('Ikke gemt')")
    # 150 % of a screen of 1280 x 577.
    page.set_viewport_size({"width": 853, "height": 385})
    shown = page.evaluate(
        """() => ["#gem", "#faerdig", "tbody td"].every((where) => {
          const b = document.querySelector(where).getBoundingClientRect();
          return b.top >= 0 && b.left >= 0 && b.right <= innerWidth && b.bottom <= innerHeight;
        }) && document.documentElement.scrollWidth <= innerWidth"""
    )
    assert shown
    server.end()
    page.wait_for_selector("#besked:has-text('er ikke gemt')")
    assert "a" in page.locator("tbody tr").first.locator("td").nth(8).inner_text()


@pytest.mark.whole
def test_a_browser_keeps_nothing_of_it_on_the_disk(quick, own, tmp_path, browser):
    found = twins(own())
    saving = Saving(found, WORDS)
    server = EditServer(Editor(found.plain, saving.content), saving, told=print)
    thread = threading.Thread(target=server.run)
    thread.start()
    profile = tmp_path / "profil"
    opened = browser.browser_type.launch_persistent_context(
        str(profile), executable_path=shutil.which("chromium"), args=["--no-sandbox"]
    )
    page = opened.new_page()
    page.goto(server.address)
    page.wait_for_selector("td[data-sted]")
    page.locator("tbody tr").first.locator("td").nth(8).click()
    page.keyboard.type(NEW)
    page.keyboard.press("Control+s")
    page.wait_for_function(_IS_SAVED)
    assert readable_in(tmp_path) == []
    opened.close()
    server.end()
    thread.join(timeout=60)
    assert readable_in(tmp_path) == []
    assert any(profile.rglob("*"))
