"""What one person's missions cost to read, beside the least that the database can be asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median, quantiles

from sqlalchemy import text

from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.home.queries import read_home_page
from missions.progress.queries import list_person_paths
from missions.service.enrol import enrol_everyone_in_missions
from missions.why.queries import list_judged_facts
from tests.bench.figure import Figure
from tests.bench.missions.company import MISSIONS, PEOPLE, TEMPLATE, join, live
from tests.bench.rig import Rig, application, come_to_rest

READS = 300


def reading(rig: Rig) -> list[Figure]:
    """Each read of another person, in a transaction of its own, as a page would."""
    with rig.copy_of(TEMPLATE) as settings, application(settings):
        join()
        with transaction():
            enrol_everyone_in_missions()
        live()
        come_to_rest()
        least = _times(lambda _: session().execute(text("select 1")))
        timings = {
            f"{MISSIONS} missions as one person sees them": _times(list_person_paths),
            "everything that the home page reads": _times(read_home_page),
            "why one mission, fact by fact": _times(lambda person_id: list_judged_facts(person_id, "m0")),
        }
    figures = [Figure(name="select 1 in a transaction", figure=median(least), unit="ms, median")]
    for name, times in timings.items():
        ratio = median(times) / median(least)
        figures.append(Figure(name=name, figure=median(times), unit="ms, median", ratio=ratio, against="select 1"))
        figures.append(Figure(name=name, figure=quantiles(times, n=20)[-1], unit="ms, p95"))
    return figures


def _times(read: Callable[[int], object]) -> list[float]:
    times = []
    for number in range(READS):
        began = time.perf_counter()
        with transaction():
            read(number * 31 % PEOPLE + 1)
        times.append((time.perf_counter() - began) * 1_000)
    return times
