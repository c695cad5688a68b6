"""The page of a session, for its two people only, and the guides, for all."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.errors import ServiceError
from app.kernel.workplace import OutsideWork
from app.web.languages import format_day
from mentoring.pairs.date_form import InvalidDate, is_date_confirmed, parse_session_start, parse_session_version
from mentoring.pairs.guide import list_guides_by_name
from mentoring.pairs.notice_texts import format_date_by_language
from mentoring.pairs.queries.page import get_pair_view, list_offered_dates
from mentoring.pairs.service import meetings
from mentoring.pairs.service.dates import DateOutsideWork, UnavailableDate
from mentoring.pairs.session_dates import DateRefusal

pages = Blueprint("sessions", __name__, url_prefix="/mentoring")

REFUSALS: dict[type[ServiceError], object] = {
    meetings.SessionChanged: _l("Cette séance a changé pendant que vous la regardiez. Voici où elle en est."),
    meetings.SessionAlreadyHeld: _l("Cette séance a eu lieu : elle garde sa date."),
    meetings.CannotBeMarkedHeld: _l("Cette séance n’a pas commencé, ou elle a été annulée."),
    meetings.PairOver: _l("Ce binôme est terminé et ne change plus."),
}
"""The text of each refusal."""
DATE_FAULTS = {
    DateRefusal.PAST: _l("Cette date est passée : choisissez une date à venir."),
    DateRefusal.BUSY: _l("L’un de vous n’est pas libre à ce moment : choisissez une autre date."),
}
OBSTACLES = {
    OutsideWork.HOLIDAY: _l("C’est un jour férié pour le site %(site)s."),
    OutsideWork.DAY: _l("Ce n’est pas un jour de travail pour le site %(site)s."),
    OutsideWork.HOURS: _l("C’est en dehors des heures de travail du site %(site)s."),
}
"""The sentence about each site where people do not work at the chosen moment."""


@pages.get("/pairs/<int:pair_id>/sessions/<int:number>")
@require_permission("self.see")
def show(pair_id: int, number: int) -> ResponseReturnValue:
    """The date of a session, the next dates on which both are free, and its theme."""
    return _render_session(pair_id, number)


@pages.post("/pairs/<int:pair_id>/sessions/<int:number>/date")
@require_permission("self.change")
def set_date(pair_id: int, number: int) -> ResponseReturnValue:
    """Give the session a date, or another date."""
    try:
        _book_date_of_form(pair_id, number)
    except (InvalidDate, UnavailableDate, DateOutsideWork) as doubtful:
        return _render_session(pair_id, number, date_problem=_build_date_problem(doubtful)), doubtful.status
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


def _book_date_of_form(pair_id: int, number: int) -> None:
    me = get_pair_view(get_current_person_id(), pair_id).me
    starts_at = parse_session_start(request.form, me.zone)
    meetings.book_or_move_session(
        me.id,
        pair_id,
        number,
        starts_at=starts_at,
        version=parse_session_version(request.form),
        is_confirmed=is_date_confirmed(request.form, starts_at),
    )


def _render_session(
    pair_id: int, number: int, *, refused: ServiceError | None = None, date_problem: Mapping[str, object] | None = None
) -> str:
    view = get_pair_view(get_current_person_id(), pair_id)
    meeting = next((meeting for meeting in view.plan if meeting.number == number), None)
    if meeting is None:
        abort(404)
    shown = {"view": view, "pair": view.pair, "meeting": meeting, "dates": list_offered_dates(view)}
    refusal = REFUSALS[type(refused)] if refused is not None else None
    problems = {"refusal": refusal, "typed": request.form, **(date_problem or {})}
    reading = {"guides": list_guides_by_name(), "now": clock.now(), "format_date": format_date_by_language}
    return render_template("mentoring/session.html", **shown, **problems, **reading)


def _build_date_problem(doubtful: InvalidDate | UnavailableDate | DateOutsideWork) -> dict[str, object]:
    """What the form of the date shows: the message at the field, or what is to be confirmed."""
    if isinstance(doubtful, DateOutsideWork):
        lines = [OBSTACLES[each.reason] % {"site": each.workplace.name} for each in doubtful.obstacles]
        away = [_("L’un de vous deux a indiqué une absence ce jour-là.")] if doubtful.is_somebody_away else []
        return {"to_confirm": doubtful.starts_at, "obstacles": [*lines, *away]}
    if isinstance(doubtful, InvalidDate):
        return {"date_error": _("Choisissez un jour et une heure.")}
    if doubtful.reason is DateRefusal.AFTER_ROUND:
        last = format_day(doubtful.last_on)
        return {"date_error": _("La campagne se termine le %(day)s : choisissez une date d’ici là.", day=last)}
    return {"date_error": DATE_FAULTS[doubtful.reason]}
