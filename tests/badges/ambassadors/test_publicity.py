"""Communications read what an ambassador agreed to, at that moment; each file of it is recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.audit.queries import list_audit_lines
from app.kernel import clock
from app.kernel.due_steps import take_due_steps
from app.kernel.errors import Invalid, NotFound
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.participation import leave_game
from app.people.service.roles import give_role
from badges.ambassadors.publicity.queries import list_latest_exports, list_shown_ambassadors
from badges.ambassadors.publicity.service import choose_publicity
from badges.ambassadors.queries import find_open_candidacy
from badges.ambassadors.service.agreement import TypedSheet, send_role_sheet
from badges.ambassadors.service.ending import step_down
from badges.ambassadors.service.review import confirm_candidacy
from badges.ambassadors.service.start import begin_renewal
from badges.ambassadors.terms import compute_term_end
from badges.jobs import DUE_STEPS
from tests.badges.ambassadors.candidates import let_the_clock_run, make_ambassador, publish_badge_of_terms
from tests.badges.test_awards import badges_held_by
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up


def choose(person_id: int, *, shows_name: bool = True, sentence: str = "") -> None:
    with transaction():
        choose_publicity(person_id, shows_name=shows_name, sentence=sentence)


def list_shown() -> list[str]:
    with transaction():
        return [each.sentence for each in list_shown_ambassadors()]


def test_name_and_sentence_are_agreed_apart_and_gone_at_once_when_taken_back(people: list[int]) -> None:
    ambassador = make_ambassador(people)
    assert list_shown() == []
    choose(ambassador, sentence="J’aide volontiers.")
    assert list_shown() == ["J’aide volontiers."]
    choose(ambassador)
    assert list_shown() == [""]
    choose(ambassador, shows_name=False, sentence="J’aide volontiers.")
    assert list_shown() == []


@pytest.mark.parametrize("sentence", ["a" * 201, "a\u202eb"])
def test_a_wrong_sentence_is_refused_at_its_field(people: list[int], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        choose(make_ambassador(people), sentence=sentence)
    assert [error.pointer for error in refused.value.errors] == ["/sentence"]


@pytest.mark.parametrize("leaves", [True, False])
def test_the_agreement_ends_with_the_term(people: list[int], *, leaves: bool) -> None:
    ambassador = make_ambassador(people)
    choose(ambassador)
    with transaction():
        if leaves:
            leave_game(get_person(ambassador))
        else:
            step_down(ambassador)
    assert list_shown() == []
    with pytest.raises(NotFound):
        choose(people[1])


def test_a_file_runs_no_formula_and_who_took_it_is_recorded(people: list[int], bare_app: Flask) -> None:
    choose(make_ambassador(people), sentence="=1+1")
    with transaction():
        give_role(get_person(people[7]), HR)
    taken = send(sign_in(bare_app.test_client(), people[7]), "/hr/ambassadors/list.csv")
    assert "'=1+1" in taken.text
    with transaction():
        assert [each.lines for each in list_latest_exports()] == [1]
        (line,) = list_audit_lines(kind="ambassador_list_export", before_id=None, limit=10)
        assert (line.entry.writer_id, line.entry.action, (line.entry.after or {})["lines"]) == (people[7], "insert", 1)


def test_each_term_of_a_year_earns_the_badge_anew(people: list[int]) -> None:
    publish_badge_of_terms()
    ambassador, ends_at = make_ambassador(people), compute_term_end(MONDAY, 12)
    catch_up()
    assert badges_held_by(ambassador) == ["serves"]
    with clock.freeze_at(ends_at - timedelta(days=2)), transaction():
        begin_renewal(ambassador)
        send_role_sheet(ambassador, TypedSheet(hours="3", approver="", is_on_paper=True))
        candidacy = find_open_candidacy(ambassador)
        assert candidacy is not None
        confirm_candidacy(people[7], candidacy.id)
    with clock.freeze_at(ends_at + timedelta(days=1)):
        take_due_steps(DUE_STEPS)
        assert badges_held_by(ambassador) == []
        let_the_clock_run(ends_at + timedelta(days=1))
        catch_up()
    assert badges_held_by(ambassador) == ["serves"]
