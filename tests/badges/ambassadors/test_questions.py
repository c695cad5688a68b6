"""Questions that wait are shared out among ambassadors, and communities are read in figures of groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.disclosure import HIDDEN, Figure
from app.kernel.hours import parse_working_hours
from app.kernel.transaction import transaction
from app.kernel.workplace import PlaceOfWork
from app.people.queries import get_person
from app.people.service.participation import leave_game
from badges.ambassadors.questions import service
from badges.ambassadors.questions.models import QuestionTurn
from badges.ambassadors.questions.queries import NoSuchQuestion, list_weeks, read_queue
from badges.ambassadors.questions.service import QuestionAlreadyTaken
from badges.ambassadors.questions.timing import compute_wait
from tests.badges.ambassadors.candidates import let_the_clock_run
from tests.badges.ambassadors.community import PROS, TUESDAY, answer, ask, list_waiting, make_people_of_community, take
from tests.badges.ambassadors.signs import make_fact
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up, make_people, tell


@pytest.fixture
def people(app: Application) -> list[int]:
    """The first two are ambassadors and in the community."""
    return make_people_of_community()


def test_what_waits_is_what_others_asked_in_ones_communities_and_nobody_answered(people: list[int]) -> None:
    ada, ben, cleo, dan = people
    waits, answered, elsewhere, own = ask(cleo), ask(cleo), ask(cleo, community="other"), ask(ada)
    taken_back, deleted = ask(dan), ask(dan)
    post = ask(dan, is_question=False)
    undo = NewFact(
        kind="activity.undone", source_key="u", undoes=taken_back.source_key, actor_id=dan, occurred_at=MONDAY
    )
    deletion = NewFact(kind="object.deleted", source_key="d", undoes=deleted.object, occurred_at=MONDAY)
    tell(waits, answered, elsewhere, own, taken_back, deleted, post, answer(ben, answered), undo, deletion)
    assert list_waiting(ada) == [waits.object]
    assert list_waiting(ben) == [waits.object, own.object]
    assert list_waiting(cleo) == list_waiting(ada, MONDAY + timedelta(hours=23)) == []
    assert list_waiting(ada, MONDAY + timedelta(days=31)) == []


def test_an_answer_that_is_taken_back_lets_its_question_wait_again(people: list[int]) -> None:
    ada, ben, cleo, _ = people
    question = ask(cleo)
    reply = answer(ben, question)
    tell(reply)
    tell(question)
    assert list_waiting(ada) == []
    tell(NewFact(kind="activity.undone", source_key="u", undoes=reply.source_key, actor_id=ben, occurred_at=MONDAY))
    assert list_waiting(ada) == [question.object]


def test_communities_that_one_left_are_none_of_ones_own_and_those_one_answers_in_are(people: list[int]) -> None:
    ada, _, cleo, dan = people
    question = ask(cleo)
    tell(question, replace(make_fact("community.left", ada, community=PROS), occurred_at=MONDAY + timedelta(hours=1)))
    assert (list_waiting(ada), list_waiting(dan)) == ([], [])
    tell(answer(dan, ask(ada)))
    assert list_waiting(dan) == [question.object]


def test_a_network_that_tells_no_questions_has_all_posts_listed(people: list[int]) -> None:
    ada, _, cleo, _ = people
    post = ask(cleo, is_question=False)
    tell(post)
    assert list_waiting(ada) == [post.object]
    with clock.freeze_at(TUESDAY), transaction():
        assert read_queue(ada).are_posts


def test_a_question_is_with_one_ambassador_for_two_hours_until_it_is_released_or_closed(people: list[int]) -> None:
    ada, ben, cleo, _ = people
    tell(ask(cleo))
    fact_id = take(ada)
    assert (list_waiting(ada), list_waiting(ben)) == ([], [])
    with clock.freeze_at(TUESDAY), transaction(), pytest.raises(QuestionAlreadyTaken):
        service.take_question(ben, fact_id)
    with clock.freeze_at(TUESDAY), transaction():
        service.take_question(ada, fact_id)
        service.release_question(ada, fact_id)
    take(ben)
    assert len(list_waiting(ada, TUESDAY + timedelta(hours=2))) == 1, "The two hours are over."
    take(ada, TUESDAY + timedelta(hours=2))
    with transaction(), pytest.raises(QuestionAlreadyTaken):
        service.close_question(ben, fact_id)
    with transaction():
        service.close_question(ada, fact_id)
    assert list_waiting(ada, TUESDAY + timedelta(hours=5)) == []


def test_nobody_takes_their_own_question_or_one_of_another_community(people: list[int]) -> None:
    ada, ben, cleo, _ = people
    tell(ask(ada))
    with clock.freeze_at(TUESDAY), transaction():
        fact_id = read_queue(ben).waiting[0].fact_id
        for person_id in (ada, cleo):
            with pytest.raises(NoSuchQuestion):
                service.take_question(person_id, fact_id)


def test_whose_turn_it_was_is_forgotten_with_the_question_and_with_its_people(people: list[int]) -> None:
    ada, ben, cleo, dan = people
    tell(ask(cleo), ask(dan))
    take(ada)
    take(ben)
    for person_id in (ada, dan):
        with clock.freeze_at(TUESDAY), transaction():
            leave_game(get_person(person_id))
        catch_up(["ambassador-leavers"])
    with transaction():
        left = session().execute(select(QuestionTurn.asker_id, QuestionTurn.taken_by)).all()
    assert [tuple(row) for row in left] == [(cleo, None)]
    let_the_clock_run(MONDAY + timedelta(days=31))
    with transaction():
        assert session().scalar(select(func.count()).select_from(QuestionTurn)) == 0


@pytest.mark.parametrize(
    ("until", "hours"), [("2026-01-09T18:00", 8), ("2026-01-12T09:00", 23), ("2026-01-12T10:00", 24)]
)
def test_a_weekend_is_no_waiting(until: str, hours: int) -> None:
    place = PlaceOfWork(zone="UTC", hours=parse_working_hours("mon-fri 08:00-18:00"))
    friday = datetime.fromisoformat("2026-01-09T10:00+00:00")
    assert compute_wait(place, friday, datetime.fromisoformat(f"{until}+00:00")) == timedelta(hours=hours)


def test_weeks_of_a_community_are_shown_from_ten_people_on(people: list[int]) -> None:
    ada = people[0]
    with transaction():
        crowd = make_people(9)
    questions = [ask(person_id) for person_id in crowd]
    tell(
        *questions,
        *(answer(ada, question, hours) for question, hours in zip(questions, [1] * 6 + [30] * 3, strict=True)),
    )
    with clock.freeze_at(MONDAY + timedelta(days=7)), transaction():
        (week,) = list_weeks(ada)[PROS]
    assert (week.writers, week.questions, week.answered) == (Figure(10), Figure(10), Figure(5))
    tell(answer(people[1], questions[0]))
    with clock.freeze_at(MONDAY + timedelta(days=14)), transaction():
        (week,) = list_weeks(ada)[PROS]
    tell(make_fact("post.created", ada, day=7, community=PROS))
    with clock.freeze_at(MONDAY + timedelta(days=14)), transaction():
        assert [each.writers for each in list_weeks(ada)[PROS]] == [HIDDEN, Figure(10)]


def test_a_week_with_few_questions_reads_in_words_and_not_as_none(people: list[int], bare_app: Flask) -> None:
    with transaction():
        crowd = make_people(10)
    tell(ask(crowd[0]), *(make_fact("comment.created", person_id, community=PROS) for person_id in crowd[1:]))
    with clock.freeze_at(MONDAY + timedelta(days=7)):
        page = sign_in(bare_app.test_client(), people[0]).get("/ambassadors/communities").text
    assert (page.count(">moins de 3<"), ">0<" in page) == (2, False)


def test_an_ambassador_takes_a_question_and_opens_it_on_the_network(people: list[int], bare_app: Flask) -> None:
    ada, ben, cleo, _ = people
    question = ask(cleo)
    tell(question)
    with transaction():
        name = get_person(cleo).family_name
    fact_id = take(ben)
    client, path = sign_in(bare_app.test_client(), ada), f"/ambassadors/questions/{fact_id}"
    with clock.freeze_at(TUESDAY):
        assert send(client, f"{path}/take").status_code == 303
        assert "Une autre personne s" in client.get("/ambassadors/questions").text
        with transaction():
            service.release_question(ben, fact_id)
        page = client.get("/ambassadors/questions").text
        assert f'href="{question.object}"' in page
        assert name not in page
        for act, words in (("take", "chez vous"), ("close", "Aucune question")):
            assert send(client, f"{path}/{act}").status_code == 303
            assert words in client.get("/ambassadors/questions").text
        assert "que Passerelle sache" in client.get("/ambassadors/communities").text
    with clock.freeze_at(MONDAY + timedelta(days=7)):
        assert "Trop peu de personnes" in client.get("/ambassadors/communities").text
