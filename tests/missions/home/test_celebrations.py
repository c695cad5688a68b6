"""A badge and a completed path are celebrated: once on the next page, on the home page until they are read, and in the inbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.models import Notice
from app.notices.service.notify import NewNotice, notify_people
from app.people.crisis.service import NewCrisis, open_crisis
from app.people.queries import get_person
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.forms import send
from tests.makers import WORDS, catch_up, tell

BADGE = "Vous avez reçu le badge « Bonjour »"
PATH = "Vous avez terminé le parcours « Bonjour »"
TOAST = "pa-toast"


@pytest.fixture
def awarded(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    """The person completed the three missions of the path, and a badge for two of them."""
    with bare_app.app_context():
        with transaction():
            rule = {"missions": ["speak", "answer"]}
            create_and_publish_badge("b", "missions-completed", rule, text=BadgeText(name=WORDS, description=WORDS))
        _act(person_id, "post.created", "answer.created", "person.followed")


def test_what_is_reached_is_shown_once_and_stays_on_the_home_page_until_it_is_read(
    client: FlaskClient, awarded: None
) -> None:
    first, second = _read(client, "/missions"), _read(client, "/missions")
    assert first.count(TOAST) == 2
    assert BADGE in first
    assert PATH in first
    assert TOAST not in second
    home = _read(client, "/home")
    assert home.count(f'<div class="pa-grow">{BADGE}') == 1
    inbox = _read(client, "/notifications")
    assert BADGE in inbox
    assert "Notifications, 2 nouvelles" in inbox
    send(client, "/notifications/read")
    assert BADGE not in _read(client, "/home")
    assert BADGE in _read(client, "/notifications")


def test_a_page_that_stays_open_learns_of_it(client: FlaskClient, awarded: None) -> None:
    assert BADGE in _read(client, "/celebrations")
    assert _read(client, "/celebrations").strip() == ""


def test_what_is_taken_back_and_reached_again_rings_once(
    bare_app: Flask, client: FlaskClient, person_id: int, awarded: None
) -> None:
    with bare_app.app_context():
        tell(_undo(person_id, "answer.created"))
        catch_up()
        _act(person_id, "answer.created", key="again")
    with bare_app.app_context(), transaction():
        assert session().scalars(select(Notice.kind).order_by(Notice.kind)).all() == ["badge.awarded", "path.completed"]


def test_a_crisis_celebrates_nothing(bare_app: Flask, client: FlaskClient, person_id: int, awarded: None) -> None:
    with bare_app.app_context(), transaction():
        reason = {"fr": "Un incendie", "en": "A fire"}
        now = clock.now()
        open_crisis(NewCrisis(reason=reason, starts_at=now, ends_at=now + timedelta(days=1)), by=get_person(person_id))
        params = {"badge": WORDS, "reason": "Une erreur."}
        revoked = NewNotice(kind="badge.revoked", person_id=person_id, key="k", path="/badges/other", params=params)
        notify_people([revoked])
    assert BADGE not in _read(client, "/home")
    assert "Notifications, 1 nouvelle" in _read(client, "/badges/b"), "What is hidden is neither counted nor read."


def _act(person_id: int, *kinds: str, key: str = "first") -> None:
    now = clock.now()
    tell(*(NewFact(kind=k, source_key=f"{k}-{key}", source="rse", actor_id=person_id, occurred_at=now) for k in kinds))
    catch_up()


def _undo(person_id: int, kind: str) -> NewFact:
    return NewFact(
        kind="activity.undone",
        source_key="undo",
        source="rse",
        actor_id=person_id,
        occurred_at=clock.now(),
        undoes=f"{kind}-first",
    )


def _read(client: FlaskClient, path: str) -> str:
    return client.get(path).text.replace("\u00a0", " ")
