"""Reads the history of public channels, page by page: the first import, and what the webhook did not hand over since."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from app.intake.inbox_kind import NativeItem, NetworkClient, NetworkSilent, PolledItems, SourceMemory
from app.intake.interpretation import ACTIVITY_KEPT_FOR
from app.intake.json_text import get_objects, get_text
from app.intake.responses import fetch_json, find_day_before
from app.intake.rounds import Page, PollingRound, poll_next_page
from app.intake.source import ConnectedSource
from app.intake.sources.rocketchat.message import cut_listed_message
from app.intake.sources.rocketchat.rooms import remember_public_rooms
from app.kernel.schema import JsonObject

READ = "read:"
"""The key of how far a channel is read."""

PAGE, MOST_LIST_PAGES = 100, 100


@dataclass(frozen=True)
class ChatServer:
    """The REST interface of a server, spoken with an access token."""

    source: ConnectedSource
    token: str
    client: NetworkClient

    def ask(self, method: str, **query: object) -> JsonObject:
        """The answer of one call; an empty one for what is not there."""
        address = f"{self.source.options['address'].rstrip('/')}/api/v1/{method}?{urlencode(query)}"
        headers = {"X-Auth-Token": self.token, "X-User-Id": self.source.options["user"]}
        answer = fetch_json(self.client, address, headers)
        if answer is not None and not isinstance(answer, dict):
            raise NetworkSilent(f"The server answered {method} with something else than an object.")
        return answer or {}


def poll_history(source: ConnectedSource, memory: SourceMemory, client: NetworkClient) -> PolledItems:
    """One page of the history of one channel; nothing where no access token is given."""
    token = source.secret.partition(" ")[2]
    if not token:
        return PolledItems()
    server = ChatServer(source, token, client)

    def read_page(room: JsonObject, draft: SourceMemory) -> Page:
        items, is_over = _read_page(server, room["name"], draft)
        return items, None if is_over else room

    return poll_next_page(memory, PollingRound(lambda: _list_channels(server, memory), read_page, "channels"))


def _list_channels(server: ChatServer, memory: SourceMemory) -> list[JsonObject]:
    rooms: list[str] = []
    for page in range(MOST_LIST_PAGES):
        listed = get_objects(server.ask("channels.list", count=PAGE, offset=page * PAGE), "channels")
        rooms += [get_text(room, "_id") for room in listed if get_text(room, "_id")]
        if len(listed) < PAGE:
            break
    remember_public_rooms(memory, rooms)
    return [{"name": room} for room in rooms]


def _read_page(server: ChatServer, room: str, memory: SourceMemory) -> tuple[list[NativeItem], bool]:
    """The next page, the newest messages first, and whether it is the last of this round.

    What comes meanwhile moves the pages on, so that something is read twice and nothing is missed.
    """
    state = {"read": "", "newest": "", "offset": 0, **(memory.get(READ + room) or {})}
    since = {"oldest": state["read"], "inclusive": "true"} if state["read"] else {}
    page = server.ask("channels.history", roomId=room, count=PAGE, offset=state["offset"], **since)
    messages = get_objects(page, "messages")
    moments = [get_text(message, "ts") for message in messages]
    newest = str(state["newest"]) or max(moments, default="")
    is_old = bool(moments) and max(moments)[:10] < find_day_before(newest, ACTIVITY_KEPT_FOR)
    is_over = len(messages) < PAGE or is_old
    following = (
        {"read": newest or state["read"]}
        if is_over
        else {**state, "newest": newest, "offset": int(str(state["offset"])) + PAGE}
    )
    memory.set(READ + room, following)
    return [item for each in messages if (item := cut_listed_message(each, room))], is_over
