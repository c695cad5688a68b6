"""What statements mean, as far as they count; and that a client which others wrote is answered as it expects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from flask import Flask
from tincan import Agent, AgentAccount, RemoteLRS, Statement

from app.intake.activities import CloudEvent, Rejection
from app.intake.inbox_kind import InboxKind
from app.intake.request_body import UnreadableBody
from app.intake.service.connect import connect_source
from app.intake.source import ConnectedSource, RawRequest, source_kinds_by_name
from app.kernel import clock
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from tests.intake.conftest import NOW, Rse
from tests.intake.memory import DictMemory
from tests.intake.reading import read_inboxes
from tests.intake.sources.xapi.sample import DISCUSSION, HOME, OPTIONS, STATEMENT, statement, void
from tests.server import serving

ADL, TINCAN, STREAMS = (
    "http://adlnet.gov/expapi/verbs/",
    "http://id.tincanapi.com/verb/",
    "http://activitystrea.ms/schema/1.0/",
)
VERSION = {"x-experience-api-version": "2.0.0"}
BEA = {"account": {"homePage": f"{HOME}/", "name": "bea"}}
REPLY = f"{DISCUSSION}#p3201"


def get_kind() -> InboxKind:
    """The kind, as the application finds it."""
    kind = source_kinds_by_name()["xapi"]
    assert isinstance(kind, InboxKind)
    return kind


def build_request(*statements: object, method: str = "POST", **query: str) -> RawRequest:
    """The request of one statement, or of a batch."""
    body = orjson.dumps(statements[0] if len(statements) == 1 else statements)
    return RawRequest("application/json", VERSION, body, NOW, method=method, path="statements", query=query)


def read_statements(*statements: object, **options: object) -> list[str]:
    """Verb, person, and what it is about, of each activity; or why there is none."""
    source, kind = ConnectedSource("lms", "", OPTIONS | options), get_kind()
    assert kind.cut is not None
    items = kind.cut(source, build_request(*statements), DictMemory())
    assert b"Bonjour" not in orjson.dumps([item.content for item in items])
    assert b"Lovelace" not in orjson.dumps([item.content for item in items])
    return [_format(parsed) for item in items for parsed in kind.read(source, item, DictMemory())]


def _format(parsed: object) -> str:
    if isinstance(parsed, Rejection):
        return f"{parsed.outcome}: {parsed.reason}"
    assert isinstance(parsed, CloudEvent)
    data: Any = parsed.data
    if isinstance(data.object, str):
        return f"{data.type} {data.object[:8]}"
    about = data.object.id.replace(f"{HOME}/mod/forum/", "").replace(STATEMENT, "itself")
    answered = f" to {data.object.in_reply_to}".replace(f"{HOME}/mod/forum/", "") if data.object.in_reply_to else ""
    return f"{data.type} {data.actor} {data.object.type} {about}{answered}"


@pytest.mark.parametrize(
    ("sent", "means"),
    [
        (statement("http://activitystrea.ms/create", NOW), "Create ada Note discuss.php?d=813"),
        (statement(f"{ADL}asked", NOW), "Create ada Question discuss.php?d=813"),
        (statement(f"{TINCAN}replied", NOW), "Create ada Note itself to discuss.php?d=813"),
        (
            statement(f"{TINCAN}replied", NOW, REPLY, "forum-reply"),
            "Create ada Note discuss.php?d=813#p3201 to discuss.php?d=813",
        ),
        (statement(f"{ADL}commented", NOW), "Create ada Comment itself to discuss.php?d=813"),
        (statement(f"{STREAMS}like", NOW, actor=BEA), "Like bea Note discuss.php?d=813"),
        (statement(f"{ADL}shared", NOW), "Announce ada Note discuss.php?d=813"),
        (statement(f"{STREAMS}accept", NOW, REPLY), "Accept ada Note discuss.php?d=813#p3201"),
        (statement(f"{STREAMS}join", NOW), "Join ada Group discuss.php?d=813"),
        (statement(f"{STREAMS}follow", NOW, object=BEA), "Follow ada Person bea"),
        (void(STATEMENT[:-1] + "2", STATEMENT.upper(), NOW), f"Undo {STATEMENT[:8]}"),
        (
            void(STATEMENT[:-1] + "2", STATEMENT, NOW) | {"actor": {"mbox": "mailto:store@rse.test"}},
            f"Undo {STATEMENT[:8]}",
        ),
        (statement(f"{STREAMS}like", NOW, id="seven"), "refused: The id of a statement is a UUID."),
        (statement(f"{ADL}completed", NOW), None),
        (statement(f"{ADL}answered", NOW), None),
        (statement("http://activitystrea.ms/create", NOW, kind="course"), None),
        (statement(f"{STREAMS}like", NOW, actor={"account": {"homePage": "https://other.test", "name": "ada"}}), None),
        (statement(f"{STREAMS}like", NOW, actor={"mbox": "mailto:ada@rse.test"}), None),
        (statement(f"{STREAMS}like", NOW, actor=BEA | {"objectType": "Group"}), None),
        (statement(f"{STREAMS}like", NOW, object=[]) | {"verb": 7}, None),
    ],
)
def test_a_statement_counts_as_what_it_says_or_is_not_kept(sent: dict[str, object], means: str | None) -> None:
    assert read_statements(sent) == ([means] if means else [])


def test_a_verb_of_the_platforms_own_counts_as_it_says_and_the_moment_falls_back_to_when_it_was_stored() -> None:
    praised = "https://lms.rse.test/verbs/praised"
    assert read_statements(statement(praised, NOW), verbs=[f"like {praised}"]) == ["Like ada Note discuss.php?d=813"]
    kind, stored = get_kind(), "2026-03-02T08:00:00Z"
    late = statement(f"{STREAMS}like", NOW, stored=stored) | {"timestamp": None}
    assert kind.cut is not None
    (item,) = kind.cut(ConnectedSource("lms", "", OPTIONS), build_request(late), DictMemory())
    assert item.content["at"] == stored


def test_a_store_answers_ids_in_order_the_same_for_the_same_and_nothing_to_what_is_put() -> None:
    kind, source = get_kind(), ConnectedSource("lms", "name:secret", OPTIONS)
    unnamed = {name: value for name, value in statement(f"{STREAMS}like", NOW).items() if name != "id"}
    answers = [kind.acknowledge(source, build_request(statement(f"{ADL}asked", NOW), unnamed)) for _ in range(2)]
    first, second = orjson.loads(answers[0].body)
    assert (first, len(second)) == (STATEMENT, 36)
    assert answers[0] == answers[1]
    put = kind.acknowledge(source, build_request(unnamed, method="PUT", statementId=STATEMENT))
    assert (put.status, put.body) == (204, b"")
    assert kind.cut is not None
    (item,) = kind.cut(source, build_request(unnamed, method="PUT", statementId=STATEMENT), DictMemory())
    assert item.native_id == STATEMENT
    for refused in (replace(build_request(unnamed), headers={}), build_request([7])):
        with pytest.raises(UnreadableBody):
            kind.cut(source, refused, DictMemory())


@pytest.mark.judge
def test_a_client_that_others_wrote_is_answered_as_by_a_record_store(bare_app: Flask, rse: Rse) -> None:
    settings = bare_app.config["SETTINGS"]
    bare_app.config["SETTINGS"] = replace(settings, sources_key=Keyring((("test", b"k" * 32),)))
    with bare_app.app_context(), transaction():
        connect_source("lms", "xapi", secret="moodle:secret", options=OPTIONS)
    with serving(bare_app) as address:
        endpoint = {"version": "1.0.1", "endpoint": f"{address}/hooks/lms/"}
        store = RemoteLRS(**endpoint, username="moodle", password="secret")
        ada = Agent(account=AgentAccount(name="ada", home_page=HOME))
        question = statement(f"{ADL}asked", clock.now())
        single = store.save_statement(Statement({**question, "actor": ada}))
        liked = Statement({**statement(f"{STREAMS}like", clock.now(), REPLY), "id": None, "actor": ada})
        batch = store.save_statements([Statement(void(STATEMENT[:-1] + "2", STATEMENT, clock.now())), liked])
        assert (single.success, batch.success) == (True, True)
        assert str(batch.content[0].id) == STATEMENT[:-1] + "2"
        assert not store.retrieve_statement(STATEMENT).success
        stranger = RemoteLRS(**endpoint, username="moodle", password="wrong")
        assert stranger.save_statement(Statement(question)).response.status == 401
    read_inboxes(bare_app)
    kinds = [fact.kind for fact in rse.facts("lms")]
    assert sorted(kinds) == ["activity.undone", "activity.undone", "post.created", "post.liked"]
