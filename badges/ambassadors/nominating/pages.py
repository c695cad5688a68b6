"""The page on which a colleague is proposed, and a nomination withdrawn."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import Invalid, ServiceError
from badges.ambassadors import queries as ambassadors
from badges.ambassadors.nominating import queries, service

pages = Blueprint("nominations", __name__, url_prefix="/ambassadors/nominate", template_folder="../../templates")

SEE = "ambassadors.see"


@pages.get("")
@require_permission(SEE)
def show() -> ResponseReturnValue:
    """The form, and whom the person proposed within a year."""
    return _render_page()


@pages.post("")
@require_permission(SEE)
def create_nomination() -> ResponseReturnValue:
    """Propose a colleague; nobody is told of it."""
    typed = {name: request.form.get(name, "") for name in ("colleague", "sentence")}
    service.nominate_typed_person(get_current_person_id(), service.TypedNomination(**typed))
    flash(_("C’est noté. Votre phrase reste privée tant que cette personne n’a pas accepté."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)


@pages.post("/<int:nomination_id>/withdraw")
@require_permission(SEE)
def withdraw_nomination(nomination_id: int) -> ResponseReturnValue:
    """Take a nomination back, with what was written."""
    service.withdraw_nomination(get_current_person_id(), nomination_id)
    flash(_("Votre proposition est retirée, avec ce que vous aviez écrit."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(Invalid)
@pages.errorhandler(service.NotParticipating)
def show_refusal(error: ServiceError) -> ResponseReturnValue:
    """The form again, with what was typed, and what stands in the way beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    faults = {fault.pointer.removeprefix("/"): fault.detail for fault in error.errors}
    return _render_page(faults=faults, must_join=not faults), error.status


def _render_page(**shown: object) -> str:
    own = queries.list_written_nominations(get_current_person_id())
    rules = {"programme": ambassadors.read_programme(), "longest": service.LONGEST_SENTENCE}
    most = service.MOST_NOMINATIONS
    return render_template(
        "ambassadors/nominate.html", own=own, typed=request.form, most=most, **{"faults": {}, **rules, **shown}
    )
