"""The home page of mentoring, and the page of one round for the people it concerns."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from app.people.form_drafts.queries import read_draft_times
from app.people.pauses.queries import find_pause_of_person
from app.web.cards import iterate_filled_cards
from mentoring.cards import CARDS, UNMATCHED_CARD
from mentoring.preparation.contents import count_reading_minutes_left
from mentoring.rounds.rules import build_round_rules, compute_least_shared_days
from mentoring.rounds.states import RoundState
from mentoring.volunteers.queries.involvements import get_involvement, list_involvements
from mentoring.volunteers.queries.volunteers import has_accepted_charter
from mentoring.wishes.queries import DRAFT_PREFIX

pages = Blueprint("mentoring", __name__, url_prefix="/mentoring", template_folder="../templates")


@pages.get("")
@require_permission("mentoring.see")
def index() -> ResponseReturnValue:
    """The person's proposals, pairs, rounds and wishes."""
    me = get_current_person_id()
    shown = {
        "cards": iterate_filled_cards((*CARDS, UNMATCHED_CARD), me),
        "rounds": list_involvements(me),
        "pause": find_pause_of_person(me),
        "has_charter": has_accepted_charter(me),
        "drafts": read_draft_times(me, DRAFT_PREFIX),
    }
    return render_template("mentoring/home.html", **shown, State=RoundState, minutes_left=count_reading_minutes_left)


@pages.get("/rounds/<slug>")
@require_permission("mentoring.see")
def show_round(slug: str) -> ResponseReturnValue:
    """One round: its reason, dates, rules of matching and published results."""
    involvement = get_involvement(slug, get_current_person_id())
    return render_template(
        "mentoring/round.html",
        involvement=involvement,
        rules=build_round_rules(involvement.round),
        least_days=compute_least_shared_days(involvement.round, involvement.today),
        State=RoundState,
    )
