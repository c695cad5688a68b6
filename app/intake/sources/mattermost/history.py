"""Reads the public channels that the bot is a member of: first all that was written, then whatever changed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from msgspec import json

from app.intake.inbox_kind import NativeItem, NetworkClient, NetworkSilent, PolledItems, SourceMemory, build_silence
from app.intake.json_text import get_object, get_text, parse_json_body
from app.intake.rounds import Page, PollingRound, poll_next_page
from app.intake.source import ConnectedSource
from app.intake.sources.mattermost.events import cut_post, get_moment
from app.kernel.schema import JsonObject

CHANNEL = "channel:"
BOT = "bot:"
"""What stands before the token of the bot in the secret."""

PAGE, MOST_CHANGES = 200, 1_000
"""Posts on a page of history; and of a list of changes, which is cut short there, anywhere."""

NOT_THERE = (403, 404)
"""A channel that is gone, or that the bot was removed from."""


@dataclass(frozen=True)
class Server:
    """The API of a server, spoken as the bot."""

    address: str
    token: str
    client: NetworkClient

    def ask(self, path: str, body: object = None) -> object:
        """The answer of one call; None for what is not there. NetworkSilent for any other answer that is none."""
        method = "GET" if body is None else "POST"
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        url = f"{self.address.rstrip('/')}/api/v4/{path}"
        sent = None if body is None else json.encode(body)
        answer = self.client.send_request(method, url, headers=headers, body=sent)
        if answer.status in NOT_THERE:
            return None
        if answer.status != 200:
            words = f"Mattermost answered {answer.status} to {method} {path.partition('?')[0]}."
            raise build_silence(answer.status, words)
        return parse_json_body(answer.body)

    def list_objects(self, path: str, body: object = None) -> list[JsonObject]:
        """The objects of an answer that should be a list of them."""
        answer = self.ask(path, body)
        return [each for each in answer if isinstance(each, dict)] if isinstance(answer, list) else []


def find_bot_token(source: ConnectedSource) -> str:
    """The token of the bot: the word of the secret that begins with `bot:`; empty where history is not read."""
    return next((word.removeprefix(BOT) for word in source.secret.split() if word.startswith(BOT)), "")


def poll_history(source: ConnectedSource, memory: SourceMemory, client: NetworkClient) -> PolledItems:
    """One page of one channel; nothing where no bot is given, and NetworkSilent where nobody says where it reads."""
    token, address = find_bot_token(source), source.options.get("server")
    if not token:
        return PolledItems()
    if not address:
        raise NetworkSilent("The token of a bot is given, and no address of the server where it reads.")
    server = Server(address, token, client)

    def read_page(channel: JsonObject, draft: SourceMemory) -> Page:
        posts, is_over = _read_page(server, channel["name"], draft)
        items = [item for post in posts for item in cut_post(post, draft)]
        return _name_people(server, items), None if is_over else channel

    return poll_next_page(memory, PollingRound(lambda: _list_channels(server), read_page, "channels"))


def _list_channels(server: Server) -> list[JsonObject]:
    """The public channels of all teams that the bot is a member of now."""
    channels = server.list_objects("users/me/channels")
    public = [get_text(each, "id") for each in channels if each.get("type") == "O" and not each.get("delete_at")]
    return [{"name": channel} for channel in sorted(filter(None, public))]


def _read_page(server: Server, channel: str, memory: SourceMemory) -> tuple[list[JsonObject], bool]:
    """The posts of the next page, the oldest first, and whether it is the last of this round.

    History is read backwards from the newest post. Then the server is asked what changed since: where that is more than
    it lists, history is read again, back to that moment.
    """
    state = memory.get(CHANNEL + channel) or {"since": 0, "before": "", "until": 0, "is_read": False}
    if not state["is_read"]:
        return _read_history(server, channel, state, memory)
    posts = _ask_for_posts(server, channel, f"since={state['since'] - 1}")
    if len(posts) >= MOST_CHANGES:
        again = {**state, "until": state["since"], "before": "", "is_read": False}
        memory.set(CHANNEL + channel, again)
        return posts, False
    latest = max((_get_change(post) for post in posts), default=0)
    if latest > state["since"]:
        memory.set(CHANNEL + channel, {**state, "since": latest})
    return posts, True


def _read_history(
    server: Server, channel: str, state: JsonObject, memory: SourceMemory
) -> tuple[list[JsonObject], bool]:
    """A page before the last one. What changes after the first page is newer than everything on it: changes are asked from there."""
    start = f"&before={quote(state['before'], safe='')}" if state["before"] else ""
    posts = _ask_for_posts(server, channel, f"per_page={PAGE}{start}")
    latest = max((_get_change(post) for post in posts), default=0)
    since = state["since"] if start else max(state["since"], latest)
    is_over = len(posts) < PAGE or (get_moment(posts[0], "create_at") or 0) < state["until"]
    before = "" if is_over else get_text(posts[0], "id")
    is_read = is_over and since > 0
    memory.set(CHANNEL + channel, {**state, "since": since, "before": before, "is_read": is_read})
    return posts, is_over


def _ask_for_posts(server: Server, channel: str, query: str) -> list[JsonObject]:
    """The posts of that channel in an answer, with the roots of its threads left out, unless they changed too."""
    answer = server.ask(f"channels/{quote(channel, safe='')}/posts?{query}")
    listed = answer if isinstance(answer, dict) else {}
    order, by_id = listed.get("order"), get_object(listed, "posts")
    ids = [each for each in order if isinstance(each, str)] if isinstance(order, list) else []
    posts = [get_object(by_id, each) for each in ids]
    return sorted((post for post in posts if post), key=lambda post: get_moment(post, "create_at") or 0)


def _get_change(post: JsonObject) -> int:
    return get_moment(post, "update_at") or 0


def _name_people(server: Server, items: list[NativeItem]) -> list[NativeItem]:
    """The items with the logins of people in place of the ids of their accounts; those of programs are left out."""
    ids = sorted({item.content[name] for item in items for name in ("who", "author") if name in item.content})
    accounts = server.list_objects("users/ids", ids) if ids else []
    logins = {get_text(each, "id"): get_text(each, "username") for each in accounts if not each.get("is_bot")}
    named = []
    for item in items:
        names = {name: logins.get(item.content[name], "") for name in ("who", "author") if name in item.content}
        if item.content["act"] == "deletion":
            names["who"] = names["who"] or "somebody"
        if names.get("who", "nobody in particular"):
            named.append(NativeItem(item.native_id, {**item.content, **names}))
    return named
