"""The page of a session, for its two people only, and the guides, for all."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import ServiceError
from mentoring.pairs.date_form import InvalidDate, parse_session_start, parse_session_version
from mentoring.pairs.guide import list_guides_by_name
from mentoring.pairs.notice_texts import format_date_by_language
from mentoring.pairs.queries.page import get_pair_view, list_offered_dates
from mentoring.pairs.service import meetings

pages = Blueprint("sessions", __name__, url_prefix="/mentoring")

REFUSALS = {
    InvalidDate: _l("Choisissez un jour et une heure."),
    meetings.UnavailableDate: _l("Choisissez une date à venir, à un autre moment que vos autres séances."),
    meetings.SessionChanged: _l("Cette séance a changé pendant que vous la regardiez. Voici où elle en est."),
    meetings.SessionAlreadyHeld: _l("Cette séance a eu lieu : elle garde sa date."),
    meetings.CannotBeMarkedHeld: _l("Cette séance n’a pas commencé, ou elle a été annulée."),
    meetings.PairOver: _l("Ce binôme est terminé et ne change plus."),
}
"""The text of each refusal."""


@pages.get("/pairs/<int:pair_id>/sessions/<int:number>")
@require_permission("self.see")
def show(pair_id: int, number: int) -> ResponseReturnValue:
    """The date of a session, the next dates on which both are free, and its theme."""
    return _render_session(pair_id, number)


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/date")
@require_permission("self.change")
def set_date(pair_id: int, number: int) -> ResponseReturnValue:
    """Give the session a date, or another date."""
    me = get_pair_view(get_current_person_id(), pair_id).me
    try:
        starts_at = parse_session_start(request.form, me.zone)
        meetings.book_or_move_session(
            me.id, pair_id, number, starts_at=starts_at, version=parse_session_version(request.form)
        )
    except tuple(REFUSALS) as refused:
        return _render_session(pair_id, number, refused=refused), refused.status
    flash(_("C’est réservé. Vos deux agendas reçoivent la date."))
    return redirect(url_for("pairs.show", pair_id=pair_id))


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/cancel")
@require_permission("self.change")
def cancel_session(pair_id: int, number: int) -> ResponseReturnValue:
    """Cancel the session; another date can be chosen at once."""
    try:
        meetings.cancel_session(
            get_current_person_id(), pair_id, number, version=parse_session_version(request.form) or 0
        )
    except tuple(REFUSALS) as refused:
        return _render_session(pair_id, number, refused=refused), refused.status
    flash(_("La séance est annulée, sans raison à donner. Vous pouvez lui donner une autre date."))
    return redirect(url_for("sessions.show", pair_id=pair_id, number=number))


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/held")
@require_permission("self.change")
def mark_held(pair_id: int, number: int) -> ResponseReturnValue:
    """Confirm that the session took place."""
    try:
        meetings.mark_session_held(get_current_person_id(), pair_id, number)
    except tuple(REFUSALS) as refused:
        return _render_session(pair_id, number, refused=refused), refused.status
    flash(_("C’est noté : la séance a eu lieu."))
    return redirect(url_for("pairs.show", pair_id=pair_id))


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/theme")
@require_permission("self.change")
def choose_session_theme(pair_id: int, number: int) -> ResponseReturnValue:
    """Choose the theme of the session."""
    meetings.choose_session_theme(get_current_person_id(), pair_id, number, request.form.get("theme", ""))
    flash(_("Le thème est choisi."))
    return redirect(url_for("pairs.show", pair_id=pair_id))


@pages.get("/guides")
@require_permission("self.see")
def show_all_guides() -> ResponseReturnValue:
    """The six guides."""
    return render_template("mentoring/guides.html", guides=list_guides_by_name())


@pages.get("/guides/<name>")
@require_permission("self.see")
def show_guide(name: str) -> ResponseReturnValue:
    """One guide, on one page."""
    if name not in list_guides_by_name():
        abort(404)
    return render_template("mentoring/guide.html", guide=list_guides_by_name()[name])


def _render_session(pair_id: int, number: int, *, refused: ServiceError | None = None) -> str:
    view = get_pair_view(get_current_person_id(), pair_id)
    meeting = next((meeting for meeting in view.plan if meeting.number == number), None)
    if meeting is None:
        abort(404)
    shown = {"view": view, "pair": view.pair, "meeting": meeting, "dates": list_offered_dates(view)}
    problems = {"refusal": REFUSALS[type(refused)] if refused is not None else None, "typed": request.form}
    reading = {"guides": list_guides_by_name(), "now": clock.now(), "format_date": format_date_by_language}
    return render_template("mentoring/session.html", **shown, **problems, **reading)
