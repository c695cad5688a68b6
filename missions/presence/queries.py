"""Reads of presence: the event of a mission with its current code, and the mission of a scanned address."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel import clock
from app.kernel.application import build_url, current_settings
from missions.kind import CompletionMode, OpeningHours, PageBlock, Words, get_mission_kind
from missions.presence import codes
from missions.queries import NoSuchMission, find_current_version, find_mission


@dataclass(frozen=True, kw_only=True)
class PresenceEvent:
    """What takes place, and the code of the moment; without one before and after its hours."""

    slug: str
    title: Words
    page_blocks: tuple[PageBlock, ...]
    opening_hours: OpeningHours
    is_on: bool
    digits: str
    address: str
    seconds_left: int


def get_presence_event(slug: str) -> PresenceEvent:
    """The event of that mission; NoSuchMission when it is none."""
    mission = find_mission(slug)
    version = find_current_version(mission) if mission else None
    kind = get_mission_kind(version.kind) if version else None
    if version is None or kind is None or kind.completion_mode is not CompletionMode.PRESENCE:
        raise NoSuchMission(f"No event is called {slug}.")
    opening_hours, now, secret = kind.opening_hours(version.settings), clock.now(), derive_secret_of_mission(slug)
    assert opening_hours is not None, "Where somebody must be there, there are hours."
    return PresenceEvent(
        slug=slug,
        title=version.title,
        page_blocks=tuple(kind.page_blocks(version.settings)),
        opening_hours=opening_hours,
        is_on=opening_hours.starts_at <= now < opening_hours.ends_at,
        digits=codes.digits_at(secret, now),
        address=build_url("presence.show_scanned_code", code=f"{slug}.{codes.url_token_at(secret, now)}"),
        seconds_left=codes.seconds_left(now),
    )


def derive_secret_of_mission(slug: str) -> bytes:
    """The secret of that mission in this service."""
    return codes.derive_presence_secret(current_settings().secret_key, slug)


def split_scanned_code(code: str) -> tuple[str, str]:
    """The mission and the mark that a scanned code speaks of."""
    slug, _, mark = code.rpartition(".")
    return slug, mark
