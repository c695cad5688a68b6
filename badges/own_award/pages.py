"""The page of one's own award: when, by whom or by which rule, what counted, until when, and what others may see of it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.journal.event_labels import ACTIONS
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from badges.collection.queries import get_own_award_view, list_counted_steps, list_required_titles
from badges.collection.views import BadgeView
from badges.credentials.addresses import current_issuer
from badges.credentials.sharing.queries import find_open_page
from badges.naming.queries import find_naming_choice
from badges.network.queries import is_badge_shown
from badges.serving.queries import find_own_served_team

pages = Blueprint("own_award", __name__)


@pages.get("/me/badges/<slug>")
@require_permission("badges.see")
def show_award(slug: str) -> ResponseReturnValue:
    """What the signed-in person received, for them alone; what they never had is not here."""
    person_id = get_current_person_id()
    view, term = get_own_award_view(person_id, slug)
    served = find_own_served_team(term.id) if view.awarded_at else None
    rests_on = {"counted": list_counted_steps(person_id, view), "required": list_required_titles(view)}
    return render_template(
        "badges/award.html", view=view, term=term, served=served, **rests_on, **_describe_what_leaves(person_id, view)
    )


def _describe_what_leaves(person_id: int, view: BadgeView) -> dict[str, object]:
    return {
        "is_signed": current_settings().badge_keys is not None,
        "page": find_open_page(person_id, view.slug),
        "is_in_network": is_badge_shown(person_id, view.slug),
        "naming": find_naming_choice(view.badge.badge_id, person_id),
        "issuer": current_issuer(),
        "actions": ACTIONS,
    }
