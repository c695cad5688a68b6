"""The page of the versions of a badge."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from badges.collection.queries import get_badge_view
from badges.history.queries import list_published_versions

pages = Blueprint("badge_history", __name__)


@pages.get("/badges/<slug>/versions")
@require_permission("badges.see")
def show(slug: str) -> ResponseReturnValue:
    """What each version asked for, and from when to when; which one a holder received it by, for them alone."""
    view = get_badge_view(get_current_person_id(), slug)
    return render_template("badges/versions.html", view=view, versions=list_published_versions(slug))
