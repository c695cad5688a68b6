"""What Graph means: subscriptions are kept alive, channels are read, and each message counts once and without words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from app.intake.activities import CloudEvent
from app.intake.inbox_kind import InboxKind, NativeItem, NetworkSilent
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven, source_kinds_by_name
from tests.intake.conftest import NOW
from tests.intake.memory import DictMemory
from tests.intake.sources.graph.sample import (
    MESSAGES,
    MOMENT,
    OPTIONS,
    SECRET,
    Teams,
    collect,
    notification,
    write_message,
    write_person,
)

OWN = f"{OPTIONS['channels'][0]}"


def get_kind() -> InboxKind:
    """The kind, as the application finds it."""
    kind = source_kinds_by_name()["graph"]
    assert isinstance(kind, InboxKind)
    return kind


class Listener:
    """Asks one team and hears its notifications, with one memory."""

    def __init__(self, teams: Teams) -> None:
        self.teams, self.memory, self.secret = teams, DictMemory(), SECRET

    def ask(self, at: datetime = NOW) -> list[str]:
        """What is found until nothing is due, and which calls that took."""
        kind, heard, has_more = get_kind(), list[str](), True
        assert kind.poll is not None
        while has_more:
            polled = kind.poll(ConnectedSource("teams", self.secret, OPTIONS, at), self.memory, self.teams)
            heard += [self.read(item) for item in polled.items]
            has_more = polled.has_more
        return heard

    def list_calls(self) -> list[str]:
        """The calls since the last time, shortened."""
        calls = [
            call.partition("/")[0].partition("?")[0] if "subscriptions" in call or "membership" in call else call
            for call in self.teams.calls
        ]
        self.teams.calls.clear()
        return calls

    def hear(self, *notifications: dict[str, Any], at: datetime = NOW) -> list[str]:
        """What the notifications of one request mean by themselves."""
        kind = get_kind()
        assert kind.cut is not None
        source = ConnectedSource("teams", self.secret, OPTIONS)
        items = kind.cut(source, RawRequest("application/json", {}, collect(*notifications), at), self.memory)
        return [self.read(item) for item in items]

    def read(self, item: NativeItem) -> str:
        """An activity in short: verb, person, object, and what it answers."""
        assert b"ecret" not in orjson.dumps(item.content)
        (parsed,) = get_kind().read(ConnectedSource("teams", options=OPTIONS), item, self.memory)
        assert isinstance(parsed, CloudEvent), parsed
        data: Any = parsed.data
        about = data.object if isinstance(data.object, str) else data.object.id
        answered = None if isinstance(data.object, str) else data.object.in_reply_to
        return " ".join(filter(None, (data.type, data.actor, about, answered))).replace(f"{OWN}/", "")


def test_a_subscription_is_made_renewed_in_time_and_made_again_when_it_is_gone() -> None:
    listener = Listener(Teams(write_message(1)))
    assert listener.ask() == ["Create ada 1"]
    assert listener.list_calls() == ["GET teams", "POST subscriptions", "GET /delta?$top=50&$expand=replies"]
    (wanted,) = listener.teams.subscriptions.values()
    assert (wanted["resource"], wanted["clientState"], wanted["includeResourceData"]) == (
        MESSAGES,
        "state-of-client",
        False,
    )
    assert listener.ask(NOW + timedelta(minutes=29)) == listener.list_calls() == [], "Nothing is due."
    listener.ask(NOW + timedelta(minutes=30))
    assert listener.list_calls() == ["GET teams", "PATCH subscriptions"]
    listener.hear(notification(0, lifecycleEvent="reauthorizationRequired"))
    listener.ask(NOW + timedelta(minutes=31))
    assert listener.list_calls() == ["GET teams", "PATCH subscriptions"]
    listener.hear(notification(0, lifecycleEvent="missed"))
    listener.ask(NOW + timedelta(minutes=32))
    assert listener.list_calls()[-1].startswith("GET /delta")
    listener.teams.subscriptions.clear()
    listener.hear(notification(0, lifecycleEvent="subscriptionRemoved"))
    listener.ask(NOW + timedelta(minutes=33))
    assert "POST subscriptions" in listener.list_calls()
    listener.teams.subscriptions.clear()
    listener.ask(NOW + timedelta(hours=5))
    assert listener.list_calls()[:3] == ["GET teams", "PATCH subscriptions", "POST subscriptions"], "We were away."
    listener.secret = "another-state secret-of-app"
    listener.ask(NOW + timedelta(hours=5))
    assert [each["clientState"] for each in listener.teams.subscriptions.values()] == ["another-state"]


def test_messages_answers_likes_and_deletions_count_and_programs_and_strangers_do_not() -> None:
    others = [
        write_message(3) | {"from": {"user": None, "application": {"id": "bot"}}},
        write_message(4) | {"from": write_person("eve", tenantId="another")},
        write_message(5, messageType="systemEventMessage"),
        write_message(6, deletedDateTime="2026-03-02T09:05:00Z"),
    ]
    listener = Listener(Teams(write_message(1), write_message(2, "bea", replyToId="1"), *others))
    assert listener.ask() == ["Create ada 1", "Create bea 2 1", "Delete teams 6"]
    like = {"reactionType": "like", "createdDateTime": "2026-03-02T09:10:00Z", "user": write_person("bea")}
    listener.teams.messages["1"]["reactions"] = [like]
    changed = notification(1, "updated")
    assert listener.hear(changed, changed) == []
    listener.list_calls()
    assert listener.ask() == ["Create ada 1", "Like bea 1"]
    assert listener.list_calls() == ["GET /1"], "It is fetched once, however often it is notified."
    assert not listener.memory.list_keys("changed:")
    listener.teams.messages["1"]["reactions"] = []
    listener.hear(changed)
    undone = listener.ask()[-1]
    assert undone.startswith("Undo teams 1/")
    answer = f"{notification(1)['resource']}/replies('2')"
    listener.hear(notification(2, "updated", resource=answer))
    assert listener.ask() == ["Create bea 2 1"]
    assert listener.hear(notification(2, "deleted", resource=answer)) == ["Delete teams 2"]
    assert b"bea" not in orjson.dumps(listener.memory.values)


def test_nothing_is_fetched_of_channels_that_are_private_or_were_not_chosen() -> None:
    listener = Listener(Teams(write_message(1), membership="private"))
    elsewhere = notification(1, resource="teams('another')/channels('one')/messages('1')")
    chat = notification(1, resource="chats('19:2@thread.v2')/messages('1')")
    assert listener.ask() == listener.hear(notification(1), notification(1, "deleted"), elsewhere, chat) == []
    assert listener.list_calls() == ["GET teams"]
    listener.teams.membership = "standard"
    assert listener.ask(NOW + timedelta(minutes=30)) == ["Create ada 1"]
    listener.teams.membership = "private"
    listener.ask(NOW + timedelta(hours=1))
    assert listener.teams.subscriptions == {}
    assert listener.hear(notification(1)) == []
    assert listener.hear(notification(1, "deleted")) == ["Delete teams 1"]


def test_every_notification_of_a_request_must_carry_the_client_state() -> None:
    right, wrong = notification(1, clientState="state-of-client"), notification(2, clientState="secret-of-app")
    for notifications, is_taken in (((right, right), True), ((right, wrong), False), ((wrong,), False), ((), False)):
        request = RawRequest("application/json", {}, collect(*notifications), NOW)
        try:
            get_kind().authenticate(ConnectedSource("teams", SECRET, OPTIONS), request)
        except SourceNotProven:
            assert not is_taken
        else:
            assert is_taken


def test_a_page_elsewhere_is_not_followed_and_a_refusal_is_said() -> None:
    class Elsewhere(Teams):
        def list_page(self, path: str) -> dict[str, Any]:
            """A link that leads away."""
            return {"value": [], "@odata.nextLink": "https://graph.microsoft.com.example.org/v1.0/delta"}

    listener = Listener(Elsewhere())
    with pytest.raises(NetworkSilent, match="another address"):
        listener.ask()
    refused = Listener(Teams())
    refused.teams.status = 429
    with pytest.raises(NetworkSilent, match="429"):
        refused.ask()


def test_what_is_announced_while_it_is_fetched_is_fetched_again() -> None:
    class Busy(Teams):
        """Hears a second notification of a message while it answers the first."""

        def answer(self, method: str, path: str, wanted: dict[str, Any]) -> object:
            """As any other, but that the message is liked meanwhile."""
            if path.endswith("/messages/1") and not self.messages["1"]["reactions"]:
                before = dict(self.messages["1"])
                like = {"reactionType": "like", "createdDateTime": MOMENT, "user": write_person("bea")}
                self.messages["1"]["reactions"] = [like]
                listener.hear(notification(1, "updated"), at=NOW + timedelta(milliseconds=1))
                return before
            return super().answer(method, path, wanted)

    listener = Listener(Busy(write_message(1)))
    listener.ask()
    listener.hear(notification(1, "updated"))
    assert listener.ask() == ["Create ada 1"]
    assert listener.ask() == ["Create ada 1", "Like bea 1"]
