"""A person's own points as JSON."""

from __future__ import annotations

from flask_smorest import Blueprint

from app.kernel.access import get_current_person_id, require_permission
from app.kernel.schema import JsonObject
from app.points import queries
from app.points.schemas import ScoreSchema

api = Blueprint("points_api", __name__, url_prefix="/api/v1/me", description="What is one's own.")


@api.get("/points")
@api.response(200, ScoreSchema)
@require_permission("self.see")
def read_points() -> JsonObject:
    """One's own balance, immediate. 404 where points are not used."""
    return {"points": queries.get_balance_refusing_points_off(get_current_person_id())}
