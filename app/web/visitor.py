"""The visitor of the page, read once a request; None while the database is away."""

from __future__ import annotations

from flask import g, request

from app.notices.queries.inbox import count_unread_notices
from app.notices.queries.mail import read_mail_choices_or_defaults
from app.notices.wording import WEEKDAYS
from app.people.accounts.identify import find_current_person_header
from app.people.crisis.models import Crisis
from app.people.crisis.queries import find_crisis_of_person
from app.people.queries import PersonHeader

THEME_COOKIE = "theme"
THEMES = ("system", "light", "dark")
"""Kept by the browser, never a fact about a person."""


def current_visitor() -> PersonHeader | None:
    """The signed-in person as the header shows them; None for a visitor who is not signed in."""
    if "visitor" not in g:
        g.visitor = find_current_person_header()
    visitor: PersonHeader | None = g.visitor
    return visitor


def current_crisis() -> Crisis | None:
    """The crisis that concerns the visitor now, None without one: games, celebrations and nudges pause."""
    if "crisis" not in g:
        visitor = current_visitor()
        g.crisis = find_crisis_of_person(visitor.id) if visitor is not None and visitor.is_calm else None
    crisis: Crisis | None = g.crisis
    return crisis


def count_visitor_unread_notices() -> int:
    """How many unread notices the visitor has."""
    visitor = current_visitor()
    return 0 if visitor is None else count_unread_notices(visitor.id, is_calm=current_crisis() is not None)


def visitor_digest_choice() -> dict[str, str]:
    """The visitor's choice about the digest, and the name of its day."""
    visitor = current_visitor()
    assert visitor is not None, "Only pages for a signed-in person show this."
    choices = read_mail_choices_or_defaults(visitor.id)
    return {"choice": choices.rhythm, "day": WEEKDAYS[choices.weekday]}


def current_theme() -> str:
    """The theme that this browser keeps; "system" when there is none."""
    theme = request.cookies.get(THEME_COOKIE, "")
    return theme if theme in THEMES else "system"
