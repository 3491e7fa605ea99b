"""Opens JupyterLab on a folder: for its owner on this machine alone, and without its news."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.util import find_spec
from json import dumps, loads
from pathlib import Path
from urllib.parse import quote

from kitlib.ended import as_by_ctrl_c
from kitlib.opening import open_address
from kitlib.problems import KitError

__all__ = ["lab_address", "lab_command", "lab_environment", "open_lab"]

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
    """Return the command that serves JupyterLab on a folder, to this machine and its owner alone.

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
        sys.executable,
        "-m",
        "jupyterlab",
        *([] if keep_outputs else [f"--config={config}"]),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.identity_provider_class=kitlib.local.door.OnceOnly",
        "--MappingKernelManager.kernel_manager_class=kitlib.local.door.OwnersKernel",
        "--ServerApp.open_browser=False",
        "--ServerApp.no_browser_open_file=True",
        f"--LabApp.app_settings_dir={settings}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]


def lab_environment(settings: Path) -> dict[str, str]:
    """Return the environment for `lab_command`: what it tells other programs is in its folder."""
    return {**os.environ, "JUPYTER_RUNTIME_DIR": str(settings / "koerer")}


def lab_address(settings: Path, *, notebook: str | None = None) -> str:
    """Return the address that opens JupyterLab once, or "" where it does not listen yet."""
    for told in (settings / "koerer").glob("jpserver-*.json"):
        with suppress(OSError, ValueError):
            server = loads(told.read_text(encoding="utf-8"))
            page = "lab" if notebook is None else f"lab/tree/{quote(notebook)}"
            return f"{server['url']}{page}?token={server['token']}"
    return ""


def open_lab(
    folder: Path,
    *,
    notebook: str | None = None,
    keep_outputs: bool = True,
    names: Mapping[str, str] | None = None,
    ready: Callable[[str], None] | None = None,
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
    ready : callable, optional
        Told the address; where there is none, it is said in the terminal and opened in a browser.

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
        command = lab_command(folder, settings, keep_outputs=keep_outputs)
        # The whole path: the server looks for a bare name where it was started.
        command += [] if notebook is None else [str((folder / notebook).resolve())]
        with as_by_ctrl_c():
            # What JupyterLab says of itself, in English, is for nobody's terminal.
            environment = {**lab_environment(settings), **(names or {})}
            process = subprocess.Popen(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                _tell(process, lambda: lab_address(settings, notebook=notebook), ready or _open)
                process.wait()
            except KeyboardInterrupt:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()


def _tell(
    process: subprocess.Popen[bytes], address: Callable[[], str], ready: Callable[[str], None]
) -> None:
    """Say where it is when it is served."""
    while process.poll() is None:
        if found := address():
            ready(found)
            return
        time.sleep(0.1)


def _open(address: str) -> None:
    """Open it in a browser, and say where it is: that opens it once."""
    print(f"JupyterLab er klar: {address}", flush=True)
    open_address(address)
