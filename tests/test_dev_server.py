"""The small web server of ``dev.py serve``."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

import dev_machine
import dev_server


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A folder that is being served, by its address."""
    (tmp_path / "index.html").write_text("<title>Site</title>", encoding="utf-8")
    (tmp_path / "search.js").write_text("", encoding="utf-8")
    with dev_server.open_server(tmp_path, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_the_site_is_served_on_loopback_and_never_cached(address: str) -> None:
    with urlopen(address) as answer:
        assert b"<title>Site</title>" in answer.read()
        assert answer.headers["Cache-Control"] == "no-store"
    with urlopen(f"{address}search.js") as answer:
        assert answer.headers["Content-Type"] == "text/javascript"


def test_a_port_in_use_is_said_or_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with dev_server.open_server(tmp_path, 0) as first:
        with pytest.raises(dev_machine.MachineError, match="in use"):
            dev_server.open_server(tmp_path, first.server_port)
        monkeypatch.setattr(dev_server, "PREFERRED_PORT", first.server_port)
        with dev_server.open_server(tmp_path, None) as second:
            assert second.server_port != first.server_port
