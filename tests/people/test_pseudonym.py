"""Another name for boards: one's own choice, one person's alone, and never a colleague's."""

from __future__ import annotations

import pytest
from flask import Flask

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.directory.outcome import ImportOptions
from app.people.directory.service.imports import apply_import
from app.people.models import Choices
from app.people.queries import get_person
from app.people.service.participation import PseudonymConfusing, choose_visibility
from app.people.service.pseudonym import InvalidPseudonym, PseudonymTaken, choose_pseudonym
from tests.forms import send, sign_in
from tests.makers import make_people
from tests.people.people_file import CHLOE, EVERYWHERE, people_file


def get_pseudonym(person_id: int) -> str | None:
    return session().get_one(Choices, person_id).pseudonym


@pytest.mark.parametrize(("wanted", "kept"), [("  Grand   Héron ", "Grand Héron"), ("R2-D2", "R2-D2"), (" ", None)])
def test_a_pseudonym_is_kept_tidy_and_an_empty_one_is_none(app: Application, wanted: str, kept: str | None) -> None:
    with transaction():
        (ada,) = make_people(1)
        choose_pseudonym(get_person(ada), wanted)
        assert get_pseudonym(ada) == kept


@pytest.mark.parametrize("wanted", ["x", "x" * 31, "a@b.fr", "<b>", "-x-", "a\u202eb", "=1+1"])
def test_what_is_no_name_is_refused(app: Application, wanted: str) -> None:
    with transaction():
        (ada,) = make_people(1)
        with pytest.raises(InvalidPseudonym):
            choose_pseudonym(get_person(ada), wanted)


def test_nobody_takes_the_name_or_the_pseudonym_of_another(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        choose_pseudonym(get_person(ada), "Héron")
        for taken in ("hÉRON", f"camille {get_person(ada).family_name}"):
            with pytest.raises(PseudonymTaken):
                choose_pseudonym(get_person(ben), taken)
        choose_pseudonym(get_person(ada), "")
        choose_pseudonym(get_person(ben), "Héron")
        assert (get_pseudonym(ada), get_pseudonym(ben)) == (None, "Héron")


@pytest.mark.parametrize(
    "alike",
    [
        "Helene Vasseur",
        "VASSEUR Hélène",
        "Hélène-Vasseur",
        "Ｈélène Vasseur",
        "Hеlеne Vаssеur",
        "HeIene Vasseur",
        "He1ene Vasseur",
        "Hélène’Vasseur",
        "Hélène Vaßeur",
    ],
)
def test_a_name_that_looks_like_a_colleagues_is_refused(app: Application, alike: str) -> None:
    with transaction():
        ada, ben = make_people(2)
        for key, value in {"given_name": "Hélène", "family_name": "Vasseur"}.items():
            setattr(get_person(ada), key, value)
        session().flush()
        with pytest.raises(PseudonymTaken):
            choose_pseudonym(get_person(ben), alike)
        choose_pseudonym(get_person(ben), "Hélène Vassal")


def test_a_pseudonym_that_looks_like_another_is_refused(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        choose_pseudonym(get_person(ada), "Merle noir")
        with pytest.raises(PseudonymTaken):
            choose_pseudonym(get_person(ben), "Méŗle Noіr")


def test_the_privacy_page_keeps_it_or_says_what_is_wrong_at_the_field(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        ada, ben = make_people(2)
        choose_pseudonym(get_person(ben), "Héron")
    client = sign_in(bare_app.test_client(), ada)
    assert send(client, "/me/privacy/pseudonym", pseudonym="Colvert").status_code == 302
    assert 'value="Colvert"' in client.get("/me/privacy").text
    refused = send(client, "/me/privacy/pseudonym", pseudonym="Héron")
    assert refused.status_code == 409
    assert "Ce nom est déjà pris" in refused.text
    assert 'value="Héron"' in refused.text
    assert send(client, "/me/privacy/pseudonym", pseudonym="@").status_code == 422


def test_whoever_appears_under_the_name_of_a_colleague_who_comes_later_is_off_the_boards_until_they_choose_another(
    bare_app: Flask,
) -> None:
    """Under that name they would pass for the colleague; under their own they would be seen, which they did not choose."""
    later = CHLOE | {"given_name": "Hélène", "family_name": "Vasseur"}
    with bare_app.app_context(), transaction():
        (ada,) = make_people(1, on_boards=True)
        choose_pseudonym(get_person(ada), "Vasseur Helene")
        assert apply_import(people_file(later), ImportOptions(time_zones=EVERYWHERE)).problems == ()
        assert (session().get_one(Choices, ada).on_boards, get_pseudonym(ada)) == (False, "Vasseur Helene")
        with pytest.raises(PseudonymConfusing):
            choose_visibility(get_person(ada), on_boards=True)
    client = sign_in(bare_app.test_client(), ada)
    assert "désormais aussi le nom" in client.get("/me/privacy").text
    send(client, "/me/privacy/pseudonym", pseudonym="Colvert")
    assert "désormais aussi le nom" not in client.get("/me/privacy").text
    assert send(client, "/me/privacy/boards", on_boards="yes").status_code == 302
