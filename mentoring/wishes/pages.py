"""The pages of wishes: four short steps for both sides, and one click to withdraw or to come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from babel import Locale
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.messages import ErrorMessage
from app.people.form_drafts.models import FormDraft
from app.people.form_drafts.service import AnswersChangedElsewhere, PostedStep
from app.web.form_steps import build_step_tokens, make_unstored_response, read_posted_step_tokens, render_autosaved
from app.web.languages import current_language, format_time_of_day
from app.web.visitor import current_visitor
from mentoring.pairs.queries.members import has_active_pair_in_round
from mentoring.rounds.models import MentoringSkill
from mentoring.skills.queries import list_selectable_skills
from mentoring.volunteers.preferences import CAPACITIES, DAYS, HOURS, INTERESTS, LANGUAGES, LEVELS, VolunteerSide
from mentoring.volunteers.queries import volunteers as queries
from mentoring.volunteers.queries.involvements import Involvement, find_round_open_for_wishes, get_involvement
from mentoring.wishes import service
from mentoring.wishes.absences import MAX_ABSENCES
from mentoring.wishes.form import (
    WishFieldRemark,
    WishForm,
    encode_form,
    list_field_remarks,
    parse_form,
    preferences_from_form,
)
from mentoring.wishes.queries import find_wish_draft, load_form
from mentoring.wishes.steps import STEPS, WishStep, get_step, list_remarks_of_step
from mentoring.wishes.week import HALF_DAYS, are_whole_half_days, list_whole_half_days

_STAYING_BUTTONS = frozenset({"by-hours", *VolunteerSide})
_UNCHECKED_BUTTONS = frozenset({"back", *_STAYING_BUTTONS})
"""The buttons that keep the step as it is typed, with its mistakes."""

pages = Blueprint("wishes", __name__, url_prefix="/mentoring/wishes")


@pages.get("")
@require_permission("self.see")
def redirect_to_open_wish_form() -> ResponseReturnValue:
    """Go to the form of the round that takes wishes now, or to the home page."""
    involvement = find_round_open_for_wishes(get_current_person_id())
    return redirect(url_for(".edit", slug=involvement.slug) if involvement else url_for("mentoring.index"))


@pages.get("/<slug>")
@require_permission("self.see")
def edit(slug: str) -> ResponseReturnValue:
    """Go to the step where the person stopped; the first one, when nothing waits."""
    involvement = get_involvement(slug, get_current_person_id())
    draft = find_wish_draft(involvement, get_current_person_id())
    step = WishStep.SUBJECTS if draft is None else _find_step_to_continue(involvement, _load_form(involvement, draft))
    return redirect(url_for(".edit_step", slug=slug, step=step, side=request.args.get("side")))


@pages.get("/<slug>/<step>")
@require_permission("self.see")
def edit_step(slug: str, step: str) -> ResponseReturnValue:
    """One step of the form, as it was last saved."""
    involvement = get_involvement(slug, get_current_person_id())
    if not involvement.can_change_wishes or not queries.has_accepted_charter(get_current_person_id()):
        return redirect(url_for("mentoring.index"))
    form = _load_form(involvement, find_wish_draft(involvement, get_current_person_id()))
    if involvement.volunteer is None and request.args.get("side") in list(VolunteerSide):
        form = replace(form, side=request.args["side"])
    if not form.side and get_step(step) is not WishStep.SUBJECTS:
        return redirect(url_for(".edit_step", slug=slug, step=WishStep.SUBJECTS))
    remarks = _list_remarks(involvement, form) if "check" in request.args else {}
    return _render_step(involvement, form, get_step(step), remarks=remarks)


@pages.post("/<slug>/<step>")
@require_permission("self.change")
def update_step(slug: str, step: str) -> ResponseReturnValue:
    """Keep the answers of a step, then go where the pressed button leads; a mistake shows the step again with remarks."""
    involvement = get_involvement(slug, get_current_person_id())
    posted, shown = _parse_posted_form(), get_step(step)
    try:
        form = service.save_step(
            involvement, get_current_person_id(), _build_posted_step(posted, shown), language=_language_of_person()
        )
    except AnswersChangedElsewhere as refused:
        return _render_step_changed_elsewhere(involvement, posted, shown), refused.status
    if not form.side and shown is not WishStep.SUBJECTS:
        return redirect(url_for(".edit_step", slug=slug, step=WishStep.SUBJECTS))
    return _follow_button(involvement, form, shown, request.form.get("do", ""))


@pages.post("/<slug>/withdraw")
@require_permission("self.change")
def withdraw_wishes(slug: str) -> ResponseReturnValue:
    """Stop being a volunteer, at once."""
    round_ = get_involvement(slug, get_current_person_id()).round
    service.withdraw_wishes(round_, get_current_person_id())
    if has_active_pair_in_round(round_.id, get_current_person_id()):
        flash(_("Votre binôme continue. Vous pouvez l’arrêter à tout moment, sur sa page."))
    flash(
        _(
            "C’est fait : rien ne vous sera plus proposé, et personne n’en est informé. Vos réponses sont gardées si vous revenez."
        )
    )
    return redirect(url_for("mentoring.index"))


@pages.post("/<slug>/come-back")
@require_permission("self.change")
def resume_wishes(slug: str) -> ResponseReturnValue:
    """Be a volunteer again with the same answers."""
    service.resume_wishes(get_involvement(slug, get_current_person_id()).round, get_current_person_id())
    flash(_("Vous revoilà, avec les réponses que vous aviez données."))
    return redirect(url_for("mentoring.index"))


def _follow_button(involvement: Involvement, form: WishForm, step: WishStep, do: str) -> ResponseReturnValue:
    if do == "autosave":
        return render_autosaved()
    if do == "save" or (do not in _UNCHECKED_BUTTONS and step is WishStep.HOPES):
        return _save_wishes_and_redirect(involvement, form, step)
    remarks = list_remarks_of_step(_list_remarks(involvement, form), step)
    if do not in _UNCHECKED_BUTTONS and remarks:
        return _render_refused_step(involvement, form, step, remarks=remarks), 422
    target = step if do in _STAYING_BUTTONS else STEPS.neighbour_of_step(step, -1 if do == "back" else 1)
    view = do if do == "by-hours" else None
    return redirect(url_for(".edit_step", slug=involvement.round.slug, step=target, view=view))


def _save_wishes_and_redirect(involvement: Involvement, form: WishForm, step: WishStep) -> ResponseReturnValue:
    remarks = _list_remarks(involvement, form)
    if remarks:
        return _render_refused_step(involvement, form, step, remarks=remarks), 422
    try:
        volunteer = service.save_wishes_and_delete_draft(
            involvement, get_current_person_id(), preferences_from_form(form)
        )
    except (service.WishesChangedElsewhere, service.SideIsSettled) as refused:
        return _render_refused_step(involvement, form, step, refused=type(refused).__name__), refused.status
    hour = format_time_of_day(volunteer.saved_at)
    flash(_("C’est enregistré à %(hour)s. Vous pouvez y revenir quand vous voulez.", hour=hour))
    return redirect(url_for("mentoring.index"))


def _parse_posted_form() -> WishForm:
    """The posted step; a button that names a side switches to it."""
    form = parse_form(request.form.to_dict(flat=False))
    do = request.form.get("do", "")
    return replace(form, side=do) if do in list(VolunteerSide) else form


def _build_posted_step(form: WishForm, step: WishStep) -> PostedStep:
    version, page = request.form.get("seen", ""), request.form.get("page", "")
    return PostedStep(step=step, answers=encode_form(form), version=version, page=page)


def _render_step_changed_elsewhere(involvement: Involvement, posted: WishForm, step: WishStep) -> Response:
    """What was typed, on top of what another window kept: sent again, it replaces that."""
    saved = _load_form(involvement, find_wish_draft(involvement, get_current_person_id()))
    version = STEPS.hash_answers(encode_form(saved), step)
    return _render_step(involvement, posted, step, refused="WishesChangedElsewhere", version=version)


def _find_step_to_continue(involvement: Involvement, form: WishForm) -> WishStep:
    """The first step that lacks something; the last one when none does."""
    remarks = _list_remarks(involvement, form)
    steps = (get_step(STEPS.step_of_field(name)) for name in remarks)
    return min(steps, key=STEPS.number_of_step, default=WishStep.HOPES)


def _list_remarks(involvement: Involvement, form: WishForm) -> dict[str, WishFieldRemark | ErrorMessage]:
    return list_field_remarks(form, {skill.slug for skill in _list_skills_to_choose_from(involvement)})


def _render_step(involvement: Involvement, form: WishForm, step: WishStep, **problems: object) -> Response:
    """The page of a step; `remarks` by field and the name of the refusal (`refused`) may be given. No browser keeps a copy."""
    state = {"round": involvement.round, "volunteer": involvement.volunteer, "form": form}
    tokens = build_step_tokens(STEPS, encode_form(form), step)
    choices = {**_build_form_choices(involvement), **_build_week_choices(form)}
    shown = {"remarks": {}, "refused": "", **state, **tokens, **choices, **problems}
    names: dict[str, object] = {"Side": VolunteerSide, "Step": WishStep, "number": STEPS.number_of_step(step)}
    names["step_of_remark"] = STEPS.step_of_field
    return make_unstored_response(render_template("mentoring/wishes.html", **shown, **names))


def _render_refused_step(involvement: Involvement, form: WishForm, step: WishStep, **problems: object) -> Response:
    """The step as it was posted. A refusal is rolled back, so that the page still stands on what it showed first."""
    return _render_step(involvement, form, step, **read_posted_step_tokens(), **problems)


def _build_form_choices(involvement: Involvement) -> dict[str, object]:
    return {
        "skills": _list_skills_to_choose_from(involvement),
        "levels": LEVELS,
        "capacities": CAPACITIES,
        "max_absences": MAX_ABSENCES,
        "interests": INTERESTS,
        **_build_language_and_day_names(),
    }


def _build_week_choices(form: WishForm) -> dict[str, object]:
    """The table of hours, or of half-days where they say the same and no hours were asked for."""
    is_by_half_day = are_whole_half_days(form.slots) and request.args.get("view") != "by-hours"
    chosen = list_whole_half_days(form.slots)
    return {"hours": HOURS, "half_days": HALF_DAYS, "is_by_half_day": is_by_half_day, "chosen_half_days": chosen}


def _load_form(involvement: Involvement, draft: FormDraft | None) -> WishForm:
    return load_form(involvement, get_current_person_id(), draft, language=_language_of_person())


def _language_of_person() -> str:
    person = current_visitor()
    assert person is not None, "The page is for signed-in people."
    return person.locale


def _list_skills_to_choose_from(involvement: Involvement) -> Sequence[MentoringSkill]:
    """The offered skills, and retired skills that this person chose before."""
    return list_selectable_skills(
        queries.list_chosen_skill_slugs(involvement.volunteer.id) if involvement.volunteer else ()
    )


def _build_language_and_day_names() -> dict[str, object]:
    """The names of languages and days in the language of the page."""
    locale = Locale.parse(current_language())
    days = [
        (day, locale.days["stand-alone"]["abbreviated"][day], locale.days["stand-alone"]["wide"][day]) for day in DAYS
    ]
    return {"languages": {code: locale.languages[code] for code in LANGUAGES}, "days": days}
