"""HR writes a contest with every option of its form in a real browser: each wrong answer says so at its field, and the regulation says the right ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Region
from tests.browser.visit import Open
from tests.browser.world import LONG_ADDRESS, World
from tests.makers import make_people, make_site, make_unit

NEXT, AGAIN, SAVE = "next", "again", "save"
SLUG = "/hr/contests/tout-essayer"
REFUSED = ("422 (UNPROCESSABLE ENTITY)", "409 (CONFLICT)")
"""What the browser writes into its console about a page with a message at a field, or about another window."""


@dataclass(frozen=True)
class Audience:
    """Forty people: the names of their site, unit and region, and the slug of the latter."""

    site: str
    unit: str
    region: str
    region_name: str


@pytest.fixture
def audience(served: tuple[Flask, str]) -> Audience:
    """Forty people more, who share a site and a unit of their own."""
    with served[0].app_context(), transaction():
        site, unit = make_site(), make_unit()
        make_people(40, site=site, unit=unit)
        region = session().get_one(Region, site.region_id)
        return Audience(site.name, unit.name, region.slug, region.name)


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Fill in fields by name; what is chosen is chosen, what is typed is typed."""
    for name, text in answers.items():
        field = page.locator(f'[name="{name}"]')
        is_list = field.first.evaluate("field => field.tagName") == "SELECT"
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f'[name="{name}"][value="{text}"]').check()
        elif is_list:
            field.select_option(text)
        else:
            field.fill(text)


def press(page: Page, button: str) -> None:
    """Press the button of that name; the last one, for « Entrée » has one of its own before the others."""
    page.locator(f'main button[name="do"][value="{button}"]:visible').last.click()


def read_fault(page: Page, field: str) -> str:
    """What stands at a field after « Étape suivante »."""
    press(page, NEXT)
    return page.locator(f'[id="f-{field}-error"]').inner_text().strip()


def begin(page: Page) -> None:
    page.locator("main button.btn-primary").click()
    expect(page.locator("#f-title-error")).to_contain_text("Donnez-lui un titre")
    answer(page, {"title": "Tout essayer", "start": "draw"})
    page.locator("main button.btn-primary").click()


def write_objective(page: Page) -> None:
    assert read_fault(page, "objective_fr") == "À remplir."
    words = {"title_en": "Try everything", "objective_fr": "Que chacun essaie.", "objective_en": "That each tries."}
    answer(page, {**words, "organiser": "Le service formation", "sponsor": "La direction"})
    press(page, NEXT)


def write_participants(page: Page, world: World, audience: Audience) -> None:
    answer(page, {"excluded": "Personne Inconnue", "sites": audience.site, "units": audience.unit})
    assert read_fault(page, "excluded").startswith("Personne ne répond à Personne Inconnue")
    answer(page, {"excluded": f"{world.lea}\n{world.ines}", "regions": audience.region, "languages": "fr"})
    answer(page, {"arrived_from": "2020-01-06", "arrived_until": "2030-01-31"})
    press(page, NEXT)


def write_rule(page: Page) -> None:
    answer(page, {"amount.0": "deux", "period.0": "day"})
    assert read_fault(page, "amount.0") == "Il faut ici un nombre entier."
    answer(page, {"amount.0": "2", "cap.0": "3", "goal": "4", "score_cap": "30", "communities": LONG_ADDRESS})
    answer(page, {"source.2": "answer.accepted:counterpart", "amount.2": "5", "cap.2": "1", "period.2": "month"})
    press(page, AGAIN)
    press(page, "remove:source.1")
    press(page, NEXT)


def try_other_modes(page: Page) -> None:
    """What each of the other modes asks for beside the draw."""
    answer(page, {"mode": "ideas", "prize_title_fr.0": "Un livre", "prize_value.0": "30"})
    assert read_fault(page, "jury") == "Désignez au moins deux personnes pour le jury."
    answer(page, {"mode": "collective"})
    press(page, "back")
    expect(page.locator("#f-group_sort option")).to_have_text(
        ["les régions", "les sites", "les équipes", "les communautés"]
    )
    press(page, NEXT)
    assert "un groupe qui gagne, ensemble" in page.locator('[id="f-prize_receiver.0"]').inner_text()
    answer(page, {"mode": "ranking", "prize_receiver.0": "group"})
    assert read_fault(page, "prize_receiver.0") == "Dans ce mode, un lot n’est pas remis ainsi."


def write_prizes(page: Page) -> None:
    page.get_by_text("Pour un tirage au sort…").click()
    answer(page, {"mode": "draw", "max_tickets": "3", "shared_by": "site", "apportionment": "hamilton"})
    answer(page, {"beacon_round": "1", "budget": "100", "alternates": "5", "prize_value.0": "cher"})
    assert read_fault(page, "prize_value.0").startswith("Il faut ici un montant en euros")
    write_lot(page, 0, "Un livre", "A book", stock="4", value="30", payroll="chance", gift="yes")
    write_lot(page, 1, "Un repas", "A meal", stock="2", value="12,50", payroll="gift", gift="no")
    press(page, AGAIN)
    write_lot(page, 2, "Une prime", "A bonus", stock="1", value="1 000", payroll="work", gift="no")
    assert read_fault(page, "budget") == "Les lots coûtent plus que le budget prévu."
    answer(page, {"budget": "1200"})
    press(page, NEXT)


