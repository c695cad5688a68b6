"""Each verb of the closed list means one thing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.intake.names import PUBLIC
from app.intake.shapes import Activity
from app.intake.verbs import VERBS, Deed, Unclear, deed_of
from app.journal.kinds import KINDS

NOTE = {"id": "n1", "type": "Note", "attributedTo": "https://rse.example/users/bea"}
ASKED = {"id": "q1", "type": "Question", "attributedTo": {"id": "bea", "type": "Person"}}


def deed(verb: str, thing: Any = "n1", **said: Any) -> Deed | None:
    return deed_of(msgspec.convert({"type": verb, "actor": "ada", "object": thing} | said, Activity))


MEANINGS: list[tuple[str, Deed | None, Deed]] = [
    ("a post", deed("Create"), Deed("post.created", object="n1")),
    ("an article", deed("Create", {"id": "a1", "type": ["Article", "ext:Case"]}), Deed("post.created", object="a1")),
    ("a question", deed("Create", {"id": "q1", "type": "Question"}), Deed("post.created", object="q1")),
    ("a post that nobody can name", deed("Create", {"type": "Note"}), Deed("post.created")),
    (
        "a post to someone",
        deed("Create", to=["as:Public", "bea"]),
        Deed("post.created", object="n1", counterpart="bea"),
    ),
    (
        "a note to someone",
        deed("Create", {"id": "n1", "to": "bea"}),
        Deed("post.created", object="n1", counterpart="bea"),
    ),
    ("a post to all", deed("Create", to=sorted(PUBLIC)), Deed("post.created", object="n1")),
    ("a post in a community", deed("Create", target="c1"), Deed("post.created", object="n1", community="c1")),
    (
        "a note in a community",
        deed("Create", {"id": "n1", "audience": "c1"}),
        Deed("post.created", object="n1", community="c1"),
    ),
    (
        "an answer",
        deed("Create", {"id": "n2", "inReplyTo": ASKED}),
        Deed("answer.created", object="n2", counterpart="bea"),
    ),
    (
        "an answer to what only its id is told of",
        deed("Create", {"id": "n2", "inReplyTo": "q1"}, to="bea"),
        Deed("answer.created", object="n2", counterpart="bea"),
    ),
    (
        "a comment",
        deed("Create", {"id": "n2", "type": "Comment", "inReplyTo": NOTE}),
        Deed("comment.created", object="n2", counterpart="https://rse.example/users/bea"),
    ),
    ("a like", deed("Like", NOTE), Deed("post.liked", object="n1", counterpart=NOTE["attributedTo"])),
    ("a share", deed("Announce", NOTE), Deed("post.shared", object="n1", counterpart=NOTE["attributedTo"])),
    ("a follow", deed("Follow", "bea"), Deed("person.followed", counterpart="bea")),
    ("a joining", deed("Join", {"id": "c1", "type": "Group"}), Deed("community.joined", community="c1")),
    ("a leaving", deed("Leave", ["c1"]), Deed("community.left", community="c1")),
    ("a useful answer", deed("Accept", NOTE), Deed("answer.accepted", object="n1", counterpart=NOTE["attributedTo"])),
    ("an undoing", deed("Undo", "a1"), Deed("activity.undone", undoes="a1")),
    (
        "an undoing told whole",
        deed("Undo", {"id": "a1", "actor": "bea"}),
        Deed("activity.undone", undoes="a1", author="bea"),
    ),
    ("a deletion", deed("Delete", "n1"), Deed("object.deleted", undoes="n1")),
    ("a moderator's", deed("Delete", NOTE), Deed("object.deleted", undoes="n1", author=NOTE["attributedTo"])),
]


@pytest.mark.parametrize(("_what", "meant", "expected"), MEANINGS, ids=[what for what, _, _ in MEANINGS])
def test_each_activity_means_one_thing(_what: str, meant: Deed | None, expected: Deed) -> None:
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
    assert deed("Update", thing) == Deed("profile.updated")


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
    assert deed("Update", thing) is None


def test_accepting_an_invitation_counts_for_nothing() -> None:
    assert deed("Accept", {"id": "i1", "type": "Invite"}) is None


def test_an_unknown_verb_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Unclear) as refused:
        deed("Solve")
    assert all(verb in refused.value.reason for verb in VERBS)
