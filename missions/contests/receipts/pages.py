"""The receipt of a prize, for its winner and for HR."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import get_current_person_id, require_permission
from missions.contests.claiming.queries import get_own_win_id
from missions.contests.models import Contest
from missions.contests.prizes.queries import WINS_OF_CONTEST
from missions.contests.queries import get_listed_contest
from missions.contests.receipts.queries import get_receipt

pages = Blueprint("contest_receipts", __name__, template_folder="../../templates")


@pages.get("/contests/<slug>/prize/<int:win_id>/receipt")
@require_permission("contests.see")
def show_own(slug: str, win_id: int) -> ResponseReturnValue:
    """The receipt of what the reader received."""
    contest = get_listed_contest(slug)
    return _render_receipt(contest, get_own_win_id(contest, get_current_person_id(), win_id), "contest_prizes.show")


@pages.get("/hr/contests/<slug>/prizes-won/<int:win_id>/receipt")
@require_permission("contests.write")
def show(slug: str, win_id: int) -> ResponseReturnValue:
    """The receipt of what HR handed over."""
    return _render_receipt(get_listed_contest(slug), win_id, "contest_prizes.list_prizes")


def _render_receipt(contest: Contest, win_id: int, back: str) -> str:
    receipt = get_receipt(WINS_OF_CONTEST.get_own_row(contest.id, win_id))
    return render_template("contests/receipt.html", contest=contest, receipt=receipt, back=back)
