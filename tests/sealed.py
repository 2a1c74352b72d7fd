"""A text that age has sealed to a key that nobody kept: its form is right, and nothing can be read in it."""

from __future__ import annotations

SEALED = """\
-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBtSkFFUk91UnJUUEpyUWpQ
ZUVGbjc3UlIxVTVBYUlYL3l1alIrTkZqVTFjCmNSRGpoSG5GMVFSR3hDN3hiOGNi
S2t5S3RKNmNOOVBLVWJVYzNDY0d0YXMKLT4gek5nai1ncmVhc2UgZSA4PApVRDNE
VGlCYi8zS1M2UQotLS0gcXczV0wxdE9odWFhMkIzMHoySzhSYyt0QWNnVVZyazVX
YWNHdmdINnF6TQpegSkK5rAh3cjZrIoa+J0IO4JY/CP43nWAFBVqAkXowtK6gDaL
uCyqf7RXLcRKhdlpNFIN7yQ=
-----END AGE ENCRYPTED FILE-----
"""
