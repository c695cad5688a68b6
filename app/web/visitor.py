"""Whom the page speaks to: asked once a request, and nobody while the database is away."""

from __future__ import annotations

from flask import g

from app.notices.queries.inbox import count_unread
from app.notices.queries.mail import find_choices
from app.notices.wording import TOLD, WEEKDAYS
from app.people.accounts.identify import find_current_header
from app.people.crisis.models import Crisis
from app.people.crisis.queries import find_crisis
from app.people.queries import PersonHeader


def visitor() -> PersonHeader | None:
    """The signed-in person as the header shows them."""
    if "visitor" not in g:
        g.visitor = find_current_header()
    found: PersonHeader | None = g.visitor
    return found


def crisis() -> Crisis | None:
    """The crisis that concerns the visitor at this moment: games, celebrations and nudges pause."""
    if "crisis" not in g:
        known = visitor()
        g.crisis = find_crisis(known.id) if known is not None and known.is_calm else None
    found: Crisis | None = g.crisis
    return found


def notices_waiting() -> int:
    """How many notices wait for the visitor."""
    known = visitor()
    return 0 if known is None else count_unread(known.id, is_calm=crisis() is not None)


def mail_rhythm() -> dict[str, str]:
    """What the visitor chose about the digest: the choice, a sentence that tells it, and its day."""
    known = visitor()
    assert known is not None, "Only a page for somebody asks."
    choices = find_choices(known.id)
    return {"choice": choices.rhythm, "told": TOLD[choices.rhythm], "day": WEEKDAYS[choices.weekday]}
