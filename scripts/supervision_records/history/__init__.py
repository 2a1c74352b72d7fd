"""What Git says of a repository. The only door to Git: fixed, read-only commands, nothing of the repository's run.

Each module is imported by itself, since most who need one answer of Git do not need the rest.

- ``command``: one question, asked safely, and ``GitError``; ``stream``: long answers
- ``revision``, ``between``: the files of a commit; what lies between two
- ``log``, ``timeline``, ``reading``: the versions of every record; ``findings/``: what of it needs a look
- ``changes``, ``ledger``, ``witness``: what the site and the rules are told of it
- ``ignored``, ``unsaved``: files on the disk that the history has not
"""
