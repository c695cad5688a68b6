"""Pages that say the same thing of a round say the same: its last day to volunteer, its criteria, and the lines that it excludes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import insert

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.charter import CURRENT
from app.people.models import Choices
from app.people.queries import get_person
from app.people.service.roles import give_role
from mentoring.rounds.models import MentoringSkill, Round
from mentoring.rounds.rules import RoundRules, encode_round_rules
from tests.makers import make_people
from tests.mentoring.proposals.browsing import post_form, visit_page
from tests.mentoring.proposals.company import add_volunteers, make_round, make_seniors, propose_round

pytestmark = pytest.mark.usefixtures("monday")

LINES = {
    0: "Cette campagne n’écarte aucun lien hiérarchique.",
    2: "Cette campagne n’écarte les liens hiérarchiques que jusqu’à 2 niveaux.",
    None: "Cette campagne écarte tous les liens hiérarchiques, même lointains.",
}


def read_pages(app: Application, *, rolling: bool, depth: int | None) -> Mapping[str, str]:
    """The words of each page that speaks of one round, and what the round holds."""
    with transaction():
        session().execute(insert(MentoringSkill).values(slug="linkedin", name={"fr": "LinkedIn", "en": "LinkedIn"}))
        round_id, (hr, other) = make_round(), make_people(2)
        give_role(get_person(hr), "hr")
        session().merge(Choices(person_id=other, charter_version=CURRENT.version))
        add_volunteers(round_id, make_seniors(1), "senior", skills=(("linkedin", 3),))
        add_volunteers(round_id, make_people(1), "junior", skills=(("linkedin", 4),))
        round_ = session().get_one(Round, round_id)
        round_.rolling, round_.limits = rolling, encode_round_rules(replace(RoundRules(), line_depth=depth))
        slug = round_.slug
    (proposal,) = propose_round(round_id)
    of_hr = {"HR": f"/hr/programmes/{slug}", "HR's list": "/hr/programmes"}
    pages = {name: visit_page(app, hr, path).text for name, path in of_hr.items()}
    pages |= {"mentoring": visit_page(app, other, "/mentoring").text}
    pages |= {"round": visit_page(app, other, f"/mentoring/rounds/{slug}").text}
    pages |= {"proposal": visit_page(app, proposal.senior_id, f"/mentoring/proposals/{proposal.id}").text}
    return {name: _words_of(page) for name, page in pages.items()}


def _words_of(page: str) -> str:
    words = unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(words.split())


@pytest.mark.parametrize("depth", LINES)
def test_what_a_round_excludes_and_weighs_is_the_same_on_every_page(app: Application, depth: int | None) -> None:
    pages = read_pages(app, rolling=False, depth=depth)
    for name in ("HR", "round", "proposal"):
        assert [sentence for sentence in LINES.values() if sentence in pages[name]] == [LINES[depth]], name
    weights = re.findall(r"sur cent .*?Une proposition", pages["round"])
    assert weights
    assert weights == re.findall(r"sur cent .*?Une proposition", pages["HR"])
    count = len(re.findall(r" \d+(?= )", weights[0]))
    assert f"La campagne en pèse {count} " in pages["proposal"]
    assert "(si le cadre accompagné en a indiqué)" in pages["round"]


@pytest.mark.parametrize("rolling", [False, True])
def test_the_last_day_to_volunteer_is_the_same_on_every_page(app: Application, *, rolling: bool) -> None:
    pages = read_pages(app, rolling=rolling, depth=2)
    days = {name: re.findall(r"Volontariat jusqu’au (\d+(?:er)? \w+ \d{4})", pages[name]) for name in ("round", "HR")}
    assert days["round"] == days["HR"] != []
    assert days["round"][0] in pages["HR's list"]
    shown_at_home = re.findall(r"Volontariat jusqu’au (\d+(?:er)? \w+ \d{4})", pages["mentoring"])
    assert shown_at_home == (days["round"] if rolling else [])
    assert ("Premier calcul après le" in pages["round"]) is rolling


def test_a_proposal_says_in_its_title_what_became_of_it_and_leads_back(app: Application) -> None:
    with transaction():
        session().execute(insert(MentoringSkill).values(slug="linkedin", name={"fr": "LinkedIn", "en": "LinkedIn"}))
        round_id = make_round()
        add_volunteers(round_id, make_seniors(1), "senior", skills=(("linkedin", 3),))
        add_volunteers(round_id, make_people(1), "junior", skills=(("linkedin", 4),))
    (proposal,) = propose_round(round_id)
    path = f"/mentoring/proposals/{proposal.id}"
    assert "pourrait vous accompagner" in visit_page(app, proposal.senior_id, path).text
    post_form(app, proposal.senior_id, path, answer="yes")
    waiting = visit_page(app, proposal.senior_id, path).text
    assert re.search("<h1>Vous avez dit oui à ", waiting)
    assert "pourrait vous accompagner" not in waiting
    assert 'href="/mentoring"' in waiting.partition("<main")[2]
    post_form(app, proposal.junior_id, path, answer="yes")
    assert re.search("<h1>Votre binôme avec .* est formé", visit_page(app, proposal.senior_id, path).text)
