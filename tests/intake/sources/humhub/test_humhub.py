"""What HumHub means: of the shapes that its REST module writes, each act counts as it should, once, and without a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from app.intake.activities import CloudEvent
from app.intake.inbox_kind import InboxKind, NativeItem, NetworkAnswer, NetworkSilent
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven, source_kinds_by_name
from app.intake.sources.humhub.history import PAGE
from tests.intake.conftest import NOW
from tests.intake.memory import DictMemory
from tests.intake.sources.humhub.sample import OPTIONS

SOURCE = ConnectedSource("hub", "the-token", OPTIONS)


def get_kind() -> InboxKind:
    """The kind, as the application finds it."""
    kind = source_kinds_by_name()["humhub"]
    assert isinstance(kind, InboxKind)
    return kind


def user(name: str) -> dict[str, object]:
    """An account, as it is named in everything that it made: the name stands in the address alone."""
    return {"id": 7, "guid": f"guid-of-{name}", "display_name": name.title(), "url": f"https://hub.rse.test/u/{name}/"}


def content(number: int, *, model: str = "post\\models\\Post", **metadata: Any) -> dict[str, Any]:
    """A content of Ada's that everybody may see."""
    about = {"object_model": f"humhub\\modules\\{model}", "object_id": number + 100, "visibility": 1, "state": 1}
    made = {"created_by": user("ada"), "created_at": "2026-03-02 09:30:00"}
    counts = {"comments": {"total": 0, "latest": []}, "likes": {"total": 0}}
    return {"id": number, "metadata": {**about, **made, **metadata}, **counts, "topics": [], "files": []}


def comment(number: int, name: str, *inner: dict[str, object]) -> dict[str, object]:
    """A comment, and those under it."""
    made = {"createdBy": user(name), "createdAt": "2026-03-02 09:40:00"}
    return {"id": number, "message": "Bravo", **made, "comments": list(inner)}


