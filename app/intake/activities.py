"""What enters and leaves the intake: CloudEvents that carry ActivityStreams activities, and the answer to each.

Unknown fields are accepted and not read, as both standards require: the text of a message is never decoded.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

MAX_NAME_LENGTH = 500
"""Characters in an id: what the journal's unique index can carry with room to spare."""

Name = Annotated[str, Meta(min_length=1, max_length=MAX_NAME_LENGTH)]
Instant = Annotated[datetime, Meta(tz=True, description="RFC 3339, with its zone.")]
Choices = Annotated[object, Meta(extra_json_schema={"description": "What a poll offers; not read."})]
Link: TypeAlias = "Name | ActivityObject | list[Name | ActivityObject] | None"


class ActivityObject(Struct, frozen=True, gc=False, rename="camel"):
    """An ActivityStreams object or actor: only who and what it is. Its content is not read, nor the choices of a poll."""

    id: Name | None = None
    type: str | list[str] | None = None
    actor: Link = None
    attributed_to: Link = None
    in_reply_to: Link = None
    to: Link = None
    cc: Link = None
    tag: Link = None
    audience: Link = None
    context: Link = None
    href: Name | None = None
    one_of: Choices = None
    any_of: Choices = None


class Activity(Struct, frozen=True, gc=False, rename="camel"):
    """An ActivityStreams 2.0 activity: who (actor) did what (type) to what (object), where (target) and when (published)."""

    type: Name | list[Name]
    actor: Name | ActivityObject | list[Name | ActivityObject]
    object: Name | ActivityObject | list[Name | ActivityObject] | None = None
    id: Name | None = None
    published: Instant | None = None
    target: Link = None
    to: Link = None
    cc: Link = None
    tag: Link = None
    audience: Link = None
    context: Link = None


class CloudEvent(Struct, frozen=True, gc=False):
    """A CloudEvent 1.0 whose data is one activity. `moderation`, an extension, says that a moderator of the network acted."""

    specversion: Literal["1.0"]
    id: Name
    source: Annotated[str, Meta(min_length=1, max_length=2_000)]
    type: Annotated[str, Meta(min_length=1, max_length=MAX_NAME_LENGTH)]
    data: Activity
    time: Instant | None = None
    moderation: bool = False


class Rejection(Struct, frozen=True, gc=False):
    """An item that is not accepted, why, and where in the event the reason stands."""

    outcome: Literal["duplicate", "dropped", "refused"]
    reason: str
    pointer: str | None = None
    event_id: str | None = None
    code: str | None = None


class ItemOutcome(Struct, frozen=True, gc=False, omit_defaults=True):
    """What became of one item: its place in what was sent, its event id where it could be read, what it changed, and why.

    `effect` is "counted" (it counts, or takes something back, from now on), "kept" (it is kept and changes nothing yet) or
    "none"; `code` and `detail` say why, for machines and for people. `reason` is the code of what is dropped, and the
    sentence of what is refused.
    """

    index: int
    id: str | None
    outcome: Literal["accepted", "duplicate", "dropped", "refused"]
    reason: str | None = None
    pointer: str | None = None
    effect: Literal["counted", "kept", "none"] | None = None
    code: str | None = None
    detail: str | None = None


class IntakeAnswer(Struct, frozen=True, gc=False):
    """How many items went which way, how many of the accepted count at once or are kept for later, and each in the order sent."""

    accepted: int
    duplicate: int
    dropped: int
    refused: int
    items: list[ItemOutcome]
    counted: int = 0
    kept: int = 0
