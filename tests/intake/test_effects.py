"""The answer to an item says what it changed, and why it changed nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.intake.reasons import SENTENCES
from app.kernel import clock
from tests.intake.conftest import NOW, Rse, doing, event, read_json

ANSWER = {"id": "a1", "type": "Note", "inReplyTo": {"id": "q1", "attributedTo": "bea"}}
MARKED = {"id": "a1", "type": "Note", "attributedTo": "ada"}
LATER = "2026-03-02T08:45:00Z"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


def effects(rse: Rse, *events: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    """What each of these changed, and why not: sent one after another."""
    answers = [read_json(rse.push([each]))["items"][0] for each in events]
    assert all(item.get("detail") == SENTENCES[item["code"]] for item in answers if "code" in item)
    return [(item["outcome"], item["effect"], item.get("code")) for item in answers]


CASES: list[tuple[str, list[dict[str, Any]], tuple[str, str, str | None]]] = [
    ("a post", [doing(1)], ("accepted", "counted", None)),
    ("the same again", [doing(1), doing(1)], ("duplicate", "none", "already-here")),
    ("another under the same id", [doing(1), doing(1, "Like", object="n2")], ("duplicate", "none", "id-used-before")),
    ("somebody unknown", [doing(1, actor="nobody")], ("dropped", "none", "unknown-or-not-taking-part")),
    ("somebody elsewhere", [doing(1, actor="https://elsewhere.example/users/ada")], ("dropped", "none", "another-host")),
    ("a gesture again", [doing(1, "Like"), doing(2, "Like")], ("accepted", "kept", "already-counted")),
    ("an undo of something", [doing(1, "Like"), doing(2, "Undo", object="event-1")], ("accepted", "counted", None)),
    ("an undo of nothing", [doing(2, "Undo", object="event-1")], ("accepted", "kept", "nothing-to-take-back")),
    (
        "an undo of what another did",
        [doing(1, "Like"), doing(2, "Undo", actor="bea", object="event-1")],
        ("accepted", "none", "somebody-elses"),
    ),
    (
        "a moderator's undo of an acceptance",
        [doing(1, "Accept", object=MARKED, actor="bea"), event(2, moderation=True, data=doing(2, "Undo", actor="a-moderator", object="event-1")["data"])],
        ("accepted", "counted", None),
    ),
    ("what was undone before", [doing(2, "Undo", object="event-1"), doing(1, "Like")], ("accepted", "kept", "taken-back")),
    ("a deletion of nothing", [doing(1, "Delete", object="n9")], ("accepted", "kept", "nothing-to-take-back")),
    ("a deletion of an activity by its id", [doing(1, "Like"), doing(2, "Delete", actor="a-moderator", object="event-1")], ("accepted", "counted", None)),
    ("a like of what was deleted", [doing(1, "Delete", object="n9"), doing(2, "Like", object="n9")], ("accepted", "kept", "object-deleted")),
    ("one's own answer accepted", [doing(1, object=ANSWER), doing(2, "Accept", object=MARKED)], ("dropped", "none", "towards-oneself")),
    ("one's own answer accepted by its id", [doing(1, object=ANSWER), doing(2, "Accept", object="a1")], ("accepted", "none", "towards-oneself")),
    ("one's own question answered", [doing(1, object=ANSWER | {"inReplyTo": {"id": "q", "attributedTo": "ada"}})], ("dropped", "none", "towards-oneself")),
    ("an acceptance of anything", [doing(1, "Accept", object="follow-7")], ("accepted", "kept", "not-known-as-an-answer")),
    ("an acceptance of an event", [doing(1, "Accept", object={"id": "e", "type": "Event", "attributedTo": "bea"})], ("dropped", "none", "nothing-to-count")),
    ("an acceptance of a known answer", [doing(1, object=ANSWER), doing(2, "Accept", object="a1", actor="bea")], ("accepted", "counted", None)),
    ("an asker who does not take part", [doing(1, "Accept", object=MARKED, actor="dan")], ("accepted", "counted", None)),
    (
        "another undone by an asker who does not take part",
        [doing(1, "Accept", object=MARKED, actor="dan"), doing(2, "Undo", object="event-1", actor="dan")],
        ("accepted", "counted", None),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("events", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_item_is_answered_with_what_it_changed(
    rse: Rse, events: list[dict[str, Any]], expected: tuple[str, str, str | None]
) -> None:
    assert effects(rse, *events)[-1] == expected


def test_a_deletion_is_undone_by_whoever_moderates_and_created_again_by_its_author(rse: Rse) -> None:
    created = doing(1, object=ANSWER)
    deleted, undone = (
        doing(2, "Delete", actor="a-moderator", object="a1"),
        doing(3, "Undo", actor="another", object="event-2"),
    )
    assert {each[1] for each in effects(rse, created, deleted, undone)} == {"counted"}
    again = doing(5, object=ANSWER, published=LATER)
    assert effects(rse, doing(4, "Delete", object="a1"), again) == [
        ("accepted", "counted", None),
        ("accepted", "kept", "already-counted"),
    ]


def test_the_totals_tell_what_counts_from_what_is_kept(rse: Rse) -> None:
    answer = read_json(
        rse.push([doing(1, "Like"), doing(2, "Like"), doing(3, "Undo", object="x"), doing(4, actor="dan")])
    )
    assert {name: answer[name] for name in ("accepted", "counted", "kept", "dropped")} == {
        "accepted": 3,
        "counted": 1,
        "kept": 2,
        "dropped": 1,
    }


def test_what_is_refused_has_its_code_and_its_sentence(rse: Rse) -> None:
    (item,) = read_json(rse.push([doing(1, "Undo", object={"id": "x", "actor": "bea"})]))["items"]
    assert (item["outcome"], item["effect"], item["code"]) == ("refused", "none", "actors-disagree")
    assert item["pointer"] == "/data/object/actor"
    assert item["detail"] == item["reason"]
