"""Recompute from a clone alone what the site says of its records, and compare: python3 verify.py EVIDENCE [CLONE].

EVIDENCE is the site's evidence.json or the site's folder, CLONE a full clone (default: here). Python 3.11 and Git are
enough. Exit status: 0 all the same; 1 something differs; 2 the call was wrong; 3 this cannot be compared.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from shutil import which
from typing import Any, NoReturn

# A clone can be made by anybody: nothing of its configuration is run, nothing is fetched, and no other one is meant.
SETTINGS = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "core.commitGraph=false", "protocol.allow=never")
OPTIONS = [*(part for setting in SETTINGS for part in ("-c", setting)), "--no-replace-objects", "--literal-pathspecs"]
RAW = ("-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--relative", f"-O{os.devnull}")
QUIET = dict.fromkeys(("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_GRAFT_FILE"), os.devnull)
OURS = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
KEPT = "{path} came in {first[on]} ({first[commit]}), {changes} changes, last {last[on]} ({last[commit]}), {sha256}"
REMOVED = "{path} was removed {on} ({commit}), its tombstone is {tombstone}"


def stop(status: int, words: object) -> NoReturn:
    print(words)
    sys.exit(status)


def git(*arguments: str, feed: bytes = b"") -> bytes:
    command, environment = ["git", "-C", clone, *OPTIONS, *arguments], OURS | QUIET | {"GIT_NO_LAZY_FETCH": "1"}
    done = subprocess.run(command, input=feed, capture_output=True, env=environment, check=False)
    if done.returncode:
        stop(3, f"Git has no answer in {clone}: {done.stderr.decode(errors='replace').strip()[:300]!a}")
    return done.stdout


def uk_day(instant: str) -> str:
    """The day in the United Kingdom: summer time runs between the last Sundays of March and October, 1:00 UTC."""
    time = datetime.fromtimestamp(min(int(instant), 7258118399), UTC)
    ends = [datetime(time.year, month, 31, 1, tzinfo=UTC) for month in (3, 10)]
    march, october = (end - timedelta(days=(end.weekday() + 1) % 7) for end in ends)
    return (time + timedelta(hours=march <= time < october)).date().isoformat()


def stages(tip: str) -> list[tuple[dict[str, str], list[tuple[str, str | None]]]]:
    """Each commit of the main line, oldest first, and what it made of records' files: Git compares tree with tree."""
    said = git("rev-list", "--first-parent", "--reverse", "--format=%H %T %ct", tip, "--").decode().splitlines()
    line = [entry.split(" ") for entry in said if not entry.startswith("commit ")]
    trees = [git("hash-object", "-t", "tree", "--stdin").decode().strip(), *(tree for _, tree, _ in line)]
    pairs = "".join(f"{before} {after}\n" for before, after in pairwise(trees)).encode()
    tokens = git("diff-tree", "--stdin", *RAW, "--", "records", feed=pairs).split(b"\0")
    found: list[Any] = [({"on": uk_day(time), "commit": commit}, []) for commit, _, time in line]
    pair = accumulate(about.count(b"\n") for about in tokens[::2])  # each pair of trees is named before its files
    for at, about, path in zip(pair, tokens[::2], tokens[1::2], strict=False):
        _, mode, _, blob, _ = about.decode().splitlines()[-1].split(" ")
        if path.endswith(b".yaml"):
            found[at - 1][1].append((path.decode("utf-8", "surrogateescape"), blob if mode.startswith("100") else None))
    return found


def recompute(tip: str) -> Any:
    """What the clone says of every record and removal; a record is its folder and file name, wherever it lies there."""
    now, history, gone = defaultdict[Any, Any](dict), defaultdict[Any, Any](list), []
    for stage, files in stages(tip):
        before: dict[Any, Any] = {}
        for path, blob in files:
            key = (path.split("/")[1], path.split("/")[-1])
            before.setdefault(key, min(now[key], default=None))
            now[key] = {other: kept for other, kept in {**now[key], path: blob}.items() if kept}
        for key in (key for key in before if before[key] or now[key]):
            history[key].append(stage)
            gone += [] if now[key] else [({"path": before[key], **stage}, ("tombstones", "--".join(key)))]
    yield from (REMOVED.format(**one, tombstone=min(now[tombstone], default=None)) for one, tombstone in gone)
    for key, own in history.items():
        for path, blob in now[key].items():
            content = hashlib.sha256(git("cat-file", "blob", blob)).hexdigest()
            yield KEPT.format(path=path, first=own[0], changes=len(own), last=own[-1], sha256=content)


evidence, clone = Path(*sys.argv[1:2]), (sys.argv[2:] or ["."])[0]
try:
    site = json.loads((evidence / "compliance/evidence.json" if evidence.is_dir() else evidence).read_bytes())
    theirs = {*(KEPT.format(**one) for one in site["records"]), *(REMOVED.format(**one) for one in site["removed"])}
except (OSError, ValueError, LookupError, TypeError, RecursionError):
    stop(2, __doc__)
if which("git") is None or not site.get("commit") or git("rev-parse", "--is-shallow-repository") != b"false\n":
    stop(3, "Git is not on this machine, or the site or this clone was made without the history: git fetch --unshallow")
later = {commit: later for later, commit in enumerate(git("rev-list", "--first-parent", "HEAD", "--").decode().split())}
if site["commit"] not in later:
    stop(1, f"{site['commit']!a}, from which the site was built, is not in this clone's history. Fetch it, or ask why.")
ours = set(recompute(site["commit"]))
for fact in sorted(ours ^ theirs):
    print("Only the clone says:" if fact in ours else "Only the site says:", ascii(fact)[1:-1])
print(f"The site was built from {site['commit']!a}; {later[site['commit']]} commits came later and are not in it.")
stop(bool(ours ^ theirs), f"The clone states {len(ours)} facts, the site {len(theirs)}; {len(ours & theirs)} agree.")
