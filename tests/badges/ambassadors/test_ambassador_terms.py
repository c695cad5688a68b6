"""HR confirms a term, which is renewed, lapses quietly or ends whenever its holder wishes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Invalid, NotFound
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import join_game, leave_game
from badges.ambassadors.models import Candidacy, Nomination
from badges.ambassadors.nominating.service import withdraw_nomination
from badges.ambassadors.queries import find_open_candidacy, find_term
from badges.ambassadors.service.agreement import TypedSheet, send_role_sheet
from badges.ambassadors.service.ending import step_down
from badges.ambassadors.service.review import OwnCandidacy, confirm_candidacy, refuse_candidacy
from badges.ambassadors.service.start import RenewalNotPossible, begin_renewal
from badges.ambassadors.terms import compute_term_end
from tests.badges.ambassadors.candidates import (
    find_step,
    has_role,
    let_the_clock_run,
    list_ambassador_facts,
    list_notices_of,
    make_ambassador,
    make_ready,
    nominate,
)
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up


def test_hr_confirms_a_term_of_a_year_with_the_role_and_nobody_confirms_themselves(people: list[int]) -> None:
    candidacy_id = make_ready(people)
    with pytest.raises(OwnCandidacy), transaction():
        confirm_candidacy(people[0], candidacy_id)
    with clock.freeze_at(MONDAY), transaction():
        confirm_candidacy(people[7], candidacy_id)
        term = find_term(people[0])
        assert term is not None
        assert term.ends_at == compute_term_end(MONDAY, 12)
    assert (has_role(people[0]), list_ambassador_facts()) == (True, ["ambassador.named"])
    with pytest.raises(NotFound), transaction():
        confirm_candidacy(people[7], candidacy_id)


def test_hr_says_why_it_does_not_confirm_and_the_person_alone_reads_it(people: list[int]) -> None:
    candidacy_id = make_ready(people)
    with pytest.raises(Invalid), transaction():
        refuse_candidacy(people[7], candidacy_id, " ")
    with transaction():
        refuse_candidacy(people[7], candidacy_id, "Le programme de votre région fait une pause.")
    assert (find_step(people[0]), list_notices_of(people[0])) == (None, ["proposed", "not_confirmed"])
    assert (has_role(people[0]), list_ambassador_facts()) == (False, [])


def test_a_term_is_renewed_in_its_last_month_or_lapses_quietly(people: list[int]) -> None:
    ambassador, ends_at = make_ambassador(people), compute_term_end(MONDAY, 12)
    with clock.freeze_at(MONDAY), pytest.raises(RenewalNotPossible), transaction():
        begin_renewal(ambassador)
    let_the_clock_run(ends_at - timedelta(days=30))
    assert list_notices_of(ambassador)[-1] == "term_ending"
    with clock.freeze_at(ends_at - timedelta(days=2)), transaction():
        begin_renewal(ambassador)
        send_role_sheet(ambassador, TypedSheet(hours="3", approver="", is_on_paper=True))
        candidacy = find_open_candidacy(ambassador)
        assert candidacy is not None
        confirm_candidacy(people[7], candidacy.id)
    let_the_clock_run(ends_at)
    assert has_role(ambassador)
    let_the_clock_run(compute_term_end(ends_at, 12))
    assert not has_role(ambassador)
    assert list_ambassador_facts() == ["ambassador.named", "ambassador.named", "ambassador.ended"]


def begin_second_term(people: list[int]) -> int:
    """The candidacy of an ambassador who asks the sixth of `people` to agree to a further term."""
    ambassador, ends_at = make_ambassador(people), compute_term_end(MONDAY, 12)
    with clock.freeze_at(ends_at - timedelta(days=2)), transaction():
        begin_renewal(ambassador)
        approver = get_person(people[5]).email
        send_role_sheet(ambassador, TypedSheet(hours="3", approver=approver, is_on_paper=False))
        candidacy = find_open_candidacy(ambassador)
        assert candidacy is not None
        return candidacy.id


def test_whom_a_renewal_asks_to_agree_reads_that_it_is_one(people: list[int], bare_app: Flask) -> None:
    address = f"/ambassadors/agreements/{begin_second_term(people)}"
    client = sign_in(bare_app.test_client(), people[5])
    assert "cette personne veut le renouveler" in client.get(address).text
    assert send(client, f"{address}/agree").status_code == 303
    assert (client.get(address).status_code, "Vous avez déjà répondu" in client.get(address).text) == (404, True)


def test_a_renewal_that_is_given_up_leaves_the_term_and_says_so(people: list[int], bare_app: Flask) -> None:
    begin_second_term(people)
    browser = sign_in(bare_app.test_client(), people[0])
    send(browser, "/ambassadors/decline")
    assert "votre mandat s’achève à sa date" in browser.get("/ambassadors").text
    assert has_role(people[0])


def test_whoever_leaves_is_no_ambassador_at_once_and_nothing_written_about_them_stays(people: list[int]) -> None:
    ambassador = make_ambassador(people)
    with transaction():
        leave_game(get_person(ambassador))
    catch_up()
    assert (has_role(ambassador), list_ambassador_facts()) == (False, ["ambassador.named"])
    with transaction():
        assert session().scalars(select(Nomination.sentence)).all() == [None] * 3
        join_game(get_person(ambassador))
        assert find_term(ambassador) is None


def test_an_ambassador_stops_whenever_they_wish_and_a_year_later_nothing_is_left(people: list[int]) -> None:
    ambassador = make_ambassador(people)
    with clock.freeze_at(MONDAY), transaction():
        step_down(ambassador)
    assert (has_role(ambassador), list_ambassador_facts()[-1]) == (False, "ambassador.ended")
    let_the_clock_run(MONDAY + timedelta(days=365))
    with transaction():
        assert session().scalars(select(Candidacy.id)).all() == session().scalars(select(Nomination.id)).all() == []


def test_a_nomination_is_withdrawn_by_its_author_alone(people: list[int]) -> None:
    with clock.freeze_at(MONDAY):
        nominate(people[1], people[0])
    with transaction():
        (nomination_id,) = session().scalars(select(Nomination.id))
    with pytest.raises(NotFound), transaction():
        withdraw_nomination(people[0], nomination_id)
    with transaction():
        withdraw_nomination(people[1], nomination_id)
        assert session().scalars(select(Nomination.id)).all() == []
