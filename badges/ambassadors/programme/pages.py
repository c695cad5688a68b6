"""The form on which HR writes the rules and texts of the programme."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.journal.objects import list_object_choices
from app.kernel import problems
from app.kernel.access import require_permission
from app.kernel.errors import FieldError, Invalid
from app.kernel.schema import JsonObject
from app.web.forms.controls import FormChoice
from app.web.forms.form_fields import FormContext, build_form_fields
from app.web.forms.reading import parse_posted_object
from app.web.languages import get_reader_time_zone
from badges.ambassadors.fields import ProgrammeSchema
from badges.ambassadors.programme.service import save_programme
from badges.ambassadors.queries import read_programme

pages = Blueprint(
    "ambassador_programme", __name__, url_prefix="/hr/ambassadors/rules", template_folder="../../templates"
)

WRITE = "ambassadors.write"


@pages.get("")
@require_permission(WRITE)
def edit() -> ResponseReturnValue:
    """The rules and texts in force."""
    return _render_form(vars(read_programme()))


@pages.post("")
@require_permission(WRITE)
def update() -> ResponseReturnValue:
    """Keep the rules and texts."""
    save_programme(_read_posted_programme())
    flash(_("C’est enregistré : ces règles valent dès maintenant."))
    return redirect(url_for("ambassador_desk.index"), HTTPStatus.SEE_OTHER)


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The form again, with what was typed, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return _render_form(_read_posted_programme(), errors=error.errors), error.status


def _read_posted_programme() -> JsonObject:
    return parse_posted_object(ProgrammeSchema(), request.form.to_dict(flat=False), zone=get_reader_time_zone())


def _render_form(raw: JsonObject, errors: Sequence[FieldError] = ()) -> str:
    paths = [FormChoice(slug, title) for slug, title in list_object_choices("path").items()]
    context = FormContext(errors=errors, choices={"paths": paths})
    return render_template("ambassadors/rules.html", form=build_form_fields(ProgrammeSchema(), raw, context))
