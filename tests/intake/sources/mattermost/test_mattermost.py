"""What Mattermost means: its webhooks in both forms, and what a bot reads of its channels, each act once and without words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson
import pytest

from app.intake.activities import CloudEvent
from app.intake.inbox_kind import InboxKind, NetworkAnswer, NetworkSilent
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven, source_kinds_by_name
from tests.intake.conftest import NOW
from tests.intake.memory import DictMemory
from tests.intake.sources.mattermost.sample import CHANNEL, TOKEN, hook

FORM = "application/x-www-form-urlencoded"
BY_HOOKS = ConnectedSource("agora", TOKEN)
BY_BOT = ConnectedSource("agora", f"{TOKEN} bot:secret-of-bot", {"server": "https://chat.rse.test/"})


def get_kind() -> InboxKind:
    """The kind, as the application finds it."""
    kind = source_kinds_by_name()["mattermost"]
    assert isinstance(kind, InboxKind)
    return kind


def describe(parsed: object) -> str:
    """An activity in short: verb, person, object, and what it answers."""
    assert isinstance(parsed, CloudEvent), parsed
    data: Any = parsed.data
    about = data.object if isinstance(data.object, str) else data.object.id
    answered = None if isinstance(data.object, str) else data.object.in_reply_to
    return " ".join(filter(None, (data.type, data.actor, about, answered)))


@pytest.mark.parametrize("is_form", [False, True])
def test_a_webhook_tells_the_same_as_json_in_milliseconds_and_as_a_form_in_seconds(*, is_form: bool) -> None:
    kind, sent = get_kind(), hook(NOW, token=TOKEN)
    body = urlencode(sent | {"timestamp": int(NOW.timestamp())}).encode() if is_form else orjson.dumps(sent)
    request = RawRequest(FORM if is_form else "application/json", {}, body, NOW)
    kind.authenticate(BY_HOOKS, request)
    assert kind.cut is not None
    (item,) = kind.cut(BY_HOOKS, request, DictMemory())
    assert b"Bonjour" not in orjson.dumps(item.content)
    (event,) = kind.read(ConnectedSource("agora"), item, DictMemory())
    assert isinstance(event, CloudEvent)
    assert (describe(event), event.data.published, event.data.to) == (f"Create ada {item.native_id}", NOW, ["bea"])
    assert kind.cut(BY_BOT, request, DictMemory()) == [], "What the bot reads tells of threads too."


def test_the_token_of_the_bot_is_no_token_of_a_webhook() -> None:
    for token in ("bot:secret-of-bot", "secret-of-bot", "", "bot:"):
        request = RawRequest("application/json", {}, orjson.dumps(hook(NOW, token=token)), NOW)
        with pytest.raises(SourceNotProven):
            get_kind().authenticate(BY_BOT, request)
        with pytest.raises(SourceNotProven):
            get_kind().authenticate(ConnectedSource("agora", BY_BOT.secret), request)


class Server:
    """The API of a server with one public channel, and a private one. It lists a thousand changes at most."""

    def __init__(self) -> None:
        self.posts: list[dict[str, Any]] = []
        self.channels, self.calls, self.status = [(CHANNEL, "O"), ("private", "P"), ("direct", "D")], list[str](), 200

    def send_request(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> NetworkAnswer:
        """The answers of the five calls."""
        assert headers["Authorization"] == "Bearer secret-of-bot"
        path = url.removeprefix("https://chat.rse.test/api/v4/")
        self.calls.append(path)
        if path == "users/me/channels":
            listed: object = [{"id": each, "type": kind, "delete_at": 0} for each, kind in self.channels]
        elif method == "POST":
            names = orjson.loads(body or b"[]")
            listed = [
                {"id": each, "username": each.removeprefix("id-"), "is_bot": each == "id-robot"} for each in names
            ]
        else:
            chosen = self.choose({name: texts[0] for name, texts in parse_qs(urlsplit(url).query).items()})
            listed = {"order": [each["id"] for each in chosen], "posts": {each["id"]: each for each in chosen}}
        return NetworkAnswer(self.status, orjson.dumps(listed))

    def choose(self, query: dict[str, str]) -> list[dict[str, Any]]:
        """The posts of an answer, the newest first: those before another, without deleted ones; or those that changed since."""
        newest = sorted(self.posts, key=lambda post: -post["create_at"])
        if "since" in query:
            return [post for post in newest if post["update_at"] > int(query["since"])][:1_000]
        left = [post for post in newest if not post["delete_at"]]
        ids = [post["id"] for post in left]
        start = ids.index(query["before"]) + 1 if "before" in query else 0
        return left[start : start + int(query["per_page"])]

    def write(self, number: int, who: str = "id-ada", **members: Any) -> dict[str, Any]:
        """A post is written."""
        at = int((NOW + timedelta(minutes=number)).timestamp() * 1_000)
        moments = {"create_at": at, "update_at": at, "delete_at": 0}
        named = {"id": f"post-{number}", "user_id": who, "channel_id": CHANNEL, "root_id": "", "type": ""}
        post = {**named, **moments, "message": "secret words", "props": {}, "metadata": {}} | members
        self.posts.append(post)
        return post

    def change(self, post: dict[str, Any], minute: int, *likes: tuple[str, int], is_deleted: bool = False) -> None:
        """A post gets those reactions, or is deleted."""
        at = int((NOW + timedelta(minutes=minute)).timestamp() * 1_000)
        made = [{"user_id": who, "emoji_name": "tada", "create_at": 1, "update_at": at + since} for who, since in likes]
        post |= {"update_at": at, "has_reactions": bool(likes), "metadata": {"reactions": made}}
        post["delete_at"] = at if is_deleted else 0


def read_round(server: Server, memory: DictMemory, source: ConnectedSource = BY_BOT) -> list[str]:
    """What one round of calls means, in the order in which it is read."""
    poll, heard, has_more = get_kind().poll, list[str](), True
    assert poll is not None
    while has_more:
        polled = poll(source, memory, server)
        assert b"secret" not in orjson.dumps([item.content for item in polled.items])
        heard += [describe(each) for item in polled.items for each in get_kind().read(source, item, memory)]
        has_more = polled.has_more
    return heard


def test_the_bot_reads_public_channels_and_then_what_changed() -> None:
    server, memory = Server(), DictMemory()
    assert read_round(server, memory) == []
    question = server.write(1)
    server.write(2, "id-bea", root_id="post-1")
    server.write(3, "id-robot")
    server.write(4, props={"from_webhook": "true"})
    server.write(5, "id-bea", type="system_join_channel")
    server.write(6, "id-ada", type="system_add_to_channel", props={"addedUserId": "id-dan"})
    server.write(7, "id-ada", type="system_header_change")
    written = ["Create ada post-1", "Create bea post-2 post-1", f"Join bea {CHANNEL}", f"Join dan {CHANNEL}"]
    assert read_round(server, memory) == written
    server.change(question, 10, ("id-bea", 0), ("id-dan", 0))
    liked = read_round(server, memory)
    assert [line for line in liked if line.startswith("Like")] == ["Like bea post-1", "Like dan post-1"]
    server.change(question, 12, ("id-dan", -120_000))
    (undone,) = [line for line in read_round(server, memory) if not line.startswith(("Create", "Join"))]
    assert undone.startswith("Undo agora post-1/")
    server.change(question, 14, ("id-bea", 0), ("id-dan", -240_000))
    assert "Like bea post-1" in read_round(server, memory), (
        "It is another one, though it keeps the moment of the first."
    )
    assert b"bea" not in orjson.dumps(memory.values)
    server.change(question, 20, is_deleted=True)
    assert read_round(server, memory) == ["Delete ada post-1"]
    assert not any("post-1" in key for key in memory.values)
    assert not any("private" in call or "direct" in call for call in server.calls)


def test_history_is_read_page_by_page_and_again_where_more_changed_than_is_listed() -> None:
    server, memory = Server(), DictMemory()
    for number in range(450):
        server.write(number)
    assert len(set(read_round(server, memory))) == 450
    server.calls.clear()
    for number in range(450, 1_700):
        server.write(number)
    assert {f"Create ada post-{number}" for number in range(450, 1_700)} <= set(read_round(server, memory))
    assert any("since" in call for call in server.calls)
    server.calls.clear()
    assert read_round(server, memory) == ["Create ada post-1699"]
    assert len(server.calls) == 3, "One list of channels, one of changes, one of logins."


def test_a_server_that_refuses_is_asked_again_and_one_without_a_bot_is_not_asked() -> None:
    server, memory = Server(), DictMemory()
    server.write(1)
    server.status = 500
    with pytest.raises(NetworkSilent):
        read_round(server, memory)
    server.status = 404
    assert read_round(server, memory) == []
    server.calls.clear()
    assert read_round(server, memory, BY_HOOKS) == []
    with pytest.raises(NetworkSilent, match="no address"):
        read_round(server, memory, ConnectedSource("agora", BY_BOT.secret))
    assert server.calls == []
