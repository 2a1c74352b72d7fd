"""A sample drawn by hashes alone, so that it is the same on every machine, and an auditor can draw it by hand.

1. The population is one line a file, by id: id, stratum and number of tickets, with a tab between them. Its hash is the
   SHA-256 of these lines, in UTF-8, each with its line end.
2. A ticket is the SHA-256, in hexadecimal, of seed, id and the ticket's number from 1, with a tab between them.
3. The mark of a file is the smallest of its tickets: twice the tickets, about twice the chance.
4. Each stratum gets places in proportion: size × its files ÷ all files, the whole part of it. The places that are left
   go one each to the largest remainders; of equal ones, to the stratum that comes first in the alphabet.
5. In each stratum the files with the smallest marks are drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from supervision_records.sampling.ask import Request
from supervision_records.sampling.population import File

#: What stands between the parts of a stratum's name, and the name where there is only one stratum.
BETWEEN, WHOLE = " / ", "all"


@dataclass(frozen=True, slots=True, order=True)
class Ticketed:
    """One file of the population as it is drawn from: how many tickets it has in which stratum."""

    id: str
    stratum: str
    tickets: int = 1

    @property
    def line(self) -> str:
        """Its line in the population that is hashed."""
        return f"{self.id}\t{self.stratum}\t{self.tickets}\n"


@dataclass(frozen=True)
class Sample:
    """A sample that was drawn: from which population, which of it, and whose own files were left out."""

    request: Request
    revision: str
    population: tuple[Ticketed, ...]
    left_out: tuple[str, ...]
    drawn: tuple[Ticketed, ...]

    @property
    def hash(self) -> str:
        """What the population is known by: one file more or less, and it is another."""
        return population_hash(self.population)


def population_hash(population: Iterable[Ticketed]) -> str:
    """The SHA-256 of the lines of a population, in the order of their ids."""
    return sha256("".join(file.line for file in sorted(population)).encode()).hexdigest()


def draw(request: Request, revision: str, files: Collection[File], weights: Mapping[str, int]) -> Sample:
    """Draw from the files of a revision; ``weights`` are the tickets of those that have more than one."""
    chosen = [file for file in files if not request.teams or file.team in request.teams]
    own = {file.id for file in chosen if file.people & set(request.auditors)}
    eligible = (file for file in chosen if file.id not in own)
    population = sorted(Ticketed(file.id, _stratum(file, request.by), weights.get(file.id, 1)) for file in eligible)
    strata: dict[str, list[Ticketed]] = defaultdict(list)
    for ticketed in population:
        strata[ticketed.stratum].append(ticketed)
    places = _places(request, {name: len(members) for name, members in strata.items()})
    drawn = [file for name in sorted(strata) for file in _first(request.seed, strata[name], places[name])]
    return Sample(request, revision, tuple(population), tuple(sorted(own)), tuple(drawn))


def mark(seed: str, file: Ticketed) -> str:
    """The smallest of the file's tickets."""
    tickets = (f"{seed}\t{file.id}\t{number}" for number in range(1, file.tickets + 1))
    return min(sha256(ticket.encode()).hexdigest() for ticket in tickets)


def _first(seed: str, members: Sequence[Ticketed], places: int) -> list[Ticketed]:
    return sorted(members, key=lambda file: (mark(seed, file), file.id))[:places]


def _stratum(file: File, by: Sequence[str]) -> str:
    return BETWEEN.join(str(getattr(file, name)) for name in by) or WHOLE


def _places(request: Request, counts: Mapping[str, int]) -> dict[str, int]:
    """How many files each stratum gives."""
    if request.each is not None:
        return dict.fromkeys(counts, request.each)
    total = sum(counts.values())
    size = min(request.size or 0, total)
    shares = {name: divmod(size * count, total) for name, count in counts.items()}
    places = {name: whole for name, (whole, _) in shares.items()}
    left = size - sum(places.values())
    for name in sorted(shares, key=lambda name: (-shares[name][1], name))[:left]:
        places[name] += 1
    return places
