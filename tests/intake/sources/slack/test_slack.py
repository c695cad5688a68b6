"""What Slack means: each act counts as it should and once, without words, programs and private channels."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from slack_sdk.signature import Clock, SignatureVerifier

from app.intake.activities import CloudEvent
from app.intake.inbox_kind import InboxKind
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven, source_kinds_by_name
from tests.intake.conftest import NOW
from tests.intake.memory import DictMemory
from tests.intake.sample import Credentials
from tests.intake.sources.slack.sample import CHANNEL, callback, deletion, message, write_headers, write_stamp

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
SOURCE = ConnectedSource("slack", SECRET)
ITEM = {"type": "message", "channel": CHANNEL, "ts": write_stamp(NOW)}
TOMBSTONE = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": write_stamp(NOW), "text": "deleted"}
OWN = f"{CHANNEL}/{write_stamp(NOW)}"


def get_kind() -> InboxKind:
    """The kind, as the application finds it."""
    kind = source_kinds_by_name()["slack"]
    assert isinstance(kind, InboxKind)
    return kind


class Listener:
    """Hears callbacks, and reads what it cut of them."""

    def __init__(self) -> None:
        self.memory, self.kept = DictMemory(), b""

    def hear(self, *callbacks: object) -> list[str]:
        """What the callbacks mean: verb, person and object of each activity, and what it answers."""
        kind, heard = get_kind(), []
        assert kind.cut is not None
        for each in callbacks:
            for item in kind.cut(SOURCE, RawRequest("application/json", {}, orjson.dumps(each), NOW), self.memory):
                self.kept += orjson.dumps(item.content)
                heard += [describe(parsed) for parsed in kind.read(SOURCE, item, self.memory)]
        return heard


def describe(parsed: object) -> str:
    """An activity in short."""
    assert isinstance(parsed, CloudEvent), parsed
    data: Any = parsed.data
    about = data.object if isinstance(data.object, str) else data.object.id
    answered = "" if isinstance(data.object, str) or data.object.in_reply_to is None else data.object.in_reply_to
    return " ".join(filter(None, (data.type, data.actor, about, getattr(answered, "id", ""))))


@pytest.fixture
def listener() -> Listener:
    """A listener that knows a public channel."""
    listening = Listener()
    assert listening.hear(message(0, NOW - timedelta(days=1))) != []
    return listening


def react(number: int, minute: int, kind: str = "reaction_added", **members: Any) -> dict[str, Any]:
    """Bea reacts to a message of Ada's, or takes it back."""
    named = {"user": "bea", "channel": None, "item": ITEM, "item_user": "ada", "reaction": "tada"}
    return callback(number, kind, NOW + timedelta(minutes=minute), **(named | members))


def test_signatures_are_those_that_slack_itself_makes_and_verifies() -> None:
    class ClockOfNow(Clock):
        def now(self) -> float:
            """The moment of these tests."""
            return NOW.timestamp()

    judge, body = SignatureVerifier(SECRET, ClockOfNow()), orjson.dumps(message(1, NOW))
    judged_headers = {"X-Slack-Request-Timestamp": str(int(NOW.timestamp()))}
    signature = judge.generate_signature(timestamp=judged_headers["X-Slack-Request-Timestamp"], body=body)
    judged_headers["X-Slack-Signature"] = signature or "no timestamp was given"
    for seconds, secret in ((0, SECRET), (299, SECRET), (301, SECRET), (-301, SECRET), (0, "another")):
        ours = dict(write_headers(Credentials(secret, ""), body, NOW - timedelta(seconds=seconds)))
        assert is_proven(ours, body) is judge.is_valid_request(body, ours), (seconds, secret)
    assert is_proven(judged_headers, body)
    assert not is_proven(judged_headers, body + b" ")
    assert not is_proven(judged_headers | {"X-Slack-Request-Timestamp": "1e9"}, body)


def is_proven(headers: dict[str, str], body: bytes) -> bool:
    """Whether the kind takes the request for one of its source's."""
    named = {name.lower(): text for name, text in headers.items()}
    try:
        get_kind().authenticate(SOURCE, RawRequest("application/json", named, body, NOW))
    except SourceNotProven:
        return False
    return True


