"""Machines read what holders show in the network: from the moment they agree until they take it back, and each change once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextvars import copy_context
from datetime import date, timedelta
from threading import Thread
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import delete, select, text, update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import db, session
from app.kernel.due_steps import take_due_steps
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.policies.service import COMPANY, switch_feature_off
from app.people.policies.switches import SwitchableFeature
from app.people.queries import get_person
from app.people.service.participation import join_game, leave_game
from badges import queries
from badges.jobs import EXPIRY_STEP
from badges.models import Award
from badges.network.models import ShownAward
from badges.service.revoke import restore_award, revoke_award
from tests.badges.credentials.networks import FEED, read, show
from tests.badges.test_naming import NOW, give_to
from tests.makers import catch_up, make_people, record_departure


def _revoke(person_id: int) -> None:
    revoke_award(queries.get_badge("helper"), person_id, "Une erreur.")


def _revoke_and_restore(person_id: int) -> None:
    _revoke(person_id)
    restore_award(queries.get_badge("helper"), person_id)


def _expire(person_id: int) -> None:
    session().execute(update(Award).where(Award.person_id == person_id).values(expires_at=NOW))


CHANGES: Mapping[str, tuple[Callable[[int], object], str]] = {
    "taken back": (lambda id_: show(id_, is_shown=False), "withdrawn"),
    "revoked": (_revoke, "revoked"),
    "revoked and restored": (_revoke_and_restore, "valid"),
    "over": (_expire, "expired"),
    "paused": (lambda id_: begin_or_change_pause(get_person(id_), PauseLength.OPEN), "withdrawn"),
    "left the programme": (lambda id_: leave_game(get_person(id_)), "withdrawn"),
    "left the company": (lambda id_: record_departure(get_person(id_), date(2026, 1, 12)), "withdrawn"),
    "erased": (lambda id_: session().execute(delete(Award).where(Award.person_id == id_)), "withdrawn"),
}


ALL_THAT_IS_SHOWN = """
select s.id, s.changed_at, p.external_id, b.slug, v.number as version, v.name, v.description, a.awarded_at, a.expires_at,
    case when exists (select from pause where person_id = p.id) then 'withdrawn'
        when a.expires_at <= :now then 'expired' else 'valid' end as state
