"""Takes words that should never have been written, such as a child's name, out of a repository's whole history.

``python3 scripts/purge.py SOURCE TARGET --words FILE --map FILE``

``--words`` is a text file, one word or name a line, kept outside the repository; the words stand in no command, so that
no history of a shell keeps them, and are never printed. SOURCE is left as it is. TARGET becomes a bare copy of it in
which every branch, tag and message has ``removed`` in their place; ``--map`` tells the new commit of each old one. Then
it says what is still to be done by hand.

It needs Git, and ``git filter-repo`` (Debian, Ubuntu: ``apt install git-filter-repo``); nothing else of this project.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

PUT_INSTEAD = "removed"
SETTINGS = "supervision.yaml"

TO_DO = """\
The copy is clean. What is left to be done, by hand:

 1. Agree on a moment, and merge or close what is open: whatever still rests on the old history cannot be merged.
 2. Push the copy in place of the old one: git -C {target} push --mirror --force ADDRESS
    A server that refuses rewritten history has to let this one push through.
 3. Have whoever runs the forge remove what it keeps besides: closed pull requests, caches, forks, artefacts, backups.
 4. Every clone is deleted and cloned anew. Nobody pulls into an old one, or pushes from it: that brings the words back.
 5. Build the site anew and delete the old one; delete bundles and exports that were made before.
 6. Have checkpoints of the history made anew, and keep the map of commits with the old ones: it says which is which.
 7. Put into the report of the incident who could have read the words, and since when. That is not undone.
 8. Destroy the list of words.
"""


class PurgeError(Exception):
    """A sentence for a person: why nothing was done, or why the copy is not to be used."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Purge, look whether it has worked, and say what is left to do."""
    parser = argparse.ArgumentParser(description="Take words out of a repository's whole history, in a copy of it.")
    parser.add_argument("source", metavar="SOURCE", help="the repository: a folder or an address")
    parser.add_argument("target", type=Path, metavar="TARGET", help="a new folder")
    parser.add_argument("--words", type=Path, required=True, metavar="FILE", help="one word or name a line")
    parser.add_argument("--map", type=Path, required=True, metavar="FILE", help="where to write old and new commits")
    parser.add_argument(
        "--hold-agreed", action="store_true", help="whoever ordered the legal holds in the settings has agreed"
    )
    options = parser.parse_args(arguments)
    try:
        number = purge(options.source, options.target, options.words, options.map, agreed=options.hold_agreed)
    except PurgeError as error:
        print(f"purge: {error}", file=sys.stderr)
        return 1
    print(f"{number} commits were made anew. The map of commits is in {options.map}.\n")
    print(TO_DO.format(target=options.target), end="")
    return 0


def purge(source: str, target: Path, words_file: Path, map_file: Path, *, agreed: bool) -> int:
    """Make the purged copy and the map; how many commits have another number now."""
    if target.exists() or map_file.exists():
        raise PurgeError("the target and the map have to be new: nothing is overwritten.")
    if Path(source).is_dir() and words_file.resolve().is_relative_to(Path(source).resolve()):
        raise PurgeError("the list of words lies in the repository itself: keep it elsewhere.")
    if shutil.which("git-filter-repo") is None:
        raise PurgeError("git filter-repo is not on this machine: install it (Debian, Ubuntu: git-filter-repo).")
    words = read_words(words_file)
    git(None, "clone", "--quiet", "--mirror", "--no-local", source, str(target))
    try:
        refuse_hold(target, agreed=agreed)
        refuse_in_names(target, words)
        refuse(not is_there(target, words), "none of the words is anywhere in the history: are they spelt as there?")
        rewrite(target, words)
        refuse(is_there(target, words), "a word is still there in the copy, which was deleted: spell it as it stands.")
        pairs = list(commit_map(target))
    except PurgeError:
        shutil.rmtree(target)
        raise
    map_file.write_text("".join(f"{old} {new}\n" for old, new in pairs), encoding="ascii")
    return sum(old != new for old, new in pairs)


