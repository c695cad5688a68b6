"""The pages on which a mission is written: which kind, then step by step, or the whole form at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from app.kernel.errors import FieldError, Invalid
from app.people.form_drafts.answers import BASE, find_unsaved_answers, keep_answers
from app.people.form_drafts.steps import WHOLE, Answers
from app.web.form_steps import (
    AUTOSAVE,
    BACK,
    NEXT,
    SAVE,
    StepPages,
    build_step_tokens,
    make_unstored_response,
    read_posted_step_tokens,
    read_step_name,
    render_autosaved,
    update_step,
)
from app.web.forms.form_fields import FormContext, iterate_wrong_fields
from app.web.forms.reading import move_or_remove_row
from app.web.languages import get_reader_time_zone
from missions import queries as missions
from missions.authoring import queries
from missions.authoring.drafts import encode_mission_version, parse_mission_draft
from missions.authoring.mission_forms import build_mission_form, is_slug_rewritten, parse_posted_mission
from missions.authoring.preview.queries import preview_mission_on_last_month
from missions.authoring.preview.summary import NoPreviewReason
from missions.authoring.writing import service
from missions.authoring.writing.service import name_answers
from missions.authoring.writing.steps import FIRST_ANSWERS, STEPS, MissionStep, WrittenMission
from missions.kind import MissionKind, get_mission_kind, mission_kinds

pages = Blueprint("mission_writing", __name__, url_prefix="/hr/missions")

WRITE = "missions.write"


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """Which kind, then the steps of its form."""
    kind = mission_kinds().get(request.args.get("kind", ""))
    if kind is None:
        values = {"kinds": mission_kinds().values(), "was_not_chosen": "chosen" in request.args}
        return render_template("authoring/kinds.html", **values), 422 if values["was_not_chosen"] else 200
    return _show_step(_build_new_mission(kind), otherwise=MissionStep.TEXT)


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Keep a step of a new mission, or save it as a draft; the form comes back with what is wrong."""
    return _update_step(_build_new_mission(get_mission_kind(request.values.get("kind", ""))))


@pages.get("/<slug>/edit")
@require_permission(WRITE)
def edit(slug: str) -> ResponseReturnValue:
    """What was answered, each part with the way to change it."""
    return _show_step(_read_written_mission(slug), otherwise=MissionStep.CHECK)


@pages.post("/<slug>/edit")
@require_permission(WRITE)
def update(slug: str) -> ResponseReturnValue:
    """Keep a step of the next version, or save it as a draft; the form comes back with what is wrong."""
    return _update_step(_read_written_mission(slug))


def _build_new_mission(kind: MissionKind) -> WrittenMission:
    return WrittenMission(kind=kind, mission=None, written=FIRST_ANSWERS)


def _read_written_mission(slug: str) -> WrittenMission:
    mission = missions.get_mission(slug)
    newest = missions.list_versions(mission)[0]
    written = encode_mission_version(slug, newest)
    return WrittenMission(kind=get_mission_kind(newest.kind), mission=mission, written=written)


def _show_step(written: WrittenMission, *, otherwise: MissionStep) -> ResponseReturnValue:
    step = read_step_name(STEPS, otherwise=otherwise)
    kept = find_unsaved_answers(get_current_person_id(), written)
    errors = _list_errors(written, kept.answers, step) if "check" in request.args else ()
    shown = {"saved_at": kept.saved_at, "base": kept.base, "is_overtaken": kept.base != written.base}
    return _render_step(written, step, kept.answers, errors=errors, **shown)


def _update_step(written: WrittenMission) -> ResponseReturnValue:
    """Keeps what was posted, or drops everything that was kept."""
    if request.form.get("do") == "discard":
        return _drop_answers(written)
    raw = parse_posted_mission(written.kind, request.form.to_dict(flat=False), get_reader_time_zone())
    raw = move_or_remove_row(raw, request.form["move"]) if "move" in request.form else raw
    return update_step(_build_step_pages(written), {**raw, BASE: request.form.get("base", "")})


def _build_step_pages(written: WrittenMission) -> StepPages:
    person_id = get_current_person_id()
    return StepPages(
        steps=STEPS,
        keep=partial(keep_answers, person_id, written, steps=STEPS),
        read=lambda: find_unsaved_answers(person_id, written).answers,
        render=partial(_render_step, written),
        follow=partial(_follow_button, written),
    )


def _drop_answers(written: WrittenMission) -> ResponseReturnValue:
    service.drop_answers(written, get_current_person_id())
    flash(_("Ces réponses sont abandonnées. Ce qui était enregistré reste."))
    slug = written.mission.slug if written.mission else None
    return redirect(url_for("authoring.show", slug=slug) if slug else url_for("authoring.index"))


