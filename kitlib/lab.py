"""Opens JupyterLab on a folder: this machine only, with a token, and without its news."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from json import dumps
from pathlib import Path

from kitlib.ended import as_by_ctrl_c
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


# What a notebook shows of one's own file stays on the screen: saved, it is without its figures.
_SHOWN_ONLY = """
def scrub(model, **kwargs):
    if model["type"] == "notebook" and model["content"]["nbformat"] == 4:
        for cell in model["content"]["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = []
                cell["execution_count"] = None

c.FileContentsManager.pre_save_hook = scrub
"""


def lab_command(folder: Path, settings: Path, *, keep_outputs: bool = True) -> list[str]:
    """Return the command that opens JupyterLab on a folder, bound to 127.0.0.1 with a token.

    Parameters
    ----------
    folder : Path
    settings : Path
        A folder of its own for the time it runs; what it is to know is written there.
    keep_outputs : bool
        Whether a saved notebook keeps what its cells showed.
    """
    settings.mkdir(exist_ok=True)
    (settings / "overrides.json").write_text(dumps(_OVERRIDES), encoding="utf-8")
    config = settings / "kun_paa_skaermen.py"
    if not keep_outputs:
        config.write_text(_SHOWN_ONLY, encoding="utf-8")
    return [
        sys.executable, "-m", "jupyterlab",
        *([] if keep_outputs else [f"--config={config}"]),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.app_settings_dir={settings}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]  # fmt: skip


def open_lab(
    folder: Path,
    *,
    notebook: str | None = None,
    keep_outputs: bool = True,
    names: Mapping[str, str] | None = None,
) -> None:
    """Open JupyterLab on a folder and wait until it is closed; Ctrl-C closes it.

    Parameters
    ----------
    notebook : str, optional
        The one to open first.
    keep_outputs : bool
        Whether a saved notebook keeps what its cells showed.
    names : mapping of str to str, optional
        Environment variables the notebooks find.

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
        command = lab_command(folder, Path(name), keep_outputs=keep_outputs)
        # The whole path: the server looks for a bare name where it was started.
        command += [] if notebook is None else [str((folder / notebook).resolve())]
        with as_by_ctrl_c():
            process = subprocess.Popen(command, env={**os.environ, **(names or {})})
            try:
                process.wait()
            except KeyboardInterrupt:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
