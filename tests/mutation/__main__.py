"""Change the code a little, many times over, and see whether a test notices: ``python -m tests.mutation``.

Prints, area by area, how many mutants were tried and noticed, and each that was not, for somebody to look at.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

import pytest
from hypothesis import Phase, settings

from tests.mutation.areas import AREAS, ROOT
from tests.mutation.survivors import equivalents
from tests.mutation.trial import End, Trial

LEAST = 90


def main() -> int:
    """The areas that were asked for; 1 if one has less than 90 in a hundred."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--area", action="append", choices=AREAS, help="an area (may be given again); else all")
    parser.add_argument("--sample", type=int, default=150, help="how many mutants of an area, drawn by lot; else 150")
    parser.add_argument("--seed", type=int, default=1, help="another draw; else 1")
    parser.add_argument("--jobs", type=int, default=2, help="mutants at one time; else 2")
    parser.add_argument("--only", default="", help="all mutants whose path, line, function or code holds this text")
    chosen = parser.parse_args()
    settings.register_profile(
        "mutation", derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate]
    )
    settings.load_profile("mutation")
    scores = []
    for area in chosen.area or AREAS:
        trial = Trial(AREAS[area], chosen.sample, chosen.seed, chosen.jobs, chosen.only)
        scores.append(_report(area, trial))
    return 0 if all(score >= LEAST for score in scores) else 1


def _report(area: str, trial: Trial) -> float:
    """Run an area's trial and print it; gives its score."""
    arguments = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--no-header",
        "--tb=native",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
        f"--rootdir={ROOT}",
    ]
    pytest.main([*arguments, *(str(ROOT / test) for test in trial.area.tests)], plugins=[trial])
    if trial.failed or not trial.tried:
        _say("\n  ".join([f"{area}: these tests fail as the code is:", *trial.failed]))
        return 0
    same = equivalents()
    ends: Counter[str] = Counter()
    for tried in sorted(trial.tried, key=lambda tried: (tried.path, tried.mutant.first)):
        equivalent = tried.end is End.SURVIVED and (tried.path, *tried.mutant.key) in same
        ends["equivalent" if equivalent else tried.end.value] += 1
        if tried.end is End.SURVIVED and not equivalent:
            mutant = tried.mutant
            _say(f"{tried.path}:{mutant.first} {mutant.owner}: {mutant.before} -> {mutant.after} ({tried.tests} tests)")
    counted = len(trial.tried) - ends["equivalent"]
    score = 100 * (ends["killed"] + ends["timed out"]) / counted if counted else 100.0
    told = ", ".join(f"{ends[end]} {end}" for end in ("killed", "timed out", "survived", "equivalent"))
    _say(f"{area}: {trial.total} mutants, {len(trial.tried)} tried: {told}; score {score:.1f} %")
    return score


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
