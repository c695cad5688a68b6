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
from app.people.roles import HR
from app.people.service.roles import give_role
from badges.ambassadors.models import Candidacy
from badges.ambassadors.removals import service
from badges.ambassadors.removals.models import AmbassadorRemoval
from badges.ambassadors.removals.queries import list_waiting_removals, read_own_removal
from badges.ambassadors.states import CandidacyState
from tests.badges.ambassadors.candidates import (
    has_role,
    list_ambassador_facts,
    list_notices_of,
    make_ambassador,
    publish_badge_of_terms,
)
from tests.badges.test_awards import badges_held_by
from tests.forms import sign_in
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
