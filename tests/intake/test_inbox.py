"""What a network sends at once waits in the inbox, is read in order and once, and never blocks what comes behind it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from threading import Event, Thread

import orjson
import pytest
from flask import Flask
from msgspec.json import decode
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.intake.inbox import queries
from app.intake.inbox.jobs import enqueue_reading_and_polling, forget_old_items, read_items_of_source
from app.intake.inbox.models import InboxBatch
from app.intake.inbox.service import read, receive
from app.intake.inbox.service.read import read_next_items
from app.intake.inbox.service.remember import StoredMemory
from app.intake.inbox_kind import InboxKind, NativeItem, SourceMemory
from app.intake.json_text import parse_cloud_event
from app.intake.models import Source
from app.intake.service.connect import connect_source, disconnect_source
from app.intake.source import ConnectedSource, ParsedItem, RawRequest, SourceNotProven, source_kinds_by_name
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from tests.intake.commands import call_command
from tests.intake.conftest import NOW, Rse, doing
from tests.intake.reading import list_outcomes, read_inboxes

COUNTED = "accepted counted"


def _authenticate(_: ConnectedSource, request: RawRequest) -> None:
    if request.headers.get("x-proof") != "theirs":
        raise SourceNotProven("This is somebody else.")


def _cut(_: ConnectedSource, request: RawRequest, __: SourceMemory) -> Sequence[NativeItem]:
    """Each act of the request, without its words."""
    acts = decode(request.body, type=list[dict[str, object]])
    return [NativeItem(str(act["id"]), {"id": act["id"], "by": act.get("by", "ada")}) for act in acts]


def read_note(source: ConnectedSource, item: NativeItem, memory: SourceMemory) -> Sequence[ParsedItem]:
    """A note of whoever acts; `fail` finds a fault of ours, and each note is numbered by the memory."""
    count = (memory.get("count") or {"notes": 0})["notes"] + 1
    memory.set("count", {"notes": count})
    if item.content["by"] == "fail":
        raise KeyError("A fault of ours.")
    event = doing(item.native_id, actor=item.content["by"], object={"id": f"note-{count}", "type": "Note"})
    return [parse_cloud_event(event | {"source": source.name}, item.native_id)]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch, bare_app: Flask, rse: Rse) -> Iterator[Rse]:
    """A network that is answered at once, connected as `chat`."""
    kind = InboxKind(name="chatting", sentence="A double.", authenticate=_authenticate, cut=_cut, read=read_note)
    monkeypatch.setitem(source_kinds_by_name(), kind.name, kind)
    with bare_app.app_context(), transaction():
        connect_source("chat", "chatting")
    with clock.freeze_at(NOW):
        yield rse


def send(rse: Rse, *acts: object, proof: str = "theirs") -> TestResponse:
    """Send acts: their ids, or their members."""
    body = [act if isinstance(act, dict) else {"id": act, "text": "words of Ada's"} for act in acts]
    return rse.client.post("/hooks/chat", data=orjson.dumps(body), headers={"X-Proof": proof})


def test_a_request_is_answered_at_once_and_read_later_without_its_words(network: Rse) -> None:
    answer = send(network, 1, 2)
    assert (answer.status_code, answer.data, answer.headers["Content-Length"]) == (200, b"{}", "2")
    assert network.facts("chat") == []
    with network.app.app_context(), transaction():
        (waiting,) = session().scalars(select(InboxBatch.items))
    assert b"words" not in waiting
    assert read_inboxes(network.app) == [COUNTED, COUNTED]
    assert [fact.object for fact in network.facts("chat")] == ["note-1", "note-2"]
    with network.app.app_context(), transaction():
        assert session().scalars(select(InboxBatch.id)).all() == []


def test_a_worker_that_is_killed_has_read_a_batch_whole_or_nothing_of_it(network: Rse) -> None:
    send(network, 1, 2)
    with pytest.raises(KeyboardInterrupt), network.app.app_context(), transaction():
        read_next_items(get_source_id())
        raise KeyboardInterrupt
    assert (list_outcomes(network.app), network.facts("chat")) == (["waiting", "waiting"], [])
    assert read_inboxes(network.app) == [COUNTED, COUNTED]
    assert [fact.object for fact in network.facts("chat")] == ["note-1", "note-2"], "The memory went back too."
    send(network, 2, 1)
    assert read_inboxes(network.app) == [COUNTED, COUNTED]


def test_two_workers_read_one_source_one_after_the_other_and_each_item_once(network: Rse) -> None:
    send(network, 1, 2)
    first_has_read, counts = Event(), dict[str, int]()

    def read_as_second() -> None:
        first_has_read.wait(20)
        with clock.freeze_at(NOW), network.app.app_context(), transaction():
            counts["second"] = read_next_items(get_source_id())

    second = Thread(target=read_as_second)
    second.start()
    with network.app.app_context(), transaction():
        counts["first"] = read_next_items(get_source_id())
        first_has_read.set()
        time.sleep(0.1)
    second.join()
    assert counts == {"first": 2, "second": 0}
    assert list_outcomes(network.app) == [COUNTED, COUNTED]


def test_what_comes_twice_while_it_waits_is_read_once(network: Rse) -> None:
    assert [send(network, *acts).status_code for acts in [(1, 2), (1, 2), (2, 3)]] == [200] * 3
    assert list_outcomes(network.app) == ["waiting"] * 4, "The same request again is no second one."
    assert read_inboxes(network.app) == [COUNTED] * 3
    assert [fact.object for fact in network.facts("chat")] == ["note-1", "note-2", "note-3"]


def test_a_request_of_many_items_is_read_in_order_some_at_a_time(network: Rse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "BATCH", 2)
    monkeypatch.setattr(read, "BATCH", 3)
    send(network, 1, 2, 3)
    send(network, 4)
    for count in (3, 1, 0):
        with network.app.app_context(), transaction():
            assert read_next_items(get_source_id()) == count
    assert [fact.object for fact in network.facts("chat")] == ["note-1", "note-2", "note-3", "note-4"]


def test_a_network_is_disconnected_behind_the_batch_that_is_read(network: Rse) -> None:
    send(network, 1)

    def disconnect() -> None:
        with network.app.app_context(), transaction():
            disconnect_source("chat")

    disconnecting = Thread(target=disconnect)
    with network.app.app_context(), transaction():
        read_next_items(get_source_id())
        disconnecting.start()
        disconnecting.join(0.1)
        assert disconnecting.is_alive(), "It waits."
    disconnecting.join(20)
    assert (list_outcomes(network.app), len(network.facts("chat"))) == ([], 1)
    assert send(network, 2).status_code == 404


def get_source_id() -> int:
    """The id of the network."""
    return session().scalars(select(Source.id)).one()


def test_an_item_that_fails_stops_none_behind_it_and_leaves_nothing_in_the_memory(network: Rse) -> None:
    fault, long = {"id": 2, "by": "fail"}, {"id": 3, "by": "a" * 70_000}
    assert send(network, 1, fault, long, {"id": "4\x00", "by": "be\x00a"}, {"id": "é" * 600}, 6).status_code == 200
    refused = "refused none unreadable", "refused none unreadable", "refused none unclear"
    assert read_inboxes(network.app) == [COUNTED, *refused, COUNTED, COUNTED]
    assert {fact.object for fact in network.facts("chat")} == {"note-1", "note-3", "note-4"}


def test_a_key_that_no_index_takes_is_not_remembered_and_stops_nothing(network: Rse) -> None:
    long = "".join(map(str, range(2_000)))
    with network.app.app_context(), transaction():
        memory = StoredMemory(get_source_id())
        memory.set(long, {"value": 1})
        memory.set("short", {"value": 2})
        memory.store_changes()
        kept = StoredMemory(get_source_id())
        assert (kept.get(long), kept.list_keys("")) == (None, ["short"])


def test_a_full_inbox_takes_nothing_of_a_request_and_says_when_to_come_again(
    network: Rse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "INBOX_LIMIT", 2)
    send(network, 1)
    answer = send(network, 2, 3)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert read_inboxes(network.app) == [COUNTED]
    assert send(network, 2, 3).status_code == 200
    assert read_inboxes(network.app) == [COUNTED] * 3


def test_a_request_of_too_many_items_is_refused_whole(network: Rse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "MAX_ITEMS", 1)
    assert send(network, 1, 2).status_code == 413
    assert read_inboxes(network.app) == []


def test_what_comes_during_a_pause_is_kept_and_read_when_it_ends(network: Rse) -> None:
    send(network, 1)
    with network.app.app_context():
        assert "is paused" in call_command("pause", "chat")
    assert send(network, 2).status_code == 200
    with network.app.app_context():
        read_items_of_source(get_source_id())
    assert read_inboxes(network.app) == ["waiting", "waiting"]
    with network.app.app_context():
        assert "paused since 2026-03-02" in call_command("show", "chat")
        call_command("resume", "chat")
    assert read_inboxes(network.app) == [COUNTED, COUNTED]


def test_a_source_says_what_became_of_its_items_and_when_it_was_heard(network: Rse) -> None:
    send(network, 1, {"id": 2, "by": "fail"}, {"id": 3, "by": "dan"})
    with network.app.app_context():
        assert "3 items wait" in call_command("show", "chat")
    read_inboxes(network.app)
    with network.app.app_context():
        shown = call_command("show", "chat")
    assert "last heard at 2026-03-02 09:00" in shown
    assert "Nothing waits" in shown
    assert "2\trefused\tOur code for this network failed" in shown
    assert "3\tdropped\tNobody who takes part here" in shown
    assert "1\tcounted" in shown


def test_a_lost_job_is_asked_for_again_and_what_was_read_is_forgotten_after_seven_days(network: Rse) -> None:
    send(network, 1)
    with network.app.app_context():
        enqueue_reading_and_polling()
        read_items_of_source(get_source_id())
    send(network, 2)
    with clock.freeze_at(NOW + timedelta(days=7, minutes=1)), network.app.app_context():
        forget_old_items()
    assert list_outcomes(network.app) == ["waiting"]
    with clock.freeze_at(NOW + timedelta(days=8)):
        send(network, 1)
    assert read_inboxes(network.app) == [COUNTED, "duplicate none id-used-before"]


def test_nothing_of_a_stranger_is_kept_and_a_source_whose_items_are_answered_has_no_pause(network: Rse) -> None:
    assert send(network, 1, proof="guessed").status_code == 401
    assert network.client.put("/hooks/chat/below", headers={"X-Proof": "theirs"}).status_code == 404
    with network.app.app_context():
        with transaction():
            connect_source("wiki", "cloudevents")
        assert "cannot wait" in call_command("pause", "wiki", fails=True)
    assert list_outcomes(network.app) == []
