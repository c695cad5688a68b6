"""The visitor of the page, read once a request; None while the database is away."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g, request, session

from app.notices.queries.inbox import InboxNotice
from app.notices.queries.mail import read_digest_choice
from app.notices.queries.page import UnreadNotices, read_unread_notices
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
    """How many unread notices the visitor has, once the page has read those of which it says all; counted once a request."""
    unread = _current_unread_notices()
    return 0 if unread is None else unread.count


def list_visitor_celebrations() -> Sequence[InboxNotice]:
    """What the visitor has not read yet of what is to celebrate; nothing in a crisis."""
    unread = _current_unread_notices()
    return () if unread is None else unread.celebrations


def _current_unread_notices() -> UnreadNotices | None:
    if "unread" not in g:
        visitor = current_visitor()
        g.unread = None if visitor is None else _read_unread_notices_of_page(visitor.id)
    unread: UnreadNotices | None = g.unread
    return unread


def _read_unread_notices_of_page(person_id: int) -> UnreadNotices:
    is_calm = current_crisis() is not None
    unread = read_unread_notices(person_id, request.path, is_calm=is_calm)
    if not unread.is_any_of_page or request.method != "GET":
        return unread
    mark_notices_of_page_read(person_id, request.path, is_calm=is_calm)
    return read_unread_notices(person_id, request.path, is_calm=is_calm)


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
    choice = read_digest_choice(visitor.id)
    return {"choice": choice.rhythm, "day": WEEKDAYS[choice.weekday]}


def current_theme() -> str:
    """The theme that this browser keeps; "system" when there is none."""
    theme = request.cookies.get(THEME_COOKIE, "")
    return theme if theme in THEMES else "system"
