"""The programme view: what HR and the sponsor read, and what is in it of nobody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person, Region, Site
from mentoring.pairs.models import Feedback, MentoringSession, Pair
from mentoring.pairs.queries.page import list_skills_of_pair_member
from mentoring.pairs.questions import ANSWERS_BY_QUESTION, QuestionMoment
from mentoring.pairs.service.levels import record_levels_at_end, record_levels_at_start
from mentoring.programme.follow_up.queries import (
    WILLING,
    list_skill_supply_and_demand,
    read_level_changes_of_side,
    read_region_volunteers_by_side,
    read_round_counts_hiding_small_groups,
)
from mentoring.rounds.models import Round
from mentoring.rounds.queries import get_round
from mentoring.rounds.service import move_round_to_matching, move_round_to_proposing
from mentoring.volunteers.preferences import PresentAndWantedLevel, VolunteerSide
from mentoring.wishes.service import withdraw_wishes
from tests.forms import sign_in
from tests.makers import make_site
from tests.mentoring.company import make_colleagues, make_hr, make_round, make_volunteer
from tests.mentoring.pages import words_of

VIEW = "/hr/programmes/apprendre-ensemble/follow-up"


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """HR's browser, over a round of twelve seniors in two regions (nine in one) and eleven juniors, of whom six offer Power BI."""
    with bare_app.app_context(), transaction():
        hr, round_ = make_hr(), make_round()
        for number, site in ((9, make_site()), (3, make_site())):
            for person_id in make_colleagues(number, site=site):
                make_volunteer(round_, person_id, hopes="Un secret.")
        for number, person_id in enumerate(make_colleagues(11)):
            skills = {"linkedin": PresentAndWantedLevel(level=4)} | (
                {"power-bi": PresentAndWantedLevel(level=5)} if number < 6 else {}
            )
            make_volunteer(round_, person_id, VolunteerSide.JUNIOR, skills=skills)
    return sign_in(bare_app.test_client(), hr)


def pair_up(round_: Round, number: int) -> None:
    """So many pairs, each of which met twice and of which all but one junior would do it again."""
    people = list(session().scalars(session().query(Person.id).order_by(Person.id).statement))
    now = clock.now()
    for place in range(number):
        pair = Pair(round_id=round_.id, senior_id=people[1 + place], junior_id=people[13 + place], started_at=now)
        session().add(pair)
        session().flush()
        for meeting in (1, 2):
            session().add(
                MentoringSession(
                    pair_id=pair.id,
                    number=meeting,
                    guide="profile",
                    starts_at=now,
                    ends_at=now + timedelta(hours=1),
                    state="held",
                    uid=f"{pair.id}-{meeting}",
                )
            )
        for person_id, answer in ((pair.senior_id, "again"), (pair.junior_id, "not-again" if place == 0 else "again")):
            session().add(Feedback(pair_id=pair.id, person_id=person_id, moment="end", answer=answer, said_at=now))
    session().flush()


def test_groups_are_counted_small_ones_are_merged_and_few_are_said_to_be_few(client: FlaskClient) -> None:
    page = words_of(client.get(VIEW))
    assert "Cadres volontaires 10 Mentors numériques volontaires 10" in page
    assert "Autres régions, réunies 10" in page
    assert "LinkedIn : profil et publications 10 10 rien, c’est équilibré" in page
    assert "Power BI" not in page, "Six offers and no wish read like none."
    assert "Prêts à continuer Réponses" in page
    assert "moins de" not in page.partition("Suivi du programme")[2].partition("Autres régions")[0]


