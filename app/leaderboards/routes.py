"""Boards for machines: the last published version."""

from __future__ import annotations

from flask_smorest import Blueprint

from app.kernel.access import allow
from app.kernel.schema import JsonObject
from app.leaderboards import queries
from app.leaderboards.audience import refuse_if_closed
from app.leaderboards.schemas import BoardSchema

api = Blueprint("boards_api", __name__, url_prefix="/api/v1/boards", description="Published leaderboards.")
SHOWN = 50


@api.get("/<slug>")
@api.response(200, BoardSchema)
@allow("boards.see")
def read_board(slug: str) -> JsonObject:
    """The upper half of a board, fifty rows at most, as of its last version. A machine reads boards of groups only."""
    board = queries.get_board(slug)
    refuse_if_closed(board)
    shown = queries.upper_half(board, SHOWN)
    standings = [
        {"rank": row.rank, "name": row.score.name, "score": row.score.score, "people": row.score.people}
        for row in shown.rows
    ]
    told = {"slug": board.slug, "title": board.title, "subject": board.subject}
    return {**told, "version": shown.version, "as_of": shown.as_of, "standings": standings}
