"""Reads the ids in an activity: an id alone, an object that has one, or a list of either."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from app.intake.activities import ActivityObject, Link

AS_NAMESPACE = "https://www.w3.org/ns/activitystreams#"
PUBLIC_AUDIENCES = frozenset({f"{AS_NAMESPACE}Public", "as:Public", "Public"})
"""The public, as ActivityStreams writes it: neither a person nor a community."""

PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|\Z)")
"""An address whose host stands between its slashes as it is: nearly every one. Others are parsed, at ten times the cost."""

KEPT_NAMES = 4_096
"""Names that one process remembers with what it read in them: in a batch, most people are named several times."""

NOBODY = "urn:passerelle:nobody"
"""The actor of an act of which the network does not tell whose it is: no account that anybody could map."""


@lru_cache(KEPT_NAMES)
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


@lru_cache(KEPT_NAMES)
def find_host(name: str) -> str | None:
    """The host that an address or an `acct:` names, in small letters; None for any other id."""
    if plain := PLAIN_HOST.match(name):
        return plain[1]
    if name.startswith("acct:"):
        host = name[5:].rpartition("@")[2] if "@" in name else ""
    elif name.startswith(("https://", "http://")):
        try:
            host = urlsplit(name).hostname or ""
        except ValueError:
            return ""
    else:
        return None
    return host.rpartition(":")[0].casefold() if name.startswith("acct:") and ":" in host else host.casefold()


def is_on_any_host(name: str, hosts: Collection[str]) -> bool:
    """Whether `name` may be somebody of a network with these hosts: an id without a host may, and any where none is known."""
    host = find_host(name)
    return not hosts or host is None or host in hosts


def list_linked_objects(link: Link) -> list[ActivityObject]:
    """Everything that `link` names; an id alone is a thing with nothing but its id."""
    if isinstance(link, ActivityObject):
        return [link]
    if isinstance(link, str):
        return [ActivityObject(id=link)]
    return [ActivityObject(id=thing) if isinstance(thing, str) else thing for thing in link or ()]


def iterate_linked_ids(*links: Link) -> Iterator[str]:
    """Every id that `links` name, in order, except the public; a mention is named by its `href`."""
    for link in links:
        for thing in link if isinstance(link, list) else (link,):
            name = thing if isinstance(thing, str) else _get_own_id(thing)
            if name is not None and name not in PUBLIC_AUDIENCES:
                yield name


def _get_own_id(thing: ActivityObject | None) -> str | None:
    if thing is None:
        return None
    return thing.href if thing.id is None and has_any_type(thing, "Mention") else thing.id


def find_first_linked_id(*links: Link) -> str | None:
    """The first id that `links` name, except the public; None when there is none."""
    for link in links:
        if link is not None:
            for name in iterate_linked_ids(link):
                return name
    return None


def has_any_type(thing: ActivityObject, *types: str) -> bool:
    """Whether a thing is of one of `types`; it may have none, one or several."""
    return thing.type is not None and any(name in types for name in list_type_names(thing.type))


def list_type_names(types: str | list[str] | None) -> list[str]:
    """The names of types, those of ActivityStreams without their namespace."""
    if isinstance(types, str):
        return [_without_namespace(types)]
    return [_without_namespace(name) for name in types or ()]


def _without_namespace(name: str) -> str:
    return name.removeprefix(AS_NAMESPACE).removeprefix("as:") if ":" in name else name
