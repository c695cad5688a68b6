"""The page where HR names and orders the groups of badges."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import require_permission
from badges.grouping.form import EMPTY_ROWS, BadgeGroupRow, build_rows, parse_rows, read_posted_rows
from badges.grouping.service import delete_groups, save_group
from badges.queries import list_groups

pages = Blueprint("badge_groups", __name__, url_prefix="/hr/badges/groups")

WRITE = "badges.write"


@pages.get("")
@require_permission(WRITE)
def show() -> ResponseReturnValue:
    """The groups in their order, and rows for new ones."""
    return _render_page(build_rows(list_groups()))


@pages.post("")
@require_permission(WRITE)
def update() -> ResponseReturnValue:
    """Save every row; a row that was emptied deletes its group, whose badges stand among the others."""
    rows, drafts = parse_rows(_read_rows())
    if any(row.faults for row in rows):
        return _render_page([*rows, *[BadgeGroupRow()] * EMPTY_ROWS]), HTTPStatus.UNPROCESSABLE_ENTITY
    delete_groups([slug for slug in request.form.getlist("slug") if slug and slug not in drafts])
    for slug, draft in drafts.items():
        save_group(slug, draft)
    flash(_("Les groupes sont enregistrés."))
    return redirect(url_for(".show"), HTTPStatus.SEE_OTHER)


def _read_rows() -> Sequence[BadgeGroupRow]:
    sent = request.form
    names = {"fr": sent.getlist("fr"), "en": sent.getlist("en")}
    return read_posted_rows(sent.getlist("slug"), names, sent.getlist("place"))


def _render_page(rows: Sequence[BadgeGroupRow]) -> str:
    return render_template("badge_authoring/groups.html", rows=rows)
