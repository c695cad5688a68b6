"""The pages of badges: all of them with a person's own progress, and one badge with what it takes."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from badges.collection import queries
from badges.collection.overview import build_catalogue, parse_choice
from badges.collection.views import BadgeView
from badges.giving.queries import may_give_badges
from badges.naming.queries import find_naming_choice, list_published_names
from badges.queries import list_groups
from badges.serving.queries import map_shown_teams

pages = Blueprint("badges", __name__, template_folder="templates")


@pages.get("/badges")
@require_permission("badges.see")
def index() -> ResponseReturnValue:
    """Every badge, those of the signed-in person first, the others by group; awards of others are not shown."""
    person_id = get_current_person_id()
    choice, group = parse_choice(request.args.get("show", "")), request.args.get("group", "")
    catalogue = build_catalogue(queries.list_badge_views(person_id), list_groups(), choice=choice, group=group)
    return render_template("badges/index.html", catalogue=catalogue, is_giver=may_give_badges(person_id))


@pages.get("/badges/<slug>")
@require_permission("badges.see")
def show_badge(slug: str) -> ResponseReturnValue:
    """One badge: what it takes in words, how it stands with the signed-in person, and who chose to be shown."""
    person_id = get_current_person_id()
    view = queries.get_badge_view(person_id, slug)
    required = queries.list_required_titles(view)
    return render_template("badges/badge.html", view=view, required=required, **_describe_holders(view, person_id))


def _describe_holders(view: BadgeView, person_id: int) -> dict[str, object]:
    """The holders who agreed to be shown, with their teams, and what the reader chose."""
    badge_id = view.badge.badge_id
    holders = list_published_names(badge_id, request.args.get("after"))
    return {
        "holders": holders,
        "teams": map_shown_teams([holder.award_id for holder in holders.items]),
        "naming": find_naming_choice(badge_id, person_id),
    }
