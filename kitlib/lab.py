"""Opens JupyterLab on a folder: this machine only, with a token, and without its news."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.util import find_spec
from json import dumps
from pathlib import Path

from kitlib.problems import KitError

__all__ = ["lab_command", "open_lab"]

# JupyterLab's own settings, laid over its defaults: no news, no questions to the net on start.
_OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/translation-extension:plugin": {"locale": "da_DK"},
    "@jupyterlab/notebook-extension:tracker": {"codeCellConfig": {"lineNumbers": False}},
}


def lab_command(folder: Path, settings: Path) -> list[str]:
    """Return the command that opens JupyterLab on a folder, bound to 127.0.0.1 with a token."""
    return [
        sys.executable, "-m", "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.app_settings_dir={settings}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]  # fmt: skip


def open_lab(folder: Path) -> None:
    """Open JupyterLab on a folder and wait until it is closed; Ctrl-C closes it.

    Raises
    ------
    KitError
        Where JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise KitError(
            "JupyterLab er ikke installeret.",
            hint='Skriv: python -m pip install "laeringskit[notebooks]"',
        )
    with tempfile.TemporaryDirectory(prefix="laeringskit-") as name:
        settings = Path(name)
        (settings / "overrides.json").write_text(dumps(_OVERRIDES), encoding="utf-8")
        process = subprocess.Popen(lab_command(folder, settings))
        try:
            process.wait()
        except KeyboardInterrupt:
            process.terminate()
            process.wait(timeout=10)
