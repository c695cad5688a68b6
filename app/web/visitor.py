"""The visitor of the page, read once a request; None while the database is away."""

from __future__ import annotations

from flask import g, request, session

from app.notices.queries.inbox import InboxNotice, count_unread_notices, list_unread_celebrations
from app.notices.queries.mail import read_mail_choices_or_defaults
from app.notices.service.inbox import mark_notices_of_page_read
from app.notices.wording import WEEKDAYS
from app.people.accounts.identify import find_signed_in_person_for_page_header
from app.people.crisis.models import Crisis
from app.people.crisis.queries import find_crisis_of_person
from app.people.queries import PersonHeader

SHOWN_CELEBRATION = "celebrated"
THEME_COOKIE = "theme"
THEMES = ("system", "light", "dark")
"""Kept by the browser, never a fact about a person."""


def current_visitor() -> PersonHeader | None:
    """The signed-in person as the header shows them; None for a visitor who is not signed in."""
    if "visitor" not in g:
        g.visitor = find_signed_in_person_for_page_header()
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
    """How many unread notices the visitor has, counted once a request; the page that says what a notice says reads it."""
    visitor = current_visitor()
    if visitor is None:
        return 0
    if "unread" not in g:
        is_calm = current_crisis() is not None
        unread = count_unread_notices(visitor.id, is_calm=is_calm)
        is_page = unread and request.method == "GET"
        g.unread = unread - (mark_notices_of_page_read(visitor.id, request.path, is_calm=is_calm) if is_page else 0)
    return int(g.unread)


def list_visitor_celebrations() -> list[InboxNotice]:
    """What the visitor has not read yet of what is to celebrate; nothing in a crisis."""
    visitor = current_visitor()
    if visitor is None or current_crisis() is not None or not count_visitor_unread_notices():
        return []
    if "celebrations" not in g:
        g.celebrations = list_unread_celebrations(visitor.id)
    celebrations: list[InboxNotice] = g.celebrations
    return celebrations


def take_new_celebrations() -> list[InboxNotice]:
    """Those that this browser has not shown yet: each is shown once, on whichever page comes next."""
    after_id = session.get(SHOWN_CELEBRATION, 0)
    new = [notice for notice in list_visitor_celebrations() if notice.id > after_id]
    if new:
        session[SHOWN_CELEBRATION] = max(notice.id for notice in new)
    return new


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
