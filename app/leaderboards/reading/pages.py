"""The pages of boards: tables of the last version from the top, never from the bottom, and boards of groups as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import current_person_id, has_permission, require_permission
from app.kernel.application import current_settings
from app.kernel.errors import Forbidden
from app.kernel.paging import write_cursor
from app.leaderboards.comparison import SHRINKAGE_PEOPLE
from app.leaderboards.measure import Words, measures_by_name
from app.leaderboards.queries import compute_own_score, list_boards
from app.leaderboards.readership import may_read_board, refuse_closed_board
from app.leaderboards.reading import queries
from app.leaderboards.reading.formats import groups_to_csv
from app.leaderboards.reading.views import BoardHead, join_rows, read_place
from app.leaderboards.subject import subjects_by_name

pages = Blueprint("leaderboards", __name__)

PAGE_SIZE, FIRST_PAGE_OF_PEOPLE = 50, 3


@pages.get("/boards")
@require_permission("self.see")
def index() -> ResponseReturnValue:
    """List the boards, each with the reader's own position."""
    heads = [queries.get_head(board.slug) for board in list_boards() if may_read_board(board)]
    boards = [(head, queries.find_own_position(head, current_person_id())) for head in heads]
    return render_template("leaderboards/index.html", boards=boards, subjects=subjects_by_name())


@pages.get("/boards/<slug>")
@require_permission("self.see")
def show(slug: str) -> ResponseReturnValue:
    """Show the first rows, the reader's own and its neighbours; with a cursor, the next page of the upper half."""
    head, person_id = queries.get_head(slug), current_person_id()
    refuse_closed_board(head)
    return render_template("leaderboards/board.html", **_page_variables(head, person_id, request.args.get("cursor")))


@pages.get("/boards/<slug>.csv")
@require_permission("boards.export")
def export_csv(slug: str) -> ResponseReturnValue:
    """Download a board of groups; a board of people is never a file."""
    head = queries.get_head(slug)
    if head.is_about_people:
        raise Forbidden("Boards of people are not exported: a file of them would hold names, or could be given them.")
    content = groups_to_csv(queries.list_all_groups(head), _("Autres, réunis"))
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{head.slug}.csv"'
    return answer


def _page_variables(head: BoardHead, person_id: int, cursor: str | None) -> dict[str, object]:
    most = FIRST_PAGE_OF_PEOPLE if head.is_about_people and cursor is None else PAGE_SIZE
    shown = queries.list_rows(head, person_id, after=read_place(cursor), most=most)
    return _explanation_variables(head, person_id) | {
        "head": head,
        "subjects": subjects_by_name(),
        "measures": measures_by_name(),
        "shown": shown,
        "rows": join_rows(shown) if cursor is None else shown.rows,
        "own_row": shown.around.own_row if shown.around else None,
        "following": None if shown.after is None else write_cursor([shown.after]),
    }


def _explanation_variables(head: BoardHead, person_id: int) -> dict[str, object]:
    settings = current_settings()
    score_now = compute_own_score(head, person_id, clock.now()) if head.is_about_people else 0
    return {
        "season": queries.find_season_of_board(head),
        "score_now": score_now,
        "own_score": _own_score_words(head.measure, score_now),
        "may_export": has_permission("boards.export") and not head.is_about_people,
        "shrinkage": SHRINKAGE_PEOPLE,
        "smallest_group": settings.smallest_group,
        "every": settings.group_boards_every,
    }


def _own_score_words(measure: str, score: int) -> Words:
    words, locale = measures_by_name()[measure].words, get_locale()
    is_one = score == 1 or (score == 0 and locale is not None and locale.language == "fr")
    return words.score_now if is_one else words.scores_now
