"""The page of the five signals: what they weigh, what is counted of the person who looks, and the switch."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from badges.ambassadors.signals.queries import COUNTED_EVERY, WEEKS_OF_ANIMATION, read_own_signals
from badges.ambassadors.signals.scoring import SUPPORTED_FROM, WEIGHTS
from badges.ambassadors.signals.service import switch_detection_off, switch_detection_on

pages = Blueprint("ambassador_signals", __name__, url_prefix="/ambassadors/signals", template_folder="../../templates")

SEE = "ambassadors.see"


@pages.get("")
@require_permission(SEE)
def show() -> ResponseReturnValue:
    """The weights, and the person's own signals."""
    rules = {"weights": WEIGHTS, "enough": SUPPORTED_FROM, "weeks": WEEKS_OF_ANIMATION, "every": COUNTED_EVERY.days}
    own = read_own_signals(get_current_person_id())
    values = {"own": own, "smallest": current_settings().smallest_group}
    return render_template("ambassadors/signals.html", decimal=format_decimal, **values, **rules)


@pages.post("/off")
@require_permission(SEE)
def switch_off() -> ResponseReturnValue:
    """Count nothing about the person any more, and forget what was counted."""
    switch_detection_off(get_current_person_id())
    flash(_("La détection est coupée pour vous, et ce qui était compté est effacé."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)


@pages.post("/on")
@require_permission(SEE)
def switch_on() -> ResponseReturnValue:
    """Count again."""
    switch_detection_on(get_current_person_id())
    flash(_("La détection est de nouveau active pour vous. Le prochain calcul se fait dans la journée."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)
