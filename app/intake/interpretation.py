"""Hears an event out: what it says happened, when and by whom, before anybody is looked up."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from app.intake.activities import Aside, CloudEvent
from app.intake.identifiers import external_id, first_id
from app.intake.verbs import ActivityMeaning, Unclear, read_meaning

CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""How far ahead of ours the clock of an RSE may be."""

KEPT_FOR = timedelta(days=396)
"""Thirteen months: how long activity is kept, so what is older does not come in."""


class Heard(Struct, frozen=True, gc=False):
    """What an activity means, its name for ever among its source's (`key`), its moment, and the people in it as the directory calls them."""

    key: str
    at: datetime
    actor: str
    counterpart: str | None
    meaning: ActivityMeaning


def hear(event: CloudEvent, now: datetime) -> Heard | Aside:
    """What `event` says, or why it is not let in whoever did it.

    The activity's own id names it where it has one, the event's id otherwise: the same activity sent in two
    events is one. It happened when it was `published`, and where that is not said, at the event's `time`.
    """
    try:
        return _heard(event, now)
    except Unclear as unclear:
        return Aside("refused", unclear.reason, unclear.pointer, event.id)


def _heard(event: CloudEvent, now: datetime) -> Heard | Aside:
    meaning = read_meaning(event.data)
    at = _moment(event, now)
    if meaning is None:
        return Aside("dropped", "nothing-to-count", "/data/type", event.id)
    if at < now - KEPT_FOR:
        return Aside("dropped", "older-than-13-months", None, event.id)
    actor = meaning.author or first_id(event.data.actor)
    if actor is None:
        raise Unclear("/data/actor", "The actor needs an id.")
    key = event.data.id or event.id
    _check_signs(key, actor, meaning)
    counterpart = external_id(meaning.counterpart) if meaning.counterpart else None
    return Heard(key, at, external_id(actor), counterpart, meaning)


def _moment(event: CloudEvent, now: datetime) -> datetime:
    at, pointer = (event.data.published, "/data/published") if event.data.published else (event.time, "/time")
    if at is None:
        raise Unclear("/time", "When did it happen? Give the event a time, or the activity a published.")
    if at > now + CLOCKS_DIFFER_BY:
        raise Unclear(pointer, f"This is more than five minutes ahead of our clock ({now:%Y-%m-%dT%H:%M:%SZ}).")
    return at


def _check_signs(key: str, actor: str, meaning: ActivityMeaning) -> None:
    if "\x00" in f"{key}{actor}{meaning.counterpart}{meaning.object}{meaning.community}{meaning.undoes}":
        raise Unclear("/data", "An id holds a character that is none: NUL, or half of a surrogate pair.")
