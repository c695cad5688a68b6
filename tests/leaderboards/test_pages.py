"""The page of a board shows its first rows and one's own with its neighbours, and never the bottom of the list."""

from __future__ import annotations

import pytest
from flask import Flask

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards.service import create_and_publish_board
from app.people.models import Unit
from app.people.queries import get_person
from tests.boards import catch_up_and_build, earn_answers, make_board, pay_for_answers
from tests.forms import sign_in
from tests.makers import WORDS, make_people, make_unit


@pytest.fixture
def ranked_ids(bare_app: Flask) -> list[int]:
    """Twelve people who appear, from twelve answers down to two; the last two share two answers each."""
    with bare_app.app_context():
        with transaction():
            ids = make_people(12, on_boards=True, unit=make_unit("Ouest"))
            for place, person_id in enumerate(ids, 1):
                get_person(person_id).family_name = f"Rang{place}"
            pay_for_answers()
            make_board("colleagues")
            make_board("teams", subject="unit")
            make_people(8, unit=session().get_one(Unit, get_person(ids[0]).unit_id))
        for place, person_id in enumerate(ids):
            earn_answers(person_id, max(12 - place, 2))
        catch_up_and_build()
    return ids


def page(app: Flask, person_id: int, path: str = "/boards/colleagues") -> str:
    return sign_in(app.test_client(), person_id).get(path).text.partition("<main")[2]


def names(text: str) -> list[int]:
    return [place for place in range(1, 13) if f"Rang{place}<" in text or f"Rang{place} " in text]


def test_the_first_three_and_one_s_own_neighbours_are_shown(bare_app: Flask, ranked_ids: list[int]) -> None:
    assert names(page(bare_app, ranked_ids[5])) == [1, 2, 3, 4, 5, 6]
    assert names(page(bare_app, ranked_ids[0])) == [1, 2, 3]
    assert "Des collègues entre les deux" not in page(bare_app, ranked_ids[0])


def test_the_rest_of_the_upper_half_is_one_click_away(bare_app: Flask, ranked_ids: list[int]) -> None:
    text = page(bare_app, ranked_ids[11])
    following = text.partition('href="/boards/colleagues?cursor=')[2].partition('"')[0]
    rest = page(bare_app, ranked_ids[11], f"/boards/colleagues?cursor={following}")

    assert names(rest) == [4, 5, 6]
    assert "Voir la suite" not in rest


def test_one_s_own_row_is_shown_wherever_it_stands_and_below_the_middle_without_a_rank(
    bare_app: Flask, ranked_ids: list[int]
) -> None:
    text = page(bare_app, ranked_ids[11])

    assert names(text) == [1, 2, 3, 12]
    assert "Les rangs ne s’affichent que dans la première moitié." in text
    assert "votre rang est" not in text
    assert '<td class="pa-num">11</td>' not in text
    assert text.count('class="pa-me"') == 1
    assert text.count("Un ou une collègue") == 2


def test_whoever_does_not_appear_has_no_row_and_sees_their_own_points(bare_app: Flask, ranked_ids: list[int]) -> None:
    with bare_app.app_context():
        with transaction():
            (other,) = make_people(1)
        earn_answers(other, 1)
        catch_up_and_build()
    text = page(bare_app, other)

    assert 'class="pa-me"' not in text
    assert "vous avez 5\u00a0points" in text


def test_a_board_is_a_table_with_a_caption_and_says_as_of_when(bare_app: Flask, ranked_ids: list[int]) -> None:
    people, teams = page(bare_app, ranked_ids[0]), page(bare_app, ranked_ids[0], "/boards/teams")

    assert "<caption>Situation au " in people
    assert people.count('scope="col"') == 3
    assert "<caption>Situation au " in teams
    assert "Un petit groupe ne passe ainsi pas devant par hasard" in teams
    assert "votre équipe" in teams
    assert 'href="/boards">Ensemble</a></p>' in people, "A board has a way back."
    assert people.count('class="pa-cellbar"') == people.count("<tr") - 1


def test_a_board_that_nobody_has_built_yet_says_so(bare_app: Flask, ranked_ids: list[int]) -> None:
    with bare_app.app_context(), transaction():
        create_and_publish_board("new", title=WORDS, subject="person")
    assert "Ce tableau se prépare" in page(bare_app, ranked_ids[0], "/boards/new")
