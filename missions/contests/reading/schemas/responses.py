"""What the addresses of contests answer: the list, and one contest."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import Schema
from missions.contests.mode import contest_modes
from missions.contests.reading.schemas.parts import (
    FinalResultSchema,
    GroupProgressSchema,
    PrizeSchema,
    RulesSchema,
)
from missions.contests.states import LISTED
from missions.contests.terms import GroupSort


class ContestLineSchema(Schema):
    """A contest in the list."""

    slug = ma.fields.Str(attribute="contest.slug", required=True)
    title = ma.fields.Dict(keys=ma.fields.Str(), values=ma.fields.Str(), attribute="terms.title", required=True)
    mode = ma.fields.Str(attribute="terms.mode", required=True, validate=ma.validate.OneOf(sorted(contest_modes())))
    state = ma.fields.Str(attribute="contest.state", required=True, validate=ma.validate.OneOf(sorted(LISTED)))
    opens_at = ma.fields.DateTime(attribute="contest.opens_at", required=True)
    closes_at = ma.fields.DateTime(
        attribute="contest.closes_at",
        required=True,
        metadata={"description": "What is done at this second or later does not count."},
    )
    zone = ma.fields.Str(
        attribute="terms.calendar.zone",
        required=True,
        metadata={"description": "The time zone in which the rules write these moments.", "examples": ["Europe/Paris"]},
    )
    url = ma.fields.Str(
        required=True, metadata={"format": "uri", "description": "The page, for people who are signed in."}
    )


class ContestPageSchema(Schema):
    """Some contests, the latest first, and the cursor of the next page."""

    data = ma.fields.List(ma.fields.Nested(ContestLineSchema), required=True)
    next_cursor = ma.fields.Str(required=True, allow_none=True)


class ContestSchema(ContestLineSchema):
    """One contest as every colleague reads it."""

    group_sort = ma.fields.Str(
        attribute="terms.group_sort",
        required=True,
        allow_none=True,
        validate=ma.validate.OneOf([each.value for each in GroupSort]),
        metadata={"description": "What the groups are; null where people play for themselves."},
    )
    published_at = ma.fields.DateTime(attribute="contest.published_at", required=True)
    announced_at = ma.fields.DateTime(attribute="contest.announced_at", required=True, allow_none=True)
    finalised_at = ma.fields.DateTime(attribute="contest.finalised_at", required=True, allow_none=True)
    cancelled_at = ma.fields.DateTime(attribute="contest.cancelled_at", required=True, allow_none=True)
    cancel_message = ma.fields.Dict(
        keys=ma.fields.Str(),
        values=ma.fields.Str(),
        attribute="contest.cancel_message",
        required=True,
        allow_none=True,
        metadata={"description": "Why it was cancelled."},
    )
    commitment = ma.fields.Str(
        required=True,
        metadata={
            "description": "The SHA-256 of the seed that draws or breaks ties, published while the seed is sealed."
        },
    )
    rules = ma.fields.Nested(RulesSchema, required=True)
    prizes = ma.fields.List(ma.fields.Nested(PrizeSchema), required=True)
    groups = ma.fields.List(
        ma.fields.Nested(GroupProgressSchema),
        required=True,
        metadata={"description": "By name; none before the opening."},
    )
    figures_at = ma.fields.DateTime(
        required=True, allow_none=True, metadata={"description": "When the figures of the groups were published."}
    )
    result = ma.fields.Nested(
        FinalResultSchema, required=True, allow_none=True, metadata={"description": "Null until it is final."}
    )
