"""The page of badges: those that a person holds, and what the others require."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from badges import queries

pages = Blueprint("badges", __name__, template_folder="templates")


@pages.get("/badges")
@require_permission("badges.see")
def index() -> ResponseReturnValue:
    """Every badge, those of the signed-in person first; awards of others are not shown."""
    return render_template("badges/index.html", badges=queries.list_badge_views(get_current_person_id()))
