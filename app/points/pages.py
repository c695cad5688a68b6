"""The page of a person's own points: the lines, and the events without points."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.journal.objects import find_object_titles
from app.kernel.access import get_current_person_id, require_permission
from app.people.accounts.identify import find_signed_in_person_for_page_header
from app.people.policies.switches import SwitchableFeature
from app.points.account.lines import NoPointsReason
from app.points.account.queries import load_account_page

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
    if SwitchableFeature.POINTS in _list_features_off_for_reader():
        return render_template("points/off.html")
    account = load_account_page(me, cursor)
    titles = find_object_titles(
        [*(line.object for line in account.lines.items), *(line.object for line in account.waiting)]
    )
    return render_template("points/account.html", account=account, titles=titles, is_first=not cursor, reasons=REASONS)


def _list_features_off_for_reader() -> frozenset[str]:
    reader = find_signed_in_person_for_page_header()
    return frozenset() if reader is None else reader.features_off
