"""The page that answers "why, or why not?" to a person about one of their missions."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from app.journal.event_labels import ACTIONS
from app.journal.objects import find_object_titles
from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.polling import is_poll, respond_still_waiting, respond_with_next_page
from missions.progress.person_mission import MissionState
from missions.progress.queries import get_person_mission
from missions.why.queries import list_judged_facts
from missions.why.reasons import list_completion_conditions

pages = Blueprint("why", __name__, template_folder="../templates")


@pages.get("/missions/<slug>/why")
@require_permission("self.see")
def show_conditions(slug: str) -> ResponseReturnValue:
    """What my completion needs, what holds, and what I did that counted or did not."""
    person_id, now = get_current_person_id(), clock.now()
    mission = get_person_mission(person_id, slug)
    facts = list_judged_facts(person_id, slug)
    if is_poll():
        here = url_for("why.show_conditions", slug=slug)
        return respond_with_next_page(here) if facts else respond_still_waiting()
    values = {"mission": mission, "conditions": list_completion_conditions(mission, now), "facts": facts}
    titles = find_object_titles(fact.object for fact in facts)
    return render_template("missions/why.html", **values, titles=titles, actions=ACTIONS, now=now, State=MissionState)
