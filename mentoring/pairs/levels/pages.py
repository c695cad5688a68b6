"""One's own levels in a pair: read again, corrected, deleted."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from mentoring.pairs.queries.page import get_pair_view, list_levels_of_pair_member
from mentoring.pairs.questions import QuestionMoment
from mentoring.pairs.service import levels
from mentoring.volunteers.preferences import LEVELS

pages = Blueprint("pair_levels", __name__, url_prefix="/mentoring/pairs")


@pages.get("/<int:pair_id>/levels")
@require_permission("self.see")
def show(pair_id: int) -> ResponseReturnValue:
    """The levels that the signed-in person gave."""
    return _render_levels(pair_id)


@pages.post("/<int:pair_id>/levels")
@require_permission("self.change")
def update(pair_id: int) -> ResponseReturnValue:
    """Correct them."""
    try:
        levels.correct_own_levels(get_current_person_id(), pair_id, request.form.to_dict())
    except levels.InvalidLevel as refused:
        wrong = frozenset(error.pointer[1:] for error in refused.errors)
        return _render_levels(pair_id, typed=request.form, wrong=wrong), refused.status
    flash(_("Vos niveaux sont corrigés."))
    return redirect(url_for("pair_levels.show", pair_id=pair_id))


@pages.post("/<int:pair_id>/levels/delete")
@require_permission("self.change")
def destroy(pair_id: int) -> ResponseReturnValue:
    """Delete them."""
    levels.delete_own_levels(get_current_person_id(), pair_id)
    flash(_("Vos niveaux sont effacés, et ne comptent plus dans aucun total."))
    return redirect(url_for("pair_levels.show", pair_id=pair_id))


def _render_levels(pair_id: int, *, typed: Mapping[str, str] | None = None, wrong: frozenset[str] = frozenset()) -> str:
    view = get_pair_view(get_current_person_id(), pair_id)
    rows = list_levels_of_pair_member(pair_id, view.me.id)
    is_closed = QuestionMoment.END.value in view.answers
    shown = {"view": view, "rows": rows, "levels": LEVELS, "smallest": current_settings().smallest_group}
    return render_template("mentoring/levels.html", **shown, is_closed=is_closed, typed=typed or {}, wrong=wrong)
