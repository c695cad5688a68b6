"""What is pushed: a real stream of messages where it is there, else a made-up one of the same size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from app.intake.client import ActivityLine, split_lines_into_batches
from app.journal.service import NewFact
from app.kernel import clock
from tests import collegemsg
from tests.collegemsg import RSE, Message
from tests.made_stream import write_made_stream

BATCH = 1_000
PEOPLE, MESSAGES = 1_899, 59_835
"""The size of the real stream, for the made-up one."""
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
        return list(split_lines_into_batches(collegemsg.activities(self.messages), BATCH))

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
    file = collegemsg.FILE if is_real else write_made_stream(folder / "stream.txt", people=PEOPLE, messages=MESSAGES)
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
