"""The pages of thanks: what a person received, gave and may read, and the form of three fields."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid, ServiceError
from badges.thanks.queries.given import count_thanks_left, draw_submission, list_given_thanks
from badges.thanks.queries.thanks import list_received_thanks, list_shown_thanks
from badges.thanks.refusals.queries import list_refused_givers, refuses_all_thanks
from badges.thanks.service import choose
from badges.thanks.service.give import (
    LONGEST,
    ThanksRefused,
    TypedThanks,
    give_thanks_to_typed_person,
    take_back_thanks,
)
from badges.thanks.week import MOST_A_WEEK

pages = Blueprint("thanks", __name__, url_prefix="/thanks", template_folder="../templates")

SEE = "thanks.see"
FIELDS = ("receiver", "reason", "effect", "submission")


@pages.get("")
@require_permission(SEE)
def index() -> ResponseReturnValue:
    """What the person received, gave lately, and what colleagues show them."""
    person_id = get_current_person_id()
    own = {"received": list_received_thanks(person_id), "given": list_given_thanks(person_id)}
    others = {"shown": list_shown_thanks(person_id), "refuses": refuses_all_thanks(person_id)}
    return render_template("thanks/index.html", **own, **others, refused_givers=list_refused_givers(person_id))


@pages.get("/new")
@require_permission(SEE)
def new() -> ResponseReturnValue:
    """The form; `to` fills in whom."""
    return _render_form({"receiver": request.args.get("to", "")})


@pages.post("/new")
@require_permission(SEE)
def create() -> ResponseReturnValue:
    """Give thanks; the receiver is told when they can no longer be taken back."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    typed["submission"] = typed["submission"] or draw_submission()
    give_thanks_to_typed_person(get_current_person_id(), TypedThanks(**typed))
    flash(_("C’est fait. La personne l’apprend dans dix minutes ; d’ici là, vous pouvez l’annuler."))
    return _redirect_to_index("h-given")


@pages.post("/<int:thanks_id>/take-back")
@require_permission(SEE)
def take_back(thanks_id: int) -> ResponseReturnValue:
    """Let thanks never have been given."""
    take_back_thanks(get_current_person_id(), thanks_id)
    flash(_("C’est annulé : personne n’en a rien su."))
    return _redirect_to_index("h-given")


@pages.post("/<int:thanks_id>/audience")
@require_permission(SEE)
def choose_audience(thanks_id: int) -> ResponseReturnValue:
    """Let the receiver choose who reads these thanks."""
    choose.choose_audience(get_current_person_id(), thanks_id, request.form.get("audience", ""))
    flash(_("C’est enregistré."))
    return _redirect_to_index(f"thanks-{thanks_id}")


@pages.post("/<int:thanks_id>/remove")
@require_permission(SEE)
def remove_thanks(thanks_id: int) -> ResponseReturnValue:
    """Put received thanks away, and with `giver` receive no more from who gave them."""
    act = choose.refuse_giver_of_thanks if "giver" in request.form else choose.remove_thanks
    act(get_current_person_id(), thanks_id)
    flash(_("C’est supprimé de votre page. Personne n’en est informé."))
    return _redirect_to_index("h-received")


@pages.errorhandler(Invalid)
@pages.errorhandler(ThanksRefused)
def show_refusal(error: ServiceError) -> ResponseReturnValue:
    """The form again, with what was typed; elsewhere the page, with what stands in the way."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    if request.endpoint != "thanks.create":
        flash(str(error.detail), "refused")
        return _redirect_to_index("h-given")
    faults = {fault.pointer.removeprefix("/"): fault.detail for fault in error.errors}
    refusal = "" if faults else str(error.detail)
    return _render_form(request.form, faults=faults, refusal=refusal), error.status


def _render_form(typed: dict[str, str], **shown: object) -> str:
    submission = typed.get("submission") or draw_submission()
    left = count_thanks_left(get_current_person_id())
    counted = {"left": left, "most": MOST_A_WEEK, "longest": LONGEST}
    return render_template("thanks/form.html", typed=typed, submission=submission, **counted, **shown)


def _redirect_to_index(anchor: str) -> ResponseReturnValue:
    return redirect(url_for(".index", _anchor=anchor), HTTPStatus.SEE_OTHER)
