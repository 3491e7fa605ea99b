"""Other people on the machine: the address opens once, and a kernel is its owner's alone."""

import http.client
import os
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.conftest import PATIENCE

pytestmark = pytest.mark.whole


def _browser():
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def _seen(browser, address):
    """The status, and what the page says."""
    try:
        with browser.open(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode("utf-8")


def _listening(processes):
    return [c for p in processes for c in p.net_connections("inet")]


def test_the_address_opens_once_and_then_its_browser_alone(solsikken, serving):
    served = serving(solsikken)
    bare = served.address.partition("?")[0]
    ours, other = _browser(), _browser()
    assert _seen(ours, served.address)[0] == 200
    for address in (served.address, bare, f"{bare}?token=", f"{bare}login"):
        status, page = _seen(other, address)
        assert status == 403 and "Adressen åbner siden én gang" in page
        assert "Solsikken" not in page
    form = urllib.request.Request(f"{bare}login", data=served.address.partition("=")[2].encode())
    assert _seen(other, form)[0] in (403, 405)
    assert _seen(ours, bare)[0] == 200, "a second window, or the page loaded again"
    assert _seen(ours, served.address)[0] == 200, "the used address in the same browser"


def test_nothing_is_said_to_a_kernel_without_the_cookie(solsikken, serving, visit):
    served = serving(solsikken)
    visit(served).ready()
    (key,) = (p.stem.removeprefix("kernel-") for p in served.temporary.rglob("kernel-*.json"))
    host = served.address.split("/")[2]
    for query in ("", "?" + served.address.partition("?")[2]):
        line = http.client.HTTPConnection(host, timeout=PATIENCE)
        line.request(
            "GET",
            f"/api/kernels/{key}/channels{query}",
            headers={
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            },
        )
        assert line.getresponse().status == 403
        line.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such sockets")
def test_a_kernel_listens_in_a_folder_of_its_owners_and_on_no_port(solsikken, serving, visit):
    served = serving(solsikken)
    visit(served).ready()
    assert len(served.kernels) == 1 and _listening(served.kernels) == []
    sockets = [p for p in served.temporary.rglob("*") if p.is_socket()]
    assert len(sockets) == 5
    for path in served.temporary.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name
    served.end()
    assert list(served.temporary.iterdir()) == []


_WITHOUT_SOCKETS = """
import sys
if "ipykernel_launcher" not in " ".join(sys.orig_argv):
    import kitlib.local.door
    kitlib.local.door._HAS_SOCKETS = False
"""


def test_where_there_are_no_such_sockets_every_word_is_encrypted(
    solsikken, serving, visit, tmp_path
):
    import zmq
    from jupyter_client import BlockingKernelClient, KernelManager

    if not KernelManager().has_trait("transport_encryption") or not zmq.has("curve"):
        pytest.skip("what is installed cannot encrypt, and starts no kernel without")
    patches = tmp_path / "rettelser"
    patches.mkdir()
    (patches / "sitecustomize.py").write_text(_WITHOUT_SOCKETS, encoding="utf-8")
    served = serving(solsikken, patches=patches)
    visit(served).ready()
    assert len(served.kernels) == 1 and _listening(served.kernels)
    (told,) = served.temporary.rglob("kernel-*.json")
    assert "curve_secretkey" in told.read_text(encoding="utf-8")
    # Whoever finds the port and has no key hears nothing, however they ask.
    plain = BlockingKernelClient()
    plain.load_connection_file(str(told))
    plain.curve_publickey = plain.curve_secretkey = None
    plain.start_channels(shell=True, iopub=True, stdin=False, hb=False, control=False)
    plain.kernel_info()
    assert not plain.shell_channel.socket.poll(2000)
    assert not plain.iopub_channel.socket.poll(0)
    plain.stop_channels()


def test_a_long_name_of_the_temporary_folder_is_no_hindrance(solsikken, serving, visit):
    served = serving(solsikken, temporary=_long(solsikken.parent))
    visit(served).ready()
    assert len(os.fsencode(served.temporary)) > 104


def _long(folder: Path) -> Path:
    deep = folder / ("m" * 60) / ("n" * 60)
    deep.mkdir(parents=True)
    return deep
