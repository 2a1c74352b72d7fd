"""What a change does: two states of a repository compared, each judged by the same rules at the same date.

Everything here is a function of two sets of ``files.Files``: the base, and what is to become of it. Where they come
from (a commit, the disk, a push) is the caller's matter.
"""
