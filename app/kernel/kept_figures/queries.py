"""Reads a figure about everybody: as the clock kept it, or counted now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select, text

from app.kernel import clock
from app.kernel.company_figure import CompanyFigure
from app.kernel.database import session
from app.kernel.kept_figures.models import KeptFigure
from app.kernel.schema import JsonObject

KEPT_FOR = timedelta(minutes=15)
"""When the clock has counted nothing for so long, pages count again themselves."""
CLOCKS_APART = timedelta(minutes=1)
"""The clocks of two machines may differ by so much. What was counted further ahead is of a clock that went back since."""


ESTIMATED_ROWS = text("select greatest(reltuples, 0) from pg_class where oid = to_regclass(:table)")


def read_figure(figure: CompanyFigure) -> JsonObject:
    """The figure as it was at most KEPT_FOR ago; counted now where none was kept on today's basis."""
    kept = session().execute(_select_kept(figure)).scalar()
    return figure.count() if kept is None else kept


def find_counted_moment(figure: CompanyFigure) -> datetime | None:
    """When the figure was counted that pages read now; None where each counts it itself."""
    return session().execute(_select_kept(figure).with_only_columns(KeptFigure.counted_at)).scalar()


def _select_kept(figure: CompanyFigure) -> Select[Any]:
    named = (KeptFigure.name == figure.name, KeptFigure.basis == figure.find_basis())
    now = clock.now()
    is_recent = (KeptFigure.counted_at > now - KEPT_FOR, KeptFigure.counted_at <= now + CLOCKS_APART)
    return select(KeptFigure.value).where(*named, *is_recent)


def estimate_rows(table: str) -> int:
    """How many rows a table has about, as PostgreSQL saw it last; zero as long as it did not look."""
    return int(session().scalar(ESTIMATED_ROWS, {"table": table}) or 0)
