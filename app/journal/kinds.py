"""The closed list of what can happen: every kind of fact, with the sentence that the reference prints."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "person.joined": "A person said yes to Passerelle.",
    "person.left_game": "A person stopped taking part; nothing new is stored about them.",
    "person.departed": "A person left the company.",
    "person.paused": "A person set everything aside for a while.",
    "person.resumed": "A pause ended; the body says from when until when it lasted.",
    "charter.accepted": "A person accepted a version of the charter.",
    "choices.changed": "A person changed who sees what.",
    "policy.changed": "Points, boards, badges or prizes were switched off or on for the company or a part of it.",
    "crisis.started": "A crisis began: games, celebrations, digests and nudges pause for everyone or for one site.",
    "crisis.ended": "A crisis ended; dates that lasted through it shift by the pause.",
    "post.created": "A person published a post, perhaps addressed to someone.",
    "answer.created": "A person answered a question or a message of someone.",
    "comment.created": "A person commented on something.",
    "answer.accepted": "The asker marked an answer as useful.",
    "post.liked": "A person liked something.",
    "post.shared": "A person shared something.",
    "person.followed": "A person followed someone.",
    "community.joined": "A person joined a community.",
    "community.left": "A person left a community.",
    "activity.undone": "An earlier activity was taken back.",
    "object.deleted": "Something published earlier was deleted, by its author or a moderator; who it was is not kept.",
    "profile.updated": "A person changed their own profile on the network.",
    "quiz.passed": "A person gave enough right answers to a mission's questions.",
    "mission.declared": "A person said that they did what a mission asks for.",
    "evidence.accepted": "What a person sent for a mission was read and accepted.",
    "meeting.confirmed": "A person and somebody else confirmed that they met.",
    "presence.confirmed": "A person was where a mission's code was shown.",
    "pairing.started": "A senior and a junior of a round both said yes and begin to meet; who they are is told to nobody.",
    "pairing.ended": "A mentoring pair is over: neither why nor who wished it is told.",
    "mentoring.session_held": "The two of a mentoring pair met.",
    "mentoring.completed": "A person saw a mentoring pair through to its last session: one fact for each of the two.",
    "mission.completed": "A person completed a mission.",
    "mission.reopened": "A completion was taken back because what it rested on was.",
    "path.completed": "A person completed every mission of a path; a path that grows afterwards stays completed.",
    "path.reopened": "A completed path was taken back because a completion that it rested on was.",
    "mission.ended": "A mission ended for everybody: whoever lacks it needs it no more, for a path, a badge or another mission.",
    "badge.awarded": "A person was awarded a badge.",
    "badge.revoked": "An award was withdrawn.",
    "badge.expired": "The term of an award ended; the badge may be received again.",
    "thanks.given": "A person thanked a colleague: neither who it was nor the words are here, and it counts for nothing; the body says what it weighs as a sign, in `tenths`.",
    "ambassador.named": "A person’s term as an ambassador began: colleagues proposed them, they accepted, and HR confirmed.",
    "ambassador.ended": "A person’s term as an ambassador ended: it lapsed, or the person ended it.",
    "points.credited": "Points were credited or corrected for some people: one fact for a whole batch.",
    "leaderboard.published": "A new version of a leaderboard was published.",
    "contest.published": "A contest was announced, with its regulation and the commitment of its seed.",
    "contest.opened": "A contest opened: what people do counts from now on.",
    "contest.closed": "A contest closed: nothing that happens later counts.",
    "contest.announced": "The provisional result of a contest can be read; the body says its number, for a later one replaces it.",
    "contest.finalised": "The result of a contest is final.",
    "contest.cancelled": "A contest was cancelled before its result was final.",
    "prize.won": "A person, or a group without an actor, won a prize of a contest whose result is final.",
    "prize.handed_over": "A winner received the prize.",
    "endpoint.disabled": "An address of webhooks was disabled: it said that it is gone, or failed for five days.",
}

CREATIONS = frozenset({"post.created", "answer.created", "comment.created"})
"""Kinds by which an object appears: one stands for each person, kind and object, the earliest."""

MARKS = frozenset({"answer.accepted", "post.liked", "post.shared"})
"""Gestures towards what somebody wrote: they go when it is deleted, and are never made towards oneself."""

GESTURES = MARKS | {"person.followed", "community.joined"}
"""Kinds of which one stands for each person and what it is towards, the earliest, however often it is sent."""

TAKE_BACKS = frozenset({"activity.undone", "object.deleted", "mission.reopened", "path.reopened", "badge.revoked"})
"""Kinds that name, in `undoes`, what they take back."""
