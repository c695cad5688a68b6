"""Counts a figure about everybody and keeps it, where it is so large that a page should not."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.company_figure import CompanyFigure
from app.kernel.database import session
from app.kernel.kept_figures.models import KeptFigure
from app.kernel.kept_figures.queries import estimate_rows

LARGE = 50_000
"""Rows from which on a table is counted by the clock: a smaller one is counted in a few milliseconds, each time it is read."""


def keep_figure(figure: CompanyFigure) -> None:
    """Count the figure and keep it; forget it where its table is small."""
    if estimate_rows(figure.table) < LARGE:
        session().execute(delete(KeptFigure).where(KeptFigure.name == figure.name))
        return
    columns = {"counted_at": clock.now(), "basis": figure.find_basis(), "value": figure.count()}
    written = insert(KeptFigure).values(name=figure.name, **columns)
    session().execute(written.on_conflict_do_update(index_elements=[KeptFigure.name], set_=columns))
