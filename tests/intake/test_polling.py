"""A network that is asked: pages and cursors are kept together, and what fails is asked again when it is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.intake.inbox import queries
from app.intake.inbox.jobs import enqueue_reading_and_polling, poll_source
from app.intake.inbox.service import receive
from app.intake.inbox_kind import InboxKind, NativeItem, NetworkClient, NetworkSilent, PolledItems, SourceMemory
from app.intake.models import Source
from app.intake.network_client import HttpNetworkClient
from app.intake.service.connect import connect_source
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven, source_kinds_by_name
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from tests.intake.commands import call_command
from tests.intake.conftest import NOW, Rse
from tests.intake.reading import read_inboxes
from tests.intake.test_inbox import read_note
from tests.receiver import Receiver

COUNTED = "accepted counted"


class Forum:
    """What a network answers page by page; it falls silent when it is told to."""

    def __init__(self) -> None:
        self.pages: list[list[int]] = []
        self.fault: Exception | None = None
        self.cursors: list[int] = []
        self.address = ""

    def poll(self, _: ConnectedSource, memory: SourceMemory, client: NetworkClient) -> PolledItems:
        """The next page."""
        cursor = (memory.get("cursor") or {"page": 0})["page"]
        self.cursors.append(cursor)
        memory.set("cursor", {"page": cursor + 1})
        if self.fault:
            raise self.fault
        if self.address:
            client.send_request("POST", self.address, headers={}, body=b"{}")
        items = [NativeItem(str(number), {"by": "ada"}) for number in self.pages[cursor]]
        return PolledItems(items, cursor + 1 < len(self.pages), f"page {cursor + 1} of {len(self.pages)}")


def _authenticate(_: ConnectedSource, __: RawRequest) -> None:
    raise SourceNotProven("This network sends nothing by itself.")


@pytest.fixture
def polled(monkeypatch: pytest.MonkeyPatch, bare_app: Flask, rse: Rse) -> Iterator[Forum]:
    """A network that is polled, connected as `chat`."""
    network = Forum()
    kind = InboxKind(name="asked", sentence="A double.", authenticate=_authenticate, read=read_note, poll=network.poll)
    monkeypatch.setitem(source_kinds_by_name(), kind.name, kind)
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            connect_source("chat", "asked")
        yield network


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server that answers."""
    with Receiver() as listening:
        yield listening


def ask(app: Flask, *, after: timedelta = timedelta()) -> None:
    """Let a sender ask, some time later."""
    with clock.freeze_at(NOW + after), app.app_context():
        enqueue_reading_and_polling()
        poll_source(find_source().id)


def find_source() -> Source:
    """The network."""
    with transaction():
        source = session().scalars(select(Source)).one()
        session().expunge(source)
        return source


def test_pages_are_fetched_until_there_is_no_more_and_asked_for_again_when_it_is_time(polled: Forum, rse: Rse) -> None:
    polled.pages = [[1, 2], [2, 3]]
    ask(rse.app)
    assert read_inboxes(rse.app) == [COUNTED] * 3
    polled.pages.append([4])
    ask(rse.app, after=timedelta(minutes=14))
    assert polled.cursors == [0, 1], "The next call is not due yet."
    with rse.app.app_context():
        assert "page 2 of 2" in call_command("show", "chat")
        call_command("poll", "chat")
    ask(rse.app)
    assert polled.cursors == [0, 1, 2]
    assert read_inboxes(rse.app) == [COUNTED] * 4
    assert rse.client.post("/hooks/chat", data=b"[]").status_code == 401


@pytest.mark.parametrize(
    ("fault", "words"), [(NetworkSilent("It is away."), "It is away."), (KeyError("ours"), "the log of the sender")]
)
def test_a_call_that_fails_moves_no_cursor_and_says_so(polled: Forum, rse: Rse, fault: Exception, words: str) -> None:
    polled.pages, polled.fault = [[1]], fault
    ask(rse.app)
    with rse.app.app_context():
        assert words in call_command("show", "chat")
    polled.fault = None
    ask(rse.app, after=timedelta(minutes=16))
    assert (polled.cursors, read_inboxes(rse.app)) == ([0, 0], [COUNTED])
    with rse.app.app_context():
        assert "failed" not in call_command("show", "chat")


def test_a_network_is_heard_when_it_answers_and_not_when_a_call_fails_or_is_not_made(
    polled: Forum, rse: Rse, receiver: Receiver
) -> None:
    heard: list[tuple[datetime | None, bool]] = []
    for number, address in enumerate(("", "http://127.0.0.1:9/", receiver.url)):
        polled.address = address
        polled.pages.append([])
        ask(rse.app, after=timedelta(minutes=16) * number)
        with rse.app.app_context():
            heard.append((find_source().heard_at, bool(find_source().poll_failure)))
    assert heard == [(None, False), (None, True), (NOW + timedelta(minutes=32), False)]


def test_a_full_inbox_and_a_pause_leave_the_network_unasked_and_nothing_is_lost(
    polled: Forum, rse: Rse, monkeypatch: pytest.MonkeyPatch
) -> None:
    polled.pages = [[1, 2]]
    with monkeypatch.context() as small:
        small.setattr(queries, "INBOX_LIMIT", 1)
        ask(rse.app)
    with rse.app.app_context():
        call_command("pause", "chat")
    ask(rse.app, after=timedelta(minutes=16))
    assert (polled.cursors, read_inboxes(rse.app)) == ([0], [])
    with rse.app.app_context():
        call_command("resume", "chat")
    ask(rse.app, after=timedelta(minutes=32))
    assert (polled.cursors, read_inboxes(rse.app)) == ([0, 0], [COUNTED, COUNTED])


def test_a_page_of_more_items_than_a_request_may_have_is_kept_whole(
    polled: Forum, rse: Rse, monkeypatch: pytest.MonkeyPatch
) -> None:
    polled.pages = [[1, 2]]
    monkeypatch.setattr(receive, "MAX_ITEMS", 1)
    ask(rse.app)
    assert read_inboxes(rse.app) == [COUNTED, COUNTED]


def test_a_secret_whose_key_is_gone_is_said_and_tried_again_when_a_call_is_due(polled: Forum, rse: Rse) -> None:
    polled.pages = [[1]]
    with rse.app.app_context(), transaction():
        session().execute(update(Source).values(secret_key="gone", secret=b"sealed"))
    ask(rse.app)
    with rse.app.app_context():
        assert "The last call failed: " in call_command("show", "chat")
        with transaction():
            assert queries.list_ids_of_sources_to_poll(NOW + timedelta(minutes=2)) == []
            session().execute(update(Source).values(secret_key=None, secret=None))
    ask(rse.app, after=timedelta(minutes=16))
    assert read_inboxes(rse.app) == [COUNTED]


def test_a_network_that_cannot_be_reached_is_silent() -> None:
    for address in ("http://127.0.0.1:1/", "http://[", "gopher://127.0.0.1/"):
        with pytest.raises(NetworkSilent):
            HttpNetworkClient().send_request("GET", address, headers={})
