"""The first page of each space: it knows no feature, and shows what each says there."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import require_permission
from app.web.spaces.overview import load_space_overview
from app.web.spaces.sheet import encode_space_as_csv

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


@pages.get("/transparency.csv")
@require_permission("transparency.see")
def export_transparency() -> ResponseReturnValue:
    """Download what the page of transparency says, in the reader's language."""
    answer = Response(encode_space_as_csv(load_space_overview("transparency")), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="transparency.csv"'
    answer.cache_control.no_store = True
    return answer


@pages.get("/payroll")
@require_permission("payroll.see")
def show_payroll() -> ResponseReturnValue:
    """What was handed over, and when payroll took it last."""
    return _render_space("payroll")


def _render_space(space: str) -> str:
    return render_template("spaces/space.html", overview=load_space_overview(space))
