"""What the addresses of shown awards read and answer."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.paging import PageQuery
from app.kernel.schema import JsonInt, Schema, UtcDateTime

STATES = ("valid", "expired", "revoked", "withdrawn")


class AwardFeedQuery(PageQuery):
    """From where, and how many; `since` leaves out what has not changed since that moment."""

    since = UtcDateTime(load_default=None)


class ShownBadgeSchema(Schema):
    """The badge, in the version that was awarded."""

    slug = ma.fields.Str(required=True, metadata={"examples": ["first-steps"]})
    version = JsonInt(required=True)
    name = ma.fields.Dict(
        keys=ma.fields.Str(),
        values=ma.fields.Str(),
        required=True,
        metadata={"description": "By language: `fr`, `en`."},
    )
    description = ma.fields.Dict(keys=ma.fields.Str(), values=ma.fields.Str(), required=True)
    url = ma.fields.Str(required=True, metadata={"format": "uri", "description": "Its page, for who is signed in."})
    picture = ma.fields.Str(required=True, metadata={"format": "uri", "description": "Its drawing, for everybody."})


class AwardSchema(Schema):
    """An award that its holder shows. One that is `withdrawn` has no other member than `id`, `state` and `changed_at`: forget it."""

    id = ma.fields.Str(
        required=True, metadata={"description": "Its name here; once withdrawn for good, never given again."}
    )
    state = ma.fields.Str(required=True, validate=ma.validate.OneOf(STATES))
    changed_at = UtcDateTime(required=True)
    url = ma.fields.Str(metadata={"format": "uri", "description": "This award, in each of its forms."})
    person = ma.fields.Str(metadata={"description": "The person's identifier in the directory."})
    badge = ma.fields.Nested(ShownBadgeSchema)
    awarded_at = UtcDateTime()
    expires_at = UtcDateTime(allow_none=True, metadata={"description": "Null where the badge has no term."})


class AwardFeedSchema(Schema):
    """Some awards, the latest change last. Come back with `next_cursor`, also when `done` says that these are all for now."""

    data = ma.fields.List(ma.fields.Nested(AwardSchema), required=True)
    next_cursor = ma.fields.Str(required=True)
    done = ma.fields.Bool(required=True)


class AwardsOfPersonSchema(Schema):
    """The valid badges that a person shows, the latest first."""

    data = ma.fields.List(ma.fields.Nested(AwardSchema), required=True)
