"""Reads the ids in an activity: an id alone, an object that has one, or a list of either."""

from __future__ import annotations

from urllib.parse import unquote

from app.intake.activities import ActivityObject, Link

PUBLIC_AUDIENCES = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
"""The public, as ActivityStreams writes it: neither a person nor a community."""


def parse_external_id(name: str) -> str:
    """The directory id of the person that the RSE calls `name`.

    `acct:camille@rse.example` and `https://rse.example/users/camille` (or `/@camille`) are both "camille";
    anything else is the id itself.
    """
    if name.startswith(("https://", "http://")):
        path = name.partition("#")[0].partition("?")[0]
        return unquote(path.rstrip("/").rpartition("/")[2]).removeprefix("@")
    if name.startswith("acct:"):
        return unquote(name[5:].partition("@")[0])
    return name


def list_linked_objects(link: Link) -> list[ActivityObject]:
    """Everything that `link` names; an id alone is a thing with nothing but its id."""
    if isinstance(link, ActivityObject):
        return [link]
    if isinstance(link, str):
        return [ActivityObject(id=link)]
    return [ActivityObject(id=thing) if isinstance(thing, str) else thing for thing in link or ()]


def find_first_linked_id(*links: Link) -> str | None:
    """The first id that `links` name, except the public; None when there is none."""
    for link in links:
        for thing in link if isinstance(link, list) else (link,):
            name = thing.id if isinstance(thing, ActivityObject) else thing
            if name is not None and name not in PUBLIC_AUDIENCES:
                return name
    return None


def has_any_type(thing: ActivityObject, *types: str) -> bool:
    """Whether a thing is of one of `types`; it may have none, one or several."""
    own = [thing.type] if isinstance(thing.type, str) else thing.type or []
    return any(name in types for name in own)
