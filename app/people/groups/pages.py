"""The pages on which a region, a site or a unit is renamed or merged: first what would change, then one button that writes."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.kernel.access import require_permission
from app.kernel.errors import ServiceError
from app.people.directory import queries
from app.people.directory.entries import DirectoryGroup
from app.people.directory.service import groups
from app.people.models import Region, Site, Unit

pages = Blueprint("groups", __name__, url_prefix="/admin/people/groups")

WRITE = "directory.write"
HEADINGS = {
    DirectoryGroup.UNIT: _l("Équipes"),
    DirectoryGroup.SITE: _l("Sites"),
    DirectoryGroup.REGION: _l("Régions"),
}


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """List every group that is in use, with how many people it has."""
    groups_by_kind = [(kind, heading, queries.list_groups(kind)) for kind, heading in HEADINGS.items()]
    sizes = {people for *_kind, rows in groups_by_kind for *_name, people in rows}
    labels = {people: ngettext("%(num)s personne", "%(num)s personnes", people) for people in sizes}
    return render_template("people/groups.html", groups_by_kind=groups_by_kind, labels=labels)


@pages.get("/<kind>/<int:group_id>")
@require_permission(WRITE)
def show_group(kind: str, group_id: int) -> ResponseReturnValue:
    """Offer to rename a group, or to merge it into another one."""
    return _render_group(_parse_kind(kind), group_id)


@pages.get("/<kind>/<int:group_id>/rename")
@require_permission(WRITE)
def show_rename(kind: str, group_id: int) -> ResponseReturnValue:
    """Show what a new name would change."""
    group, name = queries.get_group_by_id(_parse_kind(kind), group_id), request.args.get("name", "")
    try:
        plan = groups.plan_rename(_parse_kind(kind), group.slug, name)
    except ServiceError as refused:
        return _render_group(_parse_kind(kind), group_id, name=name, name_fault=str(refused.detail)), 422
    if plan.after == group.name:
        return _render_group(plan.kind, group_id, name=name, name_fault=_("Le groupe porte déjà ce nom.")), 422
    values = {"kind": kind, "group": group, "plan": plan, "lines": list(groups.describe_rename(plan))}
    return render_template("people/group_rename.html", **values)


@pages.post("/<kind>/<int:group_id>/rename")
@require_permission(WRITE)
def rename_group(kind: str, group_id: int) -> ResponseReturnValue:
    """Give the group its new name."""
    group, name = queries.get_group_by_id(_parse_kind(kind), group_id), request.form.get("name", "")
    try:
        rename = groups.rename_named_group(_parse_kind(kind), group.slug, name)
    except ServiceError as refused:
        return _render_group(_parse_kind(kind), group_id, name=name, name_fault=str(refused.detail)), 422
    flash(_("%(before)s s’appelle désormais %(after)s.", before=rename.before, after=rename.after))
    return redirect(url_for("groups.index"))


@pages.get("/<kind>/<int:group_id>/merge")
@require_permission(WRITE)
def show_merge(kind: str, group_id: int) -> ResponseReturnValue:
    """Show what a merge would do, and that it is for good."""
    group, into = _load_groups_to_merge(kind, group_id, request.args.get("into", 0, type=int))
    if into is None:
        return _render_group(_parse_kind(kind), group_id, merge_fault=_("Choisissez un groupe de la liste.")), 422
    plan = groups.plan_merge(_parse_kind(kind), group.slug, into.slug)
    return _render_merge(kind, group, into, plan)


@pages.post("/<kind>/<int:group_id>/merge")
@require_permission(WRITE)
def merge_group(kind: str, group_id: int) -> ResponseReturnValue:
    """Merge the group for good; when it has other people than the page said, show the page again."""
    group, into = _load_groups_to_merge(kind, group_id, request.form.get("into", 0, type=int))
    if into is None:
        return _render_group(_parse_kind(kind), group_id, merge_fault=_("Choisissez un groupe de la liste.")), 422
    plan = groups.plan_merge(_parse_kind(kind), group.slug, into.slug)
    if request.form.get("people", type=int) != plan.people:
        return _render_merge(kind, group, into, plan, has_changed=True), 409
    groups.merge_groups(_parse_kind(kind), group.slug, into.slug)
    flash(_("%(before)s fait désormais partie de %(after)s.", before=plan.before, after=plan.after))
    return redirect(url_for("groups.index"))


def _parse_kind(kind: str) -> DirectoryGroup:
    if kind not in list(DirectoryGroup):
        abort(404)
    return DirectoryGroup(kind)


def _load_groups_to_merge(
    kind: str, group_id: int, into_id: int
) -> tuple[Region | Site | Unit, Region | Site | Unit | None]:
    """The group and the one that it is merged into; no second one when that is not another group in use."""
    group = queries.get_group_by_id(_parse_kind(kind), group_id)
    others = {other for other, _name, _people in queries.list_groups(_parse_kind(kind))} - {group_id}
    return group, queries.get_group_by_id(_parse_kind(kind), into_id) if into_id in others else None


def _render_group(
    kind: DirectoryGroup, group_id: int, *, name: str | None = None, name_fault: str = "", merge_fault: str = ""
) -> str:
    group = queries.get_group_by_id(kind, group_id)
    others = [(other, label) for other, label, _people in queries.list_groups(kind) if other != group_id]
    people = queries.count_people_of_group(kind, group_id)
    values = {"kind": kind, "group": group, "others": others, "people": people}
    faults = {"name_fault": name_fault, "merge_fault": merge_fault}
    return render_template("people/group.html", name=group.name if name is None else name, **values, **faults)


def _render_merge(
    kind: str,
    group: Region | Site | Unit,
    into: Region | Site | Unit,
    plan: groups.MergePlan,
    *,
    has_changed: bool = False,
) -> str:
    values = {"kind": kind, "group": group, "into": into, "plan": plan, "has_changed": has_changed}
    return render_template("people/group_merge.html", **values, lines=list(groups.describe_merge(plan)))
