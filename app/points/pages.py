"""The page of one's own points: every line and why, and why not."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.journal.objects import find_object_titles
from app.kernel.access import current_person_id, require_permission
from app.people.policies.queries import list_features_off
from app.people.policies.switches import SwitchableFeature
from app.points import queries
from app.points.account import Reason

pages = Blueprint("points", __name__)

REASONS = {
    Reason.SWITCHED_OFF: _l("Les points n’étaient pas utilisés là où vous travaillez."),
    Reason.OUTSIDE_HOURS: _l("C’était en dehors des heures de travail, et votre temps libre est à vous."),
    Reason.CAP_REACHED: _l("Le plafond de la période était déjà atteint."),
}


@pages.get("/me/points")
@require_permission("self.see")
def mine() -> ResponseReturnValue:
    """My balance, my lines, what caps still allow, and what earned nothing."""
    me, cursor = current_person_id(), request.args.get("after")
    if SwitchableFeature.POINTS in list_features_off(me):
        return render_template("points/off.html")
    lines = queries.lines_of(me, cursor)
    titles = find_object_titles(line.object for line in lines.items)
    return render_template("points/mine.html", lines=lines, titles=titles, is_first=not cursor, **_told(me))


def _told(person_id: int) -> dict[str, object]:
    return {
        "points": queries.balance_of(person_id),
        "allowances": queries.allowances_of(person_id),
        "missed": queries.missed_by(person_id),
        "hours": queries.hours_for(person_id),
        "reasons": REASONS,
    }
