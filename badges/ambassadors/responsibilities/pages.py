"""The page of earned responsibilities: public criteria, what each opens, and the reader's own level."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from badges.ambassadors.queries import find_term, read_programme
from badges.ambassadors.signals.queries import WEEKS_OF_ANIMATION, has_refused, read_own_level
from badges.ambassadors.signals.responsibility import LEAST_HELPED, LEAST_WEEKS

pages = Blueprint(
    "responsibilities", __name__, url_prefix="/ambassadors/responsibilities", template_folder="../../templates"
)


@pages.get("")
@require_permission("ambassadors.see")
def show() -> ResponseReturnValue:
    """What earns each responsibility, and the person's own."""
    person_id = get_current_person_id()
    rules = {"helped": LEAST_HELPED, "weeks": LEAST_WEEKS, "animated_weeks": WEEKS_OF_ANIMATION}
    own = {"own": read_own_level(person_id), "is_off": has_refused(person_id), "term": find_term(person_id)}
    return render_template("ambassadors/responsibilities.html", programme=read_programme(), **rules, **own)
