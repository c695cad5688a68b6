"""The page on which two people of the directory become one: first both are chosen, then the figures are read, then one button writes."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import ServiceError
from app.people.merging.queries import get_person_to_merge
from app.people.merging.sentences import MergeOutcome
from app.people.merging.service.merge import PeopleChanged, merge_people, plan_merge
from app.people.models import Person

pages = Blueprint("merging", __name__, url_prefix="/admin/people/merge")

WRITE = "people.merge"


@pages.get("")
@require_permission(WRITE)
def show_merge() -> ResponseReturnValue:
    """Offer to choose two people, or show what their merge would do."""
    if "kept" not in request.args:
        return _render_choice({})
    people, faults = _find_both(request.args)
    if faults:
        return _render_choice(faults), 422
    names = [_describe_person(person) for person in people]
    try:
        outcome = plan_merge(*people, by_id=get_current_person_id())
    except ServiceError as refused:
        return _render_choice({"merged": str(refused.detail)}), refused.status
    return _render_plan(names, outcome)


@pages.post("")
@require_permission(WRITE)
def merge_both() -> ResponseReturnValue:
    """Merge them for good; when there are other lines than the page said, show the page again."""
    people, faults = _find_both(request.form)
    if faults:
        return _render_choice(faults), 422
    kept, merged = map(_describe_person, people)
    try:
        merge_people(*people, by_id=get_current_person_id(), rows=request.form.get("rows", -1, type=int))
    except PeopleChanged:
        return _render_plan([kept, merged], plan_merge(*people, by_id=get_current_person_id()), has_changed=True), 409
    except ServiceError as refused:
        return _render_choice({"merged": str(refused.detail)}), refused.status
    flash(_("C’est fait : %(merged)s est désormais %(kept)s.", merged=merged["name"], kept=kept["name"]))
    return redirect(url_for(".show_merge"))


def _find_both(given: Mapping[str, str]) -> tuple[list[Person], dict[str, str]]:
    """The person who stays and the one who goes, and what is wrong with each field."""
    people, faults = [], {}
    for field in ("kept", "merged"):
        try:
            people.append(get_person_to_merge(given.get(field, "")))
        except ServiceError as refused:
            faults[field] = str(refused.detail)
    return people, faults


def _describe_person(person: Person) -> dict[str, str]:
    name = f"{person.given_name} {person.family_name}".strip()
    return {"name": name, "external_id": person.external_id, "email": person.email}


def _render_choice(faults: Mapping[str, str]) -> str:
    return render_template("people/merge_choice.html", faults=faults, given=request.values)


def _render_plan(names: list[dict[str, str]], outcome: MergeOutcome, *, has_changed: bool = False) -> str:
    kept, merged = names
    values = {"kept": kept, "merged": merged, "rows": outcome.merged["rows"], "has_changed": has_changed}
    return render_template("people/merge_plan.html", sentences=outcome.list_sentences(), **values)
