"""JupyterLab as the kit opens it: its menus speak Danish, and it ends with the kit."""

import json
import os
import re
import signal
import subprocess
import sys

import pytest

from tests.conftest import PATIENCE

PACK = "kitlib/texts/jupyterlab/locale/da_DK/LC_MESSAGES/jupyterlab.json"


@pytest.fixture
def words(root):
    return json.loads((root / PACK).read_text(encoding="utf-8"))


def test_jupyterlab_finds_our_words():
    pytest.importorskip("jupyterlab_server", reason="the extra notebooks is not installed")
    from jupyterlab_server.translation_utils import get_language_pack

    found, message = get_language_pack("da_DK")
    assert message == ""
    assert found["jupyterlab"]["menu\x04Run"] == ["Kør"]


def test_no_word_is_empty_and_every_gap_to_fill_in_is_kept(words):
    wrong = []
    for english, forms in words.items():
        gaps = set(re.findall(r"%\d", english))
        for danish in forms if english else ():
            # A Danish line may leave a gap out, but never fill in one that is not given.
            if not danish.strip() or not set(re.findall(r"%\d", danish)) <= gaps:
                wrong.append(english)
    assert wrong == []


_OPENS = """
import os, sys
from pathlib import Path
from kitlib import lab
# What JupyterLab says goes nowhere, so the stand-in says who it is past that.
say = os.dup(1)
os.set_inheritable(say, True)
me = "str(os.getpid()).encode() + bytes([10])"
says = f"import os, time; os.write({say}, {me}); time.sleep(3600)"
lab.subprocess.Popen = lambda *a, _real=lab.subprocess.Popen, **k: _real(*a, pass_fds=(say,), **k)
lab.lab_command = lambda *_, **__: [sys.executable, "-c", says]
lab.open_lab(Path())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_nothing_is_left_running_however_it_is_told_to_stop(how):
    pytest.importorskip("jupyterlab", reason="the extra notebooks is not installed")
    kit = subprocess.Popen([sys.executable, "-c", _OPENS], stdout=subprocess.PIPE, text=True)
    with kit:
        lab = int(kit.stdout.readline())
        kit.send_signal(getattr(signal, how))
        assert kit.wait(timeout=PATIENCE) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(lab, 0)
