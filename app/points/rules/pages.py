"""HR's pages of rules: the list and its health, the form, the preview, and publishing."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import require_permission
from app.kernel.disclosure import HIDDEN
from app.kernel.kept_figures.queries import find_counted_moment
from app.kernel.messages import ErrorMessage
from app.points.rules import queries, service
from app.points.rules.health import NoCreditReason, RuleState
from app.points.rules.schemas import EMPTY_FORM, InputFault, RuleForm, build_form_from_rule, parse_form
from app.points.sentences import CREDITABLE_WORDS
from app.points.terms import RuleFault

pages = Blueprint("points_rules", __name__)

STATES = {
    RuleState.DRAFT: _l("Brouillon"),
    RuleState.NEW: _l("Nouvelle"),
    RuleState.IN_FORCE: _l("En vigueur"),
    RuleState.DEAD: _l("Peu ou pas d’effet"),
    RuleState.ENDED: _l("Arrêtée"),
}
BLOCKS = {
    NoCreditReason.NO_FACT: _l(
        "Peu de personnes, ou aucune, font une action de ce type : le réseau ne la transmet peut-être pas."
    ),
    NoCreditReason.NOTHING_SINCE: _l(
        "Peu de personnes, ou aucune, ont fait une action de ce type depuis que la règle est en vigueur."
    ),
    NoCreditReason.FEW_CREDITED: _l(
        "Des actions arrivent, mais elles ont compté pour trop peu de personnes, ou pour aucune : l’aperçu montre ce qui les arrête."
    ),
}
FAULTS: dict[RuleFault | InputFault, object] = {
    RuleFault.NO_EVENT: _l("Choisissez au moins une action."),
    RuleFault.LIKES_ALONE: _l(
        "Les « j’aime » seuls ne donnent jamais de points : ajoutez une action qui aide quelqu’un."
    ),
    RuleFault.MIXED: _l("Ces actions ne créditent pas la même personne : créez deux règles."),
    RuleFault.NOT_ANNOUNCED: _l("Dites combien de points : seules les missions ont déjà les leurs."),
    RuleFault.NOTHING: _l("Donnez au moins un point, à la personne ou à son équipe."),
    RuleFault.TOO_MUCH: _l("1 000 points au plus par action."),
    RuleFault.NO_TEAM: _l("Rien pour l’équipe ? Dites pourquoi : la raison est gardée avec la règle."),
    RuleFault.BAD_CAP: _l("Un plafond est de 1 ou plus. Laissez vide pour tout compter."),
    RuleFault.OTHER_PERIOD: _l(
        "La période du plafond ne change pas en cours de route. Terminez cette règle et créez-en une autre."
    ),
    InputFault.NUMBER: _l("Écrivez un nombre entier."),
    InputFault.CHOICE: _l("Choisissez dans la liste."),
    InputFault.LENGTH: _l("300 caractères au plus."),
}


@pages.get("/hr/points")
@require_permission("points.write")
def list_rules() -> ResponseReturnValue:
    """Every rule, its state and its effect."""
    standings = queries.list_rule_overviews()
    smallest = current_app.config["SETTINGS"].smallest_group
    return render_template(
        "points/rules.html",
        standings=standings,
        states=STATES,
        RuleState=RuleState,
        blocks=BLOCKS,
        smallest=smallest,
        hidden=HIDDEN,
        counted_at=find_counted_moment(queries.GIVEN_BY_RULES),
    )


@pages.get("/hr/points/new")
@require_permission("points.write")
def show_new_rule_form() -> ResponseReturnValue:
    """The empty form."""
    return _render_form(EMPTY_FORM)


@pages.post("/hr/points/new")
@require_permission("points.write")
def create_draft() -> ResponseReturnValue:
    """Save a new rule as a draft."""
    return _save_draft_and_respond(None)


@pages.get("/hr/points/<slug>")
@require_permission("points.write")
def show_rule(slug: str) -> ResponseReturnValue:
    """One rule: its versions, and a preview of the newest on last month."""
    versions = queries.get_rule_versions(slug)
    preview = queries.preview_rule(versions[0])
    smallest = current_app.config["SETTINGS"].smallest_group
    return render_template("points/rule.html", versions=versions, preview=preview, smallest=smallest)


@pages.get("/hr/points/<slug>/change")
@require_permission("points.write")
def edit_rule(slug: str) -> ResponseReturnValue:
    """The form, filled in with the newest version."""
    return _render_form(build_form_from_rule(queries.get_rule_versions(slug)[0]), slug=slug)


@pages.post("/hr/points/<slug>/change")
@require_permission("points.write")
def update_draft(slug: str) -> ResponseReturnValue:
    """Save the next version as a draft."""
    queries.get_rule_versions(slug)
    return _save_draft_and_respond(slug)


@pages.post("/hr/points/<slug>/publish")
@require_permission("points.write")
def publish_rule(slug: str) -> ResponseReturnValue:
    """Put the draft in force."""
    service.publish_draft(slug)
    flash(_("La règle est en vigueur. Elle compte ce qui arrive à partir de maintenant ; ce qui est acquis le reste."))
    return redirect(url_for("points_rules.show_rule", slug=slug))


@pages.post("/hr/points/<slug>/end")
@require_permission("points.write")
def end_rule(slug: str) -> ResponseReturnValue:
    """End the rule."""
    service.end_rule(slug)
    flash(_("La règle est terminée. Ce qui est acquis le reste."))
    return redirect(url_for("points_rules.show_rule", slug=slug))


@pages.post("/hr/points/<slug>/discard")
@require_permission("points.write")
def discard_draft(slug: str) -> ResponseReturnValue:
    """Delete the draft."""
    service.discard_draft(slug)
    flash(_("Le brouillon est supprimé."))
    return redirect(url_for("points_rules.list_rules"))


def _save_draft_and_respond(slug: str | None) -> ResponseReturnValue:
    form = parse_form(request.form, request.form.getlist("deeds"))
    input_faults = form.list_input_faults()
    if input_faults:
        return _render_form(form, input_faults, slug=slug), 422
    try:
        draft = service.save_rule_draft(form.build_terms(), slug=slug)
    except service.TermsRefused as refused:
        return _render_form(form, refused.faults, slug=slug), 422
    return redirect(url_for("points_rules.show_rule", slug=draft.slug))


def _render_form(
    form: RuleForm,
    faults: Mapping[str, RuleFault | InputFault | ErrorMessage] | None = None,
    *,
    slug: str | None = None,
) -> str:
    errors = {field: _format_fault(fault) for field, fault in (faults or {}).items()}
    return render_template("points/rule_form.html", form=form, errors=errors, slug=slug, events=CREDITABLE_WORDS)


def _format_fault(fault: RuleFault | InputFault | ErrorMessage) -> str:
    return str(fault) if isinstance(fault, ErrorMessage) else str(FAULTS[fault])
