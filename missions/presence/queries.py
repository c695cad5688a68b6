"""Reads of presence: the event that whoever hosts shows, and the mission that a scanned address speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel import clock
from app.kernel.application import current_settings
from missions.kind import Door, Hours, Note, Words, get_kind
from missions.presence import codes
from missions.queries import NoSuchMission, find_current, find_mission


@dataclass(frozen=True, kw_only=True)
class Event:
    """What takes place, and the code of the moment; without one before and after its hours."""

    slug: str
    title: Words
    notes: tuple[Note, ...]
    hours: Hours
    is_on: bool
    digits: str
    address: str
    seconds_left: int


def get_event(slug: str) -> Event:
    """The event of that mission; NoSuchMission when it is none."""
    mission = find_mission(slug)
    version = find_current(mission) if mission else None
    kind = get_kind(version.kind) if version else None
    if version is None or kind is None or kind.door is not Door.PRESENCE:
        raise NoSuchMission(f"No event is called {slug}.")
    hours, now, secret = kind.hours(version.settings), clock.now(), secret_for(slug)
    assert hours is not None, "Where somebody must be there, there are hours."
    return Event(
        slug=slug,
        title=version.title,
        notes=tuple(kind.notes(version.settings)),
        hours=hours,
        is_on=hours.starts_at <= now < hours.ends_at,
        digits=codes.digits_at(secret, now),
        address=f"{current_settings().public_url}/e/{slug}.{codes.mark_at(secret, now)}",
        seconds_left=codes.seconds_left(now),
    )


def secret_for(slug: str) -> bytes:
    """The secret of that mission in this service."""
    return codes.secret_of(current_settings().secret_key, slug)


def read_code(code: str) -> tuple[str, str]:
    """The mission and the mark that a scanned code speaks of."""
    slug, _, mark = code.rpartition(".")
    return slug, mark
