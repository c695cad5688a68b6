"""The pages of the crisis switch: the list with a form, a confirmation, and a button to end a crisis."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.people import queries as people
from app.people.crisis import queries, service
from app.people.crisis.schemas import CrisisDraft, parse_crisis_form

pages = Blueprint("crisis", __name__)

ALREADY_OPEN = _l(
    "Une pause concerne déjà ces personnes à ces dates : terminez-la d’abord, ou choisissez un autre site."
)
UNKNOWN_SITE = _l("Choisissez un site de la liste.")


@pages.get("/hr/crisis")
@require_permission("crisis.write")
def index() -> ResponseReturnValue:
    """List the crises, with a form to open one."""
    return _render_index(CrisisDraft({}))


@pages.post("/hr/crisis/check")
@require_permission("crisis.write")
def show_crisis_confirmation() -> ResponseReturnValue:
    """Show once more whom the crisis concerns and what it stops, before it opens."""
    draft = _parse_crisis_draft()
    if draft.new is None:
        return _render_index(draft), 422
    sites = {site.id: site.name for site in people.list_sites()}
    return render_template("people/crisis_check.html", draft=draft, site=sites.get(draft.new.site_id or 0))


@pages.post("/hr/crisis")
@require_permission("crisis.write")
def create() -> ResponseReturnValue:
    """Open the crisis."""
    draft = _parse_crisis_draft()
    if draft.new is None:
        return _render_index(draft), 422
    service.open_crisis(draft.new, by=people.get_person(get_current_person_id()))
    flash(_("C’est en place. Le bandeau s’affiche pour les personnes concernées."))
    return redirect(url_for("crisis.index"))


@pages.post("/hr/crisis/<int:crisis_id>/end")
@require_permission("crisis.write")
def end_crisis(crisis_id: int) -> ResponseReturnValue:
    """End the crisis now."""
    service.end_crisis(queries.lock_crisis(crisis_id))
    flash(_("La pause est terminée. Chacun reprend là où il en était."))
    return redirect(url_for("crisis.index"))


def _parse_crisis_draft() -> CrisisDraft:
    """The form as it was sent, with its errors."""
    header = people.find_person_header(get_current_person_id())
    assert header is not None, "A signed-in person has a header."
    draft = parse_crisis_form(request.form, zone=header.time_zone, now=clock.now())
    if draft.new is None:
        return draft
    if draft.new.site_id not in {None, *(site.id for site in people.list_sites())}:
        return CrisisDraft(draft.values).with_error("site", str(UNKNOWN_SITE))
    if queries.find_overlapping_crisis(draft.new.site_id, draft.new.starts_at, draft.new.ends_at):
        return CrisisDraft(draft.values).with_error("site", str(ALREADY_OPEN))
    return draft


def _render_index(draft: CrisisDraft) -> str:
    crises, sites = queries.list_crises(), people.list_sites()
    return render_template("people/crisis.html", draft=draft, crises=crises, sites=sites, now=clock.now())
