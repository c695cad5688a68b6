"""The page of a person's own points: the lines, and the events without points."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.journal.objects import find_object_titles
from app.kernel.access import get_current_person_id, require_permission
from app.people.policies.queries import list_features_off_for_person
from app.people.policies.switches import SwitchableFeature
from app.points import queries
from app.points.account.lines import NoPointsReason

pages = Blueprint("points", __name__)

REASONS = {
    NoPointsReason.SWITCHED_OFF: _l("Les points n’étaient pas utilisés là où vous travaillez."),
    NoPointsReason.CAP_REACHED: _l("Le plafond de la période était déjà atteint."),
}


@pages.get("/me/points")
@require_permission("self.see")
def show_account() -> ResponseReturnValue:
    """The person's balance, lines, remaining allowances, and events without points."""
    me, cursor = get_current_person_id(), request.args.get("after")
    if SwitchableFeature.POINTS in list_features_off_for_person(me):
        return render_template("points/off.html")
    lines = queries.list_account_lines(me, cursor)
    waiting = queries.list_waiting_lines(me)
    titles = find_object_titles([*(line.object for line in lines.items), *(line.object for line in waiting)])
    values = {"lines": lines, "waiting": waiting, "titles": titles, "is_first": not cursor}
    return render_template("points/account.html", **values, **_build_account_context(me))


def _build_account_context(person_id: int) -> dict[str, object]:
    return {
        "points": queries.get_balance(person_id),
        "allowances": queries.list_cap_allowances(person_id),
        "missed": queries.list_recent_events_without_points_by_reason(person_id),
        "reasons": REASONS,
    }
