"""Every form of an event that standards allow is read: binary headers, base64, lines, and what SDKs and networks write."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson
import pytest
from cloudevents.core.bindings.http import HTTPMessage, to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent

from app.intake.interpretation import InterpretedActivity
from app.intake.sources.cloudevents.kind import decode_header_value
from app.kernel import clock
from tests.intake.conftest import EARLIER, NOW, Rse, activity, doing, event, read_json
from tests.intake.test_reading import read

BINARY = {"ce_specversion": "1.0", "ce_source": "https://rse.example/", "ce_type": "activity"}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("plain", "plain"),
        ('"hello world"', "hello world"),
        (r'"a \"quoted\" \\ word"', r'a "quoted" \ word'),
        ("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € \N{GRINNING FACE}"),
        ("100%", "100%"),
        ("%FF%FE", None),
        ("%C3", None),
    ],
)
def test_an_attribute_is_read_from_its_header(header: str, meaning: str | None) -> None:
    assert decode_header_value(header) == meaning


def test_an_attribute_that_is_not_utf_8_is_refused_with_its_name(rse: Rse) -> None:
    answer = rse.push(activity(), "application/json", ce_id="%FF", **BINARY)
    assert answer.status_code == 422
    assert read_json(answer)["errors"][0]["pointer"] == "/id"


@pytest.mark.judge
@pytest.mark.parametrize("write", [to_binary_event, to_structured_event])
def test_what_the_official_sdk_writes_is_read(rse: Rse, write: Any) -> None:
    attributes = {
        "id": 'un "é" 100%',
        "source": "https://rse.example/",
        "type": "activity",
        "time": NOW - timedelta(minutes=1),
    }
    written: HTTPMessage = write(CloudEvent(attributes, activity(published=None)))
    headers = {name.replace("-", "_"): value for name, value in written.headers.items() if name != "content-type"}
    answer = rse.push(bytes(written.body), written.headers.get("content-type", ""), **headers)
    assert read_json(answer)["items"][0]["outcome"] == "accepted", answer.text
    assert [fact.source_key for fact in rse.facts()] == [attributes["id"]]


@pytest.mark.judge
def test_a_moderators_act_is_marked_by_an_extension_in_every_form(rse: Rse) -> None:
    rse.push([doing(1, "Like", actor="bea")])
    attributes = {"id": "m", "source": "https://rse.example/", "type": "activity", "moderation": True}
    written = to_binary_event(CloudEvent(attributes, activity("Undo", actor="a-moderator", object="event-1")))
    headers = {name.replace("-", "_"): value for name, value in written.headers.items()}
    assert read_json(rse.push(bytes(written.body), "", **headers))["counted"] == 1


def test_data_in_base64_is_read_alone_and_in_a_batch(rse: Rse) -> None:
    def wrapped(number: int, data: bytes) -> dict[str, Any]:
        sent = event(number)
        del sent["data"]
        return sent | {"data_base64": b64encode(data).decode()}

    sound, broken = orjson.dumps(activity()), [b"{", b"[" * 100, b"\xff"]
    assert rse.push_one(wrapped(1, sound)).status_code == 202
    sent = [
        wrapped(2, sound),
        *(wrapped(3 + place, data) for place, data in enumerate(broken)),
        doing(9) | {"data_base64": 7},
    ]
    assert rse.outcomes(sent) == ["accepted", "refused", "refused", "refused", "accepted"]


@pytest.mark.parametrize("media_type", ["application/ndjson", "application/x-ndjson"])
def test_lines_are_read_under_both_names(rse: Rse, media_type: str) -> None:
    lines = b"\n".join(orjson.dumps(doing(number, object=f"n{number}")) for number in (1, 2))
    assert rse.outcomes(lines, media_type) == ["accepted", "accepted"]


def test_another_type_is_answered_with_what_to_set(rse: Rse) -> None:
    answer = rse.push(activity(), "")
    assert answer.status_code == 415
    assert all(word in read_json(answer)["detail"] for word in ("missing", "application/json", "ce-specversion"))


REPLY = {"id": "n2", "type": "Note", "inReplyTo": "https://rse.example/notes/8"}
MENTION = {"type": "Mention", "href": "https://rse.example/users/bea", "name": "@bea"}

FORMS: list[tuple[str, dict[str, Any], str, tuple[str, ...]]] = [
    ("several types", doing(1, type=["Like", "https://schema.org/LikeAction"]), "post.liked", ()),
    ("a type with its namespace", doing(1, "https://www.w3.org/ns/activitystreams#Like"), "post.liked", ()),
    ("a type with a prefix", doing(1, "as:Like"), "post.liked", ()),
    ("moments without seconds", doing(1, published="2026-03-02T08:30Z"), "post.created", ()),
    ("moments without seconds in a zone", doing(1, published="2026-03-02T09:30+01:00"), "post.created", ()),
    ("a group before a person", doing(1, to=["https://rse.example/groups/all", "bea"]), "post.created", ("all", "bea")),
    (
        "a reply as Mastodon writes it",
        doing(1, object=REPLY | {"tag": [MENTION], "cc": ["https://rse.example/users/ada/followers", "https://rse.example/users/bea"]}, to="as:Public"),
        "answer.created",
        ("followers", "bea"),
    ),
    ("a mention alone", doing(1, object=REPLY | {"tag": MENTION}), "answer.created", ("bea",)),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "kind", "others"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS])
def test_every_form_of_an_activity_is_read(sent: dict[str, Any], kind: str, others: tuple[str, ...]) -> None:
    interpreted = read(sent)
    assert isinstance(interpreted, InterpretedActivity), interpreted
    assert (interpreted.meaning.kind, interpreted.others) == (kind, others)
    assert interpreted.at.isoformat() == EARLIER.replace("Z", "+00:00")


def test_a_text_is_towards_the_first_person_who_is_known(rse: Rse) -> None:
    rse.push([doing(1, to=["https://rse.example/groups/all", "https://rse.example/users/bea", "chloe"])])
    assert [fact.counterpart_id for fact in rse.facts()] == [rse.people["bea"]]
