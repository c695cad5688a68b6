"""Meters what one visit costs: processor time of this process and of the database, time by the clock, and the dearest statement's plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError

from app.kernel.database import db
from tests.bench.growth.processor import processor_seconds, server_of
from tests.bench.million.plans import explain_in_words, forget_explaining, start_explaining

Call = Callable[[], object]
T = TypeVar("T")
WORTH_EXPLAINING = 0.05
"""Seconds of the database from which the plan is looked at."""
LONGEST = "120s"


@dataclass(frozen=True)
class Cost:
    """Seconds of a visit, what it answered, and the plan in words where the database took long."""

    name: str
    web: float
    database: float
    elapsed: float
    answer: str
    plan: str = ""

    @property
    def processor(self) -> float:
        """Both together."""
        return self.web + self.database

    def as_row(self) -> str:
        """A row of a table: name, milliseconds of processor time here and in the database, by the clock, answer, plan."""
        times = " | ".join(f"{1000 * seconds:,.0f}" for seconds in (self.web, self.database, self.elapsed))
        return f"| {self.name} | {times} | {self.answer} | {self.plan} |"


@dataclass(frozen=True)
class Meter:
    """One database, whose server nobody else uses meanwhile, and the log of its server."""

    database: psycopg.Connection
    log: Path

    def limit_statements(self) -> None:
        """Let no statement take longer than two minutes from the next connection on."""
        self.database.execute(f"alter database {self.database.info.dbname} set statement_timeout = '{LONGEST}'")
        db.engine.dispose()

    def measure(self, name: str, call: Call, *, warm: bool = True) -> Cost:
        """The second of two calls, or the only one; where the database took long, a further one is explained."""
        if warm:
            _answer_of(call)
        cost = self._measure(name, call)
        return (
            replace(cost, plan=self._explain(lambda: _answer_of(call))[1])
            if warm and cost.database > WORTH_EXPLAINING
            else cost
        )

    def measure_explained(self, name: str, call: Call) -> Cost:
        """The only call, explained while it is measured: for what is done when it was done."""
        cost, plan = self._explain(lambda: self._measure(name, call))
        return replace(cost, plan=plan)

    def _measure(self, name: str, call: Call) -> Cost:
        server = server_of(self.database)
        before, own, began = processor_seconds(server), time.process_time(), time.perf_counter()
        answer = _answer_of(call)
        elapsed, web = time.perf_counter() - began, time.process_time() - own
        return Cost(name, web, processor_seconds(server) - before, elapsed, answer)

    def _explain(self, call: Callable[[], T]) -> tuple[T, str]:
        """Do it once, and tell the plan of its dearest statement."""
        place = self.log.stat().st_size
        start_explaining(self.database)
        db.engine.dispose()
        try:
            done = call()
        finally:
            forget_explaining(self.database)
            db.engine.dispose()
        with self.log.open("rb") as log:
            log.seek(place)
            return done, explain_in_words(log.read().decode(errors="replace"))


def _answer_of(call: Call) -> str:
    try:
        return str(call())
    except DBAPIError as failed:
        return type(failed.orig).__name__
