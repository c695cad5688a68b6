"""The page of HR about what hands do with a badge: who gives it, from whom it is taken back, and to whom it is given back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import require_permission
from app.kernel.errors import Invalid
from badges import queries as badges
from badges.authoring import queries
from badges.authoring.hands import service
from badges.service.give import LONGEST_REASON

pages = Blueprint("badge_hands", __name__, url_prefix="/hr/badges")

CHANGE = "awards.write"


@pages.get("/<slug>/people")
@require_permission(CHANGE)
def show(slug: str) -> ResponseReturnValue:
    """Who gives the badge, and the forms to take one back and to give it back."""
    return _render_page(slug)


@pages.post("/<slug>/givers")
@require_permission(CHANGE)
def update_givers(slug: str) -> ResponseReturnValue:
    """Let these people give the badge, and nobody else."""
    service.name_badge_givers(badges.get_badge(slug), request.form.get("givers", ""))
    flash(_("C’est enregistré : ces personnes peuvent remettre le badge."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/revoke")
@require_permission(CHANGE)
def revoke_typed_award(slug: str) -> ResponseReturnValue:
    """Take the badge back from a person, for a reason that they read."""
    person, reason = request.form.get("person", ""), request.form.get("reason", "")
    service.revoke_award_of_typed_person(badges.get_badge(slug), person, reason)
    flash(_("Le badge est retiré. La personne en lit la raison dans ses notifications."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/restore")
@require_permission(CHANGE)
def restore_typed_award(slug: str) -> ResponseReturnValue:
    """Give back what was taken back by hand."""
    service.restore_award_of_typed_person(badges.get_badge(slug), request.form.get("person", ""))
    flash(_("Le badge peut à nouveau être à cette personne : elle le retrouve si elle en remplit le critère."))
    return redirect(url_for(".show", slug=slug))


@pages.errorhandler(Invalid)
def show_refusal(error: Invalid) -> ResponseReturnValue:
    """The page again, with what was typed, and what is wrong beside its field."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    faults: dict[str, list[str]] = {}
    for fault in error.errors:
        faults.setdefault(fault.pointer.removeprefix("/"), []).append(str(fault.detail))
    action = (request.endpoint or "").rpartition(".")[2]
    return _render_page((request.view_args or {})["slug"], faults=faults, action=action), error.status


def _render_page(slug: str, **shown: object) -> str:
    listed = queries.get_listed_badge(slug)
    values = {"listed": listed, "givers": "\n".join(queries.list_giver_emails(listed.version.badge_id))}
    return render_template("badge_authoring/people.html", **values, typed=request.form, longest=LONGEST_REASON, **shown)
