"""``history`` beside one ``git log`` of the same commits."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from benchmarks.measure import ROOT, Work, environment, in_turn, ours
from benchmarks.rows import Row

#: The goals: times of one ``git log``; seconds more than starting up.
_OF_LOG, _MORE = 1.3, 0.05
#: The size that the goal names: commits, and new files in each.
_COMMITS, _EACH = 20_000, 5
#: The whole verb reads and judges each content, too; it is timed on a tenth.
_SHARE = 10
_FIRST = 1_704_100_000
_HOUR = 3600

#: Reads the versions of every record, as ``history`` does before it judges them.
_READ = "import sys; from pathlib import Path; from supervision_records.history.reading import read_history as read; "
_READ += "assert read(Path(sys.argv[1])).records"

_SESSION = """protocol: case-management
team: team-{team:02}
type: case
date: {day}
status: held
supervisors: [tm-{team:02}]
supervisees: [sw-{person:03}]
recorded: {{by: tm-{team:02}, on: {day}}}
signed: [{{by: tm-{team:02}, on: {day}}}]
"""


def run() -> Iterator[Row]:
    """Reading the history of 100,000 files in 20,000 commits, on the main line and by merges; then the whole verb."""
    for merges, words in ((False, "all on the main line"), (True, "each by a merge")):
        yield from _reading(generated(_COMMITS, merges=merges), words)
    yield from _whole(generated(_COMMITS // _SHARE, merges=False))


def _reading(root: Path, words: str) -> Iterator[Row]:
    size = f"{_COMMITS * _EACH:,} files, {_COMMITS:,} commits, {words}"
    taken = in_turn([_log(root), Work("read", [sys.executable, "-c", _READ, str(root)])])
    floor, ratio = taken["log"], taken["read"].seconds / taken["log"].seconds
    yield Row(f"`git log` ({size})", floor.seconds, peak=floor.peak)
    yield Row(
        "when each record came in, by whom, every change", taken["read"].seconds, "s", f"{ratio:.2f} × `git log`",
        f"≤ {_OF_LOG} × `git log`", ratio <= _OF_LOG, taken["read"].peak,
    )  # fmt: skip


def _whole(root: Path) -> Iterator[Row]:
    """The verb with all that it judges, without a cache and with one that lacks one commit."""
    verb = ours("--root", str(root), "history", "--branch", "main")
    commit = [sys.executable, "-m", "benchmarks.history", str(root)]
    works = [
        _log(root),
        Work("start", ours("--help")),
        Work("cold", [*verb, "--no-cache"], statuses=(0, 1)),
        Work("warm", verb, statuses=(0, 1), before=commit),
    ]
    subprocess.run(verb, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, check=False)
    taken = in_turn(works)
    size = f"{_COMMITS * _EACH // _SHARE:,} files, {_COMMITS // _SHARE:,} commits"
    floor, start, cold, warm = (taken[name] for name in ("log", "start", "cold", "warm"))
    yield Row(f"`git log` ({size})", floor.seconds, peak=floor.peak)
    yield Row(
        "`history`, every content read and judged", cold.seconds, "s",
        f"{cold.seconds / floor.seconds:.0f} × `git log`", peak=cold.peak,
    )  # fmt: skip
    more = warm.seconds - start.seconds
    yield Row(
        "`history` after one new commit", warm.seconds, "s", f"{more:.2f} s more than starting",
        f"≤ {_MORE} s more than starting", more <= _MORE, warm.peak,
    )  # fmt: skip


def _log(root: Path) -> Work:
    return Work("log", ["git", "-C", str(root), "log", "--first-parent", "-m", "--raw", "--no-renames", "main"])


def generated(commits: int, *, merges: bool) -> Path:
    """A repository with that many commits of new sessions, made once."""
    root = ROOT / ".cache" / "benchmarks" / f"history-{commits}-{'merges' if merges else 'line'}"
    if not (root / "complete").is_file():
        subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
        story = io.BytesIO()
        _Stream(story, merges=merges).work(commits)
        subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=story.getvalue(), check=True)
        subprocess.run(["git", "-C", str(root), "gc", "-q"], check=True)
        (root / "records").mkdir()
        (root / "complete").touch()
    return root


@dataclass
class _Stream:
    """Commits, as ``git fast-import`` takes them."""

    into: IO[bytes]
    merges: bool
    mark: int = 0
    files: int = 0

    def work(self, commits: int) -> None:
        head = self._commit("main", (), [], _FIRST)
        for number in range(commits):
            at = _FIRST + (number + 1) * _HOUR
            new = [self._session(at) for _ in range(_EACH)]
            parents: tuple[int, ...] = (head,)
            if self.merges:
                parents = (head, self._commit("branch", (head,), new, at - 60))
            head = self._commit("main", parents, new, at)

    def _session(self, at: int) -> tuple[str, str]:
        self.files += 1
        team, day = self.files % 40, str(date(1970, 1, 1) + timedelta(seconds=at))
        text = _SESSION.format(team=team, day=day, person=self.files % 700)
        return f"records/sessions/team-{team:02}/{day[:4]}/s-{self.files:06}.yaml", text

    def _commit(self, branch: str, parents: tuple[int, ...], files: list[tuple[str, str]], at: int) -> int:
        self.mark += 1
        who = f"tm-1 <tm-1@example.org> {at} +0000"
        head = [f"commit refs/heads/{branch}", f"mark :{self.mark}", f"author {who}", f"committer {who}", "data 1", "x"]
        head += [f"{word} :{parent}" for word, parent in zip(("from", "merge"), parents, strict=False)]
        for path, text in files:
            head += [f"M 100644 inline {path}", f"data {len(text)}", text]
        self.into.write(("\n".join(head) + "\n\n").encode())
        return self.mark


def _one_more(root: Path) -> None:
    """A new commit of one session, made without a work tree."""
    git = ["git", "-C", str(root)]
    tip = subprocess.run([*git, "rev-parse", "main"], check=True, capture_output=True, text=True).stdout.strip()
    number = subprocess.run([*git, "rev-list", "--count", "main"], check=True, capture_output=True, text=True).stdout
    at = _FIRST + int(number) * _HOUR
    text = _SESSION.format(team=1, day=date(1970, 1, 1) + timedelta(seconds=at), person=1)
    who = f"tm-1 <tm-1@example.org> {at} +0000"
    lines = ["commit refs/heads/main", f"author {who}", f"committer {who}", "data 1", "x", f"from {tip}"]
    lines += [f"M 100644 inline records/sessions/team-01/2026/n-{number.strip()}.yaml", f"data {len(text)}", text, ""]
    subprocess.run([*git, "fast-import", "--quiet"], input="\n".join(lines).encode(), check=True)


if __name__ == "__main__":
    _one_more(Path(sys.argv[1]))
