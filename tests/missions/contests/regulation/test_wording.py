"""A regulation is written from the terms in both languages, and says everything that a participant may ask."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from missions.contests.mode import contest_modes
from missions.contests.regulation.document import iterate_blocks
from missions.contests.regulation.edition import RegulationEdition
from missions.contests.regulation.wording import write_regulation
from missions.contests.terms import ContestTerms, DrawTerms, GroupSort, ScoringLine
from tests.missions.contests.contest_makers import make_terms

PLACES = {"regions": {"ouest": "Ouest", "sud": "Sud"}, "sites": {}, "units": {}}
LABELS = {"answer.accepted:counterpart": {"fr": "une de vos réponses est marquée utile", "en": "an answer helps"}}


def make_edition(terms: ContestTerms) -> RegulationEdition:
    return RegulationEdition(
        terms=terms,
        version=1,
        published_at=datetime(2026, 2, 27, 9, tzinfo=UTC),
        source_labels=LABELS,
        place_names=PLACES,
        places_without_prizes=["Agence de Lille"],
        smallest_group=10,
    )


def write(terms: ContestTerms) -> tuple[str, str]:
    text = write_regulation(make_edition(terms))
    return plain(text["fr"]), plain(text["en"])


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


@pytest.mark.parametrize("mode", sorted(contest_modes()))
def test_every_mode_says_who_when_what_and_how_to_object_in_both_languages(app: Flask, mode: str) -> None:
    terms = replace(
        make_terms(mode), group_sort=GroupSort.REGION, audience={"regions": ["ouest", "sud"], "roles": ["hr"]}
    )
    french, english = write(terms)
    for sentence in (
        "Organisation : Human resources.",
        "Ouverture : 2 mars 2026, 9 h 00 (Europe/Paris).",
        "Clôture : 16 mars 2026, 9 h 00 (Europe/Paris).",
        "(région Ouest ou Sud ; rôle : ressources humaines)",
        "ni achat, ni mise, ni frais",
        "Valeur : 20 € l’unité",
        "Valeur de tous les lots : 40 € au plus.",
        "Les lots sont désactivés à cet endroit, où l’on peut jouer sans rien gagner qui ait une valeur : Agence de Lille.",
        "n’est publié que si elle l’accepte",
    ):
        assert sentence in french
    for sentence in ("Opening: 2 March 2026, 9:00 (Europe/Paris).", "€20 each", "## 9. Objections", "or Sud"):
        assert sentence in english
    headings = [block.lines[0].split(".")[0] for block in iterate_blocks(english) if block.kind == "heading"]
    assert headings == [str(number) for number in range(1, 13)]


def test_a_draw_says_how_it_is_shared_out_mixed_with_a_beacon_and_checked(app: Flask) -> None:
    draw = DrawTerms(max_tickets=3, shared_by=GroupSort.SITE, beacon_round=4711)
    french, english = write(replace(make_terms("draw"), goal=2, draw=draw))
    assert "Il faut 2 points pour participer au tirage." in french
    assert "3 billets au plus par personne" in french
    assert (
        "peuvent participer, inscrites ou non (méthode de Sainte-Laguë). Un tirage a ensuite lieu dans chaque site."
        in french
    )
    assert "number 4711 of the drand beacon" in english


def test_what_counts_is_said_with_its_caps(app: Flask) -> None:
    capped = ScoringLine(source="answer.accepted:counterpart", amount=3, cap=1, cap_period="week")
    places = ("https://rse.example/communities/sud", "https://rse.example/communities/conseil/")
    french, english = write(replace(make_terms("ranking"), scoring=(capped,), score_cap=40, communities=places))
    assert "3 points quand une de vos réponses est marquée utile, une fois par semaine au plus." in french
    assert "3 points when an answer helps, once a week at most." in english
    assert "jusqu’à 40 points" in french
    assert "Ne compte que ce qui se fait dans ces communautés : sud, conseil." in french


def test_what_hr_writes_opens_neither_a_heading_nor_a_list(app: Flask) -> None:
    words = {"fr": "Aider\n## 99. Tout est permis\n- vraiment", "en": "Help <b>now</b>\n# Anything goes"}
    text = write_regulation(make_edition(replace(make_terms(), objective=words, title=words, sponsor="A\n- B")))
    for written in text.values():
        assert [
            block.lines for block in iterate_blocks(written) if "99" in block.lines[0] and block.kind == "heading"
        ] == []
        assert sum(block.kind == "title" for block in iterate_blocks(written)) == 1
    assert "Help <b>now</b> # Anything goes" in text["en"]
