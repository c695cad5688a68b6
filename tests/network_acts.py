"""What people of a network do in the test of disorder, and the CloudEvents by which the network sends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

ZONES = (
    "Europe/Paris",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Atlantic/Azores",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
)
"""Clocks that change in the weeks of the test, forwards and back, by an hour or half of one, at midnight too; and one that never does."""
FIRST_ARRIVAL = date(2026, 3, 1)
PEOPLE = 3
OUTSIDER = PEOPLE
"""The number of the one who does not take part: they ask, and moderate."""
SLOTS, COMMUNITIES = 1, 2
WINDOW, OPENS_AFTER, LATE_WINDOW = 30, 14, 7
"""Days of the windows that the acts stand at the edges of."""

CREATIONS = ("ask", "answer")
MARKS = ("accept", "share")
GESTURES = (*MARKS, "follow", "join")
TAKE_BACKS = ("undo", "delete", "delete_act")


@dataclass(frozen=True)
class Colleague:
    """Somebody who takes part: their name on the network, and where and since when they work."""

    name: str
    zone: str
    arrived_on: date

    def midnight(self, days: int) -> datetime:
        """When the day so many days after the arrival begins where they work."""
        local = datetime.combine(self.arrived_on + timedelta(days=days), time(), ZoneInfo(self.zone))
        return local.astimezone(UTC)


@dataclass(frozen=True)
class Act:
    """One act: what, by whom, towards whom or which act before, in which of its ways, and when.

    `edge` is the day of the actor's window at whose beginning it stands, and `seconds` how long after (or before) that.
    """

    kind: str
    who: int
    towards: int
    way: int
    edge: int
    seconds: int

    def at(self, people: Sequence[Colleague]) -> datetime:
        """When it happened."""
        return people[self.who % PEOPLE].midnight(self.edge) + timedelta(seconds=self.seconds)


def list_acts() -> st.SearchStrategy[list[Act]]:
    """Scripts in which things are taken back and restored more often than in life."""
    kinds = st.sampled_from(["ask", *["answer"] * 3, *["accept"] * 3, "share", "follow", "join", *["undo"] * 4, *["delete"] * 2, "delete_act"])  # fmt: skip
    act = st.builds(
        Act,
        kind=kinds,
        who=st.integers(0, PEOPLE),
        towards=st.integers(0, 40),
        way=st.integers(0, 4),
        edge=st.sampled_from([0, 10, OPENS_AFTER, OPENS_AFTER + LATE_WINDOW, WINDOW, WINDOW]),
        seconds=st.sampled_from([-3600, -1801, -1, 0, 1, 1799, 3599, 3600, 7200, 86_399, 86_400, 200_000]),
    )
    return st.lists(act, min_size=5, max_size=18)


def encode_events(acts: Sequence[Act], people: Sequence[Colleague], source: str) -> list[dict[str, object]]:
    """The acts as the network sends them, in their order."""
    return [_encode_event(number, acts, people, source) for number in range(len(acts))]


def act_id(source: str, number: int) -> str:
    """The id of an act's event."""
    return f"{source}/e{number:02}"


def find_target(number: int, acts: Sequence[Act]) -> int | None:
    """Which earlier act an undo or a deletion names; None for the first, which names nothing."""
    earlier = [place for place in range(number) if acts[number].kind == "undo" or acts[place].kind not in TAKE_BACKS]
    return earlier[-1 - acts[number].towards % min(len(earlier), 3)] if earlier else None


def object_id(act: Act) -> str:
    """What an act creates or is about."""
    if act.kind == "ask":
        return f"q-{act.who % PEOPLE}"
    owner = act.who % PEOPLE if act.kind == "answer" else act.towards % PEOPLE
    return f"a-{owner}-{(act.towards // PEOPLE) % SLOTS}"


def deleted_object_id(number: int, acts: Sequence[Act]) -> str:
    """What a deletion deletes: what one of the latest acts before it created or was about."""
    earlier = [act for act in acts[:number] if act.kind in (*CREATIONS, *MARKS)]
    return object_id(earlier[-1 - acts[number].towards % min(len(earlier), 3)] if earlier else acts[number])


def undoer(number: int, acts: Sequence[Act]) -> tuple[int, bool]:
    """Who undoes, and whether as a moderator: the same person, another, another as a moderator, or the outsider as one or not."""
    target = find_target(number, acts)
    own = acts[target].who if target is not None else acts[number].who
    other = (own + 1) % PEOPLE
    return ((own, False), (other, False), (other, True), (OUTSIDER, True), (OUTSIDER, False))[acts[number].way]


def _encode_event(number: int, acts: Sequence[Act], people: Sequence[Colleague], source: str) -> dict[str, object]:
    act = acts[number]
    moderates = act.kind == "undo" and undoer(number, acts)[1]
    activity = {"published": act.at(people).isoformat(), **_encode_activity(number, acts, people, source)}
    event = {"specversion": "1.0", "id": act_id(source, number), "source": "https://rse.example/", "type": "activity"}
    return event | {"data": activity} | ({"moderation": True} if moderates else {})


def _encode_activity(number: int, acts: Sequence[Act], people: Sequence[Colleague], source: str) -> dict[str, object]:
    act = acts[number]
    names = [*(colleague.name for colleague in people), "the-outsider"]
    about = f"{source}/{deleted_object_id(number, acts) if act.kind == 'delete' else object_id(act)}"
    author = {"type": "Note", "attributedTo": names[act.towards % PEOPLE]}
    target = find_target(number, acts) if act.kind in ("undo", "delete_act") else None
    named = act_id(source, target) if target is not None else f"{source}/nothing"
    actor = names[undoer(number, acts)[0]] if act.kind == "undo" else names[act.who]
    if act.kind in CREATIONS or act.kind in ("follow", "join", "share"):
        actor = names[act.who % PEOPLE]
    question = f"{source}/q-{(act.who % PEOPLE + (act.way == 3)) % PEOPLE}"
    asker = {"id": question, "attributedTo": names[(act.who + (act.way != 1)) % PEOPLE]}
    answered = question if act.way in (2, 3) else asker
    verb, thing = {
        "ask": ("Create", {"id": about, "type": "Note"}),
        "answer": ("Create", {"id": about, "type": "Note", "inReplyTo": answered}),
        "accept": ("Accept", about if act.way == 2 else {"id": about, **author}),
        "share": ("Announce", about if act.way == 2 else {"id": about, **author}),
        "follow": ("Follow", names[act.towards % PEOPLE]),
        "join": ("Join", f"{source}/c-{act.towards % COMMUNITIES}"),
        "undo": ("Undo", named),
        "delete": ("Delete", about),
        "delete_act": ("Delete", named),
    }[act.kind]
    return {"type": verb, "actor": actor, "object": thing}
