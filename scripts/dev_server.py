"""The small web server of ``dev.py serve``: one folder, on this machine alone."""

from __future__ import annotations

import functools
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dev_machine import WINDOWS, MachineError

PREFERRED_PORT = 8000


def open_server(folder: Path, port: int | None) -> SiteServer:
    """A server bound to loopback: to the given port, else to the preferred one, else to any that is free."""
    handler = functools.partial(SiteFiles, directory=str(folder))
    for wanted in (PREFERRED_PORT, 0) if port is None else (port,):
        with suppress(OSError):
            return SiteServer(("127.0.0.1", wanted), handler)
    raise MachineError(f"Port {port} is in use: leave --port out, or give another.")


class SiteServer(ThreadingHTTPServer):
    """A server that takes no port from another program (as Windows would let it)."""

    allow_reuse_address = not WINDOWS


class SiteFiles(SimpleHTTPRequestHandler):
    """The built site's files, never cached, with types that do not depend on the machine's settings."""

    extensions_map = {  # noqa: RUF012  (the base class's own shape)
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        """Add to every answer that it must be asked for again: the next build may differ."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name)
        """Keep the terminal quiet."""
