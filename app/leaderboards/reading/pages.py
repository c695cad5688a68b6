"""The pages of boards: tables of the last version from the top, never from the bottom, and boards of groups as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import get_current_person_id, has_permission, require_permission
from app.kernel.application import current_settings
from app.kernel.errors import Forbidden
from app.kernel.paging import encode_cursor
from app.kernel.polling import is_poll, respond_still_waiting, respond_with_next_page
from app.leaderboards.comparison import SHRINKAGE_PEOPLE
from app.leaderboards.groups.queries import find_own_group_key, list_earlier_subjects
from app.leaderboards.history.queries import WeeksOfGroup, find_weeks_of_group
from app.leaderboards.measure import Words, measures_by_name
from app.leaderboards.queries import compute_own_score, list_current_boards
from app.leaderboards.readership import can_current_principal_read_board, refuse_unless_board_readable
from app.leaderboards.reading import queries
from app.leaderboards.reading.formats import encode_groups_as_csv
from app.leaderboards.reading.rows import write_rows_of_people
from app.leaderboards.reading.views import BoardWithLastVersion, list_all_rows_of_page, parse_place_from_cursor
from app.leaderboards.subject import group_kinds_by_name

pages = Blueprint("leaderboards", __name__)

PAGE_SIZE, FIRST_PAGE_OF_PEOPLE = 50, 3


@pages.get("/boards")
@require_permission("self.see")
def index() -> ResponseReturnValue:
    """List the boards, each with the reader's own position."""
    heads = [
        queries.get_board_with_last_version(board.slug)
        for board in list_current_boards()
        if can_current_principal_read_board(board)
    ]
    boards = [(head, queries.find_own_position(head, get_current_person_id())) for head in heads]
    return render_template("leaderboards/index.html", boards=boards, subjects=group_kinds_by_name())


@pages.get("/boards/<slug>")
@require_permission("self.see")
def show_board(slug: str) -> ResponseReturnValue:
    """Show the first rows, the reader's own and its neighbours; with a cursor, the next page of the upper half."""
    head, person_id = queries.get_board_with_last_version(slug), get_current_person_id()
    refuse_unless_board_readable(head)
    if is_poll():
        here = url_for("leaderboards.show_board", slug=slug)
        return respond_still_waiting() if head.version == 0 else respond_with_next_page(here)
    return render_template(
        "leaderboards/board.html", **_build_board_page_context(head, person_id, request.args.get("cursor"))
    )


@pages.get("/boards/<slug>.csv")
@require_permission("boards.export")
def export_csv(slug: str) -> ResponseReturnValue:
    """Download a board of groups; a board of people is never a file."""
    head = queries.get_board_with_last_version(slug)
    if head.is_about_people:
        raise Forbidden("Boards of people are not exported: a file of them would hold names, or could be given them.")
    content = encode_groups_as_csv(queries.list_all_group_rows(head), _("Autres, réunis"))
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{head.slug}.csv"'
    return answer


def _build_board_page_context(head: BoardWithLastVersion, person_id: int, cursor: str | None) -> dict[str, object]:
    most = FIRST_PAGE_OF_PEOPLE if head.is_about_people and cursor is None else PAGE_SIZE
    shown = queries.load_board_page(head, person_id, after=parse_place_from_cursor(cursor), most=most)
    return _build_explanation_context(head, person_id) | {
        "head": shown.head,
        "subjects": group_kinds_by_name(),
        "measures": measures_by_name(),
        "shown": shown,
        "write_rows_of_people": write_rows_of_people,
        "rows": list_all_rows_of_page(shown) if cursor is None else shown.rows,
        "own_row": shown.around.own_row if shown.around else None,
        "following": None if shown.after is None else encode_cursor([shown.after]),
    }


def _build_explanation_context(head: BoardWithLastVersion, person_id: int) -> dict[str, object]:
    score_now = compute_own_score(head, person_id, clock.now()) if head.is_about_people else 0
    return {
        "season": queries.find_season_of_board(head),
        "weeks": _find_weeks_of_reader(head, person_id),
        "score_now": score_now,
        "own_score": _choose_own_score_sentence(head.measure, score_now),
        "may_export": has_permission("boards.export") and not head.is_about_people,
        "shrinkage": SHRINKAGE_PEOPLE,
        "is_cut": not head.is_about_people and bool(list_earlier_subjects(head.subject)),
        "settings": current_settings(),
    }


def _find_weeks_of_reader(head: BoardWithLastVersion, person_id: int) -> WeeksOfGroup | None:
    if head.is_about_people:
        return None
    own = find_own_group_key(head.subject, person_id)
    return None if own is None else find_weeks_of_group(head.id, own)


def _choose_own_score_sentence(measure: str, score: int) -> Words:
    words, locale = measures_by_name()[measure].words, get_locale()
    is_one = score == 1 or (score == 0 and locale is not None and locale.language == "fr")
    return words.score_now if is_one else words.scores_now
