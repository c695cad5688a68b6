"""Files and addresses that calendars read, and the page on which one's own address is made and taken back."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import PUBLIC, get_current_person_id, require_permission
from app.kernel.application import build_url
from mentoring.pairs.calendars.queries import find_feed_of_person, get_calendar_text_by_token, get_session_calendar_text
from mentoring.pairs.calendars.service import issue_new_feed_token, revoke_feed

pages = Blueprint("calendars", __name__)


@pages.get("/mentoring/pairs/<int:pair_id>/sessions/<int:number>.ics")
@require_permission("self.see")
def download_session_as_calendar_file(pair_id: int, number: int) -> ResponseReturnValue:
    """One session as a file for any calendar."""
    response = _build_calendar_response(get_session_calendar_text(get_current_person_id(), pair_id, number))
    response.headers["Content-Disposition"] = f'attachment; filename="session-{number}.ics"'
    return response


@pages.get("/cal/<token>.ics")
@require_permission(PUBLIC)
def show_feed(token: str) -> ResponseReturnValue:
    """A personal calendar; the address itself is the key, because calendar programs do not sign in."""
    response = _build_calendar_response(get_calendar_text_by_token(token))
    response.add_etag()
    return response.make_conditional(request)


@pages.get("/me/calendar")
@require_permission("self.see")
def show_own_feed() -> ResponseReturnValue:
    """Whether one has a calendar address, and since when."""
    return render_template("mentoring/calendar.html", feed=find_feed_of_person(get_current_person_id()), address=None)


@pages.post("/me/calendar/make")
@require_permission("self.change")
def create_own_feed() -> ResponseReturnValue:
    """Create an address, shown once; an earlier address stops working."""
    person_id = get_current_person_id()
    address = build_url("calendars.show_feed", token=issue_new_feed_token(person_id))
    response = make_response(
        render_template("mentoring/calendar.html", feed=find_feed_of_person(person_id), address=address)
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post("/me/calendar/revoke")
@require_permission("self.change")
def destroy_own_feed() -> ResponseReturnValue:
    """Close the address."""
    revoke_feed(get_current_person_id())
    flash(_("L’adresse est fermée : plus personne ne peut la lire."))
    return redirect(url_for("calendars.show_own_feed"))


def _build_calendar_response(text: str) -> Response:
    response = Response(text, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
