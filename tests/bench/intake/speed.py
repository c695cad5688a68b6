"""Facts a second, of the same stream, five ways by turns: bare COPY, the journal, one by one, and the whole way with one and two workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.journal.service import NewFact
from tests.bench.figure import Figure, Say, at_least
from tests.bench.intake.company import TEMPLATE, read_ids
from tests.bench.intake.copying import copy_at_once, copy_in_batches
from tests.bench.intake.inserting import insert_and_again
from tests.bench.intake.peer import one_by_one
from tests.bench.intake.stream import Stream
from tests.bench.intake.whole_way import push_and_settle
from tests.bench.rig import Rig
from tests.bench.rounds import Rounds, by_turns

ROUNDS = 3
PEER_FACTS = 3_000
"""The peer has time for the first ones only; they are the cheapest, for its tables are still small."""

COPY = "bare COPY, 1,000 rows a commit"
COPY_ONCE = "bare COPY, one commit"
NEW = "journal append of new facts, 1,000 a commit"
AGAIN = "journal append of the same facts again"
PEER = "one by one, a transaction each"
PEER_SOON = "one by one, without waiting for the disk"
WHOLE = {1: "HTTP to all at rest, 1 worker", 2: "HTTP to all at rest, 2 workers"}
DOOR = {1: "HTTP to the last answer, 1 worker behind", 2: "HTTP to the last answer, 2 workers behind"}


def speed(rig: Rig, stream: Stream, say: Say) -> list[Figure]:
    """Everything in a round meets the same rows, on a fresh copy of the same company."""
    with rig.copy_of(TEMPLATE) as settings:
        facts = stream.facts(read_ids(settings))

    def once() -> Mapping[str, float]:
        say("  COPY, journal and one by one; then the whole way with 1 and 2 workers")
        return _plain(rig, facts) | _whole(rig, stream)

    return _figures(by_turns(once, ROUNDS))


def _plain(rig: Rig, facts: Sequence[Sequence[NewFact]]) -> dict[str, float]:
    first = [fact for batch in facts for fact in batch][:PEER_FACTS]
    taken: dict[str, float] = {}
    with rig.copy_of(TEMPLATE) as settings:
        taken[COPY] = copy_in_batches(settings.database_url, facts)
    with rig.copy_of(TEMPLATE) as settings:
        taken[NEW], taken[AGAIN] = insert_and_again(settings, facts)
    with rig.copy_of(TEMPLATE) as settings:
        taken[COPY_ONCE] = copy_at_once(settings.database_url, facts)
    with rig.copy_of(TEMPLATE) as settings:
        taken[PEER] = one_by_one(settings.database_url, first)
    with rig.copy_of(TEMPLATE) as settings:
        taken[PEER_SOON] = one_by_one(settings.database_url, first, waits_for_disk=False)
    return taken


def _whole(rig: Rig, stream: Stream) -> dict[str, float]:
    taken: dict[str, float] = {}
    for workers, name in WHOLE.items():
        with rig.copy_of(TEMPLATE) as settings:
            taken[name], taken[DOOR[workers]] = push_and_settle(settings, rig.folder, stream.wire, workers=workers)
    return taken


def _figures(rounds: Rounds) -> list[Figure]:
    plain = [
        rounds.figure(COPY, "rows/s"),
        rounds.figure(COPY_ONCE, "rows/s", against=COPY),
        rounds.figure(NEW, "facts/s", against=COPY, target=at_least(0.6)),
        rounds.figure(AGAIN, "facts/s", against=COPY),
        rounds.figure(PEER, "facts/s"),
        rounds.figure(PEER_SOON, "facts/s", against=PEER),
    ]
    return plain + [figure for workers in WHOLE for figure in _whole_figures(rounds, workers)]


def _whole_figures(rounds: Rounds, workers: int) -> list[Figure]:
    return [
        rounds.figure(WHOLE[workers], "facts/s", against=NEW, target=at_least(0.2)),
        rounds.figure(WHOLE[workers], "facts/s", against=PEER, target=at_least(8)),
        rounds.figure(WHOLE[workers], "facts/s", against=PEER_SOON),
        rounds.figure(WHOLE[workers], "facts/s", against=COPY),
        rounds.figure(DOOR[workers], "facts/s", against=NEW),
    ]
