"""What people do with thanks in tests, and what the database then has of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.people.queries import get_person
from badges.thanks.jobs import DUE_STEPS
from badges.thanks.models import Thanks
from tests.forms import send

REASON = "Elle a repris mon dossier la veille de la clôture."
EFFECT = "Nous avons livré à l’heure."
WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def email_of(app: Flask, person_id: int) -> str:
    with app.app_context(), transaction():
        return get_person(person_id).email


def thank(giver: FlaskClient, person_id: int, submission: str = "") -> int:
    """Send the form of thanks; returns the status of the answer."""
    email = email_of(giver.application, person_id)
    return send(giver, "/thanks/new", receiver=email, reason=REASON, effect=EFFECT, submission=submission).status_code


def deliver(app: Flask) -> None:
    """Take what is due, as the clock does."""
    with app.app_context():
        take_due_steps(DUE_STEPS)


def list_rows(app: Flask) -> Sequence[Any]:
    """What is stored of all thanks, in their order."""
    columns = (Thanks.id, Thanks.giver_id, Thanks.receiver_id, Thanks.audience, Thanks.removed_at)
    with app.app_context(), transaction():
        return session().execute(select(*columns).order_by(Thanks.id)).all()
