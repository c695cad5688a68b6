"""The pages of badges: all of them with a person's own progress, and one badge with what it takes."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.journal.objects import find_object_titles
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from badges.collection import queries

pages = Blueprint("badges", __name__, template_folder="templates")


@pages.get("/badges")
@require_permission("badges.see")
def index() -> ResponseReturnValue:
    """Every badge, those of the signed-in person first; awards of others are not shown."""
    return render_template("badges/index.html", badges=queries.list_badge_views(get_current_person_id()))


@pages.get("/badges/<slug>")
@require_permission("badges.see")
def show_badge(slug: str) -> ResponseReturnValue:
    """One badge: what it takes in words, and how far the signed-in person is."""
    view = queries.get_badge_view(get_current_person_id(), slug)
    titles = find_object_titles(view.required_objects)
    required = [titles[key] for key in view.required_objects if key in titles]
    is_signed = current_settings().badge_keys is not None
    return render_template("badges/badge.html", view=view, required=required, is_signed=is_signed)