def _follow_button(written: WrittenMission, step: str, answers: Answers) -> ResponseReturnValue:
    do = request.form.get("do", SAVE)
    if do == AUTOSAVE:
        return render_autosaved()
    if do == BACK or "move" in request.form:
        return _go_back_or_show_rows(written, step, answers, do)
    errors = _list_errors(written, answers, step if do == NEXT else WHOLE)
    if errors:
        return _render_refused_step(written, step, answers, errors=errors)
    if do == NEXT:
        return redirect(_build_address(written, STEPS.neighbour_of_step(step, 1)))
    return _preview_answers(written, step, answers) if do == "preview" else _save_answers(written, step, answers)


def _go_back_or_show_rows(written: WrittenMission, step: str, answers: Answers, do: str) -> ResponseReturnValue:
    """Nothing is checked: the answers are kept with their mistakes."""
    if do == BACK:
        return redirect(_build_address(written, STEPS.neighbour_of_step(step, -1)))
    return _render_step(written, step, answers)


def _preview_answers(written: WrittenMission, step: str, answers: Answers) -> ResponseReturnValue:
    slug, mission_draft = parse_mission_draft(name_answers(written, answers))
    return _render_step(written, step, answers, preview=preview_mission_on_last_month(slug, mission_draft))


def _save_answers(written: WrittenMission, step: str, answers: Answers) -> ResponseReturnValue:
    base = request.form.get("base", "")
    try:
        slug = service.save_answers_as_draft(written, get_current_person_id(), answers, base=base)
    except service.MissionChangedElsewhere as refused:
        return _render_step(written, step, answers, refused="person"), refused.status
    except Invalid as refused:
        return _render_refused_step(written, step, answers, errors=refused.errors)
    flash(_("Le brouillon est enregistré. Personne ne le voit avant sa publication."))
    if is_slug_rewritten(answers.get("slug"), slug):
        flash(_("L’adresse s’écrit « %(slug)s » : lettres sans accent, chiffres et traits d’union.", slug=slug))
    is_checked = request.form.get("do") == "check"
    return redirect(url_for("authoring.show_publication_check" if is_checked else "authoring.show", slug=slug))


def _list_errors(written: WrittenMission, answers: Answers, step: str) -> tuple[FieldError, ...]:
    """What is wrong with the answers of a step."""
    try:
        parse_mission_draft(name_answers(written, answers))
    except Invalid as wrong:
        return tuple(error for error in wrong.errors if STEPS.is_field_of_step(error.pointer, step))
    return ()


def _render_refused_step(
    written: WrittenMission, step: str, answers: Answers, *, errors: Sequence[FieldError]
) -> ResponseReturnValue:
    tokens = {**read_posted_step_tokens(), "base": request.form.get("base", "")}
    return _render_step(written, step, answers, errors=errors, **tokens), 422


def _render_step(
    written: WrittenMission, step: str, answers: Answers, *, errors: Sequence[FieldError] = (), **shown: object
) -> Response:
    """The page of a step. `preview`, `saved_at`, `refused`, and the tokens of a page that is shown again may be given."""
    values: dict[str, object] = {
        "kind": written.kind,
        "mission": written.mission,
        "raw": answers,
        "errors": errors,
        "base": written.base,
    }
    values |= {"address": partial(_build_address, written), "smallest": current_settings().smallest_group}
    names = {"steps": STEPS, "Step": MissionStep, "NoPreviewReason": NoPreviewReason}
    form, tokens = _build_form(written, step, answers, errors), build_step_tokens(STEPS, answers, step)
    page = render_template("authoring/form.html", **{**values, **names, **form, **tokens, **shown})
    return make_unstored_response(page)


def _build_form(
    written: WrittenMission, step: str, answers: Answers, errors: Sequence[FieldError]
) -> dict[str, object]:
    """The fields of the form, and those of other steps that have errors (`elsewhere`)."""
    context = FormContext(errors=errors, choices=queries.list_form_choices(), zone=get_reader_time_zone())
    form = build_mission_form(written.kind, answers, context)
    wrong = [field for field in iterate_wrong_fields(form.values()) if not STEPS.is_field_of_step(field.name, step)]
    return {"form": form, "elsewhere": wrong}


def _build_address(written: WrittenMission, step: str, *, check: bool = False) -> str:
    """The page of a step; with its mistakes shown, if `check`."""
    with_mistakes = "1" if check else None
    if written.mission is None:
        return url_for(".new", kind=written.kind.name, step=step, check=with_mistakes)
    return url_for(".edit", slug=written.mission.slug, step=step, check=with_mistakes)
