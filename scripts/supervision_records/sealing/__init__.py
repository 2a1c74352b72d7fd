"""Text sealed for those entitled to it: which key it belongs to, who may have that key, and the keys themselves.

``age`` is the only door to cryptography, and makes up none; ``keys`` is the store of keys, a folder outside the
repository. Which key a text belongs to (``units``) and who is entitled to it (``entitled``) is worked out from records
alone. ``record`` seals and opens what stands in a record; ``room`` is where an editor may show it.
"""
