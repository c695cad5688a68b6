"""The pages where missions are written: their list, one mission, its form, and the check before it is published."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import require_permission
from app.kernel.errors import FieldError, ServiceError
from app.web.languages import current_time_zone
from missions import queries as missions
from missions.authoring import queries, service
from missions.authoring.forms import Setting
from missions.authoring.health import Block, Mark
from missions.authoring.mission_form import gather_mission, mission_form
from missions.authoring.posted import reordered
from missions.authoring.preview.queries import look_back
from missions.authoring.preview.telling import Look, Silence
from missions.authoring.versions import editions
from missions.authoring.writing import mission_said, read_mission
from missions.kind import Door, MissionKind, get_kind, kinds
from missions.models import Mission
from missions.service import publish as publishing

pages = Blueprint("authoring", __name__, url_prefix="/hr/missions")

WRITE = "missions.write"
STATES = ("draft", "published", "paused", "ended")


@pages.context_processor
def _marks() -> dict[str, object]:
    return {"Block": Block, "Mark": Mark, "Silence": Silence, "Door": Door}


@pages.get("")
@require_permission(WRITE)
def every() -> ResponseReturnValue:
    """Every mission with the health of its rule, by state and by words."""
    state, words = request.args.get("state", ""), request.args.get("q", "").strip()
    found = queries.list_missions(state=state if state in STATES else None, words=words)
    shown = {"missions": found, "state": state, "q": words, "states": STATES, "kinds": kinds()}
    return render_template("authoring/every.html", **shown, **_told())


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """Which kind, then its form."""
    chosen = kinds().get(request.args.get("kind", ""))
    if chosen is None:
        return render_template("authoring/kinds.html", kinds=kinds().values())
    return _form(chosen, {"minutes": 5, "points": 10})


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Keep a new mission as a draft; the form comes back with what is wrong."""
    return _answered(get_kind(request.form.get("kind", "")), None)


@pages.get("/<slug>")
@require_permission(WRITE)
def mission(slug: str) -> ResponseReturnValue:
    """What people read, whether the rule lives, what changed from version to version."""
    listed, asked = queries.get_listed(slug), missions.get_mission(slug)
    versions = missions.list_versions(asked)
    shown = {"listed": listed, "version": versions[0], "kind": kinds().get(listed.kind)}
    return render_template("authoring/mission.html", **shown, editions=editions(versions), now=clock.now(), **_told())


@pages.get("/<slug>/edit")
@require_permission(WRITE)
def edit(slug: str) -> ResponseReturnValue:
    """The form, as the newest version says it."""
    asked = missions.get_mission(slug)
    newest = missions.list_versions(asked)[0]
    return _form(get_kind(newest.kind), mission_said(slug, newest), asked)


@pages.post("/<slug>/edit")
@require_permission(WRITE)
def change(slug: str) -> ResponseReturnValue:
    """Keep the next version as a draft; the form comes back with what is wrong."""
    asked = missions.get_mission(slug)
    newest = missions.list_versions(asked)[0]
    return _answered(get_kind(newest.kind), asked)


@pages.get("/<slug>/check")
@require_permission(WRITE)
def check(slug: str) -> ResponseReturnValue:
    """What people will read, whom it would have reached, and what publishing changes."""
    asked = missions.get_mission(slug)
    draft = missions.find_draft(asked)
    if draft is None:
        return redirect(url_for(".mission", slug=slug))
    _slug, writing = read_mission(mission_said(slug, draft))
    shown = {"listed": queries.get_listed(slug), "version": draft, "look": look_back(slug, writing)}
    return render_template("authoring/check.html", **shown, blocks=queries.blocks_if_published(slug), **_told())


@pages.post("/<slug>/publish")
@require_permission(WRITE)
def publish(slug: str) -> ResponseReturnValue:
    """Put the draft in force."""
    publishing.publish(missions.get_mission(slug))
    flash(_("C’est publié. La mission s’ouvre aux personnes qu’elle concerne."))
    return redirect(url_for(".mission", slug=slug))


@pages.post("/<slug>/pause")
@require_permission(WRITE)
def pause(slug: str) -> ResponseReturnValue:
    """Propose it to nobody for now."""
    publishing.pause(missions.get_mission(slug))
    flash(_("La mission est en pause : elle n’est plus proposée. Ce que les gens font pour elle compte toujours."))
    return redirect(url_for(".mission", slug=slug))


@pages.post("/<slug>/resume")
@require_permission(WRITE)
def resume(slug: str) -> ResponseReturnValue:
    """Propose it again."""
    publishing.resume(missions.get_mission(slug))
    flash(_("La mission est à nouveau proposée."))
    return redirect(url_for(".mission", slug=slug))


@pages.post("/<slug>/end")
@require_permission(WRITE)
def end(slug: str) -> ResponseReturnValue:
    """Count nothing more from now on."""
    publishing.end(missions.get_mission(slug))
    flash(_("La mission est close. Ce qui a été acquis reste acquis."))
    return redirect(url_for(".mission", slug=slug))


@pages.post("/<slug>/discard")
@require_permission(WRITE)
def discard(slug: str) -> ResponseReturnValue:
    """Throw the draft away."""
    asked = missions.get_mission(slug)
    was_published = asked.state != "draft"
    publishing.discard(asked)
    flash(_("Le brouillon est jeté."))
    return redirect(url_for(".mission", slug=slug) if was_published else url_for(".every"))


def _answered(kind: MissionKind, asked: Mission | None) -> ResponseReturnValue:
    """What the button that was pressed asks for; a refusal brings the form back, and keeps nothing."""
    raw = gather_mission(kind, request.form.to_dict(flat=False), _zone())
    raw |= {"slug": asked.slug} if asked else {}
    if "move" in request.form:
        return _form(kind, reordered(raw, request.form["move"]), asked)
    try:
        return _kept(kind, raw, asked)
    except ServiceError as refused:
        if not refused.errors:
            raise
        return _form(kind, raw, asked, errors=refused.errors), 422


def _kept(kind: MissionKind, raw: dict[str, object], asked: Mission | None) -> ResponseReturnValue:
    if request.form.get("do") == "preview":
        slug, writing = read_mission(raw)
        return _form(kind, raw, asked, look=look_back(slug, writing))
    draft = service.change_mission(asked, raw) if asked else service.create_mission(raw)
    slug = str(raw["slug"])
    flash(_("Le brouillon est enregistré. Personne ne le voit avant sa publication."))
    where = ".check" if request.form.get("do") == "check" and draft.published_at is None else ".mission"
    return redirect(url_for(where, slug=slug))


def _form(
    kind: MissionKind,
    raw: dict[str, object],
    asked: Mission | None = None,
    *,
    errors: tuple[FieldError, ...] = (),
    look: Look | Silence | None = None,
) -> str:
    form = mission_form(kind, raw, Setting(errors=errors, choices=queries.choices(), zone=_zone()))
    shown = {"kind": kind, "form": form, "mission": asked, "errors": errors, "look": look, "raw": raw}
    return render_template("authoring/form.html", **shown, **_told())


def _told() -> dict[str, object]:
    return {"smallest": current_app.config["SETTINGS"].smallest_group}


def _zone() -> str:
    return current_time_zone() or "Europe/Paris"
