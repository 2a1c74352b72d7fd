"""A room to edit in: an editor of one's choice behind walls, so that the words never touch a disk.

The room is a process of its own. It gets the text as a copy of memory, puts it into a folder in memory that nobody else
sees, starts the editor there, and sends back what the editor has left. Backups, swap files and histories of the editor
end in that memory, too, and go with it. When the process that asked ends, however it ends, the room is gone.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from supervision_records.sealing.errors import SealingError
from supervision_records.writing import put

#: What an editor is told of the outside; its folders (HOME, XDG_…, TMPDIR) are those of the room.
_TOLD = ("PATH", "TERM", "TERMINFO", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "COLORTERM", "COLUMNS", "LINES")
_AGAIN = b"again\n"
#: The exit status of what cannot be started, as shells have it.
_NOT_FOUND = 127
_NO_WALLS = (
    "This system does not let an editor be kept from the disk (that takes Linux, and the right of users to make "
    "namespaces). Change one text after the other instead: supervision seal FILE --at PLACE takes the words from "
    "standard input, and never writes them."
)


def edited(name: str, text: str, editor: str, check: Callable[[str], bool]) -> str | None:
    """What a person makes of a text; None if it was left as it was.

    ``check`` says of what the editor left whether it will do; if not, the editor opens again.
    """
    command = shlex.split(editor)
    if not command:
        raise SealingError("No editor is named: set EDITOR to one that runs in the terminal, such as nano or vim.")
    if sys.platform != "linux":
        raise SealingError(_NO_WALLS, call=False)
    with _patient():
        return _asked(name, text, command, check)


def _asked(name: str, text: str, command: list[str], check: Callable[[str], bool]) -> str | None:
    """The outer side: makes the room, and looks at what comes out of it."""
    (from_room, to_asker), (from_asker, to_room) = os.pipe(), os.pipe()
    asker = os.getpid()
    room = os.fork()
    if room == 0:
        _room(asker, name, text, command, (from_asker, to_asker), (from_room, to_room))
    os.close(to_asker)
    os.close(from_asker)
    try:
        with os.fdopen(from_room, encoding="utf-8") as answers, os.fdopen(to_room, "wb", buffering=0) as words:
            for line in answers:
                answer: Mapping[str, str] = json.loads(line)
                if "refused" in answer:
                    raise SealingError(answer["refused"], call=False)
                if answer["text"] == text:
                    return None
                if check(answer["text"]):
                    return answer["text"]
                words.write(_AGAIN)
    finally:
        with suppress(ProcessLookupError):
            os.kill(room, signal.SIGKILL)
        os.waitpid(room, 0)
    raise SealingError("The editor's room was closed from outside. Nothing was changed.", call=False)


@contextmanager
def _patient() -> Iterator[None]:
    """While an editor has the terminal, Ctrl-C is the editor's."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _room(
    asker: int, name: str, text: str, command: list[str], pipes: tuple[int, int], others: tuple[int, int]
) -> NoReturn:
    """The inner side, a process that never returns: it goes behind walls, and starts the first process within.

    ``others`` are the ends of the pipes that are the asker's.
    """
    why = _NO_WALLS
    try:
        from supervision_records.sealing import walls  # noqa: PLC0415  (it is of Linux alone)

        for end in others:
            os.close(end)
        home = walls.enclose([os.environ[key] for key in ("TMPDIR",) if os.environ.get(key)])
        why = "The editor's room could not be used to its end. Nothing was changed."
        walls.die_with(asker)
        go, begin = os.pipe()
        first = os.fork()
        if first == 0:
            os.close(begin)
            walls.die_with(0)  # To the first process of a world, its parent has no number.
            if os.read(go, 1):
                _serve(home / name, text, command, pipes)
            os._exit(0)
        os.close(go)
        os.write(begin, b"!")
        os.waitpid(first, 0)
    except BaseException:  # noqa: BLE001  (whatever it is, it must not go on as the process that it is a copy of)
        with suppress(OSError):
            _say(pipes[1], {"refused": why})
    os._exit(0)


def _serve(file: Path, text: str, command: list[str], pipes: tuple[int, int]) -> None:
    """Have the text edited, and again as long as that is asked for. What is started here ends with this process."""
    questions, answers = pipes
    put(file, text.encode())
    with os.fdopen(questions, "rb", buffering=0) as asked:
        while True:
            if status := _run([*command, file.name], file.parent):
                _say(answers, {"refused": _failed(command[0], status)})
                return
            _say(answers, {"text": file.read_text(encoding="utf-8", errors="replace")})
            if asked.readline() != _AGAIN:
                return


def _failed(editor: str, status: int) -> str:
    if status == _NOT_FOUND:
        return f"The editor {Path(editor).name} cannot be started. Set EDITOR to one that runs in the terminal."
    return "The editor ended with an error. Nothing was changed."


def _run(command: list[str], home: Path) -> int:
    """Start the editor, and wait for it; its exit status, below 0 if it was killed."""
    from supervision_records.sealing import walls  # noqa: PLC0415  (as above)

    child = os.fork()
    if child == 0:
        try:
            walls.give_up_rights()
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.chdir(home)
            told = {key: os.environ[key] for key in _TOLD if key in os.environ}
            os.execvpe(command[0], command, {**told, "HOME": str(home)})  # noqa: S606  (the person's own editor)
        except BaseException:  # noqa: BLE001  (as in ``_room``)
            os._exit(_NOT_FOUND)
    _, code = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(code)


def _say(handle: int, answer: Mapping[str, str]) -> None:
    rest = (json.dumps(answer) + "\n").encode()
    while rest:
        rest = rest[os.write(handle, rest) :]
