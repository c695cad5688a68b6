"""The winner's page, and HR's list of what was won."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel.access import get_current_person_id, require_permission
from missions.contests.claiming import queries
from missions.contests.naming.service import choose_naming
from missions.contests.payroll.queries import find_year_of_person
from missions.contests.prizes.queries import list_waiting_alternates
from missions.contests.prizes.service import claims
from missions.contests.prizes.service.award import get_award_year
from missions.contests.queries import get_listed_contest

pages = Blueprint("contest_prizes", __name__, template_folder="../../templates")

SEE, WRITE = "contests.see", "contests.write"


@pages.get("/contests/<slug>/prize")
@require_permission(SEE)
def show(slug: str) -> ResponseReturnValue:
    """What the reader won, and what they may do with it."""
    contest = get_listed_contest(slug)
    person_id, year = get_current_person_id(), get_award_year(contest)
    own_year = find_year_of_person(person_id, year)
    lines = queries.list_own_wins(contest, person_id)
    return render_template("contests/prize.html", contest=contest, lines=lines, year=year, own_year=own_year)


@pages.post("/contests/<slug>/prize/<int:win_id>/claim")
@require_permission(SEE)
def claim_prize(slug: str, win_id: int) -> ResponseReturnValue:
    """Take the prize."""
    claims.claim_prize(*_find_own_win(slug, win_id))
    flash(_("C’est noté : vous prenez ce lot. Les RH vous le remettent."))
    return _redirect_to_prize(slug)


@pages.post("/contests/<slug>/prize/<int:win_id>/decline")
@require_permission(SEE)
def decline_prize(slug: str, win_id: int) -> ResponseReturnValue:
    """Leave the prize to the next person."""
    claims.decline_prize(*_find_own_win(slug, win_id))
    flash(_("C’est noté : ce lot va à la personne suivante. Personne n’apprend qui l’a laissé."))
    return _redirect_to_prize(slug)


@pages.post("/contests/<slug>/prize/<int:win_id>/give-away")
@require_permission(SEE)
def give_prize_away(slug: str, win_id: int) -> ResponseReturnValue:
    """Let the value of the prize go to a charity."""
    claims.give_prize_away(*_find_own_win(slug, win_id))
    flash(_("C’est noté : la valeur de ce lot va à une association. Merci."))
    return _redirect_to_prize(slug)


@pages.post("/contests/<slug>/prize/<int:win_id>/name")
@require_permission(SEE)
def choose_name(slug: str, win_id: int) -> ResponseReturnValue:
    """Show the winner's name in the result, or no longer; a second press changes nothing."""
    is_named = "is_named" in request.form
    choose_naming(get_listed_contest(slug), get_current_person_id(), win_id, is_named=is_named)
    flash(
        _("C’est fait : le résultat montre votre nom.")
        if is_named
        else _("C’est fait : le résultat ne montre plus votre nom.")
    )
    return redirect(url_for(".show", slug=slug, _anchor=f"h-name-{win_id}"), HTTPStatus.SEE_OTHER)


@pages.get("/hr/contests/<slug>/prizes-won")
@require_permission(WRITE)
def list_prizes(slug: str) -> ResponseReturnValue:
    """What was won, by whom, and what is still to be handed over."""
    contest = get_listed_contest(slug)
    lines, passed = queries.list_all_wins(contest), queries.list_passed_prizes(contest)
    shown = {"lines": lines, "passed": passed, "following": list_waiting_alternates(contest.id)}
    return render_template("contests/prizes_won.html", contest=contest, **shown)


@pages.post("/hr/contests/<slug>/prizes-won/<int:win_id>")
@require_permission(WRITE)
def hand_prize_over(slug: str, win_id: int) -> ResponseReturnValue:
    """Note that the prize was handed over."""
    claims.hand_prize_over(get_listed_contest(slug), win_id, by_id=get_current_person_id())
    flash(_("C’est noté : le lot est remis."))
    return redirect(url_for(".list_prizes", slug=slug), HTTPStatus.SEE_OTHER)


def _find_own_win(slug: str, win_id: int) -> tuple[int, int]:
    """The reader, and the id of their win in the contest of the address."""
    person_id = get_current_person_id()
    return person_id, queries.get_own_win_id(get_listed_contest(slug), person_id, win_id)


def _redirect_to_prize(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=slug), HTTPStatus.SEE_OTHER)
