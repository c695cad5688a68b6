"""Mission pages: home, every mission, one mission, one path."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import PUBLIC, current_person_id, current_principal, has_permission, require_permission
from app.people import queries as people
from app.web.visitor import current_crisis
from missions.acting.queries import find_act
from missions.attempts.turn import is_hosted
from missions.home import queries, service
from missions.progress import queries as progress
from missions.progress.choosing import State, propose

pages = Blueprint("missions", __name__, template_folder="../templates")


@pages.get("/")
@require_permission(PUBLIC)
def start() -> ResponseReturnValue:
    """Where a bare address leads."""
    return redirect("/login" if current_principal().person_id is None else "/home")


@pages.get("/home")
@require_permission("home.see")
def home() -> ResponseReturnValue:
    """One next mission, the path, my points, and what we reach together."""
    mine = queries.home_of(current_person_id())
    if not mine.takes_part:
        return render_template("missions/home_before.html", together=mine.together)
    now = clock.now()
    proposal = propose([] if mine.pause or current_crisis() else mine.missions, now)
    told = {"states": {mission.state(now) for mission in mine.missions}, "path": mine.path(now)}
    return render_template("missions/home.html", mine=mine, proposal=proposal, **told, **_marks())


@pages.get("/missions")
@require_permission("missions.see")
def every() -> ResponseReturnValue:
    """Every path with its missions."""
    return render_template("missions/every.html", paths=progress.list_seen_paths(current_person_id()), **_marks())


@pages.get("/missions/<slug>")
@require_permission("missions.see")
def mission(slug: str) -> ResponseReturnValue:
    """What, why, how long, who sees, how far."""
    seen = progress.get_seen_mission(current_person_id(), slug)
    shown = {
        "act": find_act(current_person_id(), seen),
        "can_host": has_permission("presence.host") and is_hosted(seen),
    }
    return render_template("missions/mission.html", mission=seen, **shown, **_marks())


@pages.post("/missions/<slug>/later")
@require_permission("self.change")
def later(slug: str) -> ResponseReturnValue:
    """Put a mission off until Monday."""
    person_id = current_person_id()
    face = people.find_person_header(person_id)
    assert face is not None, "Whoever is signed in has a face."
    service.put_off(person_id, slug, zone=face.time_zone)
    flash(_("C’est noté : elle vous sera proposée à nouveau lundi."))
    return redirect("/home")


@pages.post("/missions/<slug>/skip")
@require_permission("self.change")
def skip(slug: str) -> ResponseReturnValue:
    """Set a mission aside."""
    service.skip(current_person_id(), slug)
    flash(_("C’est noté : elle ne vous sera plus proposée. Vous pouvez la reprendre quand vous voulez."))
    return redirect("/home")


@pages.post("/missions/<slug>/take-up")
@require_permission("self.change")
def take_up(slug: str) -> ResponseReturnValue:
    """Take up again what was put off or set aside."""
    service.take_up(current_person_id(), slug)
    return redirect(url_for("missions.mission", slug=slug))


@pages.post("/missions/<slug>/start-over")
@require_permission("self.change")
def start_over(slug: str) -> ResponseReturnValue:
    """Count from now on only."""
    service.start_over(current_person_id(), slug)
    flash(_("La mission repart de zéro, à partir de maintenant."))
    return redirect(url_for("missions.mission", slug=slug))


@pages.get("/paths/<slug>")
@require_permission("missions.see")
def path(slug: str) -> ResponseReturnValue:
    """One path, mission by mission."""
    return render_template("missions/path.html", path=progress.get_seen_path(current_person_id(), slug), **_marks())


def _marks() -> dict[str, object]:
    return {"now": clock.now(), "State": State}
