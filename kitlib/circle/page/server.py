"""The server behind the session page: Voilà, bound to this machine, with our page around it.

Loaded only by `serving`; importing it loads Voilà.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import tornado.ioloop
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_core.utils import ensure_async, run_sync
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths, collect_template_paths

from kitlib.circle.page.opens import OPENS
from kitlib.local.door import OnceOnly, OwnersKernel
from kitlib.look import font_files

__all__ = ["SessionServer"]

_HERE = Path(__file__).parent
_HOST = "127.0.0.1"
# A page being loaded is not connected yet; on a slow machine that may take this long, in seconds.
_LOADING = 120.0
# From the request to its kernel.
_STARTING = 10.0

# Even a figure or a text that carried a link could fetch nothing from elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    f"connect-src 'self' ws://{_HOST}:* data: blob:; frame-ancestors 'none'; form-action 'none'"
)


class _OnlyOurs(KernelSpecManager):
    """One kernel: the Python that runs the kit, whatever else is installed on the machine."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        server: Any = self.parent
        options = ["--HistoryManager.enabled=False", "--log-level=CRITICAL"]
        plain = get_kernel_dict(options)
        return KernelSpec(
            argv=[sys.executable, *plain["argv"][1:]],
            display_name="Læringscirklen",
            language="python",
            env={OPENS: json.dumps(server.opens)},
            metadata=plain["metadata"],
        )

    def find_kernel_specs(self) -> dict[str, str]:
        return {"python3": str(_HERE)}

    def get_all_specs(self) -> dict[str, Any]:
        return {"python3": {"resource_dir": str(_HERE), "spec": self.get_kernel_spec("").to_dict()}}


class _Kernels(AsyncMappingKernelManager):
    """Remembers which kernels a page was connected to: it may come and go between two looks.

    What the libraries beneath a kernel say when it ends is not for the user's terminal.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kernel_manager_class = f"{OwnersKernel.__module__}.{OwnersKernel.__qualname__}"
        self.met: set[str] = set()

    # The one above is async as well, and says no more of it than this.
    async def start_kernel(  # type: ignore[override]
        self, *given: Any, **options: Any
    ) -> str:
        options |= {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return str(await super().start_kernel(*given, **options))

    def notify_connect(self, kernel_id: str) -> None:
        self.met.add(kernel_id)
        super().notify_connect(kernel_id)


class SessionServer(Voila):
    """Serves one session on 127.0.0.1 and stops by itself when its page has been closed.

    Parameters
    ----------
    opens : mapping
        What the kernel opens: the folder and the options of the session.
    shell : mapping
        What the page shows while it prepares: "navn", "spilleregler", "css".
    token : str
        Opens the door, once.
    ready : callable
        Told the address once the server listens.
    grace : float
        Seconds without a page after which the server stops.
    """

    def __init__(
        self,
        *,
        opens: Mapping[str, Any],
        shell: Mapping[str, Any],
        token: str,
        ready: Callable[[str], None],
        grace: float,
    ) -> None:
        super().__init__(token=token, ip=_HOST, open_browser=False, log_level="CRITICAL")
        self.identity_provider_class = OnceOnly
        self.opens = dict(opens)
        self._shell = dict(shell)
        self._ready = ready
        self._grace = grace
        self._asked = -_STARTING
        self._seen = 0.0
        # When each kernel was last used, and how long it may be without a page.
        self._used: dict[str, tuple[float, float]] = {}
        # The user's own settings for Voilà are not for this page.
        self.config_file_paths: list[str] = []
        self.tornado_settings = {
            "headers": {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"},
            "allow_remote_access": False,
            "local_hostnames": [_HOST],
        }

    def run(self) -> None:
        """Serve until the page is closed or someone presses Ctrl-C."""
        self.initialize(
            [
                str(_HERE / "session.ipynb"),
                "--VoilaExporter.language_code=da",
                "--VoilaConfiguration.show_tracebacks=False",
            ]
        )
        for name in ("SIGHUP", "SIGBREAK"):  # the terminal window was closed
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._handle_signal_stop)
        self.start()

    def setup_template_dirs(self) -> None:
        """Use our own page, and beneath it Voilà's own files, all from this machine."""
        settings: VoilaConfiguration = self.voila_configuration
        settings.template = "base"
        settings.kernel_spec_manager_class = _OnlyOurs
        settings.multi_kernel_manager_class = _Kernels
        settings.prelaunch_hook = self._page_asked_for
        settings.config.VoilaConfiguration.resources = {"laeringskit": self._shell}
        settings.extension_allowlist = [
            "@voila-dashboards/widgets-manager8",
            "@jupyter-widgets/jupyterlab-manager",
            "anywidget",
        ]
        below = collect_template_paths(["voila", "nbconvert"], "base", prune=True)
        self.template_paths = [str(_HERE / "template"), *below]
        fonts = {str(path.parent) for path in font_files().values()}
        self.static_paths = [*collect_static_paths(["voila", "nbconvert"], "base"), *fonts]

    def listen(self) -> None:
        """Listen on a free port of this machine alone, until the page is gone."""
        sockets = bind_sockets(0, _HOST)
        self.port = sockets[0].getsockname()[1]
        HTTPServer(self.app).add_sockets(sockets)
        self.ioloop = tornado.ioloop.IOLoop.current()
        watch = tornado.ioloop.PeriodicCallback(self._look_after, 1000)
        watch.start()
        try:
            self._ready(f"http://{_HOST}:{self.port}/?token={self.token}")
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            watch.stop()
            self.stop()

    def stop(self) -> None:
        """End every kernel, and leave nothing in the temporary folder."""
        try:
            run_sync(self.kernel_manager.shutdown_all)()
        finally:
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    def _page_asked_for(self, handler: Any, notebook: Any, cwd: str) -> None:
        self._asked = time.monotonic()
        # Sets the cookie without which the page may not end its kernel when it is closed.
        _ = handler.xsrf_token

    async def _look_after(self) -> None:
        """End kernels that no page uses any more, and the server when no page is left."""
        now = time.monotonic()
        kernels = {kernel["id"]: kernel for kernel in self.kernel_manager.list_kernels()}
        if self._used.keys() - kernels.keys():  # ended by its page, or given up below
            self._seen = now
        self._used = {key: self._used.get(key, (now, _LOADING)) for key in kernels}
        for key, kernel in kernels.items():
            new = self._used[key][1] == _LOADING and key in self.kernel_manager.met
            if kernel["connections"] or new:
                self._used[key] = (now, self._grace)
                self._seen = now
        left = [key for key, (when, patience) in self._used.items() if now - when > patience]
        loading = now - self._asked < _STARTING or any(
            patience == _LOADING and key not in left for key, (_, patience) in self._used.items()
        )
        if self._seen and not loading and now - self._seen > self._grace:
            self.ioloop.stop()
            return
        for key in left:
            # It may have ended by itself since.
            with suppress(Exception):
                await ensure_async(self.kernel_manager.shutdown_kernel(key))
