"""The pages on which a badge is written: which criterion, then its form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import FieldError, Invalid
from app.people.form_drafts.answers import BASE, find_unsaved_answers, keep_answers
from app.people.form_drafts.steps import WHOLE, Answers
from app.web.form_steps import (
    AUTOSAVE,
    SAVE,
    StepPages,
    build_step_tokens,
    make_unstored_response,
    read_posted_step_tokens,
    render_autosaved,
    update_step,
)
from app.web.forms.form_fields import FormContext, FormFields
from app.web.languages import get_reader_time_zone
from badges import queries as badges
from badges.authoring import queries
from badges.authoring.drafts import encode_badge_version
from badges.authoring.form import build_badge_form, parse_posted_badge
from badges.authoring.writing import service
from badges.authoring.writing.drafts import STEPS, WrittenBadge
from badges.criterion import BadgeCriterion, criteria_by_name, get_criterion
from badges.medal import ICON_NAMES, OUTLINES

pages = Blueprint("badge_writing", __name__, url_prefix="/hr/badges")

WRITE = "badges.write"


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """Which criterion, then the form."""
    criterion = criteria_by_name().get(request.args.get("criterion", ""))
    if criterion is None:
        values = {"criteria": criteria_by_name().values(), "was_not_chosen": "chosen" in request.args}
        return render_template("badge_authoring/criteria.html", **values), 422 if values["was_not_chosen"] else 200
    return _show_form(_build_new_badge(criterion))


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Keep the answers of a new badge, or save them as a draft; the form comes back with what is wrong."""
    return _update_form(_build_new_badge(get_criterion(request.values.get("criterion", ""))))


@pages.get("/<slug>/edit")
@require_permission(WRITE)
def edit(slug: str) -> ResponseReturnValue:
    """The form of the next version."""
    return _show_form(_read_written_badge(slug))


@pages.post("/<slug>/edit")
@require_permission(WRITE)
def update(slug: str) -> ResponseReturnValue:
    """Keep the answers of the next version, or save them as a draft; the form comes back with what is wrong."""
    return _update_form(_read_written_badge(slug))


def _build_new_badge(criterion: BadgeCriterion) -> WrittenBadge:
    return WrittenBadge(criterion=criterion, badge=None, written={})


def _read_written_badge(slug: str) -> WrittenBadge:
    badge = badges.get_badge(slug)
    newest = queries.get_newest_version(badge)
    written = encode_badge_version(slug, newest)
    return WrittenBadge(criterion=get_criterion(newest.criterion), badge=badge, written=written)


def _show_form(written: WrittenBadge) -> ResponseReturnValue:
    kept = find_unsaved_answers(get_current_person_id(), written)
    is_overtaken = kept.base != written.base
    return _render_form(written, WHOLE, kept.answers, saved_at=kept.saved_at, base=kept.base, is_overtaken=is_overtaken)


def _update_form(written: WrittenBadge) -> ResponseReturnValue:
    """Keeps what was posted, or drops everything that was kept."""
    if request.form.get("do") == "discard":
        return _drop_answers(written)
    raw = parse_posted_badge(written.criterion, request.form.to_dict(flat=False), get_reader_time_zone())
    return update_step(_build_form_pages(written), {**raw, BASE: request.form.get("base", "")}, WHOLE)


def _build_form_pages(written: WrittenBadge) -> StepPages:
    person_id = get_current_person_id()
    return StepPages(
        steps=STEPS,
        keep=partial(keep_answers, person_id, written, steps=STEPS),
        read=lambda: find_unsaved_answers(person_id, written).answers,
        render=partial(_render_form, written),
        follow=partial(_follow_button, written),
    )


def _drop_answers(written: WrittenBadge) -> ResponseReturnValue:
    service.drop_answers(written, get_current_person_id())
    flash(_("Ces réponses sont abandonnées. Ce qui était enregistré reste."))
    is_new = written.badge is None
    return redirect(url_for("badge_authoring.index") if is_new else _build_address_of_badge(written))


def _build_address_of_badge(written: WrittenBadge) -> str:
    return url_for("badge_authoring.show", slug=written.badge.slug if written.badge else "")


def _follow_button(written: WrittenBadge, step: str, answers: Answers) -> ResponseReturnValue:
    if request.form.get("do", SAVE) == AUTOSAVE:
        return render_autosaved()
    base = request.form.get("base", "")
    try:
        slug = service.save_answers_as_draft(written, get_current_person_id(), answers, base=base)
    except service.BadgeChangedElsewhere as refused:
        return _render_form(written, step, answers, refused="person", base=base), refused.status
    except Invalid as refused:
        tokens = {**read_posted_step_tokens(), "base": base}
        return _render_form(written, step, answers, errors=refused.errors, **tokens), 422
    return _confirm_saving(slug)


def _confirm_saving(slug: str) -> ResponseReturnValue:
    flash(_("Le brouillon est enregistré. Personne ne le voit avant sa publication."))
    is_checked = request.form.get("do") == "check"
    return redirect(url_for(f"badge_authoring.{'show_publication_check' if is_checked else 'show'}", slug=slug))


def _render_form(
    written: WrittenBadge, step: str, answers: Answers, *, errors: Sequence[FieldError] = (), **shown: object
) -> Response:
    """The page of the form. `saved_at`, `refused`, and the tokens of a page that is shown again may be given."""
    values: dict[str, object] = {"written": written, "base": written.base, "address": _build_form_address(written)}
    values |= {"form": _build_form(written, answers, errors), "outlines": OUTLINES, "icons": ICON_NAMES}
    values |= build_step_tokens(STEPS, answers, step)
    return make_unstored_response(render_template("badge_authoring/form.html", **values | shown))


def _build_form(written: WrittenBadge, answers: Answers, errors: Sequence[FieldError]) -> FormFields:
    choices = queries.list_form_choices(except_for=written.badge.slug if written.badge else "")
    context = FormContext(errors=errors, choices=choices, zone=get_reader_time_zone())
    return build_badge_form(written.criterion, answers, context)


def _build_form_address(written: WrittenBadge) -> str:
    if written.badge is None:
        return url_for(".create", criterion=written.criterion.name)
    return url_for(".update", slug=written.badge.slug)
