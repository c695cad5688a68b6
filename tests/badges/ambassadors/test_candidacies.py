"""Colleagues speak for somebody, who answers in silence and sends a role sheet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Invalid, NotFound
from app.kernel.transaction import transaction
from app.notices.models import Notice
from app.people.queries import get_person
from badges.ambassadors.candidacies.queries import read_own_standing
from badges.ambassadors.models import Candidacy, Nomination
from badges.ambassadors.queries import find_open_candidacy
from badges.ambassadors.service.agreement import TypedSheet, give_agreement, refuse_agreement, send_role_sheet
from badges.ambassadors.service.answer import accept_candidacy, decline_candidacy
from tests.badges.ambassadors.candidates import (
    SENTENCE,
    find_step,
    let_the_clock_run,
    list_notices_of,
    make_ambassador,
    make_candidate,
    nominate,
)
from tests.makers import MONDAY, make_people


def test_three_colleagues_of_two_teams_make_a_candidate_and_fewer_do_not(people: list[int]) -> None:
    with clock.freeze_at(MONDAY):
        for nominator_id in people[1:5]:
            nominate(nominator_id, people[0])
        let_the_clock_run()
        assert (find_step(people[0]), list_notices_of(people[0])) == (None, []), "They are all of one team."
        nominate(people[6], people[0])
    let_the_clock_run()
    let_the_clock_run()
    assert (find_step(people[0]), list_notices_of(people[0])) == ("asked", ["proposed"])


@pytest.mark.parametrize(
    ("sentence", "whom", "pointer"),
    [
        ("  ", 1, "/sentence"),
        ("a" * 301, 1, "/sentence"),
        ("a\u202eb", 1, "/sentence"),
        (SENTENCE, 0, "/colleague"),
        (SENTENCE, 2, "/colleague"),
    ],
)
def test_what_cannot_be_proposed_is_refused_at_its_field(
    people: list[int], sentence: str, whom: int, pointer: str
) -> None:
    with clock.freeze_at(MONDAY):
        nominate(people[0], people[2])
        with pytest.raises(Invalid) as refused:
            nominate(people[0], people[whom], sentence)
    assert [error.pointer for error in refused.value.errors] == [pointer]


def test_a_refusal_does_not_tell_whether_a_colleague_takes_part_or_is_an_ambassador(people: list[int]) -> None:
    make_ambassador(people)
    with transaction():
        (stranger,) = make_people(1, joined_at=None)
    details = set()
    for nominee_id in (people[0], stranger):
        with clock.freeze_at(MONDAY), pytest.raises(Invalid) as refused:
            nominate(people[3], nominee_id)
        details.add(refused.value.errors[0].detail)
    assert len(details) == 1


def test_of_two_people_who_propose_each_other_the_first_alone_counts_and_neither_learns_of_it(
    people: list[int],
) -> None:
    with clock.freeze_at(MONDAY):
        nominate(people[0], people[1])
        for nominator_id in (people[1], people[2], people[6]):
            nominate(nominator_id, people[0])
        for nominator_id in (people[3], people[6]):
            nominate(nominator_id, people[1])
    let_the_clock_run()
    assert (find_step(people[0]), find_step(people[1])) == (None, "asked")


def test_nobody_reads_who_spoke_before_the_candidate_accepts_and_then_they_alone_do(people: list[int]) -> None:
    candidate = make_candidate(people)
    with transaction():
        assert read_own_standing(candidate).sentences == ()
        accept_candidacy(candidate)
        assert [each.sentence for each in read_own_standing(candidate).sentences] == [SENTENCE] * 3


@pytest.mark.parametrize("answers", [True, False])
def test_a_no_and_silence_leave_the_same_trace_and_tell_nobody(people: list[int], *, answers: bool) -> None:
    candidate = make_candidate(people)
    if answers:
        with clock.freeze_at(MONDAY), transaction():
            decline_candidacy(candidate)
    let_the_clock_run(MONDAY + timedelta(days=21))
    assert find_step(candidate) is None
    with transaction():
        assert session().scalars(select(Candidacy.state)).all() == ["declined"]
        assert session().scalars(select(Nomination.sentence)).all() == [None] * 3, "What was written is erased."
        assert not session().scalars(select(Notice.id).where(Notice.person_id != candidate)).all()
    with clock.freeze_at(MONDAY + timedelta(days=22)):
        nominate(people[3], candidate)
    let_the_clock_run(MONDAY + timedelta(days=22))
    assert find_step(candidate) is None, "Nobody is asked twice within a year."


def test_a_sheet_goes_to_whom_the_candidate_names_and_to_hr_after_an_agreement(people: list[int]) -> None:
    candidate, approver = make_candidate(people), people[5]
    with transaction():
        accept_candidacy(candidate)
        typed = TypedSheet(hours="6", approver=get_person(approver).email, is_on_paper=False)
        send_role_sheet(candidate, typed)
        candidacy = find_open_candidacy(candidate)
        assert candidacy is not None
        candidacy_id = candidacy.id
    with pytest.raises(NotFound), transaction():
        give_agreement(people[4], candidacy_id)
    with transaction():
        refuse_agreement(approver, candidacy_id)
    assert (find_step(candidate), list_notices_of(candidate)) == ("accepted", ["proposed", "not_agreed"])
    with transaction():
        send_role_sheet(candidate, typed)
        give_agreement(approver, candidacy_id)
    assert (find_step(candidate), list_notices_of(approver)) == ("ready", ["agreement_wanted", "agreement_wanted"])


@pytest.mark.parametrize(
    ("hours", "whom", "pointers"),
    [("0", 5, ["/hours"]), ("4,5", 5, ["/hours"]), ("41", 0, ["/hours", "/approver"]), ("4", 0, ["/approver"])],
)
def test_a_wrong_sheet_is_refused_at_its_fields(people: list[int], hours: str, whom: int, pointers: list[str]) -> None:
    candidate = make_candidate(people)
    with transaction():
        accept_candidacy(candidate)
    with pytest.raises(Invalid) as refused, transaction():
        send_role_sheet(candidate, TypedSheet(hours=hours, approver=get_person(people[whom]).email, is_on_paper=False))
    assert [error.pointer for error in refused.value.errors] == pointers
