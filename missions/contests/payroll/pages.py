"""Payroll's pages: the file of a period with the last files that were taken, and the register of a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from zoneinfo import ZoneInfo

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import NotFound
from app.kernel.spreadsheets import UnwritableText
from app.web.languages import get_reader_time_zone
from missions.contests.payroll import queries, service
from missions.contests.payroll.columns import CLASS_NAMES
from missions.contests.payroll.form import (
    ExportForm,
    ExportQuestion,
    list_months,
    make_default_form,
    parse_period_form,
    parse_year_form,
)
from missions.contests.payroll.formats import FORMAT_NAMES, get_content_type
from missions.contests.payroll.register import build_register_page
from missions.contests.prizes.queries import find_first_kept_day

pages = Blueprint("payroll", __name__, url_prefix="/payroll", template_folder="../../templates")

EXPORT = "contests.export"
PAGE_SIZE = 50


class NoSuchYear(NotFound):
    """Nothing is kept of that year, or it has not begun."""


@pages.get("/prizes")
@require_permission(EXPORT)
def show() -> ResponseReturnValue:
    """The form of a file, and the last files that were taken."""
    return _render_period(make_default_form(_find_today()))


@pages.post("/prizes")
@require_permission(EXPORT)
def export_period() -> ResponseReturnValue:
    """Download what was handed over in a period."""
    form = parse_period_form(request.form, oldest=find_first_kept_day(), today=_find_today())
    return _answer_with_file(form, service.export_period, _render_period)


@pages.get("/register")
@require_permission(EXPORT)
def show_register() -> ResponseReturnValue:
    """What each person received in a year, against the ceiling."""
    return _render_register(make_default_form(_find_today()))


@pages.post("/register")
@require_permission(EXPORT)
def export_register() -> ResponseReturnValue:
    """Download the register of a year."""
    form = parse_year_form(request.form, _find_year())
    return _answer_with_file(form, service.export_register, _render_register)


def _answer_with_file(
    form: ExportForm, export: Callable[[ExportQuestion, int], bytes], render_form: Callable[[ExportForm], str]
) -> ResponseReturnValue:
    """The file that the form asks for, or the form again with its faults."""
    if form.question is None:
        return render_form(form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        response = make_response(export(form.question, get_current_person_id()))
    except UnwritableText as unwritable:
        faulty = ExportForm(form.values, {"format": _describe_unwritable(unwritable)})
        return render_form(faulty), HTTPStatus.UNPROCESSABLE_ENTITY
    response.headers["Content-Type"] = get_content_type(form.question.format_name)
    name = f"prizes-{form.question.first_on:%Y-%m}-{form.question.last_on:%Y-%m}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.cache_control.no_store = True
    return response


def _describe_unwritable(unwritable: UnwritableText) -> str:
    text = _(
        "« %(cell)s » contient « %(sign)s », que ce format ne sait pas écrire. Choisissez un format UTF-8, ou le remplacement des lettres s’il n’est pas déjà choisi.",
        cell=unwritable.cell,
        sign=unwritable.sign,
    )
    return str(text)


def _render_period(form: ExportForm) -> str:
    months = list_months(find_first_kept_day(), _find_today())
    exports = queries.list_last_exports()
    return render_template("payroll/prizes.html", form=form, months=months, exports=exports, formats=FORMAT_NAMES)


def _render_register(form: ExportForm) -> str:
    year = _find_year()
    page = build_register_page(queries.list_people_of_year(year), request.args.get("after"), PAGE_SIZE)
    years = range(_find_today().year, find_first_kept_day().year - 1, -1)
    context = {"form": form, "formats": FORMAT_NAMES, "class_names": CLASS_NAMES, "year": year, "years": years}
    return render_template("payroll/register.html", page=page, **context)


def _find_year() -> int:
    """The year of the address, this one without any; NoSuchYear for one of which nothing is kept."""
    newest = _find_today().year
    year = request.args.get("year", newest, type=int)
    if not find_first_kept_day().year <= year <= newest:
        raise NoSuchYear("Nothing is kept of that year.")
    return year


def _find_today() -> date:
    return clock.now().astimezone(ZoneInfo(get_reader_time_zone())).date()
