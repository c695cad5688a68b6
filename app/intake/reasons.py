"""Why an item counted for nothing, or not yet: a code for machines, and a sentence for whoever reads the answer."""

from __future__ import annotations

from collections.abc import Mapping

UNKNOWN_PERSON = "unknown-or-not-taking-part"
"""One code for three cases: an unknown name, a person who does not take part, one who did not yet or has left."""
NOTHING_TO_COUNT = "nothing-to-count"
TOO_OLD = "older-than-13-months"
ANOTHER_HOST = "another-host"
TOWARDS_ONESELF = "towards-oneself"
ALREADY_HERE = "already-here"
ID_USED_BEFORE = "id-used-before"
UNREADABLE = "unreadable"
UNCLEAR = "unclear"
ACTORS_DISAGREE = "actors-disagree"

SENTENCES: Mapping[str, str] = {
    UNKNOWN_PERSON: "Nobody who takes part here, or took part then, has this name.",
    NOTHING_TO_COUNT: "This activity counts for nothing here.",
    TOO_OLD: "It happened more than thirteen months ago.",
    ANOTHER_HOST: "The actor's address is on a host that is not this network's. NETWORK_HOSTS names further hosts.",
    TOWARDS_ONESELF: "It is towards oneself: an answer to one's own question, or a gesture towards one's own text.",
    ALREADY_HERE: "The same activity came before.",
    ID_USED_BEFORE: "Another activity came before under this id. Give each activity an id of its own.",
    "taken-back": "It is taken back. It counts again if that is undone.",
    "object-deleted": "What it is about is deleted. It counts again if that is restored.",
    "not-known-as-an-answer": "It counts once an answer with this id is known. Send its type or its inReplyTo with it.",
    "already-counted": "The same gesture of the same person counts already, or counts again now: a Create brings back what was deleted. This one counts if that one is taken back.",
    "nothing-to-take-back": "Nothing that this may take back is here under this id. If it comes later, it does not count.",
    "somebody-elses": "Somebody else did that. Only they, or a moderator (moderation: true), can undo it.",
    UNREADABLE: "It cannot be read.",
    UNCLEAR: "It cannot be understood.",
    ACTORS_DISAGREE: "The activity and what is in it name different people.",
}
"""The sentence of each code. Some facts lack a code of their own: what is refused carries its own sentence."""

FINAL = frozenset({"somebody-elses", TOWARDS_ONESELF})
"""Codes of facts that are kept and will never count."""
