"""Asks Graph: keeps subscriptions, reads channels from the beginning or where something was missed, and fetches what changed."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from app.intake.inbox_kind import NativeItem, NetworkClient, PolledItems, SourceMemory
from app.intake.json_text import get_objects, get_text
from app.intake.source import ConnectedSource
from app.intake.sources.graph.client import Graph
from app.intake.sources.graph.message import cut_message
from app.intake.sources.graph.rooms import CHANGED, DELTA, is_public
from app.intake.sources.graph.subscriptions import care_for_channel, find_channel_to_care_for

MESSAGES_AT_ONCE = 20
"""How many announcements of messages are settled in one call, by a request for each message."""


def poll_channels(source: ConnectedSource, memory: SourceMemory, client: NetworkClient) -> PolledItems:
    """The next thing to do: a subscription, a page of a channel, or some messages that changed. Where nothing is due, nobody is asked."""
    graph = Graph(source, client)
    channel = find_channel_to_care_for(source, memory)
    if channel is not None:
        care_for_channel(source, graph, memory, channel)
        return PolledItems(has_more=True)
    unread, changed = memory.list_keys(DELTA), memory.list_keys(CHANGED)
    if unread:
        return _read_page(source, graph, memory, unread)
    return _fetch_changed_messages(source, graph, memory, changed)


def _read_page(source: ConnectedSource, graph: Graph, memory: SourceMemory, unread: Sequence[str]) -> PolledItems:
    """One page of a channel: messages of the last eight months with their answers, as far as Graph lists them."""
    key, channel = unread[0], unread[0].removeprefix(DELTA)
    team, _, own = channel.partition("/")
    link = (
        get_text(memory.get(key) or {}, "link") or f"teams/{team}/channels/{own}/messages/delta?$top=50&$expand=replies"
    )
    page = (graph.ask(link) if is_public(memory, channel) else None) or {}
    following = get_text(page, "@odata.nextLink")
    memory.set(key, {"link": following} if following else None)
    tenant = source.options["tenant"]
    items = [item for each in get_objects(page, "value") for item in cut_message(each, channel, tenant, memory)]
    left = len(unread) - (not following)
    return PolledItems(items, has_more=True, progress=f"{left} channels to read" if left else "")


def _fetch_changed_messages(
    source: ConnectedSource, graph: Graph, memory: SourceMemory, changed: Sequence[str]
) -> PolledItems:
    """Each message once, however often it was announced; what is announced while it is fetched, is fetched again."""
    items: list[NativeItem] = []
    for key in changed[:MESSAGES_AT_ONCE]:
        memory.set(key, None)
    for place in dict.fromkeys(key.removeprefix(CHANGED).partition(" ")[0] for key in changed[:MESSAGES_AT_ONCE]):
        team, own, *ids = place.split("/")
        path = f"teams/{team}/channels/{own}/messages/" + "/replies/".join(quote(each, safe="") for each in ids)
        message = graph.ask(path) if is_public(memory, f"{team}/{own}") else None
        if message is not None:
            items += cut_message(message, f"{team}/{own}", source.options["tenant"], memory)
    return PolledItems(items, has_more=len(changed) > MESSAGES_AT_ONCE)
