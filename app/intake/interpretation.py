"""Interprets an event: what happened, when and by whom, before any person is looked up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from app.intake import reasons
from app.intake.activities import CloudEvent, Rejection
from app.intake.identifiers import find_first_linked_id, find_host, is_on_any_host, parse_external_id
from app.intake.verbs import ActivityMeaning, UnclearActivity, find_activity_meaning

MAX_CLOCK_DIFFERENCE = timedelta(minutes=5)
"""How far the clock of an RSE may be ahead of ours."""

ACTIVITY_KEPT_FOR = timedelta(days=396)
"""Thirteen months, for which activity is kept: anything older does not come in."""

FIRST_MOMENT, LAST_MOMENT = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
"""In place of moments that are outside them in UTC."""

NO_HOSTS: frozenset[str] = frozenset()


class InterpretedActivity(Struct, frozen=True, gc=False):
    """What an activity means, its key within its source, its moment, and the people in it by their directory ids.

    `others` are whom it may be towards, the likeliest first; the first who is in the directory is. `is_moderation` is what
    the network says of it; `author` is who did or wrote it, where what is in the activity says so.
    """

    key: str
    at: datetime
    actor: str
    others: tuple[str, ...]
    meaning: ActivityMeaning
    is_moderation: bool = False
    author: str | None = None


def interpret_event(
    event: CloudEvent, now: datetime, hosts: frozenset[str] = NO_HOSTS
) -> InterpretedActivity | Rejection:
    """What `event` means, or its rejection for a reason that does not depend on any person.

    The activity's own id identifies it where it has one, the event's id otherwise: the same activity in two
    events counts once. It happened when it was `published`, without that at the event's `time`. People are named on
    the host of the event's source, or on one of `hosts`.
    """
    try:
        return _interpret_event_or_raise(event, now, _list_hosts_of_event(event, hosts))
    except UnclearActivity as unclear:
        return Rejection("refused", unclear.reason, unclear.pointer, event.id, unclear.code)


def _interpret_event_or_raise(
    event: CloudEvent, now: datetime, hosts: frozenset[str]
) -> InterpretedActivity | Rejection:
    meaning = find_activity_meaning(event.data)
    at = _get_moment_of_event(event, now)
    if meaning is None:
        return Rejection("dropped", reasons.NOTHING_TO_COUNT, "/data/type", event.id)
    if at < now - ACTIVITY_KEPT_FOR:
        return Rejection("dropped", reasons.TOO_OLD, None, event.id)
    actor = find_first_linked_id(event.data.actor)
    if actor is None:
        raise UnclearActivity("/data/actor", "The actor needs an id.")
    if not is_on_any_host(actor, hosts):
        return Rejection("dropped", reasons.ANOTHER_HOST, "/data/actor", event.id)
    key = event.data.id or event.id
    _refuse_nul_in_ids(key, actor, meaning)
    others = (meaning.counterpart, *meaning.further) if meaning.counterpart else ()
    named = tuple(parse_external_id(name) for name in others if is_on_any_host(name, hosts))
    author = parse_external_id(meaning.author) if meaning.author else None
    return InterpretedActivity(key, at, parse_external_id(actor), named, meaning, event.moderation, author)


def _list_hosts_of_event(event: CloudEvent, hosts: frozenset[str]) -> frozenset[str]:
    own = find_host(event.source)
    return hosts | {own} if own and own not in hosts else hosts


def _get_moment_of_event(event: CloudEvent, now: datetime) -> datetime:
    """In UTC: a database does not take every offset that RFC 3339 allows."""
    at, pointer = (event.data.published, "/data/published") if event.data.published else (event.time, "/time")
    if at is None:
        raise UnclearActivity("/time", "When did it happen? Give the event a time, or the activity a published.")
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        moment = FIRST_MOMENT if at.year == 1 else LAST_MOMENT
    if moment > now + MAX_CLOCK_DIFFERENCE:
        raise UnclearActivity(pointer, f"This is more than five minutes ahead of our clock ({now:%Y-%m-%dT%H:%M:%SZ}).")
    return moment


def _refuse_nul_in_ids(key: str, actor: str, meaning: ActivityMeaning) -> None:
    ids = (key, actor, *meaning.further, meaning.counterpart, meaning.object, meaning.community, meaning.undoes)
    if "\x00" in "".join(filter(None, (*ids, meaning.author, meaning.answers))):
        raise UnclearActivity("/data", "An id holds a character that is none: NUL, or half of a surrogate pair.")