def write_lot(
    page: Page, number: int, french: str, english: str, *, stock: str, value: str, payroll: str, gift: str
) -> None:
    names = {"title_fr": french, "title_en": english, "stock": stock, "value": value, "class": payroll, "gift": gift}
    answer(page, {f"prize_{name}.{number}": text for name, text in names.items()})


def write_calendar(page: Page) -> None:
    answer(page, {"opens_on": "2030-04-08", "opens_time": "08:30", "closes_on": "2030-04-01", "zone": "Mars/Base"})
    assert read_fault(page, "zone") == "Ce fuseau horaire n’existe pas. Écrivez-le comme Europe/Paris."
    assert page.locator("#f-closes_on-error").inner_text().strip() == "Le concours se termine avant de commencer."
    answer(page, {"zone": "Indian/Reunion", "closes_on": "2030-05-03", "closes_time": "17:00"})
    answer(page, {"grace_hours": "48", "objection_days": "10", "claim_days": "45"})
    press(page, NEXT)


def change_one_answer(page: Page, other: Page) -> None:
    """« Modifier » leads back and forth; another window that changed the draft meanwhile is told about before publishing."""
    page.get_by_role("link", name="Modifier : Objectif").click()
    other.goto(page.url)
    answer(other, {"sponsor": "La direction générale"})
    press(other, SAVE)
    expect(other.get_by_role("status").filter(has_text="Le brouillon est enregistré")).to_be_visible()
    answer(page, {"sponsor": "Une autre direction"})
    press(page, NEXT)
    expect(page.get_by_role("alert")).to_contain_text("Une autre fenêtre ou un collègue a modifié cette étape")
    answer(page, {"sponsor": "La direction générale"})
    press(page, NEXT)


def read_rules(page: Page) -> str:
    """The regulation as everybody reads it."""
    page.goto(page.url.partition("/hr/")[0] + "/contests/tout-essayer/rules")
    return re.sub(r"[\u00a0\u202f]", " ", page.locator("main").inner_text())


SENTENCES = (
    "Organisation : Le service formation.",
    "Porté par : La direction générale.",
    "Objectif : Que chacun essaie.",
    "fuseau horaire Indian/Reunion",
    "Ouverture : 8 avril 2030, 8 h 30",
    "Clôture : 3 mai 2030, 17 h 00",
    "dans les 48 heures qui suivent",
    "provisoire, pendant 10 jours",
    "langue : français",
    "arrivée le 6 janvier 2020 ou après",
    "arrivée le 31 janvier 2030 ou avant",
    "2 points quand vous publiez",
    "3 fois par jour au plus",
    "5 points quand une de vos réponses est marquée utile",
    "une fois par mois au plus",
    "jusqu’à 30 points",
    "Ne compte que ce qui se fait dans la communauté accessibilite-numerique.",
    "Il faut 4 points pour participer au tirage.",
    "3 billets au plus par personne",
    "de la balise drand",
    "entre les sites",
    "méthode de Hamilton",
    "Un livre, pour 4 personnes, un chacune. Valeur : 30 € l’unité. Pour la paie, il est tiré au sort",
    "Un repas, pour 2 personnes, un chacune. Valeur : 12,50 € l’unité. Pour la paie, c’est un cadeau",
    "Une prime, pour une personne. Valeur : 1 000 € l’unité. Pour la paie, il récompense un travail",
    "soit donné à une association",
    "dans les 45 jours qui suivent",
    "5 suppléants sont désignés d’avance",
)


def test_hr_uses_every_option_and_the_regulation_says_each(open_window: Open, world: World, audience: Audience) -> None:
    visit = open_window().enter(world.sam)
    page = visit.open("/hr/contests/new")
    begin(page)
    write_objective(page)
    write_participants(page, world, audience)
    write_rule(page)
    try_other_modes(page)
    write_prizes(page)
    write_calendar(page)
    expect(page.get_by_role("heading", name="Tout est-il juste ?")).to_be_visible()
    change_one_answer(page, page.context.new_page())
    visit.open(f"{SLUG}/check")
    press(page, "publish")
    expect(page.get_by_role("heading", name="Où en est le concours")).to_be_visible()
    rules = read_rules(page)

    expected = (*SENTENCES, f"région {audience.region_name}", f"site {audience.site}", f"équipe {audience.unit}")
    assert [sentence for sentence in expected if sentence not in rules] == []
    assert [complaint for complaint in visit.complaints if not complaint.endswith(REFUSED)] == []
    visit.complaints.clear()
