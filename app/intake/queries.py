"""Every read of connected sources, and of the facts that they sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.intake.inbox_kind import InboxKind
from app.intake.models import Source
from app.intake.source import source_kinds_by_name
from app.journal.models import Fact
from app.journal.service import HOUSE
from app.kernel.company_figure import CompanyFigure
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.kept_figures.queries import read_figure
from app.kernel.schema import JsonObject

FIRST_FACTS_LIMIT, LATEST_FACTS_LIMIT = 2_000, 200_000
"""How many of the latest facts are read to find when each network pushed last: by every page, and by the clock."""


@dataclass(frozen=True)
class StoredFact:
    """What a fact says, to compare it with another that has the same key."""

    kind: str
    object: str | None
    undoes: str | None
    occurred_at: datetime


class SourceNotFound(NotFound):
    """No network is connected under this name."""


def find_source(name: str) -> Source | None:
    """The source of that name; None when there is none."""
    return session().scalar(select(Source).where(Source.name == name))


def is_network_with_proof(name: str) -> bool:
    """Whether a connected network signs as `name` by a proof of its own; one that shows a token signs as the token says."""
    source = find_source(name)
    return source is not None and isinstance(source_kinds_by_name().get(source.kind), InboxKind)


def get_source(name: str) -> Source:
    """The source of that name; SourceNotFound when there is none."""
    source = find_source(name)
    if source is None:
        raise SourceNotFound("No network is connected under this name.")
    return source


def read_latest_activity_moments() -> dict[str, datetime]:
    """When the latest activity of each network came in, by the name of its source, among LATEST_FACTS_LIMIT latest facts.

    In a large company, a network that none of the FIRST_FACTS_LIMIT latest facts came from may be some minutes behind.
    """
    looked_up = {name: datetime.fromisoformat(str(moment)) for name, moment in read_figure(LATEST_ACTIVITIES).items()}
    return looked_up | _read_moments_among_latest(FIRST_FACTS_LIMIT)


def _count_latest_activities() -> JsonObject:
    moments = _read_moments_among_latest(LATEST_FACTS_LIMIT)
    return {name: moment.isoformat() for name, moment in moments.items()}


LATEST_ACTIVITIES = CompanyFigure("intake.latest-activities", "fact", lambda: "", _count_latest_activities)
"""As `read_latest_activity_moments`, as the clock last looked."""


def _read_moments_among_latest(facts: int) -> dict[str, datetime]:
    latest = select(Fact.source, Fact.recorded_at).order_by(Fact.id.desc()).limit(facts).subquery()
    moments = select(latest.c.source, func.max(latest.c.recorded_at)).where(latest.c.source != HOUSE)
    return {row[0]: row[1] for row in session().execute(moments.group_by(latest.c.source))}


def list_sources() -> Sequence[Source]:
    """Every connected source, in the order of their names."""
    return session().scalars(select(Source).order_by(Source.name)).all()


def find_stored_facts(source_name: str, keys: Collection[str]) -> dict[str, StoredFact]:
    """The facts of a source with these keys, by key."""
    if not keys:
        return {}
    chosen = select(Fact.source_key, Fact.kind, Fact.object, Fact.undoes, Fact.occurred_at).where(
        Fact.source == source_name, Fact.source_key.in_(keys)
    )
    return {
        row.source_key: StoredFact(row.kind, row.object, row.undoes, row.occurred_at)
        for row in session().execute(chosen)
    }
