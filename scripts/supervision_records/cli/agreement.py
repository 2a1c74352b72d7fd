"""The verb ``agreement``: how far two readers of the same files agree."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from supervision_records.calendar import parse_date
from supervision_records.cli.shared import as_of_date, known, not_judged, repository_of, unfit
from supervision_records.quality import Pair, read_twice
from supervision_records.report.agreement import FORMATS, Agreement

MISSING = (
    "supervision agreement: Cohen's kappa is computed by the library nltk, which is not installed here. Add it:\n"
    '  pip install "nltk>=3.9.2"\n'
)


def run(options: argparse.Namespace) -> int:
    """One row for each protocol and type of audit that was read twice."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    known(repository, {"protocol": options.protocol})
    as_of = as_of_date(options, repository)
    audits = [a for a in repository.store.records["audits"].values() if parse_date(a.data["on"]) <= as_of]
    pairs = [pair for pair in read_twice(audits) if pair.protocol in (options.protocol or repository.protocols)]
    try:
        rows = [
            Agreement(*key, len(chosen), sum(p.first == p.second for p in chosen), kappa(chosen))
            for key in sorted({(p.protocol, p.audit) for p in pairs})
            for chosen in [[p for p in pairs if (p.protocol, p.audit) == key]]
        ]
    except ImportError:
        sys.stderr.write(MISSING)
        return 3
    sys.stdout.write(FORMATS[options.format](rows))
    return not_judged(repository.store.errors)


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa; None where both gave one and the same answer to everything: chance alone would agree as well."""
    from nltk.metrics.agreement import AnnotationTask  # type: ignore[import-untyped]  # noqa: PLC0415  (optional)

    if len({answer for pair in pairs for answer in (pair.first, pair.second)}) < 2:  # noqa: PLR2004  (one answer)
        return None
    data = [(who, pair.item, said) for pair in pairs for who, said in (("first", pair.first), ("second", pair.second))]
    return float(AnnotationTask(data=data).kappa())
