"""IT runs webhooks by their screens: each thing that the API does has its button, and nobody else has any."""

from __future__ import annotations

from dataclasses import replace
from email.headerregistry import Address

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.database import session
from app.kernel.hours import ALWAYS
from app.kernel.jobs import perform
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.notices.jobs import send_due_mails
from app.notices.models import Notice
from app.people.queries import get_person
from app.people.roles import IT
from app.people.service.roles import give_role
from app.webhooks.models import Endpoint
from tests.forms import links_of_summary, send, sign_in
from tests.mail_host import Host, MailHost
from tests.makers import catch_up, make_people
from tests.missions.authoring.forms import words_of
from tests.receiver import Receiver, Reply
from tests.webhooks.makers import award, deliveries, happen, make_person
from tests.webhooks.makers import send as send_due

HOME = "/admin/webhooks"


@pytest.fixture
def settings(settings: Settings, host: Host) -> Settings:
    """The settings of a service that sends its mail, at any hour."""
    sender = Address("Passerelle", addr_spec="passerelle@example.com")
    return replace(settings, mail_server=host.server, mail_from=sender, working_hours=ALWAYS)


def make_it(app: Flask) -> tuple[int, FlaskClient]:
    """Somebody of IT, and their browser."""
    with transaction():
        (karim,) = make_people(1)
        give_role(get_person(karim), IT)
    return karim, sign_in(app.test_client(), karim)


def only_endpoint() -> Endpoint:
    with transaction():
        endpoint = session().scalars(select(Endpoint)).one()
        session().expunge(endpoint)
    return endpoint


def test_an_address_is_added_tested_changed_and_deleted_by_its_pages(app: Flask, receiver: Receiver) -> None:
    _, karim = make_it(app)
    wrong = send(karim, HOME, url="ftp://rse.example.com", kinds="badge.awarded")
    assert (wrong.status_code, "commencer par https" in wrong.text, "ftp://rse" in wrong.text) == (422, True, True)
    assert list(links_of_summary(send(karim, HOME, url="xx").text)) == ["#f-url", "#f-kinds"]
    assert "au moins un événement" in send(karim, HOME, url=receiver.url).text
    for longer in (
        {"description": "à quoi " * 100},
        {"description": "wall\u202e"},
        {"url": receiver.url + "a" * 2_000},
    ):
        refused = send(karim, HOME, **{"url": receiver.url, "kinds": "badge.awarded", **longer})
        assert (refused.status_code, list(links_of_summary(refused.text))) == (422, [f"#f-{next(iter(longer))}"])
        assert next(iter(longer.values())).strip() in refused.text, "Nothing is cut off unsaid."
    added = send(karim, HOME, url=receiver.url, kinds=["badge.awarded", "badge.revoked"], asymmetric="yes")
    endpoint = only_endpoint()
    page = f"{HOME}/{endpoint.id}"
    assert (added.status_code, added.location) == (302, f"{page}/secret")
    shown = karim.get(f"{page}/secret")
    assert (endpoint.secret in shown.text, shown.headers["Cache-Control"]) == (True, "no-store")
    assert "signe jusqu’au" not in words_of(shown), "A new address had no secret before."
    assert karim.get(f"{page}/secret").location == page
    assert endpoint.secret not in karim.get(page).text
    assert "whpk_" in karim.get(page).text
    assert endpoint.url in karim.get(HOME).text

    send(karim, f"{page}/test")
    perform("webhooks.test", (endpoint.id,), None)
    assert "réponse 204 en" in words_of(karim.get(page))
    assert send(karim, page, url="javascript:x", kinds="badge.awarded", form="cloudevents").status_code == 422
    send(karim, page, url=receiver.url, kinds="mission.completed", form="cloudevents")
    changed = only_endpoint()
    assert (changed.kinds, changed.form, changed.signing_key) == (["mission.completed"], "cloudevents", None)
    assert send(karim, f"{page}/delete").status_code == 302
    assert karim.get(page).status_code == 404