def read_words(file: Path) -> list[str]:
    """The words: lines that say something; none so short that it would be found everywhere."""
    try:
        words = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise PurgeError("the list of words cannot be read as text in UTF-8.") from error
    if not words or min(map(len, words)) < 3:  # noqa: PLR2004  (two letters are part of nearly every word)
        raise PurgeError("the list of words is empty, or has one of fewer than three letters.")
    return words


def pattern(word: str) -> str:
    """A word as filter-repo and this script look for it: whole, whatever its capitals, blanks and line ends between."""
    return r"(?i)(?<![^\W_])" + r"\s+".join(map(re.escape, word.split())) + r"(?![^\W_])"


def finds(text: str, words: Sequence[str]) -> bool:
    """Does any of the words stand in a text?"""
    return any(re.search(pattern(word), text) for word in words)


def refuse(condition: bool, why: str) -> None:  # noqa: FBT001  (the condition is the point)
    """Go no further if something is the case."""
    if condition:
        raise PurgeError(why)


def is_there(target: Path, words: Sequence[str]) -> bool:
    """Does any of the words stand in anything that a repository holds?"""
    return any(finds(text, words) for text in contents(target))


def refuse_hold(target: Path, *, agreed: bool) -> None:
    """A legal hold in the settings: nothing may be removed unless whoever ordered it agrees."""
    settings = git(target, "show", f"HEAD:{SETTINGS}", missing="")
    if re.search(r"^holds:", settings, re.MULTILINE) and not agreed:
        raise PurgeError(
            "the settings have a legal hold. Ask whoever ordered it; if they agree, say so with --hold-agreed."
        )


def refuse_in_names(target: Path, words: Sequence[str]) -> None:
    """Names of files, branches and tags are not rewritten: somebody has to decide what they are called instead."""
    names = git(target, "log", "--all", "--format=", "--name-only", "-z", "--no-renames").split("\0")
    refs = git(target, "for-each-ref", "--format=%(refname)").splitlines()
    if any(finds(name, words) for name in (*names, *refs)):
        raise PurgeError(
            "a word stands in the name of a file, a branch or a tag. Give that another name first "
            "(git filter-repo --path-rename OLD:NEW; git branch -m), then run this again."
        )


def rewrite(target: Path, words: Sequence[str]) -> None:
    """Have filter-repo put another word in their place, in files and messages, and throw away what was there."""
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder, "rules")
        # filter-repo knows the capitals of plain letters alone, so that those of others are listed.
        forms = {form for word in words for form in (word, word.lower(), word.upper(), word.title())}
        lines = [f"regex:{pattern(form)}==>{PUT_INSTEAD}\n" for form in sorted(forms, key=len, reverse=True)]
        rules.write_text("".join(lines), encoding="utf-8")
        git(target, "filter-repo", "--quiet", "--replace-text", str(rules), "--replace-message", str(rules))
    git(target, "reflog", "expire", "--expire=now", "--all")
    git(target, "gc", "--quiet", "--prune=now")


def contents(target: Path) -> Iterator[str]:
    """Everything that a repository holds, reachable or not: files, messages, tags."""
    command = ["git", "-C", str(target), "cat-file", "--batch-all-objects", "--batch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as listing:
        answers = listing.stdout
        while answers is not None and (head := answers.readline().split()):
            _, sort, size = head
            raw = answers.read(int(size) + 1)
            if sort != b"tree":  # Names are looked at by themselves.
                yield raw.decode("utf-8", "replace")


def commit_map(target: Path) -> Iterator[tuple[str, str]]:
    """Each commit's old and new number."""
    for line in (target / "filter-repo" / "commit-map").read_text(encoding="ascii").splitlines()[1:]:
        old, new = line.split()
        yield old, new


def git(folder: Path | None, *arguments: str, missing: str | None = None) -> str:
    """What a Git command prints; ``missing`` instead, if given, where it fails."""
    place = [] if folder is None else ["-C", str(folder)]
    done = subprocess.run(["git", *place, *arguments], capture_output=True, check=False)  # noqa: S607  (as people do)
    if done.returncode != 0:
        if missing is not None:
            return missing
        raise PurgeError(f"git {arguments[0]} failed: try it by hand to see why.")
    return done.stdout.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())
