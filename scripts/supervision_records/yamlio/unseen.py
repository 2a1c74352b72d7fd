"""Characters that nobody can see, and that make a text other than it looks: which they are.

They turn the direction of writing, part a word or a number where no gap shows, carry text that no screen shows, or make
a blank look like something written. All are refused, but where a script or a picture cannot be written without them:
the joiners between letters of the scripts that need them and between two pictures (emoji), and the choice of a
picture's look after a picture. The list is written out, since Python's own tables differ from version to version.
"""

from __future__ import annotations

import re

_NEVER = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u034f\u061c\u180b-\u180f"  # the soft hyphen; a joiner; marks of direction and shape
    "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and signs that are blank
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"  # no width; marks of direction; two kinds of line break
    "\ufe00-\ufe0d\ufeff\ufff0-\ufffc"  # choices of look; the byte order mark; notes between lines
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # marks of layout
    "\U000e0000-\U000e0fff"  # tags: a whole alphabet that no screen shows
    "\ud800-\udfff\ufdd0-\ufdef"  # halves of characters, and what will never be a character
) + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))

_SCRIPT = "[\u0600-\u0dff\u0f00-\u109f\u1780-\u17ff]"  # Arabic to Sinhala, Tibetan, Burmese, Khmer
_PICTURE = "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"

UNSEEN = re.compile(
    f"[{_NEVER}]"
    "|\r(?!\n)"  # would make our line numbers differ from an editor's
    f"|\u200c(?!(?<={_SCRIPT}\u200c){_SCRIPT})"
    f"|\u200d(?!(?<={_SCRIPT}\u200d){_SCRIPT}|(?<={_PICTURE}\u200d){_PICTURE}|(?<=\ufe0f\u200d){_PICTURE})"
    f"|(?<!{_PICTURE})[\ufe0e\ufe0f]"
)

#: Spaces that look like the one on the keyboard, and mean nothing to YAML.
ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
