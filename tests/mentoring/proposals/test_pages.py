"""The page of a proposal and HR's page of a calculation: words, three answers, numbers of groups, and no names."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from sqlalchemy import insert, update

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.queries import get_person
from app.people.service.roles import give_role
from mentoring.proposals.jobs import run_calculation
from mentoring.proposals.models import Calculation
from mentoring.proposals.queries.unmatched import find_unmatched_reasons_of_person
from mentoring.proposals.queries.views import find_open_proposals_of_person
from mentoring.proposals.service import calculate
from mentoring.rounds.models import MentoringSkill, Round
from tests.makers import make_people
from tests.mentoring.proposals.browsing import post_form, visit_page
from tests.mentoring.proposals.company import (
    MONDAY,
    add_volunteers,
    after_daily_cycle,
    calculate_as_worker,
    list_active_pairs,
    list_proposals,
    list_states,
    make_round,
    make_seniors,
    propose_round,
    run_daily_cycle_at,
)

pytestmark = pytest.mark.usefixtures("monday")


def arrange(seniors: int = 1, juniors: int = 1) -> tuple[int, str, int]:
    """A round with LinkedIn offered and Power BI missing; its number, its name, and somebody of HR."""
    with transaction():
        for slug, name in (("linkedin", "Publier sur LinkedIn"), ("power-bi", "Power BI")):
            session().execute(insert(MentoringSkill).values(slug=slug, name={"fr": name, "en": f"{name} (en)"}))
        round_id, (hr,) = make_round(), make_people(1)
        give_role(get_person(hr), "hr")
        add_volunteers(round_id, make_seniors(seniors), "senior", skills=(("linkedin", 3), ("power-bi", 2)))
        add_volunteers(round_id, make_people(juniors), "junior", skills=(("linkedin", 4),))
        slug = session().get_one(Round, round_id).slug
    return round_id, slug, hr


def test_the_page_says_reasons_one_gap_and_what_is_ignored_and_never_a_percentage(app: Application) -> None:
    round_id, _, _ = arrange()
    (proposal,) = propose_round(round_id)

    page = visit_page(app, proposal.senior_id, f"/mentoring/proposals/{proposal.id}").text
    assert "Publier sur LinkedIn" in page
    assert "Tout n’est pas couvert au niveau souhaité\u00a0: Power BI" in page
    assert re.search(r"\d critères réunis, au moins à moitié, sur les 5 qui comptent ici. La campagne en pèse 6", page)
    assert "Aucun de vous deux ne dépend de l’autre" in page
    assert "L’âge, les évaluations, le salaire" in page
    assert "9\u00a0h–11\u00a0h" in page
    assert "%" not in page.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'class="(btn[^"]*)" name="answer"', page) == ["btn pa-line"] * 3
    with transaction():
        session().execute(update(Person).where(Person.id == proposal.senior_id).values(locale="en"))
    english = visit_page(app, proposal.senior_id, f"/mentoring/proposals/{proposal.id}").text
    assert "Publier sur LinkedIn (en)" in english
    assert "Someone else, please" in english


def report_to(person_id: int, manager_id: int) -> None:
    session().execute(update(Person).where(Person.id == person_id).values(manager_id=manager_id))


@pytest.mark.parametrize(
    ("between", "depth", "senior_text", "junior_text"),
    [
        (0, 0, "dépend directement de vous", "vous encadre directement"),
        (2, 2, "dépend de vous, à 3 niveaux d’écart", "à 3 niveaux d’écart"),
    ],
)
def test_both_pages_say_who_reports_to_whom_and_what_the_round_excludes(
    app: Application, between: int, depth: int, senior_text: str, junior_text: str
) -> None:
    with transaction():
        round_id, (senior,), (junior,) = make_round(line_depth=depth), make_seniors(1), make_people(1)
        line = [senior, *make_people(between), junior]
        for manager, person in pairwise(line):
            report_to(person, manager)
        add_volunteers(round_id, [senior], "senior")
        add_volunteers(round_id, [junior], "junior")
    (proposal,) = propose_round(round_id)
    path = f"/mentoring/proposals/{proposal.id}"

    page = visit_page(app, senior, path).text
    assert senior_text in page
    assert "Aucun de vous deux" not in page
    assert ("n’écarte aucun lien" if depth == 0 else "que jusqu’à 2 niveaux") in page
    post_form(app, senior, path, answer="yes")
    page = visit_page(app, junior, path).text
    assert junior_text in page
    assert "Aucun de vous deux" not in page


def test_a_yes_a_no_taken_back_and_a_second_yes_on_the_pages(app: Application) -> None:
    round_id, _, _ = arrange()
    (proposal,) = propose_round(round_id)
    path = f"/mentoring/proposals/{proposal.id}"

    assert post_form(app, proposal.senior_id, path, answer="yes").status_code == 303
    assert "Vous avez dit oui" in visit_page(app, proposal.senior_id, path).text
    assert post_form(app, proposal.junior_id, path, answer="other").status_code == 303
    assert post_form(app, proposal.junior_id, path, answer="yes").status_code == 409
    assert post_form(app, proposal.junior_id, f"{path}/take-back").status_code == 303
    assert post_form(app, proposal.junior_id, path, answer="perhaps").status_code == 422
    assert post_form(app, proposal.junior_id, path, answer="yes").status_code == 303

    assert list_active_pairs() == [(proposal.senior_id, proposal.junior_id)]
    for person_id in (proposal.senior_id, proposal.junior_id):
        page = visit_page(app, person_id, path).text
        assert " est formé</h1>" in page
        assert re.search(r"Votre première séance est réservée[^<]* 9 mars", page)
        assert re.search(r'href="/mentoring/pairs/\d+"', page)


def test_a_yes_to_what_can_no_longer_be_says_so_and_nothing_else(app: Application) -> None:
    round_id, _, _ = arrange()
    (proposal,) = propose_round(round_id)
    with transaction():
        session().execute(update(Person).where(Person.id == proposal.junior_id).values(left_on=MONDAY.date()))

    answered = post_form(app, proposal.senior_id, f"/mentoring/proposals/{proposal.id}", answer="yes")

    assert "n’est plus d’actualité" in answered.text
    assert visit_page(app, proposal.senior_id, f"/mentoring/proposals/{proposal.id}").status_code == 404


def test_the_cards_say_what_waits_and_what_would_help(app: Application) -> None:
    round_id, _, _ = arrange(seniors=2)
    (proposal,) = propose_round(round_id)
    with transaction():
        (left,) = [
            person_id
            for person_id in range(1, proposal.junior_id)
            if person_id != proposal.senior_id and find_unmatched_reasons_of_person(person_id)
        ]
    with app.test_request_context(), transaction():
        asked_card = app.jinja_env.get_template("mentoring/proposal_card.html").render(
            card=find_open_proposals_of_person(proposal.senior_id)
        )
        helped = app.jinja_env.get_template("mentoring/left_card.html").render(
            card=find_unmatched_reasons_of_person(left)
        )
        nothing = app.jinja_env.get_template("mentoring/left_card.html").render(
            card=find_unmatched_reasons_of_person(proposal.junior_id)
        )

    assert f"/mentoring/proposals/{proposal.id}" in asked_card
    assert "pa-o0" in asked_card, "On a phone it comes before every other card."
    assert "Toutes les places des mentors numériques qui vous conviendraient sont prises." in helped
    assert "personne n’offre «\u00a0Power BI\u00a0» à un niveau plus élevé que le vôtre" in helped
    assert nothing.strip() == ""


def test_hr_calculates_puts_out_and_decides_below_the_floor_with_numbers_alone(app: Application) -> None:
    round_id, slug, hr = arrange(seniors=13, juniors=11)
    path = f"/hr/programmes/{slug}/matching"

    assert post_form(app, hr, f"{path}/put-out").status_code == 409
    assert post_form(app, hr, f"{path}/calculate").status_code == 303
    waiting = visit_page(app, hr, path).text
    assert "En attente d’un traitement libre." in waiting
    with transaction():
        number = session().query(Calculation.id).filter_by(round_id=round_id).scalar()
    with transaction():
        own_path = calculate.claim_calculation(number)
        assert own_path is not None
        calculate.store_progress_and_renew_claim(own_path, "score", 40, 120)
    assert 'value="30" max="100"' in visit_page(app, hr, path).text
    assert post_form(app, hr, f"{path}/cancel").status_code == 303
    post_form(app, hr, f"{path}/calculate")
    with transaction():
        number = session().query(Calculation.id).filter_by(round_id=round_id, state="asked").scalar()
    run_calculation(number)

    done = visit_page(app, hr, path).text
    assert "C’est la meilleure répartition possible, et c’est prouvé." in done
    assert re.search(r"<dt>Cadres volontaires</dt><dd[^>]*>10</dd>", done)
    for part in ("Cadres avec une proposition prête à partir", "Cadres sans proposition"):
        assert re.search(rf"<dt>{part}</dt><dd[^>]*>non détaillé</dd>", done), (
            "A count of all less those ready would be those without."
        )
    assert "Martin" not in done.partition("<main")[2]
    assert post_form(app, hr, f"{path}/put-out").status_code == 303
    assert post_form(app, hr, f"{path}/held", band="none").status_code == 422
    assert post_form(app, hr, f"{path}/held", band="all").status_code == 303
    assert list_states(round_id) == ["senior-asked"] * 11
    out = visit_page(app, hr, path).text
    assert "Chaque jour ouvré, à heure fixe" in out


def test_hr_never_sees_that_somebody_refused(app: Application) -> None:
    round_id, slug, hr = arrange(seniors=12, juniors=12)
    propose_round(round_id)
    path = f"/hr/programmes/{slug}/matching"
    before = visit_page(app, hr, path).text.partition("<main")[2]

    for proposal in list_proposals(round_id)[:3]:
        post_form(app, proposal.senior_id, f"/mentoring/proposals/{proposal.id}", answer="other")

    after = visit_page(app, hr, path).text.partition("<main")[2]
    proof = re.compile(r'name="csrf_token" value="[^"]+"')
    assert proof.sub("", after) == proof.sub("", before)
    run_daily_cycle_at(after_daily_cycle(MONDAY))
    assert "refus" not in visit_page(app, hr, path).text


def test_nothing_to_send_is_not_called_sent(app: Application) -> None:
    with transaction():
        round_id, (hr,) = make_round(), make_people(1)
        give_role(get_person(hr), "hr")
        add_volunteers(round_id, make_seniors(1), "senior", languages=("de",))
        slug = session().get_one(Round, round_id).slug
    path = f"/hr/programmes/{slug}/matching"
    calculate_as_worker(round_id)

    ready = visit_page(app, hr, path).text
    sent = post_form(app, hr, f"{path}/put-out")

    assert "Envoyer les propositions" not in ready
    assert "aucune proposition à envoyer" in ready
    assert "Accord moyen" not in ready
    assert sent.status_code == 303
    assert "sont parties" not in visit_page(app, hr, path).text
