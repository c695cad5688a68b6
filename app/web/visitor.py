"""Whom the page speaks to: asked once a request, and nobody while the database is away."""

from __future__ import annotations

from flask import g

from app.notices.queries.inbox import count_unread
from app.notices.queries.mail import find_choices
from app.notices.wording import FREQUENCY_SENTENCES, WEEKDAYS
from app.people.accounts.identify import find_current_header
from app.people.crisis.models import Crisis
from app.people.crisis.queries import find_crisis
from app.people.queries import PersonHeader


def current_visitor() -> PersonHeader | None:
    """The signed-in person as the header shows them."""
    if "visitor" not in g:
        g.visitor = find_current_header()
    found: PersonHeader | None = g.visitor
    return found


def current_crisis() -> Crisis | None:
    """The crisis that concerns the visitor at this moment: games, celebrations and nudges pause."""
    if "crisis" not in g:
        known = current_visitor()
        g.crisis = find_crisis(known.id) if known is not None and known.is_calm else None
    found: Crisis | None = g.crisis
    return found


def count_waiting_notices() -> int:
    """How many notices wait for the visitor."""
    known = current_visitor()
    return 0 if known is None else count_unread(known.id, is_calm=current_crisis() is not None)


def describe_mail_frequency() -> dict[str, str]:
    """What the visitor chose about the digest: the choice, a sentence that tells it, and its day."""
    known = current_visitor()
    assert known is not None, "Only a page for somebody asks."
    choices = find_choices(known.id)
    return {"choice": choices.rhythm, "told": FREQUENCY_SENTENCES[choices.rhythm], "day": WEEKDAYS[choices.weekday]}
