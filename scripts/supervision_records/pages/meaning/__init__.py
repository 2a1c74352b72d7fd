"""What a rule means, in plain sentences made from nothing but its own data: one module for each form of rule.

Each form is an explicit table from the parameters of ``schemas/protocol.schema.json`` to words, so that a parameter
without words shows as a gap in a table, and a test finds it. The sentences are plain text: whoever shows them escapes.
"""