@pytest.mark.parametrize(
    ("sent", "means"),
    [
        (message(1, NOW), [f"Create ada {OWN}"]),
        (message(1, NOW, subtype="file_share", files=[{"id": "F1", "title": "secret.pdf"}]), [f"Create ada {OWN}"]),
        (message(1, NOW, thread_ts="1772.000100", parent_user_id="bea"), [f"Create ada {OWN} {CHANNEL}/1772.000100"]),
        (
            message(1, NOW, subtype="thread_broadcast", thread_ts="1772.000100", root={"user": "bea"}),
            [f"Create ada {OWN} {CHANNEL}/1772.000100"],
        ),
        (message(1, NOW, thread_ts=write_stamp(NOW)), [f"Create ada {OWN}"]),
        (deletion(1, NOW), [f"Delete ada {OWN}"]),
        (message(1, NOW, subtype="message_changed", user=None, message=TOMBSTONE), [f"Delete USLACKBOT {OWN}"]),
        (message(1, NOW, subtype="message_changed", user=None, message={"user": "ada", "ts": "1.000000"}), []),
        (react(1, 0), [f"Like bea {OWN}"]),
        (react(1, 0, item={"type": "file", "file": "F1"}, channel=CHANNEL), []),
        (callback(1, "member_joined_channel", NOW, channel_type="C"), [f"Join ada {CHANNEL}"]),
        (callback(1, "member_left_channel", NOW, channel_type="C", event_ts=None), [f"Leave ada {CHANNEL}"]),
        (callback(1, "member_joined_channel", NOW, user="UBOT"), []),
        (message(1, NOW, subtype="bot_message", user=None, bot_id="B1"), []),
        (message(1, NOW, bot_id="B1", user="UBOT"), []),
        (message(1, NOW, user="USLACKBOT"), []),
        (message(1, NOW, user="UELSEWHERE", user_team="T0002"), []),
        (message(1, NOW, subtype="channel_topic", topic="secret"), []),
        (callback(1, "app_mention", NOW, text="<@UBOT> bonjour"), []),
        ({"type": "app_rate_limited", "team_id": "T0001", "minute_rate_limited": 1772442000}, []),
    ],
)
def test_each_event_means_one_act_or_none(listener: Listener, sent: dict[str, Any], means: list[str]) -> None:
    assert listener.hear(sent) == means
    for word in (b"Bonjour", b"secret", b"7e1f"):
        assert word not in listener.kept


def test_nothing_is_heard_of_private_channels_but_what_takes_back_what_counted_while_they_were_public() -> None:
    listening = Listener()
    for private in ("group", "im", "mpim", "app_home"):
        assert listening.hear(message(1, NOW, channel_type=private)) == []
    joined = callback(2, "member_joined_channel", NOW, channel_type="C")
    assert (
        listening.hear(message(1, NOW, channel_type=None), react(3, 1), joined, deletion(4, NOW, channel_type=None))
        == []
    )
    assert listening.kept == b"", "No message told that the channel is public."
    later = NOW + timedelta(hours=1)
    becomes_public = message(5, later, subtype="channel_convert_to_public", channel_type="group")
    assert listening.hear(becomes_public, message(6, later), react(7, 61)) == [
        f"Create ada {CHANNEL}/{write_stamp(later)}",
        f"Like bea {OWN}",
    ]
    becomes_private = message(8, later + timedelta(hours=1), subtype="channel_convert_to_private")
    ended = [react(9, 122, "reaction_removed"), deletion(10, later, channel_type="group")]
    assert listening.hear(becomes_private, message(11, NOW), react(12, 121, reaction="heart"), *ended) == [
        "Undo bea Ev7",
        f"Delete ada {CHANNEL}/{write_stamp(later)}",
    ]


def test_a_reaction_is_taken_back_by_the_id_of_its_event_in_whichever_order_it_is_told(listener: Listener) -> None:
    like = f"Like bea {OWN}"
    assert listener.hear(react(1, 1), react(2, 2, "reaction_removed")) == [like, "Undo bea Ev1"]
    assert listener.hear(react(3, 3), react(2, 2, "reaction_removed")) == [like], (
        "The removal is older than the second."
    )
    assert listener.hear(react(4, 5, "reaction_removed"), react(5, 4)) == ["Undo bea Ev3"], "It came after its removal."
    assert listener.hear(react(6, 6, reaction="heart"), react(7, 7, "reaction_removed")) == [like]
    assert b"bea" not in orjson.dumps(listener.memory.values)


def test_mentions_are_heard_and_the_words_around_them_are_not(listener: Listener) -> None:
    kind, text = get_kind(), "<@U1|camille> et <@W2> : secret, <#C1|general> <!here> <@U1>"
    assert kind.cut is not None
    request = RawRequest("application/json", {}, orjson.dumps(message(1, NOW, text=text)), NOW)
    (item,) = kind.cut(SOURCE, request, listener.memory)
    assert item.content["mentions"] == ["U1", "W2"]
    assert b"secret" not in orjson.dumps(item.content)
    assert b"camille" not in orjson.dumps(item.content)
