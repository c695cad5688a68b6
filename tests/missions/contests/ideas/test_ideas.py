"""Ideas are sent while a contest is open, signed only by choice, and counted by nobody below a group."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from missions.contests.ideas import queries, service
from missions.contests.ideas.schemas import IdeaForm, parse_idea_form
from missions.contests.models import Contest
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, make_contest, make_participants, make_terms

CARD = {
    "title": "Un modèle pour les comptes rendus",
    "problem": "Chacun écrivait le sien.",
    "gesture": "Un modèle partagé, avec trois titres.",
    "result": "On les lit.",
    "minutes": "20",
}
FORM = parse_idea_form(CARD)
NEXT_DAY = OPENS_AT + timedelta(days=1)


def arrange(participants: int, strangers: int = 0) -> tuple[Contest, list[int], list[int]]:
    """An open contest, people who take part, and people who do not."""
    contest, people = make_contest(make_terms("ideas")), make_people(participants + strangers)
    make_participants(contest, people[:participants])
    return contest, people[:participants], people[participants:]


def test_only_participants_send_ideas_and_only_while_the_contest_is_open(app: Application) -> None:
    with transaction():
        contest, (ada,), (eve,) = arrange(1, 1)
        with clock.freeze_at(NEXT_DAY):
            service.send_idea(contest, ada, FORM)
            with pytest.raises(service.IdeasNotOpen):
                service.send_idea(contest, eve, FORM)
        with clock.freeze_at(CLOSES_AT), pytest.raises(service.IdeasNotOpen):
            service.send_idea(contest, ada, FORM)
        with clock.freeze_at(CLOSES_AT - timedelta(microseconds=1)):
            service.send_idea(contest, ada, FORM)


def test_a_person_has_five_ideas_at_most_and_a_withdrawn_one_makes_room(app: Application) -> None:
    with transaction(), clock.freeze_at(NEXT_DAY):
        contest, (ada, ben), _ = arrange(2)
        sent = [service.send_idea(contest, ada, FORM) for _ in range(5)]
        with pytest.raises(service.TooManyIdeas):
            service.send_idea(contest, ada, FORM)
        with pytest.raises(queries.NoSuchIdea):
            service.withdraw_idea(contest, sent[0].id, ben)
        service.withdraw_idea(contest, sent[0].id, ada)
        with pytest.raises(queries.NoSuchIdea):
            service.withdraw_idea(contest, sent[0].id, ada)
        service.send_idea(contest, ada, FORM)
        assert len(queries.list_idea_views(contest.id, ben)) == 5


def test_an_author_is_named_by_choice_alone(app: Application) -> None:
    with transaction(), clock.freeze_at(NEXT_DAY):
        contest, (ada, ben), _ = arrange(2)
        service.send_idea(contest, ada, FORM)
        service.send_idea(contest, ada, IdeaForm(texts=FORM.texts, minutes="0", is_signed=True))
        authors = [view.author for view in queries.list_idea_views(contest.id, ben)]
    assert authors[0] is not None
    assert authors[0].startswith("Camille Martin")
    assert authors[1] is None


def test_how_many_took_an_idea_up_is_read_from_ten_people_on(app: Application) -> None:
    with transaction(), clock.freeze_at(NEXT_DAY):
        contest, (ada, *others), _ = arrange(11)
        idea = service.send_idea(contest, ada, FORM)
        with pytest.raises(service.OwnIdea):
            service.adopt_idea(contest, idea.id, ada)
        for person in others[:9] * 2:
            service.adopt_idea(contest, idea.id, person)
        assert queries.get_idea_view(contest.id, idea.id, ada).adoptions.value is None
        service.adopt_idea(contest, idea.id, others[9])
        assert queries.get_idea_view(contest.id, idea.id, ada).adoptions.value == 10
        service.drop_adoption(contest, idea.id, others[0])
        assert queries.get_idea_view(contest.id, idea.id, ada).adoptions.value is None


def test_a_card_comes_back_with_a_remark_at_each_field(bare_app: Flask) -> None:
    browser, _ = sign_in_participant(bare_app)
    with clock.freeze_at(NEXT_DAY):
        refused = send(browser, "/contests/useful/ideas/new", **{**CARD, "problem": "", "minutes": "2401"})
        assert refused.status_code == 422
        assert links_of_summary(refused.text).keys() == {"#f-problem", "#f-minutes"}
        assert "Un modèle partagé" in refused.text
        assert send(browser, "/contests/useful/ideas/new", **CARD).status_code == 303
    assert "Un modèle pour les comptes rendus" in browser.get("/contests/useful/ideas").text


def test_an_idea_of_another_contest_is_not_here(bare_app: Flask) -> None:
    browser, idea_id = sign_in_participant(bare_app)
    with bare_app.app_context(), transaction():
        make_contest(make_terms("ideas"), slug="other")
    assert browser.get(f"/contests/useful/ideas/{idea_id}").status_code == 200
    assert browser.get(f"/contests/other/ideas/{idea_id}").status_code == 404
    assert browser.get("/contests/none/ideas").status_code == 404


def sign_in_participant(app: Flask) -> tuple[FlaskClient, int]:
    """The browser of a participant, and the idea of another."""
    with app.app_context(), transaction(), clock.freeze_at(NEXT_DAY):
        contest, (ada, ben), _ = arrange(2)
        return sign_in(app.test_client(), ada), service.send_idea(contest, ben, FORM).id
