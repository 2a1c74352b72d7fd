"""From strange bytes to a verdict, over and over: nothing may be raised, and what is promised of every input must hold.

``python -m tests.hostile.fuzz --minutes 10 --jobs 2`` runs it for longer than a test may take. What fails is made as
small as it will get and written to ``tests/hostile/found``; ``test_fuzz.py`` judges everything that is there again.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from random import Random

from supervision_records.ahead import ahead
from supervision_records.assess import assess
from supervision_records.consistency import check
from supervision_records.demo import demo_files
from supervision_records.explain import explain
from supervision_records.facts import gather
from supervision_records.lists import absent_cases
from supervision_records.model import Assessment, Severity
from supervision_records.pages import site_pages
from supervision_records.pages.site import judge
from supervision_records.report.check_formats import CHECK
from supervision_records.report.compliance_formats import COMPLIANCE
from supervision_records.report.due import FORMATS as DUE
from supervision_records.report.due import DueResult
from supervision_records.report.lists import LISTS
from supervision_records.report.results import CheckResult, ComplianceResult
from supervision_records.repository import Repository, read_repository
from supervision_records.rules.bench import Bench
from supervision_records.store import Judged, Store, collect, judge_file
from tests.hostile.mutate import Files, Mutator

ROOT = Path(__file__).parents[2]
FOUND = Path(__file__).parent / "found"

#: How many strange files go into one repository.
BATCH = 120
#: The share of repositories that are judged a second time without what was refused.
COMPARED = 0.1
#: The share of repositories of which every page of the site is made.
PUBLISHED = 0.02
#: What a file, and what a repository, may take of the processor's time before it counts as hanging.
FILE_SECONDS, REPOSITORY_SECONDS = 1.0, 30.0

#: The days to judge on, and how often each; the last one, with all the months up to it, takes seconds.
DAYS = {
    date(2026, 7, 15): 70,
    date(2025, 12, 31): 10,
    date(1900, 1, 1): 10,
    date(2028, 2, 29): 9,
    date(2199, 12, 31): 1,
}
#: How long a failure may be made smaller.
SMALLER_SECONDS = 60.0


def chance(seed: int) -> Random:
    """Chance that comes out the same every time."""
    return Random(seed)  # noqa: S311  (no secret)


class BrokenPromiseError(Exception):
    """Something that holds for every input did not hold."""


def promise(kept: bool, what: str) -> None:
    """Raise unless a promise was kept."""
    if not kept:
        raise BrokenPromiseError(what)


def _hangs(signal_number: int, frame: object) -> None:
    raise BrokenPromiseError("it takes too long")


@dataclass
class Ground:
    """A good repository to start from: the tool's own schemas and protocols, and a part of the demo as records."""

    repository: Repository
    files: Files
    good: Mapping[str, Judged]
    told: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, random: Random, share: float) -> Ground:
        """All staff, teams and contracts of the demo, and a share of everything else; one example of every kind."""
        repository = read_repository(ROOT / "tests/mini/repository")
        every = {path: text.encode() for path, text in demo_files(30, 12, 1) if path.startswith("records/")}
        lasting = ("people", "teams", "contracts")
        files = {p: raw for p, raw in every.items() if p.split("/")[1] in lasting or random.random() < share}
        for example in sorted((ROOT / "tests/examples").glob("*/valid/*.yaml")):
            if example.parts[-3] != "settings":
                files[f"records/{example.parts[-3]}/{example.name}"] = example.read_bytes()
        good = {path: judge_file(path, raw, repository.schemas) for path, raw in files.items()}
        return cls(repository, {p: files[p] for p, j in good.items() if j.record}, good)

    def mutator(self, random: Random) -> Mutator:
        """What makes these files strange."""
        records = {p: (j.record.kind, j.record.data) for p, j in self.good.items() if j.record}
        return Mutator(self.files, records, random)


