"""Bytes that are no UTF-8 text, and files that are something else altogether."""

from __future__ import annotations

from tests.hostile.case import BASE, CANARY, Hostile

_RECORD = BASE.encode()


def _cut_in(name: str, raw: bytes) -> Hostile:
    """Bytes that are not UTF-8, in a comment below the good record."""
    return Hostile(name, _RECORD + b"# " + raw + b"\n", "not-utf-8", 8, 3)


FILES = (
    Hostile(
        "UTF-16, little end first, with its mark", BASE.encode("utf-16-le").join((b"\xff\xfe", b"")), "not-utf-8", 1, 1
    ),
    Hostile(
        "UTF-16, big end first, with its mark", BASE.encode("utf-16-be").join((b"\xfe\xff", b"")), "not-utf-8", 1, 1
    ),
    Hostile("UTF-16, little end first, without a mark", BASE.encode("utf-16-le"), "zero-byte", 1, 2),
    Hostile("UTF-16, big end first, without a mark", BASE.encode("utf-16-be"), "zero-byte", 1, 1),
    Hostile("UTF-32", BASE.encode("utf-32-le"), "zero-byte", 1, 2),
    Hostile("UTF-8 with a byte order mark", b"\xef\xbb\xbf" + _RECORD, "byte-order-mark", 1, 1),
    Hostile("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + _RECORD, "byte-order-mark", 1, 1),
    _cut_in("Latin-1: an e with an acute accent", b"Zo\xe9"[2:]),
    _cut_in("Windows-1252: curly quotation marks", b"\x93" + CANARY.encode() + b"\x94"),
    _cut_in("Mac Roman: an e with an acute accent", b"\x8e"),
    _cut_in("Shift JIS", b"\x93\xfa\x96\x7b"),
    _cut_in("a slash in two bytes instead of one", b"\xc0\xaf"),
    _cut_in("a slash in three bytes instead of one", b"\xe0\x80\xaf"),
    _cut_in("a zero byte in two bytes", b"\xc0\x80"),
    _cut_in("half of a pair of UTF-16 in UTF-8", b"\xed\xa0\x80"),
    _cut_in("both halves of a pair of UTF-16 in UTF-8", b"\xed\xa0\xbd\xed\xb8\x80"),
    _cut_in("a character beyond the last one", b"\xf4\x90\x80\x80"),
    _cut_in("a character of five bytes", b"\xf8\x88\x80\x80\x80"),
    _cut_in("a character of six bytes", b"\xfc\x84\x80\x80\x80\x80"),
    _cut_in("the end of a character without its beginning", b"\x80"),
    _cut_in("the beginning of a character without its end", b"\xe2\x82 x"),
    _cut_in("bytes that no text has", b"\xfe\xff"),
    Hostile("cut within a character at the end of the file", _RECORD + b"# \xe2\x82", "not-utf-8", 8, 3),
    Hostile("a zero byte at the beginning", b"\0" + _RECORD, "zero-byte", 1, 1),
    Hostile("a zero byte in a value", _RECORD.replace(b"held", b"he\0ld"), "zero-byte", 5, 11),
    Hostile("half of the file filled with zero bytes, as a crash leaves it", _RECORD + bytes(4096), "zero-byte", 8, 1),
    Hostile("nothing but zero bytes", bytes(4096), "zero-byte", 1, 1),
    Hostile("empty", b"", "empty-file", 1, 1),
    Hostile("one line end", b"\n", "empty-file", 1, 1),
    Hostile("nothing but blank lines", b"\n \n   \n\r\n", "empty-file", 1, 1),
    Hostile("nothing but comments", b"# " + CANARY.encode() + b"\n# and more\n", "empty-file", 1, 1),
    Hostile("nothing but the end of a document", b"...\n", "bad-syntax", 1, 1),
    Hostile("a gzip archive", b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "not-utf-8", 1, 2),
    Hostile("a Word document", b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "zero-byte", 1, 6),
    Hostile("an old Word document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not-utf-8", 1, 1),
    Hostile("a picture", b"\x89PNG\r\n\x1a\n\x00", "not-utf-8", 1, 1),
    Hostile("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not-utf-8", 2, 2),
    Hostile("a PDF of ASCII alone", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "bad-syntax", 1),
    Hostile("a page of HTML", f"<!DOCTYPE html>\n<p>{CANARY}</p>\n".encode(), "wrong-type", 1, 1),
    Hostile("a table of commas", f"date,status,note\n2026-06-10,held,{CANARY}\n".encode(), "wrong-type", 1, 1),
    Hostile("an e-mail", f"From: a@example.org\nSubject: {CANARY}: notes\n\nHello\n".encode(), "bad-syntax"),
    Hostile("a shell script", f"#!/bin/sh\ncat {CANARY}\n".encode(), "wrong-type", 2, 1),
    Hostile("a list of JSON lines", b'{"date": "2026-06-10"}\n{"date": "2026-06-11"}\n', "bad-syntax", 2, 1),
    Hostile(
        "a Git LFS pointer",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n",
        "lfs-pointer",
        1,
        1,
    ),
    Hostile(
        "a Git LFS pointer of a later version",
        b"version https://git-lfs.github.com/spec/v2\noid x\n",
        "lfs-pointer",
        1,
        1,
    ),
    Hostile("a patch", f"--- a/s.yaml\n+++ b/s.yaml\n@@ -1 +1 @@\n-x\n+{CANARY}\n".encode(), "wrong-type"),
    Hostile("a link kept as its target, as Windows checks one out", b"../../../../../etc/passwd", "wrong-type", 1, 1),
)
