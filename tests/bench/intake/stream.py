"""What is pushed: a real stream of messages where it is there, else a made-up one of the same size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random

from app.intake.client import ActivityLine, split_batches
from app.journal.service import NewFact
from app.kernel import clock
from tests import collegemsg
from tests.collegemsg import RSE, Message

BATCH = 1_000
PEOPLE, MESSAGES, DAYS = 1_899, 59_835, 193
"""The size of the real stream, for the made-up one."""
LAST = 1_098_777_142
"""The moment of its last message, in Unix seconds."""
SOURCE = "collegemsg"


@dataclass(frozen=True)
class Stream:
    """Messages, as people, as activities on the wire and as the facts that they become."""

    messages: Sequence[Message]
    is_real: bool

    @cached_property
    def people(self) -> bytes:
        """The people file: everybody takes part from the day they arrive."""
        return collegemsg.people_csv(self.messages)

    @cached_property
    def wire(self) -> list[list[ActivityLine]]:
        """The activities, as an RSE sends them: so many a request."""
        return list(split_batches(collegemsg.activities(self.messages), BATCH))

    def facts(self, ids: Mapping[str, int]) -> list[list[NewFact]]:
        """What the door makes of them, in the same batches; `ids` are people's, by their names in the directory."""
        answered: set[tuple[int, int]] = set()
        made = []
        for message in self.messages:
            made.append(_fact(message, ids, is_answer=(message.receiver, message.sender) in answered))
            answered.add((message.sender, message.receiver))
        return [made[start : start + BATCH] for start in range(0, len(made), BATCH)]


def read_stream(folder: Path) -> Stream:
    """The stream, moved so that it ends within the week before yesterday: nothing in it is ahead of the clock."""
    is_real = collegemsg.FILE.exists()
    file = collegemsg.FILE if is_real else _made_up(folder / "stream.txt")
    moved_by = collegemsg.weeks_until(clock.now().date() - timedelta(days=1), file)
    return Stream(collegemsg.read_messages(moved_by, file), is_real)


def _fact(message: Message, ids: Mapping[str, int], *, is_answer: bool) -> NewFact:
    return NewFact(
        kind="answer.created" if is_answer else "post.created",
        source=SOURCE,
        source_key=f"{RSE}/activities/{message.number}",
        occurred_at=message.at,
        actor_id=ids[collegemsg.external_id(message.sender)],
        counterpart_id=ids[collegemsg.external_id(message.receiver)],
        object=f"{RSE}/notes/{message.number}",
    )


def _made_up(file: Path) -> Path:
    """Few write much and most write little, to few others; many answer. Chance is seeded: the same stream every time."""
    chance = Random(1_899)
    weights = list(accumulate(1 / (place + 10) for place in range(PEOPLE)))
    people = range(1, PEOPLE + 1)
    moments = sorted(chance.randrange(LAST - DAYS * 86_400, LAST) for _ in range(MESSAGES))
    lines, before = [], (1, 2)
    for moment in moments:
        if chance.random() < 0.4:
            before = before[1], before[0]
        else:
            sender, receiver = chance.choices(people, cum_weights=weights, k=2)
            before = sender, receiver if receiver != sender else sender % PEOPLE + 1
        lines.append(f"{before[0]} {before[1]} {moment}\n")
    file.write_text("".join(lines), encoding="ascii")
    return file
