"""Is a text one that age encrypted, in the armour in which it stands in records? Its form alone is looked at, no key.

The form: https://age-encryption.org/v1. Whether it can be opened, and by whom, nobody can tell without a key.
"""

from __future__ import annotations

import base64
import binascii
import re

BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----"
END = "-----END AGE ENCRYPTED FILE-----"

_ARMOUR = re.compile(rf"{BEGIN}\n((?:[A-Za-z0-9+/]{{64}}\n)*(?:[A-Za-z0-9+/=]{{1,64}}\n)?){END}\n")
_VERSION = b"age-encryption.org/v1\n"
#: One recipient's part of the header: a line of words, then lines of base64, of which the last alone is short.
_STANZA = re.compile(rb"-> [!-~]+(?: [!-~]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n")
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}\n")
#: A nonce, and at least the tag of one encrypted chunk.
_SHORTEST = 16 + 16


def is_sealed(text: str) -> bool:
    """Is it one whole armoured age file, as ``supervision seal`` and every other age program make it?"""
    found = _ARMOUR.fullmatch(text.strip() + "\n")
    if found is None:
        return False
    try:
        raw = base64.b64decode("".join(found.group(1).split()), validate=True)
    except binascii.Error:
        return False
    return _is_file(raw)


def _is_file(raw: bytes) -> bool:
    if not raw.startswith(_VERSION):
        return False
    at, stanzas = len(_VERSION), 0
    while stanza := _STANZA.match(raw, at):
        at, stanzas = stanza.end(), stanzas + 1
    mac = _MAC.match(raw, at)
    return mac is not None and stanzas > 0 and len(raw) - mac.end() >= _SHORTEST
