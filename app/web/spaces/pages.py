"""The first page of each space: it knows no feature, and shows what each says there."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import require_permission
from app.web.spaces.overview import load_space_overview

pages = Blueprint("spaces", __name__)


@pages.get("/hr")
@require_permission("hr.see")
def show_hr() -> ResponseReturnValue:
    """What waits for HR, and what runs."""
    return _render_space("hr")


@pages.get("/animation")
@require_permission("animation.see")
def show_animation() -> ResponseReturnValue:
    """What waits for animators and ambassadors, and what runs."""
    return _render_space("animation")


@pages.get("/admin")
@require_permission("admin.see")
def show_admin() -> ResponseReturnValue:
    """What is connected, and what needs a hand."""
    return _render_space("admin")


@pages.get("/transparency")
@require_permission("transparency.see")
def show_transparency() -> ResponseReturnValue:
    """What is measured, by which rules, who sees it and how long it is kept."""
    return _render_space("transparency")


def _render_space(space: str) -> str:
    return render_template("spaces/space.html", overview=load_space_overview(space))
