"""What Rocket.Chat means: of the shapes in its source, each message counts as it should, once, and without a word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from app.intake.activities import CloudEvent
from app.intake.inbox_kind import InboxKind, NativeItem, NetworkAnswer, NetworkSilent
from app.intake.source import ConnectedSource, RawRequest, source_kinds_by_name
from tests.intake.conftest import NOW
from tests.intake.memory import DictMemory
from tests.intake.sources.rocketchat.sample import OPTIONS, write_message

WITHOUT_HISTORY = ConnectedSource("chat", "hook", {**OPTIONS, "user": ""})
WITH_HISTORY = ConnectedSource("chat", "hook token", {**OPTIONS, "user": "u1"})


def get_kind() -> InboxKind:
    """The kind, as the application finds it."""
    kind = source_kinds_by_name()["rocketchat"]
    assert isinstance(kind, InboxKind)
    return kind


def cut_message(source: ConnectedSource, memory: DictMemory, **members: Any) -> list[NativeItem]:
    """What is kept of a request of the webhook."""
    kind = get_kind()
    request = RawRequest("application/json", {}, orjson.dumps(write_message(NOW, token="hook", **members)), NOW)
    kind.authenticate(source, request)
    assert kind.cut is not None
    return list(kind.cut(source, request, memory))


def format_item(item: NativeItem) -> str:
    """Verb, person, message, and what it answers."""
    (parsed,) = get_kind().read(WITHOUT_HISTORY, item, DictMemory())
    assert isinstance(parsed, CloudEvent), parsed
    data: Any = parsed.data
    return f"{data.type} {data.actor} {data.object.id} in {data.target} to {data.object.in_reply_to}"


def test_a_message_is_a_post_and_one_in_a_thread_answers_its_first_without_words_or_display_names() -> None:
    (post,), (answer,) = (cut_message(WITHOUT_HISTORY, DictMemory(), **more) for more in ({}, {"tmid": "m1"}))
    assert format_item(post) == "Create ada m7 in GENERAL to None"
    assert format_item(answer) == "Create ada m7 in GENERAL to m1"
    assert not any(word in orjson.dumps(post.content) for word in (b"Bonjour", b"Lovelace", b"general"))


@pytest.mark.parametrize(
    "members",
    [
        {"isEdited": True},
        {"bot": True},
        {"bot": {"i": "integration"}},
        {"user_name": "rocket.cat"},
        {"channel_name": None},
        {"room": {"_id": "GENERAL", "t": "p"}},
        {"message_id": None, "room": {"_id": "GENERAL", "t": "c"}},
        {"message_id": 7, "channel_id": [], "user_name": {}},
    ],
)
def test_edits_programs_direct_messages_private_rooms_and_empty_events_count_for_nothing(
    members: dict[str, object],
) -> None:
    assert cut_message(WITHOUT_HISTORY, DictMemory(), **members) == []


class Server:
    """The REST interface of a server: its public channels, and the messages of each, the newest first."""

    def __init__(self, **messages: list[dict[str, Any]]) -> None:
        self.messages, self.status, self.calls = messages, 200, list[str]()

    def send_request(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> NetworkAnswer:
        """One page."""
        assert (method, body, headers["X-Auth-Token"], headers["X-User-Id"]) == ("GET", None, "token", "u1")
        address = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.calls.append(f"{query.get('roomId', 'list')} {query['offset']}")
        start, count = int(query["offset"]), int(query["count"])
        if address.path.endswith("/channels.list"):
            rooms = [{"_id": name, "t": "c"} for name in self.messages]
            return NetworkAnswer(self.status, orjson.dumps({"channels": rooms[start : start + count]}))
        since = [each for each in self.messages[query["roomId"]] if each["ts"] >= query.get("oldest", "")]
        return NetworkAnswer(self.status, orjson.dumps({"messages": since[start : start + count]}))

    def read_round(self, memory: DictMemory) -> list[str]:
        """The ids of everything that a round of calls finds."""
        poll, ids, has_more = get_kind().poll, list[str](), True
        assert poll is not None
        while has_more:
            polled = poll(WITH_HISTORY, memory, self)
            ids += [item.native_id for item in polled.items]
            has_more = polled.has_more
        return ids


def listed(number: int, **members: object) -> dict[str, Any]:
    """A message as the history lists it; one an hour."""
    at = (NOW + timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {"_id": f"m{number}", "rid": "GENERAL", "msg": "Bonjour", "ts": at, "u": {"username": "ada"}} | members


def test_the_history_is_read_once_page_by_page_and_then_what_is_new() -> None:
    joined, edited = listed(250, t="uj"), listed(251, editedAt="2026-03-13T00:00:00.000Z")
    messages = [edited, joined, *(listed(number) for number in range(249, 0, -1))]
    server, memory = Server(GENERAL=messages, empty=[]), DictMemory()
    assert server.read_round(memory) == ["m251", *(f"m{number}" for number in range(249, 0, -1))]
    messages.insert(0, listed(252))
    assert server.read_round(memory) == ["m252", "m251"]
    first, second = ["list 0", "GENERAL 0", "GENERAL 100", "GENERAL 200", "empty 0"], ["list 0", "GENERAL 0", "empty 0"]
    assert server.calls == [*first, *second]


def test_the_history_is_read_no_further_back_than_thirteen_months() -> None:
    old = [listed(-24 * 400 - number) for number in range(300)]
    assert len(Server(GENERAL=[listed(1), *old]).read_round(DictMemory())) == 200


def test_where_the_history_is_read_only_listed_channels_count_and_one_that_became_private_counts_no_more() -> None:
    server, memory = Server(GENERAL=[]), DictMemory()
    assert cut_message(WITH_HISTORY, memory) == []
    server.read_round(memory)
    assert len(cut_message(WITH_HISTORY, memory)) == 1
    del server.messages["GENERAL"]
    server.read_round(memory)
    assert cut_message(WITH_HISTORY, memory) == []


def test_a_server_that_refuses_is_asked_again_later_and_none_is_asked_without_a_token() -> None:
    server = Server(GENERAL=[])
    server.status = 429
    with pytest.raises(NetworkSilent):
        server.read_round(DictMemory())
    poll = get_kind().poll
    assert poll is not None
    assert poll(WITHOUT_HISTORY, DictMemory(), server).items == ()
