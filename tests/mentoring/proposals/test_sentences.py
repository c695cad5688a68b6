"""Each sentence about a pair says what its part holds, and changes with it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from app.kernel.application import Application
from mentoring.matching.problem import build_problem
from mentoring.matching.reasons import explain_pairs
from mentoring.matching.values import Offer, OfferedSkill, Slot, Wish, ignore_progress
from mentoring.proposals.calculation import MatchingInput, calculate_pairs
from mentoring.proposals.explanations import encode_pair_explanation
from tests.mentoring.matching.people import LIMITS, MORNING, OFFER, WISH

DAY = (Slot(0, 9 * 60, 18 * 60),)
SENTENCES = """{% import "mentoring/proposal_macros.html" as p with context %}
{% for part in explanation.reasons %}{{ p.reason(part, explanation, names, "senior") }}{% endfor %}
{% if explanation.gap %}{{ p.gap(explanation.gap, explanation, names, "senior") }}{% endif %}"""
REASONS = """{% import "mentoring/proposal_macros.html" as p with context %}
{% for reason in reasons %}{{ p.unmatched_reason(reason, names) }}
{% endfor %}"""
FULL_WISH, FULL_OFFER = replace(WISH, slots=DAY), replace(OFFER, slots=DAY)


def read_explanation(app: Application, wish: Wish, offer: Offer) -> str:
    """The reasons and the gap of a pair as the senior reads them."""
    (explained,) = explain_pairs(build_problem([wish], [offer], LIMITS), [(wish.person_id, offer.person_id)])
    explanation = encode_pair_explanation(explained, LIMITS)
    with app.test_request_context():
        html = app.jinja_env.from_string(SENTENCES).render(explanation=explanation, names={}, interests={})
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("wish", "offer", "sentence"),
    [
        (FULL_WISH, FULL_OFFER, "Un de vos sujets fait partie de ses atouts"),
        (FULL_WISH, replace(FULL_OFFER, skills=()), "Tout n’est pas couvert au niveau souhaité : power-bi"),
        (FULL_WISH, FULL_OFFER, "Un centre d’intérêt en commun"),
        (FULL_WISH, replace(FULL_OFFER, interests=frozenset()), "Vous n’avez indiqué aucun centre d’intérêt en commun"),
        (
            replace(FULL_WISH, interests=frozenset({"chess", "music"})),
            FULL_OFFER,
            "Vous ne partagez qu’une partie de vos centres d’intérêt",
        ),
        (FULL_WISH, FULL_OFFER, "Vous travaillez sur le même site"),
        (FULL_WISH, replace(FULL_OFFER, site="lyon"), "Vous acceptez tous les deux de vous voir à distance"),
        (
            FULL_WISH,
            replace(FULL_OFFER, site="lyon", remote=False),
            "Vous n’êtes pas sur le même site, et l’un de vous au moins préfère se voir sur place",
        ),
        (
            replace(FULL_WISH, interests=frozenset()),
            FULL_OFFER,
            "Vous travaillez dans deux régions différentes",
        ),
        (FULL_WISH, replace(FULL_OFFER, unit=("finance", "treasury")), "Vous travaillez dans la même région"),
        (FULL_WISH, replace(FULL_OFFER, unit=WISH.unit), "Vous êtes dans la même équipe"),
        (
            replace(FULL_WISH, interests=frozenset(), wants=()),
            replace(FULL_OFFER, unit=WISH.unit),
            "Il est la même heure chez vous deux",
        ),
        (
            replace(FULL_WISH, interests=frozenset(), wants=(), slots=(Slot(0, 0, 1440),)),
            replace(FULL_OFFER, zone="America/New_York", slots=(Slot(0, 0, 1440),)),
            "Vos fuseaux horaires sont décalés",
        ),
        (
            replace(FULL_WISH, interests=frozenset(), wants=(), site="nowhere", remote=False),
            replace(FULL_OFFER, unit=WISH.unit, zone="Europe/Helsinki"),
            "Vos fuseaux horaires sont proches",
        ),
        (replace(FULL_WISH, slots=(MORNING,)), FULL_OFFER, "Un seul début de séance possible chaque semaine"),
        (
            replace(FULL_WISH, slots=(Slot(0, 540, 660),)),
            FULL_OFFER,
            "Seulement 3 débuts de séance possibles chaque semaine",
        ),
    ],
)
def test_a_sentence_is_there_where_it_is_true(app: Application, wish: Wish, offer: Offer, sentence: str) -> None:
    assert sentence in read_explanation(app, wish, offer)


def read_reasons(app: Application, wish: Wish, *offers: Offer, seniors: int = 1) -> list[str]:
    """What the first senior without a pair reads."""
    wishes = [replace(wish, person_id=1 + number) for number in range(seniors)]
    result = calculate_pairs(
        MatchingInput(wishes=wishes, offers=offers, limits=LIMITS, least=10), report=ignore_progress
    )
    (explanation, *_) = result.unmatched.values()
    with app.test_request_context():
        html = app.jinja_env.from_string(REASONS).render(reasons=explanation["reasons"], names={})
    return [" ".join(line.replace("\u00a0", " ").split()) for line in html.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("offers", "seniors", "sentence"),
    [
        (
            [replace(OFFER, slots=(Slot(1, 600, 660),))],
            1,
            "Avec un créneau de plus le mardi de 10 h à 11 h, le dernier calcul vous aurait trouvé un mentor numérique.",
        ),
        (
            [replace(OFFER, languages=frozenset({"de"}))],
            1,
            "Avec une langue de plus (allemand), le dernier calcul vous aurait trouvé un mentor numérique.",
        ),
        ([replace(OFFER, slots=(Slot(1, 19 * 60, 20 * 60),))], 1, "Aucun mentor numérique disponible ne remplit"),
        ([OFFER], 2, "Toutes les places des mentors numériques qui vous conviendraient sont prises."),
        ([OFFER], 12, "12 cadres se partagent trop peu de places."),
        ([replace(OFFER, capacity=11)], 13, "13 cadres se partagent 11 places."),
        ([replace(OFFER, skills=(), interests=frozenset())], 1, "Un binôme est possible, mais l’accord est faible"),
    ],
)
def test_a_senior_without_a_pair_reads_what_is_true_of_them(
    app: Application, offers: list[Offer], seniors: int, sentence: str
) -> None:
    assert read_reasons(app, WISH, *offers, seniors=seniors)[0].startswith(sentence)


def test_a_skill_that_nobody_offers_is_said_after_what_keeps_them_apart(app: Application) -> None:
    weak = replace(OFFER, skills=(OfferedSkill("power-bi", 1),))
    assert len(read_reasons(app, WISH, OFFER, seniors=2)) == 1
    assert "personne n’offre « power-bi » à un niveau plus élevé" in read_reasons(app, WISH, weak, seniors=3)[-1]


def test_a_pair_whose_every_part_is_full_reads_three_reasons_and_no_reserve(app: Application) -> None:
    assert read_explanation(app, FULL_WISH, FULL_OFFER) == (
        "Un de vos sujets fait partie de ses atouts power-bi Un centre d’intérêt en commun chess "
        "Vous travaillez sur le même site Vous pouvez vous voir de vive voix."
    )
