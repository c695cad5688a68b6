"""The page of a session, for the two alone, and the guides, for everybody."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import current_person_id, require_permission
from app.kernel.errors import ServiceError
from mentoring.pairs.guide import guides
from mentoring.pairs.queries.page import offered_dates, sight_of
from mentoring.pairs.reading import DateUnread, read_seen, read_start
from mentoring.pairs.service import meet
from mentoring.pairs.telling import date_told

pages = Blueprint("sessions", __name__, url_prefix="/mentoring")

REFUSALS = {
    DateUnread: _l("Choisissez un jour et une heure."),
    meet.NoSuchDate: _l("Choisissez une date à venir, à un autre moment que vos autres séances."),
    meet.SessionChanged: _l("Cette séance a changé pendant que vous la regardiez : voici où elle en est."),
    meet.SessionHeld: _l("Cette séance a eu lieu : elle garde sa date."),
    meet.NotHeldYet: _l("Cette séance n’a pas commencé, ou elle a été annulée."),
    meet.PairOver: _l("Ce binôme est terminé : plus rien n’y change."),
}
"""What stood in the way, in words."""


@pages.get("/pairs/<int:pair_id>/sessions/<int:number>")
@require_permission("self.see")
def one(pair_id: int, number: int) -> ResponseReturnValue:
    """Its date, the next ones on which we are both free, and what it is about."""
    return _page(pair_id, number)


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/date")
@require_permission("self.change")
def date(pair_id: int, number: int) -> ResponseReturnValue:
    """Give it a date, or another one."""
    me = sight_of(current_person_id(), pair_id).me
    try:
        starts_at = read_start(request.form, me.zone)
        meet.set_date(me.id, pair_id, number, starts_at=starts_at, seen=read_seen(request.form))
    except tuple(REFUSALS) as refused:
        return _page(pair_id, number, refused=refused), refused.status
    flash(_("C’est réservé. Vos deux agendas reçoivent la date."))
    return redirect(url_for("pairs.one", pair_id=pair_id))


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/cancel")
@require_permission("self.change")
def cancel(pair_id: int, number: int) -> ResponseReturnValue:
    """Call it off; another date can be chosen at once."""
    try:
        meet.cancel(current_person_id(), pair_id, number, seen=read_seen(request.form) or 0)
    except tuple(REFUSALS) as refused:
        return _page(pair_id, number, refused=refused), refused.status
    flash(_("La séance est annulée, sans raison à donner. Vous pouvez lui donner une autre date."))
    return redirect(url_for("sessions.one", pair_id=pair_id, number=number))


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/held")
@require_permission("self.change")
def held(pair_id: int, number: int) -> ResponseReturnValue:
    """Say that it took place."""
    try:
        meet.hold(current_person_id(), pair_id, number)
    except tuple(REFUSALS) as refused:
        return _page(pair_id, number, refused=refused), refused.status
    flash(_("C’est noté : la séance a eu lieu."))
    return redirect(url_for("pairs.one", pair_id=pair_id))


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/theme")
@require_permission("self.change")
def theme(pair_id: int, number: int) -> ResponseReturnValue:
    """Choose what it is about."""
    meet.choose_theme(current_person_id(), pair_id, number, request.form.get("theme", ""))
    flash(_("Le thème est choisi."))
    return redirect(url_for("pairs.one", pair_id=pair_id))


@pages.get("/guides")
@require_permission("self.see")
def every_guide() -> ResponseReturnValue:
    """The six guides."""
    return render_template("mentoring/guides.html", guides=guides())


@pages.get("/guides/<name>")
@require_permission("self.see")
def guide(name: str) -> ResponseReturnValue:
    """One guide, on one page."""
    if name not in guides():
        abort(404)
    return render_template("mentoring/guide.html", guide=guides()[name])


def _page(pair_id: int, number: int, *, refused: ServiceError | None = None) -> str:
    sight = sight_of(current_person_id(), pair_id)
    found = next((one for one in sight.plan if one.number == number), None)
    if found is None:
        abort(404)
    shown = {"sight": sight, "pair": sight.pair, "meeting": found, "dates": offered_dates(sight), "guides": guides()}
    told = {"refusal": REFUSALS[type(refused)] if refused is not None else None, "typed": request.form}
    return render_template("mentoring/session.html", **shown, **told, now=clock.now(), date_told=date_told)
