"""Some months of activity on the network, as events that the network would send: posts, answers, thanks, communities joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from app.intake.activities import Activity, ActivityObject, CloudEvent
from seeds.consent import DemoMember
from seeds.demo import MARC
from seeds.name_lists import COMMUNITIES, NETWORK_URL
from seeds.workdays import draw_working_moment, workday_on_or_before

VERB_WEIGHTS = {"Create": 2, "Answer": 4, "Comment": 1, "Like": 4, "Accept": 1, "Join": 1}
"""How often each verb is drawn, relative to the others."""
COMMUNITY_URLS = [f"{NETWORK_URL}/communities/{name}" for name in COMMUNITIES]
RECENT_NOTES = 60
"""People react to one of this many latest notes."""


@dataclass(frozen=True)
class PlannedActivity:
    """What a member does, and when."""

    at: datetime
    member: DemoMember
    verb: str


@dataclass(frozen=True)
class NetworkMessage:
    """A post, answer or comment that others may answer, like or mark as useful."""

    id: str
    author: str
    community: str


class SimulatedNetwork:
    """Turns planned activities, given in order, into events: an answer always refers to an earlier note of another person."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.notes: list[NetworkMessage] = []
        self.followed: set[tuple[str, str]] = set()
        self._numbers = count(1)

    def build_event(self, planned: PlannedActivity) -> CloudEvent:
        """The event that the network sends for this activity."""
        number, actor = next(self._numbers), planned.member.colleague.external_id
        note = self._choose_message_to_answer(actor)
        verb = planned.verb if note is not None or planned.verb == "Join" else "Create"
        activity = self._build_activity(verb, number, actor, note)
        return CloudEvent(
            specversion="1.0", id=f"demo-{number}", source=NETWORK_URL, type="activity", time=planned.at, data=activity
        )

    def _build_activity(self, verb: str, number: int, actor: str, note: NetworkMessage | None) -> Activity:
        if verb == "Join":
            return Activity(type="Join", actor=actor, object=ActivityObject(id=self._join_random_community(actor)))
        if note is None or verb == "Create":
            post = self._create_message(number, actor, self.chance.choice(COMMUNITY_URLS))
            kind = "Question" if number % 6 == 1 else "Note"
            return Activity(
                type="Create", actor=actor, object=ActivityObject(id=post.id, type=kind), target=post.community
            )
        original = ActivityObject(id=note.id, type="Note", attributed_to=note.author)
        if verb in ("Like", "Accept"):
            return Activity(type=verb, actor=actor, object=original, target=note.community)
        reply = self._create_message(number, actor, note.community)
        kind = "Comment" if verb == "Comment" else "Note"
        return Activity(
            type="Create",
            actor=actor,
            object=ActivityObject(id=reply.id, type=kind, in_reply_to=original),
            target=reply.community,
        )

    def _create_message(self, number: int, actor: str, community: str) -> NetworkMessage:
        self.notes.append(NetworkMessage(f"{NETWORK_URL}/notes/{number}", actor, community))
        return self.notes[-1]

    def _join_random_community(self, actor: str) -> str:
        new = [url for url in COMMUNITY_URLS if (actor, url) not in self.followed] or COMMUNITY_URLS
        chosen = self.chance.choice(new)
        self.followed.add((actor, chosen))
        return chosen

    def _choose_message_to_answer(self, actor: str) -> NetworkMessage | None:
        others = [note for note in self.notes[-RECENT_NOTES:] if note.author != actor]
        return self.chance.choice(others) if others else None


def simulate_activity_events(members: Sequence[DemoMember], now: datetime, chance: Random) -> list[CloudEvent]:
    """All events of the network until now, oldest first."""
    activities = [
        planned
        for member in members
        for planned in _plan_activities(member, now, chance)
        if member.joined_at < planned.at < now
    ]
    network = SimulatedNetwork(chance)
    return [
        network.build_event(planned)
        for planned in sorted(activities, key=lambda planned: (planned.at, planned.member.colleague.external_id))
    ]


def _plan_activities(member: DemoMember, now: datetime, chance: Random) -> Iterator[PlannedActivity]:
    if member.colleague.email == MARC.email:
        return _plan_for_marc(member)
    return _plan_for_colleague(member, now.date(), chance)


def _plan_for_colleague(member: DemoMember, today: date, chance: Random) -> Iterator[PlannedActivity]:
    """First steps in the first days, then some weeks more active than others, according to the member's zeal."""
    joined_on = member.joined_at.date()
    for verb, within in (("Join", 3), ("Join", 10), ("Accept", 6), ("Answer", 7), ("Answer", 20), ("Create", 25)):
        if chance.random() < 0.15 + member.zeal:
            yield _plan_activity(member, verb, joined_on + timedelta(days=chance.randrange(within)), chance)
    for week in range((today - joined_on).days // 7 + 1):
        for _ in range(int(chance.expovariate(1 / (0.2 + 4.5 * member.zeal**1.5)))):
            verb = chance.choices(list(VERB_WEIGHTS), list(VERB_WEIGHTS.values()))[0]
            yield _plan_activity(member, verb, joined_on + timedelta(days=7 * week + chance.randrange(7)), chance)


def _plan_for_marc(member: DemoMember) -> Iterator[PlannedActivity]:
    """Marc completes the first half of the path and has not begun the second."""
    for minutes, verb in ((30, "Join"), (45, "Join"), (60, "Accept")):
        yield PlannedActivity(member.joined_at + timedelta(minutes=minutes), member, verb)


def _plan_activity(member: DemoMember, verb: str, day: date, chance: Random) -> PlannedActivity:
    """A moment in the working hours of that day, never before the person joined."""
    at = draw_working_moment(workday_on_or_before(day), member.colleague.time_zone, chance)
    return PlannedActivity(max(at, member.joined_at + timedelta(minutes=chance.randrange(20, 200))), member, verb)
