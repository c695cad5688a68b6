"""A receiver that leaves its connection open gets the next message over it, and nothing is lost when it hangs up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from app.webhooks import sender as sending_module
from app.webhooks.sender import HttpSender
from tests.receiver import Receiver, Reply
from tests.webhooks.test_sender import HERE, Names, message


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """One that speaks HTTP/1.1, and so keeps connections."""
    with Receiver(keeps_connections=True) as listening:
        yield listening


@pytest.fixture
def sender() -> Iterator[HttpSender]:
    """One that closes what it keeps at the end."""
    with closing(HttpSender(HERE)) as sending:
        yield sending


def test_messages_follow_one_another_over_one_connection(receiver: Receiver, sender: HttpSender) -> None:
    for _ in range(3):
        assert sender.send_message(message(receiver.url)).status == 204
    assert (len(receiver.received), receiver.connections) == (3, 1)


def test_messages_at_once_have_a_connection_each_and_leave_them_for_the_next(
    receiver: Receiver, sender: HttpSender
) -> None:
    messages = [message(receiver.url)] * 5
    receiver.reply = Reply(after=0.1)
    for _ in range(2):
        assert {answer.status for answer in sender.send_messages_in_parallel(messages)} == {204}
    assert (len(receiver.received), receiver.connections) == (10, 4), (
        "The first shows that the receiver takes its time."
    )


def test_a_receiver_that_answers_at_once_gets_one_message_after_the_other(
    receiver: Receiver, sender: HttpSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending_module, "QUICK_START", 60.0)
    assert len(sender.send_messages_in_parallel([message(receiver.url)] * 6)) == 6
    assert (len(receiver.received), receiver.connections) == (6, 1)


def test_what_a_slow_receiver_could_not_take_in_time_is_left(
    receiver: Receiver, sender: HttpSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending_module, "MOST_SLOW", 2)
    receiver.reply = Reply(after=0.05)
    assert [answer.status for answer in sender.send_messages_in_parallel([message(receiver.url)] * 6)] == [204] * 3
    assert len(receiver.received) == 3


def test_a_receiver_that_hung_up_gets_the_next_message_once(receiver: Receiver, sender: HttpSender) -> None:
    sender.send_message(message(receiver.url))
    receiver.hang_up()
    assert sender.send_message(message(receiver.url)).status == 204
    assert (len(receiver.received), receiver.connections) == (2, 2)


def test_an_answer_that_ends_the_connection_is_followed_by_another_connection(
    receiver: Receiver, sender: HttpSender
) -> None:
    receiver.answer_next(Reply(503, {"Connection": "close", "Content-Length": "0"}))
    assert [sender.send_message(message(receiver.url)).status for _ in range(2)] == [503, 204]
    assert receiver.connections == 2


def test_a_name_that_leads_elsewhere_now_gets_no_message_over_the_old_connection(receiver: Receiver) -> None:
    names, url = Names("127.0.0.1"), f"http://hooks.example.com:{receiver.port}/"
    with closing(HttpSender(HERE, resolver=names)) as sender:
        assert sender.send_message(message(url)).status == 204
        names.addresses = ("127.0.0.2",)
        assert sender.send_message(message(url)).status is None
    assert len(receiver.received) == 1
