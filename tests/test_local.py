"""The server of a page on this machine: who gets in, how often, and how much they may say."""

import http.client
import json
import threading
from urllib.parse import urlsplit

import pytest

from kitlib.local.served import LocalServer


class Page(LocalServer):
    def page(self, nonce):
        return f"<script nonce='{nonce}'></script>"

    def take(self, what, message):
        return dict(message) if what == "gem" else None


@pytest.fixture
def server():
    made = Page(most=100, grace=300.0)
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.end()
    thread.join(timeout=30)
    assert not thread.is_alive()


def ask(server, method, path, *, key="", body=b"{}", **headers):
    connection = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=30)
    connection.request(method, path, body, {"X-Laeringskit": key, **headers})
    answer = connection.getresponse()
    said = answer.status, answer.read().decode("utf-8"), answer.headers
    connection.close()
    return said


def opened(server):
    token = urlsplit(server.address).fragment
    return json.loads(ask(server, "POST", "/aaben", key=token)[1])["noegle"]


def test_it_listens_on_this_machine_alone(server):
    assert server.server_address[0] == "127.0.0.1"


def test_the_page_runs_what_it_brought_itself_and_is_kept_nowhere(server):
    status, _, headers = ask(server, "GET", "/")
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert ask(server, "GET", "/gem")[0] == 404


def test_the_address_opens_it_one_time_and_no_server_is_sent_its_token(server):
    address = urlsplit(server.address)
    assert (address.path, address.query) == ("/", "")
    assert ask(server, "POST", "/aaben", key="forkert")[0] == 404
    key = opened(server)
    assert key not in server.address
    status, said, _ = ask(server, "POST", "/aaben", key=address.fragment)
    assert status == 404
    assert "kun åbnes én gang" in json.loads(said)["problem"]
    for not_the_key in ("", "forkert", address.fragment):
        assert ask(server, "POST", "/gem", key=not_the_key)[0] == 404
    assert ask(server, "POST", "/andet", key=key)[0] == 404
    assert ask(server, "POST", "/gem", key=key, body=b'{"a": 1}')[:2] == (200, '{"a": 1}')


def test_under_another_name_or_from_another_page_nothing_is_had_and_nothing_used_up(server):
    token = urlsplit(server.address).fragment
    others = [{"Host": h} for h in ("ond.dk", f"localhost:{server.server_address[1]}", "127.0.0.1")]
    others += [{"Origin": o} for o in ("http://ond.dk", "null", f"{server.origin}.ond.dk")]
    for other in others:
        assert ask(server, "POST", "/aaben", key=token, **other)[0] == 404
    assert ask(server, "GET", "/", Host="ond.dk")[0] == 404
    key = opened(server)
    for other in others:
        assert ask(server, "POST", "/gem", key=key, **other)[0] == 404
    assert ask(server, "POST", "/gem", key=key, Origin=server.origin)[0] == 200


@pytest.mark.parametrize("length", ["-1", "1e2", "+5", "", "x"])
def test_a_length_that_is_none_is_refused_in_words(server, length):
    headers = {"Content-Length": length}
    status, said, _ = ask(server, "POST", "/gem", key=opened(server), body=b"", **headers)
    assert (status, "forstår" in json.loads(said)["problem"]) == (400, True)


@pytest.mark.parametrize("body", [b"ikke json", b"[]", b"\xff", b"[" * 90])
def test_what_is_no_message_is_refused_in_words(server, body):
    status, said, _ = ask(server, "POST", "/gem", key=opened(server), body=body)
    assert (status, "forstår" in json.loads(said)["problem"]) == (400, True)


@pytest.mark.parametrize("size", [101, 3_000_000])
def test_a_message_that_is_too_long_is_refused_in_words_and_never_cut(server, size):
    key = opened(server)
    body = json.dumps({"a": "x" * size}).encode()
    status, said, _ = ask(server, "POST", "/gem", key=key, body=body)
    assert (status, "ikke modtaget" in json.loads(said)["problem"]) == (413, True)
    exact = b'{"a": "' + b"x" * 91 + b'"}'
    assert ask(server, "POST", "/gem", key=key, body=exact)[0] == 200


def test_it_ends_when_its_page_goes_and_not_when_the_page_is_loaded_again(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("kitlib.local.served.time.monotonic", lambda: now[0])
    server = Page(grace=300.0)
    server.seen("first")
    server.loads()
    server.left("first")  # said by the one that goes, heard when the next has been asked for
    now[0] = 20.0
    assert server._has_time(now[0], now[0])
    server.seen("second")
    server.left("first")
    now[0] = 200.0
    assert server._has_time(now[0], now[0])
    server.left("second")
    now[0] = 204.0
    assert not server._has_time(now[0], now[0])
    server.server_close()


def test_what_is_being_answered_is_answered_before_it_ends():
    at_work, go_on = threading.Event(), threading.Event()

    class Slow(Page):
        def take(self, what, message):
            at_work.set()
            go_on.wait(60)
            return {"gemt": True}

    made, said = Slow(), []
    running = threading.Thread(target=made.run)
    running.start()
    key = opened(made)
    asking = threading.Thread(target=lambda: said.append(ask(made, "POST", "/gem", key=key)))
    asking.start()
    assert at_work.wait(60)
    made.end()
    running.join(timeout=2)
    assert running.is_alive()
    go_on.set()
    running.join(timeout=60)
    asking.join(timeout=60)
    assert said[0][:2] == (200, '{"gemt": true}')


def test_what_the_machine_cannot_do_is_said_on_the_page(server, monkeypatch):
    def full(self, what, message):
        raise OSError(28, "No space left on device")

    key = opened(server)
    monkeypatch.setattr(Page, "take", full)
    answer = ask(server, "POST", "/x", key=key)
    said = str(answer)
    assert "500" in said and "plads" in said and "No space" not in said, said
