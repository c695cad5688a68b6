"""Reads the history of the rooms that the bot was invited to: the first import, and whatever was not handed over since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote

from app.intake.inbox_kind import NativeItem, NetworkClient, PolledItems, SourceMemory, build_silence
from app.intake.json_text import get_object, get_text, parse_json_body
from app.intake.rounds import Page, PollingRound, poll_next_page
from app.intake.source import ConnectedSource
from app.intake.sources.matrix.events import cut_events
from app.intake.sources.matrix.rooms import HISTORY, INVITED, LIVE, Rooms
from app.kernel.schema import JsonObject

PAGE = 250
NOT_THERE = (403, 404)
"""A room that is gone, or that the bot was removed from."""
CANNOT_JOIN = (400, *NOT_THERE, 502, 504)
"""And one whose name is no name of a room, or that lies on a server that is gone: anybody can name such a room as the newer one of theirs."""


@dataclass(frozen=True)
class Homeserver:
    """The client API of a homeserver, spoken as the bot of the application service."""

    address: str
    token: str
    client: NetworkClient

    def ask(self, path: str, method: str = "GET", *, missing: Collection[int] = NOT_THERE) -> JsonObject | None:
        """The answer of one call; None for what is not there. NetworkSilent for any other answer that is none."""
        url = f"{self.address.rstrip('/')}/_matrix/client/v3/{path}"
        body = b"{}" if method == "POST" else None
        answer = self.client.send_request(method, url, headers={"Authorization": f"Bearer {self.token}"}, body=body)
        if answer.status in missing:
            return None
        content = parse_json_body(answer.body) if answer.status == 200 else None
        if isinstance(content, dict):
            return content
        raise build_silence(
            answer.status, f"The homeserver answered {answer.status} to {method} {path.partition('?')[0]}."
        )


def poll_history(source: ConnectedSource, memory: SourceMemory, client: NetworkClient) -> PolledItems:
    """One page of the history of one room; nothing where no token and no address of the homeserver are given."""
    token, address = source.secret.partition(" ")[2], source.options.get("homeserver")
    if not token or not address:
        return PolledItems()
    server = Homeserver(address, token, client)

    def read_page(room: JsonObject, draft: SourceMemory) -> Page:
        items, is_over = _read_page(server, room["name"], draft, source.options["bot"])
        return items, None if is_over else room

    return poll_next_page(memory, PollingRound(lambda: _list_rooms(server, memory), read_page, "rooms"))


def _list_rooms(server: Homeserver, memory: SourceMemory) -> list[JsonObject]:
    """Accept invitations, and list the rooms of the bot."""
    for key in memory.list_keys(INVITED):
        _accept_invitation(server, key.removeprefix(INVITED))
        memory.set(key, None)
    joined = (server.ask("joined_rooms") or {}).get("joined_rooms")
    rooms = [room for room in joined if isinstance(room, str)] if isinstance(joined, list) else []
    return [{"name": room} for room in sorted(rooms)]


def _accept_invitation(server: Homeserver, room: str) -> None:
    """Stay in a public room only: what is said in a private one is nothing that we should be sent."""
    joined = server.ask(f"join/{quote(room, safe='')}", "POST", missing=CANNOT_JOIN)
    if joined is not None and not _is_public_now(server, room):
        server.ask(f"rooms/{quote(room, safe='')}/leave", "POST")


def _is_public_now(server: Homeserver, room: str) -> bool:
    rule = server.ask(f"rooms/{quote(room, safe='')}/state/m.room.join_rules/")
    return rule is not None and rule.get("join_rule") == "public"


def _read_page(server: Homeserver, room: str, memory: SourceMemory, bot: str) -> tuple[list[NativeItem], bool]:
    """The items of the next page, and whether it is the last. Each event is judged by what the room was at that place of its history."""
    cursor = get_text(memory.get(HISTORY + room) or {}, "cursor")
    page = server.ask(_build_page_path(room, cursor))
    events = (page or {}).get("chunk")
    if page is None or not isinstance(events, list) or not events:
        return [], True
    rooms, before = Rooms(memory, HISTORY), memory.get(HISTORY + room)
    if before is None and get_text(get_object({"first": events[0]}, "first"), "type") != "m.room.create":
        rooms.remember_rule(room, 0, is_public=_is_public_now(server, room))
    items = cut_events(events, rooms, bot)
    state = memory.get(HISTORY + room) or {}
    memory.set(HISTORY + room, {**state, "cursor": get_text(page, "end") or cursor})
    if "at" in state:
        Rooms(memory, LIVE).remember_rule(room, state["at"], is_public=bool(state["public"]))
    return items, not get_text(page, "end")


def _build_page_path(room: str, cursor: str) -> str:
    start = f"&from={quote(cursor, safe='')}" if cursor else ""
    return f"rooms/{quote(room, safe='')}/messages?dir=f&limit={PAGE}{start}"
