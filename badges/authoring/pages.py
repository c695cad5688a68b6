"""The pages where badges are written: their list, one badge, the check before it is published, and the steps of its life."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.journal.objects import find_object_titles, list_rule_titles
from app.kernel import clock
from app.kernel.access import get_current_person_id, has_permission, require_permission
from badges import queries as badges
from badges.authoring import queries
from badges.authoring.health.health import assess_badge_health
from badges.authoring.health.queries import read_badge_vitals
from badges.authoring.preview.queries import NoDryRunReason, count_people_who_would_receive
from badges.authoring.writing.queries import find_unsaved_change_time, list_unsaved_new_badges
from badges.criteria.given import GIVEN_BY_HAND
from badges.criterion import list_required_objects
from badges.medal import OUTLINES
from badges.models import BadgeVersion
from badges.service import publish as publishing
from badges.service.write import delete_draft_or_unpublished_badge
from badges.states import BadgeState

pages = Blueprint("badge_authoring", __name__, url_prefix="/hr/badges")

WRITE = "badges.write"


@pages.context_processor
def _values_for_templates() -> dict[str, object]:
    return {"outlines": OUTLINES, "smallest": current_app.config["SETTINGS"].smallest_group}


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """Every badge: what it takes, where it stands, and how many hold it."""
    listed, unsaved = queries.list_badges_for_authors(), list_unsaved_new_badges(get_current_person_id())
    titles = find_object_titles(key for badge in listed for key in badge.required_objects)
    return render_template("badge_authoring/index.html", badges=listed, unsaved=unsaved, titles=titles)


@pages.get("/<slug>")
@require_permission(WRITE)
def show(slug: str) -> ResponseReturnValue:
    """One badge: what people read, its draft, and what can be done with it."""
    listed = queries.get_listed_badge(slug)
    values = _describe_version(listed.draft or listed.version)
    unsaved_at = find_unsaved_change_time(get_current_person_id(), slug)
    values |= {"dependents": list_rule_titles(f"badge:{slug}"), "unsaved_at": unsaved_at}
    values |= _describe_health(slug, listed)
    return render_template("badge_authoring/badge.html", listed=listed, **values, **_describe_hands(listed))


@pages.get("/<slug>/check")
@require_permission(WRITE)
def show_publication_check(slug: str) -> ResponseReturnValue:
    """What people will read, how many would receive it now, and what publishing changes."""
    listed = queries.get_listed_badge(slug)
    if listed.draft is None:
        return redirect(url_for(".show", slug=slug))
    count = count_people_who_would_receive(listed.draft)
    values = _describe_version(listed.draft) | {"count": count, "NoDryRunReason": NoDryRunReason}
    return render_template("badge_authoring/publication_check.html", listed=listed, **values)


@pages.post("/<slug>/publish")
@require_permission(WRITE)
def publish_badge(slug: str) -> ResponseReturnValue:
    """Put the draft in force."""
    published = publishing.publish_badge_draft(badges.get_badge(slug))
    if published.criterion == GIVEN_BY_HAND:
        flash(_("C’est publié. Les personnes que vous nommez le remettent."))
    else:
        flash(
            _("C’est publié. Les personnes qui remplissent déjà le critère le reçoivent dans les minutes qui viennent.")
        )
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/pause")
@require_permission(WRITE)
def pause_badge(slug: str) -> ResponseReturnValue:
    """Award it to nobody new for now."""
    publishing.pause_badge(badges.get_badge(slug))
    flash(_("Le badge est en pause : personne de plus ne le reçoit. Les personnes qui l’ont le gardent."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/resume")
@require_permission(WRITE)
def resume_badge(slug: str) -> ResponseReturnValue:
    """Award it again."""
    publishing.resume_badge(badges.get_badge(slug))
    flash(_("Le badge est à nouveau attribué, aussi aux personnes qui l’ont gagné entre-temps."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/end")
@require_permission(WRITE)
def end_badge(slug: str) -> ResponseReturnValue:
    """Count nothing that happens from now on."""
    publishing.end_badge(badges.get_badge(slug))
    flash(_("Le badge est clos. Les personnes qui l’ont le gardent."))
    return redirect(url_for(".show", slug=slug))


@pages.post("/<slug>/discard")
@require_permission(WRITE)
def discard_draft(slug: str) -> ResponseReturnValue:
    """Throw the draft away."""
    badge = badges.get_badge(slug)
    was_published = badge.state != BadgeState.DRAFT
    delete_draft_or_unpublished_badge(badge)
    flash(_("Le brouillon est supprimé."))
    return redirect(url_for(".show", slug=slug) if was_published else url_for(".index"))


def _describe_health(slug: str, listed: queries.ListedBadge) -> dict[str, object]:
    vitals = read_badge_vitals(badges.get_badge(slug), listed.version)
    return {"vitals": vitals, "health": assess_badge_health(vitals, clock.now())}


def _describe_hands(listed: queries.ListedBadge) -> dict[str, object]:
    return {
        "may_change_awards": has_permission("awards.write"),
        "is_given": (listed.draft or listed.version).criterion == GIVEN_BY_HAND,
        "giver_count": len(queries.list_giver_emails(listed.version.badge_id)),
    }


def _describe_version(version: BadgeVersion) -> dict[str, object]:
    required = list_required_objects(version.criterion, version.settings)
    titles = find_object_titles(required)
    words = queries.describe_version(version)
    return {
        "version": version,
        "words": words,
        "required": [titles[key] for key in required if key in titles],
        "progress": None
        if version.criterion == GIVEN_BY_HAND
        else {"words": words, "done": 0, "wanted": version.wanted},
    }