def judged(path: str, raw: bytes, repository: Repository) -> Judged:
    """One file; it comes to the same twice, in good time, and is refused only with an error."""
    signal.setitimer(signal.ITIMER_PROF, FILE_SECONDS)
    found = judge_file(path, raw, repository.schemas)
    signal.setitimer(signal.ITIMER_PROF, 0)
    again = judge_file(path, raw, repository.schemas)
    promise(found.problems == again.problems, "a file has other problems the second time")
    promise((found.record and found.record.data) == (again.record and again.record.data), "a file has another value")
    if found.record is None:
        promise(any(p.severity is Severity.ERROR for p in found.problems), "a file is refused without an error")
    else:
        promise("" in found.record.marks, "a record has no place")
    return found


def _told(store: Store, repository: Repository, assessment: Assessment, random: Random) -> Iterator[str]:
    """What is said of a repository: a report, a list, one verdict's reasons and, now and then, the whole site."""
    protocols, working, as_of = repository.protocols, repository.settings.working_days, assessment.as_of
    yield COMPLIANCE[random.choice(sorted(COMPLIANCE))](ComplianceResult(assessment, protocols))
    yield LISTS[random.choice(sorted(LISTS))](absent_cases(store, working, as_of))
    items = ahead(assessment, Bench(gather(store, working, as_of), protocols), 30)
    yield DUE[random.choice(sorted(DUE))](DueResult(as_of, 30, "everybody", items))
    if assessment.findings:
        finding = random.choice(assessment.findings)
        yield explain([r for protocol in protocols.values() for r in protocol.rules if r.id == finding.rule], [finding])
    if random.random() < PUBLISHED:
        yield from (page for _, page in site_pages(judge(replace(repository, store=store), as_of)))


def judge_all(files: Mapping[str, Judged], repository: Repository, as_of: date, random: Random) -> Store:
    """A repository: checked, assessed, reported, explained; what is refused changes nothing of the rest."""
    signal.setitimer(signal.ITIMER_PROF, REPOSITORY_SECONDS)
    store = collect(files.values())
    promise(store.seen == store.judged + store.refused == len(files), "a file was lost")
    problems = (*store.problems, *check(store, repository.protocols, repository.settings))
    working = repository.settings.working_days
    assessment = assess(store, repository.protocols, working, as_of)
    if random.random() < COMPARED:
        rest = collect(file for file in files.values() if file.record)
        without = assess(rest, repository.protocols, working, as_of)
        promise(without.findings == assessment.findings, "a refused file changed a finding")
    result = CheckResult(tuple(sorted(problems)), store.seen, store.judged, store.refused)
    promise(bool(result.errors) or not store.refused, "something was refused and nothing is told")
    for text in (CHECK[random.choice(sorted(CHECK))](result), *_told(store, repository, assessment, random)):
        text.encode()
    signal.setitimer(signal.ITIMER_PROF, 0)
    return store


def strange(ground: Ground, mutator: Mutator, random: Random) -> tuple[Files, date]:
    """A repository in which some files are strange, others gone or there twice, and a day to judge it on."""
    made = dict(mutator.file() for _ in range(BATCH))
    files = {**ground.files, **made}
    if random.random() < 0.3:
        for path in random.sample(sorted(files), k=random.randint(1, len(files))):
            del files[path]
    if random.random() < 0.1:
        kind = random.choice(sorted({path.split("/")[1] for path in files} or {"people"}))
        files = {path: raw for path, raw in files.items() if path.split("/")[1] != kind}
    return files, random.choices(list(DAYS), list(DAYS.values()))[0]


