"""Hears what a homeserver sends, and says in short what it means."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson

from app.intake.activities import CloudEvent
from app.intake.inbox_kind import InboxKind
from app.intake.source import ConnectedSource, RawRequest, source_kinds_by_name
from tests.intake.conftest import NOW
from tests.intake.memory import DictMemory
from tests.intake.sources.matrix.sample import OPTIONS, event

SOURCE = ConnectedSource("matrix", "hs as", OPTIONS)
PUBLIC = event(1, "m.room.join_rules", NOW, state_key="", content={"join_rule": "public"})


def get_kind() -> InboxKind:
    """The kind, as the application finds it."""
    kind = source_kinds_by_name()["matrix"]
    assert isinstance(kind, InboxKind)
    return kind


class Listener:
    """Hears transactions, and reads what it cut of them."""

    def __init__(self) -> None:
        self.memory = DictMemory()
        self.kept = b""

    def hear(self, *events: object) -> list[str]:
        """What the events of one transaction mean: verb, person and object of each activity."""
        kind = get_kind()
        assert kind.cut is not None
        request = RawRequest("application/json", {}, orjson.dumps({"events": events}), NOW, method="PUT")
        items = kind.cut(SOURCE, request, self.memory)
        self.kept += orjson.dumps([item.content for item in items])
        return [
            format_activity(parsed)
            for item in items
            for parsed in kind.read(ConnectedSource("matrix", options=OPTIONS), item, self.memory)
        ]


def format_activity(parsed: object) -> str:
    """Verb, person, and what it is about, in short."""
    assert isinstance(parsed, CloudEvent), parsed
    data: Any = parsed.data
    about = data.object if isinstance(data.object, str) else data.object.id
    answered = (
        "" if isinstance(data.object, str) or data.object.in_reply_to is None else f" to {data.object.in_reply_to}"
    )
    return f"{data.type} {data.actor.removeprefix('acct:').partition('@')[0]} {about[:6]}{answered[:10]}"


def message(number: int, at_minute: int = 0, **content: Any) -> dict[str, Any]:
    """A message of Ada's, with more in its content."""
    written = {"msgtype": "m.text", "body": "words"} | content
    return event(number, "m.room.message", NOW + timedelta(minutes=at_minute), content=written)


def member(number: int, who: str, membership: str, at_minute: int = 0, **members: Any) -> dict[str, Any]:
    """Somebody joins or leaves."""
    account = f"@{who}:rse.test"
    named = {"state_key": account, "sender": account, "content": {"membership": membership, "displayname": who}}
    return event(number, "m.room.member", NOW + timedelta(minutes=at_minute), **(named | members))
