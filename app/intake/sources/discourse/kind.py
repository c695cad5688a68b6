"""The kind `discourse`: webhooks of a forum, and the list of its posts."""

from __future__ import annotations

import hmac
from datetime import timedelta

import marshmallow as ma

from app.intake.inbox_kind import InboxKind
from app.intake.responses import build_address_option
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven
from app.intake.sources.discourse.activities import ASKER, read_item
from app.intake.sources.discourse.events import cut_delivery
from app.intake.sources.discourse.history import poll_posts
from app.intake.sources.discourse.states import GONE, SOLVED
from app.kernel.schema import Schema


class DiscourseOptions(Schema):
    """`address` is that of the forum, `categories` are those that everybody there may read, `question_categories` hold questions.

    `api_user` is the account as which posts are read. With `several_solutions`, a topic may have more than one.
    """

    address = build_address_option()
    categories = ma.fields.List(
        ma.fields.Int(),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={
            "label": {"fr": "Catégories ouvertes", "en": "Open categories"},
            "hint": {
                "fr": "Leurs numéros, un par ligne : celles que chacun peut lire.",
                "en": "Their numbers, one a line: those that everybody may read.",
            },
        },
    )
    question_categories = ma.fields.List(
        ma.fields.Int(),
        load_default=list,
        metadata={
            "label": {"fr": "Catégories de questions", "en": "Categories of questions"},
            "hint": {
                "fr": "Leurs numéros, un par ligne : chaque sujet y est une question.",
                "en": "Their numbers, one a line: each topic there is a question.",
            },
        },
    )
    api_user = ma.fields.String(
        load_default="system",
        validate=ma.validate.Regexp(r"[\w.\-]{1,60}\Z"),
        metadata={"label": {"fr": "Compte qui lit les messages", "en": "Account that reads posts"}},
    )
    several_solutions = ma.fields.Boolean(
        load_default=False,
        metadata={
            "label": {"fr": "Un sujet peut avoir plusieurs solutions", "en": "A topic may have several solutions"}
        },
    )


def _check_signature(source: ConnectedSource, request: RawRequest) -> None:
    """The forum signs the body with the first word of the secret, and dates nothing."""
    secret = source.secret.partition(" ")[0]
    signature = "sha256=" + hmac.digest(secret.encode(), request.body, "sha256").hex()
    shown = request.headers.get("x-discourse-event-signature", "")
    if not hmac.compare_digest(signature.encode(), shown.encode()):
        raise SourceNotProven(
            "X-Discourse-Event-Signature is not that of this body: compare the secret of the webhook."
        )


kind = InboxKind(
    name="discourse",
    label={"fr": "Discourse", "en": "Discourse"},
    sentence="Topics, answers, likes and solutions of a Discourse forum, by its webhooks.",
    authenticate=_check_signature,
    cut=cut_delivery,
    read=read_item,
    poll=poll_posts,
    poll_every=timedelta(minutes=15),
    options=DiscourseOptions,
    passing_memory=(ASKER, GONE, SOLVED),
    has_secret=True,
)