from shown_award s join award a on a.id = s.award_id join person p on p.id = a.person_id
join badge b on b.id = a.badge_id join badge_version v on v.badge_id = b.id and v.number = a.criterion_version
order by s.place
"""


def test_what_becomes_of_a_shown_badge_is_true_at_once_and_comes_once_in_the_feed(
    bare_app: Application, machine: FlaskClient
) -> None:
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            giver, silent, *people = make_people(len(CHANGES) + 2)
            give_to([silent, *people], giver)
            for person_id in people:
                show(person_id)
            names = {id_: get_person(id_).external_id for id_ in (silent, *people)}
        first = read(machine)
        assert {(award["person"], award["state"]) for award in first["data"]} == {
            (names[id_], "valid") for id_ in people
        }
        assert first["done"] is True
        assert read(machine, f"{FEED}?cursor={first['next_cursor']}")["data"] == []

        with bare_app.app_context(), transaction():
            for person_id, (change, _) in zip(people, CHANGES.values(), strict=True):
                change(person_id)
        names_here = {award["person"]: award["id"] for award in first["data"]}
        states = {names_here[names[id_]]: state for id_, (_, state) in zip(people, CHANGES.values(), strict=True)}
        assert {id_: _find_state(machine, id_) for id_ in states} == states
        valid = {person for person, id_ in names_here.items() if states[id_] == "valid"}
        profiles = {
            name: read(machine, f"/api/v1/people/{name}/badges")["data"] for name in (*names.values(), "nobody")
        }
        assert {name for name, shown in profiles.items() if shown} == valid

        with bare_app.app_context():
            catch_up(["shown-awards"])
            take_due_steps([EXPIRY_STEP])
        second = read(machine, f"{FEED}?cursor={first['next_cursor']}")
        assert sorted((award["id"], award["state"]) for award in second["data"]) == sorted(states.items())
        for award in second["data"]:
            assert award["state"] != "withdrawn" or award.keys() == {"id", "state", "changed_at"}
        assert "Une erreur" not in machine.get(FEED).text
        assert read(machine, f"{FEED}?cursor={second['next_cursor']}")["data"] == []
        assert read(machine, f"{FEED}?since=2999-01-01T00:00:00Z")["data"] == []


def _find_state(machine: FlaskClient, id_: str) -> str:
    """What one award says of itself; it is not there once it is withdrawn."""
    answer = machine.get(f"{FEED}/{id_}")
    return "withdrawn" if answer.status_code == 404 else str(answer.get_json()["state"])


def test_a_pause_hides_and_its_end_shows_again_and_who_comes_back_shows_nothing(
    bare_app: Application, machine: FlaskClient
) -> None:
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            giver, ada, ben = make_people(3)
            give_to([ada, ben], giver)
            for person_id in (ada, ben):
                show(person_id)
        with bare_app.app_context(), transaction():
            begin_or_change_pause(get_person(ada), PauseLength.OPEN)
            leave_game(get_person(ben))
            join_game(get_person(ben))
        assert [award["state"] for award in read(machine)["data"]] == ["withdrawn"] * 2
    with clock.freeze_at(NOW + timedelta(days=1)):
        with bare_app.app_context(), transaction():
            end_pause(get_person(ada))
        with bare_app.app_context():
            catch_up(["shown-awards"])
        states = [(award["state"], award.get("person")) for award in read(machine)["data"]]
        with bare_app.app_context(), transaction():
            name = session().scalar(select(Person.external_id).where(Person.id == ada))
        assert states == [("withdrawn", None), ("valid", name)]
        with bare_app.app_context(), transaction():
            switch_feature_off(SwitchableFeature.BADGES, COMPANY, reason="Pas ici.")
        assert {award["state"] for award in read(machine)["data"]} == {"withdrawn"}


def test_what_is_committed_late_comes_after_what_was_read(bare_app: Application, machine: FlaskClient) -> None:
    """Two readers at once beside a transaction that stays open: nobody waits for it, nobody misses it."""
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            giver, ada, ben = make_people(3)
            give_to([ada, ben], giver)
            for person_id in (ada, ben):
                show(person_id)
        with bare_app.app_context(), db.engine.connect() as late:
            late.execute(text("update award set revoked_at = now() where person_id = :id"), {"id": ada})
            pages = [_read_in_thread(machine) for _ in range(2)]
            assert [[award["state"] for award in page["data"]] for page in pages] == [["valid"], ["valid"]]
            late.commit()
        after = read(machine, f"{FEED}?cursor={pages[0]['next_cursor']}")["data"]
        assert [award["state"] for award in after] == ["revoked"]


def _read_in_thread(machine: FlaskClient) -> Any:
    pages: list[Any] = []
    here = copy_context()
    thread = Thread(target=lambda: pages.append(here.run(read, machine)))
    thread.start()
    thread.join(10)
    assert pages, "The reader waits for a transaction that is open."
    return pages[0]


def test_pages_follow_one_another_and_a_cursor_of_another_database_is_gone(
    bare_app: Application, machine: FlaskClient
) -> None:
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            giver, *people = make_people(4)
            give_to(people, giver)
            for person_id in people:
                show(person_id)
        first = machine.get(f"{FEED}?limit=2")
        assert first.get_json()["done"] is False
        following = machine.get(first.headers["Link"].partition(">")[0][1:])
        assert "Link" not in following.headers
        ids = [award["id"] for page in (first, following) for award in page.get_json()["data"]]
        assert len(set(ids)) == len(ids) == 3
        unchanged = machine.get(f"{FEED}?limit=2", headers={"If-None-Match": first.headers["ETag"]})
        assert (unchanged.status_code, unchanged.data) == (304, b"")
        assert machine.get(f"{FEED}?cursor=WzEsMl0").status_code == 400

        cursor = following.get_json()["next_cursor"]
        with bare_app.app_context(), transaction():
            session().execute(delete(ShownAward).where(ShownAward.id == ids[-1]))
        gone = machine.get(f"{FEED}?cursor={cursor}")
        assert (gone.status_code, gone.mimetype) == (410, "application/problem+json")
        assert "start from the first page" in gone.get_json()["detail"]


def test_the_feed_is_written_byte_for_byte_as_a_plain_program_writes_it(
    bare_app: Application, machine: FlaskClient
) -> None:
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            giver, *people = make_people(4)
            give_to(people, giver)
            for person_id in people:
                show(person_id)
            CHANGES["over"][0](people[1])
            CHANGES["paused"][0](people[2])
        page = machine.get(FEED)
        with bare_app.app_context(), transaction():
            rows = session().execute(text(ALL_THAT_IS_SHOWN), {"now": NOW}).mappings().all()
    plain = [_write_plainly(dict(row), bare_app.config["SETTINGS"]) for row in rows]
    assert {award["state"] for award in plain} == {"valid", "expired", "withdrawn"}
    cursor = page.get_json()["next_cursor"]
    assert (
        page.data
        == json.dumps(
            {"data": plain, "next_cursor": cursor, "done": True}, ensure_ascii=False, separators=(",", ":")
        ).encode()
    )


def _write_plainly(row: dict[str, Any], settings: Settings) -> dict[str, Any]:
    head = {"id": row["id"], "state": row["state"], "changed_at": row["changed_at"].isoformat()}
    if row["state"] == "withdrawn":
        return head
    pages, pictures = settings.public_url, f"{settings.badge_url or settings.public_url}/ob/badges"
    badge = {name: row[name] for name in ("slug", "version", "name", "description")}
    badge |= {"url": f"{pages}/badges/{row['slug']}", "picture": f"{pictures}/{row['slug']}/{row['version']}.png"}
    ends = row["expires_at"] and row["expires_at"].isoformat()
    shown = {"url": f"{pages}{FEED}/{row['id']}", "person": row["external_id"], "badge": badge}
    return {**head, **shown, "awarded_at": row["awarded_at"].isoformat(), "expires_at": ends}
