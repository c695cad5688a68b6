"""Volunteering: free, changed and taken back at once; whom one avoids is answered the same, known or not."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.models import Notice
from app.people.models import Person
from app.people.queries import get_person
from mentoring.matching.values import OfferedSkill, WantedSkill
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries.participants import read_participants
from mentoring.proposals.queries.places import read_matching_input
from mentoring.rounds.models import MentoringSkill, Round
from mentoring.rounds.queries import get_round
from mentoring.rounds.service import move_round_to_matching
from mentoring.skills.service import retire_skill
from mentoring.volunteers.models import Avoidance, Volunteer
from mentoring.volunteers.preferences import VolunteerSide
from mentoring.volunteers.queries import volunteers as queries
from mentoring.volunteers.queries.involvements import get_involvement
from mentoring.wishes import service
from tests.makers import make_people, record_departure
from tests.mentoring.company import make_colleagues, make_round, make_volunteer, terms


def propose(round_: Round, senior_id: int, junior_id: int, state: str = "senior-asked") -> Proposal:
    """A proposal under way."""
    made = Proposal(round_id=round_.id, senior_id=senior_id, junior_id=junior_id, state=state, fit=0.8, explanation={})
    session().add(made)
    session().flush()
    return made


def test_volunteering_asks_for_the_charter_and_not_for_the_game(app: Flask) -> None:
    round_ = make_round()
    (player,) = make_people(1)
    with pytest.raises(service.CharterNotAccepted):
        service.save_wishes(round_, player, terms(), version="")
    (reader,) = make_colleagues(1)
    assert service.save_wishes(round_, reader, terms(), version="").state == "open"


def test_what_is_said_is_what_is_read_again(app: Flask) -> None:
    round_, (person_id,) = make_round(), make_colleagues(1)
    saved = terms(
        interests=("music",), remote=False, avoids=("Personne Connue", "x@example.org"), languages=("fr", "de")
    )
    volunteer_row = service.save_wishes(round_, person_id, saved, version="")
    assert queries.load_volunteer_preferences(volunteer_row) == saved


def test_the_same_answers_sent_twice_are_kept_once_and_other_ones_from_elsewhere_are_refused(app: Flask) -> None:
    round_, (person_id,) = make_round(), make_colleagues(1)
    volunteer_row = service.save_wishes(round_, person_id, terms(), version="")
    service.save_wishes(round_, person_id, terms(), version="")
    with pytest.raises(service.WishesChangedElsewhere):
        service.save_wishes(round_, person_id, terms(hopes="Autre chose."), version="")
    service.save_wishes(
        round_, person_id, terms(hopes="Autre chose."), version=service.build_version_token(volunteer_row)
    )
    assert volunteer_row.hopes == "Autre chose."
    assert session().scalar(select(func.count()).select_from(Volunteer)) == 1


def test_one_is_senior_or_junior_in_a_round_and_may_be_the_other_in_another(app: Flask) -> None:
    round_, other = make_round(), make_round(title={"fr": "Une autre", "en": "Another"})
    me, junior = make_colleagues(2)
    volunteer_row = make_volunteer(round_, me)
    make_volunteer(other, me, VolunteerSide.JUNIOR)
    changed = service.save_wishes(
        round_, me, terms(VolunteerSide.JUNIOR), version=service.build_version_token(volunteer_row)
    )
    assert (changed.id, changed.side) == (volunteer_row.id, "junior")
    back = service.save_wishes(round_, me, terms(), version=service.build_version_token(volunteer_row))
    propose(round_, me, junior)
    with pytest.raises(service.SideIsSettled):
        service.save_wishes(round_, me, terms(VolunteerSide.JUNIOR), version=service.build_version_token(back))


def test_a_junior_whom_nobody_has_asked_yet_changes_sides_as_if_nothing_were_proposed(app: Flask) -> None:
    round_ = make_round()
    senior, junior = make_colleagues(2)
    volunteer_row = make_volunteer(round_, junior, VolunteerSide.JUNIOR)
    proposed = propose(round_, senior, junior)
    changed = service.save_wishes(
        round_, junior, terms(VolunteerSide.SENIOR), version=service.build_version_token(volunteer_row)
    )
    assert changed.side == "senior"
    proposed.state = "junior-asked"
    session().flush()
    with pytest.raises(service.SideIsSettled):
        service.save_wishes(round_, junior, terms(VolunteerSide.JUNIOR), version=service.build_version_token(changed))


def test_withdrawing_leaves_what_waits_to_the_next_beat_and_a_pair_alone_and_is_undone(app: Flask) -> None:
    round_ = make_round()
    senior, junior, third = make_colleagues(3)
    make_volunteer(round_, senior)
    make_volunteer(round_, junior, VolunteerSide.JUNIOR)
    waiting, accepted = propose(round_, senior, junior), propose(round_, third, junior, "accepted")
    for _ in range(2):
        service.withdraw_wishes(round_, junior)
    session().expire_all()
    assert (waiting.state, accepted.state) == ("senior-asked", "accepted")
    assert read_participants(round_.id).offers == {}
    service.resume_wishes(round_, junior)
    assert read_participants(round_.id).offers[junior].skills == (OfferedSkill("linkedin", 4),)


def test_volunteering_and_withdrawing_are_told_to_nobody(app: Flask) -> None:
    round_, (person_id,) = make_round(), make_colleagues(1)
    make_volunteer(round_, person_id, avoids=("Personne Connue",))
    service.withdraw_wishes(round_, person_id)
    service.resume_wishes(round_, person_id)
    assert [session().scalar(select(func.count()).select_from(model)) for model in (Fact, Notice)] == [0, 0]


def test_after_the_time_to_volunteer_those_who_did_may_change_and_nobody_else_comes(app: Flask) -> None:
    round_ = make_round()
    senior, junior, late = make_colleagues(3)
    make_volunteer(round_, senior)
    make_volunteer(round_, junior, VolunteerSide.JUNIOR)
    move_round_to_matching(round_)
    with pytest.raises(service.RoundIsClosed):
        service.save_wishes(round_, late, terms(), version="")
    version = service.build_version_token(queries.lock_volunteer(round_.id, senior))
    service.save_wishes(round_, senior, terms(hopes="Encore."), version=version)
    round_.state = "closing"
    session().flush()
    with pytest.raises(service.RoundIsClosed):
        service.resume_wishes(round_, senior)


def test_only_those_who_are_here_in_and_prepared_are_ready(app: Flask) -> None:
    round_ = make_round()
    senior, gone, prepared, unprepared = make_colleagues(4)
    make_volunteer(round_, senior, avoids=(get_person(prepared).email,))
    make_volunteer(round_, gone)
    make_volunteer(round_, prepared, VolunteerSide.JUNIOR, capacity=3)
    make_volunteer(round_, unprepared, VolunteerSide.JUNIOR).prepared_at = None
    record_departure(session().get_one(Person, gone), clock.now().date())
    session().flush()
    intake = read_matching_input(round_, least=1)
    (wish,), (offer,) = intake.wishes, intake.offers
    assert (wish.person_id, wish.avoids, wish.zone) == (senior, frozenset({prepared}), "Europe/Paris")
    assert (wish.wants, offer.person_id, offer.capacity) == ((WantedSkill("linkedin", 1, 3),), prepared, 3)


def test_whom_one_avoids_is_found_by_e_mail_or_whole_name_and_every_namesake_with_them(app: Flask) -> None:
    round_ = make_round()
    me, first, two, three, other = make_colleagues(5)
    for person_id in (first, two):
        get_person(person_id).family_name = "Durand"
    session().flush()
    email, name = get_person(three).email, f"{get_person(other).given_name} {get_person(other).family_name}"
    lines = ("camille DURAND", email.upper(), name[:-1], get_person(me).email, "Personne de ce nom")
    volunteer_row = make_volunteer(round_, me, avoids=lines)
    avoided = select(Avoidance.avoided_id).where(Avoidance.person_id == me)
    assert set(session().scalars(avoided)) == {first, two, three}
    assert queries.load_volunteer_preferences(volunteer_row).avoids == lines
    service.save_wishes(round_, me, terms(), version=service.build_version_token(volunteer_row))
    assert list(session().scalars(avoided)) == []


def test_a_retired_skill_stays_with_whoever_chose_it_and_a_suggested_one_waits(app: Flask) -> None:
    round_, (person_id,) = make_round(), make_colleagues(1)
    volunteer_row = make_volunteer(round_, person_id, suggestion="Podcasts")
    retire_skill("linkedin")
    service.save_wishes(
        round_, person_id, terms(suggestion="podcasts !"), version=service.build_version_token(volunteer_row)
    )
    assert set(queries.list_chosen_skill_slugs(volunteer_row.id)) == {"linkedin"}
    rows = session().execute(select(MentoringSkill.slug, MentoringSkill.state).where(MentoringSkill.state != "listed"))
    assert {tuple(row) for row in rows} == {("linkedin", "retired"), ("podcasts", "suggested")}


def test_a_preparation_read_for_one_round_serves_in_the_next(app: Flask) -> None:
    round_, (person_id,) = make_round(), make_colleagues(1)
    make_volunteer(round_, person_id, VolunteerSide.JUNIOR)
    later = make_round(title={"fr": "La suivante", "en": "The next"})
    assert service.save_wishes(later, person_id, terms(VolunteerSide.JUNIOR), version="").prepared_at is not None


@pytest.mark.fault
def test_a_double_click_makes_one_volunteer_and_the_end_of_volunteering_waits_for_nobody_half_in(
    bare_app: Flask,
) -> None:
    with bare_app.app_context(), transaction():
        slug = make_round().slug
        me, junior = make_colleagues(2)
        make_volunteer(get_round(slug), junior, VolunteerSide.JUNIOR)
    start, outcomes = threading.Barrier(3), []

    def volunteer() -> None:
        with bare_app.app_context():
            start.wait()
            try:
                with transaction():
                    service.save_wishes(get_round(slug), me, terms(), version="")
                outcomes.append("kept")
            except service.RoundIsClosed:
                outcomes.append("closed")

    clicks = [threading.Thread(target=volunteer) for _ in range(2)]
    for click in clicks:
        click.start()
    start.wait()
    for click in clicks:
        click.join()
    with bare_app.app_context(), transaction():
        assert outcomes == ["kept", "kept"]
        assert session().scalar(select(func.count()).where(Volunteer.person_id == me)) == 1
        later = clock.now() + timedelta(days=30)
        with clock.freeze_at(later):
            assert get_involvement(slug, me).can_change_wishes