def round_of(ground: Ground, mutator: Mutator, random: Random) -> Iterator[tuple[str, Files, date]]:
    """One repository, judged; gives what failed: the words for it, the files, the day."""
    files, as_of = strange(ground, mutator, random)
    repository, found = ground.repository, {}
    for path, raw in files.items():
        if ground.files.get(path) == raw:
            found[path] = ground.good[path]
            continue
        try:
            found[path] = judged(path, raw, repository)
        except Exception:  # noqa: BLE001  (whatever it is, it is what this looks for)
            yield traceback.format_exc(), {path: raw}, as_of
            continue
        ground.told["judged" if found[path].record else found[path].problems[0].code] += 1
    try:
        judge_all(found, repository, as_of, random)
    except Exception:  # noqa: BLE001
        yield traceback.format_exc(), files, as_of
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def replay(files: Files, as_of: date, repository: Repository) -> str:
    """What is raised when these files are judged as a repository: the last line of it, or nothing."""
    try:
        found = {path: judged(path, raw, repository) for path, raw in files.items()}
        for seed in range(5):
            judge_all(found, repository, as_of, chance(seed))
    except Exception:  # noqa: BLE001
        return traceback.format_exc().strip().splitlines()[-1].partition(":")[0]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def smallest(files: Files, as_of: date, repository: Repository) -> Files:
    """As few of the files as still fail in the same way, as far as there is time; all where it does not fail again."""
    started = time.process_time()
    raised = replay(files, as_of, repository)
    kept, size = dict(files), max(1, len(files) // 2)
    while raised and time.process_time() - started < SMALLER_SECONDS:
        for start in range(0, len(files), size):
            fewer = {p: raw for i, (p, raw) in enumerate(files.items()) if p in kept and not start <= i < start + size}
            late = time.process_time() - started > SMALLER_SECONDS
            if fewer != kept and not late and replay(fewer, as_of, repository) == raised:
                kept = fewer
        if size == 1:
            break
        size //= 2
    return kept


def saved(words: str, files: Files, as_of: date, folder: Path) -> Path:
    """A failure written down, to be judged again by the tests."""
    content = {
        "raised": words.strip().splitlines()[-1],
        "as_of": as_of.isoformat(),
        "files": {path: raw.decode("latin-1") for path, raw in sorted(files.items())},
    }
    text = json.dumps(content, indent=1, sort_keys=True) + "\n"
    target = folder / f"{sha256(text.encode()).hexdigest()[:12]}.json"
    folder.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def read_saved(path: Path) -> tuple[Files, date]:
    """What was written down: each byte is the character of its number."""
    content = json.loads(path.read_text(encoding="utf-8"))
    files = {name: text.encode("latin-1") for name, text in content["files"].items()}
    return files, date.fromisoformat(content["as_of"])


def run(seed: int, seconds: float, *, rounds: int | None = None, share: float = 0.05) -> tuple[Counter[str], list[str]]:
    """Fuzz for a time, or for a number of rounds: what the files came to, and what failed, each failure once."""
    random = chance(seed)
    signal.signal(signal.SIGPROF, _hangs)
    ground = Ground.of(random, share)
    mutator = ground.mutator(random)
    failures: dict[str, str] = {}
    started, done = time.monotonic(), 0
    while done < rounds if rounds is not None else time.monotonic() - started < seconds:
        for words, files, as_of in round_of(ground, mutator, random):
            where = " ".join(line.strip() for line in words.splitlines() if line.startswith("  File"))[-300:]
            if where not in failures:
                failures[where] = words
                saved(words, smallest(files, as_of, ground.repository), as_of, FOUND)
        done += 1
    ground.told["repositories"] = done
    return ground.told, list(failures.values())


def main() -> int:
    """Fuzz for as long as asked, on as many processors; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with Pool(options.jobs) as pool:
        calls = [(options.seed + job, options.minutes * 60) for job in range(options.jobs)]
        results = pool.starmap(run, calls)
    told = sum((counted for counted, _ in results), Counter[str]())
    repositories = told.pop("repositories")
    sys.stdout.write(f"{told.total()} files in {repositories} repositories\n")
    for code, number in told.most_common():
        sys.stdout.write(f"  {number:8} {code}\n")
    failures = [words for _, failed in results for words in failed]
    sys.stdout.write("\n".join(failures) + f"\n{len(failures)} failures\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
