"""Keeps a subscription for each channel: made, renewed before it expires, made again when it is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from app.intake.inbox_kind import SourceMemory
from app.intake.json_text import get_text
from app.intake.source import ConnectedSource
from app.intake.sources.graph.client import Graph
from app.intake.sources.graph.rooms import DELTA, LIFECYCLE, SUBSCRIPTION, remember_openness
from app.kernel.schema import JsonObject

LASTS, RENEWED_BEFORE = timedelta(minutes=60), timedelta(minutes=30)
"""How long a subscription is asked for, and how long before its end it is renewed. Channels are looked at again as often."""


def find_channel_to_care_for(source: ConnectedSource, memory: SourceMemory) -> str | None:
    """The first channel whose subscription is missing, ends soon, was made with another secret, or asks for something."""
    return next((each for each in source.options["channels"] if _needs_care(source, memory, each)), None)


def _needs_care(source: ConnectedSource, memory: SourceMemory, channel: str) -> bool:
    state = memory.get(SUBSCRIPTION + channel)
    if state is None or state["secret"] != _digest_secret(source):
        return True
    ends_soon = datetime.fromisoformat(state["until"]) - _get_moment(source) <= RENEWED_BEFORE
    return ends_soon or memory.get(LIFECYCLE + state["id"]) is not None


def care_for_channel(source: ConnectedSource, graph: Graph, memory: SourceMemory, channel: str) -> None:
    """Renew the subscription of a channel or make it, if everybody of the team may read it; end it otherwise.

    What nobody told us meanwhile is read from the channel itself: after a new subscription, and where Graph missed something.
    """
    is_open = _is_standard(graph, channel)
    remember_openness(memory, channel, is_public=is_open)
    state = memory.get(SUBSCRIPTION + channel) or {"id": "", "secret": ""}
    event = get_text(memory.get(LIFECYCLE + state["id"]) or {}, "event")
    memory.set(LIFECYCLE + state["id"], None)
    until = (_get_moment(source) + LASTS).isoformat()
    may_stay = is_open and state["secret"] == _digest_secret(source) and event != "subscriptionRemoved"
    kept = _renew_or_end_subscription(graph, state["id"], until, may_stay=may_stay)
    own = _make_subscription(source, graph, channel, until) if is_open and not kept else kept
    if own != kept or event == "missed":
        memory.set(DELTA + channel, {"link": ""})
    memory.set(SUBSCRIPTION + channel, {"id": own, "until": until, "secret": _digest_secret(source)})


def _is_standard(graph: Graph, channel: str) -> bool:
    """Whether everybody of the team may read the channel; one that is gone, or not ours to see, is none."""
    team, _, own = channel.partition("/")
    description = graph.ask(f"teams/{team}/channels/{own}?$select=membershipType")
    return description is not None and description.get("membershipType") == "standard"


def _renew_or_end_subscription(graph: Graph, subscription: str, until: str, *, may_stay: bool) -> str:
    """The subscription where it stands until then; empty where it is gone, or must not stay."""
    if not subscription:
        return ""
    if not may_stay:
        graph.ask(f"subscriptions/{subscription}", "DELETE")
        return ""
    renewed = graph.ask(f"subscriptions/{subscription}", "PATCH", {"expirationDateTime": until})
    return subscription if renewed is not None else ""


def _make_subscription(source: ConnectedSource, graph: Graph, channel: str, until: str) -> str:
    """Graph checks the address while it is asked; without resource data, so that no word of a message comes to it."""
    team, _, own = channel.partition("/")
    address = source.options["notification_url"]
    wanted: JsonObject = {
        "changeType": "created,updated,deleted",
        "notificationUrl": address,
        "lifecycleNotificationUrl": address,
        "resource": f"teams/{team}/channels/{own}/messages",
        "includeResourceData": False,
        "expirationDateTime": until,
        "clientState": source.secret.partition(" ")[0],
    }
    return get_text(graph.ask("subscriptions", "POST", wanted) or {}, "id")


def _digest_secret(source: ConnectedSource) -> str:
    return sha256(source.secret.partition(" ")[0].encode()).hexdigest()[:16]


def _get_moment(source: ConnectedSource) -> datetime:
    assert source.asked_at is not None, "A source that is asked says when."
    return source.asked_at.astimezone(UTC)
