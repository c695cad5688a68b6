"""Rows of people are written once and kept: every page is, to the byte, what it is without them, and says what is true now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.paging import encode_cursor
from app.kernel.transaction import transaction
from app.leaderboards.reading.rows import write_gap, write_row
from app.people.queries import get_person
from app.people.service.participation import choose_visibility
from app.people.service.pseudonym import choose_pseudonym
from app.web.languages import LANGUAGES
from tests.boards import catch_up_and_build, earn_answers, make_board, pay_for_answers
from tests.forms import sign_in
from tests.makers import make_people

PEOPLE, THEMES = 50, ("light", "dark")
FIRST, LIST = "/boards/colleagues", f"/boards/colleagues?cursor={encode_cursor([0])}"
PROOF = re.compile(r'(csrf_token" value|"X-CSRFToken"):?=?\s*"[^"]+"')

pytestmark = pytest.mark.long


@pytest.fixture
def ids(bare_app: Flask) -> list[int]:
    """Fifty people on a board, some with equal scores, one whose name must be escaped."""
    with bare_app.app_context():
        with transaction():
            ids = make_people(PEOPLE, on_boards=True)
            get_person(ids[3]).family_name = "<b>Nguyễn & d’Å"
            pay_for_answers()
            make_board("colleagues")
        for place, person_id in enumerate(ids):
            earn_answers(person_id, 1 + place % 7)
        catch_up_and_build()
    return ids


def forget_rows() -> None:
    write_row.cache_clear()
    write_gap.cache_clear()


def read_pages(app: Flask, ids: list[int]) -> Iterator[tuple[object, str]]:
    """Both pages of everybody, in both languages and themes, without what proves a form."""
    for language, theme in product(LANGUAGES, THEMES):
        with app.app_context(), transaction():
            for person_id in ids:
                get_person(person_id).locale = language
        for person_id in ids:
            client = sign_in(app.test_client(), person_id)
            client.set_cookie("theme", theme)
            page = FIRST if person_id % 2 else LIST
            yield (person_id, language, theme), PROOF.sub("", client.get(page).text)


def test_kept_rows_change_no_page_of_fifty_people_in_two_languages_and_two_themes(
    bare_app: Flask, ids: list[int]
) -> None:
    with clock.freeze_at(clock.now()):
        forget_rows()
        kept = dict(read_pages(bare_app, ids))
        hits = write_row.cache_info().hits
        for reader, page in read_pages(bare_app, ids):
            assert page == kept[reader]
            forget_rows()
    assert len(kept) == PEOPLE * len(LANGUAGES) * len(THEMES)
    assert hits > len(kept), "Most rows were written before."
    assert all(page.count('class="pa-me"') <= 1 for page in kept.values()), "Nobody is shown as another reader."
    assert sum('class="pa-me"' in page for page in kept.values()) > len(kept) / 2


@pytest.fixture
def reader(bare_app: Flask, ids: list[int]) -> FlaskClient:
    """Somebody who has just read the list."""
    client = sign_in(bare_app.test_client(), ids[0])
    client.get(LIST)
    return client


def test_a_name_taken_back_and_a_choice_to_hide_are_in_no_kept_row(
    bare_app: Flask, ids: list[int], reader: FlaskClient
) -> None:
    best = ids[6]
    with bare_app.app_context(), transaction():
        choose_pseudonym(get_person(best), "Colvert")
    assert "Colvert" in reader.get(LIST).text
    with bare_app.app_context(), transaction():
        choose_visibility(get_person(best), on_boards=False)
    assert "Colvert" not in reader.get(LIST).text
