"""Machines read boards of groups; colleagues read the others too, page by page, and nobody reads the bottom of a list."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.jobs import redis_connection
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import ImportOptions
from app.people.directory.service.imports import apply_and_record_import
from app.people.queries import get_person
from app.people.roles import ANIMATOR, HR
from app.people.service.participation import choose_visibility
from app.people.service.pseudonym import choose_pseudonym
from app.people.service.roles import give_role
from tests.boards import build_all_boards, catch_up_and_build, earn_answers, earn_for_all, make_board, pay_for_answers
from tests.forms import sign_in
from tests.makers import catch_up, make_people, make_unit
from tests.people.people_file import ADA, EVERYWHERE, people_file
from tests.reads import heard_reads

COLLEAGUES = "/api/v1/boards/colleagues"
TEAMS = "/api/v1/boards/teams"


@pytest.fixture
def ids(bare_app: Flask) -> list[int]:
    """Eight people of two units, each with one answer more than the next, and a board of both sorts."""
    with bare_app.app_context():
        with transaction():
            first, second = make_unit("=Nord"), make_unit()
            people = make_people(4, unit=first, on_boards=True) + make_people(4, unit=second, on_boards=True)
            others = make_people(16, unit=first)
            make_people(10, unit=make_unit())
            pay_for_answers()
            make_board("colleagues")
            make_board("teams", subject="unit")
        for place, person_id in enumerate(people):
            earn_answers(person_id, 8 - place)
        earn_for_all(others, 1)
        catch_up_and_build()
    return people


@pytest.fixture
def machine(bare_app: Flask) -> FlaskClient:
    """A client with a token that reads boards."""
    with bare_app.app_context(), transaction():
        secret = create_token("reader", scopes=["boards:read"], source="rse")
    client = bare_app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def ranks(answer: dict[str, list[dict[str, object]]] | None, name: str = "standings") -> list[object]:
    assert answer is not None, "The answer is JSON."
    return [row["rank"] for row in answer[name]]


def test_a_colleague_reads_the_upper_half_page_by_page(bare_app: Flask, ids: list[int]) -> None:
    client = sign_in(bare_app.test_client(), ids[7])
    whole, first = client.get(COLLEAGUES).json, client.get(f"{COLLEAGUES}?limit=3").json
    assert whole is not None
    assert first is not None
    assert [(row["rank"], row["score"]) for row in whole["standings"]] == [(1, 40.0), (2, 35.0), (3, 30.0), (4, 25.0)]
    assert (whole["version"], whole["next_cursor"]) == (1, None)
    assert ranks(first) == [1, 2, 3]
    following = client.get(f"{COLLEAGUES}?limit=3&cursor={first['next_cursor']}").json
    assert following is not None
    assert (ranks(following), following["next_cursor"]) == ([4], None)


@pytest.mark.parametrize("query", ["cursor=x", "cursor=WzEsMl0", "cursor=WyJhIl0", "limit=0", "limit=51"])
def test_a_page_that_nobody_gave_is_refused(bare_app: Flask, ids: list[int], query: str) -> None:
    assert sign_in(bare_app.test_client(), ids[0]).get(f"{COLLEAGUES}?{query}").status_code in (400, 422)


def test_what_has_not_changed_is_not_sent_again_and_who_hides_is_gone_from_ready_answers(
    bare_app: Flask, ids: list[int]
) -> None:
    client = sign_in(bare_app.test_client(), ids[0])
    tag = client.get(COLLEAGUES).headers["ETag"]
    assert client.get(COLLEAGUES, headers={"If-None-Match": tag}).status_code == 304
    with bare_app.app_context(), transaction():
        choose_visibility(get_person(ids[1]), on_boards=False)
    again = client.get(COLLEAGUES, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.json is not None
    assert [row["score"] for row in again.json["standings"]] == [40.0, 30.0, 25.0, 20.0]


def test_a_ready_page_reads_no_names_and_is_made_anew_after_half_a_minute(bare_app: Flask, ids: list[int]) -> None:
    client, began = sign_in(bare_app.test_client(), ids[0]), clock.now()
    with clock.freeze_at(began):
        client.get(COLLEAGUES)
    counts = []
    for seconds in (29, 31, 30):
        statements: list[str] = []
        with bare_app.app_context(), heard_reads(statements), clock.freeze_at(began + timedelta(seconds=seconds)):
            assert len(ranks(client.get(COLLEAGUES).json)) == 4
        counts.append(len(statements))
    assert counts == [2, 3, 3], (
        "Who asks, and the head of the board; the second time the names too, and after the clock went back."
    )


def test_a_name_taken_back_is_in_no_ready_answer(bare_app: Flask, ids: list[int]) -> None:
    client = sign_in(bare_app.test_client(), ids[0])
    client.get(COLLEAGUES)
    with bare_app.app_context():
        with transaction():
            name = f"{get_person(ids[0]).given_name} {get_person(ids[0]).family_name}"
            choose_pseudonym(get_person(ids[0]), "Colvert")
        catch_up_and_build()
        build_all_boards()
    assert name not in client.get(COLLEAGUES).text


def test_a_name_that_an_import_changed_is_in_no_ready_answer(bare_app: Flask, ids: list[int]) -> None:
    client = sign_in(bare_app.test_client(), ids[0])
    before = client.get(COLLEAGUES)
    with bare_app.app_context(), transaction():
        person = get_person(ids[0])
        name = f"{person.given_name} {person.family_name}"
        renamed = ADA | {"external_id": person.external_id, "email": person.email, "family_name": "Nouvel-Nom"}
        options = ImportOptions(time_zones=EVERYWHERE)
        assert apply_and_record_import(PeopleImport(file_name="new.csv"), people_file(renamed), options).problems == ()
    after = client.get(COLLEAGUES, headers={"If-None-Match": before.headers["ETag"]})
    assert name in before.text
    assert name not in after.text
    assert "Ada Nouvel-Nom" in after.text


def test_whoever_hides_in_a_slower_transaction_than_a_later_choice_is_in_no_ready_answer(
    bare_app: Flask, ids: list[int], settings: Settings
) -> None:
    client = sign_in(bare_app.test_client(), ids[7])
    with psycopg.connect(settings.database_url) as slow:
        slow.execute("update choices set on_boards = false where person_id = %s", [ids[0]])
        with bare_app.app_context(), transaction():
            choose_visibility(get_person(ids[6]), on_boards=False)
        before = client.get(COLLEAGUES)
        slow.execute(
            """insert into fact (kind, actor_id, occurred_at, source, source_key)
            values ('choices.changed', %s, now(), 'passerelle', 'slow')""",
            [ids[0]],
        )
    after = client.get(COLLEAGUES, headers={"If-None-Match": before.headers["ETag"]})
    assert before.json is not None
    assert after.json is not None
    assert (ranks(before.json), before.json["standings"][0]["score"]) == ([1, 2, 3, 4], 40.0)
    assert (ranks(after.json), after.json["standings"][0]["score"]) == ([1, 2, 3], 35.0)


def test_the_rank_is_the_same_everywhere_with_and_without_redis(bare_app: Flask, ids: list[int]) -> None:
    client = sign_in(bare_app.test_client(), ids[2])
    for _ in ("the copy in Redis", "PostgreSQL"):
        around = client.get(f"{COLLEAGUES}/around-me").json
        assert around is not None
        assert (around["mine"]["rank"], around["score_now"]) == (3, 30)
        assert (ranks(around, "ahead"), ranks(around, "behind")) == ([1, 2], [4])
        assert ranks(client.get(f"{COLLEAGUES}?limit=49").json)[2] == 3
        assert "votre rang est 3." in client.get("/boards/colleagues").text
        assert "Votre rang\u00a0: 3" in client.get("/boards").text
        with bare_app.app_context():
            assert announced_version("colleagues") == around["version"]
            redis_connection().flushall()


def announced_version(slug: str) -> int:
    """The version that the last announcement of a board carries; it carries no row."""
    last = select(Fact.body).where(Fact.kind == "leaderboard.published", Fact.object == f"board:{slug}")
    with transaction():
        body = session().scalars(last.order_by(Fact.id.desc())).first()
    assert body is not None, "Its publication was announced."
    return int(body["version"])


def test_my_own_score_is_immediate_while_the_board_keeps_its_date(bare_app: Flask, ids: list[int]) -> None:
    with bare_app.app_context():
        earn_answers(ids[7], 3, day=3)
        catch_up(["points"])
    around = sign_in(bare_app.test_client(), ids[7]).get(f"{COLLEAGUES}/around-me").json
    assert around is not None
    assert (around["mine"]["score"], around["score_now"]) == (5.0, 20)


@pytest.mark.parametrize("address", [COLLEAGUES, f"{COLLEAGUES}/around-me", "/boards/colleagues"])
def test_managers_and_hr_read_no_individual_s_points(bare_app: Flask, ids: list[int], address: str) -> None:
    with bare_app.app_context(), transaction():
        get_person(ids[2]).manager_id = ids[0]
        give_role(get_person(ids[1]), HR)
    for closed in ids[:2]:
        assert sign_in(bare_app.test_client(), closed).get(address).status_code == 403
        assert "colleagues" not in sign_in(bare_app.test_client(), closed).get("/boards").text
    assert sign_in(bare_app.test_client(), ids[2]).get(address).status_code == 200


def test_a_machine_reads_groups_and_no_person(machine: FlaskClient, ids: list[int]) -> None:
    assert machine.get(COLLEAGUES).status_code == 403
    answer = machine.get(TEAMS).json
    assert answer is not None
    assert (answer["subject"], ranks(answer)) == ("unit", [1, None])
    assert (answer["standings"][0]["per_head"], answer["standings"][1]["name"]) == (10.0, None), (
        "210 points of twenty people are 200."
    )


def test_groups_are_exported_without_a_name_of_anybody_and_without_formulas(bare_app: Flask, ids: list[int]) -> None:
    with bare_app.app_context(), transaction():
        give_role(get_person(ids[3]), ANIMATOR)
    client = sign_in(bare_app.test_client(), ids[3])
    answer = client.get("/boards/teams.csv")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    header, first, merged = answer.text.splitlines()
    assert header.endswith("rank,group,people,share_taking_part,total,per_head,score")
    assert first.startswith("1,'=Nord")
    assert merged.endswith("14,,,,"), "People only."
    assert "Martin" not in answer.text
    assert client.get("/boards/colleagues.csv").status_code == 403
    assert sign_in(bare_app.test_client(), ids[0]).get("/boards/teams.csv").status_code == 403


def test_an_unknown_board_is_a_problem(machine: FlaskClient, ids: list[int]) -> None:
    answer = machine.get("/api/v1/boards/none")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
