"""The page on which animators see the circles of the last weeks, as shapes."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import require_permission
from badges.thanks.rings.queries import load_ring_overview

pages = Blueprint("thanks_rings", __name__, template_folder="../../templates")


@pages.get("/animation/thanks")
@require_permission("thanks.animate")
def index() -> ResponseReturnValue:
    """The shapes of the last whole weeks: no name, and nothing to do to anybody."""
    return render_template("thanks/rings.html", overview=load_ring_overview())
