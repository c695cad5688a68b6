"""The three pages of the preparation: read in any order, left and taken up again, each marked as read."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import current_person_id, require_permission
from mentoring.preparation import queries, service
from mentoring.preparation.contents import CHAPTERS, SLUGS, minutes_left, next_after

pages = Blueprint("preparation", __name__, url_prefix="/mentoring/preparation")


@pages.get("")
@require_permission("mentoring.see")
def start() -> ResponseReturnValue:
    """The first page that is not read yet."""
    read = queries.read_by(current_person_id())
    return redirect(url_for(".chapter", slug=next((slug for slug in SLUGS if slug not in read), SLUGS[0])))


@pages.get("/<slug>")
@require_permission("mentoring.see")
def chapter(slug: str) -> ResponseReturnValue:
    """One page; the others are one click away."""
    if slug not in SLUGS:
        abort(404)
    mine = queries.list_mine(current_person_id())
    read = queries.read_by(current_person_id())
    shown = {"chapter": CHAPTERS[SLUGS.index(slug)], "chapters": CHAPTERS, "place": SLUGS.index(slug), "read": read}
    return render_template("mentoring/chapter.html", **shown, is_in=bool(mine), left=minutes_left(read))


@pages.post("/<slug>")
@require_permission("self.change")
def read(slug: str) -> ResponseReturnValue:
    """Mark it as read, and go on to the next one that is not."""
    if slug not in SLUGS:
        abort(404)
    service.mark_read(current_person_id(), slug)
    following = next_after(slug, queries.read_by(current_person_id()))
    if following is not None:
        return redirect(url_for(".chapter", slug=following))
    flash(_("Votre préparation est terminée : un binôme peut maintenant vous être proposé."))
    return redirect(url_for("mentoring.home"))
