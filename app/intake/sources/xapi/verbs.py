"""Which verbs of which vocabularies count, and as what; that somebody passes a test or completes a course does not."""

from __future__ import annotations

from collections.abc import Mapping

ACTS = ("accept", "ask", "comment", "follow", "join", "leave", "like", "post", "reply", "share")

ADL, TINCAN = "http://adlnet.gov/expapi/verbs/", "http://id.tincanapi.com/verb/"
STREAMS, OLD_STREAMS = "http://activitystrea.ms/", "http://activitystrea.ms/schema/1.0/"
ACROSSX = "https://w3id.org/xapi/acrossx/verbs/"

VOIDED = f"{ADL}voided"

VERBS: Mapping[str, str] = {
    f"{ADL}asked": "ask",
    f"{ADL}commented": "comment",
    f"{ADL}shared": "share",
    f"{TINCAN}replied": "reply",
    f"{ACROSSX}commented": "comment",
    f"{ACROSSX}liked": "like",
    f"{ACROSSX}posted": "post",
    f"{ACROSSX}replied": "reply",
    f"{ACROSSX}shared": "share",
    f"{OLD_STREAMS}author": "post",
    **{
        prefix + verb: act
        for prefix in (STREAMS, OLD_STREAMS)
        for verb, act in {
            "accept": "accept",
            "create": "post",
            "follow": "follow",
            "join": "join",
            "leave": "leave",
            "like": "like",
            "post": "post",
            "share": "share",
        }.items()
    },
}

TALK = frozenset(
    {
        *(
            f"http://id.tincanapi.com/activitytype/{name}"
            for name in ("discussion", "forum-reply", "forum-topic", "blog")
        ),
        *(f"{OLD_STREAMS}{name}" for name in ("article", "comment", "note", "question", "review")),
        "http://www.w3.org/ns/activitystreams#Question",
    }
)
"""What people write for each other. Whoever creates a course, or answers the question of a test, writes no post."""

REPLY = "http://id.tincanapi.com/activitytype/forum-reply"
"""The object of some statements is the reply itself, and not what is replied to."""
