"""The form of wishes: one page for both sides, with what is wrong at its field; withdrawing and coming back are one click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from babel import Locale
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _

from app.kernel.access import current_person_id, require_permission
from app.kernel.errors import ServiceError
from app.web.languages import current_language
from app.web.visitor import current_visitor
from mentoring.rounds.models import MentoringSkill
from mentoring.skills.queries import list_offered
from mentoring.volunteers.models import Volunteer
from mentoring.volunteers.queries import volunteers as queries
from mentoring.volunteers.queries.involvements import Involvement, find_open_round_for, get_involvement
from mentoring.volunteers.terms import CAPACITIES, INTERESTS, LANGUAGES, LEVELS, Side
from mentoring.wishes import service
from mentoring.wishes.form import Remark, Said, read_said, remarks_of, said_of, terms_of
from mentoring.wishes.week import DAYS, HOURS

pages = Blueprint("wishes", __name__, url_prefix="/mentoring/wishes")


@pages.get("")
@require_permission("self.see")
def start() -> ResponseReturnValue:
    """The form of the round that takes wishes now; the home page when there is none."""
    found = find_open_round_for(current_person_id())
    return redirect(url_for(".form", slug=found.slug) if found else url_for("mentoring.home"))


@pages.get("/<slug>")
@require_permission("self.see")
def form(slug: str) -> ResponseReturnValue:
    """The form as it was last saved, or empty."""
    found = get_involvement(slug, current_person_id())
    if not found.takes_me or not queries.has_accepted_charter(current_person_id()):
        return redirect(url_for("mentoring.home"))
    return _page(found, _said_before(found, request.args.get("side", "")))


@pages.post("/<slug>")
@require_permission("self.change")
def keep(slug: str) -> ResponseReturnValue:
    """Save it, or show the other side; the form comes back with what is wrong."""
    found = get_involvement(slug, current_person_id())
    said = read_said(request.form.to_dict(flat=False))
    if request.form.get("do") in list(Side):
        return _page(found, replace(said, side=request.form["do"]))
    remarks = remarks_of(said, {skill.slug for skill in _skills(found)})
    if remarks:
        return _page(found, said, remarks=remarks), 422
    return _kept(found, said)


@pages.post("/<slug>/withdraw")
@require_permission("self.change")
def withdraw(slug: str) -> ResponseReturnValue:
    """Stop being a volunteer, at once."""
    service.withdraw(get_involvement(slug, current_person_id()).round, current_person_id())
    flash(
        _(
            "C’est fait : rien ne vous sera plus proposé, et personne n’en est informé. Vos réponses attendent votre retour."
        )
    )
    return redirect(url_for("mentoring.home"))


@pages.post("/<slug>/come-back")
@require_permission("self.change")
def come_back(slug: str) -> ResponseReturnValue:
    """Be a volunteer again with the same answers."""
    service.come_back(get_involvement(slug, current_person_id()).round, current_person_id())
    flash(_("Vous revoilà, avec les réponses que vous aviez données."))
    return redirect(url_for("mentoring.home"))


def _kept(found: Involvement, said: Said) -> ResponseReturnValue:
    try:
        mine = service.keep_wishes(found.round, current_person_id(), terms_of(said), seen=request.form.get("seen", ""))
    except (service.SaidElsewhere, service.SideIsSettled) as refused:
        return _page(found, said, refused=refused), refused.status
    flash(_("C’est enregistré à %(hour)s. Vous pouvez y revenir quand vous voulez.", hour=_hour_of(mine)))
    return redirect(url_for("mentoring.home"))


def _page(
    found: Involvement, said: Said, *, remarks: dict[str, Remark] | None = None, refused: ServiceError | None = None
) -> str:
    kind = type(refused).__name__ if refused else ""
    told = {"asked": found.round, "said": said, "remarks": remarks or {}, "refused": kind, "mine": found.volunteer}
    lists = {
        "skills": _skills(found),
        "hours": HOURS,
        "levels": LEVELS,
        "capacities": CAPACITIES,
        "interests": INTERESTS,
    }
    seen = service.moment_of(found.volunteer)
    return render_template("mentoring/wishes.html", **told, **lists, **_names(), seen=seen, Side=Side)


def _said_before(found: Involvement, side: str) -> Said:
    if found.volunteer is not None:
        return said_of(queries.terms_of_volunteer(found.volunteer))
    lines = "\n".join(queries.lines_of(current_person_id()))
    known = current_visitor()
    assert known is not None, "Whoever is signed in is known."
    return Said(side=side if side in list(Side) else "", languages=(known.locale,), avoids=lines)


def _skills(found: Involvement) -> Sequence[MentoringSkill]:
    """What is on the list, and what this person had chosen before it was retired."""
    return list_offered(queries.skills_held_by(found.volunteer.id) if found.volunteer else ())


def _names() -> dict[str, object]:
    """Languages and days, in the language of the answer."""
    known = Locale.parse(current_language())
    days = [
        (day, known.days["stand-alone"]["abbreviated"][day], known.days["stand-alone"]["wide"][day]) for day in DAYS
    ]
    return {"languages": {code: known.languages[code] for code in LANGUAGES}, "days": days}


def _hour_of(mine: Volunteer) -> str:
    """When it was saved, on the person's own clock."""
    return str(format_time(mine.saved_at, "H:mm" if current_language() == "en" else "H\u00a0'h'\u00a0mm"))
