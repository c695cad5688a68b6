"""The page of wishes: one form for both sides, and one click to withdraw or to come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from babel import Locale
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.web.languages import current_language, format_time_of_day
from app.web.visitor import current_visitor
from mentoring.rounds.models import MentoringSkill
from mentoring.skills.queries import list_selectable_skills
from mentoring.volunteers.preferences import CAPACITIES, INTERESTS, LANGUAGES, LEVELS, VolunteerSide
from mentoring.volunteers.queries import volunteers as queries
from mentoring.volunteers.queries.involvements import Involvement, find_round_open_for_wishes, get_involvement
from mentoring.wishes import service
from mentoring.wishes.form import WishForm, form_from_preferences, list_field_remarks, parse_form, preferences_from_form
from mentoring.wishes.week import DAYS, HOURS

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
    """The form as it was last saved, or empty."""
    involvement = get_involvement(slug, get_current_person_id())
    if not involvement.can_change_wishes or not queries.has_accepted_charter(get_current_person_id()):
        return redirect(url_for("mentoring.index"))
    return _render_form(involvement, _load_saved_or_new_form(involvement, request.args.get("side", "")))


@pages.post("/<slug>")
@require_permission("self.change")
def update(slug: str) -> ResponseReturnValue:
    """Save the form or switch sides; a form with mistakes comes back with remarks."""
    involvement = get_involvement(slug, get_current_person_id())
    form = parse_form(request.form.to_dict(flat=False))
    if request.form.get("do") in list(VolunteerSide):
        return _render_form(involvement, replace(form, side=request.form["do"]))
    remarks = list_field_remarks(form, {skill.slug for skill in _list_skills_to_choose_from(involvement)})
    if remarks:
        return _render_form(involvement, form, remarks=remarks), 422
    return _save_wishes_and_redirect(involvement, form)


@pages.post("/<slug>/withdraw")
@require_permission("self.change")
def withdraw_wishes(slug: str) -> ResponseReturnValue:
    """Stop being a volunteer, at once."""
    service.withdraw_wishes(get_involvement(slug, get_current_person_id()).round, get_current_person_id())
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


def _save_wishes_and_redirect(involvement: Involvement, form: WishForm) -> ResponseReturnValue:
    preferences, version = preferences_from_form(form), request.form.get("seen", "")
    try:
        volunteer = service.save_wishes(involvement.round, get_current_person_id(), preferences, version=version)
    except (service.WishesChangedElsewhere, service.SideIsSettled) as refused:
        return _render_form(involvement, form, refused=type(refused).__name__), refused.status
    hour = format_time_of_day(volunteer.saved_at)
    flash(_("C’est enregistré à %(hour)s. Vous pouvez y revenir quand vous voulez.", hour=hour))
    return redirect(url_for("mentoring.index"))


def _render_form(involvement: Involvement, form: WishForm, **problems: object) -> str:
    """The page of the form; `remarks` by field and the name of the refusal (`refused`) may be given."""
    state = {"round": involvement.round, "volunteer": involvement.volunteer, "form": form, "Side": VolunteerSide}
    context = {"remarks": {}, "refused": "", "version": service.build_version_token(involvement.volunteer), **problems}
    return render_template("mentoring/wishes.html", **state, **context, **_build_form_choices(involvement))


def _build_form_choices(involvement: Involvement) -> dict[str, object]:
    return {
        "skills": _list_skills_to_choose_from(involvement),
        "hours": HOURS,
        "levels": LEVELS,
        "capacities": CAPACITIES,
        "interests": INTERESTS,
        **_build_language_and_day_names(),
    }


def _load_saved_or_new_form(involvement: Involvement, side: str) -> WishForm:
    if involvement.volunteer is not None:
        return form_from_preferences(queries.load_volunteer_preferences(involvement.volunteer))
    lines = "\n".join(queries.list_avoidance_lines(get_current_person_id()))
    person = current_visitor()
    assert person is not None, "The page is for signed-in people."
    return WishForm(side=side if side in list(VolunteerSide) else "", languages=(person.locale,), avoids=lines)


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
