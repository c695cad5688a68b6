"""The page of what is switched off where, and of the working hours of sites, for IT and HR."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from app.people.policies import queries, service
from app.people.policies.schemas import (
    OFFERED,
    HoursFault,
    HoursForm,
    SwitchFault,
    SwitchForm,
    hours_form_from_hours,
    parse_hours_form,
    parse_switch_form,
)
from app.people.policies.switches import FEATURE_LABELS, SCOPE_LABELS, PolicyScope, SwitchableFeature
from app.people.queries import list_hours_of_all_sites
from app.people.service.hours import UnreadableHolidays, set_site_holidays, set_site_hours

pages = Blueprint("policies", __name__)

NAMES = {feature: _l(label) for feature, label in FEATURE_LABELS.items()}
CONSEQUENCES = {
    SwitchableFeature.POINTS: _l(
        "Plus aucun point n’est compté ni montré. Les missions, les badges et l’entraide continuent."
    ),
    SwitchableFeature.BOARDS: _l("Plus aucun classement n’est montré à ces personnes."),
    SwitchableFeature.BADGES: _l("Plus aucun badge n’est remis. Ceux qui l’ont déjà été sont conservés."),
}
SCOPES = {scope: _l(label) for scope, label in SCOPE_LABELS.items()}
FAULTS = {
    SwitchFault.FEATURE: _l("Choisissez ce qui s’arrête."),
    SwitchFault.PLACE: _l("Choisissez un lieu ou une équipe de la liste."),
    SwitchFault.REASON: _l("Dites pourquoi, en 300 caractères au plus : des personnes poseront la question."),
}
ALREADY_OFF = _l("C’est déjà désactivé ici : choisissez un autre lieu, ou autre chose à désactiver.")
HOURS_FAULTS = {
    HoursFault.CHOICE: _l("Choisissez une des trois réponses."),
    HoursFault.DAYS: _l("Cochez au moins un jour."),
    HoursFault.STARTS: _l("Il faut ici une heure."),
    HoursFault.ENDS: _l("Il faut ici une heure."),
    HoursFault.HOLIDAYS: _l("Aucun calendrier de jours fériés ne porte ce nom : écrivez-le comme dans l’exemple."),
}

WORDS = {"names": NAMES, "consequences": CONSEQUENCES, "scopes": SCOPES, "offered": OFFERED}


@pages.get("/admin/countries")
@require_permission("policies.write")
def index() -> ResponseReturnValue:
    """List what is off and what was, and the working hours of each site."""
    return _render_index(SwitchForm(feature=SwitchableFeature.POINTS))


@pages.post("/admin/countries")
@require_permission("policies.write")
def switch_off_feature() -> ResponseReturnValue:
    """Switch a feature off in one place, from now on."""
    form = parse_switch_form(request.form)
    errors = _find_switch_errors(form)
    if errors or form.scope is None:
        return _render_index(form, errors), 422
    place = service.PolicyPlace(form.scope, form.scope_id)
    service.switch_feature_off(
        SwitchableFeature(form.feature), place, reason=form.reason, by_id=get_current_person_id()
    )
    flash(_("C’est arrêté, à partir de maintenant."))
    return redirect(url_for("policies.index"))


@pages.post("/admin/countries/<int:policy_id>/on")
@require_permission("policies.write")
def switch_on_feature(policy_id: int) -> ResponseReturnValue:
    """Switch a feature on again."""
    service.switch_feature_on(queries.get_policy(policy_id), by_id=get_current_person_id())
    flash(_("C’est rétabli, à partir de maintenant. Ce qui s’est passé entre-temps ne compte pas."))
    return redirect(url_for("policies.index"))


@pages.post("/admin/countries/hours/<int:site_id>")
@require_permission("policies.write")
def change_site_hours(site_id: int) -> ResponseReturnValue:
    """Give a site its own working hours and public holidays, or those of the company and the country again."""
    form = parse_hours_form(request.form.to_dict(flat=False))
    faults = form.list_faults()
    if not faults:
        set_site_hours(site_id, form.build_hours())
        try:
            set_site_holidays(site_id, form.holidays)
        except UnreadableHolidays:
            faults = {HoursFault.HOLIDAYS}
    if faults:
        return _render_index(SwitchForm(feature=SwitchableFeature.POINTS), hours={site_id: (form, faults)}), 422
    flash(_("C’est enregistré. Ce qui a été gagné les jours passés reste gagné."))
    return redirect(url_for("policies.index"))


def _find_switch_errors(form: SwitchForm) -> Mapping[str, object]:
    """What to say at each field that needs another answer."""
    faults = form.list_faults()
    if faults or form.scope is None:
        return {fault: FAULTS[fault] for fault in faults}
    if not queries.is_policy_place(form.scope, form.scope_id):
        return {SwitchFault.PLACE: FAULTS[SwitchFault.PLACE]}
    is_off = queries.find_open_policy(form.feature, form.scope, form.scope_id) is not None
    return {SwitchFault.PLACE: ALREADY_OFF} if is_off else {}


def _render_index(
    form: SwitchForm,
    errors: Mapping[str, object] | None = None,
    *,
    hours: Mapping[int, tuple[HoursForm, set[HoursFault]]] | None = None,
) -> str:
    """The page; `hours` is the form of a site that was refused, with its faults."""
    refused = {
        site_id: (refused, {fault: HOURS_FAULTS[fault] for fault in wrong})
        for site_id, (refused, wrong) in (hours or {}).items()
    }
    values = {"form": form, "errors": errors or {}, "refused_hours": refused, "days": _list_day_names()}
    return render_template("policies/index.html", **values, **WORDS, **_load_policies_page_values())


def _list_day_names() -> dict[str, str]:
    """The names of the days in the language of the page, by their numbers (1 is Monday)."""
    names = (get_locale() or Locale("fr")).days["stand-alone"]["wide"]
    return {str(day + 1): names[day] for day in range(7)}


def _load_policies_page_values() -> dict[str, object]:
    return {
        "history": queries.list_policies(),
        "places": {
            scope: queries.list_policy_places(scope) for scope in PolicyScope if scope is not PolicyScope.COMPANY
        },
        "sites": list_hours_of_all_sites(),
        "company_hours": current_settings().working_hours,
        "hours_form_from_hours": hours_form_from_hours,
    }
