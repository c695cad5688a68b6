"""What machines read of badges: those that their holders show in the network, all of them by their changes, one, or those of a person."""

from __future__ import annotations

import orjson
from flask import Response, request
from flask_smorest import Blueprint

from app.kernel.access import require_permission
from app.kernel.answers import UNCHANGED, add_next_link, answer_conditionally
from app.kernel.errors import Gone, NotAcceptable
from app.kernel.schema import JsonObject
from badges.credentials.queries import get_version_of_credential
from badges.credentials.service.sign import ensure_credential
from badges.network import queries
from badges.network.formats import FORMS, JSON, SIGNED_FORMS, build_awards
from badges.network.schemas import AwardFeedQuery, AwardFeedSchema, AwardSchema, AwardsOfPersonSchema
from badges.network.service import read_changes

awards = Blueprint(
    "awards_api",
    __name__,
    url_prefix="/api/v1/awards",
    description="The badges that their holders show in the network.",
)
people = Blueprint(
    "people_api", __name__, url_prefix="/api/v1/people", description="What a profile in the network shows of a person."
)

FILE = {"type": "string", "format": "binary"}
OTHER_FORMS = {form: {"schema": FILE if form.startswith("image/") else {"type": "string"}} for form in SIGNED_FORMS}


class AwardNotValid(Gone):
    """The award was revoked, or its term is over: it has no signed form any more."""

    problem = "award-not-valid"


class NoSuchForm(NotAcceptable):
    """The award has no form of the media types that the caller accepts."""


@awards.get("")
@awards.arguments(AwardFeedQuery, location="query")
@awards.response(
    200,
    AwardFeedSchema,
    headers={
        "Link": {"description": 'The next page, as rel="next", while there is one.', "schema": {"type": "string"}}
    },
)
@awards.alt_response(304, description=UNCHANGED)
@awards.alt_response(410, "GONE")
@require_permission("awards.pull")
def list_awards(query: JsonObject) -> Response:
    """List the badges that their holders show, the latest change last: keep `next_cursor`, and come back with it for what changed since.

    An award that changes comes again, as it is then, under the same `id`: `revoked`, `expired`, or `withdrawn`, when its
    holder takes it back, leaves or pauses. 410: start again without a cursor.
    """
    page = read_changes(query["cursor"], query["limit"], query["since"])
    shown = build_awards(page.items, queries.read_texts_of_badges(page.items))
    answer = _respond_with_json({"data": shown, "next_cursor": page.next_cursor, "done": page.done})
    if not page.done:
        add_next_link(answer, page.next_cursor)
    return answer


@awards.get("/<id_>")
@awards.doc(responses={"200": {"description": "The award, in the form that Accept asks for.", "content": OTHER_FORMS}})
@awards.response(200, AwardSchema)
@awards.alt_response(304, description=UNCHANGED)
@awards.alt_response(404, "NOT_FOUND")
@awards.alt_response(406, "NOT_ACCEPTABLE")
@awards.alt_response(410, "GONE")
@require_permission("awards.pull")
def read_award(id_: str) -> Response:
    """Read one award as JSON, as a signed credential with its proof or as a JWT, or as a picture that holds the credential.

    404 once its holder shows it no longer. 410 for a signed form of an award that was revoked or is over.
    """
    award, form = queries.get_shown_award(id_), _choose_form()
    answer = _respond_with_json(_build_award_alone(award)) if form == JSON else _respond_with_form(award, form)
    answer.vary.add("Accept")
    return answer


@people.get("/<id_>/badges")
@people.response(200, AwardsOfPersonSchema)
@people.alt_response(304, description=UNCHANGED)
@require_permission("awards.pull")
def list_badges_of_person(id_: str) -> Response:
    """List the valid badges that a person shows, for their profile: the latest first, none for whoever shows none or is unknown."""
    shown = queries.list_shown_awards_of_person(id_)
    return _respond_with_json({"data": build_awards(shown, queries.read_texts_of_badges(shown))})


def _build_award_alone(award: queries.AwardInNetwork) -> JsonObject:
    return build_awards([award], queries.read_texts_of_badges([award]))[0]


def _choose_form() -> str:
    form = request.accept_mimetypes.best_match(FORMS) if request.headers.get("Accept") else JSON
    if form is None:
        raise NoSuchForm(f"An award comes as {', '.join(FORMS)}: accept one of these.")
    return form


def _respond_with_form(award: queries.AwardInNetwork, form: str) -> Response:
    if award.state != "valid" or award.person_id is None or award.slug is None:
        raise AwardNotValid("This badge is not valid any more: it comes as application/json alone.")
    signed = ensure_credential(award.person_id, award.slug)
    body = SIGNED_FORMS[form](signed, get_version_of_credential(signed))
    return _keep_privately(Response(body, content_type=form))


def _respond_with_json(payload: JsonObject) -> Response:
    return _keep_privately(Response(orjson.dumps(payload), mimetype=JSON))


def _keep_privately(answer: Response) -> Response:
    """The answer by its ETag. It is asked for again each time: what a holder takes back is gone at once."""
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer_conditionally(answer)
