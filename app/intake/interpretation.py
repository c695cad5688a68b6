"""Interprets an event: what happened, when and by whom, before any person is looked up."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from app.intake.activities import CloudEvent, Rejection
from app.intake.identifiers import find_first_linked_id, parse_external_id
from app.intake.verbs import ActivityMeaning, UnclearActivity, find_activity_meaning

MAX_CLOCK_DIFFERENCE = timedelta(minutes=5)
"""How far the clock of an RSE may be ahead of ours."""

ACTIVITY_KEPT_FOR = timedelta(days=396)
"""Thirteen months, for which activity is kept: anything older does not come in."""


class InterpretedActivity(Struct, frozen=True, gc=False):
    """What an activity means, its key within its source, its moment, and the people in it by their directory ids."""

    key: str
    at: datetime
    actor: str
    counterpart: str | None
    meaning: ActivityMeaning


def interpret_event(event: CloudEvent, now: datetime) -> InterpretedActivity | Rejection:
    """What `event` means, or its rejection for a reason that does not depend on any person.

    The activity's own id identifies it where it has one, the event's id otherwise: the same activity in two
    events counts once. It happened when it was `published`, without that at the event's `time`.
    """
    try:
        return _interpret_event_or_raise(event, now)
    except UnclearActivity as unclear:
        return Rejection("refused", unclear.reason, unclear.pointer, event.id)


def _interpret_event_or_raise(event: CloudEvent, now: datetime) -> InterpretedActivity | Rejection:
    meaning = find_activity_meaning(event.data)
    at = _get_moment_of_event(event, now)
    if meaning is None:
        return Rejection("dropped", "nothing-to-count", "/data/type", event.id)
    if at < now - ACTIVITY_KEPT_FOR:
        return Rejection("dropped", "older-than-13-months", None, event.id)
    actor = meaning.author or find_first_linked_id(event.data.actor)
    if actor is None:
        raise UnclearActivity("/data/actor", "The actor needs an id.")
    key = event.data.id or event.id
    _refuse_nul_in_ids(key, actor, meaning)
    counterpart = parse_external_id(meaning.counterpart) if meaning.counterpart else None
    return InterpretedActivity(key, at, parse_external_id(actor), counterpart, meaning)


def _get_moment_of_event(event: CloudEvent, now: datetime) -> datetime:
    at, pointer = (event.data.published, "/data/published") if event.data.published else (event.time, "/time")
    if at is None:
        raise UnclearActivity("/time", "When did it happen? Give the event a time, or the activity a published.")
    if at > now + MAX_CLOCK_DIFFERENCE:
        raise UnclearActivity(pointer, f"This is more than five minutes ahead of our clock ({now:%Y-%m-%dT%H:%M:%SZ}).")
    return at


def _refuse_nul_in_ids(key: str, actor: str, meaning: ActivityMeaning) -> None:
    if "\x00" in f"{key}{actor}{meaning.counterpart}{meaning.object}{meaning.community}{meaning.undoes}":
        raise UnclearActivity("/data", "An id holds a character that is none: NUL, or half of a surrogate pair.")
