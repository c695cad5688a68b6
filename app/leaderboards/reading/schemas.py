"""The shapes of a published board, for machines and for one's own pages."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.paging import CURSOR_IN_DOCUMENT
from app.kernel.schema import Schema
from app.leaderboards.subject import PERSON, group_kinds_by_name


class StandingSchema(Schema):
    """One row. People who did not choose to appear are in none."""

    rank = ma.fields.Int(
        required=True,
        allow_none=True,
        metadata={
            "description": "Equal scores share it; null in the lower half, and for the groups that are merged because they are small."
        },
    )
    name = ma.fields.Str(
        required=True,
        allow_none=True,
        metadata={
            "description": "The name or pseudonym of a person; null for the merged groups, and for colleagues of the lower half."
        },
    )
    score = ma.fields.Float(
        required=True, allow_none=True, metadata={"description": "What ranks; null for the merged groups."}
    )
    people = ma.fields.Int(metadata={"description": "Groups only: how many people are in it."})
    total = ma.fields.Int(metadata={"description": "Groups only, not the merged ones: what they reached together."})
    per_head = ma.fields.Float(
        metadata={"description": "Groups only, not the merged ones: the total divided by the people, to the hundredth."}
    )
    share = ma.fields.Int(
        allow_none=True,
        metadata={
            "description": "Groups only: how many in a hundred take part, to the nearest ten; null where few do, or nearly all."
        },
    )


class BoardSchema(Schema):
    """A version of a board: true as of a moment."""

    slug = ma.fields.Str(required=True)
    title = ma.fields.Dict(keys=ma.fields.Str(), values=ma.fields.Str(), required=True)
    subject = ma.fields.Str(required=True, validate=ma.validate.OneOf([PERSON, *sorted(group_kinds_by_name())]))
    version = ma.fields.Int(required=True, metadata={"description": "0 until the first is published."})
    as_of = ma.fields.DateTime(required=True, allow_none=True)


class BoardPageSchema(BoardSchema):
    """Rows of its upper half."""

    standings = ma.fields.List(ma.fields.Nested(StandingSchema), required=True)
    next_cursor = ma.fields.Str(
        required=True,
        allow_none=True,
        metadata={"description": "For the next rows; null at the end of the upper half."},
    )


class AroundSchema(BoardSchema):
    """Where the person who is signed in stands, with their neighbours."""

    own_row = ma.fields.Nested(
        StandingSchema,
        data_key="mine",
        required=True,
        allow_none=True,
        metadata={"description": "Null for whoever is not on it."},
    )
    ahead = ma.fields.List(ma.fields.Nested(StandingSchema), required=True)
    behind = ma.fields.List(ma.fields.Nested(StandingSchema), required=True)
    score_now = ma.fields.Int(required=True, metadata={"description": "Their own score at this moment."})


class BoardPageQuery(Schema):
    """Which rows."""

    cursor = ma.fields.Str(load_default=None, metadata=CURSOR_IN_DOCUMENT)
    limit = ma.fields.Int(load_default=50, validate=ma.validate.Range(1, 50))