class Hub:
    """A HumHub with one open space, unless its spaces are given otherwise."""

    def __init__(self, *contents: dict[str, Any], **space: object) -> None:
        named = {
            "id": 1,
            "guid": "space",
            "name": "Jardin",
            "contentcontainer_id": 5,
            "visibility": 1,
            "join_policy": 2,
        }
        self.spaces, self.contents = [named | space], list(contents)
        self.comments, self.likes = dict[str, list[object]](), dict[str, list[object]]()
        self.calls, self.status = list[str](), 200

    def send_request(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> NetworkAnswer:
        """One page of whatever is asked for."""
        assert (method, body, headers["Authorization"]) == ("GET", None, "Bearer the-token")
        address = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        path = address.path.removeprefix("/api/v1/")
        self.calls.append(path)
        size, start = int(query["limit"]), int(query["limit"]) * (int(query["page"]) - 1)
        listed = self._find_list(path, query)
        page = {"total": len(listed), "pages": -(-len(listed) // size), "results": listed[start : start + size]}
        return NetworkAnswer(self.status, orjson.dumps(page))

    def _find_list(self, path: str, query: Mapping[str, str]) -> list[Any]:
        if path == "space":
            return self.spaces
        if path == "content/find-by-container/5":
            return self.contents
        if path == "like/find-by-object":
            return self.likes[query["model"].rpartition("\\")[2] + " " + query["pk"]]
        return self.comments[path.removeprefix("comment/content/")]

    def read_round(self, memory: DictMemory) -> list[NativeItem]:
        """Everything that a round of calls finds."""
        poll, items, has_more = get_kind().poll, list[NativeItem](), True
        assert poll is not None
        while has_more:
            polled = poll(SOURCE, memory, self)
            items += polled.items
            has_more = polled.has_more
        return items


def format_items(items: list[NativeItem]) -> list[str]:
    """Verb, person, type and id of each activity, and what it answers."""
    lines = []
    for item in items:
        (parsed,) = get_kind().read(SOURCE, item, DictMemory())
        assert isinstance(parsed, CloudEvent), parsed
        data: Any = parsed.data
        answers = data.object.in_reply_to
        about = f"{data.object.type} {data.object.id}"
        answered = f" to {answers.id} of {answers.attributed_to}" if answers else ""
        lines.append(f"{data.type} {data.actor} {about}{answered}")
    return lines


def test_posts_questions_comments_and_likes_count_once_and_without_words_or_display_names() -> None:
    hub, memory = Hub(content(1), content(2, model="questions\\models\\Question")), DictMemory()
    assert format_items(hub.read_round(memory)) == ["Create ada Note content/1", "Create ada Question content/2"]
    for each in hub.contents:
        each["comments"]["total"] = 1
    hub.contents[0]["likes"]["total"] = 1
    hub.comments = {"1": [comment(8, "bea", comment(9, "ada"))], "2": [comment(10, "chloe")]}
    hub.likes = {"Post 101": [{"id": 4, "createdBy": user("bea"), "createdAt": "2026-03-02 09:50:00"}]}
    items = hub.read_round(memory)
    assert format_items(items) == [
        "Create ada Note content/1",
        "Create bea Comment comment/8 to content/1 of ada",
        "Create ada Comment comment/9 to comment/8 of bea",
        "Like bea Note content/1",
        "Create ada Question content/2",
        "Create chloe Note comment/10 to content/2 of ada",
    ]
    kept = orjson.dumps([[item.content for item in items], memory.values])
    for word in (b"Bravo", b"Jardin", b'"Ada"', b"Bea"):
        assert word not in kept
    calls = len(hub.calls)
    hub.read_round(memory)
    assert hub.calls[calls:] == ["space", "content/find-by-container/5"], "Nothing is new."


def test_a_moment_is_read_in_the_time_zone_of_the_network() -> None:
    (item,) = Hub(content(1)).read_round(DictMemory())
    (parsed,) = get_kind().read(SOURCE, item, DictMemory())
    assert isinstance(parsed, CloudEvent)
    assert parsed.data.published is not None
    assert parsed.data.published.isoformat() == "2026-03-02T09:30:00+01:00"


@pytest.mark.parametrize(
    ("space", "metadata", "counts"),
    [
        ({"visibility": 0}, {}, 0),
        ({"join_policy": 1}, {}, 1),
        ({"join_policy": 1}, {"visibility": 0}, 0),
        ({}, {"visibility": 0}, 1),
        ({}, {"visibility": 2}, 0),
        ({}, {"visibility": None}, 0),
        ({}, {"state": 0}, 0),
        ({}, {"object_model": "humhub\\modules\\tasks\\models\\Task"}, 0),
        ({}, {"created_by": None}, 0),
        ({}, {"created_by": 7, "created_at": []}, 0),
    ],
)
def test_only_what_everybody_of_the_network_may_read_counts(
    space: dict[str, Any], metadata: dict[str, Any], counts: int
) -> None:
    assert len(Hub(content(1, **metadata), **space).read_round(DictMemory())) == counts


def test_the_first_round_goes_back_thirteen_months_and_the_next_ones_thirty_days() -> None:
    made = ["2026-03-02 09:00:00"] * PAGE + ["2026-01-02 09:00:00"] * PAGE + ["2024-01-02 09:00:00"] * PAGE
    hub = Hub(*(content(number, created_at=at) for number, at in enumerate([*made, made[-1]], 1)))
    memory = DictMemory()
    assert len(hub.read_round(memory)) == 3 * PAGE
    assert len(hub.read_round(memory)) == 2 * PAGE


def test_a_network_that_refuses_is_asked_again_later_and_it_sends_nothing_itself() -> None:
    hub = Hub(content(1))
    hub.status = 500
    with pytest.raises(NetworkSilent):
        hub.read_round(DictMemory())
    hub.status = 403
    assert hub.read_round(DictMemory()) == []
    with pytest.raises(SourceNotProven):
        get_kind().authenticate(SOURCE, RawRequest("", {"authorization": "Bearer the-token"}, b"", NOW))
