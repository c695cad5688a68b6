"""The history of rooms is read where it was not handed over, and each event is judged by what its room was then."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from app.intake.inbox_kind import NetworkAnswer, NetworkSilent
from app.intake.request_body import UnreadableBody
from app.intake.source import ConnectedSource
from app.intake.sources.matrix.rooms import HISTORY, INVITED
from tests.intake.conftest import NOW
from tests.intake.memory import DictMemory
from tests.intake.sources.matrix.listening import PUBLIC, Listener, get_kind, member, message
from tests.intake.sources.matrix.sample import OPTIONS, ROOM, event


class Homeserver:
    """The client API of a homeserver with one room that the bot is in, and one that it is invited to."""

    def __init__(self, history: list[dict[str, Any]]) -> None:
        self.history, self.rules = history, {ROOM: "public", "!private:rse.test": "invite"}
        self.rooms, self.calls = [ROOM], list[str]()

    def send_request(self, method: str, url: str, *, headers: object, body: bytes | None = None) -> NetworkAnswer:
        """Two events a page."""
        assert headers == {"Authorization": "Bearer as"}
        path = url.removeprefix("https://matrix.rse.test/_matrix/client/v3/").replace("%21", "!").replace("%3A", ":")
        self.calls.append(f"{method} {path}")
        if path == "joined_rooms":
            return NetworkAnswer(200, orjson.dumps({"joined_rooms": self.rooms}))
        if path.endswith("join_rules/"):
            return NetworkAnswer(200, orjson.dumps({"join_rule": self.rules[path.split("/")[1]]}))
        if path.startswith("join/nowhere"):
            return NetworkAnswer(400, b'{"errcode":"M_INVALID_PARAM"}')
        if "/messages?" not in path:
            return NetworkAnswer(200, b"{}")
        start = int(path.partition("from=")[2] or 0)
        chunk = self.history[start : start + 2]
        return NetworkAnswer(200, orjson.dumps({"chunk": chunk} | ({"end": str(start + len(chunk))} if chunk else {})))


def read_history(server: Homeserver, memory: DictMemory) -> list[str]:
    """The ids of everything that a round of calls finds."""
    source = ConnectedSource("matrix", "hs as", {**OPTIONS, "homeserver": "https://matrix.rse.test/"})
    poll, ids, has_more = get_kind().poll, list[str](), True
    assert poll is not None
    while has_more:
        polled = poll(source, memory, server)
        ids += [item.native_id for item in polled.items]
        has_more = polled.has_more
    return ids


def test_history_is_read_once_and_each_event_is_judged_by_what_the_room_was_then() -> None:
    private = event(30, "m.room.join_rules", NOW, state_key="", content={"join_rule": "invite"})
    made = event(0, "m.room.create", NOW, state_key="")
    server, memory = Homeserver([made, message(2), PUBLIC, message(3), private, message(4)]), DictMemory()
    assert read_history(server, memory) == ["$event-3"]
    server.history += [PUBLIC, message(5)]
    assert read_history(server, memory) == ["$event-5"]
    assert memory.get("room:" + ROOM) == {"public": True, "at": PUBLIC["origin_server_ts"], "ever_public": True}
    seen_from_its_middle = DictMemory()
    assert read_history(Homeserver([message(7), message(8)]), seen_from_its_middle) == ["$event-7", "$event-8"]
    assert HISTORY + ROOM in seen_from_its_middle.values


def test_the_bot_accepts_invitations_and_stays_in_public_rooms_only() -> None:
    server, listening = Homeserver([]), Listener()
    for room in server.rules:
        invited = member(40, "passerelle", "invite", sender="@ada:rse.test") | {"room_id": room}
        listening.hear(invited)
    assert read_history(server, listening.memory) == []
    acts = [call for call in server.calls if call.startswith("POST")]
    assert acts == ["POST join/!private:rse.test", "POST rooms/!private:rse.test/leave", f"POST join/{ROOM}"]
    assert listening.memory.list_keys(INVITED) == []


def test_a_newer_room_whose_name_is_none_stops_nothing() -> None:
    server, listening = Homeserver([PUBLIC, message(2)]), Listener()
    upgraded = event(3, "m.room.tombstone", NOW, state_key="", content={"replacement_room": "nowhere"})
    listening.hear(PUBLIC, upgraded)
    assert listening.memory.list_keys(INVITED) == [f"{INVITED}nowhere"]
    assert read_history(server, listening.memory) == ["$event-2"]
    assert listening.memory.list_keys(INVITED) == []


def test_a_homeserver_that_refuses_is_asked_again_later_and_a_room_that_is_gone_stops_nothing() -> None:
    class Refusing(Homeserver):
        status = 404

        def send_request(self, method: str, url: str, *, headers: object, body: bytes | None = None) -> NetworkAnswer:
            """Refuse every page."""
            answer = super().send_request(method, url, headers=headers, body=body)
            return NetworkAnswer(self.status, b"<html>") if "/messages?" in url else answer

    server = Refusing([message(1)])
    assert read_history(server, DictMemory()) == []
    for server.status in (429, 200):
        with pytest.raises((NetworkSilent, UnreadableBody)):
            read_history(server, DictMemory())
    server.status = 500
    assert read_history(server, DictMemory()) == []
    assert read_history_without_token() == []


def read_history_without_token() -> list[object]:
    """Where IT gave no token for it, nobody is asked."""
    poll = get_kind().poll
    assert poll is not None
    return list(poll(ConnectedSource("matrix", "hs", OPTIONS), DictMemory(), Homeserver([])).items)
