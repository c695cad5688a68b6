"""All visits of a large company, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.application import Application
from tests.bench.million.meter import Cost, Meter
from tests.bench.million.pages import make_visitors, visit_pages
from tests.bench.million.working import NEW, read_batch, run_jobs


def visit_everything(app: Application, meter: Meter, *, facts: int = NEW) -> Iterator[Cost]:
    """Every page by whom it is made for, every job of the clock, and a batch of new facts through every reader."""
    meter.limit_statements()
    yield from visit_pages(app, meter, make_visitors(app))
    yield from run_jobs(meter)
    yield from read_batch(meter, facts=facts)
