"""A holder is named on the page of a badge from the moment they agree until they take it back, hold it no more, or are away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.policies.service import COMPANY, switch_feature_off
from app.people.policies.switches import SwitchableFeature
from app.people.queries import get_person
from app.people.service.participation import join_game, leave_game
from badges import queries
from badges.jobs import EXPIRY_STEP
from badges.models import Award
from badges.naming.queries import find_naming_choice, list_published_names
from badges.naming.service import HolderCannotBeNamed, choose_naming
from badges.service.give import BadgeGift, give_badge, set_badge_givers
from badges.service.publish import publish_badge_draft
from badges.service.revoke import restore_award, revoke_award
from badges.service.write import BadgeDraft, save_badge_draft
from tests.badges.test_awards import TEXT
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up, make_people, record_departure

NOW = MONDAY + timedelta(days=10)
PAGE = "/badges/helper"


def give_to(people: list[int], giver_id: int) -> int:
    """A badge of one month that all these people hold: its id."""
    save_badge_draft("helper", BadgeDraft(criterion="given", text=TEXT, valid_months=1))
    badge = queries.get_badge("helper")
    publish_badge_draft(badge)
    set_badge_givers(badge, [giver_id])
    for person_id in people:
        give_badge(badge, giver_id, BadgeGift(receiver_id=person_id, reason="Merci."))
    return badge.id


def name(person_id: int, *, is_named: bool = True) -> None:
    choose_naming(queries.get_badge("helper"), person_id, is_named=is_named)


def _revoke(person_id: int) -> None:
    revoke_award(queries.get_badge("helper"), person_id, "Une erreur.")


def _restore(person_id: int) -> None:
    _revoke(person_id)
    restore_award(queries.get_badge("helper"), person_id)


def _expire(person_id: int) -> None:
    session().execute(update(Award).where(Award.person_id == person_id).values(expires_at=NOW))


def _do_nothing(_person_id: int) -> None:
    pass


STATES: Mapping[str, Callable[[int], object]] = {
    "held": _do_nothing,
    "over": _expire,
    "revoked": _revoke,
    "revoked and restored": _restore,
}
AWAY: Mapping[str, Callable[[int], object]] = {
    "here": _do_nothing,
    "paused": lambda id_: begin_or_change_pause(get_person(id_), PauseLength.OPEN),
    "left the programme": lambda id_: leave_game(get_person(id_)),
    "left the company": lambda id_: record_departure(get_person(id_), date(2026, 1, 12)),
    "erased": lambda id_: session().execute(delete(Award).where(Award.person_id == id_)),
}


@pytest.mark.parametrize("is_clock_late", [False, True])
def test_only_who_agreed_holds_the_badge_and_is_here_is_named(app: Application, *, is_clock_late: bool) -> None:
    cases = list(product((True, False), STATES, AWAY))
    with clock.freeze_at(NOW), transaction():
        giver, *people = make_people(len(cases) + 1)
        badge_id = give_to(people, giver)
        names = {person_id: f"Camille {get_person(person_id).family_name}" for person_id in people}
        for person_id, (is_named, state, _away) in zip(people, cases, strict=True):
            name(person_id, is_named=is_named)
            STATES[state](person_id)
    if not is_clock_late:
        with clock.freeze_at(NOW):
            take_due_steps([EXPIRY_STEP])
    with clock.freeze_at(NOW + timedelta(hours=1)), transaction():
        for person_id, (*_, away) in zip(people, cases, strict=True):
            AWAY[away](person_id)
        named = {holder.name for holder in list_published_names(badge_id).items}
        offered = {id_ for id_ in people if find_naming_choice(badge_id, id_) is not None}
    expected = {id_ for id_, case in zip(people, cases, strict=True) if case == (True, "held", "here")}
    assert named == {names[id_] for id_ in expected}
    may_choose = product((True, False), ("held", "revoked and restored"), ("here", "paused"))
    assert offered == {people[cases.index(case)] for case in may_choose}


def test_no_award_that_is_over_or_revoked_keeps_an_agreement(app: Application) -> None:
    with clock.freeze_at(NOW), transaction():
        giver, ada, ben = make_people(3)
        give_to([ada, ben], giver)
        name(ada)
        name(ben)
        _revoke(ada)
        assert session().scalars(select(Award.person_id).where(Award.is_named)).all() == [ben]
    with pytest.raises(IntegrityError), transaction():
        session().execute(text("update award set is_named = true"))


def test_who_holds_no_badge_cannot_be_named_and_taking_back_never_fails(app: Application) -> None:
    with clock.freeze_at(NOW), transaction():
        giver, ada, ben = make_people(3)
        badge_id = give_to([ada], giver)
        _revoke(ada)
        for person_id in (ada, ben):
            with pytest.raises(HolderCannotBeNamed):
                name(person_id)
            name(person_id, is_named=False)
        assert list_published_names(badge_id).items == []


def test_whoever_leaves_and_comes_back_begins_unnamed(app: Application) -> None:
    with clock.freeze_at(NOW), transaction():
        giver, ada, ben = make_people(3)
        badge_id = give_to([ada, ben], giver)
        for person_id in (ada, ben):
            name(person_id)
            leave_game(get_person(person_id))
        join_game(get_person(ada))
        assert list_published_names(badge_id).items == []
        name(ada)
    catch_up(["badge-leavers"])
    with transaction():
        named = session().scalars(select(Award.person_id).where(Award.is_named)).all()
    assert named == [ada], "What was agreed to before is forgotten, what is agreed to since stays."


def test_where_badges_are_off_nobody_is_named(app: Application) -> None:
    with clock.freeze_at(NOW), transaction():
        giver, ada = make_people(2)
        badge_id = give_to([ada], giver)
        name(ada)
        switch_feature_off(SwitchableFeature.BADGES, COMPANY, reason="Pas ici.")
        assert list_published_names(badge_id).items == []


def test_everybody_reads_the_name_while_its_holder_agrees(bare_app: Flask) -> None:
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            giver, ada, stranger = make_people(3)
            give_to([ada], giver)
            shown = f"<li>Camille {session().scalars(select(Person.family_name).where(Person.id == ada)).one()}</li>"
        own, *others = (sign_in(bare_app.test_client(), id_) for id_ in (ada, giver, stranger))
        readers = [own, *others]
        assert [shown in reader.get(PAGE).text for reader in readers] == [False] * 3, "The default is no."
        assert send(others[1], f"{PAGE}/name", is_named="yes").status_code == 409
        for _ in range(2):
            assert send(own, f"{PAGE}/name", is_named="yes").status_code == 303
        pages = [reader.get(PAGE) for reader in readers]
        assert [shown in page.text for page in pages] == [True] * 3
        assert "Retirer mon nom" in pages[0].text
        assert "Retirer mon nom" not in pages[1].text
        assert send(own, f"{PAGE}/name").status_code == 303
        assert [shown in reader.get(PAGE).text for reader in readers] == [False] * 3
