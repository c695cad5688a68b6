"""The three pages of the preparation: read in any order, each marked as read."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.people.addresses import parse_internal_path
from mentoring.preparation import queries, service
from mentoring.preparation.contents import CHAPTERS, SLUGS, count_reading_minutes_left, find_next_unread_chapter_slug

pages = Blueprint("preparation", __name__, url_prefix="/mentoring/preparation")


@pages.get("")
@require_permission("mentoring.see")
def redirect_to_first_unread_chapter() -> ResponseReturnValue:
    """Go to the first unread page."""
    read = queries.list_read_chapter_slugs(get_current_person_id())
    first = next((slug for slug in SLUGS if slug not in read), SLUGS[0])
    return redirect(url_for(".show", slug=first, next=_read_page_to_return_to()))


@pages.get("/<slug>")
@require_permission("mentoring.see")
def show(slug: str) -> ResponseReturnValue:
    """One page of the preparation."""
    if slug not in SLUGS:
        abort(404)
    volunteers = queries.list_current_volunteer_rows_of_person(get_current_person_id())
    read = queries.list_read_chapter_slugs(get_current_person_id())
    shown = {"chapter": CHAPTERS[SLUGS.index(slug)], "chapters": CHAPTERS, "place": SLUGS.index(slug), "read": read}
    return render_template(
        "mentoring/chapter.html",
        **shown,
        is_in=bool(volunteers),
        left=count_reading_minutes_left(read),
        wanted=_read_page_to_return_to(),
    )


@pages.post("/<slug>")
@require_permission("self.change")
def mark_chapter_as_read(slug: str) -> ResponseReturnValue:
    """Mark a page as read, and go on to the next unread page."""
    if slug not in SLUGS:
        abort(404)
    service.mark_chapter_as_read(get_current_person_id(), slug)
    following = find_next_unread_chapter_slug(slug, queries.list_read_chapter_slugs(get_current_person_id()))
    if following is not None:
        return redirect(url_for(".show", slug=following, next=_read_page_to_return_to()))
    flash(_("Votre préparation est terminée : un binôme peut maintenant vous être proposé."))
    return redirect(_read_page_to_return_to() or url_for("mentoring.index"))


def _read_page_to_return_to() -> str | None:
    """The page from which the person came, when it is one of this service."""
    return parse_internal_path(request.values.get("next"), instead="") or None
