"""The pages on which HR writes a round: step by step, or the whole form at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.messages import ErrorMessage
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
from mentoring.programme.form import (
    DATES,
    LINES,
    WEIGHTS,
    RoundFieldRemark,
    RoundForm,
    build_form_of_new_round,
    draft_from_form,
    encode_form,
    form_from_draft,
    list_field_remarks,
    list_slugs_of_names,
    parse_day_or_none,
    parse_form,
)
from mentoring.programme.queries import read_region_site_unit_names
from mentoring.programme.writing import service
from mentoring.programme.writing.steps import STEPS, RoundStep, WrittenRound
from mentoring.rounds.draft import draft_from_round
from mentoring.rounds.queries import get_round
from mentoring.rounds.service import RoundChangedElsewhere, WrongRoundState
from mentoring.rounds.states import RoundState

pages = Blueprint("round_writing", __name__, url_prefix="/hr/programmes")

WRITE = "mentoring.write"
Remarks = Mapping[str, RoundFieldRemark | ErrorMessage]


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """The steps of a new round."""
    return _show_step(_build_new_round(), otherwise=RoundStep.TEXT)


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Keep a step of a new round, or save it as a draft; the form comes back with remarks."""
    return _update_step(_build_new_round())


@pages.get("/<slug>/edit")
@require_permission(WRITE)
def edit(slug: str) -> ResponseReturnValue:
    """What was answered, each part with the way to change it."""
    return _show_step(_read_written_round(slug), otherwise=RoundStep.CHECK)


@pages.post("/<slug>/edit")
@require_permission(WRITE)
def update(slug: str) -> ResponseReturnValue:
    """Keep a step of a draft, or save the draft; the form comes back with remarks."""
    return _update_step(_read_written_round(slug))


def _build_new_round() -> WrittenRound:
    return WrittenRound(round=None, written=encode_form(build_form_of_new_round(clock.now().date())))


def _read_written_round(slug: str) -> WrittenRound:
    round_ = get_round(slug)
    if round_.state != RoundState.DRAFT:
        raise WrongRoundState("The round is open: what people volunteered for does not change under them.")
    fields = encode_form(form_from_draft(draft_from_round(round_), read_region_site_unit_names()))
    return WrittenRound(round=round_, written=fields)


def _show_step(written: WrittenRound, *, otherwise: RoundStep) -> ResponseReturnValue:
    step = read_step_name(STEPS, otherwise=otherwise)
    kept = find_unsaved_answers(get_current_person_id(), written)
    remarks = _list_remarks(kept.answers, step) if "check" in request.args else {}
    shown = {"saved_at": kept.saved_at, "base": kept.base, "is_overtaken": kept.base != written.base}
    return _render_step(written, step, kept.answers, remarks=remarks, **shown)


def _update_step(written: WrittenRound) -> ResponseReturnValue:
    """Keeps what was posted, or drops everything that was kept."""
    if request.form.get("do") == "discard":
        return _drop_answers(written)
    fields = encode_form(parse_form(request.form.to_dict(flat=False)))
    return update_step(_build_step_pages(written), {**fields, BASE: request.form.get("base", "")})


def _build_step_pages(written: WrittenRound) -> StepPages:
    person_id = get_current_person_id()
    return StepPages(
        steps=STEPS,
        keep=partial(keep_answers, person_id, written, steps=STEPS),
        read=lambda: find_unsaved_answers(person_id, written).answers,
        render=partial(_render_step, written),
        follow=partial(_follow_button, written),
    )


def _drop_answers(written: WrittenRound) -> ResponseReturnValue:
    service.drop_answers(written, get_current_person_id())
    flash(_("Ces réponses sont abandonnées. Ce qui était enregistré reste."))
    slug = written.round.slug if written.round else None
    return redirect(url_for("programmes.show", slug=slug) if slug else url_for("programmes.index"))


def _follow_button(written: WrittenRound, step: str, answers: Answers) -> ResponseReturnValue:
    do = request.form.get("do", SAVE)
    if do == AUTOSAVE:
        return render_autosaved()
    if do == BACK:
        return redirect(_build_address(written, STEPS.neighbour_of_step(step, -1)))
    remarks = _list_remarks(answers, step if do == NEXT else WHOLE)
    if remarks:
        tokens = {**read_posted_step_tokens(), "base": request.form.get("base", "")}
        return _render_step(written, step, answers, remarks=remarks, **tokens), 422
    if do == NEXT:
        return redirect(_build_address(written, STEPS.neighbour_of_step(step, 1)))
    return _save_answers(written, step, answers)


def _save_answers(written: WrittenRound, step: str, answers: Answers) -> ResponseReturnValue:
    draft = draft_from_form(_parse_answers(answers), read_region_site_unit_names())
    base = request.form.get("base", "")
    try:
        saved = service.save_answers_as_draft(written, get_current_person_id(), draft, base=base)
    except RoundChangedElsewhere as refused:
        return _render_step(written, step, answers, refused="person"), refused.status
    flash(_("Le brouillon est enregistré. Personne ne le voit avant l’ouverture."))
    return redirect(url_for("programmes.show", slug=saved.slug))


def _list_remarks(answers: Answers, step: str) -> Remarks:
    """The remarks on the fields of a step."""
    remarks = list_field_remarks(_parse_answers(answers), read_region_site_unit_names())
    return {name: remark for name, remark in remarks.items() if STEPS.is_field_of_step(name, step)}


def _parse_answers(answers: Answers) -> RoundForm:
    return parse_form({name: values for name, values in answers.items() if isinstance(values, list)})


def _render_step(
    written: WrittenRound, step: str, answers: Answers, *, remarks: Remarks | None = None, **shown: object
) -> Response:
    """The page of a step. `saved_at`, `refused`, and the tokens of a page that is shown again may be given."""
    values: dict[str, object] = {"round": written.round, "remarks": remarks or {}, "steps": STEPS, "Step": RoundStep}
    values |= {"address": partial(_build_address, written), "base": written.base}
    form, tokens = _build_form(answers), build_step_tokens(STEPS, answers, step)
    return make_unstored_response(render_template("programmes/form.html", **{**values, **form, **tokens, **shown}))


def _build_form(answers: Answers) -> dict[str, object]:
    """The form, with its days and places as far as they can be read."""
    names, form = read_region_site_unit_names(), _parse_answers(answers)
    chosen = {name: list_slugs_of_names(form[name], getattr(names, name)) for name in LINES}
    days = {name: parse_day_or_none(form[name]) for name in DATES}
    return {"form": form, "names": names, "chosen": chosen, "days": days, "weights": WEIGHTS}


def _build_address(written: WrittenRound, step: str, *, check: bool = False) -> str:
    """The page of a step; with its mistakes shown, if `check`."""
    with_mistakes = "1" if check else None
    if written.round is None:
        return url_for(".new", step=step, check=with_mistakes)
    return url_for(".edit", slug=written.round.slug, step=step, check=with_mistakes)
