"""Keeps the rules and texts that HR writes."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject
from app.web.forms.objects import REFUSED, parse_object_with_errors
from badges.ambassadors.fields import ProgrammeSchema
from badges.ambassadors.models import AmbassadorProgramme


def save_programme(raw: JsonObject) -> None:
    """Let these rules and texts hold from now on; candidates who were asked keep the day until which they may answer. Invalid at each field."""
    _, errors = parse_object_with_errors(ProgrammeSchema(), raw)
    if errors:
        raise Invalid(REFUSED, errors=errors)
    row = insert(AmbassadorProgramme).values(id=1, content=dict(raw))
    session().execute(row.on_conflict_do_update(index_elements=["id"], set_={"content": row.excluded.content}))
