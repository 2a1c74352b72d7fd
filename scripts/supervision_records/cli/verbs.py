"""Every verb and the module that runs it. Only the verb's own module is loaded, so that no verb pays for another."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from importlib import import_module

VERBS: Mapping[str, str] = {
    "check": "check",
    "compliance": "compliance",
    "review": "review",
    "explain": "explain",
    "history": "history",
    "new": "new",
    "import": "importing",
    "codeowners": "codeowners",
    "demands": "demands",
    "due": "due",
    "gate": "gate",
    "list": "lists",
    "pages": "pages",
    "sample": "sample",
    "agreement": "agreement",
    "bundle": "bundle",
    "read": "read",
    "sign": "sign",
    "drift": "drift",
    "seal": "seal",
    "open": "opening",
    "edit": "edit",
    "rekey": "rekey",
    "erase": "erase",
    "about": "about",
    "export": "export",
    "rollup": "rollup",
    "demo": "demo",
    "start": "start",
}


def runner(verb: str) -> Callable[[argparse.Namespace], int]:
    """What runs a verb: it takes the parsed options and gives the exit status."""
    run: Callable[[argparse.Namespace], int] = import_module(f"supervision_records.cli.{VERBS[verb]}").run
    return run
