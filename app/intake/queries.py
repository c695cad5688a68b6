"""Every read of connected sources."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.intake.models import Source
from app.kernel.database import session
from app.kernel.errors import NotFound


class SourceNotFound(NotFound):
    """No network is connected under this name."""


def get_source(name: str) -> Source:
    """The source of that name; SourceNotFound when there is none."""
    source = session().scalar(select(Source).where(Source.name == name))
    if source is None:
        raise SourceNotFound("No network is connected under this name.")
    return source


def list_sources() -> Sequence[Source]:
    """Every connected source, in the order of their names."""
    return session().scalars(select(Source).order_by(Source.name)).all()
