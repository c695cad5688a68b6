"""The page of a board: a real table, as of a moment, from the top and never from the bottom."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import allow, current_person_id
from app.leaderboards import queries
from app.leaderboards.audience import may_read, refuse_if_closed
from app.leaderboards.merging import MERGED
from app.people.queries import get_person

pages = Blueprint("leaderboards", __name__)

SHOWN = 50


@pages.get("/boards")
@allow("self.see")
def every() -> ResponseReturnValue:
    """The boards there are."""
    return render_template(
        "leaderboards/every.html", boards=[board for board in queries.list_boards() if may_read(board)]
    )


@pages.get("/boards/<slug>")
@allow("self.see")
def board(slug: str) -> ResponseReturnValue:
    """The upper half of a board, fifty rows at most; one's own, or one's unit's, is marked wherever it stands."""
    asked, person = queries.get_board(slug), get_person(current_person_id())
    refuse_if_closed(asked)
    mine = person.id if asked.subject == "person" else person.unit_id
    shown = queries.excerpt(asked, mine, SHOWN)
    return render_template("leaderboards/board.html", shown=shown, mine=mine, merged=MERGED)
