"""What Matrix means: of what a real homeserver sent, and of what its people do afterwards, each act counts as it should and once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from app.intake.source import RawRequest
from tests.intake.conftest import NOW
from tests.intake.reading import read_inboxes
from tests.intake.sources.matrix.listening import PUBLIC, SOURCE, Listener, get_kind, member, message
from tests.intake.sources.matrix.sample import ROOM, event, transaction
from tests.intake.test_sources import Network, network

__all__ = ["network"]

RECORDED = [orjson.loads(line) for line in (Path(__file__).parent / "transactions.ndjson").read_bytes().splitlines()]


@pytest.fixture
def listener() -> Listener:
    """A listener that knows a public room."""
    listening = Listener()
    listening.hear(PUBLIC)
    return listening


def test_what_a_real_homeserver_sent_counts_act_by_act_without_words_nor_private_rooms() -> None:
    listening = Listener()
    heard = [line for sent in RECORDED for line in listening.hear(*sent["body"]["events"])]
    joins = [f"Join {who} !O7Kel" for who in ("bruno", "chloe", "diego", "emma", "farid")]
    assert heard == [
        *joins,
        "Create bruno $OxB5O",
        "Create chloe $2bx2P to $OxB5O",
        "Like bruno $2bx2P",
        *("Undo emma $yunrl", "Delete emma $yunrl", "Undo ada $di0F-", "Delete ada $di0F-"),
        "Create farid $GmlGz",
        "Leave farid !O7Kel",
    ]
    for word in (b"tableau", b"menu", b"secret", b"jour", b"Emma L", b"erreur", b"xHzei", "✅".encode()):
        assert word not in listening.kept


def test_the_same_transactions_again_tell_the_same_acts_under_the_same_ids() -> None:
    def list_ids(listening: Listener, events: Iterable[object]) -> list[str]:
        kind = get_kind()
        assert kind.cut is not None
        request = RawRequest("application/json", {}, orjson.dumps({"events": list(events)}), NOW)
        return [item.native_id for item in kind.cut(SOURCE, request, listening.memory)]

    events, listening = [each for sent in RECORDED for each in sent["body"]["events"]], Listener()
    first, second = list_ids(listening, events), list_ids(listening, events)
    assert set(first) <= set(second), "The rooms are known by now: each event is cut as before."
    assert len(first) == len(set(first))


@pytest.mark.parametrize(
    ("relation", "means"),
    [
        ({"rel_type": "m.replace", "event_id": "$old"}, []),
        ({"m.in_reply_to": {"event_id": "$asked"}}, ["Create ada $event to $asked"]),
        (
            {"rel_type": "m.thread", "event_id": "$root", "is_falling_back": True, "m.in_reply_to": {"event_id": "$l"}},
            ["Create ada $event to $root"],
        ),
        ({"rel_type": "m.thread", "event_id": "$root"}, ["Create ada $event to $root"]),
        (
            {"rel_type": "m.thread", "event_id": "$root", "m.in_reply_to": {"event_id": "$inner"}},
            ["Create ada $event to $inner"],
        ),
        ({"rel_type": ["m.replace"], "m.in_reply_to": 7}, ["Create ada $event"]),
    ],
)
def test_a_message_is_a_post_or_an_answer_and_an_edit_is_neither(
    listener: Listener, relation: dict[str, object], means: list[str]
) -> None:
    assert (
        listener.hear(event(5, "m.room.message", NOW, content={"msgtype": "m.text", "m.relates_to": relation})) == means
    )


def test_notices_the_bot_itself_encrypted_words_and_guests_count_for_nothing(listener: Listener) -> None:
    bot = message(6) | {"sender": "@passerelle:rse.test"}
    guest = member(9, "guest", "join", content={"membership": "join", "kind": "guest"})
    encrypted = event(8, "m.room.encrypted", NOW, content={"ciphertext": "abc"})
    empty = event(10, "m.room.message", NOW, unsigned={"redacted_by": "$r"})
    assert listener.hear(message(5, msgtype="m.notice"), bot, encrypted, guest, empty, 7, None) == []


def test_a_person_joins_a_community_once_whatever_their_name_and_leaves_it_when_removed(listener: Listener) -> None:
    renamed = {"unsigned": {"prev_content": {"membership": "join"}}}
    assert listener.hear(member(10, "bea", "join", 1)) == ["Join bea !room:"]
    assert listener.hear(member(11, "bea", "join", 2, **renamed), member(12, "bea", "join", 3)) == []
    assert listener.hear(member(13, "chloe", "leave", 4)) == [], "An invitation was declined."
    assert listener.hear(member(14, "dan", "join", 5, **renamed)) == [], "They were in before anybody listened."
    assert listener.hear(member(15, "bea", "leave", 6, sender="@ada:rse.test")) == ["Leave bea !room:"]
    assert listener.hear(member(16, "bea", "leave", 6), member(17, "bea", "join", 2)) == [], "It comes late."
    assert listener.hear(member(18, "bea", "join", 7)) == ["Join bea !room:"]
    assert not any("bea" in f"{key}{value}" for key, value in listener.memory.values.items())


def test_a_room_that_is_upgraded_stays_the_same_community(listener: Listener) -> None:
    listener.hear(member(10, "bea", "join", 1))
    newer = {"room_id": "!newer:rse.test"}
    made = event(20, "m.room.create", NOW, state_key="", content={"predecessor": {"room_id": ROOM}}) | newer
    listener.hear(made, PUBLIC | newer)
    assert listener.hear(member(21, "bea", "join", 2) | newer, member(22, "bea", "leave", 3)) == []
    assert listener.hear(member(23, "chloe", "join", 2) | newer) == ["Join chloe !room:"]
    assert listener.hear(member(24, "bea", "leave", 4) | newer) == ["Leave bea !room:"]


def test_only_what_is_said_while_a_room_is_public_counts_and_it_can_be_taken_back_later(listener: Listener) -> None:
    private = event(30, "m.room.join_rules", NOW + timedelta(minutes=5), state_key="", content={"join_rule": "invite"})
    late = event(31, "m.room.join_rules", NOW + timedelta(minutes=1), state_key="", content={"join_rule": "public"})
    again = event(32, "m.room.join_rules", NOW + timedelta(minutes=9), state_key="", content={"join_rule": "public"})
    assert listener.hear(message(33)) == ["Create ada $event"]
    assert listener.hear(private, message(34), member(35, "bea", "join"), late, message(36)) == []
    redaction = event(37, "m.room.redaction", NOW, redacts="$event-33")
    assert listener.hear(redaction) == ["Undo ada $event", "Delete ada $event"]
    assert listener.hear(again, message(38)) == ["Create ada $event"]
    assert listener.hear(message(39) | {"room_id": "!unknown:rse.test"}, redaction | {"room_id": "!other:x"}) == []


def test_a_homeserver_that_asks_is_answered_as_the_specification_says() -> None:
    kind, headers = get_kind(), {"authorization": "Bearer hs"}
    cases = {
        ("POST", "_matrix/app/v1/ping"): (200, b"{}"),
        ("GET", "_matrix/app/v1/users/@bea:rse.test"): (404, b"M_NOT_FOUND"),
        ("GET", "_matrix/app/v1/rooms/#help:rse.test"): (404, b"M_NOT_FOUND"),
        ("POST", "_matrix/app/v1/transactions/1"): (404, b"M_NOT_FOUND"),
    }
    for (method, path), (status, words) in cases.items():
        answer = kind.answer_challenge(SOURCE, RawRequest("", headers, b"{}", NOW, method=method, path=path))
        assert answer is not None
        assert (answer.status, words in answer.body) == (status, True)
    request = RawRequest("", headers, b"{}", NOW, method="PUT", path="_matrix/app/v1/transactions/a%2Fb")
    assert kind.answer_challenge(SOURCE, request) is None


@pytest.mark.parametrize("network", ["matrix"], indirect=True)
def test_a_reaction_to_ones_own_text_counts_for_nothing_in_whichever_order_they_come(network: Network) -> None:
    before = network.count_effects()
    relation = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$event-2", "key": "+1"}}
    reactions = [event(number, "m.reaction", NOW, content=relation) for number in (8, 9)]
    network.send(transaction(reactions[0]))
    network.send()
    network.send(transaction(reactions[1]))
    assert network.count_effects() == before + 1
    assert read_inboxes(network.rse.app)[-1] == "accepted none towards-oneself"
