"""The page that answers "why not me?" to a person about a badge that they do not have."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.journal.event_labels import ACTIONS
from app.journal.objects import find_object_titles
from app.journal.verdicts import FactVerdict, JudgedFact
from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from badges.collection.queries import get_badge_view
from badges.collection.views import BadgeView
from badges.criterion import criteria_by_name
from badges.why.queries import list_judged_facts, read_badge_circumstances
from badges.why.reasons import list_award_conditions

pages = Blueprint("badge_why", __name__, template_folder="../templates")


@pages.get("/badges/<slug>/why")
@require_permission("badges.see")
def show_conditions(slug: str) -> ResponseReturnValue:
    """What my award needs, what holds, and what I did that counted or did not."""
    person_id = get_current_person_id()
    view = get_badge_view(person_id, slug)
    if view.awarded_at is not None:
        return redirect(url_for("badges.show_badge", slug=slug))
    around, facts = read_badge_circumstances(person_id, view), list_judged_facts(person_id, view)
    conditions = list_award_conditions(view, around, clock.now())
    values = {"view": view, "around": around, "conditions": conditions, "facts": facts}
    return render_template("badges/why.html", **values, **_describe_objects(view, facts), actions=ACTIONS)


def _describe_objects(view: BadgeView, facts: Sequence[JudgedFact]) -> dict[str, object]:
    """What the badge and these facts are about, by their titles, and what of it is done; badges that it takes are listed by themselves."""
    objects = view.required_objects if view.badge.counted_kinds else ()
    return {
        "objects": objects,
        "titles": find_object_titles([*objects, *(fact.object for fact in facts)]),
        "done": {fact.object for fact in facts if fact.verdict is FactVerdict.COUNTED},
        "label": criteria_by_name()[view.badge.criterion].label,
    }
