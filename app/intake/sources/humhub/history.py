"""Reads the contents of visible spaces, the newest first: once for thirteen months, then again and again for thirty days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

from app.intake.inbox_kind import NativeItem, NetworkClient, NetworkSilent, PolledItems, SourceMemory
from app.intake.interpretation import ACTIVITY_KEPT_FOR
from app.intake.json_text import get_number, get_object, get_objects, get_text
from app.intake.responses import fetch_json, find_day_before
from app.intake.rounds import PollingRound, poll_next_page
from app.intake.source import ConnectedSource
from app.intake.sources.humhub.contents import (
    cut_comments,
    cut_content,
    cut_likes,
    is_open_space,
    is_visible_space,
    may_be_kept,
)
from app.kernel.schema import JsonObject

WHOLE, TOTALS = "whole:", "totals:"
"""The keys of spaces that were read wholly once, and of how many comments and likes were seen."""

LOOKED_AT_AGAIN = timedelta(days=30)
"""How old a post may be for a new comment or like to be found: the network lists by when a post was made."""

PAGE, LIST_PAGE, MOST_PAGES = 25, 100, 100


@dataclass(frozen=True)
class Network:
    """The REST module of a HumHub, spoken with a bearer token."""

    source: ConnectedSource
    client: NetworkClient

    def ask(self, path: str, **query: object) -> JsonObject:
        """The answer of one call; an empty one for what is not there."""
        address = f"{self.source.options['address'].rstrip('/')}/api/v1/{path}?{urlencode(query)}"
        answer = fetch_json(self.client, address, {"Authorization": f"Bearer {self.source.secret}"})
        if answer is not None and not isinstance(answer, dict):
            raise NetworkSilent(f"The network answered {path} with something else than an object.")
        return answer or {}

    def list_all(self, path: str, **query: object) -> Iterator[JsonObject]:
        """The results of every page."""
        for page in range(1, MOST_PAGES):
            answer = self.ask(path, **query, limit=LIST_PAGE, page=page)
            yield from get_objects(answer, "results")
            if page >= get_number(answer, "pages"):
                return


def poll_spaces(source: ConnectedSource, memory: SourceMemory, client: NetworkClient) -> PolledItems:
    """One page of the contents of one space."""
    network = Network(source, client)
    reading = PollingRound(lambda: _list_spaces(network), partial(_read_page, network), "spaces")
    return poll_next_page(memory, reading)


def _list_spaces(network: Network) -> list[JsonObject]:
    spaces = [
        {
            "container": get_number(space, "contentcontainer_id"),
            "name": get_text(space, "guid"),
            "open": is_open_space(space),
        }
        for space in network.list_all("space")
        if is_visible_space(space) and get_number(space, "contentcontainer_id")
    ]
    return [{**space, "page": 1, "newest": ""} for space in spaces]


def _read_page(network: Network, space: JsonObject, memory: SourceMemory) -> tuple[list[NativeItem], JsonObject | None]:
    """The items of a page, and the place of the next one; None behind the last that matters."""
    container, page = space["container"], space["page"]
    answer = network.ask(f"content/find-by-container/{container}", limit=PAGE, page=page)
    contents = get_objects(answer, "results")
    items = [item for each in contents for item in _read_content(network, each, space, memory)]
    made = [get_text(get_object(each, "metadata"), "created_at") for each in contents]
    newest = space["newest"] or max(made, default="")
    reach = LOOKED_AT_AGAIN if memory.get(f"{WHOLE}{container}") is not None else ACTIVITY_KEPT_FOR
    if page < get_number(answer, "pages") and min(made, default="")[:10] >= find_day_before(newest, reach):
        return items, {**space, "page": page + 1, "newest": newest}
    memory.set(f"{WHOLE}{container}", {})
    return items, None


def _read_content(
    network: Network, content: JsonObject, space: JsonObject, memory: SourceMemory
) -> Iterator[NativeItem]:
    """The content, and its comments and likes where there are others than before."""
    item = cut_content(content, space["name"]) if may_be_kept(content, is_open=space["open"]) else None
    if item is None:
        return
    yield item
    number, metadata = get_number(content, "id"), get_object(content, "metadata")
    totals = {name: get_number(get_object(content, name), "total") for name in ("comments", "likes")}
    before = memory.get(f"{TOTALS}{number}") or {"comments": 0, "likes": 0}
    if totals["comments"] != before["comments"]:
        yield from cut_comments(list(network.list_all(f"comment/content/{number}")), content, space["name"])
    if totals["likes"] != before["likes"]:
        query = {"model": get_text(metadata, "object_model"), "pk": get_number(metadata, "object_id")}
        yield from cut_likes(list(network.list_all("like/find-by-object", **query)), content, space["name"])
    if totals != before:
        memory.set(f"{TOTALS}{number}", totals)
