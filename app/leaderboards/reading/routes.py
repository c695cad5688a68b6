"""Boards for machines and for one's own pages: the last published version, by pages, and where one stands."""

from __future__ import annotations

from flask import Response, request
from flask_smorest import Blueprint

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.schema import JsonObject
from app.leaderboards.queries import compute_own_score
from app.leaderboards.readership import refuse_unless_board_readable
from app.leaderboards.reading import queries
from app.leaderboards.reading.formats import encode_page_as_json, encode_position_as_json
from app.leaderboards.reading.schemas import AroundSchema, BoardPageQuery, BoardPageSchema
from app.leaderboards.reading.views import BoardPage, BoardWithLastVersion, parse_place_from_cursor
from app.leaderboards.ready_pages import get_page_or_make

api = Blueprint("boards_api", __name__, url_prefix="/api/v1/boards", description="Published leaderboards.")

PAGE_SIZE = 50


@api.get("/<slug>")
@api.arguments(BoardPageQuery(), location="query")
@api.response(200, BoardPageSchema)
@api.alt_response(304, description="Nothing that the page shows has changed since the ETag that was sent.")
@require_permission("boards.see")
def read_board(query: JsonObject, slug: str) -> Response:
    """The upper half of a board, fifty rows a page at most, as of its last version. A machine reads boards of groups only."""
    head = queries.get_board_with_last_version(slug)
    refuse_unless_board_readable(head)
    answer = Response(mimetype="application/json")
    answer.set_etag(f"{head.version_token}-{query['cursor'] or ''}-{query['limit']}", weak=True)
    if not request.if_none_match.contains_weak(answer.get_etag()[0] or ""):
        answer.set_data(_encode_page_using_cache(head, query["cursor"], query["limit"]))
    answer.make_conditional(request)
    return answer


@api.get("/<slug>/around-me")
@api.doc(operationId="around_me")
@api.response(200, AroundSchema)
@require_permission("self.see")
def show_own_position(slug: str) -> Response:
    """Where the person who is signed in stands on a board of people: as of its last version, and their score at this moment."""
    head, person_id = queries.get_board_with_last_version(slug), get_current_person_id()
    refuse_unless_board_readable(head)
    around = queries.find_own_position(head, person_id)
    now = compute_own_score(head, person_id, clock.now())
    return Response(encode_position_as_json(head, around, now), mimetype="application/json")


def _encode_page_using_cache(head: BoardWithLastVersion, cursor: str | None, limit: int) -> bytes:
    if cursor is not None or limit != PAGE_SIZE:
        return encode_page_as_json(_load_page_without_reader(head, parse_place_from_cursor(cursor), limit))
    return get_page_or_make(
        head.version_token, lambda: encode_page_as_json(_load_page_without_reader(head, 0, PAGE_SIZE))
    )


def _load_page_without_reader(head: BoardWithLastVersion, after: int, limit: int) -> BoardPage:
    return queries.load_board_page(head, None, after=after, most=limit)
