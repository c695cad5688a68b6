"""The open peer on a table of scores, in an environment of its own, which has nothing of ours but what needs no package."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Disqualify, Generic

from tests.bench.matching.memory import peak_megabytes


def main(path: str) -> None:
    """The table has a row for each senior, and -1 where two may not meet; its rules are looked up, which flatters it."""
    table = json.loads(Path(path).read_text(encoding="utf-8"))
    seniors = [Mentee(grade=0, email=f"senior-{row}") for row in range(len(table))]
    juniors = [Mentor(grade=0, email=f"junior-{col}") for col in range(len(table[0]))]
    rows = {senior.email: row for row, senior in enumerate(seniors)}
    cols = {senior.email: col for col, senior in enumerate(juniors)}

    def score(match: object) -> int:
        return int(table[rows[match.mentee.email]][cols[match.mentor.email]])  # type: ignore[attr-defined]  # The peer has no types.

    began, used = time.perf_counter(), time.process_time()
    process_data(juniors, seniors, [[_Score({}, score), Disqualify(lambda match: score(match) < 0)]])
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    fits = [table[rows[senior.email]][cols[other.email]] for senior in seniors for other in senior.mentors]
    reached = {
        "matched": len(fits),
        "total": sum(fits) / 10_000,
        "worst": min(fits, default=0) / 10_000,
        "seconds": seconds,
        "cpu": cpu,
        "peak": peak_megabytes(),
    }
    sys.stdout.write(json.dumps(reached))


class _Score(Generic):  # type: ignore[misc]  # The peer has no types.
    def apply(self, match: object) -> int:
        return int(self._evaluate(match))


if __name__ == "__main__":
    main(sys.argv[1])
