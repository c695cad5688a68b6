"""The pages of those who give badges: what they may give and gave, and the form of a gift."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid, ServiceError
from badges.giving import queries
from badges.giving.service import TypedGift, give_badge_to_typed_person
from badges.service.give import LONGEST_EVIDENCE, LONGEST_REASON, GiftRefused

pages = Blueprint("badge_giving", __name__, url_prefix="/give", template_folder="../templates")

SEE = "badges.see"
FIELDS = ("receiver", "reason", "evidence")


@pages.get("")
@require_permission(SEE)
def index() -> ResponseReturnValue:
    """The badges that the person may give, and what they gave."""
    person_id = get_current_person_id()
    givable, gifts = queries.list_givable_badges(person_id), queries.list_gifts(person_id)
    return render_template("badges/giving.html", givable=givable, gifts=gifts)


@pages.get("/<slug>")
@require_permission(SEE)
def show(slug: str) -> ResponseReturnValue:
    """The form of a gift."""
    return _render_form(slug)


@pages.post("/<slug>")
@require_permission(SEE)
def create_gift(slug: str) -> ResponseReturnValue:
    """Give the badge; who received it reads the reason at once."""
    person_id = get_current_person_id()
    badge = queries.get_givable_badge(person_id, slug).badge
    typed = TypedGift(**{name: request.form.get(name, "") for name in FIELDS})
    give_badge_to_typed_person(badge, person_id, typed)
    flash(_("C’est fait : la personne l’apprend dans ses notifications, avec votre raison."))
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(Invalid)
@pages.errorhandler(GiftRefused)
def show_refusal(error: ServiceError) -> ResponseReturnValue:
    """The form again, with what was typed, and what stands in the way beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    faults = {fault.pointer.removeprefix("/"): fault.detail for fault in error.errors}
    refusal = "" if faults else str(error.detail)
    return _render_form((request.view_args or {})["slug"], faults=faults, refusal=refusal), error.status


def _render_form(slug: str, **shown: object) -> str:
    givable = queries.get_givable_badge(get_current_person_id(), slug)
    longest = {"reason": LONGEST_REASON, "evidence": LONGEST_EVIDENCE}
    return render_template("badges/give.html", givable=givable, typed=request.form, longest=longest, **shown)
