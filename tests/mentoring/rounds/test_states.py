"""A round goes from station to station once, in order, and never without what each asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.queries import get_person
from mentoring.rounds import queries, service
from mentoring.rounds.draft import draft_from_round, hash_draft
from mentoring.rounds.models import MentoringSkill
from mentoring.rounds.rules import RoundRules, build_matching_limits, compute_least_shared_days
from mentoring.skills.service import add_curated_skills
from mentoring.volunteers.preferences import VolunteerSide
from mentoring.volunteers.queries.involvements import find_round_open_for_wishes, get_involvement, list_involvements
from mentoring.volunteers.service import OneSideIsEmpty, close_volunteering
from mentoring.wishes.service import withdraw_wishes
from tests.makers import make_people, make_site, make_unit, record_departure
from tests.mentoring.company import make_colleagues, make_round, make_volunteer, writing

GIVEN = {"fr": "Douze binômes.", "en": "Twelve pairs."}


def test_a_round_goes_from_draft_to_closed_and_a_second_click_changes_nothing(app: Flask) -> None:
    round_ = make_round()
    senior, junior = make_colleagues(2)
    make_volunteer(round_, senior)
    make_volunteer(round_, junior, VolunteerSide.JUNIOR)
    for move in (
        service.move_round_to_matching,
        service.move_round_to_proposing,
        service.move_round_to_running,
        service.move_round_to_closing,
    ):
        assert move(round_).state == move(round_).state
    service.save_report_texts(round_, GIVEN)
    closed_at = service.close_round(round_).closed_at
    assert service.close_round(round_).closed_at == closed_at
    assert (round_.state, round_.restitution) == ("closed", GIVEN)
    with pytest.raises(service.WrongRoundState):
        service.save_report_texts(round_, {"fr": "Autre chose.", "en": "Something else."})


def test_no_station_is_jumped_over_nor_gone_back_to(app: Flask) -> None:
    round_ = make_round()
    for move in (
        service.move_round_to_proposing,
        service.move_round_to_running,
        service.move_round_to_closing,
        service.close_round,
    ):
        with pytest.raises(service.WrongRoundState):
            move(round_)
    with pytest.raises(service.WrongRoundState):
        service.change_draft_round(round_, writing(), shown_hash="")
    with pytest.raises(service.WrongRoundState):
        service.delete_draft_round(round_)


@pytest.mark.parametrize("lack", [{"sponsor": ""}, {"why": {"fr": "Pourquoi.", "en": ""}}])
def test_nobody_is_invited_without_a_reason_and_a_sponsor(app: Flask, lack: dict[str, object]) -> None:
    add_curated_skills()
    round_ = service.create_round(writing(**lack))  # type: ignore[arg-type]  # spelled above
    with pytest.raises(service.MissingRoundReason):
        service.open_round(round_)


def test_nobody_is_invited_with_nothing_to_wish_for_or_past_the_last_day(app: Flask) -> None:
    round_ = service.create_round(writing())
    with pytest.raises(service.NoListedSkill):
        service.open_round(round_)
    add_curated_skills()
    with clock.freeze_at(clock.now() + timedelta(days=9)), pytest.raises(service.VolunteeringOver):
        service.open_round(round_)


def test_a_round_with_no_junior_who_is_ready_is_not_matched(app: Flask) -> None:
    round_ = make_round()
    senior, junior = make_colleagues(2)
    make_volunteer(round_, senior)
    with pytest.raises(OneSideIsEmpty):
        close_volunteering(round_)
    make_volunteer(round_, junior, VolunteerSide.JUNIOR).prepared_at = None
    with pytest.raises(OneSideIsEmpty):
        close_volunteering(round_)
    make_volunteer(round_, junior, VolunteerSide.JUNIOR)
    withdraw_wishes(round_, senior)
    with pytest.raises(OneSideIsEmpty):
        close_volunteering(round_)


def test_a_round_is_not_closed_without_giving_back_in_both_languages(app: Flask) -> None:
    round_ = make_round()
    round_.state = "closing"
    session().flush()
    for texts in ({}, {"fr": "Douze binômes."}):
        service.save_report_texts(round_, texts)
        with pytest.raises(service.MissingRestitution):
            service.close_round(round_)


def test_the_same_round_sent_twice_is_one_and_another_of_its_name_is_its_neighbour(app: Flask) -> None:
    first = service.create_round(writing())
    assert service.create_round(writing()).id == first.id
    other = service.create_round(writing(sponsor="Quelqu’un d’autre"))
    assert (first.slug, other.slug) == ("apprendre-ensemble", "apprendre-ensemble-2")


def test_a_draft_changed_elsewhere_is_not_overwritten_unseen(app: Flask) -> None:
    round_ = service.create_round(writing())
    shown = hash_draft(draft_from_round(round_))
    service.change_draft_round(round_, writing(sponsor="Une autre"), shown_hash=shown)
    service.change_draft_round(round_, writing(sponsor="Une autre"), shown_hash=shown)
    with pytest.raises(service.RoundChangedElsewhere):
        service.change_draft_round(round_, writing(sponsor="Une troisième"), shown_hash=shown)
    assert round_.sponsor == "Une autre"


def test_a_round_concerns_its_audience_and_whoever_volunteered_whatever_becomes_of_their_unit(app: Flask) -> None:
    site, volunteer, other = make_site(), make_unit(), make_unit()
    inside, outside = (make_colleagues(1, site=site, unit=unit)[0] for unit in (volunteer, other))
    round_ = make_round(audience={"units": [volunteer.slug]})
    service.create_round(writing(sponsor="Brouillon"))
    assert find_round_open_for_wishes(inside) is round_
    assert list_involvements(outside) == []
    make_volunteer(round_, inside)
    get_person(inside).unit_id = other.id
    session().flush()
    assert get_involvement(round_.slug, inside).can_change_wishes
    with pytest.raises(queries.NoSuchRound):
        get_involvement(round_.slug, outside)


def test_somebody_new_may_volunteer_to_the_end_of_the_last_day_where_they_work(app: Flask) -> None:
    round_, rolling = make_round(), make_round(title={"fr": "Au fil de l’eau", "en": "Rolling"}, rolling=True)
    (person_id,) = make_people(1, site=make_site(time_zone="Pacific/Honolulu"))
    last = clock.now().replace(hour=12) + timedelta(days=7)
    for hours, takes in ((0, True), (21, True), (23, False)):
        with clock.freeze_at(last + timedelta(hours=hours)):
            assert get_involvement(round_.slug, person_id).can_change_wishes is takes
            assert get_involvement(rolling.slug, person_id).can_change_wishes
    rolling.state = "running"
    session().flush()
    assert get_involvement(rolling.slug, person_id).can_change_wishes


def test_whoever_left_is_concerned_by_nothing(app: Flask) -> None:
    (person_id,) = make_people(1)
    make_round()
    record_departure(session().get_one(Person, person_id), clock.now().date())
    session().flush()
    assert list_involvements(person_id) == []


def test_the_rules_of_a_round_are_the_limits_of_its_matcher(app: Flask) -> None:
    rules = RoundRules(gap=2, line_depth=None, other_unit=True, session_minutes=90, floor=40)
    limits = build_matching_limits(make_round(rules=rules), clock.now().date())
    assert (limits.gap, limits.line_depth, limits.other_unit) == (2, None, True)
    assert (limits.session_minutes, limits.floor, limits.weights.skills) == (90, 0.4, 54)
    assert limits.least_days == 42
    assert limits.week_on.weekday() == 0
    assert limits.week_on <= limits.first_day_of_round < limits.last_day_of_round


def test_in_the_middle_of_a_round_only_the_days_that_are_left_count(app: Flask) -> None:
    round_ = make_round()
    middle = round_.ends_on - timedelta(days=19)
    limits = build_matching_limits(round_, middle)
    assert (limits.first_day_of_round, limits.last_day_of_round) == (middle, round_.ends_on)
    assert (limits.least_days, compute_least_shared_days(round_, middle)) == (10, 10)
    assert limits.week_on <= middle < limits.week_on + timedelta(days=7)
    over = build_matching_limits(round_, round_.ends_on + timedelta(days=3))
    assert (over.first_day_of_round, over.least_days) == (round_.ends_on, 1)


def test_two_authors_at_once_write_one_round(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            first = service.create_round(writing()).slug
        with transaction():
            assert service.create_round(writing()).slug == first
            assert len(queries.list_rounds()) == 1
            assert session().query(MentoringSkill).count() == 0


def test_a_rolling_round_opens_until_the_day_before_its_end_and_another_until_the_day_that_hr_chose(app: Flask) -> None:
    add_curated_skills()
    chosen = service.create_round(writing())
    rolling = service.create_round(writing(title={"fr": "Au fil de l’eau", "en": "Rolling"}, rolling=True))
    after = clock.now() + timedelta(days=(chosen.volunteering_ends_on - clock.now().date()).days + 1)
    with clock.freeze_at(after):
        assert service.open_round(rolling).state == "open"
        with pytest.raises(service.VolunteeringOver):
            service.open_round(chosen)


def test_the_daily_cycle_keeps_the_days_of_the_largest_site_in_the_main_time_zone(app: Flask) -> None:
    round_, places = make_round(), [make_site(), make_site(), make_site(time_zone="Indian/Reunion")]
    places[1].holidays = "DE-BY"
    for place, people in zip(places, (1, 2, 2), strict=True):
        for person_id in make_colleagues(people, site=place):
            make_volunteer(round_, person_id)
    epiphany = datetime(2026, 1, 6, 12, tzinfo=UTC)
    with clock.freeze_at(epiphany):
        assert queries.load_main_workplace_of_round(round_.id).name == places[1].name
        assert queries.compute_last_cycle_time_of_round(round_.id) == epiphany.replace(day=5, hour=9)
        assert queries.compute_next_cycle_time_of_round(round_.id) == epiphany.replace(day=7, hour=9)
