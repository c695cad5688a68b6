"""Contests for machines: the list, one contest, and the files of its rules."""

from __future__ import annotations

from flask import Response, jsonify
from flask_smorest import Blueprint

from app.kernel.access import require_permission
from app.kernel.answers import UNCHANGED, answer_conditionally
from app.kernel.paging import PageQuery
from app.kernel.schema import JsonObject
from missions.contests.queries import get_listed_contest
from missions.contests.reading import queries
from missions.contests.reading.schemas.responses import ContestPageSchema, ContestSchema
from missions.contests.regulation.formats import TYPES, build_regulation_file
from missions.contests.regulation.queries import NoSuchRegulation, get_regulation
from missions.contests.regulation.wording import LANGUAGES

api = Blueprint(
    "contests_api", __name__, url_prefix="/api/v1/contests", description="Contests, as every colleague reads them."
)

SEE = "contests.see"
FILE = {"type": "string", "format": "binary"}


@api.get("")
@api.arguments(PageQuery, location="query")
@api.response(200, ContestPageSchema)
@api.alt_response(304, description=UNCHANGED)
@require_permission(SEE)
def list_contests(query: JsonObject) -> Response:
    """List the contests that are published, the latest first, whoever may join them."""
    page = queries.list_listed_contests(query["cursor"], query["limit"])
    return _build_conditional_answer(ContestPageSchema().dump({"data": page.items, "next_cursor": page.next_cursor}))


@api.get("/<slug>")
@api.response(200, ContestSchema)
@api.alt_response(304, description=UNCHANGED)
@require_permission(SEE)
def read_contest(slug: str) -> Response:
    """One contest: its rules, its prizes, how far its groups are, and who won once that is final. No person is named."""
    return _build_conditional_answer(ContestSchema().dump(queries.get_public_contest(slug)))


@api.get("/<slug>/rules/<int:version>/<language>.<kind>")
@api.doc(
    responses={
        "200": {"description": "The file.", "content": {TYPES[kind]: {"schema": FILE} for kind in sorted(TYPES)}}
    }
)
@api.alt_response(304, description=UNCHANGED)
@require_permission(SEE)
def read_rules(slug: str, version: int, language: str, kind: str) -> Response:
    """A version of the rules in `fr` or `en`, as `html`, `pdf` or `txt`: always the same bytes."""
    contest = get_listed_contest(slug)
    if language not in LANGUAGES or kind not in TYPES:
        raise NoSuchRegulation("The rules come in French and English, as text, HTML and PDF.")
    built = build_regulation_file(get_regulation(contest.id, version), language, kind)
    return answer_conditionally(Response(built.body, content_type=built.content_type))


def _build_conditional_answer(payload: object) -> Response:
    return answer_conditionally(jsonify(payload))
