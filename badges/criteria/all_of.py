"""The criterion `all-of`: every one of some other badges."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import Schema
from badges.criterion import AllBadgesRule, BadgeCriterion


class AllOfSettings(Schema):
    """Which badges."""

    badges = ma.fields.List(
        ma.fields.Str(),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={"description": "The badges that it takes, all of them, by their slugs; they are published before."},
    )


criterion = BadgeCriterion(
    "all-of",
    "Every one of some other badges.",
    AllOfSettings,
    lambda settings: AllBadgesRule(tuple(dict.fromkeys(settings["badges"]))),
)
