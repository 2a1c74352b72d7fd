"""Linux's own means to keep a process from every disk: a view of the files of its own, read-only but for memory.

Everything that is mounted becomes read-only, for this process and those that it starts; the places where programs leave
things become empty folders in memory that is never swapped (ramfs), gone with the last process that sees them. There is
no network either. It needs no rights, but a system that lets its users make such views (user namespaces).
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Iterable
from pathlib import Path

_NEW_VIEW, _NEW_USER, _NEW_PROCESSES, _NEW_NETWORK, _NEW_MESSAGES = (
    0x20000, 0x10000000, 0x20000000, 0x40000000, 0x08000000,
)  # fmt: skip
_PRIVATE, _RECURSIVE, _NO_SUID, _NO_DEVICES = 1 << 18, 1 << 14, 2, 4
_MOUNT_SETATTR, _HERE, _ALL_BELOW, _READ_ONLY = 442, -100, 0x8000, 1
_DIE_WITH_PARENT, _SECURE_BITS, _NO_ROOT = 1, 28, 0b11

#: Where programs leave things: each becomes an empty folder in memory.
LEFT_IN = ("/tmp", "/var/tmp", "/dev/shm", "/run/user", "/var/spool", "/var/crash")  # noqa: S108  (they are hidden)


class WallError(OSError):
    """The system does not let this process have walls."""


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("set", ctypes.c_uint64),
        ("clear", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("user_namespace", ctypes.c_uint64),
    )


def enclose(extra: Iterable[str] = ()) -> Path:
    """Put this process behind walls, for good; gives a folder in memory, the only sort of place where it can write.

    The next process that it makes is the first of a world of its own: when that one dies, all within die.
    """
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    _ask(libc.unshare(_NEW_USER | _NEW_VIEW | _NEW_PROCESSES | _NEW_NETWORK | _NEW_MESSAGES), "unshare")
    _tell("/proc/self/setgroups", "deny")
    _tell("/proc/self/uid_map", f"{user} {user} 1")
    _tell("/proc/self/gid_map", f"{group} {group} 1")
    _ask(libc.mount(b"none", b"/", None, ctypes.c_ulong(_PRIVATE | _RECURSIVE), None), "mount")
    attributes = _Attributes(set=_READ_ONLY)
    size = ctypes.sizeof(attributes)
    done = libc.syscall(_MOUNT_SETATTR, _HERE, b"/", _ALL_BELOW, ctypes.byref(attributes), ctypes.c_size_t(size))
    _ask(done, "mount_setattr")
    places = {os.path.realpath(place) for place in (*LEFT_IN, *extra) if Path(place).is_dir()}
    outer = sorted(p for p in places if not any(p.startswith(f"{other}/") for other in places))
    for place in outer:
        flags = ctypes.c_ulong(_NO_SUID | _NO_DEVICES)
        _ask(libc.mount(b"ramfs", os.fsencode(place), b"ramfs", flags, b"mode=0700"), "mount")
    home = Path(outer[0]) / "home"
    home.mkdir()
    return home


def die_with(parent: int) -> None:
    """End this process at once when the one that made it ends; at once if that has ended already."""
    libc = ctypes.CDLL(None, use_errno=True)
    _ask(libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0), "prctl")
    if os.getppid() != parent:
        os._exit(1)


def give_up_rights() -> None:
    """Whatever this process becomes, it cannot take the walls down: not even as the machine's administrator."""
    libc = ctypes.CDLL(None, use_errno=True)
    _ask(libc.prctl(_SECURE_BITS, _NO_ROOT, 0, 0, 0), "prctl")


def _tell(path: str, text: str) -> None:
    """Tell the system something about this process."""
    handle = os.open(path, os.O_WRONLY)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)


def _ask(answer: int, call: str) -> None:
    if answer != 0:
        raise WallError(ctypes.get_errno(), call)
