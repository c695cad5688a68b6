"""An address that the mail server refuses is listed for IT and known to the person, until it changes or a mail arrives."""

from __future__ import annotations

import pytest

from app.cli.checks import DoctorCheckFailed, check_mail_is_accepted
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.notices.queries.addresses import list_refused_addresses
from app.people.queries import get_person
from app.people.roles import IT
from app.people.service.roles import give_role
from tests.forms import sign_in
from tests.mail_host import MailHost
from tests.makers import make_people
from tests.notices.makers import TUESDAY, make_invitation, run_clock_at, send_notices

REFUSED = "refusée par le serveur de courrier"


@pytest.fixture(autouse=True)
def without_digests(bare_app: Application) -> None:
    """Only what is e-mailed at once leaves."""
    bare_app.extensions["digest_sources"].clear()


def invite(person_id: int, key: str) -> None:
    """Something to e-mail at once."""
    with clock.freeze_at(TUESDAY):
        send_notices(make_invitation(person_id, key=key))
    run_clock_at(TUESDAY)


def list_refusals() -> list[tuple[str, str]]:
    """The addresses and the answers."""
    with transaction():
        return [(address.email, address.because) for address in list_refused_addresses()]


def test_a_refused_address_is_listed_for_it_and_the_person_reads_it_inside(
    app: Application, person_id: int, taken: MailHost
) -> None:
    taken.to_recipient = ["550 5.1.1 no such user"]
    invite(person_id, "invited:1")
    with transaction():
        email = get_person(person_id).email
    assert list_refusals() == [(email, "550")]
    inside = sign_in(app.test_client(), person_id)
    assert REFUSED in inside.get("/notifications").text
    assert REFUSED in inside.get("/me/emails").text
    with pytest.raises(DoctorCheckFailed, match="1 addresses are refused"):
        check_mail_is_accepted()


def test_it_is_no_longer_listed_once_a_mail_arrives(app: Application, person_id: int, taken: MailHost) -> None:
    taken.to_recipient = ["550 no"]
    invite(person_id, "invited:1")
    assert len(list_refusals()) == 1
    invite(person_id, "invited:2")
    assert list_refusals() == []
    assert REFUSED not in sign_in(app.test_client(), person_id).get("/notifications").text


def test_it_is_no_longer_listed_once_it_is_another_address(person_id: int, taken: MailHost) -> None:
    taken.to_recipient = ["550 no"]
    invite(person_id, "invited:1")
    with transaction():
        get_person(person_id).email = "other@example.com"
    assert list_refusals() == []


def test_an_address_that_no_mail_can_carry_is_listed_too(person_id: int, taken: MailHost) -> None:
    with transaction():
        get_person(person_id).email = "olivia..bennett@example.com"
    invite(person_id, "invited:1")
    assert list_refusals() == [("olivia..bennett@example.com", "unwritable")]


def test_a_refused_message_says_nothing_about_the_address(person_id: int, taken: MailHost) -> None:
    taken.to_message = ["554 looks like spam"]
    invite(person_id, "invited:1")
    assert list_refusals() == []


def test_it_reads_the_list_on_a_page(app: Application, person_id: int, taken: MailHost) -> None:
    taken.to_recipient = ["550 no"]
    invite(person_id, "invited:1")
    with transaction():
        (it,) = make_people(1)
        give_role(get_person(it), IT)
        email = get_person(person_id).email
    page = sign_in(app.test_client(), it).get("/admin/addresses")
    assert email in page.text
    assert "Adresses que le serveur de courrier refuse" in sign_in(app.test_client(), it).get("/admin").text
