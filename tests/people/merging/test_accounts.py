"""The account that goes opens nothing any more, and its names, in networks and in files, mean the one that stays."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.audit.models import AuditEntry
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import replace_personal_token
from app.people.aliases.service import add_alias
from app.people.directory.outcome import ImportOptions
from app.people.directory.queries import find_ids_by_external_id
from app.people.directory.report import describe_plan
from app.people.directory.service.imports import apply_import
from app.people.merging.service.merge import CannotMerge, merge_people, move_late_rows
from app.people.models import Choices, Person
from app.people.queries import find_people_of_network, get_person
from app.people.service.participation import join_game, leave_game
from tests.forms import sign_in
from tests.makers import MONDAY, catch_up, make_people, tell
from tests.missions.company import make_post
from tests.people.merging.two import merge
from tests.people.people_file import ADA, BEN, CHLOE, EVERYWHERE, people_file

CREDENTIALS = "/ims/ob/v3p0/credentials"
OPTIONS = ImportOptions(departures=True, most_departures=100, time_zones=EVERYWHERE)


@pytest.fixture
def two(bare_app: Flask) -> tuple[int, int]:
    with bare_app.app_context(), transaction():
        kept, merged = make_people(2)
    return kept, merged


def test_the_account_that_goes_is_signed_out_and_its_token_is_refused(bare_app: Flask, two: tuple[int, int]) -> None:
    kept, merged = two
    browsers = [sign_in(bare_app.test_client(), person_id) for person_id in two]
    assert [browser.get("/me/privacy").status_code for browser in browsers] == [200, 200]
    with bare_app.app_context():
        with transaction():
            secret = replace_personal_token(merged)
        merge(kept, merged)
    assert [browser.get("/me/privacy").status_code for browser in browsers] == [200, 302]
    refused = bare_app.test_client().get(CREDENTIALS, headers={"Authorization": f"Bearer {secret}"})
    assert refused.status_code == 401


def test_networks_and_files_that_use_its_names_mean_the_one_that_stays(app: Flask) -> None:
    with transaction():
        apply_import(people_file(ADA, BEN, CHLOE), OPTIONS)
        ids = find_ids_by_external_id(["ada", "ben", "chloe"])
        add_alias(get_person(ids["ben"]), "chat", "ben.l")
    merge(ids["ada"], ids["ben"])
    names = ("ben.l", "ben", "ben@example.org", "mailto:ben@example.org")
    with transaction():
        called = find_people_of_network("chat", names)
        assert {name: person.id for name, person in called.items()} == dict.fromkeys(names, ids["ada"])
        assert find_people_of_network("other", ["ben.l"]) == {}
    with transaction():
        outcome = apply_import(people_file(*(person | {"manager": "ben"} for person in (ADA, BEN, CHLOE))), OPTIONS)
        assert outcome.plan is not None
        assert outcome.plan.left_out == [("ben", "ada")]
        assert [change.after.external_id for change in outcome.plan.changed] == ["chloe"]
        assert (outcome.plan.added, outcome.plan.departed, outcome.plan.returned) == ([], [], [])
        assert "ben → ada" in str(next(describe_plan(outcome.plan)))
    with transaction():
        managers = {name: session().get_one(Person, ids[name]).manager_id for name in ids}
        assert managers == {"ada": None, "ben": None, "chloe": ids["ada"]}
        assert session().get_one(Person, ids["ben"]).left_on is not None


def test_a_merge_is_in_the_audit_log_and_those_before_follow(app: Flask) -> None:
    with transaction():
        first, second, third = make_people(3)
    tell(make_post("a", first, MONDAY), make_post("b", second, MONDAY), make_post("c", second, MONDAY))
    merge(second, first)
    merge(third, second)
    with transaction():
        chosen = select(AuditEntry).where(AuditEntry.kind == "person_merge").order_by(AuditEntry.id)
        lines = [(each.action, (each.after or {}).get("kept_id")) for each in session().scalars(chosen)]
        assert lines == [("insert", second), ("update", third), ("insert", third)]
        figures = session().scalars(chosen).all()[0].after or {}
        assert (figures["before"]["kept"]["acts"], figures["before"]["merged"]["acts"]) == (2, 1)
        assert figures["after"]["kept"]["acts"] == 3
        assert find_people_of_network("rse", [session().get_one(Person, first).email]).popitem()[1].id == third
    for kept, merged in ((third, third), (third, first), (first, third)):
        with pytest.raises(CannotMerge), transaction():
            merge_people(session().get_one(Person, kept), session().get_one(Person, merged), by_id=None)


def test_the_stricter_of_two_choices_holds(app: Flask) -> None:
    with transaction():
        people = make_people(4, on_boards=True)
        absent, *_ = make_people(1, joined_at=None)
        session().get_one(Choices, people[1]).on_boards = False
        leave_game(get_person(people[3]))
        join_game(get_person(absent))
    merge(people[0], people[1])
    merge(people[2], people[3])
    merge(absent, people[0])
    with transaction():
        choices = {person_id: session().get_one(Choices, person_id) for person_id in (people[2], absent)}
        assert choices[people[2]].joined_at is None
        assert (choices[absent].joined_at, choices[absent].on_boards) == (MONDAY, False)
        assert session().get(Choices, people[0]) is None


def test_what_a_slower_transaction_wrote_about_the_account_that_goes_is_moved_later(app: Flask) -> None:
    with transaction():
        kept, merged = make_people(2)
    merge(kept, merged)
    tell(make_post("late", merged, MONDAY))
    catch_up()
    for moved in (1, 0):
        with transaction():
            assert move_late_rows() == moved
    with transaction():
        assert session().execute(text("select actor_id from fact where source_key = 'late'")).scalars().all() == [kept]
