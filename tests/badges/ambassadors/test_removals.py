"""Two people end a term, its holder reads why and may appeal, and a third decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR, REPRESENTATIVE
from app.people.service.roles import give_role, take_role_back
from badges.ambassadors.models import Candidacy
from badges.ambassadors.queries import find_term
from badges.ambassadors.removals import service
from badges.ambassadors.removals.models import AmbassadorRemoval
from badges.ambassadors.removals.queries import list_appeals_to_decide, list_waiting_removals, read_own_removal
from badges.ambassadors.states import CandidacyState
from tests.badges.ambassadors.candidates import (
    has_role,
    list_ambassador_facts,
    list_notices_of,
    make_ambassador,
    publish_badge_of_terms,
)
from tests.badges.test_awards import badges_held_by
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up

REASON = "Des réponses ont blessé des collègues."


def propose(people: list[int], *, reason: str = REASON) -> int:
    """The id of what the fourth proposes about the first."""
    with transaction():
        service.propose_removal(people[3], people[0], reason)
    with transaction():
        return session().scalars(select(AmbassadorRemoval.id)).one()


def test_a_second_person_ends_the_term_and_a_third_restores_it(people: list[int]) -> None:
    ambassador = make_ambassador(people)
    assert find_hours(ambassador) == 4
    with clock.freeze_at(MONDAY + timedelta(days=9)):
        removal_id = propose(people)
        for same in (people[0], people[3]):
            with pytest.raises(Forbidden), transaction():
                service.confirm_removal(same, removal_id)
        assert has_role(ambassador)
        with transaction():
            service.confirm_removal(people[4], removal_id)
        assert (has_role(ambassador), list_notices_of(ambassador)[-1]) == (False, "removed")
        with transaction():
            service.appeal_removal(ambassador, "Ces réponses n’étaient pas de moi.")
        for same in (people[0], people[3], people[4]):
            with pytest.raises(Forbidden), transaction():
                service.decide_appeal(same, removal_id, is_upheld=True)
        with transaction():
            service.decide_appeal(people[5], removal_id, is_upheld=True)
        assert (has_role(ambassador), list_notices_of(ambassador)[-1]) == (True, "appeal_upheld")
        assert find_hours(ambassador) == 4
        with pytest.raises(NotFound), transaction():
            service.decide_appeal(people[5], removal_id, is_upheld=False)
    assert list_ambassador_facts() == ["ambassador.named", "ambassador.ended", "ambassador.named"]


def test_what_is_dropped_is_told_to_nobody_and_what_is_kept_up_stays_over(people: list[int]) -> None:
    ambassador = make_ambassador(people)
    with clock.freeze_at(MONDAY):
        removal_id = propose(people)
        with pytest.raises(Conflict), transaction():
            service.propose_removal(people[4], ambassador, REASON)
        with transaction():
            assert list_waiting_removals(ambassador) == []
            assert [each.removal_id for each in list_waiting_removals(people[4])] == [removal_id]
        with pytest.raises(Forbidden), transaction():
            service.drop_removal(ambassador, removal_id)
        with transaction():
            service.drop_removal(people[4], removal_id)
        assert list_notices_of(ambassador) == ["proposed", "named"]
        removal_id = propose(people)
        with transaction():
            service.confirm_removal(people[4], removal_id)
            service.appeal_removal(ambassador, "Relisez, s’il vous plaît.")
            service.decide_appeal(people[5], removal_id, is_upheld=False)
    assert (has_role(ambassador), list_notices_of(ambassador)[-1]) == (False, "appeal_answered")


def test_the_end_of_an_older_term_is_no_news_after_a_later_one(people: list[int]) -> None:
    ambassador = make_ambassador(people)
    with clock.freeze_at(MONDAY):
        removal_id = propose(people)
        with transaction():
            service.confirm_removal(people[4], removal_id)
        with transaction():
            assert read_own_removal(ambassador) is not None
            later = {"named_at": MONDAY, "ends_at": MONDAY, "over_at": MONDAY}
            session().add(Candidacy(person_id=ambassador, state=CandidacyState.ENDED, opened_at=MONDAY, **later))
        with transaction():
            assert read_own_removal(ambassador) is None


def test_whose_term_is_ended_early_keeps_its_badge(people: list[int]) -> None:
    publish_badge_of_terms()
    ambassador = make_ambassador(people)
    with clock.freeze_at(MONDAY):
        removal_id = propose(people)
        with transaction():
            service.confirm_removal(people[4], removal_id)
    catch_up()
    assert badges_held_by(ambassador) == ["serves"]


def test_an_appeal_comes_within_thirty_days_and_both_need_words(people: list[int]) -> None:
    ambassador = make_ambassador(people)
    with clock.freeze_at(MONDAY):
        with pytest.raises(Invalid):
            propose(people, reason=" ")
        removal_id = propose(people)
        with transaction():
            service.confirm_removal(people[4], removal_id)
        with pytest.raises(Invalid) as refused, transaction():
            service.appeal_removal(ambassador, " ")
        assert list(refused.value.errors) == [FieldError("/appeal", service.NO_APPEAL)]
    with clock.freeze_at(MONDAY + timedelta(days=30)), pytest.raises(NotFound), transaction():
        service.appeal_removal(ambassador, "Trop tard.")


def test_whoever_waits_for_a_second_person_is_not_proposed_again(people: list[int], bare_app: Flask) -> None:
    ambassador = make_ambassador(people)
    with transaction():
        give_role(get_person(people[4]), HR)
    browser, choice = sign_in(bare_app.test_client(), people[4]), f'<option value="{ambassador}"'
    assert choice in browser.get("/hr/ambassadors/removals").text
    propose(people)
    assert choice not in browser.get("/hr/ambassadors/removals").text


def test_a_representative_decides_where_hr_has_no_third_person(people: list[int], bare_app: Flask) -> None:
    ambassador, representative = make_ambassador(people), people[5]
    with transaction():
        for person_id in (people[3], people[4], ambassador):
            give_role(get_person(person_id), HR)
        give_role(get_person(representative), REPRESENTATIVE)
    with clock.freeze_at(MONDAY + timedelta(days=9)):
        removal_id = propose(people)
        with transaction():
            service.confirm_removal(people[4], removal_id)
            service.appeal_removal(ambassador, "Ces réponses n’étaient pas de moi.")
        with transaction():
            give_role(get_person(people[6]), HR)
            assert list_deciders(people) == [people[6]]
            with pytest.raises(Forbidden):
                service.decide_appeal(representative, removal_id, is_upheld=True)
            take_role_back(get_person(people[6]), HR)
        client = sign_in(bare_app.test_client(), representative)
        assert "Nouveaux examens à décider" in client.get("/transparency").text
        assert REASON in client.get("/ambassadors/appeals").text
        assert send(client, f"/ambassadors/appeals/{removal_id}", decision="restore").status_code == 303
        assert "Rien n’attend votre décision" in client.get("/ambassadors/appeals").text
    assert has_role(ambassador)


def list_deciders(people: list[int]) -> list[int]:
    """Who among them may decide the one appeal."""
    return [person_id for person_id in people if list_appeals_to_decide(person_id)]


def find_hours(person_id: int) -> int | None:
    with transaction():
        term = find_term(person_id)
        return None if term is None else term.hours
