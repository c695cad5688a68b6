"""The kind `xapi`: the address to which a learning platform, or a record store that forwards, sends its statements."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Sequence

import marshmallow as ma
from msgspec import json

from app.intake.inbox_kind import InboxKind, NativeItem, SourceMemory
from app.intake.request_body import decompress_body
from app.intake.source import ConnectedSource, HookResponse, RawRequest, SourceNotProven
from app.intake.sources.xapi.activities import read_item
from app.intake.sources.xapi.events import UnreadableRequest, cut_statement, identify_statements
from app.intake.sources.xapi.verbs import ACTS
from app.kernel.schema import Schema

VERSION = "2.0.0"
VERSIONS = ("1.0.3", VERSION)
HEADERS = {"X-Experience-API-Version": VERSION}
ABOUT, STATEMENTS = "about", "statements"
NO_STORE = b'{"error":"Statements are taken here, and none is given back."}'


class XapiOptions(Schema):
    """`home_pages` are those of the accounts that count; `verbs` adds verbs of the platform's own, each after the act that it is."""

    home_pages = ma.fields.List(
        ma.fields.Url(schemes={"http", "https"}, require_tld=False),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "label": {"fr": "Adresses des comptes (homePage)", "en": "Addresses of accounts (homePage)"},
            "hint": {
                "fr": "Une par ligne : les autres comptes ne comptent pas.",
                "en": "One a line: other accounts do not count.",
            },
        },
    )
    verbs = ma.fields.List(
        ma.fields.String(validate=ma.validate.Regexp(rf"({'|'.join(ACTS)}) https?://\S{{1,500}}\Z")),
        load_default=list,
        metadata={
            "label": {"fr": "Verbes propres à la plateforme", "en": "Verbs of the platform’s own"},
            "hint": {
                "fr": "Un par ligne : like https://lms.example.com/verbs/praised",
                "en": "One a line: like https://lms.example.com/verbs/praised",
            },
        },
    )


def _check_credentials(source: ConnectedSource, request: RawRequest) -> None:
    """The secret is `user:password` of Basic authentication, or a bearer token; both are compared, and nothing is dated."""
    secret, shown = source.secret.encode(), request.headers.get("authorization", "").encode()
    is_basic = hmac.compare_digest(b"Basic " + b64encode(secret), shown)
    is_bearer = hmac.compare_digest(b"Bearer " + secret, shown)
    if not (is_basic or is_bearer):
        raise SourceNotProven("Show the name and password of this source (Basic), or its token (Bearer).")


def _answer_about_or_reader(source: ConnectedSource, request: RawRequest) -> HookResponse | None:
    """The versions that are understood, to anybody, as the specification says; whoever reads statements finds no store."""
    if (request.method, request.path) == ("GET", ABOUT):
        return HookResponse(json.encode({"version": list(VERSIONS)}), "application/json", headers=HEADERS)
    if request.path == STATEMENTS and request.method in ("POST", "PUT"):
        return None
    _check_credentials(source, request)
    return HookResponse(NO_STORE, "application/json", 404, HEADERS)


def _cut_statements(source: ConnectedSource, request: RawRequest, _: SourceMemory) -> Sequence[NativeItem]:
    version = request.headers.get("x-experience-api-version", "")
    if not version.startswith(("1.0", "2.0")):
        raise UnreadableRequest("X-Experience-API-Version is 1.0.x or 2.0.x: send it with each request.")
    items = (
        cut_statement(statement_id, statement, source.options, request.received_at)
        for statement_id, statement in identify_statements(_read_body(request), request.query)
    )
    return [item for item in items if item is not None]


def _read_body(request: RawRequest) -> bytes:
    return decompress_body(request.body, request.headers.get("content-encoding", "").strip().lower())


def _acknowledge_statements(_: ConnectedSource, request: RawRequest) -> HookResponse:
    """A store answers the ids of what was posted, in order, and nothing to what was put."""
    if request.method == "PUT":
        return HookResponse(b"", "application/json", 204, HEADERS)
    ids = [statement_id for statement_id, _ in identify_statements(_read_body(request), request.query)]
    return HookResponse(json.encode(ids), "application/json", headers=HEADERS)


kind = InboxKind(
    name="xapi",
    label={"fr": "Plateforme de formation (xAPI)", "en": "Learning platform (xAPI)"},
    sentence="Posts, answers and gestures in the xAPI statements of a learning platform.",
    answer_challenge=_answer_about_or_reader,
    authenticate=_check_credentials,
    cut=_cut_statements,
    acknowledge=_acknowledge_statements,
    read=read_item,
    options=XapiOptions,
    has_secret=True,
    has_paths=True,
)
