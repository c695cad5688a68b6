"""The home page of mentoring, and the page of one round as those read it whom it concerns."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import current_person_id, require_permission
from app.web.cards import fill_cards
from mentoring.cards import CARDS, LEFT
from mentoring.preparation.contents import minutes_left
from mentoring.rounds.rules import rules_of
from mentoring.rounds.states import State
from mentoring.volunteers.queries.involvements import get_involvement, list_involvements
from mentoring.volunteers.queries.volunteers import has_accepted_charter

pages = Blueprint("mentoring", __name__, url_prefix="/mentoring", template_folder="../templates")


@pages.get("")
@require_permission("mentoring.see")
def home() -> ResponseReturnValue:
    """Where one stands: what is proposed, whom one meets, the rounds, and one's wishes."""
    me = current_person_id()
    shown = {
        "cards": fill_cards((*CARDS, LEFT), me),
        "rounds": list_involvements(me),
        "has_charter": has_accepted_charter(me),
    }
    return render_template("mentoring/home.html", **shown, State=State, minutes_left=minutes_left)


@pages.get("/rounds/<slug>")
@require_permission("mentoring.see")
def about(slug: str) -> ResponseReturnValue:
    """One round: why, when, what the calculation looks at and what it ignores, and what it gave back."""
    found = get_involvement(slug, current_person_id())
    return render_template("mentoring/round.html", found=found, rules=rules_of(found.round), State=State)
