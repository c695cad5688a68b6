"""Some months of the network's life, told to the door as an RSE would: posts, answers, thanks, communities joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from app.intake.shapes import Activity, CloudEvent, Thing
from seeds.consent import Member
from seeds.demo import MARC
from seeds.name_lists import COMMUNITIES, RSE
from seeds.workdays import during, workday

VERBS = {"Create": 2, "Answer": 4, "Comment": 1, "Like": 4, "Accept": 1, "Join": 1}
"""How often each gesture comes beside the others."""
PLACES_TO_TALK = [f"{RSE}/communities/{name}" for name in COMMUNITIES]
REMEMBERED = 60
"""How many of the latest posts people still answer to."""


@dataclass(frozen=True)
class Gesture:
    """What somebody does, and when."""

    at: datetime
    member: Member
    verb: str


@dataclass(frozen=True)
class Note:
    """Something written that others may answer, like or mark as useful."""

    id: str
    author: str
    community: str


class Network:
    """Plays gestures in order: what is answered was written before, by somebody else."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.notes: list[Note] = []
        self.followed: set[tuple[str, str]] = set()
        self._numbers = count(1)

    def play(self, gesture: Gesture) -> CloudEvent:
        """The event that the RSE sends for that gesture."""
        number, actor = next(self._numbers), gesture.member.colleague.external_id
        note = self._note_of_another(actor)
        verb = gesture.verb if note is not None or gesture.verb == "Join" else "Create"
        activity = self._activity(verb, number, actor, note)
        return CloudEvent(
            specversion="1.0", id=f"demo-{number}", source=RSE, type="activity", time=gesture.at, data=activity
        )

    def _activity(self, verb: str, number: int, actor: str, note: Note | None) -> Activity:
        if verb == "Join":
            return Activity(type="Join", actor=actor, object=Thing(id=self._new_community(actor)))
        if note is None or verb == "Create":
            made = self._write(number, actor, self.chance.choice(PLACES_TO_TALK))
            return Activity(type="Create", actor=actor, object=Thing(id=made.id, type="Note"), target=made.community)
        seen = Thing(id=note.id, type="Note", attributed_to=note.author)
        if verb in ("Like", "Accept"):
            return Activity(type=verb, actor=actor, object=seen, target=note.community)
        made = self._write(number, actor, note.community)
        kind = "Comment" if verb == "Comment" else "Note"
        return Activity(
            type="Create", actor=actor, object=Thing(id=made.id, type=kind, in_reply_to=seen), target=made.community
        )

    def _write(self, number: int, actor: str, community: str) -> Note:
        self.notes.append(Note(f"{RSE}/notes/{number}", actor, community))
        return self.notes[-1]

    def _new_community(self, actor: str) -> str:
        new = [one for one in PLACES_TO_TALK if (actor, one) not in self.followed] or PLACES_TO_TALK
        chosen = self.chance.choice(new)
        self.followed.add((actor, chosen))
        return chosen

    def _note_of_another(self, actor: str) -> Note | None:
        others = [note for note in self.notes[-REMEMBERED:] if note.author != actor]
        return self.chance.choice(others) if others else None


def events(members: Sequence[Member], now: datetime, chance: Random) -> list[CloudEvent]:
    """Everything that happened on the network until now, in order."""
    told = [
        gesture for member in members for gesture in _life(member, now, chance) if member.joined_at < gesture.at < now
    ]
    network = Network(chance)
    return [
        network.play(gesture)
        for gesture in sorted(told, key=lambda gesture: (gesture.at, gesture.member.colleague.external_id))
    ]


def _life(member: Member, now: datetime, chance: Random) -> Iterator[Gesture]:
    if member.colleague.email == MARC.email:
        return _of_marc(member)
    return _of_most(member, now.date(), chance)


def _of_most(member: Member, today: date, chance: Random) -> Iterator[Gesture]:
    """First steps in the first days, then as the person's zeal goes; nobody every week."""
    joined_on = member.joined_at.date()
    for verb, within in (("Join", 3), ("Join", 10), ("Accept", 6), ("Answer", 7), ("Answer", 20), ("Create", 25)):
        if chance.random() < 0.15 + member.zeal:
            yield _gesture(member, verb, joined_on + timedelta(days=chance.randrange(within)), chance)
    for week in range((today - joined_on).days // 7 + 1):
        for _ in range(int(chance.expovariate(1 / (0.2 + 4.5 * member.zeal**1.5)))):
            verb = chance.choices(list(VERBS), list(VERBS.values()))[0]
            yield _gesture(member, verb, joined_on + timedelta(days=7 * week + chance.randrange(7)), chance)


def _of_marc(member: Member) -> Iterator[Gesture]:
    """The first half of the path, and nothing yet of the second."""
    for minutes, verb in ((30, "Join"), (45, "Join"), (60, "Accept")):
        yield Gesture(member.joined_at + timedelta(minutes=minutes), member, verb)


def _gesture(member: Member, verb: str, day: date, chance: Random) -> Gesture:
    """Some working hour of that day, never before the person joined."""
    at = during(workday(day), member.colleague.time_zone, chance)
    return Gesture(max(at, member.joined_at + timedelta(minutes=chance.randrange(20, 200))), member, verb)