def test_two_who_withdraw_bring_a_side_under_the_smallest_group(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        round_ = get_round("apprendre-ensemble")
        juniors = session().query(Person.id).order_by(Person.id.desc()).limit(2)
        for (person_id,) in juniors.all():
            withdraw_wishes(round_, person_id)
    page = words_of(client.get(VIEW))
    assert "Mentors numériques volontaires non détaillé" in page
    assert "Mentors numériques, par région Non détaillé" in page
    assert "Volontaires des deux côtés" not in page, "21 less the twelve seniors would be the juniors."


def test_whether_it_was_worth_it_is_told_of_ten_people_and_not_of_eight(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        pair_up(get_round("apprendre-ensemble"), 4)
        move_round_to_proposing(move_round_to_matching(get_round("apprendre-ensemble")))
    page = words_of(client.get(VIEW))
    assert "Binômes formés non détaillé" in page
    assert "Moins de dix binômes : ce qui peut se dire" in page
    assert "Chaque binôme a 6 séances prévues" in page
    with bare_app.app_context(), transaction():
        session().query(Feedback).delete()
        session().query(MentoringSession).delete()
        session().query(Pair).delete()
        pair_up(get_round("apprendre-ensemble"), 5)
    table = client.get(f"{VIEW}.csv").text
    assert "Binômes formés,5," in table
    assert "Séances tenues,10," in table
    assert "Séances par binôme,2," in table
    assert "Prêts à continuer,non détaillé," in table, "A share of ten answers would be a number of them."
    assert "Cadres volontaires en binôme,non détaillé," in table


def test_neither_the_view_nor_the_file_holds_a_name_or_an_answer(bare_app: Flask, client: FlaskClient) -> None:
    answers = [client.get(path).text for path in (VIEW, f"{VIEW}.csv", "/hr/programmes/apprendre-ensemble")]
    with bare_app.app_context(), transaction():
        session().query(Region).update({"name": "=cmd()"})
        people = session().query(Person, Site).join(Site, Site.id == Person.site_id).all()
        private = {word for person, _ in people for word in (person.family_name, person.email)} | {"Un secret."}
    main = [text[text.find("<main") :] for text in answers]
    assert not [word for word in private for text in main if f"{word}<" in text or f"{word}," in text]
    assert "=cmd" in client.get(f"{VIEW}.csv").text or "réunies" in client.get(f"{VIEW}.csv").text


def test_the_file_opens_in_a_spreadsheet(client: FlaskClient) -> None:
    answer = client.get(f"{VIEW}.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="apprendre-ensemble.csv"'
    assert answer.text.startswith("\ufeffIndicateur,Valeur,Définition\r\nCadres accompagnés,10,")
    assert "LinkedIn : profil et publications : offres,10," in answer.text.replace("\u00a0", " ")
    assert "Power BI" not in answer.text


@pytest.mark.parametrize(("seniors", "level"), [(10, "1 puis 3"), (9, "non détaillé")])
def test_levels_before_and_after_are_compared_in_groups_only(
    bare_app: Flask, client: FlaskClient, seniors: int, level: str
) -> None:
    with bare_app.app_context(), transaction():
        round_ = get_round("apprendre-ensemble")
        pair_up(round_, 11)
        for place, pair in enumerate(session().scalars(select(Pair).order_by(Pair.id)).all()):
            record_levels_at_start(pair)
            (skill,) = list_skills_of_pair_member(pair.id, pair.senior_id)
            record_levels_at_end(pair.id, pair.senior_id, {skill.id: 3} if place < seniors else {})
    page = words_of(client.get(VIEW)).replace(",", "")

    assert re.search(rf"Niveau des cadres accompagnés [^/]*? {level} Cadres accompagnés qui ont progressé", page)
    share = re.search("Cadres accompagnés qui ont progressé .*? non détaillé Niveau des mentors numériques", page)
    assert share, "All of ten progressed: a share would be true of each of them."
    assert re.search("Niveau des mentors numériques .*? non détaillé", page)


def test_the_answer_of_the_closing_form_is_the_one_that_is_counted(client: FlaskClient) -> None:
    assert WILLING in ANSWERS_BY_QUESTION[QuestionMoment.END]


def read_everything(round_: Round) -> list[object]:
    """Each figure that HR may ask for: of the sides, the regions, the skills, the pairs and the levels."""
    sides = [read_level_changes_of_side(round_.id, side) for side in VolunteerSide]
    regions, skills = read_region_volunteers_by_side(round_.id), list_skill_supply_and_demand(round_.id)
    return [read_round_counts_hiding_small_groups(round_.id), regions, skills, *sides]


def test_nine_volunteers_and_eight_people_in_pairs_read_like_nobody(app: Application) -> None:
    with transaction():
        round_ = make_round()
        make_colleagues(1)
        for person_id in make_colleagues(12):
            make_volunteer(round_, person_id)
        nobody = read_everything(round_)
        for person_id in make_colleagues(9):
            make_volunteer(round_, person_id, VolunteerSide.JUNIOR, skills={"linkedin": PresentAndWantedLevel(level=4)})
        pair_up(round_, 4)
        assert read_everything(round_) == nobody
