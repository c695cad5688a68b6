"""Whoever earned a level, or serves a term, proposes a ready-made text, which HR reads without its author."""

from __future__ import annotations

from contextlib import suppress

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.errors import Invalid, NotFound
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.participation import leave_game
from app.people.service.roles import give_role
from badges.ambassadors.fields import LONGEST_TEXTS
from badges.ambassadors.queries import read_programme
from badges.ambassadors.texts import service
from badges.ambassadors.texts.queries import find_own_text, list_texts_to_review
from badges.ambassadors.texts.service import RightNotEarned, TextsAreFull
from tests.badges.ambassadors.candidates import list_notices_of, make_ambassador
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up

LINE = "Bonjour, je demande à une collègue qui sait."


def propose(person_id: int, text: str = LINE, language: str = "fr") -> None:
    with clock.freeze_at(MONDAY), transaction():
        service.propose_text(person_id, text, language)


def list_texts(reviewer_id: int) -> list[str]:
    with transaction():
        return [each.text for each in list_texts_to_review(reviewer_id)]


def test_hr_takes_a_text_up_for_all_to_copy_and_its_author_is_told(people: list[int], bare_app: Flask) -> None:
    ada, hr = make_ambassador(people), people[7]
    propose(ada, "Premier jet.")
    propose(ada, f"  {LINE}\n")
    with transaction():
        give_role(get_person(hr), HR)
        (text,) = list_texts_to_review(hr)
        name = get_person(ada).family_name
        assert list_texts_to_review(ada) == [], "Nobody takes up their own."
        with pytest.raises(NotFound):
            service.take_text_up(ada, text.id)
    client = sign_in(bare_app.test_client(), hr)
    page = client.get("/hr/ambassadors").text
    assert LINE in page
    assert name not in page.partition('id="h-proposed"')[2].partition("</section>")[0]
    assert send(client, f"/hr/ambassadors/texts/{text.id}", decision="take").status_code == 303
    assert LINE in client.get("/ambassadors/texts").text
    assert list_notices_of(ada)[-1] == "text_taken_up"
    with transaction():
        assert (read_programme().texts["fr"].splitlines()[-1], find_own_text(ada)) == (LINE, None)


def test_a_text_that_is_left_withdrawn_or_whose_author_leaves_is_gone_without_a_word(people: list[int]) -> None:
    ada, hr = make_ambassador(people), people[7]
    before = list_notices_of(ada)
    for act in ("leave", "withdraw", "depart"):
        propose(ada)
        with transaction():
            if act == "leave":
                service.leave_text(hr, list_texts_to_review(hr)[0].id)
            elif act == "withdraw":
                service.withdraw_text(ada)
            else:
                leave_game(get_person(ada))
        catch_up(["ambassador-leavers"])
        assert list_texts(hr) == []
    assert list_notices_of(ada) == before


def test_a_text_that_finds_no_room_waits_on(people: list[int]) -> None:
    ada, hr = make_ambassador(people), people[7]
    for number in range(LONGEST_TEXTS // 290 + 1):
        propose(ada, f"{number}" * 290)
        with suppress(TextsAreFull), transaction():
            service.take_text_up(hr, list_texts_to_review(hr)[0].id)
    assert len(list_texts(hr)) == 1
    with transaction():
        assert len(read_programme().texts["fr"]) <= LONGEST_TEXTS


def test_what_is_no_text_and_who_earned_no_right_is_refused(people: list[int]) -> None:
    ada = make_ambassador(people)
    for text in ("", "  \n", "x" * 301, "de\u202edroite"):
        with pytest.raises(Invalid):
            propose(ada, text)
    with pytest.raises(RightNotEarned):
        propose(people[1])
    assert list_texts(people[7]) == []
