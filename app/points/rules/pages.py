"""HR's pages of rules: the list and its health, the form, the preview, and publishing."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel.access import require_permission
from app.points.rules import queries, service
from app.points.rules.health import Block, State
from app.points.rules.schemas import EMPTY, RuleForm, Unread, form_of, read_form
from app.points.sentences import CREDITABLE_WORDS
from app.points.terms import Fault

pages = Blueprint("points_rules", __name__)

STATES = {
    State.DRAFT: _l("Brouillon"),
    State.IN_FORCE: _l("En vigueur"),
    State.DEAD: _l("Sans effet"),
    State.ENDED: _l("Arrêtée"),
}
BLOCKS = {
    Block.NO_FACT: _l("Aucune action de ce type n’arrive : le réseau ne la transmet peut-être pas."),
    Block.NOTHING_SINCE: _l("Aucune action de ce type n’est arrivée depuis que la règle est en vigueur."),
    Block.NOT_CREDITED: _l(
        "Des actions arrivent, mais aucune n’a compté ce mois-ci : l’aperçu montre ce qui les arrête."
    ),
}
FAULTS: dict[Fault | Unread, object] = {
    Fault.NO_EVENT: _l("Choisissez au moins une action."),
    Fault.LIKES_ALONE: _l("Les « j’aime » seuls ne donnent jamais de points : ajoutez une action qui aide quelqu’un."),
    Fault.MIXED: _l("Ces actions ne créditent pas la même personne : créez deux règles."),
    Fault.NOT_ANNOUNCED: _l("Dites combien de points : seules les missions ont déjà les leurs."),
    Fault.NOTHING: _l("Donnez au moins un point, à la personne ou à son équipe."),
    Fault.TOO_MUCH: _l("1 000 points au plus par action."),
    Fault.NO_TEAM: _l("Rien pour l’équipe ? Dites pourquoi : la raison est gardée avec la règle."),
    Fault.BAD_CAP: _l("Un plafond est de 1 ou plus. Laissez vide pour tout compter."),
    Fault.OTHER_PERIOD: _l(
        "La période du plafond ne change pas en cours de route. Terminez cette règle et créez-en une autre."
    ),
    Unread.NUMBER: _l("Écrivez un nombre entier."),
    Unread.CHOICE: _l("Choisissez dans la liste."),
    Unread.LENGTH: _l("300 caractères au plus."),
}


@pages.get("/hr/points")
@require_permission("points.write")
def every() -> ResponseReturnValue:
    """Every rule, its state, and what it does."""
    standings = queries.list_standings()
    smallest = current_app.config["SETTINGS"].smallest_group
    return render_template(
        "points/rules.html", standings=standings, states=STATES, State=State, blocks=BLOCKS, smallest=smallest
    )


@pages.get("/hr/points/new")
@require_permission("points.write")
def write() -> ResponseReturnValue:
    """The empty form."""
    return _form(EMPTY)


@pages.post("/hr/points/new")
@require_permission("points.write")
def keep() -> ResponseReturnValue:
    """Keep a new rule as a draft."""
    return _keep(None)


@pages.get("/hr/points/<slug>")
@require_permission("points.write")
def rule(slug: str) -> ResponseReturnValue:
    """One rule: its versions, and what the newest would have given last month."""
    versions = queries.list_versions(slug)
    weighed = queries.preview(versions[0])
    smallest = current_app.config["SETTINGS"].smallest_group
    return render_template("points/rule.html", versions=versions, weighed=weighed, smallest=smallest)


@pages.get("/hr/points/<slug>/change")
@require_permission("points.write")
def change(slug: str) -> ResponseReturnValue:
    """The form as the newest version fills it in."""
    return _form(form_of(queries.list_versions(slug)[0]), slug=slug)


@pages.post("/hr/points/<slug>/change")
@require_permission("points.write")
def keep_change(slug: str) -> ResponseReturnValue:
    """Keep the next version as a draft."""
    queries.list_versions(slug)
    return _keep(slug)


@pages.post("/hr/points/<slug>/publish")
@require_permission("points.write")
def publish(slug: str) -> ResponseReturnValue:
    """Put the draft in force."""
    service.publish(slug)
    flash(_("La règle est en vigueur. Elle compte ce qui arrive à partir de maintenant ; ce qui est acquis le reste."))
    return redirect(url_for("points_rules.rule", slug=slug))


@pages.post("/hr/points/<slug>/end")
@require_permission("points.write")
def end(slug: str) -> ResponseReturnValue:
    """End the rule."""
    service.end(slug)
    flash(_("La règle est terminée. Ce qui est acquis le reste."))
    return redirect(url_for("points_rules.rule", slug=slug))


@pages.post("/hr/points/<slug>/discard")
@require_permission("points.write")
def discard(slug: str) -> ResponseReturnValue:
    """Throw the draft away."""
    service.discard(slug)
    flash(_("Le brouillon est supprimé."))
    return redirect("/hr/points")


def _keep(slug: str | None) -> ResponseReturnValue:
    form = read_form(request.form, request.form.getlist("deeds"))
    unread = form.unread()
    if unread:
        return _form(form, unread, slug=slug), 422
    try:
        draft = service.write_draft(form.terms(), slug=slug)
    except service.TermsRefused as refused:
        return _form(form, refused.faults, slug=slug), 422
    return redirect(url_for("points_rules.rule", slug=draft.slug))


def _form(form: RuleForm, faults: Mapping[str, Fault | Unread] | None = None, *, slug: str | None = None) -> str:
    errors = {field: FAULTS[fault] for field, fault in (faults or {}).items()}
    return render_template("points/rule_form.html", form=form, errors=errors, slug=slug, events=CREDITABLE_WORDS)