def test_an_address_is_registered_once_however_it_is_written(app: Flask) -> None:
    _, karim = make_it(app)
    send(karim, HOME, url="http://127.0.0.1:9/", kinds="badge.awarded")
    endpoint = only_endpoint()
    for again in ("http://127.0.0.1:9/", "HTTP://127.0.0.1:9"):
        refused = send(karim, HOME, url=again, kinds="badge.revoked")
        assert (refused.status_code, list(links_of_summary(refused.text))) == (422, ["#f-url"])
        assert "déjà inscrite" in refused.text
    assert only_endpoint().secret == endpoint.secret
    send(karim, HOME, url="http://127.0.0.1:9/other", kinds="badge.awarded")
    moved = send(karim, f"{HOME}/{endpoint.id}", url="http://127.0.0.1:9/other", kinds="badge.awarded")
    assert list(links_of_summary(moved.text)) == ["#f-url"]


def test_a_new_secret_is_shown_once_and_the_sixth_says_from_when_on_it_is_made(app: Flask) -> None:
    _, karim = make_it(app)
    send(karim, HOME, url="http://127.0.0.1:9/", kinds="badge.awarded")
    page = f"{HOME}/{only_endpoint().id}"
    assert send(karim, f"{page}/rotate").location == f"{page}/secret"
    rotated = karim.get(f"{page}/secret")
    assert only_endpoint().secret in rotated.text
    assert "signe jusqu’au" in words_of(rotated)
    for _ in range(4):
        send(karim, f"{page}/rotate")
    send(karim, f"{page}/rotate")
    assert "réessayez à partir du" in words_of(karim.get(page))


def test_an_address_that_cannot_be_says_why(app: Flask) -> None:
    _, karim = make_it(app)
    for url, words in (
        ("https://rse.example.com:99999", "1 à 65535"),
        ("https://me:secret@rse.example.com", "sans nom d’utilisateur"),
        ("ftp://rse.example.com", "https:// ou http://"),
        ("https://10.0.0.1/", "WEBHOOK_NETWORKS"),
        ("https://étoile.example.com", "lettre accentuée"),
    ):
        refused = send(karim, HOME, url=url, kinds="badge.awarded")
        assert words in links_of_summary(refused.text)["#f-url"]


def test_messages_are_sent_again_by_their_boxes_or_by_the_hours(app: Flask, receiver: Receiver) -> None:
    _, karim = make_it(app)
    send(karim, HOME, url=receiver.url, kinds="badge.awarded")
    endpoint = only_endpoint()
    page = f"{HOME}/{endpoint.id}"
    happen(*(award(make_person()) for _ in range(3)))
    receiver.answer_next(Reply(400))
    send_due(endpoint)
    unticked = send(karim, f"{page}/replay")
    assert (unticked.status_code, list(links_of_summary(unticked.text))) == (422, ["#f-ids"])
    for wish, count in (
        ({"ids": [str(each.id) for each in deliveries()[:2]]}, 2),
        ({"hours": "24", "missed": "yes"}, 0),
        ({"hours": "24"}, 3),
    ):
        answered = send(karim, f"{page}/replay", **wish)
        assert answered.status_code == 302
        assert sum(each.state == "due" for each in deliveries()) >= count
        send_due(endpoint)
    assert {each.state for each in deliveries()} == {"delivered"}
    assert karim.get(f"{page}?after=nonsense").status_code == 200


def test_it_is_told_by_mail_that_an_address_was_disabled(app: Flask, receiver: Receiver, taken: MailHost) -> None:
    karim_id, karim = make_it(app)
    send(karim, HOME, url=receiver.url, kinds="badge.awarded")
    endpoint = only_endpoint()
    happen(award(make_person()))
    receiver.reply = Reply(410)
    send_due(endpoint)
    catch_up(["disabled-endpoints"])
    with transaction():
        notices = session().scalars(select(Notice).where(Notice.kind == "endpoint.disabled")).all()
        assert [(notice.person_id, notice.path) for notice in notices] == [(karim_id, f"{HOME}/{endpoint.id}")]
    send_due_mails()
    (message,) = taken.accepted
    assert message["Subject"] == "Une adresse de webhook est désactivée"
    assert receiver.url in (message.get_body(("plain",)) or message).get_content()
    page = karim.get(f"{HOME}/{endpoint.id}").text
    assert ("n’existe plus" in page, "410 Gone" in page) == (True, True)
    assert send(karim, f"{HOME}/{endpoint.id}/replay", hours="24").status_code == 302
    send(karim, f"{HOME}/{endpoint.id}/enable")
    assert only_endpoint().disabled_at is None
