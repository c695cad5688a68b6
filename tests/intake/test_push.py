"""What an RSE pushes goes in once, in whichever of the four ways it is sent."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest
from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from tests.intake.conftest import EARLIER, NOW, Rse, activity, doing, event, read_json

PLANS = "select custom_plans from pg_prepared_statements where statement like '%taken-back%'"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze_at(NOW):
        yield


def test_a_lone_event_becomes_a_fact(rse: Rse) -> None:
    answer = rse.push_one(event(), Accept="application/json")
    assert answer.status_code == 202
    assert read_json(answer) == {
        "accepted": 1,
        "duplicate": 0,
        "dropped": 0,
        "refused": 0,
        "items": [{"index": 0, "id": "event-1", "outcome": "accepted", "effect": "counted"}],
        "counted": 1,
        "kept": 0,
    }
    (fact,) = rse.facts()
    assert (fact.kind, fact.actor_id, fact.object) == ("post.created", rse.people["ada"], "https://rse.example/notes/1")
    assert fact.occurred_at.isoformat() == "2026-03-02T08:30:00+00:00"


def test_an_event_may_be_in_the_headers_and_its_activity_alone_in_the_body(rse: Rse) -> None:
    headers = {
        "ce_id": "event%201",
        "ce_specversion": "1.0",
        "ce_source": "https://rse.example/",
        "ce_type": "activity",
    }
    answer = rse.push(activity(), "application/activity+json", **headers)
    assert answer.status_code == 202
    assert [fact.source_key for fact in rse.facts()] == ["event 1"]


def test_events_sent_one_by_one_are_planned_once_for_their_connection(rse: Rse) -> None:
    """Psycopg prepares what it is given six times. To plan what a fact changes takes longer than to find it out."""
    assert {rse.push_one(event(number)).status_code for number in range(8)} == {202}
    with rse.app.app_context(), transaction():
        plans = session().execute(text(PLANS)).all()
    assert plans, "The statement is prepared."
    assert all(made_anew == 0 for (made_anew,) in plans)


def test_a_batch_goes_in_whole(rse: Rse) -> None:
    assert rse.outcomes([event(1), event(2), event(3)]) == ["accepted"] * 3
    assert len(rse.facts()) == 3


def test_lines_go_in_whole_and_empty_ones_are_no_lines(rse: Rse) -> None:
    lines = b"\n\n".join(orjson.dumps(event(number)) for number in range(3)) + b"\n"
    assert rse.outcomes(lines, "application/x-ndjson") == ["accepted"] * 3


def test_a_packed_body_is_unpacked(rse: Rse) -> None:
    packed = gzip.compress(orjson.dumps([event(1), event(2)]))
    answer = rse.push(packed, Content_Encoding="gzip")
    assert answer.status_code == 202
    assert read_json(answer)["accepted"] == 2


def test_a_batch_of_nothing_is_taken_as_such(rse: Rse) -> None:
    answer = rse.push([])
    assert (answer.status_code, read_json(answer)["items"]) == (200, [])


def test_what_is_pushed_again_is_a_duplicate_and_changes_nothing(rse: Rse) -> None:
    rse.push([event(1)])
    answer = rse.push([event(1), event(2)])
    assert [item["outcome"] for item in read_json(answer)["items"]] == ["duplicate", "accepted"]
    again = rse.push([event(1), event(2)])
    assert (again.status_code, read_json(again)["duplicate"]) == (200, 2)
    assert len(rse.facts()) == 2


def test_a_duplicate_within_a_batch_goes_in_once(rse: Rse) -> None:
    assert rse.outcomes([event(1), event(1)]) == ["accepted", "duplicate"]
    assert len(rse.facts()) == 1


def test_an_activity_sent_in_two_events_is_one(rse: Rse) -> None:
    same = activity(id="https://rse.example/activities/1")
    assert rse.outcomes([event(1, data=same), event(2, data=same)]) == ["accepted", "duplicate"]
    assert [fact.source_key for fact in rse.facts()] == ["https://rse.example/activities/1"]


def test_the_same_event_from_another_machine_is_another_fact(rse: Rse) -> None:
    rse.push([event(1)])
    with rse.app.app_context(), transaction():
        rse.token = create_token("the wiki", scopes={"activities:write"}, source="wiki")
    assert rse.outcomes([event(1)]) == ["accepted"]


@pytest.mark.fault
def test_the_same_activities_pushed_at_the_same_moment_go_in_once(rse: Rse) -> None:
    events = [doing(number) for number in range(200)]

    def push(batch: list[dict[str, Any]]) -> int:
        client = Rse(rse.app, rse.app.test_client(), rse.token)
        with clock.freeze_at(NOW):
            return client.outcomes(batch).count("accepted")

    with ThreadPoolExecutor(4) as threads:
        accepted = list(
            threads.map(push, [events, events[::-1], events[100:] + events[:100], events[::2] + events[1::2]])
        )
    assert sum(accepted) == len(rse.facts()) == 200


def test_bad_items_are_refused_by_themselves_and_the_others_go_in(rse: Rse) -> None:
    answer = rse.push([event(1), doing(2, "Solve"), {"id": "event-3"}, 7, event(4)])
    assert answer.status_code == 202
    assert [item["outcome"] for item in read_json(answer)["items"]] == [
        "accepted",
        "refused",
        "refused",
        "refused",
        "accepted",
    ]
    solve, bare, seven = read_json(answer)["items"][1:4]
    assert (solve["pointer"], solve["id"]) == ("/data/type", "event-2")
    assert "Create, Like" in solve["reason"]
    assert (bare["id"], bare["reason"]) == ("event-3", "Object missing required field specversion.")
    assert seven["id"] is None
    assert len(rse.facts()) == 2


def test_the_moment_is_that_of_the_activity_or_of_its_event(rse: Rse) -> None:
    silent = {name: member for name, member in activity().items() if name != "published"}
    rse.push([event(1, data=silent, time="2026-03-01T10:00:00+02:00"), event(2, time="2026-03-01T10:00:00+02:00")])
    assert [f"{fact.occurred_at:%dT%H:%M}" for fact in rse.facts()] == ["01T08:00", "02T08:30"]


def test_nothing_that_people_wrote_is_kept(rse: Rse) -> None:
    secret = {"id": "n1", "type": "Note", "content": "My secret", "name": "My secret", "summary": "My secret"}
    rse.push([doing(1, object=secret, content="My secret")])
    with rse.app.app_context():
        row = session().execute(text("select fact::text from fact where source = 'rse'")).scalar_one()
    assert "n1" in row
    assert "secret" not in row
    assert EARLIER[:10] in row
