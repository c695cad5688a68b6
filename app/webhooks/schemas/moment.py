"""How moments enter and leave: RFC 3339, and UTC on the way out."""

from __future__ import annotations

from datetime import UTC, datetime

import marshmallow as ma


class UtcDateTime(ma.fields.AwareDateTime):
    """A moment in RFC 3339; it leaves in UTC."""

    def _serialize(self, value: datetime | None, attr: str | None, obj: object, **kwargs: object) -> str | float | None:
        return super()._serialize(value.astimezone(UTC) if value else None, attr, obj, **kwargs)
