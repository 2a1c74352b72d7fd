"""One result, many outputs: pure functions from problems or an assessment to text, in explicit tables.

Each verb has its table, and imports it alone: ``check_formats``, ``compliance_formats``, ``demands``,
``history_formats``, ``lists``, ``review``,
``since``. What goes in is one of ``results`` or a ``HistoryResult``.
"""
