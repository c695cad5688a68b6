"""Whatever HR, animators and others ask for, an attacker who combines every answer learns nothing certain of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from random import Random

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import roll_back, transaction
from app.people.countable import keep_place_fields_of_audience
from missions.authoring.preview.queries import preview_mission_on_last_month
from missions.authoring.preview.summary import PreviewSummary
from missions.authoring.queries import list_missions
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.disclosure.attacker import Attacker, Unknown
from tests.disclosure.company import NOW, Company, Kind, draw_company, list_audiences
from tests.makers import make_mission_draft

SMALLEST = 10
TAKES_PART, LOOK, COMPLETED = "takes part", "would have completed", "completed"
WANTED = (1, 2)


def make_attacker(company: Company) -> Attacker:
    """Who knows the organisation, and that only people who take part complete anything."""
    attacker = Attacker(SMALLEST)
    for kind, people in company.people.items():
        attacker.sizes |= {(what, kind): len(people) for what in (TAKES_PART, *((LOOK, wanted) for wanted in WANTED))}
        for wanted in WANTED:
            attacker.learn_subset(((LOOK, wanted), kind), (TAKES_PART, kind))
    return attacker


def name_unknowns(what: object, kinds: Iterable[Kind], weight: float = 1.0) -> dict[Unknown, float]:
    return {(what, kind): weight for kind in kinds}


def ask_for_previews(attacker: Attacker, company: Company, audiences: list[dict[str, object]]) -> None:
    """A preview of each audience, with each number of posts; half of two posts is one post and not two."""
    for wanted, audience in product(WANTED, audiences):
        draft = make_mission_draft(wanted=wanted, facts=["post.created"], availability=Availability(audience=audience))
        look = preview_mission_on_last_month("m", draft)
        if not isinstance(look, PreviewSummary):
            continue
        kinds = company.list_kinds(keep_place_fields_of_audience(audience))
        attacker.learn_part(name_unknowns((LOOK, wanted), kinds), company.count_people(kinds), look.completed)
        if wanted == 2:
            half = name_unknowns((LOOK, 1), kinds) | name_unknowns((LOOK, 2), kinds, -1)
            attacker.learn_part(half, company.count_people(kinds), look.halfway)
        for region in look.regions:
            inside = [kind for kind in kinds if kind.region.upper() in region.names]
            attacker.learn_part(name_unknowns((LOOK, wanted), inside), company.count_people(inside), region.completed)


def ask_for_missions(attacker: Attacker, company: Company, audiences: list[dict[str, object]]) -> None:
    """A published mission for each audience, as the list, its page and what stands in its way show it."""
    aimed = {f"m{number}": audience for number, audience in enumerate(audiences)}
    for slug, audience in aimed.items():
        availability = Availability(standalone=True, audience=audience)
        create_and_publish_mission(
            slug, make_mission_draft(wanted=1, facts=["post.created"], availability=availability)
        )
    enrol_everyone_in_missions()
    narrow = set()
    for mission in list_missions():
        kinds = company.list_kinds(aimed[mission.slug])
        attacker.sizes |= {((COMPLETED, mission.slug), kind): len(company.people[kind]) for kind in kinds}
        for kind in kinds:
            attacker.learn_subset(((COMPLETED, mission.slug), kind), (TAKES_PART, kind))
        if not mission.vitals.is_countable:
            narrow.add((mission.headcount, mission.completed, mission.health))
            continue
        part, among = name_unknowns((COMPLETED, mission.slug), kinds), company.count_people(kinds)
        attacker.learn_part(part, among, mission.completed)
        if mission.vitals.has_group_advanced:
            attacker.learn_range(part, SMALLEST, among - SMALLEST)
    assert len(narrow) == 1, "Every audience that is too narrow reads the same."


@pytest.mark.property
@pytest.mark.parametrize("seed", range(3))
def test_no_answers_together_say_of_anybody_that_they_take_part_or_completed(app: Application, seed: int) -> None:
    chance = Random(seed)
    with clock.freeze_at(NOW), transaction():
        company = draw_company(chance)
        attacker = make_attacker(company)
        ask_for_previews(attacker, company, list_audiences(chance, 12))
        ask_for_missions(attacker, company, list_audiences(chance, 6)[::2])
        roll_back()
    assert not attacker.list_certain()
