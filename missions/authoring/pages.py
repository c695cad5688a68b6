"""The pages where missions are written: their list, one mission, its form, and the check before it is published."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.journal.objects import list_rule_titles
from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.kept_figures.queries import find_counted_moment
from app.kernel.rule_health import RuleHealthStatus
from missions import queries as missions
from missions.authoring import queries
from missions.authoring.drafts import encode_mission_version, parse_mission_draft
from missions.authoring.health import MissionObstacle
from missions.authoring.people.queries import MISSION_PEOPLE
from missions.authoring.preview.queries import preview_mission_on_last_month
from missions.authoring.preview.summary import NoPreviewReason
from missions.authoring.version_history import list_versions_with_changes
from missions.authoring.writing.queries import find_unsaved_change_time, list_unsaved_new_missions
from missions.kind import mission_kinds
from missions.models import MissionVersion
from missions.service import publish as publishing

pages = Blueprint("authoring", __name__, url_prefix="/hr/missions")

WRITE = "missions.write"
STATES = ("draft", "published", "paused", "ended")


@pages.context_processor
def _enums_for_templates() -> dict[str, object]:
    return {
        "MissionObstacle": MissionObstacle,
        "RuleHealthStatus": RuleHealthStatus,
        "NoPreviewReason": NoPreviewReason,
    }


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """Every mission with the health of its rule, by state and by words."""
    state, words = request.args.get("state", ""), request.args.get("q", "").strip()
    listed = queries.list_missions(state=state if state in STATES else None, words=words)
    values: dict[str, object] = {
        "missions": listed,
        "state": state,
        "q": words,
        "states": STATES,
        "kinds": mission_kinds(),
    }
    values["unsaved"] = list_unsaved_new_missions(get_current_person_id())
    return render_template("authoring/index.html", **values, **_figures_context())


@pages.get("/<slug>")
@require_permission(WRITE)
def show(slug: str) -> ResponseReturnValue:
    """What people read, whether the rule lives, what changed from version to version."""
    listed, mission = queries.get_listed_mission(slug), missions.get_mission(slug)
    versions = missions.list_versions(mission)
    values = {"listed": listed, "version": versions[0], "kind": mission_kinds().get(listed.kind)}
    return render_template(
        "authoring/mission.html",
        **values,
        editions=list_versions_with_changes(versions),
        now=clock.now(),
        dependents=list_rule_titles(f"mission:{slug}"),
        unsaved_at=find_unsaved_change_time(get_current_person_id(), slug),
        **_figures_context(),
    )


@pages.get("/<slug>/check")
@require_permission(WRITE)
def show_publication_check(slug: str) -> ResponseReturnValue:
    """What people will read, how many it would have reached, and what publishing changes."""
    mission = missions.get_mission(slug)
    draft = missions.find_draft_version(mission)
    if draft is None:
        return redirect(url_for(".show", slug=slug))
    return render_template(
        "authoring/publication_check.html", **_build_publication_check(slug, draft), **_figures_context()
    )


@pages.post("/<slug>/publish")
@require_permission(WRITE)
def publish_mission(slug: str) -> ResponseReturnValue:
    """Put the draft in force."""
    publishing.publish_draft(missions.get_mission(slug))
    flash(_("C’est publié. La mission s’ouvre aux personnes qu’elle concerne."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/pause")
@require_permission(WRITE)
def pause_mission(slug: str) -> ResponseReturnValue:
    """Suggest it to no new person for now."""
    publishing.pause_mission(missions.get_mission(slug))
    flash(_("La mission est en pause : elle n’est plus proposée. Ce que les personnes font pour elle compte toujours."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/resume")
@require_permission(WRITE)
def resume_mission(slug: str) -> ResponseReturnValue:
    """Propose it again."""
    publishing.resume_mission(missions.get_mission(slug))
    flash(_("La mission est à nouveau proposée."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/end")
@require_permission(WRITE)
def end_mission(slug: str) -> ResponseReturnValue:
    """Count nothing more from now on."""
    publishing.end_mission(missions.get_mission(slug))
    flash(_("La mission est close. Ce qui a été acquis reste acquis."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/discard")
@require_permission(WRITE)
def discard_draft(slug: str) -> ResponseReturnValue:
    """Throw the draft away."""
    mission = missions.get_mission(slug)
    was_published = mission.state != "draft"
    publishing.delete_draft_or_unpublished_mission(mission)
    flash(_("Le brouillon est supprimé."))
    return redirect(url_for(".show", slug=slug) if was_published else url_for(".index"))


def _build_publication_check(slug: str, draft: MissionVersion) -> dict[str, object]:
    _slug, mission_draft = parse_mission_draft(encode_mission_version(slug, draft))
    return {
        "listed": queries.get_listed_mission(slug),
        "version": draft,
        "preview": preview_mission_on_last_month(slug, mission_draft),
        "obstacles": queries.list_obstacles_if_published(slug),
    }


def _figures_context() -> dict[str, object]:
    """What pages say of their figures: the smallest group, and when they were counted."""
    return {
        "smallest": current_app.config["SETTINGS"].smallest_group,
        "counted_at": find_counted_moment(MISSION_PEOPLE),
    }
