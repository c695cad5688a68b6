"""What Discourse means: of the shapes that its serializers write, each act counts as it should, once, and without a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import func, select

from app.intake.accounts.models import UnknownAccount
from app.intake.activities import CloudEvent, Rejection
from app.intake.inbox_kind import InboxKind, NetworkAnswer, NetworkSilent
from app.intake.service.connect import connect_source
from app.intake.source import ConnectedSource, RawRequest, source_kinds_by_name
from app.journal.effects.queries import list_reasons_of_facts_without_effect
from app.kernel import clock
from app.kernel.database import session
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from tests.intake.conftest import NOW, Rse
from tests.intake.memory import DictMemory
from tests.intake.reading import read_inboxes
from tests.intake.sources.discourse.sample import OPTIONS, build_headers, post, sample, write_body

FIRST = {"number": 1, "reply_to_post_number": None}
BEA = {"username": "bea", "user_id": 8}


class Listener:
    """Hears deliveries, and says in short what each means."""

    def __init__(self, **options: object) -> None:
        defaults = {"api_user": "system", "several_solutions": False}
        self.source = ConnectedSource("forum", "the-secret the-key", {**defaults, **OPTIONS, **options})
        self.memory, self.kept, self.ids = DictMemory(), b"", list[str]()
        kind = source_kinds_by_name()["discourse"]
        assert isinstance(kind, InboxKind)
        self.kind = kind

    def hear(self, event: str, about: str, content: dict[str, Any], number: int = 1) -> list[str]:
        """What one delivery means: verb, person and object of each activity."""
        body = write_body(about, content)
        named = {name.lower(): text for name, text in build_headers("the-secret", body, about, event, number).items()}
        request = RawRequest("application/json", named, body, NOW)
        self.kind.authenticate(self.source, request)
        assert self.kind.cut is not None
        items = self.kind.cut(self.source, request, self.memory)
        self.kept += orjson.dumps([item.content for item in items])
        self.ids += [item.native_id for item in items]
        return [_format(parsed) for item in items for parsed in self.kind.read(self.source, item, self.memory)]


def _format(parsed: object) -> str:
    """Verb, person, and what it is about, in short."""
    if isinstance(parsed, Rejection):
        return f"{parsed.outcome}: {parsed.reason}"
    assert isinstance(parsed, CloudEvent)
    data: Any = parsed.data
    named = data.object if isinstance(data.object, str) else data.object.id
    about = named.replace("https://forum.rse.test/t/", "")
    answers = None if isinstance(data.object, str) else data.object.in_reply_to
    answered = f" to {answers.id.rpartition('/')[2]} of {answers.attributed_to}" if answers else ""
    return f"{data.type} {data.actor.rpartition(':')[2]} {about}{answered}"


def test_posts_answers_questions_and_likes_count_without_words_display_names_nor_private_messages() -> None:
    listener = Listener()
    first, answer = post(NOW, 1), post(NOW, 2, id=8, **BEA)
    towards = {"reply_to_post_number": 2, "reply_to_user": {"username": "bea", "name": "Bea B."}}
    liked = {"post": answer, "user": {"id": 7, "username": "ada", "name": "Ada Lovelace"}}
    assert listener.hear("post_created", "post", first) == ["Create ada 7/1"]
    assert listener.hear("post_created", "post", answer) == ["Create bea 7/2 to 1 of None"]
    assert listener.hear("post_created", "post", post(NOW, 3, id=9, **towards)) == ["Create ada 7/3 to 2 of bea"]
    assert listener.hear("post_liked", "like", liked, 4) == ["Like ada 7/2"]
    listener.hear("post_liked", "like", liked, 5)
    assert listener.ids[-1] == listener.ids[-2] == "post_liked/8/7", "A delivery that is tried again has a new number."
    for word in (b"Bonjour", b"menu", b"Lovelace", b"Bea B"):
        assert word not in listener.kept


@pytest.mark.parametrize(
    "members",
    [
        {"topic_archetype": "private_message", "category_id": None},
        {"topic_archetype": "private_message"},
        {"category_id": 9},
        {"category_id": "7"},
        {"post_type": 3},
        {"post_type": 4},
        {"hidden": True},
        {"user_id": -1},
        {"username": 7},
    ],
)
def test_nothing_is_kept_of_what_is_private_closed_hidden_or_written_by_a_program(members: dict[str, object]) -> None:
    listener = Listener()
    assert listener.hear("post_created", "post", post(NOW, 1, **members)) == []
    assert listener.kept == b"[]"


def test_a_new_topic_is_its_first_post_and_a_question_where_the_category_holds_questions() -> None:
    listener = Listener()
    topic = {"id": 7, "archetype": "regular", "category_id": 8, "created_at": NOW.isoformat(), "title": "Où ?"}
    sent = topic | {"created_by": {"id": 7, "username": "ada", "name": "Ada"}}
    assert listener.hear("topic_created", "topic", sent) == ["Create ada 7/1"]
    kind, ids = listener.kind, set()
    for event, about, content in (
        ("topic_created", "topic", sent),
        ("post_created", "post", post(NOW, 1, category_id=8)),
    ):
        body = write_body(about, content)
        request = RawRequest("application/json", {"x-discourse-event": event}, body, NOW)
        assert kind.cut is not None
        for item in kind.cut(listener.source, request, listener.memory):
            (parsed,) = kind.read(listener.source, item, listener.memory)
            assert isinstance(parsed, CloudEvent)
            ids.add(parsed.data.id)
            assert getattr(parsed.data.object, "type", "") == "Question"
    assert len(ids) == 1, "Both are the same act."


def test_an_accepted_answer_is_replaced_taken_back_and_never_ones_own() -> None:
    listener = Listener()
    listener.hear("post_created", "post", post(NOW, 1, category_id=8))
    second, third = post(NOW, 2, id=8, **BEA), post(NOW, 3, id=9, username="chloe")
    assert listener.hear("accepted_solution", "solved", second) == ["Accept nobody 7/2"]
    assert listener.hear("accepted_solution", "solved", second, 2) == [], "It was tried again."
    replaced = listener.hear("accepted_solution", "solved", third, 3)
    assert replaced == ["Undo nobody acceptance 1 of 7/2", "Accept nobody 7/3"]
    assert listener.hear("unaccepted_solution", "solved", third, 4) == ["Undo nobody acceptance 2 of 7/3"]
    assert listener.hear("unaccepted_solution", "solved", third, 5) == []
    assert listener.hear("accepted_solution", "solved", third, 6) == ["Accept nobody 7/3"]
    assert listener.hear("accepted_solution", "solved", post(NOW, 4, id=10), 7) == ["dropped: towards-oneself"]
    assert b"ada" not in orjson.dumps(listener.memory.values)
    several = Listener(several_solutions=True)
    assert [several.hear("accepted_solution", "solved", each)[0][:6] for each in (second, third)] == ["Accept"] * 2


def test_the_author_of_a_solution_is_credited_until_another_takes_its_place_and_nobody_waits_as_its_asker(
    bare_app: Flask, rse: Rse
) -> None:
    settings = bare_app.config["SETTINGS"]
    bare_app.config["SETTINGS"] = replace(settings, sources_key=Keyring((("test", b"k" * 32),)))
    with bare_app.app_context(), transaction():
        connect_source("forum", "discourse", secret="the-secret", options=OPTIONS)
    authors = ("bea", "zoe", "chloe")
    with clock.freeze_at(NOW):
        for number, who in enumerate(authors, 2):
            body = write_body("solved", post(NOW, number, id=number, username=who))
            headers = build_headers("the-secret", body, "solved", "accepted_solution", number)
            assert rse.client.post("/hooks/forum", data=body, headers=headers).status_code == 200
            read_inboxes(bare_app)
    accepted = [fact for fact in rse.facts("forum") if fact.kind == "answer.accepted"]
    assert [(fact.actor_id, fact.counterpart_id) for fact in accepted] == [
        (None, rse.people[who]) for who in ("bea", "chloe")
    ]
    with bare_app.app_context(), transaction():
        assert list_reasons_of_facts_without_effect([fact.id for fact in accepted]) == {accepted[0].id: "taken-back"}
        assert session().scalar(select(func.count()).select_from(UnknownAccount)) == 0


def test_a_deleted_post_comes_back_and_goes_again_each_under_an_id_of_its_own() -> None:
    listener = Listener()
    gone = post(NOW, 2, deleted_at=NOW.isoformat(), category_id=9)
    sent = [
        listener.hear(event, "post", gone, number)
        for number, event in enumerate(["post_destroyed", "post_destroyed", "post_recovered", "post_destroyed"])
    ]
    assert sent == [["Delete ada 7/2"], [], ["Undo ada deletion 1 of 7/2"], ["Delete ada 7/2"]]
    assert listener.hear("post_recovered", "post", post(NOW, 9)) == [], "Nobody heard that it was deleted."


def test_a_profile_counts_once_it_says_something_and_other_events_count_for_nothing() -> None:
    listener = Listener()
    user = {"id": 7, "username": "ada", "name": "Ada Lovelace", "bio_raw": "Je jardine."}
    assert listener.hear("user_updated", "user", user, 1) == ["Update ada ada"]
    listener.hear("user_updated", "user", user, 2)
    assert listener.ids[0] == listener.ids[1], "The same profile is the same act."
    for event, about in (("user_updated", "user"), ("user_logged_in", "user"), ("post_edited", "post"), ("", "ping")):
        assert listener.hear(event, about, {"id": 7, "username": "ada"}) == []
    assert b"jardine" not in listener.kept


class Forum:
    """The list of posts of a forum: fifty ids a page, an empty one in between."""

    def __init__(self, ids: list[int], status: int = 200) -> None:
        self.ids, self.status, self.calls = ids, status, list[str]()

    def send_request(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> NetworkAnswer:
        """One page."""
        assert headers["Api-Key"] == "the-key"
        assert headers["Api-Username"] == "system"
        assert (method, body) == ("GET", None)
        self.calls.append(url.partition("=")[2])
        before = int(self.calls[-1] or max(self.ids, default=0))
        posts = [self.write(each) for each in self.ids if before - 50 < each <= before]
        return NetworkAnswer(self.status, orjson.dumps({"latest_posts": posts[::-1]}))

    def write(self, number: int) -> dict[str, object]:
        """A post of the list: six days for each id. What it tells of a topic is less than in a delivery."""
        at = NOW - timedelta(days=6 * (max(self.ids) - number))
        listed = post(at, 2, id=number, topic_id=number)
        return {name: value for name, value in listed.items() if name != "topic_archetype"}


def _read_list(forum: Forum, memory: DictMemory) -> list[str]:
    listener, ids, has_more = Listener(), list[str](), True
    assert listener.kind.poll is not None
    while has_more:
        polled = listener.kind.poll(listener.source, memory, forum)
        ids += [item.native_id.rpartition("/")[2] for item in polled.items]
        has_more = polled.has_more
    return ids


def test_the_list_is_read_back_for_thirteen_months_and_from_then_on_what_is_new() -> None:
    forum, memory = Forum([*range(1, 20), *range(180, 200)]), DictMemory()
    assert _read_list(forum, memory) == [str(each) for each in (*range(199, 179, -1), *range(19, 0, -1))]
    assert forum.calls == ["", "179", "129", "79", "29"], "An empty page ends nothing."
    forum.ids.append(200)
    assert _read_list(forum, memory)[0] == "200"
    assert forum.calls[5:] == [""]
    assert memory.get("posts") == {"read": 200}


def test_a_forum_that_refuses_is_asked_again_later_and_none_is_asked_without_a_key() -> None:
    with pytest.raises(NetworkSilent):
        _read_list(Forum([1], status=429), DictMemory())
    assert _read_list(Forum([], status=403), DictMemory()) == []
    listener = Listener()
    assert listener.kind.poll is not None
    silent = ConnectedSource("forum", "the-secret", listener.source.options)
    assert listener.kind.poll(silent, DictMemory(), Forum([1])).items == ()
    assert sample.secret.partition(" ")[2] == "the-api-key"
