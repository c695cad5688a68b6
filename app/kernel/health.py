"""The probes for machines: whether the web server answers, and whether the service is ready."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.kernel.access import PUBLIC, require_permission
from app.kernel.database import session
from app.kernel.jobs import QUEUE, SENDING_QUEUE, is_any_worker_alive, read_redis_state
from app.kernel.revisions import newest_schema_revision
from app.kernel.transaction import roll_back

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
@require_permission(PUBLIC)
def livez() -> Response:
    """This web server answers; nothing else is checked."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
@require_permission(PUBLIC)
def readyz() -> tuple[Response, int]:
    """Whether people can be served: 503 without the database or a migration. Without Redis, workers or senders the service is ready, and slower."""
    states = {
        "database": _read_database_state(),
        "redis": read_redis_state().value,
        "workers": "ready" if is_any_worker_alive(QUEUE) else "away",
        "senders": "ready" if is_any_worker_alive(SENDING_QUEUE) else "away",
    }
    ready = states["database"] == "ready"
    return jsonify(status="ready" if ready else "not ready", **states), 200 if ready else 503


def _read_database_state() -> str:
    try:
        session().execute(text("set local statement_timeout = 200"))
        at = session().execute(text("select version_num from alembic_version")).scalar()
    except SQLAlchemyError:
        roll_back()
        return "away"
    return "ready" if at == newest_schema_revision() else "not migrated"
