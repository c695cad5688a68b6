"""The page of a board shows its upper half and one's own row, and never the bottom of the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.journal.service import NewFact
from app.kernel.transaction import transaction
from app.leaderboards import queries
from app.leaderboards.jobs import build_board
from app.leaderboards.ranking import shown_of
from app.leaderboards.service import publish_board
from app.people.queries import get_person
from app.points.service import Amounts, publish_rule
from tests.forms import sign_in
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people, tell


@pytest.fixture
def ranked_ids(bare_app: Flask) -> list[int]:
    """Ten people who appear, from ten answers down to one; the last two share one answer each."""
    with bare_app.app_context():
        with transaction():
            ids = make_people(10, on_boards=True)
            names = {person_id: get_person(person_id) for person_id in ids}
            for place, person in enumerate(names.values(), 1):
                person.family_name = f"Rang{place}"
            publish_rule("a", "answer.created", sentence=WORDS, amounts=Amounts(personal=5), in_force_from=LONG_AGO)
            publish_board("colleagues", title=WORDS, subject="person")
        for place, person_id in enumerate(ids):
            tell(*(_answer(person_id, number) for number in range(max(10 - place, 2))))
        catch_up()
        with transaction():
            board_id = queries.get_board("colleagues").id
        build_board(board_id)
    return ids


def _answer(person_id: int, number: int) -> NewFact:
    when = MONDAY + timedelta(minutes=number)
    key = f"{person_id}:{number}"
    return NewFact(kind="answer.created", source="rse", source_key=key, occurred_at=when, actor_id=person_id)


def page(app: Flask, person_id: int) -> str:
    return sign_in(app.test_client(), person_id).get("/boards/colleagues").text


def test_the_lower_half_is_never_shown(bare_app: Flask, ranked_ids: list[int]) -> None:
    text = page(bare_app, ranked_ids[0])

    assert all(f"Rang{place}<" in text or f"Rang{place} " in text for place in range(1, 6))
    assert not any(f"Rang{place}" in text for place in range(6, 11))


def test_one_s_own_row_is_shown_wherever_it_stands_with_its_shared_rank(bare_app: Flask, ranked_ids: list[int]) -> None:
    text = page(bare_app, ranked_ids[9])

    assert "Rang10" in text
    assert "Rang9" not in text
    assert '<td class="pa-num">9</td>' in text
    assert text.count('class="pa-me"') == 1


def test_whoever_does_not_appear_has_no_row(bare_app: Flask, ranked_ids: list[int]) -> None:
    with bare_app.app_context(), transaction():
        (other,) = make_people(1)

    assert 'class="pa-me"' not in page(bare_app, other)


def test_a_board_is_a_table_with_a_caption_and_says_as_of_when(bare_app: Flask, ranked_ids: list[int]) -> None:
    text = page(bare_app, ranked_ids[0])

    assert "<caption>Situation au " in text
    assert text.count('scope="col"') == 3


@pytest.mark.parametrize(("rows", "shown"), [(0, 3), (3, 3), (7, 4), (8, 4), (99, 50), (1000, 50)])
def test_half_a_board_is_shown_three_rows_at_least_and_fifty_at_most(rows: int, shown: int) -> None:
    assert shown_of(rows, 50) == shown
