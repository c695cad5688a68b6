"""The page of the crisis switch: what is under way, a form, one confirmation, and a button to end it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import current_person_id, require_permission
from app.people import queries as people
from app.people.crisis import queries, service
from app.people.crisis.schemas import CrisisDraft, read_form

pages = Blueprint("crisis", __name__)

UNDER_WAY = _l("Une pause concerne déjà ces personnes à ces dates : terminez-la d’abord, ou choisissez un autre site.")
NO_SITE = _l("Choisissez un site de la liste.")


@pages.get("/hr/crisis")
@require_permission("crisis.write")
def every() -> ResponseReturnValue:
    """What is under way, what was, and a form to open one."""
    return _page(CrisisDraft({}))


@pages.post("/hr/crisis/check")
@require_permission("crisis.write")
def check() -> ResponseReturnValue:
    """Say once more whom and what it stops, before anything happens."""
    asked = _asked()
    if asked.new is None:
        return _page(asked), 422
    sites = {site.id: site.name for site in people.list_sites()}
    return render_template("people/crisis_check.html", asked=asked, site=sites.get(asked.new.site_id or 0))


@pages.post("/hr/crisis")
@require_permission("crisis.write")
def publish() -> ResponseReturnValue:
    """Open it."""
    asked = _asked()
    if asked.new is None:
        return _page(asked), 422
    service.open_crisis(asked.new, by=people.get_person(current_person_id()))
    flash(_("C’est en place. Le bandeau s’affiche pour les personnes concernées."))
    return redirect("/hr/crisis")


@pages.post("/hr/crisis/<int:crisis_id>/end")
@require_permission("crisis.write")
def end(crisis_id: int) -> ResponseReturnValue:
    """End it now."""
    service.end_crisis(queries.lock_crisis(crisis_id))
    flash(_("La pause est terminée. Tout reprend là où chacun en était."))
    return redirect("/hr/crisis")


def _asked() -> CrisisDraft:
    """The form as it was sent, with what the rules say of it."""
    face = people.find_person_header(current_person_id())
    assert face is not None, "Whoever is signed in has a face."
    asked = read_form(request.form, zone=face.time_zone, now=clock.now())
    if asked.new is None:
        return asked
    if asked.new.site_id not in {None, *(site.id for site in people.list_sites())}:
        return CrisisDraft(asked.values).refused("site", str(NO_SITE))
    if queries.find_overlapping(asked.new.site_id, asked.new.starts_at, asked.new.ends_at):
        return CrisisDraft(asked.values).refused("site", str(UNDER_WAY))
    return asked


def _page(asked: CrisisDraft) -> str:
    crises, sites = queries.list_crises(), people.list_sites()
    return render_template("people/crisis.html", asked=asked, crises=crises, sites=sites, now=clock.now())
