"""The job of points: credits what waited, once working hours have begun."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.points.service import credit_points_that_waited


@mark_as_job("points.credit-waiting")
def credit_all_points_that_waited() -> None:
    """Credit everything whose working hours have begun, a batch at a time until none is left."""
    left = True
    while left:
        with transaction():
            left = credit_points_that_waited() > 0
