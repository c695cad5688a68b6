"""The pages on which files of people come in: sent, understood, answered, written and undone; and those of groups."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import RequestEntityTooLarge

from app.kernel.access import get_current_person_id, has_permission, require_permission
from app.people.directory import queries, report
from app.people.directory.columns import COLUMNS
from app.people.directory.encodings import ENCODINGS
from app.people.directory.forms import (
    LONGEST_NAME,
    ImportForm,
    decode_import_form,
    encode_import_form,
    find_zone_fault,
    parse_import_form,
    parse_percentage,
)
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import ImportOutcome
from app.people.directory.service import formats, undo, uploads

pages = Blueprint("directory", __name__, url_prefix="/admin/people")

WRITE = "directory.write"
COLUMN_NAMES = {
    "external_id": _l("Matricule"),
    "email": _l("Adresse e-mail"),
    "given_name": _l("Prénom"),
    "family_name": _l("Nom"),
    "site": _l("Site"),
    "region": _l("Région"),
    "unit": _l("Équipe"),
    "arrived_on": _l("Premier jour"),
    "time_zone": _l("Fuseau horaire du site"),
    "locale": _l("Langue"),
    "manager": _l("Responsable"),
    "job_title": _l("Poste"),
    "left_on": _l("Dernier jour"),
}
NEEDED = frozenset(name for name, column in COLUMNS.items() if column.required)


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """List the latest imports, and offer to send a file."""
    return _render_index()


@pages.post("")
@require_permission(WRITE)
def send_file() -> ResponseReturnValue:
    """Take a file, to be understood and answered on the next page."""
    sent = request.files.get("file")
    content = sent.read() if sent is not None else b""
    if sent is None or not sent.filename or not content:
        is_empty = sent is not None and sent.filename
        return _render_index(error=_("Ce fichier est vide.") if is_empty else _("Choisissez un fichier.")), 422
    kept = formats.find_format(request.form.get("format", ""))
    form = ImportForm() if kept is None else ImportForm(file_format=kept, is_sent=False)
    imported = uploads.store_upload(sent.filename, content, encode_import_form(form), by_id=get_current_person_id())
    return redirect(url_for("directory.show_import", import_id=imported.id))


@pages.get("/<int:import_id>")
@require_permission(WRITE)
def show_import(import_id: int) -> ResponseReturnValue:
    """Show how a file is understood, what it would change and what it asks."""
    imported = queries.get_import(import_id)
    if imported.content is None:
        return redirect(url_for("directory.show_undo", import_id=imported.id))
    form = decode_import_form(imported.answers)
    return _render_import(imported, form, uploads.plan_upload(imported, form.build_options()))


@pages.post("/<int:import_id>")
@require_permission(WRITE)
def answer_or_write_import(import_id: int) -> ResponseReturnValue:
    """Keep the answers and show what they change; or write, when nothing is answered otherwise than was shown."""
    imported = queries.get_import(import_id)
    form = parse_import_form(request.form, decode_import_form(imported.answers))
    is_same = encode_import_form(form) == imported.answers
    uploads.keep_answers(imported, encode_import_form(form))
    if request.form.get("do") != "write" or not is_same or _find_field_faults(form):
        return redirect(url_for("directory.show_import", import_id=imported.id))
    reading = uploads.write_upload(imported, form.build_options(), format_name=form.format_name)
    if imported.written_at is None:
        return _render_import(imported, form, reading), 422
    flash(_("C’est écrit. Pendant trente jours, vous pouvez l’annuler."))
    return redirect(url_for("directory.index"))


@pages.post("/<int:import_id>/discard")
@require_permission(WRITE)
def discard_file(import_id: int) -> ResponseReturnValue:
    """Forget a file that was not written."""
    uploads.delete_upload(queries.get_import(import_id))
    flash(_("Le fichier est oublié. Rien n’a été écrit."))
    return redirect(url_for("directory.index"))


@pages.get("/<int:import_id>/undo")
@require_permission(WRITE)
def show_undo(import_id: int) -> ResponseReturnValue:
    """Show what undoing an import would do, and what it would not."""
    imported = queries.get_import(import_id)
    lines = report.describe_undo(undo.plan_undo(imported), COLUMN_NAMES)
    return render_template("people/import_undo.html", imported=imported, lines=list(lines))


@pages.post("/<int:import_id>/undo")
@require_permission(WRITE)
def undo_import(import_id: int) -> ResponseReturnValue:
    """Undo an import."""
    undo.undo_import(queries.get_import(import_id))
    flash(_("L’import est annulé."))
    return redirect(url_for("directory.index"))


@pages.errorhandler(RequestEntityTooLarge)
def refuse_large_file(wrong: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say at the field that a file is too large: the request is refused before its form is read."""
    if request.endpoint != "directory.send_file" or not has_permission(WRITE):
        return wrong
    return _render_index(error=_("Ce fichier pèse plus de 8 Mo : partagez-le en plusieurs.")), 413


def _render_index(error: str = "") -> str:
    values = {"imports": queries.list_imports(), "formats": formats.list_formats()}
    may = {"may_write_aliases": has_permission("aliases.write"), "may_merge": has_permission("people.merge")}
    return render_template("people/imports.html", error=error, **may, **values)


def _render_import(imported: PeopleImport, form: ImportForm, reading: ImportOutcome) -> str:
    values = {"imported": imported, "form": form, "reading": reading, "is_confirmed": form.is_sent}
    zones = {slug: fault for slug, zone in form.time_zones.items() if zone and (fault := find_zone_fault(zone))}
    texts = {"columns": COLUMN_NAMES, "needed": NEEDED, "encodings": ENCODINGS}
    return render_template(
        "people/import_check.html",
        **values,
        **texts,
        **_build_reading_values(reading),
        zone_faults=zones,
        faults=_find_field_faults(form),
    )


def _find_field_faults(form: ImportForm) -> dict[str, str]:
    """What is wrong with the fields that are no columns, by their names."""
    faults = {}
    if len(form.format_name) > LONGEST_NAME:
        faults["format_name"] = _("Ce nom est trop long : %(most)s caractères au plus.", most=LONGEST_NAME)
    if parse_percentage(form.most_departures) is None:
        faults["most_departures"] = _("Écrivez un nombre entier, de 1 à 100.")
    return faults


def _build_reading_values(reading: ImportOutcome) -> dict[str, object]:
    plan = reading.plan
    return {
        "shown": {column.name: column for column in reading.understanding.columns},
        "problems": list(report.describe_problems(reading.problems, COLUMN_NAMES)),
        "wrong": {problem.column: problem.advice for problem in reversed(reading.problems) if problem.column},
        "lines": [] if plan is None else list(report.describe_plan(plan, COLUMN_NAMES)),
        "questions": [(ask, report.build_rename_question(ask)) for ask in ([] if plan is None else plan.questions)],
    }
