"""Each verb of the closed list means one thing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.intake.activities import Activity
from app.intake.identifiers import PUBLIC_AUDIENCES
from app.intake.verbs import VERBS, ActivityMeaning, UnclearActivity, find_activity_meaning
from app.journal.kinds import KINDS

NOTE = {"id": "n1", "type": "Note", "attributedTo": "https://rse.example/users/bea"}
ASKED = {"id": "q1", "type": "Question", "attributedTo": {"id": "bea", "type": "Person"}}


def meaning_of(verb: str, thing: Any = "n1", **members: Any) -> ActivityMeaning | None:
    return find_activity_meaning(msgspec.convert({"type": verb, "actor": "ada", "object": thing} | members, Activity))


MEANINGS: list[tuple[str, ActivityMeaning | None, ActivityMeaning]] = [
    ("a post", meaning_of("Create"), ActivityMeaning("post.created", object="n1")),
    (
        "an article",
        meaning_of("Create", {"id": "a1", "type": ["Article", "ext:Case"]}),
        ActivityMeaning("post.created", object="a1"),
    ),
    (
        "a question",
        meaning_of("Create", {"id": "q1", "type": "Question"}),
        ActivityMeaning("post.created", object="q1", is_question=True),
    ),
    (
        "a poll",
        meaning_of("Create", {"id": "q1", "type": "Question", "oneOf": [{"name": "Oui"}]}),
        ActivityMeaning("post.created", object="q1"),
    ),
    ("a post that nobody can name", meaning_of("Create", {"type": "Note"}), ActivityMeaning("post.created")),
    (
        "a post to someone",
        meaning_of("Create", to=["as:Public", "bea"]),
        ActivityMeaning("post.created", object="n1", counterpart="bea"),
    ),
    (
        "a note to someone",
        meaning_of("Create", {"id": "n1", "to": "bea"}),
        ActivityMeaning("post.created", object="n1", counterpart="bea"),
    ),
    ("a post to all", meaning_of("Create", to=sorted(PUBLIC_AUDIENCES)), ActivityMeaning("post.created", object="n1")),
    (
        "a post in a community",
        meaning_of("Create", target="c1"),
        ActivityMeaning("post.created", object="n1", community="c1"),
    ),
    (
        "a note in a community",
        meaning_of("Create", {"id": "n1", "audience": "c1"}),
        ActivityMeaning("post.created", object="n1", community="c1"),
    ),
    (
        "an answer",
        meaning_of("Create", {"id": "n2", "inReplyTo": ASKED}),
        ActivityMeaning("answer.created", object="n2", counterpart="bea", answers="q1"),
    ),
    (
        "an answer to what only its id is told of",
        meaning_of("Create", {"id": "n2", "inReplyTo": "q1"}, to="bea"),
        ActivityMeaning("answer.created", object="n2", counterpart="bea", answers="q1"),
    ),
    (
        "a comment",
        meaning_of("Create", {"id": "n2", "type": "Comment", "inReplyTo": NOTE}),
        ActivityMeaning("comment.created", object="n2", counterpart="https://rse.example/users/bea"),
    ),
    ("a like", meaning_of("Like", NOTE), ActivityMeaning("post.liked", object="n1", counterpart=NOTE["attributedTo"])),
    (
        "a share",
        meaning_of("Announce", NOTE),
        ActivityMeaning("post.shared", object="n1", counterpart=NOTE["attributedTo"]),
    ),
    ("a follow", meaning_of("Follow", "bea"), ActivityMeaning("person.followed", counterpart="bea")),
    (
        "a joining",
        meaning_of("Join", {"id": "c1", "type": "Group"}),
        ActivityMeaning("community.joined", community="c1"),
    ),
    ("a leaving", meaning_of("Leave", ["c1"]), ActivityMeaning("community.left", community="c1")),
    (
        "a useful answer",
        meaning_of("Accept", NOTE),
        ActivityMeaning("answer.accepted", object="n1", counterpart=NOTE["attributedTo"]),
    ),
    ("an undoing", meaning_of("Undo", "a1"), ActivityMeaning("activity.undone", undoes="a1")),
    (
        "an undoing told whole",
        meaning_of("Undo", {"id": "a1", "actor": "bea"}),
        ActivityMeaning("activity.undone", undoes="a1", author="bea"),
    ),
    ("a deletion", meaning_of("Delete", "n1"), ActivityMeaning("object.deleted", undoes="n1")),
    (
        "a moderator's",
        meaning_of("Delete", NOTE),
        ActivityMeaning("object.deleted", undoes="n1"),
    ),
]


@pytest.mark.parametrize(("_what", "meant", "expected"), MEANINGS, ids=[what for what, _, _ in MEANINGS])
def test_each_activity_means_one_thing(_what: str, meant: ActivityMeaning | None, expected: ActivityMeaning) -> None:
    assert meant == expected
    assert expected.kind in KINDS


ADA = "https://rse.example/users/ada"


@pytest.mark.parametrize(
    "thing",
    [
        "ada",
        {"id": "ada", "type": "Person"},
        {"id": ADA, "type": "Person"},
        {"id": "p1", "type": ["Profile", "ext:Card"], "attributedTo": ADA},
    ],
)
def test_changing_ones_own_profile_counts(thing: Any) -> None:
    assert meaning_of("Update", thing) == ActivityMeaning("profile.updated")


@pytest.mark.parametrize(
    "thing",
    [
        "n1",
        {"id": "n1", "type": "Note"},
        {"id": "https://rse.example/notes/ada", "type": "Note"},
        {"id": "ada", "type": "Group"},
        {"id": "bea", "type": "Person"},
        {"id": "p1", "type": "Profile", "attributedTo": "bea"},
        {"type": "Person"},
    ],
)
def test_changing_anything_else_counts_for_nothing(thing: Any) -> None:
    assert meaning_of("Update", thing) is None


def test_accepting_an_invitation_counts_for_nothing() -> None:
    assert meaning_of("Accept", {"id": "i1", "type": "Invite"}) is None


def test_an_unknown_verb_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnclearActivity) as refused:
        meaning_of("Solve")
    assert all(verb in refused.value.reason for verb in VERBS)
